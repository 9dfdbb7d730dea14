import { auctionById } from "../../../auctions/queries.js";
import { creditsTo, subAccountFor } from "../../../bank/queries.js";
import { basicAccountOf } from "../../../deposits/queries.js";
import { payeeOf } from "../../../deposits/use-cases/number.js";
import { yuan } from "../../../kernel/money.js";
import { dayOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { mayApply, type Applicant } from "../../../sales/applicant.js";
import { contestOf } from "../../../sales/contest.js";
import { APPLICATION_FLOW } from "../../../sales/flows.js";
import type { SaleForm } from "../../../sales/form.js";
import { formerDeals, standingFormOf, type Sale } from "../../../sales/queries.js";
import { applicantOf, applicationRefunds, type Application } from "../../../sales/queries/applications.js";
import { whyOf, type DepositFate } from "../../../sales/over.js";
import type { DealtLot } from "../../../sales/use-cases/deals.js";
import { lotOfSale } from "../../../sales/use-cases/hold.js";
import { dueOf } from "../../../sales/use-cases/refund.js";
import { fenOf } from "../../../tenders/amounts.js";
import type { ApplicationStep } from "../../../web/messages/applications.js";
import type { ApplicationRefund, ApplicationView } from "../../../web/pages/application.js";
import { dealWords } from "../../../web/messages/deals.js";
import { paths, pathsOf } from "../../../web/paths.js";
import { button, type Drawing } from "../buttons.js";
import { applyFields } from "../sale-acts.js";
import { formerRound } from "./deal.js";
import { creditView, orderWords } from "./deposits.js";
import { ownKeepings } from "./keepings.js";
import { instantOf } from "./lists.js";

/** A lot of a published sale, with the form its last round has and its times as they stand. */
export type SaleLot = { readonly sale: Sale; readonly lot: Sale["lots"][number]; readonly form: SaleForm };

/** The lot of a sale by its name; null where it has none, or was not published. */
export function lotIn(sale: Sale | null, code: string, now: Instant): SaleLot | null {
  const lot = sale?.lots.find((each) => each.lot === code);
  const form = sale === null ? null : standingFormOf(sale, code, now);
  return sale === null || lot === undefined || form === null ? null : { sale, lot, form };
}

/** What a lot is called in its form. */
export const lotNameOf = ({ form, lot }: SaleLot): string => form.lots.find((each) => each.lot === lot.lot)?.name ?? lot.lot;

type Standing = { readonly application: Application | null; readonly hasAccount: boolean; readonly now: Instant };

/** The lot as it is offered. @throws {RangeError} where the form has no such lot */
const offeredIn = ({ form, lot }: SaleLot): SaleForm["lots"][number] => lotOfSale(form, lot.lot);

/** Whether a firm that is the only one may be dealt with, so that it says as it applies what it offers. */
const dealsAlone = ({ row }: Sale): boolean => saleLineOf(row.line).moves.some(({ name }) => name === "singleDeal");

/** Where a firm stands with a lot. */
export function stepOf(at: SaleLot, { application, hasAccount, now }: Standing): ApplicationStep {
  const { form, lot } = at;
  const isOpen = mayApply(lot.stage, form.applyUntil, now) === null;
  if (application === null) return isOpen ? "apply" : "closed";
  return endedAs(at, application) ?? runsAs(applicantOf(application), { isOpen, hasAccount });
}

const ENDED_STEPS = { won: "won", fell: "fell", lost: "contest", refused: "refused", ended: "over" } as const satisfies Readonly<Record<DepositFate, ApplicationStep>>;

/** How an application ended; null while it runs. */
function endedAs(at: SaleLot, application: Application): ApplicationStep | null {
  const why = whyOf(at.sale, at.lot, application);
  const { deposit } = applicantOf(application);
  if (deposit === "forfeited") return "kept";
  if (why !== "won" && deposit === "refunded") return "refunded";
  return why === null ? null : ENDED_STEPS[why];
}

/** What an application that runs waits for. */
function runsAs({ deposit, verdict }: Applicant, { isOpen, hasAccount }: { readonly isOpen: boolean; readonly hasAccount: boolean }): ApplicationStep {
  if (deposit === "reversed") return "reversed";
  if (deposit === "none") return !isOpen ? "unpaid" : hasAccount ? "pay" : "account";
  return verdict === "qualified" ? "qualified" : "review";
}

/** A firm's own application as its page shows it. */
export async function applicationView(drawing: Drawing, at: SaleLot, { application, dealt, now }: Omit<Standing, "hasAccount"> & { /** What was dealt of the lot, if anything was. */ readonly dealt: DealtLot | null }): Promise<ApplicationView> {
  const { world, actor } = drawing;
  const { sale, lot, form } = at;
  const own = await basicAccountOf(world.db, world.exchange.id, actor.organisation?.uscc ?? "");
  const place = { item: sale.id, lot: lot.lot };
  const refusal = mayApply(lot.stage, form.applyUntil, now);
  const won = formerDeals(sale, lot.lot).filter(({ firm, round }) => firm === actor.organisation?.uscc && round !== dealt?.round);
  return {
    former: won.map(({ round }) => ({ label: dealWords(drawing.language).former(round), href: paths.myDeal(sale.id, lot.lot, round) })), ...afterDeal(drawing, dealt, application, now), sale: sale.id, title: form.title, lotName: lotNameOf(at), step: stepOf(at, { application, hasAccount: own !== null, now }), until: form.applyUntil, apply: application === null ? button(drawing, "sale-apply", place, { refusal, fields: applyFields(drawing.language, dealsAlone(sale) ? yuan(fenOf(offeredIn(at).floor)) : null) }) : null,
    ...(application === null ? { applied: null, deposit: null, verdict: null, room: null, refund: null } : { ...await appliedView(drawing, at, application, now), deposit: await depositView(drawing, at, application, refusal === null ? place : null) }), faults: [],
  };
}

/** What of a deal concerns whoever applied: the page of its winner, and what is said of keeping the own deposit. */
function afterDeal(drawing: Drawing, dealt: DealtLot | null, application: Application | null, now: Instant): Pick<ApplicationView, "deal" | "forfeits"> {
  if (dealt === null || application === null) return { deal: null, forfeits: [] };
  const isWinner = dealt.deal.firm === application.row.firm;
  return { deal: isWinner ? paths.myDeal(dealt.sale.id, dealt.lot.lot, formerRound(dealt)) : null, forfeits: ownKeepings(drawing, dealt, application, now) };
}

async function appliedView({ world, language }: Drawing, at: SaleLot, application: Application, now: Instant): Promise<Pick<ApplicationView, "applied" | "verdict" | "room" | "refund">> {
  const { row, review } = application;
  const auction = contestOf(at.lot.code, at.sale.rounds.length);
  const isIn = review?.verdict === "qualified" && (await auctionById(world.db, { exchangeId: world.exchange.id, auctionId: auction })) !== null;
  return {
    applied: { at: instantOf(row.applied_at), statement: row.statement, offerFen: row.offer_fen === null ? null : BigInt(row.offer_fen) },
    verdict: review === null ? null : { verdict: review.verdict, reason: review.reason, certificate: review.certificate, at: instantOf(review.reviewed_at) },
    room: isIn ? pathsOf({ language }).auction(auction) : null, refund: await refundView({ world, language }, at, application, now),
  };
}

/** How a deposit goes back; null where none came, or nothing is decided. */
export async function refundView({ world, language }: Pick<Drawing, "world" | "language">, at: SaleLot, application: Application, now: Instant): Promise<ApplicationRefund | null> {
  const why = whyOf(at.sale, at.lot, application);
  if (why === null || application.deposits.length === 0) return null;
  const due = await dueOf(world.db, at.sale, at.lot, application);
  const paidOn = (application.deposits.find(({ how }) => how === "refunded")?.ended_on ?? null) as PlainDate | null;
  const orders = await applicationRefunds(world.db, world.exchange.id, application.row.reference);
  return { form: `/api/v1/sales/${encodeURIComponent(at.sale.id)}/lots/${encodeURIComponent(at.lot.lot)}/deposit-refunds/${application.row.reference}/form`, why, due, isLate: due !== null && paidOn === null && dayOf(now) > due, orders: orders.map((order) => orderWords(order, language)), paidOn };
}

async function depositView(drawing: Drawing, { sale, lot, form }: SaleLot, { row }: Application, place: { readonly item: string; readonly lot: string } | null): Promise<ApplicationView["deposit"]> {
  const { world, language } = drawing;
  const sub = await subAccountFor(world.db, world.exchange.id, APPLICATION_FLOW, row.reference);
  const offered = form.lots.find((each) => each.lot === lot.lot);
  if (sub === null || offered === undefined) return null;
  const own = await basicAccountOf(world.db, world.exchange.id, row.firm);
  const credits = await creditsTo(world.db, world.exchange.id, sub.number);
  return {
    number: sub.number, payee: await payeeOf(world.db, world, sub.account), fen: fenOf(offered.deposit), own, credits: credits.map((credit) => creditView(credit, language)),
    state: place === null ? null : button({ ...drawing, back: paths.mySale(sale.id, lot.lot) }, "basic-account", place),
  };
}
