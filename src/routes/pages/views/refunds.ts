import { OPEN_STAGES } from "../../../procedure/procedure.js";
import type { PaymentOrder } from "../../../bank/order.js";
import { nextRefund } from "../../../deposits/decide.js";
import { refundOrders } from "../../../deposits/queries.js";
import { GUARANTEE_ENDS, isOut, REFUND_CAUSES, THROUGH_BANK } from "../../../bidding/refunds.js";
import { refundLines, type RefundLine } from "../../../bidding/use-cases/refunds.js";
import { lotsWithGuarantees } from "../../../bidding/queries/guarantees.js";
import { yuan } from "../../../kernel/money.js";
import { dayOf, plusMs, startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import { tenderById, type LotRow, type Tender } from "../../../tenders/queries.js";
import type { LotLine } from "../../../tenders/queries/lot-lines.js";
import type { DeskView } from "../../../web/pages/desk.js";
import { paths } from "../../../web/paths.js";
import type { Language } from "../../../web/context.js";
import type { RefundView } from "../../../web/parts/refunds.js";
import type { World } from "../../../world.js";
import { button, offers, type Drawing } from "../buttons.js";
import { ACTS } from "../act-table.js";
import { dutyView } from "./dates.js";
import { orderWords } from "./deposits.js";

const KINDS = { letter: { zh: "银行保函", en: "bank guarantee" }, insurance: { zh: "保证保险", en: "bond insurance" }, transfer: { zh: "转账", en: "transfer" } } as const;

/** A letter that its issuer signed. */
const SIGNED = { zh: "电子保函（开立人签名）", en: "electronic letter of guarantee" } as const;

type Of = { readonly world: World; readonly tender: Tender; readonly lot: LotRow; readonly now: Instant; readonly language: Language };

/** A guarantee in the words of a page. */
export function refundView({ tender, language }: Of, { guarantee, name, duty, late, charge }: RefundLine, orders: readonly PaymentOrder[]): RefundView {
  return {
    form: `/api/v1/tenders/${encodeURIComponent(guarantee.tender_id)}/lots/${encodeURIComponent(guarantee.lot)}/refunds/${guarantee.reference}/form`, name, ...whatItIs(guarantee, language), cause: duty === null ? null : REFUND_CAUSES[duty.cause][language],
    due: duty === null ? null : dutyView(tender, duty.number, typeof duty.from === "string" ? startOf(duty.from) : duty.from, language),
    paidOn: guarantee.paid_on === null ? null : (guarantee.paid_on as PlainDate), isLate: late > 0, late, charge, action: null, order: orders.slice(-1).map((order) => orderWords(order, language))[0] ?? null,
  };
}

const whatItIs = (guarantee: RefundLine["guarantee"], language: Language): Pick<RefundView, "uscc" | "kind" | "fen" | "isThroughBank" | "isLetter" | "ended"> => ({
  uscc: guarantee.bidder, kind: guarantee.way === "issuer" ? SIGNED[language] : KINDS[guarantee.kind][language], fen: BigInt(guarantee.amount_fen), isThroughBank: guarantee.entered_by === THROUGH_BANK, isLetter: guarantee.way === "issuer",
  ended: guarantee.ended === null || guarantee.ended === "refund" ? null : GUARANTEE_ENDS[guarantee.ended][language],
});

/** One firm's own guarantees of a lot. */
export async function ownRefunds(of: Of, bidder: string): Promise<RefundView[]> {
  const views: RefundView[] = [];
  for (const line of await refundLines(of.world.db, of, bidder)) views.push(refundView(of, line, await ordersOf(of, line)));
  return views;
}

/** Every guarantee of a lot, for whoever records what goes back; each that is due with its form. */
export async function refundViews(drawing: Drawing, of: Of): Promise<RefundView[]> {
  if (!offers(drawing.actor, "refund")) return [];
  const views: RefundView[] = [];
  for (const line of await refundLines(of.world.db, of)) {
    const orders = await ordersOf(of, line);
    const view = refundView(of, line, orders);
    views.push(view.due === null || !isOut(line.guarantee) ? view : { ...view, action: refundAction(drawing, of, line, orders) });
  }
  return views;
}

/** What came through the bank goes back by an order, one at a time; what did not is recorded by hand. */
export function refundAction(drawing: Drawing, of: Of, { guarantee }: RefundLine, orders: readonly PaymentOrder[]): RefundView["action"] {
  const act = guarantee.way === "bank" ? "deposit-refund" : "refund";
  const filled: Readonly<Record<string, string>> = { bidder: guarantee.bidder, reference: guarantee.reference, paidOn: dayOf(of.now) };
  if (!nextRefund(orders).ok) return null;
  const fields = (ACTS[act]?.fields?.(of.language) ?? []).map((field) => { const value = filled[field.name]; return value === undefined ? field : { ...field, value }; });
  return button(drawing, act, { tender: of.tender.id, lot: of.lot.lot }, { fields, suffix: `-${of.lot.lot}-${guarantee.reference}` });
}

/** The orders that pay a guarantee back; none of what did not come through the bank. */
export const ordersOf = (of: Of, { guarantee }: RefundLine): Promise<PaymentOrder[]> =>
  (guarantee.entered_by === THROUGH_BANK ? refundOrders(of.world.db, of.world.exchange.id, guarantee.reference) : Promise.resolve([]));

/**
 * The refunds that are owed over all lots of the list, each by its day: to the cashier, who records them, one by one; to the tenderer,
 * whose duty they are, one line a lot without names or number, for who gave a bond is not his to know (招标投标法 22).
 */
export async function refundsDue(drawing: Drawing, lines: readonly LotLine[], now: Instant): Promise<DeskView["due"][number][]> {
  const { world, actor } = drawing;
  const shown = actor.role === "cashier" ? lines : actor.role === "tenderer" ? lines.filter(({ stage }) => !OPEN_STAGES.has(stage)) : [];
  const due: DeskView["due"][number][] = [];
  for (const { tender_id: id, lot } of await lotsWithGuarantees(world.db, world.exchange.id, shown.map(({ tender }) => tender))) {
    const line = shown.find((each) => each.tender === id && each.lot === lot);
    if (line !== undefined) due.push(...await owedIn(drawing, line, now));
  }
  return due;
}

async function owedIn({ world, actor, language }: Drawing, line: LotLine, now: Instant): Promise<DeskView["due"][number][]> {
  const tender = await tenderById(world.db, world.exchange.id, line.tender);
  const lot = tender?.lots.find((each) => each.lot === line.lot);
  if (tender === null || lot === undefined) return [];
  const owed = (await refundLines(world.db, { world, tender, lot, now })).flatMap(({ guarantee, name, duty, late }) => (duty === null || !isOut(guarantee) ? [] : [{ name, fen: BigInt(guarantee.amount_fen), at: plusMs(duty.period.endsAt, -1), late }]));
  const item = (what: string, { at, late }: { readonly at: Instant; readonly late: number }) => ({ tender: line.tender, lot: line.name, title: line.title, what, due: { at, explanation: null }, href: paths.deskTender(line.tender), overdue: late > 0 });
  if (actor.role === "cashier") return owed.map((each) => item(language === "zh" ? `退还投标保证 ${yuan(each.fen)} 元：${each.name}` : `give back ${yuan(each.fen)} yuan: ${each.name}`, each));
  return owed.toSorted((left, right) => left.at - right.at).slice(0, 1).map((first) => item(language === "zh" ? "投标保证应退还（由交易中心出纳办理、登记）" : "guarantees are to go back (the cashier’s to record)", first));
}
