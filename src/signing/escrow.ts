import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64, fromBase64, fromHex, fromUtf8, hex, sameBytes, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { openSmall, recipientOf } from "./age.js";
import { sealFixed, type Seed } from "./fixed-age.js";
import { combineShares, splitSecret } from "./shamir.js";
import { faultIn, integer, listOf, literal, origin, orNull, recipient, safeName, sha256Hex, shaped, text, type Check, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy, OPENERS_MAX, repeated, SHARE_BYTES_MAX } from "./statement.js";

/**
 * Escrow of the secrets of a draw (trust.md §3.4). The 32 bytes are dealt among a lot's openers like the key of a bid's envelope, and every
 * byte that would be chance is derived from the secret itself: an escrow is a function of its secret. So whoever learns the secret, by its
 * holder or by the openers, makes the escrow again; one that differs counts for nothing, whoever shows the secret, and its holder has no choice.
 */
export type EscrowOpeners = {
  /** Origin of the log. */
  readonly exchange: string;
  /** The part of the lot whose openers' keys serve. */
  readonly part: string;
  /** SHA-256 of the `lot.terms` entry that names them. */
  readonly terms: string;
  readonly threshold: number; readonly openers: readonly { readonly opener: string; readonly recipient: string }[];
};

/** Whose secret of which draw: `name` is the contributor's, or `code-<n>` of the supervisor's n-th code. */
export type EscrowOf = { readonly draw: string; readonly name: string; /** What the secret was committed to by: a contribution's `c`, the head of the chain. */ readonly commitment: string };

/** `commit` is the SHA-256 of the share's plaintext, `file` the age file in base64. */
export type EscrowShare = { readonly opener: string; readonly recipient: string; readonly commit: string; readonly file: string };
export type EscrowFile = { readonly v: "ddr-escrow/1"; readonly exchange: string; readonly terms: string; readonly threshold: number; readonly shares: readonly EscrowShare[] } & EscrowOf;
type EscrowPlaintext = { readonly v: "ddr-share/1"; readonly exchange: string; readonly terms: string; readonly opener: string; readonly index: number; readonly share: string } & EscrowOf;

/** What an opener says of one escrow, signed: the plaintext of its share, or null where the share does not open to what was committed. */
export type EscrowRelease = { readonly v: "ddr-release/1"; readonly exchange: string; readonly draw: string; readonly name: string; /** SHA-256 of the escrow file. */ readonly escrow: string; readonly opener: string; readonly plaintext: string | null };

export const ESCROW_BYTES_MAX = 65_536;
const RELEASE_BYTES_MAX = 16_384;
/** A share is of the 64 digits of the secret, so that `gfcombine` gives them. */
const SHARE_SECRET_BYTES = 64;
const SECRET = /^[0-9a-f]{64}$/;
/** `<tender>/<lot>/D<n>`. */
const drawId: Check = (value) => typeof value === "string" && /^[A-Za-z0-9._-]{1,64}\/[A-Za-z0-9._-]{1,64}\/D[1-9]\d{0,3}$/.test(value);
const OF: Shape = { exchange: origin, draw: drawId, name: safeName };
const SHARE = shaped({ opener: safeName, recipient, commit: sha256Hex, file: text(2 * SHARE_BYTES_MAX) });
const ESCROW: Shape = { v: literal("ddr-escrow/1"), ...OF, commitment: sha256Hex, terms: sha256Hex, threshold: integer(2, OPENERS_MAX), shares: listOf(SHARE, 2, OPENERS_MAX) };
const PLAINTEXT: Shape = { v: literal("ddr-share/1"), ...OF, commitment: sha256Hex, terms: sha256Hex, opener: safeName, index: integer(1, 255), share: text(100) };
const RELEASE: Shape = { v: literal("ddr-release/1"), ...OF, escrow: sha256Hex, opener: safeName, plaintext: orNull(text(SHARE_BYTES_MAX)) };

/** Bytes that follow from the secret, its place and a purpose. Law of it: HKDF-SHA-256 (RFC 5869), the place as salt. */
const seedOf = (secret: string, { exchange }: Pick<EscrowOpeners, "exchange">, { draw, name }: EscrowOf): Seed => {
  const salt = utf8(`daylight/escrow/v1\0${exchange}\0${draw}\0${name}`);
  return (purpose, length) => hkdf(sha256, fromHex(secret), salt, utf8(purpose), length);
};

/** The escrow of a secret, canonical. @param secret 32 bytes in lower-case hex @throws {RangeError} if an opener's key is not one */
export function makeEscrow(openers: EscrowOpeners, of: EscrowOf, secret: string): Uint8Array<ArrayBuffer> {
  if (!SECRET.test(secret)) throw new RangeError("not a secret of 32 bytes");
  const seed = seedOf(secret, openers, of);
  let coefficient = 0;
  const dealt = splitSecret(utf8(secret), openers.openers.map((_, at) => at + 1), openers.threshold, (length) => seed(`coefficient ${String(coefficient += 1)}`, length));
  const { exchange, terms, threshold } = openers;
  const shares = openers.openers.map(({ opener, recipient: to }, at): EscrowShare => {
    const plain = bytesOf({ v: "ddr-share/1", exchange, terms, ...of, opener, index: at + 1, share: base64(dealt[at] ?? new Uint8Array()) } satisfies EscrowPlaintext);
    return { opener, recipient: to, commit: hex(sha256(plain)), file: base64(sealFixed(to, plain, (purpose, length) => seed(`share ${String(at + 1)} ${purpose}`, length))) };
  });
  return bytesOf({ v: "ddr-escrow/1", exchange, terms, ...of, threshold, shares } satisfies EscrowFile);
}

/** Whether a file is the escrow that a secret has in its place. */
export const isEscrowOf = (file: Uint8Array, openers: EscrowOpeners, of: EscrowOf, secret: string): boolean => SECRET.test(secret) && sameBytes(file, makeEscrow(openers, of, secret));

/** Reads an escrow: canonical, exactly its keys, of this place, to these openers. What is sealed in it nobody can see yet. */
export function readEscrow(bytes: Uint8Array, openers: EscrowOpeners, of: EscrowOf): Result<EscrowFile> {
  if (bytes.length > ESCROW_BYTES_MAX) return refuse("escrow-wrong", { name: of.name, where: "size" });
  const json = canonicalOrWhy(bytes);
  const where = typeof json === "string" ? json : faultIn(json.value, ESCROW);
  if (typeof json === "string" || where !== null) return refuse("escrow-wrong", { name: of.name, where: where ?? "" });
  const file = json.value as unknown as EscrowFile;
  const differs = differenceOf(file, openers, of);
  return differs === null ? ok(file) : refuse("escrow-wrong", { name: of.name, where: differs });
}

function differenceOf(file: EscrowFile, openers: EscrowOpeners, of: EscrowOf): string | null {
  const fields = [["exchange", openers.exchange], ["terms", openers.terms], ["threshold", openers.threshold], ["draw", of.draw], ["name", of.name], ["commitment", of.commitment]] as const;
  const wrong = fields.find(([field, wanted]) => file[field] !== wanted)?.[0];
  if (wrong !== undefined) return wrong;
  const same = file.shares.length === openers.openers.length && openers.openers.every(({ opener, recipient: to }, at) => file.shares[at]?.opener === opener && file.shares[at].recipient === to);
  return same ? null : "shares";
}

/** What an opener's tool finds in its own share: the plaintext to make public, or null where it is not what was committed to; refused where it is not this opener's. */
export async function openEscrowShare(file: EscrowFile, opener: string, identity: string): Promise<Result<string | null>> {
  const share = file.shares.find((each) => each.opener === opener);
  if (share === undefined) return refuse("opener-unknown", { opener });
  if ((await recipientOf(identity)) !== share.recipient) return refuse("opener-key-differs", { opener });
  const plain = await openSmall(identity, bytesIn(share.file));
  if (plain === null || hex(sha256(plain)) !== share.commit) return ok(null);
  // What is sealed elsewhere to the same key is not made public here: a bid's share says what it belongs to, and so does another draw's.
  return ok(insideOf(file, share, plain) === null ? null : fromUtf8(plain));
}

function bytesIn(text64: string): Uint8Array {
  try {
    return fromBase64(text64);
  } catch {
    return new Uint8Array();
  }
}

/** The share in a plaintext that belongs to this escrow and opener; null where it is anything else. */
function insideOf(file: EscrowFile, { opener }: EscrowShare, plain: Uint8Array): { readonly x: number; readonly y: Uint8Array } | null {
  const json = canonicalOrWhy(plain);
  if (typeof json === "string" || faultIn(json.value, PLAINTEXT) !== null) return null;
  const inside = json.value as unknown as EscrowPlaintext;
  const fits = (["exchange", "terms", "draw", "name", "commitment"] as const).every((field) => inside[field] === file[field]);
  const y = bytesIn(inside.share);
  return fits && inside.opener === opener && file.shares[inside.index - 1]?.opener === opener && y.length === SHARE_SECRET_BYTES ? { x: inside.index, y } : null;
}

/** What an opener signs. */
export const makeEscrowRelease = (file: EscrowFile, escrow: string, opener: string, plaintext: string | null): Uint8Array<ArrayBuffer> =>
  bytesOf({ v: "ddr-release/1", exchange: file.exchange, draw: file.draw, name: file.name, escrow, opener, plaintext } satisfies EscrowRelease);

/** Reads a release: canonical, exactly its keys. */
export function parseEscrowRelease(bytes: Uint8Array): Result<EscrowRelease> {
  if (bytes.length > RELEASE_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: RELEASE_BYTES_MAX });
  const json = canonicalOrWhy(bytes);
  const where = typeof json === "string" ? json : faultIn(json.value, RELEASE);
  return typeof json === "string" || where !== null ? refuse("release-malformed", { where: where ?? "" }) : ok(json.value as unknown as EscrowRelease);
}

/** Whether a release is of this very escrow, and the plaintext is the one that was committed to. */
export function checkEscrowRelease(release: EscrowRelease, file: EscrowFile, escrow: string): Result<true> {
  for (const field of ["exchange", "draw", "name"] as const) if (release[field] !== file[field]) return refuse("release-other-lot", { field });
  if (release.escrow !== escrow) return refuse("release-unknown-envelope", { envelope: release.escrow });
  const share = file.shares.find(({ opener }) => opener === release.opener);
  if (share === undefined) return refuse("opener-unknown", { opener: release.opener });
  if (release.plaintext === null || hex(sha256(utf8(release.plaintext))) === share.commit) return ok(true);
  return refuse("release-differs-from-commit", { opener: release.opener, envelope: escrow });
}

/** What releases give, the first `threshold` plaintexts deciding: a secret whose escrow this is, a holder who sealed something else, or too few. */
export type Unsealed = { readonly kind: "secret"; readonly secret: string } | { readonly kind: "bad" } | { readonly kind: "too-few"; readonly have: number };

/** Combines checked releases in the order of the log. @param fits whether a secret is what was committed to */
export function combineEscrow(file: EscrowFile, openers: EscrowOpeners, releases: readonly EscrowRelease[], fits: (secret: string) => boolean): Unsealed {
  const given = releases.filter(({ plaintext }) => plaintext !== null);
  if (given.length < file.threshold || repeated(given.map(({ opener }) => opener)) !== null) return { kind: "too-few", have: given.length };
  const points = given.slice(0, file.threshold).map(({ opener, plaintext }) => {
    const share = file.shares.find((each) => each.opener === opener);
    return share === undefined ? null : insideOf(file, share, utf8(plaintext ?? ""));
  });
  const good = points.filter((point) => point !== null);
  if (good.length < points.length) return { kind: "bad" };
  const secret = String.fromCharCode(...combineShares(good));
  return SECRET.test(secret) && fits(secret) && isEscrowOf(bytesOf(file), openers, { draw: file.draw, name: file.name, commitment: file.commitment }, secret) ? { kind: "secret", secret } : { kind: "bad" };
}
