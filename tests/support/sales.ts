import type { TestTown } from "./town.js";

/** Sales as they are entered over HTTP: the parcel of G9 and the equity of G13, by fictional offices. */

const contact = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
export const cny = (amount: string) => ({ amount, currency: "CNY" });
type Form = Record<string, unknown>;

const COMMON: Form = {
  transfer: null, display: null, auctioneer: null, conditions: "中华人民共和国境内外的法人和其他组织，法律另有规定的除外。\n不接受联合申请。", documents: "自公告之日起登录交易平台免费下载。", rules: "报价不低于起始价，每次加价不少于增价幅度，价高者得。",
  refundDays: null, payment: "instalments", preemption: [], bidding: null, remarks: null, contact, complaints: { ...contact, name: "晨光市公共资源交易监督管理局" }, area: null,
};

/** G9: the listing of a parcel by the rules of Fujian. */
export const parcelForm = (over: Form = {}): Form => ({
  ...COMMON, title: "晨光市滨河区2026-08号地块", profile: "FJ", method: "listing", papers: { approval: "晨政地〔2026〕8号", title: "国有建设用地，净地", restraint: null, scheme: "晨资规方案〔2026〕3号", plan: "晨规条〔2026〕12号" },
  lots: [{ lot: "1", name: "2026-08号地块", subject: { kind: "parcel", place: "滨河路以南、学府路以西", area: "26680.5", boundary: "四至见宗地图", space: null, status: "净地，五通一平", use: "residential", years: 70, planning: "容积率不大于2.2\n建筑密度不大于28%\n绿地率不小于35%" }, floor: cny("120000000.00"), step: cny("1000000.00"), laterStep: cny("2000000.00"), deposit: cny("24000000.00") }],
  reserve: true, startsAt: "2026-09-07T09:00:00+08:00", listingEndsAt: "2026-09-21T10:00:00+08:00", applyUntil: "2026-09-16T17:00:00+08:00", ...over,
});

/** A mining right by listing, by the rules of the nation: the notice of 17 August. */
export const miningForm = (over: Form = {}): Form => ({
  ...COMMON, title: "晨光市北山建筑石料用灰岩矿采矿权", profile: "ORDER39", method: "listing", papers: { approval: "晨政矿〔2026〕2号", title: "国家所有，无矿业权重叠", restraint: null, scheme: "晨资矿方案〔2026〕1号", plan: null },
  lots: [{ lot: "1", name: "北山灰岩矿采矿权", subject: { kind: "mining-right", place: "晨光市北山镇", mineral: "建筑石料用灰岩", area: "0.8612", coordinates: "1,3412345.12,39512345.34\n2,3412345.12,39513345.34\n3,3411345.12,39513345.34", years: 15, proceeds: "按成交价征收出让收益，首付不低于百分之二十", restoration: "边开采边修复，闭坑后一年内完成" }, floor: cny("120000000.00"), step: cny("1000000.00"), deposit: cny("24000000.00") }],
  reserve: false, startsAt: "2026-09-15T09:00:00+08:00", listingEndsAt: "2026-10-09T10:00:00+08:00", applyUntil: "2026-09-30T17:00:00+08:00", ...over,
});

/** G13: equity of ten million yuan, first disclosed at its appraisal. */
export const equityForm = (over: Form = {}, floor = "10000000.00"): Form => ({
  ...COMMON, title: "晨光市城投物业有限公司60%股权", profile: "ORDER32", method: "online-bidding", papers: { approval: "晨国资产权〔2026〕6号", title: "产权登记证", restraint: null, scheme: "转让方案（2026）", plan: null },
  transfer: { appraisal: "晨国资评备〔2026〕5号", appraised: cny("10000000.00"), approvedOn: "2026-08-17", losesControl: false, government: null, shareholdersAsked: true, consent: null, holders: "晨光市城市建设投资集团有限公司 60%\n自然人股东 40%", figures: "2025年度资产总额2,310万元，负债640万元", managersTakePart: false },
  lots: [{ lot: "1", name: "60%股权", subject: { kind: "equity", target: "晨光市城投物业有限公司", share: "60%" }, floor: cny(floor), step: cny("50000.00"), deposit: cny("2500000.00") }],
  reserve: false, startsAt: "2026-09-30T09:00:00+08:00", listingEndsAt: null, applyUntil: "2026-09-29T00:00:00+08:00", refundDays: 5, bidding: { freeMinutes: 60, limitedSeconds: 300, matchMinutes: 30 }, ...over,
});

/** Enters a sale and registers it. */
export async function registeredSale(town: TestTown, line: string, form: Form): Promise<string> {
  const { sale } = await town.done("tenderer-1", "POST", "/api/v1/sales", { line, form });
  await town.done("tenderer-1", "POST", `/api/v1/sales/${String(sale)}/registration`);
  return String(sale);
}

/** Publishes the next round of a sale by a second officer. */
export const announce = (town: TestTown, sale: string, move = "publishNotice", actor = "tenderer-2") => town.ask(actor, "POST", `/api/v1/sales/${sale}/rounds`, { move });
