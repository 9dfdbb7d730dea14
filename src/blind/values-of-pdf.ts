/** PDF syntax (ISO 32000-1, 7.2–7.3) as far as an object can be read and written again without being understood. */

/** What is neither a list nor a dictionary stays as it is written: numbers, names with their slash, strings with their brackets. */
export type PdfValue = string | Reference | readonly PdfValue[] | Dictionary | PdfStream;
export type Reference = { readonly number: number };
/** By name, without the slash. */
export type Dictionary = ReadonlyMap<string, PdfValue>;
export type PdfStream = { readonly dictionary: Dictionary; readonly from: number; readonly to: number };

export const isDictionary = (value: PdfValue | undefined): value is Dictionary => value instanceof Map;
export const isReference = (value: PdfValue | undefined): value is Reference => typeof value === "object" && "number" in value;
export const isStream = (value: PdfValue | undefined): value is PdfStream => typeof value === "object" && "dictionary" in value;
export const isList = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);

const BLANKS = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const HEXADECIMAL = /<[0-9A-Fa-f\0\t\n\f\r ]*>/y;
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const WORD = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;
const DEPTH_MAX = 200;

/** Reads values of a text of one byte a character, from a place on. */
export type Reader = { at: number; readonly value: () => PdfValue; /** The match of a sticky expression after blanks, which it then stands behind. */ readonly take: (form: RegExp) => RegExpExecArray | null };

export function readerOf(text: string, from: number): Reader {
  let depth = 0;
  const match = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = reader.at;
    const found = form.exec(text);
    if (found !== null) reader.at += found[0].length;
    return found;
  };
  const take = (form: RegExp): RegExpExecArray | null => { match(BLANKS); return match(form); };
  const inside = <Value>(read: () => Value): Value => {
    depth += 1;
    if (depth > DEPTH_MAX) throw new RangeError("a PDF of too many levels");
    const value = read();
    depth -= 1;
    return value;
  };
  const value = (): PdfValue => {
    match(BLANKS);
    if (text.startsWith("<<", reader.at)) return inside(dictionary);
    if (text[reader.at] === "[") return inside(list);
    if (text[reader.at] === "(") return literal();
    const reference = match(REFERENCE);
    if (reference !== null) return { number: Number(reference[1]) };
    const word = match(HEXADECIMAL) ?? match(NAME) ?? match(WORD);
    if (word === null) throw new RangeError(`no PDF value at ${String(reader.at)}`);
    return word[0].startsWith("/") ? `/${plainName(word[0].slice(1))}` : word[0];
  };
  const dictionary = (): Dictionary => {
    reader.at += 2;
    const entries = new Map<string, PdfValue>();
    while (take(/>>/y) === null) {
      const name = match(NAME)?.[0];
      if (name === undefined) throw new RangeError(`no name at ${String(reader.at)}`);
      entries.set(plainName(name.slice(1)), value());
    }
    return entries;
  };
  const list = (): PdfValue[] => {
    reader.at += 1;
    const values: PdfValue[] = [];
    while (take(/\]/y) === null) values.push(value());
    return values;
  };
  const literal = (): string => {
    const start = reader.at;
    let open = 0;
    do {
      const character = text[reader.at];
      if (character === undefined) throw new RangeError("a string without end");
      if (character === "(") open += 1;
      if (character === ")") open -= 1;
      reader.at += character === "\\" ? 2 : 1;
    } while (open > 0);
    return text.slice(start, reader.at);
  };
  const reader: Reader = { at: from, value, take };
  return reader;
}

/** A name by the letters it stands for, so that one written with # is the same name (7.3.5). */
const plainName = (name: string): string => name.replaceAll(/#([0-9A-Fa-f]{2})/g, (whole, hex: string) => {
  const letter = String.fromCharCode(Number.parseInt(hex, 16));
  return /[A-Za-z0-9_.:+-]/.test(letter) ? letter : whole;
});
