import { yuan, type Fen } from "../kernel/money.js";
import { minus, parseRatio, ratio, times } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { evaluate, fenIn, formulaWords, stepsOf, type Formula } from "./formula.js";
import type { ApprovingDocument, KeptItem } from "./item.js";

type Words = { readonly zh: string; readonly en: string };

/** What an approving paper takes off one line. `amount` in fen; null takes all of it. */
export type Reduction = { readonly amount: Fen | null; readonly document: ApprovingDocument; readonly reason: string };

/** What is asked to be charged: an item by its version in force, how much of what it measures (decimal text; null where the standard is fixed), and what a paper takes off. */
export type AskedLine = { readonly item: KeptItem; readonly quantity: string | null; readonly reduction: Reduction | null };

/** One line of a bill; amounts in fen. `standard` is without any discount: what stood before fees were put together. */
export type FeeLine = AskedLine & { readonly standard: Fen; readonly discounted: Fen; readonly payable: Fen };

/**
 * What a line comes to: the standard by its formula, the discount of the catalogue, then what a paper of this bill takes off; never less than nothing.
 * Of an abolished item nothing is payable: it may stand in a bill only to show what it was.
 */
export function feeLine({ item, quantity, reduction }: AskedLine): Result<FeeLine> {
  const worked = evaluate(item.formula, quantityIn(quantity));
  if (!worked.ok) return worked;
  const standard = worked.value;
  const factor = item.status === "ABOLISHED" ? "0" : (item.discount?.factor ?? "1");
  const discounted = fenIn(times(ratio(standard, 100n), parseRatio(factor)));
  const off = reduction === null ? 0n : (reduction.amount ?? discounted);
  if (off < 0n || off > discounted) return refuse("reduction-too-large", { item: item.zh, payable: yuan(discounted) });
  return ok({ item, quantity, reduction, standard, discounted, payable: discounted - off });
}

const quantityIn = (quantity: string | null) => (quantity === null ? null : parseRatio(quantity));
/** The way to a line's standard, in words. */
export const lineSteps = ({ item, quantity }: Pick<AskedLine, "item" | "quantity">): Words => stepsOf(item.formula, quantityIn(quantity), item.input);

/** Why this is charged, line by line (为什么收这笔钱): rule, article, what went in, formula, what came out. */
export type Trace = {
  readonly item: string; readonly version: number; readonly sha256: string; readonly basis: KeptItem["basis"]; readonly formula: Formula; readonly formulaWords: Words; readonly quantity: string | null; readonly unit: Words | null;
  readonly steps: Words; readonly standard: Fen; readonly factor: string; readonly discountDocument: ApprovingDocument | null; readonly discounted: Fen; readonly reduction: Reduction | null; readonly payable: Fen;
};

export const traceOf = ({ item, quantity, reduction, standard, discounted, payable }: FeeLine): Trace => ({
  item: item.code, version: item.version, sha256: item.sha256, basis: item.basis, formula: item.formula, formulaWords: formulaWords(item.formula, item.input), quantity, unit: item.input === null ? null : { zh: item.input.unitZh, en: item.input.unitEn },
  steps: lineSteps({ item, quantity }), standard, factor: item.status === "ABOLISHED" ? "0" : (item.discount?.factor ?? "1"), discountDocument: item.discount?.document ?? null, discounted, reduction, payable,
});

/** How much less is paid than the standards come to, in per cent with two decimals, exact before it is rounded; null where they come to nothing. */
export const cutPercent = (standard: Fen, payable: Fen): string | null => (standard === 0n ? null : percentText(standard, payable));

function percentText(standard: Fen, payable: Fen): string {
  const cut = times(minus(ratio(1n), ratio(payable, standard)), ratio(100n));
  const hundredths = fenIn(cut);
  const digits = hundredths.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
