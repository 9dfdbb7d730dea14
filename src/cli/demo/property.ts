import { cny, type SaleScript } from "./sale.js";
import { close, confirm, contract, pay, publishResult, refusedClose, settle } from "./sale-deal.js";
import { enter, look, offer, refusedOffer, takeOver, won } from "./sale-room.js";
import { appraise, apply, haveBack, publish, qualify, refund } from "./sale-story.js";
import { at, common, firmsAt, lotOffered, TRANSFEROR } from "./sellers.js";

const [FIRST, SECOND, HOLDER] = [0, 1, 2] as const;
const PRICE = "10450000.00";
const FIRMS = firmsAt(FIRST, SECOND, HOLDER);
const [, , { name: HOLDER_NAME, uscc: HOLDER_USCC } = { name: "", uscc: "" }] = FIRMS;

/** Equity by bidding online: a free period, a limited one that each offer starts again, then whoever has a right of pre-emption is asked (rule book G13). */
export const PROPERTY: SaleScript = {
  line: "property", seller: TRANSFEROR, firms: FIRMS,
  form: {
    ...common(TRANSFEROR, "陈一鸣"), title: "晨光市城投物业有限公司60%股权", profile: "ORDER32", method: "online-bidding", papers: { approval: "晨国资产权〔2026〕6号", title: "产权登记证", restraint: null, scheme: "转让方案（2026）", plan: null },
    transfer: {
      appraisal: "晨国资评备〔2026〕5号", appraised: cny("10000000.00"), approvedOn: "2026-08-17", losesControl: false, government: null, shareholdersAsked: true, consent: null, holders: `晨光市城市建设投资集团有限公司 60%\n${HOLDER_NAME} 40%`,
      figures: "2025年度资产总额2,310万元，负债640万元", managersTakePart: false,
    },
    lots: [lotOffered("60%股权", { kind: "equity", target: "晨光市城投物业有限公司", share: "60%" }, ["10000000.00", "50000.00", "2500000.00"])],
    conditions: "依法设立并有效存续的企业法人，具有良好的商业信用和支付能力。", rules: "自由报价期内可多次报价；限时报价期内每次有效报价后重新计时；报价结束后询问优先购买权人。", payment: "at-once", reserve: false, refundDays: 5,
    preemption: [{ name: HOLDER_NAME, uscc: HOLDER_USCC, share: "2/5" }], bidding: { freeMinutes: 60, limitedSeconds: 300, matchMinutes: 30 }, startsAt: at("2026-09-30T09:00:00"), applyUntil: at("2026-09-29T00:00:00"),
  },
  acts: [
    [at("2026-08-31T09:30:00.000"), appraise],
    [at("2026-08-31T10:00:00.000"), publish],
    [at("2026-09-21T10:00:00.000"), apply(FIRST, SECOND, HOLDER)],
    [at("2026-09-28T10:00:00.000"), qualify(FIRST, SECOND, HOLDER)],
    [at("2026-09-30T09:01:00.000"), enter(FIRST, SECOND, HOLDER)],
    [at("2026-09-30T09:10:00.000"), offer(FIRST, "10100000.00")],
    [at("2026-09-30T09:30:00.000"), offer(SECOND, "10250000.00")],
    [at("2026-09-30T10:00:00.000"), look("自由报价期结束，进入限时报价期：5 分钟倒计时，每次有效报价后重新计时")],
    [at("2026-09-30T10:02:00.000"), offer(FIRST, "10300000.00")],
    [at("2026-09-30T10:03:00.000"), refusedOffer(SECOND, "10340000.00")],
    [at("2026-09-30T10:06:59.999"), offer(SECOND, PRICE)],
    [at("2026-09-30T10:12:00.000"), look("限时报价期内无人再加价，询问优先购买权人")],
    [at("2026-09-30T10:15:00.000"), takeOver(HOLDER)],
    [at("2026-09-30T10:43:00.000"), won(HOLDER, PRICE)],
    [at("2026-10-09T10:00:00.000"), confirm(HOLDER, { signAt: at("2026-10-12T10:00:00"), signPlace: "晨光市公共资源交易中心" })],
    [at("2026-10-09T15:00:00.000"), refund(FIRST, SECOND)],
    [at("2026-10-12T11:00:00.000"), contract({ number: "晨产交合〔2026〕3号", signedOn: "2026-10-12", price: PRICE, toSeller: true })],
    [at("2026-10-14T10:00:00.000"), pay(HOLDER, "7950000.00")],
    [at("2026-10-14T14:00:00.000"), settle],
    [at("2026-10-15T10:00:00.000"), publishResult],
    [at("2026-10-16T10:00:00.000"), refusedClose],
    [at("2026-10-23T09:00:00.000"), haveBack(FIRST, SECOND)],
    [at("2026-10-23T10:00:00.000"), close],
  ],
};
