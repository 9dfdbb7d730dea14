import { randomBytes } from "node:crypto";
import { readConfig, tokenSettings } from "../config.js";
import { openDb, openPool, type Db } from "../db/database.js";
import { isServed } from "../db/installation.js";
import { collectClosers, openGround, type Ground } from "../ground.js";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { followKeys, receiptKeysFrom } from "../journal/key-change.js";
import { parseVkey } from "../journal/note.js";
import { keyChangesOf } from "../journal/queries/key-changes.js";
import { logKeyAt, parsePolicy } from "../journal/policy.js";
import { keyChangeLeaves } from "../journal/queries.js";
import { utf8 } from "../kernel/bytes.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { liveWitnesses } from "../live-trust.js";
import { openLog } from "../log-lines.js";
import { withSettings } from "../settings.js";
import type { TokenSettings } from "../token/tokens.js";
import { keptTranscript } from "./use-cases/ceremony.js";
import { changeKey, type Changed, type Changing, type Standing } from "./use-cases/change-key.js";
import { foundExchange, type Founded } from "./use-cases/found.js";
import type { Answers } from "./answers.js";
import { foundedAs } from "./store.js";
import type { CeremonyFacts } from "./transcript.js";

type Signed = { readonly answers: Answers; readonly facts: CeremonyFacts; readonly policy: string; readonly transcriptSha256: string };

const clock = (): Instant => Date.now() as Instant;

/** How tokens are reached today: they may have come after the founding. @throws {RangeError} where the settings do not read */
export const tokensOf = (data: string): TokenSettings | null => tokenSettings(readConfig(withSettings({ DAYLIGHT_DATA: data })));

/** Founds the exchange in the database the settings name. @throws {RangeError} with one line for what a person must put right */
export const setUpDatabase = (data: string, signed: Signed): Promise<Result<Founded>> =>
  inDatabase(data, ({ db }) => foundExchange(db, signed, { at: clock(), random: (count) => Uint8Array.from(randomBytes(count)) }));

/** Does something to an exchange that is stopped: one that runs still signs with what it read at its start. @throws {RangeError} as above */
const whileStopped = <Value>(data: string, work: (ground: Ground) => Promise<Result<Value>>): Promise<Result<Value>> =>
  inDatabase(data, async (ground) => {
    const owner = openDb(openPool(ground.databaseUrl, {}, 1));
    try {
      if (await isServed(owner, ground.exchangeId)) return refuse("exchange-running", { exchange: ground.exchangeId });
      return await work(ground);
    } finally {
      await owner.destroy();
    }
  });

/** Changes a key of the exchange that is set up here and stopped. @throws {RangeError} as above */
export const changeKeyIn = (data: string, changing: Changing): Promise<Result<Changed>> =>
  whileStopped(data, async ({ db, exchangeId }) => {
    const standing = await standingOf(db, exchangeId, data);
    return standing.ok ? changeKey(db, standing.value, changing) : standing;
  });

/** What is in force. A change that no sequencer has taken yet has no place in the log: it must come first. */
async function standingOf(db: Db, exchangeId: string, data: string): Promise<Result<Standing>> {
  const founded = await foundedAs(db, exchangeId);
  const changes = await keyChangesOf(db, exchangeId);
  if (founded === null) return refuse("not-found", { what: exchangeId });
  if (changes.some(({ index }) => index === null)) return refuse("key-change-waiting");
  const policy = parsePolicy(followKeys((await liveWitnesses(data)).policy, await keyChangeLeaves(db, exchangeId), verifyEd25519, () => undefined));
  const logVkey = logKeyAt(policy, founded.origin, Number.MAX_SAFE_INTEGER)?.text ?? "";
  const founding = parseCanonical((await keptTranscript(data)) ?? utf8("{}")) as { readonly keys?: CeremonyFacts["keys"] };
    return ok({ exchangeId, origin: founded.origin, logVkey, ...othersInForce(founding.keys, changes), changes: changes.length });
}

/** The certificate of notices and the key of receipts in force. @throws {RangeError} where the transcript names none */
function othersInForce(founding: CeremonyFacts["keys"] | undefined, changes: Awaited<ReturnType<typeof keyChangesOf>>): Pick<Standing, "sealSha256" | "receiptVkey"> {
  const { seal, receipt } = founding ?? { seal: "", receipt: "" };
  return {
    sealSha256: changes.findLast(({ change }) => change.role === "seal")?.change.new ?? seal,
    receiptVkey: receiptKeysFrom(parseVkey(receipt), changes.map(({ change }) => change), verifyEd25519, () => undefined).at(-1)?.text ?? receipt,
  };
}

/** Opens the database the settings name, the embedded one where they name none. */
async function inDatabase<Value>(data: string, work: (ground: Ground) => Promise<Result<Value>>): Promise<Result<Value>> {
  const log = openLog("error");
  const closers = collectClosers(log);
  try {
    return await work(await openGround(readConfig(withSettings({ DAYLIGHT_DATA: data })), { log, clock, closers }));
  } finally {
    await closers.closeAll();
  }
}
