import type { Procedure } from "../procedure/procedure.js";
import { saleForfeits } from "./common-sales.js";
import { GRANT_LABELS, GRANT_TENDER, grantMoves, reserveWords } from "./grant-tenders.js";

const RULES = "矿业权出让交易规则";

/** 矿业权出让 by tender: as land, but the notice precedes the deadline and the deal is public before the contract. Law: 矿产资源法 17, 19, 20; 矿业权出让交易规则, whose numbers are from memory (MR). */
export const miningTender: Procedure = {
  ...GRANT_TENDER,
  title: { zh: "矿业权招标出让", en: "Grant of a mining right by tender" },
  words: {
    buyer: { zh: "出让人", en: "Grantor" }, agency: { zh: "代理机构", en: "Agency" }, scale: { zh: "矿种、面积、范围坐标和出让期限", en: "Mineral, area, coordinates and term" }, location: { zh: "矿区位置", en: "Where the area lies" }, term: { zh: "交接时间", en: "Handing over" }, visitLaw: "矿产资源法第十九条",
    fees: { payer: { zh: "出让人", en: "Grantor" }, law: "地方规定（国家没有规定数额）", forfeits: [] },
    consortium: "两个以上单位可以联合投标，签订联合投标协议，约定签订出让合同的受让人，连同投标文件一并提交（招标投标法第三十一条）。", rejectionLaw: "矿产资源法第十九条",
    labels: { ...GRANT_LABELS, "标段（包）": { zh: "矿业权", en: "Mining right" }, "标段（包）编号": { zh: "矿业权编号", en: "Its code" }, "招标内容": { zh: "矿业权概况", en: "The right" }, "质量要求": { zh: "生态修复要求", en: "Restoration" } },
    reserve: reserveWords(RULES, "Rules for Grants of Mining Rights"),
    winnerDeposit: `已交纳的投标保证金按公告抵作矿业权出让收益或者退还（${RULES}）`,
    documents: {
      "tender-notice": { title: "矿业权招标出让公告", law: `《中华人民共和国矿产资源法》第十七条、第十九条；《${RULES}》` },
      "clarification": { title: "补充公告", law: "《中华人民共和国招标投标法》第二十三条；《中华人民共和国矿产资源法》第十九条" },
      "opening-record": { title: "开标记录", law: `《${RULES}》；《电子招标投标办法》（国家发展改革委等八部委令第20号）第三十条至第三十二条` },
      "evaluation-report": { title: "确定中标人记录（评标报告）", law: `《${RULES}》` },
      "award-notice": { title: "矿业权成交结果公示", law: `《${RULES}》` },
      "award-letter": { title: "中标通知书", law: `《${RULES}》` },
      "result-letter": { title: "中标结果通知书", law: `《${RULES}》` },
      "failed": { title: "未成交公告", law: `《${RULES}》` },
      "terminated": { title: "终止招标公告", law: `《${RULES}》` },
    },
    ends: { tooFew: RULES, tooFewOpened: `${RULES}；电子招标投标办法第三十一条`, terminated: "招标投标法实施条例第三十一条", tooFewQualified: "矿产资源法第十九条", winnerFailed: `${RULES}；招标投标法实施条例第五十五条`, closeDisputed: "电子招标投标办法第二十七条", tooFewPassed: RULES, allRejected: RULES },
    refunds: { failed: "投标保证金", terminated: "投标保证金；招标文件免费提供，没有需要退还的文件费用" },
    next: { failed: "出让人可以重新组织出让。", terminated: "出让人可以重新组织出让；重新出让的，重新发布公告。" },
    loserRefund: `自确定中标人之日起 {days} 个工作日内退还投标保证金（${RULES}）`,
  },
  law: {
    noticeDays: "MR-03", biddersMin: "MR-05", committeeMin: "EC-24", publicityDays: "MR-06", loserRefundDays: "MR-07", withdrawalRefundDays: "MR-07", contractDays: "EC-34",
    saleDays: "EC-06", clarificationDays: "EC-10", documentObjectionDays: "EC-13", documentReplyDays: "EC-14", reserveEstimatesMax: "EC-19", winnerFailure: "EC-33", keepYears: "EC-46",
  },
  methods: { kinds: ["highest-price", "highest-composite"], law: { zh: RULES, en: "Rules for Grants of Mining Rights" } },
  bidsStay: { zh: RULES, en: "Rules for Grants of Mining Rights" },
  forfeits: { grounds: saleForfeits({ zh: RULES, en: "Rules for Grants of Mining Rights" }), to: "tenderer" },
  amendable: { fixed: [], law: { zh: "矿产资源法第十九条", en: "Mineral Resources Law, art. 19" } },
  appointment: { law: { zh: RULES, en: "Rules for Grants of Mining Rights" }, grounds: {}, consent: false, drawn: false },
  moves: grantMoves({ notice: ["noticedBeforeDeadline"], result: [], contract: ["resultStoodPublic"] }),
};
