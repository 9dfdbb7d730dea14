import { sha256 } from "@noble/hashes/sha2.js";
import { sameBytes, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { readHash, SHA256_IDENTIFIER } from "./algorithms.js";
import { readSerial, type Certificate } from "./certificates.js";
import { nameText, type Checking, type TrustStore } from "./chains.js";
import { checkSigned } from "./cms-rules.js";
import { signContent, type Signer } from "./cms-sign.js";
import { WrongDer, childrenOf, expect, octets, oid, readDer, readOid, readSmall, readTime, sequence, tlv, unsigned, TAG, type Der } from "./der.js";
import { decideNatively } from "./native-node.js";
import { CONTENT, readSignedData } from "./signed-data.js";

/** What an RFC 3161 authority vouches for: these bytes existed at this instant. */
export type Timestamp = { readonly at: Instant; readonly serial: string; readonly policy: string; readonly certificate: Certificate };

/** The policy of rehearsal time stamps, an object identifier made from a UUID (ITU-T X.667): promises nothing. */
export const REHEARSAL_POLICY = "2.25.299995457634275995925177468410178974215";

const TIMESTAMPING = "1.3.6.1.5.5.7.3.8";
/** bytes; a response is a token with a status of a few bytes. */
const responseBytesMax = 65_536;

/**
 * Makes a time-stamp token (RFC 3161), as the rehearsal's authority does on the exchange's movable clock.
 * @param digest SHA-256 of what is stamped @param serial unique to the authority, up to 20 bytes @param nonce as the request had it
 */
export function makeTimestampToken(digest: Uint8Array, at: Instant, signer: Signer, serial: Uint8Array, nonce: Uint8Array | null = null): Promise<Uint8Array<ArrayBuffer>> {
  if (digest.length !== 32) throw new RangeError("a SHA-256 digest has 32 bytes");
  const content = sequence(unsigned(Uint8Array.of(1)), oid(REHEARSAL_POLICY), sequence(SHA256_IDENTIFIER, octets(digest)), unsigned(serial),
    tlv(TAG.generalizedTime, utf8(generalizedTime(at))), ...(nonce === null ? [] : [unsigned(nonce)]));
  return signContent({ contentType: CONTENT.timestamp, content, embed: true }, signer);
}

/** 20260105090000.5Z: a fraction without trailing zeros, as RFC 3161 wants it. */
function generalizedTime(at: Instant): string {
  const [whole = "", fraction = ""] = new Date(at).toISOString().replace(/[-:TZ]/g, "").split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${whole}${digits === "" ? "" : `.${digits}`}Z`;
}

/** The response (.tsr) in which a token travels: status granted. */
export const timestampResponse = (token: Uint8Array): Uint8Array<ArrayBuffer> => sequence(sequence(unsigned(Uint8Array.of(0))), token);

/** The token in a response whose status is granted, with or without changes. */
export function tokenOfResponse(response: Uint8Array): Result<Uint8Array> {
  return reading(() => {
    const [status, token] = childrenOf(readDer(response, responseBytesMax), TAG.sequence, "the response", 1, 2);
    if (readSmall(childrenOf(status, TAG.sequence, "the status", 1, 3)[0], "the status") > 1) throw new WrongDer("the authority refused");
    return expect(token, TAG.sequence, "the token").bytes;
  });
}

/** Verifies a token over `data`: signer, sole purpose timeStamping, chain and revocation as of the instant it names. */
export function verifyTimestampToken(token: Uint8Array, data: Uint8Array, trust: TrustStore): Result<Timestamp> {
  return decideNatively(checkTimestamp(token, data, trust));
}

function* checkTimestamp(token: Uint8Array, data: Uint8Array, trust: TrustStore): Checking<Result<Timestamp>> {
  const read = readSignedData(token, CONTENT.timestamp);
  if (!read.ok) return read;
  const { content } = read.value;
  if (content === null) return refuse("wrong-timestamp", { why: "no content" });
  const info = reading(() => readInfo(content));
  if (!info.ok) return info;
  const { digest, at, serial, policy } = info.value;
  if (!sameBytes(digest, sha256(data))) return refuse("timestamp-other-data");
  const signed = yield* checkSigned(read.value, content, { trust, at, mayUse: mayStamp });
  return signed.ok ? ok({ at, serial, policy, certificate: signed.value.certificate }) : signed;
}

function reading<Value>(read: () => Value): Result<Value> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof WrongDer) return refuse("wrong-timestamp", { why: error.message });
    throw error;
  }
}

type Info = Omit<Timestamp, "certificate"> & { readonly digest: Uint8Array };

/** TSTInfo; what may follow the time (accuracy, ordering, nonce, name, extensions) is informative here. */
function readInfo(content: Uint8Array): Info {
  const [version, policy, imprint, serial, time] = childrenOf(readDer(content, responseBytesMax), TAG.sequence, "the time stamp", 5, 10);
  if (readSmall(version, "the version") !== 1) throw new WrongDer("another version");
  const [hash, digest] = childrenOf(imprint, TAG.sequence, "the imprint", 2, 2);
  if (readHash(hash) !== "sha256") throw new WrongDer("an imprint not of SHA-256");
  return {
    policy: readOid(policy, "the policy"), serial: readSerial(serial), at: readTime(expectGeneralized(time), "the time", true),
    digest: expect(digest, TAG.octets, "the imprint").content,
  };
}

const expectGeneralized = (time: Der | undefined): Der => expect(time, TAG.generalizedTime, "the time");

/** RFC 3161, 2.3: one extended key usage, critical, timeStamping. */
function mayStamp({ subject, authority, keyUsage, extendedKeyUsage }: Certificate): Result<true> {
  const sole = extendedKeyUsage?.critical === true && extendedKeyUsage.purposes.length === 1 && extendedKeyUsage.purposes[0] === TIMESTAMPING;
  const signs = keyUsage === null || keyUsage.has("digitalSignature") || keyUsage.has("nonRepudiation");
  return sole && signs && authority === null ? ok(true) : refuse("certificate-usage", { subject: nameText(subject), usage: "timeStamping" });
}
