import type { ForfeitView } from "../../src/web/parts/forfeits.js";
import { lotDepositsSample, returnsSample } from "./sample-returns.js";
import type { DepositView } from "../../src/web/parts/deposit.js";
import { at, day, type Instant } from "../../src/kernel/time.js";
import { explainDate } from "../../src/rules/explain-date.js";
import type { PageContext, Reader } from "../../src/web/context.js";
import { deskFormPage, deskPage, deskTenderPage } from "../../src/web/pages/desk.js";
import { type HallBid, type HallView, hallPage } from "../../src/web/pages/hall.js";
import { hallsPage } from "../../src/web/pages/halls.js";
import { homePage } from "../../src/web/pages/home.js";
import { howCountedPage } from "../../src/web/pages/how-counted.js";
import { logPage } from "../../src/web/pages/log.js";
import { returnsPage } from "../../src/web/pages/returns.js";
import { guaranteesPage, issuersPage } from "../../src/web/pages/sureties.js";
import { issuersSample, SURETY, suretyBox } from "./sample-surety.js";
import { bankPage } from "../../src/web/pages/bank.js";
import { bidPage } from "../../src/web/pages/bid.js";
import { bidKeyPage } from "../../src/web/pages/bid-key.js";
import { confirmPage } from "../../src/web/pages/confirm.js";
import { clarificationPage } from "../../src/web/pages/clarification.js";
import type { AskedView } from "../../src/web/parts/asked.js";
import { withdrawPage } from "../../src/web/pages/withdraw.js";
import { myPage } from "../../src/web/pages/my.js";
import { noticePage } from "../../src/web/pages/notice.js";
import { noticesPage } from "../../src/web/pages/notices.js";
import { besidePage } from "../../src/web/pages/beside.js";
import { panelPage, sheetPage } from "../../src/web/pages/panel.js";
import { problemPage } from "../../src/web/pages/problem.js";
import { lettersPage } from "../../src/web/pages/letters.js";
import { documentsPage } from "../../src/web/pages/documents.js";
import { questionsPage } from "../../src/web/pages/questions.js";
import { projectPage } from "../../src/web/pages/project.js";
import { receiptPage } from "../../src/web/pages/receipt.js";
import { reservePage, type ReserveView } from "../../src/web/pages/reserve.js";
import { signInPage } from "../../src/web/pages/sign-in.js";
import { verifyPage } from "../../src/web/pages/verify.js";
import { tenderWatchPage } from "../../src/web/pages/tender-watch.js";
import { watchPage } from "../../src/web/pages/watch.js";
import type { OrderView } from "../../src/web/parts/orders.js";
import type { CheckView } from "../../src/web/parts/check.js";
import type { ActionView, DateView, Field, NoticeLine, OpeningLine, Step } from "../../src/web/views.js";
import { applicationPage, mySalesPage } from "../../src/web/pages/application.js";
import { applicantsPage, deskSalePage, deskSalesPage } from "../../src/web/pages/desk-sale.js";
import { deskDealPage, myDealPage } from "../../src/web/pages/sale-deal.js";
import { saleReservePage } from "../../src/web/pages/sale-reserve.js";
import { saleSinglePage } from "../../src/web/pages/sale-single.js";
import { salePage } from "../../src/web/pages/sale.js";
import { salesPage } from "../../src/web/pages/sales.js";
import { auctionPage, auctionsPage } from "../../src/web/pages/auction.js";
import { auctionDeskPage } from "../../src/web/pages/auction-desk.js";
import { lotteryPage } from "../../src/web/pages/lottery.js";
import { appliedSample, applyingSample, lostSample, mySalesSample } from "./sample-applications.js";
import { deskDealSample, myDealSample, orderAct, singleSample } from "./sample-deals.js";
import { applicantsSample, deskSaleSample, deskSalesSample, saleFormSample, saleRefundsSample, saleReserveSample } from "./sample-desk-sales.js";
import { dealtSample, saleSample, salesSample } from "./sample-sales.js";
import { auctionDeskSample, auctionListSample, auctionSample, endedAuctionSample, lotterySample } from "./sample-auction.js";
import { sampleBank } from "./sample-bank.js";
import { sampleRecord } from "./sample-notice.js";
import { sampleTree } from "./sample-tree.js";

const TENDER = "A01-12330100MB0000000X-20260105-000107-5";
const TITLE = "晨光市滨河路雨污分流改造工程";
const HASH = "9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011";
const t = (text: string): Instant => at(`${text}+08:00`);

const check: CheckView = {
  tally: "本公告通过 61 项检查，1 项提醒，1 项提示", passed: [{ id: "saleLongEnough", title: "发售期不少于法定日数，最后一日为工作日", law: "实施条例 16 EC-06", gist: "资格预审文件或者招标文件的发售期" }], notRun: [{ id: "documents-accessible", title: "上传的文件能用通用软件和读屏软件阅读", law: "无障碍环境建设法 29, 32", gist: "公共服务信息应当便于残疾人、老年人获取" }],
  found: [
    { id: "headcount", severity: "warn", title: "不以企业人数设门槛或者加分", law: "招标投标法实施条例 32(二)", gist: "设定的资格、技术、商务条件与招标项目的具体特点和实际需要不相适应或者与合同履行无关", place: "投标人资格要求", says: "以企业人数设门槛：“员工总数不少于５０人”" },
    { id: "remedy-written", severity: "hint", title: "载明解密失败的补救方案", law: "电子招标投标办法（20号令） 31", gist: "招标人可以在招标文件中明确投标文件解密失败的补救方案", place: "标段 002 补救时限", says: "未设补救时段" },
  ],
};

/** A deposit of which one payment was one fen short and the second is held. */
const FORFEIT: ForfeitView = {
  fen: 30_000_000n, grounds: [{ words: "中标人无正当理由不与招标人订立合同", law: "招标投标法实施条例第七十四条", clause: "第二章 7.5" }], finding: "书面声明放弃中标，经催告仍拒绝签订合同", proposedAt: at("2026-09-10T09:00:00+08:00"), heardUntil: at("2026-09-15T00:00:00+08:00"),
  answer: "因原材料涨价无力履约，请求酌情退还", outcome: "kept", reason: "放弃中标属实，无正当理由", to: "tenderer", action: null,
};
const DEPOSIT: DepositView = {
  number: "341700010123456789012397", payee: { name: "晨光市公共资源交易中心保证金专户", bank: "晨光银行营业部" }, fen: 20_000_000n, deadline: at("2026-10-20T09:30:00+08:00"), own: { account: "6222000100020003", bank: "晨光银行滨河支行" }, charge: "257.42 元，由招标人（采购人）支付，款项到达后立即转付", order: "200,000.00 元，已退回", cameBack: true, actions: [],
  credits: [{ amount: 19_999_999n, currency: "CNY", valueAt: at("2026-10-12T10:00:00+08:00"), fault: "金额不符", isReversed: false }, { amount: 20_000_000n, currency: "CNY", valueAt: at("2026-10-12T11:00:00+08:00"), fault: null, isReversed: false }],
};

export const NOW = t("2026-01-12T10:00:00");

const deadline: DateView = {
  at: t("2026-01-30T09:30:00"),
  explanation: { rule: "EC-11", article: "招标投标法 第二十四条", startsFrom: "招标文件开始发出", startsAt: t("2026-01-05T09:00:00"), period: "不少于 20 日", skipped: [], provisional: false, asked: { question: { rule: "EC-11", lawOn: day("2026-01-05"), from: t("2026-01-05T09:00:00") }, shown: t("2026-01-30T09:30:00") } },
};
const ASKED = deadline.explanation?.asked ?? null;
const objections: DateView = {
  at: t("2026-02-24T23:59:59"),
  explanation: { rule: "EC-31", article: "招标投标法实施条例 第五十四条", startsFrom: "候选人公示开始", startsAt: t("2026-02-11T00:00:00"), period: "不少于 3 日，末日遇节假日顺延", skipped: [{ on: "2026-02-15", reason: "春节" }, { on: "2026-02-16", reason: "春节" }], provisional: true, asked: { question: { rule: "EC-31", lawOn: day("2026-01-05"), from: t("2026-02-11T00:00:00") }, shown: null } },
};

const labels = (names: readonly string[], current: number): Step[] => names.map((label, index) => ({ label, state: index < current ? "done" : index === current ? "current" : "ahead" }));
const lifeLine = (current: number): Step[] => labels(["登记", "招标公告", "投标", "开标", "评标", "候选人公示", "定标", "合同", "归档"], current);
const hallSteps = (current: number): Step[] => labels(["签到", "宣读纪律", "公布名单", "解密", "唱标", "确认记录", "异议答复", "开标结束"], current);

const act = (name: string, label: string, extra: Partial<ActionView> = {}): ActionView => ({ name, label, href: `/desk/${TENDER}/${name}`, fields: [], refusal: null, warning: null, idempotencyKey: `key-${name}`, version: null, ...extra });

const notices: NoticeLine[] = [
  { id: "n1", type: "tender-notice", title: `${TITLE}（二标段）施工招标公告`, version: 2, about: TENDER, line: "工程建设", area: "晨光市滨河区", tenderer: "晨光市城市建设投资集团有限公司", plan: null, ceilingFen: null, award: null, publishedAt: t("2026-01-05T09:00:00"), due: { at: deadline.at, asked: ASKED } },
  { id: "n2", type: "clarification", title: `${TITLE}（二标段）澄清与修改（第 1 次）`, version: 1, about: TENDER, line: "工程建设", area: "晨光市滨河区", tenderer: "晨光市城市建设投资集团有限公司", plan: null, ceilingFen: null, award: null, publishedAt: t("2026-01-09T16:20:00"), due: null },
  { id: "n3", type: "candidates", title: "晨光市第二中学迁建工程施工中标候选人公示", version: 1, about: TENDER, line: "工程建设", area: null, tenderer: "晨光市城市建设投资集团有限公司", plan: null, ceilingFen: null, award: null, publishedAt: t("2026-01-08T10:00:00"), due: null },
  { id: "n4", type: "failure-notice", title: "望江公园提升工程流标公告", version: 1, about: TENDER, line: "工程建设", area: "晨光市望江区", tenderer: "晨光市城市建设投资集团有限公司", plan: null, ceilingFen: null, award: null, publishedAt: t("2026-01-07T15:00:00"), due: null },
];
const openings: OpeningLine[] = [
  { hall: "h1", title: TITLE, lot: "二标段", opensAt: t("2026-01-12T09:30:00"), asked: ASKED, state: "running" },
  { hall: "h2", title: "晨光市第二中学迁建工程", lot: "施工", opensAt: t("2026-01-12T14:30:00"), asked: null, state: "planned" },
  { hall: "h3", title: "环城北路大修工程", lot: "一标段", opensAt: t("2026-01-09T09:30:00"), asked: null, state: "ended" },
];

const NAMES = ["晨光市第一建设集团有限公司", "江海市政工程股份有限公司", "北辰建工有限责任公司", "远山水务建设有限公司", "旭日路桥工程有限公司"];
const QUESTION: AskedView = { bidder: null, kind: "low-price", question: "报价低于全部报价平均值的 50%，请书面说明成本构成并列明依据。", askedAt: t("2026-01-12T10:00:00"), until: t("2099-01-12T10:40:00"), answer: null, answeredAt: null, href: "/my/x/002/clarifications/1" };
const PRICES = [3_712_000_000n, 3_699_880_000n, 3_820_450_000n, 3_755_000_000n, 3_688_800_000n];
const CONFIRMATIONS: HallBid["confirmation"][] = ["confirmed", "objected"];
const sungBid = (index: number): HallBid["sung"] => ({ priceFen: PRICES[index] ?? 0n, answers: ["180", "合格", "李建国"] });
const SUNG_ASKED = [{ name: "工期（天）", isNumber: true }, { name: "质量", isNumber: false }, { name: "项目负责人", isNumber: false }];
const decided = (index: number, is: boolean): Instant | null => (is ? t(`2026-01-12T09:3${String(index + 1)}:07`) : null);
const PRECHECKS: Readonly<Record<HallBid["state"], HallBid["precheck"]>> = { opened: "holds", waiting: null, failed: null, unopened: null };
const bid = (index: number, sung: boolean): HallBid => {
  const states = sung ? (["opened", "opened", "opened", "opened", "failed"] as const) : (["opened", "opened", "waiting", "waiting", "failed"] as const);
  const state = states[index] ?? "waiting";
  return {
    order: index + 1, bidder: NAMES[index] ?? "", signedInAt: decided(index, index !== 3), precheck: PRECHECKS[state], state, cause: state === "failed" ? "投标人密钥不匹配，解密时限内可重试" : null, openedAt: decided(index, state === "opened"),
    decidedAt: decided(index, ["opened", "failed"].includes(state)), confirmedAt: decided(index, sung && index < CONFIRMATIONS.length),
    sung: sung && state === "opened" ? sungBid(index) : null, confirmation: sung ? (CONFIRMATIONS[index] ?? "none") : "none",
  };
};
const reasonField: Field = { name: "reason", label: "理由", kind: "textarea", required: true };
const reserveView = (over: Partial<ReserveView>): ReserveView => ({
  exchange: "chenguang.example/rehearsal/0123abcd", tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", back: { label: TITLE, href: `/desk/${TENDER}` }, hallHref: "/halls/h1", state: "due", deadline: deadline.at, meaning: "标底只作为评标的参考。", commitment: null, index: null, amount: null, reason: null, isNow: false, loss: null, faults: [], ...over,
});
const hall = (over: Partial<HallView>): HallView => ({
  title: TITLE, lotName: "二标段", partName: "价格标", state: "running", opensAt: { at: t("2026-01-12T09:30:00"), asked: ASKED }, host: "李敏", supervisors: ["王正"], steps: hallSteps(3), counts: { label: "解密剩余时间", until: t("2026-01-12T10:24:31") },
  bids: NAMES.map((_, index) => bid(index, false)), prices: { sungAt: null, price: "投标报价（元）", asked: SUNG_ASKED }, releases: { needed: 2, openers: [{ name: "招标代理", releasedAt: t("2026-01-12T09:31:00") }, { name: "监督部门", releasedAt: t("2026-01-12T09:31:05") }, { name: "公证处", releasedAt: null }] }, listSha256: HASH,
  events: [{ seq: 41, at: t("2026-01-12T09:30:00"), text: "投标截止，共 5 家", step: 1 }, { seq: 45, at: t("2026-01-12T09:31:07"), text: "晨光市第一建设集团有限公司 解密成功", step: 2 }, { seq: 46, at: t("2026-01-12T09:32:07"), text: "江海市政工程股份有限公司 解密成功", step: null }],
  faults: [], warnings: [], next: null, tasks: [], actions: [], objections: [], script: null, keyHref: null, reserve: { line: "标底 36,500,000.00 元，只作为评标的参考。", href: "/desk/x/002/reserve" }, record: null, eventsHref: "/halls/h1/events", ...over,
});

const e1Fields: Field[] = [
  { name: "title", label: "公告标题", kind: "text", required: true, value: `${TITLE}（二标段）施工招标公告` },
  { name: "method", label: "评标办法", kind: "radio", required: true, value: "comprehensive", options: [{ value: "comprehensive", label: "综合评估法" }, { value: "lowest", label: "经评审的最低投标价法", hint: "适用于具有通用技术、性能标准的项目" }] },
  { name: "ceiling", label: "最高投标限价", kind: "money", value: "38650000.00" },
  { name: "deadline", label: "投标截止时间", kind: "time", required: true, value: "2026-01-20T09:30", error: "招标文件发出之日起至投标截止不得少于 20 日（招标投标法第二十四条）" },
  { name: "consortium", label: "接受联合体投标", kind: "checkbox" },
  { name: "funds", label: "资金来源", kind: "select", options: [{ value: "budget", label: "财政资金" }, { value: "state", label: "国有企业资金" }] },
  { name: "documents", label: "招标文件", kind: "file", multiple: true, hint: "PDF、XLSX，单个不超过 200 MB" },
];

const reader = (role: string, organisation: string | null): Reader => ({ id: role, name: "李敏", role, roleName: role === "expert" ? "评标专家" : role, organisation });
const bidder = reader("bidder", NAMES[0] ?? null);
const staff = reader("agency", "晨光招标代理有限公司");

const ORDERS: OrderView[] = [{ serial: 1, kind: "suspend", reason: "收到投诉，须核实评标情况", at: t("2026-01-08T10:00:00"), index: 61 }, { serial: 2, kind: "resume", reason: "投诉查无实据", at: t("2026-01-09T10:00:00"), index: 66 }];
const lot = {
  code: "002", name: "二标段", stage: "candidates" as const, stageName: "候选人公示", steps: lifeLine(5), ceilingFen: 3_865_000_000n, deadline, questionsUntil: t("2026-01-14T17:00:00"), objectionsUntil: objections, method: "综合评估法：价格 60 分，技术 30 分，信用 10 分", hall: "h1",
  opening: { openedAt: t("2026-01-30T09:48:00"), bids: NAMES.map((name, index) => ({ bidder: name, result: index === 4 ? "未能解密：投标人原因" : "已开启", priceFen: index === 4 ? null : (PRICES[index] ?? null) })) },
  ranking: {
    method: "综合评估法", objectionsUntil: objections, bids: [{ rank: 1, bidder: NAMES[1] ?? "", priceFen: PRICES[1] ?? 0n, total: "95.13", tree: sampleTree }, { rank: 2, bidder: NAMES[0] ?? "", priceFen: PRICES[0] ?? 0n, total: "93.29", tree: null }],
    rejected: [{ bidder: NAMES[2] ?? "", ground: "投标文件没有对招标文件的实质性要求和条件作出响应", clause: "投标人须知 3.4", reason: "工期 240 天，超过招标文件要求的 180 天" }],
  },
  award: { winner: NAMES[1] ?? "", priceFen: PRICES[1] ?? 0n, decidedAt: t("2026-02-26T10:00:00"), notice: "n9" }, contract: { signedOn: "2026-03-10", priceFen: PRICES[1] ?? 0n, sha256: HASH }, suspended: null, orders: ORDERS, ended: null,
};

type Sample = { readonly name: string; readonly path: string; readonly reader: Reader | null; readonly draw: (page: PageContext) => string };
const sample = (name: string, path: string, who: Reader | null, draw: (page: PageContext) => string): Sample => ({ name, path, reader: who, draw });

/** Every page in the states that look different. */
export const SAMPLES: readonly Sample[] = [
  sample("home", "/", null, (page) => homePage(page, { openings, notices, lines: [{ code: "ENG", name: "工程建设", running: 12, href: "/notices?line=ENG" }] })),
  sample("notices", "/notices", null, (page) => noticesPage(page, { kind: "notices", filters: { q: "雨污分流", stage: "notice", type: "", line: "", area: "", from: "2026-01-01", until: "" }, stages: [{ code: "notice", name: "交易公告" }, { code: "change", name: "澄清与变更" }], lines: [{ code: "ENG", name: "工程建设" }], areas: [{ code: "341702", name: "滨河区" }, { code: "341722", name: "青禾县" }], notices, count: 12_345, more: true, next: "abc", paged: true })),
  sample("notices-none", "/notices?q=x", null, (page) => noticesPage(page, { kind: "notices", filters: { q: "x", stage: "", type: "", line: "", area: "", from: "", until: "" }, stages: [], lines: [], areas: [], notices: [], count: 0, more: false, next: null, paged: false })),
  sample("notice", "/notices/n1", null, (page) => noticePage(page, { record: sampleRecord, line: "工程建设", project: TENDER, sale: null, followedBy: [], steps: lifeLine(2), deadline, publishedAt: t("2026-01-05T09:00:00"), versions: [{ version: 1, publishedAt: t("2026-01-05T09:00:00"), reason: null }, { version: 2, publishedAt: t("2026-01-09T16:20:00"), reason: "投标截止时间顺延 3 日" }], code: "7K3M-9QXA-2BCD", jsonHref: "/notices/n1.json", pdfHref: "/notices/n1.pdf", jsonSha256: HASH, pdfSha256: HASH, logIndex: 17, takePart: "/sign-in" })),
  sample("letters", "/desk/x/letters", staff, (page) => lettersPage(page, { title: TITLE, current: "/desk", named: true, back: { href: "/desk/x", label: TITLE }, letters: [
    { notice: "n-3", type: "award-letter", title: `${TITLE}中标通知书`, firm: NAMES[0] ?? "", sentAt: t("2026-01-16T10:00:00"), sentIndex: 201, read: { at: t("2026-01-16T10:12:00"), how: "pdf", index: 209 } },
    { notice: "n-4", type: "result-letter", title: `${TITLE}中标结果通知书`, firm: NAMES[1] ?? "", sentAt: t("2026-01-16T10:00:00"), sentIndex: 202, read: null }, { notice: "n-5", type: "invitation", title: `${TITLE}投标邀请书`, firm: NAMES[2] ?? "", sentAt: t("2026-01-05T09:00:00"), sentIndex: 203, read: "hidden" },
  ] })),
  sample("documents", "/projects/p1/documents", null, (page) => documentsPage(page, {
    tender: TENDER, title: TITLE, documents: [{
      name: "技术标准.docx", versions: [{ version: 1, at: t("2026-01-05T09:00:00"), size: 40_960, sha256: HASH, href: "/d/1", notice: null }, { version: 2, at: t("2026-01-09T16:20:00"), size: 41_512, sha256: HASH, href: "/d/2", notice: "n-2" }],
      changes: [{ name: "技术标准.docx", before: { version: 1, sha256: HASH, size: 40_960 }, after: { version: 2, sha256: HASH, size: 41_512 }, compared: "lines", lines: [{ before: { line: 12, text: "管材采用ＨＤＰＥ双壁波纹管，环刚度不小于８。" }, after: { line: 12, text: "管材采用球墨铸铁管。" } }, { before: null, after: { line: 13, text: "由阿依古丽·买买提、𠮷田䶮㛃复核。" } }], wordless: null }],
    }],
  })),
  sample("questions", "/projects/p1/questions", bidder, (page) => questionsPage(page, {
    tender: TENDER, title: TITLE, until: { at: t("2026-01-16T17:00:00"), explanation: null }, received: 3, answered: 2, paged: false, next: `/projects/${TENDER}/questions?after=${"a".repeat(64)}`, taker: { names: ["晨光第一建筑有限公司"] },
    questions: [
      { pseudonym: "000X-2AX2-MWQD", index: 120, about: "documents", text: ["检查井井盖材质是否指定？", "“阿依古丽·买买提、𠮷田䶮㛃”所绘详图是否有效？"], answer: "不指定品牌，符合 CJ/T 511 即可。", notice: "n-2" },
      { pseudonym: "01TM-5MMQ-PX4Z", index: 121, about: null, text: null, answer: null, notice: null }, { pseudonym: "02AZ-FT07-GG9S", index: 122, about: null, text: null, answer: null, notice: "n-2" },
    ],
  })),
  sample("project", "/projects/p1", null, (page) => projectPage(page, { code: TENDER, title: TITLE, line: "工程建设", tenderer: { name: "晨光市城市建设投资集团有限公司", uscc: "91330100MA2AAAAA0X" }, agency: { name: "晨光招标代理有限公司", uscc: "91330100MA2BBBBB1X" }, place: "晨光市滨河区", approval: "晨发改审〔2025〕88号", funds: "财政资金", lots: [lot], notices, documents: [{ name: "招标文件（正文）.pdf", href: "/d/1", size: 4_200_000, sha256: HASH, version: 2, publishedAt: t("2026-01-05T09:00:00") }], questions: { received: 3, answered: 2 }, drawn: true, attempts: [{ code: "D3417000001000001001", number: 1, publishedAt: t("2025-11-05T09:00:00"), isThis: false }, { code: TENDER, number: 2, publishedAt: t("2026-01-05T09:00:00"), isThis: true }], bundle: "/b/1", check })),
  sample("how-counted", "/rules/how?rule=GP-13&law=2026-01-05&from=2026-02-12T15:00:00%2B08:00", null, (page) => howCountedPage(page, { counted: explainDate({ rule: "GP-13", lawOn: day("2026-01-05"), from: t("2026-02-12T15:00:00") }), shown: { at: t("2026-02-27T10:00:00"), keeps: false } })),
  sample("halls", "/halls", null, (page) => hallsPage(page, { today: openings.slice(0, 2), coming: [], ended: openings.slice(2), places: new Map(openings.slice(0, 1).map(({ hall: id }) => [id, "晨光主楼 开标一厅（晨光市滨河路1号）"])) })),
  sample("hall-sealed", "/halls/h2", null, (page) => hallPage(page, hall({ state: "planned", bids: null, releases: null, listSha256: null, events: [], steps: hallSteps(0), host: null, supervisors: [], counts: { label: "距投标截止", until: deadline.at } }))),
  sample("hall", "/halls/h1", bidder, (page) => hallPage(page, hall({ tasks: [{ label: "签到", state: "done", at: t("2026-01-12T09:12:00") }, { label: "等待解密", state: "current", at: null }, { label: "确认开标记录", state: "ahead", at: null }], next: act("confirm", "确认开标记录"), actions: [act("object", "当场提出异议", { fields: [reasonField] })] }))),
  sample("hall-host", "/halls/h1h", staff, (page) => hallPage(page, hall({ warnings: ["截标名单有 1 件争议待监督部门决定，决定前不开标、不接收份额。"], script: "现在开始唱标。各投标人报价同时公布，请核对。", next: act("sing-out", "下一步：唱标", { warning: "金额将同时向所有人公布。" }), actions: [act("pause", "暂停开标", { fields: [{ ...reasonField, name: "why" }] })] }))),
  sample("hall-sung", "/halls/h3", null, (page) => hallPage(page, hall({ state: "ended", counts: null, prices: { sungAt: t("2026-01-12T09:48:00"), price: "投标报价（元）", asked: SUNG_ASKED }, steps: hallSteps(8), bids: NAMES.map((_, index) => bid(index, true)), objections: [{ bidder: NAMES[1] ?? "", text: "请核对我方工期。", answer: "已核对，与投标文件一致。", at: t("2026-01-12T09:50:00") }], record: "n5" }))),
  sample("verify", "/verify", null, (page) => verifyPage(page, { q: "", answer: null })),
  sample("verify-found", "/verify?q=1", null, (page) => verifyPage(page, { q: HASH, answer: { found: { what: "notice", title: sampleRecord.title, href: "/notices/n1", sha256: HASH, version: 1, superseded: true, newest: 2, newestHref: "/notices/n1/v/2", code: "7K3M-9QXA-2BCD", publishedAt: NOW, logIndex: 17 }, mistyped: false } })),
  sample("verify-unknown", "/verify?q=2", null, (page) => verifyPage(page, { q: "AAAA", answer: { found: null, mistyped: false } })),
  sample("log", "/log", null, (page) => logPage(page, { origin: "chenguang.example/rehearsal/0123abcd", size: 230, rootBase64: "nE0GfAUzXWZ5yYp4kFfG0cZ8mUO0dZ3mE2kN2g5m1oA=", checkpoint: "chenguang.example/rehearsal/0123abcd\n230\nnE0GfAUzXWZ5yYp4kFfG0cZ8mUO0dZ3mE2kN2g5m1oA=\n\n— chenguang.example/rehearsal/0123abcd Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n", checkpointAt: NOW, vkeys: ["chenguang.example/rehearsal/0123abcd+c7f2b1a4+ATP4"], quorum: 1, witnesses: [{ name: "rehearsal-witness.example", cosignedAt: NOW, size: 230 }], entries: [{ index: 229, type: "notice", text: `发布 ${TITLE}澄清与修改`, at: NOW, sha256: HASH, href: "/notices/n2" }, { index: 228, type: "sealed", text: "收到一份加密投标文件的承诺（或掩护条目）", at: NOW, sha256: HASH, href: null }], before: 228 })),
  sample("sign-in", "/sign-in", null, (page) => signInPage(page, { actors: [{ id: "a1", token: "a1", name: "李敏", role: "agency", roleName: "招标代理", organisation: "晨光招标代理有限公司" }, { id: "b1", token: "b1", name: "张伟", role: "bidder", roleName: "投标人", organisation: NAMES[0] ?? null }, { id: "s1", token: "s1", name: "王正", role: "supervisor", roleName: "监督人员", organisation: null }], passwords: true, localhost: null, next: "/my", faults: [] })),
  sample("my", "/my", bidder, (page) => myPage(page, { tenders: [{ tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", stageName: "投标中", deadline, lodged: "some", href: `/my/${TENDER}/002` }] })),
  sample("my-sales", "/my/sales", bidder, (page) => mySalesPage(page, mySalesSample)), sample("my-sales-empty", "/my/sales?e", bidder, (page) => mySalesPage(page, { applications: [] })),
  sample("my-sale", "/my/sales/S1/1", bidder, (page) => applicationPage(page, applyingSample)), sample("my-sale-applied", "/my/sales/S1/2", bidder, (page) => applicationPage(page, { ...appliedSample, lotName: "2026-10号地块" })), sample("my-sale-lost", "/my/sales/S2/1", bidder, (page) => applicationPage(page, lostSample)),
  sample("my-empty", "/my?e", bidder, (page) => myPage(page, { tenders: [] })),
  sample("my-bid", "/my/x/002", bidder, (page) => bidPage(page, { deposit: DEPOSIT, surety: suretyBox(act("guarantee-letter", "提交保函", { fields: [{ name: "letter", label: "保函文件", kind: "file", required: true }] }), null), asked: [QUESTION], tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", deadline, tasks: [{ name: "阅读招标文件", state: "done", href: "/p", hint: null }, { name: "填写开标一览表", state: "in-progress", href: "/p", hint: "已保存草稿" }, { name: "加密并递交", state: "not-started", href: "/s", hint: null }, { name: "投标保证金", state: "fault", href: null, hint: "未查到保函登记，请联系出纳" }, { name: "取得最终回执", state: "blocked", href: null, hint: "截止后" }], parts: [{ part: "technical", partName: "技术标", lodgement: { seq: 2, kind: "bid", acceptedAt: NOW, statementSha256: HASH, receiptHref: "/r", proofHref: null } }, { part: "price", partName: "价格标", lodgement: null }], box: { tender: TENDER, lot: "002", bidder: "91330100MA2CCCCC2X", act: "bid", sealingHref: "/sealing", lodgeHref: "/lodge", receiptsHref: "/my/x/002/receipts/" }, forfeits: [FORFEIT], refunds: [], unconfirmed: { state: "asked", until: deadline.at, amendment: { title: `${TITLE}澄清与修改公告`, href: "/notices/n2", publishedAt: NOW }, confirmHref: "/my/x/002/confirm", refund: null }, objections: [], faults: [], actions: [act("object", "提出异议（质疑）", { fields: [{ name: "about", label: "针对", kind: "select", options: [{ value: "documents", label: "招标文件" }] }, { name: "text", label: "异议内容", kind: "textarea", required: true }] })], staysBy: null, withdrawHref: "/my/x/002/withdraw" })),
  sample("confirm", "/my/x/002/confirm", bidder, (page) => confirmPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", deadline, asked: { amendment: { title: `${TITLE}澄清与修改公告`, href: "/notices/n2", publishedAt: NOW } }, box: { tender: TENDER, lot: "002", bidder: "91330100MA2CCCCC2X", act: "confirm", sealingHref: "/sealing", lodgeHref: "/lodge", receiptsHref: "/my/x/002/receipts/" } })),
  sample("clarification", "/my/x/002/clarifications/1", bidder, (page) => clarificationPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", asked: { ...QUESTION, href: null }, form: act("answer", "核对，生成待签署的答复", { fields: [{ name: "answer", label: "答复", kind: "textarea", required: true, rows: 6 }] }), prepared: null, signHref: "/answer", faults: [{ field: "answer-answer", text: "答复 1200 字，不得超过 1000 字。" }] })),
  sample("clarification-signing", "/my/x/002/clarifications/1", bidder, (page) => clarificationPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "三标段", asked: { ...QUESTION, href: null }, form: act("answer", "核对，生成待签署的答复", {}), prepared: { answer: "主材由本单位自有料场供应，运距 6 公里，附近三年采购合同。", bytes: "e30=" }, signHref: "/answer", faults: [] })),
  sample("clarification-late", "/my/x/002/clarifications/1", bidder, (page) => clarificationPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "四标段", asked: { ...QUESTION, until: QUESTION.askedAt }, form: null, prepared: null, signHref: "/answer", faults: [] })),
  sample("withdraw", "/my/x/002/withdraw", bidder, (page) => withdrawPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", deadline, standing: 2, box: { tender: TENDER, lot: "002", bidder: "91330100MA2CCCCC2X", act: "withdraw", sealingHref: "/sealing", lodgeHref: "/lodge", receiptsHref: "/my/x/002/receipts/" } })),
  sample("sales", "/sales", null, (page) => salesPage(page, salesSample(page.language))), sample("sale", "/sales/s1", null, (page) => salePage(page, saleSample(page.language))), sample("sale-ended", "/sales/s2", null, (page) => salePage(page, dealtSample(page.language))),
  sample("desk-sales", "/desk/sales", reader("tenderer", "晨光市自然资源和规划局"), (page) => deskSalesPage(page, deskSalesSample(page.language))), sample("desk-sale-refunds", "/desk/sales?c", reader("cashier", "晨光市公共资源交易中心"), (page) => deskSalesPage(page, saleRefundsSample(page.language))),
  sample("desk-sale", "/desk/sales/s1", reader("tenderer", "晨光市自然资源和规划局"), (page) => deskSalePage(page, deskSaleSample(page.language))), sample("desk-sale-applicants", "/desk/sales/s1/1/applications", reader("tenderer", "晨光市自然资源和规划局"), (page) => applicantsPage(page, applicantsSample(page.language))),
  ...(["due", "waits", "opening"] as const).map((state) => sample(`desk-sale-reserve-${state}`, "/desk/sales/s1/1/reserve", reader("tenderer", "晨光市自然资源和规划局"), (page) => saleReservePage(page, saleReserveSample(page.language, state)))),
  ...([["land", "listing"], ["mining", "auction"], ["property", "online-bidding"]] as const).map(([line, method]) => sample(`desk-sale-form-${line}`, `/desk/sales/new?line=${line}`, reader("tenderer", "晨光市自然资源和规划局"), (page) => deskFormPage(page, saleFormSample(page.language, line, method)))),
  ...(["dealt", "paid", "refused"] as const).map((state) => sample(`desk-deal-${state}`, "/desk/sales/s1/1/deal", reader("tenderer", "晨光市自然资源和规划局"), (page) => deskDealPage(page, deskDealSample(page.language, state)))),
  ...(["sign", "pay", "refused"] as const).map((state) => sample(`my-deal-${state}`, "/my/sales/s1/1/deal", bidder, (page) => myDealPage(page, myDealSample(page.language, state)))),
  ...([true, false] as const).map((isOver) => sample(`desk-single-${isOver ? "over" : "running"}`, "/desk/sales/s2/1/single", staff, (page) => saleSinglePage(page, singleSample(page.language, isOver)))),
  sample("watch-sale", "/watch/sales/s1", reader("supervisor", "晨光市公共资源交易监督管理局"), (page) => deskSalePage(page, { ...deskSaleSample(page.language), title: "晨光市滨河区2026-10号地块", back: { label: "出让与转让：中止与恢复", href: "/watch/sales" }, links: [], actions: [orderAct(page.language)] })),
  sample("auctions", "/auctions", null, (page) => auctionsPage(page, auctionListSample(page.language))),
  sample("auction", "/auctions/CG-2026-7-A1", null, (page) => auctionPage(page, auctionSample(page.language, null), "room")),
  sample("auction-bidder", "/auctions/CG-2026-7-A1", bidder, (page) => auctionPage(page, auctionSample(page.language, "118"), "room")),
  sample("auction-over", "/auctions/CG-2026-7-A1", null, (page) => auctionPage(page, endedAuctionSample(page.language), "room")),
  sample("auction-replay", "/auctions/CG-2026-7-A1/replay", null, (page) => auctionPage(page, auctionSample(page.language, null), "replay")),
  sample("auction-desk", "/desk/auctions/CG-2026-7-A1", staff, (page) => auctionDeskPage(page, auctionDeskSample(page.language, { request: act("interrupt", "申请冻结或者恢复", { fields: [reasonField], warning: "另一名经办人核准后立即生效。" }), order: null, lottery: null, approve: act("approve", "核准") }))),
  sample("auction-desk-lottery", "/desk/auctions/CG-2026-7-A1", reader("supervisor", "晨光市公共资源交易监督管理局"), (page) => auctionDeskPage(page, auctionDeskSample(page.language, { request: null, order: null, approve: null, lottery: lotterySample(act("auction-contribute", "揭示随机数", { fields: [{ name: "name", label: "随机数提供方", kind: "select", required: true, options: [{ value: "supervisor", label: "supervisor" }] }, { name: "r", label: "随机数（64 位十六进制）", kind: "text", required: true }], warning: "与承诺值一致的立即写入竞价记录并公开。" })) }))),
  sample("lottery", "/desk/lottery", staff, (page) => lotteryPage(page, "")),
  sample("bid-key", "/my/x/002/keys/price", bidder, (page) => bidKeyPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", part: "price", partName: "价格标", hallHref: "/halls/h1", href: "/keys", recipient: "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", window: "now" })),
  sample("bid-key-before", "/my/x/002/keys/technical", bidder, (page) => bidKeyPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", part: "technical", partName: "技术标", hallHref: "/halls/h1", href: "/keys", recipient: "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", window: "before" })),
  sample("receipt", "/my/x/002/receipts/1", bidder, (page) => receiptPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", kind: "bid", acceptedAt: t("2026-01-12T10:00:00.412"), deadline, verifyUrl: `https://chenguang.example/my/x/002/receipts/${HASH}`, parts: [{ partName: "价格标", seq: 2, statementSha256: HASH, contentSha256: HASH, contentSize: 12_400_000, receiptText: "chenguang.example/rehearsal/0123abcd receipt\naccepted\n", proofHref: "/proof", logIndex: 230 }, { partName: "技术标", seq: 2, statementSha256: HASH, contentSha256: HASH, contentSize: 12_400_000, receiptText: "chenguang.example/rehearsal/0123abcd receipt\naccepted\n", proofHref: null, logIndex: null }] })),
  sample("desk", "/desk", staff, (page) => deskPage(page, { plans: [{ plan: "D3417000001P00001", title: "采购意向：晨光市第一中学教学设备", href: "/desk/plans/D3417000001P00001", state: "待复核发布", published: null }], links: [{ label: "登记项目", href: "/desk/new" }], due: [{ tender: TENDER, lot: "二标段", title: TITLE, what: "发布中标候选人公示", due: objections, href: `/desk/${TENDER}`, overdue: true }], tenders: [{ tender: TENDER, title: TITLE, lots: [{ code: "002", name: "二标段", stage: "bidding", stageName: "投标中" }], href: `/desk/${TENDER}` }] })),
  sample("desk-form", "/desk/x/notice", staff, (page) => deskFormPage(page, { title: "起草招标公告", back: { label: TITLE, href: `/desk/${TENDER}` }, lead: "公告、JSON 与 PDF 由同一份数据生成，须由另一位工作人员复核后发布。", action: act("notice", "提交复核", { fields: e1Fields }), faults: [{ field: "notice-deadline", text: "投标截止时间不足 20 日" }] })),
  sample("desk-tender", `/desk/x`, staff, (page) => deskTenderPage(page, { check, tender: TENDER, title: TITLE, isPublished: true, lots: [{ code: "002", name: "二标段", stage: "evaluated", stageName: "评标结束", dates: [{ label: "投标截止", date: deadline }], refunds: [], deposits: lotDepositsSample({ ...FORFEIT, outcome: null, reason: null }), suspended: null, objections: [{ serial: 1, about: "招标文件", filer: NAMES[1] ?? "", text: "检查井井盖材质前后不一致，请明确。", filedAt: NOW, due: objections, overdue: false, reply: null, action: act("object-reply", "答复并送达", { fields: [reasonField] }) }, { serial: 2, about: "招标文件", filer: NAMES[2] ?? "", text: "业绩要求偏高。", filedAt: NOW, due: objections, overdue: false, reply: { upheld: false, answer: "业绩要求与工程规模相当，不作修改。", effect: "不影响投标文件编制。", at: NOW, notice: "n5" }, action: null }], hall: "h1", actions: [act("candidates", "发布中标候选人公示"), act("contract", "登记合同", { refusal: { code: "stale", facts: { version: 3 } } })] }], drafts: [{ id: "d1", title: "澄清与修改（第 1 次）", by: "赵强", at: NOW, href: "/d", actions: [act("schedule", "复核并定时发布", { fields: [{ name: "publishAt", label: "发布时刻（北京时间）", kind: "time", required: true }] }), act("publish", "复核并发布", { warning: "发布后不能修改，只能以新版本更正。" }), act("return", "退回", { fields: [reasonField] })] }], documents: { lines: [{ name: "招标文件（正文）.pdf", href: "/d/1", size: 4_200_000, sha256: HASH, version: 2, publishedAt: NOW, mediaType: "application/pdf", by: "赵强", state: "stands" }], drops: [], add: act("document", "上传招标文件", { fields: [{ name: "file", label: "文件", kind: "file", required: true }] }) }, returns: [{ what: "招标公告", reason: "资质要求与发改批复不一致，请核对。", by: "赵强", at: NOW }], actions: [act("clarify", "起草澄清")], faults: [] })),
  sample("reserve", "/desk/x/002/reserve", staff, (page) => reservePage(page, reserveView({}))),
  sample("reserve-opening", "/desk/x/002/reserve", staff, (page) => reservePage(page, reserveView({ title: "环城北路大修工程", state: "committed", commitment: HASH, index: 311, isNow: true, loss: act("reserve-loss", "声明标底文件灭失", { fields: [reasonField], warning: "声明后不能再公布，本次评标不使用标底；理由印入开标记录。" }) }))),
  sample("panel", "/panel", reader("expert", null), (page) => panelPage(page, { cases: [{ tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", state: "open", href: "/panel/x/002" }] })),
  sample("sheet", "/panel/x/002", reader("expert", null), (page) => sheetPage(page, { tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", expert: "专家 03", reserve: "标底 36,500,000.00 元，只作为评标的参考。", twice: [], blind: null, leaks: [], stand: null, asked: [], place: { venue: "晨光主楼", address: "晨光市主楼路1号", room: "评标一室", seat: 3, from: NOW, until: NOW }, pausedSince: NOW, criteria: [{ id: "c1", name: "施工组织设计", max: "15", step: "0.1", guide: "针对性强 12–15 分，一般 8–11 分" }, { id: "c2", name: "质量与安全措施", max: "15", step: "0.1", guide: "" }], bids: NAMES.slice(0, 3).map((label, index) => ({ id: `b${String(index)}`, href: `/panel/x/002/bids/b${String(index)}`, label, prechecks: index === 0 ? ["封标前检查与内容相符"] : [], files: [{ name: "技术方案.pdf", href: "/f", size: 12_400_000 }], scores: index === 0 ? { c1: { score: "13.5", reason: "" } } : {} })), save: act("save", "保存"), prepared: "e30=", draftHref: "/draft", savedAt: NOW, reopened: null, recheck: null, signHref: "/sheets", chair: [act("reject", "建议否决投标", { fields: [{ name: "bid", label: "投标人", kind: "select", options: [{ value: "b0", label: NAMES[0] ?? "" }] }, reasonField] })], signedAt: null, ranking: { isPrice: false, refusal: null, places: [{ rank: 1, bidder: NAMES[1] ?? "", price: "36,998,800.00", total: "95.13", why: null }] }, faults: [] })),
  sample("sheet-signed", "/panel/x/003", reader("expert", null), (page) => sheetPage(page, { place: null, pausedSince: null, asked: [{ ...QUESTION, bidder: NAMES[0] ?? "", kind: "clarification", href: null, question: "第三章工期表与第五章进度计划的总工期不一致，请说明以哪一处为准。", answer: "以第五章进度计划为准，总工期 240 日。", answeredAt: NOW }], tender: TENDER, lot: "003", title: TITLE, lotName: "三标段", expert: "专家 03", reserve: null, twice: [], blind: "shown", leaks: ["青山市政工程有限公司《施工组织设计.pdf》第 3 页：“青山市政”（投标人简称，很可能）"], criteria: [{ id: "c1", name: "施工组织设计", max: "15", step: "0.1", guide: "" }], bids: NAMES.slice(0, 2).map((label, index) => ({ id: `b${String(index)}`, href: `/panel/x/003/bids/b${String(index)}`, label, prechecks: index === 0 ? [`联合体资质（市政公用工程）：按等级较低的单位确定为二级（${label} 一级、${NAMES[2] ?? ""} 二级；招标投标法第三十一条、政府采购法实施条例第二十二条）`] : [], files: [{ name: "技术方案.pdf", href: "/f", size: 12_400_000 }], scores: { c1: { score: "13.5", reason: "措施具体" } } })), save: act("save", "保存"), prepared: null, draftHref: "/draft", savedAt: null, reopened: null, recheck: { members: ["03aa11bc", "51cd22de", "9e3322f0"], findings: [{ kind: "outlier", bid: NAMES[1] ?? "", criterion: "施工组织设计", member: "51cd22de", given: "6.00", others: "其他成员平均 13.25", state: null }, { kind: "outlier", bid: NAMES[0] ?? "", criterion: "施工组织设计", member: "9e3322f0", given: "8.00", others: "其他成员平均 13.75", state: "维持：技术方案未附关键线路图，扣分有依据" }], bids: NAMES.slice(0, 2).map((name) => ({ name, rows: [{ criterion: "施工组织设计", scores: ["13.5", "6.00", "13.00"], mean: "10.83" }] })), leaning: [{ member: "03aa11bc", points: "27.00", apart: "3.17" }, { member: "51cd22de", points: "19.50", apart: "-4.33" }, { member: "9e3322f0", points: "25.00", apart: "1.16" }], acts: [act("keep-score", "写明维持评分的理由", { fields: [reasonField] })] }, signHref: "/sheets", chair: [], signedAt: NOW, ranking: { isPrice: false, refusal: null, places: [{ rank: 1, bidder: NAMES[1] ?? "", price: "36,998,800.00", total: "95.13", why: null }] }, faults: [],
    stand: { refusal: null, signed: 2, dissenting: 1, open: 2, own: { agrees: false, opinion: "第二名的施工组织设计评分偏低", reason: "其地下管线保护措施覆盖了全部交叉口，优于第一名", signedAt: NOW, earlier: true }, signHref: "/opinions", prepared: null, form: act("stand", "核对，生成待签署的意见", { fields: [{ name: "stand", label: "对评标结果", kind: "radio", required: true, options: [{ value: "yes", label: "同意评标结果，签字" }, { value: "no", label: "不同意，书面说明如下" }] }, { name: "opinion", label: "不同意见", kind: "textarea", rows: 3 }, { name: "reason", label: "理由", kind: "textarea", rows: 3 }] }) } })),
  sample("beside", "/panel/x/002/bids/b1", reader("expert", null), (page) => besidePage(page, { at: 1, file: 0, sheetHref: "/panel/x/002", sheet: { asked: [], place: null, pausedSince: null, tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", expert: "专家 03", reserve: null, twice: [], blind: null, leaks: [], stand: null, criteria: [{ id: "c1", name: "施工组织设计", max: "15", step: "0.01", guide: "针对性强 12–15 分，一般 8–11 分" }, { id: "c2", name: "质量与安全措施", max: "15", step: "0.01", guide: "" }], bids: NAMES.slice(0, 3).map((label, index) => ({ id: `b${String(index)}`, href: `/panel/x/002/bids/b${String(index)}`, label, prechecks: [], files: [{ name: "技术方案.docx", href: "/f", size: 12_400_000 }], scores: index === 0 ? { c1: { score: "13.5", reason: "未附关键线路图" } } : {} })), save: act("save", "保存"), prepared: null, draftHref: "/draft", savedAt: NOW, reopened: null, recheck: null, signHref: "/sheets", chair: [], signedAt: null, ranking: null, faults: [] } })),
  sample("watch-tender", "/watch/x", reader("supervisor", "晨光市公共资源交易监督管理局"), (page) => tenderWatchPage(page, { tender: TENDER, title: TITLE, current: "/watch", back: { label: "监督", href: "/watch" }, lettersHref: "/watch/x/letters", lots: [
    { lot: "1", name: "一标段", stage: "suspended", stageName: "中止", orders: [{ serial: 1, kind: "suspend", reason: "收到投诉，须核实评标情况", at: t("2026-01-08T10:00:00"), index: 61 }], admissions: { index: 41, firms: [
      { name: NAMES[0] ?? "", uscc: "91341702MA00000159", basis: "invited", declined: null }, { name: NAMES[1] ?? "", uscc: "91341702MA000004XN", basis: "invited", declined: { at: t("2026-01-07T15:20:00"), reason: "同期在建项目较多" } }] } },
    { lot: "2", name: "二标段", stage: "registered", stageName: "已进场登记", orders: [], admissions: { index: null, firms: [] }, leaks: ["青山市政工程有限公司《施工组织设计.pdf》第 3 页：“由青山市政组织实施”（投标人简称，很可能）"] }] })),
  sample("issuers", "/desk/issuers", reader("finance-reviewer", "晨光市财政局"), (page) => issuersPage(page, issuersSample(act("issuer", "登记开立人或者新版本", { fields: [{ name: "name", label: "名称", kind: "text", required: true }] }), act("issuer-approve", "复核同意", {})))),
  sample("guarantee", "/guarantees/5f", null, (page) => guaranteesPage(page, { asked: "5f".repeat(32), found: { ...SURETY, salt: "0a".repeat(16), index: 4_711 } })),
  sample("guarantee-none", "/guarantees?sha256=x", null, (page) => guaranteesPage(page, { asked: "x", found: null })),
  sample("bank", "/desk/bank", reader("finance-reviewer", "晨光市财政局"), (page) => bankPage(page, sampleBank)),
  sample("returns", "/desk/returns", reader("cashier", "晨光市公共资源交易中心"), (page) => returnsPage(page, returnsSample(objections))),
  sample("watch", "/watch", reader("supervisor", "晨光市公共资源交易监督管理局"), (page) => watchPage({ ...page, driftMs: 602_300 }, { faults: [], lots: [{ tender: TENDER, lot: "002", title: TITLE, lotName: "二标段", stage: "opening", stageName: "开标", nextDueAt: NOW, nextDue: "解密截止", href: "/projects/p1", hall: "h1", orders: [act("suspend", "责令暂停", { fields: [reasonField], warning: "指令立即公布并写入公开日志。" })] }], alarms: [{ at: NOW, text: "解密失败 1 家", href: "/halls/h1" }], refusals: [{ at: NOW, who: "张伟", refusal: { code: "too-many", facts: { seconds: 3 } } }] })),
  sample("problem", "/broken", null, (page) => problemPage(page, { status: 500, refusal: null, traceId: "01J0ABCDEF", back: null })),
  sample("refused", "/refused", null, (page) => problemPage(page, { status: 412, refusal: { code: "stale", facts: { version: 3 } }, traceId: "01J0ABCDEF", back: "/desk" })),
  sample("missing", "/missing", null, (page) => problemPage(page, { status: 404, refusal: null, traceId: "01J0ABCDEF", back: null })),
];
