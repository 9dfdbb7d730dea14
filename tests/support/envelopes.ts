import { createHash } from "node:crypto";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { newIdentity, recipientOf } from "../../src/signing/age.js";
import { sealPart, type SealedPart, type SealInput } from "../../src/signing/envelope.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { openShare, type CommittedShare } from "../../src/signing/release.js";
import { parseTerms, type LotTerms, type Place } from "../../src/signing/terms.js";

export const EXCHANGE = "daylight.example/rehearsal/0123abcd";
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export type TestOpener = { readonly opener: string; readonly identity: string; readonly recipient: string };
export type TestLot = { readonly terms: LotTerms; readonly termsSha256: string; readonly openers: readonly TestOpener[]; readonly place: Place };
export type TestBid = SealedPart & { readonly content: Uint8Array; readonly lot: TestLot };

export const BIDDER_A = { id: "91310000AAAAAAAA01", cert: "aa".repeat(32) };
export const BIDDER_B = { id: "91310000BBBBBBBB02", cert: "bb".repeat(32) };

/** A lot whose price part three openers open, any two of them. */
export async function testLot(change: { lot?: string; part?: string; threshold?: number; names?: readonly string[] } = {}): Promise<TestLot> {
  const names = change.names ?? ["agency", "supervisor", "notary"];
  const openers = await Promise.all(names.map(async (opener) => {
    const identity = await newIdentity();
    return { opener, identity, recipient: (await recipientOf(identity)) ?? "" };
  }));
  const bytes = canonical({
    v: "dl/1", type: "lot.terms", tender: "T2026-000123", lot: change.lot ?? "1", part: change.part ?? "price", version: 1, prev: null, accepts: [],
    deadline: "2026-12-18T09:30:00+08:00", threshold: change.threshold ?? (names.length === 0 ? 0 : 2), open: names.length === 0 ? "bidder" : "threshold-or-bidder", after: null,
    openers: openers.map(({ opener, recipient }, at) => ({ opener, recipient, idx: at + 3 })), notice: 9,
  });
  const terms = must(parseTerms(bytes));
  return { terms, termsSha256: sha256(bytes), openers, place: { exchange: EXCHANGE, tender: terms.tender, lot: terms.lot, part: terms.part } };
}

export const file = (name: string, bytes: Uint8Array): SealInput => ({ name, size: bytes.length, stream: () => [bytes] });
export const FORM: Json = { v: "form/1", price: { amount: "38650000.00", currency: "CNY" } };
export const BILL = new TextEncoder().encode("工程量清单\n".repeat(900));

type BidChange = { bidder?: typeof BIDDER_A; seq?: number; prev?: string | null; files?: readonly SealInput[]; form?: Json };

/** An honest bid for the lot. */
export async function testBid(lot: TestLot, change: BidChange = {}): Promise<TestBid> {
  const pieces: Uint8Array[] = [];
  const order = {
    exchange: EXCHANGE, terms: lot.terms, termsSha256: lot.termsSha256, bidder: change.bidder ?? BIDDER_A, seq: change.seq ?? 1, prev: change.prev ?? null,
    form: change.form === undefined ? FORM : change.form, files: change.files ?? [file("报价清单.csv", BILL)],
  };
  const sealed = must(await sealPart(nodePrimitives, order, async (content) => {
    for await (const piece of content) pieces.push(piece);
  }));
  return { ...sealed, content: Buffer.concat(pieces), lot };
}

/** What each opener would release of a bid, in the openers' order. */
export async function committedShares(bid: TestBid): Promise<CommittedShare[]> {
  return await Promise.all(bid.lot.openers.map(async ({ opener, identity }, at) => {
    const released = must(await openShare(nodePrimitives, { statement: bid.statement, opener, identity, file: bid.shares[at] ?? new Uint8Array() }));
    return { opener, index: released.index, plaintext: new TextEncoder().encode(released.plaintext) };
  }));
}

/** A sink that keeps every file. */
export function keeping(): { readonly files: Map<string, Uint8Array>; readonly sink: (name: string, size: number, bytes: AsyncIterable<Uint8Array>) => Promise<void> } {
  const files = new Map<string, Uint8Array>();
  const sink = async (name: string, _size: number, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    files.set(name, Buffer.concat(pieces));
  };
  return { files, sink };
}
