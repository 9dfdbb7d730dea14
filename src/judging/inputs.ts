import { z } from "zod";
import { correctPrice, type BillLine, type CorrectionOrder, type DeclaredPrice } from "../bidding/correct.js";
import { isScore, type Adjustment } from "../bidding/rank.js";
import { must, ok, refuse, type Result } from "../kernel/result.js";
import { parseMoney, type Fen } from "../kernel/money.js";
import { isPrintable } from "../notices/printable.js";
import { MINUTE_MS, type Instant } from "../kernel/time.js";
import { furtherOf, isAmong, type FrozenRules } from "../rules/rules.js";
import { MoneyBody, TimeBody, type Method } from "../tenders/form.js";
import { allAnswered, lowPriceTimes, type AskedBidder } from "./bid-questions.js";
import { oneLine } from "./method.js";

/** One line of text that will be printed as it is written. */
export const Line = (max: number) => z.string().trim().min(1).max(max).refine(isPrintable, "line breaks, control and direction characters are not allowed").transform((value) => value.normalize("NFC"));
/** A bidder by its credit code. */
export const Bidder = z.string().toUpperCase().regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/, "a credit code of 18 characters");
const Decimal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "write a decimal such as 12.5");
const SignedDecimal = z.string().regex(/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "write a decimal such as -30");
/** Money with a sign: a credit is negative. */
const SignedMoney = z.strictObject({ amount: z.string().regex(/^-?(0|[1-9]\d{0,12})\.\d{2}$/, "write yuan with two decimals: -60000.00"), currency: z.literal("CNY") });

const BillLineBody = z.strictObject({ name: Line(200), quantity: Decimal, unitPrice: Decimal, total: MoneyBody, misplaced: z.boolean() });
const AdjustmentBody = z.union([
  z.strictObject({ clause: Line(40), amount: SignedMoney }),
  z.strictObject({ clause: Line(40), quantity: SignedDecimal, rate: MoneyBody }),
], "name a clause, and an amount or a quantity with its rate");
const PriceBody = z.strictObject({ bidder: Bidder, words: MoneyBody.nullable(), lines: z.array(BillLineBody).max(1_000), adjustments: z.array(AdjustmentBody).max(40) });
/** Bidders in the order the committee drew them, for ties the documents settle by a draw. */
const Order = z.array(Bidder).max(500);
/** How they were drawn: when, by the committee or by the buyer itself, in which way, and who was there. Law: 87号令 68. */
const DrawBody = z.strictObject({ at: TimeBody, by: z.enum(["committee", "buyer"]), way: Line(500), present: Line(500) });
/** The order of a draw, and its record, which it does not go without. */
const Drawn = { order: Order, draw: DrawBody.exactOptional() };

/** A claim to a deduction names the bidder's declaration (中小企业声明函), where the committee found it. */
const FirmBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("other") }), z.strictObject({ kind: z.literal("small"), declaration: Line(200) }), z.strictObject({ kind: z.literal("share"), percent: Decimal, declaration: Line(200) }),
]);
const OfferBody = z.strictObject({ bidder: Bidder, words: MoneyBody.nullable(), body: MoneyBody.nullable(), lines: z.array(BillLineBody).max(1_000), firm: FirmBody, brand: Line(100).nullable() });
/** An abnormally low price as the committee dealt with it: when it asked, until when it waited, and what it found (财库〔2026〕2号). */
const LowPriceBody = z.strictObject({ bidder: Bidder, askedAt: TimeBody, until: TimeBody, proved: z.boolean(), finding: Line(1_000) });
const Offers = { offers: z.array(OfferBody).max(500), lowPrices: z.array(LowPriceBody).max(500), ...Drawn };

/**
 * What the chair enters beside the sheets. Comprehensive: k as drawn and the credit scores. Lowest evaluated price: the price in
 * words and by the bill's lines, and the adjustments the documents quantify. Procurement: the price as written, what the bidder is
 * for the deduction, its brand, and what was found of low prices. The price in figures is always the one that was opened.
 */
export const InputsBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("comprehensive"), k: Decimal, credits: z.array(z.strictObject({ bidder: Bidder, score: z.string().max(10) })).max(500), ...Drawn }),
  z.strictObject({ kind: z.literal("lowest-evaluated"), prices: z.array(PriceBody).max(500), ...Drawn }),
  z.strictObject({ kind: z.literal("scoring"), ...Offers }), z.strictObject({ kind: z.literal("lowest-price"), ...Offers }),
]);
export type Inputs = z.infer<typeof InputsBody>;
type EnteredPrice = Pick<z.infer<typeof PriceBody>, "words" | "lines"> & { readonly body?: z.infer<typeof MoneyBody> | null };
export type OfferInputs = Extract<Inputs, { kind: "scoring" | "lowest-price" }>;

/** Inputs as they are stored; null where nothing is entered. */
export const readInputs = (stored: unknown): Inputs | null => (stored ?? null) as Inputs | null;

/** Holds the inputs against the documents and the opened bids: the right kind, a k of the list, scores in range, clauses that exist, time to explain a low price. */
export function checkInputs(inputs: Inputs, method: Method, bidders: readonly string[], rules: FrozenRules): Result<Inputs> {
  if (inputs.kind !== method.kind) return refuse("evaluation-inputs-kind", { given: inputs.kind, wanted: method.kind });
  const lists = listsOf(inputs).map((list) => list.map(({ bidder }) => bidder));
  const stranger = [...lists.flat(), ...inputs.order].find((bidder) => !bidders.includes(bidder)) ?? lists.flatMap((list) => repeated(list) ?? [])[0];
  if (stranger !== undefined) return refuse("bid-not-here", { bidder: stranger });
  const drawn = checkDraw(inputs, method);
  if (!drawn.ok) return drawn;
  switch (inputs.kind) {
    case "comprehensive": return method.kind === "comprehensive" ? checkCredits(inputs, method) : ok(inputs);
    case "lowest-evaluated": return checkClauses(inputs, method);
    case "scoring": case "lowest-price": return checkTimes(inputs, rules);
  }
}

/** Nobody is drawn twice, an order and the record of its draw stand together, and whoever drew is who the documents name (87号令 31, 68). */
function checkDraw({ order, draw }: Inputs, method: Method): Result<true> {
  const twice = repeated(order);
  if (twice !== undefined) return refuse("drawn-twice", { bidder: twice });
  const drawBy = "drawBy" in method ? (method.drawBy ?? null) : null;
  if (draw !== undefined && drawBy === "buyer") return refuse("draw-is-buyers");
  if (draw !== undefined && drawBy === "committee" && draw.by !== drawBy) return refuse("draw-entrusted");
  return (order.length > 0) === (draw !== undefined) ? ok(true) : refuse("draw-unrecorded");
}

type Rows = readonly { readonly bidder: string }[];

function listsOf(inputs: Inputs): readonly Rows[] {
  switch (inputs.kind) {
    case "comprehensive": return [inputs.credits];
    case "lowest-evaluated": return [inputs.prices];
    case "scoring": case "lowest-price": return [inputs.offers, inputs.lowPrices];
  }
}

/** What was found of low prices, with the times at which a bidder was asked through the exchange in the place of typed ones; not found before its time to explain is over or it has. */
export function askedInputs(inputs: Inputs, asked: readonly AskedBidder[], now: Instant): Result<Inputs> {
  if (!("lowPrices" in inputs)) return ok(inputs);
  const found = new Set(inputs.lowPrices.map(({ bidder }) => bidder));
  const answered = allAnswered(asked.filter(({ question }) => question.kind === "low-price" && found.has(question.bidder)), now);
  return answered.ok ? ok({ ...inputs, lowPrices: inputs.lowPrices.map((low) => ({ ...low, ...lowPriceTimes(asked, low.bidder) })) }) : answered;
}

/** Whoever must explain a low price has the time for it. Law: 财库〔2026〕2号 (GP-33); before it, a reasonable time (87号令 60). */
function checkTimes(inputs: OfferInputs, rules: FrozenRules): Result<Inputs> {
  if (!isAmong(rules, "GP-33")) return ok(inputs);
  const min = Number(furtherOf(rules, "GP-33", "explanation").n);
  const short = inputs.lowPrices.find(({ askedAt, until }) => until - askedAt < min * MINUTE_MS);
  return short === undefined ? ok(inputs) : refuse("low-price-time", { bidder: short.bidder, minutes: Math.floor((short.until - short.askedAt) / MINUTE_MS), min });
}

const repeated = (values: readonly string[]): string | undefined => values.find((value, at) => values.indexOf(value) !== at);

function checkCredits(inputs: Extract<Inputs, { kind: "comprehensive" }>, method: Extract<Method, { kind: "comprehensive" }>): Result<Inputs> {
  if (!method.k.includes(inputs.k)) return refuse("k-not-in-documents", { k: inputs.k });
  const wrong = inputs.credits.find(({ score }) => !isScore(score, method.weights.credit));
  return wrong === undefined ? ok(inputs) : refuse("score-out-of-range", { criterion: "信用", score: wrong.score, max: method.weights.credit });
}

function checkClauses(inputs: Inputs, method: Method): Result<Inputs> {
  if (inputs.kind !== "lowest-evaluated" || method.kind !== "lowest-evaluated") return ok(inputs);
  const clauses = new Set(method.adjustments.map(({ clause }) => clause));
  const unknown = inputs.prices.flatMap(({ adjustments }) => adjustments).find(({ clause }) => !clauses.has(clause));
  return unknown === undefined ? ok(inputs) : refuse("adjustment-not-in-documents", { clause: unknown.clause });
}

const fen = (money: z.infer<typeof MoneyBody>): Fen => must(parseMoney(money));
const signedFen = ({ amount }: z.infer<typeof SignedMoney>): Fen => BigInt(amount.replace(".", ""));

/** Above the largest sum that has a name in words. */
const FEN_END: Fen = 10n ** 18n;

/** Whether an amount is one that a bid can cost and a document can print. */
export const isSum = (amount: Fen): boolean => amount > 0n && amount < FEN_END;

/** The price as the bidder wrote it: figures as opened, words and lines as the chair entered them. Refused where its correction is no sum of money. */
export function declaredPrice(bidder: string, figures: Fen, entered: EnteredPrice | undefined, order: CorrectionOrder): Result<DeclaredPrice> {
  const lines = (entered?.lines ?? []).map((line): BillLine => ({ ...line, total: fen(line.total) }));
  const declared = { words: entered?.words == null ? null : fen(entered.words), figures, lines, body: entered?.body == null ? null : fen(entered.body) };
  const { corrected } = correctPrice(declared, order);
  return isSum(corrected) ? ok(declared) : refuse("corrected-price-range", { bidder });
}

/** The adjustments of a bid, in the words of the documents. */
export function adjustmentsOf(entered: z.infer<typeof PriceBody> | undefined, method: Extract<Method, { kind: "lowest-evaluated" }>): Adjustment[] {
  return (entered?.adjustments ?? []).map((each): Adjustment => {
    const title = oneLine(method.adjustments.find(({ clause }) => clause === each.clause)?.title ?? each.clause);
    const named = { clause: each.clause, zh: title, en: title };
    return "amount" in each ? { ...named, amount: signedFen(each.amount) } : { ...named, quantity: each.quantity, rate: fen(each.rate) };
  });
}
