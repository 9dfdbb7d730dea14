import { eachInTurn, inTransaction, type Tx } from "../../db/database.js";
import { must } from "../../kernel/result.js";
import { dayOf, plusDays, startOf, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { lawSets } from "../../procedure/law.js";
import { nextSaleDue } from "../../procedure/sale-advance.js";
import { lastDayOfDisclosures } from "../../procedure/sale-dates.js";
import type { SaleFacts } from "../../procedure/sale-facts.js";
import type { SaleTimes } from "../../procedure/sale-words.js";
import type { World } from "../../world.js";
import { tallyOf } from "../applicant.js";
import { lawfulOn, saleFacts } from "../facts.js";
import { readSale } from "../form.js";
import { dueSales, historyOf, roundsOf, saleById, standingFormOf, type Sale } from "../queries.js";
import { applicantOf, currentApplications } from "../queries/applications.js";
import { lockSale, updateSale } from "../store.js";
import { decidedContest, isReady, keepOutcome, openBidding, outcomeFacts } from "./contest.js";
import { issueEnd } from "./end.js";
import { lotOfSale, moveSaleLot } from "./hold.js";
import { watchPrice } from "./overdue.js";
import { publishRecord } from "./record.js";

/** Makes every move of sales that the clock owes. What a guard holds back stays where it is: people decide it. */
export async function settleSales(world: World): Promise<void> {
  await eachInTurn(await dueSales(world.db, world.exchange.id, new Date(world.clock())), ({ sale_id }) => settleSale(world, sale_id, world.clock()));
}

/** One sale, in one transaction under its lock: made twice it does nothing the second time. */
export const settleSale = (world: World, saleId: string, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    await lockSale(tx, world.exchange.id, saleId);
    const sale = await saleById(tx, world.exchange.id, saleId);
    if (sale === null) return;
    const prices: Instant[] = [];
    for (const lot of sale.lots) {
      await moveByClock(tx, world, sale, lot, at);
      if (lot.stage === "contest") await endContest(tx, world, sale, lot, at);
      const owed = await watchPrice(tx, world, sale, lot.lot, at);
      if (owed !== null) prices.push(owed);
    }
    const after = await saleById(tx, world.exchange.id, saleId);
    await updateSale(tx, world.exchange.id, saleId, { next_due_at: after === null ? null : dateOf(nextDueAfter(after, at, prices)) });
  });

type Lot = Sale["lots"][number];
const dateOf = (at: Instant | null): Date | null => (at === null ? null : new Date(at));

/** Tries the moves that are due of a lot, in their written order; the first that nothing holds back is made. What ends is published. */
async function moveByClock(tx: Tx, world: World, sale: Sale, lot: Lot, at: Instant): Promise<void> {
  const procedure = saleLineOf(sale.row.line);
  for (const move of procedure.moves) {
    const times = timesOf(sale, lot.lot, at);
    if (move.by !== "clock" || !move.from.includes(lot.stage) || (times[move.at] ?? Infinity) > at) continue;
    const moved = await moveSaleLot(tx, world, { sale, lot }, move.name, { by: "clock", id: null }, await noticedFacts(tx, world, { sale, lot }, at));
    if (!moved.ok) continue;
    if (move.to === "contest") must(await openBidding(tx, world, { sale, lot }, await currentApplications(tx, world.exchange.id, sale, lot.lot), at));
    if (move.issues.includes("end-notice")) await published(tx, world, sale, { cause: move.title.zh, stage: move.to === "expired" ? "expired" : "no_deal" }, at);
    return;
  }
}

/** @throws {RangeError} where the text cannot be published: its notice was, in the same words */
async function published(tx: Tx, world: World, sale: Sale, ended: Parameters<typeof issueEnd>[3], at: Instant): Promise<void> {
  const issued = await issueEnd(tx, world, sale, ended, at);
  if (!issued.ok) throw new RangeError(`the end of ${sale.id} is not published: ${issued.refusal.code}`);
}

/** How a contest that is over is written into its sale, with the text where nothing was dealt. A reserve that does not match its commitment holds both back. */
async function endContest(tx: Tx, world: World, sale: Sale, lot: Lot, at: Instant): Promise<void> {
  const outcome = await decidedContest(tx, world, { sale, lot }, at);
  if (outcome === null) return;
  const facts = { ...(await noticedFacts(tx, world, { sale, lot }, at)), outcome: outcomeFacts(outcome) };
  for (const { name, title } of saleLineOf(sale.row.line).moves.filter(({ by, from }) => by === "system" && from.includes("contest"))) {
    if (!(await moveSaleLot(tx, world, { sale, lot }, name, { by: "system", id: null }, facts)).ok) continue;
    await keepOutcome(tx, world, { sale, lot }, outcome, at);
    if (outcome.how === "no-deal") await published(tx, world, (await saleById(tx, world.exchange.id, sale.id)) ?? sale, { cause: title.zh, stage: "no_deal" }, at);
    await publishRecord(tx, world, { sale, lot }, outcome, at);
    return;
  }
}

/** What guards of a move look at where a sale was published: its last notice, and who applied for the lot. */
export async function noticedFacts(tx: Tx | World["db"], world: World, { sale, lot }: { readonly sale: Sale; readonly lot: Lot }, at: Instant): Promise<SaleFacts> {
  const form = standingFormOf(sale, lot.lot, at) ?? readSale(sale.row.form);
  const applicants = (await currentApplications(tx, world.exchange.id, sale, lot.lot)).map(applicantOf);
  return { ...saleFacts({ line: sale.row.line, form, lot: lotOfSale(form, lot.lot), preparedBy: sale.row.drafted_by }, historyOf(sale), { at, actor: null }), ...tallyOf(applicants), planned: await isReady(tx, world, { sale, lot }, at) };
}

/** The instants at which the clock may move a lot of a sale. */
function timesOf(sale: Sale, lot: string, at: Instant): SaleTimes {
  const [first, form] = [roundsOf(sale)[0], standingFormOf(sale, lot, at)];
  if (first === undefined || form === null) return {};
  const lawful = lawfulOn(sale.row.line, form.profile, dayOf(first.publishedAt));
  return { activityStarts: form.startsAt, ...(lawSets(lawful, "expiryMonths") ? { disclosuresEnd: startOf(plusDays(lastDayOfDisclosures(lawful, dayOf(first.publishedAt)), 1)) } : {}) };
}

/** When the clock next owes a lot of the sale something, after an instant; null where it waits for people alone. @param prices when prices are looked at next */
function nextDueAfter(sale: Sale, at: Instant, prices: readonly Instant[]): Instant | null {
  const dues = [...prices, ...sale.lots.flatMap(({ lot, stage, stage_before: before }) => {
    const times = Object.fromEntries(Object.entries(timesOf(sale, lot, at)).filter(([, due]) => due > at));
    return nextSaleDue(saleLineOf(sale.row.line), { stage, before }, times)?.at ?? [];
  })];
  return dues.length === 0 ? null : (Math.min(...dues) as Instant);
}
