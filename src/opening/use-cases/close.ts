import { inTransaction, type Db, type Tx } from "../../db/database.js";
import type { ClockReading } from "../../journal/clock-offset.js";
import { closingWindow, deadlineWindow } from "../../journal/close-times.js";
import { parseCheckpoint, textOfNote } from "../../journal/note.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { MINUTE_MS, plusMs, rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { roundOf, type Round } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { CLOCK, makeMove } from "../../tenders/use-cases/move.js";
import { leafOf, tenderById, termsOf, type PartRow } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender, noteOutage, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { decideClosing, isSane, witnessedTime, type ClosingClock } from "../closing.js";
import { goodUnder, listJson, listOf, liveBids, type Listed, type LoggedStatement } from "../live.js";
import { reserveOf } from "../queries.js";
import { insertCloseList, lockParts, statementsOf } from "../store.js";
import { clockFacts, closingClock } from "./by-hand.js";

/** Statements stamped before the deadline are waited for at most this long, in real time. */
const IN_FLIGHT_MS_MAX = 5_000;

/**
 * Closes a lot at its deadline: waits for what was stamped before it, takes the deadline checkpoint, logs one `lot.close` a
 * part, and starts the time for saying that a bid is missing. Without a quorum in [D, D+10 s] the lot stays shut and an
 * incident is logged: only a published addendum moves it on. While the clock drifts two officers must order the close.
 * Done again it does nothing. @returns whether something was closed
 */
export async function closeLot(world: World, tenderId: string, lot: string): Promise<boolean> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const due = tender?.parts.find((part) => part.lot === lot && isUnclosed(part) && part.deadline.getTime() <= world.clock());
  if (tender === null || due === undefined) return keepClosingNote(world, tenderId, lot);
  const deadline = due.deadline.getTime() as Instant;
  const reading = await world.journal.time.measured();
  const clock = await closingClock(world.db, world, tender, lot, reading);
  const step = decideClosing(deadline, clock);
  if (step === "early") return false;
  await shutBox(world, tenderId, lot, deadline);
  if (step === "missed") return keepShut(world, { tenderId, lot, deadline, clock, what: "NOT_CLOSED_IN_TIME" });
  await world.journal.flush();
  const note = await world.journal.quorumNote(await sizeNeeded(world, tenderId, lot), deadlineWindow(deadline));
  if (note === null) return keepShut(world, { tenderId, lot, deadline, clock, what: "NO_DEADLINE_CHECKPOINT" });
  if (step === "hold") return false;
  if (!(await writeClose(world, { tenderId, lot, note, size: sizeOf(note), deadline, reading }))) return false;
  await world.journal.flush();
  await keepClosingNote(world, tenderId, lot);
  return true;
}

const sizeOf = (note: string): number => parseCheckpoint(textOfNote(note)).size;
const isUnclosed = ({ state, close_outbox }: PartRow): boolean => state === "open" || (state === "closed" && close_outbox === null);

/** Takes no more bids, once what was stamped before the deadline is decided. */
async function shutBox(world: World, tenderId: string, lot: string, deadline: Instant): Promise<void> {
  await world.inFlight.drained(deadline, IN_FLIGHT_MS_MAX);
  await inTransaction(world.db, async (tx) => {
    const parts = await lockParts(tx, world.exchange.id, tenderId, lot);
    const open = parts.filter((part) => part.state === "open" && part.deadline.getTime() <= deadline);
    for (const { part } of open) await writePart(tx, { exchangeId: world.exchange.id, tenderId, lot, part }, { state: "closed" });
  });
}

/** The smallest tree that holds every statement of the lot, its reserve estimate and the terms it closes under: all are sequenced, and each came before the deadline. */
async function sizeNeeded(world: World, tenderId: string, lot: string): Promise<number> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const sizes = [1];
  for (const { part } of tender?.parts.filter((each) => each.lot === lot) ?? []) {
    const rows = await statementsOf(world.db, { exchangeId: world.exchange.id, tenderId, lot, part });
    const terms = await newestTerms(world.db, { exchangeId: world.exchange.id, tenderId, lot, part });
    const leaf = terms === undefined ? null : await leafOf(world.db, world.exchange.id, terms.outbox_id);
    sizes.push(...rows.map(({ idx }) => Number(idx) + 1), (leaf?.idx ?? -1) + 1);
  }
  const reserve = await reserveOf(world.db, { exchangeId: world.exchange.id, tenderId, lot });
  return Math.max(...sizes, (reserve?.idx ?? -1) + 1);
}

/** Keeps the closing checkpoint: the first that covers the closes. A process that died before it is made good here. @returns whether it was missing and is there */
async function keepClosingNote(world: World, tenderId: string, lot: string): Promise<boolean> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const missing = tender?.parts.filter((part) => part.lot === lot && part.close_outbox !== null && part.closing_size === null) ?? [];
  const deadline = missing[0]?.deadline.getTime() as Instant | undefined;
  if (deadline === undefined) return false;
  const indexes = await Promise.all(missing.map((part) => world.journal.indexOf(part.close_outbox ?? "")));
  if (indexes.includes(null)) return false;
  const closing = await world.journal.quorumNote(Math.max(...indexes.map(Number)) + 1, closingWindow(deadline));
  if (closing === null) return false;
  await inTransaction(world.db, async (tx) => {
    await holdTender(tx, world.exchange.id, tenderId);
    for (const { part } of missing) await writePart(tx, { exchangeId: world.exchange.id, tenderId, lot, part }, { closing_size: String(sizeOf(closing)) });
  });
  return true;
}

const CLOSING: Readonly<Record<Round, string>> = { prequalification: "closeApplications", bid: "close" };

type Close = { readonly tenderId: string; readonly lot: string; readonly note: string; readonly size: number; readonly deadline: Instant; readonly reading: ClockReading };

/** False where another process closed the lot, or an addendum moved its deadline, in the meantime. */
const writeClose = (world: World, { tenderId, lot, note, size, deadline, reading }: Close): Promise<boolean> =>
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
      await writePart(tx, key, { deadline_size: String(size), close_outbox: outboxId, objections_until: objectionsUntil });
    }
    const clock = await clockFacts(tx, world, tender, { lot, act: "close" }, reading);
    const moved = await makeMove(tx, world, { tender, lot: row }, CLOSING[roundOf(tender.form, row, tender.allParts)], CLOCK, lotFacts(tender, lot, at, null, { clock }));
    if (!moved.ok) throw new RangeError(`the lot cannot close: ${moved.refusal.code}`);
    return true;
  });

const newestTerms = async (db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey) => (await termsOf(db, exchangeId, tenderId, lot)).findLast((each) => each.part === part);

/** The closed list as the log makes it: each bidder's last bid below the deadline checkpoint that is good under the newest terms. */
export async function onTimeList(tx: Tx, key: PartKey, size: number): Promise<Listed[]> {
  const logged = (await statementsOf(tx, key)).flatMap((each): LoggedStatement[] => each.idx === null ? [] : [{ idx: Number(each.idx), st: each.statement_sha256, bidder: each.bidder, seq: each.seq, kind: each.kind, notice: each.notice }]);
  return listOf(liveBids(logged, { size, good: goodUnder(await newestTerms(tx, key)) }));
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

type Unclosed = { readonly tenderId: string; readonly lot: string; readonly deadline: Instant; readonly clock: ClosingClock; readonly what: "NO_DEADLINE_CHECKPOINT" | "NOT_CLOSED_IN_TIME" };

/** The outage rule: too late for a deadline checkpoint or for a close, the lot stays shut; said once of a deadline in the log. */
async function keepShut(world: World, { tenderId, lot, deadline, clock, what: plain }: Unclosed): Promise<boolean> {
  if (witnessedTime(clock) <= deadlineWindow(deadline).to) return false;
  const what = isSane(clock) ? plain : "CLOCK_DRIFT";
  return inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const isHere = tender?.parts.some((part) => part.lot === lot && part.deadline.getTime() === deadline && isUnclosed(part)) === true;
    if (!isHere || !(await noteOutage(tx, { exchangeId: world.exchange.id, tenderId, lot }, deadline, world.clock()))) return false;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "incident", tender: tenderId, lot, what, deadline: rfc3339(deadline), ...(what === "CLOCK_DRIFT" ? { drift: clock.driftMs } : {}) });
    world.log.error({ tender: tenderId, lot, what }, "the lot could not be closed in its time and stays shut until an addendum");
    return true;
  });
}
