import { refuse } from "../kernel/result.js";
import type { Refusal } from "../kernel/refusal.js";
import type { FilledFile } from "./asked.js";

/** How much of a file's beginning says what kind it is, in bytes: PDF readers look for the mark this far. */
export const KIND_BYTES = 1_024;

const begins = (...marks: readonly string[]) => (head: Uint8Array): boolean => marks.some((mark) => mark.match(/../g)?.every((byte, at) => head[at] === Number.parseInt(byte, 16)) === true);
const ZIP = begins("504b0304", "504b0506");
const OLE = begins("d0cf11e0a1b11ae1");
const JPEG = begins("ffd8ff");
const pdf = (head: Uint8Array): boolean => new TextDecoder("latin1").decode(head.subarray(0, KIND_BYTES)).includes("%PDF-");

/** The mark each kind of file begins with, by extension (ISO 32000-1 7.5.2; ISO/IEC 21320-1; ECMA-376; GB/T 33190; MS-CFB; ITU-T T.81; ISO/IEC 15948). */
const MARKS: Readonly<Record<string, (head: Uint8Array) => boolean>> = {
  pdf, docx: ZIP, xlsx: ZIP, pptx: ZIP, ofd: ZIP, zip: ZIP, doc: OLE, xls: OLE, ppt: OLE, wps: OLE, et: OLE, jpg: JPEG, jpeg: JPEG, png: begins("89504e470d0a1a0a"),
};

/** What keeps a reader from opening a file as what its name says it is; null where nothing does, or the kind has no mark. */
export function kindFault({ name, head }: FilledFile): Refusal | null {
  if (head === null) return refuse("file-changed", { name }).refusal;
  const kind = /\.([^.]+)$/.exec(name.normalize("NFKC"))?.[1]?.toLowerCase() ?? "";
  const isKind = Object.hasOwn(MARKS, kind) ? MARKS[kind] : undefined;
  return isKind === undefined || isKind(head) ? null : refuse("file-not-its-kind", { name, kind }).refusal;
}
