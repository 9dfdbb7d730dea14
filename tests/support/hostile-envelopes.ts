import { base64, hex } from "../../src/kernel/bytes.js";
import { identityLine, sealSmall } from "../../src/signing/age.js";
import { sealStream } from "../../src/signing/age-stream.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { splitSecret } from "../../src/signing/shamir.js";
import { bytesOf, headOf, type BidStatement } from "../../src/signing/statement.js";
import { tarHeader } from "../../src/signing/tar.js";
import { sha256, type TestBid } from "./envelopes.js";

/** A member as a cheat packs it: the header may be anything. */
export type RawMember = { readonly header: Uint8Array; readonly bytes: Uint8Array };

export const member = (name: string, bytes: Uint8Array): RawMember => ({ header: tarHeader(name, bytes.length), bytes });

/** A header with some bytes changed and its sum made right again. */
export function forgedHeader(header: Uint8Array, changes: readonly (readonly [number, string])[]): Uint8Array {
  const copy = header.slice();
  for (const [at, text] of changes) copy.set(Buffer.from(text, "latin1"), at);
  copy.fill(0x20, 148, 156);
  copy.set(Buffer.from(`${copy.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `), 148);
  return copy;
}

export function manifestOf(statement: BidStatement, listed: readonly { name: string; bytes: Uint8Array }[], change: object = {}): RawMember {
  const files = listed.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  return member("manifest.json", bytesOf({ v: "dse/1", ...headOf(statement), files, ...change }));
}

/** The same bid with another content: sealed to the same key, and stated honestly. */
export async function withContent(bid: TestBid, members: readonly RawMember[], tail: Uint8Array = new Uint8Array(1_024)): Promise<TestBid> {
  const tar = Buffer.concat([...members.flatMap(({ header, bytes }) => [header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)]), tail]);
  const pieces: Uint8Array[] = [];
  for await (const piece of sealStream(nodePrimitives, bid.identity, bid.statement.recipient, [tar])) pieces.push(piece);
  return withSealed(bid, Buffer.concat(pieces));
}

/** The same bid whose statement names these bytes as its content. */
export function withSealed(bid: TestBid, content: Uint8Array): TestBid {
  const statement = { ...bid.statement, content: { sha256: sha256(content), size: content.length } };
  return { ...bid, statement, statementBytes: bytesOf(statement), content };
}

/** How a cheating bidder deals one share: change what stands inside, or the file itself. */
export type Cheat = { readonly inside?: object; readonly share?: (good: Uint8Array) => Uint8Array; readonly file?: (good: Uint8Array) => Uint8Array };

/** The same bid with some shares dealt badly, and committed to as dealt. */
export async function withShares(bid: TestBid, cheats: Readonly<Record<string, Cheat>>): Promise<TestBid> {
  const { openers, terms } = bid.lot;
  const good = splitSecret(identityLine(bid.identity), openers.map((_, at) => at + 1), terms.threshold, (length) => nodePrimitives.random(length));
  const dealt = await Promise.all(openers.map(async ({ opener, recipient }, at) => {
    const cheat = cheats[opener] ?? {};
    const y = good[at] ?? new Uint8Array();
    const plain = bytesOf({ ...headOf(bid.statement), v: "dse-share/1", opener, index: at + 1, share: base64(cheat.share?.(y) ?? y), ...cheat.inside });
    const sealed = await sealSmall(recipient, plain);
    const file = cheat.file?.(sealed) ?? sealed;
    return { file, entry: { opener, recipient, size: file.length, sha256: sha256(file), commit: hex(nodePrimitives.sha256(plain)) } };
  }));
  const statement = { ...bid.statement, shares: dealt.map((each) => each.entry) };
  return { ...bid, statement, statementBytes: bytesOf(statement), shares: dealt.map((each) => each.file) };
}

export const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
