import { expect, test } from "vitest";
import { canonical } from "../../src/kernel/canonical-json.js";
import { must, refuse } from "../../src/kernel/result.js";
import { identityLine, newIdentity, recipientOf, sealSmall } from "../../src/signing/age.js";
import { answerChallenge, checkOpenersOwnKeys, makeChallenge, makeOpenerKey, parseOpenerKey, readIdentity, unwrapIdentity, wrapIdentity } from "../../src/signing/opener-key.js";
import { EXCHANGE, testLot } from "../support/envelopes.js";

const ORG = "91310000AGENCY0011";
const place = { exchange: EXCHANGE, tender: "T2026-000123", lot: "1", part: "price" };
const key = await makeOpenerKey({ ...place, opener: "agency", org: ORG, cert: "ab".repeat(32) });
const PASSPHRASE = "correct horse 电池";
/** Low, to be quick; the default is age's own. */
const LOG_N = 4;

test("an opener's statement is read as it was made, and refused with a key more, less or wrong", () => {
  expect(must(parseOpenerKey(key.bytes))).toEqual(key.statement);
  const refused = (change: object): unknown => parseOpenerKey(canonical({ ...key.statement, ...change }));
  expect(refused({ extra: 1 })).toEqual(refuse("opener-key-malformed", { where: "+extra" }));
  expect(refused({ org: "x" })).toEqual(refuse("opener-key-malformed", { where: "org" }));
  expect(refused({ recipient: "age1" })).toEqual(refuse("opener-key-malformed", { where: "recipient" }));
  expect(parseOpenerKey(Buffer.concat([key.bytes, Buffer.from("\n")]))).toEqual(refuse("opener-key-malformed", { where: "not canonical JSON" }));
  expect(parseOpenerKey(new Uint8Array(4_097))).toEqual(refuse("opener-key-malformed", { where: "size" }));
});

test("a bidder seals only to keys that their pinned owners signed for this very part (T10)", async () => {
  const lot = await testLot();
  const signed = lot.openers.map(({ opener, recipient }) => ({ v: "dse-opener/1" as const, ...place, opener, org: ORG, recipient, cert: "ab".repeat(32) }));
  const pinned = { agency: ORG, supervisor: ORG, notary: ORG };
  const refusal = (opener: string): unknown => refuse("opener-key-untrusted", { opener });
  expect(checkOpenersOwnKeys(lot.terms, EXCHANGE, signed, pinned).ok).toBe(true);
  expect(checkOpenersOwnKeys(lot.terms, EXCHANGE, signed.with(1, { ...key.statement, opener: "supervisor" }), pinned)).toEqual(refusal("supervisor"));
  expect(checkOpenersOwnKeys(lot.terms, EXCHANGE, signed.map((each) => ({ ...each, lot: "2" })), pinned)).toEqual(refusal("agency"));
  expect(checkOpenersOwnKeys(lot.terms, EXCHANGE, signed, { ...pinned, notary: "91310000FOREIGN001" })).toEqual(refusal("notary"));
  expect(checkOpenersOwnKeys(lot.terms, EXCHANGE, signed.slice(1), pinned)).toEqual(refusal("agency"));
});

test("an identity comes back out of its passphrase file, with that passphrase only", async () => {
  const wrapped = must(await wrapIdentity(key.identity, PASSPHRASE, LOG_N));
  expect(must(await unwrapIdentity(wrapped, PASSPHRASE))).toBe(key.identity);
  expect(await unwrapIdentity(wrapped, `${PASSPHRASE} `)).toEqual(refuse("passphrase-wrong"));
  expect(await unwrapIdentity(wrapped.subarray(1), PASSPHRASE)).toEqual(refuse("passphrase-wrong"));
  expect(await unwrapIdentity(new Uint8Array(4_097), PASSPHRASE)).toEqual(refuse("too-large", { size: 4_097, max: 4_096 }));
  expect(await wrapIdentity(key.identity, "x".repeat(11), LOG_N)).toEqual(refuse("passphrase-too-weak", { min: 12 }));
  expect((await wrapIdentity(key.identity, "x".repeat(12), LOG_N)).ok).toBe(true);
});

test("a key file of age-keygen is read past its comments; two keys or none are not a key", async () => {
  const line = new TextDecoder().decode(identityLine(key.identity));
  expect(readIdentity(Buffer.from(`# created: 2026-01-05T09:00:00+08:00\n# public key: ${key.statement.recipient}\n${line}`))).toBe(key.identity);
  expect(readIdentity(Buffer.from(line + line))).toBeNull();
  expect(readIdentity(Buffer.from("# nothing\n"))).toBeNull();
  expect(await recipientOf(key.identity)).toBe(key.statement.recipient);
});

test("a challenge is answered by its opener only, and nothing but a challenge is decrypted for the asker", async () => {
  const nonce = Uint8Array.from({ length: 32 }, (_, at) => at);
  const challenge = await makeChallenge(key.statement.recipient, nonce);
  expect(await answerChallenge(key.identity, challenge)).toBe(Buffer.from(nonce).toString("hex"));
  expect(await answerChallenge(await newIdentity(), challenge)).toBeNull();
  expect(await answerChallenge(key.identity, await sealSmall(key.statement.recipient, Buffer.from("a share of a bid")))).toBeNull();
});
