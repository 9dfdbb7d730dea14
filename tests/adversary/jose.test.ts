import { generateKeyPairSync, randomBytes } from "node:crypto";
import { EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { expect, test } from "vitest";
import { choicesOf, chosenBy, sealedChoices } from "../../src/routes/sealed-choice.js";

const origin = "chenguang.example/rehearsal/0011aabb";
const key = Uint8Array.from(randomBytes(32));
const at = new Date("2026-09-01T01:00:00Z");
const after = (ms: number): Date => new Date(at.getTime() + ms);
const choices = sealedChoices(key, origin, () => at);
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as ours is, but for what a test changes. */
const sealed = (change: { readonly header?: Record<string, string>; readonly claims?: Record<string, unknown>; readonly key?: Uint8Array } = {}): Promise<string> => {
  const claims = { sub: "tenderer-1", iss: origin, aud: `${origin}/sign-in`, jti: "1", iat: at.getTime() / 1_000, exp: at.getTime() / 1_000 + 300, ...change.claims };
  return new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: "daylight-sign-in+jwt", ...change.header }).encrypt(change.key ?? key);
};

test("a choice opens where it was sealed, for five minutes: in the last second of them, not when they are over", async () => {
  const token = await choices.seal("tenderer-1");
  expect(await choices.open(token)).toBe("tenderer-1");
  expect(await sealedChoices(key, origin, () => after(299_000)).open(token)).toBe("tenderer-1");
  expect(await sealedChoices(key, origin, () => after(300_000)).open(token)).toBeNull();
  expect(await sealedChoices(key, origin, () => after(-3_600_000)).open(token)).toBeNull();
  expect(await sealedChoices(Uint8Array.from(randomBytes(32)), origin, () => at).open(token)).toBeNull();
  expect(await sealedChoices(key, `${origin}x`, () => at).open(token)).toBeNull();
  expect(await choices.open(await sealed())).toBe("tenderer-1");
});

test.each([
  ["for another audience", { claims: { aud: `${origin}/verify` } }], ["of another issuer", { claims: { iss: "evil.example" } }], ["of another type", { header: { typ: "JWT" } }], ["without a type", { header: { typ: "" } }],
  ["without an end", { claims: { exp: undefined } }], ["without an id", { claims: { jti: undefined } }], ["about nobody", { claims: { sub: undefined } }], ["sealed under another key", { key: Uint8Array.from(randomBytes(32)) }],
  ["that is older than it says it may be", { claims: { iat: at.getTime() / 1_000 - 301, exp: at.getTime() / 1_000 + 300 } }],
])("a token %s opens nothing", async (_, change) => {
  expect(await choices.open(await sealed(change))).toBeNull();
});

test("a token that names its own algorithm opens nothing: none, a signature by our key taken for a secret, by a key of its own, another encryption, a wrapped key", async () => {
  const claims = { sub: "tenderer-1", iss: origin, aud: `${origin}/sign-in`, jti: "1", iat: at.getTime() / 1_000, exp: at.getTime() / 1_000 + 300 };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const typ = "daylight-sign-in+jwt";
  const short = Uint8Array.from(randomBytes(16));
  const hostile: Record<string, string> = {
    "none": new UnsecuredJWT(claims).encode(),
    "none, written in capitals": `${base64url({ alg: "NONE", typ })}.${base64url(claims)}.`,
    "none, with five parts": `${base64url({ alg: "none", enc: "A256GCM", typ })}..${base64url(claims)}..`,
    "HS256 with our key": await new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ }).sign(key),
    "RS256 with a key it brings": await new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ, jwk: publicKey.export({ format: "jwk" }) }).sign(privateKey),
    "A256KW with our key": await new EncryptJWT(claims).setProtectedHeader({ alg: "A256KW", enc: "A256GCM", typ }).encrypt(key),
    "A256GCMKW with our key": await new EncryptJWT(claims).setProtectedHeader({ alg: "A256GCMKW", enc: "A256GCM", typ }).encrypt(key),
    "A128CBC-HS256 with our key": await new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256", typ }).encrypt(key),
    "A128GCM with a key of its own": await new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A128GCM", typ }).encrypt(short),
    "RSA-OAEP with a key it brings": await new EncryptJWT(claims).setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", typ }).encrypt(publicKey),
  };
  for (const [what, token] of Object.entries(hostile)) expect(await choices.open(token), what).toBeNull();
});

test("a choice is an actor with the token of its page: any actor with that token, and none with a token about something else", async () => {
  const choice = await choicesOf(choices);
  expect([await chosenBy(choices, choice("tenderer-1")), await chosenBy(choices, choice("bidder-2"))]).toEqual(["tenderer-1", "bidder-2"]);
  for (const wrong of ["tenderer-1", "", "~", `tenderer-1~${await choices.seal("tenderer-1")}`]) expect(await chosenBy(choices, wrong), wrong).toBeNull();
});

test("a token with any part touched, left out or put in opens nothing", async () => {
  const token = await choices.seal("tenderer-1");
  const parts = token.split(".");
  for (const at_ of parts.keys()) {
    const touched = parts.map((part, index) => (index === at_ ? `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}` : part)).join(".");
    expect(await choices.open(touched), String(at_)).toBeNull();
    expect(await choices.open(parts.filter((_, index) => index !== at_).join(".")), String(at_)).toBeNull();
  }
  for (const wrong of ["", ".", "....", `${token}.`, `${token} `, token.toUpperCase()]) expect(await choices.open(wrong)).toBeNull();
});
