import { day } from "../../kernel/time.js";
import { send } from "../client.js";
import { actIn, type Acting, type Rehearsal } from "./acting.js";
import { CASES_HEAD, casesOfPlan, demoItems, type CasesPlan } from "./centre-cases.js";
import { PARCEL } from "./land.js";
import { cny, playSale, type SaleScript } from "./sale.js";
import { close, confirm, contract, pay, publishResult, settle } from "./sale-deal.js";
import { enter, offer, won } from "./sale-room.js";
import { withCentre } from "./samples-centre.js";
import { appraise, apply, publish, qualify, refund } from "./sale-story.js";
import { at, common, firmsAt, GRANTOR, lotOffered, TRANSFEROR } from "./sellers.js";

const [FIRST, SECOND] = [0, 1] as const;
const PRICE = "4300000.00";

/** Premises, sold to the last fen before the rehearsal's first day. */
const SOLD: SaleScript = {
  line: "property", seller: TRANSFEROR, firms: firmsAt(0, 5),
  form: {
    ...common(TRANSFEROR, "陈一鸣"), title: "晨光市滨河路沿街商铺三间", profile: "ORDER32", method: "online-bidding", papers: { approval: "晨国资产权〔2025〕21号", title: "不动产权证书，无抵押", restraint: null, scheme: "转让方案（2025）", plan: null },
    transfer: {
      appraisal: "晨国资评备〔2025〕17号", appraised: cny("4000000.00"), approvedOn: "2025-11-07", losesControl: false, government: null, shareholdersAsked: true, consent: null, holders: "晨光市城市建设投资集团有限公司，单独所有", figures: "账面净值312万元，建筑面积412平方米", managersTakePart: false,
    },
    lots: [lotOffered("沿街商铺三间", { kind: "assets", target: "滨河路18号一层沿街商铺三间", share: null }, ["4000000.00", "50000.00", "1000000.00"])],
    conditions: "具有完全民事行为能力的自然人，依法设立并有效存续的法人和其他组织。", rules: "自由报价期内可多次报价；限时报价期内每次有效报价后重新计时，价高者得。", payment: "at-once", reserve: false, refundDays: 5,
    bidding: { freeMinutes: 60, limitedSeconds: 300, matchMinutes: 30 }, startsAt: at("2025-12-01T09:00:00"), applyUntil: at("2025-11-29T00:00:00"),
  },
  acts: [
    [at("2025-11-14T10:00:00.000"), appraise], [at("2025-11-14T10:00:00.000"), publish], [at("2025-11-27T10:00:00.000"), apply(FIRST, SECOND)], [at("2025-11-27T10:00:00.000"), qualify(FIRST, SECOND)],
    [at("2025-12-01T09:12:00.000"), enter(FIRST, SECOND)], [at("2025-12-01T09:12:00.000"), offer(SECOND, "4050000.00")], [at("2025-12-01T10:03:00.000"), offer(FIRST, PRICE)], [at("2025-12-01T10:50:00.000"), won(FIRST, PRICE)],
    [at("2025-12-02T10:00:00.000"), confirm(FIRST, { signAt: at("2025-12-03T10:00:00"), signPlace: "晨光市公共资源交易中心" })], [at("2025-12-02T10:00:00.000"), refund(SECOND)],
    [at("2025-12-03T11:00:00.000"), contract({ number: "晨产交合〔2025〕14号", signedOn: "2025-12-03", price: PRICE, toSeller: true })],
    [at("2025-12-05T10:00:00.000"), pay(FIRST, "3300000.00")], [at("2025-12-05T10:00:00.000"), settle], [at("2025-12-05T10:00:00.000"), publishResult], [at("2025-12-15T08:30:00.000"), close],
  ],
};

const listing = (title: string, area: string, times: { readonly startsAt: string; readonly listingEndsAt: string; readonly applyUntil: string; readonly display: SaleScript["form"]["display"] }): SaleScript["form"] => ({
  ...common(GRANTOR, "岳青岚"), ...times, title, profile: "FJ", method: "listing", papers: { approval: "晨政地〔2025〕31号", title: "国有建设用地，净地", restraint: null, scheme: "晨资规方案〔2025〕19号", plan: "晨规条〔2025〕40号" },
  lots: [{ ...lotOffered("一号地块", { ...PARCEL, area }, ["86000000.00", "1000000.00", "17200000.00"]), laterStep: cny("2000000.00") }],
  conditions: "中华人民共和国境内外的法人和其他组织，法律另有规定的除外。\n不接受联合申请。", rules: "报价不低于起始价，每次加价不少于增价幅度，价高者得。", payment: "instalments", reserve: false, bidding: null,
});

/** A parcel whose listing runs: two have offered, and it goes on by its own times. */
const LISTED: SaleScript = {
  line: "land", seller: GRANTOR, firms: firmsAt(1, 2),
  form: listing("晨光市滨河区2025-31号地块", "18240", { startsAt: at("2026-01-04T09:00:00"), listingEndsAt: at("2026-01-20T10:00:00"), applyUntil: at("2026-01-14T17:00:00"), display: null }),
  acts: [
    [at("2025-12-15T09:00:00.000"), publish], [at("2025-12-24T10:00:00.000"), apply(FIRST, SECOND)], [at("2025-12-24T10:00:00.000"), qualify(FIRST, SECOND)],
    [at("2026-01-04T09:30:00.000"), enter(FIRST, SECOND)], [at("2026-01-04T09:30:00.000"), offer(FIRST, "86000000.00")], [at("2026-01-04T14:20:00.000"), offer(SECOND, "87000000.00")],
  ],
};

/** A parcel that is being shown: firms may apply. */
const SHOWN: SaleScript = {
  line: "land", seller: GRANTOR, firms: [],
  form: listing("晨光市滨河区2026-01号地块", "22315", { startsAt: at("2026-01-26T09:00:00"), listingEndsAt: at("2026-02-09T10:00:00"), applyUntil: at("2026-02-03T17:00:00"), display: { from: at("2026-01-05T09:00:00"), until: at("2026-01-09T17:00:00"), place: "宗地现场" } }),
  acts: [[at("2026-01-04T14:20:00.000"), publish]],
};

/** Cases of two months before, as the town’s older system has them. */
const CASES: CasesPlan = {
  series: "2025", from: day("2025-11-03"), until: day("2025-12-31"), setUpsUntil: day("2025-11-28"), immediate: 180, promised: 70, forwarded: 5, setUps: [9, 6], atWindow: 57, grades: [60, 30, 6, 2, 1],
};

async function bringCases(acting: Acting): Promise<void> {
  const items = demoItems(await acting.get("citizen-1", "/api/v1/items"));
  const { client } = await acting.person("sub-centre-1");
  const brought = await send(client, { method: "POST", path: `/api/v1/cases/imports?source=${encodeURIComponent("原政务服务系统2025年11月至12月办件（演练）")}`, body: [CASES_HEAD, ...casesOfPlan(CASES, items)].join("\n") });
  if (!brought.ok) throw new Error(await brought.text());
}

/** People of a new rehearsal sell something before its first day, by real acts, while its centre does what it does and takes in what its older system has; then the clock goes there and runs. @param history whether that was begun before and broken off, and the first day */
export async function playSamples(rehearsal: Rehearsal, { isBegun, until }: { readonly isBegun: boolean; readonly until: string }): Promise<void> {
  const acting = actIn(rehearsal, () => undefined);
  const stage = withCentre(acting);
  if (!isBegun) for (const script of [SOLD, LISTED, SHOWN]) await playSale(stage, "", script);
  if (!isBegun) await bringCases(acting);
  await acting.post("admin-1", "/api/v1/rehearsal/clock", { advanceTo: until, hold: false });
}
