import { SALE_METHODS, type SaleProcedure } from "../procedure/sale-procedure.js";
import { CONTEST_ENDS, REGISTRATION, SALE_INTERRUPTIONS, saleForfeits, WINNER_REFUSES } from "./common-sales.js";

const ORDER_39 = "招标拍卖挂牌出让国有建设用地使用权规定（39号令）";

/** What a notice is held to, the first and any after it: days, prices and times count anew. */
const NOTICE = ["schemeApproved", "planFixed", "fourEyes", "noticeWhole", "methodOfLine", "reserveStated", "noticedLongEnough", "auctionNoticedLongEnough", "displayedLongEnough", "listedLongEnough", "applicationsCloseLawfully", "applicationsCloseBeforeStart", "depositLawful", "termLawful"] as const;

/** 国有建设用地使用权出让. Law: 招标拍卖挂牌出让国有建设用地使用权规定 (39号令); 国土资发〔2010〕34号. */
export const land: SaleProcedure = {
  title: { zh: "国有建设用地使用权出让", en: "Grant of a land-use right" },
  parties: { seller: { zh: "出让人", en: "Grantor" }, applicant: { zh: "竞买人", en: "Applicant" }, winner: { zh: "竞得人", en: "Winner" } },
  documents: {
    notice: { zh: "国有建设用地使用权出让公告", en: "Notice of the grant", law: `${ORDER_39}第八条、第九条` },
    confirmation: { zh: "成交确认书", en: "Confirmation of the deal", law: `${ORDER_39}第二十条` },
    result: { zh: "国有建设用地使用权成交结果公示", en: "Result of the grant", law: `${ORDER_39}第二十二条` },
    contract: { zh: "国有建设用地使用权出让合同", en: "Grant contract", law: `${ORDER_39}第二十条` },
  },
  subjects: ["parcel"],
  methods: { listing: SALE_METHODS.listing, auction: SALE_METHODS.auction },
  methodsBy: { zh: "39号令第四条、第十五条、第十八条：拍卖、挂牌均逐次增价", en: "Order 39, art. 4, 15, 18: in auctions and listings prices go up" },
  contestFixed: "with-notice",
  noticeSetsRefund: false,
  forfeits: saleForfeits({ zh: `${ORDER_39}第二十条、第二十五条`, en: "Order 39, art. 20, 25" }),
  proceeds: "treasury",
  depositBecomes: { zh: "竞得人的竞买保证金自双方签署本确认书之日起转作受让宗地的定金，合同签订后抵作价款。竞得人拒绝签订合同的，定金不予退还。", en: "From the day both sign, the winner’s deposit is earnest money for the land; once the contract is signed it is part of the price. Of a winner that refuses the contract it is not given back." },
  law: {
    noticeDays: "LD-01", listingDays: "LD-02", applicationsBeforeEnd: "LD-03", soleBidder: "LD-16", competitionFrom: "LD-17", auctionNoticeDays: "AU-01", displayDays: "AU-02",
    reserveDecision: "LD-08", depositFloor: "LD-11", losersDays: "LD-09", resultDays: "LD-10", grantContractDays: "LD-12", firstInstalment: "LD-13", payWithin: "LD-14", titleAfter: "LD-15", longestTerm: "LD-18",
  },
  profiles: {
    ORDER39: { title: { zh: "全国规则（39号令）", en: "The national rules (Order 39)" }, law: {} },
    FJ: { title: { zh: "福建网上交易规则", en: "The online rules of Fujian" }, law: { applicationsBeforeEnd: "LD-26", confirmationDays: "LD-27" }, methods: ["listing"] },
    SZ: { title: { zh: "苏州工业园区网上交易规则", en: "The online rules of Suzhou Industrial Park" }, law: { confirmationDays: "LD-34" }, methods: ["listing"] },
  },
  start: "draft",
  moves: [
    REGISTRATION,
    { name: "publishNotice", title: { zh: "发布出让公告", en: "publish the notice" }, from: ["registered"], to: "noticed", by: "seller", issues: ["grant-notice"], guards: NOTICE },
    { name: "relist", title: { zh: "重新发布出让公告", en: "publish another notice" }, from: ["no_deal"], to: "noticed", by: "seller", issues: ["grant-notice"], guards: NOTICE },
    { name: "startContest", title: { zh: "挂牌（拍卖）开始", en: "the listing or auction starts" }, from: ["noticed"], to: "contest", by: "clock", at: "activityStarts", guards: ["contestPlanned"], issues: [] },
    ...CONTEST_ENDS,
    { name: "signConfirmation", title: { zh: "签订成交确认书", en: "sign the confirmation" }, from: ["deal"], to: "confirmed", by: "system", guards: ["bothSigned"], warns: ["confirmedInTime"], issues: ["confirmation"] },
    { name: "publishResult", title: { zh: "公布出让结果", en: "publish the result" }, from: ["confirmed", "contracted"], to: "same", by: "seller", guards: ["fourEyes"], warns: ["resultInTime"], issues: ["deal-notice"] },
    { name: "signContract", title: { zh: "签订出让合同", en: "sign the contract" }, from: ["confirmed"], to: "contracted", by: "seller", guards: ["priceUnchanged"], warns: ["contractInTime"], issues: [] },
    { name: "priceIsPaid", title: { zh: "价款缴清", en: "the price is paid" }, from: ["contracted"], to: "price_paid", by: "system", guards: ["wholePricePaid"], issues: [] },
    { name: "close", title: { zh: "办结（发证）", en: "close, title is given" }, from: ["price_paid"], to: "closed", by: "seller", guards: ["wholePricePaid"], issues: [] },
    WINNER_REFUSES, ...SALE_INTERRUPTIONS,
  ],
};
