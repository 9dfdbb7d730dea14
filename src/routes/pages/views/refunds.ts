import { REFUND_CAUSES } from "../../../bidding/refunds.js";
import { refundLines, type RefundLine } from "../../../bidding/use-cases/refunds.js";
import { dayOf, startOf, type Instant, type PlainDate } from "../../../kernel/time.js";
import type { LotRow, Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { RefundView } from "../../../web/parts/refunds.js";
import type { World } from "../../../world.js";
import { button, offers, type Drawing } from "../buttons.js";
import { ACTS } from "../act-table.js";
import { dutyView } from "./dates.js";

const KINDS = { letter: { zh: "银行保函", en: "bank guarantee" }, insurance: { zh: "保证保险", en: "bond insurance" }, transfer: { zh: "转账", en: "transfer" } } as const;

type Of = { readonly world: World; readonly tender: Tender; readonly lot: LotRow; readonly now: Instant; readonly language: Language };

function viewOf({ tender, now, language }: Of, { guarantee, name, duty, late, charge }: RefundLine): RefundView {
  return {
    name, uscc: guarantee.bidder, kind: KINDS[guarantee.kind][language], fen: BigInt(guarantee.amount_fen), cause: duty === null ? null : REFUND_CAUSES[duty.cause][language],
    due: duty === null ? null : dutyView(tender, duty.number, typeof duty.from === "string" ? startOf(duty.from) : duty.from, language),
    paidOn: guarantee.paid_on === null ? null : (guarantee.paid_on as PlainDate), isLate: late > 0 && (guarantee.paid_on !== null || (duty !== null && now > duty.period.endsAt)), late, charge, action: null,
  };
}

/** One firm's own guarantee of a lot; null where it gave none. */
export async function ownRefund(of: Of, bidder: string): Promise<RefundView | null> {
  const [line] = await refundLines(of.world.db, of, bidder);
  return line === undefined ? null : viewOf(of, line);
}

/** Every guarantee of a lot, for whoever records what goes back; each that is due with its form. */
export async function refundViews(drawing: Drawing, of: Of): Promise<RefundView[]> {
  if (!offers(drawing.actor, "refund")) return [];
  const lines = await refundLines(of.world.db, of);
  return lines.map((line) => {
    const view = viewOf(of, line);
    if (view.due === null || view.paidOn !== null) return view;
    const [hidden, ...rest] = ACTS["refund"]?.fields?.(of.language) ?? [];
    const fields = [...(hidden === undefined ? [] : [{ ...hidden, value: line.guarantee.bidder }]), ...rest.map((field) => (field.name === "paidOn" ? { ...field, value: dayOf(of.now) } : field))];
    return { ...view, action: button(drawing, "refund", { tender: of.tender.id, lot: of.lot.lot }, { fields, suffix: `-${of.lot.lot}-${line.guarantee.bidder}` }) };
  });
}
