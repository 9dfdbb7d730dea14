import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "../kernel/bytes.js";
import { fileKeyOf, newHeader, STREAM_CHUNK_BYTES, STREAM_NONCE_BYTES, STREAM_TAG_BYTES, X25519_HEADER_BYTES } from "./age.js";
import { Broken } from "./broken.js";
import type { Primitives } from "./primitives.js";
import { blocksOf, type Chunks } from "./streams.js";

const PREFIX_BYTES = X25519_HEADER_BYTES + STREAM_NONCE_BYTES;
const NONCE_BYTES = 12;
const LAST_CHUNK = 1;

/**
 * Seals a stream as an age v1 file for one X25519 reader, 64 KiB at a time.
 * @param identity the reader's own: sealing makes it, so that the header is checked before anything is written
 */
export async function* sealStream(primitives: Primitives, identity: string, recipient: string, plain: Chunks): AsyncGenerator<Uint8Array> {
  const { header, fileKey } = await newHeader(identity, recipient);
  const nonce = primitives.random(STREAM_NONCE_BYTES);
  yield concat(header, nonce);
  const aead = primitives.chacha20poly1305(payloadKey(fileKey, nonce));
  let count = 0;
  for await (const block of blocksOf(plain, STREAM_CHUNK_BYTES)) {
    yield await aead.seal(chunkNonce(count, block.last), block.bytes);
    count += 1;
  }
}

/**
 * Opens an age v1 file for one X25519 reader as it streams by; nothing comes out that its tag does not vouch for.
 * @throws {Broken} `header-malformed`, `key-does-not-fit`, `chunk-forged` (a changed, moved, dropped or half chunk), `cut-off`
 */
export async function* openStream(primitives: Primitives, identity: string, sealed: Chunks): AsyncGenerator<Uint8Array> {
  const { prefix, rest } = await splitOff(sealed, PREFIX_BYTES);
  const fileKey = await fileKeyOf(identity, prefix.subarray(0, X25519_HEADER_BYTES));
  if (fileKey === null) throw new Broken(prefix.length < PREFIX_BYTES ? "header-malformed" : "key-does-not-fit");
  if (prefix.length < PREFIX_BYTES) throw new Broken("cut-off");
  const aead = primitives.chacha20poly1305(payloadKey(fileKey, prefix.subarray(X25519_HEADER_BYTES)));
  let count = 0;
  for await (const block of blocksOf(rest, STREAM_CHUNK_BYTES + STREAM_TAG_BYTES)) {
    const plain = await aead.open(chunkNonce(count, block.last), block.bytes);
    // An empty last chunk after others would be a second form of the same plaintext.
    if (plain === null || (plain.length === 0 && count > 0)) throw new Broken("chunk-forged", String(count));
    yield plain;
    count += 1;
  }
}

const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array => hkdf(sha256, fileKey, nonce, utf8("payload"), 32);

/** Eleven bytes that count the chunks, big-endian, and one that marks the last. */
function chunkNonce(count: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(NONCE_BYTES - 9, BigInt(count));
  if (last) view.setUint8(NONCE_BYTES - 1, LAST_CHUNK);
  return nonce;
}

async function splitOff(source: Chunks, size: number): Promise<{ prefix: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let prefix: Uint8Array = new Uint8Array();
  while (prefix.length < size) {
    const next = await iterator.next();
    if (next.done === true) break;
    prefix = concat(prefix, next.value);
  }
  const over = prefix.subarray(size);
  return { prefix: prefix.subarray(0, size), rest: resume(over, iterator) };
}

async function* resume(first: Uint8Array, iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
