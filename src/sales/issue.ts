import type { Json } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { saleLineOf } from "../lines/lines.js";
import type { Dealt } from "../notices/sale-deal.js";
import type { OfferedLot, SaleNoticeGiven } from "../notices/sale-notice.js";
import { lawSets, lawWhole } from "../procedure/law.js";
import type { SaleLawful } from "../procedure/sale-law.js";
import { fenOf } from "../tenders/amounts.js";
import { laterStepOf } from "./contest.js";
import { wholeOf } from "../rules/rules.js";
import type { SaleForm, SaleLotForm } from "./form.js";

type Said = { readonly zh: string; readonly en: string; readonly text: string };
const said = (zh: string, en: string, text: string): Said => ({ zh, en, text });
const USES = { residential: "居住用地", industrial: "工业、教育、科技、文化、卫生、体育用地及综合用地", commercial: "商业、旅游、娱乐用地" } as const;
const KINDS = { equity: "产（股）权", assets: "资产", increase: "增资" } as const;

/** What a lot is, in the fields its kind's law asks for. */
function subjectRows({ subject }: SaleLotForm): { readonly rows: readonly Said[]; readonly long: readonly Said[] } {
  if (subject.kind === "parcel") {
    return {
      rows: [said("位置", "Place", subject.place), said("面积（平方米）", "Area, m²", subject.area), said("界址", "Boundary", subject.boundary), said("空间范围", "Space", subject.space ?? "以宗地图为准"), said("现状", "Status", subject.status), said("用途", "Use", USES[subject.use]), said("出让年限", "Term", `${String(subject.years)}年`)],
      long: [said("规划指标", "Planning", subject.planning)],
    };
  }
  if (subject.kind === "mining-right") {
    return {
      rows: [said("位置", "Place", subject.place), said("矿种", "Mineral", subject.mineral), said("面积（平方千米）", "Area, km²", subject.area), said("期限", "Term", `${String(subject.years)}年`)],
      long: [said("范围（拐点坐标）", "Area by its corners", subject.coordinates), said("出让收益及缴纳", "Proceeds and their payment", subject.proceeds), said("生态修复义务", "Restoration", subject.restoration)],
    };
  }
  return { rows: [said("标的类型", "Kind", KINDS[subject.kind]), said("标的企业（资产）", "Enterprise or assets", subject.target), said("转让比例（份额）", "Share", subject.share ?? "全部")], long: [] };
}

const minutes = (zh: string, en: string, given: number | null): readonly Said[] => (given === null ? [] : [said(`${zh}（分钟）`, `${en}, minutes`, String(given))]);
const right = (given: number | null): readonly Said[] => minutes("优先购买权行权时间", "Time to take over by right", given);

/** What quotes by weight count for. */
const weightRows = (weights: SaleForm["weights"]): readonly Said[] => weights === null ? [] : [
  said("报价轮次（一轮无人报价即结束）", "Rounds, until one brings no quote", String(weights.rounds)), ...minutes("每轮报价时间", "Each round", weights.roundMinutes), said("价格权重（占最高报价的比例计分）", "Price counts for, by its share of the highest", String(weights.priceWeight)),
  ...weights.values.map(({ what, weight, worst, best }) => said(`“${what}”的权重`, `Weight of ${what}`, `${String(weight)}（自${String(worst)}至${String(best)}按比例计分）`)),
];

/** How the contest goes where no rule but the notice says: bidding online, an auction with its host, one sealed price each. */
function contestRows(lawful: SaleLawful, { bidding, calls, quotes, weights, dutch }: SaleForm): readonly Said[] {
  const online = bidding == null ? [] : [...minutes("自由报价期", "Free period", bidding.freeMinutes), said("限时报价期（秒，每次有效报价后重新计时）", "Limited period, seconds, from each offer anew", String(bidding.limitedSeconds)), ...right(bidding.matchMinutes)];
  const called = calls == null ? [] : [...minutes("拍卖会准备（点算竞买人、介绍标的、宣布规则）", "Preparation of the session", calls.preparationMinutes), said("同一报价连续宣布次数", "Calls of one price until the hammer falls", String(wholeOf(lawful.rules, "LD-06"))), said("两次宣布之间的最短间隔（秒）", "Seconds between two calls at least", String(calls.gapSeconds)), ...right(calls.matchMinutes)];
  const sealed = quotes == null ? [] : [...minutes("密封报价时间", "Sealing", quotes.sealMinutes), ...minutes("公开报价时间（未公开的报价无效）", "Showing; a price that is not shown does not count", quotes.showMinutes), ...right(quotes.matchMinutes)];
  const falling = dutch == null ? [] : [said("每个价格的保持时间（秒），无人应价即降价，至底价为止", "Seconds for which each price stands before it goes down, to the floor", String(dutch.everySeconds)), ...right(dutch.matchMinutes)];
  return [...online, ...called, ...sealed, ...weightRows(weights ?? null), ...falling];
}

/** The highest price, and what decides there. */
function ceilingRows({ ceiling, atCeiling: at }: SaleLotForm): readonly Said[] {
  if (ceiling == null || at == null) return [];
  const highest = said("最高限价（元）", "Highest price, yuan", yuan(fenOf(ceiling)));
  if (at.kind === "average") return [highest, said("达到最高限价后", "Decided there by", "一次报价：各竞买人密封报出一个高于最高限价的价格，最接近全部报价平均值的竞得；距离相同的，价低者得"), ...minutes("密封报价时间", "Sealing", at.sealMinutes), ...minutes("公开报价时间（未公开的报价无效）", "Showing; a price that is not shown does not count", at.showMinutes)];
  if (at.kind === "quantity") return [highest, said("达到最高限价后", "Decided there by", `竞报数量（${at.unit}）：自${String(at.start)}起，每次加不少于${String(at.step)}${at.most === null ? "" : `，不超过${String(at.most)}`}，多者竞得`), ...minutes("每次有效竞报后重新计时", "Clock from each promise anew", at.windowMinutes)];
  return [highest, said("达到最高限价后", "Decided there by", "摇号：接受最高限价并在时限内答复的竞买人参加；无人答复的，由先达到最高限价者竞得"), ...minutes("答复时间", "Time to answer", at.answerMinutes), ...minutes("公布随机数的时间", "Time to give randomness", at.showMinutes),
    ...at.contributors.map(({ name, c }) => said(`随机数提供方${name}的承诺值`, `Commitment of ${name}`, c)), said("监督部门抽取码的承诺值", "Commitment of the supervisor’s code", at.head)];
}

function lotGiven(lawful: SaleLawful, form: SaleForm, lot: SaleLotForm): OfferedLot {
  const { rows, long } = subjectRows(lot);
  const later = lot.laterStep == null ? [] : [said("挂牌截止后的增价幅度（元）", "Step after the listing, yuan", yuan(fenOf(lot.laterStep)))];
  return { name: lot.name, floor: fenOf(lot.floor), step: fenOf(lot.step), deposit: fenOf(lot.deposit), rows: [...rows, ...later, ...(lot.asking == null ? [] : [said("起叫价（元）", "Asked first, yuan", yuan(fenOf(lot.asking)))]), ...ceilingRows(lot), ...contestRows(lawful, form)], long };
}

/** By when a deposit of whoever did not win goes back: by the line's law, else as the notice says. */
export const refundWords = (lawful: SaleLawful, form: SaleForm): string =>
  lawSets(lawful, "losersDays") ? `自活动结束之日起${String(lawWhole(lawful, "losersDays"))}个工作日内退还，不计利息` : `自结果确定之日起${String(form.refundDays ?? 0)}个工作日内退还，不计利息`;

/** What the step of a lot is called: a price goes up by it, or down. */
export const stepName = ({ method }: Pick<SaleForm, "method">): { readonly zh: string; readonly en: string } => (method === "dutch" ? { zh: "降价幅度", en: "Goes down by" } : { zh: "增价幅度", en: "Step" });

/** How the price is paid, in a word. */
export const paymentWords = ({ payment }: Pick<SaleForm, "payment">): string => (payment === "at-once" ? "一次付清" : "分期付款");

type Made = { readonly price: Fen; readonly endedAt: Instant; readonly winner: Dealt["firm"]; /** Dealt with alone, without a contest. */ readonly isSingle: boolean };
const SINGLE = { zh: "单一受让方协议成交", en: "dealt with one transferee alone" } as const;

/** What confirmation and result both say of a deal. @throws {RangeError} where the form has no such lot */
export function dealtGiven(line: string, form: SaleForm, code: string, { price, endedAt, winner, isSingle }: Made): Omit<Dealt, "document"> {
  const { parties, methods } = saleLineOf(line);
  const lot = form.lots.find((each) => each.lot === code);
  if (lot === undefined) throw new RangeError(`no lot ${code} in the form`);
  const method = isSingle ? SINGLE : (methods[form.method] ?? { zh: form.method, en: form.method });
  return {
    seller: parties.seller, winner: parties.winner, firm: winner, method, lot: { name: lot.name, ...subjectRows(lot) }, price, endedAt,
    terms: { line, profile: form.profile, lot: code, winner: winner.uscc, price: moneyJson(price), dealtAt: rfc3339(endedAt) },
  };
}

/** Whether every lot is a thing (资产), and none a share of an enterprise. Law: 32号令 15, 48. */
export const sellsAssets = ({ lots }: Pick<SaleForm, "lots">): boolean => lots.every(({ subject }) => subject.kind === "assets");

/** What the document of a round says. */
export function noticeGiven(line: string, form: SaleForm, lawful: SaleLawful, round: number): SaleNoticeGiven {
  const { documents, parties, methods, profiles, title } = saleLineOf(line);
  const { papers, transfer, startsAt, listingEndsAt, applyUntil, display } = form;
  return {
    document: documents.notice, seller: parties.seller, method: methods[form.method] ?? { zh: form.method, en: form.method }, profile: profiles[form.profile]?.title ?? title, round,
    step: stepName(form), lots: form.lots.map((lot) => lotGiven(lawful, form, lot)),
    papers: [{ zh: "批准（决策）文件", en: "Approval", text: papers.approval }, { zh: "方案", en: "Scheme", text: papers.scheme }, { zh: "规划条件文件", en: "Planning conditions", text: papers.plan }],
    transfer: transfer === null ? null : { isAssets: sellsAssets(form), holders: transfer.holders, figures: transfer.figures, appraised: fenOf(transfer.appraised), appraisal: transfer.appraisal, managersTakePart: transfer.managersTakePart, preemption: form.preemption.map(({ name }) => name) },
    times: { startsAt, listingEndsAt, applyUntil, display }, hasReserve: form.reserve === true, conditions: form.conditions, documents: form.documents, rules: form.rules,
    payment: paymentWords(form), refund: refundWords(lawful, form), remarks: form.remarks, terms: termsOf(line, form, round),
  };
}

/** The same for machines. */
function termsOf(line: string, form: SaleForm, round: number): Json {
  return {
    line, profile: form.profile, method: form.method, round, reserve: form.reserve, bidding: form.bidding ?? null, calls: form.calls ?? null, quotes: form.quotes ?? null, ...(form.weights == null ? {} : { weights: form.weights }), ...(form.dutch == null ? {} : { dutch: form.dutch }), startsAt: rfc3339(form.startsAt), listingEndsAt: form.listingEndsAt === null ? null : rfc3339(form.listingEndsAt), applyUntil: rfc3339(form.applyUntil),
    lots: form.lots.map((each) => ({ lot: each.lot, name: each.name, floor: moneyJson(fenOf(each.floor)), step: moneyJson(fenOf(each.step)), laterStep: moneyJson(fenOf(laterStepOf(each))), deposit: moneyJson(fenOf(each.deposit)), ...(each.asking == null ? {} : { asking: moneyJson(fenOf(each.asking)) }), ...(each.ceiling == null ? {} : { ceiling: moneyJson(fenOf(each.ceiling)), atCeiling: each.atCeiling ?? null }) })),
  };
}
