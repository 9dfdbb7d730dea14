import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex } from "../../src/kernel/bytes.js";
import { readKeyType, type KeyType, type SignatureAlgorithm } from "../../src/signing/algorithms.js";
import { holdsOnWeb } from "../../src/signing/cms-web.js";
import { readDer } from "../../src/signing/der.js";
import { holdsNatively } from "../../src/signing/native-node.js";

// C2SP/wycheproof @dac1dd4, testvectors_v1, Apache-2.0: tests/vectors/wycheproof/LICENSE.
type Case = { readonly tcId: number; readonly comment: string; readonly msg: string; readonly sig: string; readonly result: "valid" | "invalid" | "acceptable" };
type Group = { readonly publicKeyDer: string; readonly tests: readonly Case[] };

const groupsOf = (file: string): readonly Group[] =>
  (JSON.parse(readFileSync(new URL(`wycheproof/${file}_test.json`, import.meta.url), "utf8")) as { testGroups: readonly Group[] }).testGroups;

const SUITES: readonly { readonly file: string; readonly cases: number; readonly key: KeyType; readonly algorithm: SignatureAlgorithm }[] = [
  { file: "ecdsa_secp256r1_sha256", cases: 484, key: { kind: "ecdsa", curve: "P-256" }, algorithm: { kind: "ecdsa", hash: "sha256" } },
  { file: "rsa_signature_2048_sha256", cases: 259, key: { kind: "rsa", bits: 2_048 }, algorithm: { kind: "rsa", hash: "sha256" } },
  { file: "ed25519", cases: 151, key: { kind: "ed25519" }, algorithm: { kind: "ed25519", hash: null } },
];

describe.each(SUITES)("$file: what checks every signature here", ({ file, cases, key, algorithm }) => {
  const checks = groupsOf(file).flatMap(({ publicKeyDer, tests }) =>
    tests.map((each) => ({ ...each, check: { spki: fromHex(publicKeyDer), key, algorithm, data: fromHex(each.msg), signature: fromHex(each.sig) } })));

  test("finds all published cases", () => {
    expect(checks).toHaveLength(cases);
  });

  test("on the server: takes the valid and no invalid signature", () => {
    const wrong = checks.filter(({ result, check }) => result !== "acceptable" && holdsNatively(check) !== (result === "valid"));
    expect(wrong.map(({ tcId, comment }) => `${String(tcId)} ${comment}`)).toEqual([]);
  });

  test("in the browser's cryptography: takes the valid and no invalid signature", async () => {
    const verdicts = await Promise.all(checks.map(({ check }) => holdsOnWeb(check)));
    const wrong = checks.filter(({ result }, index) => result !== "acceptable" && verdicts[index] !== (result === "valid"));
    expect(wrong.map(({ tcId, comment }) => `${String(tcId)} ${comment}`)).toEqual([]);
  });
});

test("keys of the published cases are read as what they are, and an RSA exponent of 3 is refused", () => {
  const kinds = (file: string): unknown[] => groupsOf(file).map(({ publicKeyDer }) => {
    try {
      return readKeyType(readDer(fromHex(publicKeyDer), 2_048));
    } catch (error) {
      return String(error);
    }
  });
  expect(new Set(kinds("ed25519").map((kind) => JSON.stringify(kind)))).toEqual(new Set(['{"kind":"ed25519"}']));
  expect(new Set(kinds("ecdsa_secp256r1_sha256").map((kind) => JSON.stringify(kind)))).toEqual(new Set(['{"kind":"ecdsa","curve":"P-256"}']));
  expect(kinds("rsa_signature_2048_sha256")).toContainEqual({ kind: "rsa", bits: 2_048 });
  expect(kinds("rsa_signature_2048_sha256")).toContainEqual("WrongDer: an RSA exponent of 3");
});
