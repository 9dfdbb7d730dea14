import { fromBase64, hex, sameBytes } from "../kernel/bytes.js";
import type { Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import { parseCertificate, readPem, type Certificate } from "./certificates.js";
import type { TrustStore } from "./chains.js";
import { checkSigner, type DetachedSignature } from "./cms-rules.js";
import { checkOpenersOwnKeys, parseOpenerKey, type OpenerKey } from "./opener-key.js";
import type { Primitives } from "./primitives.js";
import { beijingTime, hasShape, integer, isObject, listOf, literal, organisation, origin, orNull, safeName, sha256Hex, text, type Shape } from "./shapes.js";
import type { Bidder, ConfirmStatement, WithdrawStatement } from "./statement.js";
import { parseTerms, type LotTerms } from "./terms.js";

/** A part as the exchange describes it. `previous` is the bidder's last statement for it. */
export type SealingPart = {
  readonly part: string; readonly title: string; readonly form: boolean; readonly requiredFiles: readonly string[]; /** What a consortium gives beside. */ readonly consortiumFiles?: readonly string[] | null; readonly terms: string | null; readonly termsSha256: string | null;
  readonly openers: readonly { readonly opener: string; readonly statement: string; readonly signature: string }[];
  readonly previous: { readonly seq: number; readonly sha256: string; readonly kind: "bid" | "withdraw" | "confirm" } | null;
};

/**
 * What a bid must be sealed to, as the exchange says it: GET …/sealing, or the same saved as the terms file that the offline page
 * loads. Nothing of it is believed before `checkSealedTo`.
 */
export type Sealing = {
  readonly exchange: string; readonly mode: "rehearsal" | "live"; readonly now: string; readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  /** The firm that asked. */
  readonly bidder: { readonly uscc: string; readonly name: string };
  /** What its price form asks; null where the lot has none. */
  readonly priceForm: Json;
  /** What a consortium may be; null where none is accepted, absent where the exchange does not say. */
  readonly consortium?: { readonly firmsMax: number | null } | null;
  readonly parts: readonly SealingPart[]; readonly caPem: string; readonly offices: Readonly<Record<string, string>>; readonly log: { readonly vkeys: string; readonly policy: string };
};

const SEALING_BYTES_MAX = 4 * 1_048_576;
const PARTS_MAX = 16;
const FILES_MAX = 500;
const OPENERS_MAX = 48;
const long = text(65_536);
const PREVIOUS = hasShape({ seq: integer(1), sha256: sha256Hex, kind: literal("bid", "withdraw", "confirm") });
const CONSORTIUM = hasShape({ firmsMax: orNull(integer(2)) });
const PART: Shape = {
  part: safeName, title: text(200), form: (value) => typeof value === "boolean", requiredFiles: listOf(text(400), 0, FILES_MAX), consortiumFiles: orNull(listOf(text(400), 0, FILES_MAX)), terms: orNull(long), termsSha256: orNull(sha256Hex),
  openers: listOf(hasShape({ opener: safeName, statement: long, signature: long }), 0, OPENERS_MAX), previous: orNull(PREVIOUS),
};
const SEALING: Shape = {
  exchange: origin, mode: literal("rehearsal", "live"), now: beijingTime, tender: safeName, lot: safeName, title: text(200), lotName: text(200), bidder: hasShape({ uscc: organisation, name: text(200) }),
  priceForm: () => true, consortium: (value) => value === null || CONSORTIUM(value), parts: listOf(hasShape(PART), 1, PARTS_MAX), caPem: text(1_048_576),
  offices: (value) => isObject(value) && Object.values(value).every(organisation), log: hasShape({ vkeys: long, policy: long }),
};

/** Reads what the exchange says. Keys that are not named here are passed over: a newer exchange may say more. */
export function readSealing(said: Json): Result<Sealing> {
  if (!isObject(said)) return refuse("sealing-malformed", { where: "object" });
  const wrong = Object.keys(SEALING).find((key) => SEALING[key]?.(said[key] ?? null) !== true);
  return wrong === undefined ? ok(said as unknown as Sealing) : refuse("sealing-malformed", { where: wrong });
}

/** Reads a terms file. */
export function parseSealing(file: string): Result<Sealing> {
  if (file.length > SEALING_BYTES_MAX) return refuse("too-large", { size: file.length, max: SEALING_BYTES_MAX });
  try {
    return readSealing(JSON.parse(file) as Json);
  } catch {
    return refuse("sealing-malformed", { where: "JSON" });
  }
}

/** The certificates of a PEM file as trust: self-issued ones are roots, those that cannot be read help nobody. */
export function trustFromPem(caPem: string, mode: "rehearsal" | "live"): TrustStore {
  const certificates = readPem(caPem, "CERTIFICATE").flatMap((der) => {
    const parsed = parseCertificate(der);
    return parsed.ok ? [parsed.value] : [];
  });
  const isRoot = ({ subject, issuer }: Certificate): boolean => sameBytes(subject.der, issuer.der);
  return { roots: certificates.filter(isRoot), intermediates: certificates.filter((each) => !isRoot(each)), crls: [], live: mode === "live" };
}

/** What the offline page was made for and whom it believes: a part of the file, and so of its hash in the log. */
export type SealPins = {
  readonly exchange: string; readonly exchangeName: string; readonly mode: "rehearsal" | "live"; readonly caPem: string;
  readonly offices: Readonly<Record<string, { readonly uscc: string; readonly name: string }>>;
};

/** What a bidder holds from outside the exchange: whom it trusts to certify, and which organisations open. */
export type SealingAnchors = { readonly trust: TrustStore; readonly offices: Readonly<Record<string, string>> };
/** How a signature is checked here: natively on a server, by WebCrypto in a page. */
export type VerifyDetached = (p7s: Uint8Array, content: Uint8Array, trust: TrustStore, at: Instant) => Result<DetachedSignature> | Promise<Result<DetachedSignature>>;

/** An opener whose key was checked: its statement's hash, and the name in its certificate. */
export type CheckedOpener = OpenerKey & { readonly sha256: string; readonly name: string };
/** A part whose terms and openers' keys were checked on this machine. */
export type SealedTo = { readonly terms: LotTerms; readonly termsSha256: string; readonly openers: readonly CheckedOpener[] };

/**
 * The bidder's own check of one part before anything is sealed (T10): the terms are the bytes they are said to be, and every key
 * in them was signed for this very part by an opener whose organisation the bidder pinned. Whether they stand in the log is for
 * who can walk it.
 */
export async function checkSealedTo(primitives: Primitives, said: Sealing, part: SealingPart, anchors: SealingAnchors, verify: VerifyDetached): Promise<Result<SealedTo>> {
  const read = readTerms(primitives, said, part);
  if (!read.ok) return read;
  const { terms, termsSha256 } = read.value;
  const openers: CheckedOpener[] = [];
  for (const each of part.openers) {
    const checked = await checkOpener(primitives, each, { trust: anchors.trust, now: at(said.now), verify });
    if (!checked.ok) return checked;
    openers.push(checked.value);
  }
  const own = checkOpenersOwnKeys(terms, said.exchange, openers, anchors.offices);
  return own.ok ? ok({ terms, termsSha256, openers }) : own;
}

function readTerms(primitives: Primitives, said: Sealing, part: SealingPart): Result<Pick<SealedTo, "terms" | "termsSha256">> {
  if (part.terms === null) return refuse("terms-not-logged", { part: part.part });
  const bytes = bytesIn(part.terms) ?? new Uint8Array();
  const termsSha256 = hex(primitives.sha256(bytes));
  if (termsSha256 !== part.termsSha256) return refuse("terms-malformed", { where: "sha256" });
  const terms = parseTerms(bytes);
  if (!terms.ok) return terms;
  const { tender, lot } = terms.value;
  const isHere = tender === said.tender && lot === said.lot && terms.value.part === part.part;
  return isHere ? ok({ terms: terms.value, termsSha256 }) : refuse("terms-malformed", { where: "tender" });
}

/** The statements that take back a standing bid, every part of it in one act. Law: 招标投标法 29; trust.md §1.7. */
export function withdrawalsOf({ exchange, tender, lot, parts }: Sealing, bidder: Bidder): Result<WithdrawStatement[]> {
  const statements = parts.flatMap(({ part, previous }): WithdrawStatement[] =>
    (previous === null || previous.kind === "withdraw" ? [] : [{ v: "dse-withdraw/1", exchange, tender, lot, part, bidder, seq: previous.seq + 1, prev: previous.sha256 }]));
  return statements.length === 0 ? refuse("nothing-to-withdraw") : ok(statements);
}

/**
 * The statements that say that a standing bid stands under the newest terms, every part of it in one act. Law: 招标投标法 23;
 * trust.md §1.3. @param parts with the hash of their terms, as checked on this machine
 */
export function confirmationsOf({ exchange, tender, lot }: Sealing, parts: readonly (Pick<SealingPart, "part" | "previous"> & { readonly termsSha256: string })[], bidder: Bidder): Result<ConfirmStatement[]> {
  const statements = parts.flatMap(({ part, previous, termsSha256 }): ConfirmStatement[] =>
    (previous === null || previous.kind === "withdraw" ? [] : [{ v: "dse-confirm/1", exchange, tender, lot, part, bidder, seq: previous.seq + 1, prev: previous.sha256, notice: termsSha256 }]));
  return statements.length === 0 ? refuse("nothing-to-confirm") : ok(statements);
}

type By = { readonly trust: TrustStore; readonly now: Instant; readonly verify: VerifyDetached };

async function checkOpener(primitives: Primitives, { opener, statement, signature }: SealingPart["openers"][number], { trust, now, verify }: By): Promise<Result<CheckedOpener>> {
  const [signed, p7s] = [bytesIn(statement), bytesIn(signature)];
  if (signed === null || p7s === null) return refuse("opener-key-malformed", { where: "base64" });
  const key = parseOpenerKey(signed);
  if (!key.ok) return key;
  if (key.value.opener !== opener) return refuse("opener-key-untrusted", { opener });
  const verified = await verify(p7s, signed, trust, now);
  if (!verified.ok) return verified;
  const { certificate } = verified.value;
  const signer = checkSigner(certificate, { organisation: key.value.org, cert: key.value.cert });
  const { organisation: named, commonName } = certificate.subject;
  return signer.ok ? ok({ ...key.value, sha256: hex(primitives.sha256(signed)), name: named ?? commonName ?? key.value.org }) : signer;
}

function bytesIn(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64);
  } catch {
    return null;
  }
}
