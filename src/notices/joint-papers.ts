import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, column, day, fact, facts, HOW_CHECKED, link, note, paperOf, paragraphs, section, table, text, time } from "./blocks.js";
import { acceptanceNotes, extension, rejection, type CasePaperCommon, type ExtensionSaid } from "./case-papers.js";
import type { NoticeRecord, Section } from "./record.js";

/** The papers of a joint case: each says for all units what single cases would say one by one. */
export type JointPaperType = "joint-receipt" | "joint-corrections" | "joint-acceptance" | "joint-rejection" | "joint-pause" | "joint-extension" | "joint-minutes" | "joint-result";
/** Their titles, with the article each stands on. */
export const JOINT_PAPERS = {
  "joint-receipt": { zh: "并联审批收件凭证", en: "Receipt of a joint application", law: "《中华人民共和国行政许可法》第二十六条第二款、第三十二条" },
  "joint-corrections": { zh: "并联审批一次性告知书（合并补正）", en: "Joint notice of what is to be corrected", law: "《中华人民共和国行政许可法》第三十二条第一款第四项" },
  "joint-acceptance": { zh: "并联审批受理通知书", en: "Notice that a joint case is accepted", law: "《中华人民共和国行政许可法》第二十六条第二款、第三十二条" },
  "joint-rejection": { zh: "并联审批不予受理通知书", en: "Notice that a joint case is not accepted", law: "《中华人民共和国行政许可法》第三十二条" },
  "joint-pause": { zh: "并联审批特别程序告知书", en: "Notice of a special procedure in a joint case", law: "《中华人民共和国行政许可法》第四十五条" },
  "joint-extension": { zh: "并联审批延长办理期限告知书", en: "Notice that a joint case takes longer", law: "《中华人民共和国行政许可法》第四十二条第二款" },
  "joint-minutes": { zh: "并联审批会议纪要", en: "Minutes of a joint meeting", law: "《中华人民共和国行政许可法》第二十六条第二款" },
  "joint-result": { zh: "并联审批结果清单", en: "Results of a joint case", law: "《中华人民共和国行政许可法》第三十八条、第四十四条" },
} as const satisfies Readonly<Record<JointPaperType, { readonly zh: string; readonly en: string; readonly law: string }>>;

/** What every paper says of its joint case. `salt` keeps it from being guessed out of its hash; `officer` answers for it for life. */
export type JointFacts = {
  readonly joint: string; readonly template: string; readonly applicant: string; readonly subject: string; readonly receivedAt: Instant; readonly officer: string; readonly form: readonly { readonly name: string; readonly value: string }[];
  readonly materials: readonly { readonly name: string; readonly at: Instant; readonly sha256: string | null; /** Units that get it. */ readonly units: readonly string[] }[]; readonly salt: string;
};
/** A member as papers list it. `days`: working days promised, 0 the day itself. */
export type MemberLine = { readonly unit: string; readonly item: string; readonly stage: string; readonly days: number };
/** One result: what a unit concluded, in how many working days. */
export type ResultLine = { readonly unit: string; readonly item: string; readonly result: string; readonly words: string; readonly document: string | null; readonly yields: string };
/** What a paper says beside, by its type. */
export type JointSaid =
  | { readonly kind: "joint-receipt"; readonly how: string; readonly receivedBy: string | null; readonly missing: readonly string[]; readonly until: PlainDate; readonly members: readonly MemberLine[] }
  | { readonly kind: "joint-corrections"; readonly points: readonly { readonly material: string; readonly unit: string; readonly what: string; readonly standard: string }[]; readonly silent: readonly string[]; readonly until: PlainDate }
  | { readonly kind: "joint-acceptance"; readonly acceptedOn: PlainDate; readonly limit: number; readonly before: number | null; readonly dueOn: PlainDate; readonly provisional: boolean; readonly bySilence: boolean; readonly silenceAgrees: boolean; readonly members: readonly MemberLine[] }
  | { readonly kind: "joint-rejection"; readonly reason: string; readonly remedy: string }
  | { readonly kind: "joint-pause"; readonly procedure: string; readonly items: readonly string[]; readonly reason: string; readonly expectedDays: number; readonly from: PlainDate }
  | ({ readonly kind: "joint-extension"; readonly items: readonly string[] } & ExtensionSaid)
  | { readonly kind: "joint-minutes"; readonly number: string; readonly heldOn: PlainDate; readonly place: string; readonly present: readonly { readonly unit: string; readonly person: string }[]; readonly minutes: string; readonly tasks: readonly { readonly what: string; readonly unit: string; readonly dueOn: PlainDate }[] }
  | { readonly kind: "joint-result"; readonly mergedAt: Instant; readonly results: readonly ResultLine[]; readonly basis: string; readonly reason: string | null; readonly remedy: string; readonly minutes: string | null; readonly usedDays: number; readonly limit: number; /** Working days by which the whole was extended. */ readonly extended: number; readonly dueOn: PlainDate | null; readonly deliverBy: PlainDate; readonly officers: readonly { readonly name: string; readonly at: Instant; readonly reason: string }[] };

/** One paper of a joint case. */
export function jointPaper(common: CasePaperCommon, given: JointFacts, said: JointSaid): Result<NoticeRecord<JointPaperType>> {
  const { zh: title, law } = JOINT_PAPERS[said.kind];
  const number = `${given.joint}-${String(common.serial)}`;
  const url = `${common.publicUrl}/track?code=${given.joint}`;
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("编号", "Number", code(number)), fact("申请人", "Applicant", text(given.applicant)), fact("并联审批事项", "Joint case", text(given.template)), fact("申请内容", "About", text(given.subject)), fact("办件查询码", "Query code", code(given.joint)),
    fact("牵头单位", "Lead", text(common.issuer.name)), fact("终身负责人", "Answers for it for life", text(given.officer)), fact("出具时间", "Issued", time(common.publishedAt)), fact("办理依据", "Legal basis", text(law)),
  ));
  return paperOf(common, {
    type: said.kind, id: `${said.kind}-${number}`, number, title, subject: given.template, verifyUrl: url,
    sections: [head, ...bodyOf(said), ...(said.kind === "joint-minutes" ? [] : [collected(given)]), ending(url)], terms: { v: "joint-paper/1", joint: given.joint, salt: given.salt },
  });
}

const collected = ({ form, materials, receivedAt }: JointFacts): Section => section("一次采集的信息和材料", "What was asked once", facts(fact("收件时间", "Received", time(receivedAt)), ...form.map(({ name, value }) => fact(name, name, text(value)))),
  table(null, [column("材料（只收一次）", "Material, handed in once", 4), column("共享给", "Shared with", 4), column("收到时间", "Received", 3), column("文件摘要（SHA-256；纸质的不填）", "sha256; none of paper", 5)], materials.map((each) => [text(each.name), text(each.units.join("、")), time(each.at), code(each.sha256)])));

type Said<Kind extends JointSaid["kind"]> = Extract<JointSaid, { readonly kind: Kind }>;

const corrections = ({ points, silent, until }: Said<"joint-corrections">): readonly Section[] => [section("各单位需要补正的全部内容", "All that any unit needs corrected",
  table(null, [column("材料", "Material", 4), column("提出单位", "Unit", 4), column("问题", "What is wrong", 5), column("标准", "Standard", 5)], points.map((each) => [text(each.material), text(each.unit), text(each.what), text(each.standard)])),
  facts(fact("告知期限", "To be told by", day(until)), fact("没有提出补正内容的单位", "Units that need nothing", text(silent.join("、")))),
  note("以上为全部成员单位需要补正的全部内容，此后任何单位不再就本次已经可以提出的问题要求补正。每份材料只提交一次。"), note("逾期不告知的，自收到申请材料之日起即为受理。"))];

const membersOf = (members: readonly MemberLine[]): Section => section("成员单位", "Members", table(null, [column("单位", "Unit", 5), column("事项", "Item", 5), column("阶段", "Stage", 3), column("承诺（工作日）", "Working days", 2, "right")],
  members.map((each) => [text(each.unit), text(each.item), text(each.stage), text(each.days === 0 ? "当日" : String(each.days))])));

const receipt = (said: Said<"joint-receipt">): readonly Section[] => [section("收件", "Receipt", facts(
  fact("收件方式", "How it came", text(said.how)), fact("收件人", "Received by", text(said.receivedBy)), fact("收件时缺少的材料", "Missing at the receipt", text(said.missing.join("、"))), fact("一次告知补正的期限", "Corrections are told by", day(said.until)),
), note("以上期限内没有告知需要补正的内容的，自收件之日起即为受理。本凭证不表示已经受理；受理后另发受理通知书，办理期限自受理的次日起计算。")), membersOf(said.members)];

const acceptance = (said: Said<"joint-acceptance">): readonly Section[] => [section("受理和期限", "Acceptance and limit", facts(
  fact("受理日期", "Accepted on", day(said.acceptedOn)), fact("整件承诺期限", "Promised for the whole", text(`${String(said.limit)}个工作日`)), ...(said.before === null ? [] : [fact("分头办理原需", "What it took before", text(`${String(said.before)}个工作日`))]), fact("办结期限", "Due on", day(said.dueOn)),
), note("期限自受理的次日起按工作日计算；特别程序所需时间不计入，另行书面告知。"),
note(said.silenceAgrees ? "成员单位逾期未提出意见的，视为同意，并亮红灯记录。" : "成员单位逾期未提出意见的，不视为同意，亮红灯督办。"),
...acceptanceNotes(said)), membersOf(said.members)];

const pause = (said: Said<"joint-pause">): readonly Section[] => [section("特别程序", "Special procedure", facts(fact("程序", "Procedure", text(said.procedure)), fact("涉及事项", "Items that wait for it", text(said.items.join("、"))), fact("开始日期", "From", day(said.from)), fact("预计需要", "Expected to take", text(`${String(said.expectedDays)}日`))), ...paragraphs(said.reason),
  note("以上程序所需时间不计算在整件和涉及事项的办理期限内，程序结束的次日起继续计算。"))];

const minutes = (said: Said<"joint-minutes">): readonly Section[] => [
  section("会议", "Meeting", facts(fact("纪要编号", "Minutes no.", text(said.number)), fact("会议日期", "Held on", day(said.heldOn)), fact("地点", "Place", text(said.place))), table(null, [column("单位", "Unit", 6), column("参加人", "Present", 4)], said.present.map((each) => [text(each.unit), text(each.person)]))),
  section("纪要", "Minutes", ...paragraphs(said.minutes)),
  section("议定事项", "Decisions", said.tasks.length === 0 ? note("没有议定事项。") : table(null, [column("事项", "What", 7), column("责任单位", "Who does it", 5), column("完成期限", "By", 3)], said.tasks.map((each) => [text(each.what), text(each.unit), day(each.dueOn)]))),
];

const result = (said: Said<"joint-result">): readonly Section[] => [
  section("一、结果（一次送达）", "1. Results, delivered together", table(null, [column("单位", "Unit", 4), column("事项", "Item", 4), column("结论", "Conclusion", 3), column("意见", "Words", 5), column("证照、文件", "Licence, document", 5)], said.results.map((each) => [text(each.unit), text(each.item), text(each.result), text(each.words), text([each.document, each.yields].filter((part) => part !== null && part !== "").join("；"))]))),
  section("二、依据和理由", "2. Basis and reasons", ...paragraphs(said.basis), ...(said.reason === null ? [] : paragraphs(said.reason)), facts(
    fact("意见汇总时间", "Opinions merged", time(said.mergedAt)), ...(said.minutes === null ? [] : [fact("会议纪要", "Minutes", text(said.minutes))]), fact("承诺期限", "Promised", text(`${String(said.limit)}个工作日`)), ...(said.extended === 0 ? [] : [fact("批准延长", "Extended by", text(`${String(said.extended)}个工作日`))]), fact("实际用时", "It took", text(`${String(said.usedDays)}个工作日`)), fact("办结期限", "Was due on", day(said.dueOn)), fact("送达期限", "To be delivered by", day(said.deliverBy)))),
  section("三、负责人（终身负责）", "3. Who answers for it, for life", table(null, [column("负责人", "Name", 4), column("自", "Since", 4), column("缘由", "Why", 6)], said.officers.map((each) => [text(each.name), time(each.at), text(each.reason)]))),
  section("四、救济", "4. Remedies", ...paragraphs(said.remedy)),
];

function bodyOf(said: JointSaid): readonly Section[] {
  switch (said.kind) {
    case "joint-receipt": return receipt(said);
    case "joint-corrections": return corrections(said);
    case "joint-acceptance": return acceptance(said);
    case "joint-rejection": return rejection(said);
    case "joint-pause": return pause(said);
    case "joint-extension": return extension(said, said.items);
    case "joint-minutes": return minutes(said);
    case "joint-result": return result(said);
  }
}

const ending = (url: string): Section => section("查询", "Where to look", facts(fact("凭查询码查询进度、成员单位和负责人", "Progress, units and who answers, by the query code", link(url))), HOW_CHECKED);
