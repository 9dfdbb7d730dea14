import { concat, fromHex, hex, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { signDetached, type Signer, type SigningOptions } from "../signing/cms-sign.js";
import { verifyDetached } from "../signing/cms.js";
import type { DetachedSignature } from "../signing/cms-rules.js";

/** Bytes kept for the CMS: certificates, signature and time-stamp token; unused ones stay zero. */
export const SIGNATURE_BYTES_MAX = 12_288;
/** Widest offsets a ByteRange may need; the true ones are written over these and padded, so that nothing moves. */
export const RANGE_PLACES = [0, 1_000_000_000, 1_000_000_000, 1_000_000_000] as const;
/** The name of the attached record. */
export const RECORD_NAME = "notice.json";

const RANGE = `/ByteRange [${RANGE_PLACES.join(" ")}]`;
/** The line break inside is what keeps published text from looking like this: the record cannot hold one. */
const ROOM = `${RANGE}\n/Contents <${"00".repeat(SIGNATURE_BYTES_MAX)}>`;

/**
 * Signs the rendered document (PAdES baseline B, or T where `options.timestamp` fetches a token): ETSI.CAdES.detached over every
 * byte but the signature's own. @throws {RangeError} if the PDF has no room for one signature, or the CMS does not fit it
 */
export function signPdf(pdf: Uint8Array, signer: Signer, options: Pick<SigningOptions, "timestamp"> = {}): Promise<Uint8Array<ArrayBuffer>> {
  const prepared = withRange(pdf);
  return signDetached(prepared.covered, signer, options).then((cms) => {
    if (cms.length > SIGNATURE_BYTES_MAX) throw new RangeError(`a signature of ${String(cms.length)} bytes does not fit`);
    const signed = prepared.pdf;
    signed.set(utf8(hex(cms)), prepared.hole + 1);
    return signed;
  });
}

type Prepared = { readonly pdf: Uint8Array<ArrayBuffer>; readonly covered: Uint8Array<ArrayBuffer>; readonly hole: number };

/** A copy whose ByteRange says what will be covered. */
function withRange(pdf: Uint8Array): Prepared {
  const text = latin1(pdf);
  const start = text.indexOf(ROOM);
  if (start < 0 || text.includes(ROOM, start + 1)) throw new RangeError("no room for exactly one signature");
  const hole = start + RANGE.length + "\n/Contents ".length;
  const after = hole + 2 + 2 * SIGNATURE_BYTES_MAX;
  const range = `/ByteRange [${[0, hole, after, pdf.length - after].join(" ")}`.padEnd(RANGE.length - 1);
  const copy = Uint8Array.from(pdf);
  copy.set(utf8(`${range}]`), start);
  return { pdf: copy, covered: concat(copy.subarray(0, hole), copy.subarray(after)), hole };
}

/** A signed document taken apart; `record` is null where nothing named notice.json is attached as it is. */
export type SignedPdf = { readonly covered: Uint8Array; readonly cms: Uint8Array; readonly record: Uint8Array | null };

/** Takes a signed PDF apart, if one signature covers all of it but itself: a byte appended after signing is refused here. */
export function readSignedPdf(pdf: Uint8Array): Result<SignedPdf> {
  const text = latin1(pdf);
  const holes = new Map(holesOf(text).map((each) => [each.start, each]));
  const [hole] = holes.values();
  if (hole === undefined) return refuse(text.includes("/ByteRange") ? "pdf-not-covered" : "pdf-not-signed");
  if (holes.size > 1) return refuse("pdf-not-covered");
  const cms = derPrefix(fromHex(text.slice(hole.start + 1, hole.end - 1).toLowerCase()));
  if (cms === null) return refuse("pdf-not-signed");
  return ok({ covered: concat(pdf.subarray(0, hole.start), pdf.subarray(hole.end)), cms, record: attachedRecord(pdf, text) });
}

/** Reads and verifies: total coverage, digest, signature, chain and revocation at `at`. Gives the attached record back. */
export function verifyPdf(pdf: Uint8Array, trust: TrustStore, at: Instant): Result<{ readonly signature: DetachedSignature; readonly record: Uint8Array | null }> {
  const read = readSignedPdf(pdf);
  if (!read.ok) return read;
  const signature = verifyDetached(read.value.cms, read.value.covered, trust, at);
  return signature.ok ? ok({ signature: signature.value, record: read.value.record }) : signature;
}

type Hole = { readonly start: number; readonly end: number };

/** Every ByteRange that leaves out one hex string and nothing else of the whole file. */
function holesOf(text: string): readonly Hole[] {
  return [...text.matchAll(/\/ByteRange\s{0,9}\[\s{0,9}0\s{1,9}(\d{1,10})\s{1,9}(\d{1,10})\s{1,9}(\d{1,10})\s{0,60}\]/g)]
    .map(([, start, end, length]) => ({ start: Number(start), end: Number(end), length: Number(length) }))
    .filter(({ start, end, length }) => end + length === text.length && start < end && /^<([0-9a-fA-F]{2})+>$/.test(text.slice(start, end)));
}

/** The one DER value the bytes begin with, if nothing but zeros follows: no byte outside the signature's reach carries anything. */
function derPrefix(bytes: Uint8Array): Uint8Array | null {
  const [tag, first = 0] = bytes;
  if (tag !== 0x30 || first < 0x80 || first > 0x84) return null;
  const head = 2 + (first & 0x7f);
  const length = bytes.subarray(2, head).reduce((sum, byte) => sum * 256 + byte, 0);
  const rest = bytes.subarray(head + length);
  return first === 0x80 || head + length > bytes.length || rest.some((byte) => byte !== 0) ? null : bytes.subarray(0, head + length);
}

/** The attached file's bytes. Found by its dictionary, whose line breaks no published text can hold; a second one is no record. */
function attachedRecord(pdf: Uint8Array, text: string): Uint8Array | null {
  const [found, second] = [...text.matchAll(/\n<<\n\/Type \/EmbeddedFile\n[^\0]{0,400}?\n\/Length (\d{1,9})\n>>\nstream\n/g)];
  if (found === undefined || second !== undefined || found[0].includes("/Filter")) return null;
  const start = found.index + found[0].length;
  const end = start + Number(found[1]);
  return text.startsWith("\nendstream", end) ? pdf.slice(start, end) : null;
}

/** One character a byte, so that offsets in the text are offsets in the file. */
const latin1 = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
