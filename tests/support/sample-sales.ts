import { at, type Instant } from "../../src/kernel/time.js";
import { SALE_STAGES, type SaleStage } from "../../src/procedure/sale-words.js";
import { stepsOf } from "../../src/routes/pages/views/sale.js";
import type { Language } from "../../src/web/context.js";
import type { SaleLotView, SaleView } from "../../src/web/pages/sale.js";
import type { SalesView } from "../../src/web/pages/sales.js";

// A parcel that is listed and one that was dealt; all of it fictional.
const t = (text: string): Instant => at(`${text}+08:00`);
const SALE = "D3417000001S00001";
const HASH = "9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011";
const OFFICE = { name: "晨光市自然资源和规划局", person: "高原", phone: "0000-1234567", address: "晨光市滨河路1号" };
const stage = (name: SaleStage, language: Language) => ({ stage: name, stageName: SALE_STAGES[name][language] });

export const salesSample = (language: Language): SalesView => ({
  kind: "sales", filters: { q: "地块", stage: "", type: "", line: "land", area: "", from: "", until: "" }, stages: [{ code: "applying", name: "公告中" }, { code: "deal", name: "已成交" }], lines: [{ code: "land", name: "国有建设用地使用权出让" }, { code: "mining", name: "矿业权出让" }],
  areas: [{ code: "341702", name: "滨河区" }], count: 1, more: false, next: null, paged: false,
  sales: [{ code: SALE, title: "晨光市滨河区2026-08号、09号地块", line: "国有建设用地使用权出让", method: "挂牌", area: "滨河区", seller: OFFICE.name, publishedAt: t("2026-01-05T09:00:00"), applyUntil: t("2026-02-06T17:00:00"), lots: [{ name: "2026-08号地块", ...stage("noticed", language), floorFen: 12_000_000_000n }, { name: "2026-09号地块", ...stage("no_deal", language), floorFen: 9_800_000_000n }] }],
});

const lot = (language: Language, over: Partial<SaleLotView> = {}): SaleLotView => ({
  lot: "1", code: `${SALE}-01`, name: "2026-08号地块", ...stage("noticed", language), steps: stepsOf("land", "noticed", "noticed", language), moment: "applying", until: t("2026-02-06T17:00:00"), applyUntil: null, reason: null,
  rows: [{ label: "位置", text: "滨河路以南、学府路以西" }, { label: "面积（平方米）", text: "26680.5" }, { label: "用途", text: "居住用地" }, { label: "出让年限", text: "70年" }], long: [{ label: "规划指标", text: "容积率不大于2.2\n建筑密度不大于28%" }],
  floorFen: 12_000_000_000n, stepName: "增价幅度", stepFen: 100_000_000n, depositFen: 2_400_000_000n, room: { href: "/auctions/a1", isOver: false }, apply: "/sign-in?next=%2Fmy%2Fsales%2Fs1%2F1", outcome: null, after: null, ...over,
});

export const saleSample = (language: Language, over: Partial<SaleView> = {}): SaleView => ({
  code: SALE, title: "晨光市滨河区2026-08号、09号地块", line: "国有建设用地使用权出让", method: "挂牌", profile: "福建网上交易规则", seller: { name: OFFICE.name, uscc: "11341700MB0000043K", called: language === "zh" ? "出让人" : "Grantor" },
  lots: [lot(language), lot(language, { lot: "2", code: `${SALE}-02`, name: "2026-09号地块", ...stage("terminated", language), steps: stepsOf("land", "terminated", "noticed", language), moment: "terminated", until: null, reason: "规划条件调整", room: null, apply: null })],
  startsAt: t("2026-02-02T09:00:00"), listingEndsAt: t("2026-02-11T10:00:00"), applyUntil: t("2026-02-06T17:00:00"), display: { from: t("2026-01-12T09:00:00"), until: t("2026-01-16T17:00:00"), place: "现场" }, hasReserve: true,
  conditions: "中华人民共和国境内外的法人和其他组织，法律另有规定的除外。\n不接受联合申请。", documents: "自公告之日起登录交易平台免费下载。", rules: "价高者得", payment: "分期付款", refund: "自活动结束之日起5个工作日内退还，不计利息", remarks: "净地出让",
  auctioneer: { name: "晨光拍卖有限公司", licence: "晨拍〔2020〕1号" }, preemption: ["晨光市明德建设有限公司"], papers: [{ label: "批准（决策）文件", text: "晨政地〔2026〕8号" }],
  transfer: { isAssets: false, appraisedFen: 1_000_000_000n, appraisal: "晨国资评备〔2026〕5号", managersTakePart: false, holders: "晨光市城市建设投资集团有限公司 60%\n自然人股东 40%", figures: "2025年度资产总额2,310万元" }, contact: OFFICE, complaints: OFFICE,
  rounds: [{ round: 1, what: "发布出让公告", publishedAt: t("2026-01-05T09:00:00"), notice: `${SALE}-N1` }], notices: [{ id: `${SALE}-N1`, title: "晨光市滨河区2026-08号、09号地块国有建设用地使用权出让公告", version: 1, publishedAt: t("2026-01-05T09:00:00") }], bundle: null, ...over,
});

export const dealtSample = (language: Language): SaleView => saleSample(language, {
  title: "晨光市滨河区2026-08号地块",
  lots: [lot(language, { ...stage("deal", language), steps: stepsOf("land", "deal", "contest", language), moment: "deal", until: null, apply: null, room: { href: "/auctions/a1/replay", isOver: true }, outcome: { how: "deal", reserve: "reached", amountFen: 13_500_000_000n, endedAt: t("2026-02-11T10:24:00") },
    after: { confirmedAt: t("2026-02-13T09:30:00"), result: { notice: `${SALE}-N4`, at: t("2026-02-14T15:00:00"), winner: "江海市政工程股份有限公司", called: language === "zh" ? "竞得人" : "Winner" }, contractedOn: null, paidAt: null, closedAt: null } })],
  bundle: { href: `/api/v1/sales/${SALE}/bundle`, sha256: HASH, at: t("2026-02-12T09:00:00") },
});
