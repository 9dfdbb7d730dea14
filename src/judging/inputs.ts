import { z } from "zod";
import { correctPrice, type BillLine, type DeclaredPrice } from "../bidding/correct.js";
import { isScore, type Adjustment } from "../bidding/rank.js";
import { must, ok, refuse, type Result } from "../kernel/result.js";
import { parseMoney, type Fen } from "../kernel/money.js";
import { isPrintable } from "../notices/printable.js";
import { MoneyBody, type Method } from "../tenders/form.js";
import { oneLine } from "./method.js";

/** One line of text that will be printed as it is written. */
export const Line = (max: number) => z.string().trim().min(1).max(max).refine(isPrintable, "line breaks, control and direction characters are not allowed").transform((value) => value.normalize("NFC"));
/** A bidder by its credit code. */
export const Bidder = z.string().regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/, "a credit code of 18 characters");
const Decimal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "write a decimal such as 12.5");
const SignedDecimal = z.string().regex(/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "write a decimal such as -30");
/** Money with a sign: a credit is negative. */
const SignedMoney = z.strictObject({ amount: z.string().regex(/^-?(0|[1-9]\d{0,12})\.\d{2}$/, "write yuan with two decimals: -60000.00"), currency: z.literal("CNY") });

const BillLineBody = z.strictObject({ name: Line(200), quantity: Decimal, unitPrice: Decimal, total: MoneyBody, misplaced: z.boolean() });
const AdjustmentBody = z.union([
  z.strictObject({ clause: Line(40), amount: SignedMoney }),
  z.strictObject({ clause: Line(40), quantity: SignedDecimal, rate: MoneyBody }),
]);
const PriceBody = z.strictObject({ bidder: Bidder, words: MoneyBody.nullable(), lines: z.array(BillLineBody).max(1_000), adjustments: z.array(AdjustmentBody).max(40) });
/** Bidders in the order the committee drew them, for ties the documents settle by a draw. */
const Order = z.array(Bidder).max(500);

/**
 * What the chair enters beside the sheets. Comprehensive: k as drawn and the credit scores. Lowest price: the price in words and
 * by the bill's lines, and the adjustments the documents quantify; the price in figures is the one that was opened.
 */
export const InputsBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("comprehensive"), k: Decimal, credits: z.array(z.strictObject({ bidder: Bidder, score: z.string().max(10) })).max(500), order: Order }),
  z.strictObject({ kind: z.literal("lowest-evaluated"), prices: z.array(PriceBody).max(500), order: Order }),
]);
export type Inputs = z.infer<typeof InputsBody>;
type EnteredPrice = z.infer<typeof PriceBody>;

/** Inputs as they are stored; null where nothing is entered. */
export const readInputs = (stored: unknown): Inputs | null => (stored ?? null) as Inputs | null;

/** Holds the inputs against the documents and the opened bids: the right kind, a k of the list, scores in range, clauses that exist. */
export function checkInputs(inputs: Inputs, method: Method, bidders: readonly string[]): Result<Inputs> {
  if (inputs.kind !== method.kind) return refuse("evaluation-inputs-kind", { given: inputs.kind, wanted: method.kind });
  const rows = inputs.kind === "comprehensive" ? inputs.credits : inputs.prices;
  const named = [...rows.map(({ bidder }) => bidder), ...inputs.order];
  const stranger = named.find((bidder) => !bidders.includes(bidder)) ?? repeated(rows.map(({ bidder }) => bidder)) ?? repeated(inputs.order);
  if (stranger !== undefined) return refuse("bid-not-here", { bidder: stranger });
  return inputs.kind === "comprehensive" && method.kind === "comprehensive" ? checkCredits(inputs, method) : checkClauses(inputs, method);
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
export function declaredPrice(bidder: string, figures: Fen, entered: EnteredPrice | undefined): Result<DeclaredPrice> {
  const lines = (entered?.lines ?? []).map((line): BillLine => ({ ...line, total: fen(line.total) }));
  const declared = { words: entered?.words == null ? null : fen(entered.words), figures, lines };
  const { corrected } = correctPrice(declared);
  return isSum(corrected) ? ok(declared) : refuse("corrected-price-range", { bidder });
}

/** The adjustments of a bid, in the words of the documents. */
export function adjustmentsOf(entered: EnteredPrice | undefined, method: Extract<Method, { kind: "lowest-evaluated" }>): Adjustment[] {
  return (entered?.adjustments ?? []).map((each): Adjustment => {
    const title = oneLine(method.adjustments.find(({ clause }) => clause === each.clause)?.title ?? each.clause);
    const named = { clause: each.clause, zh: title, en: title };
    return "amount" in each ? { ...named, amount: signedFen(each.amount) } : { ...named, quantity: each.quantity, rate: fen(each.rate) };
  });
}
