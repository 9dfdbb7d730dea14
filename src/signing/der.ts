import { concat, fromUtf8 } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";

/** DER (ITU-T X.690) read strictly: one encoding a value, or none. What BER would also allow is refused. */
export type Der = {
  readonly tag: number;
  /** Tag, length and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** Empty where the tag is primitive. */
  readonly children: readonly Der[];
};

/** Hostile or foolish bytes; caught where a file of this folder ends its parse, never further up. */
export class WrongDer extends RangeError {
  override readonly name = "WrongDer";
}

export const TAG = {
  boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, null: 0x05, oid: 0x06, enumerated: 0x0a, utf8: 0x0c, printable: 0x13, ia5: 0x16,
  utcTime: 0x17, generalizedTime: 0x18, bmp: 0x1e, sequence: 0x30, set: 0x31,
} as const;

const CONSTRUCTED = 0x20;
/** No certificate, list, signature or token nests deeper than 14. */
const depthMax = 24;

/** Context tag [n], constructed. */
export const context = (number: number): number => 0xa0 | number;
/** Context tag [n], primitive. */
export const contextPrimitive = (number: number): number => 0x80 | number;

/** Reads exactly one value. @param sizeMax bytes @throws {WrongDer} on anything but strict DER of at most `sizeMax` bytes with nothing behind it. */
export function readDer(bytes: Uint8Array, sizeMax: number): Der {
  if (bytes.length > sizeMax) throw new WrongDer(`${String(bytes.length)} bytes, the limit is ${String(sizeMax)}`);
  const der = readAt(bytes, 0, 0);
  if (der.bytes.length !== bytes.length) throw new WrongDer("bytes behind the end");
  return der;
}

function readAt(source: Uint8Array, start: number, depth: number): Der {
  if (depth > depthMax) throw new WrongDer("nested too deep");
  const tag = source[start];
  if (tag === undefined) throw new WrongDer("cut short");
  checkTag(tag);
  const { at, length } = readLength(source, start + 1);
  const end = at + length;
  if (end > source.length) throw new WrongDer("cut short");
  const content = source.subarray(at, end);
  return { tag, bytes: source.subarray(start, end), content, children: (tag & CONSTRUCTED) === 0 ? [] : readChildren(content, depth + 1) };
}

function readChildren(content: Uint8Array, depth: number): Der[] {
  const children: Der[] = [];
  for (let at = 0; at < content.length;) {
    const child = readAt(content, at, depth);
    children.push(child);
    at += child.bytes.length;
  }
  return children;
}

function checkTag(tag: number): void {
  if ((tag & 0x1f) === 0x1f) throw new WrongDer("a long tag");
  const universal = (tag & 0xc0) === 0;
  const mustNest = (tag & 0x1f) === 0x10 || (tag & 0x1f) === 0x11;
  if (tag === 0 || (universal && mustNest !== ((tag & CONSTRUCTED) !== 0))) throw new WrongDer("a tag DER does not know");
}

function readLength(source: Uint8Array, start: number): { readonly at: number; readonly length: number } {
  const first = source[start];
  if (first === undefined) throw new WrongDer("cut short");
  if (first < 0x80) return { at: start + 1, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new WrongDer("an indefinite or oversized length");
  let length = 0;
  for (let index = 1; index <= count; index += 1) length = length * 256 + (source[start + index] ?? Number.NaN);
  if (Number.isNaN(length)) throw new WrongDer("cut short");
  if (length < 0x80 || length < 256 ** (count - 1)) throw new WrongDer("a length longer than needed");
  return { at: start + 1 + count, length };
}

/** The value, if it has the wanted tag. @throws {WrongDer} otherwise, or where there is none. */
export function expect(der: Der | undefined, tag: number, what: string): Der {
  if (der?.tag !== tag) throw new WrongDer(`${what} is missing or of another type`);
  return der;
}

/** The children of a SEQUENCE or SET (or of a context tag): at least `min`, at most `max`. @throws {WrongDer} */
export function childrenOf(der: Der | undefined, tag: number, what: string, min: number, max: number): readonly Der[] {
  const { children } = expect(der, tag, what);
  if (children.length < min || children.length > max) throw new WrongDer(`${what} has ${String(children.length)} parts`);
  return children;
}

/** An object identifier in dotted form. @throws {WrongDer} */
export function readOid(der: Der | undefined, what: string): string {
  const { content } = expect(der, TAG.oid, what);
  const last = content.at(-1);
  if (last === undefined || last >= 0x80 || content.length > 64) throw new WrongDer(`${what} is no object identifier`);
  const [first = 0n, ...arcs] = readArcs(content, what);
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...arcs].join(".");
}

function readArcs(content: Uint8Array, what: string): bigint[] {
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new WrongDer(`${what} is no object identifier`);
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0n;
  }
  return arcs;
}

/** The content bytes of a non-negative INTEGER without the sign byte: never empty. @throws {WrongDer} if negative or not minimal. */
export function readUnsigned(der: Der | undefined, what: string): Uint8Array {
  const { content } = expect(der, TAG.integer, what);
  const [first, second] = content;
  if (first === undefined || (first & 0x80) !== 0) throw new WrongDer(`${what} is negative or empty`);
  if (first !== 0 || second === undefined) return content;
  if ((second & 0x80) === 0) throw new WrongDer(`${what} is longer than needed`);
  return content.subarray(1);
}

/** A small INTEGER: 0 to 2³¹−1. @throws {WrongDer} */
export function readSmall(der: Der | undefined, what: string): number {
  const bytes = readUnsigned(der, what);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (value > 0x7fff_ffff) throw new WrongDer(`${what} is too large`);
  return value;
}

/** @throws {WrongDer} */
export function readBoolean(der: Der | undefined, what: string): boolean {
  const { content } = expect(der, TAG.boolean, what);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new WrongDer(`${what} is no boolean`);
  return content[0] === 0xff;
}

/** The bytes of a BIT STRING of whole bytes. @throws {WrongDer} */
export function readBits(der: Der | undefined, what: string): Uint8Array {
  const { content } = expect(der, TAG.bits, what);
  if (content[0] !== 0) throw new WrongDer(`${what} is not made of whole bytes`);
  return content.subarray(1);
}

/** The set positions of a named BIT STRING such as KeyUsage, at most 24. @throws {WrongDer} unless it ends in a one, as DER wants (X.690, 11.2.2) */
export function readFlags(der: Der | undefined, what: string): ReadonlySet<number> {
  const { content } = expect(der, TAG.bits, what);
  const [unused = 8, ...bytes] = content;
  const last = bytes.at(-1) ?? 0;
  if (bytes.length > 3 || unused > 7 || last % (1 << unused) !== 0 || (last & (1 << unused)) === 0) throw new WrongDer(`${what} is no list of flags`);
  return new Set(bytes.flatMap((byte, at) => [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => at * 8 + bit)));
}

const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/** Text of a name; null for the string types nobody should use any more. @throws {WrongDer} on broken encoding and on control characters, which could end a line elsewhere */
export function readText(der: Der, what: string): string | null {
  const text = decodeText(der, what);
  if (text !== null && CONTROL_CHARACTER.test(text)) throw new WrongDer(`${what} has control characters`);
  return text;
}

function decodeText({ tag, content }: Der, what: string): string | null {
  try {
    if (tag === TAG.bmp) return new TextDecoder("utf-16be", { fatal: true }).decode(content);
    return tag === TAG.utf8 || tag === TAG.printable || tag === TAG.ia5 ? fromUtf8(content) : null;
  } catch {
    throw new WrongDer(`${what} is no text`);
  }
}

const UTC_TIME = /^\d{12}Z$/;
const GENERALIZED_TIME = /^\d{14}Z$/;
const GENERALIZED_TIME_WITH_FRACTION = /^\d{14}(\.\d{0,2}[1-9])?Z$/;

/** UTCTime (1950–2049) or GeneralizedTime, seconds and Z; a fraction of up to three digits only where `fraction` says so. @throws {WrongDer} */
export function readTime(der: Der | undefined, what: string, fraction = false): Instant {
  const full = timeText(der, fraction);
  if (full === null) throw new WrongDer(`${what} is no time`);
  const iso = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6, 8)}T${full.slice(8, 10)}:${full.slice(10, 12)}:${full.slice(12)}`;
  const ms = Date.parse(iso);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== iso.slice(0, 19)) throw new WrongDer(`${what} is no time`);
  return ms as Instant;
}

/** The digits with a year of four, or null. */
function timeText(der: Der | undefined, fraction: boolean): string | null {
  if (der === undefined) return null;
  const text = String.fromCharCode(...der.content.subarray(0, 24));
  if (der.tag === TAG.utcTime && UTC_TIME.test(text)) return `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}`;
  const form = fraction ? GENERALIZED_TIME_WITH_FRACTION : GENERALIZED_TIME;
  return der.tag === TAG.generalizedTime && form.test(text) ? text : null;
}

/** One value with tag and length. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.from([tag, ...lengthBytes(length)]), ...parts);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => tlv(TAG.sequence, ...parts);

/** The parts of a SET OF in the order DER wants: by their bytes. */
export const inSetOrder = (parts: readonly Uint8Array[]): Uint8Array[] => [...parts].sort(compareBytes);

export const set = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => tlv(TAG.set, ...inSetOrder(parts));

/** Negative, zero or positive, as `Array.sort` wants it; a shorter value that begins a longer one comes first. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A non-negative INTEGER from its bytes, most significant first; leading zeros are dropped. */
export function unsigned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const from = bytes.findIndex((byte) => byte !== 0);
  const minimal = from === -1 ? Uint8Array.of(0) : bytes.subarray(from);
  return ((minimal[0] ?? 0) & 0x80) === 0 ? tlv(TAG.integer, minimal) : tlv(TAG.integer, Uint8Array.of(0), minimal);
}

/** @param dotted such as "2.5.4.3" */
export function oid(dotted: string): Uint8Array<ArrayBuffer> {
  const [top = 0n, second = 0n, ...arcs] = dotted.split(".").map(BigInt);
  return tlv(TAG.oid, Uint8Array.from([top * 40n + second, ...arcs].flatMap(base128)));
}

function base128(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return bytes;
}

export const octets = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => tlv(TAG.octets, bytes);
export const NULL = tlv(TAG.null);
