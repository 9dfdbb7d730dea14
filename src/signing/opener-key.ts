import { Decrypter, Encrypter } from "age-encryption";
import { hex, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { identityLine, identityOfLine, newIdentity, openSmall, recipientOf, sealSmall } from "./age.js";
import { faultIn, literal, organisation, origin, recipient, safeName, sha256Hex, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy } from "./statement.js";
import type { LotTerms, Place } from "./terms.js";

/** What an opener publishes for one part, signed with its certificate and logged before the notice. */
export type OpenerKey = { readonly v: "dse-opener/1" } & Place & {
  readonly opener: string;
  /** The credit code in its certificate, by which bidders know it from outside the exchange. */
  readonly org: string; readonly recipient: string;
  /** SHA-256 of the certificate. */
  readonly cert: string;
};

const OPENER: Shape = {
  v: literal("dse-opener/1"), exchange: origin, tender: safeName, lot: safeName, part: safeName, opener: safeName, org: organisation, recipient, cert: sha256Hex,
};
const OPENER_BYTES_MAX = 4_096;
/** Eight words of a list, or twelve random characters; scrypt does the rest. */
export const PASSPHRASE_CHARACTERS_MIN = 12;
/** age's own default: about a second and 256 MiB. */
const SCRYPT_LOG_N = 18;
const KEY_FILE_BYTES_MAX = 4_096;
const CHALLENGE = "daylight/opener-challenge/v1\n";

/** A fresh identity for one part, and the statement the opener signs about it. */
export async function makeOpenerKey(opener: Omit<OpenerKey, "v" | "recipient">): Promise<{ identity: string; statement: OpenerKey; bytes: Uint8Array }> {
  const identity = await newIdentity();
  const made = await recipientOf(identity);
  if (made === null) throw new RangeError("a fresh identity without a recipient");
  const statement: OpenerKey = { v: "dse-opener/1", ...opener, recipient: made };
  return { identity, statement, bytes: bytesOf(statement) };
}

/** Reads an opener's statement: canonical, exactly its keys. */
export function parseOpenerKey(bytes: Uint8Array): Result<OpenerKey> {
  if (bytes.length > OPENER_BYTES_MAX) return refuse("opener-key-malformed", { where: "size" });
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("opener-key-malformed", { where: json });
  const where = faultIn(json.value, OPENER);
  return where === null ? ok(json.value as unknown as OpenerKey) : refuse("opener-key-malformed", { where });
}

/**
 * The bidder's own check before sealing (T10): every key in the terms is the one its opener signed, for this very part, and the
 * opener is the organisation pinned outside the exchange.
 * @param signed the openers' statements, their CMS signatures already verified
 * @param pinned opener name to organisation code
 */
export function checkOpenersOwnKeys(terms: LotTerms, exchange: string, signed: readonly OpenerKey[], pinned: Readonly<Record<string, string>>): Result<null> {
  for (const { opener, recipient: key } of terms.openers) {
    const own = signed.find((each) => each.opener === opener && each.recipient === key);
    const forThisPart = own?.exchange === exchange && own.tender === terms.tender && own.lot === terms.lot && own.part === terms.part;
    if (!forThisPart || own.org !== pinned[opener]) return refuse("opener-key-untrusted", { opener });
  }
  return ok(null);
}

/**
 * An identity under a passphrase: a binary age file that `age -d` opens too.
 * @param logN scrypt's work factor; lower than age's own only where the passphrase is random
 */
export async function wrapIdentity(identity: string, passphrase: string, logN = SCRYPT_LOG_N): Promise<Result<Uint8Array>> {
  if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) return refuse("passphrase-too-weak", { min: PASSPHRASE_CHARACTERS_MIN });
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return ok(await encrypter.encrypt(identityLine(identity)));
}

/** The identity in such a file, or in an unencrypted one with a single line; comment lines as `age-keygen` writes them are skipped. */
export async function unwrapIdentity(file: Uint8Array, passphrase: string): Promise<Result<string>> {
  if (file.length > KEY_FILE_BYTES_MAX) return refuse("too-large", { size: file.length, max: KEY_FILE_BYTES_MAX });
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const identity = readIdentity(await decrypter.decrypt(file));
    return identity === null ? refuse("key-not-an-identity") : ok(identity);
  } catch {
    return refuse("passphrase-wrong");
  }
}

/** The only identity in a key file as `age-keygen` writes it: comments, then one line. */
export function readIdentity(file: Uint8Array): string | null {
  const lines = new TextDecoder().decode(file).split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  const [line] = lines;
  return lines.length === 1 && line !== undefined ? identityOfLine(utf8(`${line}\n`)) : null;
}

/** Sealed to a published key so that its opener proves before the notice that it can open. @param nonce 32 random bytes, kept by the asker */
export const makeChallenge = (openerRecipient: string, nonce: Uint8Array): Promise<Uint8Array> => sealSmall(openerRecipient, utf8(CHALLENGE + hex(nonce)));

/** The opener's answer: the nonce in hex, or null where the challenge does not open or is not one. */
export async function answerChallenge(identity: string, challenge: Uint8Array): Promise<string | null> {
  const plain = await openSmall(identity, challenge);
  const text = plain === null ? "" : new TextDecoder().decode(plain);
  const nonce = text.slice(CHALLENGE.length);
  return text.startsWith(CHALLENGE) && /^[0-9a-f]{64}$/.test(nonce) ? nonce : null;
}
