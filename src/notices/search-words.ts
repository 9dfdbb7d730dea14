import type { Block, NoticeRecord, Value } from "./record.js";

/**
 * Search without a dictionary: a text is indexed by its pairs of neighbouring characters, so a word of any language, a name, a code
 * and every fragment of them is a chain of pairs, and no change of a dictionary ever asks for a new index. The query is cut
 * into words first, so that words may stand apart.
 */

/** Postgres keeps positions up to 16,383. */
const POSITIONS_MAX = 16_000;
const TERMS_MAX = 12;

/** What makes a word: letters and digits of any script with their marks. Everything else parts words, the dot inside a name too. */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** A text as it is compared: full-width and compatibility forms folded, letters in lower case. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

const runsOf = (text: string): string[] => folded(text).match(RUN) ?? [];

/** The lexeme of a filter: it begins with a sign no word holds, so that no word and no prefix of one finds it. */
const lexeme = (name: string, value: string): string => `=${name}=${value}`;

const quoted = (word: string): string => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** Facts a row is filtered by, such as its kind or its area; one lexeme each. */
export type Tags = Readonly<Record<string, string>>;

/**
 * Texts as the literal of a `tsvector`: every pair of neighbours at its place, the last character of a run alone, so that a query of
 * one character finds it by prefix. Runs lie one place apart: no chain reaches from one into the next.
 */
export function searchVector(texts: readonly string[], tags: Tags): string {
  const places = new Map<string, number[]>();
  let place = 1;
  for (const run of texts.flatMap(runsOf)) {
    const characters = Array.from(run);
    for (const [index, character] of characters.entries()) {
      if (place > POSITIONS_MAX) break;
      const pair = character + (characters[index + 1] ?? "");
      places.set(pair, [...(places.get(pair) ?? []), place]);
      place += 1;
    }
    place += 1;
  }
  const words = Array.from(places, ([pair, at]) => `${quoted(pair)}:${at.join(",")}`);
  return [...Object.entries(tags).map(([name, value]) => quoted(lexeme(name, value))), ...words].join(" ");
}

const segmenter = new Intl.Segmenter("zh-CN", { granularity: "word" });

/**
 * The words of a query, cut by the language's own rules. What the cutter leaves as single characters in a row is one word to us; one
 * that stays alone belongs to the word before it, or after it at the beginning.
 */
export function termsOf(query: string): string[] {
  const terms = runsOf(query).flatMap((run) => withoutSingles(joinedSingles(Array.from(segmenter.segment(run), ({ segment }) => segment))));
  return [...new Set(terms)].slice(0, TERMS_MAX);
}

const isSingle = (word: string): boolean => Array.from(word).length === 1;

/** 监, 理 → 监理 */
function joinedSingles(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [index, word] of words.entries()) {
    const follows = index > 0 && isSingle(word) && isSingle(words[index - 1] ?? "");
    joined.push(follows ? (joined.pop() ?? "") + word : word);
  }
  return joined;
}

/** 处理, 厂 → 处理厂 */
function withoutSingles(words: readonly string[]): string[] {
  const [first = "", second, ...rest] = words;
  if (second === undefined) return [...words];
  if (isSingle(first)) return withoutSingles([first + second, ...rest]);
  const kept = [first];
  for (const word of [second, ...rest]) {
    kept.push(isSingle(word) ? (kept.pop() ?? "") + word : word);
  }
  return kept;
}

/** One of several values, for a filter that takes more than one kind. */
export type TagFilter = Readonly<Record<string, readonly string[]>>;

/** A query as the literal of a `tsquery`; null where it asks for nothing. A term of one character is a prefix of its pairs, a longer one the chain of its pairs. */
export function searchQuery(query: string, tags: TagFilter): string | null {
  const filters = Object.entries(tags).filter(([, values]) => values.length > 0).map(([name, values]) => `( ${values.map((value) => quoted(lexeme(name, value))).join(" | ")} )`);
  const all = [...filters, ...termsOf(query).map(termQuery)];
  return all.length === 0 ? null : all.join(" & ");
}

function termQuery(term: string): string {
  const characters = Array.from(term);
  if (characters.length === 1) return `${quoted(term)}:*`;
  return `( ${characters.slice(1).map((character, index) => quoted((characters[index] ?? "") + character)).join(" <-> ")} )`;
}

/** A piece of a text, and whether the query asked for it. */
export type Marked = { readonly text: string; readonly hit: boolean };

/** A text cut where a query's words begin and end, as it was written. */
export function markHits(text: string, query: string): Marked[] {
  const characters = Array.from(text);
  // Folding may make several characters of one: `owner` says of each folded one where it came from.
  const parts = characters.map(folded);
  const owner = parts.flatMap((part, index) => Array.from({ length: part.length }, () => index));
  const whole = parts.join("");
  const hits = new Set<number>();
  for (const term of termsOf(query)) {
    for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, at + 1)) for (let each = at; each < at + term.length; each += 1) hits.add(owner[each] ?? 0);
  }
  const marked: { text: string; hit: boolean }[] = [];
  for (const [index, character] of characters.entries()) {
    const last = marked.at(-1);
    if (last?.hit === hits.has(index)) last.text += character;
    else marked.push({ text: character, hit: hits.has(index) });
  }
  return marked;
}

/** Labels of the facts and columns that name who takes part and where, as the documents print them. */
const NAMED = new Set([
  "项目名称", "招标人", "招标代理机构", "标段（包）", "招标范围", "建设地点", "交货（服务）地点", "中标人", "中标候选人", "投标人", "统一社会信用代码", "中标人统一社会信用代码", "项目负责人", "采购人", "采购代理机构", "供应商", "供应商统一社会信用代码", "合同名称", "合同编号",
]);

/** What a document can be found by: its titles, numbers and codes, and the names it gives. */
export function searchTexts(record: NoticeRecord): string[] {
  const { codes } = record;
  const named = record.sections.flatMap(({ blocks }) => blocks.flatMap(namedIn));
  return [...new Set([record.subject, record.title, record.number, record.id, record.issuer.name, ...[codes.project, codes.tender, record.plan ?? null].filter((each) => each !== null), ...codes.lots.flatMap(({ code, name }) => [code, name]), ...(codes.unified === null ? [] : [codes.unified]), ...named])];
}

function namedIn(block: Block): string[] {
  if (block.block === "facts") return block.rows.filter(({ zh }) => NAMED.has(zh)).flatMap(({ value }) => wordsIn(value));
  if (block.block !== "table") return [];
  return block.columns.flatMap(({ zh }, at) => (NAMED.has(zh) ? block.rows.flatMap((row) => wordsIn(row[at] ?? null)) : []));
}

const wordsIn = (value: Value): string[] => (value !== null && (value.kind === "text" || value.kind === "code") ? [value.text] : []);
