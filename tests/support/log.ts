import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { actingFor, inTransaction, openDb, openPool, type Db } from "../../src/db/database.js";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import type { LogEntry } from "../../src/journal/entries.js";
import { appendAllToLog } from "../../src/journal/outbox.js";
import { openJournal, type Journal, type JournalArgs } from "../../src/journal/sequencer.js";
import { localWitness, openWitness, type WitnessArgs, type WitnessState } from "../../src/journal/witness.js";
import type { Witness } from "../../src/journal/witness-client.js";
import { at, type Instant } from "../../src/kernel/time.js";
import { testDatabase } from "./database.js";

/** An exchange with a log, three witnesses (two are a quorum) and a clock that moves by hand. */
export type TestLog = {
  readonly db: Db;
  readonly url: string;
  readonly folder: string;
  readonly journal: Journal;
  readonly args: JournalArgs;
  readonly logKey: KeyObject;
  readonly witnesses: readonly WitnessState[];
  readonly witnessKeys: readonly KeyObject[];
  readonly alarms: string[];
  readonly clock: { now: Instant };
  readonly append: (...entries: LogEntry[]) => Promise<string[]>;
  readonly reopen: (changes?: Partial<JournalArgs>) => Promise<Journal>;
  readonly close: () => Promise<void>;
};

export const EXCHANGE = "chenguang";
export const ORIGIN = "chenguang.example/live/0a1b2c3d";
export const START = at("2026-12-18T09:00:00+08:00");
export const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
export const entry = (number: number): LogEntry => ({ v: "dl/1", type: "incident", what: "NUMBERED", number } as LogEntry);

/** `witnessed` stands between the log and a witness: the second argument says which. */
export async function testLog(changes: Partial<JournalArgs> = {}, witnessed: (witness: Witness, place: number) => Witness = (witness) => witness): Promise<TestLog> {
  const { db, url, close } = await testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-log-"));
  const clock = { now: START };
  const alarms: string[] = [];
  const owner = openDb(openPool(url, actingFor(EXCHANGE, "daylight_sequencer"), 4));
  await db.insertInto("exchanges").values({ exchange_id: EXCHANGE, host: "chenguang.example", name: "晨光市公共资源交易中心", name_en: "Chenguang", uscc: "12330100MB0000000X", platform_code: "A3301000001", origin: ORIGIN, made_at: new Date(START) }).execute();
  const logKey = generateKeyPairSync("ed25519").privateKey;
  const logs = [noteSigner(ORIGIN, 1, logKey).vkey];
  const witnessKeys = [0, 1, 2].map(() => generateKeyPairSync("ed25519").privateKey);
  const witnesses = witnessKeys.map((key, place) => testWitness(key, place, { logs, clock: () => clock.now, folder }));
  const policy = `log ${String(logs[0]?.text)}\n${witnesses.map(({ vkey }, place) => `witness W${String(place)} ${vkey.text}\n`).join("")}group most 2 W0 W1 W2\nquorum most\n`;
  const args: JournalArgs = {
    db: owner, exchangeId: EXCHANGE, origin: ORIGIN, logKeys: [logKey], policy, witnesses: witnesses.map(localWitness).map(witnessed), clock: () => clock.now, steady: () => clock.now, random,
    lastCheckpointFile: path.join(folder, "last-checkpoint"), onAlarm: ({ code, detail }) => { alarms.push(`${code}: ${detail}`); }, ...changes,
  };
  const reopen = (again: Partial<JournalArgs> = {}) => openJournal({ ...args, ...again });
  return {
    db, url, folder, args, logKey, witnesses, witnessKeys, alarms, clock, reopen, journal: await reopen(),
    append: (...entries) => inTransaction(db, (tx) => appendAllToLog(tx, EXCHANGE, entries)),
    close: async () => {
      await owner.destroy();
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One of the three witnesses, its state in the folder. */
export const testWitness = (key: KeyObject, place: number, { logs, clock, folder }: Pick<WitnessArgs, "logs" | "clock"> & { folder: string }): WitnessState => openWitness({
  signer: noteSigner(`w${String(place)}.example`, 4, key), logs, clock, movableClock: false, stateFile: path.join(folder, `witness-${String(place)}.json`), verify: verifyEd25519,
});
