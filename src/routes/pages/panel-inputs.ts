import type { Inputs, OfferInputs } from "../../judging/inputs.js";
import type { Json } from "../../kernel/canonical-json.js";
import { rfc3339 } from "../../kernel/time.js";
import type { Method } from "../../tenders/form.js";
import { billLine } from "../../web/bill-lines.js";
import type { Language } from "../../web/context.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";

/** A bid as the chair's forms name it: its bidder, its name, and the price that was opened. */
export type BidChoice = { readonly value: string; readonly label: string; readonly hint?: string };

type Filled = Readonly<Record<string, Json>>;

const kindField = (value: string): Field => ({ name: "kind", label: "kind", kind: "hidden", required: true, value });
const bidderField = (list: string, at: number, { value, label }: BidChoice): Field => ({ name: `${list}.${String(at)}.bidder`, label, kind: "hidden", required: true, mute: true, value });
/** What is asked of one bid stands folded under its name: a committee has many. */
const headingOf = (name: string, { label, hint }: BidChoice): Field => ({ name, label, kind: "heading", fold: { isOpen: false }, ...(hint === undefined ? {} : { hint }) });

/** Says beside each folded heading whether anything below it is filled in. */
export function withStates(fields: readonly Field[], language: Language): Field[] {
  return fields.map((field, at) => {
    if (field.fold === undefined) return field;
    const next = fields.findIndex(({ kind, sub }, place) => place > at && kind === "heading" && sub !== true);
    const isFilled = fields.slice(at + 1, next < 0 ? fields.length : next).some(({ kind, value }) => kind !== "hidden" && kind !== "heading" && (value ?? "") !== "");
    return { ...field, fold: { ...field.fold, state: isFilled ? say(language, "已填写", "filled in") : say(language, "未填写", "empty") } };
  });
}

/** Places drawn, where equals are parted by a draw, with the record of it; the page fills in whose they are. */
const drawFields = (language: Language, bids: readonly BidChoice[]): Field[] => [
  { name: "drawing", label: say(language, "抽签结果", "Places as drawn"), kind: "heading", fold: { isOpen: false }, hint: say(language, "评审结果相同、须以抽签区分的，填写抽签名次（1 为第一）；未抽签的留空。", "Only where equals are parted by a draw: 1 is first; leave empty what was not drawn.") },
  ...bids.flatMap((bid, at): Field[] => [bidderField("drawn", at, bid), { name: `drawn.${String(at)}.place`, label: say(language, `抽签名次：${bid.label}`, `Place drawn: ${bid.label}`), kind: "number" }]),
  { name: "draw.at", label: say(language, "抽签时间", "Drawn at"), kind: "time" },
  { name: "draw.by", label: say(language, "由谁抽取", "Drawn by"), kind: "select", options: [{ value: "", label: "—" }, { value: "committee", label: say(language, "评标委员会（受委托或者按招标文件规定）", "the committee, as entrusted or as the documents say") }, { value: "buyer", label: say(language, "采购人（招标人）", "the buyer") }] },
  { name: "draw.way", label: say(language, "抽签方式", "How it was drawn"), kind: "text" }, { name: "draw.present", label: say(language, "在场人员", "Who was there"), kind: "text" },
];

/** The draw as an act takes it: the order, and its record where any of it was filled in. */
function drawnIn(filled: Json): { readonly order: Json; readonly draw?: Json } {
  const draw = given(((filled as { readonly draw?: Filled }).draw ?? {}));
  return { order: orderOf(filled), ...(Object.keys(draw as object).length === 0 ? {} : { draw }) };
}

/** Bidders by the place they drew. A place that is taken twice names its bidders twice, which is refused. */
function orderOf(filled: Json): Json {
  const drawn = ((filled as { readonly drawn?: Json }).drawn ?? []) as readonly { readonly bidder: string; readonly place: Json }[];
  const placed = drawn.toSorted((left, right) => Number(left.place) - Number(right.place));
  const twice = placed.filter(({ place }, at) => placed[at - 1]?.place === place);
  return [...placed, ...twice].map(({ bidder }) => bidder);
}

/** The purchaser's draw: the places of those whom nothing else parts, and its record. @param equals none where the form is only read */
export const tieDrawFields = (language: Language, equals: readonly BidChoice[]): Field[] => [
  ...equals.flatMap((bid, at): Field[] => [bidderField("drawn", at, bid), { name: `drawn.${String(at)}.place`, label: say(language, `抽取名次：${bid.label}`, `Place drawn: ${bid.label}`), kind: "number", required: true, hint: say(language, "1 为第一", "1 is first") }]),
  { name: "at", label: say(language, "抽取时间", "Drawn at"), kind: "time", required: true }, { name: "way", label: say(language, "抽取方式", "How it was drawn"), kind: "text", required: true },
  { name: "present", label: say(language, "在场人员（投标人代表、监督人员、公证员等）", "Who was there: bidders, supervisors, a notary"), kind: "text", required: true },
];

export const tieDrawBody = (filled: Json): Json => {
  const { at = null, way = "", present = "" } = filled as Filled;
  return { order: orderOf(filled), at, way, present };
};

/** Rows of credit scores, one a bidder. */
export const creditFields = (language: Language, bids: readonly BidChoice[], { ks, draws }: { readonly ks: readonly string[]; readonly draws: boolean }): Field[] => [
  kindField("comprehensive"), { name: "k", label: say(language, "抽取的下浮率 k", "k as drawn"), kind: "select", required: true, options: ks.map((k) => ({ value: k, label: k })) },
  ...bids.flatMap((bid, at): Field[] => [bidderField("credits", at, bid), { name: `credits.${String(at)}.score`, label: say(language, `信用得分：${bid.label}`, `Credit of ${bid.label}`), kind: "text", required: true }]),
  ...(draws ? drawFields(language, bids) : []),
];

export const creditsBody = (filled: Json): Json => {
  const { kind, k, credits } = filled as Filled;
  return { kind: kind ?? "", k: k ?? "", credits: credits ?? [], ...drawnIn(filled) };
};

/** What is written of a price beside the figures that were opened: words, and the lines of the bill. */
const writtenFields = (language: Language, at: string): [words: Field, lines: Field] => [
  { name: `${at}.words`, label: say(language, "大写金额（与开标价不一致时填写，以大写为准）", "Price in words, where it differs: words beat figures"), kind: "money" },
  { name: `${at}.lines`, label: say(language, "已标价的清单", "Priced bill"), kind: "textarea", lines: true, hint: say(language,
    "从表格复制粘贴，每行一项：名称、数量、单价、合价，单价小数点明显错位的在第五列写“错位”。填写后投标价按各项重算（以单价为准）；无算术错误的留空。",
    "Paste from a sheet, one line each: name, quantity, unit price, total, and “misplaced” where the unit price's decimal point plainly is. Empty where the sums are right.") },
];

/** As many adjustments of one bid as a form has rows for. */
const ADJUSTMENT_ROWS = 4;

/** What the chair enters of each price (EC-50; 12号令 19, 31): words, the bill's lines, the adjustments the documents quantify. */
export const priceFields = (language: Language, bids: readonly BidChoice[], { clauses, draws }: { readonly clauses: readonly BidChoice[]; readonly draws: boolean }): Field[] => [
  kindField("lowest-evaluated"), ...bids.flatMap((bid, at) => pricesOf(language, bid, at, clauses)), ...(draws ? drawFields(language, bids) : []),
];

const pricesOf = (language: Language, bid: BidChoice, at: number, clauses: readonly BidChoice[]): Field[] => [
  headingOf(`prices.${String(at)}.heading`, bid), bidderField("prices", at, bid), ...writtenFields(language, `prices.${String(at)}`),
  ...Array.from({ length: ADJUSTMENT_ROWS }, (_, row) => adjustmentFields(language, `prices.${String(at)}.adjustments.${String(row)}`, row + 1, clauses)).flat(),
];

const adjustmentFields = (language: Language, at: string, row: number, clauses: readonly BidChoice[]): Field[] => {
  const name = say(language, `调整 ${String(row)}`, `Adjustment ${String(row)}`);
  return [
    { name: `${at}.clause`, label: say(language, `${name}：招标文件条款`, `${name}: clause`), kind: "select", options: [{ value: "", label: "—" }, ...clauses] },
    { name: `${at}.amount`, label: say(language, `${name}：金额（减价写负数）`, `${name}: amount, a credit is negative`), kind: "money" },
    { name: `${at}.quantity`, label: say(language, `${name}：或者数量（如提前 30 天写 -30）`, `${name}: or a quantity`), kind: "text" }, { name: `${at}.rate`, label: say(language, `${name}：乘以每单位金额`, `${name}: at so much each`), kind: "money" },
  ];
};

/** The body of the chair's prices: lines read as cells, an adjustment by amount or by quantity and rate, whichever was filled. */
export function pricesBody(filled: Json): Json {
  const { kind, prices } = filled as { readonly kind: Json; readonly prices: readonly Filled[] };
  return { kind, prices: prices.map((price): Json => ({ bidder: price["bidder"] ?? "", ...writtenIn(price), adjustments: ((price["adjustments"] ?? []) as readonly Filled[]).map(adjustmentIn) })), ...drawnIn(filled) };
}

const writtenIn = (price: Filled): { readonly words: Json; readonly lines: Json } => ({ words: price["words"] ?? null, lines: ((price["lines"] ?? []) as readonly string[]).map(billLine) });
/** What was filled in, without the fields that were left empty. */
const given = (fields: Readonly<Record<string, Json | undefined>>): Json => Object.fromEntries(Object.entries(fields).filter((field): field is [string, Json] => field[1] !== null && field[1] !== undefined));

const adjustmentIn = ({ clause, amount, quantity, rate }: Filled): Json => given({ clause: clause ?? "", amount, quantity, rate });

type Procurement = Extract<Method, { kind: "scoring" | "lowest-price" }>;

/**
 * What the chair enters of each offer in procurement: the price as written (87号令 59), what the bidder is for the deduction
 * (财库〔2020〕46号), the brand of the core product (87号令 31), what came of asking about a low price (财库〔2026〕2号), and the draw.
 * @param method null for the fields of any method
 */
export const offerFields = (language: Language, bids: readonly BidChoice[], method: Procurement | null): Field[] => [
  kindField(method?.kind ?? ""), ...bids.flatMap((bid, at) => [...offerOf(language, bid, at, method), ...lowPriceFields(language, bid, at, method)]), ...(method?.drawBy === "buyer" ? [] : drawFields(language, bids)),
];

function offerOf(language: Language, bid: BidChoice, at: number, method: Procurement | null): Field[] {
  const path = `offers.${String(at)}`;
  const [words, lines] = writtenFields(language, path);
  const core = method?.coreProduct ?? "";
  return [
    headingOf(`${path}.heading`, bid), bidderField("offers", at, bid),
    { name: `${path}.firm.kind`, label: say(language, "企业类型（价格扣除）", "Kind of firm, for the deduction"), kind: "select", options: [{ value: "", label: say(language, "请选择", "choose") }, ...firmChoices(language, method)] },
    { name: `${path}.firm.percent`, label: say(language, "小微企业承担的合同份额", "Small firms' share of the contract"), kind: "text", unit: "%" },
    { name: `${path}.firm.declaration`, label: say(language, "中小企业声明函所在位置（享受扣除的必填）", "Where its declaration is, for a deduction"), kind: "text" },
    ...(method?.coreProduct === null ? [] : [{ name: `${path}.brand`, label: say(language, `核心产品的品牌：${core}`, `Brand of the core product: ${core}`), kind: "text" } as const]),
    words, { name: `${path}.body`, label: say(language, "正文中的报价（与开标一览表不一致时填写，以开标一览表为准）", "Price in the body of the bid, where it differs: the price table stands"), kind: "money" }, lines,
  ];
}

function firmChoices(language: Language, method: Procurement | null): { readonly value: string; readonly label: string }[] {
  const { small = "0", share = null, shareFrom = "0" } = method?.deduction ?? {};
  const off = share ?? "0";
  return [
    { value: "other", label: say(language, "不享受价格扣除", "no deduction") }, { value: "small", label: say(language, `小微企业，扣除 ${small}%`, `small or micro firm: ${small}% off`) },
    { value: "share", label: say(language, `联合体或者分包中小微企业占 ${shareFrom}% 以上，扣除 ${off}%`, `small firms have ${shareFrom}% or more of the contract: ${off}% off`) },
  ];
}

function lowPriceFields(language: Language, bid: BidChoice, at: number, method: Procurement | null): Field[] {
  const path = `lowPrices.${String(at)}`;
  return [
    { name: `${path}.heading`, label: say(language, "异常低价说明", "Explanation of a low price"), kind: "heading", sub: true, hint: lowPriceHint(language, method) }, bidderField("lowPrices", at, bid),
    { name: `${path}.askedAt`, label: say(language, "要求说明的时间", "Asked at"), kind: "time" }, { name: `${path}.until`, label: say(language, "提交说明的截止时间", "Time to explain until"), kind: "time" },
    { name: `${path}.proved`, label: say(language, "认定", "Finding"), kind: "select", options: [{ value: "", label: "—" }, { value: "yes", label: say(language, "能证明报价合理", "the price is justified") }, { value: "no", label: say(language, "不能证明，按无效投标处理", "not justified: the bid is refused") }] },
    { name: `${path}.finding`, label: say(language, "认定理由", "Reasons"), kind: "text" },
  ];
}

const lowPriceHint = (language: Language, method: Procurement | null): string => {
  const { mean = "", next = "", ceiling = "", meanOf = "all" } = method?.lowPrice ?? {};
  const [zh, en] = meanOf === "all" ? ["全部报价平均值", "the mean of all"] : ["其他报价平均值", "the mean of the others"];
  return say(language, `报价低于${zh}的 ${mean}%、次低报价的 ${next}% 或者最高限价的 ${ceiling}% 的，要求书面说明后填写；其他投标人留空。`, `For prices below ${mean}% of ${en}, ${next}% of the next lowest or ${ceiling}% of the ceiling, after asking in writing; else empty.`);
};

/** The body of the chair's offers. */
export function offersBody(filled: Json): Json {
  const { kind, offers, lowPrices } = filled as { readonly kind: Json; readonly offers: readonly Filled[]; readonly lowPrices: readonly Filled[] };
  const offered = offers.map((offer): Json => ({ bidder: offer["bidder"] ?? "", ...writtenIn(offer), body: offer["body"] ?? null, firm: given(offer["firm"] as Filled), brand: offer["brand"] ?? null }));
  return { kind, offers: offered, lowPrices: lowPrices.map((low): Json => given({ ...low, proved: low["proved"] === null ? null : low["proved"] === "yes" })), ...drawnIn(filled) };
}

/** What was entered before, under the names of its fields. @param bidders in the order of the form */
export function inputValues(inputs: Inputs, bidders: readonly string[]): Record<string, string> {
  const values: Record<string, string> = inputs.kind === "comprehensive" ? { k: inputs.k } : {};
  for (const [at, bidder] of bidders.entries()) {
    const place = inputs.order.indexOf(bidder) + 1;
    Object.assign(values, place > 0 ? { [`drawn.${String(at)}.place`]: String(place) } : {}, valuesOf(inputs, bidder, String(at)));
  }
  return inputs.draw === undefined ? values : { ...values, ...under("draw", { ...inputs.draw, at: rfc3339(inputs.draw.at).slice(0, 16) }) };
}

function valuesOf(inputs: Inputs, bidder: string, at: string): Readonly<Record<string, string>> {
  const mine = <Row extends { readonly bidder: string }>(rows: readonly Row[]): Row | undefined => rows.find((each) => each.bidder === bidder);
  switch (inputs.kind) {
    case "comprehensive": return under(`credits.${at}`, { score: mine(inputs.credits)?.score });
    case "lowest-evaluated": return priceValues(mine(inputs.prices), `prices.${at}`);
    case "scoring": case "lowest-price": return { ...offerValues(mine(inputs.offers), `offers.${at}`), ...lowPriceValues(mine(inputs.lowPrices), `lowPrices.${at}`) };
  }
}

/** The values that are there, under their path. */
const under = (path: string, values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[`${path}.${name}`, value] as const])));

type Price = Extract<Inputs, { kind: "lowest-evaluated" }>["prices"][number];

const writtenValues = ({ words, lines }: Pick<Price, "words" | "lines">) => ({
  words: words?.amount, lines: lines.map(({ name, quantity, unitPrice, total, misplaced }) => [name, quantity, unitPrice, total.amount, ...(misplaced ? ["错位"] : [])].join("\t")).join("\n"),
});

function priceValues(price: Price | undefined, path: string): Record<string, string> {
  if (price === undefined) return {};
  const adjustments = price.adjustments.map((each, row) => under(`${path}.adjustments.${String(row)}`, { clause: each.clause, ...("amount" in each ? { amount: each.amount.amount } : { quantity: each.quantity, rate: each.rate.amount }) }));
  return Object.assign(under(path, writtenValues(price)), ...adjustments) as Record<string, string>;
}

const offerValues = (offer: OfferInputs["offers"][number] | undefined, path: string): Record<string, string> =>
  (offer === undefined ? {} : { ...under(path, { ...writtenValues(offer), body: offer.body?.amount, brand: offer.brand ?? undefined }), ...under(`${path}.firm`, offer.firm) });

/** Times as a time field takes them: Beijing time to the minute. */
const lowPriceValues = (low: OfferInputs["lowPrices"][number] | undefined, path: string): Record<string, string> =>
  (low === undefined ? {} : { ...lowPriceTimesAt(path, low), ...under(path, { proved: low.proved ? "yes" : "no", finding: low.finding }) });

export const lowPriceTimesAt = (path: string, { askedAt, until }: Pick<OfferInputs["lowPrices"][number], "askedAt" | "until">): Record<string, string> => under(path, { askedAt: rfc3339(askedAt).slice(0, 16), until: rfc3339(until).slice(0, 16) });
