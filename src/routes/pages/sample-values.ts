import { leastTerms } from "../../bidding/method-law.js";
import { dayOf, DAY_MS, HOUR_MS, plusMs, rfc3339, startOf, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import type { EntryWay, MethodKind, Traded } from "../../procedure/procedure.js";
import { dayClass } from "../../rules/calendar.js";
import { freezeRules } from "../../rules/rules.js";
import { at, countAt, under, without, type Given } from "./given.js";
import { isVisitIn, lineIn, wayIn } from "./tender-fields.js";

/** What a tender's form is made for: chosen before it is filled. */
export type Shape = { readonly way: EntryWay; /** Null keeps each lot's own. */ readonly method: MethodKind | null; readonly lots: number; readonly visit: boolean };

/** Days and hours of a tender that keeps every minimum with room to spare. */
const SALE = { days: 7, hour: 17 };
const BIDDING = { days: 22, hour: 9.5 };
const START = { days: 1, hour: 9 };
/** The same where the notice has days of its own before bids are taken. */
const NOTICED = { days: 40, hour: 9 };
const VISIT = { days: 9, hour: 9 };
/** Applications before it: their sale, their deadline, and the review. */
const APPLYING = { days: 14, hour: 9.5 };
const REVIEW = { days: 21, hour: 9 };

/** The first working day at or after `days` days from a day, at an hour of it. */
export function workDayAfter(from: Instant, { days, hour }: typeof SALE): Instant {
  let found = plusMs(startOf(dayOf(from)), days * DAY_MS + hour * HOUR_MS);
  while (dayClass(dayOf(found)) !== "WORK") found = plusMs(found, DAY_MS);
  return found;
}

/** What datetime-local takes: Beijing time to the minute. */
export const localOf = (moment: Instant): string => rfc3339(moment).slice(0, 16);

/** A sample that is lawful on the day it is opened, for an officer to write over. */
export function sampleValues(now: Instant, line: string, shape: Shape): Given {
  const { kinds: [kind = "goods"], methods } = lineOf(line);
  return shaped({ line, kind, ...COMMON, ...SUBJECTS[kind], ...at("lots.0", lotValues(0, kind)), ...timesOf(now, "open", line) }, { ...shape, method: shape.method ?? methods.kinds[0] ?? null }, now);
}

/** Values brought into another shape: what it has no place for goes, what is new in it is a sample's. */
export function shaped(given: Given, { way, method, lots, visit }: Shape, now: Instant): Given {
  const [kind = "goods"] = lineOf(lineIn(given)).kinds;
  const others = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith("lots.")));
  const held = Math.max(1, countAt(given, "lots"));
  const lotAt = (row: number): Given => (row < held ? under(given, `lots.${String(row)}`) : { ...under(given, "lots.0"), ...lotValues(row, kind) });
  const rows = Array.from({ length: lots }, (_, row) => at(`lots.${String(row)}`, method === null ? lotAt(row) : inMethod(lotAt(row), method, kind, now)));
  const ways = wayIn(given) === way ? others : { ...without(others, "entry"), ...wayValues(way, now, lineIn(given)) };
  const visited = visit ? (isVisitIn(ways) ? ways : { ...ways, ...at("siteVisit", { at: localOf(workDayAfter(now, VISIT)), place: given["lots.0.location"] ?? "" }) }) : without(ways, "siteVisit");
  return Object.assign({}, visited, ...rows) as Given;
}

/** The times of a tender that begins now: of the bids, and where firms apply first of the applications before them. */
export function timesOf(now: Instant, way: EntryWay, line: string): Given {
  const start = workDayAfter(now, lineOf(line).law.noticeDays === undefined ? START : NOTICED);
  const bids = way === "prequalification" ? workDayAfter(start, REVIEW) : start;
  const [saleFrom, saleUntil, deadline] = [bids, workDayAfter(bids, SALE), workDayAfter(bids, BIDDING)].map(localOf);
  const first = way !== "prequalification" ? {} : at("entry", { saleFrom: localOf(start), saleUntil: localOf(workDayAfter(start, SALE)), deadline: localOf(workDayAfter(start, APPLYING)) });
  return { saleFrom: saleFrom ?? "", saleUntil: saleUntil ?? "", deadline: deadline ?? "", ...first };
}

function wayValues(way: EntryWay, now: Instant, line: string): Given {
  if (way === "open") return {};
  const times = timesOf(now, way, line);
  if (way === "invitation") return { ...at("entry", { way, ground: "", finding: "", approval: "" }) };
  return { ...times, ...at("entry", {
    way, documentsHow: "登录交易平台免费下载", requiredFiles: "资格预审申请函.pdf", "items.0.id": "licence", "items.0.clause": "3.1", "items.0.title": "企业资质", "items.0.standard": "具备公告要求的资质，证书在有效期内",
    "items.1.id": "record", "items.1.clause": "3.4", "items.1.title": "类似业绩", "items.1.standard": "近三年完成过类似项目一项，以合同和验收证明为准",
  }) };
}

const COMMON: Given = {
  "fundSource": "财政资金，已落实", "documentsHow": "登录交易平台免费下载", "validityDays": "90", "reserveEstimates": "0", "place": "晨光市公共资源交易中心网上开标大厅",
  "contact.name": "晨光市城市建设投资集团有限公司", "contact.person": "陈一鸣", "contact.phone": "0000-1234567", "contact.address": "晨光市滨河路1号",
  "complaints.name": "晨光市公共资源交易监督管理局", "complaints.person": "严正", "complaints.phone": "0000-7654321", "complaints.address": "晨光市市民中心",
};

const WORKS: Given = {
  "title": "晨光市滨河路雨污分流改造工程", "content": "滨河路（文昌街至望江路）雨污管网分流改造，含检查井、路面恢复及附属工程", "scale": "管网 3.2 公里，总投资约 3865 万元",
  "qualification": "市政公用工程施工总承包二级及以上资质\n近三年承担过类似工程一项", "compulsory": "yes", "stateControlled": "yes",
};
const GOODS: Given = { "title": "晨光市第一中学教学设备采购", "content": "交互式智能平板 40 台及配套安装、调试、培训", "scale": "交互式智能平板 40 台", "qualification": "具备政府采购法第二十二条规定的条件\n具有履行合同所必需的设备和专业技术能力" };
const RIGHT: Given = {
  "title": "晨光市望江片区 WJ-07 地块招标出让", "content": "WJ-07 地块，东至望江路、南至规划支路、西至文昌街、北至河岸绿线；规划条件见招标文件", "scale": "36,500 平方米，居住用地，使用年期 70 年", "fundSource": "国有建设用地储备，权属清楚，已完成前期开发",
  "qualification": "中华人民共和国境内外的公司、企业、其他组织和个人，法律另有规定的除外\n没有欠缴土地出让价款",
};
const SUBJECTS: Readonly<Record<Traded, Given>> = { construction: WORKS, goods: GOODS, services: GOODS, right: RIGHT };

const WORKS_LOT: Given = { name: "一标段施工", scope: "施工图范围内的全部管网、检查井及路面恢复", estimate: "38650000.00", ceiling: "38650000.00", location: "晨光市滨河路", termDays: "240", quality: "合格" };
const GOODS_LOT: Given = { name: "教学设备采购包", scope: "交互式智能平板 40 台，含安装、调试、培训和三年保修", estimate: "1100000.00", ceiling: "1100000.00", location: "晨光市第一中学", termDays: "45", quality: "符合国家标准和采购文件要求" };
const RIGHT_LOT: Given = { name: "WJ-07 地块", scope: "国有建设用地使用权，居住用地，70 年", estimate: "100000000.00", ceiling: "", deposit: "20000000.00", location: "晨光市望江路西侧", termDays: "30", quality: "净地交付，通路、通水、通电" };
const LOTS: Readonly<Record<Traded, Given>> = { construction: WORKS_LOT, goods: GOODS_LOT, services: GOODS_LOT, right: RIGHT_LOT };

const lotValues = (row: number, kind: Traded): Given => ({ ...LOTS[kind], lot: String(row + 1), depositDays: "0", ...(row === 0 ? {} : { name: `第${String(row + 1)}标段（包）` }) });

const BID: Given = { part: "bid", title: "投标文件", after: "", form: "yes", requiredFiles: "" };
/** Two envelopes where technique is scored before the price is seen, one elsewhere. */
const PARTS: Readonly<Record<MethodKind, readonly Given[]>> = {
  "comprehensive": [{ part: "technical", title: "技术标", after: "", form: "", requiredFiles: "" }, { part: "price", title: "价格标", after: "technical", form: "yes", requiredFiles: "" }], "lowest-evaluated": [BID], "scoring": [BID], "lowest-price": [BID], "highest-price": [BID], "highest-composite": [BID],
};

/** A lot judged by a method: its own numbers where it has that method already. */
function inMethod(lot: Given, kind: MethodKind, bought: Traded, now: Instant): Given {
  if (lot["method.kind"] === kind) return lot;
  const parts = PARTS[kind].map((part, row) => at(`parts.${String(row)}`, part));
  return Object.assign({}, without(without(lot, "method"), "parts"), ...parts, at("method", { kind, ...methodValues(kind, bought, now) })) as Given;
}

const CRITERIA: Readonly<Partial<Record<MethodKind, readonly Given[]>>> = {
  "highest-composite": [{ id: "scheme", title: "规划设计方案", full: "20", standard: "方案符合规划条件，每满足一项专项指标得 4 分" }, { id: "schedule", title: "开发进度承诺", full: "10", standard: "承诺竣工时间每提前 3 个月得 2 分" }],
  comprehensive: [{ id: "plan", title: "施工组织设计", full: "20", standard: "方案完整、针对性强、措施可行" }, { id: "team", title: "项目管理机构", full: "10", standard: "人员配备齐全、经验相符" }],
  scoring: [
    { id: "specs", title: "技术参数响应", full: "35", standard: "逐项比对采购文件技术参数", group: "technical" }, { id: "plan", title: "供货与培训方案", full: "15", standard: "方案完整、可行", group: "technical" },
    { id: "service", title: "售后服务", full: "12", standard: "响应及时、网点落实", group: "business" }, { id: "cases", title: "类似业绩", full: "8", standard: "每项 2 分，最多 8 分，以合同复印件为准", group: "business", objective: "yes" },
  ],
};

function methodValues(kind: MethodKind, bought: Traded, now: Instant): Given {
  const criteria = (CRITERIA[kind] ?? []).map((each, row) => at(`criteria.${String(row)}`, each));
  return Object.assign({}, ...criteria, (kind === "scoring" || kind === "lowest-price") && bought !== "right" ? termValues(bought, now) : {}) as Given;
}

/** The least that the law lets the documents say. */
function termValues(bought: Exclude<Traded, "right">, now: Instant): Given {
  const { deduction, lowPrice } = leastTerms(bought, freezeRules(dayOf(now)));
  return {
    ...at("deduction", { small: deduction.small, share: deduction.share ?? "", shareFrom: deduction.shareFrom }), ...(lowPrice === null ? {} : at("lowPrice", lowPrice)),
    ...(bought === "goods" ? { coreProduct: "交互式智能平板" } : {}),
  };
}
