import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { concat, fromHex, hex, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { SECOND_MS, type Instant } from "../kernel/time.js";

/**
 * A drand chain of the scheme `bls-unchained-g1-rfc9380`: a network that signs the number of each round at its time, so that nobody knows a round's value before, and anybody
 * checks it afterwards by the one key. The hash of the chain binds all of this (drand, protocol specification, “chain hash”).
 */
export type BeaconChain = {
  /** Lower-case hex: of the chain, of its key (a point of G2, 96 bytes), of the group that began it. */
  readonly hash: string; readonly publicKey: string; readonly groupHash: string;
  /** Seconds between rounds; when the first was due, in seconds since 1970. */
  readonly period: number; readonly genesis: number;
  readonly beaconId: string;
};

/** The public network's chain of three seconds. Source: drand, `quicknet`. */
export const QUICKNET: BeaconChain = {
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  groupHash: "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e", period: 3, genesis: 1_692_803_367, beaconId: "quicknet",
};

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const HEAD_BYTES = 12;
const ROUND_BYTES = 8;
/** What a chain named `default` leaves out of its hash. */
const DEFAULT_ID = "default";

/** The hash that all of a chain gives. */
export function chainHashOf({ publicKey, groupHash, period, genesis, beaconId }: Omit<BeaconChain, "hash">): string {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint32(0, period);
  head.setBigInt64(4, BigInt(genesis));
  return hex(sha256(concat(new Uint8Array(head.buffer), fromHex(publicKey), fromHex(groupHash), utf8(beaconId === DEFAULT_ID ? "" : beaconId))));
}

/** When a round is out. @param round from 1 */
export const timeOfRound = ({ period, genesis }: Pick<BeaconChain, "period" | "genesis">, round: number): Instant => (genesis + (round - 1) * period) * SECOND_MS as Instant;

/** The first round that is out at a time or later. */
export const roundFrom = ({ period, genesis }: Pick<BeaconChain, "period" | "genesis">, at: Instant): number => Math.max(1, Math.ceil((at / SECOND_MS - genesis) / period) + 1);

const SUITE = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** Whether a signature is the chain's on a round. @param signature lower-case hex, a point of G1 (48 bytes) */
export function isOfRound({ publicKey }: Pick<BeaconChain, "publicKey">, round: number, signature: string): boolean {
  const number = new DataView(new ArrayBuffer(ROUND_BYTES));
  number.setBigUint64(0, BigInt(round));
  try {
    const scheme = bls12_381.shortSignatures;
    return scheme.verify(fromHex(signature), scheme.hash(sha256(new Uint8Array(number.buffer)), SUITE), fromHex(publicKey));
  } catch {
    return false; // no point of the curve
  }
}

/** The value of a round: what goes into the text of a draw. */
export const valueOfSignature = (signature: string): string => hex(sha256(fromHex(signature)));

/** What a draw's plan says of it. */
export type PlannedBeacon = { readonly chain: string; readonly round: number };

/** ddr-beacon/1: the round as it came, or why it did not. */
export type BeaconFile = { readonly v: "ddr-beacon/1"; readonly draw: string; readonly chain: BeaconChain; readonly round: number; readonly signature: string | null; readonly missing: string | null };
/** Its bytes, whose hash is logged. */
export const beaconBytes = (file: BeaconFile): Uint8Array<ArrayBuffer> => canonical(file);

/** What stands in the text of a draw: the value of its round, a dash where the plan has none or it did not come; null while it is waited for. */
export const beaconValue = (planned: PlannedBeacon | null, file: BeaconFile | null): string | null => (planned === null ? "-" : file === null ? null : file.signature === null ? "-" : valueOfSignature(file.signature));

const InfoFile = z.object({ public_key: z.string().regex(/^[0-9a-f]{192}$/), period: z.int().min(1), genesis_time: z.int().min(0), hash: Hash, groupHash: Hash, schemeID: z.literal("bls-unchained-g1-rfc9380"), metadata: z.object({ beaconID: z.string().min(1).max(64) }) });

/** Chains as a drand node tells of them (`/chains/{hash}/info`), one or a list. @throws {RangeError} for another scheme, and for a hash that is not of the rest */
export function readChains(text: string): BeaconChain[] {
  const given: unknown = JSON.parse(text);
  const read = z.array(InfoFile).min(1).safeParse(Array.isArray(given) ? given : [given]);
  if (!read.success) throw new RangeError(`no chain of the scheme bls-unchained-g1-rfc9380: ${read.error.issues[0]?.path.join(".") ?? ""}`);
  return read.data.map(({ public_key: publicKey, groupHash, period, genesis_time: genesis, hash, metadata: { beaconID: beaconId } }) => {
    const chain = { hash, publicKey, groupHash, period, genesis, beaconId };
    if (chainHashOf(chain) !== hash) throw new RangeError(`chain ${beaconId}: ${hash} is not its hash`);
    return chain;
  });
}
