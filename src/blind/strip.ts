import { isPng, strippedJpeg, strippedPng } from "./strip-image.js";
import { strippedOffice } from "./strip-office.js";
import { strippedPdf } from "./strip-pdf.js";

/** Files past this are not shown blind, in bytes: they would have to be taken into memory whole. */
export const STRIPPED_BYTES_MAX = 64 * 1_048_576;

/**
 * A file without what it says of its making, by what it is and not by what it is called; null where it is of no kind that can be
 * stripped. @throws {Error} on one that is broken or needs a password
 */
export function strippedFile(bytes: Uint8Array): Uint8Array | null {
  if (begins(bytes, "%PDF-")) return strippedPdf(bytes);
  if (begins(bytes, "PK\u0003\u0004")) return strippedOffice(bytes);
  if (begins(bytes, "\u00ff\u00d8")) return strippedJpeg(bytes);
  return isPng(bytes) ? strippedPng(bytes) : null;
}

const begins = (bytes: Uint8Array, mark: string): boolean => Array.from(mark).every((letter, at) => bytes[at] === letter.charCodeAt(0));
