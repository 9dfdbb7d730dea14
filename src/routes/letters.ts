import { organisationName } from "../identity/queries.js";
import { base64, hex } from "../kernel/bytes.js";
import { ok } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { shownLetters, type ShownLetter } from "./views/letters.js";

/** Who was sent which letter when, and read it first when. */
export function letterRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/tenders/:tender/letters", summary: "Letters of a tender: sent to whom and when, first read when, with what proves it; a firm sees its own", action: "letter.read" }, async ({ actor, param }) => {
    const shown = await shownLetters(world, actor, param("tender"));
    return shown.ok ? ok({ body: { letters: await Promise.all(shown.value.map((line) => lineOf(world, line))) } }) : shown;
  });
}

/** `file` and `salt` give the leaf at `index`: c = SHA-256("daylight/sealed/v1\0" ‖ salt ‖ SHA-256(file)). */
async function lineOf(world: World, { notice, version, lot, type, title, firm, sentAt, outboxId, read, readHidden }: ShownLetter) {
  return {
    notice, version, lot, type, title, firm: { uscc: firm, name: await organisationName(world.db, world.exchange.id, firm) }, sentAt: rfc3339(sentAt.getTime() as Instant), index: await world.journal.indexOf(outboxId), readHidden,
    read: read === null ? null : { at: rfc3339(read.at.getTime() as Instant), how: read.how, file: base64(read.file), salt: hex(read.salt), index: await world.journal.indexOf(read.outboxId) },
  };
}
