/** Photographs and pictures without what cameras and programs wrote beside the picture. What decodes the picture stays, byte for byte. */

const [MARK, START, END, SCAN] = [0xff, 0xd8, 0xd9, 0xda];
/** Segments of a JPEG that its picture needs: tables and frames, restart intervals, colours (APP0 JFIF, APP2 ICC, APP14 Adobe). */
const [APP_FIRST, APP_LAST, COMMENT] = [0xe0, 0xef, 0xfe];
const KEPT_APPS: ReadonlySet<number> = new Set([0xe0, 0xe2, 0xee]);
const APP2_ICC = "ICC_PROFILE\0";
const RESTARTS = [0xd0, 0xd7] as const;
const ORIENTATION_TAG = 0x0112;

/** A JPEG (ITU-T T.81) without Exif, XMP, IPTC, comments and what follows its end; its turn by the camera stays. @throws {RangeError} on one that is broken */
export function strippedJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== MARK || bytes[1] !== START) throw new RangeError("no JPEG");
  const pieces: Uint8Array[] = [bytes.subarray(0, 2)];
  let turned = 1;
  for (let at = 2; at + 1 < bytes.length;) {
    const { kind, end } = segmentAt(bytes, at);
    const segment = bytes.subarray(at, end);
    if (keeps(kind, segment)) pieces.push(segment);
    else if (kind === APP_FIRST + 1) turned = orientationIn(segment) ?? turned;
    at = kind === END ? bytes.length : end;
  }
  if (turned !== 1) pieces.splice(1, 0, orientationOf(turned));
  return Uint8Array.from(Buffer.concat(pieces));
}

/** A marker with what belongs to it: a length, its content, and of a scan the picture's bits up to the next marker (B.1.1). */
function segmentAt(bytes: Uint8Array, at: number): { readonly kind: number; readonly end: number } {
  const kind = bytes[at + 1] ?? 0;
  if (bytes[at] !== MARK || kind === 0) throw new RangeError("a broken JPEG");
  if (kind === END) return { kind, end: at + 2 };
  if (kind === MARK) return { kind, end: at + 1 };
  const end = at + 2 + sizeAt(bytes, at + 2);
  if (end > bytes.length || end < at + 4) throw new RangeError("a broken JPEG");
  return { kind, end: kind === SCAN ? markerAfter(bytes, end) : end };
}

/** In the bits of a scan the marker's byte is followed by 0, or is a restart. */
function markerAfter(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === MARK && next !== 0 && (next < RESTARTS[0] || next > RESTARTS[1])) return at;
  }
  return bytes.length;
}

const sizeAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

function keeps(kind: number, segment: Uint8Array): boolean {
  if (kind === COMMENT || kind === MARK) return false;
  if (kind < APP_FIRST || kind > APP_LAST) return true;
  return KEPT_APPS.has(kind) && (kind !== 0xe2 || Buffer.from(segment.subarray(4, 16)).toString("latin1") === APP2_ICC);
}

/** How the camera was held, 1 to 8 (Exif 2.32, 4.6.4); null where its tag is not in the first directory. */
function orientationIn(segment: Uint8Array): number | null {
  const exif = Buffer.from(segment.subarray(4));
  if (exif.subarray(0, 6).toString("latin1") !== "Exif\0\0" || exif.length < 16) return null;
  const tiff = exif.subarray(6);
  const isLittle = tiff.subarray(0, 2).toString("latin1") === "II";
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  for (let row = 0; row < short(directory); row += 1) {
    const at = directory + 2 + row * 12;
    if (short(at) === ORIENTATION_TAG) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : null;
  }
  return null;
}

/** An Exif segment that says how the camera was held and nothing else. */
function orientationOf(turned: number): Uint8Array {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0];
  const exif = [...Buffer.from("Exif\0\0", "latin1"), 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
  return Uint8Array.of(MARK, APP_FIRST + 1, 0, exif.length + 2, ...exif);
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Chunks of a PNG (ISO/IEC 15948) that decide what is seen. */
const SEEN: ReadonlySet<string> = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "pHYs", "cICP", "acTL", "fcTL", "fdAT"]);

/** Whether bytes begin as a PNG. */
export const isPng = (bytes: Uint8Array): boolean => PNG.every((byte, at) => bytes[at] === byte);

/** A PNG without texts, times, Exif, chunks that programs keep for themselves, and what follows its end. @throws {RangeError} on one that is broken */
export function strippedPng(bytes: Uint8Array): Uint8Array {
  if (!isPng(bytes)) throw new RangeError("no PNG");
  const pieces: Uint8Array[] = [bytes.subarray(0, PNG.length)];
  let at = PNG.length;
  for (let kind = ""; kind !== "IEND";) {
    const head = Buffer.from(bytes.subarray(at, at + 8));
    const end = head.length < 8 ? Number.NaN : at + 12 + head.readUInt32BE(0);
    if (!(end <= bytes.length)) throw new RangeError("a broken PNG");
    kind = head.subarray(4).toString("latin1");
    if (SEEN.has(kind)) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(Buffer.concat(pieces));
}
