export const yuan = (amount: string): { amount: string; currency: string } => ({ amount, currency: "CNY" });
const at = (text: string): string => `${text}+08:00`;
const TENDERER = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };

/** The instants of the demo, in order. */
export const WHEN = {
  saleFrom: at("2026-01-05T10:00:00.000"), early: at("2026-01-08T15:00:00.000"), clarified: at("2026-01-13T10:00:00.000"), drawn: at("2026-01-28T10:00:00.000"), bidding: at("2026-01-28T14:00:00.000"), lastHour: at("2026-01-29T09:00:00.000"),
  lastMoment: at("2026-01-29T09:29:59.998"), deadline: at("2026-01-29T09:30:00.000"), listChecked: at("2026-01-29T09:36:00.000"), technicalOpened: at("2026-01-29T09:45:00.000"), judging: at("2026-01-29T14:00:00.000"),
  priceOpened: at("2026-01-29T16:00:00.000"), reported: at("2026-01-30T16:00:00.000"), published: at("2026-02-02T09:00:00.000"), publicityOver: at("2026-02-06T00:00:00.000"), awarded: at("2026-02-06T10:00:00.000"),
  contracted: at("2026-02-13T10:00:00.000"), filed: at("2026-02-14T10:00:00.000"),
} as const;

export const PROJECT = { name: "晨光市滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%，已落实" } as const;
export const LOT = "1";
export const PARTS = ["technical", "price"] as const;
export const OPENERS = ["agency", "supervisor", "notary"] as const;
/** Points by criterion. */
export const CRITERIA = [{ id: "plan", title: "施工组织设计", full: "15", standard: "方案完整、针对性强" }, { id: "team", title: "项目管理机构", full: "8", standard: "人员、业绩满足要求" }, { id: "quality", title: "质量安全措施", full: "7", standard: "措施可靠" }] as const;

const PART = (part: string, title: string, after: string | null, requiredFiles: readonly string[]) => ({ part, title, after, form: after !== null, requiredFiles });

/** The structured notice form of the demo's works tender: one lot, a technical and a price part, comprehensive evaluation (G5). */
export const FORM = {
  title: "晨光市滨河路雨污分流改造工程施工", content: "滨河路沿线雨污分流改造 3.2 公里，含管道、检查井、路面恢复及附属工程。", scale: "总投资约 4200 万元，施工部分估算价 3865 万元", fundSource: PROJECT.funds,
  qualification: "市政公用工程施工总承包二级及以上资质\n近三年完成过类似工程一项\n项目经理具有市政公用工程一级建造师注册证书", consortium: false, compulsory: true, stateControlled: true, kind: "construction",
  documentsHow: "登录交易平台免费下载", saleFrom: WHEN.saleFrom, saleUntil: at("2026-01-12T17:00:00"), deadline: at("2026-01-26T09:30:00"), validityDays: 90, reserveEstimates: 1, place: "晨光市滨河路",
  contact: TENDERER, agency: { name: "晓明工程咨询有限公司", person: "周晓", phone: "0000-2345678", address: "晨光市人民路8号", uscc: "91341702MA0000031Y" },
  complaints: { name: "晨光市公共资源交易监督管理局", person: "严正", phone: "0000-3456789", address: "晨光市府前路2号" },
  lots: [{
    lot: LOT, name: "施工总承包", scope: "雨污管网改造、检查井、路面恢复及附属工程", estimate: yuan("38650000.00"), ceiling: yuan("38650000.00"), floor: null, deposit: yuan("700000.00"), depositDays: 90,
    location: "晨光市滨河路", termDays: 240, quality: "合格", parts: [PART("technical", "技术部分", null, ["施工组织设计.pdf"]), PART("price", "报价部分", "technical", ["已标价工程量清单.csv"])],
    open: "threshold-or-bidder", threshold: 2, openers: OPENERS, objectionMinutes: 5, decryptionMinutes: 30, remedyMinutes: 0,
    method: { kind: "comprehensive", weights: { price: "60", technical: "30", credit: "10" }, unit: "wan", k: ["0.02"], trimAt: 5, e1: "1", e2: "0.5", trimTechnical: false, criteria: CRITERIA, ties: ["lower-price", "higher-technical"] },
  }],
} as const;

/** A clarification late enough to move the deadline (招标投标法 23). */
export const CLARIFICATION = {
  changes: [{ what: "招标文件第五章 2.3 检查井", before: "砖砌检查井", after: "钢筋混凝土检查井，井径 1000 毫米" }, { what: "投标截止时间", before: "2026年1月26日09:30", after: "2026年1月29日09:30" }],
  mayAffectBid: true, newDeadline: WHEN.deadline,
} as const;

/** The firms that come: sizes in MB, prices in yuan. The sixth withdraws, the seventh is late. */
export const FIRMS = [
  { actor: "bidder-1", uscc: "91341702MA000004XN", name: "晨曦建设", megabytes: 18, price: "37200000.00" },
  { actor: "bidder-2", uscc: "91341702MA0000058N", name: "江海市政", megabytes: 26, price: "35970000.00" },
  { actor: "bidder-3", uscc: "91341702MA0000066H", name: "北辰建工", megabytes: 9, price: "38104000.00" },
  { actor: "bidder-4", uscc: "91341702MA0000074C", name: "远山水务", megabytes: 40, price: "35040000.00" },
  { actor: "bidder-5", uscc: "91341702MA00000827", name: "旭日路桥", megabytes: 12, price: "36600000.00" },
  { actor: "bidder-6", uscc: "91341702MA00000902", name: "青禾建筑", megabytes: 4, price: "36900000.00" },
  { actor: "bidder-7", uscc: "91341702MA0000103P", name: "长风基础", megabytes: 3, price: "36100000.00" },
] as const;
/** Credit points of those whose bids are opened. */
export const CREDITS = ["9.0", "8.5", "9.5", "8.0", "9.0"] as const;

/** The points a member gives a firm for a criterion: from the names alone, a little apart from member to member. */
export function pointsOf(member: number, firm: number, criterion: number): string {
  const full = Number(CRITERIA[criterion]?.full ?? "0") * 10;
  const tenths = full - 6 - ((firm * 7 + criterion * 5 + member * 3) % 18);
  return `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}`;
}
