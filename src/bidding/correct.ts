import type { Fen } from "../kernel/money.js";
import { parseRatio } from "../kernel/ratio.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";

/** A line of the bill: `total` as the bidder wrote it; `misplaced` where its unit price has a plainly wrong decimal point. */
export type BillLine = { readonly name: string; readonly quantity: string; readonly unitPrice: string; readonly total: Fen; readonly misplaced: boolean };

/**
 * The price as a bidder wrote it: in words, in figures, and by the lines of the bill where there is one. Words and figures are those
 * of the price table (开标一览表); `body` is what the body of the bid says instead, null where it says the same.
 */
export type DeclaredPrice = { readonly words: Fen | null; readonly figures: Fen; readonly lines: readonly BillLine[]; readonly body?: Fen | null };

/** One arithmetic correction, which the bidder must confirm. */
export type Correction = {
  readonly kind: "table-beats-body" | "words-beat-figures" | "unit-price-beats-total" | "line-total-beats-misplaced-unit-price" | "table-total-beats-misplaced-unit-price" | "lines-beat-total";
  readonly where: string;
  readonly before: Fen;
  readonly after: Fen;
};

export type CorrectedPrice = { readonly corrected: Fen; readonly corrections: readonly Correction[]; readonly tree: Explanation };

/** The two orders of correction: 12号令 19 for works, 87号令 59 for procurement. */
export type CorrectionOrder = "order-12" | "order-87";

/** Corrects a price arithmetically, by the order of the act behind the method; more than one correction is made in its order. */
export const correctPrice = (declared: DeclaredPrice, order: CorrectionOrder): CorrectedPrice => (order === "order-12" ? byOrder12(declared) : byOrder87(declared));

/**
 * Words beat figures; a line's unit price beats its total unless the decimal point of the unit price is plainly wrong; the sum of the
 * lines beats the stated total. Law: 12号令 19 (EC-50).
 */
function byOrder12({ words, figures, lines }: DeclaredPrice): CorrectedPrice {
  const { stated, corrections: byWords } = statedBy(words, figures);
  if (lines.length === 0) return asStated(stated, byWords);
  const checked = lines.map(checkedLine);
  const { corrected, tree, corrections: bySum } = summed(checked.map(({ node }) => node), stated);
  return { corrected, corrections: [...byWords, ...checked.flatMap(({ corrections }) => corrections), ...bySum], tree };
}

/**
 * The price table beats the body of the bid; words beat figures; where a unit price has a plainly misplaced point the total of the
 * table stands and the unit price is mended; else what the unit prices add up to beats the total. Law: 87号令 59.
 */
function byOrder87({ words, figures, lines, body = null }: DeclaredPrice): CorrectedPrice {
  const { stated, corrections: byWords } = statedBy(words, figures);
  const byTable: Correction[] = body === null || body === stated ? [] : [{ kind: "table-beats-body", where: "投标文件正文的报价", before: body, after: stated }];
  const first = [...byTable, ...byWords];
  const misplaced = lines.find((line) => line.misplaced);
  if (misplaced !== undefined) return asStated(stated, [...first, { kind: "table-total-beats-misplaced-unit-price", where: misplaced.name, before: fenOf(productOf(misplaced, 0)), after: misplaced.total }]);
  if (lines.length === 0) return asStated(stated, first);
  const { corrected, tree, corrections } = summed(lines.map(productOf), stated);
  return { corrected, corrections: [...first, ...corrections], tree };
}

function statedBy(words: Fen | null, figures: Fen): { readonly stated: Fen; readonly corrections: readonly Correction[] } {
  const stated = words ?? figures;
  return { stated, corrections: stated === figures ? [] : [{ kind: "words-beat-figures", where: "投标总价", before: figures, after: stated }] };
}

const asStated = (stated: Fen, corrections: readonly Correction[]): CorrectedPrice => ({ corrected: stated, corrections, tree: given({ id: "corrected", ...PRICE }, yuanText(stated)) });

function summed(nodes: readonly Explanation[], stated: Fen): CorrectedPrice {
  const tree = computed({ id: "corrected", ...PRICE }, `sum(${nodes.map(({ id }) => id).join(", ")})`, nodes);
  const corrected = fenOf(tree);
  return { corrected, tree, corrections: corrected === stated ? [] : [{ kind: "lines-beat-total", where: "投标总价", before: stated, after: corrected }] };
}

const PRICE = { zh: "算术修正后的投标价（元）", en: "bid price after arithmetic correction, yuan" } as const;

const lineName = ({ name }: BillLine, at: number) => ({ id: `l${String(at + 1)}`, zh: name, en: name });

const productOf = (line: BillLine, at: number): Explanation => computed(lineName(line, at), "quantity × unitPrice", [
  given({ id: "quantity", zh: "数量", en: "quantity" }, line.quantity), given({ id: "unitPrice", zh: "单价（元）", en: "unit price, yuan" }, line.unitPrice),
], TWO_PLACES);

function checkedLine(line: BillLine, at: number): { readonly node: Explanation; readonly corrections: readonly Correction[] } {
  const product = productOf(line, at);
  const byUnit = fenOf(product);
  if (byUnit === line.total) return { node: product, corrections: [] };
  if (!line.misplaced) return { node: product, corrections: [{ kind: "unit-price-beats-total", where: line.name, before: line.total, after: byUnit }] };
  return { node: given(lineName(line, at), yuanText(line.total)), corrections: [{ kind: "line-total-beats-misplaced-unit-price", where: line.name, before: byUnit, after: line.total }] };
}

const yuanText = (fen: Fen): string => `${fen.toString()}/100`;

/** @throws {RangeError} if the value is not whole fen: lines are rounded before they are added. */
function fenOf({ value }: Explanation): Fen {
  const { n, d } = parseRatio(value);
  if (100n % d !== 0n) throw new RangeError(`not whole fen: ${value}`);
  return n * (100n / d);
}
