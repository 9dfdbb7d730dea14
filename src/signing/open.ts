import { hex, sameBytes } from "../kernel/bytes.js";
import { canonicalText, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { identityOfLine, recipientOf } from "./age.js";
import { Broken, type BrokenWhy } from "./broken.js";
import { FORM_NAME, MANIFEST_NAME, PADDING_NAME, type ListedFile, type Manifest } from "./envelope.js";
import type { Primitives } from "./primitives.js";
import { checkInside, shareBytes, type CommittedShare } from "./release.js";
import { combineShares, shareAt, type Share } from "./shamir.js";
import { faultIn, integer, listOf, literal, sha256Hex, shaped, text, type Shape } from "./shapes.js";
import { canonicalOrWhy, HEAD, headDifference, type BidStatement } from "./statement.js";
import { collect, streamOf, tapped, type Chunks } from "./streams.js";
import { readTar, TAR_MEMBERS_MAX, type MemberFault, type TarMember } from "./tar.js";
import { unseal, type Unsealing } from "./unseal.js";

const MANIFEST_BYTES_MAX = 2 * 1_048_576;
export const FORM_BYTES_MAX = 1_048_576;
/** How deep a form stands in opening/<idx>.json, which must still be canonical JSON with the form in it. */
const FORM_DEPTH = 3;

/** A share that came after the deciding ones (T73): recorded, changes nothing. */
export type LaterShare = { readonly opener: string; readonly consistent: boolean };

/** What the shares of one bid give, the first `threshold` of the log deciding. */
export type Combined =
  | { readonly kind: "key"; readonly identity: string; readonly used: readonly string[]; readonly later: readonly LaterShare[] }
  | { readonly kind: "void"; readonly cause: "INCONSISTENT_DEALING"; readonly used: readonly string[] }
  | { readonly kind: "too-few"; readonly have: number; readonly need: number };

/**
 * Combines the first `threshold` committed shares in log order: they give the committed key or the bid is void, whatever later
 * shares would give. So nobody can choose, once prices are known, whether a bid opens.
 * @param committed shares that match their commitments, in the order of their log entries, at most one an opener
 */
export async function combineFirst(statement: BidStatement, committed: readonly CommittedShare[]): Promise<Combined> {
  const need = statement.threshold;
  if (need < 2 || committed.length < need) return { kind: "too-few", have: committed.length, need };
  const deciding = committed.slice(0, need);
  const used = deciding.map((share) => share.opener);
  const points = deciding.map((share) => pointOf(statement, share));
  const identity = await keyOf(statement, points);
  if (identity === null) return { kind: "void", cause: "INCONSISTENT_DEALING", used };
  const good = points.filter((point) => point !== null);
  const later = committed.slice(need).map((share) => ({ opener: share.opener, consistent: liesOn(good, pointOf(statement, share)) }));
  return { kind: "key", identity, used, later };
}

/** The Shamir point in a committed share; null where the bidder committed to something that is no share of this envelope. */
function pointOf(statement: BidStatement, share: CommittedShare): Share | null {
  const inside = checkInside(statement, share.opener, share.plaintext);
  const y = inside.ok ? shareBytes(inside.value) : null;
  return inside.ok && y !== null ? { x: inside.value.index, y } : null;
}

async function keyOf(statement: BidStatement, points: readonly (Share | null)[]): Promise<string | null> {
  const good = points.filter((point) => point !== null);
  if (good.length !== points.length || new Set(good.map((point) => point.x)).size !== good.length) return null;
  const identity = identityOfLine(combineShares(good));
  return identity !== null && (await recipientOf(identity)) === statement.recipient ? identity : null;
}

function liesOn(good: readonly Share[], point: Share | null): boolean {
  return point !== null && good.every((each) => each.x !== point.x) && sameBytes(shareAt(good, point.x), point.y);
}

/** The bidder's own key, or one combined elsewhere: only the committed one opens. */
export async function checkOwnKey(statement: Pick<BidStatement, "recipient">, identity: string): Promise<Result<null>> {
  const recipient = await recipientOf(identity);
  if (recipient === null) return refuse("key-not-an-identity");
  return recipient === statement.recipient ? ok(null) : refuse("key-differs");
}

/**
 * Receives each listed file as it is decrypted. What it keeps counts only if the verdict is `opened`: until the last byte is
 * read nobody knows that the content is the signed one.
 */
export type FileSink = (name: string, size: number, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** A member that was put aside: the bid is judged without it. */
export type RefusedMember = { readonly name: string; readonly fault: MemberFault | "not-listed" };

/** What opening a content shows. `stored-differs` is the exchange's fault, void the bidder's. */
export type ContentVerdict =
  | { readonly outcome: "opened"; readonly form: Json | null; readonly files: readonly ListedFile[]; readonly refused: readonly RefusedMember[] }
  | { readonly outcome: "void"; readonly cause: "BAD_SEAL" | "COPIED"; readonly why: BrokenWhy; readonly where: string }
  | { readonly outcome: "stored-differs"; readonly sha256: string; readonly size: number };

/** As a `FileSink`, for one that hashes what it keeps: it says the file's SHA-256 in hex, so that no byte is hashed twice. */
export type HashingSink = (name: string, size: number, bytes: AsyncIterable<Uint8Array>) => Promise<string>;

/**
 * Decrypts a content and reads it strictly: manifest first and equal to the statement's head, every listed file present, as
 * long as it says and with its hash.
 * @param identity the committed key (`combineFirst` or `checkOwnKey` said so)
 */
export function openContent(primitives: Primitives, opening: { readonly statement: BidStatement; readonly identity: string; readonly content: Chunks }, sink: FileSink): Promise<ContentVerdict> {
  const hashing: HashingSink = async (name, size, bytes) => {
    const hash = primitives.createSha256();
    await sink(name, size, tapped(bytes, (piece) => { hash.update(piece); }));
    return hex(hash.digest());
  };
  return readUnsealed(opening.statement, unseal(primitives, opening.identity, opening.content), hashing);
}

/** Reads strictly what an unsealing shows. A ciphertext that is not the signed one goes before whatever was wrong inside it. */
export async function readUnsealed(statement: BidStatement, unsealing: Unsealing, sink: HashingSink): Promise<ContentVerdict> {
  try {
    const inside = await readInside(statement, unsealing.plain, sink);
    const { sha256, size } = await unsealing.stored();
    const { content } = statement;
    return size === content.size && sha256 === content.sha256 ? inside : { outcome: "stored-differs", sha256, size };
  } finally {
    await unsealing.close();
  }
}

const LISTED = shaped({ name: text(400), size: integer(0), sha256: sha256Hex });
const MANIFEST: Shape = { v: literal("dse/1"), ...HEAD, files: listOf(LISTED, 0, TAR_MEMBERS_MAX) };

/** What has been read of an archive so far. */
type Reading = {
  readonly statement: BidStatement; readonly sink: HashingSink;
  listed: readonly ListedFile[] | null; next: number; form: Json | null; padded: boolean; readonly refused: RefusedMember[]; readonly files: ListedFile[];
};

async function readInside(statement: BidStatement, plain: AsyncIterable<Uint8Array>, sink: HashingSink): Promise<ContentVerdict> {
  const reading: Reading = { statement, sink, listed: null, next: 0, form: null, padded: false, refused: [], files: [] };
  try {
    await readTar(plain, (member, bytes) => readMember(reading, member, bytes));
    const missing = reading.listed?.[reading.next];
    if (reading.listed === null) throw new Broken("no-manifest");
    if (missing !== undefined) throw new Broken("file-missing", missing.name);
    return { outcome: "opened", form: reading.form, files: reading.files, refused: reading.refused };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { outcome: "void", cause: error instanceof CopiedContent ? "COPIED" : "BAD_SEAL", why: error.why, where: error.where };
  }
}

/** The manifest names another bidder: somebody else's content under this bidder's statement. */
class CopiedContent extends Broken {}

async function readMember(reading: Reading, member: TarMember, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  if (reading.listed === null) {
    reading.listed = await readManifest(reading.statement, member, bytes);
    return;
  }
  if (member.name === PADDING_NAME && !reading.padded) {
    reading.padded = true;
    return;
  }
  const wanted = reading.padded ? undefined : reading.listed[reading.next];
  if (wanted?.name !== member.name) {
    // A listed file out of its order is missing where it should stand; anything else is put aside alone (T63).
    reading.refused.push({ name: member.name, fault: member.fault ?? "not-listed" });
    return;
  }
  reading.next += 1;
  if (member.fault === null) await readFile(reading, wanted, member, bytes);
  else reading.refused.push({ name: member.name, fault: member.fault });
}

async function readManifest(statement: BidStatement, member: TarMember, bytes: AsyncIterable<Uint8Array>): Promise<readonly ListedFile[]> {
  if (member.name !== MANIFEST_NAME || member.fault !== null) throw new Broken("no-manifest");
  if (member.size > MANIFEST_BYTES_MAX) throw new Broken("manifest-malformed", "size");
  const json = canonicalOrWhy(await collect(bytes, MANIFEST_BYTES_MAX));
  if (typeof json === "string") throw new Broken("manifest-malformed", json);
  const where = faultIn(json.value, MANIFEST);
  if (where !== null) throw new Broken("manifest-malformed", where);
  const manifest = json.value as unknown as Manifest;
  const field = headDifference(manifest, statement);
  if (manifest.bidder.id !== statement.bidder.id) throw new CopiedContent("head-differs", "bidder");
  if (field !== null) throw new Broken("head-differs", field);
  if (new Set(manifest.files.map((file) => file.name)).size !== manifest.files.length) throw new Broken("manifest-malformed", "files");
  return manifest.files;
}

async function readFile(reading: Reading, listed: ListedFile, member: TarMember, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  if (member.size !== listed.size) throw new Broken("file-size", listed.name);
  const sha256 = listed.name === FORM_NAME ? await readForm(reading, listed, bytes) : await sink(reading, listed, bytes);
  if (sha256 !== listed.sha256) throw new Broken("file-hash", listed.name);
  reading.files.push(listed);
}

/** Hands a file to the sink. @returns its hash, the sink's word for it */
async function sink(reading: Reading, { name, size }: ListedFile, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let seen = 0;
  const sha256 = await reading.sink(name, size, tapped(bytes, (piece) => { seen += piece.length; }));
  if (seen !== size) throw new TypeError("the sink must read every file to its end");
  return sha256;
}

async function readForm(reading: Reading, listed: ListedFile, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  if (listed.size > FORM_BYTES_MAX) throw new Broken("form-malformed", "size");
  const whole = await collect(bytes, FORM_BYTES_MAX);
  const sha256 = await sink(reading, listed, streamOf(whole));
  const json = canonicalOrWhy(whole);
  if (typeof json === "string") throw new Broken("form-malformed", json);
  if (!fitsAt(json.value, FORM_DEPTH)) throw new Broken("form-malformed", "depth");
  reading.form = json.value;
  return sha256;
}

function fitsAt(value: Json, depth: number): boolean {
  try {
    return canonicalText(value, depth) !== "";
  } catch {
    return false;
  }
}
