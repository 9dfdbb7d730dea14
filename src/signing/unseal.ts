import { hex } from "../kernel/bytes.js";
import { openStream } from "./age-stream.js";
import type { Primitives, Sha256 } from "./primitives.js";
import type { Chunks } from "./streams.js";

/** Hash (lower-case hex) and bytes of a ciphertext as it was stored. */
export type StoredAs = { readonly sha256: string; readonly size: number };

/** A sealed content being opened, here or on another thread: what stands inside, and whether the outside is what was signed. */
export type Unsealing = {
  /** The plaintext, read once and not necessarily to its end. @throws {Broken} as `openStream` does */
  readonly plain: AsyncIterable<Uint8Array>;
  /** What the whole ciphertext was; what `plain` did not come to is hashed and not decrypted. */
  readonly stored: () => Promise<StoredAs>;
  /** Lets go of the ciphertext, read to its end or not. */
  readonly close: () => Promise<void>;
};

/** Opens a content as it streams by; the ciphertext is hashed on the way, so that a fault is laid at the right door. */
export function unseal(primitives: Primitives, identity: string, content: Chunks): Unsealing {
  const ciphertext = tallied(content, primitives.createSha256());
  return { plain: openStream(primitives, identity, ciphertext.chunks()), stored: ciphertext.finish, close: ciphertext.close };
}

type Tallied = { readonly chunks: () => AsyncGenerator<Uint8Array>; readonly finish: () => Promise<StoredAs>; readonly close: () => Promise<void> };

/** Hashes and counts a stream that another reader may stop reading half-way; `finish` reads the rest. */
function tallied(source: Chunks, hash: Sha256): Tallied {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let size = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      hash.update(next.value);
      size += next.value.length;
      yield next.value;
    }
  };
  const finish = async (): Promise<StoredAs> => {
    const rest = chunks();
    while ((await rest.next()).done !== true);
    return { sha256: hex(hash.digest()), size };
  };
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { chunks, finish, close };
}
