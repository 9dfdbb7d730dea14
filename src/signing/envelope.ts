import { base64, hex, utf8 } from "../kernel/bytes.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { identityLine, newIdentity, recipientOf, sealedSize, sealSmall } from "./age.js";
import { sealStream } from "./age-stream.js";
import { Broken } from "./broken.js";
import type { Primitives } from "./primitives.js";
import { splitSecret } from "./shamir.js";
import { bytesOf, repeated, type Bidder, type BidStatement, type Head, type ShareEntry } from "./statement.js";
import { tapped } from "./streams.js";
import { isMemberName, paddingSize, memberBytes, TAR_MEMBERS_MAX, tarStream, type TarInput } from "./tar.js";
import type { LotTerms } from "./terms.js";

/** Bytes of one sealed content that the exchange takes, inclusive. */
export const SEALED_BYTES_MAX = 2 * 1_073_741_824;
const ENVELOPE_ID_BYTES = 16;
/** A price part is short, so 64 KiB hides its size; elsewhere 1 MiB does. */
const PADDING_BYTES = { price: 65_536, other: 1_048_576 } as const;
const ZEROS = new Uint8Array(65_536);
export const MANIFEST_NAME = "manifest.json";
export const FORM_NAME = "form.json";
/** The record of the check before sealing: the last listed file, where the tool that sealed made one. */
export const PRECHECK_NAME = "precheck.json";
export const PADDING_NAME = ".padding";
const RESERVED: readonly string[] = [MANIFEST_NAME, FORM_NAME, PRECHECK_NAME, PADDING_NAME];

/** A file of the bid; `stream` is called twice: once to hash, once to seal. */
export type SealInput = TarInput;

/** What one part of a bid is sealed from. */
export type SealOrder = {
  readonly exchange: string; readonly terms: LotTerms;
  /** SHA-256 of the newest `lot.terms` entry. */
  readonly termsSha256: string;
  readonly bidder: Bidder; readonly seq: number; readonly prev: string | null;
  /** The 开标一览表, where the part has one. */
  readonly form: Json | null;
  readonly files: readonly SealInput[];
  /** The record of the check before sealing over the other listed files; without it the content has none. */
  readonly precheck?: (listed: readonly ListedFile[]) => object;
};

/** Takes content.age as it is made; it resolves once everything is written. */
export type ContentSink = (content: AsyncIterable<Uint8Array>, size: number) => Promise<void>;

/** A sealed part: the statement is still to be signed, the identity (bidder.key) to be kept by the bidder alone. */
export type SealedPart = { readonly statement: BidStatement; readonly statementBytes: Uint8Array; readonly shares: readonly Uint8Array[]; readonly identity: string };

export type SealProgress = (doneBytes: number, totalBytes: number) => void;

/** The manifest inside the content: the head again, and every listed file. */
export type Manifest = { readonly v: "dse/1" } & Head & { readonly files: readonly ListedFile[] };
export type ListedFile = { readonly name: string; readonly size: number; readonly sha256: string };

/**
 * Seals one part of a bid: hashes the files, then packs and encrypts them as they stream by, and deals the key to the openers.
 * Files of any size need memory for a few chunks only.
 */
export async function sealPart(primitives: Primitives, order: SealOrder, sink: ContentSink, progress: SealProgress = () => undefined): Promise<Result<SealedPart>> {
  const refusal = checkFiles(order.files);
  if (!refusal.ok) return refusal;
  const head = newHead(primitives, order);
  const identity = await newIdentity();
  const recipient = await ownRecipient(identity);
  try {
    const content = await sealContent(primitives, { head, identity, recipient, members: membersOf(order), precheck: order.precheck ?? null }, sink, progress);
    const { entries, files } = await dealShares(primitives, head, identity, order.terms);
    const statement: BidStatement = { v: "dse/1", ...head, recipient, content, threshold: order.terms.threshold, shares: entries };
    return ok({ statement, statementBytes: bytesOf(statement), shares: files, identity });
  } catch (error) {
    if (error instanceof Broken) return refuse("file-changed", { name: error.where });
    throw error;
  }
}

/** Whether these can be the files of one part: not too many, each under a name of its own that the seal can carry. */
export function checkFiles(files: readonly { readonly name: string }[]): Result<null> {
  // The manifest, the form, the record of the check and the padding are members too.
  const max = TAR_MEMBERS_MAX - RESERVED.length;
  if (files.length > max) return refuse("files-too-many", { count: files.length, max });
  const forbidden = files.find((file) => !isSealableName(file.name));
  if (forbidden !== undefined) return refuse("file-name-forbidden", { name: forbidden.name });
  const twice = repeated(files.map((file) => file.name));
  return twice === null ? ok(null) : refuse("file-name-repeated", { name: twice });
}

/** Whether a file of a bid may bear this name. */
export const isSealableName = (name: string): boolean => isMemberName(name) && !RESERVED.includes(name) && !hasControl(name);

/** Bytes of content.age that files of these sizes give at most, manifest and padding left out. */
export const sealedSizeOf = (sizes: readonly number[]): number => sealedSize(sizes.reduce((sum, size) => sum + memberBytes(size), 0));

/** Canonical JSON cannot carry control characters, so the manifest could not list such a name. */
const hasControl = (name: string): boolean => utf8(name).some((byte) => byte < 0x20 || byte === 0x7f);

function newHead(primitives: Primitives, order: SealOrder): Head {
  const { exchange, terms, bidder, seq, prev } = order;
  const envelope = hex(primitives.random(ENVELOPE_ID_BYTES));
  return { exchange, tender: terms.tender, lot: terms.lot, part: terms.part, bidder, seq, prev, notice: order.termsSha256, envelope, suite: "std/1" };
}

function membersOf(order: SealOrder): SealInput[] {
  if (order.form === null) return [...order.files];
  return [memberOf(FORM_NAME, canonical(order.form)).member, ...order.files];
}

const memberOf = (name: string, bytes: Uint8Array): { readonly member: SealInput; readonly bytes: Uint8Array } => ({ member: { name, size: bytes.length, stream: () => [bytes] }, bytes });

type Content = { readonly head: Head; readonly identity: string; readonly recipient: string; readonly members: readonly SealInput[]; readonly precheck: SealOrder["precheck"] | null };

async function sealContent(primitives: Primitives, content: Content, sink: ContentSink, progress: SealProgress): Promise<{ sha256: string; size: number }> {
  // Every byte is read twice: once to hash, once to seal.
  const total = 2 * content.members.reduce((sum, member) => sum + member.size, 0);
  let done = 0;
  const step = (bytes: number): void => {
    done += bytes;
    progress(done, total);
  };
  const files: ListedFile[] = [];
  for (const member of content.members) files.push({ name: member.name, size: member.size, sha256: await hashOf(primitives, member, step) });
  const checked = content.members.map((member, at) => unchanged(primitives, member, files[at]?.sha256 ?? "", step));
  if (content.precheck != null) {
    const record = memberOf(PRECHECK_NAME, bytesOf(content.precheck(files)));
    checked.push(record.member);
    files.push({ name: PRECHECK_NAME, size: record.bytes.length, sha256: hex(primitives.sha256(record.bytes)) });
  }
  const manifest = bytesOf({ v: "dse/1", ...content.head, files } satisfies Manifest);
  const packed = packing(manifest, checked, content.head.part);
  const hash = primitives.createSha256();
  let size = 0;
  const sealed = sealStream(primitives, content.identity, content.recipient, tarStream(packed));
  await sink(tapped(sealed, (chunk) => {
    hash.update(chunk);
    size += chunk.length;
  }), sealedSize(packed.reduce((sum, member) => sum + memberBytes(member.size), 2 * 512)));
  return { sha256: hex(hash.digest()), size };
}

function packing(manifest: Uint8Array, members: readonly SealInput[], part: string): SealInput[] {
  const listed = [{ name: MANIFEST_NAME, size: manifest.length, stream: () => [manifest] }, ...members];
  const multiple = part === "price" ? PADDING_BYTES.price : PADDING_BYTES.other;
  const padding = paddingSize(listed.map((member) => member.size), multiple);
  return [...listed, { name: PADDING_NAME, size: padding, stream: () => zeros(padding) }];
}

function* zeros(size: number): Generator<Uint8Array> {
  for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length));
}

async function hashOf(primitives: Primitives, file: SealInput, step: (bytes: number) => void): Promise<string> {
  const hash = primitives.createSha256();
  let size = 0;
  for await (const piece of file.stream()) {
    hash.update(piece);
    size += piece.length;
    step(piece.length);
  }
  if (size !== file.size) throw new Broken("file-size", file.name);
  return hex(hash.digest());
}

/** The same file, whose second reading must give the bytes of the first. */
function unchanged(primitives: Primitives, file: SealInput, sha256: string, step: (bytes: number) => void): SealInput {
  const again = async function* (): AsyncGenerator<Uint8Array> {
    const hash = primitives.createSha256();
    for await (const piece of file.stream()) {
      hash.update(piece);
      step(piece.length);
      yield piece;
    }
    if (hex(hash.digest()) !== sha256) throw new Broken("file-hash", file.name);
  };
  return { name: file.name, size: file.size, stream: again };
}

async function ownRecipient(identity: string): Promise<string> {
  const recipient = await recipientOf(identity);
  if (recipient === null) throw new RangeError("an identity without a recipient");
  return recipient;
}

async function dealShares(primitives: Primitives, head: Head, identity: string, terms: LotTerms): Promise<{ entries: ShareEntry[]; files: Uint8Array[] }> {
  const entries: ShareEntry[] = [];
  const files: Uint8Array[] = [];
  if (terms.openers.length === 0) return { entries, files };
  const dealt = splitSecret(identityLine(identity), terms.openers.map((_, at) => at + 1), terms.threshold, (length) => primitives.random(length));
  for (const [at, { opener, recipient }] of terms.openers.entries()) {
    const share = base64(dealt[at] ?? new Uint8Array());
    const plain = bytesOf({ ...head, v: "dse-share/1", opener, index: at + 1, share });
    const file = await sealSmall(recipient, plain);
    files.push(file);
    entries.push({ opener, recipient, size: file.length, sha256: hex(primitives.sha256(file)), commit: hex(primitives.sha256(plain)) });
  }
  return { entries, files };
}
