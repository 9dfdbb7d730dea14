import type { Fen } from "../kernel/money.js";
import { parseRatio } from "../kernel/ratio.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";

/** A line of the bill: `total` as the bidder wrote it; `misplaced` where its unit price has a plainly wrong decimal point. */
export type BillLine = { readonly name: string; readonly quantity: string; readonly unitPrice: string; readonly total: Fen; readonly misplaced: boolean };

/** The price as a bidder wrote it: in words, in figures, and by the lines of the bill where there is one. */
export type DeclaredPrice = { readonly words: Fen | null; readonly figures: Fen; readonly lines: readonly BillLine[] };

/** One arithmetic correction, which the bidder must confirm. */
export type Correction = {
  readonly kind: "words-beat-figures" | "unit-price-beats-total" | "line-total-beats-misplaced-unit-price" | "lines-beat-total";
  readonly where: string;
  readonly before: Fen;
  readonly after: Fen;
};

export type CorrectedPrice = { readonly corrected: Fen; readonly corrections: readonly Correction[]; readonly tree: Explanation };

/**
 * Corrects a price arithmetically (EC-50): words beat figures; a line's unit price beats its total unless the decimal point of the
 * unit price is plainly wrong; the sum of the lines beats the stated total. Law: 12号令 19.
 */
export function correctPrice({ words, figures, lines }: DeclaredPrice): CorrectedPrice {
  const stated = words ?? figures;
  const byWords: Correction[] = stated === figures ? [] : [{ kind: "words-beat-figures", where: "投标总价", before: figures, after: stated }];
  if (lines.length === 0) return { corrected: stated, corrections: byWords, tree: given({ id: "corrected", ...PRICE }, yuanText(stated)) };
  const checked = lines.map(checkedLine);
  const tree = computed({ id: "corrected", ...PRICE }, `sum(${checked.map(({ node }) => node.id).join(", ")})`, checked.map(({ node }) => node));
  const corrected = fenOf(tree);
  const bySum: Correction[] = corrected === stated ? [] : [{ kind: "lines-beat-total", where: "投标总价", before: stated, after: corrected }];
  return { corrected, corrections: [...byWords, ...checked.flatMap(({ corrections }) => corrections), ...bySum], tree };
}

const PRICE = { zh: "算术修正后的投标价（元）", en: "bid price after arithmetic correction, yuan" } as const;

function checkedLine(line: BillLine, at: number): { readonly node: Explanation; readonly corrections: readonly Correction[] } {
  const name = { id: `l${String(at + 1)}`, zh: line.name, en: line.name };
  const product = computed(name, "quantity × unitPrice", [
    given({ id: "quantity", zh: "数量", en: "quantity" }, line.quantity), given({ id: "unitPrice", zh: "单价（元）", en: "unit price, yuan" }, line.unitPrice),
  ], TWO_PLACES);
  const byUnit = fenOf(product);
  if (byUnit === line.total) return { node: product, corrections: [] };
  if (!line.misplaced) return { node: product, corrections: [{ kind: "unit-price-beats-total", where: line.name, before: line.total, after: byUnit }] };
  return { node: given(name, yuanText(line.total)), corrections: [{ kind: "line-total-beats-misplaced-unit-price", where: line.name, before: byUnit, after: line.total }] };
}

const yuanText = (fen: Fen): string => `${fen.toString()}/100`;

/** @throws {RangeError} if the value is not whole fen: lines are rounded before they are added. */
function fenOf({ value }: Explanation): Fen {
  const { n, d } = parseRatio(value);
  if (100n % d !== 0n) throw new RangeError(`not whole fen: ${value}`);
  return n * (100n / d);
}
