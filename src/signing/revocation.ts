import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { readSameAlgorithm, type SignatureAlgorithm } from "./algorithms.js";
import { readExtensionList, readName, readSerial, type Name } from "./certificates.js";
import { WrongDer, childrenOf, context, expect, readBits, readDer, readSmall, readTime, TAG, type Der } from "./der.js";

/** A certificate revocation list (RFC 5280, 5), complete and direct: a delta or indirect list is refused. */
export type Crl = {
  readonly der: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant | null;
  /** Serial number (as in `Certificate`) to the instant of revocation. */
  readonly revoked: ReadonlyMap<string, Instant>;
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** bytes; room for a hundred thousand entries. */
const crlBytesMax = 8 * 1_024 * 1_024;

/** Reads a revocation list strictly; its signature is checked where a chain is. */
export function parseCrl(der: Uint8Array): Result<Crl> {
  try {
    return ok(readCrl(der));
  } catch (error) {
    if (error instanceof WrongDer) return refuse("wrong-crl", { why: error.message });
    throw error;
  }
}

function readCrl(der: Uint8Array): Crl {
  const [tbs, algorithm, signature] = childrenOf(readDer(der, crlBytesMax), TAG.sequence, "the list", 3, 3);
  const [version, inner, issuer, thisUpdate, ...rest] = childrenOf(tbs, TAG.sequence, "the list body", 5, 7);
  if (readSmall(version, "the version") !== 1) throw new WrongDer("not version 2");
  const next = isTime(rest[0]) ? rest.shift() : undefined;
  const entries = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  if (rest.length !== 1) throw new WrongDer("unknown or missing parts");
  refuseCritical(childrenOf(rest[0], context(0), "the extensions", 1, 1)[0]);
  return {
    der, issuer: readName(issuer), thisUpdate: readTime(thisUpdate, "the time of issue"), nextUpdate: next === undefined ? null : readTime(next, "the time of the next issue"),
    revoked: readEntries(entries),
    tbs: expect(tbs, TAG.sequence, "the list body").bytes, algorithm: readSameAlgorithm(inner, algorithm), signature: readBits(signature, "the signature"),
  };
}

const isTime = (der: Der | undefined): boolean => der?.tag === TAG.utcTime || der?.tag === TAG.generalizedTime;

/** A critical extension narrows or changes what the list says (delta, indirect, partitioned): we understand none. */
function refuseCritical(list: Der | undefined): void {
  for (const [name, { critical }] of readExtensionList(list)) if (critical) throw new WrongDer(`the critical extension ${name}`);
}

function readEntries(entries: Der | undefined): ReadonlyMap<string, Instant> {
  const revoked = new Map<string, Instant>();
  for (const entry of entries?.children ?? []) {
    const [serial, revokedAt, extensions] = childrenOf(entry, TAG.sequence, "an entry", 2, 3);
    if (extensions !== undefined) refuseCritical(extensions);
    revoked.set(readSerial(serial), readTime(revokedAt, "the time of revocation"));
  }
  return revoked;
}

/** True if the list can say anything about `at`: it is from later, or was the newest one then. */
export const covers = (crl: Crl, at: Instant): boolean => crl.thisUpdate > at || crl.nextUpdate === null || at < crl.nextUpdate;
