import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { hex } from "../kernel/bytes.js";

/** A SHA-256 fed piece by piece. */
export type Sha256 = { update(bytes: Uint8Array): void; digest(): Uint8Array };

/** ChaCha20-Poly1305 under one key; a sealed chunk is its ciphertext and the 16-byte tag. `open` answers null where the tag is wrong. */
export type Aead = {
  seal(nonce: Uint8Array, plain: Uint8Array): Uint8Array | Promise<Uint8Array>;
  open(nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null | Promise<Uint8Array | null>;
};

/** What differs between the browser and the server and is therefore handed in; the bytes that come out are the same. */
export type Primitives = {
  sha256(bytes: Uint8Array): Uint8Array;
  createSha256(): Sha256;
  /** HMAC-SHA-256 of one message after another under a key (RFC 2104), as lower-case hex. */
  hmacSha256(key: Uint8Array): (message: Uint8Array) => string;
  /** Cryptographically strong random bytes. */
  random(length: number): Uint8Array;
  /** @param key 32 bytes */
  chacha20poly1305(key: Uint8Array): Aead;
};

/** Plain JavaScript, for the browser and wherever nothing faster is at hand. */
export const noblePrimitives: Primitives = {
  sha256,
  createSha256: () => {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  },
  hmacSha256: (key) => {
    const keyed = hmac.create(sha256, key);
    return (message) => hex(keyed.clone().update(message).digest());
  },
  random: randomBytes,
  chacha20poly1305: (key) => ({
    seal: (nonce, plain) => chacha20poly1305(key, nonce).encrypt(plain),
    open: (nonce, sealed) => {
      try {
        return chacha20poly1305(key, nonce).decrypt(sealed);
      } catch {
        return null;
      }
    },
  }),
};
