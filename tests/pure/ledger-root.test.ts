import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnder, rootTree, ROOT_LEAVES_MIN } from "../../src/ledger/root.js";

const SALT = "ab".repeat(32);
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));

test("every entry is proved under its root, and under no other; a changed entry is not", () => {
  fc.assert(fc.property(fc.uniqueArray(hash, { minLength: 1, maxLength: 600 }), fc.nat(), (entries, at) => {
    const { root, proofOf } = rootTree(SALT, entries);
    const one = entries[at % entries.length] ?? "";
    const proof = proofOf(one);
    if (proof === null) throw new Error("no proof");
    const other = one.startsWith("0") ? `1${one.slice(1)}` : `0${one.slice(1)}`;
    expect([isUnder(root, one, proof), isUnder(root, other, proof), isUnder(rootTree("cd".repeat(32), entries).root, one, proof)]).toEqual([true, false, [256, 512].includes(entries.length)]);
  }), { numRuns: 60 });
});

test("a quiet hour's root looks like a busy one's: a proof is as long for one entry as for the last that fits", () => {
  const many = Array.from({ length: ROOT_LEAVES_MIN + 1 }, (_, at) => at.toString(16).padStart(64, "0"));
  const lengthOf = (count: number): number | undefined => rootTree(SALT, many.slice(0, count)).proofOf(many[0] ?? "")?.path.length;
  expect([lengthOf(1), lengthOf(ROOT_LEAVES_MIN), lengthOf(ROOT_LEAVES_MIN + 1)]).toEqual([8, 8, 9]);
  expect(rootTree(SALT, []).proofOf(many[0] ?? "")).toBeNull();
  expect(rootTree(SALT, []).root).not.toBe(rootTree("cd".repeat(32), []).root);
});

test("the place of an entry does not tell when it was booked", () => {
  const entries = ["ff".repeat(32), "00".repeat(32)];
  expect(entries.map((each) => rootTree(SALT, entries).proofOf(each)?.index)).toEqual([ROOT_LEAVES_MIN - 1, 0]);
});
