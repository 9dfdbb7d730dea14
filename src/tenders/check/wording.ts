import type { Finding, Subject } from "./check.js";
import { writtenAt } from "./flat-text.js";
import { passagesOf, type FlatPassage } from "./passages.js";

/** What a wording check looks for, in flat text, sentence by sentence. */
export type Wording = {
  readonly any: readonly RegExp[];
  /** A sentence that also says this is lawful: 或相当于, 不限. */
  readonly unless?: readonly RegExp[];
  /** What is wrong with it, before the quoted words. */
  readonly zh: string;
  readonly en: string;
};

/** Words that turn a ban into its opposite, right before it in the same clause: 不要求在本市设立分支机构. */
const DENIED = /(?:不(?:得|再|会)?(?:要求|限定|限制|限|指定|设置?|以|将|作|需)|无需|无须|不必|严禁|禁止|取消|不存在)[^,:]{0,12}$|(?:不|未|非|勿)(?:得|应|宜|再)?$/;
const FINDINGS_MAX = 3;

/** A check that finds forbidden wording in the form and in the documents that could be read. */
export function wording(sought: Wording): (subject: Subject) => readonly Finding[] {
  const everywhere = { ...sought, any: sought.any.map((pattern) => new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`)) };
  return (subject) => passagesOf(subject).flatMap((passage) => findIn(passage, everywhere));
}

function findIn({ place, flat, sentences }: FlatPassage, sought: Wording): readonly Finding[] {
  const found = new Set<string>();
  for (const sentence of sentences) {
    const at = firstMatch(sentence.text, sought);
    if (at !== null) found.add(writtenAt(flat, sentence.index + at.index, at.length));
    if (found.size === FINDINGS_MAX) break;
  }
  return [...found].map((fact) => ({ place, fact, zh: `${sought.zh}：“${fact}”`, en: `${sought.en}: “${fact}”` }));
}

/** How far the clause goes on: what decides is often said last, as in 员工总数不少于50人. */
const clauseRest = (sentence: string, from: number): number => /^[^,:]{0,20}/.exec(sentence.slice(from))?.[0].length ?? 0;

/** @param sought with patterns that find every match */
function firstMatch(sentence: string, { any, unless = [] }: Wording): { readonly index: number; readonly length: number } | null {
  for (const pattern of any) {
    for (const match of sentence.matchAll(pattern)) {
      const before = sentence.slice(0, match.index).split(/[,:]/).at(-1) ?? "";
      if (!DENIED.test(before) && !unless.some((lawful) => lawful.test(sentence))) return { index: match.index, length: match[0].length + clauseRest(sentence, match.index + match[0].length) };
    }
  }
  return null;
}
