import { crc32 } from "node:zlib";

/** Fields changed by their offset in a record: `[offset, width, value]`. */
export type Change = readonly [offset: number, width: 2 | 4 | 8, value: number | bigint];
/** A file as a hostile zip holds it: its header, its bytes, what follows them, and its line in the directory may all say what they like. */
export type RawEntry = {
  readonly name: string; readonly bytes?: string;
  /** Sizes and offset masked, and held by a zip64 field. */
  readonly zip64?: boolean;
  readonly local?: readonly Change[]; readonly line?: readonly Change[];
  /** Changed in the zip64 field of the line. */
  readonly wide?: readonly Change[];
  readonly extra?: Buffer; readonly comment?: Buffer; readonly after?: Buffer;
};
export type RawZip = { readonly zip64?: boolean; readonly before?: Buffer; readonly end?: readonly Change[]; readonly end64?: readonly Change[]; readonly locator?: readonly Change[] };

const changed = (record: Buffer, changes: readonly Change[] = []): Buffer => {
  for (const [at, width, value] of changes) {
    if (width === 8) record.writeBigUInt64LE(BigInt(value), at);
    else record.writeUIntLE(Number(value), at, width);
  }
  return record;
};
const numbers = (...fields: readonly (readonly [2 | 4 | 8, number])[]): Buffer => {
  const record = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) {
    changed(record, [[at, width, value]]);
    at += width;
  }
  return record;
};
const MASK = 0xffff_ffff;

/** A zip made field by field, sound unless something is changed; no descriptors, so that its headers are whole. */
export function rawZip(entries: readonly RawEntry[], zip: RawZip = {}): Buffer {
  const parts = [zip.before ?? Buffer.alloc(0)];
  const lines: Buffer[] = [];
  let at = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const { file, line } = rawEntry(entry, at);
    parts.push(file);
    lines.push(line);
    at += file.length;
  }
  const directory = Buffer.concat(lines);
  return Buffer.concat([...parts, directory, endOf(zip, entries.length, directory.length, at)]);
}

function endOf({ zip64 = false, ...zip }: RawZip, count: number, length: number, at: number): Buffer {
  const [short, mask] = zip64 ? [0xffff, MASK] : [count, null];
  const end = changed(numbers([4, 0x06054b50], [4, 0], [2, short], [2, short], [4, mask ?? length], [4, mask ?? at], [2, 0]), zip.end);
  if (!zip64) return end;
  const end64 = changed(numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, length], [8, at]), zip.end64);
  return Buffer.concat([end64, changed(numbers([4, 0x07064b50], [4, 0], [8, at + length], [4, 1]), zip.locator), end]);
}

function rawEntry({ name, bytes = "x", zip64 = false, ...raw }: RawEntry, offset: number): { file: Buffer; line: Buffer } {
  const content = Buffer.from(bytes);
  const [size, masked, crc] = [content.length, zip64 ? MASK : content.length, crc32(content)];
  const extra = Buffer.concat([zip64 ? changed(numbers([2, 1], [2, 24], [8, size], [8, size], [8, offset]), raw.wide) : Buffer.alloc(0), raw.extra ?? Buffer.alloc(0)]);
  const localExtra = zip64 ? numbers([2, 1], [2, 16], [8, size], [8, size]) : Buffer.alloc(0);
  const title = Buffer.from(name);
  const local = numbers([4, 0x04034b50], [2, 45], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, masked], [4, masked], [2, title.length], [2, localExtra.length]);
  const comment = raw.comment ?? Buffer.alloc(0);
  const line = numbers([4, 0x02014b50], [2, 45], [2, 45], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, masked], [4, masked], [2, title.length], [2, extra.length], [2, comment.length], [2, 0], [2, 0], [4, 0], [4, zip64 ? MASK : offset]);
  return {
    file: Buffer.concat([changed(Buffer.concat([local, title, localExtra]), raw.local), content, raw.after ?? Buffer.alloc(0)]),
    line: Buffer.concat([changed(line, raw.line), title, extra, comment]),
  };
}
