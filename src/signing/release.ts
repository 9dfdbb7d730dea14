import { fromBase64, fromUtf8, hex, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { openSmall, recipientOf } from "./age.js";
import type { Primitives } from "./primitives.js";
import { envelopeId, faultIn, integer, listOf, literal, origin, safeName, sha256Hex, shaped, text, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy, HEAD, headDifference, SHARE_BYTES_MAX, type BidStatement, type ShareEntry, type SharePlaintext } from "./statement.js";
import type { Place } from "./terms.js";

/** The identity line is 75 bytes: 100 characters of base64. */
const SHARE_SECRET_BYTES = 75;
const SHARES_A_FILE_MAX = 2_000;
const RELEASE_BYTES_MAX = 4 * 1_048_576;

const SHARE: Shape = { v: literal("dse-share/1"), ...HEAD, opener: safeName, index: integer(1, 255), share: text(100) };

/** One share an opener makes public: `plaintext` is the text inside its share file, byte for byte. */
export type ReleasedShare = { readonly envelope: string; readonly index: number; readonly plaintext: string };

/** What one opener releases for one close of one part; signed, then logged by its hash. */
export type Release = { readonly v: "dse-release/1" } & Place & {
  /** SHA-256 of the last `lot.close` or `lot.close.add` entry. */
  readonly close: string;
  readonly opener: string; readonly releases: readonly ReleasedShare[];
};

const RELEASED = shaped({ envelope: envelopeId, index: integer(1, 255), plaintext: text(SHARE_BYTES_MAX) });
const RELEASE: Shape = {
  v: literal("dse-release/1"), exchange: origin, tender: safeName, lot: safeName, part: safeName, close: sha256Hex, opener: safeName,
  releases: listOf(RELEASED, 0, SHARES_A_FILE_MAX),
};

/** Reads the text inside a share file: canonical, exactly its keys, 75 bytes of share. Null where it is anything else. */
export function parseSharePlaintext(bytes: Uint8Array): SharePlaintext | null {
  if (bytes.length > SHARE_BYTES_MAX) return null;
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string" || faultIn(json.value, SHARE) !== null) return null;
  const share = json.value as unknown as SharePlaintext;
  return shareBytes(share) === null ? null : share;
}

/** The 75 bytes of a share, or null where its base64 is not canonical or of another length. */
export function shareBytes(share: SharePlaintext): Uint8Array | null {
  try {
    const bytes = fromBase64(share.share);
    return bytes.length === SHARE_SECRET_BYTES ? bytes : null;
  } catch {
    return null;
  }
}

/** One live bid as an opener's client meets it. */
export type ShareToOpen = { readonly statement: BidStatement; readonly opener: string; readonly identity: string; readonly file: Uint8Array };

/**
 * What an opener's client does with one share: everything is checked before a byte is made public. The refusal's code is what
 * trust.md §1.6 blames; a copied share is never released, for it opens another bidder's envelope.
 */
export async function openShare(primitives: Primitives, share: ShareToOpen): Promise<Result<ReleasedShare>> {
  const { statement, opener } = share;
  const entry = statement.shares.find((each) => each.opener === opener);
  if (entry === undefined) return refuse("opener-unknown", { opener });
  if ((await recipientOf(share.identity)) !== entry.recipient) return refuse("opener-key-differs", { opener });
  if (share.file.length !== entry.size || hex(primitives.sha256(share.file)) !== entry.sha256) return refuse("share-stored-differs", { opener });
  const plain = await openSmall(share.identity, share.file);
  if (plain === null) return refuse("share-undecryptable", { opener });
  if (hex(primitives.sha256(plain)) !== entry.commit) return refuse("share-commit-differs", { opener });
  const parsed = checkInside(statement, opener, plain);
  return parsed.ok ? ok({ envelope: statement.envelope, index: parsed.value.index, plaintext: fromUtf8(plain) }) : parsed;
}

/** The head and opener inside a committed share against the statement it belongs to. */
export function checkInside(statement: BidStatement, opener: string, plain: Uint8Array): Result<SharePlaintext> {
  const inside = parseSharePlaintext(plain);
  if (inside === null) return refuse("share-context-differs", { opener, field: "format" });
  if (inside.bidder.id !== statement.bidder.id) return refuse("share-copied", { opener });
  const field = headDifference(inside, statement) ?? (inside.opener === opener ? null : "opener");
  return field === null ? ok(inside) : refuse("share-context-differs", { opener, field });
}

/** The release file of one opener, as canonical bytes to be signed. */
export function makeRelease(place: Place, close: string, opener: string, releases: readonly ReleasedShare[]): Uint8Array {
  const { exchange, tender, lot, part } = place;
  const release: Release = { v: "dse-release/1", exchange, tender, lot, part, close, opener, releases };
  return bytesOf(release);
}

/** Reads a release file: canonical, exactly its keys, no envelope twice. */
export function parseRelease(bytes: Uint8Array): Result<Release> {
  if (bytes.length > RELEASE_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: RELEASE_BYTES_MAX });
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("release-malformed", { where: json });
  const where = faultIn(json.value, RELEASE);
  if (where !== null) return refuse("release-malformed", { where });
  const release = json.value as unknown as Release;
  const distinct = new Set(release.releases.map((each) => each.envelope)).size === release.releases.length;
  return distinct ? ok(release) : refuse("release-malformed", { where: "releases" });
}

/** A share that is what its bidder committed to, whatever it says inside. */
export type CommittedShare = { readonly opener: string; readonly index: number; readonly plaintext: Uint8Array };
/** One released share after its check; a refusal is the opener's fault and leaves the others good. */
export type CheckedShare = { readonly envelope: string; readonly share: Result<CommittedShare> };

/**
 * Checks a release against this opening: same exchange, lot and part, this close (T76), only live envelopes, and each share
 * against its commitment. What is refused as a whole changes nothing; a single wrong share is named and the rest is used.
 * @param close SHA-256 of the last `lot.close` or `lot.close.add` entry
 * @param live the statements of the closed list by envelope
 */
export function checkRelease(primitives: Primitives, release: Release, here: { readonly place: Place; readonly close: string; readonly live: ReadonlyMap<string, BidStatement> }): Result<CheckedShare[]> {
  for (const field of ["exchange", "tender", "lot", "part"] as const) {
    if (release[field] !== here.place[field]) return refuse("release-other-lot", { field });
  }
  if (release.close !== here.close) return refuse("release-other-close", { given: release.close, wanted: here.close });
  const checked: CheckedShare[] = [];
  for (const released of release.releases) {
    const statement = here.live.get(released.envelope);
    if (statement === undefined) return refuse("release-unknown-envelope", { envelope: released.envelope });
    const entry = statement.shares.find((each) => each.opener === release.opener);
    if (entry === undefined) return refuse("opener-unknown", { opener: release.opener });
    checked.push({ envelope: released.envelope, share: committed(primitives, release.opener, released, entry) });
  }
  return ok(checked);
}

function committed(primitives: Primitives, opener: string, released: ReleasedShare, entry: ShareEntry): Result<CommittedShare> {
  const plaintext = utf8(released.plaintext);
  const matches = hex(primitives.sha256(plaintext)) === entry.commit;
  // `index` only repeats what the committed text says; an opener that writes another one has changed the share.
  const inside = matches ? parseSharePlaintext(plaintext) : null;
  const indexFits = inside === null || inside.index === released.index;
  return matches && indexFits ? ok({ opener, index: released.index, plaintext }) : refuse("release-differs-from-commit", { opener, envelope: released.envelope });
}

/**
 * Settles "this share does not decrypt" once the opener has revealed its identity for the part: whoever looks sees the same.
 * @returns `opener` if the share opens after all, or the identity is not the published one; `exchange` if the stored file is not the signed one; else `bidder`
 */
export async function settleClaim(primitives: Primitives, revealed: ShareToOpen): Promise<"opener" | "bidder" | "exchange"> {
  const opened = await openShare(primitives, revealed);
  if (opened.ok) return "opener";
  if (opened.refusal.code === "share-stored-differs") return "exchange";
  return opened.refusal.code === "opener-key-differs" || opened.refusal.code === "opener-unknown" ? "opener" : "bidder";
}
