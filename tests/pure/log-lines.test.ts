import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { openLog, withoutSecrets } from "../../src/log-lines.js";

const TOKEN = "Zk3".padEnd(43, "aB9_-");
const secrets: readonly (readonly [what: string, line: string, secret: string])[] = [
  ["a bearer token", `authorization: Bearer ${TOKEN}`, TOKEN], ["a bearer token of another kind", "Bearer eyJh.eyJz.c2ln", "eyJh.eyJz.c2ln"], ["a bare token", `no actor for ${TOKEN}.`, TOKEN], ["a session", `cookie: lang=zh; __Host-daylight=${TOKEN}; a=b`, TOKEN], ["a short session", "daylight=abc123; Path=/", "abc123"],
  ["a database's password", "connect postgres://daylight:s%C3%A9same@db.example:5432/d failed", "s%C3%A9same"], ["a password without a name", "redis://:sesame@h.example:6379", "sesame"], ["a bucket's key", "s3://AKIA:sesame@h.example/b", "sesame"],
  ["a question's secret", "GET /x?lot=1&token=sesame&a=b", "sesame"], ["an age identity", `age-secret-key-1${"q".repeat(58)}`, "q".repeat(58)], ["a post-quantum one", `AGE-SECRET-KEY-PQ-1${"Q".repeat(58)}`, "Q".repeat(58)],
  ["a private key", "-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIA\\n-----END PRIVATE KEY-----", "MC4CAQAwBQYDK2VwBCIEIA"], ["half a private key", "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEIA", "MHcCAQEEIA"],
  ["an e-mail address", "to 陈一鸣 <chen.yiming+x@mail.example.cn>", "chen.yiming"], ["one in Chinese", "写给 张三@例子.中国", "张三@例子"], ["an identity number", "证件 11010519491231002X 无效", "11010519491231002X"], ["one of digits alone", "id=440524188001010014,", "440524188001010014"], ["a telephone", "手机 13912345678", "13912345678"],
];

test.each(secrets)("%s leaves no trace in a line", (_, line, secret) => {
  expect(line).toContain(secret);
  expect(withoutSecrets(line)).not.toContain(secret);
});

test.each([
  `sha256 ${"0123456789abcdef".repeat(4)}`, "D3417000001000001099", "2026-09-22T09:30:00.000+08:00", '{"level":30,"time":1795947395405,"pid":11933}', "91341702MA000004XN", "GET /api/v1/tenders/D3417000001000001099/lots/1", "at file:///src/app.ts:12:34", "http://127.0.0.1:8080/notices?q=道路",
])("%j is what one looks for, and stays", (line) => {
  expect(withoutSecrets(line)).toBe(line);
});

describe("the log", () => {
  const lines: string[] = [];
  const log = openLog("trace", new Writable({ write: (chunk: Buffer, _, done) => { lines.push(chunk.toString()); done(); } }));

  test("writes an error's kind, code and words, and nothing of the row a database had in hand", () => {
    lines.splice(0);
    log.error({ err: Object.assign(new Error("duplicate key value violates unique constraint"), { code: "23505", detail: "Key (token)=(sesame) already exists.", where: "sesame", parameters: ["sesame"] }) }, "request failed");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 50, msg: "request failed", err: { type: "Error", code: "23505", message: "duplicate key value violates unique constraint" } });
    expect(lines.join("")).not.toContain("sesame");
  });

  test("writes nothing that is given to it by the name of a secret, or looks like one, however deep", () => {
    lines.splice(0);
    log.info({ password: "sesame", who: { cookie: "sesame", at: { token: "sesame" } }, headers: { authorization: "sesame" } }, `for ${TOKEN}`);
    log.warn({ err: new RangeError("outer", { cause: new Error("postgres://u:sesame@h.example/d") }) });
    log.error(new Error("mail to a@b.example"), "closing");
    log.debug(`words ${TOKEN} %s`, "-----BEGIN PRIVATE KEY-----\nsesame\n-----END PRIVATE KEY-----");
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(lines.join("")).not.toMatch(/sesame|a@b\.example/);
    expect(lines.join("")).not.toContain(TOKEN);
  });
});
