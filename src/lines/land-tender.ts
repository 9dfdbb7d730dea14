import type { Procedure } from "../procedure/procedure.js";
import { COMMON_REMINDERS } from "./common-reminders.js";
import { saleForfeits } from "./common-sales.js";
import { GRANT_LABELS, GRANT_TENDER, grantMoves, reserveWords } from "./grant-tenders.js";

const ORDER_39 = "招标拍卖挂牌出让国有建设用地使用权规定（39号令）";
const TOO_FEW = "39号令第十三条";

/** 国有建设用地使用权出让 by tender (招标): sealed bids, where land.ts has the open contests. Law: 39号令 8–14, 20–22; 国土资发〔2010〕34号 (rule book A3). */
export const landTender: Procedure = {
  ...GRANT_TENDER,
  title: { zh: "国有建设用地使用权招标出让", en: "Grant of a land-use right by tender" },
  words: {
    buyer: { zh: "出让人", en: "Grantor" }, agency: { zh: "代理机构", en: "Agency" }, scale: { zh: "宗地面积、用途和使用年期", en: "Area, use and term" }, location: { zh: "宗地位置", en: "Where the land lies" }, term: { zh: "交地时间", en: "Handing over" }, visitLaw: "39号令第九条",
    fees: { payer: { zh: "出让人", en: "Grantor" }, law: "地方规定（国家没有规定数额）", forfeits: [] },
    consortium: "两个以上单位可以联合投标，签订联合投标协议，约定签订出让合同的受让人，连同投标文件一并提交（招标投标法第三十一条）。", rejectionLaw: "39号令",
    labels: { ...GRANT_LABELS, "标段（包）": { zh: "地块", en: "Parcel" }, "标段（包）编号": { zh: "地块编号", en: "Parcel code" }, "招标内容": { zh: "宗地概况", en: "The land" }, "质量要求": { zh: "交地条件", en: "State of the land" } },
    reserve: reserveWords("39号令第十条、第十九条", "Order 39, arts 10 and 19"),
    winnerDeposit: "已交纳的投标保证金转作受让地块的定金（39号令第二十条）",
    documents: {
      "tender-notice": { title: "国有建设用地使用权招标出让公告", law: `《${ORDER_39}》第八条、第九条、第十条` },
      "clarification": { title: "补充公告", law: `《中华人民共和国招标投标法》第二十三条；《${ORDER_39}》第九条` },
      "opening-record": { title: "开标记录", law: `《${ORDER_39}》第十三条；《电子招标投标办法》（国家发展改革委等八部委令第20号）第三十条至第三十二条` },
      "evaluation-report": { title: "确定中标人记录（评标报告）", law: `《${ORDER_39}》第十三条、第十四条` },
      "award-notice": { title: "国有建设用地使用权招标出让结果公布", law: `《${ORDER_39}》第二十二条` },
      "award-letter": { title: "中标通知书", law: `《${ORDER_39}》第二十条、第二十一条` },
      "result-letter": { title: "中标结果通知书", law: `《${ORDER_39}》第二十一条` },
      "failed": { title: "未成交公告", law: `《${ORDER_39}》第十条、第十九条、第二十二条` },
      "terminated": { title: "终止招标公告", law: `《${ORDER_39}》第十三条` },
    },
    ends: {
      tooFew: TOO_FEW, tooFewOpened: `${TOO_FEW}；电子招标投标办法第三十一条`, terminated: "招标投标法实施条例第三十一条", tooFewQualified: "39号令第九条、第十三条", winnerFailed: "39号令第二十五条；招标投标法实施条例第五十五条", closeDisputed: "电子招标投标办法第二十七条", tooFewPassed: TOO_FEW,
      allRejected: "39号令第十条、第十九条",
    },
    refunds: { failed: "投标保证金，不计利息（39号令第二十一条）", terminated: "投标保证金，不计利息（39号令第二十一条）；招标文件免费提供，没有需要退还的文件费用" },
    next: { failed: "出让人可以重新组织出让。", terminated: "出让人可以重新组织出让；重新出让的，重新发布公告。" },
    loserRefund: "自确定中标人之日起 {days} 个工作日内退还投标保证金，不计利息（39号令第二十一条）",
  },
  law: {
    noticeDays: "LD-01", depositFloor: "LD-11", biddersMin: "LD-04", committeeMin: "LD-05", resultNoticeDays: "LD-10", contractDays: "LD-12", loserRefundDays: "LD-09", withdrawalRefundDays: "LD-09",
    saleDays: "EC-06", clarificationDays: "EC-10", documentObjectionDays: "EC-13", documentReplyDays: "EC-14", reserveEstimatesMax: "EC-19", winnerFailure: "EC-33", keepYears: "EC-46",
  },
  methods: { kinds: ["highest-price", "highest-composite"], law: { zh: "39号令第十三条", en: "Order 39, art. 13" } },
  bidsStay: { zh: "39号令第十三条", en: "Order 39, art. 13" },
  forfeits: { grounds: saleForfeits({ zh: `${ORDER_39}第二十条、第二十五条`, en: "Order 39, art. 20, 25" }), to: "tenderer" },
  amendable: { fixed: [], law: { zh: "39号令第九条", en: "Order 39, art. 9" } },
  appointment: { law: { zh: "39号令第十三条", en: "Order 39, art. 13" }, grounds: {}, consent: false, drawn: false },
  moves: grantMoves({ notice: ["noticedBeforeBidding", "depositAboveFloor"], result: ["resultNoticeInTime"], contract: [] }),
  reminders: [...COMMON_REMINDERS, { due: "result", ahead: [{ count: 1, unit: "WD" }], duty: { number: "resultNoticeDays", from: "decided", while: ["award_decided"] } }],
};
