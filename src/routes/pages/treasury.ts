import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { moneyJson } from "../../kernel/money.js";
import { dayOf, plusDays, type PlainDate } from "../../kernel/time.js";
import { DayBody } from "../../tenders/form.js";
import { TREASURY_PAPERS, type TreasuryPaperType } from "../../notices/treasury-papers.js";
import { PAYMENT_MODES, PAYMENT_STATES, PAYMENT_STEPS, stepTo, type PaymentState, type PaymentStep } from "../../treasury/payment.js";
import { indicatorsOf, type RequestLine, type StepRow } from "../../treasury/queries.js";
import { showDay, type TreasuryDay } from "../../treasury/use-cases/day-desk.js";
import { showContracts, showRequest, showRequests, type ShownContract, type ShownRequest } from "../../treasury/use-cases/show.js";
import { hasPaper, officeIn } from "../../treasury/use-cases/papers.js";
import type { Language } from "../../web/context.js";
import { treasuryWords } from "../../web/messages/treasury.js";
import { newPaymentPage, paymentPage, paymentsPage, treasuryPage, type DayView, type PaymentLine, type PaymentView } from "../../web/pages/treasury.js";
import { paths } from "../../web/paths.js";
import type { Tone } from "../../web/parts/text.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { drawBudgets } from "./budgets.js";
import { button, faultsOf, offers, typed, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { requestFields } from "./treasury-acts.js";
import { duedLine } from "./views/dues.js";
import { instantOf } from "./views/lists.js";

const ROOT = "/treasury";

/** 国库集中支付: the day's desk, payments, budgets and contracts. */
export function treasuryPageRoutes(site: Site): void {
  for (const path of [paths.treasury, paths.budgets, paths.payContracts, paths.payments, paths.newPayment, `${paths.payments}/:request`]) site.api.get(path, async (c) => (await drawTreasury(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawTreasury(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return null;
  const may = inOffice(c, path === ROOT ? "treasury.read" : "payment.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  const status = refused === null ? 200 : 422;
  if (path === ROOT) return html(c, page, treasuryPage(page, await dayView(drawing, dayIn(url, c.get("receivedAt")))), status);
  if (path === paths.payments) return html(c, page, paymentsPage(page, { lines: (await showRequests(site.world, may.value, c.get("receivedAt"))).map((each) => lineOf(each, page.language)), pays: offers(may.value, "pay-request") }), status);
  if (path === paths.newPayment) return newPayment(c, site, { drawing, contract: url.searchParams.get("contract") });
  return path.startsWith(`${paths.payments}/`) ? onePayment(c, site, { drawing, request: path.slice(paths.payments.length + 1) }) : drawBudgets(c, site, path, drawing);
}

const dayIn = (url: URL, now: Parameters<typeof dayOf>[0]): PlainDate => { const asked = DayBody.safeParse(url.searchParams.get("day")); return asked.success ? asked.data : dayOf(now); };

const TONES: Readonly<Record<PaymentState, Tone>> = { "draft": "", "submitted": "info", "returned": "bad", "checked": "info", "approved": "info", "ordered": "go", "paid": "ok", "settled": "ok", "bank-returned": "bad", "cancelled": "" };
const stateOf = (state: PaymentState, language: Language) => ({ words: PAYMENT_STATES[state][language], tone: TONES[state] });

function lineOf({ row, steps, dued }: ShownRequest, language: Language): PaymentLine {
  const last = steps.at(-1);
  return { request: row.request, title: row.title, supplier: row.supplier_name, fen: BigInt(row.amount_fen), state: stateOf(row.state, language), why: last?.reason ?? null, at: instantOf(last?.made_at ?? row.made_at), due: dued === null ? null : duedLine(dued, language) };
}

async function dayView(drawing: Drawing, day: PlainDate): Promise<DayView> {
  const { world, actor, language, refused } = drawing;
  const now = world.clock();
  const [shown, requests] = await Promise.all([showDay(world, day, now), showRequests(world, actor, now)]);
  const late = new Set(shown.waiting.filter((each) => each.late).map(({ request }) => request));
  const waiting = (state: PaymentState): PaymentLine[] => requests.filter(({ row }) => row.state === state && row.mode === "direct").toReversed().map((each) => ({ ...lineOf(each, language), late: late.has(each.row.request) }));
  return {
    day, before: plusDays(day, -1), after: plusDays(day, 1), states: shown.states.map(({ state, count, fen }) => ({ state: stateOf(state, language), count, fen })), toCheck: waiting("submitted"), toApprove: waiting("checked"), toOrder: waiting("approved"),
    orders: ordersOf(shown, language), accounts: shown.accounts, clearings: shown.clearings.filter(({ amount_fen, payments }) => amount_fen !== "0" || payments > 0).map(({ account, amount_fen, payments, made_at }) => ({ account, fen: BigInt(amount_fen), payments, at: instantOf(made_at) })),
    clear: offers(actor, "clear-day") ? button(drawing, "clear-day", {}) : null, acts: offered(drawing, ["zero-account"], {}), faults: faultsOf(refused, language),
  };
}

const ordersOf = ({ orders }: TreasuryDay, language: Language): DayView["orders"] => orders.flatMap((row) => (row.ordered_at === null ? [] : [{ request: row.request, order: row.order_number ?? "", supplier: row.supplier_name, fen: BigInt(row.amount_fen), state: stateOf(row.state, language), orderedAt: instantOf(row.ordered_at), valueOn: row.value_on ?? "" }]));

/** The acts of these names that the reader's office has. */
export const offered = (drawing: Drawing, names: readonly string[], place: Parameters<typeof button>[2], extra: Parameters<typeof button>[3] = {}): ActionView[] => names.filter((name) => offers(drawing.actor, name)).map((name) => button(drawing, name, place, extra));

type One = { readonly drawing: Drawing; readonly request: string };

async function onePayment(c: PageRequest, site: Site, { drawing, request }: One): Promise<Response> {
  const page = contextOf(c, site);
  const seen = await showRequest(site.world, drawing.actor, request, c.get("receivedAt"));
  if (!seen.ok) return refusedPage(c, site, seen.refusal, paths.payments);
  return html(c, page, paymentPage(page, await paymentView(seen.value, drawing)), drawing.refused === null ? 200 : 422);
}

/** The step that each act takes, and whether it is the unit's, the treasury's, or of whose mode it is. */
const ACT_STEPS: readonly (readonly [act: string, step: PaymentStep, folded: boolean])[] = [
  ["pay-submit", "submit", false], ["pay-check", "check", false], ["pay-approve", "approve", false], ["pay-order", "order", false], ["pay-voucher", "approve", false], ["pay-change", "change", true], ["pay-return", "return", true], ["pay-cancel", "cancel", true], ["pay-refund", "refund", true],
];
const OF_MODE: Readonly<Record<string, "direct" | "authorised">> = { "pay-approve": "direct", "pay-order": "direct", "pay-voucher": "authorised" };

function actsOf({ row }: ShownRequest, actor: Actor, folded: boolean): string[] {
  const isReturner = (actor.role === "tenderer") === (row.mode === "authorised");
  return ACT_STEPS.filter(([act, step, isFolded]) => isFolded === folded && stepTo(step, row).ok && can(actor, "payment.read", { tenderer: row.unit }).ok && (OF_MODE[act] ?? row.mode) === row.mode && (act !== "pay-return" || isReturner)).map(([act]) => act);
}

async function paymentView(shown: ShownRequest, drawing: Drawing): Promise<PaymentView> {
  const { row, steps } = shown;
  const { language, actor, refused } = drawing;
  const place = { item: row.request };
  const owner = { tenderer: row.unit };
  const change = actsOf(shown, actor, true).filter((each) => each === "pay-change" && offers(actor, each));
  const others = actsOf(shown, actor, true).filter((each) => each !== "pay-change");
  const changing = await Promise.all(change.map(async (name) => button(drawing, name, place, { owner, fields: await filledFields(drawing, row) })));
  return {
    ...lineOf(shown, language), facts: factsOf(row, language), steps: steps.map((each) => stepLine(each, language)), acts: offered(drawing, actsOf(shown, actor, false), place, { owner }), folded: [...changing, ...offered(drawing, others, place, { owner })],
    papers: papersOf(row, language), faults: faultsOf(refused, language),
  };
}

/** The papers that the payment has now. */
const papersOf = ({ request, state, mode }: RequestLine, language: Language): PaymentView["papers"] => (Object.keys(TREASURY_PAPERS) as TreasuryPaperType[]).filter((type) => hasPaper(type, state)).map((type) => ({ href: `/api/v1/treasury/requests/${encodeURIComponent(request)}/${type}.pdf`, label: `${TREASURY_PAPERS[type][mode][language]} (PDF)` }));

function factsOf(row: RequestLine, language: Language): PaymentView["facts"] {
  const words = treasuryWords(language);
  const known = (name: string, value: string | null, kind: "text" | "id" | "num") => (value === null || value === "" ? [] : [{ name, value, kind }]);
  return [
    ...known(words.mode, PAYMENT_MODES[row.mode][language], "text"), ...known(words.indicator, row.indicator, "id"), ...known(words.month, row.month.slice(0, 7), "num"), ...known(words.purpose, row.purpose, "text"), ...known(words.contract, row.contract_number, "id"),
    ...known(words.payee, `${row.payee.name} · ${row.payee.bank} · ${row.payee.account}`, "text"), ...known(words.invoice, row.invoice.number, "id"), ...known(words.receivedOn, row.invoice.receivedOn, "num"),
    ...known(words.orderNumber, row.order_number, "id"), ...known(words.attempt, row.attempt === 0 ? null : String(row.attempt), "num"), ...known(words.valueOn, row.value_on, "num"), ...known(words.paidOn, row.paid_on, "num"), ...known(words.refunded, row.refunded_fen === "0" ? null : moneyJson(BigInt(row.refunded_fen)).amount, "num"),
  ];
}

const stepLine = ({ step, made_by, made_at, reason, amount_fen }: StepRow, language: Language): PaymentView["steps"][number] => ({ step: PAYMENT_STEPS[step][language], by: officeIn(made_by, language), at: instantOf(made_at), reason, fen: amount_fen === null ? null : BigInt(amount_fen) });

type New = { readonly drawing: Drawing; readonly contract: string | null };

async function newPayment(c: PageRequest, site: Site, { drawing, contract }: New): Promise<Response> {
  const page = contextOf(c, site);
  const may = can(drawing.actor, "payment.draft");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.payments);
  const fields = await choicesFor(drawing, contract);
  return html(c, page, newPaymentPage(page, { act: button(drawing, "pay-request", {}, { fields }), faults: faultsOf(drawing.refused, drawing.language) }), drawing.refused === null ? 200 : 422);
}

/** The fields of a request with the unit's own contracts and indicators to choose from; the account is that of the chosen contract. */
async function choicesFor({ world, actor, language }: Drawing, chosen: string | null): Promise<Field[]> {
  const [contracts, indicators] = await Promise.all([showContracts(world, actor, world.clock()), indicatorsOf(world.db, world.exchange.id, actor.organisation?.uscc ?? "")]);
  const values = { month: dayOf(world.clock()).slice(0, 7), ...valuesOf(contracts.find(({ row }) => row.contract === chosen) ?? contracts[0]) };
  const options = new Map<string, NonNullable<Field["options"]>>([
    ["contract", contracts.map(({ row }) => ({ value: row.contract, label: `${row.number} ${row.title}（${row.supplier_name}）` }))], ["indicator", indicators.map((row) => ({ value: row.indicator, label: `${row.indicator} ${row.project}` }))],
  ]);
  const choosing = requestFields(language).map((field): Field => ({ ...field, options: options.get(field.name) ?? field.options ?? [] }));
  return choosing.map((field) => ({ ...field, value: new Map(Object.entries(values)).get(field.name) ?? field.value ?? "" }));
}

/** What the contract says of its account, by the names of the fields. */
function valuesOf(contract: ShownContract | undefined): Readonly<Record<string, string>> {
  const payee = contract?.payees.at(-1);
  return contract === undefined || payee === undefined ? {} : { "contract": contract.row.contract, "payee.name": payee.name, "payee.bank": payee.bank, "payee.account": payee.account };
}

/** The same with what a request says now. */
async function filledFields(drawing: Drawing, row: RequestLine): Promise<Field[]> {
  const { payee, invoice } = row;
  const now: Readonly<Record<string, string>> = {
    "contract": row.contract, "indicator": row.indicator, "month": row.month.slice(0, 7), "mode": row.mode, "amount": moneyJson(BigInt(row.amount_fen)).amount, "purpose": row.purpose, "payee.name": payee.name, "payee.bank": payee.bank, "payee.account": payee.account,
    "invoice.number": invoice.number, "invoice.receivedOn": invoice.receivedOn, "invoice.amount": invoice.amount, "invoice.sha256": invoice.sha256,
  };
  return typed(await choicesFor(drawing, row.contract), new Map(Object.entries(now).map(([name, value]) => [name, [value]])));
}
