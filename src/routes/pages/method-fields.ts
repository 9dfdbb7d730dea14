import { METHOD_LAW } from "../../bidding/method.js";
import type { MethodKind } from "../../procedure/procedure.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { rowsAt, type Given } from "./given.js";

/** The fields of a way to judge, below `lots.0.method`; `whose` stands before the heading where there are several lots. Each kind asks what its part of the notice form holds (TenderBody). */
export function methodFields(language: Language, at: string, given: Given, whose: string): Field[] {
  const path = `${at}.method`;
  const kind = (given[`${path}.kind`] ?? "comprehensive") as MethodKind;
  return [
    { name: `${path}.heading`, label: `${whose}${say(language, `评标办法：${METHOD_LAW[kind].zh}`, `Method: ${METHOD_LAW[kind].en}`)}`, kind: "heading", fold: { isOpen: false } }, { name: `${path}.kind`, label: "kind", kind: "hidden", value: kind },
    ...FIELDS[kind](language, path, given), ...(partsEquals(kind) ? [tieField(language, path, kind)] : []),
  ];
}

type Fields = (language: Language, path: string, given: Given) => Field[];

const comprehensive: Fields = (language, path, given) => [
  points(language, `${path}.weights.price`, "价格", "Price", "60"), points(language, `${path}.weights.technical`, "技术", "Technical", "30"), points(language, `${path}.weights.credit`, "信用", "Credit", "10"),
  { name: `${path}.unit`, label: say(language, "价格计算单位", "Unit of prices"), kind: "select", required: true, options: [{ value: "wan", label: say(language, "万元", "10,000 yuan") }, { value: "yuan", label: say(language, "元", "yuan") }] },
  { name: `${path}.k`, label: say(language, "评标基准价下浮率", "Reductions to draw from"), kind: "textarea", lines: true, value: "0.02", hint: say(language, "每行一个；多于一个时开标时抽取", "one a line; several are drawn from at the opening") },
  { name: `${path}.trimAt`, label: say(language, "达到几家时去掉最高和最低价", "Trim from how many bids"), kind: "number", value: "5" },
  { name: `${path}.e1`, label: say(language, "高于基准价每 1% 扣分", "Points off per 1 % above"), kind: "text", required: true, value: "1.0" },
  { name: `${path}.e2`, label: say(language, "低于基准价每 1% 扣分", "Points off per 1 % below"), kind: "text", required: true, value: "0.5" },
  ...criteriaFields(language, path, given, false),
  { name: `${path}.trimTechnical`, label: say(language, "技术分去掉一个最高分和一个最低分", "Drop the members’ highest and lowest technical score"), kind: "checkbox" },
];

const lowestEvaluated: Fields = (language, path, given) => rowsAt(given, `${path}.adjustments`, SPARE_ROWS).flatMap((row): Field[] => [
  { name: `${path}.adjustments.${String(row)}.clause`, label: say(language, `价格调整 ${String(row + 1)}：招标文件条款`, `Adjustment ${String(row + 1)}: clause`), kind: "text", begins: true },
  { name: `${path}.adjustments.${String(row)}.title`, label: say(language, `价格调整 ${String(row + 1)}：内容`, `Adjustment ${String(row + 1)}: what for`), kind: "text" },
]);

const scoring: Fields = (language, path, given) => [
  points(language, `${path}.weights.price`, "价格", "Price", "30"), points(language, `${path}.weights.technical`, "技术", "Technical", "50"), points(language, `${path}.weights.business`, "商务", "Business", "20"),
  { name: `${path}.rounding.places`, label: say(language, "得分保留小数位数", "Decimals of points"), kind: "number", required: true, value: "2" },
  { name: `${path}.rounding.mode`, label: say(language, "得分修约", "Rounding"), kind: "select", required: true, options: [
    { value: "half-up", label: say(language, "四舍五入", "half up") }, { value: "half-even", label: say(language, "四舍六入五成双", "half to even") }, { value: "down", label: say(language, "舍去", "down") }] },
  ...criteriaFields(language, path, given, true), ...termsFields(language, path),
];

const highestComposite: Fields = (language, path, given) => [points(language, `${path}.weights.price`, "价格", "Price", "70"), points(language, `${path}.weights.technical`, "其他条件", "Other terms", "30"), ...criteriaFields(language, path, given, false)];

/** Whether the documents say how equals are parted: where a right is granted the law does. */
const partsEquals = (kind: MethodKind): boolean => METHOD_LAW[kind].belowFloor === null;

const FIELDS: Readonly<Record<MethodKind, Fields>> = { "comprehensive": comprehensive, "lowest-evaluated": lowestEvaluated, scoring, "lowest-price": termsFields, "highest-price": () => [], "highest-composite": highestComposite };

/** Empty rows for what is still to be written. */
const SPARE_ROWS = 2;

const points = (language: Language, name: string, zh: string, en: string, value: string): Field => ({ name, label: say(language, `${zh}满分`, `${en} points`), kind: "text", required: true, value });

const criteriaFields = (language: Language, path: string, given: Given, isGrouped: boolean): Field[] =>
  rowsAt(given, `${path}.criteria`, SPARE_ROWS).flatMap((row) => criterionFields(language, `${path}.criteria.${String(row)}`, `${say(language, "评分项", "Criterion")} ${String(row + 1)}`, isGrouped));

/** One criterion of scores; a row left empty is none. */
export const criterionFields = (language: Language, path: string, name: string, isGrouped = false): Field[] => [
  { name: `${path}.title`, label: `${name}：${say(language, "名称", "name")}`, kind: "text", begins: true },
  { name: `${path}.full`, label: `${name}：${say(language, "满分", "points")}`, kind: "text" },
  ...(isGrouped ? [
    { name: `${path}.group`, label: `${name}：${say(language, "类别", "group")}`, kind: "select", mute: true, options: [{ value: "technical", label: say(language, "技术", "technical") }, { value: "business", label: say(language, "商务", "business") }] } as const,
    { name: `${path}.objective`, label: `${name}：${say(language, "客观分（各评委必须一致）", "objective: all members give the same")}`, kind: "checkbox", mute: true } as const,
  ] : []),
  { name: `${path}.id`, label: `${name}：${say(language, "编号", "id")}`, kind: "text", hint: say(language, "字母、数字；可不填，由系统编号", "letters and digits; may stay empty") },
  { name: `${path}.standard`, label: `${name}：${say(language, "评分标准", "standard")}`, kind: "textarea", rows: 2 },
];

/** What procurement's documents say by either of its methods (87号令 31; 财库〔2020〕46号 9; 财库〔2026〕2号). */
function termsFields(language: Language, path: string): Field[] {
  const percent = (name: string, zh: string, en: string, hint?: string): Field => ({ name: `${path}.${name}`, label: say(language, zh, en), kind: "text", unit: "%", ...(hint === undefined ? {} : { hint }) });
  return [
    percent("deduction.small", "小微企业价格扣除", "Deduction for small firms", say(language, "三项都留空：专门面向中小企业，不再扣除", "all three empty: for small firms alone")),
    percent("deduction.share", "小微企业占一定份额的联合体、分包价格扣除", "Deduction for a share of small firms"), percent("deduction.shareFrom", "份额达到", "From a share of"),
    percent("lowPrice.mean", "异常低价：低于平均报价的", "Low price: below this share of the mean"), percent("lowPrice.next", "异常低价：低于次低报价的", "Low price: below this share of the next"), percent("lowPrice.ceiling", "异常低价：低于最高限价的", "Low price: below this share of the ceiling"),
    { name: `${path}.coreProduct`, label: say(language, "核心产品", "Core product"), kind: "text", hint: say(language, "单一产品写该产品；提供相同品牌的按一家计算（87号令第三十一条）；服务采购留空", "whose brand parts bidders; empty for services") },
    { name: `${path}.imports`, label: say(language, "接受进口产品的审核意见", "Finding by which imports are taken"), kind: "text", hint: say(language, "财政部门审核意见的文号；留空：不接受进口产品（政府采购法第十条，财库〔2007〕119号）", "its number; left empty, imports are refused") },
    { name: `${path}.drawBy`, label: say(language, "并列时由谁随机抽取", "Who draws between equals"), kind: "select", required: true, value: "buyer", options: [{ value: "buyer", label: say(language, "采购人", "the purchaser") }, { value: "committee", label: say(language, "采购人委托评标委员会", "the committee, entrusted by the purchaser") }], hint: say(language, "按采购文件规定的顺序仍不能区分的，随机抽取（87号令第三十一条、第六十八条）", "where the documents' order parts none") },
  ];
}

/** In which order equals stand; nothing chosen where the law itself says how. */
function tieField(language: Language, path: string, kind: MethodKind): Field {
  const scored = METHOD_LAW[kind].scored;
  const options = [
    { value: "lower-price", label: say(language, "投标价低者优先", "lower price") }, ...(scored ? [{ value: "higher-technical", label: say(language, "技术分高者优先", "higher technical score") }] : []), { value: "draw", label: METHOD_LAW[kind].sharedFrom === null ? say(language, "评标委员会抽签", "draw by the committee") : say(language, "随机抽取", "a draw") },
  ];
  return { name: `${path}.ties`, label: say(language, "结果相同时的排序规则", "When results are equal"), kind: "checkboxes", values: METHOD_LAW[kind].sharedFrom === null ? options.map(({ value }) => value) : [], options };
}
