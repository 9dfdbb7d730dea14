import { creditCause, reversedCause } from "../bank/causes.js";
import { APPLICATION } from "../bidding/admitted.js";
import { depositFault } from "../deposits/decide.js";
import { accountOf } from "../ledger/entry.js";
import { parseMoney, type Fen } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { at } from "../kernel/time.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { looseJson } from "./loose-json.js";
import { creditedBy, type Postings } from "./money-postings.js";
import { depositsShape, type DepositsFile } from "./money-shapes.js";
import { readShape } from "./read.js";
import type { BundleIndex, PartRow } from "./shapes.js";

export const DEPOSITS = "money/deposits.json";
type Deposit = DepositsFile["deposits"][number];
type Credit = Deposit["credits"][number];
type Lot = DepositsFile["lots"][number];
type Args = { readonly index: BundleIndex; readonly postings: Postings };

/** An amount in fen. */
export const fenIn = (money: { readonly amount: string }): Fen => must(parseMoney({ amount: money.amount, currency: "CNY" }));

/**
 * Deposits as they came: each credit booked to where its word says, taken only where it is what the documents ask of this firm, in time and from its own account,
 * and refused only where it is not; each taken one a guarantee, and none without; a guarantee for each bid that counts. Law: 条例 26; 87号令 37.
 */
export function checkDeposits(bundle: Loaded, { index, postings }: Args, findings: Findings): DepositsFile | undefined {
  const file = readShape(bundle, DEPOSITS, depositsShape, findings);
  if (file === undefined) return undefined;
  findings.demand(file.exchange === index.exchange && file.tender === index.tender && file.lots.map(({ lot }) => lot).join() === index.lots.map(({ lot }) => lot).join(), "money-differs", DEPOSITS, { what: "exchange, tender, lots" });
  for (const lot of file.lots) checkLot(bundle, index, lot, findings);
  for (const deposit of file.deposits) {
    const lot = file.lots.find((each) => each.lot === deposit.lot);
    for (const credit of deposit.credits) checkCredit(postings, { deposit, credit, lot }, findings);
    findings.demand(deposit.credits.filter(({ fault, reversedAt }) => fault === null && reversedAt === null).length <= 1, "deposit-differs", DEPOSITS, { transaction: deposit.number, why: "twice" });
  }
  checkGuarantees(file, findings);
  for (const { lot, parts } of index.lots) if (file.lots.some((each) => each.lot === lot && each.wanted !== null)) checkBidders(file, { lot, bidders: bidParts(parts).flatMap(({ bids }) => bids.filter(({ live, kind }) => live && kind === "bid").map(({ bidder }) => bidder)) }, findings);
  return file;
}

/** The parts that bids are lodged for: an application for prequalification needs no deposit. */
const bidParts = (parts: readonly PartRow[]): readonly PartRow[] => parts.filter(({ part }) => part !== APPLICATION);

/** What a lot asks and until when is what its documents and terms say. */
function checkLot(bundle: Loaded, index: BundleIndex, { lot, wanted, deadline }: Lot, findings: Findings): void {
  const parts = bidParts(index.lots.find((each) => each.lot === lot)?.parts ?? []);
  findings.demand(parts.length === 0 || parts.some((part) => at(part.deadline) === at(deadline)), "money-differs", DEPOSITS, { what: `${lot} deadline` });
  const said = index.notices.flatMap(({ id, version }) => depositsIn(looseJson(bundle.bytes.get(`notices/${id}/v${String(version)}/notice.json`)), lot));
  findings.demand(said.length === 0 || said.includes(wanted?.amount ?? null), "money-differs", DEPOSITS, { what: `${lot} ${wanted?.amount ?? "—"}` });
}

type NoticeTerms = { readonly terms?: { readonly lots?: readonly { readonly lot?: unknown; readonly deposit?: { readonly amount?: string } | null }[] } | null };

/** The deposits that a document names for a lot: the notice does, and an amendment that changes it. */
function depositsIn(notice: unknown, lot: string): (string | null)[] {
  const lots = (notice as NoticeTerms | null)?.terms?.lots;
  return (Array.isArray(lots) ? lots as NonNullable<NonNullable<NoticeTerms["terms"]>["lots"]> : []).flatMap((each) => (each.lot === lot && each.deposit !== undefined ? [each.deposit?.amount ?? null] : []));
}

type Paid = { readonly deposit: Deposit; readonly credit: Credit; readonly lot: Lot | undefined };

function checkCredit(postings: Postings, paid: Paid, findings: Findings): void {
  const { credit } = paid;
  const wrong = (why: string, holds: boolean): void => { findings.demand(holds, "deposit-differs", DEPOSITS, { transaction: credit.transaction, why }); };
  if (credit.money.currency !== "CNY") { wrong("other-currency", credit.fault === "other-currency"); return; }
  wrong("not-booked", isBooked(postings, paid));
  wrong("reversal", isReversed(postings, credit));
  const why = faultFound(paid);
  if (credit.fault === null) wrong(why ?? "", why === null);
  else wrong("taken", why !== null || !JUDGED_AGAIN.has(credit.fault));
}

/** In the bank, and held where its word says: as the deposit, or unclear. */
function isBooked(postings: Postings, { deposit, credit }: Paid): boolean {
  const [cause, fen] = [creditCause(credit), fenIn(credit.money)];
  const to = credit.fault === null ? accountOf("deposits", deposit.number) : "unclear";
  return creditedBy(postings, cause, to) === fen && creditedBy(postings, cause, accountOf("bank", deposit.account)) === -fen;
}

/** Taken back in the ledger where the bank took it back, and only there. */
function isReversed(postings: Postings, credit: Credit): boolean {
  const cause = creditCause(credit);
  const back = postings.get(reversedCause(cause));
  return (back !== undefined) === (credit.reversedAt !== null) && (back === undefined || back.entry.reverses === postings.get(cause)?.number);
}

/** What is judged by the credit and the stated account alone: nothing that happened later makes another of it. */
const JUDGED_AGAIN: ReadonlySet<string> = new Set(["amount-differs", "payer-differs", "came-late"]);

function faultFound({ deposit: { name, stated }, credit, lot }: Paid): string | null {
  const account = stated.filter((each) => at(each.at) <= at(credit.receivedAt)).at(-1)?.account ?? null;
  if (lot === undefined) return "not-due";
  return depositFault({ fen: fenIn(credit.money), payer: credit.payer, valueAt: at(credit.valueAt) }, { wanted: lot.wanted === null ? null : fenIn(lot.wanted), deadline: at(lot.deadline), hasEnded: false, firm: name, basicAccount: account });
}

type Taken = { readonly lot: string; readonly bidder: string; readonly credit: Credit };

/** A guarantee that came by the bank is a credit that was taken, and each of those is one. */
function checkGuarantees({ deposits, guarantees }: DepositsFile, findings: Findings): void {
  const taken = new Map(deposits.flatMap(({ lot, bidder, credits }) => credits.filter(({ fault }) => fault === null).map((credit): [string, Taken] => [creditCause(credit), { lot, bidder, credit }])));
  const causes = guarantees.map(({ credit }) => (credit === null ? null : creditCause(credit)));
  for (const [at, guarantee] of guarantees.entries()) {
    const fits = guarantee.way === "bank" ? isOf(guarantee, taken.get(causes[at] ?? "")) : guarantee.credit === null;
    findings.demand(fits, "guarantee-differs", DEPOSITS, { reference: guarantee.reference });
  }
  for (const [cause, { credit }] of taken) findings.demand(causes.includes(cause), "deposit-differs", DEPOSITS, { transaction: credit.transaction, why: "no-guarantee" });
}

const isOf = ({ lot, bidder, money, ended }: DepositsFile["guarantees"][number], found: Taken | undefined): boolean =>
  found?.lot === lot && found.bidder === bidder && found.credit.money.amount === money.amount && (ended !== "reversed" || found.credit.reversedAt !== null);

/** Bids that count stand on a guarantee of what the lot asks; one whose money its bank took back is the committee's to reject, and a reader is told. */
function checkBidders({ guarantees, lots }: DepositsFile, { lot, bidders }: { readonly lot: string; readonly bidders: readonly string[] }, findings: Findings): void {
  const wanted = lots.find((each) => each.lot === lot)?.wanted ?? null;
  for (const bidder of new Set(bidders)) {
    const mine = guarantees.filter((each) => each.lot === lot && each.bidder === bidder && (wanted === null || fenIn(each.money) >= fenIn(wanted)));
    findings.demand(mine.length > 0, "guarantee-absent", DEPOSITS, { lot, bidder });
    if (mine.length > 0 && mine.every(({ ended }) => ended === "reversed")) findings.note("guarantee-reversed", { lot, bidder });
  }
}
