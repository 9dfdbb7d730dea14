import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { must, ok } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { readAnswers } from "../../src/live/answers.js";
import { holdCeremony as ceremony } from "../../src/live/use-cases/ceremony.js";
import { daylight, holdCeremony, liveKit, OPERATOR, pem, type LiveKit } from "../support/live.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
let kit: LiveKit;
beforeAll(async () => { kit = await liveKit(); });
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL"); // what a failed test left
  await kit.end();
});

const inData = (...parts: string[]): string => path.join(kit.data, ...parts);
const args = (): string[] => ["init", "--data", kit.data, "--answers", kit.answersFile, "--json"];
const keyFiles = (): Record<string, string> => Object.fromEntries(["keys/log.key", "keys/receipt.key", "keys/personal/0001.key", "ceremony/admin-1.key.pem", "ceremony/admin-2.key.pem"].map((name) => [name, readFileSync(inData(name), "base64")]));

test.each<[string, (answers: Record<string, unknown>) => void, string]>([
  ["one administrator alone", (answers) => { answers["administrators"] = (answers["administrators"] as unknown[]).slice(0, -1); }, "answers-wrong"],
  ["a credit code whose check digit is wrong", (answers) => { Object.assign(answers["exchange"] as object, { uscc: "12341700MB1A2C3D00" }); }, "answers-wrong"],
  ["a region that is not the platform code's", (answers) => { answers["areas"] = [{ area: "341702", name: "滨河区", nameEn: "Binhe" }]; }, "answers-wrong"],
  ["one passphrase for both", (answers) => { answers["administrators"] = [{ name: "林知远", passphraseFile: "admin-1.passphrase" }, { name: "许望舒", passphraseFile: "admin-1.passphrase" }]; }, "ceremony-passphrase-shared"],
])("%s sets up nothing", async (_, change, code) => {
  const other = await liveKit();
  other.answer(change);
  const told = await daylight("init", "--data", other.data, "--answers", other.answersFile, "--json");
  expect([told.code, told.json().code]).toEqual([1, code]);
  expect(existsSync(path.join(other.data, "ceremony/transcript.json"))).toBe(false);
  await other.end();
});

test("a rehearsal's authority never comes into a live exchange's trust", async () => {
  const other = await liveKit();
  const { makeAuthority } = await import("../../src/rehearsal/authority.js");
  const { root } = await makeAuthority((count) => new Uint8Array(count).fill(7));
  writeFileSync(path.join(other.folder, "ca.pem"), pem("CERTIFICATE", root.certificate));
  const told = await daylight("init", "--data", other.data, "--answers", other.answersFile, "--json");
  expect(told.json()).toMatchObject({ ok: false, code: "trust-wrong" });
  expect(told.said).toContain("rehearsal's certificate");
  await other.end();
});

test("the answers that docs/operations.md prints are answers", () => {
  const [, printed = ""] = /```json\n([\s\S]*?)\n```/.exec(readFileSync(path.join(ROOT, "docs/operations.md"), "utf8")) ?? [];
  expect(readAnswers(JSON.parse(printed), "docs/operations.md").ok).toBe(true);
});

test("nobody signs before both typed the transcript's fingerprint; then an exchange is founded, once", async () => {
  const first = await daylight(...args());
  expect(first.json()).toMatchObject({ code: "ceremony-unconfirmed", facts: { name: "林知远" } });
  const { fingerprint = "" } = first.json().facts;
  const half = await daylight(...args(), "--confirm", fingerprint, "0000 0000 0000 0000");
  expect(half.json()).toMatchObject({ code: "ceremony-unconfirmed", facts: { name: "许望舒" } });
  expect(existsSync(inData("settings.env"))).toBe(false);
  const before = keyFiles();
  const held = await holdCeremony(kit);
  expect(held.json()).toMatchObject({ ok: true, result: { isNew: true } });
  expect(held.json().result["origin"]).toMatch(/^jy\.wangchuan\.example\/live\/[0-9a-f]{8}$/);
  expect((held.json().result["seats"] as { role: string }[]).map(({ role }) => role)).toEqual(["admin", "admin", "exchange-staff", "opener"]);
  const again = await daylight(...args());
  expect(again.json()).toMatchObject({ ok: true, result: { isNew: false } });
  expect(keyFiles()).toEqual(before);
});

test("openssl finds both administrators' signatures under the transcript, which holds no secret", () => {
  for (const name of ["1", "2"]) {
    const judged = spawnSync("openssl", ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", inData(`ceremony/admin-${name}.pub.pem`), "-sigfile", inData(`ceremony/transcript.${name}.sig`), "-in", inData("ceremony/transcript.json")], { encoding: "utf8" });
    expect(judged.stdout + judged.stderr).toContain("Signature Verified Successfully");
  }
  const text = readFileSync(inData("ceremony/transcript.json"), "utf8");
  expect(text).not.toContain("PRIVATE");
  expect(text).not.toContain("river stone");
  expect(readFileSync(inData("keys/log.key"), "utf8")).toContain("ENCRYPTED PRIVATE KEY");
  for (const name of [...readdirSync(inData("keys")).map((each) => `keys/${each}`), "trust/seal.key.pem", "settings.env", "ceremony/admin-1.key.pem"]) expect(statSync(inData(name)).mode & 0o077, name).toBe(0);
});

test("an answer that would change what was signed is refused", async () => {
  kit.answer((answers) => { answers["operatorFirms"] = []; });
  expect((await daylight(...args())).json()).toMatchObject({ code: "ceremony-differs" });
  kit.answer((answers) => { answers["operatorFirms"] = [{ name: "望川交易信息技术有限公司", uscc: "91341702MA0000138A" }]; });
  expect((await daylight(...args())).code).toBe(0);
});

test("killed at any step, the next run goes on with the keys that are there", { timeout: 240_000 }, async () => {
  const other = await liveKit();
  const child = spawn(process.execPath, ["scripts/daylight.mjs", "init", "--data", other.data, "--answers", other.answersFile], { cwd: ROOT, stdio: "ignore" });
  const ended = once(child, "exit");
  const first = path.join(other.data, "ceremony/admin-1.key.pem");
  await vi.waitFor(() => { expect(existsSync(first) || child.exitCode !== null).toBe(true); }, { timeout: 200_000, interval: 5 });
  child.kill("SIGKILL");
  await ended;
  const held = await holdCeremony(other);
  expect(held.json()).toMatchObject({ ok: true, result: { isNew: true } });
  // What a kill leaves is the files up to some step: each is whole or not there.
  const steps = ["ceremony/admin-1.key.pem", "ceremony/admin-2.key.pem", "keys/log.key", "keys/receipt.key", "keys/personal/0001.key", "trust/seal.key.pem", "trust/seal.cert.pem", "trust/ca.pem", "trust/policy.txt", "ceremony/transcript.json", "ceremony/transcript.1.sig", "ceremony/transcript.2.sig", "settings.env"];
  for (let kept = steps.length - 1; kept > 0; kept -= 1) {
    const gone = steps.slice(kept);
    for (const name of gone) rmSync(path.join(other.data, name), { force: true });
    const before = steps.slice(0, kept).map((name) => readFileSync(path.join(other.data, name), "base64"));
    const answers = must(readAnswers(JSON.parse(readFileSync(path.join(other.data, "ceremony/answers.json"), "utf8")), "answers.json"));
    const again = await ceremony({
      data: other.data, answers, now: Date.now() as Instant,
      asking: { passphrase: ({ index }) => Promise.resolve(ok(["clear river stone", "quiet mountain lamp"][index] ?? "")), fingerprint: (_, { fingerprint }) => Promise.resolve(ok(fingerprint)) },
    });
    expect(again.ok, gone[0]).toBe(true);
    expect(steps.slice(0, kept).map((name) => readFileSync(path.join(other.data, name), "base64")), gone[0]).toEqual(before);
  }
  await other.end();
});

const READY = /Daylight is ready: (http:\/\/\S+)/;

/** `npm start` in a folder that init set up: nothing else is said to it. */
async function start(environment: Record<string, string> = {}): Promise<{ child: ChildProcess; url: string | null; said: () => string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DAYLIGHT_DATA: kit.data, LOG_LEVEL: "silent", ...environment } });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  await vi.waitFor(() => { expect(READY.test(said) || child.exitCode !== null, said).toBe(true); }, { timeout: 200_000, interval: 100 });
  return { child, url: READY.exec(said)?.[1] ?? null, said: () => said };
}

async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

test("npm start opens the exchange that init wrote down; nothing of a rehearsal is there", { timeout: 240_000 }, async () => {
  const { child, url, said } = await start();
  expect(said()).not.toContain("actors");
  const asked = async (address: string, given: RequestInit = {}): Promise<number> => (await fetch(`${url ?? ""}${address}`, given)).status;
  expect(await asked("/healthz")).toBe(200);
  const origin = "https://jy.wangchuan.example";
  expect(await asked("/api/v1/rehearsal/clock")).toBe(404);
  for (const address of ["/api/v1/rehearsal/clock", "/api/v1/rehearsal/certificates", "/rehearsal/texts", "/sign-in"]) expect(await asked(address, { method: "POST", headers: { origin, "content-type": "application/json" }, body: "{}" }), address).toBe(404);
  const about = await (await fetch(`${url ?? ""}/api/v1/exchange`)).text();
  expect(about).toContain(OPERATOR.name);
  await vi.waitFor(async () => { expect(await asked("/log/checkpoint")).toBe(200); }, { timeout: 60_000, interval: 200 });
  const changes = await (await fetch(`${url ?? ""}/api/v1/changes`)).json() as { changes: { type: string; entry: Record<string, unknown> }[] };
  expect(changes.changes[0]).toMatchObject({ type: "config", entry: { mode: "live" } });
  expect(changes.changes.filter(({ entry }) => entry["role"] === "ceremony")).toHaveLength(1);
  await stop(child);
});

test("a live start never makes a key, and is refused with the wrong passphrase", { timeout: 240_000 }, async () => {
  writeFileSync(path.join(kit.folder, "wrong.passphrase"), "another passphrase\n", { mode: 0o600 });
  const refused = await start({ DAYLIGHT_KEYS_PASSPHRASE_FILE: path.join(kit.folder, "wrong.passphrase") });
  expect(refused.said()).toMatch(/log\.key is not opened by this passphrase/);
  await stop(refused.child);
});

test("started as a rehearsal it is refused, and so is a rehearsal's authority put into its trust", { timeout: 240_000 }, async () => {
  const refused = await start({ DAYLIGHT_MODE: "rehearsal" });
  expect(refused.said()).toContain("DAYLIGHT_MODE is rehearsal, but this database was made in live mode");
  expect(refused.url).toBeNull();
  await stop(refused.child);
  const { makeAuthority } = await import("../../src/rehearsal/authority.js");
  const { root } = await makeAuthority((count) => new Uint8Array(count).fill(7));
  const honest = readFileSync(inData("trust/ca.pem"));
  chmodSync(inData("trust/ca.pem"), 0o600);
  writeFileSync(inData("trust/ca.pem"), Buffer.concat([honest, Buffer.from(pem("CERTIFICATE", root.certificate))]));
  const other = await start();
  expect(other.said()).toContain("a live exchange never trusts it");
  writeFileSync(inData("trust/ca.pem"), honest);
  await stop(other.child);
});
