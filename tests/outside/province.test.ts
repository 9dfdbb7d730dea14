import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, askProvince } from "../../src/cli/pool/province.js";
import { run } from "../../src/cli/program.js";
import { rowsOf } from "../../src/experts/use-cases/sheet.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { plusMs, rfc3339, DAY_MS, type Instant } from "../../src/kernel/time.js";
import { Unreachable } from "../../src/kernel/unreachable.js";
import { pemOf } from "../../src/rehearsal/key-files.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { AUTHORITY, certify } from "../support/certificates.js";
import { opensslIn } from "../support/openssl.js";
import { provinceRow } from "../support/province.js";
import { testTown } from "../support/town.js";

// The pool keeper's command line against a province that runs by itself, with keys of its own.
let folder: string;
let server: ChildProcess;
let url: string;
const at = (name: string): string => path.join(folder, name);
type Said = { readonly exit: number; readonly code?: string; readonly result?: { taken: number; faults: { line: number; code: string }[]; short: unknown[] }; readonly facts?: Record<string, unknown> };

async function daylight(...args: readonly string[]): Promise<Said> {
  const lines: string[] = [];
  const exit = await run([...args, "--json"], { out: (line) => lines.push(line), err: (line) => lines.push(line) });
  return { exit, ...(JSON.parse(lines.join("\n")) as object) };
}
const IN_A_WEEK = rfc3339(plusMs((Math.floor(Date.now() / 1_000) * 1_000) as Instant, 7 * DAY_MS));
const makeRequest = (name: string, ...more: readonly string[]): Promise<Said> =>
  daylight("pool", "request", "--exchange", "jy.chenguang.example/live/0a1b2c3d", "--want", "A0801=2", "--from", "2027-01-04", "--until", "2027-01-08", "--answer-by", IN_A_WEEK, "--certificate", at("keeper.cert.pem"), "--key", at("keeper.key.pem"), "--out", at(name), ...more);
let asks = 0;
const ask = async (way: string, more: { readonly answer?: string; readonly out?: string } = {}): Promise<Said & { readonly answer: string; readonly out: string }> => {
  asks += 1;
  const [answer, out] = [more.answer ?? at(`answer-${String(asks)}.json`), more.out ?? at(`experts-${String(asks)}.csv`)];
  return { ...(await daylight("pool", "ask", `${url}/${way}`, at("request.json"), "--province", at("province.pem"), "--answer", answer, "--out", out)), answer, out };
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-province-"));
  server = spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "../support/province-server.ts")], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: server.stdout ?? process.stdin }), "line")) as [string];
  const said = JSON.parse(line) as { url: string; pins: string };
  url = said.url;
  const authority = await certify("晨光市测试根证书", { extensions: AUTHORITY });
  const keeper = await certify("晨光市专家库", { issuer: authority });
  for (const [name, text] of [["province.pem", said.pins], ["keeper.ca.pem", pemOf("CERTIFICATE", authority.certificate)], ["keeper.cert.pem", pemOf("CERTIFICATE", keeper.certificate)], ["keeper.key.pem", keeper.nativeKey.export({ format: "pem", type: "pkcs8" })]] as const) writeFileSync(at(name), text);
  await makeRequest("request.json");
}, 60_000);
afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("a request", () => {
  test("is signed so that the province checks it with openssl; a byte changed is found", () => {
    const verify = (file: string) => opensslIn(folder, "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "request.json.p7s", "-content", file, "-CAfile", "keeper.ca.pem", "-out", "read.json");
    verify("request.json");
    writeFileSync(at("changed.json"), readFileSync(at("request.json"), "utf8").replace('"count":2', '"count":3'));
    expect(() => verify("changed.json")).toThrow();
  });
  test("names no tender and no hour, and is never written over", async () => {
    expect(Object.keys(JSON.parse(readFileSync(at("request.json"), "utf8")) as object)).toEqual(["answerBy", "avoid", "exchange", "from", "id", "salt", "until", "v", "wanted"]);
    expect(await makeRequest("request.json")).toMatchObject({ exit: 1, code: "file-exists" });
  });
});

describe("over HTTP", () => {
  test("an answer becomes files and the list, for the keeper's eyes alone; the line that stands twice is told", async () => {
    const said = await ask("plain");
    expect(said).toMatchObject({ exit: 0, result: { taken: 2, faults: [{ line: 3, code: "province-number-twice" }], short: [] } });
    expect([said.answer, said.out].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    // What came over HTTP is judged again from the files, as one that came by hand; asked again, nothing is written over.
    expect(await daylight("pool", "answer", at("request.json"), said.answer, `${said.answer}.p7s`, "--province", at("province.pem"), "--out", at("again.csv"))).toMatchObject({ exit: 0, result: { taken: 2 } });
    expect(readFileSync(at("again.csv"))).toEqual(readFileSync(said.out));
    expect(await ask("plain", { answer: said.answer })).toMatchObject({ exit: 1, code: "file-exists" });
  });
  test.each(["delayed", "faulty", "dropped"])("a province that is %s first is asked the same again", async (way) => {
    expect(await ask(way)).toMatchObject({ exit: 0, result: { taken: 2 } });
  });
  test.each([
    ["doubled", "province-reply"], ["stranger", "certificate-untrusted"], ["colleague", "signer-other-certificate"], ["changed", "cms-content-differs"], ["other", "province-other-request"], ["late", "province-answer-late"],
    ["endless", "province-reply"], ["elsewhere", "province-refused"], ["unwilling", "province-refused"],
  ])("an answer that is %s is refused (%s), and nothing of it is kept", async (way, code) => {
    const said = await ask(way);
    expect(said).toMatchObject({ exit: 1, code });
    expect([said.answer, `${said.answer}.p7s`, said.out].filter(existsSync)).toEqual([]);
    expect(JSON.stringify(said.facts)).not.toContain("\\u001b");
  }, 30_000);
  test("a whole province comes through, and is a list the pool takes at once", async () => {
    const said = await ask("many");
    expect(said).toMatchObject({ exit: 0, result: { taken: 100_000, faults: [], short: [] } });
    const bytes = Uint8Array.from(readFileSync(said.out));
    expect(base64(bytes).length).toBeLessThan(40 * 1_048_576);
    expect(must(await rowsOf(bytes))).toHaveLength(100_001);
  }, 180_000);
});

describe("waiting", () => {
  const START = 1_800_000_000_000 as Instant;
  const asking = async (way: string, until: Instant) => {
    const bytes = Uint8Array.from(readFileSync(at("request.json")));
    const pauses: number[] = [];
    const now = (): Instant => plusMs(START, pauses.reduce((sum, each) => sum + each, 0));
    const heard = await askProvince(must(addressOf(`${url}/${way}`)), JSON.stringify({ v: "province-post/1", request: base64(bytes), signature: "" }), { key: sha256Hex(bytes), until }, { now, wait: (ms) => { pauses.push(ms); return Promise.resolve(); } }).catch((error: unknown) => error);
    return { heard, pauses };
  };
  test("a province that is down is tried six times, ever more slowly, and then counts as away", async () => {
    const { heard, pauses } = await asking("down", plusMs(START, DAY_MS));
    expect(heard).toBeInstanceOf(Unreachable);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });
  test("one that works on it is asked when it says, until the request's own deadline and not at it", async () => {
    const over = { ok: false, refusal: { code: "province-request-over" } };
    expect(await asking("working", plusMs(START, 60_001))).toMatchObject({ heard: over, pauses: [30_000, 30_000] });
    expect(await asking("working", plusMs(START, 60_000))).toMatchObject({ heard: over, pauses: [30_000] });
    expect(await asking("plain", START)).toMatchObject({ heard: over, pauses: [] });
  });
  test.each([["https://zj.chenguang.example/ask", true], ["http://127.0.0.1:9/ask", true], ["http://zj.chenguang.example/ask", false], ["http://127.0.0.1.chenguang.example/", false], ["http://localhost:9/", false], ["https://a:b@zj.chenguang.example/", false], ["file:///etc/passwd", false], ["", false]])("%s: %s", (address, may) => {
    expect(addressOf(address).ok).toBe(may);
  });
});

test("an answer that a province makes with jq and openssl alone is taken", async () => {
  const authority = await certify("晨光省级测试根证书二", { extensions: AUTHORITY });
  const province = await certify("晨光省级专家库二", { issuer: authority });
  const pem = pemOf("CERTIFICATE", province.certificate);
  const said = JSON.stringify({ v: "province-answer/1", request: sha256Hex(Uint8Array.from(readFileSync(at("request.json")))), madeAt: rfc3339(Date.now() as Instant), experts: [provinceRow(1)] }, null, 2);
  writeFileSync(at("by-hand.json"), execFileSync("jq", ["-cSj", "."], { input: said }));
  for (const [name, text] of [["two.pem", pem + pemOf("CERTIFICATE", authority.certificate)], ["two.cert.pem", pem], ["two.key.pem", province.nativeKey.export({ format: "pem", type: "pkcs8" })]] as const) writeFileSync(at(name), text);
  opensslIn(folder, "cms", "-sign", "-cades", "-binary", "-outform", "DER", "-md", "sha256", "-in", "by-hand.json", "-signer", "two.cert.pem", "-inkey", "two.key.pem", "-out", "by-hand.p7s");
  expect(await daylight("pool", "answer", at("request.json"), at("by-hand.json"), at("by-hand.p7s"), "--province", at("two.pem"), "--out", at("by-hand.csv"))).toMatchObject({ exit: 0, result: { taken: 1, faults: [], short: [{ specialty: "A0801", wanted: 2, came: 1 }] } });
});

test("without the province's own certificate nothing is pinned: an authority alone would let everybody it knows answer", async () => {
  const said = await ask("plain");
  writeFileSync(at("authority.pem"), readFileSync(at("province.pem"), "utf8").split(/(?<=-----END CERTIFICATE-----\n)/)[1] ?? "");
  expect(await daylight("pool", "answer", at("request.json"), said.answer, `${said.answer}.p7s`, "--province", at("authority.pem"), "--out", at("none.csv"))).toMatchObject({ exit: 1, code: "file-unreadable" });
});

test("the pool takes the list as it is, every line", async () => {
  const { out } = await ask("plain");
  const town = await testTown(rfc3339(Date.now() as Instant));
  try {
    expect(await town.done("pool-keeper-1", "POST", "/api/v1/experts/imports", { file: base64(Uint8Array.from(readFileSync(out))), until: "2030-08-31" })).toMatchObject({ lines: 2, taken: 2, faults: [] });
  } finally {
    await town.stop();
  }
}, 120_000);
