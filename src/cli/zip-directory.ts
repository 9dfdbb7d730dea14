import type { FileHandle } from "node:fs/promises";
import { DESCRIBED, DESCRIPTOR_MARK, END64_BYTES, END64_MARK, END_BYTES, END_MARK, LINE_BYTES, LINE_MARK, LOCAL_BYTES, LOCAL_MARK, LOCATOR_BYTES, LOCATOR_MARK, MASK_16, MASK_32, STORED, ZIP64_ID } from "../archive/zip-records.js";

const UTF8_NAME = 0x0800;
const UNIX = 3;
const FILE_KIND = 0o170_000;
const REGULAR = 0o100_000;
const NAME_BYTES_MAX = 1_024;
/** A directory is read whole. */
const DIRECTORY_BYTES_MAX = 64 * 1_048_576;
const ENTRIES_MAX = 500_000;

/** A zip that two readers could read in two ways, or none. */
export class BadZip extends RangeError {}

/** A file as the directory lists it; `offset` is where its own header begins. */
export type Entry = { readonly name: string; readonly size: number; readonly crc: number; readonly offset: number; readonly flags: number };
/** Reads bytes of the zip: fewer than asked for at its end alone. */
export type BytesAt = (at: number, length: number) => Promise<DataView>;
type End = { readonly count: number; readonly length: number; readonly at: number };

const WINDOW_BYTES = 1 << 16;

/** Reads through a window that moves on: small files lie close together, and their headers are read by the dozen. */
export function windowOn(handle: FileHandle): BytesAt {
  let from = 0;
  let held: Uint8Array = new Uint8Array();
  return async (at, length) => {
    if (at < from || at + length > from + held.length) {
      const bytes = new Uint8Array(Math.max(WINDOW_BYTES, length));
      let filled = 0;
      for (let read = -1; read !== 0 && filled < bytes.length; filled += read) read = (await handle.read(bytes, filled, bytes.length - filled, at + filled)).bytesRead;
      [from, held] = [at, bytes.subarray(0, filled)];
    }
    return new DataView(held.buffer, at - from, Math.min(length, from + held.length - at));
  };
}

/** The directory and where it begins. @throws {BadZip} */
export async function directoryOf(bytesAt: BytesAt, size: number): Promise<{ readonly entries: readonly Entry[]; readonly at: number }> {
  const { count, length, at } = await endOf(bytesAt, size);
  if (length > DIRECTORY_BYTES_MAX || count > ENTRIES_MAX) throw new BadZip(`zip: > ${String(ENTRIES_MAX)} files`);
  const directory = await bytesAt(at, length);
  const entries: Entry[] = [];
  let place = 0;
  while (entries.length < count) {
    const line = lineAt(directory, place);
    entries.push(line.entry);
    place = line.next;
  }
  if (place !== length) throw new BadZip("zip: directory length");
  return { entries, at };
}

/** The end records: last in the file; where there are two of them they say the same. */
async function endOf(bytesAt: BytesAt, size: number): Promise<End> {
  const classic = classicEnd(await bytesAt(Math.max(0, size - END_BYTES), END_BYTES));
  const wide = await end64Of(bytesAt, size - END_BYTES - LOCATOR_BYTES);
  const told = wide ?? classic;
  if (wide !== null && !agree(classic, wide)) throw new BadZip("zip64: two end records that differ");
  if (told.at + told.length !== size - END_BYTES - (wide === null ? 0 : LOCATOR_BYTES + END64_BYTES)) throw new BadZip("zip: bytes that belong to no file");
  return told;
}

/** The short end record: on one disk, without a comment. */
function classicEnd(end: DataView): End {
  if (end.byteLength !== END_BYTES || end.getUint32(0, true) !== END_MARK || end.getUint16(20, true) !== 0) throw new BadZip("zip: no end record");
  const told = { count: end.getUint16(10, true), length: end.getUint32(12, true), at: end.getUint32(16, true) };
  if (end.getUint32(4, true) !== 0 || end.getUint16(8, true) !== told.count) throw new BadZip("zip: several disks");
  return told;
}

/** Whether the short record masks what the long one says, or says the same. */
function agree(classic: End, wide: End): boolean {
  return [MASK_16, wide.count].includes(classic.count) && [MASK_32, wide.length].includes(classic.length) && [MASK_32, wide.at].includes(classic.at);
}

/** The long end record; null where no locator stands where one must. */
async function end64Of(bytesAt: BytesAt, locatorAt: number): Promise<End | null> {
  const at = locatorAt - END64_BYTES;
  if (locatorAt < 0 || (await bytesAt(locatorAt, 4)).getUint32(0, true) !== LOCATOR_MARK) return null;
  if (at < 0) throw new BadZip("zip64: no end record");
  const both = await bytesAt(at, END64_BYTES + LOCATOR_BYTES);
  if (both.getUint32(0, true) !== END64_MARK || wideAt(both, 4) !== END64_BYTES - 12 || wideAt(both, END64_BYTES + 8) !== at) throw new BadZip("zip64: no end record");
  const told = { count: wideAt(both, 32), length: wideAt(both, 40), at: wideAt(both, 48) };
  const disks = [both.getUint32(16, true), both.getUint32(20, true), both.getUint32(END64_BYTES + 4, true), both.getUint32(END64_BYTES + 16, true) - 1, wideAt(both, 24) - told.count];
  if (disks.some((each) => each !== 0)) throw new BadZip("zip64: several disks");
  return told;
}

/** Eight bytes as a number; no file is longer than 2^53. @throws {BadZip} */
function wideAt(view: DataView, place: number): number {
  const value = view.getBigUint64(place, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BadZip("zip64: a size that no file has");
  return Number(value);
}

/** One line of the directory. */
function lineAt(directory: DataView, place: number): { readonly entry: Entry; readonly next: number } {
  if (place + LINE_BYTES > directory.byteLength || directory.getUint32(place, true) !== LINE_MARK) throw new BadZip("zip: directory");
  const [nameBytes, extraBytes, commentBytes] = [directory.getUint16(place + 28, true), directory.getUint16(place + 30, true), directory.getUint16(place + 32, true)];
  const next = place + LINE_BYTES + nameBytes + extraBytes + commentBytes;
  if (nameBytes > NAME_BYTES_MAX || next > directory.byteLength) throw new BadZip("zip: directory");
  const name = textAt(directory, place + LINE_BYTES, nameBytes);
  checkKind(directory, place, name);
  const at = (offset: number): number => directory.getUint32(place + offset, true);
  const [size = 0, packed, offset = 0] = widened([at(24), at(20), at(42)], zip64In(directory, place + LINE_BYTES + nameBytes, extraBytes, name), name);
  if (packed !== size) throw new BadZip(`${name}: two sizes`);
  return { entry: { name, size, crc: at(16), offset, flags: directory.getUint16(place + 8, true) }, next };
}

/** Only a plain file, in the clear, stored as it is, on this disk. */
function checkKind(directory: DataView, place: number, name: string): void {
  if ((directory.getUint16(place + 8, true) & ~(DESCRIBED | UTF8_NAME)) !== 0 || directory.getUint16(place + 10, true) !== STORED) throw new BadZip(`${name}: not stored as it is`);
  if (!isPlain(directory, place)) throw new BadZip(`${name}: not a file`);
  if (directory.getUint16(place + 34, true) !== 0) throw new BadZip("zip: several disks");
}

/** No link, no device: where the zip was made on Unix the mode says so. */
function isPlain(directory: DataView, place: number): boolean {
  const kind = (directory.getUint32(place + 38, true) >>> 16) & FILE_KIND;
  return directory.getUint8(place + 5) !== UNIX || kind === 0 || kind === REGULAR;
}

const textAt = (view: DataView, place: number, length: number): string => Buffer.from(view.buffer, view.byteOffset + place, length).toString("utf8");

/** The zip64 field among the extra fields; null where there is none. @throws {BadZip} where there are two, or what is there are no fields */
function zip64In(view: DataView, place: number, length: number, name: string): DataView | null {
  let found: DataView | null = null;
  let at = place;
  while (at < place + length) {
    const bytes = at + 4 > place + length ? Number.POSITIVE_INFINITY : view.getUint16(at + 2, true);
    if (at + 4 + bytes > place + length || (found !== null && view.getUint16(at, true) === ZIP64_ID)) throw new BadZip(`${name}: extra fields`);
    if (view.getUint16(at, true) === ZIP64_ID) found = new DataView(view.buffer, view.byteOffset + at + 4, bytes);
    at += 4 + bytes;
  }
  return found;
}

/** Values of four bytes, those that are masked taken from the zip64 field, which must hold these and no others. */
function widened(values: readonly number[], zip64: DataView | null, name: string): number[] {
  const masked = zip64 === null ? 0 : values.filter((value) => value === MASK_32).length;
  if (zip64 !== null && zip64.byteLength !== 8 * masked) throw new BadZip(`${name}: zip64 field`);
  let place = 0;
  return values.map((value) => {
    if (zip64 === null || value !== MASK_32) return value;
    place += 8;
    return wideAt(zip64, place - 8);
  });
}

/** Where a file's bytes begin, its own header and what follows it saying what the directory says. @param end where the next thing in the zip begins */
export async function startOf(bytesAt: BytesAt, entry: Entry, end: number): Promise<number> {
  const { name, size, crc, offset, flags } = entry;
  const head = await bytesAt(offset, LOCAL_BYTES);
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL_MARK || head.getUint16(6, true) !== flags || head.getUint16(8, true) !== STORED) throw new BadZip(`${name}: header`);
  const [nameBytes, extraBytes] = [head.getUint16(26, true), head.getUint16(28, true)];
  const start = offset + LOCAL_BYTES + nameBytes + extraBytes;
  if (start + size > end) throw new BadZip(`${name}: overlaps what follows it`);
  const told = [head.getUint32(14, true), head.getUint32(22, true), head.getUint32(18, true)];
  const tail = await bytesAt(offset + LOCAL_BYTES, nameBytes + extraBytes);
  if (textAt(tail, 0, nameBytes) !== name) throw new BadZip(`${name}: header`);
  const [size2, packed] = widened(told.slice(1), zip64In(tail, nameBytes, extraBytes, name), name);
  // With a descriptor the header may leave them empty.
  const says = (value: number | undefined, wanted: number): boolean => value === wanted || ((flags & DESCRIBED) !== 0 && value === 0);
  if (!says(told[0], crc) || !says(size2, size) || !says(packed, size)) throw new BadZip(`${name}: two sizes`);
  await checkDescriptor(bytesAt, entry, start + size, end);
  return start;
}

/** Between a file and what follows it stands its descriptor or nothing: no bytes that one reader sees and another does not. */
async function checkDescriptor(bytesAt: BytesAt, { name, size, crc, flags }: Entry, at: number, end: number): Promise<void> {
  const length = end - at;
  const isDescribed = (flags & DESCRIBED) !== 0;
  if (isDescribed ? ![12, 16, 20, 24].includes(length) : length !== 0) throw new BadZip(`${name}: bytes that belong to no file`);
  if (isDescribed && !sameDescriptor(await bytesAt(at, length), size, crc)) throw new BadZip(`${name}: descriptor`);
}

/** With or without its mark; sizes of four bytes or of eight. */
function sameDescriptor(bytes: DataView, size: number, crc: number): boolean {
  const place = bytes.byteLength % 8 === 0 ? 4 : 0;
  if (place === 4 && bytes.getUint32(0, true) !== DESCRIPTOR_MARK) return false;
  const isWide = bytes.byteLength - place === 20;
  const sizes = isWide ? [wideAt(bytes, place + 4), wideAt(bytes, place + 12)] : [bytes.getUint32(place + 4, true), bytes.getUint32(place + 8, true)];
  return bytes.getUint32(place, true) === crc && sizes.every((each) => each === size);
}
