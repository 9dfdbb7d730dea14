import type { Actor } from "../../../identity/actor.js";
import type { Instant } from "../../../kernel/time.js";
import { lineOf, lineTitle } from "../../../lines/lines.js";
import type { NoticeRecord } from "../../../notices/record.js";
import { codeOfHash, printedCode } from "../../../notices/verification-code.js";
import type { Stage } from "../../../procedure/procedure.js";
import { leafOf, recordOf, type NoticeRow, type Tender } from "../../../tenders/queries.js";
import { planById, tendersOfPlan } from "../../../tenders/queries/plans.js";
import type { Language } from "../../../web/context.js";
import type { NoticeView } from "../../../web/pages/notice.js";
import { paths, pathsOf } from "../../../web/paths.js";
import type { World } from "../../../world.js";
import { deadlineView } from "./dates.js";
import { instantOf, lifeLine } from "./lists.js";

type Reading = { readonly world: World; readonly tender: Tender; readonly versions: readonly NoticeRow[]; readonly row: NoticeRow; readonly actor: Actor | null; readonly now: Instant; readonly language: Language };

/** The stages in which a document that calls firms can still be answered. */
const CALLING: Readonly<Record<string, readonly Stage[]>> = { "tender-notice": ["noticed", "bidding"], "invitation": ["noticed", "bidding"], "prequal-notice": ["prequal_open"] };

/** One version of one document, beside where its lot stands. */
export async function noticeView({ world, tender, versions, row, actor, now, language }: Reading): Promise<NoticeView> {
  const lot = tender.lots.find((each) => each.lot === row.lot) ?? tender.lots[0];
  if (lot === undefined) throw new RangeError(`tender ${tender.id} has no lot`);
  const stage = lot.stage as Stage;
  const takesBids = (CALLING[row.type] ?? []).includes(stage);
  return {
    ...await printOf({ world, versions, row, language }), line: lineOf(tender.row.line).title[language], project: tender.id, sale: null, followedBy: [], steps: lifeLine(lineOf(tender.row.line), stage, stage, language),
    deadline: row.type in CALLING || row.type === "clarification" ? deadlineView(tender, lot.lot, now, language) : null,
    takePart: takesBids ? takePart(actor, tender.id, lot.lot, language) : null,
  };
}

/** The document of a grant or transfer. */
export async function saleNoticeView(print: Print, sale: { readonly id: string; readonly line: string }): Promise<NoticeView> {
  return { ...await printOf(print), line: lineTitle(sale.line)[print.language], project: null, sale: sale.id, followedBy: [], steps: [], deadline: null, takePart: null };
}

/** The document of a plan, with the tenders that follow it. */
export async function planNoticeView(print: Print, planId: string): Promise<NoticeView> {
  const { world: { db, exchange }, language } = print;
  const plan = await planById(db, exchange.id, planId);
  if (plan === null) throw new RangeError(`a notice of plan ${planId}, which is not there`);
  const followedBy = (await tendersOfPlan(db, exchange.id, planId)).map(({ tender_id }) => tender_id);
  return { ...await printOf(print), line: lineOf(plan.line).title[language], project: null, sale: null, followedBy, steps: [], deadline: null, takePart: null };
}

type Print = Pick<Reading, "world" | "versions" | "row" | "language">;

/** What every document's page says of its own prints. */
async function printOf({ world, versions, row }: Print): Promise<Omit<NoticeView, "line" | "project" | "sale" | "followedBy" | "steps" | "deadline" | "takePart">> {
  const leaf = await leafOf(world.db, world.exchange.id, row.outbox_id);
  const href = `${paths.notice(row.notice_id, row.version)}/notice`;
  return {
    record: recordOf(row) as NoticeRecord, publishedAt: instantOf(row.published_at), versions: versions.map((each) => ({ version: each.version, publishedAt: instantOf(each.published_at), reason: reasonOf(each) })),
    jsonHref: `${href}.json`, pdfHref: `${href}.pdf`, jsonSha256: row.json_sha256, code: printedCode(codeOfHash(row.json_sha256)), pdfSha256: row.pdf_sha256, logIndex: leaf?.idx ?? null,
  };
}

/** Why a version took the place of the one before, as its record says; null of a first issue. */
function reasonOf(row: NoticeRow): string | null {
  const { terms } = recordOf(row) as { readonly terms: { readonly correction?: { readonly reason: readonly string[] } } | null };
  return terms?.correction?.reason.join("；") ?? null;
}

function takePart(actor: Actor | null, tender: string, lot: string, language: Language): string | null {
  if (actor === null) return `${pathsOf({ language }).signIn}?next=${encodeURIComponent(paths.myBid(tender, lot))}`;
  return actor.role === "bidder" ? paths.myBid(tender, lot) : null;
}
