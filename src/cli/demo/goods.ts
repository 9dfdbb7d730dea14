import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { haveBack, orderBack } from "./deposits.js";
import { z } from "zod";
import { moneyJson, parseMoney } from "../../kernel/money.js";
import { decimalText, ratio } from "../../kernel/ratio.js";
import { must } from "../../kernel/result.js";
import { drawingsPdf } from "./papers.js";
import type { Script } from "./script.js";
import { chairOf, openNames, seat, type Seated } from "./panel.js";
import { lotOf, text, type Play } from "./play.js";
import { signReport, signSheet } from "./story.js";
import { FIRMS, FORM as WORKS_FORM, LOT, OPENERS, WHEN, yuan } from "./tender.js";

const MEGABYTE = 1_048_576;
const CRITERIA = [
  { id: "specs", title: "技术参数响应", full: "35", standard: "逐项比对招标文件技术参数", group: "technical", objective: false }, { id: "plan", title: "供货与培训方案", full: "15", standard: "方案完整、可行", group: "technical", objective: false },
  { id: "service", title: "售后服务", full: "12", standard: "响应及时、网点落实", group: "business", objective: false }, { id: "cases", title: "类似业绩", full: "8", standard: "每项2分，最多8分，以合同复印件为准", group: "business", objective: true },
] as const;

/** Teaching equipment, judged by points: price 30, technical 50, business 20; ten per cent for small firms (rule book G3). Of January 2026: limits of low prices are not law yet. */
const FORM = {
  ...WORKS_FORM, title: "晨光市第一中学教学设备采购", content: "交互式智能平板 40 台及配套安装、培训。", scale: "采购预算 110 万元", fundSource: "财政资金，已列入年度预算", qualification: "具备政府采购法第二十二条规定的条件\n具有健全的财务会计制度", compulsory: false, stateControlled: false, kind: "goods", reserveEstimates: 0,
  place: "晨光市第一中学", contact: { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" },
  lots: [{
    lot: LOT, name: "教学设备采购包", scope: "交互式智能平板 40 台，含安装、调试、培训和三年保修", estimate: yuan("1100000.00"), ceiling: yuan("1100000.00"), floor: null, deposit: yuan("20000.00"), depositDays: 90, location: "晨光市第一中学", termDays: 45, quality: "合格",
    parts: [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: ["投标文件.pdf"] }], open: "threshold-or-bidder", threshold: 2, openers: OPENERS, objectionMinutes: 5, decryptionMinutes: 30, remedyMinutes: 0,
    method: {
      kind: "scoring", weights: { price: "30", technical: "50", business: "20" }, rounding: { places: 2, mode: "half-up" }, criteria: CRITERIA, deduction: { small: "10", share: "4", shareFrom: "30" },
      lowPrice: null, coreProduct: "交互式智能平板", ties: [],
    },
  }],
} as const;

/** What each firm asks, in yuan, and the hundredths of points of those that are judged: specs, plan, service, cases. */
const PRICES = ["950000.00", "1010000.00", "1080000.00", "1060000.00", "430000.00", "990000.00", "980000.00"] as const;
const POINTS: readonly (readonly number[])[] = [[3020, 1200, 1000, 800], [3100, 1300, 1000, 800], [3450, 1300, 1000, 800], [], [2000, 800, 600, 400]];
const PIECES = 40n;
const BRANDS = ["启明", "云图", "恒远", "", "新锐"];
const [UNQUALIFIED, SMALL, TOO_LOW] = [3, 1, 4];

/** What a member gives: members differ a little over the specifications, none over what leaves no judgement. Who did not qualify stands on no sheet. */
function pointsBy(member: number, firm: number, criterion: number): string {
  const points = POINTS[firm]?.[criterion] ?? 0;
  return decimalText(ratio(BigInt(points === 0 || criterion > 0 ? points : points + (member - 2) * 10), 100n), 2);
}

const firm = (at: 0 | 1 | 2 | 3 | 4 | 5 | 6) => ({ actor: FIRMS[at].actor, uscc: FIRMS[at].uscc, name: FIRMS[at].name, megabytes: FIRMS[at].megabytes, price: PRICES[at] });

/** 采购意向, published thirty days and more before the notice (财库〔2020〕10号). */
const INTENTION = {
  title: FORM.title, needs: "交互式智能平板 40 台，含安装、调试、培训和三年保修", budget: yuan("1100000.00"), month: "2026-01", remarks: null, contact: FORM.contact, complaints: FORM.complaints, area: null,
} as const;

/** A procurement of goods in one part. */
export const GOODS: Script = {
  line: "procurement", startsAt: "2025-12-05T09:00:00+08:00", plan: { form: INTENTION, over: "2026-01-05T09:00:00.000+08:00" }, project: { name: "晨光市第一中学教学设备", approval: "晨财采计〔2026〕7号", funds: "财政资金，已列入年度预算" }, form: FORM, lot: LOT, parts: ["bid"], openers: OPENERS, when: { ...WHEN, opened: WHEN.technicalOpened },
  firms: [firm(0), firm(1), firm(2), firm(3), firm(4), firm(5), firm(6)],
  documents: () => ({ "招标文件.pdf": drawingsPdf("procurement documents", 3 * MEGABYTE) }),
  deposit: { amount: "20000.00" }, reserve: null,
  clarification: { changes: [{ what: "招标文件第三章 2.1 屏幕尺寸", before: "75 英寸", after: "86 英寸" }, { what: "投标截止时间", before: "2026年1月26日09:30", after: "2026年1月29日09:30" }], mayAffectBid: true, newDeadline: WHEN.deadline },
  clarified: "发布第 1 号更正公告（影响投标文件编制），截止时间顺延至 2026-01-29 09:30；已递交的投标继续有效", replacedBy: 1_000_000n,
  papers: async (folder, { actor, megabytes }, price, attempt) => {
    const bid = path.join(folder, "bid");
    await mkdir(bid, { recursive: true });
    await writeFile(path.join(bid, "投标文件.pdf"), drawingsPdf(`${actor} ${attempt === "第一次" ? "1" : "2"} bid`, megabytes * MEGABYTE));
    const unitPrice = moneyJson(must(parseMoney(yuan(price))) / PIECES);
    await writeFile(path.join(bid, "form.json"), JSON.stringify({ v: "form/1", price: yuan(price), days: 45, validityDays: 90, quality: "合格", deposit: yuan("20000.00"), address: "晨光市高新区创业路6号", items: [{ name: "交互式智能平板", model: "MD-86", quantity: "40 台", unitPrice, service: "三年保修" }] }));
  },
};

/** The purchaser rules on every bidder before the committee sits (87号令 44). */
export async function qualifyGoods(play: Play): Promise<void> {
  const { stage, script } = play;
  await stage.until(WHEN.judging);
  const results = script.firms.slice(0, 5).map(({ uscc }, at) => ({ bidder: uscc, qualified: at !== UNQUALIFIED, clause: at === UNQUALIFIED ? "第二章 3.1" : "", finding: at === UNQUALIFIED ? "未提供依法缴纳税收和社会保障资金的证明" : "" }));
  const { qualified } = await stage.post("tenderer-1", `${lotOf(play)}/qualification`, { results });
  stage.say(`采购人审查资格：${text(qualified)} 家合格，${script.firms[UNQUALIFIED]?.name ?? ""}不合格，理由记入结果通知`);
}

const REPORT = z.object({ candidates: z.array(z.object({ name: z.string() })) });

/** By their places among the members: who disagrees, and who says nothing. */
const [DISSENTER, SILENT] = [3, 4];
const DISSENT = { opinion: "排名第一的投标人技术参数第三项应认定为负偏离", reason: "投标文件第 23 页所列屏幕亮度低于采购文件第三章 2.4 的要求，检测报告与所列参数不一致" };

/** Sheets, what each firm is, a price that is too low and not explained, and the report. */
export async function judgeGoods(play: Seated): Promise<void> {
  const { stage, script, panel } = play;
  const lot = lotOf(play);
  const room = await seat(play);
  const chair = chairOf(panel);
  for (const [member, { actor }] of panel.entries()) await signSheet(play, actor, CRITERIA, (at, criterion) => pointsBy(member, at, criterion));
  stage.say("评标委员会 5 人签署评分表：价格 30、技术 50、商务 20");
  const low = script.firms[TOO_LOW]?.uscc ?? "";
  const offers = script.firms.slice(0, 5).flatMap(({ uscc }, at) => (at === UNQUALIFIED ? [] : [{
    bidder: uscc, words: null, body: null, lines: [], firm: at === SMALL ? { kind: "small", declaration: "中小企业声明函，投标文件第 12 页" } : { kind: "other" }, brand: BRANDS[at] ?? null,
  }]));
  const asked = { bidder: low, askedAt: "2026-01-29T15:00:00+08:00", until: "2026-01-29T15:30:00+08:00", proved: false, finding: "说明仅有承诺，没有成本构成和证明材料" };
  await stage.put(chair, `${lot}/evaluation-inputs`, { kind: "scoring", offers, lowPrices: [asked], order: [] });
  await stage.post(chair, `${lot}/rejections`, { bidder: low, ground: "price-unproven", clause: "第四章 2.5", finding: "报价明显低于其他投标人，在合理时间内未证明其合理性" });
  stage.say(`${script.firms[TOO_LOW]?.name ?? ""} 报价异常低：书面说明 30 分钟，未证明合理性，作无效投标处理（87号令第六十条）`);
  await room.leave();
  await stage.until(WHEN.reported);
  for (const [member, { actor }] of panel.entries()) if (member !== SILENT) await signReport(play, actor, member === DISSENTER ? DISSENT : null);
  const { candidates } = REPORT.parse(await stage.post(chair, `${lot}/report`, {}));
  stage.say("评标报告：3 名评委签字，1 名评委签署不同意见和理由，1 名既未签字也未说明，视为同意（87号令第六十一条）");
  stage.say(`评标报告：推荐 ${candidates.map(({ name }) => name).join("、")}；小微企业报价扣除 10% 后参与评审`);
}

const RANKED = z.object({ totals: z.object({ results: z.array(z.object({ bidder: z.string(), rank: z.number().nullable() })) }) });

/** Winner, result with letters, contract and its announcement, filing and archive. */
export async function awardGoods(play: Seated): Promise<void> {
  const { stage, script, tender } = play;
  const lot = lotOf(play);
  await stage.until(WHEN.published);
  await stage.post("tenderer-1", `${lot}/award`, { rank: 1, reason: "" });
  await stage.post("tenderer-1", `${lot}/letters`);
  stage.say("采购人确定第一中标候选人，公告中标结果和评审专家名单，通知书与结果通知书同时发出");
  await openNames(play);
  const winner = RANKED.parse(await stage.get("tenderer-1", `${lot}/evaluation`)).totals.results.find(({ rank }) => rank === 1)?.bidder;
  await orderBack(play, script.firms.filter(({ uscc }) => uscc !== winner && uscc !== script.firms[5].uscc), "未中标，公告发出后五个工作日内退还");
  await stage.until(WHEN.contracted);
  await stage.post("tenderer-1", `${lot}/contract`, { price: yuan("1000000.00"), signedOn: "2026-02-13" });
  await stage.post("tenderer-1", `${lot}/contract-notice`, { number: "CG-2026-19", name: "教学设备采购合同", subject: "交互式智能平板", quantity: "40 台", term: "45 日内", place: "晨光市第一中学", withheld: "合同附件含供应商商业秘密" });
  stage.say("按投标报价 100 万元（不是扣除后的价格）签订合同并公告");
  await orderBack(play, script.firms.filter(({ uscc }) => uscc === winner), "中标，合同签订后五个工作日内退还");
  await stage.until(WHEN.filed);
  await haveBack(play, script.firms);
  await stage.post("tenderer-1", `${lot}/written-report`);
  await stage.post("staff-1", `/api/v1/tenders/${tender}/archive`, { edition: "full" });
  stage.say("合同备案，归档：一条日志记录固定整个审计包");
}
