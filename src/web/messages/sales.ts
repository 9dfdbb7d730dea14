import type { SaleMoment } from "../../sales/life.js";
import type { Language } from "../context.js";

/** What is said of a lot at a moment of its way: what goes on, and what comes next. */
type Said = { readonly now: string; readonly next: string };

const ZH_MOMENTS: Readonly<Record<SaleMoment, Said>> = {
  draft: { now: "尚未登记。", next: "" }, registered: { now: "已进场登记，公告尚未发布。", next: "" }, appraised: { now: "评估已核准或者备案，公告尚未发布。", next: "" },
  pre_disclosed: { now: "正在预披露，现在还不能申请。", next: "预披露期满后正式披露，届时可以申请。" },
  applying: { now: "正在接受申请，申请和保证金到账截止：", next: "申请经审查合格的取得资格确认书，在公告所定的时间参加竞价。" },
  starts: { now: "申请已经截止。竞价开始：", next: "取得资格确认书的单位凭号牌参加竞价，任何人都可以旁观。" },
  waits: { now: "公告所定的开始时间已到，正在决定申请或者办理后续手续。", next: "没有合格申请人的，公告未成交；有的，依法竞价或者成交。" },
  listed: { now: "正在挂牌，竞买人可以随时报价。挂牌截止：", next: "挂牌截止时按公告的竞价规则决定是否转入限时竞价，最高报价不低于底价的成交。" },
  bidding: { now: "竞价已经开始，以竞价室的倒计时为准。", next: "竞价结束后，最高报价不低于底价的成交，结果在本页公布。" },
  deal: { now: "已经成交。", next: "双方签订成交确认书和合同，成交结果另行公布。" }, no_deal: { now: "没有成交。", next: "未成交的原因见公告；保证金依法退还。" },
  confirmed: { now: "双方已经签订成交确认书。", next: "签订合同，公布成交结果。" }, result_public: { now: "成交结果正在公示。", next: "公示期满后办理后续手续。" },
  contracted: { now: "合同已经签订。", next: "按合同付清价款。" }, price_paid: { now: "价款已经付清。", next: "办理权属登记或者变更。" }, closed: { now: "已经办结。", next: "" },
  expired: { now: "首次披露已满十二个月，本次披露终结。", next: "再次转让须重新评估、重新披露。" }, terminated: { now: "已经终止。", next: "保证金依法退还。" }, suspended: { now: "已经中止，中止期间各项活动不进行。", next: "恢复或者终止将另行公告。" },
};

/** The words of the pages of what is granted and transferred. */
const zh = {
  one: "出让与转让", seller: "出让（转让）方", method: "交易方式", profile: "适用规则", code: "项目编号", lots: "标的", lot: (name: string) => `标的：${name}`, floorOf: (yuan: string) => `起始价 ${yuan} 元`, until: (time: string) => `申请截止 ${time}`,
  moments: ZH_MOMENTS, stillApply: "挂牌期间仍可申请，申请和保证金到账截止：", life: "标的进度",
  prices: "价格和保证金", floor: "起始价（转让底价）", deposit: "保证金", hasReserve: "是否设有底价", reserveYes: "设有底价，竞价结束前保密", reserveNo: "不设底价",
  what: "标的情况", times: "时间安排", startsAt: "竞价活动开始", listingEndsAt: "挂牌截止", applyUntil: "申请和保证金到账截止", display: "展示", displayAt: (place: string) => `地点：${place}`, to: "至",
  terms: "申请条件和竞价规则", conditions: "申请条件", documents: "取得文件的方式", rules: "竞价规则和确定办法", payment: "价款支付", refund: "未成交的保证金", remarks: "其他事项", preemption: "优先购买权人", auctioneer: "拍卖人", licence: (number: string) => `批准证书 ${number}`,
  enterprise: "标的企业情况", assets: "标的资产情况", ownership: "权属情况", book: "账面情况", appraised: "评估结果", appraisal: "评估核准（备案）", managers: "管理层参与受让", yes: "是", no: "否", holders: "股东及出资情况", figures: "主要审计数据", papers: "批准文件", contact: "联系方式", complaints: "投诉受理", person: (name: string, phone: string) => `${name}，电话 ${phone}`,
  rounds: "公告轮次", round: (number: number) => `第 ${String(number)} 轮`, roundCaption: "历次公告（披露）和原文", move: "公告", published: "发布时间", document: "原文", notices: "公告与文件",
  room: "进入竞价室", replay: "看竞价回放", roomHint: "任何人都可以旁观；参加竞价须取得资格确认书。", outcome: "竞价结果", amount: "成交价", ended: "竞价结束",
  how: { "deal": "成交", "no-deal": "未成交" }, reserve: { "none": "不设底价", "reached": "最高报价达到底价", "not-reached": "最高报价未达到底价" }, reserveSecret: "法律只允许公布是否达到底价，底价金额不公布。", winnerLater: "竞得人（受让方）的名称随成交结果一并公布。",
  after: { title: "成交以后", confirmed: "双方签署成交确认书", result: "公布成交结果", contracted: "签订合同", paid: "价款付清", closed: "办结", waits: "尚未办理" }, pdfOf: (title: string) => `PDF：${title}`,
  reason: "原因", bundle: "审计包", bundleText: "下载这一项目的全部公开材料：公告、每场竞价的规则和逐条记录、公开日志。不用本系统，用通用工具也能核验。", bundleGet: "下载审计包（zip）", bundleCheck: "怎样核验", bundleSteps: (code: string) => `npx daylight verify ${code}.zip`, bundleReadme: "审计包里的 README.txt 写明了只用 sha256sum、openssl、jq 等通用工具的核验步骤。", archived: (time: string) => `${time}归档`,
};

const EN_MOMENTS: typeof ZH_MOMENTS = {
  draft: { now: "Not registered yet.", next: "" }, registered: { now: "Registered; no notice is out yet.", next: "" }, appraised: { now: "Its appraisal is filed; no notice is out yet.", next: "" },
  pre_disclosed: { now: "Pre-disclosed: nobody applies yet.", next: "When that is over it is disclosed, and applications are taken." },
  applying: { now: "Applications are taken. They and their deposits must have arrived by", next: "Whoever is found qualified gets a certificate and takes part at the time of the notice." },
  starts: { now: "No more applications are taken. It begins on", next: "Qualified applicants take part under a number; anybody may watch." },
  waits: { now: "The time of the notice has come; applications are being decided.", next: "With nobody qualified it ends without a deal, else it is contested or dealt with by law." },
  listed: { now: "Listed: applicants may offer at any time. The listing ends on", next: "At its end the rules of the notice say whether a countdown follows; the highest offer wins if it reaches the reserve." },
  bidding: { now: "The contest is under way; the room’s countdown counts.", next: "The highest offer wins if it reaches the reserve. The result will stand here." },
  deal: { now: "There is a deal.", next: "Both sign the confirmation and the contract; the result is published." }, no_deal: { now: "There was no deal.", next: "The notice says why; deposits go back." },
  confirmed: { now: "Both have signed the confirmation.", next: "The contract is signed and the result published." }, result_public: { now: "The result is in publicity.", next: "What follows is done when that is over." },
  contracted: { now: "The contract is signed.", next: "The price is paid as it says." }, price_paid: { now: "The price is paid.", next: "Title is registered." }, closed: { now: "Closed.", next: "" },
  expired: { now: "Twelve months after the first disclosure it is over.", next: "A new transfer needs a new appraisal and disclosure." }, terminated: { now: "Terminated.", next: "Deposits go back." }, suspended: { now: "Suspended: nothing goes on meanwhile.", next: "A notice will say whether it goes on." },
};

const en: typeof zh = {
  one: "Grants and transfers", seller: "Grantor or transferor", method: "Method", profile: "Rules", code: "Code", lots: "Lots", lot: (name) => `Lot: ${name}`, floorOf: (yuan) => `from ${yuan} yuan`, until: (time) => `apply until ${time}`,
  moments: EN_MOMENTS, stillApply: "Applications are still taken. They and their deposits must have arrived by", life: "Way of the lot",
  prices: "Prices and deposit", floor: "Floor price", deposit: "Deposit", hasReserve: "Reserve price", reserveYes: "there is one, secret until the end", reserveNo: "none",
  what: "What is offered", times: "Times", startsAt: "Begins", listingEndsAt: "The listing ends", applyUntil: "Applications and deposits until", display: "Shown", displayAt: (place) => `at: ${place}`, to: "to",
  terms: "Who may apply, and how it is decided", conditions: "Who may apply", documents: "How to get the documents", rules: "How it is decided", payment: "Payment", refund: "Deposits of the others", remarks: "Other matters", preemption: "Holders of a right of pre-emption", auctioneer: "Auctioneer", licence: (number) => `licence ${number}`,
  enterprise: "The enterprise", assets: "The assets", ownership: "Ownership", book: "In the books", appraised: "Appraised at", appraisal: "Appraisal filed as", managers: "Managers take part", yes: "yes", no: "no", holders: "Shareholders", figures: "Audited figures", papers: "Approvals", contact: "Contact", complaints: "Complaints", person: (name, phone) => `${name}, telephone ${phone}`,
  rounds: "Rounds", round: (number) => `Round ${String(number)}`, roundCaption: "Its notices and their texts", move: "Notice", published: "Published", document: "Text", notices: "Notices and documents",
  room: "Enter the auction room", replay: "See the replay", roomHint: "Anybody may watch; only qualified applicants take part.", outcome: "Result of the contest", amount: "Price", ended: "Ended",
  how: { "deal": "deal", "no-deal": "no deal" }, reserve: { "none": "no reserve price", "reached": "the highest offer reached the reserve", "not-reached": "the highest offer did not reach the reserve" }, reserveSecret: "The law lets only that be said: the amount of the reserve is not published.", winnerLater: "Who won is named when the result is published.",
  after: { title: "After the deal", confirmed: "Confirmation signed by both", result: "Result published", contracted: "Contract signed", paid: "Price paid", closed: "Closed", waits: "not yet" }, pdfOf: (title) => `PDF: ${title}`,
  reason: "Reason", bundle: "Audit bundle", bundleText: "All that is public about it: notices, the terms and every line of each contest, the log. Stock tools can check it without this system.", bundleGet: "Download the bundle (zip)", bundleCheck: "How to check it", bundleSteps: (code) => `npx daylight verify ${code}.zip`, bundleReadme: "Its README.txt has the steps for stock tools alone: sha256sum, openssl, jq.", archived: (time) => `archived ${time}`,
};

export type SaleWords = typeof zh;
export const saleWords = (language: Language): SaleWords => (language === "zh" ? zh : en);
