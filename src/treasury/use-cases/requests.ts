import { allOrNothing, type Tx } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { moneyJson, yuan } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import { decideMonth } from "../budget.js";
import type { RequestGiven } from "../forms.js";
import { decidePayable } from "../payable.js";
import { otherHands, takesPlan } from "../payment.js";
import { contractById, dayIn, indicatorById, planOf, requestOfInvoice, type RequestRow } from "../queries.js";
import { ensurePlan, holdNames, indicatorName, insertRequest, insertStep } from "../store.js";
import { monthIn, nextNumber } from "./budget.js";
import { byActor, heldRequest, ofMode, personOf, takeStep, type HeldRequest, type Taken } from "./held.js";
import { contractStanding } from "./standing.js";

type Written = Pick<NewRow<"payment_requests">, "contract" | "indicator" | "month" | "mode" | "amount_fen" | "purpose" | "payee" | "invoice" | "invoice_number">;

/** What a unit writes, held to itself: no cash, no more than the invoice, contract and indicator its own. */
async function decideGiven(tx: Tx, world: World, actor: Actor, given: RequestGiven, but: string | null): Promise<Result<Written>> {
  if (given.by === "cash") return refuse("cash-never");
  if (fenOf(given.amount) > fenOf(given.invoice.amount)) return refuse("over-invoice", { invoice: yuan(fenOf(given.invoice.amount)) });
  const [contract, indicator] = [await contractById(tx, world.exchange.id, given.contract), await indicatorById(tx, world.exchange.id, given.indicator)];
  if (contract === null || !can(actor, "payment.draft", { tenderer: contract.unit }).ok) return refuse("not-found", { what: given.contract });
  if (indicator === null) return refuse("not-found", { what: given.indicator });
  if (indicator.unit !== contract.unit) return refuse("not-unit-of");
  const month = decideMonth(monthIn(given.month), indicator.year);
  if (!month.ok) return month;
  const named = await requestOfInvoice(tx, world.exchange.id, given.invoice.number);
  if (named !== null && named !== but) return refuse("invoice-used", { number: given.invoice.number, request: named });
  const { number, receivedOn, sha256, amount } = given.invoice;
  return ok({
    contract: given.contract, indicator: given.indicator, month: month.value, mode: given.mode, amount_fen: fenOf(given.amount).toString(), purpose: given.purpose,
    payee: JSON.stringify(given.payee), invoice: JSON.stringify({ number, receivedOn, amount: moneyJson(fenOf(amount)).amount, sha256 }), invoice_number: number,
  });
}

/** The plan a request names is there, be it of nothing. */
async function planNamed(tx: Tx, world: World, { indicator, month, mode }: RequestGiven): Promise<void> {
  await holdNames(tx, world.exchange.id, [indicatorName(indicator)]);
  await ensurePlan(tx, { exchange_id: world.exchange.id, indicator, month: monthIn(month), mode });
}

/** A unit writes a payment request. */
export const draftRequest = (world: World, actor: Actor, given: RequestGiven, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const request = await nextNumber(tx, world, "payment_requests", `ZF${dayOf(at).slice(0, 4)}`);
    const decided = await decideGiven(tx, world, actor, given, null);
    if (!decided.ok) return decided;
    await planNamed(tx, world, given);
    const made = { made_by: actor.id, made_at: new Date(at) };
    await insertRequest(tx, { exchange_id: world.exchange.id, request, ...decided.value, state: "draft", ...made });
    await insertStep(tx, { exchange_id: world.exchange.id, request, step: "draft", state: "draft", reason: null, amount_fen: null, person: personOf(actor), ...made });
    return ok({ request, state: "draft" });
  });

/** The unit changes a request that is a draft, or that came back. */
export const changeDraft = (world: World, actor: Actor, request: string, given: RequestGiven, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    await holdNames(tx, world.exchange.id, [`numbers ZF${request.slice(2, 6)}`]);
    const held = await heldRequest(tx, world, actor, "payment.draft", request);
    if (!held.ok) return held;
    const decided = await decideGiven(tx, world, actor, given, request);
    if (!decided.ok) return decided;
    await planNamed(tx, world, given);
    return takeStep(tx, world, held.value.row, { step: "change", by: byActor(actor), at, change: { ...decided.value, submitted_by: null, checked_by: null, approved_at: null } });
  });

/** The unit submits a request, new or back again: whoever checked it before must do so anew. */
export const submitRequest = (world: World, actor: Actor, request: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.submit", request);
    return held.ok ? takeStep(tx, world, held.value.row, { step: "submit", by: byActor(actor), at, change: { submitted_by: personOf(actor), checked_by: null, approved_at: null } }) : held;
  });

/** Whether a request in hand can be paid as things stand. */
export async function payableNow(tx: Tx, world: World, { row, contract }: HeldRequest, at: Instant): Promise<Result<true>> {
  const month = dayIn(row.month);
  const plan = await planOf(tx, world.exchange.id, row);
  const own = takesPlan(row.state) ? BigInt(row.amount_fen) - BigInt(row.refunded_fen) : 0n;
  return decidePayable({ amount: BigInt(row.amount_fen), payee: row.payee, month }, await contractStanding(tx, world, contract, row.request), plan === null ? null : { approved: plan.approved, used: plan.used - own }, dayOf(at));
}

/** Who did what another must not do again. */
export const handsOf = ({ submitted_by: submittedBy, checked_by: checkedBy }: RequestRow) => ({ submittedBy, checkedBy });

/** The treasury checks a direct payment: from here on it takes its amount from the plan. Law: 预算法 61. */
export const checkRequest = (world: World, actor: Actor, request: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.check", request);
    if (!held.ok) return held;
    const hands = otherHands("check", handsOf(held.value.row), personOf(actor));
    if (!hands.ok) return hands;
    const payable = held.value.row.state === "submitted" ? await payableNow(tx, world, held.value, at) : ok(true as const);
    return payable.ok ? takeStep(tx, world, held.value.row, { step: "check", by: byActor(actor), at, change: { checked_by: personOf(actor) } }) : payable;
  });

/** A second person of the treasury approves what the first one checked. */
export const approveRequest = (world: World, actor: Actor, request: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.approve", request);
    if (!held.ok) return held;
    const side = ofMode(actor, held.value.row, "审批");
    if (!side.ok) return side;
    const hands = otherHands("approve", handsOf(held.value.row), personOf(actor));
    return hands.ok ? takeStep(tx, world, held.value.row, { step: "approve", by: byActor(actor), at, change: { approved_at: new Date(at) } }) : hands;
  });

/** Whoever has to check sends a request back with the reason; what it took from the plan is there again. */
export const returnRequest = (world: World, actor: Actor, request: string, reason: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.return", request);
    if (!held.ok) return held;
    const side = ofMode(actor, held.value.row, "退回");
    return side.ok ? takeStep(tx, world, held.value.row, { step: "return", by: byActor(actor), at, reason }) : side;
  });

/** The unit cancels a request that is not ordered. */
export const cancelRequest = (world: World, actor: Actor, request: string, reason: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.draft", request);
    return held.ok ? takeStep(tx, world, held.value.row, { step: "cancel", by: byActor(actor), at, reason }) : held;
  });
