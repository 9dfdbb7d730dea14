import { AcceptanceBody } from "../judging/acceptance.js";
import { moneyJson, signedAmount } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import { AccountBody, AdjustmentBody, ContractBody, IndicatorBody, PayeeBody, PlanBody, PlanDecisionBody, ReasonBody, RefundBody, RequestBody, YearBody } from "../treasury/forms.js";
import { adjustIndicator, askPlan, decidePlanAsked, enterIndicator } from "../treasury/use-cases/budget.js";
import { clearDay, lapseYear, refundRequest } from "../treasury/use-cases/clearing.js";
import { acceptOutside, changePayee, enterContract } from "../treasury/use-cases/contracts.js";
import { showDay, type TreasuryDay } from "../treasury/use-cases/day-desk.js";
import { enterAccount, issueVoucher, orderRequest } from "../treasury/use-cases/orders.js";
import type { RequestLine } from "../treasury/queries.js";
import { approveRequest, cancelRequest, changeDraft, checkRequest, draftRequest, returnRequest, submitRequest } from "../treasury/use-cases/requests.js";
import { showContract, showContracts, showIndicators, showRequest, showRequests, type Dued, type ShownContract, type ShownIndicator, type ShownRequest } from "../treasury/use-cases/show.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";
import { treasuryPapers } from "./treasury-papers.js";
import { treasuryTables } from "./treasury-tables.js";

const TREASURY = "/api/v1/treasury";
const INDICATOR = `${TREASURY}/indicators/:indicator`;
const CONTRACT = `${TREASURY}/contracts/:contract`;
const REQUEST = `${TREASURY}/requests/:request`;

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);
const done = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);

/** 国库集中支付: budgets, plans of months, contracts, and payments from their request on. */
export function treasuryRoutes(api: Api, world: World): void {
  treasuryPapers(api, world);
  treasuryTables(api, world); // before a request, whose address takes every name
  budgetRoutes(api, world);
  contractRoutes(api, world);
  requestRoutes(api, world);
  orderRoutes(api, world);
}

function budgetRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${TREASURY}/indicators`, summary: "Budget indicators with the plans of their months: a unit its own, the treasury and the supervisor all", action: "payment.read" }, async ({ actor }) => ok({ body: { indicators: (await showIndicators(world, actor)).map(indicatorView) } }));
  endpoint(api, world, { method: "post", path: `${TREASURY}/indicators`, summary: "Enter a budget indicator by its document", action: "indicator.keep", body: IndicatorBody }, async ({ actor, body, receivedAt }) => made(await enterIndicator(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${INDICATOR}/records`, summary: "Adjust an indicator by a new record with its document", action: "indicator.keep", body: AdjustmentBody }, async ({ actor, body, param, receivedAt }) => made(await adjustIndicator(world, actor, param("indicator"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${INDICATOR}/plans`, summary: "Ask for the plan of a month, or for another one: the whole of it", action: "spending.ask", body: PlanBody }, async ({ actor, body, param, receivedAt }) => made(await askPlan(world, actor, param("indicator"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${INDICATOR}/plans/decision`, summary: "Decide on the plan of a month that waits", action: "spending.decide", body: PlanDecisionBody }, async ({ actor, body, param, receivedAt }) => made(await decidePlanAsked(world, actor, param("indicator"), body, receivedAt)));
}

function contractRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${TREASURY}/contracts`, summary: "Contracts to pay under, with their accounts and what was accepted", action: "payment.read" }, async ({ actor, receivedAt }) => ok({ body: { contracts: (await showContracts(world, actor, receivedAt)).map(contractView) } }));
  endpoint(api, world, { method: "get", path: CONTRACT, summary: "One contract", action: "payment.read" }, async ({ actor, param, receivedAt }) => {
    const seen = await showContract(world, actor, param("contract"), receivedAt);
    return seen.ok ? ok({ body: contractView(seen.value) }) : seen;
  });
  endpoint(api, world, { method: "post", path: `${TREASURY}/contracts`, summary: "Enter a contract to pay under: of a lot, or from outside with the hash of its file", action: "payment.contract", body: ContractBody }, async ({ actor, body, receivedAt }) => made(await enterContract(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CONTRACT}/payees`, summary: "The contract’s account becomes another one, by its document", action: "payment.contract", body: PayeeBody }, async ({ actor, body, param, receivedAt }) => made(await changePayee(world, actor, param("contract"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CONTRACT}/acceptances`, summary: "Record what was accepted of a contract from outside", action: "payment.contract", body: AcceptanceBody }, async ({ actor, body, param, receivedAt }) => made(await acceptOutside(world, actor, param("contract"), body, receivedAt)));
}

function requestRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${TREASURY}/requests`, summary: "Payment requests, each with every step and the day it is due", action: "payment.read" }, async ({ actor, receivedAt }) => ok({ body: { requests: (await showRequests(world, actor, receivedAt)).map(requestView) } }));
  endpoint(api, world, { method: "get", path: REQUEST, summary: "One payment request", action: "payment.read" }, async ({ actor, param, receivedAt }) => {
    const seen = await showRequest(world, actor, param("request"), receivedAt);
    return seen.ok ? ok({ body: requestView(seen.value) }) : seen;
  });
  endpoint(api, world, { method: "post", path: `${TREASURY}/requests`, summary: "Write a payment request", action: "payment.draft", body: RequestBody }, async ({ actor, body, receivedAt }) => made(await draftRequest(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "put", path: REQUEST, summary: "Change a request that is a draft or came back", action: "payment.draft", body: RequestBody }, async ({ actor, body, param, receivedAt }) => done(await changeDraft(world, actor, param("request"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/submission`, summary: "Submit a request", action: "payment.submit" }, async ({ actor, param, receivedAt }) => done(await submitRequest(world, actor, param("request"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/check`, summary: "Check a direct payment: from here on it takes its amount from the plan", action: "payment.check" }, async ({ actor, param, receivedAt }) => done(await checkRequest(world, actor, param("request"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/approval`, summary: "Approve what somebody else checked", action: "payment.approve" }, async ({ actor, param, receivedAt }) => done(await approveRequest(world, actor, param("request"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/returns`, summary: "Send a request back to its unit, with the reason", action: "payment.return", body: ReasonBody }, async ({ actor, body, param, receivedAt }) => done(await returnRequest(world, actor, param("request"), body.reason, receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/cancellation`, summary: "Cancel a request that is not ordered, with the reason", action: "payment.draft", body: ReasonBody }, async ({ actor, body, param, receivedAt }) => done(await cancelRequest(world, actor, param("request"), body.reason, receivedAt)));
}

/** Orders to agent banks, refunds, and the clearing of a day. */
function orderRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${TREASURY}/accounts`, summary: "Enter a zero-balance account opened at an agent bank", action: "treasury.account", body: AccountBody }, async ({ body, receivedAt }) => made(await enterAccount(world, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/order`, summary: "Order an approved payment at the bank", action: "payment.order" }, async ({ actor, param, receivedAt }) => done(await orderRequest(world, actor, param("request"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/voucher`, summary: "Issue the voucher of an authorised payment, as a second officer of the unit: approved and ordered at once", action: "voucher.issue" }, async ({ actor, param, receivedAt }) => done(await issueVoucher(world, actor, param("request"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${REQUEST}/refunds`, summary: "Take money that came back to the zero-balance account back into the budget", action: "payment.refund", body: RefundBody }, async ({ actor, body, param, receivedAt }) => done(await refundRequest(world, actor, param("request"), body, receivedAt)));
  endpoint(api, world, { method: "get", path: `${TREASURY}/day`, summary: "A treasury day, `?day=2026-09-22`: orders, what waits, accounts, clearings; today’s where none is named", action: "treasury.read" }, async ({ c, receivedAt }) => {
    const day = DayBody.safeParse(c.req.query("day") ?? dayOf(receivedAt));
    return day.success ? ok({ body: dayView(await showDay(world, day.data, receivedAt)) }) : refuse("wrong-form", { where: "day", why: "请填写日期，例如 2026-12-18", whyEn: "write a day: 2026-12-18" });
  });
  endpoint(api, world, { method: "post", path: `${TREASURY}/clearings`, summary: "Clear the zero-balance accounts with the single account", action: "treasury.clear" }, async ({ actor, receivedAt }) => {
    const cleared = await clearDay(world, actor, receivedAt);
    return cleared.ok ? created({ accounts: cleared.value.map(({ account, amount, payments, balance }) => ({ account, amount: signed(amount), payments, balance: signed(balance) })) }) : cleared;
  });
  endpoint(api, world, { method: "post", path: `${TREASURY}/lapses`, summary: "At the end of a year, what is left of its plans lapses", action: "spending.decide", body: YearBody }, async ({ actor, body, receivedAt }) => made(await lapseYear(world, actor, body.year, receivedAt)));
}

/** An amount that may be below nothing: the account lacks it, or more came back than went out. */
const signed = (fen: bigint) => ({ amount: signedAmount(fen), currency: "CNY" });
const dayView = ({ day, orders, waiting, accounts, clearings, states }: TreasuryDay) => ({
  day, orders: orders.map(orderView), waiting: waiting.map((each) => ({ ...orderView(each), late: each.late })), accounts: accounts.map(({ account, name, unit, balance }) => ({ account, name, unit, balance: signed(balance) })),
  clearings: clearings.map(({ account, serial, amount_fen, payments, made_at }) => ({ account, serial, amount: signed(BigInt(amount_fen)), payments, at: instant(made_at) })), states: states.map(({ state, count, fen }) => ({ state, count, amount: sum(fen) })),
});
const orderView = (row: RequestLine) => ({ request: row.request, order: row.order_number, account: row.account, supplierName: row.supplier_name, amount: sum(row.amount_fen), state: row.state, orderedAt: row.ordered_at === null ? null : instant(row.ordered_at), valueOn: row.value_on, paidOn: row.paid_on });

const instant = (date: Date): string => rfc3339(date.getTime() as Instant);
const sum = (fen: string | bigint) => moneyJson(BigInt(fen));

const indicatorView = ({ row, records, plans, asked }: ShownIndicator) => ({
  indicator: row.indicator, unit: row.unit, unitName: row.unit_name, subject: row.subject, subjectName: row.subject_name, project: row.project, year: row.year, amount: sum(row.amount_fen), planned: sum(row.planned_fen),
  records: records.map(({ serial, amount_fen, document, reason, made_at }) => ({ serial, amount: sum(amount_fen), document, reason, at: instant(made_at) })),
  plans: plans.map(({ month, mode, approved_fen, used_fen }) => ({ month: month.slice(0, 7), mode, approved: sum(approved_fen), used: sum(used_fen), left: sum(BigInt(approved_fen) - BigInt(used_fen)) })),
  asked: asked.map(({ month, mode, serial, amount_fen, reason, verdict, note, made_at }) => ({ month: month.slice(0, 7), mode, serial, amount: sum(amount_fen), reason, at: instant(made_at), verdict, note })),
});

const dueView = (dued: Dued | null) => (dued === null ? null : { on: dued.due.on, from: dued.due.from, rule: dued.due.rule, days: dued.due.days, byContract: dued.due.byContract, light: dued.light });

const contractView = ({ row, payees, accepted, mustAnnounce, isAnnounced, unasked }: ShownContract) => ({
  contract: row.contract, kind: row.kind, tender: row.tender_id, lot: row.lot, unit: row.unit, number: row.number, title: row.title, supplier: row.supplier, supplierName: row.supplier_name, price: sum(row.price_fen), signedOn: row.signed_on, sha256: row.sha256,
  small: row.small, paymentDays: row.payment_days, mustAnnounce, isAnnounced, payees: payees.map(({ serial, name, bank, account, document, made_at }) => ({ serial, name, bank, account, document, at: instant(made_at) })),
  accepted: accepted.map(({ serial, on, parts, fen, sha256 }) => ({ serial, acceptedOn: on, parts, amount: sum(fen), sha256 })), unasked: unasked === null ? null : { acceptedOn: unasked.on, amount: sum(unasked.fen), due: dueView(unasked.dued) },
});

const requestView = ({ row, steps, dued }: ShownRequest) => ({
  request: row.request, contract: row.contract, contractNumber: row.contract_number, title: row.title, unit: row.unit, supplier: row.supplier, supplierName: row.supplier_name, indicator: row.indicator, month: row.month.slice(0, 7), mode: row.mode,
  amount: sum(row.amount_fen), refunded: sum(row.refunded_fen), purpose: row.purpose, payee: row.payee, invoice: row.invoice, state: row.state, attempt: row.attempt, order: row.order_number, orderedAt: row.ordered_at === null ? null : instant(row.ordered_at), valueOn: row.value_on, paidOn: row.paid_on,
  due: dueView(dued),
  steps: steps.map(({ serial, step, state, reason, amount_fen, made_at }) => ({ serial, step, state, reason, amount: amount_fen === null ? null : sum(amount_fen), at: instant(made_at) })),
});
