/**
 * Rules that nothing uses yet, each with the reason. A rule that nothing uses and that is not here fails `npm run docs -- --check`;
 * so does one that is here and used after all.
 */
const GROUPS: readonly { readonly ids: readonly string[]; readonly zh: string; readonly en: string }[] = [
  { ids: ["EC-26"], zh: "与 EX-01 同一条，按 EX-01 核对", en: "the same article as EX-01, which is what is held" },
  { ids: ["EC-27"], zh: "评标时间由评标委员会自行掌握", en: "a committee keeps its own time" },
  { ids: ["EX-06", "EX-07"], zh: "机电产品国际招标未开办", en: "international tenders of machinery are not traded" },
  { ids: ["EX-10", "EX-11", "EX-12"], zh: "由抽取、组建委员会和评标的程序保证，没有可设定的数", en: "met by the steps of the draw, the seating and the evaluation: there is no number to set" },
  { ids: ["EC-43", "EC-44", "EC-45"], zh: "公告由本平台即时发布，不接收其他媒介的公告", en: "notices are published at once by the platform itself; none are taken from other media" },
  { ids: ["GP-03"], zh: "顺延提供期限由采购人决定并公告，延长后的期限按提供期限检查", en: "extending the supply of documents is the purchaser's choice, and what is extended is held to the same period" },
  { ids: ["GP-05", "GP-07"], zh: "政府采购只开办资格后审，资格预审未开办", en: "in procurement qualification is judged after the opening; prequalification is not traded" },
  { ids: ["GP-08", "GP-09", "GP-10"], zh: "政府采购的邀请招标须随机抽取供应商，未开办", en: "procurement invites suppliers drawn at random, which is not traded" },
  { ids: ["GP-32"], zh: "预留份额是预算编制时的整体安排，不在单个项目上检查", en: "shares are reserved over a year's budget, not within one tender" },
  { ids: ["GP-44"], zh: "补充合同未开办", en: "supplementary contracts are not traded" },
  { ids: ["GP-46", "GP-57"], zh: "询问未开办；应当知道之日由公告期限届满日计算，测试按情景 G14", en: "enquiries are not taken; the day a supplier should know is the end of the announcement, as the test of scenario G14 counts" },
  { ids: ["GP-59"], zh: "公告由本平台即时发布，不接收其他媒介的公告", en: "notices are published at once by the platform itself; none are taken from other media" },
  { ids: ["GP-36"], zh: "评标报告提交即送达采购人，没有间隔", en: "the report reaches the purchaser in the act that submits it: there is no period to set" },
  { ids: ["CO-06"], zh: "投标保证只登记凭证，本平台不保存付款账户", en: "guarantees are entered by their papers: the exchange keeps no account that paid" },
  { ids: ["ET-03"], zh: "回执在受理的同一事务中签发，没有可设定的时限", en: "a receipt is issued in the transaction that takes the bid: there is no period to set" },
  { ids: ["ET-07"], zh: "开标记录随开标结束自动发布", en: "the opening record is published by the move that ends the opening" },
  { ids: ["ET-08"], zh: "截止前不显示下载人，对任何角色都不显示", en: "downloaders are shown to nobody before the deadline" },
  { ids: ["ET-09"], zh: "没有收费功能", en: "nothing is charged" },
  { ids: ["ET-11"], zh: "部署要求，见运行说明", en: "a duty of who runs it" },
  { ids: ["ET-13"], zh: "不收纸质文件", en: "paper is not taken" },
  { ids: ["ET-14"], zh: "由签名格式保证，见签名代码", en: "met by the form of the signature" },
  { ids: ["SV-16", "SV-17"], zh: "复查、复核由上一级机关办理，转送异议由收到的机关提出，平台只告知期限", en: "reviews are decided by the higher organ, and an objection to being passed a petition is the other organ's; the platform tells of both" },
  { ids: ["SV-09"], zh: "登记类事项按其在事项目录中登记的期限计算，目录的期限由单位确认", en: "registrations are counted by the limits of their items, which their units confirm" },
  { ids: ["PR-20"], zh: "特殊资格条件由国资监管机构备案，本平台只登记文件", en: "special conditions are filed with the supervisor of State assets; the exchange enters the paper alone" },
];

/** Why a rule is not used, by its id. */
export const UNUSED_RULES: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map(GROUPS.flatMap(({ ids, zh, en }) => ids.map((id) => [id, { zh, en }] as const)));
