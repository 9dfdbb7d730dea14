import type { Json } from "../kernel/canonical-json.js";
import { grouped, type Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { code, column, compose, contactRows, count, countedDay, countedTime, fact, facts, link, list, money, note, paragraphs, section, table, text, time, yesNo, type Common } from "./blocks.js";
import type { Contact, NoticeRecord, Office, Section } from "./record.js";

/** One lot as it is offered. Money in fen; null where the documents set none. */
export type OfferedLot = {
  readonly code: string;
  readonly name: string;
  readonly scope: string;
  readonly termDays: number;
  readonly quality: string;
  /** What it is valued at, in the line's word, where the line's law has the notice say it. */
  readonly budget: { readonly zh: string; readonly en: string; readonly fen: Fen } | null;
  readonly ceiling: Fen | null;
  /** Whether there is a reserve estimate; null where the line's law knows none. */
  readonly reserve: boolean | null;
  readonly bond: Fen | null;
};

/** One file of the tender documents as it is issued: its hash fixes every byte. Size in bytes. */
export type IssuedFile = { readonly name: string; readonly size: number; readonly sha256: string };

/** Who can open one part of a lot's bids, and how many of them are needed. */
export type PartKeys = { readonly lot: string; readonly part: string; readonly threshold: number; readonly open: string; readonly openers: readonly { readonly opener: string; readonly recipient: string }[] };

export type TenderNoticeFacts = {
  readonly content: string;
  readonly scale: string;
  readonly place: string;
  readonly fundSource: string;
  readonly approval: string;
  /** The plan (in procurement the intention) it follows, or why there was none; null where the line's law asks none and none was published. */
  readonly plan: string | null;
  readonly method: string;
  readonly lots: readonly OfferedLot[];
  readonly qualification: readonly string[];
  readonly consortium: { readonly accepted: boolean; readonly terms: string | null };
  readonly documents: { readonly from: Instant; readonly to: Instant; readonly way: string; readonly price: Fen | null; readonly files: readonly IssuedFile[] };
  /** Null where no visit of the site is held. */
  /** Until when questions on the documents are taken. */
  readonly questionsUntil: Instant;
  readonly siteVisit: { readonly at: Instant; readonly place: string; readonly note: string | null } | null;
  readonly evaluation: string;
  readonly objectionUntil: Instant;
  readonly deadline: Instant;
  /** How long the notice is announced, where the line's law sets it (87号令 13, 16). */
  readonly announced: { readonly days: number; readonly until: PlainDate; readonly asked: AskedDate } | null;
  /** What its dates answer; no question where the law bounds none. */
  readonly asked: { readonly documents: AskedDate | null; readonly objection: AskedDate; readonly deadline: AskedDate | null };
  readonly submission: string;
  readonly opening: { readonly at: Instant; readonly place: string };
  readonly parts: readonly PartKeys[];
  readonly tenderer: Office & Contact;
  readonly agency: (Office & Contact) | null;
  readonly platform: { readonly name: string; readonly url: string; readonly method: string };
  readonly other: readonly string[];
  /** What the check before publication found: how many checks were met, and each finding in a line. */
  readonly check: { readonly tally: string; readonly findings: readonly string[] };
  /** The lots' terms as machines read them. */
  readonly terms: Json;
};

const LAW = "《招标公告和公示信息发布管理办法》（国家发展改革委令第10号）第五条；《电子招标投标办法》（国家发展改革委等八部委令第20号）第十七条";

/** The same words call everybody or those admitted; what differs is title and law. */
const CALLS = {
  "tender-notice": { title: "招标公告", law: LAW },
  "invitation": { title: "投标邀请书", law: "《中华人民共和国招标投标法》第十七条；《中华人民共和国招标投标法实施条例》第十五条、第十六条；《电子招标投标办法》（国家发展改革委等八部委令第20号）第十七条" },
} as const;

/** 招标公告, 投标邀请书 (E1). Law: 10号令 5; 20号令 17; 招标投标法 16, 17. */
export function tenderNotice(common: Common, given: TenderNoticeFacts, call: keyof typeof CALLS = "tender-notice"): Result<NoticeRecord> {
  const { buyer, agency } = common.words;
  return compose(common, { type: call, ...CALLS[call], terms: given.terms, sections: [
    section("一、招标条件与项目概况", "1. The project", facts(
      fact("项目审批、核准或备案文件", "Approval", text(given.approval)),
      fact(common.words.documents.plan?.title ?? "招标计划", "Plan", text(given.plan)),
      fact("招标内容", "Content", text(given.content)),
      fact(common.words.scale.zh, common.words.scale.en, text(given.scale)),
      fact(common.words.location.zh, common.words.location.en, text(given.place)),
      fact("资金来源及落实情况", "Source of funds", text(given.fundSource)),
      fact("招标方式", "Method", text(given.method)),
      fact("评标办法", "Evaluation method", text(given.evaluation)),
    )),
    section("二、招标范围", "2. Lots and scope", ...given.lots.map((each) => lotFacts(common, each))),
    section("三、投标人资格要求", "3. Qualification", list(given.qualification), facts(
      fact("是否接受联合体投标", "Consortium accepted", yesNo(given.consortium.accepted)),
      fact("联合体要求", "Terms for a consortium", text(given.consortium.terms)),
    )),
    documentsSection(given, common),
    section("五、投标文件的递交与开标", "5. Bids and opening", facts(
      ...given.announced === null ? [] : [fact("公告期限", "Announcement", text(`自本公告发布之日起 ${String(given.announced.days)} 个工作日`)), fact("公告期限届满之日", "Until", countedDay(common, given.announced.until, given.announced.asked))],
      fact("投标截止时间", "Deadline", countedTime(common, given.deadline, given.asked.deadline)),
      fact("递交方式", "How to submit", text(given.submission)),
      fact("开标时间", "Opening", time(given.opening.at)),
      fact("开标地点", "Place of opening", text(given.opening.place)),
    ), keysTable(given.parts), note("投标截止后、开标之前，任何一方单独不能解密投标文件；须有上表所列人数的启封人释放密钥份额，或由投标人用自己的密钥解密。")),
    section(`六、${buyer.zh}与${agency.zh}`, `6. ${buyer.en} and agency`, facts(...officeRows(buyer.zh, buyer.zh, buyer.en, given.tenderer)), given.agency === null
      ? facts(fact(agency.zh, "Agency", null))
      : facts(...officeRows(agency.zh, "代理机构", "Agency", given.agency))),
    section("七、电子交易平台", "7. Platform", facts(
      fact("平台名称", "Platform", text(given.platform.name)),
      fact("平台网址", "Address", link(given.platform.url)),
      fact("使用方法", "How to use it", text(given.platform.method)),
    )),
    section("八、其他依法应当载明的内容", "8. Other", ...given.other.length === 0 ? paragraphs(null) : [list(given.other)]),
    section("九、发布前检查", "9. Checked before publication", facts(fact("检查结果", "Result", text(given.check.tally))), ...given.check.findings.length === 0 ? [] : [list(given.check.findings)],
      note("检查由平台按公开的规则自动进行，每项规则及其依据见平台公布的检查清单；检查不代替招标人的判断和行政监督。")),
  ] });
}

/** How to get the documents, and where the site can be seen. */
const documentsSection = ({ documents, objectionUntil, questionsUntil, siteVisit, asked }: TenderNoticeFacts, common: Common): Section => section("四、招标文件的获取", "4. Tender documents", facts(
  fact("获取开始时间", "From", time(documents.from)),
  fact("获取截止时间", "Until", countedTime(common, documents.to, asked.documents)),
  fact("获取方式", "How", text(documents.way)),
  fact("售价", "Price", money(documents.price)),
  fact("对招标文件提出异议的截止时间", "Objections to the documents until", countedTime(common, objectionUntil, asked.objection)),
  fact("提问截止时间", "Questions until", time(questionsUntil)),
  fact("踏勘现场时间", "Visit of the site", time(siteVisit?.at ?? null)),
  fact("踏勘集合地点", "Where to meet", text(siteVisit?.place ?? null)),
), note("对招标文件的提问在交易平台匿名提出，答复以澄清公告同时告知所有人，不指明问题的来源。"), ...siteVisit === null ? [] : [...siteVisit.note === null ? [] : paragraphs(siteVisit.note), note(visitWords(common.words))], filesTable("招标文件清单", documents.files));

/** What goes for every visit: for all alike, and nobody learns who came. */
const visitWords = ({ buyer, visitLaw }: Common["words"]): string =>
  `踏勘由${buyer.zh}统一组织，面向全部潜在投标人，自愿参加，不参加的不影响投标；不单独或者分别邀请任何潜在投标人踏勘（${visitLaw}）。不公布、不向他人透露参加踏勘的单位。踏勘中的提问以澄清公告统一答复，口头说明不作为投标依据。`;

export const lotFacts = ({ bidForm: { term }, words }: Common, lot: OfferedLot) => facts(
  fact("标段（包）", "Lot", text(lot.name)),
  fact("标段（包）编号", "Lot code", code(lot.code)),
  fact("招标范围", "Scope", text(lot.scope)),
  fact(term.zh, term.en, count(lot.termDays, "日历天")),
  fact("质量要求", "Quality", text(lot.quality)),
  ...lot.budget === null ? [] : [fact(lot.budget.zh, lot.budget.en, money(lot.budget.fen))],
  fact("最高投标限价", "Ceiling price", money(lot.ceiling)),
  ...lot.reserve === null ? [] : [fact("标底", "Reserve estimate", text(lot.reserve ? (words.reserve?.notice ?? RESERVE_WORDS) : "不设标底"))],
  fact("投标保证金", "Bid bond", money(lot.bond)),
);

const RESERVE_WORDS = "设有标底：投标截止前以哈希写入公开日志，开标时公布，只作为评标的参考（招标投标法实施条例第二十七条、第五十条）";

export const filesTable = (caption: string, files: readonly IssuedFile[]) => table(caption, [
  column("文件名", "File", 34), column("字节数", "Bytes", 14, "right"), column("SHA-256", "SHA-256", 52),
], files.map(({ name, size, sha256 }) => [text(name), text(grouped(String(size))), code(sha256)]));

export const officeRows = (zh: string, whose: string, en: string, office: Office & Contact) => [
  ...contactRows(zh, whose, en, office),
  fact("统一社会信用代码", `${en}: credit code`, code(office.uscc)),
];

export const keysTable = (parts: readonly PartKeys[]) => table("启封人与公钥", [
  column("标段", "Lot", 18), column("部分", "Part", 10), column("启封人", "Opener", 18), column("公钥", "Public key", 44), column("门限", "Threshold", 10, "center"),
], parts.flatMap((part) => part.openers.map((opener) => [
  text(part.lot), text(part.part), text(opener.opener), code(opener.recipient), text(`${String(part.openers.length)}取${String(part.threshold)}`),
])));
