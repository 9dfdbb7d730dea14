import { objectionsOf, ordersOf, waitingObjections, type ObjectionRow } from "../../../objections/queries.js";
import { caseOf } from "../../../objections/use-cases/file.js";
import { decideObjection, REPLY_DAYS, WORDS, type About } from "../../../objections/windows.js";
import type { Instant } from "../../../kernel/time.js";
import { ownerOf } from "../../../tenders/owner.js";
import type { LotLine } from "../../../tenders/queries/lot-lines.js";
import type { LotRow, Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { DeskView } from "../../../web/pages/desk.js";
import { paths } from "../../../web/paths.js";
import type { ObjectionView } from "../../../web/parts/objections.js";
import type { ActionView } from "../../../web/views.js";
import type { World } from "../../../world.js";
import { button, offers, type Drawing } from "../buttons.js";
import { objectionFields } from "../remedy-acts.js";
import { dutyView } from "./dates.js";
import { instantOf } from "./lists.js";

type Of = { readonly world: World; readonly tender: Tender; readonly lot: string; readonly language: Language };
const keyOf = ({ world, tender, lot }: Of) => ({ exchangeId: world.exchange.id, tenderId: tender.id, lot });

function viewOf({ world, tender, language }: Of, row: ObjectionRow): ObjectionView {
  const { replied_at: at, notice_id: notice, answer, effect, upheld } = row;
  return {
    serial: row.serial, about: WORDS[row.about][language], filer: row.filer_name, text: row.content, filedAt: instantOf(row.filed_at), due: dutyView(tender, REPLY_DAYS[row.about], instantOf(row.filed_at), language),
    overdue: at === null && row.reply_due.getTime() < world.clock(), reply: at === null || notice === null ? null : { upheld: upheld === true, answer: answer ?? "", effect: effect ?? "", at: instantOf(at), notice }, action: null,
  };
}

/** All objections of a lot for who replies to them, each that waits with its form. */
export async function objectionViews(drawing: Drawing, of: Of): Promise<ObjectionView[]> {
  if (!offers(drawing.actor, "object-reply")) return [];
  const owner = ownerOf(of.tender);
  return (await objectionsOf(of.world.db, keyOf(of))).map((row) => ({
    ...viewOf(of, row), action: row.replied_at !== null ? null : button(drawing, "object-reply", { tender: of.tender.id, lot: of.lot, item: String(row.serial) }, { owner, suffix: `-${of.lot}-${String(row.serial)}` }),
  }));
}

/** One firm's own. */
export const ownObjections = async (of: Of, firm: string): Promise<ObjectionView[]> =>
  (await objectionsOf(of.world.db, keyOf(of))).filter(({ filer_uscc: filer }) => filer === firm).map((row) => ({ ...viewOf(of, row), filer: null }));

/** The form to object by, for what can be objected to now; or why nothing can. */
export async function objectAction(drawing: Drawing, of: Of & { readonly row: LotRow }, now: Instant): Promise<ActionView> {
  const found = await caseOf(of.world.db, keyOf(of), of.tender, of.row, now);
  const decided = (["documents", "result"] as const).map((about: About) => ({ about, result: decideObjection(about, found) }));
  const open = decided.filter(({ result }) => result.ok).map(({ about }) => about);
  const newest = decided.findLast(({ about, result }) => !result.ok && found[about] !== null)?.result ?? decided[0]?.result;
  return button(drawing, "object", { tender: of.tender.id, lot: of.lot }, { fields: objectionFields(of.language, open), refusal: open.length > 0 || newest === undefined || newest.ok ? null : newest.refusal });
}

/** Replies that an office owes, each with its day. */
export async function repliesDue({ world, language }: Drawing, lines: readonly LotLine[], now: Instant): Promise<DeskView["due"][number][]> {
  const rows = await waitingObjections(world.db, world.exchange.id, lines.map(({ tender }) => tender));
  return rows.flatMap((row) => {
    const line = lines.find((each) => each.tender === row.tender_id && each.lot === row.lot);
    const what = language === "zh" ? `答复第 ${String(row.serial)} 号异议（质疑）` : `reply to objection no. ${String(row.serial)}`;
    return line === undefined ? [] : [{ tender: line.tender, lot: line.name, title: line.title, what, due: { at: instantOf(row.reply_due), explanation: null }, href: paths.deskTender(line.tender), overdue: row.reply_due.getTime() < now }];
  });
}

/** Why a lot stands still: by the supervisor's order, which the supervisor lifts, or for objections, until they are answered. */
export async function suspensionOf(of: Of): Promise<string> {
  const order = (await ordersOf(of.world.db, keyOf(of))).at(-1);
  if (order?.kind === "suspend") return of.language === "zh" ? `监督部门责令暂停，理由：${order.reason}` : `Stopped by the supervisor’s order: ${order.reason}`;
  const waits = (await objectionsOf(of.world.db, keyOf(of))).filter((row) => row.replied_at === null).length;
  return of.language === "zh" ? `因异议（质疑）暂停，${String(waits)} 件待答复；全部答复后恢复，暂停期间不计入各项期限。` : `Stopped for objections, ${String(waits)} of which wait for their reply; it goes on once all are answered.`;
}
