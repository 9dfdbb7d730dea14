import { z } from "zod";
import { orderCause } from "../bank/causes.js";
import { daysLate, lateRefundCharge, rateTermsOf } from "../bidding/late-refund.js";
import { isMoney, refundDuty, type BidLife, type LotLife, type RefundDuty } from "../bidding/refunds.js";
import { bankInterest, rateOn } from "../deposits/interest.js";
import { canonicalText } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import { parseRatio, ratio, times } from "../kernel/ratio.js";
import { at, dayOf, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { accountOf } from "../ledger/entry.js";
import { isLine, lineOf } from "../lines/lines.js";
import type { Lawful } from "../procedure/law.js";
import { freezeRules } from "../rules/rules.js";
import { contractPath } from "./contracts.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { looseJson } from "./loose-json.js";
import { fenIn } from "./money-deposits.js";
import { creditedBy, type Postings } from "./money-postings.js";
import { refundsShape, type DepositsFile, type RefundsFile } from "./money-shapes.js";
import { readShape } from "./read.js";
import type { BundleIndex } from "./shapes.js";

export const REFUNDS = "money/refunds.json";
type Refund = RefundsFile["refunds"][number];
type Order = Refund["orders"][number];
type Deposit = DepositsFile["deposits"][number];
type Args = { readonly index: BundleIndex; readonly postings: Postings; readonly deposits: DepositsFile; /** When the witnesses saw the bundle logged. */ readonly at: Instant };

/**
 * Refunds as the law dates them: of every guarantee why and by when it goes back is counted again by the rules in force at the notice, from the days that the
 * documents say; what a delay costs too; and each order is booked as it says. Law: 条例 31, 35, 57; 87号令 29, 38.
 */
export function checkRefunds(bundle: Loaded, args: Args, findings: Findings): RefundsFile | undefined {
  const { index, deposits } = args;
  const file = readShape(bundle, REFUNDS, refundsShape, findings);
  if (file === undefined) return undefined;
  const said = noticesOf(bundle, index);
  const known = file.exchange === index.exchange && file.tender === index.tender && isLine(file.line) && fitsCall(file, said);
  findings.demand(known, "money-differs", REFUNDS, { what: "exchange, tender, line, rules" });
  findings.demand(file.refunds.map(({ reference }) => reference).toSorted().join() === deposits.guarantees.filter(({ ended }) => ended !== "reversed").map(({ reference }) => reference).toSorted().join(), "money-differs", REFUNDS, { what: "guarantees" });
  if (!known) return file;
  const lawful: Lawful = { rules: freezeRules(file.rulesOn as PlainDate), law: lineOf(file.line).law };
  const { losersFrom } = lineOf(file.line);
  for (const refund of file.refunds) {
    checkDuty({ refund, lawful, losersFrom }, findings);
    checkFrom(refund, { bundle, index, said, losersFrom }, findings);
    checkPaid({ refund, file, lawful, ...args }, findings);
  }
  return file;
}

type Said = { readonly type: string; readonly on: PlainDate; readonly line: string | null; /** The day on which its winner was determined, where it says one. */ readonly decidedOn: string | null };

/** Of every document what the dates rest on. */
function noticesOf(bundle: Loaded, index: BundleIndex): Said[] {
  return index.notices.flatMap(({ id, version }) => {
    const notice = looseJson(bundle.bytes.get(`notices/${id}/v${String(version)}/notice.json`)) as { readonly type?: string; readonly publishedAt?: string; readonly terms?: { readonly line?: string } | null; readonly sections?: unknown } | null;
    if (typeof notice?.type !== "string" || typeof notice.publishedAt !== "string") return [];
    return [{ type: notice.type, on: dayOf(at(notice.publishedAt)), line: notice.terms?.line ?? null, decidedOn: decidedIn(notice.sections) }];
  });
}

const decidedShape = z.array(z.looseObject({ blocks: z.array(z.looseObject({ rows: z.array(z.unknown()).optional() })) }));
const decidedRow = z.looseObject({ zh: z.literal("确定中标人日期"), value: z.looseObject({ on: z.string() }) });

function decidedIn(sections: unknown): string | null {
  const rows = (decidedShape.safeParse(sections).data ?? []).flatMap(({ blocks }) => blocks.flatMap(({ rows: each = [] }) => each));
  return rows.flatMap((row) => decidedRow.safeParse(row).data?.value.on ?? [])[0] ?? null;
}

const CALLS: ReadonlySet<string> = new Set(["tender-notice", "prequal-notice", "invitation"]);

/** The rules are those of the day of the first call, and the line is the one it was called in. */
function fitsCall({ line, rulesOn }: RefundsFile, said: readonly Said[]): boolean {
  const first = said.filter(({ type }) => CALLS.has(type)).toSorted((left, right) => (left.on < right.on ? -1 : 1)).at(0);
  return first === undefined || (first.on === rulesOn && (first.line === null || first.line === line));
}

/** The duty that the cause and the day give, by the very decision the exchange takes. */
function dutyOf({ cause, from, bidder }: Refund, lawful: Lawful, losersFrom: LotLife["losersFrom"]): RefundDuty | null {
  if (cause === null || from === null) return null;
  const on = from as PlainDate;
  const atOf = (...causes: readonly string[]): Instant | null => (causes.includes(cause) ? startOf(on) : null);
  const bid: BidLife = { bidder, withdrawnAt: atOf("withdrawn"), lapsedAt: atOf("lapsed"), deemedAt: atOf("deemed-withdrawn") };
  const ended = cause === "failed" || cause === "terminated" ? { kind: cause, at: startOf(on) } as const : null;
  return refundDuty(lawful, { ended, decidedAt: atOf("lost"), lettersAt: atOf("lost"), signedOn: cause === "won" || cause === "lost" ? on : null, winner: cause === "won" ? bidder : null, losersFrom }, bid);
}

function checkDuty({ refund, lawful, losersFrom }: { readonly refund: Refund; readonly lawful: Lawful; readonly losersFrom: LotLife["losersFrom"] }, findings: Findings): void {
  const { cause = null, number = null, period } = dutyOf(refund, lawful, losersFrom) ?? {};
  const due = period?.rolledDate ?? null;
  findings.demand(refund.cause === cause && refund.number === number, "refund-differs", REFUNDS, { reference: refund.reference, what: "cause" });
  findings.demand(refund.dueOn === due, "refund-date", REFUNDS, { reference: refund.reference, said: refund.dueOn ?? "—", found: due ?? "—" });
}

/** The day a lot's contract was signed, as it was recorded; none where none was. */
const signedOn = (bundle: Loaded, lot: string): string[] => [(looseJson(bundle.bytes.get(contractPath(lot))) as { readonly signedOn?: string } | null)?.signedOn ?? ""].filter((day) => day !== "");

type Told = { readonly bundle: Loaded; readonly index: BundleIndex; readonly said: readonly Said[]; readonly losersFrom: LotLife["losersFrom"] };
const publishedOn = (said: readonly Said[], wanted: string): string[] => said.filter(({ type }) => type === wanted).map(({ on }) => on);

/** The days on which a lot was lost: as its result was published, as its winner was determined, or as its contract was signed. */
function lostOn(lot: string, { bundle, said, losersFrom }: Pick<Told, "bundle" | "said" | "losersFrom">): string[] {
  if (losersFrom === "contract") return signedOn(bundle, lot);
  return losersFrom === "letters" ? publishedOn(said, "procurement-result") : said.flatMap(({ decidedOn }) => decidedOn ?? []);
}

/** The days that papers of the bundle give for a cause; none for one that no paper tells, which is the exchange's word. */
function daysFor({ lot, cause }: Refund, { bundle, index, said, losersFrom }: Told): string[] {
  switch (cause ?? "") {
    case "lapsed": return index.lots.filter((each) => each.lot === lot).flatMap(({ parts }) => parts.map(({ deadline }) => dayOf(at(deadline))));
    case "failed": case "terminated": return publishedOn(said, "failure-notice");
    case "won": return signedOn(bundle, lot);
    case "lost": return lostOn(lot, { bundle, said, losersFrom });
    default: return [];
  }
}

function checkFrom(refund: Refund, told: Told, findings: Findings): void {
  const { reference, lot, bidder, from } = refund;
  if (from === null) return;
  const days = daysFor(refund, told);
  if (days.length === 0) findings.note("refund-from-stated", { lot, bidder, from });
  else findings.demand(days.includes(from), "refund-differs", REFUNDS, { reference, what: "from" });
}

const FEN_A_YUAN = ratio(100n);

function checkPaid({ refund, file, lawful, deposits, postings, at: now }: Args & { readonly refund: Refund; readonly file: RefundsFile; readonly lawful: Lawful }, findings: Findings): void {
  const guarantee = deposits.guarantees.find(({ reference }) => reference === refund.reference);
  const demand = (holds: boolean, what: string): void => { findings.demand(holds, "refund-differs", REFUNDS, { reference: refund.reference, what }); };
  demand(guarantee !== undefined && isOf(refund, guarantee), "guarantee");
  checkMoneyBack({ refund, file, deposits, postings, guarantee }, demand, findings);
  const standing = refund.orders.filter((order) => order.state === "paid");
  demand(standing.length <= 1, "paid twice");
  demand(guarantee?.way !== "bank" || refund.paidOn === (standing[0]?.paidOn ?? null), "paid on");
  demand(refund.paidOn === null || refund.dueOn !== null, "paid and not due");
  checkDelay({ refund, lawful, isMoney: guarantee !== undefined && isMoney(guarantee), demand }, findings);
  tellOverdue(refund, guarantee?.ended ?? null, dayOf(now), findings);
}

type Back = Pick<Args, "postings" | "deposits"> & { readonly refund: Refund; readonly file: RefundsFile; readonly guarantee: DepositsFile["guarantees"][number] | undefined };

function checkMoneyBack({ refund, file, deposits, postings, guarantee }: Back, demand: Demand, findings: Findings): void {
  const deposit = deposits.deposits.find(({ lot, bidder }) => lot === refund.lot && bidder === refund.bidder);
  if (deposit === undefined) { demand(refund.orders.length === 0 && refund.chargeOrders.length === 0, "orders"); return; }
  const held = deposit.credits.find(({ bank, transaction }) => bank === guarantee?.credit?.bank && transaction === guarantee.credit.transaction)?.valueAt ?? null;
  for (const [at, order] of refund.orders.entries()) {
    checkOrder({ order, account: deposit.account, postings }, demand);
    const back = refund.orders.slice(0, at).findLast(({ state }) => state === "returned");
    if (back === undefined) checkParts(order, { refund, file, deposit, held }, demand);
    else demand(canonicalText(order.against) === canonicalText(back.against), `${order.order} parts`); // what came back goes again in the same sum
  }
  checkCharge({ refund, deposit, postings }, demand, findings);
}

function tellOverdue({ lot, bidder, paidOn, dueOn }: Refund, ended: string | null, today: PlainDate, findings: Findings): void {
  if (paidOn === null && dueOn !== null && ended === null && today > dueOn) findings.note("refund-overdue", { lot, bidder, due: dueOn });
}

const isOf = ({ lot, bidder, money }: Refund, guarantee: DepositsFile["guarantees"][number]): boolean => guarantee.lot === lot && guarantee.bidder === bidder && guarantee.money.amount === money.amount;

export type Demand = (holds: boolean, what: string) => void;

/** How late a refund is, and what that costs: of what was no money, nothing. */
function checkDelay({ refund: { lot, bidder, money, dueOn, paidOn, late, charge, ownFault }, lawful, isMoney: costs, demand }: { readonly refund: Refund; readonly lawful: Lawful; readonly isMoney: boolean; readonly demand: Demand }, findings: Findings): void {
  if (paidOn === null || dueOn === null) return;
  const days = { dueOn: dueOn as PlainDate, paidOn: paidOn as PlainDate };
  demand(late === daysLate(days), "days late");
  demand(fenIn(charge) === (costs ? chargeFound({ bond: fenIn(money), ...days, ownFault: ownFault !== null }, lawful) : 0n), "charge");
  if (late > 0) findings.note("refund-late", { lot, bidder, days: late });
}

function chargeFound(late: Parameters<typeof lateRefundCharge>[0], lawful: Lawful): Fen {
  const terms = rateTermsOf(lawful);
  return daysLate(late) === 0 || terms === null ? 0n : times(parseRatio(lateRefundCharge(late, lawful, terms).value), FEN_A_YUAN).n;
}

type Placed = { readonly order: Order; readonly account: string; readonly postings: Postings };

/** An order is out of what it is paid out of when it is placed, out of the bank when it is paid, and back in the bank when it comes back. */
export function checkOrder({ order: { order: number, against, paidOn, returnedOn }, account, postings }: Placed, demand: Demand): void {
  const sum = against.reduce((total, { fen }) => total + BigInt(fen), 0n);
  const credited = (step: string, of: string): Fen | null => creditedBy(postings, orderCause(number, step), of);
  demand(credited("placed", accountOf("orders", account)) === sum && against.every((part) => credited("placed", part.account) === -BigInt(part.fen)), `${number} placed`);
  demand(paidOn === null || credited("paid", accountOf("bank", account)) === sum, `${number} paid`);
  demand(returnedOn === null || credited("returned", accountOf("bank", account)) === -sum, `${number} returned`);
}

type Owing = { readonly refund: Refund; readonly file: RefundsFile; readonly deposit: Deposit; readonly held: string | null };

/** A refund pays the deposit, and the bank's interest on it where the line's law gives it after such an end; nothing else. @param held the bank's value time of the credit */
function checkParts(order: Order, { refund, file, deposit, held }: Owing, demand: Demand): void {
  const fen = fenIn(refund.money);
  const rates = file.rates.filter(({ account }) => account === deposit.account).map(({ from, millionths, yearDays }) => ({ from: from as PlainDate, millionths: BigInt(millionths), yearDays }));
  const rate = lineOf(file.line).interestAfter.some((cause) => cause === refund.cause) ? rateOn(rates, order.payOn as PlainDate) : null;
  const interest = rate === null || held === null ? 0n : bankInterest(fen, dayOf(at(held)), order.payOn as PlainDate, rate);
  const due = [{ account: accountOf("deposits", deposit.number), fen }, { account: accountOf("deposit-interest", deposit.number), fen: interest }].filter((part) => part.fen > 0n);
  demand(canonicalText(order.against) === canonicalText(due.map((part) => ({ account: part.account, fen: part.fen.toString() }))), `${order.order} parts`);
}

/** What a delay cost goes on to the firm, whole and once, when the tenderer has paid it. */
function checkCharge({ refund, deposit, postings }: { readonly refund: Refund; readonly deposit: Deposit; readonly postings: Postings }, demand: Demand, findings: Findings): void {
  const charge = fenIn(refund.charge);
  for (const order of refund.chargeOrders) {
    checkOrder({ order, account: deposit.account, postings }, demand);
    demand(order.against.length === 1 && order.against.every(({ account, fen }) => account.startsWith("late-charges/") && BigInt(fen) === charge), `${order.order} charge`);
  }
  const paid = refund.chargeOrders.filter(({ state }) => state === "paid").length;
  demand(paid <= 1, "charge twice");
  if (charge > 0n && paid === 0) findings.note("charge-unpaid", { lot: refund.lot, bidder: refund.bidder, amount: refund.charge.amount });
}
