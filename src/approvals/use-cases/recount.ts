import { inTransaction, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { dayOf, type PlainDate } from "../../kernel/time.js";
import { coverageUntil, dayKind, noticeFor } from "../../rules/calendar.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { silenceEnds } from "../case.js";
import type { Calendar } from "../clock.js";
import { clockColumns } from "../columns.js";
import { calendarSeen, provisionalCases, waitingCases, type CaseRow } from "../queries.js";
import { changeCase, holdCase, insertCalendar, insertStep } from "../store.js";
import { clockOf, instantOf, rulesOf } from "./held.js";
import { tellApplicant } from "./tell.js";

/** What days are known: the classes of all, the last day of the last year whose notice is loaded, and that notice. */
export type LoadedCalendar = { readonly dayKind: Calendar; readonly until: PlainDate; readonly notice: string };
const LOADED: LoadedCalendar = { dayKind, until: coverageUntil(), notice: noticeFor(coverageUntil()) ?? "" };
/** Cases looked at in one query; more come with the next. */
const AT_ONCE = 500;

/**
 * Looks whether the calendar knows a year that it did not know before. Then every running case that was counted over it by weekends alone is counted anew: what
 * moved is written down in the case, its applicant is told, and the log says by which notice. Made again after a crash it goes on where it stopped.
 * @returns how many cases have another due day
 */
export async function keepCalendar(world: World, loaded: LoadedCalendar = LOADED): Promise<number> {
  const seen = await calendarSeen(world.db, world.exchange.id);
  if (seen !== null && seen >= loaded.until) return 0;
  const moved = await recountAll(world, loaded);
  await inTransaction(world.db, async (tx) => { await noteCalendar(tx, world, seen, loaded); });
  return moved;
}

/** The first calendar is where an exchange begins; each further one stands in its log, once. */
async function noteCalendar(tx: Tx, world: World, seen: PlainDate | null, { until, notice }: LoadedCalendar): Promise<void> {
  const outboxId = seen === null ? null : await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "calendar.loaded", until, notice });
  await insertCalendar(tx, { exchange_id: world.exchange.id, covered_until: until, loaded_at: new Date(world.clock()), outbox_id: outboxId });
}

async function recountAll(world: World, loaded: LoadedCalendar): Promise<number> {
  let moved = 0;
  for (const list of [waitingCases, provisionalCases]) {
    let after = "";
    for (;;) {
      const codes = await list(world.db, world.exchange.id, after, AT_ONCE);
      for (const code of codes) moved += (await recountOne(world, code, loaded)) ? 1 : 0;
      if (codes.length < AT_ONCE) break;
      after = codes.at(-1) ?? after;
    }
  }
  return moved;
}

async function recountSilence(tx: Tx, row: CaseRow): Promise<void> {
  if (row.silence_at === null || row.received_at === null) return;
  const received = dayOf(instantOf(row.received_at));
  await changeCase(tx, row, { silence_at: new Date(silenceEnds(freezeRules(received), received).at) });
}

const recountOne = (world: World, code: string, loaded: LoadedCalendar): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const row = await holdCase(tx, world.exchange.id, code);
    if (row === null) return false;
    await recountSilence(tx, row);
    if (row.accepted_on === null || row.decided_at !== null) return false;
    const at = world.clock();
    const columns = clockColumns(rulesOf(row), await clockOf(tx, row), { light: row.light, at }, loaded.dayKind);
    if (columns.due_on === row.due_on && columns.provisional === row.provisional) return false;
    await changeCase(tx, row, columns);
    if (columns.due_on === row.due_on) return false;
    const words = { before: row.due_on, after: columns.due_on, reason: `《${loaded.notice}》公布，期限由${row.due_on ?? "—"}重新计算为${columns.due_on ?? "—"}。` };
    await insertStep(tx, { exchange_id: row.exchange_id, code, step: "recount", state: row.state, words, made_by: "clock", person: null, made_at: new Date(at) });
    await tellApplicant(tx, world, row, "case-changed", at);
    return true;
  });
