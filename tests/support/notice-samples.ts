import { pseudonymOf } from "../../src/questions/question.js";
import { works } from "../../src/lines/works.js";
import { must } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";
import { awardLetter, type AwardLetterFacts } from "../../src/notices/award-letter.js";
import { awardNotice, type AwardNoticeFacts } from "../../src/notices/award-notice.js";
import type { Common } from "../../src/notices/blocks.js";
import { candidatesNotice, type CandidatesFacts } from "../../src/notices/candidates.js";
import { clarification, type ClarificationFacts } from "../../src/notices/clarification.js";
import { contractNotice, type ContractNoticeFacts } from "../../src/notices/contract-notice.js";
import { procurementResult, type ProcurementResultFacts } from "../../src/notices/procurement-result.js";
import { siteRecord, type SiteRecordFacts } from "../../src/notices/site-record.js";
import { drawRecord, type DrawRecordFacts } from "../../src/notices/draw-record.js";
import { objectionReply, type ObjectionReplyFacts } from "../../src/notices/objection-reply.js";
import { evaluationReport, type EvaluationReportFacts } from "../../src/notices/evaluation-report.js";
import { failureNotice, type FailureNoticeFacts } from "../../src/notices/failure-notice.js";
import { planNotice, type PlanNoticeFacts } from "../../src/notices/plan-notice.js";
import { openingRecord, type OpeningRecordFacts } from "../../src/notices/opening-record.js";
import type { NoticeRecord } from "../../src/notices/record.js";
import { resultLetter, type ResultLetterFacts } from "../../src/notices/result-letter.js";
import type { AskedDate } from "../../src/rules/date-question.js";
import { CONSTRUCTION } from "../../src/lines/bid-forms.js";
import type { RuleId } from "../../src/rules/rules.js";
import { prequalNotice, type PrequalNoticeFacts } from "../../src/notices/prequal-notice.js";
import { prequalResult, type PrequalResultFacts } from "../../src/notices/prequal-result.js";
import { auctionRecord, type AuctionRecordGiven } from "../../src/notices/auction-record.js";
import { saleConfirmation, saleResult, type ConfirmationGiven, type Dealt, type ResultGiven } from "../../src/notices/sale-deal.js";
import { saleEnd } from "../../src/notices/sale-end.js";
import { saleNotice, type SaleNoticeGiven } from "../../src/notices/sale-notice.js";
import { tenderNotice, type TenderNoticeFacts } from "../../src/notices/tender-notice.js";

/** One made-up works tender, document by document: the samples that the tests of the notices share. */

const asked = (rule: RuleId, from: string, shown: string | null = null): AskedDate => ({ question: { rule, lawOn: day("2026-09-14"), from: at(from) }, shown: shown === null ? null : at(shown) });

const lot = { code: "A34170200010000010010001", name: "施工标段" };

export const common = (over: Partial<Common> = {}): Common => ({
  exchange: "chenguang.example", tender: "T2026-000123", id: "N1", number: "晨交工招〔2026〕0001号", version: 1, mode: "rehearsal",
  issuer: { name: "晨光县公共资源交易中心", uscc: "12341700MB1A2C3D0P" }, media: ["晨光公共资源交易平台", "安徽省招标投标信息网（示例）"],
  publishedAt: at("2026-09-14T09:00:00+08:00"), unified: null, project: { code: "A3417020001000001", name: "晨光县第一中学扩建工程" }, tenderCode: "A3417020001000001001", lots: [lot],
  contact: { name: "晨光县公共资源交易中心", person: "王晓梅", phone: "0566-0000001", address: "晨光县政务大道1号" },
  complaint: { name: "晨光县公共资源交易监督管理局", person: null, phone: "0566-0000002", address: "晨光县政务大道3号", url: "https://chenguang.example/complaints" },
  publicBase: "https://chenguang.example", words: works.words, bidForm: CONSTRUCTION, ...over,
});

export const tenderNoticeFacts: TenderNoticeFacts = {
  content: "教学楼一栋、实验楼一栋及室外配套工程的施工总承包", scale: "总建筑面积 12,860 平方米，概算 3,900 万元", place: "晨光县城东新区学府路",
  fundSource: "县级财政资金，已落实", approval: "晨发改审批〔2026〕88号", plan: null, method: "公开招标，资格后审",
  lots: [{ ...lot, scope: "施工图纸及工程量清单所示全部内容", termDays: 365, quality: "合格", budget: null, ceiling: 3_900_000_000n, reserve: true, bond: 50_000_000n }],
  qualification: ["具有独立法人资格，持有有效的企业法人营业执照和安全生产许可证。", "具有建筑工程施工总承包贰级及以上资质。", "拟派项目负责人具有建筑工程专业贰级及以上注册建造师执业资格和有效的安全生产考核合格证书（B类），且未担任其他在建工程的项目负责人。", "未被列入失信被执行人名单。"],
  consortium: { accepted: false, terms: null },
  questionsUntil: at("2026-10-05T17:00:00+08:00"), siteVisit: { at: at("2026-09-22T09:30:00+08:00"), place: "晨光县第一中学东门", note: "请自备安全帽。" },
  documents: { from: at("2026-09-14T09:00:00+08:00"), to: at("2026-09-20T17:00:00+08:00"), way: "登录电子交易平台免费下载", price: null, files: [{ name: "招标文件（正文）.pdf", size: 4_215_338, sha256: "9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011" }, { name: "工程量清单.xlsx", size: 512_000, sha256: "0011ffeeddccbbaa9988776655443322110bc40ae2d077554a1e7dc9b13c9f00" }] },
  announced: null, evaluation: "综合评估法", objectionUntil: at("2026-09-28T23:59:59+08:00"), deadline: at("2026-10-08T09:30:00+08:00"),
  asked: {
    documents: asked("EC-06", "2026-09-14T09:00:00+08:00", "2026-09-20T17:00:00+08:00"), objection: { question: { rule: "EC-13", lawOn: day("2026-09-14"), until: at("2026-10-08T09:30:00+08:00") }, shown: null },
    deadline: asked("EC-11", "2026-09-14T09:00:00+08:00", "2026-10-08T09:30:00+08:00"),
  },
  submission: "在投标人电脑上加密后通过电子交易平台递交，逾期送达的不予受理", opening: { at: at("2026-10-08T09:30:00+08:00"), place: "https://chenguang.example/halls/T2026-000123" },
  parts: ["技术标", "报价"].map((part) => ({ lot: "施工标段", part, threshold: 2, open: "threshold-or-bidder", openers: ["招标代理机构", "监督部门", "公证处"].map((opener, index) => ({ opener, recipient: `age1${"xyv78ll2nth2tunmd2f77m2rcrpajjphku9qsc7jzvyhmcj9e7qp0z2zfqq"[index] ?? "x"}yv78ll2nth2tunmd2f77m2rcrpajjphku9qsc7jzvyhmcj9e7qp0z2zf` })) })),
  tenderer: { name: "晨光县教育局", uscc: "11341702003000000X", person: "李国强", phone: "0566-0000003", address: "晨光县人民路8号" },
  agency: { name: "安徽晨曦工程咨询有限公司", uscc: "91341702MA00000159", person: "赵敏", phone: "0566-0000004", address: "晨光县建设路16号" },
  platform: { name: "晨光电子交易平台", url: "https://chenguang.example", method: "持数字证书登录，在“我的投标”中加密并递交投标文件；也可用命令行工具 daylight seal 离线加密" },
  other: ["本项目不收取招标文件工本费。", "投标人应当在投标截止时间前完成投标文件的传输，未完成传输的视为撤回投标文件。"],
  check: { tally: "本公告通过 61 项检查，1 项提示", findings: ["［提示］标段 1 补救时限：未设补救时段：投标人以外的原因也会使其投标视为撤回（电子招标投标办法（20号令） 31）"] }, terms: [{ lot: "1", parts: [] }],
};

export const prequalNoticeFacts: PrequalNoticeFacts = {
  ...tenderNoticeFacts, method: "公开招标（资格预审）", parts: tenderNoticeFacts.parts.slice(0, 1).map((part) => ({ ...part, part: "资格预审申请文件" })),
  items: [{ clause: "3.1", title: "营业执照和资质", standard: "具有建筑工程施工总承包贰级及以上资质，在有效期内" }, { clause: "3.4", title: "类似业绩", standard: "近三年完成过单体建筑面积 8,000 平方米以上的公共建筑一项" }],
  limit: { max: 9, criteria: [{ title: "类似业绩", full: "60", standard: "每增加一项得 20 分" }, { title: "财务状况", full: "40", standard: "近三年平均资产负债率不高于 70% 得满分" }] }, requiredFiles: ["资格预审申请函.pdf", "业绩证明.pdf"],
};

export const prequalResultFacts: PrequalResultFacts = {
  lot, to: { name: "安徽永固建设集团有限公司", uscc: "91341702MA00000159" }, passed: false, decidedAt: at("2026-10-12T16:00:00+08:00"), score: null, otherwise: null,
  failed: [{ clause: "3.4", title: "类似业绩", finding: "所附合同的单体建筑面积为 6,200 平方米，不足 8,000 平方米" }],
};

export const clarificationFacts: ClarificationFacts = {
  original: { number: "晨交工招〔2026〕0001号", title: "晨光县第一中学扩建工程招标公告" }, lots: ["1"], correction: 1, issuedAt: at("2026-09-24T10:00:00+08:00"), reason: "设计单位变更实验楼基础形式",
  changes: [
    { item: "工程量清单第3.2项", before: "预应力管桩 PHC-500，共 12,000 米", after: "钻孔灌注桩 Φ800，共 8,600 米，桩长按图纸调整" },
    { item: "最高投标限价", before: "39,000,000.00元", after: "39,650,000.00元" },
  ],
  fields: [{ path: "lots.1.ceiling", zh: "最高投标限价", en: "Ceiling price", before: "39,000,000.00元（叁仟玖佰万元整）", after: "39,650,000.00元（叁仟玖佰陆拾伍万元整）" }, { path: "lots.1.termDays", zh: "工期（交货期、服务期，日）", en: "Term (days)", before: "360", after: "390" }],
  documents: [
    { name: "技术标准.docx", before: { version: 1, sha256: "1a".repeat(32), size: 40_960 }, after: { version: 2, sha256: "2b".repeat(32), size: 41_512 }, compared: "lines", lines: [{ before: { line: 12, text: "管材采用ＨＤＰＥ双壁波纹管，环刚度不小于８。" }, after: { line: 12, text: "管材采用球墨铸铁管。" } }, { before: null, after: { line: 13, text: "由阿依古丽·买买提、𠮷田䶮㛃复核。" } }], wordless: null },
    { name: "施工图.pdf", before: { version: 1, sha256: "3c".repeat(32), size: 9_800_000 }, after: { version: 2, sha256: "4d".repeat(32), size: 9_900_000 }, compared: "scanned", lines: [], wordless: { before: [], after: [1, 2] } },
  ],
  questions: [
    { sha256: "1f".repeat(32), pseudonym: pseudonymOf("1f".repeat(32)), about: "documents", ticket: "0a".repeat(32), text: ["室外管网是否在本次招标范围内？", "图纸Ｓ－１２标注“阿依古丽·买买提、𠮷田䶮㛃工作室设计”，是否要求沿用？"], answer: ["在，见图纸 S-12 至 S-19；不要求沿用。"] },
    { sha256: "c3".repeat(32), pseudonym: pseudonymOf("c3".repeat(32)), about: "site-visit", ticket: "0b".repeat(32), text: ["现场东侧围墙是否由承包人拆除？"], answer: ["由承包人拆除，费用列入措施项目。"] },
  ], tally: { received: 3, answered: 2 },
  deadline: { before: at("2026-10-08T09:30:00+08:00"), after: at("2026-10-12T09:30:00+08:00"), provisional: false, asked: asked("EC-10", "2026-09-24T10:00:00+08:00", "2026-10-12T09:30:00+08:00") }, mayAffectBids: true, reconfirm: true,
};

const names = ["安徽永固建设集团有限公司", "池州市贵池区宏远建筑安装工程有限责任公司", "江南路桥股份有限公司", "阿依古丽·买买提建筑工程有限公司", "㛃䶮建设有限公司"];

const answers = { "days": 360, "quality": "合格", "leader.name": "买买提江·阿不都", "leader.certificate": "一级建造师注册证书（建筑工程）", "leader.certificateNumber": "皖1342026202600001" };

export const openingRecordFacts: OpeningRecordFacts = {
  lot, part: "报价", openedAt: at("2026-10-12T09:30:00+08:00"), place: "https://chenguang.example/halls/T2026-000123", host: "安徽晨曦工程咨询有限公司 赵敏", witness: "晨光县公共资源交易监督管理局 孙立",
  ceiling: 3_965_000_000n, ids: { lot: "1", part: "price" }, reserve: { state: "revealed", amount: 3_812_345_678n, at: at("2026-10-12T09:31:20+08:00"), commitment: "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592", index: 311 },
  bids: names.map((name, index) => ({
    name, uscc: "91341702MA00000159", receivedAt: at(`2026-10-12T09:1${String(index)}:07.123+08:00`), encryption: "通过", decryption: index === 2 ? "未解密" : "已解密",
    cause: index === 2 ? "内容封印与密钥不符（投标人原因），视为撤销投标文件" : null, price: index === 2 ? null : BigInt(3_865_000_000 + index * 1_234_500), answers: index === 2 ? {} : answers,
    bond: "保函", confirmed: index === 0 ? "已确认 09:41:20" : "未提异议，视同认可",
  })),
  objections: [{ from: names[1] ?? "", at: at("2026-10-12T09:45:00+08:00"), text: "对第3家投标文件未能解密的原因要求说明。", answer: "已在开标大厅公布核验过程：三份密钥份额均与递交时的承诺一致，内容封印不符，系投标人制作投标文件时造成。" }],
  signatures: [{ role: "主持人", name: "赵敏", at: at("2026-10-12T10:05:00+08:00"), how: "电子签名" }, { role: "监督人", name: "孙立", at: at("2026-10-12T10:06:00+08:00"), how: "电子签名" }, { role: "投标人代表", name: names[3] ?? "", at: null, how: "未到场，视同认可" }],
  timeSource: "系统时间由国家授时中心时间源经 NTP 校准，开标期间与两个见证方时间样本的中位偏差为 12 毫秒，未超过允许偏差。",
  closingCheckpoint: "chenguang.example\n324\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n— chenguang.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=",
  log: { origin: "chenguang.example", index: 323, sha256: "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea" },
};

export const evaluationReportFacts: EvaluationReportFacts = {
  chosen: "随机抽取，抽取编号 T2026-000123/1/D1",
  lot, evaluatedFrom: at("2026-10-12T13:30:00+08:00"), evaluatedTo: at("2026-10-12T18:20:00+08:00"), place: "晨光县公共资源交易中心评标室3", ceiling: 3_965_000_000n, bidders: 5,
  committee: ["张三丰", "李小双", "钱𠮷", "周䶮", "吴㛃"].map((name, index) => ({ name, role: index === 0 ? "招标人代表" : "专家", speciality: index < 3 ? "建筑工程" : "工程造价", office: null })),
  opening: { number: "晨交开〔2026〕0001号", at: at("2026-10-12T09:30:00+08:00"), sha256: "9b74c9897bac770ffc029102a200c5de0f5a2dd8e9c1d5b3d2c1f0b1a2f3e4d5" },
  conforming: names.slice(0, 4).map((name, index) => ({ name, uscc: "91341702MA00000159", price: BigInt(3_865_000_000 + index * 1_234_500) })),
  rejections: [{ name: names[4] ?? "", ground: "投标文件没有对招标文件的实质性要求和条件作出响应", clause: "第三章 2.1.3", reason: "承诺工期 400 日历天，超过招标文件要求的 365 日历天。" }],
  method: "综合评估法：报价 60 分，技术 30 分，信用 10 分。评标基准价为有效报价去掉一个最高、一个最低后的平均值下浮 2%；报价每高于基准价 1% 扣 1 分，每低于 1% 扣 0.5 分。总分相同的，报价低者优先。",
  criteria: [{ name: "报价", full: "60", standard: "按偏差率扣分，扣完为止" }, { name: "技术", full: "30", standard: "施工组织设计、质量与安全措施、进度计划，各成员评分的算术平均" }, { name: "信用", full: "10", standard: "按公布的信用评价结果换算" }],
  comparison: names.slice(0, 4).map((bidder, index) => ({ bidder, bidPrice: BigInt(3_865_000_000 + index * 1_234_500), evaluatedPrice: null, scores: ["56.26", "26.40", "9.00"], total: ["95.13", "93.29", "91.66", "90.86"][index] ?? null })),
  ranking: names.slice(0, 4).map((name, index) => ({ rank: index + 1, name, basis: `总分 ${["95.13", "93.29", "91.66", "90.86"][index] ?? ""}` })),
  candidates: names.slice(0, 3).map((name, index) => ({ rank: index + 1, name, price: BigInt(3_865_000_000 + index * 1_234_500) })),
  beforeContract: ["核实项目负责人无在建工程。", "履约保证金须在签订合同前提交。"],
  clarifications: [{ bidder: names[1] ?? "", question: "请说明工程量清单第 5.1 项单价与合价不一致之处。", askedAt: at("2026-10-12T14:05:00+08:00"), until: at("2026-10-12T15:00:00+08:00"), asked: "7f".repeat(32), answer: "以单价为准，总价不变。", answeredAt: at("2026-10-12T14:31:00+08:00"), answered: "8e".repeat(32) }], ids: { lot: "2" }, draw: null,
  stands: [
    { expert: "0a", member: "张三丰", stand: "signed", sha256: "5d".repeat(32), signedAt: "2026-10-12T17:50:00+08:00", opinion: "", reason: "", earlier: false },
    { expert: "0b", member: "钱𠮷", stand: "dissent", sha256: "6e".repeat(32), signedAt: "2026-10-12T17:54:00+08:00", opinion: "第二名的施工组织设计评分偏低", reason: "其地下管线保护措施覆盖了全部交叉口，优于第一名", earlier: false },
    { expert: "0c", member: "吴㛃", stand: "deemed", sha256: null, signedAt: null, opinion: "", reason: "", earlier: false },
  ],
  changes: [
    { at: at("2026-10-12T15:02:00+08:00"), member: "周䶮", what: `经评标委员会认定评分畸高、畸低，重新评分：${names[1] ?? ""}“质量与安全措施”`, reason: "漏看投标文件第六章的应急预案" },
    { at: at("2026-10-12T15:40:00+08:00"), member: "孙立诚", what: "健康原因，退出评标委员会，其评审结论无效", reason: "突发不适，由120送医，监督人员在场" },
    { at: at("2026-10-12T16:20:00+08:00"), member: "吴㛃", what: "接替孙立诚，重新独立评审", reason: "" },
  ],
};

export const candidatesFacts: CandidatesFacts = {
  lot, candidates: names.slice(0, 3).map((name, index) => ({ rank: index + 1, name, uscc: "91341702MA00000159", price: BigInt(3_865_000_000 + index * 1_234_500), answers, evaluation: `综合评估总分 ${["95.13", "93.29", "91.66"][index] ?? ""}，各项评审均合格`, qualification: "资质等级、安全生产许可证、项目负责人资格均满足招标文件要求" })),
  rejected: [{ name: names[4] ?? "", reason: "承诺工期超过招标文件要求，未响应实质性要求（招标文件第三章 2.1.3）" }],
  publicity: { from: at("2026-10-13T00:00:00+08:00"), to: at("2026-10-16T23:59:59+08:00"), asked: asked("EC-31", "2026-10-13T00:00:00+08:00", "2026-10-16T23:59:59+08:00") }, objection: { way: "登录电子交易平台在线提出，或者书面递交", to: "晨光县教育局，电话 0566-0000003" }, other: null,
};

const award = { lot, winner: { name: names[0] ?? "", uscc: "91341702MA00000159" }, price: 3_865_000_000n, answers };
export const awardNoticeFacts: AwardNoticeFacts = { ...award, determinedOn: day("2026-10-19"), method: null, candidatesNumber: "晨交候〔2026〕0001号" };
export const awardLetterFacts: AwardLetterFacts = { ...award, issuedAt: at("2026-10-19T10:00:00+08:00"), contract: { until: day("2026-11-18"), asked: asked("EC-34", "2026-10-19T10:00:00+08:00"), place: "晨光县教育局三楼会议室" }, performanceBond: { amount: 386_500_000n, form: "银行保函或者现金" } };
export const resultLetterFacts: ResultLetterFacts = {
  lot, to: { name: names[1] ?? "", uscc: "91341702MA00000159" }, winner: { name: names[0] ?? "", price: 3_865_000_000n }, issuedAt: at("2026-10-19T10:00:00+08:00"),
  own: { price: 3_866_234_500n, total: "93.29", rank: 2, scores: [{ criterion: "报价", full: "60", score: "59.69", reason: "高于基准价 0.31%" }, { criterion: "技术", full: "30", score: "25.10", reason: "进度计划关键线路不清，安全措施针对性不足" }, { criterion: "信用", full: "10", score: "8.50", reason: null }] },
  reasons: "你单位综合评估总分排名第二，未被确定为中标人。", bondRefund: "保函自合同签订之日起失效，无须退还现金",
};
export const failureNoticeFacts: FailureNoticeFacts = {
  kind: "failed", lot, originalNumber: "晨交工招〔2026〕0001号", decidedAt: at("2026-10-08T09:30:00+08:00"), cause: "至投标截止时间，递交投标文件的投标人不足法定数量，依法不予开标。", article: "《中华人民共和国招标投标法》第二十八条；《中华人民共和国招标投标法实施条例》第四十四条第二款",
  bidders: 2, unopened: true, refunds: { what: "投标保证金及银行同期存款利息", by: day("2026-10-13"), asked: asked("EC-21", "2026-10-08T09:30:00+08:00") }, next: "招标人将分析招标失败的原因，修改招标文件后重新招标，具体时间另行公告。",
};

export const procurementResultFacts: ProcurementResultFacts = {
  lot: { code: lot.code, name: "信息化教学设备采购包" }, winner: { name: "晨光市明德教育装备有限公司", uscc: "91341702MA00000159", address: "晨光市高新区创业路6号" }, price: 100_000_000n,
  goods: [{ name: "交互式智能平板", model: "MD-86 型", quantity: "40 台", unitPrice: 1_850_000n, service: "三年免费上门保修" }, { name: "授课终端", model: "MD-T2 型", quantity: "40 台", unitPrice: 650_000n, service: "三年免费上门保修" }],
  experts: ["阿依夏木·买买提", "龚𠮷", "刘䶮", "周慧"], determinedOn: day("2026-10-12"), announced: { days: 1, until: day("2026-10-14"), asked: asked("GP-39", "2026-10-13T09:00:00+08:00") },
  documents: [{ name: "招标文件.pdf", version: 1, sha256: "7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a" }], bidders: 4,
};

export const objectionReplyFacts: ObjectionReplyFacts = {
  lot, serial: 1, to: { name: "晨光市明德建设有限公司", uscc: "91341702MA00000159" }, about: "招标文件", filedAt: at("2026-09-21T10:12:00+08:00"), content: "招标文件第二章 3.1 要求企业在晨光市设有分支机构，限制了潜在投标人。",
  upheld: true, answer: "异议成立。该要求予以删除，随澄清公告发布。", effect: "投标截止时间顺延至 2026年10月9日（星期五）09:30（北京时间）。", repliedAt: at("2026-09-23T16:00:00+08:00"), dueOn: day("2026-09-24"), dueAsked: asked("EC-14", "2026-09-21T10:12:00+08:00"), dueLaw: "招标投标法实施条例第二十二条", complaint: null,
};

export const contractNoticeFacts: ContractNoticeFacts = {
  contract: { code: "CGZC-2026-0019-HT01", name: "信息化教学设备采购合同" }, lot: { code: lot.code, name: "信息化教学设备采购包" }, supplier: { name: "晨光市明德教育装备有限公司", uscc: "91341702MA00000159" },
  subject: "交互式智能平板及授课终端", quantity: "各 40 台", price: 100_000_000n, term: "合同签订后 45 日内交付", place: "晨光县第一中学", signedOn: day("2026-10-20"),
  text: { name: "合同文本.pdf", url: "https://chenguang.example/documents/T2026-000123/%E5%90%88%E5%90%8C%E6%96%87%E6%9C%AC.pdf/v/1", sha256: "7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a" }, withheld: null,
};

export const planNoticeFacts: PlanNoticeFacts = {
  needs: "交互式智能平板 40 台及授课终端 40 台，含安装、调试和三年质保", budget: 110_000_000n, valuedAs: { zh: "采购预算", en: "budget" }, month: "2026-09", remarks: "预留给中小企业", correction: null, terms: { month: "2026-09" },
};

/** A made-up grant that shows every field at once: no line asks for all of them. */
export const saleNoticeGiven: SaleNoticeGiven = {
  document: { zh: "国有建设用地使用权出让公告", en: "Notice of the grant", law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第八条、第九条" }, seller: { zh: "出让人", en: "Grantor" }, method: { zh: "挂牌", en: "listing" }, profile: { zh: "福建网上交易规则", en: "The online rules of Fujian" }, round: 1,
  step: { zh: "增价幅度", en: "Step" }, lots: [{ name: "2026-08号地块", floor: 12_000_000_000n, step: 100_000_000n, deposit: 2_400_000_000n, rows: [["位置", "Place", "滨河路以南"], ["面积（平方米）", "Area", "26680.5"], ["界址", "Boundary", "四至见宗地图"], ["空间范围", "Space", "以宗地图为准"], ["现状", "Status", "净地"], ["用途", "Use", "居住用地"], ["出让年限", "Term", "70年"]].map(([zh = "", en = "", text = ""]) => ({ zh, en, text })), long: [{ zh: "规划指标", en: "Planning", text: "容积率不大于2.2\n绿地率不小于35%" }] }],
  papers: [{ zh: "批准（决策）文件", en: "Approval", text: "晨政地〔2026〕8号" }, { zh: "方案", en: "Scheme", text: "晨资规方案〔2026〕3号" }, { zh: "规划条件文件", en: "Planning conditions", text: "晨规条〔2026〕12号" }],
  transfer: { isAssets: false, holders: "晨光市城市建设投资集团有限公司 60%", figures: "资产总额2,310万元", appraised: 1_000_000_000n, appraisal: "晨国资评备〔2026〕5号", managersTakePart: false, preemption: ["晨光市明德建设有限公司"] },
  times: { startsAt: at("2026-09-07T09:00:00+08:00"), listingEndsAt: at("2026-09-21T10:00:00+08:00"), applyUntil: at("2026-09-16T17:00:00+08:00"), display: null }, hasReserve: true, conditions: "境内外法人和其他组织", documents: "登录交易平台下载", rules: "价高者得",
  payment: "分期付款", refund: "自活动结束之日起5个工作日内退还，不计利息", remarks: null, terms: { profile: "FJ" },
};

/** A made-up deal that shows every field at once. */
const dealt: Dealt = {
  document: { zh: "成交确认书", en: "Confirmation of the deal", law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第二十条" }, seller: { zh: "出让人", en: "Grantor" }, winner: { zh: "竞得人", en: "Winner" }, firm: { name: "晨光市明德建设有限公司", uscc: "91340000MA2TESTX02" },
  method: { zh: "挂牌", en: "listing" }, lot: { name: "2026-08号地块", rows: saleNoticeGiven.lots[0]?.rows ?? [], long: saleNoticeGiven.lots[0]?.long ?? [] }, price: 13_000_000_000n, endedAt: at("2026-09-21T10:28:29.900+08:00"), terms: { lot: "1" },
};
export const confirmationGiven: ConfirmationGiven = {
  ...dealt, place: "晨光市公共资源交易中心（https://chenguang.example）", signAt: at("2026-09-30T10:00:00+08:00"), signPlace: "晨光市滨河路1号三楼洽谈室", deposit: 2_400_000_000n, depositBecomes: "竞得人的竞买保证金自双方签署本确认书之日起转作受让宗地的定金，合同签订后抵作价款。", until: day("2026-09-29"),
};
export const resultGiven: ResultGiven = { ...dealt, document: { zh: "国有建设用地使用权成交结果公示", en: "Result of the grant", law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第二十二条" }, appraised: 1_000_000_000n, floor: 1_000_000_000n, payment: "分期付款", publicUntil: day("2026-10-13") };

const NUMBERS = { "auction-record": "地记", "sale-confirmation": "地确", "sale-result": "地果", "sale-notice": "地告", "sale-end": "地终", "tender-notice": "工招", clarification: "工澄", "opening-record": "开", "evaluation-report": "评", candidates: "候", "award-notice": "中", "award-letter": "通", "result-letter": "结", "failure-notice": "流", "procurement-result": "采中", "contract-notice": "合", "objection-reply": "异", plan: "意", "prequal-notice": "预", "prequal-result": "预结", "invitation": "邀", "draw-record": "抽", "site-record": "见" } as const;

const LABELS = ["7da5a8831322fe171e70947fb3d53768febd1edaa4bdfe711f2f83dc4700eb18", "83188621fb7edb40a128f76c7c04ae973922a90c2204b2a7a23d53b3613262d9"] as const;
const DRAWN_HASH = "9b74c9897bac770ffc029102a200c5de0f5a2dd8e9c1d5b3d2c1f0b1a2f3e4d5";
export const drawRecordFacts: DrawRecordFacts = {
  lot, draw: "T2026-000123/1/D1", place: "https://chenguang.example/projects/T2026-000123/draws", specialties: [{ code: "A0801", seats: 1, people: 14, eligible: 12 }], perUnit: 1, representatives: 1, widened: "三级专业在库人数不足",
  avoided: ["晨光市城市建设投资集团有限公司", "晨光招标代理有限公司"], excluded: [{ reason: "请假", count: 2 }], pool: { sha256: DRAWN_HASH, secretSha256: DRAWN_HASH, chain: DRAWN_HASH },
  contributions: [{ name: "招标人（采购人）", commitment: DRAWN_HASH, number: DRAWN_HASH, how: null }, { name: "公证机构", commitment: DRAWN_HASH, number: "-", how: null }], codes: [DRAWN_HASH, DRAWN_HASH],
  drawn: [{ label: LABELS[0], specialty: "A0801", expert: "e-0123456789abcdef", name: null, arrivedAt: null, left: "三次通知无应答" }, { label: LABELS[1], specialty: "A0801", expert: "e-0123456789abcde0", name: "龚𠮷", arrivedAt: at("2026-10-12T09:05:00+08:00"), left: null }],
  calls: [{ label: LABELS[0], calls: 3, last: at("2026-10-11T10:20:00+08:00"), answer: null, reason: null }, { label: LABELS[1], calls: 1, last: at("2026-10-11T11:00:00+08:00"), answer: "参加", reason: null }],
  replacements: [{ label: LABELS[0], reason: "三次通知无应答", evidence: DRAWN_HASH, substitute: LABELS[1] }], steps: [{ step: "申请抽取", by: "陈一鸣（晨光市城市建设投资集团有限公司）", at: at("2026-10-10T10:00:00+08:00") }], ids: { lot: "1", number: 1 },
};

export const siteRecordFacts: SiteRecordFacts = {
  lot, lotCode: "1", booking: "b-0123456789abcdef", purpose: "评标（评审）", siteWitness: null, from: at("2026-10-12T09:00:00+08:00"), until: at("2026-10-12T17:20:00+08:00"),
  rooms: [{ name: "评标一室", venue: "晨光主楼", address: "晨光市滨河路1号", part: "主场", seats: 7, devices: "球机01、球机02" }, { name: "评标三室", venue: "东岸分中心", address: "晨光市东岸路9号", part: "副场", seats: 3, devices: "" }],
  seats: LABELS.map((label, place) => ({ label, room: "评标一室", seat: place + 1, device: place === 0 ? "球机01" : null })),
  door: [{ at: at("2026-10-12T08:55:00+08:00"), what: "进入", detail: `评标委员会成员 ${LABELS[0].slice(0, 12)}，评标一室，1号储物柜启用`, by: "赵启明" }, { at: at("2026-10-12T09:10:00+08:00"), what: "拒绝进入", detail: "其他人员 招标人代表 王某，评标一室，不是准入人员", by: "赵启明" }],
  notes: [{ at: at("2026-10-12T09:00:00+08:00"), text: "宣布评标纪律，成员通讯设备已存柜。", by: "公孙信" }], recordings: [{ reference: "NVR-2026-1012-01", room: "评标一室", from: at("2026-10-12T08:50:00+08:00"), until: at("2026-10-12T17:25:00+08:00"), sha256: DRAWN_HASH }, { reference: "NVR-2026-1012-02", room: "评标三室", from: at("2026-10-12T08:50:00+08:00"), until: at("2026-10-12T17:25:00+08:00"), sha256: null }],
  keep: "录音录像作为采购文件一并存档，自采购结束之日起保存不少于15年（政府采购法第四十二条）。", incidents: [{ at: at("2026-10-12T10:00:00+08:00"), what: "设备、网络、监控故障：2号工位显示器黑屏", disposal: "更换显示器", by: "严正" }, { at: at("2026-10-12T16:00:00+08:00"), what: "其他：停电演练", disposal: null, by: null }],
  pauses: [{ from: at("2026-10-12T11:00:00+08:00"), until: at("2026-10-12T11:20:00+08:00") }, { from: at("2026-10-12T16:30:00+08:00"), until: null }], others: [{ at: at("2026-10-11T15:00:00+08:00"), what: "预订", detail: "2026-10-12 09:00 至 2026-10-12 17:00，评标一室、评标三室", by: "钱未央" }], records: 12, head: DRAWN_HASH,
};

const instants = (text: string) => at(`2026-09-21T${text}+08:00`);
const auctionRecordGiven: AuctionRecordGiven = {
  auction: "D3417000001S00001001-A1", lot: "1", profile: "福建网上交易规则", law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第二十二条", start: 12_000_000_000n, ceiling: null, phaseName: () => "限时竞价",
  record: {
    admitted: 2, excluded: [{ paddle: "417", at: instants("09:10:00"), reason: "保证金被银行撤回" }], refused: 3, extended: 1, endedAt: instants("10:28:29.900"), clock: { samples: 4, driftMs: -12, lagMs: 9 },
    stages: [{ at: instants("10:15:00"), number: 3, phase: "countdown", endsAt: instants("10:20:00") }],
    offers: [{ seq: 11, at: instants("10:18:30"), paddle: "233", way: "offered", amount: 12_800_000_000n, quantity: null, endsAt: instants("10:23:30") }, { seq: 12, at: instants("10:23:29.900"), paddle: "871", way: "offered-for", amount: 13_000_000_000n, quantity: null, endsAt: instants("10:28:29.900") }],
    interruptions: [{ cause: "fault", reason: "机房停电", from: instants("09:30:00"), until: instants("10:10:00"), savedMs: 1_800_000 }, { cause: "order", reason: "核查", from: instants("10:27:00"), until: null, savedMs: null }],
  },
  names: [{ paddle: "233", firm: "91341700MA2N0001XA", name: "晨光市远山置业有限公司" }, { paddle: "871", firm: "91341700MA2N0002X7", name: "晨光市龚𠮷建设有限公司" }], result: { how: "deal", paddle: "871", amount: 13_000_000_000n, reserve: "reached" },
  proof: { happenings: 14, head: DRAWN_HASH, termsSha256: DRAWN_HASH, url: "https://chenguang.example/auctions/D3417000001S00001001-A1" },
};

/** One sample of every document, by its type. */
export function samples(over: Partial<Common> = {}): Readonly<Record<NoticeRecord["type"], NoticeRecord>> {
  const of = (type: keyof typeof NUMBERS): Common => common({ id: type, number: `晨交${NUMBERS[type]}〔2026〕0001号`, version: type === "clarification" ? 2 : 1, ...over });
  return {
    "tender-notice": must(tenderNotice(of("tender-notice"), tenderNoticeFacts)), clarification: must(clarification(of("clarification"), clarificationFacts)),
    "opening-record": must(openingRecord(of("opening-record"), openingRecordFacts)), "evaluation-report": must(evaluationReport(of("evaluation-report"), evaluationReportFacts)),
    candidates: must(candidatesNotice(of("candidates"), candidatesFacts)), "award-notice": must(awardNotice(of("award-notice"), awardNoticeFacts)),
    "award-letter": must(awardLetter(of("award-letter"), awardLetterFacts)), "result-letter": must(resultLetter(of("result-letter"), resultLetterFacts)),
    "failure-notice": must(failureNotice(of("failure-notice"), failureNoticeFacts)),
    "procurement-result": must(procurementResult(of("procurement-result"), procurementResultFacts)), "contract-notice": must(contractNotice(of("contract-notice"), contractNoticeFacts)),
    "draw-record": must(drawRecord(of("draw-record"), drawRecordFacts)), "site-record": must(siteRecord(of("site-record"), siteRecordFacts)), "objection-reply": must(objectionReply(of("objection-reply"), objectionReplyFacts)), plan: must(planNotice(of("plan"), planNoticeFacts)), "sale-notice": must(saleNotice(of("sale-notice"), saleNoticeGiven)),
    "auction-record": must(auctionRecord(of("auction-record"), auctionRecordGiven)),
    "sale-confirmation": must(saleConfirmation(of("sale-confirmation"), confirmationGiven)), "sale-result": must(saleResult(of("sale-result"), resultGiven)),
    "sale-end": must(saleEnd(of("sale-end"), { notice: "D3417000001S00001-N1", ended: "terminated", decidedAt: at("2026-09-29T10:00:00+08:00"), cause: "规划条件调整，需重新编制出让方案", law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第八条、第九条", applicants: 3, refunds: { words: "自活动结束之日起5个工作日内退还，不计利息", by: day("2026-10-12") }, next: "如重新出让，另行公告。" })),
    "invitation": must(tenderNotice(of("invitation"), { ...tenderNoticeFacts, method: "邀请招标" }, "invitation")),
    "prequal-notice": must(prequalNotice(of("prequal-notice"), prequalNoticeFacts)), "prequal-result": must(prequalResult(of("prequal-result"), prequalResultFacts)),
  };
}
