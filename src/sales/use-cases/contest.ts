import { auctionById, biddersOf, paddleOf } from "../../auctions/queries.js";
import { admitBidder, excludeBidder } from "../../auctions/use-cases/bidders.js";
import { outcomeOf, type Outcome } from "../../auctions/use-cases/outcome.js";
import { planAuction } from "../../auctions/use-cases/plan.js";
import type { Tx } from "../../db/database.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { OutcomeFacts } from "../../procedure/sale-facts.js";
import type { FrozenRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { biddingTerms, contestOf, contestTerms } from "../contest.js";
import { lawfulOn } from "../facts.js";
import { readSale, type SaleForm } from "../form.js";
import { saleById, type Sale } from "../queries.js";
import { applicantOf, type Application } from "../queries/applications.js";
import { insertOutcome } from "../store.js";
import { lotOfSale } from "./hold.js";

type Lot = Sale["lots"][number];
type Of = { readonly sale: Sale; readonly lot: Lot };

const keyOf = (world: Pick<World, "exchange">, { sale, lot }: Of) => ({ exchangeId: world.exchange.id, auctionId: contestOf(lot.code, sale.rounds.length) });

/** Plans the contest of every lot as the notice that comes out now fixes it: its terms are frozen, logged and public from here on. */
export async function planContests(tx: Tx, world: World, sale: Sale, { form, rules, round }: { readonly form: SaleForm; readonly rules: FrozenRules; readonly round: number }, at: Instant): Promise<Result<true>> {
  for (const { lot, code } of sale.lots) {
    const auction = contestOf(code, round);
    const terms = contestTerms(rules, { exchange: world.exchange.origin, auction }, form, lotOfSale(form, lot));
    if (terms === null) continue;
    const planned = await planAuction(tx, world, { auction, subject: { kind: "sale", sale: sale.id, lot }, terms }, at);
    if (!planned.ok) return planned;
  }
  return ok(true);
}

/** The terms by which the bidding over a lot would open now; null where its notice says none. */
function termsNow(world: Pick<World, "exchange">, of: Of, at: Instant) {
  const last = of.sale.rounds.at(-1);
  if (last === undefined) return null;
  const form = readSale(last.form);
  const { rules } = lawfulOn(of.sale.row.line, form.profile, dayOf(last.published_at.getTime() as Instant));
  return biddingTerms(rules, { exchange: world.exchange.origin, auction: keyOf(world, of).auctionId }, form, lotOfSale(form, of.lot.lot), at);
}

/** Whether a lot can go into its contest: it is planned, or is when the clock opens it. */
export const isReady = async (tx: Tx, world: Pick<World, "exchange">, of: Of, at: Instant): Promise<boolean> => (await isPlanned(tx, world, of)) || termsNow(world, of, at) !== null;

/** Opens the bidding over a lot whose disclosure could be extended until now, and lets in everybody qualified; nothing where it was planned with its notice. */
export async function openBidding(tx: Tx, world: World, of: Of, applications: readonly Application[], at: Instant): Promise<Result<true>> {
  const terms = (await isPlanned(tx, world, of)) ? null : termsNow(world, of, at);
  if (terms === null) return ok(true);
  const planned = await planAuction(tx, world, { auction: terms.auction, subject: { kind: "sale", sale: of.sale.id, lot: of.lot.lot }, terms }, at);
  if (!planned.ok) return planned;
  for (const each of applications.map((application) => ({ application, as: applicantOf(application) })).filter(({ as }) => as.verdict === "qualified" && as.deposit === "held")) {
    const admitted = await admitQualified(tx, world, of, each.application, at);
    if (!admitted.ok) return admitted;
  }
  return ok(true);
}

const isPlanned = async (tx: Tx, world: Pick<World, "exchange">, of: Of): Promise<boolean> => (await auctionById(tx, keyOf(world, of))) !== null;

/** Lets whoever was found qualified into the contest of its lot, where that is planned. */
export async function admitQualified(tx: Tx, world: World, of: Of, { row }: Application, at: Instant): Promise<Result<true>> {
  if (!(await isPlanned(tx, world, of))) return ok(true);
  const admitted = await admitBidder(tx, world, keyOf(world, of).auctionId, { firm: row.firm, name: row.firm_name, preemption: shareOf(of, row.firm) }, at);
  return admitted.ok ? ok(true) : admitted;
}

/** The share of a holder of a right of pre-emption; null for everybody else. */
const shareOf = ({ sale }: Of, firm: string): string | null => {
  const last = sale.rounds.at(-1);
  return last === undefined ? null : (readSale(last.form).preemption.find(({ uscc }) => uscc === firm)?.share ?? null);
};

/** Takes a firm whose deposit the bank took back out of a contest that is not over. */
export async function excludeBounced(tx: Tx, world: World, { row }: Application, at: Instant): Promise<void> {
  const sale = await saleById(tx, world.exchange.id, row.sale_id);
  const lot = sale?.lots.find((each) => each.lot === row.lot);
  if (sale === null || lot === undefined) return;
  const key = keyOf(world, { sale, lot });
  if ((await paddleOf(tx, key, row.firm)) === null) return;
  await takeOut(tx, world, key.auctionId, { firm: row.firm, reason: "保证金被银行撤回" }, at);
}

/** Takes everybody out of the contests of a sale that ends before they open: nobody offers for what is not sold any more. */
export async function emptyContests(tx: Tx, world: World, sale: Sale, reason: string, at: Instant): Promise<void> {
  for (const lot of sale.lots) {
    const key = keyOf(world, { sale, lot });
    for (const { firm } of await biddersOf(tx, key)) await takeOut(tx, world, key.auctionId, { firm, reason }, at);
  }
}

/** One that is over stays as it ended. @throws {RangeError} where the firm has no number in it */
async function takeOut(tx: Tx, world: World, auction: string, out: { readonly firm: string; readonly reason: string }, at: Instant): Promise<void> {
  const excluded = await excludeBidder(tx, world, auction, out, at);
  if (!excluded.ok && excluded.refusal.code !== "auction-over") throw new RangeError(`${out.firm} stays in ${auction}: ${excluded.refusal.code}`);
}

/** How the contest of a lot ended; null while it runs, or the reserve that was fixed is not opened. */
export async function decidedContest(tx: Tx, world: World, of: Of): Promise<Outcome | null> {
  const { exchangeId, auctionId } = keyOf(world, of);
  const outcome = await outcomeOf(tx, exchangeId, auctionId);
  return outcome === null || outcome.how === "waits" ? null : outcome;
}

/** The same as guards look at it. */
export const outcomeFacts = ({ how, reserve }: Outcome): OutcomeFacts => ({ how: how === "no-deal" ? "no-deal" : "deal", reserve: reserve ?? "mismatch" });

/** Writes down who won for how much; below the reserve nobody did. */
export async function keepOutcome(tx: Tx, world: World, of: Of, { how, reserve, firm, amount, endedAt }: Outcome, at: Instant): Promise<void> {
  if (reserve === null || reserve === "mismatch") throw new RangeError(`${of.lot.code} is decided without its reserve`);
  const isDeal = how === "deal";
  await insertOutcome(tx, {
    exchange_id: world.exchange.id, sale_id: of.sale.id, lot: of.lot.lot, round: of.sale.rounds.length, auction_id: keyOf(world, of).auctionId, how: isDeal ? "deal" : "no-deal", reserve,
    firm: isDeal ? firm : null, amount_fen: isDeal && amount !== null ? amount.toString() : null, ended_at: new Date(endedAt), settled_at: new Date(at),
  });
}
