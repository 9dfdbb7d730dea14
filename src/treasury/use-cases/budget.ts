import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { moneyJson } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { day, type Instant, type PlainDate } from "../../kernel/time.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import { decideIndicator, decideMonth, decidePlan, type IndicatorStanding } from "../budget.js";
import type { AdjustmentGiven, IndicatorGiven, PlanDecision, PlanGiven } from "../forms.js";
import { countBeginning, indicatorById, planHistory, planOf, recordsOfIndicator, type IndicatorRow, type PlanKey } from "../queries.js";
import { ensurePlan, holdNames, indicatorName, insertIndicator, insertIndicatorRecord, insertPlanDecision, insertPlanRequest } from "../store.js";

const SERIAL_DIGITS = 5;
/** The next number of its kind: `ZB2026-00001`. Whoever asks is held. */
export async function nextNumber(tx: Tx, world: World, kind: "budget_indicators" | "payment_requests", prefix: string): Promise<string> {
  await holdNames(tx, world.exchange.id, [`numbers ${prefix}`]);
  return `${prefix}-${String((await countBeginning(tx, world.exchange.id, kind, `${prefix}-`)) + 1).padStart(SERIAL_DIGITS, "0")}`;
}

/** The first day of a month: `2026-09`. */
export const monthIn = (text: string): PlainDate => day(`${text}-01`);

/** Enters a budget indicator by the document that gives it. Law: 预算法 13. */
export const enterIndicator = (world: World, actor: Actor, { unit, unitName, subject, subjectName, project, year, amount, document }: IndicatorGiven, at: Instant): Promise<Result<{ readonly indicator: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const indicator = await nextNumber(tx, world, "budget_indicators", `ZB${String(year)}`);
    const made = { made_by: actor.id, made_at: new Date(at) };
    await insertIndicator(tx, { exchange_id: world.exchange.id, indicator, unit, unit_name: unitName, subject, subject_name: subjectName, project, year, ...made });
    await insertIndicatorRecord(tx, { exchange_id: world.exchange.id, indicator, serial: 1, amount_fen: fenOf(amount).toString(), document, reason: null, ...made });
    return ok({ indicator });
  });

const standingOf = ({ amount_fen, planned_fen }: IndicatorRow): IndicatorStanding => ({ amount: BigInt(amount_fen), planned: BigInt(planned_fen) });

/** An indicator, held with its plans. */
async function heldIndicator(tx: Tx, world: World, indicator: string): Promise<Result<IndicatorRow>> {
  await holdNames(tx, world.exchange.id, [indicatorName(indicator)]);
  const row = await indicatorById(tx, world.exchange.id, indicator);
  return row === null ? refuse("not-found", { what: indicator }) : ok(row);
}

/** Adjusts an indicator by a new record with its document; what was before stays. */
export const adjustIndicator = (world: World, actor: Actor, indicator: string, { amount, document, reason }: AdjustmentGiven, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldIndicator(tx, world, indicator);
    if (!row.ok) return row;
    const decided = decideIndicator(fenOf(amount), standingOf(row.value));
    if (!decided.ok) return decided;
    const serial = (await recordsOfIndicator(tx, world.exchange.id, indicator)).length + 1;
    await insertIndicatorRecord(tx, { exchange_id: world.exchange.id, indicator, serial, amount_fen: decided.value.toString(), document, reason, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial });
  });

const NOTHING = { approved: 0n, used: 0n };

/** What was asked and said of one month's plan, in order. */
const historyOf = async (tx: Tx, exchangeId: string, key: PlanKey) => (await planHistory(tx, exchangeId, [key.indicator])).filter(({ month, mode }) => month === key.month && mode === key.mode);

/** A unit asks for a month's plan, or for another one: always the whole of it. */
export const askPlan = (world: World, actor: Actor, indicator: string, { month, mode, amount, reason }: PlanGiven, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldIndicator(tx, world, indicator);
    if (!row.ok) return row;
    const may = can(actor, "spending.ask", { tenderer: row.value.unit });
    if (!may.ok) return may;
    const first = decideMonth(monthIn(month), row.value.year);
    if (!first.ok) return first;
    const key = { indicator, month: first.value, mode };
    const decided = decidePlan(fenOf(amount), (await planOf(tx, world.exchange.id, key)) ?? NOTHING, standingOf(row.value));
    if (!decided.ok) return decided;
    const history = await historyOf(tx, world.exchange.id, key);
    if (history.some(({ verdict }) => verdict === null)) return refuse("plan-waits");
    await ensurePlan(tx, { exchange_id: world.exchange.id, ...key });
    await insertPlanRequest(tx, { exchange_id: world.exchange.id, ...key, serial: history.length + 1, amount_fen: decided.value.toString(), reason, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial: history.length + 1 });
  });

/** The treasury decides on the plan that waits. `amount` is what the unit asks for, as it was shown: another one means that it changed. */
export const decidePlanAsked = (world: World, actor: Actor, indicator: string, { month, mode, verdict, amount, note }: PlanDecision, at: Instant): Promise<Result<{ readonly approved: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldIndicator(tx, world, indicator);
    if (!row.ok) return row;
    const key = { indicator, month: monthIn(month), mode };
    const waiting = (await historyOf(tx, world.exchange.id, key)).find((each) => each.verdict === null);
    if (waiting === undefined) return refuse("plan-not-asked");
    const [asked, plan] = [BigInt(waiting.amount_fen), (await planOf(tx, world.exchange.id, key)) ?? NOTHING];
    if (fenOf(amount) !== asked) return refuse("plan-differs", { amount: moneyJson(asked).amount });
    if (verdict === "refused" && note === null) return refuse("plan-note-missing");
    const decided = verdict === "approved" ? decidePlan(asked, plan, standingOf(row.value)) : ok(plan.approved);
    if (!decided.ok) return decided;
    await insertPlanDecision(tx, { exchange_id: world.exchange.id, ...key, serial: waiting.serial, verdict, amount_fen: decided.value.toString(), note, made_by: actor.id, made_at: new Date(at) });
    return ok({ approved: moneyJson(decided.value).amount });
  });

