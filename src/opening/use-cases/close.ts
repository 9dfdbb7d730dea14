import { createHash } from "node:crypto";
import { inTransaction, type Tx } from "../../db/database.js";
import { parseCheckpoint } from "../../journal/note.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex, utf8 } from "../../kernel/bytes.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { MINUTE_MS, plusMs, rfc3339, SECOND_MS, type Instant } from "../../kernel/time.js";
import { lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { CLOCK, makeMove } from "../../tenders/use-cases/move.js";
import type { PartRow } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender, noteOutage, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { listJson, listOf, liveBids, type LoggedStatement } from "../live.js";
import { insertCloseList, lockParts, statementsOf } from "../store.js";

/** Every counted cosignature of the deadline checkpoint lies within this long of the deadline (trust.md §1.5). */
const DEADLINE_NOTE_MS = 10 * SECOND_MS;
/** And those of the closing checkpoint within this long. */
const CLOSING_NOTE_MS = 60 * SECOND_MS;
/** Statements stamped before the deadline are waited for at most this long, in real time. */
const IN_FLIGHT_MS_MAX = 5_000;

const sha256 = (bytes: Uint8Array): string => hex(createHash("sha256").update(bytes).digest());

/**
 * Closes a lot at its deadline: waits for what was stamped before it, takes the deadline checkpoint, logs one `lot.close` a
 * part, and starts the time for saying that a bid is missing. Without a quorum in [D, D+10 s] the lot stays shut and an
 * incident is logged: only a published addendum moves it on. Done again it does nothing. @returns whether something was closed
 */
export async function closeLot(world: World, tenderId: string, lot: string): Promise<boolean> {
  await world.inFlight.drained(IN_FLIGHT_MS_MAX);
  const now = world.clock();
  const exchangeId = world.exchange.id;
  const shut = await inTransaction(world.db, async (tx) => {
    const parts = await lockParts(tx, exchangeId, tenderId, lot);
    const due = parts.filter((part) => part.state === "open" && part.deadline.getTime() <= now);
    for (const { part } of due) await writePart(tx, { exchangeId, tenderId, lot, part }, { state: "closed" });
    return parts.filter((part) => part.deadline.getTime() <= now && part.close_outbox === null && (part.state === "closed" || due.includes(part)));
  });
  const deadline = shut[0]?.deadline.getTime() as Instant | undefined;
  if (deadline === undefined) return false;
  const { size } = await world.journal.flush();
  const note = await world.journal.quorumNote(size, { from: deadline, to: plusMs(deadline, DEADLINE_NOTE_MS) });
  if (note === null) return keepShut(world, tenderId, lot, deadline);
  await writeClose(world, { tenderId, lot, shut, note, size: parseCheckpoint(textOf(note)).size, deadline });
  const closed = await world.journal.flush();
  const closing = await world.journal.quorumNote(closed.size, { from: deadline, to: plusMs(deadline, CLOSING_NOTE_MS) });
  if (closing !== null) {
    await inTransaction(world.db, async (tx) => {
      for (const { part } of shut) await writePart(tx, { exchangeId, tenderId, lot, part }, { closing_note: closing });
    });
  }
  return true;
}

/** The signed part of a note: up to the empty line. */
const textOf = (note: string): string => note.slice(0, note.indexOf("\n\n") + 1);

type Close = { readonly tenderId: string; readonly lot: string; readonly shut: readonly PartRow[]; readonly note: string; readonly size: number; readonly deadline: Instant };

const writeClose = (world: World, { tenderId, lot, shut, note, size, deadline }: Close): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const row = tender?.lots.find((each) => each.lot === lot);
    if (tender === null || row === undefined) throw new RangeError(`no lot ${tenderId}/${lot}`);
    if (tender.parts.some((part) => part.lot === lot && part.close_outbox !== null)) return; // another process closed it
    const at = world.clock();
    const objectionsUntil = new Date(plusMs(at, lotOf(tender.form, lot).objectionMinutes * MINUTE_MS));
    for (const { part } of shut) {
      const key = { exchangeId: world.exchange.id, tenderId, lot, part };
      const outboxId = await logClose(tx, key, note, size, deadline);
      await writePart(tx, key, { deadline_note: note, deadline_size: String(size), close_outbox: outboxId, objections_until: objectionsUntil });
    }
    const moved = await makeMove(tx, world, { tender, lot: row }, "close", CLOCK, lotFacts(tender, lot, at, null));
    if (!moved.ok) throw new RangeError(`the lot cannot close: ${moved.refusal.code}`);
  });

async function logClose(tx: Tx, key: PartKey, note: string, size: number, deadline: Instant): Promise<string> {
  const logged = (await statementsOf(tx, key)).flatMap((each): LoggedStatement[] => each.idx === null ? [] : [{ idx: Number(each.idx), st: each.statement_sha256, bidder: each.bidder, seq: each.seq, kind: each.kind }]);
  const list = listOf(liveBids(logged, size));
  const entry = {
    v: "dl/1", type: "lot.close", tender: key.tenderId, lot: key.lot, part: key.part, deadline: rfc3339(deadline), after: sha256(utf8(note)), count: list.length, bids: sha256(canonical(listJson(list))),
  } as const satisfies Json;
  const outboxId = await appendToLog(tx, key.exchangeId, entry);
  await insertCloseList(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, part: key.part, version: 0, list: JSON.stringify(list), entry: canonical(entry), outbox_id: outboxId });
  return outboxId;
}

/** The outage rule: too late for a deadline checkpoint, the lot stays shut; said once in the log. */
async function keepShut(world: World, tenderId: string, lot: string, deadline: Instant): Promise<boolean> {
  if (world.clock() <= plusMs(deadline, DEADLINE_NOTE_MS)) return false;
  return inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    if (tender === null || !(await noteOutage(tx, { exchangeId: world.exchange.id, tenderId, lot }, world.clock()))) return false;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "incident", tender: tenderId, lot, what: "NO_DEADLINE_CHECKPOINT", deadline: rfc3339(deadline) });
    world.log.error({ tender: tenderId, lot }, "no deadline checkpoint within ten seconds: the lot stays shut until an addendum");
    return true;
  });
}
