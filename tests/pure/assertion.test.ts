import { createHash, createPublicKey } from "node:crypto";
import { expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { assertionHolds, type Assertion } from "../../src/signing/assertion-node.js";
import { asserted, newAuthenticator, type Spoiled } from "../support/authenticator.js";

const SITE = "https://exchange.example";
const SIGNED = utf8("what a member signs");
const challenge = createHash("sha256").update(SIGNED).digest("base64url");
const authenticator = newAuthenticator();
const key = new Uint8Array(createPublicKey(authenticator.key).export({ type: "spki", format: "der" }));

/** What the device answers, well signed whatever is spoiled. */
function answer(spoiled: Spoiled = {}, to = challenge): Assertion {
  const { response } = asserted(authenticator, to, SITE, spoiled) as { response: Record<string, string> };
  const [signature, authenticatorData, clientDataJSON] = ["signature", "authenticatorData", "clientDataJSON"].map((name) => new Uint8Array(Buffer.from(response[name] ?? "", "base64url"))) as [Uint8Array, Uint8Array, Uint8Array];
  return { key, signature, authenticatorData, clientDataJSON };
}

test("an assertion holds for the bytes, the site and the verified person that it was made for", () => {
  expect(assertionHolds(answer(), SIGNED, SITE)).toBe(true);
  expect(assertionHolds(answer(), utf8("something else"), SITE)).toBe(false);
  expect(assertionHolds(answer(), SIGNED, "https://other.example")).toBe(false);
});

test.each<[string, Assertion]>([
  ["without the person verified", answer({ verified: false })], ["on a page of another origin", answer({ origin: "https://other.example" })], ["for another site's keys", answer({ rpId: "other.example" })],
  ["as the making of a key", answer({ type: "webauthn.create" })], ["to another challenge", answer({}, Buffer.alloc(32).toString("base64url"))], ["by another key", { ...answer(), key: new Uint8Array(createPublicKey(newAuthenticator().key).export({ type: "spki", format: "der" })) }],
  ["by no key", { ...answer(), key: utf8("no key") }], ["with client data that is none", { ...answer(), clientDataJSON: utf8("{") }],
])("one %s does not, though it is well signed", (_, wrong) => { expect(assertionHolds(wrong, SIGNED, SITE)).toBe(false); });
