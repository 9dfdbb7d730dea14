import { compare, ratio, type Ratio } from "../kernel/ratio.js";
import type { Fen } from "../kernel/money.js";
import { anyOf, ITEMS_CHANCE_MAX, tailOf } from "./chance.js";

/** Unit prices of one bidder by what they are for. */
export type PricedItems = { readonly bidder: string; readonly items: ReadonlyMap<string, Fen> };

export type ItemPattern = { readonly kind: "items-same" | "items-ratio"; /** Items with the pattern, of all that both price. */ readonly count: number; readonly of: number; /** One price to the other, in fen. */ readonly value: string; readonly chance: Ratio };

/** Of fewer items in common nothing is said. */
export const ITEMS_MIN = 5;
/** Two prices made without each other end in the same digit so often. */
const SAME_DIGIT: Ratio = ratio(1n, 10n);
/** And lie within a fen of what a fixed proportion gives so often. */
const NEAR_DIGIT: Ratio = ratio(3n, 10n);

/**
 * Whether two bidders' unit prices are the same, or one is a fixed proportion of the other. Model: of a price only its last free digit is left to chance,
 * any digit alike, each item by itself; everything before it may be the market's.
 * Law: 实施条例 40(4); 87号令 37(4).
 */
export function itemPatterns(left: PricedItems, right: PricedItems): ItemPattern[] {
  const both = [...left.items].flatMap(([name, price]): (readonly [Fen, Fen])[] => {
    const other = right.items.get(name);
    return other === undefined || price <= 0n || other <= 0n ? [] : [[price, other]];
  });
  if (both.length < ITEMS_MIN) return [];
  return [sameOf(both), ratioOf(both)].filter((each) => each !== null && compare(each.chance, ITEMS_CHANCE_MAX) <= 0) as ItemPattern[];
}

function sameOf(both: readonly (readonly [Fen, Fen])[]): ItemPattern {
  const count = both.filter(([one, other]) => one === other).length;
  return { kind: "items-same", count, of: both.length, value: "1", chance: tailOf(both.length, count, SAME_DIGIT) };
}

/** The proportion that most items keep, within a fen; the item that gives it is not counted as keeping it. */
function ratioOf(both: readonly (readonly [Fen, Fen])[]): ItemPattern | null {
  const different = both.filter(([one, other]) => one !== other);
  let best: { readonly count: number; readonly value: readonly [Fen, Fen] } | null = null;
  for (const [one, other] of different) {
    const count = different.filter(([left, right]) => { const off = right * one - left * other; return (off < 0n ? -off : off) <= one; }).length;
    if (best === null || count > best.count) best = { count, value: [one, other] };
  }
  if (best === null) return null;
  const of = different.length;
  const { n, d } = ratio(best.value[1], best.value[0]);
  return { kind: "items-ratio", count: best.count, of, value: `${n.toString()}/${d.toString()}`, chance: of < ITEMS_MIN ? ratio(1n) : anyOf(BigInt(of), tailOf(of - 1, best.count - 1, NEAR_DIGIT)) };
}
