import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { actingFor, inTransaction, openDb, openPool, type Db } from "../../src/db/database.js";
import { verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { parseVkey } from "../../src/journal/note.js";
import { appendToLog } from "../../src/journal/outbox.js";
import { acceptCheckpoint, parsePolicy } from "../../src/journal/policy.js";
import { openJournal, type Journal } from "../../src/journal/sequencer.js";
import type { Instant } from "../../src/kernel/time.js";
import { liveTrust, liveWitnesses } from "../../src/live-trust.js";
import type { Finding } from "../../src/live/doctor.js";
import { openOwnKeys } from "../../src/own-keys.js";
import { signPdf } from "../../src/notices/pades.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { TokenAway } from "../../src/token/away.js";
import { openCryptoki } from "../../src/token/cryptoki.js";
import { parsePlace } from "../../src/token/place.js";
import { openTokens, type Tokens } from "../../src/token/tokens.js";
import { daylight, liveKit, OPERATOR, pem, type LiveKit, type Told } from "../support/live.js";
import { sampleRecord } from "../support/sample-notice.js";
import { LABEL, PIN, softToken, type SoftToken } from "../support/softhsm.js";

// The keys of log and notices on a token of Debian's softhsm2, judged by openssl and pdfsig.
const ROOT = path.resolve(import.meta.dirname, "../..");
const EXCHANGE = "wangchuan";
const PASSPHRASE = "kept in a safe place";
let kit: LiveKit;
let token: SoftToken;
let db: Db;
let tokens: Tokens;
const running = new Set<ChildProcess>();
const inKit = (name: string): string => path.join(kit.folder, name);
const inData = (...parts: string[]): string => path.join(kit.data, ...parts);
const openssl = (...parameters: readonly string[]) => spawnSync("openssl", parameters, { encoding: "utf8" });

beforeAll(async () => {
  kit = await liveKit();
  token = softToken(kit.folder);
  writeFileSync(inKit("pin"), `${PIN}\n`, { mode: 0o600 });
  kit.answer((answers) => {
    answers["token"] = { moduleFile: token.module, label: LABEL, pinFile: "pin", keys: ["log", "seal"] };
    (answers["trust"] as Record<string, unknown>)["seal"] = null;
  });
  await init();
  certified();
  const { fingerprint = "" } = (await init()).json().facts;
  const held = await init("--confirm", fingerprint, fingerprint);
  expect(held.code, held.said).toBe(0);
  kit.logs.push(parseVkey((JSON.parse(readFileSync(inData("ceremony/transcript.json"), "utf8")) as { keys: { log: string } }).keys.log));
  db = kit.database.as("daylight_app", EXCHANGE);
  tokens = await openTokens({ module: token.module, pin: PIN });
}, 240_000);
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL"); // what a failed test left
  await tokens.close();
  await kit.end();
});

const init = (...more: readonly string[]): Promise<Told> => daylight("init", "--data", kit.data, "--answers", kit.answersFile, "--json", ...more);

/** The authority certifies the request that waits, as openssl does. */
function certified(): void {
  writeFileSync(inKit("ca.key.pem"), String(kit.authority.nativeKey.export({ type: "pkcs8", format: "pem" })));
  writeFileSync(inKit("seal.ext"), "keyUsage=critical,digitalSignature\n");
  const made = openssl("x509", "-req", "-in", inData("trust/seal.csr.pem"), "-CA", inKit("ca.pem"), "-CAkey", inKit("ca.key.pem"), "-CAcreateserial", "-days", "90", "-extfile", inKit("seal.ext"), "-out", inData("trust/seal.cert.pem"));
  expect(made.status, made.stderr).toBe(0);
}

async function withLog<Value>(use: (journal: Journal) => Promise<Value>): Promise<Value> {
  const keys = await openOwnKeys(kit.data, { passphrase: PASSPHRASE, make: false, tokens });
  const { policy, witnesses } = await liveWitnesses(kit.data);
  const own = openDb(openPool(kit.database.url, actingFor(EXCHANGE, "daylight_sequencer"), 2));
  try {
    return await use(await openJournal({
      db: own, exchangeId: EXCHANGE, origin: parsePolicy(policy).logs[0]?.vkey.name ?? "", logKeys: [keys.log, ...keys.laterLogs], witnesses, policy, clock: () => Date.now() as Instant, random: (count) => Uint8Array.from(randomBytes(count)), lastCheckpointFile: inData("keys/last-checkpoint"),
    }));
  } finally {
    await own.destroy();
  }
}
const note = (): Promise<unknown> => inTransaction(db, (tx) => appendToLog(tx, EXCHANGE, { v: "dl/1", type: "incident", what: "NUMBERED" }));
const everyFile = (): string[] => readdirSync(kit.data, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));

test("keys made on the token lie in no file; their files name places and public keys; openssl finds the request for the certificate signed by its key", () => {
  for (const file of ["keys/log.key", "trust/seal.key.pem"]) {
    const text = readFileSync(inData(file), "utf8");
    expect(text).toMatch(/^pkcs11:token=%e6%9c%9b%e5%b7%9d%201;id=(%[0-9a-f]{2}){16};object=daylight%20(log|seal);type=private\n-----BEGIN PUBLIC KEY-----/);
    expect(text).not.toContain("PRIVATE KEY");
  }
  const request = openssl("req", "-verify", "-noout", "-subject", "-in", inData("trust/seal.csr.pem"));
  expect(request.stdout + request.stderr).toContain("verify OK");
  expect(openssl("req", "-noout", "-subject", "-nameopt", "utf8", "-in", inData("trust/seal.csr.pem")).stdout).toContain(`NTRCN-${OPERATOR.uscc}`);
});

test("the log goes on by the token's key: openssl finds the checkpoint signed; pdfsig finds a notice valid", { timeout: 120_000 }, async () => {
  await note();
  await withLog(async (journal) => {
    await journal.flush();
    const checkpoint = await journal.checkpoint() ?? "";
    expect(acceptCheckpoint(checkpoint, parsePolicy(journal.policy), verifyEd25519).seals.length).toBeGreaterThan(0);
    writeFileSync(inKit("log.pub.pem"), readFileSync(inData("keys/log.key"), "utf8").replace(/^pkcs11:.*\n/, ""));
    writeFileSync(inKit("note.txt"), checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1));
    writeFileSync(inKit("note.sig"), Buffer.from(/\n\n\u2014 \S+ (\S+)\n/.exec(checkpoint)?.[1] ?? "", "base64").subarray(4));
    expect(openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", inKit("log.pub.pem"), "-sigfile", inKit("note.sig"), "-in", inKit("note.txt")).stdout).toContain("Signature Verified Successfully");
  });
  const { seal } = await liveTrust(kit.data, { passphrase: PASSPHRASE, tokens }, null);
  writeFileSync(inKit("notice.pdf"), await signPdf(await renderPdf(sampleRecord), seal));
  expect(spawnSync("pdfsig", ["-nocert", inKit("notice.pdf")], { encoding: "utf8" }).stdout).toMatch(/Total document signed[\s\S]*Signature is Valid\./);
});

test("an unplugged token stops the log and loses nothing: what waited is signed when it is back", { timeout: 120_000 }, async () => {
  await withLog(async (journal) => {
    const { size } = await journal.flush();
    token.unplug();
    await note();
    await expect(journal.flush()).rejects.toThrow(TokenAway);
    expect(await tokens.areThere()).toBe(false);
    expect(await journal.size()).toBe(size);
    token.plugIn();
    await vi.waitFor(async () => { expect((await journal.flush()).size).toBe(size + 1); }, { timeout: 30_000, interval: 200 });
    expect(await tokens.areThere()).toBe(true);
  });
});

test("a hundred signatures asked for at once are all right, one after another", async () => {
  const { sign } = await tokens.open(parsePlace(readFileSync(inData("keys/log.key"), "utf8")));
  const key = kit.logs[0]?.publicKey ?? new Uint8Array();
  const texts = Array.from({ length: 100 }, (_, at) => Buffer.from(`text ${String(at)}`));
  const signatures = await Promise.all(texts.map((text) => sign(text)));
  expect(texts.every((text, at) => verifyEd25519(key, text, signatures[at] ?? new Uint8Array()))).toBe(true);
});

test("a token signs on after memory was cleared: its library stays, though nobody holds it", async () => {
  setFlagsFromString("--expose-gc");
  const { sign } = await tokens.open(parsePlace(readFileSync(inData("keys/log.key"), "utf8")));
  for (let turn = 0; turn < 5; turn += 1) {
    (runInNewContext("gc") as () => void)();
    expect(verifyEd25519(kit.logs[0]?.publicKey ?? new Uint8Array(), Buffer.from("text"), await sign(Buffer.from("text")))).toBe(true);
  }
});

test("a wrong PIN is said without being repeated, and the token is asked with it once", async () => {
  await tokens.close(); // a process that is signed in already is asked for no PIN
  const wrong = await openTokens({ module: token.module, pin: "161803398" });
  const place = parsePlace(readFileSync(inData("keys/log.key"), "utf8"));
  const said = await wrong.open(place).catch((error: unknown) => error);
  expect(said).toBeInstanceOf(TokenAway);
  expect(String(said)).toContain("CKR_PIN_INCORRECT");
  expect(String(said)).not.toContain("161803398");
  await vi.waitFor(async () => { await expect(wrong.open(place)).rejects.toThrow("is not asked again"); }, { timeout: 10_000, interval: 200 });
  await wrong.close();
  tokens = await openTokens({ module: token.module, pin: PIN });
});

const examined = async (): Promise<readonly Finding[]> => (JSON.parse((await daylight("doctor", "--data", kit.data, "--json")).said) as { readonly findings: readonly Finding[] }).findings;
const tokenRow = async (): Promise<Finding | undefined> => (await examined()).find(({ check }) => check === "token");

test("doctor finds keys on the token sound; unplugged, replaced by another, or able to leave it, it says which", { timeout: 120_000 }, async () => {
  expect(await tokenRow()).toMatchObject({ level: "ok" });
  token.unplug();
  expect(await tokenRow()).toMatchObject({ level: "fault", en: expect.stringMatching(/log\.key.*is not there.*seal\.key\.pem/s) as string });
  token.plugIn();
  const file = inData("keys/log.key");
  const honest = readFileSync(file, "utf8");
  const other = await tokens.make(LABEL, "ed25519", "another");
  writeFileSync(file, honest.replace(/^pkcs11:.*/, `pkcs11:token=${encodeURIComponent(LABEL)};object=another`));
  expect(await tokenRow()).toMatchObject({ level: "fault", en: expect.stringContaining("not the one the log was made with") as string });
  expect(other.spki.length).toBe(44);
  writeFileSync(file, honest);
  expect((await examined()).find(({ check }) => check === "files")).toMatchObject({ level: "ok" });
  expect(await tokenRow()).toMatchObject({ level: "ok" });
});

test("doctor says of a key that can leave its token that it can", { timeout: 120_000 }, async () => {
  const cryptoki = await openCryptoki(token.module);
  await tokens.close();
  await cryptoki.initialize();
  const session = await (async () => { for (const slot of await cryptoki.slots()) if ((await cryptoki.tokenInfo(slot)).label === LABEL) return cryptoki.openSession(slot); return 0; })();
  await cryptoki.login(session, Buffer.from(PIN));
  const named = [{ type: 0x01, value: Uint8Array.of(1) }, { type: 0x03, value: Buffer.from("loose") }];
  await cryptoki.generate(session, 0x1055, [{ type: 0x180, value: Buffer.from("130c656477617264733235353139", "hex") }, ...named], [{ type: 0x162, value: Uint8Array.of(1) }, { type: 0x108, value: Uint8Array.of(1) }, ...named]);
  await cryptoki.finalize();
  tokens = await openTokens({ module: token.module, pin: PIN });
  expect((await tokens.open({ token: LABEL, id: null, object: "loose" })).isExtractable).toBe(true);
  expect((await tokens.open(parsePlace(readFileSync(inData("keys/log.key"), "utf8")))).isExtractable).toBe(false);
});

async function rotated(...args: readonly string[]): Promise<Told> {
  const rotate = (...more: readonly string[]): Promise<Told> => daylight("keys", "rotate", ...args, "--data", kit.data, "--json", ...more);
  const { fingerprint = "" } = (await rotate()).json().facts;
  return rotate("--confirm", fingerprint, fingerprint);
}

test("the log's key changes from the token to a file, and from the file to the token", { timeout: 240_000 }, async () => {
  for (const [more, form] of [[[], /^-----BEGIN ENCRYPTED PRIVATE KEY/], [["--token", LABEL], /^pkcs11:/]] as const) {
    const before = new Set(readdirSync(inData("keys")));
    const told = await rotated("log", ...more);
    expect(told.json(), told.said).toMatchObject({ ok: true });
    const [made = ""] = readdirSync(inData("keys")).filter((name) => !before.has(name));
    expect(readFileSync(inData("keys", made), "utf8")).toMatch(form);
    await note();
    await withLog(async (journal) => {
      await journal.flush();
      expect(acceptCheckpoint(await journal.checkpoint() ?? "", parsePolicy(journal.policy), verifyEd25519).seals[0]?.vkey.text).toBe(told.json().result["new"]);
    });
  }
});

test("the certificate of notices changes to a key made on the token, by a request that openssl certifies; no key is made over another", { timeout: 240_000 }, async () => {
  const ask = (): Promise<Told> => daylight("keys", "request", "--data", kit.data, "--token", LABEL, "--key", inKit("seal-3.key.pem"), "--out", inKit("seal-3.csr.pem"), "--json");
  expect((await ask()).json()).toMatchObject({ ok: true });
  const place = readFileSync(inKit("seal-3.key.pem"), "utf8");
  expect(place).toMatch(/^pkcs11:/);
  expect((await ask()).json()).toMatchObject({ ok: false, code: "file-exists" });
  expect(readFileSync(inKit("seal-3.key.pem"), "utf8")).toBe(place);
  const certified = openssl("x509", "-req", "-in", inKit("seal-3.csr.pem"), "-CA", inKit("ca.pem"), "-CAkey", inKit("ca.key.pem"), "-CAcreateserial", "-days", "90", "-extfile", inKit("seal.ext"), "-out", inKit("seal-3.cert.pem"));
  expect(certified.status, certified.stderr).toBe(0);
  const told = await rotated("seal", "--certificate", inKit("seal-3.cert.pem"), "--key", inKit("seal-3.key.pem"));
  expect(told.json(), told.said).toMatchObject({ ok: true, result: { role: "seal" } });
  await withLog((journal) => journal.flush());
  const { seal } = await liveTrust(kit.data, { passphrase: PASSPHRASE, tokens }, String(told.json().result["new"]));
  writeFileSync(inKit("notice-3.pdf"), await signPdf(await renderPdf(sampleRecord), seal));
  expect(spawnSync("pdfsig", ["-nocert", inKit("notice-3.pdf")], { encoding: "utf8" }).stdout).toMatch(/Total document signed[\s\S]*Signature is Valid\./);
  expect(await tokenRow()).toMatchObject({ level: "ok" });
});

test("the certificate of notices changes from the token to a file", { timeout: 240_000 }, async () => {
  const next = await kit.issue("望川市公共资源交易中心电子印章（二）", OPERATOR.uscc);
  writeFileSync(inKit("seal-2.cert.pem"), pem("CERTIFICATE", next.certificate));
  writeFileSync(inKit("seal-2.key.pem"), String(next.nativeKey.export({ type: "pkcs8", format: "pem" })), { mode: 0o600 });
  const told = await rotated("seal", "--certificate", inKit("seal-2.cert.pem"), "--key", inKit("seal-2.key.pem"));
  expect(told.json(), told.said).toMatchObject({ ok: true, result: { role: "seal" } });
  await withLog((journal) => journal.flush());
});

const READY = /Daylight is ready: (http:\/\/\S+)/;

async function start(): Promise<{ child: ChildProcess; url: string | null; said: () => string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DAYLIGHT_DATA: kit.data, LOG_LEVEL: "error" } });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  await vi.waitFor(() => { expect(READY.test(said) || child.exitCode !== null, said).toBe(true); }, { timeout: 200_000, interval: 100 });
  return { child, url: READY.exec(said)?.[1] ?? null, said: () => said };
}

test("npm start is refused in one line without the token; unplugged while it runs, the exchange is not ready and says so, and is ready again when it is back", { timeout: 300_000 }, async () => {
  token.unplug();
  const refused = await start();
  expect(refused.url).toBeNull();
  expect(refused.said()).toContain(`token ${LABEL} is not there`);
  token.plugIn();
  const { child, url, said } = await start();
  const ready = async (): Promise<number> => (await fetch(`${url ?? ""}/readyz`)).status;
  await vi.waitFor(async () => { expect(await ready()).toBe(200); }, { timeout: 60_000, interval: 200 });
  token.unplug();
  await vi.waitFor(async () => { expect(await ready()).toBe(503); }, { timeout: 90_000, interval: 200 });
  expect(await (await fetch(`${url ?? ""}/healthz`)).json()).toEqual({ status: "ok" });
  token.plugIn();
  await vi.waitFor(async () => { expect(await ready()).toBe(200); }, { timeout: 60_000, interval: 200 });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  expect(refused.said() + said()).not.toContain(PIN);
});

test("the PIN stands in its own file and nowhere in what the exchange keeps", () => {
  const holding = everyFile().filter((file) => readFileSync(file).includes(PIN));
  expect(holding).toEqual([]);
  expect(existsSync(inKit("pin"))).toBe(true);
});
