import type { Context } from "hono";
import { badRecords, complaintByNumber, publishedDecisions, type ComplaintRow, type PaperRow } from "../complaints/queries.js";
import { handlersOf } from "../complaints/queries.js";
import { kindOf } from "../complaints/kinds.js";
import { OUTCOMES } from "../complaints/life.js";
import { complaintPaper } from "../complaints/use-cases/papers.js";
import { showIdentity } from "../complaints/use-cases/identity.js";
import type { Actor } from "../identity/actor.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dateInChinese, dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { COMPLAINT_PAPERS, type ComplaintPaperType } from "../notices/complaint-papers.js";
import { tableOf, type Statement, type StatementField } from "../notices/statement.js";
import type { World } from "../world.js";
import { COMPLAINT, COMPLAINTS, seenComplaint } from "./complaints.js";
import { document, endpoint, inOffice, type Api, type Vars } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { statement } from "./statements.js";
import { decisionView } from "./views/complaints.js";

/** Decisions published at once. */
export const DECISIONS_MAX = 500;
const DECISION = `${COMPLAINTS}/decisions/:complaint{C[0-9]{10}}`;

/** What is published of complaints, with the sealed papers; and a handler’s own papers of a complaint. */
export function complaintPaperRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: `${COMPLAINTS}/decisions`, summary: "Published decisions on complaints, the newest first, and the list of bad records", action: "anyone" }, async () => ok({ body: {
    decisions: (await publishedDecisions(db, exchange.id, { suggestions: false, limit: DECISIONS_MAX })).map(decisionView),
    badRecords: (await badRecords(db, exchange.id)).map(({ uscc, name, complaints, made_at }) => ({ uscc, name, complaints, at: rfc3339(made_at.getTime() as Instant) })),
  } }));
  for (const isPdf of [true, false]) {
    const ending = isPdf ? "pdf" : "json";
    paper(api, { path: `${DECISION}/paper.${ending}`, summary: `A published decision: ${isPdf ? "its sealed PDF" : "its record"}`, action: "anyone" }, (c) => publicPaper(c, world, isPdf));
    paper(api, { path: `${COMPLAINT}/papers/:type/paper.${ending}`, summary: `A paper of a complaint, for its handlers: ${isPdf ? "its sealed PDF" : "its record"}`, action: "complaint.read" }, (c) => handlersPaper(c, world, isPdf));
  }
  statement(api, world, { path: `${COMPLAINTS}/decisions/statement`, summary: "Published decisions as a table", action: "anyone", make: async () => ok(decisionTable(await publishedDecisions(db, exchange.id, { suggestions: false, limit: DECISIONS_MAX }))) });
}

type Spec = { readonly path: string; readonly summary: string; readonly action: "anyone" | "complaint.read" };
function paper(api: Api, spec: Spec, answer: (c: Context<Vars>) => Promise<Response>): void {
  document(api, { method: "get", ...spec });
  api.get(spec.path, answer);
}

/** A published decision of this number; null where there is none. */
export async function publishedDecision({ db, exchange }: World, complaint: string): Promise<ComplaintRow | null> {
  const row = await complaintByNumber(db, exchange.id, complaint);
  return row?.served_at != null && row.decision !== null && kindOf(row.kind).published ? row : null;
}

async function publicPaper(c: Context<Vars>, world: World, isPdf: boolean): Promise<Response> {
  const at = c.get("receivedAt");
  const row = await publishedDecision(world, c.req.param("complaint") ?? "");
  const made = row === null ? refuse("not-found", { what: c.req.param("complaint") ?? "" }) : await complaintPaper(world, row.complaint_no, "complaint-decision-public", at);
  return made.ok ? sendPaper(c, world, made.value, isPdf) : problem(c, made.refusal, at);
}

const isPaper = (type: string): type is ComplaintPaperType => Object.hasOwn(COMPLAINT_PAPERS, type);

/** A paper names who complains: its reading by a handler is kept as such. */
async function handlersPaper(c: Context<Vars>, world: World, isPdf: boolean): Promise<Response> {
  const at = c.get("receivedAt");
  const may = inOffice(c, "complaint.read");
  const made = may.ok ? await paperShown(world, may.value, { complaint: c.req.param("complaint") ?? "", type: c.req.param("type") ?? "" }, at) : may;
  return made.ok ? sendPaper(c, world, made.value, isPdf) : problem(c, made.refusal, at);
}

async function paperShown(world: World, actor: Actor, { complaint, type }: { readonly complaint: string; readonly type: string }, at: Instant): Promise<Result<PaperRow>> {
  const row = await seenComplaint(world, actor, complaint);
  if (row === null || !isPaper(type)) return refuse("not-found", { what: complaint });
  if (!(await handlersOf(world.db, world.exchange.id, complaint)).some(({ actorId }) => actorId === actor.id)) return refuse("complaint-not-handler");
  const made = await complaintPaper(world, complaint, type, at);
  const shown = made.ok && !row.is_anonymous ? await showIdentity(world, actor, complaint, COMPLAINT_PAPERS[type].zh, at) : ok(null);
  return shown.ok ? made : shown;
}

const day = (date: Date | null): string | null => (date === null ? null : dateInChinese(dayOf(date.getTime() as Instant)));
const COLUMNS: readonly StatementField<ComplaintRow>[] = [
  { zh: "投诉编号", en: "complaint", kind: "plain", width: 4, of: (row) => row.complaint_no }, { zh: "类别", en: "kind", kind: "plain", width: 4, of: (row) => kindOf(row.kind).zh }, { zh: "交易项目", en: "tender", kind: "plain", width: 6, of: (row) => row.tender_id }, { zh: "被投诉单位", en: "unit", kind: "plain", width: 3, of: (row) => row.unit_code },
  { zh: "提交", en: "filed", kind: "plain", width: 5, of: (row) => day(row.filed_at) }, { zh: "决定", en: "decided", kind: "plain", width: 5, of: (row) => day(row.decided_at) }, { zh: "结论", en: "outcome", kind: "text", width: 6, of: (row) => (row.outcome === null ? null : OUTCOMES[row.outcome].zh) },
];

const decisionTable = (rows: readonly ComplaintRow[]): Statement => ({
  name: "complaint-decisions", title: { zh: "投诉处理决定公开目录", en: "Published decisions on complaints" }, subject: "投诉处理决定", ...tableOf(COLUMNS, rows), facts: [{ zh: "件数", en: "Decisions", value: String(rows.length) }], sums: [], remark: "决定书全文（投诉人和个人姓名已隐去）见投诉处理决定公开页面，附电子签章。",
});
