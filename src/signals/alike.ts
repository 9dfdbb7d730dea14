import { BREAK, lettersOf, placeAt, wordsFrom, type Letters, type PagePlace, type ReadFile } from "./letters.js";
import { eachOf, GRAM, has, printsOf, tableOf, type PrintTable } from "./prints.js";

/** What one bidder's bid says, by file and page. */
export type BidText = { readonly bidder: string; readonly files: readonly ReadFile[] };
/** The prints of an opened bid of another lot, and whose it is. */
export type KeptPrints = { readonly organisation: string; readonly hashes: Uint32Array };
export type TextsToCompare = { readonly bids: readonly BidText[]; /** The tender documents: what stands in them stands in every bid. */ readonly documents: readonly ReadFile[]; readonly others: readonly KeptPrints[] };

/** A stretch that stands in two bids; `own` counts its letters that stand neither in the tender documents nor in bids of two other organisations. */
export type Passage = { readonly letters: number; readonly own: number; readonly left: PagePlace & { readonly words: string }; readonly right: PagePlace & { readonly words: string } };
/** Two bids held against each other. Numbers of letters count all passages, the lists hold the longest. */
export type PairText = {
  readonly left: string; readonly right: string;
  /** Letters of their own that long passages share. */ readonly alike: number; readonly passages: readonly Passage[];
  /** Other organisations of whose bids one shares as much with either, the larger of the two counts. */ readonly othersAsAlike: number;
  /** Short stretches that depart from what many write, and stand in these two alone. */ readonly oddities: number; readonly odd: readonly Passage[];
  /** Other organisations at most that have any of them. */ readonly othersAsOdd: number;
};
export type ComparedTexts = { readonly pairs: readonly PairText[]; /** How many other organisations were looked at. */ readonly organisations: number; /** Prints to keep of each bid. */ readonly prints: readonly { readonly bidder: string; readonly hashes: Uint32Array }[] };

/** Letters of one bid that are compared; more of it is not, and the run says so. */
export const BID_LETTERS_MAX = 5_000_000;
/** A passage with fewer letters of its own is an oddity, not alike: three lines. */
export const PASSAGE_OWN_MIN = 100;
/** What stands in bids of so many other organisations belongs to nobody. */
const COMMON_MIN = 2;
/** Passages and oddities shown of one pair, the longest. */
const SHOWN_MAX = 20;
/** Of a passage's words so many are shown, in UTF-16 units. */
const WORDS_MAX = 400;
/** Letters shown on either side of an oddity. */
const ROUND_ODD = 12;

/** Whose a letter is. */
const [OWN, OF_DOCUMENTS, OF_MANY] = [0, 1, 2];

type Bid = BidText & { readonly letters: Letters; readonly table: PrintTable; /** By letter, whose it is. */ readonly mask: Uint8Array; /** By print: how many other organisations have it. */ readonly held: Uint16Array; /** By other organisation: how many prints it shares that are not of the documents. */ readonly shares: Uint32Array };

/** Holds every two bids of a lot against each other, letter by letter. Law: 实施条例 40(4); 87号令 37(4) (投标文件异常一致). */
export function compareTexts({ bids, documents, others }: TextsToCompare): ComparedTexts {
  const given = lettersOf(documents, BID_LETTERS_MAX);
  const givenTable = tableOf(printsOf(given.units));
  const organisations = [...new Set(others.map(({ organisation }) => organisation))].sort();
  const read = bids.map((bid) => prepared(bid, { given, givenTable, others, organisations }));
  const pairs = read.flatMap((left, at) => read.slice(at + 1).map((right) => pairOf(left, right, read)));
  return { pairs, organisations: organisations.length, prints: read.map(({ bidder, table }) => ({ bidder, hashes: Uint32Array.from(new Set(table.prints.hashes)) })) };
}

type Around = { readonly given: Letters; readonly givenTable: PrintTable; readonly others: readonly KeptPrints[]; readonly organisations: readonly string[] };

function prepared(bid: BidText, { given, givenTable, others, organisations }: Around): Bid {
  const letters = lettersOf(bid.files, BID_LETTERS_MAX);
  const table = tableOf(printsOf(letters.units));
  const mask = new Uint8Array(letters.units.length);
  eachMatch({ letters, table }, { letters: given, table: givenTable }, ({ left, length }) => { mask.fill(OF_DOCUMENTS, left, left + length); });
  const [held, shares] = [new Uint16Array(table.next.length), new Uint32Array(organisations.length)];
  const seen = new Int32Array(table.next.length).fill(-1);
  for (const { organisation, hashes } of others) {
    const whose = organisations.indexOf(organisation);
    for (const hash of hashes) eachOf(table, hash, (index) => {
      if (seen[index] === whose || isOfDocuments(mask, table.prints.at[index] ?? 0)) return;
      seen[index] = whose;
      held[index] = (held[index] ?? 0) + 1;
      shares[whose] = (shares[whose] ?? 0) + 1;
    });
  }
  for (const [index, count] of held.entries()) if (count >= COMMON_MIN) markCommon(mask, table.prints.at[index] ?? 0);
  return { ...bid, letters, table, mask, held, shares };
}

/** Whether all of a gram stands in the tender documents: with one letter of its own it may be a slip. */
function isOfDocuments(mask: Uint8Array, from: number): boolean {
  for (let at = from; at < from + GRAM; at += 1) if (mask[at] !== OF_DOCUMENTS) return false;
  return true;
}

function markCommon(mask: Uint8Array, from: number): void {
  for (let at = from; at < from + GRAM; at += 1) if (mask[at] === OWN) mask[at] = OF_MANY;
}

type Side = { readonly letters: Letters; readonly table: PrintTable };
type Match = { readonly left: number; readonly right: number; readonly length: number };

/** Every stretch of the left text that stands in the right one, as far as it goes: checked letter by letter, so that no two prints are taken for each other. */
function eachMatch(left: Side, right: Side, take: (match: Match) => void): void {
  const { hashes, at } = left.table.prints;
  let done = 0;
  for (let index = 0; index < hashes.length; index += 1) {
    const from = at[index] ?? 0;
    if (from + GRAM <= done) continue;
    const found = longestAt(left, from, right, hashes[index] ?? 0);
    if (found === undefined) continue;
    done = found.left + found.length;
    take(found);
  }
}

/** The longest stretch round a print of the left text that stands in the right one. */
function longestAt(left: Side, from: number, right: Side, hash: number): Match | undefined {
  const all: Match[] = [];
  eachOf(right.table, hash, (candidate) => { all.push(extended(left.letters.units, from, right.letters.units, right.table.prints.at[candidate] ?? 0)); });
  return all.filter(({ length }) => length >= GRAM).toSorted((one, other) => other.length - one.length)[0];
}

function extended(left: Uint16Array, leftAt: number, right: Uint16Array, rightAt: number): Match {
  let [before, after] = [0, 0];
  while (leftAt - before > 0 && rightAt - before > 0 && left[leftAt - before - 1] === right[rightAt - before - 1] && left[leftAt - before - 1] !== BREAK) before += 1;
  while (leftAt + after < left.length && left[leftAt + after] === right[rightAt + after] && left[leftAt + after] !== BREAK) after += 1;
  return { left: leftAt - before, right: rightAt - before, length: before + after };
}

type Found = Match & { readonly own: number };

function pairOf(left: Bid, right: Bid, all: readonly Bid[]): PairText {
  const thirds = all.filter((each) => each !== left && each !== right);
  const [long, odd]: [Found[], Found[]] = [[], []];
  let [shared, othersAsOdd] = [0, 0];
  eachMatch(left, right, (match) => {
    const own = ownIn(left.mask, match.left, match.length);
    if (own >= PASSAGE_OWN_MIN) {
      long.push({ ...match, own });
      shared += printsIn(left, match).filter((index) => isShared(left, right, index)).length;
      return;
    }
    for (const run of ownRuns(left.mask, match)) {
      const rare = printsOver(left, match, run).map((index) => ({ hash: left.table.prints.hashes[index] ?? 0, held: left.held[index] ?? 0 }));
      if (rare.length === 0 || rare.some(({ hash }) => thirds.some(({ table }) => has(table, hash)))) continue;
      odd.push({ ...withSurroundings(match, run), own: run.length });
      othersAsOdd += rare.reduce((most, { held }) => Math.max(most, held), 0);
    }
  });
  const asAlike = ({ shares }: Bid): number => (shared === 0 ? 0 : shares.reduce((count, share) => count + (share * NEAR_D >= shared * NEAR_N ? 1 : 0), 0));
  return {
    left: left.bidder, right: right.bidder, alike: long.reduce((sum, { own }) => sum + own, 0), passages: shownOf(left, right, long), othersAsAlike: Math.max(asAlike(left), asAlike(right)),
    oddities: odd.length, odd: shownOf(left, right, odd), othersAsOdd: Math.min(othersAsOdd, left.shares.length),
  };
}

/** Another is as alike from nine tenths of the shared prints on: at the ends of a passage a print more or less is kept. */
const [NEAR_N, NEAR_D] = [9, 10];

/** Whether a print counts as shared, as it would with another organisation's bid: kept of both, and not of the tender documents. */
const isShared = (left: Bid, right: Bid, index: number): boolean => !isOfDocuments(left.mask, left.table.prints.at[index] ?? 0) && has(right.table, left.table.prints.hashes[index] ?? 0);

/** The stretches of a match that are the bids' own, each as far as it goes. */
function ownRuns(mask: Uint8Array, { left, length }: Match): { readonly left: number; readonly length: number }[] {
  const runs: { left: number; length: number }[] = [];
  for (let at = left; at < left + length; at += 1) {
    if (mask[at] !== OWN) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.left + last.length === at) last.length += 1;
    else runs.push({ left: at, length: 1 });
  }
  return runs;
}

/** The prints within a match that touch a run of it. Of every run there is one: it touches as many grams in a row as a window has, unless the match ends there. */
const printsOver = (bid: Bid, match: Match, run: { readonly left: number; readonly length: number }): number[] =>
  printsIn(bid, match).filter((index) => { const at = bid.table.prints.at[index] ?? 0; return at < run.left + run.length && at + GRAM > run.left; });

/** A run with a few letters round it, as far as the match goes. */
function withSurroundings(match: Match, run: { readonly left: number; readonly length: number }): Match {
  const begin = Math.max(match.left, run.left - ROUND_ODD);
  const end = Math.min(match.left + match.length, run.left + run.length + ROUND_ODD);
  return { left: begin, right: match.right + begin - match.left, length: end - begin };
}

const ownIn = (mask: Uint8Array, from: number, length: number): number => {
  let own = 0;
  for (let at = from; at < from + length; at += 1) own += mask[at] === OWN ? 1 : 0;
  return own;
};

/** The prints of the left text that lie wholly in a stretch of it. */
function printsIn({ table: { prints } }: Bid, { left, length }: Match): number[] {
  const inside: number[] = [];
  for (let index = firstFrom(prints.at, left); index < prints.at.length && (prints.at[index] ?? 0) + GRAM <= left + length; index += 1) inside.push(index);
  return inside;
}

/** The first place of an ascending list that is not below a number. */
function firstFrom(sorted: Uint32Array, from: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const shownOf = (left: Bid, right: Bid, found: readonly Found[]): Passage[] =>
  found.toSorted((one, other) => other.own - one.own || one.left - other.left).slice(0, SHOWN_MAX)
    .map((match) => ({ letters: match.length, own: match.own, left: wordsAt(left, match.left, match.length), right: wordsAt(right, match.right, match.length) }));

function wordsAt({ letters, files }: Bid, at: number, length: number): Passage["left"] {
  const { place, offset } = placeAt(letters, at);
  const page = files.find(({ name, part }) => name === place.file && part === place.part)?.pages[place.page - 1] ?? "";
  return { ...place, words: wordsFrom(page, offset, length, WORDS_MAX) };
}
