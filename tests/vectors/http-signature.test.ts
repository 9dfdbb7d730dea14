import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { rawEd25519 } from "../../src/journal/ed25519-node.js";
import { AGE_S_MAX, isSignedAnswer, isSignedRequest, signAnswer, signatureBase, signRequest } from "../../src/signing/http-signature-node.js";

const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

test("the signature base and its Ed25519 signature are those of RFC 9421, B.2.6", () => {
  const key = createPrivateKey("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n");
  const base = signatureBase([
    ["\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"], ["\"@method\"", "POST"], ["\"@path\"", "/foo"], ["\"@authority\"", "example.com"], ["\"content-type\"", "application/json"], ["\"content-length\"", "18"],
  ], "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");
  expect(sign(null, base, key).toString("base64")).toBe("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
  expect(verify(null, base, createPublicKey(key), Buffer.from("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==", "base64"))).toBe(true);
});

const pair = generateKeyPairSync("ed25519");
const own = { name: "chenguang.example/rehearsal/0011aabb", key: pair.privateKey };
const known = { name: own.name, publicKey: rawEd25519(Uint8Array.from(pair.publicKey.export({ type: "spki", format: "der" }))) };
const request = { method: "POST", path: "/v1/orders", body: utf8("{\"v\":\"bank-order/1\"}") };
const NOW = 1_790_000_000;
const headers = signRequest(own, request, NOW);
const of = (given: Record<string, string>) => (name: string): string | null => given[name] ?? null;

test("a request passes as it was signed, to the last second of five minutes either way", () => {
  for (const [now, passes] of [[NOW, true], [NOW + AGE_S_MAX, true], [NOW + AGE_S_MAX + 1, false], [NOW - AGE_S_MAX, true], [NOW - AGE_S_MAX - 1, false]] as const) expect(isSignedRequest(known, request, of(headers), now), String(now - NOW)).toBe(passes);
});

test("with any part changed it does not", () => {
  const changed: readonly (readonly [string, typeof request, Record<string, string>])[] = [
    ["method", { ...request, method: "PUT" }, headers], ["path", { ...request, path: "/v1/orders/" }, headers], ["body", { ...request, body: utf8("{}") }, headers],
    ["digest alone", request, { ...headers, "content-digest": "sha-256=:AAAA:" }], ["no digest", request, { "signature-input": headers["signature-input"], "signature": headers.signature }],
    ["time", request, { ...headers, "signature-input": headers["signature-input"].replace(String(NOW), String(NOW + 1)) }],
    ["nonce", request, { ...headers, "signature-input": headers["signature-input"].replace(/nonce="../, "nonce=\"zz") }],
    ["what is covered", request, { ...headers, "signature-input": headers["signature-input"].replace(" \"content-digest\"", "") }],
    ["algorithm", request, { ...headers, "signature-input": headers["signature-input"].replace("ed25519", "hmac-sha256") }],
    ["who signed", request, { ...headers, "signature-input": headers["signature-input"].replace("chenguang", "yunlu") }],
    ["a signature more", request, { ...headers, "signature": `${headers.signature}, ${headers.signature}` }], ["none", request, {}],
  ];
  for (const [what, given, by] of changed) expect(isSignedRequest(known, given, of(by), NOW), what).toBe(false);
});

test("an answer is good for the very request it answers, and for no other", () => {
  const answer = { status: 200, body: utf8("{\"state\":\"paid\"}") };
  const signed = signAnswer(own, answer, request, headers.signature, NOW);
  const asked = { ...request, signature: headers.signature };
  expect(isSignedAnswer(known, answer, asked, of({ ...signed }), NOW)).toBe(true);
  const other = signRequest(own, request, NOW);
  expect([
    isSignedAnswer(known, { ...answer, status: 404 }, asked, of({ ...signed }), NOW), isSignedAnswer(known, { ...answer, body: utf8("{\"state\":\"refused\"}") }, asked, of({ ...signed }), NOW),
    isSignedAnswer(known, answer, { ...asked, signature: other.signature }, of({ ...signed }), NOW), isSignedAnswer(known, answer, { ...asked, path: "/v1/orders/1" }, of({ ...signed }), NOW), isSignedAnswer(known, answer, asked, of({ ...headers }), NOW),
  ]).toEqual([false, false, false, false, false]);
});
