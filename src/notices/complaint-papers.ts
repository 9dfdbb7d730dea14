import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { called, code, column, day, fact, facts, link, note, paperOf, paragraphs, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { NoticeRecord, Section } from "./record.js";

/** The papers of a complaint: that it came, that it is not taken or goes elsewhere, what was decided, and that with its people masked. */
export type ComplaintPaperType = "complaint-receipt" | "complaint-notice" | "complaint-decision" | "complaint-decision-public";
export const COMPLAINT_PAPERS = {
  "complaint-receipt": { zh: "投诉登记回执", en: "Receipt of a complaint" }, "complaint-notice": { zh: "投诉受理情况告知书", en: "Notice about a complaint" },
  "complaint-decision": { zh: "投诉处理决定书", en: "Decision on a complaint" }, "complaint-decision-public": { zh: "投诉处理决定书（公开版）", en: "Decision on a complaint, as published" },
} as const satisfies Readonly<Record<ComplaintPaperType, { readonly zh: string; readonly en: string }>>;

/** What every paper of a complaint says. `salt` keeps the ones that are not published from being guessed out of their hash; `issuer` is who decides. */
export type ComplaintPaperCommon = PaperCommon & {
  readonly verifyUrl: string;
  readonly complaint: string; readonly kind: string; readonly law: string; readonly subject: string; readonly filedAt: Instant; readonly salt: string;
  /** Printed as it is written: masked already where the paper is published. */
  readonly complainant: string | null; readonly respondent: string | null; readonly tender: string | null; readonly reference: string | null;
};

/** A period as papers print it. */
export type PaperClock = { readonly name: string; readonly from: PlainDate; readonly until: PlainDate; readonly law: string };
export type PaperPoint = { readonly text: string; readonly challenge: string | null; readonly taken: string };

/** 投诉登记回执: the number, when it was filed, and by when what is to happen. */
export const complaintReceipt = (common: ComplaintPaperCommon, given: { readonly content: string; readonly wanted: string | null; readonly clocks: readonly PaperClock[]; readonly points: readonly PaperPoint[] }): Result<NoticeRecord<ComplaintPaperType>> => compose(common, "complaint-receipt", [
  section("二、内容", "2. What it says", ...paragraphs(given.content), ...called("请求事项", given.wanted), ...pointTable(given.points)),
  section("三、期限", "3. Periods", clockTable(given.clocks), note("凭查询码可以在投诉查询页面查看办理到哪一步、何时到期，无须注册。提交投诉的日期不因转送而改变。")),
]);

/** 不予受理或者转送: why, and whose it is. */
export const complaintNotice = (common: ComplaintPaperCommon, given: { readonly what: string; readonly why: string; readonly said: string | null; readonly channel: string | null; readonly remedies: string }): Result<NoticeRecord<ComplaintPaperType>> => compose(common, "complaint-notice", [
  section("二、处理", "2. What is done", facts(fact("处理", "What", text(given.what)), fact("理由", "Why", text(given.why)), fact("有权处理的部门", "Whose it is", text(given.channel))), ...called("说明", given.said)),
  section("三、救济途径", "3. What may be done", ...paragraphs(given.remedies), note("原提交日期保留：向有权处理的部门提出的日期，以首次提交的日期为准。")),
]);

/** What a decision says (rule book E26). */
export type DecisionFacts = {
  readonly content: string; readonly wanted: string | null; readonly points: readonly PaperPoint[]; readonly outcome: string; readonly facts: string; readonly basis: string; readonly decision: string; readonly remedies: string;
  readonly acceptedAt: Instant | null; readonly decidedAt: Instant; readonly statement: string | null; readonly handlers: number; readonly clocks: readonly PaperClock[]; readonly paused: string | null;
};

/** 投诉处理决定书: parties, points, facts, basis, decision, remedies, date (E26; 94号令 33; 11号令 21). */
export const complaintDecision = (common: ComplaintPaperCommon, type: "complaint-decision" | "complaint-decision-public", given: DecisionFacts): Result<NoticeRecord<ComplaintPaperType>> => compose(common, type, [
  section("二、投诉事项", "2. Points", ...paragraphs(given.content), ...called("请求事项", given.wanted), ...pointTable(given.points)),
  section("三、办理", "3. What was done", facts(fact("受理时间", "Accepted", time(given.acceptedAt)), fact("承办人员", "Handlers", text(`${String(given.handlers)}名，均已承诺无须回避`)), fact("不计入期限的时间", "Days left out", text(given.paused))), ...called("被投诉人书面说明", given.statement), clockTable(given.clocks)),
  section("四、查明的事实", "4. Facts", ...paragraphs(given.facts)),
  section("五、依据", "5. Basis", ...paragraphs(given.basis)),
  section("六、处理决定", "6. Decision", facts(fact("结论", "Outcome", text(given.outcome)), fact("决定日期", "Date", time(given.decidedAt))), ...paragraphs(given.decision)),
  section("七、救济途径", "7. Remedies", ...paragraphs(given.remedies)),
]);

const pointTable = (points: readonly PaperPoint[]) => (points.length === 0 ? [] : [table("投诉事项", [column("序号", "No.", 1), column("事项", "Point", 7), column("对应的质疑（异议）", "Challenge", 3), column("受理", "Taken", 4)], points.map((each, at) => [text(String(at + 1)), text(each.text), text(each.challenge), text(each.taken)]))]);
const clockTable = (clocks: readonly PaperClock[]) => table("法定和承诺期限", [column("事项", "What", 5), column("自", "From", 4), column("至", "Until", 4), column("依据", "By", 6)], clocks.map((each) => [text(each.name), day(each.from), day(each.until), text(each.law)]));

function compose(common: ComplaintPaperCommon, type: ComplaintPaperType, sections: readonly Section[]): Result<NoticeRecord<ComplaintPaperType>> {
  const { zh: title } = COMPLAINT_PAPERS[type];
  const number = `${common.complaint}-${ORDINALS[type]}`;
  const head = section("一、基本信息", "1. About this document", facts(
    fact("文件名称", "Document", text(title)), fact("文号", "Document number", code(number)), fact("投诉编号", "Complaint", code(common.complaint)), fact("类别", "Kind", text(common.kind)), fact("标题", "Subject", text(common.subject)), fact("提交时间", "Filed", time(common.filedAt)),
    fact("投诉人", "Complainant", text(common.complainant)), fact("被投诉人", "Complained of", text(common.respondent)), fact("交易项目", "Tender", text(common.tender)), fact("相关编号", "Reference", text(common.reference)),
    fact("出具单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("出具时间", "Issued", time(common.publishedAt)), fact("办理依据", "Legal basis", text(common.law)),
  ));
  const end = section("核验", "Verification", facts(fact("查询、核验网址", "Look it up", link(common.verifyUrl))), note("核验方法：PDF 内附 notice.json，电子签名可用任何 PDF 阅读器的签名面板查验，文件摘要记入公开日志。没有内容的栏目印“无/不适用”。"));
  return paperOf(common, {
    type, id: number, number, title, subject: common.subject, verifyUrl: common.verifyUrl,
    sections: [head, ...sections, end], terms: { v: "complaint/1", complaint: common.complaint, salt: common.salt },
  });
}

/** How the papers of a complaint are told apart in their numbers. */
const ORDINALS: Readonly<Record<ComplaintPaperType, string>> = { "complaint-receipt": "H", "complaint-notice": "G", "complaint-decision": "J", "complaint-decision-public": "JG" };
