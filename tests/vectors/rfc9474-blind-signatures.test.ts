import { constants, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromHex, hex } from "../../src/kernel/bytes.js";
import { must, refuse } from "../../src/kernel/result.js";
import { blind, blindingBytesOf, type BlindKey, unblind } from "../../src/signing/blind-rsa.js";

// The published vector of what tickets for questions are signed with (tests/vectors/rfc9474/SOURCE). Its key has 4096 bits; ours have 2048.
type Vector = Readonly<Record<"n" | "e" | "msg" | "salt" | "inv" | "blinded_msg" | "blind_sig" | "sig", string>>;
const vector = JSON.parse(readFileSync(new URL("rfc9474/pss-deterministic.json", import.meta.url), "utf8")) as Vector;
const number = (text: string): bigint => BigInt(`0x${text}`);
const key: BlindKey = { modulus: number(vector.n), bytes: vector.n.length / 2 };

/** The factor that was drawn for the vector, of which it states the inverse. */
function factor(): Uint8Array {
  let [rest, next, here, there] = [key.modulus, number(vector.inv), 0n, 1n];
  while (next !== 0n) [rest, next, here, there] = [next, rest % next, there, here - (rest / next) * there];
  const drawn = ((here % key.modulus) + key.modulus) % key.modulus;
  return fromHex(drawn.toString(16).padStart(blindingBytesOf(key) * 2, "0"));
}

test("blinding the published message gives the published blinded message, and no other for another salt", () => {
  const made = blind(key, fromHex(vector.msg), { salt: fromHex(vector.salt), factor: factor() });
  expect(hex(made.blinded)).toBe(vector.blinded_msg);
  expect(made.inverse).toBe(number(vector.inv));
  expect(hex(blind(key, fromHex(vector.msg), { salt: new Uint8Array(48), factor: factor() }).blinded)).not.toBe(vector.blinded_msg);
});

test("the published blind signature comes out as the published signature, which OpenSSL takes as an ordinary one; one bit off is refused", () => {
  const made = blind(key, fromHex(vector.msg), { salt: fromHex(vector.salt), factor: factor() });
  expect(hex(must(unblind(key, made, fromHex(vector.blind_sig))))).toBe(vector.sig);
  expect(unblind(key, made, fromHex(vector.blind_sig).map((byte, at) => (at === 0 ? byte ^ 1 : byte)))).toEqual(refuse("ticket-signature-wrong"));
  const jwk = { kty: "RSA", n: Buffer.from(fromHex(vector.n)).toString("base64url"), e: Buffer.from(fromHex(vector.e)).toString("base64url") };
  expect(verify("sha384", fromHex(vector.msg), { key: createPublicKey({ key: jwk, format: "jwk" }), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, fromHex(vector.sig))).toBe(true);
});
