import type { Language } from "./context.js";
import type { Field } from "./views.js";

/**
 * The fields of the desk's forms. Each list fills the body that the API takes for the same act (`bodyOf`): the names are the
 * body's own paths.
 */

const pick = (language: Language) => (zh: string, en: string): string => (language === "zh" ? zh : en);
type Pick = ReturnType<typeof pick>;

/** Registers a project: ProjectBody. @param areas the districts to choose from */
export function projectFields(language: Language, areas: readonly { readonly value: string; readonly label: string }[] = []): Field[] {
  const say = pick(language);
  return [
    { name: "name", label: say("项目名称", "Project name"), kind: "text", required: true },
    { name: "approval", label: say("审批、核准或备案文号", "Approval"), kind: "text", required: true },
    { name: "funds", label: say("资金来源及落实情况", "Funds"), kind: "text", required: true },
    { name: "area", label: say("项目所在地区", "Area"), kind: "select", options: [{ value: "", label: say("全市", "whole area") }, ...areas] },
  ];
}

/** A works tender with one lot in two parts: TenderBody, the structured tender notice (E1). */
export function tenderFields(language: Language, openers: readonly { readonly value: string; readonly label: string }[]): Field[] {
  const say = pick(language);
  return [...subjectFields(say), ...timeFields(say), ...contactFields(say), ...lotFields(say), ...openingFields(say, openers), ...methodFields(say)];
}

const subjectFields = (say: Pick): Field[] => [
  { name: "title", label: say("招标项目名称", "Title"), kind: "text", required: true },
  { name: "content", label: say("招标内容", "Content"), kind: "textarea", required: true },
  { name: "scale", label: say("建设规模", "Scale"), kind: "text", required: true },
  { name: "fundSource", label: say("资金来源", "Source of funds"), kind: "text", required: true },
  { name: "qualification", label: say("投标人资格要求", "Qualification"), kind: "textarea", required: true },
  { name: "consortium", label: say("接受联合体投标", "Consortia accepted"), kind: "checkbox" },
  { name: "compulsory", label: say("属于必须招标的项目", "Compulsory tender"), kind: "checkbox" },
  { name: "stateControlled", label: say("国有资金占控股或者主导地位", "State funds control"), kind: "checkbox" },
  { name: "kind", label: say("项目类型", "Kind"), kind: "select", required: true, options: [{ value: "construction", label: say("施工", "Construction") }, { value: "goods", label: say("货物", "Goods") }, { value: "services", label: say("服务", "Services") }] },
  { name: "place", label: say("开标地点", "Place of opening"), kind: "text", required: true },
];

const timeFields = (say: Pick): Field[] => [
  { name: "documentsHow", label: say("招标文件获取方式", "How to get the documents"), kind: "text", required: true },
  { name: "saleFrom", label: say("招标文件发售开始", "Documents from"), kind: "time", required: true },
  { name: "saleUntil", label: say("招标文件发售结束", "Documents until"), kind: "time", required: true, hint: say("发售期不得少于 5 日（条例第十六条）", "at least 5 days") },
  { name: "deadline", label: say("投标截止时间", "Bids close"), kind: "time", required: true, hint: say("自招标文件开始发出之日起不得少于 20 日（招标投标法第二十四条）", "at least 20 days after the documents are first issued") },
  { name: "validityDays", label: say("投标有效期", "Bid validity"), unit: say("日", "days"), kind: "number", required: true },
  { name: "reserveEstimates", label: say("标底个数", "Reserve estimates"), kind: "number", required: true, value: "0" },
];

const contact = (say: Pick, path: string, who: string): Field[] => [
  { name: `${path}.name`, label: `${who}：${say("单位", "office")}`, kind: "text", required: true },
  { name: `${path}.person`, label: `${who}：${say("联系人", "person")}`, kind: "text", required: true },
  { name: `${path}.phone`, label: `${who}：${say("电话", "telephone")}`, kind: "text", required: true },
  { name: `${path}.address`, label: `${who}：${say("地址", "address")}`, kind: "text", required: true },
];

/** An office's contact by itself: ContactBody. */
export const contactFieldsOf = (language: Language, path: string, who: string): Field[] => contact(pick(language), path, who);

const contactFields = (say: Pick): Field[] => [
  ...contact(say, "contact", say("招标人", "Tenderer")),
  ...contact(say, "agency", say("招标代理机构", "Agency")),
  { name: "agency.uscc", label: say("招标代理机构统一社会信用代码", "Agency’s credit code"), kind: "text", required: true },
  ...contact(say, "complaints", say("投诉受理", "Complaints")),
];

const lotFields = (say: Pick): Field[] => [
  { name: "lots.0.lot", label: say("标段编号", "Lot"), kind: "text", required: true, value: "1" },
  { name: "lots.0.name", label: say("标段名称", "Name of the lot"), kind: "text", required: true },
  { name: "lots.0.scope", label: say("招标范围", "Scope"), kind: "textarea", required: true },
  { name: "lots.0.estimate", label: say("招标项目估算价", "Estimate"), kind: "money", required: true },
  { name: "lots.0.ceiling", label: say("最高投标限价", "Ceiling price"), kind: "money" },
  { name: "lots.0.floor", label: say("最低投标限价", "Floor price"), kind: "money", hint: say("法律不允许设定最低投标限价（条例第二十七条），请留空", "the law forbids one: leave empty") },
  { name: "lots.0.deposit", label: say("投标保证金", "Bid bond"), kind: "money", hint: say("不得超过估算价的 2%", "at most 2 % of the estimate") },
  { name: "lots.0.depositDays", label: say("保证金有效期", "Bond validity"), unit: say("日", "days"), kind: "number", required: true },
  { name: "lots.0.location", label: say("建设地点", "Location"), kind: "text", required: true },
  { name: "lots.0.termDays", label: say("工期", "Term"), unit: say("日历天", "days"), kind: "number", required: true },
  { name: "lots.0.quality", label: say("质量要求", "Quality"), kind: "text", required: true },
  ...partFields(say, 0, "technical", say("技术标", "Technical part"), null),
  ...partFields(say, 1, "price", say("价格标", "Price part"), "technical"),
];

const partFields = (say: Pick, place: number, part: string, title: string, after: string | null): Field[] => [
  { name: `lots.0.parts.${String(place)}.part`, label: part, kind: "hidden", value: part },
  { name: `lots.0.parts.${String(place)}.title`, label: part, kind: "hidden", value: title },
  { name: `lots.0.parts.${String(place)}.after`, label: part, kind: "hidden", value: after ?? "" },
  { name: `lots.0.parts.${String(place)}.form`, label: part, kind: "hidden", flag: true, value: after === null ? "" : "yes" },
  { name: `lots.0.parts.${String(place)}.requiredFiles`, label: `${title}：${say("必须提交的文件", "required files")}`, kind: "textarea", lines: true, hint: say("每行一个文件名", "one file name a line") },
];

const openingFields = (say: Pick, openers: readonly { readonly value: string; readonly label: string }[]): Field[] => [
  { name: "lots.0.open", label: say("开启方式", "Way of opening"), kind: "radio", required: true, value: "threshold-or-bidder", options: [
    { value: "threshold-or-bidder", label: say("开标密钥份额开启，投标人密钥备用", "key shares, the bidder’s key as fallback") }, { value: "threshold", label: say("仅开标密钥份额", "key shares only") }, { value: "bidder", label: say("投标人自行解密（法定方式）", "by the bidder (the statutory way)") }] },
  { name: "lots.0.openers", label: say("开标密钥持有人", "Openers"), kind: "checkboxes", options: openers },
  { name: "lots.0.threshold", label: say("开启所需份额数", "Shares needed"), kind: "number", required: true, value: "2" },
  { name: "lots.0.objectionMinutes", label: say("截止后名单异议时间", "Objection to the list"), unit: say("分钟", "minutes"), kind: "number", required: true, value: "5" },
  { name: "lots.0.decryptionMinutes", label: say("解密时限", "Decryption window"), unit: say("分钟", "minutes"), kind: "number", required: true, value: "30" },
  { name: "lots.0.remedyMinutes", label: say("补救时限", "Remedy window"), unit: say("分钟", "minutes"), kind: "number", required: true, value: "30" },
];

const CRITERION_ROWS = [0, 1, 2, 3, 4];

const methodFields = (say: Pick): Field[] => [
  { name: "lots.0.method.kind", label: say("评标办法", "Method"), kind: "hidden", value: "comprehensive" },
  { name: "lots.0.method.weights.price", label: say("价格满分", "Price points"), kind: "text", required: true, value: "60" },
  { name: "lots.0.method.weights.technical", label: say("技术满分", "Technical points"), kind: "text", required: true, value: "30" },
  { name: "lots.0.method.weights.credit", label: say("信用满分", "Credit points"), kind: "text", required: true, value: "10" },
  { name: "lots.0.method.unit", label: say("价格计算单位", "Unit of prices"), kind: "select", required: true, options: [{ value: "wan", label: say("万元", "10,000 yuan") }, { value: "yuan", label: say("元", "yuan") }] },
  { name: "lots.0.method.k", label: say("评标基准价下浮率", "Reductions to draw from"), kind: "textarea", lines: true, value: "0.02", hint: say("每行一个；多于一个时开标时抽取", "one a line; several are drawn from at the opening") },
  { name: "lots.0.method.trimAt", label: say("达到几家时去掉最高和最低价", "Trim from how many bids"), kind: "number", value: "5" },
  { name: "lots.0.method.e1", label: say("高于基准价每 1% 扣分", "Points off per 1 % above"), kind: "text", required: true, value: "1.0" },
  { name: "lots.0.method.e2", label: say("低于基准价每 1% 扣分", "Points off per 1 % below"), kind: "text", required: true, value: "0.5" },
  ...CRITERION_ROWS.flatMap((row) => criterion(say, row)),
  { name: "lots.0.method.trimTechnical", label: say("技术分去掉一个最高分和一个最低分", "Drop the members’ highest and lowest technical score"), kind: "checkbox" },
  { name: "lots.0.method.ties", label: say("总分相同时的排序规则", "When totals are equal"), kind: "checkboxes", values: ["lower-price", "higher-technical", "draw"], options: [
    { value: "lower-price", label: say("投标价低者优先", "lower price") }, { value: "higher-technical", label: say("技术分高者优先", "higher technical score") }, { value: "draw", label: say("评标委员会抽签", "draw by the committee") }] },
];

const criterion = (say: Pick, row: number): Field[] => {
  const name = `${say("技术评分项", "Technical criterion")} ${String(row + 1)}`;
  const path = `lots.0.method.criteria.${String(row)}`;
  return [
    { name: `${path}.id`, label: `${name}：${say("编号", "id")}`, kind: "text" },
    { name: `${path}.title`, label: `${name}：${say("名称", "name")}`, kind: "text" },
    { name: `${path}.full`, label: `${name}：${say("满分", "points")}`, kind: "text" },
    { name: `${path}.standard`, label: `${name}：${say("评分标准", "standard")}`, kind: "textarea" },
  ];
};

/** A clarification with its consequence (E3): ClarificationBody. @param lots to choose from; a tender of one lot needs no choice */
export function clarificationFields(language: Language, lots: readonly { readonly value: string; readonly label: string }[] = []): Field[] {
  const say = pick(language);
  const change = (row: number): Field[] => [
    { name: `changes.${String(row)}.what`, label: `${say("事项", "Subject")} ${String(row + 1)}`, kind: "text" },
    { name: `changes.${String(row)}.before`, label: `${say("修改前", "Before")} ${String(row + 1)}`, kind: "textarea" },
    { name: `changes.${String(row)}.after`, label: `${say("修改后", "After")} ${String(row + 1)}`, kind: "textarea" },
  ];
  return [
    ...[0, 1, 2].flatMap(change),
    { name: "mayAffectBid", label: say("可能影响投标文件编制", "May affect the bids"), kind: "checkbox", hint: say("可能影响的，距投标截止不足 15 日须顺延（条例第二十一条）", "then 15 days must remain, or the deadline moves") },
    { name: "newDeadline", label: say("新的投标截止时间", "New deadline"), kind: "time" },
    { name: "reconfirm", label: say("已递交的投标须确认或者更换", "Lodged bids must be confirmed or replaced"), kind: "checkbox", hint: say("勾选后，截止前既未确认也未更换的投标视为撤回，不予开启；须同时勾选“可能影响投标文件编制”。不勾选的，已递交的投标继续有效", "a bid neither confirmed nor replaced by the deadline is then deemed withdrawn; otherwise lodged bids stay good") },
    { name: "lots", label: say("所涉标段", "Lots it is about"), kind: "checkboxes", options: lots, hint: say("都不选：因故障未能截标的标段；没有这样的标段时，全部仍在接收投标的标段", "none chosen: the lots that an outage shut, else all that still take bids") },
  ];
}

/** A recorded guarantee, entered by the cashier. */
export function guaranteeFields(language: Language): Field[] {
  const say = pick(language);
  return [
    { name: "bidder", label: say("投标人统一社会信用代码", "Bidder’s credit code"), kind: "text", required: true },
    { name: "kind", label: say("形式", "Kind"), kind: "select", required: true, options: [{ value: "letter", label: say("银行保函", "Bank guarantee") }, { value: "insurance", label: say("保证保险", "Bond insurance") }, { value: "transfer", label: say("转账", "Transfer") }] },
    { name: "amount", label: say("金额", "Amount"), kind: "money", required: true },
    { name: "validUntil", label: say("有效期至", "Valid until"), kind: "date", required: true },
  ];
}
