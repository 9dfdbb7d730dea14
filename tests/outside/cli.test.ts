import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startExchange, type DemoExchange } from "../../src/cli/demo/exchange.js";
import { openStage, type Stage } from "../../src/cli/demo/stage.js";
import { run } from "../../src/cli/program.js";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import { lotBody, tenderBody } from "../support/works-tender.js";
import { publishedByCli } from "../support/cli-tender.js";

/** One running exchange, one tender, and the command-line tool as people use it. */
let exchange: DemoExchange;
let stage: Stage;
let folder: string;
let tender: string;
const REFUSED = 1;
const AGREEMENT = "联合体协议书.txt";
const DEADLINE = "2026-01-26T09:30:00+08:00";
const at = (...names: string[]): string => path.join(folder, ...names);

function tool(program: string, args: readonly string[], input?: Uint8Array): Buffer {
  const done = spawnSync(program, args, { maxBuffer: 64 * 1_048_576, ...(input === undefined ? {} : { input }) });
  if (done.error !== undefined) throw new Error(`${program} is missing: apt-get install ${program}`);
  expect(done.status, done.stderr.toString()).toBe(0);
  return done.stdout;
}

/** A bid's papers: form.json and one file. */
function papers(name: string, price: string, form = true): string {
  mkdirSync(at("papers", name, "bid"), { recursive: true });
  writeFileSync(at("papers", name, "bid", "施工组织设计.txt"), `${name} 施工组织设计\n`.repeat(200_000));
  if (form) writeFileSync(at("papers", name, "bid", "form.json"), JSON.stringify({ v: "form/1", price: { amount: price, currency: "CNY" }, days: 230, quality: "合格" }));
  return at("papers", name);
}
const sealArgs = (name: string, price = "37000000.00", ...rest: string[]): string[] => ["seal", tender, "1", papers(name, price), "--out", at("envelopes", name), "--rehearsal-plain-key", ...rest];
const envelope = (name: string, file = ""): string => at("envelopes", name, "bid", file);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-cli-"));
  exchange = await startExchange("2026-01-05T09:00:00+08:00");
  stage = openStage(exchange, folder, () => undefined);
  const form = tenderBody({ consortium: true, consortiumTerms: { firmsMax: 3, agreementFile: AGREEMENT, other: null }, saleFrom: "2026-01-05T10:00:00+08:00", saleUntil: "2026-01-12T17:00:00+08:00", deadline: DEADLINE }, [lotBody({
    parts: [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: ["施工组织设计.txt"] }], objectionMinutes: 5,
  })]);
  tender = await publishedByCli(stage, form);
  await stage.until("2026-01-25T10:00:00+08:00");
}, 120_000);
afterAll(async () => {
  await exchange.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("an opener that has given its key cannot give another for the same part", async () => {
  expect((await stage.daylight("opener-agency", ["keys", "new", tender, "1", "bid"], REFUSED)).code).toMatch(/^opener-key(s-fixed|-given)$/);
});

test("T10: sealing stops where an opener is not the office the bidder knows, and writes nothing", async () => {
  writeFileSync(at("offices.json"), JSON.stringify({ agency: "91341702MA0000031Y", supervisor: "91341702MA000004XN", notary: "12341700MB00000190" }));
  expect((await stage.daylight("bidder-1", sealArgs("t10", undefined, "--offices", at("offices.json")), REFUSED)).code).toBe("opener-key-untrusted");
  expect(existsSync(envelope("t10"))).toBe(false);
});

test("sealing stops where the log is not the one of the bidder's own policy, or no witness of it has signed", async () => {
  const policy = await (await fetch(`${exchange.url}/log/witnesses`)).text();
  const key = (name: string, algorithm: 1 | 4): string => noteSigner(name, algorithm, generateKeyPairSync("ed25519").privateKey).vkey.text;
  writeFileSync(at("other.txt"), `log ${key("other.example/live/00000000", 1)}\nwitness w1 ${key("w1.example", 4)}\nquorum w1\n`);
  expect((await stage.daylight("bidder-1", sealArgs("policy", undefined, "--policy", at("other.txt")), REFUSED)).code).toBe("log-checkpoint");
  writeFileSync(at("strict.txt"), `${policy.split("\n")[0] ?? ""}\nwitness w1 ${key("w1.example", 4)}\nquorum w1\n`);
  expect((await stage.daylight("bidder-1", sealArgs("policy2", undefined, "--policy", at("strict.txt")), REFUSED)).code).toBe("log-checkpoint");
  writeFileSync(at("broken.txt"), "log nonsense\nquorum none\n");
  expect((await stage.daylight("bidder-1", sealArgs("policy3", undefined, "--policy", at("broken.txt")), REFUSED)).code).toBe("file-unreadable");
});

test("a part that lacks its form or a file the documents ask for is not sealed", async () => {
  papers("no-form", "1.00", false);
  expect((await stage.daylight("bidder-1", ["seal", tender, "1", at("papers", "no-form"), "--out", at("envelopes", "no-form"), "--rehearsal-plain-key"], REFUSED)).code).toBe("form-json-missing");
  rmSync(path.join(papers("no-file", "1.00"), "bid", "施工组织设计.txt"));
  expect((await stage.daylight("bidder-1", ["seal", tender, "1", at("papers", "no-file"), "--out", at("envelopes", "no-file"), "--rehearsal-plain-key"], REFUSED)).code).toBe("required-file-missing");
});

test("a price a fen above the ceiling is not sealed, at the ceiling it is, and the record of the check lies inside", async () => {
  const { code } = await stage.daylight("bidder-4", sealArgs("over", "38650000.01"), REFUSED);
  expect(code).toBe("form-over-ceiling");
  expect(existsSync(envelope("over"))).toBe(false);
  await stage.daylight("bidder-4", sealArgs("at-ceiling", "38650000.00"));
  const plain = tool("age", ["-d", "-i", envelope("at-ceiling", "bidder.key"), envelope("at-ceiling", "content.age")]);
  const record = JSON.parse(tool("tar", ["-x", "-O", "precheck.json"], plain).toString()) as { v: string; checks: { check: string; result: string }[] };
  expect(record.v).toBe("precheck/1");
  expect(record.checks.map(({ check, result }) => `${check} ${result}`)).toEqual(["files-present passed", "files-readable passed", "answers-given warned", "price-within-ceiling passed", "term-kept passed", "validity-kept passed"]);
});

test("the leader of a consortium seals for it: its members stand in what is signed, the agreement inside; without it, with a firm twice or one too many nothing is sealed", async () => {
  const firms = (JSON.parse(readFileSync(exchange.actors, "utf8")) as { id: string; organisation: { uscc: string } | null }[]).filter(({ id }) => /^bidder-[1-5]$/.test(id)).map(({ organisation }) => organisation?.uscc ?? "");
  const [, second = "", third = "", , leader = ""] = firms;
  const refused = async (...members: readonly string[]): Promise<unknown> => (await stage.daylight("bidder-5", sealArgs("joint", undefined, "--member", ...members), REFUSED)).code;
  expect(await refused(second, third)).toBe("required-file-missing");
  expect(await refused(second, leader)).toBe("consortium-member-twice");
  expect(await refused(...firms.slice(0, 3))).toBe("consortium-too-large");
  expect(existsSync(envelope("joint", "statement.json"))).toBe(false);
  writeFileSync(path.join(papers("joint", "37000000.00"), "bid", AGREEMENT), "牵头人与成员分工如下");
  await stage.daylight("bidder-5", sealArgs("joint", undefined, "--member", second, third));
  expect((JSON.parse(readFileSync(envelope("joint", "statement.json"), "utf8")) as { bidder: object }).bidder).toMatchObject({ id: leader, members: [second, third] });
  const plain = tool("age", ["-d", "-i", envelope("joint", "bidder.key"), envelope("joint", "content.age")]);
  expect(tool("tar", ["-t"], plain).toString()).toContain(AGREEMENT.slice(-4));
});

test("a sealed bid is lodged, its receipts hold offline, and an envelope is never written over", async () => {
  await stage.daylight("bidder-1", sealArgs("one"));
  expect((await stage.daylight("bidder-1", sealArgs("one"), REFUSED)).code).toBe("file-exists");
  expect(statSync(envelope("one", "bidder.key")).mode & 0o077).toBe(0);
  await stage.daylight("bidder-1", ["lodge", at("envelopes", "one"), "--wait"]);
  const facts = (await (await fetch(`${exchange.url}/api/v1/exchange`)).json()) as { receiptKey: string; log: { policy: string } };
  writeFileSync(at("policy.txt"), facts.log.policy);
  writeFileSync(at("receipt-key.txt"), facts.receiptKey);
  const offline = (name: string) => run(["receipt", at("envelopes", name), "--policy", at("policy.txt"), "--receipt-key", at("receipt-key.txt")], { out: () => undefined, err: () => undefined });
  expect(await offline("one")).toBe(0);
  cpSync(at("envelopes", "one"), at("envelopes", "salted"), { recursive: true });
  writeFileSync(envelope("salted", "salt"), `${"0".repeat(32)}\n`);
  expect(await offline("salted")).toBe(1);
  cpSync(at("envelopes", "one"), at("envelopes", "moved"), { recursive: true });
  writeFileSync(envelope("moved", "receipt.tlog-proof"), readFileSync(envelope("one", "receipt.tlog-proof"), "utf8").replace(/^index \d+$/m, "index 3"));
  expect(await offline("moved")).toBe(1);
});

test("age opens what the tool sealed, and tar lists it", () => {
  const plain = tool("age", ["-d", "-i", envelope("one", "bidder.key"), envelope("one", "content.age")]);
  expect(tool("tar", ["-t"], plain).toString().split("\n").slice(0, 2)).toEqual(["manifest.json", "form.json"]);
});

test("a statement signed elsewhere, by openssl, is lodged as it is", async () => {
  await stage.daylight("bidder-2", sealArgs("two", "36000000.00"));
  const person = await stage.person("bidder-2");
  tool("openssl", ["cms", "-sign", "-binary", "-cades", "-md", "sha256", "-nosmimecap", "-signer", person.certificateFile ?? "", "-inkey", person.keyFile ?? "", "-in", envelope("two", "statement.json"), "-outform", "DER", "-out", envelope("two", "statement.p7s")]);
  const before = readFileSync(envelope("two", "statement.p7s"));
  await stage.daylight("bidder-2", ["lodge", at("envelopes", "two")]);
  expect(readFileSync(envelope("two", "statement.p7s")).equals(before)).toBe(true);
});

test("an upload that was cut goes on where it stopped", async () => {
  await stage.daylight("bidder-3", sealArgs("three", "35000000.00"));
  const content = readFileSync(envelope("three", "content.age"));
  const { client } = await stage.person("bidder-3");
  const headers = { "authorization": `Bearer ${client.token ?? ""}`, "tus-resumable": "1.0.0" };
  const sha256 = createHash("sha256").update(content).digest("hex");
  const begun = await fetch(`${exchange.url}/api/v1/uploads`, { method: "POST", headers: { ...headers, "upload-length": String(content.length), "upload-metadata": `filename ${base64(utf8("content.age"))},sha256 ${base64(utf8(sha256))}` } });
  const address = begun.headers.get("location") ?? "";
  await fetch(new URL(address, exchange.url), { method: "PATCH", headers: { ...headers, "content-type": "application/offset+octet-stream", "upload-offset": "0" }, body: content.subarray(0, 1_000_000) });
  writeFileSync(envelope("three", "upload.json"), JSON.stringify({ url: exchange.url, address }));
  await stage.daylight("bidder-3", ["lodge", at("envelopes", "three")]);
  const state = (await (await fetch(new URL(address, exchange.url), { headers })).json()) as { state: string; sha256: string };
  expect(state).toMatchObject({ state: "finished", sha256 });
});

test("the same envelope lodged again gets its first answer, and another firm's is not taken", async () => {
  const before = readFileSync(envelope("three", "receipt.txt"), "utf8");
  await stage.daylight("bidder-3", ["lodge", at("envelopes", "three")]);
  expect(readFileSync(envelope("three", "receipt.txt"), "utf8")).toBe(before);
  expect((await stage.daylight("bidder-4", ["lodge", at("envelopes", "three")], REFUSED)).code).toBe("bid-other-firm");
});

test("a withdrawal needs a bid", async () => {
  expect((await stage.daylight("bidder-5", ["withdraw", tender, "1", "--out", at("envelopes", "none")], REFUSED)).code).toBe("nothing-to-withdraw");
});

test("before the close nothing is released", async () => {
  expect((await stage.daylight("opener-agency", ["release", tender, "1", "bid"], REFUSED)).code).toBe("hall-not-open");
});

test("a millisecond after the last one, a bid is late: the signed refusal is kept", async () => {
  await stage.daylight("bidder-4", sealArgs("four", "34000000.00"));
  await stage.until(DEADLINE);
  expect((await stage.daylight("bidder-4", ["lodge", at("envelopes", "four")], REFUSED)).code).toBe("bid-too-late");
  expect(readFileSync(at("envelopes", "four", "refusal.txt"), "utf8")).toMatch(/^daylight\/refusal\/v1\n/);
});

test("after the close a bidder's tool finds nothing to dispute in a list that has its bid, and no other firm disputes it for him", async () => {
  expect((await stage.daylight("bidder-1", ["dispute", at("envelopes", "one"), "--policy", at("policy.txt")])).result).toEqual({ disputed: [], fine: [{ part: "bid", code: "dispute-unfounded" }] });
  expect((await stage.daylight("bidder-4", ["dispute", at("envelopes", "four")], REFUSED)).code).toBe("file-unreadable"); // it was late: there is no receipt
});

test("an opener's tool checks the close with a policy of its own, releases once, and never twice", async () => {
  await stage.until("2026-01-26T09:36:00+08:00");
  expect((await stage.daylight("opener-notary", ["release", tender, "1", "bid", "--policy", at("policy.txt"), "--dry-run"])).result).toMatchObject({ live: 3, unpinned: ["ca"] });
  expect((await stage.daylight("opener-notary", ["release", tender, "1", "bid", "--policy", at("policy.txt")])).result).toMatchObject({ live: 3, released: 3 });
  expect((await stage.daylight("opener-notary", ["release", tender, "1", "bid"], REFUSED)).code).toBe("release-given");
});

test("a bidder opens by its own key inside the window, and offline at any time; the wrong key opens nothing", async () => {
  await stage.daylight("bidder-1", ["open", envelope("one")]);
  expect(await stage.get("citizen-1", `/api/v1/tenders/${tender}/lots/1/parts/bid/opening`)).toMatchObject({ decrypted: 1, of: 3 });
  await stage.daylight("bidder-2", ["open", envelope("two"), "--out", at("opened")]);
  expect(readFileSync(at("opened", "施工组织设计.txt")).equals(readFileSync(at("papers", "two", "bid", "施工组织设计.txt")))).toBe(true);
  expect((await stage.daylight("bidder-2", ["open", envelope("two"), "--out", at("wrong"), "--key", envelope("one", "bidder.key")], REFUSED)).code).toBe("key-differs");
});

test("the second opener's release opens the rest", async () => {
  await stage.daylight("opener-agency", ["release", tender, "1", "bid"]);
  const { results } = (await stage.get("citizen-1", `/api/v1/tenders/${tender}/lots/1/parts/bid/opening`))["results"] as { results: { how: string }[] };
  expect(results.map(({ how }) => how).sort()).toEqual(["bidder-key", "threshold", "threshold"]);
});

test("find and watch read what anybody may", async () => {
  expect((await stage.daylight("citizen-1", ["find", "滨河路"])).result["notices"]).not.toEqual([]);
  const lines: string[] = [];
  expect(await run(["watch", "--url", exchange.url, "--tender", tender, "--once"], { out: (line) => { lines.push(line); }, err: () => undefined })).toBe(0);
  expect(lines.filter((line) => line.includes("lot.open"))).toHaveLength(1);
});

const program = (...args: string[]) => spawnSync(process.execPath, ["scripts/daylight.mjs", ...args], { encoding: "utf8", env: { ...process.env, DAYLIGHT_TOKEN: "" } });

test("the shell learns how it ended: 0 done, 1 refused, 2 wrong command, 3 cannot be reached", () => {
  expect(program("find", "--url", exchange.url).status).toBe(0);
  const refused = program("lodge", envelope("one"), "--url", exchange.url, "--json");
  expect([refused.status, (JSON.parse(refused.stdout) as { code: string }).code]).toEqual([1, "not-signed-in"]);
  expect(program("seal").status).toBe(2);
  expect(program("find", "--url", "http://127.0.0.1:9").status).toBe(3);
});

test.each(["seal", "lodge", "withdraw", "receipt", "dispute", "release", "open", "find", "watch", "witness", "clock", "bundle", "verify"])("daylight %s --help says what it does and which exit codes it has, Chinese first", async (verb) => {
  const lines: string[] = [];
  expect(await run([verb, "--help"], { out: (line) => { lines.push(line); }, err: () => undefined })).toBe(0);
  expect(lines.join("\n")).toMatch(/退出码/);
  expect(lines.join("\n")).toMatch(/--json/);
});
