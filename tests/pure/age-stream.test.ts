import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { expect, test } from "vitest";
import { must, refuse } from "../../src/kernel/result.js";
import { recipient as isRecipient } from "../../src/signing/shapes.js";
import { checkAgeHeader, identityLine, identityOfLine, isStreamLength, newIdentity, openSmall, recipientOf, sealedSize, sealSmall } from "../../src/signing/age.js";
import { openStream, sealStream } from "../../src/signing/age-stream.js";
import { Broken } from "../../src/signing/broken.js";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { blocksOf, chunksOf, collect, readableOf } from "../../src/signing/streams.js";

const identity = await newIdentity();
const recipient = (await recipientOf(identity)) ?? "";
const all = (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => collect(chunks, 10_000_000);
const CHUNK = 65_536;
const sizes = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1));

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("both primitives write what age reads, at every chunk boundary, however the pieces are cut", async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1_000, max: 200_000 }), async (size, piece) => {
    const plain = nodePrimitives.random(size);
    for (const primitives of [nodePrimitives, noblePrimitives]) {
      const sealed = await all(sealStream(primitives, identity, recipient, cut(plain, piece)));
      expect(sealed.length).toBe(sealedSize(size));
      expect(checkAgeHeader(sealed.subarray(0, 4_096), sealed.length).ok).toBe(true);
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(Buffer.compare(await decrypter.decrypt(sealed), plain)).toBe(0);
    }
  }), { numRuns: 25 });
});

test("both primitives read what age writes, however the pieces are cut", async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1, max: 100_000 }), async (size, piece) => {
    const plain = nodePrimitives.random(size);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const sealed = await encrypter.encrypt(plain);
    for (const primitives of [nodePrimitives, noblePrimitives]) {
      expect(Buffer.compare(await all(openStream(primitives, identity, cut(sealed, Math.max(piece, sealed.length / 500)))), plain)).toBe(0);
    }
  }), { numRuns: 25 });
});

test("a flipped bit, a cut, a swapped or repeated chunk and another key never give a whole plaintext", async () => {
  const plain = nodePrimitives.random(3 * CHUNK);
  const sealed = await all(sealStream(nodePrimitives, identity, recipient, [plain]));
  const sealedChunk = CHUNK + 16;
  const chunk = (at: number): Uint8Array => sealed.subarray(184 + at * sealedChunk, 184 + (at + 1) * sealedChunk);
  const faults: [string, Uint8Array][] = [
    ["chunks swapped", Buffer.concat([sealed.subarray(0, 184), chunk(1), chunk(0), chunk(2)])],
    ["a chunk dropped", Buffer.concat([sealed.subarray(0, 184), chunk(0), chunk(2)])],
    ["the last chunk dropped", sealed.subarray(0, 184 + 2 * sealedChunk)],
    ["the last chunk twice", Buffer.concat([sealed, chunk(2)])],
    ["a byte more", Buffer.concat([sealed, Uint8Array.of(0)])],
    ["a byte less", sealed.subarray(0, -1)],
    ["header only", sealed.subarray(0, 168)],
    ["half a header", sealed.subarray(0, 100)],
    ["nothing", new Uint8Array()],
  ];
  for (let at = 0; at < 184; at += 7) faults.push([`bit in byte ${String(at)}`, sealed.map((byte, place) => (place === at ? byte ^ 1 : byte))]);
  faults.push(["bit in the last chunk", sealed.map((byte, place) => (place === sealed.length - 40 ? byte ^ 1 : byte))]);
  for (const [name, bytes] of faults) await expect(all(openStream(nodePrimitives, identity, [bytes])), name).rejects.toThrow(Broken);
  await expect(all(openStream(nodePrimitives, await newIdentity(), [sealed]))).rejects.toThrow("key-does-not-fit");
  expect(Buffer.compare(await all(openStream(noblePrimitives, identity, [sealed])), plain)).toBe(0);
});

test("stream lengths: the last that is possible and the first that is not", () => {
  expect([15, 16, 17, CHUNK + 15, CHUNK + 16, CHUNK + 17, CHUNK + 32, CHUNK + 33].map((size) => isStreamLength(size))).toEqual([false, true, true, true, true, false, false, true]);
  expect(isStreamLength(Number.NaN)).toBe(false);
});

const stanza = `-> X25519 ${"A".repeat(43)}\n${"A".repeat(43)}\n`;
const mac = `--- ${"A".repeat(43)}\n`;
const header = (text: string, payload = 33): ReturnType<typeof checkAgeHeader> => {
  const bytes = new TextEncoder().encode(`age-encryption.org/v1\n${text}`);
  return checkAgeHeader(bytes, bytes.length + payload);
};

test("a header has exactly one X25519 reader and stays under 4 KiB (T24, T64)", () => {
  expect(must(header(stanza + mac))).toEqual({ headerLength: 168 });
  expect(header(stanza + stanza + mac)).toEqual(refuse("content-extra-reader", { count: 2 }));
  expect(header(mac)).toEqual(refuse("content-extra-reader", { count: 0 }));
  expect(header(stanza.repeat(100_000) + mac)).toEqual(refuse("content-header-too-long", { max: 4_096 }));
  expect(header(stanza)).toEqual(refuse("content-header-malformed"));
  expect(header(stanza.replace("X25519", "scrypt") + mac)).toEqual(refuse("content-header-malformed"));
  expect(header(stanza.replace("AAAA\n", "AAAB\n") + mac)).toEqual(refuse("content-header-malformed"));
  expect(checkAgeHeader(new TextEncoder().encode("age-encryption.org/v2\n"), 500)).toEqual(refuse("content-not-age"));
  expect(checkAgeHeader(new Uint8Array(), 0)).toEqual(refuse("content-not-age"));
  expect(header(stanza + mac, 32).ok).toBe(true);
  expect(header(stanza + mac, 31)).toEqual(refuse("content-length-impossible", { size: 199 }));
});

test("an identity is 75 bytes on a line, and nothing else is one", async () => {
  expect(identityLine(identity)).toHaveLength(75);
  expect(identityOfLine(identityLine(identity))).toBe(identity);
  expect(identityOfLine(identityLine(identity).subarray(0, 74))).toBeNull();
  expect(identityOfLine(new TextEncoder().encode(`${identity.toLowerCase()}\n`))).toBeNull();
  const mistyped = identity.slice(0, -1) + (identity.endsWith("Q") ? "P" : "Q");
  expect(await recipientOf(mistyped)).toBeNull();
  expect(await recipientOf("AGE-SECRET-KEY-1")).toBeNull();
  expect(isRecipient(recipient)).toBe(true);
  expect(isRecipient(recipient.toUpperCase())).toBe(false);
});

test("something short is sealed to one recipient and opens with its key only", async () => {
  const sealed = await sealSmall(recipient, Uint8Array.of(1, 2, 3));
  expect(await openSmall(identity, sealed)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await openSmall(await newIdentity(), sealed)).toBeNull();
  expect(await openSmall(identity, sealed.subarray(1))).toBeNull();
  expect(await openSmall("nonsense", sealed)).toBeNull();
  await expect(sealSmall("age1nonsense", Uint8Array.of(1))).rejects.toThrow(RangeError);
});

test("streams are cut to blocks whose last is known as such", async () => {
  const cutTo = async (pieces: Uint8Array[], size: number): Promise<[number, boolean][]> => {
    const blocks: [number, boolean][] = [];
    for await (const block of blocksOf(pieces, size)) blocks.push([block.bytes.length, block.last]);
    return blocks;
  };
  expect(await cutTo([], 4)).toEqual([[0, true]]);
  expect(await cutTo([new Uint8Array(4)], 4)).toEqual([[4, true]]);
  expect(await cutTo([new Uint8Array(3), new Uint8Array(2), new Uint8Array(0), new Uint8Array(4)], 4)).toEqual([[4, false], [4, false], [1, true]]);
});

test("web streams and chunks turn into each other; one that is left early is cancelled", async () => {
  const source = sealStream(nodePrimitives, identity, recipient, [new Uint8Array(200_000)]);
  expect(await all(chunksOf(readableOf(source)))).toHaveLength(sealedSize(200_000));
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => { controller.enqueue(new Uint8Array(10)); }, cancel: () => { cancelled = true; } });
  for await (const piece of chunksOf(endless)) {
    expect(piece).toHaveLength(10);
    break;
  }
  expect(cancelled).toBe(true);
  await expect(collect([new Uint8Array(5)], 4)).rejects.toThrow(RangeError);
});
