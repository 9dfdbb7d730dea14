import { fromUtf8, utf8 } from "../kernel/bytes.js";
import { Broken } from "./broken.js";
import type { Chunks } from "./streams.js";

const BLOCK = 512;
/** Two zero blocks end an archive. */
const END_BYTES = 2 * BLOCK;
const NAME_BYTES_MAX = 100;
const SIZE_AT = 124;
const SIZE_BYTES = 12;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const PREFIX_AT = 345;
const PREFIX_BYTES = 155;
/** Eleven octal digits. */
export const TAR_MEMBER_BYTES_MAX = 0o77777777777;
/** Files in one part; an archive of empty members would otherwise cost more to list than to send. */
export const TAR_MEMBERS_MAX = 5_000;

/** A file to pack. `stream` may be called more than once. */
export type TarInput = { readonly name: string; readonly size: number; stream(): Chunks };

/** Why a member is put aside while the rest of the bid is read. */
export type MemberFault = "forbidden-name" | "not-a-regular-file";

export type TarMember = { readonly name: string; readonly size: number; readonly fault: MemberFault | null };

/** Receives the members in their order; bytes it leaves unread are skipped. */
export type TarVisitor = (member: TarMember, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** Whether a file may bear this name: 1–100 bytes of UTF-8, no `/`, NUL or `..`, and not `.`. */
export function isMemberName(name: string): boolean {
  const size = utf8(name).length;
  return size >= 1 && size <= NAME_BYTES_MAX && !name.includes("/") && !name.includes("\0") && !name.includes("..") && name !== "." && name.isWellFormed();
}

/** Bytes a member takes in the archive: its header and its content, filled up to a block. */
export const memberBytes = (size: number): number => BLOCK + Math.ceil(size / BLOCK) * BLOCK;

/** How large `.padding` must be for the whole archive to be a multiple of `multiple` (itself a multiple of 512). */
export function paddingSize(sizes: readonly number[], multiple: number): number {
  const used = sizes.reduce((sum, size) => sum + memberBytes(size), 0) + BLOCK + END_BYTES;
  return (multiple - (used % multiple)) % multiple;
}

/** A ustar archive of regular files, mtime 0, owner 0. @throws {Broken} `file-size` if a file is not as long as it said. */
export async function* tarStream(members: readonly TarInput[]): AsyncGenerator<Uint8Array> {
  for (const member of members) {
    yield tarHeader(member.name, member.size);
    let size = 0;
    for await (const piece of member.stream()) {
      size += piece.length;
      yield piece;
    }
    if (size !== member.size) throw new Broken("file-size", member.name);
    if (size % BLOCK > 0) yield new Uint8Array(BLOCK - (size % BLOCK));
  }
  yield new Uint8Array(END_BYTES);
}

/** @throws {RangeError} on a name or size that a strict reader would refuse. */
export function tarHeader(name: string, size: number): Uint8Array {
  if (!isMemberName(name)) throw new RangeError("a name no member may bear");
  if (!Number.isInteger(size) || size < 0 || size > TAR_MEMBER_BYTES_MAX) throw new RangeError("a size no member may have");
  const header = new Uint8Array(BLOCK);
  const write = (at: number, text: string): void => {
    header.set(utf8(text), at);
  };
  write(0, name);
  write(100, "0000644\0");
  write(108, "0000000\0");
  write(116, "0000000\0");
  write(SIZE_AT, `${size.toString(8).padStart(11, "0")}\0`);
  write(136, "00000000000\0");
  write(TYPE_AT, "0");
  write(MAGIC_AT, "ustar\x0000");
  write(CHECKSUM_AT, `${checksum(header).toString(8).padStart(6, "0")}\0 `);
  return header;
}

/** The sum of the header's bytes, its own eight read as spaces. */
function checksum(header: Uint8Array): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_BYTES ? 0x20 : byte;
  return sum;
}

/**
 * Reads a ustar archive as it streams by and shows every member to the visitor. Links, folders, devices and forbidden names are
 * shown with their fault and without bytes; what would make two readers see different archives (extension headers, other magic,
 * wrong sums, bytes after the end) breaks the whole.
 * @throws {Broken} `tar-malformed`, `member-type`, `too-many-members`, `data-after-the-end`, `cut-off`
 */
export async function readTar(source: Chunks, visit: TarVisitor): Promise<void> {
  const reader = byteReader(source);
  for (let count = 0; ; count += 1) {
    const header = await reader.exactly(BLOCK);
    if (isZero(header)) break;
    if (count >= TAR_MEMBERS_MAX) throw new Broken("too-many-members");
    const member = memberOf(header);
    const bytes = reader.upTo(member.size);
    if (member.fault === null) await visit(member, bytes.chunks());
    else await visit(member, nothing());
    await bytes.skipRest();
    const filled = await reader.exactly((BLOCK - (member.size % BLOCK)) % BLOCK);
    if (!isZero(filled)) throw new Broken("tar-malformed", member.name);
  }
  if (!isZero(await reader.exactly(BLOCK))) throw new Broken("tar-malformed");
  await reader.onlyZeros();
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A member put aside shows no bytes.
}

function memberOf(header: Uint8Array): TarMember {
  const size = octal(header.subarray(SIZE_AT, SIZE_AT + SIZE_BYTES));
  if (size === null || !isUstar(header)) throw new Broken("tar-malformed");
  const name = nameOf(header) ?? "";
  const type = asciiOf(header.subarray(TYPE_AT, TYPE_AT + 1));
  if (/^[0\0]$/.test(type)) return { name, size, fault: isMemberName(name) ? null : "forbidden-name" };
  // Links, devices, folders and pipes stand alone; other types, and bytes after these, are read one way here and another there.
  if (!/^[1-6]$/.test(type) || size !== 0) throw new Broken("member-type", name);
  return { name, size, fault: "not-a-regular-file" };
}

function isUstar(header: Uint8Array): boolean {
  const sum = octal(header.subarray(CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES));
  return sum === checksum(header) && asciiOf(header.subarray(MAGIC_AT, MAGIC_AT + 8)) === "ustar\x0000";
}

/** The name field up to its first NUL, with nothing but NULs after it; null where it is not UTF-8, hides more or goes on in the prefix field. */
function nameOf(header: Uint8Array): string | null {
  const field = header.subarray(0, NAME_BYTES_MAX);
  const end = field.includes(0) ? field.indexOf(0) : field.length;
  if (!isZero(field.subarray(end)) || !isZero(header.subarray(PREFIX_AT, PREFIX_AT + PREFIX_BYTES))) return null;
  try {
    return fromUtf8(field.subarray(0, end));
  } catch {
    return null;
  }
}

/** Octal digits, then NULs or spaces. Base-256 (the form that can be negative) is null, as is anything else. */
function octal(field: Uint8Array): number | null {
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(asciiOf(field))?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

type Run = { chunks(): AsyncGenerator<Uint8Array>; skipRest(): Promise<void> };
type ByteReader = { exactly(size: number): Promise<Uint8Array>; upTo(size: number): Run; onlyZeros(): Promise<void> };

/** Takes bytes off a stream in the amounts asked for, without copying more than a header. */
function byteReader(source: Chunks): ByteReader {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let held: Uint8Array = new Uint8Array();
  const take = async (max: number): Promise<Uint8Array> => {
    while (held.length === 0) {
      const next = await iterator.next();
      if (next.done === true) throw new Broken("cut-off");
      held = next.value;
    }
    const piece = held.subarray(0, max);
    held = held.subarray(piece.length);
    return piece;
  };
  const exactly = async (size: number): Promise<Uint8Array> => {
    const whole = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const piece = await take(size - at);
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  };
  const upTo = (size: number): Run => {
    let left = size;
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        const piece = await take(left);
        left -= piece.length;
        yield piece;
      }
    };
    const skipRest = async (): Promise<void> => {
      while (left > 0) left -= (await take(left)).length;
    };
    return { chunks, skipRest };
  };
  const onlyZeros = async (): Promise<void> => {
    if (!isZero(held)) throw new Broken("data-after-the-end");
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (!isZero(next.value)) throw new Broken("data-after-the-end");
    }
  };
  return { exactly, upTo, onlyZeros };
}
