// A sequencer that dies by SIGKILL at a named step: `sequencer-killed.ts STEP FOLDER URL`, keys and policy in FOLDER/killed.json.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { parsePolicy } from "../../src/journal/policy.js";
import { openJournal } from "../../src/journal/sequencer.js";
import { localWitness } from "../../src/journal/witness.js";
import { EXCHANGE, ORIGIN, random, START, testWitness } from "./log.js";

const [, , step = "", folder = "", url = ""] = process.argv;
const { logKeys, witnessKeys, policy } = JSON.parse(readFileSync(path.join(folder, "killed.json"), "utf8")) as { logKeys: string[]; witnessKeys: string[]; policy: string };
const keys = logKeys.map((each) => createPrivateKey(each));
const { logs } = parsePolicy(policy);
const witnesses = witnessKeys.map((each, place) => testWitness(createPrivateKey(each), place, { logs: logs.map(({ vkey }) => vkey), clock: () => START, folder }));
const journal = await openJournal({
  db: openDb(openPool(url, actingFor(EXCHANGE, "daylight_sequencer"), 4)), exchangeId: EXCHANGE, origin: ORIGIN, logKeys: keys, policy, witnesses: witnesses.map(localWitness), clock: () => START, random,
  lastCheckpointFile: path.join(folder, "last-checkpoint"), onStep: (reached) => { if (reached === step) process.kill(process.pid, "SIGKILL"); },
});
await journal.flush();
process.exit(0);
