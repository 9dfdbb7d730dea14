import { concat, utf8 } from "../kernel/bytes.js";

// The records of a zip (PKWARE APPNOTE 6.3): what the writer makes and the reader looks for. Numbers are little-endian.
export const LOCAL_MARK = 0x04034b50;
export const LOCAL_BYTES = 30;
export const DESCRIPTOR_MARK = 0x08074b50;
export const LINE_MARK = 0x02014b50;
export const LINE_BYTES = 46;
export const END_MARK = 0x06054b50;
export const END_BYTES = 22;
export const END64_MARK = 0x06064b50;
export const END64_BYTES = 56;
export const LOCATOR_MARK = 0x07064b50;
export const LOCATOR_BYTES = 20;
/** The extra field that carries what four bytes cannot: sizes and offset, eight bytes each. */
export const ZIP64_ID = 0x0001;
/** In a field of four or two bytes: the value stands in the zip64 record instead. */
export const MASK_32 = 0xffff_ffff;
export const MASK_16 = 0xffff;
/** General purpose bit: CRC and sizes stand in a descriptor behind the file. */
export const DESCRIBED = 0x0008;
export const STORED = 0;

const DATE_1980 = 0x0021;
const VERSION = 20;
const VERSION_ZIP64 = 45;

/** A file in a zip: where its header begins, its bytes and their CRC-32. */
export type Placed = { readonly name: string; readonly size: number; readonly crc: number; readonly offset: number };

/** A number and the bytes it takes. */
type Field = readonly [width: 2 | 4 | 8, value: number];

function record(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

export const isLarge = (value: number): boolean => value >= MASK_32;

/** The header before a file whose CRC is not known yet: sizes and CRC follow in the descriptor. */
export function localRecord(name: string, size: number): Uint8Array {
  const bytes = utf8(name);
  const zip64 = isLarge(size);
  const masked = zip64 ? MASK_32 : 0;
  const extra = zip64 ? record([2, ZIP64_ID], [2, 16], [8, 0], [8, 0]) : new Uint8Array();
  return concat(record([4, LOCAL_MARK], [2, zip64 ? VERSION_ZIP64 : VERSION], [2, DESCRIBED], [2, STORED], [2, 0], [2, DATE_1980], [4, 0], [4, masked], [4, masked], [2, bytes.length], [2, extra.length]), bytes, extra);
}

/** What follows a file. */
export function descriptorRecord(size: number, crc: number): Uint8Array {
  const width = isLarge(size) ? 8 : 4;
  return record([4, DESCRIPTOR_MARK], [4, crc], [width, size], [width, size]);
}

/** A file's line in the directory at the end. */
export function lineRecord({ name, size, crc, offset }: Placed): Uint8Array {
  const bytes = utf8(name);
  const wide = [...(isLarge(size) ? [size, size] : []), ...(isLarge(offset) ? [offset] : [])];
  const extra = wide.length === 0 ? new Uint8Array() : record([2, ZIP64_ID], [2, 8 * wide.length], ...wide.map((value): Field => [8, value]));
  const version = wide.length === 0 ? VERSION : VERSION_ZIP64;
  const [size32, offset32] = [Math.min(size, MASK_32), Math.min(offset, MASK_32)];
  return concat(
    record([4, LINE_MARK], [2, version], [2, version], [2, DESCRIBED], [2, STORED], [2, 0], [2, DATE_1980], [4, crc], [4, size32], [4, size32], [2, bytes.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset32]),
    bytes, extra,
  );
}

/** The end of a zip whose directory of `count` lines begins at `at`. */
export function endRecords(count: number, at: number, length: number): Uint8Array {
  const zip64 = count >= MASK_16 || isLarge(at) || isLarge(length);
  const end = record([4, END_MARK], [2, 0], [2, 0], [2, Math.min(count, MASK_16)], [2, Math.min(count, MASK_16)], [4, Math.min(length, MASK_32)], [4, Math.min(at, MASK_32)], [2, 0]);
  if (!zip64) return end;
  const end64 = record([4, END64_MARK], [8, END64_BYTES - 12], [2, VERSION_ZIP64], [2, VERSION_ZIP64], [4, 0], [4, 0], [8, count], [8, count], [8, length], [8, at]);
  return concat(end64, record([4, LOCATOR_MARK], [4, 0], [8, at + length], [4, 1]), end);
}
