import { BREAK } from "./letters.js";

/** Letters a print is made of. */
export const GRAM = 16;
/** Of so many neighbouring grams one print is kept at least: every stretch of GRAM + WINDOW − 1 = 31 letters that two texts share leaves a print in both (winnowing: Schleimer, Wilkerson, Aiken, 2003). */
const WINDOW = 16;

/** The prints of a text: hashes of some of its grams and where each begins. */
export type Prints = { readonly hashes: Uint32Array; readonly at: Uint32Array };

const BASE = 0x01_00_01_93;
/** BASE to the power of GRAM, mod 2³²: what the letter that leaves weighs. */
const LEAVING = Array.from({ length: GRAM }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** Spreads a sum over all its bits, so that the smallest of a window is any of them. */
function spread(sum: number): number {
  let mixed = sum ^ (sum >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The prints of a row of letters; none of a gram that runs over a break. */
export function printsOf(units: Uint16Array): Prints {
  const [hashes, at]: [number[], number[]] = [[], []];
  let begin = 0;
  while (begin < units.length) {
    const next = units.indexOf(BREAK, begin);
    const end = next < 0 ? units.length : next;
    printSegment(units, begin, end, (hash, place) => { hashes.push(hash); at.push(place); });
    begin = end + 1;
  }
  return { hashes: Uint32Array.from(hashes), at: Uint32Array.from(at) };
}

function printSegment(units: Uint16Array, begin: number, end: number, keep: (hash: number, at: number) => void): void {
  const grams = gramsOf(units, begin, end);
  let kept = -1;
  for (let last = Math.min(WINDOW, grams.length) - 1; last >= 0 && last < grams.length; last += 1) {
    const least = leastAfter(grams, kept, last);
    if (least === kept) continue;
    kept = least;
    keep(grams[kept] ?? 0, begin + kept);
  }
}

/** The hash of every gram of a stretch, each worked out from the one before it. */
function gramsOf(units: Uint16Array, begin: number, end: number): Uint32Array {
  const grams = new Uint32Array(Math.max(0, end - begin - GRAM + 1));
  let sum = 0;
  for (let at = begin; at < end; at += 1) {
    sum = (Math.imul(sum, BASE) + (units[at] ?? 0)) | 0;
    if (at >= begin + GRAM) sum = (sum - Math.imul(LEAVING, units[at - GRAM] ?? 0)) | 0;
    if (at >= begin + GRAM - 1) grams[at - begin - GRAM + 1] = spread(sum);
  }
  return grams;
}

/** The smallest gram of the window that ends at `last`, known which it was of the window before. */
function leastAfter(grams: Uint32Array, before: number, last: number): number {
  const first = Math.max(0, last - WINDOW + 1);
  if (before < first) return leastIn(grams, first, last);
  return (grams[last] ?? 0) <= (grams[before] ?? 0) ? last : before;
}

/** Where the smallest of some grams is, the last of equals. */
function leastIn(grams: Uint32Array, first: number, last: number): number {
  let least = first;
  for (let at = first + 1; at <= last; at += 1) if ((grams[at] ?? 0) <= (grams[least] ?? 0)) least = at;
  return least;
}

/** Finds the prints of a hash. */
export type PrintTable = { readonly prints: Prints; readonly heads: Int32Array; readonly next: Int32Array };

export function tableOf(prints: Prints): PrintTable {
  const count = prints.hashes.length;
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, count * 2)))).fill(-1);
  const next = new Int32Array(count);
  for (let index = count - 1; index >= 0; index -= 1) {
    const slot = (prints.hashes[index] ?? 0) & (heads.length - 1);
    next[index] = heads[slot] ?? -1;
    heads[slot] = index;
  }
  return { prints, heads, next };
}

/** A text that repeats itself has many prints of one hash: so many are looked at. */
const SAME_MAX = 8;
/** Of a place of the table so many are passed over: who fills one on purpose hides what else falls there, and holds nobody up. */
const PASSED_MAX = 64;

/** Calls for the prints of a hash, in their order, the first few of them. */
export function eachOf({ prints, heads, next }: PrintTable, hash: number, take: (index: number) => void): void {
  let [taken, passed] = [0, 0];
  for (let index = heads[hash & (heads.length - 1)] ?? -1; index >= 0 && taken < SAME_MAX && passed < PASSED_MAX; index = next[index] ?? -1) {
    passed += 1;
    if (prints.hashes[index] !== hash) continue;
    taken += 1;
    take(index);
  }
}

export const has = (table: PrintTable, hash: number): boolean => {
  let found = false;
  eachOf(table, hash, () => { found = true; });
  return found;
};
