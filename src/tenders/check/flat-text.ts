/** A text as patterns read it: half-width, without spaces or invisible characters; `from[i]` is where character i stood in what was written. */
export type FlatText = { readonly text: string; readonly from: readonly number[]; readonly written: string };

const BLANK = /[^\S\n]|\p{Cf}/u;

/** NFKC turns full-width letters, digits and punctuation into plain ones. @param spaced keeps one blank where blanks stood, for dates and clock times */
export function flatten(written: string, spaced = false): FlatText {
  const pieces: string[] = [];
  const from: number[] = [];
  let at = 0;
  for (const character of written) {
    const plain = plainOf(character, spaced && pieces.at(-1) !== " ");
    if (plain !== "") pieces.push(plain);
    from.push(...new Array<number>(plain.length).fill(at));
    at += character.length;
  }
  return { text: pieces.join(""), from, written };
}

/** Most characters of a tender: they stand for themselves, and a book of them is read at once. */
const PLAIN = /[!-~\n\u4e00-\u9fff]/;

function plainOf(character: string, keepsBlank: boolean): string {
  if (PLAIN.test(character)) return character;
  if (character === "\r") return "";
  if (BLANK.test(character)) return keepsBlank ? " " : "";
  return character.normalize("NFKC");
}

const SHOWN_LENGTH_MAX = 60;

/** What was written where a flat text has `length` characters from `index`: the deciding words, as their author wrote them. */
export function writtenAt({ from, written }: FlatText, index: number, length: number): string {
  const begin = from[index] ?? 0;
  const end = from[index + length] ?? written.length;
  const shown = written.slice(begin, end).replaceAll(/\s+/gu, " ").trim();
  return Array.from(shown).length <= SHOWN_LENGTH_MAX ? shown : `${Array.from(shown).slice(0, SHOWN_LENGTH_MAX).join("")}…`;
}
