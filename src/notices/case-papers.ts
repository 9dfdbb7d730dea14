import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, column, day, fact, facts, HOW_CHECKED, link, list, note, paperOf, paragraphs, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { Block, NoticeRecord, Section } from "./record.js";

/** The papers of a case: E22, E23 and its refusal, what is told of a pause and an extension, E24 and its refusal. */
export type CasePaperType = "case-corrections" | "case-acceptance" | "case-rejection" | "case-suspension" | "case-extension" | "case-decision" | "case-refusal";
/** Their titles, with the article each stands on. */
export const CASE_PAPERS = {
  "case-corrections": { zh: "一次性告知书（补正）", en: "Notice of what is to be corrected", law: "《中华人民共和国行政许可法》第三十二条第一款第四项" },
  "case-acceptance": { zh: "受理通知书", en: "Notice of acceptance", law: "《中华人民共和国行政许可法》第三十二条" },
  "case-rejection": { zh: "不予受理通知书", en: "Notice that a case is not accepted", law: "《中华人民共和国行政许可法》第三十二条" },
  "case-suspension": { zh: "特别程序告知书", en: "Notice of a special procedure", law: "《中华人民共和国行政许可法》第四十五条" },
  "case-extension": { zh: "延长办理期限告知书", en: "Notice of an extension", law: "《中华人民共和国行政许可法》第四十二条" },
  "case-decision": { zh: "准予决定书", en: "Decision to grant", law: "《中华人民共和国行政许可法》第三十八条" },
  "case-refusal": { zh: "不予许可决定书", en: "Decision to refuse", law: "《中华人民共和国行政许可法》第三十八条" },
} as const satisfies Readonly<Record<CasePaperType, { readonly zh: string; readonly en: string; readonly law: string }>>;

export type CasePaperCommon = PaperCommon & { readonly serial: number };

/** What every paper says of its case. `salt` keeps it from being guessed out of its hash; `seal`: the approval seal and the mandate it goes with. */
export type CaseFacts = {
  readonly code: string; readonly applicant: string; readonly subject: string; readonly item: string; readonly itemName: string; readonly caseType: string; readonly version: number; readonly receivedAt: Instant;
  readonly materials: readonly { readonly name: string; readonly at: Instant; readonly sha256: string | null }[]; readonly handler: string; readonly place: string; readonly complaints: string; readonly seal: string; readonly salt: string;
};
/** What a paper says beside, by its type. */
export type CaseSaid =
  | { readonly kind: "case-corrections"; readonly points: readonly { readonly material: string; readonly what: string; readonly standard: string; readonly sample: string | null }[]; readonly until: PlainDate }
  | { readonly kind: "case-acceptance"; readonly acceptedOn: PlainDate; readonly limit: number; readonly dueOn: PlainDate; readonly provisional: boolean; readonly bySilence: boolean; readonly statutory: number }
  | { readonly kind: "case-rejection"; readonly reason: string; readonly remedy: string }
  | { readonly kind: "case-suspension"; readonly procedure: string; readonly reason: string; readonly expectedDays: number; readonly from: PlainDate }
  | ({ readonly kind: "case-extension" } & ExtensionSaid)
  | { readonly kind: "case-decision" | "case-refusal"; readonly facts: string; readonly basis: string; readonly reason: string | null; readonly remedy: string; readonly level: string; readonly minutes: string | null; readonly deliverBy: PlainDate; readonly results: readonly string[] };

/** One paper of a case. */
export function casePaper(common: CasePaperCommon, given: CaseFacts, said: CaseSaid): Result<NoticeRecord<CasePaperType>> {
  const { zh: title, law } = CASE_PAPERS[said.kind];
  const number = `${given.code}-${String(common.serial)}`;
  const url = `${common.publicUrl}/track?code=${given.code}`;
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("编号", "Number", code(number)), fact("申请人", "Applicant", text(given.applicant)), fact("申请事项", "Item", text(`${given.itemName}（${given.item}，第${String(given.version)}版）`)), fact("办件类型", "Type", text(given.caseType)),
    fact("申请内容", "About", text(given.subject)), fact("办件查询码", "Query code", code(given.code)), fact("出具单位", "Issued by", text(common.issuer.name)), fact("出具时间", "Issued", time(common.publishedAt)), fact("办理依据", "Legal basis", text(law)),
  ));
  return paperOf(common, {
    type: said.kind, id: `${said.kind}-${number}`, number, title, subject: given.itemName, verifyUrl: url,
    sections: [head, ...bodyOf(said), materialsOf(given), ending(given, url)], terms: { v: "case-paper/1", case: given.code, salt: given.salt },
  });
}

const materialsOf = ({ materials, receivedAt }: CaseFacts): Section => section("收到的材料", "Materials received", facts(fact("收件时间", "Received", time(receivedAt))),
  materials.length === 0 ? note("没有收到材料。") : table(null, [column("材料", "Material", 5), column("收到时间", "Received", 4), column("文件摘要（SHA-256；纸质的不填）", "sha256; none of paper", 6)], materials.map((each) => [text(each.name), time(each.at), code(each.sha256)])));

type Said<Kind extends CaseSaid["kind"]> = Extract<CaseSaid, { readonly kind: Kind }>;

const corrections = ({ points, until }: Said<"case-corrections">): readonly Section[] => [section("需要补正的全部内容", "All that is to be corrected",
  table(null, [column("材料", "Material", 4), column("问题", "What is wrong", 5), column("标准", "Standard", 5), column("样表摘要（SHA-256）", "sha256 of the sample", 4)], points.map((each) => [text(each.material), text(each.what), text(each.standard), code(each.sample)])),
  facts(fact("告知期限", "To be told by", day(until))),
  note("以上为需要补正的全部内容，此后不再就本次已经可以提出的问题要求补正。按本告知书提交全部补正材料的，应当受理。"), note("逾期不告知的，自收到申请材料之日起即为受理。"))];

/** What an acceptance says of a count over a year without its notice, and of silence. */
export const acceptanceNotes = ({ provisional, bySilence }: { readonly provisional: boolean; readonly bySilence: boolean }): readonly Block[] => [
  ...(provisional ? [note("期限跨入尚未公布放假安排的年度，暂按周末计算，放假安排公布后重新计算。")] : []), ...(bySilence ? [note("本件在法定期限内没有告知需要补正的内容，自收到申请材料之日起即为受理。")] : []),
];

const acceptance = (said: Said<"case-acceptance">): readonly Section[] => [section("受理和期限", "Acceptance and limit", facts(
  fact("受理日期", "Accepted on", day(said.acceptedOn)), fact("承诺期限", "Promised limit", text(said.limit === 0 ? "当日办结" : `${String(said.limit)}个工作日`)), fact("法定期限", "Statutory limit", text(`${String(said.statutory)}个工作日`)), fact("办结期限", "Due on", day(said.dueOn)),
), note("期限自受理的次日起按工作日计算，法定节假日和休息日不计入，调休上班的日子计入。听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入，另行书面告知。"),
...acceptanceNotes(said))];

/** The part of a paper that turns an application away. */
export const rejection = ({ reason, remedy }: { readonly reason: string; readonly remedy: string }): readonly Section[] => [section("不予受理的理由", "Why it is not accepted", ...paragraphs(reason)), section("救济", "Remedies", ...paragraphs(remedy))];

const suspension = (said: Said<"case-suspension">): readonly Section[] => [section("特别程序", "Special procedure", facts(fact("程序", "Procedure", text(said.procedure)), fact("开始日期", "From", day(said.from)), fact("预计需要", "Expected to take", text(`${String(said.expectedDays)}日`))), ...paragraphs(said.reason), note("以上程序所需时间不计算在办理期限内，程序结束的次日起继续计算。"))];

/** An extension as its paper says it. `days` are working days. */
export type ExtensionSaid = { readonly days: number; readonly reason: string; readonly before: PlainDate; readonly dueOn: PlainDate; readonly approvedBy: string; readonly document: string | null };
/** The part of a paper about an extension. @param items what is extended with a joint case; none of a case by itself */
export const extension = (said: ExtensionSaid, items: readonly string[] = []): readonly Section[] => [section("延长期限", "Extension", facts(
  fact("延长", "By", text(`${String(said.days)}个工作日`)), fact("原办结期限", "Due before", day(said.before)), fact("延长后的办结期限", "Due now", day(said.dueOn)), fact("批准人", "Approved by", text(said.approvedBy)), ...(said.document === null ? [] : [fact("批准文号", "Approving document", text(said.document))]),
  ...(items.length === 0 ? [] : [fact("同时延长的事项", "Items extended with it", text(items.join("、")))]),
), ...paragraphs(said.reason), note("期限只延长一次。"))];

const decision = (said: Said<"case-decision" | "case-refusal">): readonly Section[] => [
  section("一、查明的事实", "1. Facts", ...paragraphs(said.facts)), section("二、依据", "2. Basis", ...paragraphs(said.basis)),
  section("三、决定", "3. Decision", { block: "paragraph", text: said.kind === "case-decision" ? "准予。" : "不予许可。" }, ...(said.reason === null ? [] : paragraphs(said.reason)), ...(said.kind === "case-decision" && said.results.length > 0 ? [list(said.results)] : []),
    facts(fact("审批层级", "Decided at", text(said.level)), ...(said.minutes === null ? [] : [fact("会议纪要", "Minutes", text(said.minutes))]), fact("送达期限", "To be delivered by", day(said.deliverBy)))),
  section("四、救济", "4. Remedies", ...paragraphs(said.remedy)),
];

function bodyOf(said: CaseSaid): readonly Section[] {
  switch (said.kind) {
    case "case-corrections": return corrections(said);
    case "case-acceptance": return acceptance(said);
    case "case-rejection": return rejection(said);
    case "case-suspension": return suspension(said);
    case "case-extension": return extension(said);
    case "case-decision": return decision(said);
    case "case-refusal": return decision(said);
  }
}

const ending = (given: CaseFacts, url: string): Section => section("经办、咨询和查询", "Handled by, where to ask, where to look", facts(
  fact("经办人", "Handled by", text(given.handler)), fact("咨询地点", "Where to ask", text(given.place)), fact("投诉渠道", "Complaints", text(given.complaints)), fact("审批专用章", "Approval seal", text(given.seal)), fact("凭查询码查询进度", "Progress by the query code", link(url)),
), HOW_CHECKED);
