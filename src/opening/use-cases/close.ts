import { inTransaction, type Tx } from "../../db/database.js";
import { parseCheckpoint, textOfNote } from "../../journal/note.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { MINUTE_MS, plusMs, rfc3339, SECOND_MS, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { DEADLINE_NOTE_MS, lotFacts } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { CLOCK, makeMove } from "../../tenders/use-cases/move.js";
import { tenderById } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender, noteOutage, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { listJson, listOf, liveBids, type Listed, type LoggedStatement } from "../live.js";
import { insertCloseList, lockParts, statementsOf } from "../store.js";

/** Every counted cosignature of the closing checkpoint lies within this long of the deadline (trust.md §1.5). */
const CLOSING_NOTE_MS = 60 * SECOND_MS;
/** Statements stamped before the deadline are waited for at most this long, in real time. */
const IN_FLIGHT_MS_MAX = 5_000;

/**
 * Closes a lot at its deadline: waits for what was stamped before it, takes the deadline checkpoint, logs one `lot.close` a
 * part, and starts the time for saying that a bid is missing. Without a quorum in [D, D+10 s] the lot stays shut and an
 * incident is logged: only a published addendum moves it on. Done again it does nothing. @returns whether something was closed
 */
export async function closeLot(world: World, tenderId: string, lot: string): Promise<boolean> {
  const now = world.clock();
  const exchangeId = world.exchange.id;
  const due = (await tenderById(world.db, exchangeId, tenderId))?.parts.find((part) => part.lot === lot && part.state === "open" && part.deadline.getTime() <= now);
  if (due !== undefined) await world.inFlight.drained(due.deadline.getTime() as Instant, IN_FLIGHT_MS_MAX);
  const shut = await inTransaction(world.db, async (tx) => {
    const parts = await lockParts(tx, exchangeId, tenderId, lot);
    const open = parts.filter((part) => part.state === "open" && part.deadline.getTime() <= now);
    for (const { part } of open) await writePart(tx, { exchangeId, tenderId, lot, part }, { state: "closed" });
    return parts.filter((part) => part.deadline.getTime() <= now && part.close_outbox === null && (part.state === "closed" || open.includes(part)));
  });
  const deadline = shut[0]?.deadline.getTime() as Instant | undefined;
  if (deadline === undefined) return keepClosingNote(world, tenderId, lot);
  await world.journal.flush();
  const note = await world.journal.quorumNote(await sizeNeeded(world, tenderId, lot), { from: deadline, to: plusMs(deadline, DEADLINE_NOTE_MS) });
  if (note === null) return keepShut(world, tenderId, lot, deadline);
  if (!(await writeClose(world, { tenderId, lot, note, size: parseCheckpoint(textOfNote(note)).size, deadline }))) return false;
  await world.journal.flush();
  await keepClosingNote(world, tenderId, lot);
  return true;
}

/** The smallest tree that holds every statement of the lot: all of them are sequenced, and each was stamped before the deadline. */
async function sizeNeeded(world: World, tenderId: string, lot: string): Promise<number> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const sizes = [1];
  for (const { part } of tender?.parts.filter((each) => each.lot === lot) ?? []) {
    const rows = await statementsOf(world.db, { exchangeId: world.exchange.id, tenderId, lot, part });
    sizes.push(...rows.map(({ idx }) => Number(idx) + 1));
  }
  return Math.max(...sizes);
}

/** Keeps the closing checkpoint: the first that covers the closes. A process that died before it is made good here. @returns whether it was missing and is there */
async function keepClosingNote(world: World, tenderId: string, lot: string): Promise<boolean> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const missing = tender?.parts.filter((part) => part.lot === lot && part.close_outbox !== null && part.closing_note === null) ?? [];
  const deadline = missing[0]?.deadline.getTime() as Instant | undefined;
  if (deadline === undefined) return false;
  const indexes = await Promise.all(missing.map((part) => world.journal.indexOf(part.close_outbox ?? "")));
  if (indexes.includes(null)) return false;
  const closing = await world.journal.quorumNote(Math.max(...indexes.map(Number)) + 1, { from: deadline, to: plusMs(deadline, CLOSING_NOTE_MS) });
  if (closing === null) return false;
  await inTransaction(world.db, async (tx) => {
    await holdTender(tx, world.exchange.id, tenderId);
    for (const { part } of missing) await writePart(tx, { exchangeId: world.exchange.id, tenderId, lot, part }, { closing_note: closing });
  });
  return true;
}

/** The signed part of a note: up to the empty line. */
type Close = { readonly tenderId: string; readonly lot: string; readonly note: string; readonly size: number; readonly deadline: Instant };

/** False where another process closed the lot, or an addendum moved its deadline, in the meantime. */
const writeClose = (world: World, { tenderId, lot, note, size, deadline }: Close): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const row = tender?.lots.find((each) => each.lot === lot);
    if (tender === null || row === undefined) throw new RangeError(`no lot ${tenderId}/${lot}`);
    const shut = tender.parts.filter((part) => part.lot === lot);
    if (shut.some((part) => part.state !== "closed" || part.close_outbox !== null || part.deadline.getTime() !== deadline)) return false;
    const at = world.clock();
    const objectionsUntil = new Date(plusMs(at, lotOf(tender.form, lot).objectionMinutes * MINUTE_MS));
    for (const { part } of shut) {
      const key = { exchangeId: world.exchange.id, tenderId, lot, part };
      const outboxId = await logClose(tx, key, note, size, deadline);
      await writePart(tx, key, { deadline_note: note, deadline_size: String(size), close_outbox: outboxId, objections_until: objectionsUntil });
    }
    const moved = await makeMove(tx, world, { tender, lot: row }, "close", CLOCK, lotFacts(tender, lot, at, null));
    if (!moved.ok) throw new RangeError(`the lot cannot close: ${moved.refusal.code}`);
    return true;
  });

/** The closed list as the log makes it: each bidder's last bid below the deadline checkpoint. */
export async function onTimeList(tx: Tx, key: PartKey, size: number): Promise<Listed[]> {
  const logged = (await statementsOf(tx, key)).flatMap((each): LoggedStatement[] => each.idx === null ? [] : [{ idx: Number(each.idx), st: each.statement_sha256, bidder: each.bidder, seq: each.seq, kind: each.kind }]);
  return listOf(liveBids(logged, size));
}

async function logClose(tx: Tx, key: PartKey, note: string, size: number, deadline: Instant): Promise<string> {
  const list = await onTimeList(tx, key, size);
  const entry = {
    v: "dl/1", type: "lot.close", tender: key.tenderId, lot: key.lot, part: key.part, deadline: rfc3339(deadline), after: sha256Hex(utf8(note)), count: list.length, bids: sha256Hex(canonical(listJson(list))),
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
