import { ORDER_STATES, type PaymentOrder } from "../../../bank/order.js";
import { ordersPlaced } from "../../../bank/queries.js";
import { lotsReturning } from "../../../bidding/queries/guarantees.js";
import { GUARANTEE_ENDS } from "../../../bidding/refunds.js";
import { refundLines, type RefundLine } from "../../../bidding/use-cases/refunds.js";
import { isOpen } from "../../../deposits/forfeit.js";
import { forfeitCause } from "../../../deposits/flows.js";
import { basicAccountOf, bondOrders, chargesOf, proposalOf, type LateCharge } from "../../../deposits/queries.js";
import { organisationName } from "../../../identity/queries.js";
import { refuse } from "../../../kernel/result.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { dayOf, endInChinese, endInEnglish, plusDays, startOf, type Instant } from "../../../kernel/time.js";
import { lotOf } from "../../../tenders/form.js";
import { tenderById, type LotRow, type Tender } from "../../../tenders/queries.js";
import { returnWords } from "../../../web/messages/returns.js";
import { paths } from "../../../web/paths.js";
import type { ChargeRow, ReturnGroup, ReturnRow, ReturnsView } from "../../../web/pages/returns.js";
import { ACTS } from "../act-table.js";
import { button, type Drawing } from "../buttons.js";
import { aboutFirm } from "../deposit-acts.js";
import { ordersOf, refundAction, refundView } from "./refunds.js";

/** Lots that are looked at; where there are more, the page says so. */
const LOTS_MAX = 300;
/** For how many days what was kept or turned into a performance bond stays on the page. */
const ENDED_DAYS = 90;

type Of = { readonly tender: Tender; readonly lot: LotRow; readonly now: Instant };
type Sorted = { readonly group: ReturnGroup; readonly row: ReturnRow };

/** All that goes back or does not, by what is to be done about it; of a lot before its deadline only what is owed already: a bid that was withdrawn, a tender that ended. */
export async function returnsView(drawing: Drawing, now: Instant): Promise<Omit<ReturnsView, "faults">> {
  const { db, exchange } = drawing.world;
  const lots = await lotsReturning(db, exchange.id, new Date(startOf(plusDays(dayOf(now), -ENDED_DAYS))), LOTS_MAX + 1);
  const [rows, charges]: [Sorted[], ChargeRow[]] = [[], []];
  for (const { tender_id: id, lot: code } of lots.slice(0, LOTS_MAX)) {
    const tender = await tenderById(db, exchange.id, id);
    const lot = tender?.lots.find((each) => each.lot === code);
    if (tender === null || lot === undefined) continue;
    const of = { tender, lot, now };
    for (const line of await refundLines(db, { world: drawing.world, ...of })) rows.push(...await rowOf(drawing, of, line));
    charges.push(...await chargeRows(drawing, of));
  }
  const inGroup = (group: ReturnGroup): ReturnRow[] => rows.filter((each) => each.group === group).map(({ row }) => row).toSorted((left, right) => dueAt(left) - dueAt(right));
  return { late: inGroup("late"), due: inGroup("due"), back: inGroup("back"), underWay: inGroup("underWay"), kept: inGroup("kept"), charges, isCut: lots.length > LOTS_MAX };
}

const dueAt = ({ refund }: ReturnRow): number => refund.due?.at ?? Infinity;

async function rowOf(drawing: Drawing, of: Of, line: RefundLine): Promise<Sorted[]> {
  if (line.guarantee.paid_on !== null) return [];
  const kept = await keptNote(drawing, of, line);
  if (kept === null && line.duty === null) return [];
  const orders = await ordersOf({ ...of, ...drawing }, line);
  const row = { refund: refundView({ ...of, ...drawing }, line, orders), place: placeOf(of), isToday: line.duty?.period.rolledDate === dayOf(of.now), note: kept };
  return [kept === null ? await owedRow(drawing, of, { line, row, orders }) : { group: "kept", row }];
}

/** What is owed: with the bank, not carried out by it, or still to be done by its day. */
async function owedRow(drawing: Drawing, of: Of, { line, row, orders }: { readonly line: RefundLine; readonly row: ReturnRow; readonly orders: readonly PaymentOrder[] }): Promise<Sorted> {
  const last = orders.at(-1);
  const action = refundAction(drawing, { ...of, ...drawing }, line, orders);
  if (action === null) return { group: "underWay", row };
  if (last === undefined) return { group: row.refund.isLate ? "late" : "due", row: { ...row, refund: { ...row.refund, action } } };
  const { note, refusal } = await afterBank(drawing, line.guarantee.bidder, last);
  return { group: "back", row: { ...row, note, refund: { ...row.refund, action: { ...action, refusal: action.refusal ?? refusal } } } };
}

const placeOf = ({ tender, lot }: Of): ReturnRow["place"] => ({ title: tender.form.title, lot: tender.lots.length > 1 ? lotOf(tender.form, lot.lot).name : null, href: paths.deskTender(tender.id) });

/** What the bank said of an order that it did not carry out, and what comes next; what came back waits for another account of the firm. */
async function afterBank({ world, language }: Drawing, uscc: string, { state, reason, payee }: PaymentOrder): Promise<{ readonly note: string; readonly refusal: Refusal | null }> {
  const words = returnWords(language);
  const why = reason ?? words.noReason;
  if (state === "refused") return { note: words.refused(why), refusal: null };
  const stated = await basicAccountOf(world.db, world.exchange.id, uscc);
  const isNew = stated !== null && stated.account !== payee.account;
  return isNew ? { note: words.returnedStated(why, stated.account, stated.bank), refusal: null } : { note: words.returnedWaits(why), refusal: refuse("refund-account-wanted").refusal };
}

/** Why a guarantee does not go back for now or for good; null where it does. */
async function keptNote({ world: { db, exchange }, language }: Drawing, { now }: Of, { guarantee: { reference, ended, way } }: RefundLine): Promise<string | null> {
  const words = returnWords(language);
  if (ended === "forfeit" && way === "issuer") return `${GUARANTEE_ENDS[ended][language]}${words.demanded}`;
  if (ended === "forfeit" || ended === "convert") {
    const order = (ended === "forfeit" ? await ordersPlaced(db, exchange.id, forfeitCause(reference)) : await bondOrders(db, exchange.id, reference)).at(-1);
    return `${GUARANTEE_ENDS[ended][language]}${order === undefined ? "" : words.paying(ORDER_STATES[order.state][language])}`;
  }
  const proposal = await proposalOf(db, exchange.id, reference);
  return isOpen(proposal, now) ? words.proposed(language === "zh" ? endInChinese(proposal.openUntil) : endInEnglish(proposal.openUntil)) : null;
}

/** What late refunds of a lot cost, as long as it has not reached the firm. */
async function chargeRows(drawing: Drawing, of: Of): Promise<ChargeRow[]> {
  const { world, language } = drawing;
  const rows: ChargeRow[] = [];
  for (const charge of await chargesOf(world.db, { exchangeId: world.exchange.id, tenderId: of.tender.id, lot: of.lot.lot })) {
    if (charge.order?.state === "paid") continue;
    const name = (await organisationName(world.db, world.exchange.id, charge.bidder)) ?? charge.bidder;
    rows.push({ name, uscc: charge.bidder, fen: charge.fen, number: charge.number, place: placeOf(of), ...(await chargeState(drawing, of, charge)), state: charge.order === null ? returnWords(language).chargeWaits : ORDER_STATES[charge.order.state][language] });
  }
  return rows;
}

/** A charge that came back from the bank is paid on again; one whose money the tenderer owes waits for it. */
async function chargeState(drawing: Drawing, { tender, lot }: Of, { bidder, order }: LateCharge): Promise<Pick<ChargeRow, "note" | "action">> {
  if (order === null || (order.state !== "returned" && order.state !== "refused")) return { note: null, action: null };
  const next = await afterBank(drawing, bidder, order);
  return { note: next.note, action: button(drawing, "deposit-charge", { tender: tender.id, lot: lot.lot }, { fields: aboutFirm(ACTS["deposit-charge"]?.fields?.(drawing.language) ?? [], bidder), refusal: next.refusal, suffix: `-${tender.id}-${lot.lot}-${bidder}` }) };
}
