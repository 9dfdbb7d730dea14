import { convertedCause, forfeitedCause } from "../deposits/flows.js";
import { canonicalText } from "../kernel/canonical-json.js";
import { accountOf } from "../ledger/entry.js";
import { isLine, lineOf } from "../lines/lines.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { fenIn } from "./money-deposits.js";
import { creditedBy, type Postings } from "./money-postings.js";
import { checkOrder, REFUNDS, type Demand } from "./money-refunds.js";
import type { DepositsFile, RefundsFile } from "./money-shapes.js";

type Refund = RefundsFile["refunds"][number];
type Kept = NonNullable<Refund["kept"]>;
type Args = { readonly deposits: DepositsFile; readonly refunds: RefundsFile; readonly postings: Postings; readonly log: BundleLog };
type Of = { readonly refund: Refund; readonly guarantee: DepositsFile["guarantees"][number]; readonly deposit: DepositsFile["deposits"][number] | undefined };

/**
 * What did not go back: kept on grounds that the line's law has, paid to whom that law gives it, booked out of the very deposit, or demanded of its issuer by a
 * paper that the log has; or made the performance bond where the law lets it. Law: 条例 35, 74; 87号令 23.
 */
export function checkKept({ deposits, refunds, postings, log }: Args, findings: Findings): void {
  if (!isLine(refunds.line)) return;
  for (const refund of refunds.refunds) {
    const guarantee = deposits.guarantees.find(({ reference }) => reference === refund.reference);
    const deposit = deposits.deposits.find(({ lot, bidder }) => lot === refund.lot && bidder === refund.bidder);
    const demand: Demand = (holds, what) => { findings.demand(holds, "refund-differs", REFUNDS, { reference: refund.reference, what }); };
    demand((guarantee?.ended === "forfeit") === (refund.kept !== null), "kept");
    demand((guarantee?.ended === "convert") === (refund.converted !== null), "converted");
    if (guarantee === undefined) continue;
    const of = { refund, guarantee, deposit };
    if (refund.kept !== null) checkForfeit(of, refund.kept, { line: refunds.line, postings, log }, demand);
    if (refund.converted !== null) checkConverted(of, refund.converted, { line: refunds.line, postings }, demand);
  }
}

type Booked = { readonly line: string; readonly postings: Postings };

function checkForfeit(of: Of, kept: Kept, { line, postings, log }: Booked & { readonly log: BundleLog }, demand: Demand): void {
  const { forfeits } = lineOf(line);
  demand(of.refund.paidOn === null && of.refund.orders.length === 0, "kept and given back");
  demand(kept.grounds.every(({ ground, clause }) => Object.hasOwn(forfeits.grounds, ground) && clause.trim() !== ""), "grounds");
  demand(kept.to === forfeits.to, "whose it is");
  demand(of.guarantee.way === "bank" ? kept.order !== null && kept.demand === null : of.guarantee.way === "issuer" && kept.order === null && kept.before.length === 0 && kept.demand !== null, "order or demand");
  if (kept.demand !== null) checkDemand(of.refund, kept.demand, log, demand);
  if (kept.order !== null) checkKeptMoney(of, { ...kept, order: kept.order }, postings, demand);
}

/** At most what the letter promises, by a paper that the log has. */
function checkDemand(refund: Refund, { paper, sha256, money }: NonNullable<Kept["demand"]>, log: BundleLog, demand: Demand): void {
  demand(fenIn(money) > 0n && fenIn(money) <= fenIn(refund.money), "sum demanded");
  demand(paper === `D-${refund.reference}` && log.all("guarantee.demand").some(({ body }) => body.id === paper && body.json_sha256 === sha256), "demand");
}

/** Out of the deposit, whole: straight to the tenderer, or owed to the treasury and on its way to the fiscal account. Where an order came to nothing the next one pays the same to the same payee, the treasury's to the same number. */
function checkKeptMoney({ refund, deposit }: Of, { to, unit, order, before }: Kept & { readonly order: NonNullable<Kept["order"]> }, postings: Postings, demand: Demand): void {
  if (deposit === undefined) { demand(false, "kept"); return; }
  const fen = fenIn(refund.money);
  const held = accountOf("deposits", deposit.number);
  const isFrom = (account: string): boolean => (to === "tenderer" ? account === held : account.startsWith("in-transit/"));
  for (const each of [...before, order]) {
    checkOrder({ order: each, account: deposit.account, postings }, demand);
    demand(each.against.length === 1 && each.against.every((part) => BigInt(part.fen) === fen && isFrom(part.account)), `${each.order} parts`);
    demand(each.payee.name === order.payee.name && (to === "tenderer" || each.payee.account === order.payee.account), `${each.order} payee`);
  }
  demand(before.every(({ state }) => state === "refused" || state === "returned"), "ordered twice");
  const owed = forfeitedCause(refund.reference);
  if (to === "treasury") demand(creditedBy(postings, owed, held) === -fen && creditedBy(postings, owed, accountOf("treasury", unit)) === fen, "booked to the treasury");
  else demand(!postings.has(owed), "booked to the treasury");
}

/** In the same sum, and given back out of that account alone. */
function checkConverted({ refund, deposit }: Of, { orders }: NonNullable<Refund["converted"]>, { line, postings }: Booked, demand: Demand): void {
  demand(lineOf(line).convertsDeposits && refund.cause === "won" && refund.paidOn === null && refund.orders.length === 0 && deposit !== undefined, "converted");
  if (deposit === undefined) return;
  const [fen, bond] = [fenIn(refund.money), accountOf("performance-bonds", deposit.number)];
  const cause = convertedCause(refund.reference);
  demand(creditedBy(postings, cause, accountOf("deposits", deposit.number)) === -fen && creditedBy(postings, cause, bond) === fen, "booked as the bond");
  for (const order of orders) {
    checkOrder({ order, account: deposit.account, postings }, demand);
    demand(canonicalText(order.against) === canonicalText([{ account: bond, fen: fen.toString() }]), `${order.order} parts`);
  }
  demand(orders.filter(({ state }) => state === "paid").length <= 1, "bond paid twice");
}
