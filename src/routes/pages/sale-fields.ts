import { saleLineOf } from "../../lines/lines.js";
import type { Title } from "../../procedure/procedure.js";
import type { SaleMethod, SaleProcedure, SaleSubject } from "../../procedure/sale-procedure.js";
import { stepName } from "../../sales/issue.js";
import type { SaleForm } from "../../sales/form.js";
import { contactFieldsOf } from "../../web/forms.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { rowsAt, type Given } from "./given.js";
import type { Choice } from "./tender-fields.js";

type Asking = { readonly language: Language; readonly line: SaleProcedure; readonly method: SaleMethod; readonly top: Top | null; readonly given: Given; readonly areas: readonly Choice[] };

/** What decides at a highest price; only a listing has one. */
type Top = NonNullable<SaleForm["lots"][number]["atCeiling"]>["kind"];
const TOPS: Readonly<Record<Top, Title>> = { lottery: { zh: "设最高限价，到顶后摇号", en: "a highest price, decided there by a lottery" }, quantity: { zh: "设最高限价，到顶后竞报数量（如配建面积）", en: "a highest price, decided there by a second quantity" }, average: { zh: "设最高限价，到顶后一次报价、最接近均值", en: "a highest price, decided there by one price each, nearest the mean" } };
const isTop = (text: string): text is Top => Object.hasOwn(TOPS, text);

/** What decides at the highest price of these values: as it was chosen, else as their lots say; empty where there is none. */
export function topIn(given: Given): Top | "" {
  const said = given["top"] ?? Object.entries(given).find(([name, value]) => value !== "" && /^lots\.\d+\.atCeiling\.kind$/.test(name))?.[1] ?? "";
  return isTop(said) ? said : "";
}
/** The ways to choose from; none for a line that lists nothing. */
export const saleTops = ({ methods }: SaleProcedure, language: Language): Choice[] => (methods.listing === undefined ? [] : [{ value: "", label: say(language, "不设最高限价", "no highest price") }, ...choices(TOPS, language)]);

/** The line and the method are sent along: what the form asks depends on them. */
export const saleLineIn = (given: Given): string => given["line"] ?? "";
const methodsOf = ({ methods }: SaleProcedure): SaleMethod[] => Object.keys(methods) as SaleMethod[];
/** The method that is given, or the line’s first. @throws {RangeError} for a line that sells by none */
export function saleMethodIn(line: SaleProcedure, given: Given): SaleMethod {
  const known = methodsOf(line);
  const found = known.find((each) => each === given["method"]) ?? known[0];
  if (found === undefined) throw new RangeError("a line that sells by no method");
  return found;
}

/** The form of what is granted or transferred (SaleBody) for a line: its lots, and what its method asks for, follow from the values it is given. @param areas the districts to choose from */
export function saleFields(language: Language, given: Given, areas: readonly Choice[] = []): Field[] {
  const line = saleLineOf(saleLineIn(given));
  const method = saleMethodIn(line, given);
  const top = method === "listing" ? topIn(given) || null : null;
  const asking: Asking = { language, line, method, top, given, areas };
  return [
    { name: "line", label: "line", kind: "hidden", value: saleLineIn(given) }, { name: "method", label: "method", kind: "hidden", value: method }, { name: "top", label: "top", kind: "hidden", value: top ?? "" }, ...about(asking), ...rowsAt(given, "lots", 0).flatMap((row) => lot(asking, row)),
    ...times(asking), ...terms(asking), ...(sellsProperty(line) ? transfer(asking) : []), ...contacts(asking),
  ];
}

const sellsProperty = ({ subjects }: SaleProcedure): boolean => subjects.includes("equity");
const isLand = ({ subjects }: SaleProcedure): boolean => subjects.includes("parcel");
const heading = ({ language }: Asking, name: string, zh: string, en: string): Field => ({ name: `${name}.heading`, label: say(language, zh, en), kind: "heading", fold: { isOpen: false } });
const choices = (titles: Readonly<Record<string, Title | undefined>>, language: Language): Choice[] => Object.entries(titles).flatMap(([value, title]) => (title === undefined ? [] : [{ value, label: title[language] }]));

function about(asking: Asking): Field[] {
  const { language, line, areas } = asking;
  return [
    heading(asking, "about", "项目和批准文件", "What it is, and who approved it"),
    { name: "title", label: say(language, "项目名称", "Title"), kind: "text", required: true },
    { name: "profile", label: say(language, "适用规则", "Rules"), kind: "select", required: true, options: Object.entries(line.profiles).filter(([, { methods }]) => methods?.includes(asking.method) ?? true).map(([value, { title }]) => ({ value, label: title[language] })) },
    { name: "area", label: say(language, "所在地区", "Area"), kind: "select", options: [{ value: "", label: say(language, "全市", "whole area") }, ...areas] },
    { name: "papers.approval", label: say(language, "批准（决策）文件", "Approval"), kind: "text", hint: say(language, "文号；没有的不予进场登记", "its number; without it nothing is registered") },
    { name: "papers.title", label: say(language, "权属证明", "Proof of title"), kind: "text", hint: say(language, "文号或者说明；没有的不予进场登记", "without it nothing is registered") },
    { name: "papers.restraint", label: say(language, "查封、冻结、抵押、争议", "What stands in its way"), kind: "text", hint: say(language, "没有的留空；填写了的不予进场登记", "empty: nothing does") },
    { name: "papers.scheme", label: say(language, "出让（转让）方案", "Scheme"), kind: "text", hint: say(language, "文号", "its number") },
    ...(isLand(line) ? [{ name: "papers.plan", label: say(language, "规划条件文件", "Planning conditions"), kind: "text", hint: say(language, "文号", "its number") } as const] : []),
  ];
}

const USES = [["residential", "居住用地", "residential"], ["industrial", "工业、教育、科技、文化、卫生、体育用地及综合用地", "industrial, education, mixed"], ["commercial", "商业、旅游、娱乐用地", "commercial, tourism"]] as const;
const KINDS = [["equity", "产（股）权", "equity"], ["assets", "资产", "assets"], ["increase", "增资", "new capital"]] as const;
const optionsOf = (rows: readonly (readonly [string, string, string])[], language: Language): Choice[] => rows.map(([value, zh, en]) => ({ value, label: say(language, zh, en) }));

/** What a parcel, a mining right or property says of itself. Law: 39号令 9; 矿产资源法 19; 32号令 15. */
function subject({ language, line }: Asking, path: string): Field[] {
  const at = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name: `${path}.${name}`, label: say(language, zh, en), kind: "text", required: true, ...more });
  const kind = (value: SaleSubject): Field => ({ name: `${path}.kind`, label: "kind", kind: "hidden", value });
  const years = at("years", "年限", "Term", { kind: "number", unit: say(language, "年", "years") });
  if (isLand(line)) {
    return [
      kind("parcel"), at("place", "位置", "Place"), at("area", "面积", "Area", { unit: say(language, "平方米", "m²") }), at("use", "用途", "Use", { kind: "select", options: optionsOf(USES, language) }), years,
      at("status", "现状", "Status", { hint: say(language, "如净地、五通一平", "such as cleared") }), at("space", "空间范围", "Space", { required: false, hint: say(language, "留空为以宗地图为准", "empty: as on its map") }), at("boundary", "界址", "Boundary", { kind: "textarea", rows: 2 }), at("planning", "规划指标", "Planning", { kind: "textarea", rows: 3, hint: say(language, "容积率、建筑密度、绿地率等，每行一项", "one a line") }),
    ];
  }
  if (!sellsProperty(line)) {
    return [
      kind("mining-right"), at("place", "位置", "Place"), at("mineral", "矿种", "Mineral"), at("area", "面积", "Area", { unit: say(language, "平方千米", "km²") }), years,
      at("coordinates", "拐点坐标", "Corners", { kind: "textarea", rows: 4, hint: say(language, "每行一个拐点", "one corner a line") }), at("proceeds", "出让收益及缴纳", "Proceeds", { kind: "textarea", rows: 2 }), at("restoration", "生态修复义务", "Restoration", { kind: "textarea", rows: 2 }),
    ];
  }
  return [at("kind", "标的类型", "Kind", { kind: "select", options: optionsOf(KINDS, language) }), at("target", "标的企业或者资产", "Enterprise or assets"), at("share", "转让比例（份额）", "Share", { required: false, hint: say(language, "全部转让的留空", "empty: all of it") })];
}

function lot(asking: Asking, row: number): Field[] {
  const { language, method, given } = asking;
  const path = `lots.${String(row)}`;
  const many = rowsAt(given, "lots", 0).length > 1;
  const name = given[`${path}.name`] ?? "";
  return [
    heading(asking, path, many ? `标的 ${String(row + 1)}${name === "" ? "" : `：${name}`}` : "标的和价格", many ? `Lot ${String(row + 1)}` : "The lot and its prices"),
    { name: `${path}.lot`, label: say(language, "标的编号", "Lot"), kind: "text", required: true, value: String(row + 1) }, { name: `${path}.name`, label: say(language, "标的名称", "Name"), kind: "text", required: true }, ...subject(asking, `${path}.subject`),
    { name: `${path}.floor`, label: say(language, "起始价（转让底价）", "Floor price"), kind: "money", required: true }, { name: `${path}.step`, label: stepName({ method })[language], kind: "money", required: true },
    ...(method === "dutch" ? [{ name: `${path}.asking`, label: say(language, "起叫价", "Asked first"), kind: "money", required: true, hint: say(language, "单位：元；高于转让底价，按降价幅度逐次下降", "in yuan; over the floor price, it goes down by the step") } as const] : []),
    ...(method === "listing" ? [{ name: `${path}.laterStep`, label: say(language, "挂牌截止后的增价幅度", "Step after the listing"), kind: "money", hint: say(language, "单位：元；留空与上一栏相同", "in yuan; empty: the same") } as const] : []),
    { name: `${path}.deposit`, label: say(language, "保证金", "Deposit"), kind: "money", required: true },
    ...(asking.top === null ? [] : ceiling(asking, path, asking.top)),
  ];
}

const CONTRIBUTORS_MIN = 2;
const COMMITTED = ["由其本人在“竞价摇号：制作承诺值”页（/desk/lottery）生成", "made by them at “Lottery of a contest” (/desk/lottery)"] as const;
/** The highest price of a lot, and what decides there: its lottery is committed to before anybody applies. */
function ceiling({ language, given }: Asking, path: string, top: Top): Field[] {
  const at = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name: `${path}.atCeiling.${name}`, label: say(language, zh, en), kind: "number", ...more });
  const minutes = (name: string, zh: string, en: string): Field => at(name, zh, en, { unit: say(language, ...MINUTES) });
  const ways: Readonly<Record<Top, () => Field[]>> = {
    lottery: () => [
      ...rowsAt(given, `${path}.atCeiling.contributors`, CONTRIBUTORS_MIN).flatMap((row) => [
        at(`contributors.${String(row)}.name`, `随机数提供方 ${String(row + 1)}：代号`, `Giver of randomness ${String(row + 1)}: short name`, { kind: "text", begins: true }), at(`contributors.${String(row)}.c`, `随机数提供方 ${String(row + 1)}：承诺值（SHA-256）`, `Giver of randomness ${String(row + 1)}: commitment (SHA-256)`, { kind: "text", hint: say(language, ...COMMITTED) })]),
      at("head", "监督部门抽取码的承诺值（SHA-256）", "Commitment of the supervisor’s code (SHA-256)", { kind: "text", begins: true, hint: say(language, ...COMMITTED) }), minutes("answerMinutes", "到顶后答复时间", "Time to answer"), minutes("showMinutes", "公布随机数的时间", "Time to give randomness"),
    ],
    quantity: () => [at("unit", "竞报的数量和单位", "What is promised, with its unit", { kind: "text", hint: say(language, "如平方米（配建面积）", "such as m² of housing") }), at("start", "起报数量", "From"), at("step", "每次最少增加", "Step"), at("most", "最多", "At most", { hint: say(language, "不限的留空", "empty: no limit") }), minutes("windowMinutes", "每次有效竞报后重新计时", "Clock from each promise anew")],
    average: () => [minutes("sealMinutes", "密封报价时间", "Sealing"), minutes("showMinutes", "公开报价时间", "Showing")],
  };
  return [{ name: `${path}.ceiling`, label: say(language, "最高限价（熔断价）", "Highest price"), kind: "money", hint: say(language, "单位：元；本标的不设最高限价的，本栏和以下各栏都留空", "in yuan; where this lot has none, leave this and what follows empty") }, at("kind", "到顶后的办法", "What decides there", { kind: "hidden", mute: true, value: top }), ...ways[top]()];
}

type PeriodAsked = { readonly name: string; readonly zh: string; readonly en: string; readonly unit: readonly [string, string]; readonly value: string };
const [MINUTES, SECONDS] = [["分钟", "minutes"], ["秒", "seconds"]] as const;
const matched = (group: string, value: string): PeriodAsked => ({ name: `${group}.matchMinutes`, zh: "优先购买权行权时间", en: "Time to take over by right", unit: MINUTES, value });

/** How a contest goes where no rule but the notice says; an auction without holders of a right asks none. */
const PERIODS: Readonly<Record<SaleMethod, readonly PeriodAsked[]>> = {
  "listing": [],
  "auction": [{ name: "calls.preparationMinutes", zh: "拍卖会准备时间", en: "Preparation of the session", unit: MINUTES, value: "15" }, { name: "calls.gapSeconds", zh: "两次报价宣布的间隔", en: "Between two calls", unit: SECONDS, value: "10" }, matched("calls", "")],
  "online-bidding": [{ name: "bidding.freeMinutes", zh: "自由报价期", en: "Free period", unit: MINUTES, value: "60" }, { name: "bidding.limitedSeconds", zh: "限时报价期", en: "Limited period", unit: SECONDS, value: "300" }, matched("bidding", "30")],
  "one-round": [{ name: "quotes.sealMinutes", zh: "密封报价时间", en: "Sealing", unit: MINUTES, value: "60" }, { name: "quotes.showMinutes", zh: "公开报价时间", en: "Showing", unit: MINUTES, value: "30" }, matched("quotes", "30")],
  "dutch": [{ name: "dutch.everySeconds", zh: "每个价格的保持时间", en: "Each price stands for", unit: SECONDS, value: "60" }, matched("dutch", "")],
  "weighted": [{ name: "weights.rounds", zh: "报价轮次", en: "Rounds", unit: ["轮", "rounds"], value: "3" }, { name: "weights.roundMinutes", zh: "每轮时间", en: "Each round", unit: MINUTES, value: "30" }, { name: "weights.priceWeight", zh: "价格权重", en: "Weight of the price", unit: ["分（合计一百）", "of a hundred"], value: "80" }],
};

/** What counts beside the price, from its worst value to its best. */
const weighed = (language: Language, row: number): Field[] => {
  const at = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name: `weights.values.${String(row)}.${name}`, label: say(language, `其他权重 ${String(row + 1)}：${zh}`, `Other value ${String(row + 1)}: ${en}`), kind: "number", ...more });
  return [at("name", "代号", "short name", { kind: "text", begins: true, hint: say(language, "字母、数字，如 jobs", "letters and digits, such as jobs") }), at("what", "内容", "what it is", { kind: "text", hint: say(language, "如承诺留用职工人数", "such as people kept on") }), at("weight", "权重", "weight", { unit: say(language, "分", "of a hundred") }), at("worst", "最差值（零分）", "worst, no points"), at("best", "最好值（满分）", "best, all points")];
};

function times(asking: Asking): Field[] {
  const { language, method } = asking;
  const time = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name, label: say(language, zh, en), kind: "time", required: true, ...more });
  const shown = method === "auction" ? [
    time("display.from", "展示开始", "Shown from", { required: false, begins: true }), time("display.until", "展示结束", "Shown until", { required: false }), { name: "display.place", label: say(language, "展示地点", "Shown at"), kind: "text" } as const,
    { name: "auctioneer.name", label: say(language, "拍卖企业", "Auctioneer"), kind: "text", begins: true, hint: say(language, "由交易中心主持的，两栏都留空", "empty where the exchange holds it") } as const, { name: "auctioneer.licence", label: say(language, "拍卖经营批准证书", "Its licence"), kind: "text" } as const,
  ] : [];
  return [
    heading(asking, "times", "时间安排", "Times"), time("applyUntil", "申请和保证金到账截止", "Applications and deposits until"), time("startsAt", "竞价活动开始", "Begins"), ...(method === "listing" ? [time("listingEndsAt", "挂牌截止", "The listing ends")] : []), ...shown,
    ...PERIODS[method].map(({ name, zh, en, unit, value }): Field => ({ name, label: say(language, zh, en), kind: "number", required: value !== "", unit: say(language, ...unit), value })),
    ...(method === "weighted" ? rowsAt(asking.given, "weights.values", 1).flatMap((row) => weighed(language, row)) : []),
  ];
}

function terms(asking: Asking): Field[] {
  const { language, line: { noticeSetsRefund, subjects } } = asking;
  const long = (name: string, zh: string, en: string, rows: number): Field => ({ name, label: say(language, zh, en), kind: "textarea", rows, required: true });
  return [
    heading(asking, "terms", "申请条件、竞价规则和价款", "Who may apply, rules, payment"), long("conditions", "申请条件", "Who may apply", 3), long("documents", "取得文件的方式", "How to get the documents", 2), long("rules", "竞价规则和确定办法", "How it is decided", 3),
    { name: "reserve", label: say(language, "是否设有底价", "A reserve price"), kind: "select", options: [{ value: "", label: say(language, "请选择（发布以前必须说明）", "choose before it is published") }, { value: "yes", label: say(language, "设有底价", "yes") }, { value: "no", label: say(language, "不设底价", "no") }] },
    { name: "payment", label: say(language, "价款支付", "Payment"), kind: "select", required: true, options: [{ value: "at-once", label: say(language, "一次付清", "at once") }, { value: "instalments", label: say(language, "分期付款", "by instalments") }] },
    ...(noticeSetsRefund ? [{ name: "refundDays", label: say(language, "未成交保证金退还", "Deposits of the others go back within"), kind: "number", unit: say(language, "个工作日", "working days"), value: "5" } as const] : []),
    { name: "remarks", label: say(language, "其他事项", "Other matters"), kind: "textarea", rows: 2 }, ...(subjects.includes("equity") ? rowsAt(asking.given, "preemption", 2).flatMap((row) => holder(language, row)) : []),
  ];
}

const holder = (language: Language, row: number): Field[] => {
  const at = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name: `preemption.${String(row)}.${name}`, label: say(language, `优先购买权人 ${String(row + 1)}：${zh}`, `Holder ${String(row + 1)}: ${en}`), kind: "text", ...more });
  return [at("name", "名称", "name", { begins: true }), at("uscc", "统一社会信用代码", "credit code"), at("share", "持股比例", "share", { hint: say(language, "分数，如 2/5", "a fraction: 2/5") })];
};

/** Law: 企业国有资产法 53, 55; 32号令 15. */
function transfer(asking: Asking): Field[] {
  const { language } = asking;
  const at = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({ name: `transfer.${name}`, label: say(language, zh, en), kind: "text", ...more });
  return [
    heading(asking, "transfer", "评估和标的企业（资产）", "Appraisal and enterprise or assets"), at("appraisal", "评估核准（备案）文号", "Appraisal filed as"), at("appraised", "评估结果", "Appraised at", { kind: "money", required: true }), at("approvedOn", "转让批准日期", "Approved on", { kind: "date", required: true }),
    at("losesControl", "转让后国家不再控股", "Control goes", { kind: "checkbox" }), at("government", "本级人民政府批准文号", "Government’s approval", { hint: say(language, "国家不再控股的填写", "where control goes") }), at("shareholdersAsked", "已征询其他股东意见", "The other shareholders were asked", { kind: "checkbox" }),
    at("consent", "低于评估结果转让的同意文号", "Consent to a lower floor"), at("managersTakePart", "管理层参与受让", "Managers take part", { kind: "checkbox" }), at("holders", "股东及出资情况；转让资产的，权属情况", "Shareholders; of assets, who owns them", { kind: "textarea", rows: 3, required: true }), at("figures", "主要审计数据；转让资产的，账面情况", "Audited figures; of assets, what the books say", { kind: "textarea", rows: 3, required: true }),
  ];
}

const contacts = (asking: Asking): Field[] =>
  [heading(asking, "contacts", "联系方式", "Contacts"), ...contactFieldsOf(asking.language, "contact", asking.line.parties.seller[asking.language]), ...contactFieldsOf(asking.language, "complaints", say(asking.language, "投诉受理", "Complaints"))];

/** The methods of a line to choose from. */
export const saleMethods = (line: SaleProcedure, language: Language): Choice[] => choices(line.methods, language);
