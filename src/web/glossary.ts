/** One term: the law's word, its English, how the code says it, and what it means in both languages. */
export type Term = { readonly zh: string; readonly en: string; readonly code: readonly string[]; readonly meaningEn: string; readonly meaningZh: string };
export type TermGroup = { readonly en: string; readonly zh: string; readonly terms: readonly Term[] };

const HEAD = "| 中文 | English | in code | meaning | 含义 |";

/**
 * GLOSSARY.md as data: the page and the file cannot say two things. A meaning that is left out says itself.
 * @throws {RangeError} naming the line that is no row of the glossary
 */
export function parseGlossary(markdown: string): TermGroup[] {
  const groups: { en: string; zh: string; terms: Term[] }[] = [];
  for (const [index, line] of markdown.split("\n").entries()) {
    const heading = /^## (.+?) · (.+)$/.exec(line);
    if (heading !== null) groups.push({ en: heading[1] ?? "", zh: heading[2] ?? "", terms: [] });
    else if (line.startsWith("|") && line !== HEAD && !/^\|[-| ]+\|$/.test(line)) groups.at(-1)?.terms.push(termOf(line, index + 1));
    else if (line.startsWith("## ")) throw new RangeError(`GLOSSARY.md:${String(index + 1)} lacks the Chinese heading: ## English · 中文`);
  }
  return groups;
}

function termOf(line: string, at: number): Term {
  const cells = line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const [zh = "", en = "", code = "", meaningEn = "", meaningZh = ""] = cells;
  if (cells.length !== 5 || zh === "" || en === "" || meaningZh === "") throw new RangeError(`GLOSSARY.md:${String(at)} is no row with five cells, the last of them Chinese`);
  return { zh, en, code: Array.from(code.matchAll(/`([^`]+)`/g), ([, name]) => name ?? ""), meaningEn: meaningEn.replaceAll("`", ""), meaningZh };
}
