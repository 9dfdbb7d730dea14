import { sha256Hex } from "../signing/hash-node.js";
import { BID_MARKS, type Mark, type Shared } from "./marks.js";

/** Hexadecimal digits kept of a mark's hash: no two of an exchange's marks meet by chance. */
const DIGITS = 32;

/** What is kept of a mark, to count by: its kind and a hash, so that names and numbers of people are not collected. */
export const keptMark = ({ kind, value }: Pick<Shared, "kind" | "value">): string => `${kind}:${sha256Hex(value).slice(0, DIGITS)}`;
/** What is kept of a bid's marks. */
export const keptMarks = (marks: readonly Mark[]): string[] => [...new Set(marks.filter(({ kind }) => BID_MARKS.has(kind)).map(keptMark))].sort();

const BYTES = 4;

/** Numbers of 32 bits as bytes, little end first. */
export function toBytesLE(numbers: Uint32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(numbers.length * BYTES));
  for (const [index, number] of numbers.entries()) bytes.setUint32(index * BYTES, number, true);
  return new Uint8Array(bytes.buffer);
}

export function fromBytesLE(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / BYTES }, (_, index) => view.getUint32(index * BYTES, true));
}
