import type { SaleScript } from "./sale.js";
import { close, confirm, contract, pay, publishResult, refusedClose } from "./sale-deal.js";
import { enter, fixReserve, look, offer, openReserve, refusedOffer, won } from "./sale-room.js";
import { apply, haveBack, publish, qualify, refund, tell, turnDown } from "./sale-story.js";
import { at, common, firmsAt, GRANTOR, lotOffered } from "./sellers.js";

const [FIRST, SECOND, THIRD, UNFIT] = [0, 1, 2, 3] as const;
const PRICE = "130000000.00";

/** What the parcel is. */
export const PARCEL = {
  kind: "parcel", place: "滨河路以南、学府路以西", area: "26680.5", boundary: "四至见宗地图", space: null, status: "净地，五通一平", use: "residential", years: 70, planning: "容积率不大于2.2\n建筑密度不大于28%\n绿地率不小于35%",
} as const;

/** The listing of a parcel with two bidders in its last hour, by the rules of Fujian (rule book G9). */
export const LAND: SaleScript = {
  line: "land", seller: GRANTOR, firms: firmsAt(FIRST, SECOND, THIRD, UNFIT),
  form: {
    ...common(GRANTOR, "岳青岚"), title: "晨光市滨河区2026-08号地块", profile: "FJ", method: "listing", papers: { approval: "晨政地〔2026〕8号", title: "国有建设用地，净地", restraint: null, scheme: "晨资规方案〔2026〕3号", plan: "晨规条〔2026〕12号" },
    lots: [{ ...lotOffered("2026-08号地块", PARCEL, ["120000000.00", "1000000.00", "24000000.00"]), laterStep: { amount: "2000000.00", currency: "CNY" } }],
    conditions: "中华人民共和国境内外的法人和其他组织，法律另有规定的除外。\n不接受联合申请。", rules: "报价不低于起始价，每次加价不少于增价幅度，价高者得。", payment: "instalments", reserve: true, bidding: null,
    display: { from: at("2026-08-24T09:00:00"), until: at("2026-08-28T17:00:00"), place: "宗地现场" }, startsAt: at("2026-09-07T09:00:00"), listingEndsAt: at("2026-09-21T10:00:00"), applyUntil: at("2026-09-16T17:00:00"),
  },
  acts: [
    [at("2026-08-17T10:00:00.000"), publish],
    [at("2026-08-24T09:00:00.000"), tell("宗地现场展示，至 8 月 28 日")],
    [at("2026-09-02T10:00:00.000"), apply(FIRST, SECOND, THIRD, UNFIT)],
    [at("2026-09-03T10:00:00.000"), qualify(FIRST, SECOND, THIRD)],
    [at("2026-09-03T10:30:00.000"), turnDown(UNFIT, "系联合申请的成员之一，公告不接受联合申请")],
    [at("2026-09-03T15:00:00.000"), refund(UNFIT)],
    [at("2026-09-07T09:30:00.000"), enter(FIRST, SECOND, THIRD)],
    [at("2026-09-08T10:05:00.000"), refusedOffer(FIRST, "119000000.00")],
    [at("2026-09-08T10:06:00.000"), offer(FIRST, "120000000.00")],
    [at("2026-09-15T10:00:00.000"), offer(SECOND, "121000000.00")],
    [at("2026-09-16T10:00:00.000"), refusedOffer(THIRD, "121500000.00")],
    [at("2026-09-18T10:00:00.000"), offer(THIRD, "122505000.00")],
    [at("2026-09-20T15:00:00.000"), fixReserve("129500000.00", { on: "2026-09-20", by: ["岳青岚", "石界明", "周正平"], record: "晨资规纪〔2026〕31号" })],
    [at("2026-09-21T09:20:00.000"), offer(FIRST, "124000000.00")],
    [at("2026-09-21T09:45:00.000"), offer(SECOND, "126000000.00")],
    [at("2026-09-21T10:00:00.000"), look("挂牌截止：最后一小时有两家报价，即有两家愿意继续竞价，转入限时竞价；先准备 15 分钟")],
    [at("2026-09-21T10:14:00.000"), refusedOffer(FIRST, "128000000.00")],
    [at("2026-09-21T10:15:00.000"), look("限时竞价开始：5 分钟倒计时，每次有效报价后重新计时")],
    [at("2026-09-21T10:18:30.000"), offer(FIRST, "128000000.00")],
    [at("2026-09-21T10:23:29.900"), offer(SECOND, PRICE)],
    [at("2026-09-21T10:23:30.000"), look("最后 0.1 秒的报价有效，重新计时")],
    [at("2026-09-21T10:28:29.900"), refusedOffer(FIRST, "132000000.00")],
    [at("2026-09-21T10:35:00.000"), openReserve],
    [at("2026-09-21T10:36:00.000"), won(SECOND, PRICE)],
    [at("2026-09-22T09:00:00.000"), refund(FIRST, THIRD)],
    [at("2026-09-23T10:00:00.000"), confirm(SECOND, { signAt: at("2026-09-30T10:00:00"), signPlace: "晨光市滨河路1号三楼洽谈室" })],
    [at("2026-09-24T10:00:00.000"), publishResult],
    [at("2026-09-30T11:00:00.000"), contract({ number: "晨地合〔2026〕8号", signedOn: "2026-09-30", price: PRICE })],
    [at("2026-10-12T10:00:00.000"), pay(SECOND, "41000000.00")],
    [at("2026-10-12T11:00:00.000"), refusedClose],
    [at("2026-10-20T10:00:00.000"), pay(SECOND, "65000000.00")],
    [at("2026-10-26T10:00:00.000"), haveBack(FIRST, THIRD, UNFIT)],
    [at("2026-10-26T10:30:00.000"), close],
  ],
};
