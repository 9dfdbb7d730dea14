import { SALE_METHODS, type SaleProcedure } from "../procedure/sale-procedure.js";
import { CONTEST_ENDS, REGISTRATION, SALE_INTERRUPTIONS, saleForfeits, WINNER_REFUSES } from "./common-sales.js";

const ORDER_32 = "企业国有资产交易监督管理办法（32号令）";
/** What a floor price and a disclosure are held to, first or again. */
const DISCLOSURE = ["noticeWhole", "methodOfLine", "reserveStated", "disclosedLongEnough", "auctionNoticedLongEnough", "displayedLongEnough", "applicationsCloseBeforeStart", "depositLawful", "floorLawful"] as const;

/** 企业国有产权转让. Law: 企业国有资产法 53–55; 企业国有资产交易监督管理办法 (32号令). */
export const property: SaleProcedure = {
  title: { zh: "企业国有产权转让", en: "Transfer of State-owned property" },
  parties: { seller: { zh: "转让方", en: "Transferor" }, applicant: { zh: "意向受让方", en: "Intending transferee" }, winner: { zh: "受让方", en: "Transferee" } },
  documents: {
    notice: { zh: "产权转让公告", en: "Disclosure of the transfer", law: `${ORDER_32}第十三条、第十五条` },
    confirmation: { zh: "网络竞价结果确认书", en: "Confirmation of the bidding", law: `${ORDER_32}第二十二条` },
    result: { zh: "产权交易结果公告", en: "Result of the transfer", law: `${ORDER_32}第二十九条` },
    contract: { zh: "产权交易合同", en: "Transfer contract", law: `${ORDER_32}第二十三条` },
  },
  subjects: ["equity", "assets", "increase"],
  methods: { "online-bidding": SALE_METHODS["online-bidding"], "one-round": SALE_METHODS["one-round"], "weighted": SALE_METHODS.weighted, "dutch": SALE_METHODS.dutch, "auction": SALE_METHODS.auction },
  methodsBy: { zh: `${ORDER_32}第二十二条（拍卖、招投标、网络竞价以及其他竞价方式）`, en: "Order 32, art. 22 (auction, tender, bidding online and other ways of bidding)" },
  contestFixed: "when-due",
  noticeSetsRefund: true,
  forfeits: saleForfeits({ zh: "企业国有产权交易操作规则", en: "Rules for Trading State-owned Property" }),
  proceeds: "seller",
  depositBecomes: { zh: "受让方的交易保证金自双方签署本确认书之日起转作履行签约义务的定金，合同签订后抵作交易价款。受让方拒绝签订合同的，保证金不予退还。", en: "From the day both sign, the transferee’s deposit is earnest money for signing; once the contract is signed it is part of the price. Of a transferee that refuses the contract it is not given back." },
  law: {
    noticeDays: "PR-04", noticeDaysOfAssets: "PR-17", noticeDaysOfLargeAssets: "PR-18", noticeDaysOfIncrease: "PR-19", noticeDaysAgain: "PR-09", preNoticeDays: "PR-05", preNoticeStartDays: "PR-06", extensionDays: "PR-11", auctionNoticeDays: "AU-01", displayDays: "AU-02",
    competitionFrom: "PR-01", firstFloor: "PR-07", consentBelow: "PR-08", expiryMonths: "PR-10", depositCap: "PR-12", payAtOnceDays: "PR-13", firstInstalment: "PR-14", payWithin: "PR-15", dealPublicityDays: "PR-16", filingDays: "PR-20",
  },
  profiles: { ORDER32: { title: { zh: "企业国有资产交易监督管理办法", en: "The rules of Order 32" }, law: {} } },
  start: "draft",
  moves: [
    { ...REGISTRATION, guards: ["approved", "titled", "unrestrained", "shareholdersAsked"] },
    { name: "appraise", title: { zh: "评估核准（备案）", en: "the appraisal is filed" }, from: ["registered"], to: "appraised", by: "seller", guards: ["appraised", "governmentAgreed"], issues: [] },
    { name: "preDisclose", title: { zh: "预披露", en: "pre-disclose" }, from: ["appraised"], to: "pre_disclosed", by: "seller", guards: ["fourEyes"], warns: ["preDisclosedInTime"], issues: ["pre-disclosure"] },
    { name: "publishNotice", title: { zh: "正式披露", en: "disclose" }, from: ["appraised", "pre_disclosed"], to: "noticed", by: "seller", guards: ["schemeApproved", "preDisclosedLongEnough", "fourEyes", ...DISCLOSURE], issues: ["grant-notice"] },
    { name: "extend", title: { zh: "延长披露", en: "extend the disclosure" }, from: ["noticed"], to: "same", by: "seller", guards: ["fourEyes", "nobodyQualified", "withinTwelveMonths", "extendedLongEnough", "applicationsCloseBeforeStart"], issues: ["grant-notice"] },
    { name: "redisclose", title: { zh: "重新披露", en: "disclose anew" }, from: ["no_deal", "noticed"], to: "noticed", by: "seller", guards: ["fourEyes", "disclosureOver", "nobodyQualified", "withinTwelveMonths", ...DISCLOSURE], issues: ["grant-notice"] },
    { name: "expire", title: { zh: "满十二个月", en: "twelve months are over" }, from: ["noticed", "no_deal"], to: "expired", by: "clock", at: "disclosuresEnd", guards: ["twelveMonthsOver", "nobodyQualified"], issues: ["end-notice"] },
    { name: "singleDeal", title: { zh: "单一受让方成交", en: "one transferee alone" }, from: ["noticed"], to: "deal", by: "exchange-staff", guards: ["applicationsClosed", "applicationsDecided", "oneQualified", "singlePriceEnough"], issues: [] },
    { name: "startContest", title: { zh: "网络竞价开始", en: "the bidding starts" }, from: ["noticed"], to: "contest", by: "clock", at: "activityStarts", guards: ["applicationsDecided", "enoughToCompete", "contestPlanned"], issues: [] },
    { name: "nobodyCame", title: { zh: "未征集到意向受让方", en: "nobody came" }, from: ["noticed"], to: "no_deal", by: "clock", at: "activityStarts", guards: ["applicationsDecided", "nobodyQualified"], issues: ["end-notice"] },
    ...CONTEST_ENDS,
    { name: "signContract", title: { zh: "签订产权交易合同", en: "sign the contract" }, from: ["deal"], to: "contracted", by: "seller", guards: ["bothSigned", "priceUnchanged"], issues: ["confirmation"] },
    { name: "priceIsPaid", title: { zh: "价款结算", en: "the price is settled" }, from: ["contracted"], to: "price_paid", by: "system", guards: ["wholePricePaid"], issues: [] },
    { name: "publishResult", title: { zh: "公告交易结果", en: "announce the result" }, from: ["price_paid"], to: "result_public", by: "seller", guards: ["fourEyes"], issues: ["deal-notice"] },
    { name: "close", title: { zh: "办结", en: "close" }, from: ["result_public"], to: "closed", by: "seller", guards: ["publicLongEnough", "wholePricePaid"], issues: [] },
    WINNER_REFUSES, ...SALE_INTERRUPTIONS,
  ],
};
