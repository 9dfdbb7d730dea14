import { daysLate, lateRefundCharge, rateTermsOf } from "../bidding/late-refund.js";
import { refundDuty, type BidLife, type LotLife, type RefundCause, type RefundDuty } from "../bidding/refunds.js";
import type { Fen } from "../kernel/money.js";
import { parseRatio, ratio, times } from "../kernel/ratio.js";
import { at, dayOf, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { accountOf } from "../ledger/entry.js";
import { isLine, lineOf } from "../lines/lines.js";
import type { Lawful } from "../procedure/law.js";
import { freezeRules } from "../rules/rules.js";
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
  for (const refund of file.refunds) {
    checkDuty({ refund, lawful, losersFrom: lineOf(file.line).losersFrom }, findings);
    checkFrom({ refund, said, index }, findings);
    checkPaid({ refund, lawful, ...args }, findings);
  }
  return file;
}

type Said = { readonly type: string; readonly on: PlainDate; readonly signedOn: string | null; readonly line: string | null };

/** Of every document what the dates rest on. */
function noticesOf(bundle: Loaded, index: BundleIndex): Said[] {
  return index.notices.flatMap(({ id, version }) => {
    const notice = looseJson(bundle.bytes.get(`notices/${id}/v${String(version)}/notice.json`)) as { readonly type?: string; readonly publishedAt?: string; readonly terms?: { readonly line?: string } | null; readonly sections?: unknown } | null;
    if (typeof notice?.type !== "string" || typeof notice.publishedAt !== "string") return [];
    return [{ type: notice.type, on: dayOf(at(notice.publishedAt)), signedOn: /"zh":"签订日期"[^}]*?"on":"(\d{4}-\d{2}-\d{2})"/.exec(JSON.stringify(notice.sections))?.[1] ?? null, line: notice.terms?.line ?? null }];
  });
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
  return refundDuty(lawful, { ended, lettersAt: atOf("lost"), signedOn: cause === "won" || cause === "lost" ? on : null, winner: cause === "won" ? bidder : null, losersFrom }, bid);
}

function checkDuty({ refund, lawful, losersFrom }: { readonly refund: Refund; readonly lawful: Lawful; readonly losersFrom: LotLife["losersFrom"] }, findings: Findings): void {
  const { cause = null, number = null, period } = dutyOf(refund, lawful, losersFrom) ?? {};
  const due = period?.rolledDate ?? null;
  findings.demand(refund.cause === cause && refund.number === number, "refund-differs", REFUNDS, { reference: refund.reference, what: "cause" });
  findings.demand(refund.dueOn === due, "refund-date", REFUNDS, { reference: refund.reference, said: refund.dueOn ?? "—", found: due ?? "—" });
}

/** The documents that a cause rests on, and the day each says; a cause that no document tells is the exchange's word. */
const DAYS: Readonly<Record<RefundCause, ((said: Said) => string | null) | null>> = {
  "withdrawn": null, "deemed-withdrawn": null, "lapsed": null,
  "failed": ({ type, on }) => (type === "failure-notice" ? on : null), "terminated": ({ type, on }) => (type === "failure-notice" ? on : null),
  "lost": ({ type, on, signedOn }) => (type === "procurement-result" ? on : signedOn), "won": ({ signedOn }) => signedOn,
};

function checkFrom({ refund: { reference, lot, bidder, cause, from }, said, index }: { readonly refund: Refund; readonly said: readonly Said[]; readonly index: BundleIndex }, findings: Findings): void {
  if (cause === null || from === null) return;
  const deadlines = cause === "lapsed" ? index.lots.filter((each) => each.lot === lot).flatMap(({ parts }) => parts.map(({ deadline }) => dayOf(at(deadline)))) : [];
  const told = [...deadlines, ...said.flatMap((each) => DAYS[cause as RefundCause]?.(each) ?? [])];
  if (told.length === 0) findings.note("refund-from-stated", { lot, bidder, from });
  else findings.demand(told.includes(from), "refund-differs", REFUNDS, { reference, what: "from" });
}

const FEN_A_YUAN = ratio(100n);

function checkPaid({ refund, lawful, deposits, postings, at: now }: Args & { readonly refund: Refund; readonly lawful: Lawful }, findings: Findings): void {
  const guarantee = deposits.guarantees.find(({ reference }) => reference === refund.reference);
  const demand = (holds: boolean, what: string): void => { findings.demand(holds, "refund-differs", REFUNDS, { reference: refund.reference, what }); };
  demand(guarantee !== undefined && isOf(refund, guarantee), "guarantee");
  for (const order of refund.orders) checkOrder(postings, { order, refund, deposits }, demand);
  const standing = refund.orders.filter((order) => order.state === "paid");
  demand(standing.length <= 1, "paid twice");
  demand(guarantee?.way !== "bank" || refund.paidOn === (standing[0]?.paidOn ?? null), "paid on");
  demand(refund.paidOn === null || refund.dueOn !== null, "paid and not due");
  checkDelay({ refund, lawful, demand }, findings);
  tellOverdue(refund, guarantee?.ended ?? null, dayOf(now), findings);
}

function tellOverdue({ lot, bidder, paidOn, dueOn }: Refund, ended: string | null, today: PlainDate, findings: Findings): void {
  if (paidOn === null && dueOn !== null && ended === null && today > dueOn) findings.note("refund-overdue", { lot, bidder, due: dueOn });
}

const isOf = ({ lot, bidder, money }: Refund, guarantee: DepositsFile["guarantees"][number]): boolean => guarantee.lot === lot && guarantee.bidder === bidder && guarantee.money.amount === money.amount;

type Demand = (holds: boolean, what: string) => void;

/** How late a refund is, and what that costs. */
function checkDelay({ refund: { lot, bidder, money, dueOn, paidOn, late, charge, ownFault }, lawful, demand }: { readonly refund: Refund; readonly lawful: Lawful; readonly demand: Demand }, findings: Findings): void {
  if (paidOn === null || dueOn === null) return;
  const days = { dueOn: dueOn as PlainDate, paidOn: paidOn as PlainDate };
  demand(late === daysLate(days), "days late");
  demand(fenIn(charge) === chargeFound({ bond: fenIn(money), ...days, ownFault: ownFault !== null }, lawful), "charge");
  if (late > 0) findings.note("refund-late", { lot, bidder, days: late });
}

function chargeFound(late: Parameters<typeof lateRefundCharge>[0], lawful: Lawful): Fen {
  const terms = rateTermsOf(lawful);
  return daysLate(late) === 0 || terms === null ? 0n : times(parseRatio(lateRefundCharge(late, lawful, terms).value), FEN_A_YUAN).n;
}

type Placed = { readonly order: Order; readonly refund: Refund; readonly deposits: DepositsFile };

/** An order is out of what it is paid out of when it is placed, out of the bank when it is paid, and back in the bank when it comes back. */
function checkOrder(postings: Postings, { order: { order: number, against, paidOn, returnedOn }, refund, deposits }: Placed, demand: Demand): void {
  const deposit = deposits.deposits.find(({ lot, bidder }) => lot === refund.lot && bidder === refund.bidder);
  const [account, sub] = [deposit?.account ?? "0", deposit?.number ?? "0"];
  const sum = against.reduce((total, { fen }) => total + BigInt(fen), 0n);
  const credited = (step: string, of: string): Fen | null => creditedBy(postings, `bank/order/${number}/${step}`, of);
  demand(credited("placed", accountOf("orders", account)) === sum && against.every((part) => credited("placed", part.account) === -BigInt(part.fen)), `${number} placed`);
  demand(paidOn === null || credited("paid", accountOf("bank", account)) === sum, `${number} paid`);
  demand(returnedOn === null || credited("returned", accountOf("bank", account)) === -sum, `${number} returned`);
  demand(against.some((part) => part.account === accountOf("deposits", sub) && part.fen === fenIn(refund.money).toString()), `${number} sum`);
}
