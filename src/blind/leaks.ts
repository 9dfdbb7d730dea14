import { automatonOf, type Hit } from "./automaton.js";
import { marksOf, type Certainty, type Known, type Mark, type MarkKind } from "./marks.js";

/** A stretch of a file: a page's text, or one field that is not on any page (its author, a description of a picture, a comment's). */
export type Piece = { readonly page: number | null; readonly field: string | null; readonly text: string };

/** Why a place is a finding: one of the marks, or what looks like one of nobody known here. */
export type Why = MarkKind | "any-credit-code" | "any-phone" | "any-mail" | "any-company" | "author-field";

/** A sign of identity: evidence for people, no verdict. `bidder` is whose mark it is; null where it may be anybody's. */
export type Leak = {
  readonly page: number | null; readonly field: string | null; readonly why: Why; readonly certainty: Certainty; readonly bidder: string | null;
  /** As it stands there. */
  readonly found: string;
  readonly excerpt: string;
};

/** Looks a file's pieces through. `more` counts findings beyond the bound. */
export type LeakScanner = (pieces: readonly Piece[]) => { readonly leaks: readonly Leak[]; readonly more: number };

/** Findings that are kept of a file: who has more of them has been found out. */
const LEAKS_MAX = 200;
/** Of the text on either side of a finding, in UTF-16 units. */
const AROUND = 24;
const FOUND_MAX = 120;

/** Fields in which programs leave who worked with them. */
const AUTHOR_FIELD = /author|company|manager|modifiedby|lastsavedby|artist|copyright|owner|username/iu;

/** What names somebody by its form alone. Certainty is never above `possible`: a standard, a maker and an office have such numbers too. */
const FORMS: readonly (readonly [why: Why, form: RegExp])[] = [
  ["any-credit-code", /(?<![0-9A-Za-z])9[1-3]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])/gu],
  ["any-phone", /(?<!\d)1[3-9]\d{9}(?!\d)/gu],
  ["any-mail", /(?<![\w.-])[\w.-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])/gu],
  ["any-company", /(?<=[\p{Script=Han}（）]{2})有限(?:责任)?公司/gu],
];

/** A scanner for the bidders of a lot. @param common the tender's own documents, whose words give nobody away */
export function leakScanner(bidders: readonly Known[], common: string): LeakScanner {
  const marks = bidders.flatMap((known) => marksOf(known, common));
  const find = automatonOf(marks.map(({ text }) => text));
  return (pieces) => {
    const all = pieces.flatMap((piece) => leaksIn(piece, marks, find, common));
    return { leaks: all.slice(0, LEAKS_MAX), more: Math.max(0, all.length - LEAKS_MAX) };
  };
}

type Place = Pick<Hit, "from" | "to">;

function leaksIn(piece: Piece, marks: readonly Mark[], find: (text: string) => Hit[], common: string): Leak[] {
  const { page, field, text } = piece;
  const leak = (why: Why, certainty: Certainty, bidder: string | null, { from, to }: Place): Leak => ({ page, field, why, certainty, bidder, found: plain(text.slice(from, to)).slice(0, FOUND_MAX), excerpt: plain(text.slice(Math.max(0, from - AROUND), to + AROUND)) });
  const hits = longest(find(text), marks);
  const marked = hits.flatMap((hit): Leak[] => {
    const mark = marks[hit.word];
    return mark === undefined ? [] : [leak(mark.kind, mark.certainty, mark.bidder, hit)];
  });
  const formed = FORMS.flatMap(([why, form]) => apart([...text.matchAll(form)].map((match) => ({ from: match.index - (why === "any-company" ? companyBefore(text, match.index) : 0), to: match.index + match[0].length })), hits)
    .filter(({ from, to }) => !common.includes(text.slice(from, to))).map((place) => leak(why, "possible", null, place)));
  const author = field !== null && AUTHOR_FIELD.test(field.replaceAll(/[\s_-]/gu, "")) && marked.length === 0 && plain(text) !== "" ? [leak("author-field", "possible", null, { from: 0, to: text.length })] : [];
  return [...marked, ...formed, ...author];
}

const COMPANY_NAME = /[\p{Script=Han}（）]{0,24}$/u;
const COMPANY_MAX = 24;

/** How many characters before the words for a company may be its name. */
const companyBefore = (text: string, at: number): number => COMPANY_NAME.exec(text.slice(Math.max(0, at - COMPANY_MAX), at))?.[0].length ?? 0;

/** The places that no hit overlaps; both in the order of where they begin. */
function apart(places: readonly Place[], hits: readonly Place[]): Place[] {
  let at = 0;
  return places.filter(({ from, to }) => {
    while (at < hits.length && (hits[at]?.to ?? 0) <= from) at += 1;
    return (hits[at]?.from ?? to) >= to;
  });
}

/** Of a bidder's marks one inside another, or over it, the longer: a firm's whole name is not its short name too. */
function longest(hits: readonly Hit[], marks: readonly Mark[]): Hit[] {
  const sorted = hits.toSorted((left, right) => left.from - right.from || right.to - left.to);
  const ends = new Map<string, number>();
  return sorted.filter(({ word, from, to }) => {
    const bidder = marks[word]?.bidder ?? "";
    if (to <= (ends.get(bidder) ?? -1)) return false;
    ends.set(bidder, to);
    return from >= 0;
  });
}

/** In one line, without what nobody sees. */
const plain = (text: string): string => text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\s]+/gu, " ").trim();
