import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { openRevoking } from "../../src/rehearsal/revoking.js";
import { parseCertificate, type Certificate } from "../../src/signing/certificates.js";
import { sequence, tlv, TAG } from "../../src/signing/der.js";
import { decideNatively } from "../../src/signing/native-node.js";
import { checkOcsp, ocspRequest, readOcspRequest } from "../../src/signing/ocsp.js";
import { parseCrl } from "../../src/signing/revocation.js";

const folder = mkdtempSync(path.join(tmpdir(), "daylight-ocsp-"));
const now = at("2026-09-01T09:00:00+08:00");
const nonce = new Uint8Array(32).fill(7);
let [root, person]: Certificate[] = [];
let [good, list]: Uint8Array[] = [];
beforeAll(async () => {
  const authority = await makeAuthority((count) => Uint8Array.from(randomBytes(count)));
  [root, person] = [authority.root.certificate, (await authority.issue({ commonName: "张三", organisation: null })).certificate].map((der) => must(parseCertificate(der)));
  list = await authority.revocationList([{ certificate: person?.der ?? new Uint8Array(), revokedAt: now }], now);
  good = openRevoking(authority, folder).answer(ocspRequest(known(person), known(root), nonce), now);
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError("not made yet");
  return value;
}
const judge = (bytes: Uint8Array) => decideNatively(checkOcsp(bytes, known(person), known(root), nonce));

/** One byte another, some taken out, or some put in. */
const spoiled = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> => fc.tuple(fc.nat(bytes.length - 1), fc.nat(4), fc.uint8Array({ maxLength: 4 })).map(([from, gone, put]) => Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + gone)]));

test("an answer is believed as it was signed, and no otherwise, wherever it was touched", () => {
  expect(judge(known(good)).ok).toBe(true);
  fc.assert(fc.property(spoiled(known(good)), (bytes) => {
    expect(judge(bytes).ok).toBe(Buffer.from(bytes).equals(known(good)));
  }), { numRuns: 3_000 });
});

test("hostile bytes get a refusal, never an exception, as answer, question and list", () => {
  const wrapped = fc.uint8Array({ maxLength: 200 }).map((content) => sequence(tlv(TAG.enumerated, Uint8Array.of(0)), tlv(0xa0, tlv(TAG.sequence, content))));
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), wrapped, spoiled(known(list)), spoiled(ocspRequest(known(person), known(root), nonce))), (bytes) => {
    expect(judge(bytes).ok).toBe(false);
    for (const read of [readOcspRequest(bytes), parseCrl(bytes)]) expect(typeof read.ok).toBe("boolean");
  }), { numRuns: 3_000 });
});

test("an answer to another nonce, about another certificate or by another issuer is not believed", () => {
  const why = (...given: [Certificate | undefined, Certificate | undefined, Uint8Array | null]) => decideNatively(checkOcsp(known(good), known(given[0]), known(given[1]), given[2]));
  expect(why(person, root, new Uint8Array(32))).toMatchObject({ refusal: { code: "wrong-ocsp", facts: { why: "another nonce" } } });
  expect(why(root, root, nonce)).toMatchObject({ refusal: { facts: { why: "not about this certificate" } } });
  expect(why(person, person, nonce)).toMatchObject({ ok: false });
});
