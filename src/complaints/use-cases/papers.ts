import { unitByCode } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { complaintDecision, complaintNotice, complaintReceipt, type ComplaintPaperCommon, type ComplaintPaperType, type DecisionFacts, type PaperClock, type PaperPoint } from "../../notices/complaint-papers.js";
import type { NoticeRecord } from "../../notices/record.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import { articleWords } from "../../rules/articles.js";
import { ruleOn } from "../../rules/rules.js";
import { dayOf } from "../../kernel/time.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { CLOCK_NAMES, pausedDays } from "../clocks.js";
import { EXCLUDED } from "../filing.js";
import { kindOf } from "../kinds.js";
import { OUTCOMES, REFUSALS_WHY, type WhyRefused } from "../life.js";
import { masked, maskedName } from "../mask.js";
import { handlersOf, paperOf, stepsOf, type ComplaintRow, type PaperRow, type StepRow } from "../queries.js";
import { holdComplaint, insertPaper } from "../store.js";
import { clocksNow } from "./held.js";
import { complainantOf, type Complainant } from "./identity.js";

/** Whether a complaint has this paper as it stands. */
export function hasPaper(type: ComplaintPaperType, { decision, served_at: served, refused_at: refused, kind }: ComplaintRow, steps: readonly StepRow[]): boolean {
  if (type === "complaint-receipt") return true;
  if (type === "complaint-notice") return refused !== null || steps.some(({ step }) => step === "transfer");
  return decision !== null && (type === "complaint-decision" || (served !== null && kindOf(kind).published));
}

/** A paper of a complaint: made when it is first asked for, from what is kept; then sealed, logged by its hashes and kept for ever. Who may ask is the caller's to say. */
export async function complaintPaper(world: World, complaint: string, type: ComplaintPaperType, at: Instant): Promise<Result<PaperRow>> {
  const kept = await paperOf(world.db, world.exchange.id, complaint, type);
  if (kept !== null) return ok(kept);
  return allOrNothing(world.db, async (tx) => {
    const row = await holdComplaint(tx, world.exchange.id, complaint);
    if (row === null) return refuse("not-found", { what: complaint });
    const made = await paperOf(tx, world.exchange.id, complaint, type);
    if (made !== null) return ok(made);
    const steps = await stepsOf(tx, world.exchange.id, complaint);
    return hasPaper(type, row, steps) ? seal(tx, world, { row, steps, type }, at) : refuse("paper-not-yet");
  });
}

type Asked = { readonly row: ComplaintRow; readonly steps: readonly StepRow[]; readonly type: ComplaintPaperType };

async function seal(tx: Tx, world: World, asked: Asked, at: Instant): Promise<Result<PaperRow>> {
  const record = await recordOf(tx, world, asked, at);
  if (!record.ok) return record;
  const { exchange } = world;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "complaint.paper", id: record.value.id, kind: asked.type, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  const paper = { exchange_id: exchange.id, complaint_no: asked.row.complaint_no, kind: asked.type, paper_id: record.value.id, ...sealed, outbox_id: outboxId, made_at: new Date(at) };
  await insertPaper(tx, paper);
  return ok(paper);
}

async function recordOf(tx: Tx, world: World, { row, steps, type }: Asked, at: Instant): Promise<Result<NoticeRecord<ComplaintPaperType>>> {
  const from = await complainantOf(tx, world, row.complaint_no);
  const isPublic = type === "complaint-decision-public";
  const hide = (text: string): string => (isPublic ? masked(text, [from?.name ?? null, from?.contact ?? null, from?.uscc ?? null, row.person]) : text);
  const common = await commonOf(tx, world, { row, from, isPublic, hide }, at);
  const points = (row.points ?? []).map((each): PaperPoint => ({ text: hide(each.text), challenge: each.objection === null ? null : `第${String(each.objection)}号${each.onReply ? "（对答复）" : ""}`, taken: each.excluded === null ? "受理" : EXCLUDED[each.excluded].zh }));
  const clocks = clocksNow(row, at).map(({ name, rule, period }): PaperClock => ({ name: CLOCK_NAMES[name].zh, from: period.from, until: period.rolledDate, law: articleWords(ruleOn(rule, dayOf(row.filed_at.getTime() as Instant)).article).zh }));
  if (type === "complaint-receipt") return complaintReceipt(common, { content: row.content, wanted: row.wanted, clocks, points });
  if (type === "complaint-notice") return complaintNotice(common, noticeFacts(row, steps));
  return complaintDecision(common, type, { ...decisionFacts(row, steps, hide), points, clocks, handlers: (await handlersOf(tx, row.exchange_id, row.complaint_no)).length });
}

type Shown = { readonly row: ComplaintRow; readonly from: Complainant | null; readonly isPublic: boolean; readonly hide: (text: string) => string };

async function commonOf(tx: Tx, world: World, shown: Shown, at: Instant): Promise<ComplaintPaperCommon> {
  const { row, isPublic, hide } = shown;
  const { exchange, mode, publicUrl } = world;
  const tender = row.tender_id === null ? null : await tenderById(tx, exchange.id, row.tender_id);
  return {
    exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl, verifyUrl: `${publicUrl}/complaints/${isPublic ? `decisions/${row.complaint_no}` : "track"}`, complaint: row.complaint_no, kind: kindOf(row.kind).zh, law: kindOf(row.kind).law.zh, subject: hide(row.subject),
    filedAt: row.filed_at.getTime() as Instant, salt: hex(Uint8Array.from(row.salt)), complainant: complainantIn(shown), respondent: await respondentIn(tx, exchange.id, shown, tender), tender: tender === null ? null : `${tender.form.title}（${tender.id}，第${row.lot ?? ""}标段）`, reference: row.reference,
  };
}

const complainantIn = ({ row, from, isPublic }: Shown): string | null => (row.is_anonymous ? "匿名" : isPublic ? "×××（依法保密）" : (from?.name ?? null));

/** The unit or the buyer complained of, and the person, masked where everybody reads it. */
async function respondentIn(tx: Tx, exchangeId: string, { row, isPublic }: Shown, tender: Tender | null): Promise<string | null> {
  const unit = row.unit_code === null ? null : await unitByCode(tx, exchangeId, row.unit_code);
  const whom = [unit?.zh ?? tender?.project.tenderer_name ?? null, isPublic ? maskedName(row.person) : row.person].filter((each) => each !== null);
  return whom.length === 0 ? null : whom.join("，");
}

function noticeFacts(row: ComplaintRow, steps: readonly StepRow[]): Parameters<typeof complaintNotice>[1] {
  const last = steps.findLast(({ step }) => step === "refuse" || step === "transfer");
  const { elsewhere, remedies } = kindOf(row.kind);
  const rest = { said: last?.said ?? null, remedies: remedies.zh };
  if (last?.step === "refuse") return { ...rest, what: "不予受理", why: REFUSALS_WHY[last.facts["why"] as WhyRefused].zh, channel: elsewhere?.zh ?? null };
  return { ...rest, what: "转送有权处理的部门", why: "依法由其他部门处理", channel: channelOf(last, elsewhere) };
}

const channelOf = (step: StepRow | undefined, elsewhere: { readonly zh: string } | null): string | null => CHANNELS[String(step?.facts["to"])] ?? elsewhere?.zh ?? null;
/** To whom a complaint was passed on within the house. */
const CHANNELS: Readonly<Record<string, string>> = { objection: "采购人（招标人）：已转为异议（质疑）", supervisor: "行政监督部门（财政部门）", "complaint-officer": "投诉受理中心" };

function decisionFacts(row: ComplaintRow, steps: readonly StepRow[], hide: (text: string) => string): Omit<DecisionFacts, "points" | "clocks" | "handlers"> {
  const { decision, decided_at: decided } = row;
  if (decision === null || decided === null) throw new RangeError("a decision that was not made");
  const statement = steps.findLast(({ step }) => step === "state")?.note ?? null;
  const count = pausedDays(row.pauses).size;
  return {
    content: hide(row.content), wanted: row.wanted === null ? null : hide(row.wanted), outcome: OUTCOMES[decision.outcome].zh, facts: hide(decision.facts), basis: hide(decision.basis), decision: hide(decision.decision), remedies: kindOf(row.kind).remedies.zh,
    acceptedAt: row.accepted_at === null ? null : (row.accepted_at.getTime() as Instant), decidedAt: decided.getTime() as Instant, statement: statement === null ? null : hide(statement), paused: count === 0 ? null : `${String(count)}日`,
  };
}
