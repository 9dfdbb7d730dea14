import { METHOD_LAW } from "../bidding/method.js";
import { fenOf, moneyFen } from "./amounts.js";
import type { Json } from "../kernel/canonical-json.js";
import { methodWords } from "../judging/method.js";
import { dateInChinese, dayOf, plusDays, type Instant } from "../kernel/time.js";
import { bidFormOf, lineOf } from "../lines/lines.js";
import type { Common } from "../notices/blocks.js";
import type { PrequalNoticeFacts } from "../notices/prequal-notice.js";
import type { IssuedFile, TenderNoticeFacts } from "../notices/tender-notice.js";
import type { Contact } from "../notices/record.js";
import type { Procedure } from "../procedure/procedure.js";
import { lawDays, lawPeriod, lawSets, type Lawful } from "../procedure/law.js";
import type { Exchange } from "../world.js";
import { applicationObjectionAsked, applicationsAsked, deadlineAsked, dutyAsked, objectionAsked, saleAsked } from "./asked-dates.js";
import { reportJson, tallyInChinese, type CheckReport, type Found } from "./check/run.js";
import { prequalificationOf, tenderRound, titleOfPart, wayOf } from "./entry.js";
import { setsReserve } from "./facts.js";
import type { LotForm, Method, TenderForm } from "./form.js";
import type { PlanForm } from "./plan.js";
import type { OpenerKeyRow, Tender } from "./queries.js";
import type { PlanRow } from "./queries/plans.js";

type Issue = { readonly exchange: Exchange; readonly mode: "rehearsal" | "live"; readonly publicUrl: string; readonly id: string; readonly serial: number; readonly version: number; readonly publishedAt: Instant };

const contactOf = (contact: TenderForm["contact"]): Contact => ({ name: contact.name, person: contact.person, phone: contact.phone, address: contact.address });

/** The short name before a document number: the place and 公易, as 晨光公易. */
const numberPrefix = (name: string): string => `${name.slice(0, 2)}公易`;

/** What every document of a tender says, whatever its kind. `lots` empty means all lots. */
export function commonOf(tender: Tender, issue: Issue, lots: readonly string[] = []): Common {
  const { form, project, row } = tender;
  const shown = tender.lots.filter((each) => lots.length === 0 || lots.includes(each.lot));
  return {
    exchange: issue.exchange.origin, tender: tender.id, id: issue.id, version: issue.version, mode: issue.mode,
    number: `${numberPrefix(issue.exchange.name)}〔${dayOf(issue.publishedAt).slice(0, 4)}〕${tender.id.slice(-9)}-${String(issue.serial)}号`,
    issuer: { name: project.tenderer_name, uscc: project.tenderer_uscc }, media: [`${issue.exchange.name}（${issue.publicUrl}）`], publishedAt: issue.publishedAt,
    unified: null, project: { code: row.project_id, name: form.title }, tenderCode: tender.id,
    lots: shown.map((each) => ({ code: each.code, name: form.lots.find(({ lot }) => lot === each.lot)?.name ?? each.lot })),
    contact: contactOf(form.contact), complaint: { ...contactOf(form.complaints), url: null }, publicBase: issue.publicUrl, words: lineOf(row.line).words, bidForm: bidFormOf(row.line, form.kind),
  };
}

/** The same for a plan, which has neither project nor tender yet. */
export function planCommon(plan: PlanRow, form: PlanForm, issue: Issue): Common {
  return {
    exchange: issue.exchange.origin, tender: null, plan: plan.plan_id, id: issue.id, version: issue.version, mode: issue.mode,
    number: plan.number ?? `${numberPrefix(issue.exchange.name)}〔${dayOf(issue.publishedAt).slice(0, 4)}〕${plan.plan_id.slice(-6)}号`,
    issuer: { name: plan.tenderer_name, uscc: plan.tenderer_uscc }, media: [`${issue.exchange.name}（${issue.publicUrl}）`], publishedAt: issue.publishedAt,
    unified: null, project: { code: null, name: form.title }, tenderCode: null, lots: [],
    contact: contactOf(form.contact), complaint: { ...contactOf(form.complaints), url: null }, publicBase: issue.publicUrl, words: lineOf(plan.line).words, bidForm: bidFormOf(plan.line, lineOf(plan.line).kinds[0] ?? "goods"),
  };
}

/** The plan a tender follows as its notice says it: number, day and address; or why there was none. */
export function planWords({ plan, row }: Tender, publicUrl: string): string | null {
  if (plan?.published_at == null) return row.plan_exempt === null ? null : `未公开，理由：${row.plan_exempt}`;
  const on = (at: Date): string => dateInChinese(dayOf(at.getTime() as Instant));
  const since = plan.counts_from === null || plan.counts_from.getTime() === plan.published_at.getTime() ? "" : `，${on(plan.counts_from)}更正后公开期限自该日起计算`;
  return `${plan.number ?? plan.plan_id}，${on(plan.published_at)}发布${since}（${publicUrl}/notices/${plan.plan_id}-N1）`;
}

/** The method of tendering as documents print it, with what lets a tender invite. */
function tenderingWords({ row, form }: Tender): string {
  const { ways, invitationGrounds } = lineOf(row.line);
  const { zh } = ways[wayOf(form)] ?? { zh: "" };
  if (form.entry?.way !== "invitation") return zh;
  const { ground, finding, approval } = form.entry;
  const words = ground === null ? undefined : invitationGrounds[ground];
  return [zh, words === undefined ? "" : `${words.zh}（${words.law.zh}）`, finding, approval === null ? "" : `批准文件：${approval}`].filter((part) => part !== "").join("；");
}

/** How a method of evaluation is named in documents. */
export const methodName = ({ kind }: Method): string => METHOD_LAW[kind].zh;

const OPEN_WORDS = { "threshold": "开启人门限解密", "bidder": "投标人自行解密", "threshold-or-bidder": "开启人门限解密，投标人可自行解密备用" } as const;

/** Where the trade is held, and the offices that hold opening keys by the name the terms use. */
type Platform = { readonly name: string; readonly url: string; readonly offices: Readonly<Record<string, string>> };

/** What stands beside the form: the openers' logged keys, the files of the documents as they are issued, what the check found, and the law it is published under. */
type Beside = { readonly keys: readonly OpenerKeyRow[]; readonly files: readonly IssuedFile[]; readonly report: CheckReport; readonly lawful: Lawful };
/** When a call goes out, and until when its documents can then be objected to. */
type Out = { readonly publishedAt: Instant; readonly objectionUntil: Instant };

/** What a call for bids and a call for applications say alike. */
function calledFor(tender: Tender, { keys, files, report }: Beside, platform: Platform) {
  const { form, project } = tender;
  return {
    content: form.content, scale: form.scale, place: form.place, fundSource: form.fundSource, approval: project.approval, plan: planWords(tender, platform.url), method: tenderingWords(tender),
    lots: tender.lots.map(({ lot, code }) => offered(code, form.lots.find((each) => each.lot === lot), tender)),
    qualification: form.qualification.split("\n").map((line) => line.trim()).filter((line) => line !== ""),
    consortium: { accepted: form.consortium, terms: consortiumWords(tender) },
    parts: tender.parts.map((part) => ({
      lot: part.lot, part: titleOfPart(form, part.lot, part.part), threshold: part.threshold, open: OPEN_WORDS[part.open_mode],
      openers: keys.filter((key) => key.lot === part.lot && key.part === part.part).map(({ opener, recipient }) => ({ opener: platform.offices[opener] ?? opener, recipient })),
    })),
    tenderer: { ...contactOf(form.contact), name: project.tenderer_name, uscc: project.tenderer_uscc },
    agency: form.agency === null ? null : { ...contactOf(form.agency), uscc: form.agency.uscc },
    platform: { name: platform.name, url: platform.url, method: "全流程电子化交易，凭数字证书签章" },
    check: { tally: tallyInChinese(report), findings: report.found.map(findingInChinese) }, terms: { ...machineTerms(form, files), line: tender.row.line, ...(lineOf(tender.row.line).bidsStay === null ? {} : { bidsStay: true }), bidForm: { v: "form/1", ...bidFormOf(tender.row.line, form.kind) }, check: reportJson(report) },
  };
}

/** The facts of the tender notice or invitation (E1), from the form and the openers' logged keys. `objectionUntil` is EC-13's end. */
export function tenderNoticeFacts(tender: Tender, beside: Beside, { publishedAt, objectionUntil }: Out, platform: Platform, attempt = 1): TenderNoticeFacts {
  const [{ form }, { lawful }] = [tender, beside];
  return {
    ...calledFor(tender, beside, platform), documents: { from: form.saleFrom, to: form.saleUntil, way: form.documentsHow, price: null, files: beside.files },
    questionsUntil: form.questionsUntil ?? form.deadline, siteVisit: form.siteVisit ?? null, evaluation: [...new Set(form.lots.map(({ method }) => methodName(method)))].join("、"), objectionUntil, deadline: form.deadline,
    announced: announcedFor(lawful, publishedAt),
    asked: { documents: saleAsked(lawful, form), objection: objectionAsked(lawful, { deadline: form.deadline, publishedAt }), deadline: deadlineAsked(lawful, form) },
    submission: "登录交易平台，用网页封装工具或 daylight 命令行工具加密、签章后递交；以受理回执载明的时间为准",
    opening: { at: form.deadline, place: `${platform.url}/halls` }, other: [...attemptWords(attempt, tender.row.retender_of), ...otherWords(form, lineOf(tender.row.line))],
  };
}

/** How long the notice stands announced, where the line's law sets days for it (87号令 16). */
function announcedFor(lawful: Lawful, publishedAt: Instant): TenderNoticeFacts["announced"] {
  if (!lawSets(lawful, "announcementDays")) return null;
  return { days: lawDays(lawful, "announcementDays").count, until: lawPeriod(lawful, "announcementDays", dayOf(publishedAt)).rolledDate, asked: dutyAsked(lawful, "announcementDays", publishedAt) };
}

/** The facts of the prequalification notice (E1). `objectionUntil` is EC-12's end. @throws {RangeError} if the tender has no prequalification */
export function prequalNoticeFacts(tender: Tender, beside: Beside, { objectionUntil }: Out, platform: Platform, attempt = 1): PrequalNoticeFacts {
  const entry = prequalificationOf(tender.form);
  if (entry === null || tenderRound(tender) !== "prequalification") throw new RangeError(`${tender.id} is not in its prequalification`);
  return {
    ...calledFor(tender, beside, platform), documents: { from: entry.saleFrom, to: entry.saleUntil, way: entry.documentsHow, price: null, files: beside.files }, objectionUntil, deadline: entry.deadline,
    asked: { documents: saleAsked(beside.lawful, entry), objection: applicationObjectionAsked(beside.lawful, entry.deadline), deadline: applicationsAsked(beside.lawful, entry) },
    items: entry.items, limit: entry.limit, requiredFiles: entry.requiredFiles,
    submission: "登录交易平台，用网页封装工具或 daylight 命令行工具加密、签章后递交；以受理回执载明的时间为准", other: attemptWords(attempt, tender.row.retender_of),
  };
}

/** The law invites whoever bids and lets a consortium bid as one bidder, by its leader (招标投标法 17, 31); it asks no invitation of each member. What the documents say beside goes on from here. */
const INVITED_LEADER = "联合体由受邀请的单位牵头，其他成员可以不在受邀请的单位之列；招标文件另有要求的，从其要求。";

/** What a consortium must be, where one is accepted: the law's words, then the documents'. */
function consortiumWords({ form, row }: Tender): string | null {
  const { consortium, consortiumTerms } = form;
  if (!consortium) return null;
  const { words } = lineOf(row.line);
  const own = consortiumTerms === undefined ? [] : [
    `由牵头人签章并递交投标文件；联合体各方（含牵头人）不超过 ${String(consortiumTerms.firmsMax)} 家；共同投标协议的文件名为“${consortiumTerms.agreementFile}”，放在最先开启的部分。`,
    ...(consortiumTerms.other === null ? [] : linesOf(consortiumTerms.other)),
  ];
  return [words.consortium, ...(wayOf(form) === "invitation" ? [INVITED_LEADER] : []), ...own].join("");
}

function offered(code: string, lot: LotForm | undefined, tender: Tender): TenderNoticeFacts["lots"][number] {
  if (lot === undefined) throw new RangeError(`lot ${code} is not in its form`);
  const { law, valuedAs: { zh, en, inNotice } } = lineOf(tender.row.line);
  return { code, name: lot.name, scope: lot.scope, termDays: lot.termDays, quality: lot.quality, budget: inNotice ? { zh, en, fen: fenOf(lot.estimate) } : null, ceiling: moneyFen(lot.ceiling), reserve: law.reserveEstimatesMax === undefined ? null : setsReserve(tender), bond: moneyFen(lot.deposit) };
}

function otherWords(form: TenderForm, { bidsStay, words }: Procedure): readonly string[] {
  const lotWord = words.labels?.["标段（包）"]?.zh ?? "标段";
  const ends = dateInChinese(plusDays(dayOf(form.deadline), form.validityDays));
  return [
    `投标有效期：自投标截止之日起 ${String(form.validityDays)} 日，至 ${ends}。投标保证有效期与投标有效期一致。`,
    ...(bidsStay === null ? [] : [`标书投入标箱（递交）后不可撤回（${bidsStay.zh}）；投标截止前可以用新的投标文件替换。`]),
    ...form.lots.map((lot) => `${lotWord} ${lot.lot}评标办法：${methodWords(lot.method)}`),
    ...form.lots.map((lot) => `${lotWord} ${lot.lot}：${tieWords(lot.method)}；公布投标名单后异议期 ${String(lot.objectionMinutes)} 分钟，解密时限 ${String(lot.decryptionMinutes)} 分钟；${remedyWords(lot)}`),
    ...form.lots.filter(({ blind }) => blind === true).map((lot) => `${lotWord} ${lot.lot}：技术部分采用暗标评审。${BLIND_WORDS}`),
  ];
}

const attemptWords = (attempt: number, before: string | null): readonly string[] => (before === null ? [] : [`本次为第 ${String(attempt)} 次招标（前次招标项目编号：${before}）。`]);

const TIE_WORDS = { "lower-price": "投标报价较低者优先", "higher-technical": "技术得分较高者优先", "first-submitted": "先提交者优先（以日志序号为准）", "draw": "由评标委员会抽签确定" } as const;
const DRAW_WORDS = { buyer: "由采购人随机抽取确定", committee: "由采购人委托评标委员会随机抽取确定", either: "由采购人或者采购人委托的评标委员会随机抽取确定" } as const;

/** How equals are parted: the documents' steps, and in procurement, where they part none, a draw by whom the documents name (87号令 31, 68). */
function tieWords(method: Method): string {
  const draw = METHOD_LAW[method.kind].sharedFrom === null ? TIE_WORDS.draw : DRAW_WORDS["drawBy" in method ? (method.drawBy ?? "either") : "either"];
  const steps = new Set([...METHOD_LAW[method.kind].ties, ...method.ties, ...METHOD_LAW[method.kind].sharedFrom === null ? [] : ["draw" as const]]);
  return `综合得分（${METHOD_LAW[method.kind].priceZh}）相同时，依次按${[...steps].map((tie) => (tie === "draw" ? draw : TIE_WORDS[tie])).join("，再相同")}`;
}

const BLIND_WORDS = "投标人以开标后随机分配的代码参加技术评分，代码与投标人的对应关系在评分前以哈希写入公开日志，全部评分表签署后公开；文件去除作者等属性后提供给评标委员会。技术部分及其文件属性中不得出现投标人名称、人员、联系方式、标志等可以识别投标人的内容。";

const remedyWords = (lot: LotForm): string => (lot.remedyMinutes === 0
  ? "解密失败不设补救时段，按电子招标投标办法第三十一条办理。"
  : `因投标人之外原因解密失败的，另给 ${String(lot.remedyMinutes)} 分钟补救时段；补救后成功解密的投标人不足三个的，流标。`);

const SEVERITY_WORDS = { stop: "违法", warn: "提醒", hint: "提示" } as const;

const findingInChinese = ({ severity, placeZh, saysZh, law }: Found): string => `［${SEVERITY_WORDS[severity]}］${placeZh}：${saysZh}（${law}）`;

/** The form as machines read it beside the words; text of several lines becomes a list, for canonical JSON has no line breaks. */
const machineTerms = (form: TenderForm, files: readonly IssuedFile[]): Readonly<Record<string, Json>> =>
  withoutBreaks(JSON.parse(JSON.stringify({ ...form, documents: files })) as Json) as Readonly<Record<string, Json>>;

/** Text of several lines as a list of them. */
export const linesOf = (value: string): readonly string[] => value.split("\n").map((line) => line.trim()).filter((line) => line !== "");

function withoutBreaks(value: Json): Json {
  if (typeof value === "string") return value.includes("\n") ? value.split("\n") : value;
  if (Array.isArray(value)) return value.map((each: Json) => withoutBreaks(each));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutBreaks(each)]));
}
