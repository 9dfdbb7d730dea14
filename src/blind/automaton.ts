import { folding, foldedUnits, isLatin } from "./fold.js";

/** A place where one of the texts stands: its number among them, and where it begins and ends in UTF-16 units. */
export type Hit = { readonly word: number; readonly from: number; readonly to: number };

/** Finds all places of many texts in one walk over another. */
export type Automaton = (text: string) => Hit[];

const [PASSED, OTHER, FIRST_CLASS] = [0, 1, 2];
const UNITS = 0x1_00_00;
/** Keys of edges are state × classes + class, in 31 bits. */
const KEYS_MAX = 2 ** 31;

type Trie = { readonly classes: Uint16Array; readonly count: number; readonly edges: Map<number, number>; readonly ends: number[][]; readonly lengths: number[] };

/**
 * The automaton of Aho and Corasick (1975) over folded text: blanks, signs and line breaks between the letters of a name do not hide
 * it. Memory grows with the letters of the words, not with their alphabet. @throws {RangeError} on more words than keys can tell apart
 */
export function automatonOf(words: readonly string[]): Automaton {
  const trie = trieOf(words.map(foldedUnits));
  const { fail, ends } = linked(trie);
  const edges = hashed(trie.edges);
  const follow = (from: number, letter: number): number => {
    for (let state = from; ; state = fail[state] ?? 0) {
      const next = edges(state * trie.count + letter);
      if (next !== 0 || state === 0) return next;
    }
  };
  const { classes, lengths } = trie;
  return (text) => {
    const hits: Hit[] = [];
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const letter = classes[text.charCodeAt(at)] ?? OTHER;
      if (letter === PASSED) continue;
      state = letter === OTHER ? 0 : follow(state, letter);
      if (state !== 0) for (const word of ends[state] ?? []) keep(hits, text, { word, to: at + 1, length: lengths[word] ?? 0 });
    }
    return hits;
  };
}

/** Words as a tree of letters; a letter that no word has is OTHER, and only ends what was begun. */
function trieOf(words: readonly (readonly number[])[]): Trie {
  const folded = folding();
  const letters = [...new Set(words.flat())];
  const classOf = new Map(letters.map((letter, at) => [letter, at + FIRST_CLASS]));
  const classes = Uint16Array.from({ length: UNITS }, (_, unit) => (folded[unit] === 0 ? PASSED : classOf.get(folded[unit] ?? 0) ?? OTHER));
  const count = letters.length + FIRST_CLASS;
  const edges = new Map<number, number>();
  const ends: number[][] = [[]];
  for (const [word, units] of words.entries()) {
    let state = 0;
    for (const unit of units) {
      const key = state * count + (classOf.get(unit) ?? OTHER);
      const next = edges.get(key) ?? ends.push([]) - 1;
      edges.set(key, next);
      state = next;
    }
    if (state !== 0) ends[state]?.push(word);
  }
  if (ends.length * count > KEYS_MAX) throw new RangeError("too many words to look for");
  return { classes, count, edges, ends, lengths: words.map(({ length }) => length) };
}

type Step = readonly [letter: number, state: number];

/** Where to go on when no word goes on: the longest end of what was read that begins a word; and all words that end at a state. */
function linked({ count, edges, ends }: Trie): { readonly fail: Int32Array; readonly ends: readonly (readonly number[] | undefined)[] } {
  const fail = new Int32Array(ends.length);
  const all: (readonly number[] | undefined)[] = [];
  const below = stepsOf(edges, count);
  const endBefore = (parent: number, letter: number): number => {
    let back = fail[parent] ?? 0;
    while (back !== 0 && !edges.has(back * count + letter)) back = fail[back] ?? 0;
    return edges.get(back * count + letter) ?? 0;
  };
  const queue = [0];
  for (const parent of queue) {
    for (const [letter, state] of below.get(parent) ?? []) {
      const target = parent === 0 ? 0 : endBefore(parent, letter);
      const words = [...(ends[state] ?? []), ...(all[target] ?? [])];
      fail[state] = target;
      all[state] = words.length === 0 ? undefined : words;
      queue.push(state);
    }
  }
  return { fail, ends: all };
}

/** The edges by the state they begin at. */
function stepsOf(edges: ReadonlyMap<number, number>, count: number): ReadonlyMap<number, readonly Step[]> {
  const below = new Map<number, Step[]>();
  for (const [key, state] of edges) {
    const parent = Math.floor(key / count);
    const steps = below.get(parent) ?? [];
    steps.push([key % count, state]);
    below.set(parent, steps);
  }
  return below;
}

/** A map of numbers above 0 in one array, by open addressing: several times as fast as a Map, where every letter asks. */
function hashed(edges: ReadonlyMap<number, number>): (key: number) => number {
  const bits = Math.max(4, Math.ceil(Math.log2(edges.size * 2 + 1)));
  const mask = 2 ** bits - 1;
  const slots = new Int32Array(2 * (mask + 1)).fill(-1);
  const slotOf = (key: number): number => {
    let slot = Math.imul(key, 0x9e37_79b1) >>> (32 - bits);
    while (slots[2 * slot] !== -1 && slots[2 * slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  for (const [key, state] of edges) slots.set([key, state], 2 * slotOf(key));
  return (key) => Math.max(0, slots[2 * slotOf(key) + 1] ?? 0);
}

/** Keeps a hit whose ends are ends of words too: of Latin letters and figures a longer word is another word. */
function keep(hits: Hit[], text: string, { word, to, length }: { readonly word: number; readonly to: number; readonly length: number }): void {
  const folded = folding();
  const unitAt = (at: number): number => folded[text.charCodeAt(at)] ?? 0;
  let from = to;
  for (let left = length; left > 0; left -= unitAt(from) === 0 ? 0 : 1) from -= 1;
  const cutsIn = (inside: number, outside: number): boolean => outside >= 0 && outside < text.length && isLatin(unitAt(inside)) && isLatin(unitAt(outside));
  if (!cutsIn(from, from - 1) && !cutsIn(to - 1, to)) hits.push({ word, from, to });
}
