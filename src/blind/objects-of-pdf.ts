import { unzlibSync } from "fflate";
import { isDictionary, isList, isReference, isStream, readerOf, type Dictionary, type PdfStream, type PdfValue, type Reader } from "./values-of-pdf.js";

/** The objects of a PDF as its newest cross-reference names them (ISO 32000-1, 7.5). */
export type PdfObjects = {
  readonly trailer: Dictionary;
  /** What stands under a number; null where nothing does. @throws {RangeError} on one that is not where it is said to be */
  readonly object: (number: number) => PdfValue | null;
  /** The bytes of a stream as they are stored. */
  readonly stored: (stream: PdfStream) => Uint8Array;
};

type Entry = { readonly offset: number } | { readonly container: number; readonly place: number };

/** Kinds of rows; others are of free numbers. */
const [IN_FILE, IN_STREAM] = [1, 2];
/** Earlier cross-references that are followed: one for each time the file was saved. */
const SAVES_MAX = 1_000;

/** @throws {Error} on bytes that are no PDF, are broken, or need a password */
export function pdfObjects(bytes: Uint8Array): PdfObjects {
  const whole = latin1(bytes);
  const head = whole.indexOf("%PDF-");
  if (head < 0 || head > 1_024) throw new RangeError("no PDF");
  const text = whole.slice(head);
  const stored = ({ from, to }: PdfStream): Uint8Array => bytes.subarray(head + from, head + to);
  const entries = new Map<number, Entry>();
  const containers = new Map<number, readonly PdfValue[]>();
  const lengthOf = (value: PdfValue | undefined): number => Number(isReference(value) ? object(value.number) : value);
  const object = (number: number): PdfValue | null => {
    const entry = entries.get(number);
    if (entry === undefined) return null;
    if ("offset" in entry) return objectAt(text, entry.offset, lengthOf, number);
    const inside = containers.get(entry.container) ?? unpacked(object(entry.container));
    containers.set(entry.container, inside);
    return inside[entry.place] ?? null;
  };
  const unpacked = (container: PdfValue | null): PdfValue[] => {
    if (container === null || !isStream(container)) throw new RangeError("no object stream");
    const content = latin1(decoded(container.dictionary, stored(container)));
    const [count, first] = [Number(container.dictionary.get("N")), Number(container.dictionary.get("First"))];
    const offsets = content.slice(0, first).trim().split(/[\0\t\n\f\r ]+/).map(Number).filter((_, at) => at % 2 === 1);
    return offsets.slice(0, count).map((offset) => readerOf(content, first + offset).value());
  };
  const trailer = crossReferences(text, entries, (at) => objectAt(text, at, lengthOf, null), stored);
  if (trailer.has("Encrypt")) throw new RangeError("a PDF with a password");
  return { trailer, object, stored };
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

/** An object that begins at a place, with its stream. @param wanted its number; null for whichever it is */
function objectAt(text: string, offset: number, lengthOf: (value: PdfValue | undefined) => number, wanted: number | null): PdfValue {
  const reader = readerOf(text, offset);
  const head = reader.take(/(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/y);
  if (head === null || (wanted !== null && Number(head[1]) !== wanted)) throw new RangeError(`no object ${String(wanted)} at ${String(offset)}`);
  const value = reader.value();
  if (!isDictionary(value) || reader.take(/stream(?:\r\n|\n|\r)/y) === null) return value;
  const from = reader.at;
  const said = from + lengthOf(value.get("Length"));
  const to = /^[\0\t\n\f\r ]{0,4}endstream/.test(text.slice(said, said + 16)) ? said : text.indexOf("endstream", from);
  if (to < from) throw new RangeError("a stream without end");
  return { dictionary: value, from, to };
}

type ReadAt = (offset: number) => PdfValue;

/** Fills in where every object stands, the newest cross-reference first. @returns the newest trailer */
function crossReferences(text: string, entries: Map<number, Entry>, readAt: ReadAt, stored: PdfObjects["stored"]): Dictionary {
  const queue = [Number(/startxref\s+(\d+)/.exec(text.slice(text.lastIndexOf("startxref")))?.[1])];
  let newest: Dictionary | null = null;
  const seen = new Set<number>();
  for (const offset of queue) {
    if (!Number.isSafeInteger(offset) || seen.has(offset)) continue;
    if (seen.add(offset).size > SAVES_MAX) throw new RangeError("a PDF saved too often");
    const reader = readerOf(text, offset);
    const trailer = reader.take(/xref/y) === null ? crossStream(readAt(offset), entries, stored) : crossTable(reader, entries);
    newest ??= trailer;
    queue.push(...["XRefStm", "Prev"].flatMap((name) => (trailer.has(name) ? [Number(trailer.get(name))] : [])));
  }
  if (newest === null) throw new RangeError("a PDF without cross-reference");
  return newest;
}

/** A table of places (7.5.4). */
function crossTable(reader: Reader, entries: Map<number, Entry>): Dictionary {
  for (let section = reader.take(/(\d{1,10})[ \t]+(\d{1,10})/y); section !== null; section = reader.take(/(\d{1,10})[ \t]+(\d{1,10})/y)) {
    const [first, count] = [Number(section[1]), Number(section[2])];
    for (let number = first; number < first + count; number += 1) {
      const row = reader.take(/(\d{10})[ \t]\d{5}[ \t]([nf])/y);
      if (row === null) throw new RangeError("a broken cross-reference");
      if (row[2] === "n") put(entries, number, { offset: Number(row[1]) });
    }
  }
  const trailer = reader.take(/trailer/y) === null ? null : reader.value();
  if (trailer === null || !isDictionary(trailer)) throw new RangeError("a PDF without trailer");
  return trailer;
}

/** The same in a stream (7.5.8): rows of three numbers, of as many bytes each as it says. */
function crossStream(value: PdfValue, entries: Map<number, Entry>, stored: PdfObjects["stored"]): Dictionary {
  if (!isStream(value)) throw new RangeError("no cross-reference");
  const { dictionary } = value;
  const widths = numbersOf(dictionary.get("W"));
  const width = widths.reduce((sum, each) => sum + each, 0);
  if (widths.length !== 3 || !(width > 0 && width <= WIDTH_MAX)) throw new RangeError("a broken cross-reference");
  const rows = decoded(dictionary, stored(value));
  let at = 0;
  for (const number of numbersIn(numbersOf(dictionary.get("Index") ?? ["0", dictionary.get("Size") ?? "0"]), Math.floor(rows.length / width))) {
    const [kind, one, two] = rowAt(rows, at, widths);
    if (kind === IN_STREAM) put(entries, number, { container: one, place: two });
    else if (kind === IN_FILE) put(entries, number, { offset: one });
    at += width;
  }
  return dictionary;
}

const WIDTH_MAX = 24;

/** The numbers of the objects that rows are about: pairs of the first and how many. */
function* numbersIn(index: readonly number[], rowsMax: number): Generator<number> {
  let left = rowsMax;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    for (let number = first; number < first + count && left > 0; number += 1, left -= 1) yield number;
  }
}

/** What a row says; without a width for its kind an object stands in the file. */
function rowAt(rows: Uint8Array, at: number, [kindWidth = 0, firstWidth = 0, secondWidth = 0]: readonly number[]): readonly [kind: number, one: number, two: number] {
  const field = (from: number, length: number): number => rows.subarray(at + from, at + from + length).reduce((sum, byte) => sum * 256 + byte, 0);
  return [kindWidth === 0 ? IN_FILE : field(0, kindWidth), field(kindWidth, firstWidth), field(kindWidth + firstWidth, secondWidth)];
}

/** The newest place of an object counts. */
function put(entries: Map<number, Entry>, number: number, entry: Entry): void {
  if (!entries.has(number)) entries.set(number, entry);
}

const numbersOf = (value: PdfValue | undefined): number[] => (isList(value) ? value.map(Number) : []);

/** The content of a stream of the file's own bookkeeping: as it is or deflated, with a predictor of PNG (7.4.4). @throws {RangeError} on any other filter */
function decoded(dictionary: Dictionary, bytes: Uint8Array): Uint8Array {
  const [filter, parameters] = [single(dictionary.get("Filter")), single(dictionary.get("DecodeParms"))];
  if (filter === undefined) return bytes;
  if (filter !== "/FlateDecode") throw new RangeError("an unknown filter");
  const content = unzlibSync(bytes);
  const asked = isDictionary(parameters) ? parameters : new Map<string, PdfValue>();
  if (Number(asked.get("Predictor") ?? 1) < 10) return content;
  return unpredicted(content, Number(asked.get("Columns") ?? 1) * Number(asked.get("Colors") ?? 1));
}

const single = (value: PdfValue | undefined): PdfValue | undefined => (isList(value) && value.length === 1 ? value[0] : value);

/** Rows of bytes, each after the kind of its predictor (PNG, 9): none or the byte above, which are all that bookkeeping uses, and the byte before. */
function unpredicted(content: Uint8Array, columns: number): Uint8Array {
  if (!(columns > 0)) throw new RangeError("a broken predictor");
  const rows = Math.floor(content.length / (columns + 1));
  const plain = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const from = row * (columns + 1);
    const kind = content[from] ?? 0;
    if (kind > 2) throw new RangeError("an unknown predictor");
    const line = plain.subarray(row * columns, (row + 1) * columns);
    const above = row === 0 ? new Uint8Array(columns) : plain.subarray((row - 1) * columns, row * columns);
    for (let column = 0; column < columns; column += 1) line[column] = (content[from + 1 + column] ?? 0) + predicted(kind, above[column], line[column - 1]);
  }
  return plain;
}

const predicted = (kind: number, above = 0, before = 0): number => [0, before, above][kind] ?? 0;
