import { inTransaction, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { dayOf, endOf, plusMs, type PlainDate } from "../../kernel/time.js";
import { coverageUntil, dayKind, noticeFor, type Calendar } from "../../rules/calendar.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { deliveryDue, silenceEnds } from "../case.js";
import { clockColumns } from "../columns.js";
import { calendarSeen, deliveriesBehind, openSupervisions, provisionalCases, waitingCases, type CaseRow } from "../queries.js";
import { changeCase, holdCase, insertCalendar, insertStep, moveSupervisions } from "../store.js";
import { answerDue } from "../supervision.js";
import { clockOf, instantOf, rulesOf } from "./held.js";
import { tellApplicant } from "./tell.js";

/** What days are known: the classes of all, the last day of the last year whose notice is loaded, and that notice. */
export type LoadedCalendar = { readonly dayKind: Calendar; readonly until: PlainDate; readonly notice: string };
const LOADED: LoadedCalendar = { dayKind, until: coverageUntil(), notice: noticeFor(coverageUntil()) ?? "" };
/** Cases looked at in one query; more come with the next. */
const AT_ONCE = 500;

/** What else is counted anew when the calendar knows more than until a day. @returns how many have another day */
export type Recount = (world: World, loaded: LoadedCalendar, seen: PlainDate) => Promise<number>;

/**
 * Looks whether the calendar knows a year that it did not know before. Then every running case that was counted over it by weekends alone is counted anew: what
 * moved is written down in the case, its applicant is told, and the log says by which notice. Made again after a crash it goes on where it stopped.
 * The days of deliveries and of supervision move with them, and what `others` count.
 * @returns how many days are others now
 */
export async function keepCalendar(world: World, loaded: LoadedCalendar = LOADED, others: readonly Recount[] = []): Promise<number> {
  const seen = await calendarSeen(world.db, world.exchange.id);
  if (seen !== null && seen >= loaded.until) return 0;
  let moved = await recountAll(world, loaded);
  if (seen !== null) for (const each of [recountDeliveries, recountSupervisions, ...others]) moved += await each(world, loaded, seen);
  await inTransaction(world.db, async (tx) => { await noteCalendar(tx, world, seen, loaded); });
  return moved;
}

/** The first calendar is where an exchange begins; each further one stands in its log, once. */
async function noteCalendar(tx: Tx, world: World, seen: PlainDate | null, { until, notice }: LoadedCalendar): Promise<void> {
  const outboxId = seen === null ? null : await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "calendar.loaded", until, notice });
  await insertCalendar(tx, { exchange_id: world.exchange.id, covered_until: until, loaded_at: new Date(world.clock()), outbox_id: outboxId });
}

/** Goes through a list by its codes, in pieces. @returns how many moved */
async function throughout(list: (after: string) => Promise<readonly string[]>, move: (code: string) => Promise<boolean>): Promise<number> {
  let moved = 0;
  for (let after = ""; ;) {
    const codes = await list(after);
    for (const code of codes) moved += (await move(code)) ? 1 : 0;
    if (codes.length < AT_ONCE) return moved;
    after = codes.at(-1) ?? after;
  }
}

async function recountAll(world: World, loaded: LoadedCalendar): Promise<number> {
  let moved = 0;
  for (const list of [waitingCases, provisionalCases]) moved += await throughout((after) => list(world.db, world.exchange.id, after, AT_ONCE), (code) => recountOne(world, code, loaded));
  return moved;
}

/** By when decisions are delivered, of those whose ten days ran into what was not known. Law: 行政许可法 44 (SV-07). */
const recountDeliveries: Recount = (world, loaded, seen) =>
  throughout((after) => deliveriesBehind(world.db, world.exchange.id, { day: seen, after, limit: AT_ONCE }), (code) => inTransaction(world.db, async (tx) => {
    const row = await holdCase(tx, world.exchange.id, code);
    if (row?.decided_at == null || row.delivered_at !== null) return false;
    const due = deliveryDue(rulesOf(row), dayOf(instantOf(row.decided_at)), loaded.dayKind);
    if (due === row.deliver_due) return false;
    await changeCase(tx, row, { deliver_due: due });
    await noteRecount(tx, world, row, { what: "送达期限", before: row.deliver_due, after: due, notice: loaded.notice });
    await tellApplicant(tx, world, row, "case-changed", world.clock());
    return true;
  }));

/** By when red lights are answered, of those nobody was told late about (SV-85). */
const recountSupervisions: Recount = (world, loaded, seen) => inTransaction(world.db, async (tx) => {
  let moved = 0;
  for (const opened of await openSupervisions(tx, world.exchange.id, new Date(endOf(seen)))) {
    const at = instantOf(opened);
    const due = answerDue(freezeRules(dayOf(at)), at, loaded.dayKind);
    for (const code of await moveSupervisions(tx, world.exchange.id, opened, new Date(due))) {
      const row = await holdCase(tx, world.exchange.id, code);
      if (row !== null) await noteRecount(tx, world, row, { what: "督办答复期限", before: null, after: dayOf(plusMs(due, -1)), notice: loaded.notice });
      moved += 1;
    }
  }
  return moved;
});

type Moved = { readonly what: string; readonly before: string | null; readonly after: string | null; readonly notice: string };
/** Writes down in a case which day moved, and by which notice. */
async function noteRecount(tx: Tx, world: World, { exchange_id, code, state }: CaseRow, { what, before, after, notice }: Moved): Promise<void> {
  const words = { before, after, reason: `《${notice}》公布，${what}由${before ?? "原定日期"}重新计算为${after ?? "—"}。` };
  await insertStep(tx, { exchange_id, code, step: "recount", state, words, made_by: "clock", person: null, made_at: new Date(world.clock()) });
}

async function recountSilence(tx: Tx, row: CaseRow, { dayKind: calendar }: LoadedCalendar): Promise<void> {
  if (row.silence_at === null || row.received_at === null) return;
  const received = dayOf(instantOf(row.received_at));
  await changeCase(tx, row, { silence_at: new Date(silenceEnds(freezeRules(received), received, calendar).at) });
}

const recountOne = (world: World, code: string, loaded: LoadedCalendar): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const row = await holdCase(tx, world.exchange.id, code);
    if (row === null) return false;
    await recountSilence(tx, row, loaded);
    if (row.accepted_on === null || row.decided_at !== null) return false;
    const at = world.clock();
    const columns = clockColumns(rulesOf(row), await clockOf(tx, row), { light: row.light, at }, loaded.dayKind);
    if (columns.due_on === row.due_on && columns.provisional === row.provisional) return false;
    await changeCase(tx, row, columns);
    if (columns.due_on === row.due_on) return false;
    await noteRecount(tx, world, row, { what: "期限", before: row.due_on, after: columns.due_on, notice: loaded.notice });
    await tellApplicant(tx, world, row, "case-changed", at);
    return true;
  });
