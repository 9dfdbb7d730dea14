import { joined } from "../../../kernel/joined.js";
import { BIDDING } from "../../../kernel/refusals/bidding.js";
import { COMMON } from "../../../kernel/refusals/common.js";
import { ENVELOPE } from "../../../kernel/refusals/envelope.js";
import { sayRow, type RefusalRow } from "../../../kernel/refusals/row.js";
import { SIGNING } from "../../../kernel/refusals/signing.js";
import { TOOLS } from "../../../kernel/refusals/tools.js";
import type { Refusal } from "../../../kernel/refusal.js";

/** The same words in both languages of the page. */
export type Words = readonly [zh: string, en: string];

/** What a page without a network can refuse: the other rows would only make it longer. */
const ROWS: Readonly<Record<string, RefusalRow>> = joined(COMMON, ENVELOPE, SIGNING, BIDDING, TOOLS);

export const wordsOf = ({ code, facts }: Refusal): Words => {
  const row = ROWS[code];
  return row === undefined ? [code, code] : [`${sayRow(row, "zh", facts)}（${code}）`, `${sayRow(row, "en", facts)} (${code})`];
};

const isChinese = (): boolean => document.documentElement.lang.startsWith("zh");

/** An element that says its words in the language of the page, and again when that is changed. */
export function say(words: Words, name = "span", className = ""): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  return put(made, words);
}

/** Gives an element other words. */
export function put(element: HTMLElement, [zh, en]: Words): HTMLElement {
  element.dataset["zh"] = zh;
  element.dataset["en"] = en;
  element.textContent = isChinese() ? zh : en;
  return element;
}

/** Says everything on the page in the other language. */
export function turnLanguage(): void {
  document.documentElement.lang = isChinese() ? "en" : "zh-CN";
  for (const each of document.querySelectorAll<HTMLElement>("[data-en]")) each.textContent = (isChinese() ? each.dataset["zh"] : each.dataset["en"]) ?? "";
}

/** An element with what stands in it. */
export function make(name: string, className: string, ...inside: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...inside);
  return made;
}

/** A list of facts: each a name and what it is. */
export const facts = (...rows: readonly (readonly [Words, Node | string])[]): HTMLElement =>
  make("dl", "facts", ...rows.flatMap(([name, value]) => [say(name, "dt"), make("dd", "", value)]));

/** A hash or code: may break anywhere, never loses a letter. */
export const code = (text: string): HTMLElement => make("code", "id", text);
