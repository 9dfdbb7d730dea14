import { auctionById, reserveOf, revealsOf } from "../../../auctions/queries.js";
import type { Row } from "../../../db/schema.js";
import { nameOfActor } from "../../../identity/queries.js";
import { refuse } from "../../../kernel/result.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { dayOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { saleMovesFor, saleNotOpen } from "../../../procedure/sale-advance.js";
import { SALE_ROLES, type SaleStage } from "../../../procedure/sale-words.js";
import { mayDecide, tallyOf } from "../../../sales/applicant.js";
import { contestOf } from "../../../sales/contest.js";
import { readSale } from "../../../sales/form.js";
import { formerDeals, movesOfSale, outcomeOfLot, reservesOf, saleById, type Sale } from "../../../sales/queries.js";
import { applicantOf, applicationsOf, currentApplications, heldDeposit, salesHoldingDeposits, type Application } from "../../../sales/queries/applications.js";
import { dealsPaidOn } from "../../../sales/queries/deals.js";
import { dealtLot } from "../../../sales/use-cases/deals.js";
import { draftFacts, lotOfSale } from "../../../sales/use-cases/hold.js";
import { settlementOf } from "../../../sales/use-cases/price.js";
import { deskSaleWords } from "../../../web/messages/desk-sales.js";
import { applicationWords } from "../../../web/messages/applications.js";
import { dealWords } from "../../../web/messages/deals.js";
import type { ApplicantsView, DeskSaleView, DeskSalesView, SaleRefundRow, SettlementRow } from "../../../web/pages/desk-sale.js";
import type { SaleReserveView } from "../../../web/pages/sale-reserve.js";
import { paths, pathsOf } from "../../../web/paths.js";
import type { ActionView, Field } from "../../../web/views.js";
import { ACTS } from "../act-table.js";
import { button, offers, type Drawing } from "../buttons.js";
import { aboutApplicant, moveFields } from "../sale-acts.js";
import { lotIn, lotNameOf, refundView, type SaleLot } from "./application.js";
import { instantOf } from "./lists.js";
import { methodName, saleStageName } from "./sale.js";

const nameIn = (sale: Sale, lot: string): string => readSale(sale.row.form).lots.find((each) => each.lot === lot)?.name ?? lot;

/** A sale in a list of the desk. */
export const deskSaleLine = (sale: Sale, { language }: Drawing, href: string, links: DeskSaleView["links"] = []): NonNullable<DeskSalesView["sales"]>[number] => ({
  links, sale: sale.id, title: readSale(sale.row.form).title, line: saleLineOf(sale.row.line).title[language], href, lots: sale.lots.map(({ lot, stage }) => ({ lot, name: nameIn(sale, lot), stage, stageName: saleStageName(stage, language) })),
});

/** One sale as its seller works on it. */
export async function deskSaleView(drawing: Drawing, sale: Sale, now: Instant): Promise<Omit<DeskSaleView, "faults">> {
  const { world: { db, exchange }, language } = drawing;
  const { title, method } = readSale(sale.row.form);
  return {
    sale: sale.id, title, line: saleLineOf(sale.row.line).title[language], method: methodName(sale.row.line, method, language), isPublished: sale.rounds.length > 0, preparedBy: (await nameOfActor(db, exchange.id, sale.row.drafted_by)) ?? sale.row.drafted_by,
    back: { label: deskSaleWords(language).title, href: paths.deskSales }, links: linksOf(drawing, sale), actions: await actionsOf(drawing, sale, now), lots: await Promise.all(sale.lots.map(async ({ lot, stage, code }) => ({ lot, name: nameIn(sale, lot), stage, stageName: saleStageName(stage, language), links: await lotLinks(drawing, sale, { lot, code }) }))), log: await logOf(drawing, sale),
  };
}

/** The same for the supervisor, who orders that it stand still or go on. */
export async function watchedSaleView(drawing: Drawing, sale: Sale): Promise<Omit<DeskSaleView, "faults">> {
  const { world: { db, exchange }, language } = drawing;
  const { title, method } = readSale(sale.rounds.at(-1)?.form);
  const orders = ([["suspend", "sale-suspend"], ["resume", "sale-resume"]] as const).filter(([move]) => sale.lots.some(({ stage, stage_before: before }) => saleNotOpen(saleLineOf(sale.row.line), { stage, before }, [move]) === null));
  return {
    sale: sale.id, title, line: saleLineOf(sale.row.line).title[language], method: methodName(sale.row.line, method, language), isPublished: true, preparedBy: (await nameOfActor(db, exchange.id, sale.row.drafted_by)) ?? sale.row.drafted_by,
    back: { label: dealWords(language).order.title, href: paths.watchSales }, links: [], actions: orders.map(([, act]) => button(drawing, act, { item: sale.id })), log: await logOf(drawing, sale),
    lots: sale.lots.map(({ lot, stage }) => ({ lot, name: nameIn(sale, lot), stage, stageName: saleStageName(stage, language), links: [] })),
  };
}

const linksOf = ({ language }: Drawing, { id, rounds }: Sale): DeskSaleView["links"] => [{ label: rounds.length === 0 ? deskSaleWords(language).edit : deskSaleWords(language).prepareNext, href: paths.deskSaleForm(id) }];

async function lotLinks({ world: { db, exchange }, language }: Drawing, sale: Sale, { lot, code }: { readonly lot: string; readonly code: string }): Promise<DeskSaleView["links"]> {
  if (sale.rounds.length === 0) return [];
  const words = deskSaleWords(language);
  const auction = contestOf(code, sale.rounds.length);
  const isPlanned = (await auctionById(db, { exchangeId: exchange.id, auctionId: auction })) !== null;
  const hasReserve = readSale(sale.rounds.at(-1)?.form).reserve === true;
  const isDealt = outcomeOfLot(sale, lot)?.firm != null;
  return [...(isDealt ? [{ label: dealWords(language).open, href: paths.deskDeal(sale.id, lot) }] : []), ...formerDeals(sale, lot).map(({ round }) => ({ label: dealWords(language).former(round), href: paths.deskDeal(sale.id, lot, round) })), { label: words.applications, href: paths.deskApplicants(sale.id, lot) }, ...(hasReserve ? [{ label: words.reserve, href: paths.deskSaleReserve(sale.id, lot) }] : []), ...(isPlanned ? [{ label: words.room, href: pathsOf({ language }).auction(auction) }] : [])];
}

/** Moves of a seller before a deal, each with its act; a notice’s names the move. Those after it stand on the deal’s own page. */
const MOVES: Readonly<Record<string, string>> = { register: "sale-register", appraise: "sale-appraise", preDisclose: "sale-pre-disclose", publishNotice: "sale-publish", extend: "sale-publish", redisclose: "sale-publish", relist: "sale-publish", terminate: "sale-end" };

async function actionsOf(drawing: Drawing, sale: Sale, now: Instant): Promise<ActionView[]> {
  const { world: { db, exchange }, actor, language } = drawing;
  const owner = { tenderer: sale.row.seller_uscc };
  const [first] = sale.lots;
  if (first === undefined) return [];
  const applicants = (await currentApplications(db, exchange.id, sale, first.lot)).map(applicantOf);
  const procedure = saleLineOf(sale.row.line);
  const open = saleMovesFor(procedure, { stage: first.stage, before: first.stage_before }, "seller", { ...draftFacts(sale, first.lot, now, actor.id), ...tallyOf(applicants) });
  const acts = open.flatMap(({ move, refusal, warnings }) => {
    const act = MOVES[move.name];
    if (act === undefined) return [];
    const isNotice = act === "sale-publish";
    return [button(drawing, act, { item: sale.id }, { owner, refusal: move.name === "terminate" ? null : refusal, warnings, ...(isNotice ? { fields: moveFields(move.name), suffix: `-${move.name}`, label: move.title[language] } : {}) })];
  });
  const isOver = sale.outcomes.length > 0 || sale.lots.every(({ stage }) => stage === "terminated");
  return [...acts, ...(isOver && sale.rounds.length > 0 ? [button(drawing, "sale-archive", { item: sale.id })] : [])];
}

async function logOf({ world: { db, exchange }, language }: Drawing, sale: Sale): Promise<DeskSaleView["log"]> {
  const { moves } = saleLineOf(sale.row.line);
  const names = new Map<string, string>();
  const rows = await movesOfSale(db, exchange.id, sale.id);
  for (const id of new Set(rows.flatMap(({ actor_id }) => actor_id ?? []))) names.set(id, (await nameOfActor(db, exchange.id, id)) ?? id);
  return rows.map((row) => ({
    lotName: nameIn(sale, row.lot), at: instantOf(row.made_at), what: moves.find(({ name }) => name === row.move)?.title[language] ?? row.move, from: saleStageName(row.from_stage as SaleStage, language), to: saleStageName(row.to_stage as SaleStage, language),
    by: row.actor_id === null ? roleName(row.made_as, language) : (names.get(row.actor_id) ?? ""), reason: row.reason,
  })).reverse();
}

const roleName = (role: string, language: Drawing["language"]): string => Object.entries(SALE_ROLES).find(([name]) => name === role)?.[1][language] ?? role;

/** Who applied for a lot, with what may be decided now. */
export async function applicantsView(drawing: Drawing, at: SaleLot): Promise<Omit<ApplicantsView, "faults">> {
  const { world: { db, exchange }, language } = drawing;
  const { sale, lot } = at;
  const fields = ACTS["sale-review"]?.fields?.(language) ?? [];
  const applicants = (await currentApplications(db, exchange.id, sale, lot.lot)).map((application): ApplicantsView["applicants"][number] => {
    const { row, review } = application;
    const as = applicantOf(application);
    return {
      firm: row.firm_name, uscc: row.firm, at: instantOf(row.applied_at), statement: row.statement, deposit: as.deposit, verdict: review === null ? null : { verdict: review.verdict, reason: review.reason, certificate: review.certificate, at: instantOf(review.reviewed_at) },
      review: review === null ? button(drawing, "sale-review", { item: sale.id, lot: lot.lot }, { owner: { tenderer: sale.row.seller_uscc }, refusal: mayDecide(as, "refused", lot.stage), fields: aboutApplicant(fields, row.firm), label: deskSaleWords(language).reviewFor(row.firm_name), suffix: `-${row.firm}` }) : null,
    };
  });
  return { sale: sale.id, title: at.form.title, lotName: lotNameOf(at), applicants };
}

/** Every deposit that is to go back, or is on its way, the first due first. */
export async function saleRefundRows(drawing: Drawing, now: Instant): Promise<SaleRefundRow[]> {
  const { db, exchange } = drawing.world;
  const rows: SaleRefundRow[] = [];
  for (const { sale_id, lot } of await salesHoldingDeposits(db, exchange.id)) {
    const at = lotIn(await saleById(db, exchange.id, sale_id), lot, now);
    if (at === null) continue;
    for (const application of await applicationsOf(db, exchange.id, sale_id, lot)) rows.push(...await refundRow(drawing, at, application, now));
  }
  return rows.toSorted((left, right) => left.due.localeCompare(right.due));
}

async function refundRow(drawing: Drawing, at: SaleLot, application: Application, now: Instant): Promise<SaleRefundRow[]> {
  const { language, actor } = drawing;
  const [held, refund] = [heldDeposit(application), await refundView(drawing, at, application, now)];
  if (held === null || refund?.due == null) return [];
  const [sale, { firm, firm_name: name, lot }] = [at.sale.id, application.row];
  const fields = aboutApplicant(ACTS["sale-refund"]?.fields?.(language) ?? [], firm);
  return [{
    form: refund.form, sale, title: at.form.title, lotName: lotNameOf(at), firm: name, fen: BigInt(held.amount_fen), why: applicationWords(language).why[refund.why], due: refund.due, isLate: refund.isLate, orders: refund.orders,
    action: offers(actor, "sale-refund") ? button(drawing, "sale-refund", { item: sale, lot }, { fields, label: deskSaleWords(language).refundFor(name), suffix: `-${sale}-${lot}-${firm}` }) : null,
  }];
}

const DEALS_MAX = 200;
/** Prices that the exchange holds for transferors, each with the order that pays it on. */
export async function settlementRows(drawing: Drawing, now: Instant): Promise<SettlementRow[]> {
  const { world, language } = drawing;
  const rows: SettlementRow[] = [];
  for (const { sale_id, lot } of await dealsPaidOn(world.db, world.exchange.id, DEALS_MAX)) {
    const dealt = await dealtLot(world.db, world.exchange.id, { saleId: sale_id, lot });
    const held = dealt === null ? null : await settlementOf(world.db, world, dealt, dayOf(now));
    if (dealt === null || held === null) continue;
    const { seller_name: seller } = dealt.sale.row;
    const action = button(drawing, "deal-settle", { item: sale_id, lot }, { refusal: held.refusal, label: dealWords(language).settleFor(seller), suffix: `-${sale_id}-${lot}` });
    rows.push({ sale: sale_id, title: dealt.form.title, lotName: lotOfSale(dealt.form, lot).name, seller, fen: held.fen, payee: held.payee, action });
  }
  return rows;
}

/** How far the reserve of a lot is, and what may be done about it now. */
export async function saleReserveView(drawing: Drawing, at: SaleLot, now: Instant): Promise<Omit<SaleReserveView, "faults">> {
  const { db, exchange, floor } = drawing.world;
  const { sale, lot, form } = at;
  const auction = contestOf(lot.code, sale.rounds.length);
  const key = { exchangeId: exchange.id, auctionId: auction };
  const row = (await reservesOf(db, exchange.id, sale.id, lot.lot)).findLast((each) => each.auction_id === auction) ?? null;
  const [memory, fixed, reveals] = [await floor.memory(auction), await reserveOf(db, key), await revealsOf(db, key)];
  const state = stateOf({ hasReserve: form.reserve === true, isPlanned: memory !== null, isEntered: row !== null, isFixed: fixed !== null, isOver: memory?.contest.ended != null, reveals: reveals.map(({ matches }) => matches) });
  return { exchange: exchange.origin, auction, sale: sale.id, title: form.title, lotName: lotNameOf(at), state, decision: row === null ? null : await decisionView(drawing, row), ...reserveActs(drawing, at, { state, row, now }) };
}

type Decided = Row<"sale_reserves">;

const decisionView = async ({ world: { db, exchange } }: Drawing, row: Decided): Promise<SaleReserveView["decision"]> =>
  ({ commitment: row.commitment, decidedOn: row.decided_on as PlainDate, participants: row.participants as string[], record: row.record, preparedBy: (await nameOfActor(db, exchange.id, row.prepared_by)) ?? row.prepared_by });

type OfReserve = { readonly state: SaleReserveView["state"]; readonly row: Decided | null; readonly now: Instant };

function reserveActs(drawing: Drawing, { sale, lot }: SaleLot, { state, row, now }: OfReserve): Pick<SaleReserveView, "enter" | "approve" | "open"> {
  const [place, owner] = [{ item: sale.id, lot: lot.lot }, { tenderer: sale.row.seller_uscc }];
  return {
    enter: state === "due" || state === "waits" ? button(drawing, "sale-reserve", place, { owner, fields: entryFields(drawing, now) }) : null,
    approve: state === "waits" && row !== null ? button(drawing, "sale-reserve-approve", { ...place, part: String(row.serial) }, { owner, refusal: sameHand(drawing, row.prepared_by) }) : null,
    open: state === "opening" || state === "mismatch" ? button(drawing, "sale-reserve-open", place, { owner }) : null,
  };
}

/** A decision is entered on the day it was made, as a rule. */
const entryFields = ({ language }: Drawing, now: Instant): Field[] => (ACTS["sale-reserve"]?.fields?.(language) ?? []).map((field) => (field.name === "decidedOn" ? { ...field, value: dayOf(now) } : field));

const sameHand = ({ actor }: Drawing, preparedBy: string): Refusal | null => (actor.id === preparedBy ? refuse("four-eyes").refusal : null);

type Known = { readonly hasReserve: boolean; readonly isPlanned: boolean; readonly isEntered: boolean; readonly isFixed: boolean; readonly isOver: boolean; readonly reveals: readonly boolean[] };

function stateOf({ hasReserve, isPlanned, isEntered, isFixed, isOver, reveals }: Known): SaleReserveView["state"] {
  if (!hasReserve) return "none";
  if (!isPlanned) return "unplanned";
  if (!isFixed) return isEntered && !isOver ? "waits" : "due";
  if (!isOver) return "fixed";
  return reveals.includes(true) ? "opened" : reveals.length > 0 ? "mismatch" : "opening";
}
