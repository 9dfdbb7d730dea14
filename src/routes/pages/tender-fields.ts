import { lineOf } from "../../lines/lines.js";
import type { EntryWay, Procedure, Title, Traded } from "../../procedure/procedure.js";
import { contactFieldsOf } from "../../web/forms.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { rowsAt, type Given } from "./given.js";
import { criterionFields, methodFields } from "./method-fields.js";

export type Choice = { readonly value: string; readonly label: string };
type Asking = { readonly language: Language; readonly line: Procedure; readonly given: Given; readonly offices: readonly Choice[] };

const WAYS: readonly EntryWay[] = ["open", "prequalification", "invitation"];
export const wayIn = (given: Given): EntryWay => WAYS.find((way) => way === given["entry.way"]) ?? "open";
export const isVisitIn = (given: Given): boolean => "siteVisit.at" in given;
/** The trading line is sent along: what the form asks depends on it. */
export const lineIn = (given: Given): string => given["line"] ?? "works";

/**
 * The structured notice form (TenderBody) of any line: how many lots, which parts and method each has, how firms come in and whether
 * there is a visit follow from the values it is given, which are a draft's, a sample's, or what was posted.
 * @param offices who may keep opening keys
 */
export function tenderFields(language: Language, given: Given, offices: readonly Choice[] = []): Field[] {
  const asking: Asking = { language, line: lineOf(lineIn(given)), given, offices };
  return [{ name: "line", label: "line", kind: "hidden", value: lineIn(given) }, ...subject(asking), ...entry(asking), ...times(asking), ...visit(asking), ...contacts(asking), ...rowsAt(given, "lots", 0).flatMap((row) => lot(asking, row))];
}

/** What the line's documents call a row, where they call it otherwise than those of a purchase. @param row what those call it */
const rowName = ({ language, line }: Asking, row: string, zh: string, en: string): string => line.words.labels?.[row]?.[language] ?? say(language, zh, en);

/** A section of the form: folded, for all of them together are longer than anybody scrolls. */
const heading = ({ language }: Asking, name: string, zh: string, en: string): Field => ({ name: `${name}.heading`, label: say(language, zh, en), kind: "heading", fold: { isOpen: false } });
const KINDS: Readonly<Record<Traded, { readonly zh: string; readonly en: string }>> = { construction: { zh: "施工", en: "Construction" }, goods: { zh: "货物", en: "Goods" }, services: { zh: "服务", en: "Services" }, right: { zh: "权利（土地使用权、矿业权）", en: "A right (land, minerals)" } };

function subject(asking: Asking): Field[] {
  const { language, line } = asking;
  const isOptional = line.binds === "compulsory";
  return [
    heading(asking, "subject", "项目概况", "What is bought or granted"),
    { name: "title", label: say(language, "招标项目名称", "Title"), kind: "text", required: true },
    { name: "kind", label: say(language, "项目类型", "Kind"), kind: "select", required: true, options: line.kinds.map((value) => ({ value, label: KINDS[value][language] })) },
    { name: "content", label: rowName(asking, "招标内容", "招标内容", "Content"), kind: "textarea", rows: 3, required: true },
    { name: "scale", label: line.words.scale[language], kind: "text", required: true }, { name: "fundSource", label: rowName(asking, "资金来源及落实情况", "资金来源", "Source of funds"), kind: "text", required: true },
    { name: "qualification", label: say(language, "投标人资格要求", "Qualification"), kind: "textarea", rows: 3, required: true, hint: say(language, "每行一项", "one a line") },
    { name: "consortium", label: say(language, "接受联合体投标", "Consortia accepted"), kind: "checkbox" }, ...consortiumFields(language),
    // Where the law binds every tender of the line nobody is asked.
    { name: "compulsory", label: say(language, "属于必须招标的项目", "Compulsory tender"), ...(isOptional ? { kind: "checkbox" } : { kind: "hidden", flag: true, value: "" }) },
    { name: "stateControlled", label: say(language, "国有资金占控股或者主导地位", "State funds control"), ...(isOptional ? { kind: "checkbox" } : { kind: "hidden", flag: true, value: "" }) },
  ];
}

/** What a consortium must be; left empty where none is accepted, or nothing is said beyond the law (招标投标法 31; 政府采购法 24). */
const consortiumFields = (language: Language): Field[] => [
  { name: "consortiumTerms.firmsMax", label: say(language, "联合体各方不超过（含牵头人）", "Firms of a consortium at most, the leader among them"), unit: say(language, "家", "firms"), kind: "number", hint: say(language, "接受联合体的才填写，2 至 20 家；与下一栏同时填写", "only where consortia are accepted, 2 to 20; together with the next") },
  { name: "consortiumTerms.agreementFile", label: say(language, "共同投标协议的文件名", "File name of the consortium agreement"), kind: "text", hint: say(language, "例如：联合体协议书.pdf；放在最先开启的部分", "such as: agreement.pdf; it goes into the part that opens first") },
  { name: "consortiumTerms.other", label: say(language, "对联合体的其他要求", "What else is asked of a consortium"), kind: "textarea", rows: 2 },
];

function times(asking: Asking): Field[] {
  const { language, line, given } = asking;
  return [
    heading(asking, "times", wayIn(given) === "open" ? "招标文件、投标和开标" : "招标文件、投标和开标（收到投标邀请书之后）", "Documents, bids and opening"),
    { name: "documentsHow", label: say(language, "招标文件获取方式", "How to get the documents"), kind: "text", required: true },
    { name: "place", label: say(language, "开标地点", "Place of opening"), kind: "text", required: true },
    { name: "saleFrom", label: say(language, "招标文件开始发出", "Documents from"), kind: "time", required: true },
    { name: "saleUntil", label: say(language, "招标文件发出截止", "Documents until"), kind: "time", required: true, hint: say(language, "最短期限由本类交易的法律规定，保存后由发布前检查核对", "checked against the law of the line") },
    { name: "deadline", label: say(language, "投标截止时间", "Bids close"), kind: "time", required: true, ...(line.law.bidWindowDays === undefined ? {} : { hint: say(language, "自招标文件开始发出之日起不得少于 20 日", "at least 20 days after the documents are first issued") }) },
    { name: "questionsUntil", label: say(language, "提问截止时间", "Questions until"), kind: "time", hint: say(language, "可不填：不填的，到投标截止时间为止", "may stay empty: then until bids close") },
    { name: "validityDays", label: say(language, "投标有效期", "Bid validity"), unit: say(language, "日", "days"), kind: "number", required: true },
    ...(line.law.reserveEstimatesMax === undefined ? [] : [{ name: "reserveEstimates", label: say(language, "标底个数（0 或者 1）", "Reserve estimates (0 or 1)"), kind: "number", required: true, value: "0", hint: say(language, "设 1 个的，每个标段各有一个：投标截止前在工作台固定（只交哈希），开标时公布", "with 1 each lot has its own: fixed by its hash before bids close, read out at the opening") } as const]),
  ];
}

/** How firms come in. An open tender's form says nothing of it, unless it does. */
function entry(asking: Asking): Field[] {
  const { language, line, given } = asking;
  const way = wayIn(given);
  const named: Field[] = "entry.way" in given ? [{ name: "entry.way", label: "entry.way", kind: "hidden", value: way }] : [];
  if (way === "open") return named;
  const title = line.ways[way] ?? { zh: way, en: way };
  if (way === "prequalification") return [heading(asking, "entry", title.zh, title.en), ...named, ...prequalification(asking)];
  return [
    heading(asking, "entry", title.zh, title.en), ...named,
    { name: "entry.ground", label: say(language, "邀请招标的法定情形", "Ground for inviting"), kind: "select", options: [{ value: "", label: say(language, "不属于必须公开招标的项目", "need not be open") }, ...Object.entries(line.invitationGrounds).map(([value, row]) => ({ value, label: `${row[language]}${say(language, "（", " (")}${row.law[language]}${say(language, "）", ")")}` }))] },
    { name: "entry.finding", label: say(language, "认定的事实", "What was found"), kind: "textarea", rows: 3, required: true }, { name: "entry.approval", label: say(language, "批准文号（须经批准的）", "Approval, where one is needed"), kind: "text" },
  ];
}

/** Empty rows for what is still to be written. */
const SPARE_ROWS = 2;

function prequalification({ language, given }: Asking): Field[] {
  const item = (row: number): Field[] => {
    const [path, name] = [`entry.items.${String(row)}`, say(language, `审查项目 ${String(row + 1)}`, `Item ${String(row + 1)}`)];
    return [
      { name: `${path}.title`, label: `${name}：${say(language, "名称", "name")}`, kind: "text", begins: true }, { name: `${path}.clause`, label: `${name}：${say(language, "资格预审文件条款", "clause")}`, kind: "text" },
      { name: `${path}.id`, label: `${name}：${say(language, "编号", "id")}`, kind: "text", hint: say(language, "字母、数字；可不填，由系统编号", "letters and digits; may stay empty") }, { name: `${path}.standard`, label: `${name}：${say(language, "合格标准", "standard")}`, kind: "textarea", rows: 2 },
    ];
  };
  return [
    { name: "entry.documentsHow", label: say(language, "资格预审文件获取方式", "How to get the prequalification documents"), kind: "text", required: true },
    { name: "entry.saleFrom", label: say(language, "资格预审文件开始发出", "Documents from"), kind: "time", required: true }, { name: "entry.saleUntil", label: say(language, "资格预审文件发出截止", "Documents until"), kind: "time", required: true, hint: say(language, "不得少于 5 日（条例第十六条）", "at least 5 days") },
    { name: "entry.deadline", label: say(language, "资格预审申请截止时间", "Applications close"), kind: "time", required: true, hint: say(language, "自停止发出之日起不得少于 5 日（条例第十七条）", "at least 5 days after the documents were last given") },
    { name: "entry.requiredFiles", label: say(language, "申请人必须提交的文件", "Required files"), kind: "textarea", lines: true, rows: 2, hint: say(language, "每行一个文件名", "one file name a line") },
    ...rowsAt(given, "entry.items", SPARE_ROWS).flatMap(item),
    { name: "entry.limit.max", label: say(language, "有限数量制：通过的家数", "Limited number: how many pass"), kind: "number", hint: say(language, "留空为合格制：满足全部审查项目的都通过（条例第十八条）", "empty: all who meet every item pass") },
    ...rowsAt(given, "entry.limit.criteria", SPARE_ROWS).flatMap((row) => criterionFields(language, `entry.limit.criteria.${String(row)}`, say(language, `有限数量制评分项 ${String(row + 1)}`, `Criterion ${String(row + 1)}`))),
  ];
}

function visit(asking: Asking): Field[] {
  const { language, line, given } = asking;
  return !isVisitIn(given) ? [] : [
    heading(asking, "siteVisit", "现场踏勘", "Visit of the site"),
    { name: "siteVisit.at", label: say(language, "集合时间", "When"), kind: "time", required: true, hint: say(language, `面向所有潜在投标人，不得只组织一家或者部分（${line.words.visitLaw}）`, "for all possible bidders alike") },
    { name: "siteVisit.place", label: say(language, "集合地点", "Where"), kind: "text", required: true }, { name: "siteVisit.note", label: say(language, "注意事项", "Notes"), kind: "textarea", rows: 2 },
  ];
}

const contacts = (asking: Asking): Field[] => {
  const { language, line: { words } } = asking;
  return [
    heading(asking, "contacts", "联系方式", "Contacts"), ...contactFieldsOf(language, "contact", words.buyer[language]),
    ...contactFieldsOf(language, "agency", words.agency[language]), { name: "agency.uscc", label: `${words.agency[language]}：${say(language, "统一社会信用代码", "credit code")}`, kind: "text", required: true, hint: say(language, "自行招标的，代理机构各栏都留空", "none: leave all of the agency’s fields empty") },
    ...contactFieldsOf(language, "complaints", say(language, "投诉受理", "Complaints")),
  ];
};

function lot(asking: Asking, row: number): Field[] {
  const { language, line, given, offices } = asking;
  const path = `lots.${String(row)}`;
  const many = rowsAt(given, "lots", 0).length > 1;
  return [
    heading(asking, path, ...lotTitle(asking, row, many)),
    { name: `${path}.lot`, label: say(language, "标段编号", "Lot"), kind: "text", required: true, value: String(row + 1) }, { name: `${path}.name`, label: say(language, "标段名称", "Name of the lot"), kind: "text", required: true },
    { name: `${path}.scope`, label: rowName(asking, "招标范围", "招标范围", "Scope"), kind: "textarea", rows: 3, required: true },
    { name: `${path}.estimate`, label: line.valuedAs[language], kind: "money", required: true }, { name: `${path}.ceiling`, label: say(language, "最高投标限价", "Ceiling price"), kind: "money" },
    ...floorField(asking, path),
    { name: `${path}.deposit`, label: say(language, "投标保证金", "Bid bond"), kind: "money", ...depositHint(asking) },
    { name: `${path}.depositDays`, label: say(language, "保证金有效期", "Bond validity"), unit: say(language, "日", "days"), kind: "number", required: true },
    { name: `${path}.location`, label: line.words.location[language], kind: "text", required: true }, { name: `${path}.termDays`, label: termOf(line, given)[language], unit: say(language, "日历天", "days"), kind: "number", required: true },
    { name: `${path}.quality`, label: rowName(asking, "质量要求", "质量要求", "Quality"), kind: "text", required: true },
    ...rowsAt(given, `${path}.parts`, 0).flatMap((part) => partFields(language, given, `${path}.parts.${String(part)}`)),
    { name: `${path}.schedule`, label: say(language, "分项报价表", "Price schedule"), kind: "textarea", lines: true, rows: 3, hint: say(language, "从表格复制粘贴，每行一项：编号、名称、单位、数量；投标人逐项填单价，投标总价为各项之和。不需要的留空。", "Paste from a sheet, one line each: code, name, unit, quantity; empty: bidders give one price.") },
    heading(asking, `${path}.opening`, many ? `标段（包） ${String(row + 1)}：开标安排` : "开标安排", many ? `Lot ${String(row + 1)}: opening` : "Opening"), ...opening(language, path, offices),
    ...methodFields(language, path, given, many ? say(language, `标段（包） ${String(row + 1)}：`, `Lot ${String(row + 1)}: `) : ""),
  ];
}

/** A lot as the line calls it, by its number and name where there are several. */
function lotTitle({ line, given }: Asking, row: number, many: boolean): readonly [zh: string, en: string] {
  const { zh, en } = line.words.labels?.["标段（包）"] ?? { zh: "标段（包）", en: "Lot" };
  const name = given[`lots.${String(row)}.name`] ?? "";
  return many ? [`${zh} ${String(row + 1)}${name === "" ? "" : `：${name}`}`, `${en} ${String(row + 1)}`] : [zh, en];
}

/** How high a deposit may be, where the law of the line caps it. */
const depositHint = ({ language, line }: Asking): { readonly hint?: string } =>
  (line.law.bondShare === undefined ? {} : { hint: say(language, `不收取的留空；不得超过${line.valuedAs.zh}的 2%`, `empty: none; at most 2 % of the ${line.valuedAs.en}`) });

/** Where something is bought no lowest price may be set (条例 27; 87号令 12): asked for only where a draft has one, to be taken away. A right may have a lowest offer above its lowest price. */
function floorField({ language, line, given }: Asking, path: string): Field[] {
  const name = `${path}.floor`;
  if (line.kinds.includes("right")) return [{ name, label: say(language, "最低报价（高于最低价的才填写）", "Lowest offer, where it is above the lowest price"), kind: "money" }];
  if ((given[name] ?? "") === "") return [{ name, label: "floor", kind: "hidden", value: "" }];
  return [{ name, label: say(language, "最低投标限价", "Floor price"), kind: "money", hint: say(language, "法律不允许设定，请清空", "the law forbids one: leave empty") }];
}

/** What the time is called, once it is said what is bought. */
const termOf = ({ forms, words }: Procedure, given: Given): Title => forms[(given["kind"] ?? "") as Traded]?.term ?? words.term;

/** Parts are named when the tender is drafted: what they are called is not asked for again. */
const partFields = (language: Language, given: Given, path: string): Field[] => [
  ...(["part", "title", "after"] as const).map((each): Field => ({ name: `${path}.${each}`, label: each, kind: "hidden", value: given[`${path}.${each}`] ?? "" })),
  { name: `${path}.form`, label: "form", kind: "hidden", flag: true, value: given[`${path}.form`] ?? "" },
  { name: `${path}.requiredFiles`, label: `${given[`${path}.title`] ?? ""}：${say(language, "必须提交的文件", "required files")}`, kind: "textarea", lines: true, rows: 2, hint: say(language, "每行一个文件名", "one file name a line") },
];

const opening = (language: Language, path: string, offices: readonly Choice[]): Field[] => [
  { name: `${path}.blind`, label: say(language, "技术部分暗标评审", "Technical part judged blind"), kind: "checkbox", hint: say(language, "投标人以随机代码出现，评分表全部签署后公开；技术部分须单独密封，报价部分在其后开启", "bidders stand under random codes until every sheet is signed; the technical part is sealed by itself and the price opens after it") },
  { name: `${path}.open`, label: say(language, "开启方式", "Way of opening"), kind: "radio", required: true, value: "threshold-or-bidder", options: [
    { value: "threshold-or-bidder", label: say(language, "开标密钥份额开启，投标人密钥备用", "key shares, the bidder’s key as fallback") }, { value: "threshold", label: say(language, "仅开标密钥份额", "key shares only") }, { value: "bidder", label: say(language, "投标人自行解密（法定方式）", "by the bidder (the statutory way)") }] },
  { name: `${path}.openers`, label: say(language, "开标密钥持有人", "Openers"), kind: "checkboxes", options: offices },
  { name: `${path}.threshold`, label: say(language, "开启所需份额数", "Shares needed"), kind: "number", required: true, value: "2" },
  { name: `${path}.objectionMinutes`, label: say(language, "截止后名单异议时间", "Objection to the list"), unit: say(language, "分钟", "minutes"), kind: "number", required: true, value: "5" },
  { name: `${path}.decryptionMinutes`, label: say(language, "解密时限", "Decryption window"), unit: say(language, "分钟", "minutes"), kind: "number", required: true, value: "30" },
  { name: `${path}.remedyMinutes`, label: say(language, "补救时限", "Remedy window"), unit: say(language, "分钟", "minutes"), kind: "number", required: true, value: "30" },
];
