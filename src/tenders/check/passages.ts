import type { TenderForm } from "../form.js";
import type { Place, Subject } from "./check.js";
import { flatten, type FlatText } from "./flat-text.js";

/** A piece of text somebody wrote, with where it stands. */
export type Passage = { readonly place: Place; readonly text: string };

/** Names of the form's fields, by the last part of their path. */
const FIELD_NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  title: ["名称", "title"], content: ["招标内容", "content"], scale: ["建设规模", "scale"], fundSource: ["资金来源", "source of funds"], qualification: ["投标人资格要求", "qualification"],
  documentsHow: ["招标文件获取方式", "how to get the documents"], place: ["地点", "place"], name: ["名称", "name"], scope: ["招标范围", "scope"], location: ["建设地点", "location"], quality: ["质量要求", "quality"],
  standard: ["评分标准", "scoring standard"], consortiumTerms: ["联合体要求", "terms for a consortium"], clause: ["条款", "clause"],
};
/** What is no text of the tenderer's own wording: contacts, codes and what is chosen from a list. */
const NO_WORDING = new Set(["contact", "agency", "complaints", "uscc", "lot", "part", "after", "kind", "open", "openers", "unit", "k", "e1", "e2", "weights", "ties", "full", "id", "requiredFiles", "amount", "currency"]);

/** Every free text of the form: those of a lot carry its name. New fields of the form are among them by themselves. */
export function formPassages(form: TenderForm): readonly Passage[] {
  const { lots, ...rest } = form;
  return [...textsIn(rest, "", null), ...lots.flatMap((lot) => textsIn(lot, `lots.${lot.lot}`, lot.lot))];
}

/** What every check of a subject reads: found once, as a document may be as long as a book. */
const READ_PASSAGES = new WeakMap<Subject, readonly FlatPassage[]>();

/** The same with the words of every document that could be read. */
export function passagesOf(subject: Subject): readonly FlatPassage[] {
  const kept = READ_PASSAGES.get(subject);
  if (kept !== undefined) return kept;
  const { tender, documents } = subject;
  const passages = [
    ...formPassages(tender.form),
    ...(documents ?? []).flatMap(({ name, text }) => (text === null ? [] : [{ place: { path: `documents/${name}`, zh: `《${name}》`, en: `“${name}”` }, text }])),
  ].map(flatPassage);
  READ_PASSAGES.set(subject, passages);
  return passages;
}

/** A passage as patterns read it, without blanks, with blanks, and sentence by sentence. */
export type FlatPassage = Passage & { readonly flat: FlatText; readonly spaced: FlatText; readonly sentences: readonly Sentence[] };
export type Sentence = { readonly text: string; readonly index: number };

const SENTENCE = /[^。;!?\n]+/gu;

function flatPassage(passage: Passage): FlatPassage {
  const flat = flatten(passage.text);
  const sentences = [...flat.text.matchAll(SENTENCE)].map((match) => ({ text: match[0], index: match.index }));
  return { ...passage, flat, spaced: flatten(passage.text, true), sentences };
}

function textsIn(value: unknown, path: string, lot: string | null): readonly Passage[] {
  if (typeof value === "string") return [{ place: placeOf(path, lot), text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (NO_WORDING.has(key) ? [] : textsIn(each, path === "" ? key : `${path}.${key}`, lot)));
}

function placeOf(path: string, lot: string | null): Place {
  const field = path.split(".").at(-1) ?? path;
  const [zh, en] = FIELD_NAMES[field] ?? [field, field];
  return lot === null ? { path, zh: path === "title" ? "招标项目名称" : zh, en } : { path, zh: `标段 ${lot} ${zh}`, en: `lot ${lot}, ${en}` };
}
