/** A file of a bid as it was read: its words by page. */
export type ReadFile = { readonly name: string; readonly part: string; readonly pages: readonly string[] };

/** Where a stretch of letters stands in its page, for whoever wants to read on. */
export type PagePlace = { readonly file: string; readonly part: string; readonly page: number };

/** Files as one row of letters and digits in UTF-16 units: no blanks, no marks, one form of each letter. A 0 stands after every page's file end. */
export type Letters = { readonly units: Uint16Array; readonly starts: Uint32Array; readonly places: readonly PagePlace[] };

/** Between two files: nothing that is compared runs over it. */
export const BREAK = 0;

const HAN_FIRST = 0x4e00;
const HAN_LAST = 0x9fff;
const KNOWN = new Map<string, string>();
/** Characters of which the form is remembered; a hostile file may hold every one there is. */
const KNOWN_MAX = 20_000;

/** A character as it is compared: compatibility forms made one (UAX 15, NFKC), small letters, "" for what is no letter or digit. */
function formOf(char: string): string {
  const known = KNOWN.get(char);
  if (known !== undefined) return known;
  const form = char.normalize("NFKC").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (KNOWN.size < KNOWN_MAX) KNOWN.set(char, form);
  return form;
}

const isPlainHan = (code: number): boolean => code >= HAN_FIRST && code <= HAN_LAST;

/** Goes through the letters of a text, each with where it stands in it. @returns false as soon as `take` does */
function eachLetter(text: string, take: (unit: number, at: number) => boolean): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isPlainHan(code)) { if (!take(code, at)) return; continue; }
    const char = String.fromCodePoint(text.codePointAt(at) ?? code);
    const form = formOf(char);
    for (let unit = 0; unit < form.length; unit += 1) if (!take(form.charCodeAt(unit), at)) return;
    at += char.length - 1;
  }
}

/** The letters of some files, one after another. @param lengthMax units after which no further page is taken */
export function lettersOf(files: readonly ReadFile[], lengthMax: number): Letters {
  const size = files.reduce((sum, { pages }) => sum + 1 + pages.reduce((length, page) => length + page.length * 2, 0), 0);
  const units = new Uint16Array(Math.min(size, lengthMax + files.length));
  const [starts, places]: [number[], PagePlace[]] = [[], []];
  let used = 0;
  for (const { name, part, pages } of files) {
    for (const [index, page] of pages.entries()) {
      starts.push(used);
      places.push({ file: name, part, page: index + 1 });
      eachLetter(page, (unit) => {
        if (used >= lengthMax || used >= units.length) return false;
        units[used] = unit;
        used += 1;
        return true;
      });
    }
    if (used < units.length) { units[used] = BREAK; used += 1; }
  }
  return { units: units.subarray(0, used), starts: Uint32Array.from(starts), places };
}

/** On which page a letter stands, and the how-manieth of that page it is. */
export function placeAt({ starts, places }: Letters, at: number): { readonly place: PagePlace; readonly offset: number } {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const place = places[low];
  if (place === undefined) throw new RangeError("no page holds this letter");
  return { place, offset: at - (starts[low] ?? 0) };
}

/** The words of a page from its so-many-th letter on, as they are written, for so many letters or to its end. @param lengthMax of what is given, in UTF-16 units */
export function wordsFrom(page: string, offset: number, letters: number, lengthMax: number): string {
  let [seen, begin, end] = [0, -1, page.length];
  eachLetter(page, (_, at) => {
    if (seen === offset) begin = at;
    seen += 1;
    if (seen === offset + letters) end = at + 1;
    return seen < offset + letters;
  });
  return begin < 0 ? "" : page.slice(begin, Math.min(end, begin + lengthMax)).replaceAll(/\s+/g, " ").toWellFormed();
}
