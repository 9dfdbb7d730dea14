import type { SaleScript } from "./sale.js";
import { close, confirm, contract, pay, publishResult, refusedContract } from "./sale-deal.js";
import { call, enter, fixReserve, look, offer, openReserve, refusedOffer, won } from "./sale-room.js";
import { apply, haveBack, publish, qualify, refund } from "./sale-story.js";
import { at, common, firmsAt, GRANTOR, lotOffered } from "./sellers.js";

const [FIRST, SECOND, THIRD] = [0, 1, 2] as const;
const PRICE = "39200000.00";
const CONTRACT = { number: "晨矿合〔2026〕2号", price: PRICE, schedule: [{ until: "2026-11-13", paid: PRICE }] } as const;

const RIGHT = {
  kind: "mining-right", place: "晨光市北山镇", mineral: "建筑石料用灰岩", area: "0.8612", coordinates: "1,3412345.12,39512345.34\n2,3412345.12,39513345.34\n3,3411345.12,39513345.34", years: 15,
  proceeds: "按成交价征收出让收益，合同签订后一次缴清", restoration: "边开采边修复，闭坑后一年内完成",
} as const;

/** A mining right by auction: its host calls each price, and the third call of the same one brings the hammer. */
export const MINING: SaleScript = {
  line: "mining", seller: GRANTOR, firms: firmsAt(4, 5, 6),
  form: {
    ...common(GRANTOR, "岳青岚"), title: "晨光市北山建筑石料用灰岩矿采矿权", profile: "ORDER39", method: "auction", papers: { approval: "晨政矿〔2026〕2号", title: "国家所有，无矿业权重叠", restraint: null, scheme: "晨资矿方案〔2026〕1号", plan: null },
    lots: [lotOffered("北山灰岩矿采矿权", RIGHT, ["36000000.00", "500000.00", "7200000.00"])],
    conditions: "在中华人民共和国境内注册的营利法人，未被列入矿业权人严重失信名单。", rules: "主持人报价，竞买人应价、加价，同一报价连续宣布三次无人加价的落槌，价高者得。", payment: "at-once", reserve: true, bidding: null,
    calls: { preparationMinutes: 10, gapSeconds: 10, matchMinutes: null }, startsAt: at("2026-09-15T09:00:00"), applyUntil: at("2026-09-14T17:00:00"),
  },
  acts: [
    [at("2026-08-17T10:00:00.000"), publish],
    [at("2026-09-08T10:00:00.000"), apply(FIRST, SECOND, THIRD)],
    [at("2026-09-09T10:00:00.000"), qualify(FIRST, SECOND, THIRD)],
    [at("2026-09-14T15:00:00.000"), fixReserve("38000000.00", { on: "2026-09-14", by: ["岳青岚", "石界明", "周正平"], record: "晨资规纪〔2026〕28号" })],
    [at("2026-09-15T09:00:00.000"), enter(FIRST, SECOND, THIRD)],
    [at("2026-09-15T09:10:00.000"), look("主持人点算竞买人、介绍标的、宣布规则，10 分钟后开拍")],
    [at("2026-09-15T09:10:05.000"), offer(FIRST, "36000000.00")],
    [at("2026-09-15T09:10:15.000"), call(1)],
    [at("2026-09-15T09:10:20.000"), refusedOffer(SECOND, "36400000.00")],
    [at("2026-09-15T09:10:22.000"), offer(SECOND, "37000000.00")],
    [at("2026-09-15T09:10:32.000"), call(1)],
    [at("2026-09-15T09:10:42.000"), call(2)],
    [at("2026-09-15T09:10:45.000"), offer(THIRD, "38500000.00")],
    [at("2026-09-15T09:10:55.000"), call(1)],
    [at("2026-09-15T09:11:02.000"), offer(SECOND, PRICE)],
    [at("2026-09-15T09:11:12.000"), call(1)],
    [at("2026-09-15T09:11:22.000"), call(2)],
    [at("2026-09-15T09:11:32.000"), call(3)],
    [at("2026-09-15T09:11:42.000"), refusedOffer(THIRD, "40000000.00")],
    [at("2026-09-15T09:20:00.000"), openReserve],
    [at("2026-09-15T09:21:00.000"), won(SECOND, PRICE)],
    [at("2026-09-16T10:00:00.000"), confirm(SECOND, { signAt: at("2026-10-12T10:00:00"), signPlace: "晨光市滨河路1号三楼洽谈室" })],
    [at("2026-09-16T15:00:00.000"), refund(FIRST, THIRD)],
    [at("2026-09-17T10:00:00.000"), publishResult],
    [at("2026-09-30T10:00:00.000"), refusedContract({ ...CONTRACT, signedOn: "2026-09-30" })],
    [at("2026-10-13T11:00:00.000"), contract({ ...CONTRACT, signedOn: "2026-10-13" })],
    [at("2026-10-20T10:00:00.000"), pay(SECOND, "32000000.00")],
    [at("2026-10-22T10:00:00.000"), haveBack(FIRST, THIRD)],
    [at("2026-10-22T10:30:00.000"), close],
  ],
};
