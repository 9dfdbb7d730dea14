import { pdfObjects, type PdfObjects } from "./objects-of-pdf.js";
import { isDictionary, isList, isReference, isStream, type Dictionary, type PdfStream, type PdfValue } from "./values-of-pdf.js";
import { strippedJpeg } from "./strip-image.js";

/** What says who made a document, when and with what, what it carries beside its pages, and what it does by itself (ISO 32000-1, 14.3–14.5, 7.11.4, 12.6, 12.8). */
const LEFT_OUT: ReadonlySet<string> = new Set(["Metadata", "PieceInfo", "LastModified", "EmbeddedFiles", "AF", "EF", "JavaScript", "JS", "OpenAction", "AA", "Perms", "DSS", "SpiderInfo", "CreatorInfo", "Thumb", "Legal", "Collection"]);
/** Of a note on a page: who wrote it and when (12.5). */
const OF_NOTES: ReadonlySet<string> = new Set(["T", "M", "NM", "CreationDate"]);
/** Of a signature's field: who signed, and how that looks. */
const OF_SIGNATURES: ReadonlySet<string> = new Set(["V", "AP", "Lock", "SV"]);

/**
 * A PDF of the same pages that says nothing of its making: what the pages reach is written afresh in the order it is reached; earlier
 * versions, attachments, signatures and authors are not. The same bytes give the same bytes. @throws {Error} on one that cannot be read
 */
export function strippedPdf(bytes: Uint8Array): Uint8Array {
  const source = pdfObjects(bytes);
  const root = source.trailer.get("Root");
  if (!isReference(root)) throw new RangeError("a PDF without catalogue");
  const numbers = new Map<number, number>();
  const queue: number[] = [];
  const numberOf = (old: number): number => {
    const number = numbers.get(old) ?? numbers.size + 1;
    if (!numbers.has(old)) { numbers.set(old, number); queue.push(old); }
    return number;
  };
  numberOf(root.number);
  const out = growing();
  out.put("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
  const offsets: number[] = [];
  for (const old of queue) {
    offsets.push(out.size());
    out.put(`${String(offsets.length)} 0 obj\n`);
    putObject(out, source, source.object(old), numberOf);
    out.put("\nendobj\n");
  }
  const start = out.size();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  out.put(`xref\n0 ${String(offsets.length + 1)}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${String(offsets.length + 1)} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`);
  return out.bytes();
}

type Growing = { readonly put: (piece: string | Uint8Array) => void; readonly size: () => number; readonly bytes: () => Uint8Array };

function growing(): Growing {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    put: (piece) => { const bytes = typeof piece === "string" ? Buffer.from(piece, "latin1") : piece; pieces.push(bytes); size += bytes.length; },
    size: () => size, bytes: () => Uint8Array.from(Buffer.concat(pieces, size)),
  };
}

type NumberOf = (old: number) => number;

function putObject(out: Growing, source: PdfObjects, value: PdfValue | null, numberOf: NumberOf): void {
  if (value === null) { out.put("null"); return; }
  if (!isStream(value)) { out.put(written(value, source, numberOf)); return; }
  const content = contentOf(source, value);
  const dictionary = new Map(value.dictionary).set("Length", String(content.length));
  out.put(`${written(dictionary, source, numberOf)}\nstream\n`);
  out.put(content);
  out.put("\nendstream");
}

/** A stream's bytes; of a photograph without what its camera wrote into it. */
function contentOf(source: PdfObjects, stream: PdfStream): Uint8Array {
  const filter = stream.dictionary.get("Filter");
  const only = isList(filter) && filter.length === 1 ? filter[0] : filter;
  return only === "/DCTDecode" ? strippedJpeg(source.stored(stream)) : source.stored(stream);
}

function written(value: PdfValue, source: PdfObjects, numberOf: NumberOf): string {
  if (typeof value === "string") return value;
  if (isReference(value)) return `${String(numberOf(value.number))} 0 R`;
  if (isList(value)) return `[${value.map((each) => written(each, source, numberOf)).join(" ")}]`;
  if (isStream(value)) throw new RangeError("a stream inside an object");
  const leaves = leftOutOf(value, source);
  return `<<${[...value].filter(([name]) => !LEFT_OUT.has(name) && !leaves.has(name)).map(([name, each]) => `/${name} ${written(each, source, numberOf)}`).join("\n")}>>`;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What is left out of a dictionary for what it is. */
function leftOutOf(dictionary: Dictionary, source: PdfObjects): ReadonlySet<string> {
  if (dictionary.get("FT") === "/Sig" || isOfSignature(dictionary, source)) return OF_SIGNATURES;
  const kind = dictionary.get("Subtype");
  const isNote = dictionary.has("Rect") && typeof kind === "string" && kind !== "/Widget" && kind !== "/Link";
  return isNote ? OF_NOTES : NOTHING;
}

/** A signature's place on a page may be apart from its field (12.7.3.1). */
function isOfSignature(dictionary: Dictionary, source: PdfObjects): boolean {
  const parent = dictionary.get("Subtype") === "/Widget" ? dictionary.get("Parent") : undefined;
  const field = isReference(parent) ? source.object(parent.number) : parent;
  return field !== null && isDictionary(field) && field.get("FT") === "/Sig";
}
