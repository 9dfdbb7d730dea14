import { payeeOf } from "../../../deposits/use-cases/number.js";
import { isSamePerson } from "../../../identity/queries.js";
import { moneyJson } from "../../../kernel/money.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { refuse } from "../../../kernel/result.js";
import { at, dayOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { lawSets } from "../../../procedure/law.js";
import { saleMovesFor, saleNotOpen } from "../../../procedure/sale-advance.js";
import { dutyFrom } from "../../../procedure/sale-dates.js";
import type { SaleNumber } from "../../../procedure/sale-law.js";
import { scheduleNow } from "../../../sales/deal.js";
import { instalmentInterest } from "../../../sales/interest.js";
import { winnerOf } from "../../../sales/use-cases/confirm.js";
import { priceNumber } from "../../../sales/use-cases/contract.js";
import { confirmed, dealFacts, type DealtLot, type Place } from "../../../sales/use-cases/deals.js";
import { lotOfSale } from "../../../sales/use-cases/hold.js";
import type { Language } from "../../../web/context.js";
import { dealWords } from "../../../web/messages/deals.js";
import type { DeskDealView } from "../../../web/pages/sale-deal.js";
import type { DealFacts, DueDay, PaymentFacts } from "../../../web/parts/deal.js";
import type { ActionView } from "../../../web/views.js";
import type { World } from "../../../world.js";
import { dutyOf } from "../../views/deals.js";
import { button, type Drawing } from "../buttons.js";
import { contractFields } from "../deal-acts.js";
import { saleStageName } from "./sale.js";

type Reading = { readonly world: World; readonly language: Language; readonly now: Instant };

/** A deal as both its parties read it. */
export async function dealView({ world, language, now }: Reading, dealt: DealtLot): Promise<DealFacts> {
  const { sale, lot, form, deal } = dealt;
  const { parties, documents, forfeits } = saleLineOf(sale.row.line);
  const due = (name: SaleNumber, isDone: boolean): DueDay => { const on = dutyOf(dealt, name); return on === null ? null : { on, isLate: !isDone && dayOf(now) > on }; };
  const { prepared, signatures, contract, refused } = deal;
  return {
    sale: sale.id, title: form.title, lotName: lotOfSale(form, lot.lot).name, ...stageOf(dealt, language), fen: deal.price, endedAt: deal.endedAt,
    seller: { called: parties.seller[language], name: sale.row.seller_name }, winner: { called: parties.winner[language], ...(await winnerOf(world.db, world, dealt)) },
    confirmation: {
      called: documents.confirmation[language], due: due("confirmationDays", signatures.seller !== null && signatures.winner !== null), signed: { seller: signatures.seller?.at ?? null, winner: signatures.winner?.at ?? null },
      prepared: prepared === null ? null : { notice: prepared.notice, document: prepared.document, signAt: at(prepared.signAt), signPlace: prepared.signPlace },
    },
    result: { called: documents.result[language], due: due("resultDays", deal.published !== null), published: publishedIn(dealt) },
    contract: { called: documents.contract[language], due: due("grantContractDays", contract !== null), made: contract },
    payment: await paymentView({ world, language, now }, dealt), refused: refused === null ? null : { words: forfeits[refused.ground]?.[language] ?? refused.ground, reason: refused.reason, at: refused.at },
  };
}

/** Where a deal stands; one whose lot was announced anew had come to nothing. */
function stageOf(dealt: DealtLot, language: Language): Pick<DealFacts, "stage" | "stageName" | "formerRound"> {
  const stage = dealt.isFormer ? "no_deal" : dealt.lot.stage;
  return { stage, stageName: saleStageName(stage, language), formerRound: formerRound(dealt) };
}

/** The round that an address names; none where it names none. One that was never dealt finds nothing. */
export const roundIn = (text: string | undefined): Pick<Place, "round"> => (text === undefined ? {} : { round: /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0 });

/** The round a former deal is named by; undefined of the last one. */
export const formerRound = ({ isFormer, round }: Pick<DealtLot, "isFormer" | "round">): number | undefined => (isFormer ? round : undefined);

function publishedIn({ deal: { published }, lawful }: DealtLot): DealFacts["result"]["published"] {
  if (published === null) return null;
  return { notice: published.notice, at: published.at, until: lawSets(lawful, "dealPublicityDays") ? dutyFrom(lawful, "dealPublicityDays", dayOf(published.at)).rolledDate : null };
}

/** How the price is paid; null before the contract. */
async function paymentView({ world, now }: Reading, dealt: DealtLot): Promise<PaymentFacts | null> {
  const sub = await priceNumber(world.db, world, dealt);
  if (sub === null) return null;
  const { deal, sale } = dealt;
  return {
    number: sub.number, payee: await payeeOf(world.db, world, sub.account), paidFen: deal.paid, leftFen: deal.price > deal.paid ? deal.price - deal.paid : 0n, whose: saleLineOf(sale.row.line).proceeds,
    schedule: scheduleNow(deal, dayOf(now)).map(({ until, paid, came, overdue }) => ({ until, fen: paid, cameFen: came, state: overdue ? "overdue" : deal.paid >= paid ? "done" : "due" })),
    payments: deal.payments.map(({ source, fen, valueOn }) => ({ on: valueOn, source, fen: BigInt(fen) })),
    interest: interestView(dealt, dayOf(now)), settled: deal.acts.flatMap((act) => (act.step === "settled" ? [{ fen: BigInt(act.fen), at: act.at }] : [])),
  };
}

function interestView({ deal }: DealtLot, today: PlainDate): PaymentFacts["interest"] {
  const interest = instalmentInterest(deal, today);
  return interest === null ? null : { fen: interest.amount, rate: interest.rate, from: interest.from, until: interest.until };
}

/** A form that is still to be filled is no reason against its button: the button is the form. */
const ABOUT_FORM: ReadonlySet<Refusal["code"]> = new Set(["form-missing", "reason-empty"]);
type Answer = { readonly refusal: Refusal | null; readonly warnings: readonly Refusal[] };

/** Whether the seller may make a move of the deal now, and why not. */
function moveNow({ actor }: Drawing, dealt: DealtLot, name: string, now: Instant): Answer {
  const { sale, lot } = dealt;
  const procedure = saleLineOf(sale.row.line);
  const standing = { stage: lot.stage, before: lot.stage_before };
  const open = saleMovesFor(procedure, standing, "seller", dealFacts(dealt, now, actor.id)).find(({ move }) => move.name === name);
  if (open === undefined) return { refusal: saleNotOpen(procedure, standing, [name]), warnings: [] };
  return { refusal: open.refusal !== null && ABOUT_FORM.has(open.refusal.code) ? null : open.refusal, warnings: open.warnings.filter(({ code }) => !ABOUT_FORM.has(code)) };
}

const placeOf = ({ sale, lot }: DealtLot) => ({ item: sale.id, lot: lot.lot });
const ownerOf = ({ sale }: DealtLot) => ({ tenderer: sale.row.seller_uscc });

/** What the seller may do about a deal, and with which reason it may not now. */
export async function sellerActs(drawing: Drawing, dealt: DealtLot, now: Instant): Promise<DeskDealView["acts"]> {
  const { deal, lot } = dealt;
  if (dealt.isFormer) return { prepare: null, sign: null, publish: null, contract: null, close: null, refuse: null };
  const close = deal.contract === null || lot.stage === "closed" ? null : actOf(drawing, dealt, "deal-close", moveNow(drawing, dealt, "close", now));
  const acts = { prepare: prepareAct(drawing, dealt), sign: signAct(drawing, dealt, "seller"), close };
  if (deal.refused !== null) return { ...acts, publish: null, contract: null, refuse: null };
  const publish = deal.published === null ? actOf(drawing, dealt, "deal-result", await publishNow(drawing, dealt, afterBoth(dealt, moveNow(drawing, dealt, "publishResult", now)))) : null;
  if (deal.contract !== null) return { ...acts, publish, contract: null, refuse: null };
  const fields = contractFields(drawing.language, askedOf(dealt), moneyJson(deal.price).amount);
  return {
    ...acts, publish, contract: actOf(drawing, dealt, "deal-contract", { ...afterBoth(dealt, moveNow(drawing, dealt, "signContract", now)), fields }),
    refuse: actOf(drawing, dealt, "deal-refuse", moveNow(drawing, dealt, "winnerRefuses", now)),
  };
}

const actOf = (drawing: Drawing, dealt: DealtLot, name: string, extra: Parameters<typeof button>[3] = {}): ActionView => button(drawing, name, placeOf(dealt), { owner: ownerOf(dealt), ...extra });

/** An answer about what needs both signatures. */
function afterBoth(dealt: DealtLot, answer: Answer): Answer {
  const signed = confirmed(dealt);
  return signed.ok ? answer : { ...answer, refusal: signed.refusal };
}

/** The confirmation is written out, and written anew until a party has signed it. */
function prepareAct(drawing: Drawing, dealt: DealtLot): ActionView | null {
  const { deal: { prepared, signatures }, lot } = dealt;
  if (lot.stage !== "deal" || signatures.seller !== null || signatures.winner !== null) return null;
  return actOf(drawing, dealt, "deal-prepare", prepared === null ? {} : { label: dealWords(drawing.language).confirmation.again });
}

/** The result is published by somebody else than who prepared the confirmation. */
async function publishNow({ world, actor }: Drawing, { deal, sale }: DealtLot, answer: Answer): Promise<Answer> {
  if (answer.refusal !== null) return answer;
  const isSame = await isSamePerson(world.db, world.exchange.id, actor.id, deal.prepared?.by ?? sale.row.drafted_by);
  return isSame ? { ...answer, refusal: refuse("four-eyes").refusal } : answer;
}

/** A party signs the confirmation that stands, once; null where it has, or where it is signed no more. */
export function signAct(drawing: Drawing, dealt: DealtLot, party: "seller" | "winner"): ActionView | null {
  const { deal, lot } = dealt;
  if (dealt.isFormer || lot.stage !== "deal" || deal.signatures[party] !== null) return null;
  return button(drawing, "deal-sign", placeOf(dealt), { ...(party === "seller" ? { owner: ownerOf(dealt) } : {}), refusal: deal.prepared === null ? refuse("confirmation-missing").refusal : null });
}

/** Dates for instalments that no law sets. */
const DATES = 6;

/** What the form of the contract asks beside its price. */
function askedOf({ lawful, form, sale }: DealtLot): Parameters<typeof contractFields>[1] {
  const toSeller = saleLineOf(sale.row.line).proceeds === "seller";
  const byLaw = lawSets(lawful, "payAtOnceDays") || lawSets(lawful, "firstInstalment");
  return { dates: byLaw ? 0 : form.payment === "at-once" ? 1 : DATES, isSecured: toSeller && form.payment === "instalments", toSeller };
}
