import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb, openPool } from "../../src/db/database.js";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { consistencyRanges, EMPTY_FRONTIER, extend, leafHash, rootOf, verifyInclusion } from "../../src/journal/merkle.js";
import { checkpointText, openNote, parseCheckpoint, signNote } from "../../src/journal/note.js";
import { entryBytes } from "../../src/journal/outbox.js";
import { acceptCheckpoint, parsePolicy } from "../../src/journal/policy.js";
import { makeTlogProof, parseTlogProof } from "../../src/journal/proof.js";
import { openProvisionalReceipt, openRefusalReceipt, provisionalReceipt, refusalReceipt, sealedEntry } from "../../src/journal/receipts.js";
import { hashesOfRanges } from "../../src/journal/store.js";
import { localWitness, openWitness, originName } from "../../src/journal/witness.js";
import { addCheckpointBody, httpWitness, type Witness } from "../../src/journal/witness-client.js";
import { startWitness } from "../../src/journal/witness-server.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { hex } from "../../src/kernel/bytes.js";
import { HOUR_MS, plusMs } from "../../src/kernel/time.js";
import { entry, EXCHANGE, ORIGIN, random, START, testLog, type TestLog } from "../support/log.js";

let log: TestLog;
beforeEach(async () => { log = await testLog(); });
afterEach(async () => { await log.close(); });
const sizeIn = (note: string | null): number => (note === null ? 0 : parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1)).size);
const accept = (note: string | null) => acceptCheckpoint(note ?? "", parsePolicy(log.args.policy), verifyEd25519);
/** A checkpoint signed by the log's own key over these entries: what an operator who cheats can always make. */
const signed = (numbers: readonly number[]) => signNote(checkpointText(ORIGIN, numbers.length, rootOf(extend(EMPTY_FRONTIER, numbers.map((each) => leafHash(canonical(entry(each))))).frontier)), noteSigner(ORIGIN, 1, log.logKey));

describe("a witness", () => {
  const four = [0, 1, 2, 3];
  const proof = (first: number, second: number) => hashesOfRanges(log.args.db, EXCHANGE, consistencyRanges(first, second));
  const ask = (old: number, hashes: readonly Uint8Array[], note: string) => log.witnesses[0]?.addCheckpoint(addCheckpointBody(old, hashes, note)).status;
  beforeEach(async () => {
    await log.append(...four.map(entry));
    await log.journal.flush();
  });

  test("T27: refuses a rewritten history, whatever proof comes with it", async () => {
    await log.append(entry(4));
    await log.journal.flush();
    expect(ask(5, await proof(4, 5), signed([0, 99, 2, 3, 4, 5]))).toBe(422);
    expect(ask(5, [], signed([0, 1, 2, 3, 4, 5]))).toBe(422);
  });

  test("T28: refuses to go back", () => {
    expect(ask(4, [], signed([0, 1, 2]))).toBe(400);
    expect(ask(0, [], signed([0, 1, 2]))).toBe(409);
  });

  test("T29: refuses a second tree of the same size; the two signed notes prove the log's lie", () => {
    const other = signed([0, 1, 2, 99]);
    expect(ask(4, [], other)).toBe(409);
    expect(openNote(other, parsePolicy(log.args.policy).logs.map(({ vkey }) => vkey), verifyEd25519).seals).toHaveLength(1);
    expect(ask(4, [], signed(four))).toBe(200);
  });

  test("T31: refuses a checkpoint by an unknown key, of an unknown log, and what is no request", () => {
    const text = checkpointText(ORIGIN, 5, new Uint8Array(32));
    expect(ask(4, [], signNote(text, noteSigner(ORIGIN, 1, generateKeyPairSync("ed25519").privateKey)))).toBe(403);
    expect(ask(4, [], signed(four).replace(/.{4}=\n$/, "AAA=\n"))).toBe(403);
    expect(ask(0, [], signNote(checkpointText("other.example/live/1", 5, new Uint8Array(32)), noteSigner("other.example/live/1", 1, log.logKey)))).toBe(404);
    for (const body of ["", "old 04\n\n", "old x\n\n", `old 4\nnot-base64\n\n${signed(four)}`, `old 4\n${"A".repeat(44)}\n`.repeat(70)]) expect(log.witnesses[0]?.addCheckpoint(body).status).toBe(400);
  });

  test("keeps what it cosigned across a restart", () => {
    const again = openWitness({ signer: noteSigner("w0.example", 4, generateKeyPairSync("ed25519").privateKey), logs: [noteSigner(ORIGIN, 1, log.logKey).vkey], clock: () => START, movableClock: false, stateFile: path.join(log.folder, "witness-0.json"), verify: verifyEd25519 });
    expect(sizeIn(again.lastNote(ORIGIN))).toBe(4);
    expect(again.addCheckpoint(addCheckpointBody(0, [], signed([0, 1, 2])))).toEqual({ status: 409, body: "4\n" });
  });

  test("T30: shows at its own address which tree it saw, so that a bidder who was shown another finds out", async () => {
    const key = generateKeyPairSync("ed25519").privateKey;
    const witness = await startWitness({ signer: noteSigner("w9.example", 4, key), logs: [noteSigner(ORIGIN, 1, log.logKey).vkey], clock: () => START, movableClock: false, stateFile: path.join(log.folder, "witness-9.json"), verify: verifyEd25519, port: 0 });
    const client = httpWitness(witness.vkey, witness.url);
    expect((await client.addCheckpoint(addCheckpointBody(0, [], signed(four)))).status).toBe(200);
    const shown = await (await fetch(`${witness.url}/checkpoint/${originName(ORIGIN)}`)).text();
    const toBidder = signed([0, 1, 2, 99]);
    expect(sizeIn(shown)).toBe(sizeIn(toBidder));
    expect(shown.startsWith(toBidder.split("\n\n")[0] ?? "")).toBe(false);
    expect(shown.startsWith(signed(four))).toBe(true);
    expect(await client.addCheckpoint(addCheckpointBody(4, [], toBidder))).toEqual({ status: 409, body: "4\n" });
    await witness.stop();
  });

  test("T75: with a movable clock serves rehearsals only, and says so by its name", () => {
    const rehearsal = "chenguang.example/rehearsal/0a1b2c3d";
    const signers = [ORIGIN, rehearsal].map((origin) => noteSigner(origin, 1, log.logKey));
    const args = { logs: signers.map(({ vkey }) => vkey), clock: () => START, movableClock: true, stateFile: path.join(log.folder, "movable.json"), verify: verifyEd25519 };
    const key = generateKeyPairSync("ed25519").privateKey;
    expect(() => openWitness({ ...args, signer: noteSigner("witness.example", 4, key) })).toThrow("rehearsal");
    const witness = openWitness({ ...args, signer: noteSigner("rehearsal-witness.example", 4, key) });
    const [live = "", rehearsed = ""] = signers.map((signer) => signNote(checkpointText(signer.vkey.name, 0, rootOf(EMPTY_FRONTIER)), signer));
    expect(witness.addCheckpoint(addCheckpointBody(0, [], live)).status).toBe(404);
    expect(witness.addCheckpoint(addCheckpointBody(0, [], rehearsed)).status).toBe(200);
  });
});

test("T75: a live log does not start with a rehearsal witness", async () => {
  const witness = noteSigner("rehearsal-witness.example", 4, generateKeyPairSync("ed25519").privateKey);
  await expect(log.reopen({ policy: `log ${noteSigner(ORIGIN, 1, log.logKey).vkey.text}\nwitness w ${witness.vkey.text}\nquorum w\n`, witnesses: [] })).rejects.toThrow("rehearsal");
});

describe("a receipt", () => {
  test("T32: with another index, hash or cosignature is invalid", async () => {
    await log.append(...Array.from({ length: 9 }, (_, each) => entry(each)));
    await log.journal.flush();
    const salt = random(16);
    const receipt = await log.journal.finalReceipt(5, salt) ?? "";
    const valid = (text: string): boolean => {
      try {
        const proof = parseTlogProof(text);
        const { size, root } = accept(proof.checkpoint);
        return verifyInclusion(proof.index, size, leafHash(canonical(entry(5))), proof.hashes, root);
      } catch { return false; }
    };
    expect(valid(receipt)).toBe(true);
    const proof = parseTlogProof(receipt);
    expect(valid(makeTlogProof({ ...proof, index: 4 }))).toBe(false);
    expect(valid(makeTlogProof({ ...proof, hashes: proof.hashes.with(0, random(32)) }))).toBe(false);
    const lines = receipt.trimEnd().split("\n");
    expect(valid(`${lines.slice(0, -1).join("\n")}\n`)).toBe(false);
    expect(valid(`${lines.with(-1, (lines.at(-1) ?? "").replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => (letter === "A" ? "B" : "A"))).join("\n")}\n`)).toBe(false);
  });

  test("in the first minute is the exchange's signed promise, and a refusal is signed as well", () => {
    const signer = noteSigner("receipts.chenguang.example", 1, generateKeyPairSync("ed25519").privateKey);
    const statementSha256 = hex(random(32));
    const leaf = leafHash(canonical(sealedEntry(random(16), random(32))));
    const promise = provisionalReceipt({ origin: ORIGIN, statementSha256, leafHash: leaf, acceptedAt: START }, signer);
    expect(promise.split("\n").slice(0, 6)).toEqual(["daylight/receipt/v1", ORIGIN, statementSha256, Buffer.from(leaf).toString("base64"), "2026-12-18T09:00:00+08:00", "2026-12-18T09:01:00+08:00"]);
    expect(openProvisionalReceipt(promise, signer.vkey, verifyEd25519)).toEqual({ origin: ORIGIN, statementSha256, leafHash: leaf, acceptedAt: START });
    const refusal = refusalReceipt({ origin: ORIGIN, statementSha256, code: "bid-too-late", refusedAt: START }, signer);
    expect(openRefusalReceipt(refusal, signer.vkey, verifyEd25519)).toEqual({ origin: ORIGIN, statementSha256, code: "bid-too-late", refusedAt: START });
    expect(() => openProvisionalReceipt(refusal, signer.vkey, verifyEd25519)).toThrow(RangeError);
    expect(() => openProvisionalReceipt(promise.replace("09:01", "09:02"), signer.vkey, verifyEd25519)).toThrow("wrong signature");
    expect(() => openProvisionalReceipt(promise, noteSigner("receipts.chenguang.example", 1, generateKeyPairSync("ed25519").privateKey).vkey, verifyEd25519)).toThrow("not signed");
    expect(() => refusalReceipt({ origin: ORIGIN, statementSha256, code: "Too late", refusedAt: START }, signer)).toThrow(RangeError);
  });
});

describe("T37: an entry of 65,536 bytes", () => {
  const sized = (bytes: number) => ({ v: "dl/1", type: "policy", sha256: "", lines: "a".repeat(bytes - canonical({ v: "dl/1", type: "policy", sha256: "", lines: "" }).length) }) as const;

  test("is refused by the outbox, with nothing written; one of 65,535 is logged", async () => {
    expect(entryBytes(sized(65_535))).toHaveLength(65_535);
    await expect(log.append(entry(0), sized(65_536))).rejects.toThrow("65536 bytes");
    await log.append(sized(65_535));
    expect(await log.journal.flush()).toEqual({ size: 1 });
  });

  test("is refused by the database too", async () => {
    await expect(sql`insert into outbox (exchange_id, entry, sealed) values (${EXCHANGE}, ${new Uint8Array(65_536)}, false)`.execute(log.db)).rejects.toThrow("outbox_entry_check");
  });
});

describe("T38: a sequencer killed", () => {
  test.each(["locked", "moved", "signed", "committed", "filed", "cosigned", "published"])("when it has %s leaves no gap and no double, and no signature of a tree that is not committed", async (step) => {
    await log.append(...[0, 1, 2].map(entry));
    await log.journal.flush();
    await log.append(...[3, 4, 5, 6].map(entry));
    const pem = { type: "pkcs8", format: "pem" } as const;
    writeFileSync(path.join(log.folder, "killed.json"), JSON.stringify({ logKeys: [log.logKey.export(pem)], witnessKeys: log.witnessKeys.map((key) => key.export(pem)), policy: log.args.policy }));
    const killed = spawnSync(process.execPath, ["--import", "tsx", path.resolve(import.meta.dirname, "../support/sequencer-killed.ts"), step, log.folder, log.url], { encoding: "utf8" });
    expect([killed.signal, killed.stderr]).toEqual(["SIGKILL", ""]);

    const committed = await log.journal.size();
    expect(committed).toBe(["locked", "moved", "signed"].includes(step) ? 3 : 7);
    expect(sizeIn(readFileSync(path.join(log.folder, "last-checkpoint"), "utf8"))).toBeLessThanOrEqual(committed);
    const state = JSON.parse(readFileSync(path.join(log.folder, "witness-0.json"), "utf8")) as Record<string, { size: number }>;
    expect(state[ORIGIN]?.size).toBeLessThanOrEqual(committed);

    const witnesses = log.witnessKeys.map((key, place): Witness => {
      const again = openWitness({ signer: noteSigner(`w${String(place)}.example`, 4, key), logs: parsePolicy(log.args.policy).logs.map(({ vkey }) => vkey), clock: () => START, movableClock: false, stateFile: path.join(log.folder, `witness-${String(place)}.json`), verify: verifyEd25519 });
      return localWitness(again);
    });
    const next = await log.reopen({ witnesses });
    await log.append(entry(7));
    expect(await next.flush()).toEqual({ size: 8 });
    expect((await next.leavesAfter(-1, 20)).map((leaf) => leaf.entry)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((each) => canonical(entry(each))));
    expect(accept(await next.checkpoint()).size).toBe(8);
    expect(log.alarms).toEqual([]);
  }, 60_000);
});

test("T39: two sequencers at once give one order, each entry once", async () => {
  const other = await log.reopen();
  const rounds = Array.from({ length: 30 }, (_, round) => log.append(entry(2 * round), entry(2 * round + 1)).then(() => (round % 2 === 0 ? log.journal : other).flush()));
  await Promise.all(rounds);
  expect(await other.flush()).toEqual({ size: 60 });
  const numbers = (await other.leavesAfter(-1, 100)).map((leaf) => (JSON.parse(Buffer.from(leaf.entry).toString()) as { number: number }).number);
  expect(numbers.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 60 }, (_, each) => each));
  expect(accept(await log.journal.quorumNote(60)).root).toEqual(rootOf(extend(EMPTY_FRONTIER, numbers.map((each) => leafHash(canonical(entry(each))))).frontier));
});

describe("T40: with a witness that", () => {
  /** A log whose third witness, or third and second, are what the test makes of them. */
  async function publish(bad: readonly number[], spoil: (witness: Witness) => Witness): Promise<{ note: string | null; alarms: string[] }> {
    await log.close();
    log = await testLog({}, (witness, place) => (bad.includes(place) ? spoil(witness) : witness));
    await log.append(entry(0));
    await log.journal.flush();
    await log.journal.stop();
    return { note: await log.journal.checkpoint(), alarms: log.alarms };
  }
  const down = (witness: Witness): Witness => ({ ...witness, addCheckpoint: () => Promise.reject(new TypeError("connection refused")) });

  test("is down the quorum of the others counts, with an alarm; without a quorum nothing is published", async () => {
    const one = await publish([2], down);
    expect(accept(one.note).seals).toHaveLength(3);
    expect(one.alarms).toEqual(["witness-refused: w2.example does not answer: TypeError"]);
    const two = await publish([1, 2], down);
    expect(two.note).toBeNull();
    expect(two.alarms).toContain("no-quorum: size 1");
  });

  test("is slow nobody waits for it, and its cosignature is kept beside the note when it comes", async () => {
    const late = Promise.withResolvers<undefined>();
    await log.close();
    log = await testLog({}, (witness, place) => (place === 0 ? { ...witness, addCheckpoint: async (body) => { await late.promise; return witness.addCheckpoint(body); } } : witness));
    await log.append(entry(0));
    await log.journal.flush();
    const note = await log.journal.checkpoint();
    expect(accept(note).seals.map(({ vkey }) => vkey.name)).toEqual([ORIGIN, "w1.example", "w2.example"]);
    late.resolve(undefined);
    await log.journal.stop();
    expect(await log.journal.checkpoint()).toBe(note);
    expect(await log.db.selectFrom("cosignatures").select("witness").execute()).toHaveLength(3);
  });

  test.each([HOUR_MS, -HOUR_MS])("lies about the time by %d ms its cosignature does not count, with an alarm", async (ms) => {
    let real = START;
    const { note, alarms } = await publish([0], (witness) => ({ ...witness, addCheckpoint: (body) => {
      real = log.clock.now;
      log.clock.now = plusMs(real, ms);
      const answer = witness.addCheckpoint(body);
      log.clock.now = real;
      return answer;
    } }));
    expect(accept(note).seals.map(({ vkey }) => vkey.name)).toEqual([ORIGIN, "w1.example", "w2.example"]);
    expect(alarms).toEqual(["witness-clock: w0.example is 3600 s from our clock"]);
  });

  test("signs something else it counts for nothing", async () => {
    const { note, alarms } = await publish([1, 2], (witness) => ({ ...witness, addCheckpoint: () => Promise.resolve({ status: 200, body: "\u2014 w1.example AAAA\nnonsense\n" }) }));
    expect(note).toBeNull();
    expect(alarms).toContain("witness-refused: w1.example answers without its own cosignature");
  });
});

describe("T41: a database restored from yesterday", () => {
  test("is not started: the log would sign a second history", async () => {
    await log.append(entry(0), entry(1));
    await log.journal.flush();
    const file = path.join(log.folder, "last-checkpoint");
    writeFileSync(file, signed([0, 1, 2]));
    await expect(log.reopen()).rejects.toThrow("holds 2 leaves of the log, 3 were published");
    writeFileSync(file, signed([0, 99]));
    await expect(log.reopen()).rejects.toThrow("are not those that were published");
    writeFileSync(file, signed([0, 1]));
    expect(await (await log.reopen()).size()).toBe(2);
  });

  test("is noticed by the witnesses too, where the file is lost with it", async () => {
    for (const witness of log.witnesses) witness.addCheckpoint(addCheckpointBody(0, [], signed([0, 1, 2, 3, 4])));
    await log.append(entry(0));
    await log.journal.flush();
    await log.journal.stop();
    expect(log.alarms).toContain("witness-ahead: w0.example has cosigned 5 leaves, we have 1: was an old backup restored?");
    expect(await log.journal.checkpoint()).toBeNull();
  });
});

test("T42: a disk that fills up in mid-batch rolls the batch back with a clear alarm, and the next one takes all", async () => {
  const owner = openDb(openPool(log.url, {}, 1));
  await sql.raw("create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$").execute(owner);
  await sql.raw("create trigger full_disk before insert on nodes for each row execute function full_disk()").execute(owner);
  const ids = await log.append(entry(0), entry(1));
  await expect(log.journal.flush()).rejects.toThrow("No space left on device");
  expect(await log.journal.indexOf(ids[0] ?? "")).toBeNull();
  expect([await log.journal.size(), await log.journal.leavesAfter(-1, 10), await log.journal.checkpoint()]).toEqual([0, [], null]);
  await sql.raw("drop trigger full_disk on nodes").execute(owner);
  await owner.destroy();
  expect(await log.journal.flush()).toEqual({ size: 2 });
  expect(await Promise.all(ids.map(log.journal.indexOf))).toEqual([0, 1]);
});
