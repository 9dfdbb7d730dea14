import { spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { actingFor, inTransaction, openDb, openPool, type Db } from "../../src/db/database.js";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { appendToLog } from "../../src/journal/outbox.js";
import { acceptCheckpoint, parsePolicy, withLaterKey } from "../../src/journal/policy.js";
import { keyChangesOf } from "../../src/journal/queries/key-changes.js";
import { openJournal, type Journal } from "../../src/journal/sequencer.js";
import type { Instant } from "../../src/kernel/time.js";
import { liveTrust, liveWitnesses } from "../../src/live-trust.js";
import { openOwnKeys, signingKey } from "../../src/own-keys.js";
import { checkProvisional, receiptKeysOf, type ReceiptOf } from "../../src/cli/receipts.js";
import { leafHash } from "../../src/journal/merkle.js";
import { provisionalReceipt, sealedEntry } from "../../src/journal/receipts.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { signPdf } from "../../src/notices/pades.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { logRoutes } from "../../src/routes/log.js";
import { problem } from "../../src/routes/problem.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { daylight, holdCeremony, liveKit, OPERATOR, pem, type LiveKit, type Told } from "../support/live.js";
import { sampleRecord } from "../support/sample-notice.js";

const PASSPHRASE = "kept in a safe place";
const EXCHANGE = "wangchuan";
let kit: LiveKit;
let db: Db;
beforeAll(async () => {
  kit = await liveKit();
  await holdCeremony(kit);
  db = kit.database.as("daylight_app", EXCHANGE);
}, 240_000);
afterAll(async () => { await kit.end(); });

const inData = (...parts: string[]): string => path.join(kit.data, ...parts);
const rotate = (...args: readonly string[]): Promise<Told> => daylight("keys", "rotate", ...args, "--data", kit.data, "--json");
/** Both administrators read the statement, then confirm it. */
async function rotated(...args: readonly string[]): Promise<Told> {
  const first = (await rotate(...args)).json();
  expect(first).toMatchObject({ code: "ceremony-unconfirmed", facts: { name: "林知远" } });
  return rotate(...args, "--confirm", first.facts["fingerprint"] ?? "", first.facts["fingerprint"] ?? "");
}

/** The log of the exchange as a start opens it: keys and policy from the data folder, the witness over HTTP. */
async function withLog<Value>(use: (journal: Journal) => Promise<Value>): Promise<Value> {
  const keys = await openOwnKeys(kit.data, { passphrase: PASSPHRASE, make: false, tokens: null });
  const { policy, witnesses } = await liveWitnesses(kit.data);
  const origin = parsePolicy(policy).logs[0]?.vkey.name ?? "";
  const own = openDb(openPool(kit.database.url, actingFor(EXCHANGE, "daylight_sequencer"), 2));
  try {
    return await use(await openJournal({
      db: own, exchangeId: EXCHANGE, origin, logKeys: [keys.log, ...keys.laterLogs], witnesses, policy, clock: () => Date.now() as Instant, random: (count) => Uint8Array.from(randomBytes(count)), lastCheckpointFile: inData("keys/last-checkpoint"),
    }));
  } finally {
    await own.destroy();
  }
}
const note = (): Promise<unknown> => inTransaction(db, (tx) => appendToLog(tx, EXCHANGE, { v: "dl/1", type: "incident", what: "NUMBERED" }));

test("a running exchange changes no key, and one administrator alone changes none", { timeout: 240_000 }, async () => {
  await withLog(async (journal) => {
    await journal.flush();
    expect((await rotate("log")).json()).toMatchObject({ code: "exchange-running" });
  });
  for (const by of [["1"], ["1", "1"], ["1", "3"]]) expect((await rotate("log", "--by", ...by)).json(), by.join()).toMatchObject({ code: "key-change-signers" });
  expect(existsSync(inData("ceremony/change-1.json"))).toBe(false);
});

test("two administrators change the log's key: the log, its witness and its receipts go on", { timeout: 240_000 }, async () => {
  const before = await withLog((journal) => journal.finalReceipt(0, null));
  const half = (await rotate("log")).json().facts;
  expect((await rotate("log", "--confirm", half["fingerprint"] ?? "", "0000 0000 0000 0000")).json()).toMatchObject({ code: "ceremony-unconfirmed", facts: { name: "许望舒" } });
  expect(await keyChangesOf(db, EXCHANGE)).toEqual([]);
  const told = await rotated("log");
  expect(told.json()).toMatchObject({ ok: true, result: { role: "log" } });
  expect((await rotate("log")).json()).toMatchObject({ code: "key-change-waiting" });
  await note();
  await withLog(async (journal) => {
    const { size } = await journal.flush();
    const [change] = await keyChangesOf(db, EXCHANGE);
    expect(change?.index).toBe(size - 2);
    expect(acceptCheckpoint(await journal.checkpoint() ?? "", parsePolicy(journal.policy), verifyEd25519).seals[0]?.vkey.text).toBe(change?.change.new);
    expect(await journal.finalReceipt(0, null)).toBe(before);
  });
});

test("who pinned the founding policy follows the log to its later key; an exchange that tells of a key nobody signed is refused", { timeout: 240_000 }, async () => {
  const founding = inData("trust/policy.txt");
  const followed = path.join(kit.folder, "followed.txt");
  await withLog(async (journal) => {
    await journal.flush();
    const follow = async (policy: string): Promise<Told> => {
      const app = new Hono();
      app.route("/", logRoutes(journal, (c, refusal) => problem(c, refusal, Date.now() as Instant)));
      app.get("/api/v1/exchange", (c) => c.json({ exchange: parsePolicy(policy).logs[0]?.vkey.name, mode: "live", log: { vkeys: journal.vkeys, policy }, receiptKey: "", caPem: "" }));
      const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
      await once(server, "listening");
      const told = await daylight("keys", "follow", "--url", `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, "--policy", founding, "--out", followed, "--json");
      server.close();
      return told;
    };
    expect(journal.policy).toContain("#from ");
    const { vkey } = noteSigner(parsePolicy(journal.policy).logs[0]?.vkey.name ?? "", 1, generateKeyPairSync("ed25519").privateKey);
    const lie = withLaterKey(readFileSync(founding, "utf8"), vkey, 3);
    expect((await follow(lie)).json()).toMatchObject({ ok: false, code: "log-checkpoint" });
    const early = withLaterKey(readFileSync(founding, "utf8"), parsePolicy(journal.policy).logs[1]?.vkey ?? vkey, 3);
    expect((await follow(early)).json()).toMatchObject({ ok: false, code: "key-change-unproven" });
    expect(existsSync(followed)).toBe(false);
    expect((await follow(journal.policy)).json()).toMatchObject({ ok: true });
    expect(readFileSync(followed, "utf8")).toBe(journal.policy);
  });
});

test("openssl finds both administrators' signatures under what was changed, which holds no secret", () => {
  for (const name of ["1", "2"]) {
    const judged = spawnSync("openssl", ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", inData(`ceremony/admin-${name}.pub.pem`), "-sigfile", inData(`ceremony/change-1.${name}.sig`), "-in", inData("ceremony/change-1.json")], { encoding: "utf8" });
    expect(judged.stdout + judged.stderr).toContain("Signature Verified Successfully");
  }
  const statement = JSON.parse(readFileSync(inData("ceremony/change-1.json"), "utf8")) as { ceremony: string };
  expect(statement.ceremony).toBe(sha256Hex(readFileSync(inData("ceremony/transcript.json"))));
  expect(readFileSync(inData("ceremony/change-1.json"), "utf8")).not.toContain("PRIVATE");
});

test("the key of receipts changes: what the old one promised is still checked by `daylight receipt`, and a start signs with the new one", { timeout: 240_000 }, async () => {
  const { keys: { receipt: founding } } = JSON.parse(readFileSync(inData("ceremony/transcript.json"), "utf8")) as { keys: { receipt: string } };
  await withLog((journal) => journal.flush());
  const told = await rotated("receipt");
  expect(told.json(), told.said).toMatchObject({ ok: true, result: { role: "receipt", old: founding } });
  const next = String(told.json().result["new"]);
  await note();
  await withLog((journal) => journal.flush());
  const [made = ""] = readdirSync(inData("keys")).filter((name) => /^receipt\.[0-9a-f]{8}\.key$/.test(name));
  const files = [await signingKey(inData("keys/receipt.key"), { passphrase: PASSPHRASE, make: false }), await signingKey(inData("keys", made), { passphrase: PASSPHRASE, make: false })];
  const asked: ReceiptOf = { statementBytes: Buffer.from("{}"), salt: new Uint8Array(16) };
  const about = { origin: parsePolicy(readFileSync(inData("trust/policy.txt"), "utf8")).logs[0]?.vkey.name ?? "", statementSha256: sha256Hex(asked.statementBytes), leafHash: leafHash(canonical(sealedEntry(asked.salt, Buffer.from(sha256Hex(asked.statementBytes), "hex")))), acceptedAt: Date.now() as Instant };
  const known = receiptKeysOf({ receiptKey: next, receiptKeys: [founding, next] });
  const checked = files.map((key) => checkProvisional(provisionalReceipt(about, noteSigner(`${about.origin}/receipt`, 1, key)), asked, must(known)).ok);
  expect(checked).toEqual([true, true]);
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: path.resolve(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DAYLIGHT_DATA: kit.data, LOG_LEVEL: "silent" } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  const url = await vi.waitFor(() => { const found = /Daylight is ready: (http:\/\/\S+)/.exec(said)?.[1]; if (found === undefined) throw new Error(said); return found; }, { timeout: 200_000, interval: 100 });
  expect(await (await fetch(`${url}/api/v1/exchange`)).json()).toMatchObject({ receiptKey: next, receiptKeys: [founding, next] });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
});

test("the certificate of notices changes: pdfsig finds the notices before and after valid, each by its own certificate", { timeout: 240_000 }, async () => {
  const next = await kit.issue("望川市公共资源交易中心电子印章（二）", OPERATOR.uscc);
  writeFileSync(path.join(kit.folder, "seal-2.cert.pem"), pem("CERTIFICATE", next.certificate));
  writeFileSync(path.join(kit.folder, "seal-2.key.pem"), String(next.nativeKey.export({ type: "pkcs8", format: "pem" })), { mode: 0o600 });
  const other = await kit.issue("别家单位", "91341702MA0000031Y");
  writeFileSync(path.join(kit.folder, "other.cert.pem"), pem("CERTIFICATE", other.certificate));
  writeFileSync(path.join(kit.folder, "other.key.pem"), String(other.nativeKey.export({ type: "pkcs8", format: "pem" })), { mode: 0o600 });
  const files = (name: string): string[] => ["--certificate", path.join(kit.folder, `${name}.cert.pem`), "--key", path.join(kit.folder, `${name}.key.pem`)];
  expect((await rotate("seal", ...files("other"))).json()).toMatchObject({ code: "trust-wrong" });
  expect((await rotate("seal", ...files("seal"))).json()).toMatchObject({ code: "key-change-same" });
  expect((await rotated("seal", ...files("seal-2"))).json()).toMatchObject({ ok: true, result: { role: "seal", new: sha256Hex(next.certificate) } });
  const inForce = (await keyChangesOf(db, EXCHANGE)).findLast(({ change }) => change.role === "seal")?.change.new ?? null;
  const seals = [await liveTrust(kit.data, { passphrase: PASSPHRASE, tokens: null }, null), await liveTrust(kit.data, { passphrase: PASSPHRASE, tokens: null }, inForce)];
  expect(seals.map(({ seal }) => sha256Hex(seal.certificate))).toEqual([(JSON.parse(readFileSync(inData("ceremony/transcript.json"), "utf8")) as { keys: { seal: string } }).keys.seal, sha256Hex(next.certificate)]);
  const signers: string[] = [];
  for (const [at, { seal }] of seals.entries()) {
    const file = path.join(kit.folder, `notice-${String(at)}.pdf`);
    writeFileSync(file, await signPdf(await renderPdf(sampleRecord), seal));
    const said = spawnSync("pdfsig", ["-nocert", file], { encoding: "utf8" }).stdout;
    expect(said).toContain("Signature is Valid.");
    expect(said).toContain("Total document signed");
    signers.push(/Signer Certificate Common Name: (.*)/.exec(said)?.[1] ?? "");
  }
  expect(signers).toEqual(["望川市公共资源交易中心电子印章", "望川市公共资源交易中心电子印章（二）"]);
});
