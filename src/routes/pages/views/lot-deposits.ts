import { ORDER_STATES, type PaymentOrder } from "../../../bank/order.js";
import { GUARANTEE_ENDS, type GuaranteeEnd } from "../../../bidding/refunds.js";
import { refundLines, type RefundLine } from "../../../bidding/use-cases/refunds.js";
import { nextRefund } from "../../../deposits/decide.js";
import { decideForfeit, isOpen, type Proposal } from "../../../deposits/forfeit.js";
import { bondOrders, chargesOf, forfeitureSteps, proposalOf } from "../../../deposits/queries.js";
import { payeeOf } from "../../../deposits/use-cases/number.js";
import { isSamePerson } from "../../../identity/queries.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { refuse } from "../../../kernel/result.js";
import type { Instant } from "../../../kernel/time.js";
import { lineOf } from "../../../lines/lines.js";
import { ownerOf } from "../../../tenders/owner.js";
import type { LotRow, Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import { depositWords } from "../../../web/messages/deposits.js";
import type { LotDeposits } from "../../../web/parts/lot-deposits.js";
import type { ActionView } from "../../../web/views.js";
import { ACTS } from "../act-table.js";
import { button, offers, type Drawing } from "../buttons.js";
import { aboutFirm, forfeitFields } from "../deposit-acts.js";
import { proposalsIn } from "./forfeits.js";

type Of = { readonly tender: Tender; readonly lot: LotRow; readonly now: Instant };

/** The deposits and signed letters of a lot as its tenderer may keep them or turn them into the performance bond, and what late refunds cost it. No deposit before the opening: who gave one is who bids (招标投标法 22); a charge names no firm. */
export async function lotDeposits(drawing: Drawing, of: Of): Promise<LotDeposits | null> {
  const { tender, lot } = of;
  if (!offers(drawing.actor, "deposit-forfeit")) return null;
  const isOpened = tender.parts.some((part) => part.lot === lot.lot && part.started_at !== null);
  const held = isOpened ? (await refundLines(drawing.world.db, { world: drawing.world, ...of })).filter(({ guarantee }) => guarantee.way !== "hand") : [];
  const deposits: LotDeposits["deposits"][number][] = [];
  for (const line of held) deposits.push(await depositView(drawing, of, line));
  const charges = await chargesView(drawing, of);
  return deposits.length + charges.length === 0 ? null : { deposits, charges };
}

async function depositView(drawing: Drawing, of: Of, line: RefundLine): Promise<LotDeposits["deposits"][number]> {
  const { world, language } = drawing;
  const { guarantee, name } = line;
  const words = depositWords(language).desk;
  const proposal = await proposalOf(world.db, world.exchange.id, guarantee.reference);
  const open = isOpen(proposal, of.now) ? proposal : null;
  const bond = guarantee.ended === "convert" ? await bondOrders(world.db, world.exchange.id, guarantee.reference) : [];
  return {
    name, uscc: guarantee.bidder, fen: BigInt(guarantee.amount_fen), openUntil: open?.openUntil ?? null, state: guarantee.ended === null ? freeWords(guarantee.way, open, language) : endWords(guarantee.ended, bond, language), demand: demandHref(guarantee),
    forfeits: proposalsIn(drawing, of, { steps: await forfeitureSteps(world.db, world.exchange.id, guarantee.reference), fen: BigInt(guarantee.amount_fen), waiting: null }),
    actions: guarantee.ended === null ? await freeActions(drawing, of, line, open) : guarantee.ended === "convert" && nextRefund(bond).ok ? [act(drawing, of, line, "bond-release", words.releaseFor(name))] : [],
  };
}

/** Where the demand on the issuer of a letter that was kept is fetched. */
const demandHref = ({ way, ended, reference }: RefundLine["guarantee"]): string | null => (way === "issuer" && ended === "forfeit" ? `/api/v1/guarantees/${encodeURIComponent(reference)}/demand.pdf` : null);

function freeWords(way: RefundLine["guarantee"]["way"], open: Proposal | null, language: Language): string {
  const words = depositWords(language).desk;
  return open !== null ? words.waits : way === "issuer" ? words.letter : words.held;
}

/** How it ended; of a performance bond also how its return stands. */
function endWords(ended: GuaranteeEnd, bond: readonly PaymentOrder[], language: Language): string {
  const last = bond.at(-1);
  return `${GUARANTEE_ENDS[ended][language]}${last === undefined ? "" : depositWords(language).desk.bondPaid(ORDER_STATES[last.state][language])}`;
}

/** What may be done with a deposit that has no end: an open proposal is decided; else one is made, or a winner's becomes the bond. */
async function freeActions(drawing: Drawing, of: Of, line: RefundLine, open: Proposal | null): Promise<ActionView[]> {
  const { world, actor, language } = drawing;
  const words = depositWords(language).desk;
  if (open !== null) {
    const own = await isSamePerson(world.db, world.exchange.id, actor.id, open.proposedBy) ? refuse("four-eyes").refusal : null;
    const early = decideForfeit(open, true, of.now);
    return [act(drawing, of, line, "forfeit-keep", words.keepFor(line.name), own ?? (early.ok ? null : early.refusal)), act(drawing, of, line, "forfeit-drop", words.dropFor(line.name), own)];
  }
  const { convertsDeposits } = lineOf(of.tender.row.line);
  return [act(drawing, of, line, "deposit-forfeit", words.proposeFor(line.name)), ...(convertsDeposits && line.guarantee.way === "bank" && line.duty?.cause === "won" ? [act(drawing, of, line, "deposit-convert", words.convertFor(line.name))] : [])];
}

function act(drawing: Drawing, { tender, lot }: Of, { guarantee }: RefundLine, name: string, label: string, refusal: Refusal | null = null): ActionView {
  const fields = name === "deposit-forfeit" ? forfeitFields(drawing.language, lineOf(tender.row.line).forfeits) : (ACTS[name]?.fields?.(drawing.language) ?? []);
  return button(drawing, name, { tender: tender.id, lot: lot.lot }, { fields: aboutFirm(fields, guarantee.bidder, guarantee.reference), label, refusal, owner: ownerOf(tender), suffix: `-${lot.lot}-${guarantee.reference}` });
}

/** To which numbers the tenderer pays what its delays cost; they name no firm. */
async function chargesView({ world, language }: Drawing, { tender, lot }: Of): Promise<LotDeposits["charges"]> {
  const shown: LotDeposits["charges"][number][] = [];
  for (const { fen, number, account, order } of await chargesOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot })) {
    const payee = await payeeOf(world.db, world, account);
    shown.push({ fen, number, payee: `${payee.name}（${payee.bank}）`, state: order === null || order.state === "refused" ? null : ORDER_STATES[order.state][language], isPaid: order?.state === "paid" });
  }
  return shown;
}
