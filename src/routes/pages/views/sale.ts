import { auctionById } from "../../../auctions/queries.js";
import { saleArchiveOf } from "../../../archive/queries.js";
import type { Row } from "../../../db/schema.js";
import type { Actor } from "../../../identity/actor.js";
import { can } from "../../../identity/can.js";
import { dayOf, type Instant } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { SALE_STAGES, type SaleStage } from "../../../procedure/sale-words.js";
import { mayApply } from "../../../sales/applicant.js";
import { contestOf } from "../../../sales/contest.js";
import { lawfulOn } from "../../../sales/facts.js";
import type { SaleForm } from "../../../sales/form.js";
import { noticeGiven, sellsAssets, stepName } from "../../../sales/issue.js";
import { lifeOf, saleMoment } from "../../../sales/life.js";
import { movesOfSale, noticesOfSale, outcomeOfLot, standingFormOf, type Sale } from "../../../sales/queries.js";
import { winnerOf } from "../../../sales/use-cases/confirm.js";
import { dealtLot } from "../../../sales/use-cases/deals.js";
import type { SaleLine } from "../../../sales/queries/sale-lines.js";
import { fenOf } from "../../../tenders/amounts.js";
import type { Language } from "../../../web/context.js";
import type { SaleLotView, SaleView } from "../../../web/pages/sale.js";
import { pathsOf } from "../../../web/paths.js";
import type { SaleLineView, Step } from "../../../web/views.js";
import type { World } from "../../../world.js";
import { areaName, instantOf, type ListNames } from "./lists.js";

type Filter = { readonly code: string; readonly zh: string; readonly en: string; readonly stages: readonly SaleStage[] };

/** The steps by which sales are filtered. */
export const SALE_FILTERS: readonly Filter[] = [
  { code: "applying", zh: "公告中", en: "notice", stages: ["noticed"] }, { code: "contest", zh: "竞价中", en: "contest", stages: ["contest"] }, { code: "deal", zh: "已成交", en: "deal", stages: ["deal", "confirmed", "result_public", "contracted", "price_paid", "closed"] },
  { code: "no-deal", zh: "未成交", en: "no deal", stages: ["no_deal", "expired"] }, { code: "ended", zh: "终止", en: "terminated", stages: ["terminated"] }, { code: "suspended", zh: "中止", en: "suspended", stages: ["suspended"] },
];

/** Where a lot's life has ended. */
export const SALE_ENDS: readonly SaleStage[] = ["closed", "no_deal", "expired", "terminated"];

export const saleStageName = (stage: SaleStage, language: Language): string => SALE_STAGES[stage][language];

/** What a method is called in its line. */
export const methodName = (line: string, method: string, language: Language): string => {
  const { methods } = saleLineOf(line);
  return Object.entries(methods).find(([name]) => name === method)?.[1][language] ?? method;
};

/** A published sale as a line. */
export const saleLine = (row: SaleLine, { language, areas }: Pick<ListNames, "language" | "areas">): SaleLineView => ({
  code: row.sale, title: row.title, line: saleLineOf(row.line).title[language], method: methodName(row.line, row.method, language), area: areaName(row.area, { areas, language }), seller: row.seller, publishedAt: instantOf(row.publishedAt), applyUntil: row.applyUntil,
  lots: row.lots.map(({ name, stage, floor }) => ({ name, stage, stageName: saleStageName(stage, language), floorFen: fenOf(floor) })),
});

type Reading = { readonly world: World; readonly sale: Sale; readonly actor: Actor | null; readonly now: Instant; readonly language: Language };

/** A sale as everybody reads it: as its last round was published. @throws {RangeError} where none was */
export async function saleView(reading: Reading): Promise<SaleView> {
  const { world: { db, exchange }, sale, now, language } = reading;
  const last = sale.rounds.at(-1);
  const form = standingFormOf(sale, sale.lots[0]?.lot ?? "", now);
  if (last === undefined || form === null) throw new RangeError(`${sale.id} was not published`);
  const procedure = saleLineOf(sale.row.line);
  const given = noticeGiven(sale.row.line, form, lawfulOn(sale.row.line, form.profile, dayOf(instantOf(last.published_at))), last.round);
  const archive = await saleArchiveOf(db, exchange.id, sale.id);
  return {
    code: sale.id, title: form.title, line: procedure.title[language], method: given.method[language], profile: given.profile[language], seller: { name: sale.row.seller_name, uscc: sale.row.seller_uscc, called: procedure.parties.seller[language] },
    lots: await lotViews(reading, form, given.lots), startsAt: form.startsAt, listingEndsAt: form.listingEndsAt, applyUntil: form.applyUntil, display: form.display, hasReserve: given.hasReserve, conditions: form.conditions, documents: form.documents, rules: form.rules,
    payment: given.payment, refund: given.refund, remarks: form.remarks, auctioneer: form.auctioneer, preemption: form.preemption.map(({ name }) => name),
    papers: given.papers.flatMap((paper) => (paper.text === null ? [] : [{ label: paper[language], text: paper.text }])), transfer: form.transfer === null ? null : { ...form.transfer, isAssets: sellsAssets(form), appraisedFen: fenOf(form.transfer.appraised) },
    contact: form.contact, complaints: form.complaints,
    rounds: sale.rounds.map((round) => ({ round: round.round, what: procedure.moves.find(({ name }) => name === round.move)?.title[language] ?? round.move, publishedAt: instantOf(round.published_at), notice: round.notice_id })),
    notices: (await noticesOfSale(db, exchange.id, sale.id)).filter(({ audience }) => audience === null).map((row) => ({ id: row.notice_id, title: row.title, version: row.version, publishedAt: instantOf(row.published_at) })).reverse(),
    bundle: archive === null ? null : { href: `/api/v1/sales/${sale.id}/bundle`, sha256: archive.sha256, at: instantOf(archive.made_at) },
  };
}

async function lotViews(reading: Reading, form: SaleForm, offered: ReturnType<typeof noticeGiven>["lots"]): Promise<SaleLotView[]> {
  const { world: { db, exchange }, sale } = reading;
  const moves = await movesOfSale(db, exchange.id, sale.id);
  const views: SaleLotView[] = [];
  for (const lot of sale.lots) {
    const own = form.lots.find((each) => each.lot === lot.lot);
    if (own !== undefined) views.push(await lotView(reading, { form, lot, own, last: moves.findLast((each) => each.lot === lot.lot) ?? null, offered: offered[form.lots.indexOf(own)] ?? { rows: [], long: [] } }));
  }
  return views;
}

type OfLot = { readonly form: SaleForm; readonly lot: Sale["lots"][number]; readonly own: SaleForm["lots"][number]; readonly last: Row<"sale_moves"> | null; readonly offered: Pick<ReturnType<typeof noticeGiven>["lots"][number], "rows" | "long"> };

async function lotView(reading: Reading, { form, lot: { lot, code, stage }, own, last, offered }: OfLot): Promise<SaleLotView> {
  const { sale, actor, now, language } = reading;
  const outcome = outcomeOfLot(sale, lot);
  const inWords = (rows: typeof offered.rows) => rows.map((row) => ({ label: row[language], text: row.text }));
  return {
    lot, code, name: own.name, stage, stageName: saleStageName(stage, language), steps: stepsOf(sale.row.line, stage, (last?.from_stage ?? stage) as SaleStage, language), ...momentOf(stage, standingFormOf(sale, lot, now) ?? form, now), reason: ENDED.has(stage) ? (last?.reason ?? null) : null,
    rows: inWords(offered.rows), long: inWords(offered.long), floorFen: fenOf(own.floor), stepName: stepName(form)[language], stepFen: fenOf(own.step), depositFen: fenOf(own.deposit),
    room: await roomOf(reading, contestOf(code, sale.rounds.length), outcome !== null), apply: mayApply(stage, form.applyUntil, now) === null ? applyHref(actor, sale, lot, language) : null, outcome: outcomeView(outcome), after: await afterView(reading, lot),
  };
}

/** What followed a deal, as everybody may read it; null where there was none, or its winner refused. */
async function afterView({ world, sale, language }: Reading, lot: string): Promise<SaleLotView["after"]> {
  const dealt = await dealtLot(world.db, world.exchange.id, { saleId: sale.id, lot });
  if (dealt?.deal.refused !== null) return null;
  const { deal: { signatures: { seller, winner }, published, contract } } = dealt;
  const movedAt = (name: string): Instant | null => { const made = sale.moves.findLast((each) => each.lot === lot && each.move === name); return made === undefined ? null : instantOf(made.made_at); };
  return {
    confirmedAt: seller === null || winner === null ? null : seller.at > winner.at ? seller.at : winner.at, contractedOn: contract?.signedOn ?? null, paidAt: movedAt("priceIsPaid"), closedAt: movedAt("close"),
    result: published === null ? null : { notice: published.notice, at: published.at, winner: (await winnerOf(world.db, world, dealt)).name, called: saleLineOf(sale.row.line).parties.winner[language] },
  };
}

/** The room of a contest that is planned, or its replay. */
async function roomOf({ world: { db, exchange }, language }: Reading, auction: string, isOver: boolean): Promise<SaleLotView["room"]> {
  if ((await auctionById(db, { exchangeId: exchange.id, auctionId: auction })) === null) return null;
  return { href: isOver ? pathsOf({ language }).auctionReplay(auction) : pathsOf({ language }).auction(auction), isOver };
}

/** How a contest ended; of a reserve only whether it was reached. Law: 39号令 10. */
const outcomeView = (outcome: Sale["outcomes"][number] | null): SaleLotView["outcome"] =>
  outcome === null ? null : { how: outcome.how, reserve: outcome.reserve, amountFen: outcome.amount_fen === null ? null : BigInt(outcome.amount_fen), endedAt: instantOf(outcome.ended_at) };

/** Where a firm applies; nobody signs in first, and nobody else is led there. */
function applyHref(actor: Actor | null, { id, row }: Sale, lot: string, language: Language): string | null {
  const href = pathsOf({ language }).mySale(id, lot);
  if (actor === null) return `${pathsOf({ language }).signIn}?next=${encodeURIComponent(href)}`;
  return can(actor, "sale.apply").ok && actor.organisation?.uscc !== row.seller_uscc ? href : null;
}

/** Stages whose reason is public. */
const ENDED: ReadonlySet<SaleStage> = new Set(["no_deal", "expired", "terminated", "suspended"]);

const momentOf = (stage: SaleStage, form: SaleForm, now: Instant): Pick<SaleLotView, "moment" | "until" | "applyUntil"> => {
  const { moment, until } = saleMoment(stage, form, now);
  return { moment, until, applyUntil: moment === "listed" && now < form.applyUntil ? form.applyUntil : null };
};

/** The way of a lot; `before` is where it stood when it left it. */
export function stepsOf(line: string, stage: SaleStage, before: SaleStage, language: Language): Step[] {
  const life = lifeOf(saleLineOf(line));
  const at = life.indexOf(life.includes(stage) ? stage : before);
  const isDone = stage === life.at(-1);
  return life.map((each, index) => ({ label: saleStageName(each, language), state: index < at || isDone ? "done" : index === at ? "current" : "ahead" }));
}
