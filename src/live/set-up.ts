import { randomBytes } from "node:crypto";
import { readConfig } from "../config.js";
import { collectClosers, openGround } from "../ground.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { openLog } from "../log-lines.js";
import { withSettings } from "../settings.js";
import { foundExchange, type Founded } from "./use-cases/found.js";
import type { Answers } from "./answers.js";
import type { CeremonyFacts } from "./transcript.js";

type Signed = { readonly answers: Answers; readonly facts: CeremonyFacts; readonly policy: string; readonly transcriptSha256: string };

/** Opens the database the settings name, the embedded one where they name none, and founds the exchange in it. @throws {RangeError} with one line for what a person must put right */
export async function setUpDatabase(data: string, signed: Signed): Promise<Result<Founded>> {
  const log = openLog("error");
  const closers = collectClosers(log);
  const clock = (): Instant => Date.now() as Instant;
  try {
    const ground = await openGround(readConfig(withSettings({ DAYLIGHT_DATA: data })), { log, clock, closers });
    return await foundExchange(ground.db, signed, { at: clock(), random: (count) => Uint8Array.from(randomBytes(count)) });
  } finally {
    await closers.closeAll();
  }
}
