import { z } from "zod";
import { EXIT } from "../verb.js";
import { haveBack, orderBack } from "./deposits.js";
import { drawingsPdf, billOfQuantities, writeBid } from "./papers.js";
import { lastAttempt, priceOf, type Script } from "./script.js";
import { chairOf, openNames, seat, type Seated } from "./panel.js";
import { lotOf } from "./play.js";
import { releaseBy, revealReserve, signReport, signSheet, sing } from "./story.js";
import { CLARIFICATION, CREDITS, CRITERIA, FIRMS, FORM, LOT, OPENERS, PARTS, pointsOf, PROJECT, WHEN } from "./tender.js";

const MEGABYTE = 1_048_576;

/** A construction works tender in two parts. */
export const WORKS: Script = {
  line: "works", startsAt: "2026-01-05T09:00:00+08:00", plan: null, project: PROJECT, form: FORM, lot: LOT, parts: PARTS, openers: OPENERS, when: { ...WHEN, opened: WHEN.technicalOpened }, firms: FIRMS,
  documents: () => ({ "招标文件.pdf": drawingsPdf("tender documents", 5 * MEGABYTE), "招标工程量清单.csv": billOfQuantities("tender bill", 0n, 12_000) }),
  deposit: { amount: "700000.00" }, reserve: "36500000.00",
  clarification: CLARIFICATION, clarified: "发布第 1 号澄清（影响投标文件编制），截止时间顺延至 2026-01-29 09:30；已递交的投标继续有效", replacedBy: 7_000_000n,
  papers: (folder, { actor, megabytes }, price, attempt) => writeBid(folder, { bidder: `${actor} ${attempt === "第一次" ? "1" : "2"}`, megabytes, price, days: 230 }),
};

/** The committee signs its sheets; the log then lets the price part be opened. */
export async function judgeWorks(play: Seated): Promise<void> {
  const { stage, script, tender, panel } = play;
  await stage.until(WHEN.judging);
  const room = await seat(play);
  const early = await stage.daylight("opener-supervisor", ["release", tender, script.lot, "price"], EXIT.refused);
  stage.say(`评分表签署前请求开启报价部分：拒绝 [${early.code ?? ""}]`);
  for (const [member, { actor }] of panel.entries()) await signSheet(play, actor, CRITERIA, (firm, criterion) => pointsOf(member, firm, criterion));
  stage.say("5 名评委签署技术评分表，技术得分写入日志，报价部分方可开启");
  await room.leave();
  await releaseBy(play, "price", ["supervisor", "agency"]);
  await revealReserve(play);
  await stage.until(WHEN.priceOpened);
  await sing(play, "price");
}

const REPORT = z.object({ candidates: z.array(z.object({ bidder: z.string(), name: z.string() })) });

/** Report, candidates, award, letters, contract, written report and archive. */
export async function awardWorks(play: Seated): Promise<void> {
  const { stage, script, tender, panel } = play;
  const chair = chairOf(panel);
  const lot = lotOf(play);
  await stage.until(WHEN.reported);
  const credits = script.firms.slice(0, 5).map(({ uscc }, at) => ({ bidder: uscc, score: CREDITS[at] ?? "0" }));
  await stage.put(chair, `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits, order: [] });
  for (const { actor } of panel) await signReport(play, actor);
  const { candidates } = REPORT.parse(await stage.post(chair, `${lot}/report`, {}));
  const [winner] = candidates;
  stage.say(`评标报告：5 名评委在报告上签字；推荐 ${candidates.map(({ name }) => name).join("、")}`);
  await stage.until(WHEN.published);
  await stage.post("tenderer-1", `${lot}/candidates`, {});
  await stage.until(WHEN.publicityOver);
  stage.say("中标候选人公示期满，无异议");
  await stage.until(WHEN.awarded);
  await stage.post("tenderer-1", `${lot}/award`, { rank: 1, reason: "" });
  await stage.post("tenderer-1", `${lot}/letters`);
  stage.say(`确定 ${winner?.name ?? ""} 中标，中标通知书与结果通知书同时发出，未中标人收到自己的得分和理由`);
  await openNames(play);
  await stage.until(WHEN.contracted);
  const firm = script.firms.find(({ uscc }) => uscc === winner?.bidder) ?? script.firms[0];
  await stage.post("tenderer-1", `${lot}/contract`, { price: { amount: priceOf(script, firm, lastAttempt(script, firm)), currency: "CNY" }, signedOn: "2026-02-13", performanceBond: { amount: "3500000.00", currency: "CNY" } });
  await orderBack(play, script.firms.filter((each) => each !== script.firms[5]), "合同签订后五日内退还，连同银行存款利息");
  await stage.until(WHEN.filed);
  await haveBack(play, script.firms);
  await stage.post("tenderer-1", `${lot}/written-report`);
  await stage.post("staff-1", `/api/v1/tenders/${tender}/archive`, { edition: "full" });
  stage.say("签订合同，提交书面报告，归档：一条日志记录固定整个审计包");
}
