import { expect, test } from "vitest";
import { chainHashOf, isOfRound, QUICKNET, readChains, roundFrom, timeOfRound, valueOfSignature } from "../../src/experts/beacon.js";
import { at, plusMs } from "../../src/kernel/time.js";

// Published rounds of drand: of its public network, and of the test of the scheme’s hash to the curve (drand pull request 1249).
const QUICKNET_1000 = { round: 1000, signature: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39", randomness: "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd" };
const DOMAIN_KEY = "a1ee12542360bf75742bcade13d6134e7d5283d9eb782887c47d3d9725f05805d37b0106b7f744395bf82c175dd7434a169e998f188a657a030d588892c0cd2c01f996aaf331c4d8bc5b9734bbe261d09e7d2d39ef88b635077f262bd7bbb30f";
const DOMAIN_3 = { round: 3, signature: "b98dae74f6a9d2ec79d75ba273dcfda86a45d589412860eb4c0fd056b00654dbf667c1b6884987c9aee0d43f8ba9db52", randomness: "9e9829dfb34bd8db3e21c28e13aefecd86e007ebd19d6bb8a5cee99c0a34798f" };

test("the public network’s round is signed by its key and gives the published value; the same signature is no other round’s, and one digit more makes it nobody’s", () => {
  const { round, signature, randomness } = QUICKNET_1000;
  expect([isOfRound(QUICKNET, round, signature), valueOfSignature(signature)]).toEqual([true, randomness]);
  expect([999, 1001].map((each) => isOfRound(QUICKNET, each, signature))).toEqual([false, false]);
  expect(isOfRound(QUICKNET, round, signature.replace(/9$/, "8")), "no point of the curve, or another one").toBe(false);
  expect(isOfRound(QUICKNET, round, `c0${"00".repeat(47)}`), "the point at infinity").toBe(false);
});

test("a chain of another key answers for its own rounds alone", () => {
  expect([isOfRound({ publicKey: DOMAIN_KEY }, DOMAIN_3.round, DOMAIN_3.signature), valueOfSignature(DOMAIN_3.signature)]).toEqual([true, DOMAIN_3.randomness]);
  expect(isOfRound(QUICKNET, DOMAIN_3.round, DOMAIN_3.signature)).toBe(false);
});

test("the hash of a chain binds its key, period, beginning, group and name", () => {
  expect(chainHashOf(QUICKNET)).toBe(QUICKNET.hash);
  for (const other of [{ publicKey: DOMAIN_KEY }, { period: 4 }, { genesis: QUICKNET.genesis + 1 }, { groupHash: "00".repeat(32) }, { beaconId: "quick" }]) expect(chainHashOf({ ...QUICKNET, ...other })).not.toBe(QUICKNET.hash);
});

test("what a node tells of its chain is read; another scheme, or a hash that is not of the rest, is not", () => {
  const info = { public_key: QUICKNET.publicKey, period: 3, genesis_time: QUICKNET.genesis, hash: QUICKNET.hash, groupHash: QUICKNET.groupHash, schemeID: "bls-unchained-g1-rfc9380", metadata: { beaconID: "quicknet" } };
  expect(readChains(JSON.stringify(info))).toEqual([QUICKNET]);
  expect(readChains(JSON.stringify([info]))).toEqual([QUICKNET]);
  expect(() => readChains(JSON.stringify({ ...info, schemeID: "pedersen-bls-chained" }))).toThrow(/scheme/);
  expect(() => readChains(JSON.stringify({ ...info, period: 30 }))).toThrow(/is not its hash/);
});

test("the round of a time is the first that is not out before it", () => {
  const out = timeOfRound(QUICKNET, 1000);
  expect([out, plusMs(out, 1), plusMs(out, 3_000), plusMs(out, -3_000)].map((each) => roundFrom(QUICKNET, each))).toEqual([1000, 1001, 1001, 999]);
  expect(roundFrom(QUICKNET, at("2020-01-01T00:00:00Z")), "before the network began").toBe(1);
});
