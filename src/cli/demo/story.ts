import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { opinionBytes } from "../../judging/opinion.js";
import { base64, hex } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import { signDetached } from "../../signing/cms-sign.js";
import { EXIT } from "../verb.js";
import { orderBack, payDeposits } from "./deposits.js";
import { lotOf, text, type Play } from "./play.js";
import { lastAttempt, priceOf, type Attempt, type Firm, type Script } from "./script.js";
import type { Stage } from "./stage.js";

const partOf = (play: Play, part: string): string => `${lotOf(play)}/parts/${part}`;

/** From the project to the published notice: form, documents, openers' fresh keys, two officers. */
export async function announce(stage: Stage, script: Script): Promise<Play> {
  const plan = script.plan === null ? null : await publishPlan(stage, script.line, script.plan);
  const { project } = await stage.post("tenderer-1", "/api/v1/projects", script.project);
  const { tender: made } = await stage.post("tenderer-1", "/api/v1/tenders", { project, line: script.line, form: script.form });
  const tender = text(made);
  stage.say(`项目登记 ${text(project)}，招标项目 ${tender}，经办人陈一鸣编制公告`);
  for (const [name, bytes] of Object.entries(script.documents())) await stage.put("tenderer-1", `/api/v1/tenders/${tender}/documents/${encodeURIComponent(name)}`, bytes);
  if (plan !== null) await stage.put("tenderer-1", `/api/v1/tenders/${tender}/plan`, { plan, exempt: null });
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/registration`);
  for (const opener of script.openers) await stage.daylight(`opener-${opener}`, ["keys", "new", tender, script.lot, ...script.parts]);
  stage.say(`三家开启单位（代理、监管、公证）为${String(script.parts.length)}个部分生成新密钥，签名公布并通过解密验证`);
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/submission`);
  await stage.post("tenderer-2", `/api/v1/tenders/${tender}/publication`);
  stage.say("第二名经办人李若溪复核并发布公告；文件提供期、投标期等法定期限逐项校验");
  return { stage, script, tender };
}

async function publishPlan(stage: Stage, line: string, { form, over }: NonNullable<Script["plan"]>): Promise<string> {
  const { plan } = await stage.post("tenderer-1", "/api/v1/plans", { line, form });
  const { number } = await stage.post("tenderer-2", `/api/v1/plans/${text(plan)}/publication`);
  await stage.until(over);
  stage.say(`采购意向 ${text(number)} 公开满30日`);
  return text(plan);
}

/** Deposits, an early bid, and a clarification that moves the deadline. */
export async function prepare(play: Play): Promise<void> {
  const { stage, script, tender } = play;
  await stage.until(script.when.early);
  await payDeposits(play);
  await lodge(play, script.firms[0], "第一次");
  await stage.until(script.when.clarified);
  const { serial } = await stage.post("tenderer-1", `/api/v1/tenders/${tender}/clarifications`, script.clarification);
  await stage.post("tenderer-2", `/api/v1/tenders/${tender}/clarifications/${text(serial)}/publication`);
  stage.say(script.clarified);
}

const paperFolder = ({ stage }: Play, { actor }: Firm, attempt: string): string => path.join(stage.folder, "papers", `${actor}-${attempt}`);
const envelopeFolder = ({ stage }: Play, { actor }: Firm, attempt: string): string => path.join(stage.folder, "envelopes", `${actor}-${attempt}`);

async function seal(play: Play, firm: Firm, attempt: Attempt): Promise<void> {
  const { stage, script, tender } = play;
  const from = paperFolder(play, firm, attempt);
  await script.papers(from, firm, priceOf(script, firm, attempt), attempt);
  await stage.daylight(firm.actor, ["seal", tender, script.lot, from, "--out", envelopeFolder(play, firm, attempt), "--rehearsal-plain-key"]);
}

const hand = (play: Play, firm: Firm, attempt: Attempt, exit?: number) => play.stage.daylight(firm.actor, ["lodge", envelopeFolder(play, firm, attempt)], exit);

async function lodge(play: Play, firm: Firm, attempt: Attempt): Promise<void> {
  await seal(play, firm, attempt);
  await hand(play, firm, attempt);
  play.stage.say(`${firm.name} 封装 ${String(firm.megabytes)} MB 并递交，取得受理回执`);
}

/** Seven firms come: one replaces, one withdraws, one lodges at the last millisecond but two, one is late. */
export async function bid(play: Play): Promise<void> {
  const { stage, script, tender } = play;
  const [, second, third, fourth, fifth, sixth, seventh] = script.firms;
  await stage.until(script.when.bidding);
  for (const firm of [second, fourth, fifth, sixth]) await lodge(play, firm, "第一次");
  await seal(play, third, "第一次");
  await seal(play, seventh, "第一次");
  await stage.until(script.when.lastHour);
  await seal(play, second, "第二次");
  await hand(play, second, "第二次");
  stage.say(`${second.name} 替换投标：新声明接续旧声明，旧密文永不开启`);
  await stage.daylight(sixth.actor, ["withdraw", tender, script.lot, "--out", path.join(stage.folder, "envelopes", `${sixth.actor}-撤回`)]);
  stage.say(`${sixth.name} 撤回投标`);
  await fixReserve(play);
  await stage.until(script.when.lastMoment);
  await hand(play, third, "第一次");
  stage.say(`${third.name} 在截止前 2 毫秒递交：受理`);
  await stage.until(script.when.deadline);
  const late = await hand(play, seventh, "第一次", EXIT.refused);
  stage.say(`${seventh.name} 在截止的那一毫秒递交：拒收 [${late.code ?? ""}]，签名的拒收凭证由投标人保存`);
}

const reserveFile = ({ stage }: Play): string => path.join(stage.folder, "reserve.json");

/** The tenderer makes its reserve estimate on its own machine and gives away the hash alone (实施条例 27). */
async function fixReserve(play: Play): Promise<void> {
  const { stage, script, tender } = play;
  if (script.reserve === null) return;
  const amount = path.join(stage.folder, "reserve.txt");
  await writeFile(amount, script.reserve, { mode: 0o600 });
  await stage.daylight("tenderer-1", ["reserve", "make", tender, script.lot, "--amount", amount, "--out", reserveFile(play)]);
  const { result } = await stage.daylight("tenderer-1", ["reserve", "commit", tender, script.lot, reserveFile(play)]);
  stage.say(`招标人在自己的电脑上制作标底，只交承诺值 ${text(result["commitment"]).slice(0, 16)}…，写入公开日志；开标前无人能看到金额`);
}

/** The reserve estimate is read out before the prices are: a reference alone (实施条例 50). */
export async function revealReserve(play: Play): Promise<void> {
  const { stage, script, tender } = play;
  const { result } = await stage.daylight("tenderer-1", ["reserve", "reveal", tender, script.lot, reserveFile(play)]);
  stage.say(`招标人公布标底 ${z.object({ amount: z.string() }).parse(result["amount"]).amount} 元，与截止前的承诺值一致；标底只作参考`);
}

/** The closed list is checked by its bidders, then two of three openers release, each after judging the close itself. */
export async function openFirst(play: Play): Promise<void> {
  const { stage, script } = play;
  const [part] = script.parts;
  for (const firm of script.firms.slice(0, 5)) {
    await stage.daylight(firm.actor, ["receipt", envelopeFolder(play, firm, lastAttempt(script, firm)), "--fetch"]);
    await stage.post(firm.actor, `${partOf(play, part)}/sign-ins`);
  }
  stage.say("截标：截标检查点由见证人签名，名单公布；5 家投标人取得并核验最终回执，签到");
  await stage.until(script.when.listChecked);
  await releaseBy(play, part, ["agency", "notary"]);
  await stage.until(script.when.opened);
  await sing(play, part);
  await orderBack(play, [script.firms[5]], "截标前撤回投标，五日内退还");
}

export async function releaseBy({ stage, script, tender }: Play, part: string, openers: readonly string[]): Promise<void> {
  for (const opener of openers) {
    const { result } = await stage.daylight(`opener-${opener}`, ["release", tender, script.lot, part]);
    stage.say(`开启人 ${opener} 自行核验截标全过程后公开“${part}”份额 ${text(result["released"])} 件`);
  }
}

const OPENED = z.object({ results: z.array(z.object({ how: z.string() })) });

export async function sing(play: Play, part: string): Promise<void> {
  const { stage } = play;
  const { results } = OPENED.parse((await stage.get("staff-1", `${partOf(play, part)}/opening`))["results"]);
  await stage.post("bidder-1", `${partOf(play, part)}/confirmations`);
  await stage.post("staff-1", `${partOf(play, part)}/record`);
  stage.say(`“${part}”部分 ${String(results.length)} 件全部开启，同时唱标，投标人确认，开标记录签章发布`);
}

const PANEL = z.object({ sheet: z.record(z.string(), z.json()).and(z.object({ scores: z.array(z.object({ bidder: z.string() })) })) });

/** A member signs the sheet that the committee's room gives, filled in. @param scoreOf the points for a firm, by its place among the firms, and a criterion */
export async function signSheet(play: Play, actor: string, criteria: readonly { readonly id: string }[], scoreOf: (firm: number, criterion: number) => string): Promise<void> {
  const { stage, script } = play;
  const { sheet } = PANEL.parse(await stage.get(actor, `${lotOf(play)}/panel`));
  const scores = sheet.scores.map(({ bidder }) => {
    const firm = script.firms.findIndex(({ uscc }) => uscc === bidder);
    return { bidder, items: criteria.map(({ id }, criterion) => ({ criterion: id, score: scoreOf(firm, criterion), reason: "符合招标文件要求，措施较为可行" })) };
  });
  const bytes = canonical({ ...sheet, scores });
  await stage.post(actor, `${lotOf(play)}/sheets`, { sheet: base64(bytes), signature: base64(await signDetached(bytes, must(await stage.sign(actor)))) });
}

const ROOM = z.object({ sheet: z.object({ exchange: z.string(), tender: z.string(), lot: z.string(), expert: z.string() }), report: z.object({ result: z.string() }) });
const SALT_BYTES = 32;

/** A member signs the result of the evaluation, or its own dissent. */
export async function signReport(play: Play, actor: string, dissent: { readonly opinion: string; readonly reason: string } | null = null): Promise<void> {
  const { stage } = play;
  const { sheet: { exchange, tender, lot, expert }, report: { result } } = ROOM.parse(await stage.get(actor, `${lotOf(play)}/panel`));
  const bytes = opinionBytes({ v: "report-opinion/1", exchange, tender, lot, expert, result, agrees: dissent === null, opinion: dissent?.opinion ?? "", reason: dissent?.reason ?? "", salt: hex(randomBytes(SALT_BYTES)) });
  await stage.post(actor, `${lotOf(play)}/opinions`, { opinion: base64(bytes), signature: base64(await signDetached(bytes, must(await stage.sign(actor)))) });
}
