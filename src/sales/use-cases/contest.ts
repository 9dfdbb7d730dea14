import { auctionById, biddersOf, paddleOf } from "../../auctions/queries.js";
import { admitBidder, excludeBidder } from "../../auctions/use-cases/bidders.js";
import { outcomeOf, type Outcome } from "../../auctions/use-cases/outcome.js";
import { planAuction } from "../../auctions/use-cases/plan.js";
import { termsJson, type AuctionTerms } from "../../auctions/terms.js";
import { faultOfTerms } from "../../auctions/terms-check.js";
import type { Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import type { SaleProcedure } from "../../procedure/sale-procedure.js";
import type { OutcomeFacts } from "../../procedure/sale-facts.js";
import type { FrozenRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { contestOf, contestTerms } from "../contest.js";
import { lawfulOn } from "../facts.js";
import { readSale, type SaleForm } from "../form.js";
import { openingRound, saleById, standingFormOf, type Sale } from "../queries.js";
import { applicantOf, type Application } from "../queries/applications.js";
import { insertOutcome } from "../store.js";
import { lotOfSale } from "./hold.js";
import { tellDealt, tellSeller } from "./told.js";

type Lot = Sale["lots"][number];
type Of = { readonly sale: Sale; readonly lot: Lot };

const keyOf = (world: Pick<World, "exchange">, { sale, lot }: Of) => ({ exchangeId: world.exchange.id, auctionId: contestOf(lot.code, sale.rounds.length) });

/** Holds every lot to terms that its contest can be played by, and plans it where its line fixes it with the notice: frozen, logged and public from here on. */
export async function planContests(tx: Tx, world: World, sale: Sale, { form, rules, round }: { readonly form: SaleForm; readonly rules: FrozenRules; readonly round: number }, at: Instant): Promise<Result<true>> {
  const line = saleLineOf(sale.row.line);
  for (const { lot, code } of sale.lots) {
    const auction = contestOf(code, round);
    const terms = playable(contestTermsOf(line, rules, { exchange: world.exchange.origin, auction, opensAt: form.startsAt }, form, lot), line, form);
    if (!terms.ok) return terms;
    if (line.contestFixed === "when-due") continue;
    const planned = await planAuction(tx, world, { auction, subject: { kind: "sale", sale: sale.id, lot }, terms: terms.value }, at);
    if (!planned.ok) return planned;
  }
  return ok(true);
}

/** Terms that somebody can bid by; a method that the chosen rules do not know, or a price off their grid, is said before anything is out. */
function playable(terms: AuctionTerms | null, { methods, profiles }: SaleProcedure, { method, profile }: SaleForm): Result<AuctionTerms> {
  if (terms === null) {
    const [by, under] = [methods[method] ?? { zh: method, en: method }, profiles[profile]?.title ?? { zh: profile, en: profile }];
    return refuse("sale-terms-none", { method: by.zh, methodEn: by.en, profile: under.zh, profileEn: under.en });
  }
  const where = faultOfTerms(termsJson(terms));
  return where === null ? ok(terms) : refuse("auction-terms-wrong", { where });
}

type Where = Parameters<typeof contestTerms>[1];
const contestTermsOf = ({ profiles }: SaleProcedure, rules: FrozenRules, where: Where, form: SaleForm, lot: string): AuctionTerms | null =>
  profiles[form.profile]?.methods?.includes(form.method) === false ? null : contestTerms(rules, where, form, lotOfSale(form, lot));

/** The terms by which the contest over a lot would open now: never before the instant its notice says. Null where it was to be fixed with the notice. */
function termsNow(world: Pick<World, "exchange">, of: Of, at: Instant): AuctionTerms | null {
  const last = of.sale.rounds.at(-1);
  const line = saleLineOf(of.sale.row.line);
  if (last === undefined || line.contestFixed === "with-notice") return null;
  const form = standingFormOf(of.sale, of.lot.lot, at) ?? readSale(last.form);
  const { rules } = lawfulOn(of.sale.row.line, form.profile, dayOf(last.published_at.getTime() as Instant));
  return contestTermsOf(line, rules, { exchange: world.exchange.origin, auction: keyOf(world, of).auctionId, opensAt: Math.max(form.startsAt, at) as Instant }, form, of.lot.lot);
}

/** Whether a lot can go into its contest: it is planned, or is when the clock opens it. */
export const isReady = async (tx: Tx | World["db"], world: Pick<World, "exchange">, of: Of, at: Instant): Promise<boolean> => (await isPlanned(tx, world, of)) || termsNow(world, of, at) !== null;

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

const isPlanned = async (tx: Tx | World["db"], world: Pick<World, "exchange">, of: Of): Promise<boolean> => (await auctionById(tx, keyOf(world, of))) !== null;

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
  if (sale === null || lot === undefined || row.round !== openingRound(sale)) return;
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

/** How the contest of a lot ended; null while it runs, or the reserve that was fixed is not opened: then its seller is told that it waits for him. */
export async function decidedContest(tx: Tx, world: World, of: Of, at: Instant): Promise<Outcome | null> {
  const { exchangeId, auctionId } = keyOf(world, of);
  const outcome = await outcomeOf(tx, exchangeId, auctionId);
  if (outcome?.how !== "waits") return outcome;
  await tellSeller(tx, world, of.sale, { kind: "sale-reserve-due", lot: of.lot.lot, once: auctionId }, at);
  return null;
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
  if (isDeal) await tellDealt(tx, world, of.sale, { lot: of.lot.lot, firm, round: of.sale.rounds.length }, at);
}
