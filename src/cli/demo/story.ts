import path from "node:path";
import { z } from "zod";
import { base64 } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import { signDetached } from "../../signing/cms-sign.js";
import { EXIT } from "../verb.js";
import { drawingsPdf, billOfQuantities, writeBid } from "./papers.js";
import type { Stage } from "./stage.js";
import { CLARIFICATION, COMMITTEE, CRITERIA, FIRMS, FORM, LOT, OPENERS, PARTS, pointsOf, PROJECT, WHEN, type Firm } from "./tender.js";

const text = (value: unknown): string => z.union([z.string(), z.int().transform(String)]).parse(value);
const MEGABYTE = 1_048_576;

/** From the project to the published notice: form, documents, openers' fresh keys, two officers. */
export async function announce(stage: Stage): Promise<string> {
  const { project } = await stage.post("tenderer-1", "/api/v1/projects", PROJECT);
  const { tender: made } = await stage.post("tenderer-1", "/api/v1/tenders", { project, line: "works", form: FORM });
  const tender = text(made);
  stage.say(`项目登记 ${text(project)}，招标项目 ${tender}，经办人陈一鸣编制公告`);
  await stage.put("tenderer-1", `/api/v1/tenders/${tender}/documents/${encodeURIComponent("招标文件.pdf")}`, drawingsPdf("tender documents", 5 * MEGABYTE));
  await stage.put("tenderer-1", `/api/v1/tenders/${tender}/documents/${encodeURIComponent("招标工程量清单.csv")}`, billOfQuantities("tender bill", 0n, 12_000));
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/registration`);
  for (const opener of OPENERS) await stage.daylight(`opener-${opener}`, ["keys", "new", tender, LOT, ...PARTS]);
  stage.say("三家开启单位（代理、监管、公证）各为技术、报价两部分生成新密钥，签名公布并通过解密验证");
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/submission`);
  await stage.post("tenderer-2", `/api/v1/tenders/${tender}/publication`);
  stage.say("第二名经办人李若溪复核并发布招标公告；发售期、投标期等法定期限逐项校验");
  return tender;
}

/** Guarantees, an early bid, and a clarification that moves the deadline. */
export async function prepare(stage: Stage, tender: string): Promise<void> {
  await stage.until(WHEN.early);
  for (const { uscc, actor } of FIRMS) {
    await stage.post("cashier-1", `/api/v1/tenders/${tender}/lots/${LOT}/guarantees`, { bidder: uscc, kind: Number(actor.at(-1)) % 2 === 0 ? "letter" : "insurance", amount: { amount: "700000.00", currency: "CNY" }, validUntil: "2026-06-30" });
  }
  stage.say(`出纳登记 ${String(FIRMS.length)} 家投标保证`);
  await lodge(stage, tender, FIRMS[0], "第一次");
  await stage.until(WHEN.clarified);
  const { serial } = await stage.post("tenderer-1", `/api/v1/tenders/${tender}/clarifications`, CLARIFICATION);
  await stage.post("tenderer-2", `/api/v1/tenders/${tender}/clarifications/${text(serial)}/publication`);
  stage.say("发布第 1 号澄清（影响投标文件编制），截止时间顺延至 2026-01-29 09:30；已递交的投标继续有效");
}

const paperFolder = (stage: Stage, { actor }: Firm, attempt: string): string => path.join(stage.folder, "papers", `${actor}-${attempt}`);
const envelopeFolder = (stage: Stage, { actor }: Firm, attempt: string): string => path.join(stage.folder, "envelopes", `${actor}-${attempt}`);

async function sealAndLodge(stage: Stage, tender: string, firm: Firm, attempt: string): Promise<void> {
  await seal(stage, tender, firm, attempt);
  await stage.daylight(firm.actor, ["lodge", envelopeFolder(stage, firm, attempt)]);
}

async function seal(stage: Stage, tender: string, firm: Firm, attempt: string): Promise<void> {
  const from = paperFolder(stage, firm, attempt);
  // A replacement is another price and other drawings.
  const price = attempt === "第一次" ? firm.price : `${String(Number(firm.price.slice(0, -3)) - 70_000)}.00`;
  await writeBid(from, { bidder: `${firm.actor} ${attempt === "第一次" ? "1" : "2"}`, megabytes: firm.megabytes, price, days: 230 });
  await stage.daylight(firm.actor, ["seal", tender, LOT, from, "--out", envelopeFolder(stage, firm, attempt), "--rehearsal-plain-key"]);
}

async function lodge(stage: Stage, tender: string, firm: Firm, attempt: string): Promise<void> {
  await sealAndLodge(stage, tender, firm, attempt);
  stage.say(`${firm.name} 封装 ${String(firm.megabytes)} MB 并递交，取得受理回执`);
}

/** Seven firms come: one replaces, one withdraws, one lodges at the last millisecond but two, one is late. */
export async function bid(stage: Stage, tender: string): Promise<void> {
  const [, second, third, fourth, fifth, sixth, seventh] = FIRMS;
  await stage.until(WHEN.bidding);
  for (const firm of [second, fourth, fifth, sixth]) await lodge(stage, tender, firm, "第一次");
  await seal(stage, tender, third, "第一次");
  await seal(stage, tender, seventh, "第一次");
  await stage.until(WHEN.lastHour);
  await sealAndLodge(stage, tender, second, "第二次");
  stage.say(`${second.name} 替换投标：新声明接续旧声明，旧密文永不开启`);
  await stage.daylight(sixth.actor, ["withdraw", tender, LOT, "--out", path.join(stage.folder, "envelopes", `${sixth.actor}-撤回`)]);
  stage.say(`${sixth.name} 撤回投标（两部分一并撤回）`);
  await stage.until(WHEN.lastMoment);
  await stage.daylight(third.actor, ["lodge", envelopeFolder(stage, third, "第一次")]);
  stage.say(`${third.name} 在 09:29:59.998 递交：受理`);
  await stage.until(WHEN.deadline);
  const late = await stage.daylight(seventh.actor, ["lodge", envelopeFolder(stage, seventh, "第一次")], EXIT.refused);
  stage.say(`${seventh.name} 在 09:30:00.000 递交：拒收 [${late.code ?? ""}]，签名的拒收凭证由投标人保存`);
}

/** The closed list is checked by its bidders, then two of three openers release, each after judging the close itself. */
export async function openTechnical(stage: Stage, tender: string): Promise<void> {
  for (const firm of FIRMS.slice(0, 5)) {
    const attempt = firm === FIRMS[1] ? "第二次" : "第一次";
    await stage.daylight(firm.actor, ["receipt", envelopeFolder(stage, firm, attempt), "--fetch"]);
    await stage.post(firm.actor, `${partOf(tender, "technical")}/sign-ins`);
  }
  stage.say("截标：截标检查点由见证人签名，名单公布；5 家投标人取得并核验最终回执，签到");
  await stage.until(WHEN.listChecked);
  await releaseBy(stage, tender, "technical", ["agency", "notary"]);
  await stage.until(WHEN.technicalOpened);
  await sing(stage, tender, "technical");
}

async function releaseBy(stage: Stage, tender: string, part: string, openers: readonly (typeof OPENERS)[number][]): Promise<void> {
  for (const opener of openers) {
    const { result } = await stage.daylight(`opener-${opener}`, ["release", tender, LOT, part]);
    stage.say(`开启人 ${opener} 自行核验截标全过程后公开“${part}”份额 ${text(result["released"])} 件`);
  }
}

const partOf = (tender: string, part: string): string => `/api/v1/tenders/${tender}/lots/${LOT}/parts/${part}`;
const OPENED = z.object({ results: z.array(z.object({ how: z.string() })) });

async function sing(stage: Stage, tender: string, part: string): Promise<void> {
  const { results } = OPENED.parse((await stage.get("staff-1", `${partOf(tender, part)}/opening`))["results"]);
  await stage.post("bidder-1", `${partOf(tender, part)}/confirmations`);
  await stage.post("staff-1", `${partOf(tender, part)}/record`);
  stage.say(`“${part}”部分 ${String(results.length)} 件全部开启，同时唱标，投标人确认，开标记录签章发布`);
}

const PANEL = z.object({ sheet: z.record(z.string(), z.json()).and(z.object({ scores: z.array(z.object({ bidder: z.string() })) })) });

/** The committee signs its sheets; the log then lets the price part be opened. */
export async function judge(stage: Stage, tender: string): Promise<void> {
  await stage.until(WHEN.judging);
  const lot = `/api/v1/tenders/${tender}/lots/${LOT}`;
  await stage.post("tenderer-1", `${lot}/committee`, { members: COMMITTEE });
  const early = await stage.daylight("opener-supervisor", ["release", tender, LOT, "price"], EXIT.refused);
  stage.say(`评标委员会 5 人就位；此时请求开启报价部分：拒绝 [${early.code ?? ""}]`);
  for (const [member, { actor }] of COMMITTEE.entries()) await signSheet(stage, lot, actor, member);
  stage.say("5 名评委签署技术评分表，技术得分写入日志，报价部分方可开启");
  await releaseBy(stage, tender, "price", ["supervisor", "agency"]);
  await stage.until(WHEN.priceOpened);
  await sing(stage, tender, "price");
}

async function signSheet(stage: Stage, lot: string, actor: string, member: number): Promise<void> {
  const { sheet } = PANEL.parse(await stage.get(actor, `${lot}/panel`));
  const scores = sheet.scores.map(({ bidder }) => {
    const firm = FIRMS.findIndex(({ uscc }) => uscc === bidder);
    return { bidder, items: CRITERIA.map(({ id }, criterion) => ({ criterion: id, score: pointsOf(member, firm, criterion), reason: "符合招标文件要求，措施较为可行" })) };
  });
  const bytes = canonical({ ...sheet, scores });
  await stage.post(actor, `${lot}/sheets`, { sheet: base64(bytes), signature: base64(await signDetached(bytes, must(await stage.sign(actor)))) });
}

const REPORT = z.object({ candidates: z.array(z.object({ bidder: z.string(), name: z.string() })) });

/** Report, candidates, award, letters, contract, written report and archive. */
export async function award(stage: Stage, tender: string): Promise<void> {
  const lot = `/api/v1/tenders/${tender}/lots/${LOT}`;
  await stage.until(WHEN.reported);
  const credits = FIRMS.slice(0, 5).map(({ uscc, credit }) => ({ bidder: uscc, score: credit }));
  await stage.put("committee-1", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits, order: [] });
  const { candidates } = REPORT.parse(await stage.post("committee-1", `${lot}/report`, {}));
  const [winner] = candidates;
  stage.say(`评标报告：推荐 ${candidates.map(({ name }) => name).join("、")}`);
  await stage.until(WHEN.published);
  await stage.post("tenderer-1", `${lot}/candidates`, {});
  await stage.until(WHEN.publicityOver);
  stage.say("中标候选人公示期满，无异议");
  await stage.until(WHEN.awarded);
  await stage.post("tenderer-1", `${lot}/award`, { rank: 1, reason: "" });
  await stage.post("tenderer-1", `${lot}/letters`);
  stage.say(`确定 ${winner?.name ?? ""} 中标，中标通知书与结果通知书同时发出，未中标人收到自己的得分和理由`);
  await stage.until(WHEN.contracted);
  const price = FIRMS.find(({ uscc }) => uscc === winner?.bidder);
  await stage.post("tenderer-1", `${lot}/contract`, { price: { amount: awardPrice(price), currency: "CNY" }, signedOn: "2026-02-13", performanceBond: { amount: "3500000.00", currency: "CNY" } });
  await stage.until(WHEN.filed);
  await stage.post("tenderer-1", `${lot}/written-report`);
  await stage.post("staff-1", `/api/v1/tenders/${tender}/archive`, { edition: "full" });
  stage.say("签订合同，提交书面报告，归档：一条日志记录固定整个审计包");
}

/** The price of a firm's live bid: the second firm replaced its own. */
const awardPrice = (firm: Firm | undefined): string => (firm === FIRMS[1] ? `${String(Number(firm.price.slice(0, -3)) - 70_000)}.00` : (firm?.price ?? "0.00"));
