import { SALE_METHODS, type SaleProcedure } from "../procedure/sale-procedure.js";
import { CONTEST_ENDS, REGISTRATION, SALE_INTERRUPTIONS, saleForfeits, WINNER_REFUSES } from "./common-sales.js";

/** What a notice is held to, the first and any after it: days, prices and times count anew. */
const NOTICE = ["schemeApproved", "fourEyes", "noticeWhole", "methodOfLine", "reserveStated", "noticedLongEnough", "auctionNoticedLongEnough", "displayedLongEnough", "listedLongEnough", "applicationsCloseBeforeStart", "depositLawful"] as const;

/** 矿业权出让: the machine of land with a publicity of the deal before the contract. Law: 矿产资源法 17, 19, 20; 矿业权出让交易规则, whose numbers are from memory. */
export const mining: SaleProcedure = {
  title: { zh: "矿业权出让", en: "Grant of a mining right" },
  parties: { seller: { zh: "出让人", en: "Grantor" }, applicant: { zh: "竞买人", en: "Applicant" }, winner: { zh: "竞得人", en: "Winner" } },
  documents: {
    notice: { zh: "矿业权出让公告", en: "Notice of the grant", law: "矿产资源法第十七条、第十九条" },
    confirmation: { zh: "成交确认书", en: "Confirmation of the deal", law: "矿业权出让交易规则" },
    result: { zh: "矿业权成交结果公示", en: "Result of the grant", law: "矿业权出让交易规则" },
    contract: { zh: "矿业权出让合同", en: "Grant contract", law: "矿产资源法第二十条" },
  },
  subjects: ["mining-right"],
  methods: { listing: SALE_METHODS.listing, auction: SALE_METHODS.auction },
  methodsBy: { zh: "矿产资源法第十七条，矿业权出让交易规则：拍卖、挂牌均逐次增价", en: "Mineral Resources Law art. 17; the rules for grants of mining rights: in auctions and listings prices go up" },
  contestFixed: "with-notice",
  noticeSetsRefund: false,
  forfeits: saleForfeits({ zh: "矿业权出让交易规则", en: "Rules for Grants of Mining Rights" }),
  proceeds: "treasury",
  depositBecomes: { zh: "竞得人的竞买保证金自双方签署本确认书之日起转作受让矿业权的定金，合同签订后抵作价款。竞得人拒绝签订合同的，定金不予退还。", en: "From the day both sign, the winner’s deposit is earnest money for the right; once the contract is signed it is part of the price. Of a winner that refuses the contract it is not given back." },
  law: { noticeDays: "MR-03", listingDays: "MR-04", auctionNoticeDays: "AU-01", displayDays: "AU-02", dealPublicityDays: "MR-06", losersDays: "MR-07" },
  profiles: { ORDER39: { title: { zh: "全国规则", en: "The national rules" }, law: {} } },
  start: "draft",
  moves: [
    REGISTRATION,
    { name: "publishNotice", title: { zh: "发布出让公告", en: "publish the notice" }, from: ["registered"], to: "noticed", by: "seller", issues: ["grant-notice"], guards: NOTICE },
    { name: "relist", title: { zh: "重新发布出让公告", en: "publish another notice" }, from: ["no_deal"], to: "noticed", by: "seller", issues: ["grant-notice"], guards: NOTICE },
    { name: "startContest", title: { zh: "挂牌（拍卖）开始", en: "the listing or auction starts" }, from: ["noticed"], to: "contest", by: "clock", at: "activityStarts", guards: ["contestPlanned"], issues: [] },
    ...CONTEST_ENDS,
    { name: "signConfirmation", title: { zh: "签订成交确认书", en: "sign the confirmation" }, from: ["deal"], to: "confirmed", by: "system", guards: ["bothSigned"], issues: ["confirmation"] },
    { name: "publishResult", title: { zh: "公示成交结果", en: "publish the result" }, from: ["confirmed"], to: "result_public", by: "seller", guards: ["fourEyes"], issues: ["deal-notice"] },
    { name: "signContract", title: { zh: "签订出让合同", en: "sign the contract" }, from: ["result_public"], to: "contracted", by: "seller", guards: ["publicLongEnough", "priceUnchanged"], issues: [] },
    { name: "priceIsPaid", title: { zh: "价款缴清", en: "the price is paid" }, from: ["contracted"], to: "price_paid", by: "system", guards: ["wholePricePaid"], issues: [] },
    { name: "close", title: { zh: "办结", en: "close" }, from: ["price_paid"], to: "closed", by: "seller", guards: ["wholePricePaid"], issues: [] },
    WINNER_REFUSES, ...SALE_INTERRUPTIONS,
  ],
};
