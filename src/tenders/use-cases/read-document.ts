import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { unzipSync } from "fflate";
import { plainText } from "../../kernel/plain-text.js";
import { countEntries, officeParts, wordsOfXml } from "../../storage/office-file.js";
import type { Barrier } from "../check/document-text.js";

/** What could be read of a document: its words, and what stands between it and a reader. */
export type Read = { readonly text: string | null; readonly barrier: Barrier | null };

/** Documents larger than this are not read, in bytes: drawings, mostly. */
export const READ_BYTES_MAX = 32 * 1_048_576;
/** Words of more than a thick book are left unread, in UTF-16 units: the check says so, and somebody looks. */
const TEXT_LENGTH_MAX = 600_000;
/** What the compressed parts of a document may grow to, all together, in bytes: a small file may be made to grow a thousandfold. */
const INFLATED_BYTES_MAX = 64 * 1_048_576;

const PROGRAMS = new Set(["exe", "msi", "bat", "cmd", "com", "scr", "sh", "ps1", "vbs", "js", "jar", "apk", "dll"]);
const PLAIN = new Set(["txt", "csv", "md", "json", "xml"]);
const COMMON = new Set(["pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "zip", "png", "jpg", "jpeg", "tif", "tiff", "dwg", "dxf", "ifc", "ofd", "wps", "et", ...PLAIN]);

const UNREAD: Read = { text: null, barrier: null };
const barred = (barrier: Barrier): Read => ({ text: null, barrier });
const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);

/** Reads a document by what it is, not by what it is called. Hostile bytes make it damaged, nothing else. */
export function readDocument(name: string, bytes: Uint8Array): Read {
  const extension = extensionOf(name);
  if (PROGRAMS.has(extension) || isProgram(bytes)) return barred("program");
  if (extension !== "" && !COMMON.has(extension)) return barred("unusual-format");
  try {
    const { text, barrier } = readAs(name, bytes);
    return { text: text === null || text.length > TEXT_LENGTH_MAX ? null : storable(text), barrier };
  } catch (error) {
    if (error instanceof Error) return barred("damaged");
    throw error;
  }
}

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name.normalize("NFKC"))?.[1]?.toLowerCase() ?? "";

/** Begins as Windows or Linux programs do. */
const isProgram = (bytes: Uint8Array): boolean => startsWith(bytes, 0x4d, 0x5a) || startsWith(bytes, 0x7f, 0x45, 0x4c, 0x46);

/** What the database can keep: no half characters, no control characters but line breaks. */
const storable = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, "");

/** Called a PDF and begins as one. */
export const isPdf = (name: string, bytes: Uint8Array): boolean => extensionOf(name) === "pdf" && startsWith(bytes, 0x25, 0x50, 0x44, 0x46);

/** The end of a sentence, of a heading's number, of an item. */
const SENTENCE_END = /[。；：！？.;:!?]$/u;

/** The lines of a PDF's pages: as they are for comparing versions, and as the sentences they are part of for the check before publication. */
export function readLines(lines: string | null): { readonly listing: string | null; readonly text: string | null } {
  if (lines === null) return { listing: null, text: null };
  const listing = storable(lines);
  return { listing, text: listing.split("\n").map((line) => (SENTENCE_END.test(line) ? `${line}\n` : line)).join("") };
}

function readAs(name: string, bytes: Uint8Array): Read {
  const extension = extensionOf(name);
  if (extension === "pdf") return isPdf(name, bytes) ? readPdf(bytes) : barred("damaged");
  if (extension === "docx" || extension === "xlsx") return readOffice(bytes, extension === "docx" ? "word/document.xml" : "xl/sharedStrings.xml");
  if (extension === "zip") return startsWith(bytes, 0x50, 0x4b) ? { text: null, barrier: isLockedZip(bytes) ? "encrypted" : null } : barred("damaged");
  return PLAIN.has(extension) ? { text: plainText(bytes), barrier: null } : UNREAD;
}

/** The first entry's general purpose flag says whether it needs a password. */
const isLockedZip = (bytes: Uint8Array): boolean => ((bytes[6] ?? 0) & 1) === 1;

/**
 * What a zip holds, a file a line with size and SHA-256, so that two versions of it can be compared; without hashes where it is too large
 * to be unpacked. Null for anything else, and for a zip that cannot be read.
 */
export function listingOf(name: string, bytes: Uint8Array): string | null {
  if (extensionOf(name) !== "zip" || isLockedZip(bytes)) return null;
  try {
    const sizes = new Map<string, number>();
    let grown = 0;
    const counted = countEntries();
    unzipSync(bytes, { filter: ({ name: file, size, originalSize }) => {
      counted();
      grown += Math.max(size, originalSize); // a file that is stored as it is gives what it takes, whatever it says
      sizes.set(file, originalSize);
      return false;
    } });
    const files = grown <= INFLATED_BYTES_MAX ? unzipSync(bytes) : {};
    const lines = [...sizes].map(([file, size]) => `${file}  ${String(size)} B${files[file] === undefined ? "" : `  ${createHash("sha256").update(files[file]).digest("hex")}`}`);
    return storable(lines.toSorted().join("\n"));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** A modern office file is a zip; with a password it is an old compound file instead. */
function readOffice(bytes: Uint8Array, part: string): Read {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return barred("encrypted");
  const { parts, twice } = officeParts(bytes, (name) => name === part, INFLATED_BYTES_MAX);
  if (twice) return barred("damaged");
  const xml = parts[part];
  if (xml === undefined) return part === "xl/sharedStrings.xml" ? UNREAD : barred("damaged");
  return { text: wordsOfXml(new TextDecoder().decode(xml), TEXT_LENGTH_MAX), barrier: null };
}

/** Whether a PDF needs a password, has words at all, and has tags for a screen reader (ISO 32000-1, 7.6 and 14.8). Its words are read on a thread of their own (`src/threads`). */
function readPdf(bytes: Uint8Array): Read {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(raw)) return barred("encrypted");
  if (!raw.includes("startxref")) return barred("damaged");
  const objects = [raw, ...objectStreams(raw)];
  if (!objects.some((each) => /\/Font\b/.test(each))) return barred("image-only");
  return objects.some((each) => each.includes("/StructTreeRoot")) ? UNREAD : { text: null, barrier: "untagged" };
}

/** The objects that a PDF of version 1.5 or later keeps compressed; each stream is read once, and all of them grow within one bound. @throws {RangeError} beyond it */
function* objectStreams(raw: string): Generator<string> {
  const heads = /\/Type\s*\/ObjStm\b[^]{0,400}?stream\r?\n/g;
  let left = INFLATED_BYTES_MAX;
  for (let match = heads.exec(raw); match !== null; match = heads.exec(raw)) {
    const end = raw.indexOf("endstream", heads.lastIndex);
    if (end < 0) return;
    if (match[0].includes("/FlateDecode")) {
      if (left === 0) throw new RangeError("the document grows too large");
      const objects = inflateSync(Buffer.from(raw.slice(heads.lastIndex, end), "latin1"), { maxOutputLength: left }).toString("latin1");
      left -= objects.length;
      yield objects;
    }
    heads.lastIndex = end;
  }
}
