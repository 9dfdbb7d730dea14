import type { Fen } from "../kernel/money.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { saleLineOf } from "../lines/lines.js";
import { lawExact, lawId, lawSets } from "../procedure/law.js";
import type { SaleFacts, SaleNoticeFacts } from "../procedure/sale-facts.js";
import type { SaleLawful, SaleNumber } from "../procedure/sale-law.js";
import { noticeNumberOf } from "../procedure/sale-prices.js";
import { SALE_METHODS, saleLawOf } from "../procedure/sale-procedure.js";
import { freezeRules, furtherOf } from "../rules/rules.js";
import { fenOf } from "../tenders/amounts.js";
import type { SaleForm, SaleLotForm } from "./form.js";

/** What the facts of a lot are read from: its sale as it is prepared, or as its last round was published. */
export type Offer = { readonly line: string; readonly form: SaleForm; readonly lot: SaleLotForm; readonly preparedBy: string };

/** The disclosures of a sale so far; empty before the first. */
export type Rounds = readonly { readonly publishedAt: Instant; readonly applyUntil: Instant }[];

/** What was published of a sale so far: its rounds, and since when it is pre-disclosed. */
export type History = { readonly rounds: Rounds; readonly preDisclosedAt: Instant | null };

/** The numbers of a sale by the rules of a day. */
export const lawfulOn = (line: string, profile: string, on: PlainDate): SaleLawful => ({ rules: freezeRules(on), law: saleLawOf(saleLineOf(line), profile) });

/** Whether a line knows the local rules a form names. */
export const isProfileOf = (line: string, profile: string): boolean => Object.hasOwn(saleLineOf(line).profiles, profile);

/** What guards look at, without what only a later act adds. The profile is one of the line's. */
export function saleFacts(offer: Offer, { rounds, preDisclosedAt }: History, { at, actor }: { readonly at: Instant; readonly actor: string | null }): SaleFacts {
  const { line, form, lot } = offer;
  const lawful = lawfulOn(line, form.profile, dayOf(at));
  const [first] = rounds;
  const { transfer } = form;
  return {
    now: at, ...lawful, actor, papers: form.papers,
    transfer: transfer === null ? null : { ...transfer, preDisclosedAt },
    offered: { floor: fenOf(lot.floor), deposit: fenOf(lot.deposit), term: termOf(lawful, lot), appraisal: appraisedOf(form) },
    notice: noticeFacts(offer, lawful, rounds), round: { isFirst: first === undefined, firstOn: first === undefined ? null : dayOf(first.publishedAt) },
  };
}

const appraisedOf = ({ transfer }: SaleForm): Fen | null => (transfer === null ? null : fenOf(transfer.appraised));

const FURTHER_TERM = { industrial: "industrial", commercial: "commercial" } as const;

/** How long the right runs and may run: by the use of the land (LD-18); a line without such a row bounds none. */
function termOf(lawful: SaleLawful, { subject }: SaleLotForm): SaleFacts["offered"]["term"] {
  if (subject.kind !== "parcel" || !lawSets(lawful, "longestTerm")) return null;
  const longest = subject.use === "residential" ? lawExact(lawful, "longestTerm") : furtherOf(lawful.rules, lawId(lawful, "longestTerm"), FURTHER_TERM[subject.use]);
  return { years: subject.years, longest: Number(longest.n) };
}

function noticeFacts({ line, form, lot, preparedBy }: Offer, lawful: SaleLawful, rounds: Rounds): SaleNoticeFacts {
  const { methods, methodsBy, subjects } = saleLineOf(line);
  return {
    preparedBy, missing: missingIn(form, subjects), isMethodOfLine: Object.hasOwn(methods, form.method), method: SALE_METHODS[form.method], methodsBy, noticeNumber: noticeNumber(lawful, lot, rounds),
    startsAt: form.startsAt, listingEndsAt: form.listingEndsAt, applyUntil: form.applyUntil, extends: rounds.at(-1)?.applyUntil ?? null, reserve: form.reserve, display: form.display, isAuctioneers: form.auctioneer !== null,
  };
}

/** Which number says how long a notice stands: by what is transferred at first, the days of a disclosure anew after that. */
function noticeNumber(lawful: SaleLawful, { subject, floor }: SaleLotForm, rounds: Rounds): SaleNumber {
  if (rounds.length > 0 && lawSets(lawful, "noticeDaysAgain")) return "noticeDaysAgain";
  return subject.kind === "equity" || subject.kind === "assets" || subject.kind === "increase" ? noticeNumberOf(lawful, subject.kind, fenOf(floor)) : "noticeDays";
}

type Asks = readonly (readonly [boolean, string])[];

/** What price and values count for together. */
const hundredOf = (weights: SaleForm["weights"] | undefined): number => (weights == null ? 0 : weights.values.reduce((sum, { weight }) => sum + weight, weights.priceWeight));

/** What a price that goes down is asked to say; of a form that was stored before it could, nothing. */
const dutchAsks = ({ method, dutch, preemption, lots }: SaleForm): Asks => [
  [method === "dutch" && (dutch == null || lots.some(({ asking }) => asking == null)), "起叫价和降价间隔"], [method === "dutch" && lots.some(({ asking, floor }) => asking != null && fenOf(asking) <= fenOf(floor)), "高于转让底价的起叫价"],
  [method === "dutch" && preemption.length > 0 && dutch?.matchMinutes == null, "优先购买权的行权时间"], [method !== "dutch" && lots.some(({ asking }) => asking != null), "起叫价适用的方式（仅适用于降价竞价）"],
];

/** What each method says of its contest beside its times. */
const contestAsks = ({ method, calls, quotes, weights, preemption, lots }: SaleForm): Asks => [
  [method === "weighted" && hundredOf(weights) !== 100, "权重报价的轮次和各项权重（合计一百）"], [method === "weighted" && preemption.length > 0, "其他竞价方式（有优先购买权人的，不适用权重报价）"],
  [lots.some(({ ceiling, atCeiling }) => (ceiling == null) !== (atCeiling == null)), "最高限价以及达到最高限价后的确定办法（两者须同时写明）"], [method !== "listing" && lots.some(({ ceiling }) => ceiling != null), "最高限价适用的方式（仅适用于挂牌）"],
  [method === "auction" && calls == null, "拍卖的准备时间和报价间隔"], [method === "auction" && preemption.length > 0 && calls?.matchMinutes == null, "优先购买权的行权时间"], [method === "one-round" && quotes == null, "密封报价、公开报价和行权的时间"],
];

/** What the form of a line lacks, in its own words. */
function missingIn(form: SaleForm, subjects: readonly string[]): string[] {
  const transfers = subjects.includes("equity");
  const asked: Asks = [
    [form.lots.some(({ subject }) => !subjects.includes(subject.kind)), "本类业务的标的"], [(form.method === "listing") !== (form.listingEndsAt !== null), "挂牌截止时间"],
    [transfers && form.transfer === null, "产权转让的披露内容"], [transfers && form.method === "online-bidding" && form.bidding === null, "网络竞价的自由报价期、限时报价期和行权时间"], [transfers && form.refundDays === null, "保证金退还时间"],
    ...contestAsks(form), ...dutchAsks(form),
    [form.method === "auction" && form.auctioneer !== null && form.display === null, "标的展示时间和地点"],
  ];
  return asked.flatMap(([isMissing, what]) => (isMissing ? [what] : []));
}
