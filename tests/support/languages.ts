const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
/** Tags whose content is no text of the page. */
const HIDDEN = new Set(["script", "style", "template"]);
/** Chinese characters and the full-width signs between them. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Attributes that are read out or shown. */
const SPOKEN = /\s(?:aria-label|alt|title|placeholder)="([^"]*)"/g;
const TOKEN = /<!--.*?-->|<!doctype[^>]*>|<\/(?<end>[a-z][a-z0-9]*)>|<(?<tag>[a-z][a-z0-9]*)(?<attributes>(?:\s[^<>]*?)?)\/?>|(?<words>[^<]+)/gis;

type Open = { readonly tag: string; /** What stands here is to be English. */ readonly isEnglish: boolean };
type Token = { readonly end?: string; readonly tag?: string; readonly attributes?: string; readonly words?: string };

/**
 * What an English page leaves in Chinese: its text and what is read out of it, but for elements that say they are Chinese
 * (`lang="zh-CN"`: names, what people wrote, documents; WCAG 2.2, 3.1.2) and for what is `written` in this town.
 */
export function leftInChinese(html: string, written: readonly string[]): string[] {
  const open: Open[] = [];
  const shown = Array.from(html.matchAll(TOKEN)).flatMap(({ groups }) => englishOf(groups ?? {}, open));
  return shown.filter((text) => CHINESE.test(written.reduce((rest, each) => rest.replaceAll(each, ""), text)));
}

/** What a piece of the page shows that is to be English; opens and closes elements on the way. */
function englishOf({ end, tag, attributes = "", words }: Token, open: Open[]): string[] {
  const here = open.at(-1) ?? { tag: "", isEnglish: true };
  if (words !== undefined) return here.isEnglish ? [words] : [];
  if (end !== undefined) open.length = Math.max(open.findLastIndex((each) => each.tag === end), 0);
  if (tag === undefined) return [];
  const element = { tag, isEnglish: isEnglish(here, tag, attributes) };
  if (!VOID.has(tag)) open.push(element);
  return element.isEnglish ? Array.from(attributes.matchAll(SPOKEN), ([, spoken = ""]) => spoken) : [];
}

function isEnglish(around: Open, tag: string, attributes: string): boolean {
  const language = /\slang="([^"]*)"/.exec(attributes)?.[1];
  return !HIDDEN.has(tag) && (language === undefined ? around.isEnglish : !language.startsWith("zh"));
}
