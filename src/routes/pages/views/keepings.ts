import { decideForfeit, isOpen } from "../../../deposits/forfeit.js";
import { isSamePerson } from "../../../identity/queries.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { refuse } from "../../../kernel/result.js";
import { at, type Instant } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { proposalFor, proposalsFor, type DepositProposal } from "../../../sales/deal.js";
import { applicantOf, applicationRefunds, applicationsOf, heldDeposit, type Application } from "../../../sales/queries/applications.js";
import { openingRound } from "../../../sales/queries.js";
import type { DealtLot } from "../../../sales/use-cases/deals.js";
import { asProposal } from "../../../sales/use-cases/refusal.js";
import { dealWords } from "../../../web/messages/deals.js";
import { deskSaleWords } from "../../../web/messages/desk-sales.js";
import type { KeptDeposit } from "../../../web/pages/sale-deal.js";
import type { ForfeitView } from "../../../web/parts/forfeits.js";
import type { ActionView, Field } from "../../../web/views.js";
import { ACTS } from "../act-table.js";
import { button, type Drawing } from "../buttons.js";
import { keepingFields, ofRound } from "../deal-acts.js";
import { aboutApplicant } from "../sale-acts.js";
import { formerRound } from "./deal.js";

/** Every deposit of a lot that is held, or about which it was proposed that it is not given back; for its seller. */
export async function keptDeposits(drawing: Drawing, dealt: DealtLot, now: Instant): Promise<KeptDeposit[]> {
  const { world: { db, exchange } } = drawing;
  const shown: KeptDeposit[] = [];
  for (const application of await applicationsOf(db, exchange.id, dealt.sale.id, dealt.lot.lot)) {
    if (application.row.round !== openingRound(dealt.sale, dealt.round)) continue;
    const isHeld = heldDeposit(application) !== null;
    if (isHeld || proposalsFor(dealt.deal, application.row.firm).length > 0) shown.push(await depositView(drawing, dealt, application, now));
  }
  return shown;
}

async function depositView(drawing: Drawing, dealt: DealtLot, application: Application, now: Instant): Promise<KeptDeposit> {
  const { firm, firm_name: name } = application.row;
  const { language } = drawing;
  const newest = proposalFor(dealt.deal, firm);
  const open = newest !== null && isOpen(asProposal(newest), now) ? newest : null;
  const state = applicantOf(application).deposit;
  return {
    name, uscc: firm, fen: depositFen(application), openUntil: open === null ? null : at(open.act.openUntil),
    state: open !== null ? dealWords(language).forfeit.states.waits : state === "held" ? dealWords(language).held : deskSaleWords(language).deposits[state],
    forfeits: proposalsFor(dealt.deal, firm).map((proposal) => forfeitView(drawing, dealt, proposal, depositFen(application))), actions: state === "held" ? await keepingActs(drawing, dealt, application, { open, now }) : [],
  };
}

const depositFen = (application: Application): bigint => BigInt((heldDeposit(application) ?? application.deposits.at(-1))?.amount_fen ?? "0");

/** A proposal to keep a deposit as it stands. */
const forfeitView = ({ language }: Drawing, { sale }: DealtLot, { act, answered, decided }: DepositProposal, fen: bigint): ForfeitView => ({
  fen, finding: act.finding, proposedAt: act.at, heardUntil: at(act.heardUntil), to: saleLineOf(sale.row.line).proceeds === "seller" ? "tenderer" : "treasury", action: null,
  grounds: act.grounds.map(({ ground, clause }) => { const row = saleLineOf(sale.row.line).forfeits[ground]; return { words: row?.[language] ?? ground, law: row?.law[language] ?? "", clause }; }),
  answer: answered?.text ?? null, outcome: decided?.step ?? null, reason: decided?.reason ?? null,
});

type Standing = { readonly open: DepositProposal | null; readonly now: Instant };

/** An open proposal is decided by another person; else one is made, unless the deposit is on its way back. */
async function keepingActs(drawing: Drawing, dealt: DealtLot, { row }: Application, { open, now }: Standing): Promise<ActionView[]> {
  const { sale, lot, deal } = dealt;
  const { world: { db, exchange }, actor, language } = drawing;
  const words = dealWords(language);
  const act = (name: string, label: string, fields: readonly Field[], refusal: Refusal | null): ActionView =>
    button(drawing, name, { item: sale.id, lot: lot.lot }, { owner: { tenderer: sale.row.seller_uscc }, fields: ofRound(aboutApplicant(fields, row.firm), formerRound(dealt)), label, refusal, suffix: `-${row.firm}` });
  const fieldsOf = (name: string): readonly Field[] => ACTS[name]?.fields?.(language) ?? [];
  if (open !== null) {
    const own = (await isSamePerson(db, exchange.id, actor.id, open.act.by)) ? refuse("four-eyes").refusal : null;
    const early = decideForfeit(asProposal(open), true, now);
    return [act("keeping-keep", words.keepFor(row.firm_name), fieldsOf("keeping-keep"), own ?? (early.ok ? null : early.refusal)), act("keeping-drop", words.dropFor(row.firm_name), fieldsOf("keeping-drop"), own)];
  }
  const ordered = (await applicationRefunds(db, exchange.id, row.reference)).find(({ state }) => state !== "refused" && state !== "returned");
  const { forfeits, proceeds } = saleLineOf(sale.row.line);
  const gaveUp = deal.refused?.ground === "refuses-to-sign" && deal.firm === row.firm;
  const known = Object.fromEntries(Object.entries(forfeits).filter(([, { holds }]) => holds !== "gave-up" || gaveUp));
  return [act("keeping-propose", words.proposeFor(row.firm_name), keepingFields(language, known, proceeds === "seller"), ordered === undefined ? null : refuse("refund-ordered-already", { order: ordered.number }).refusal)];
}

/** What was proposed and decided of a firm's own deposit for a lot, with the form to answer while one waits. */
export function ownKeepings(drawing: Drawing, dealt: DealtLot, application: Application, now: Instant): ForfeitView[] {
  const newest = proposalFor(dealt.deal, application.row.firm);
  const waiting = newest !== null && newest.answered === null && isOpen(asProposal(newest), now) ? newest.act.serial : null;
  return proposalsFor(dealt.deal, application.row.firm).map((proposal) => ({
    ...forfeitView(drawing, dealt, proposal, depositFen(application)), action: proposal.act.serial === waiting ? button(drawing, "keeping-answer", { item: dealt.sale.id, lot: dealt.lot.lot }, { fields: ofRound(ACTS["keeping-answer"]?.fields?.(drawing.language) ?? [], formerRound(dealt)) }) : null,
  }));
}
