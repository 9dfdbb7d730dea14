import { describe, expect, test } from "vitest";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { followKeys, keyChangeIn, receiptKeyName, receiptKeysFrom, type KeyChange } from "../../src/journal/key-change.js";
import { checkpointText, signNote } from "../../src/journal/note.js";
import { acceptCheckpoint, logKeyAt, parsePolicy } from "../../src/journal/policy.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { freshKey, logKeyChange, receiptKeyChange, signedByAdministrators } from "../support/key-changes.js";

const ORIGIN = "log.example/live/1";
const [first, second, third] = [freshKey(), freshKey(), freshKey()];
const vkey = (key: typeof first): string => noteSigner(ORIGIN, 1, key).vkey.text;
const founding = `log ${vkey(first)}\nquorum none\n`;
const at = (index: number, entry: Parameters<typeof canonical>[0]) => ({ index, entry: canonical(entry) });
const follow = (policy: string, ...leaves: ReturnType<typeof at>[]): { policy: string; wrong: string[] } => {
  const wrong: string[] = [];
  return { policy: followKeys(policy, leaves, verifyEd25519, (index, why) => { wrong.push(`${String(index)} ${why}`); }), wrong };
};
const tree = (size: number, key: typeof first): string => signNote(checkpointText(ORIGIN, size, new Uint8Array(32)), noteSigner(ORIGIN, 1, key));
const holds = (policy: string, size: number, key: typeof first): boolean => {
  try {
    return acceptCheckpoint(tree(size, key), parsePolicy(policy), verifyEd25519).size === size;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

describe("a change of the log's key at entry 6", () => {
  const { policy } = follow(founding, at(6, logKeyChange(ORIGIN, { old: first, next: second })));

  test("leaves the tree it ends, of 7 leaves, to the old key and gives every larger one to the new key", () => {
    expect([1, 7, 8, 9_000].map((size) => holds(policy, size, first))).toEqual([true, true, false, false]);
    expect([1, 7, 8, 9_000].map((size) => holds(policy, size, second))).toEqual([false, false, true, true]);
  });

  test("stands in the policy as C2SP's words and a comment, and is read again", () => {
    expect(policy).toBe(`log ${vkey(first)}\n#from 8\nlog ${vkey(second)}\nquorum none\n`);
    expect(follow(policy, at(6, logKeyChange(ORIGIN, { old: first, next: second })))).toEqual({ policy, wrong: [] });
  });

  test("is followed by another, each key for its own sizes", () => {
    const twice = follow(policy, at(7, logKeyChange(ORIGIN, { old: second, next: third })));
    expect(twice.wrong).toEqual([]);
    expect([7, 8, 9].map((size) => logKeyAt(parsePolicy(twice.policy), ORIGIN, size)?.text)).toEqual([first, second, third].map(vkey));
  });
});

describe("what only claims to be a change is told and changes nothing:", () => {
  const other = signedByAdministrators({ exchange: ORIGIN, role: "log", old: "", new: "", ceremony: "ce".repeat(32), at: "" });
  test.each<[string, (change: KeyChange) => KeyChange, string]>([
    ["signed by one person, once", (change) => ({ ...change, administrators: change.administrators.slice(0, 1) }), "another form: administrators"],
    ["signed by one person, twice", (change) => ({ ...change, administrators: [change.administrators[0], change.administrators[0]].flatMap((each) => each ?? []) }), "one person signed"],
    ["signed by one and borrowed of the other", (change) => ({ ...change, administrators: [...change.administrators.slice(0, 1), ...other.slice(1)] }), "an administrator did not sign"],
    ["not signed by the old key", (change) => ({ ...change, signatures: { ...change.signatures, old: change.signatures.new } }), "the old key did not sign"],
    ["without the old key", (change) => ({ ...change, signatures: { ...change.signatures, old: null } }), "the old key did not sign"],
    ["not signed by the new key", (change) => ({ ...change, signatures: { ...change.signatures, new: change.signatures.old ?? "" } }), "the new key did not sign"],
    ["with another moment than was signed", (change) => ({ ...change, at: "2026-12-18T09:00:01+08:00" }), "the old key did not sign"],
    ["of another log", (change) => ({ ...change, exchange: "log.example/live/2" }), "of another log"],
    ["of another ceremony than was signed", (change) => ({ ...change, ceremony: "cf".repeat(32) }), "the old key did not sign"],
  ])("%s", (_, spoil, why) => {
    const { policy, wrong } = follow(founding, at(6, logKeyChange(ORIGIN, { old: first, next: second }, spoil)));
    expect(policy).toBe(founding);
    expect(wrong).toEqual([expect.stringContaining(why)]);
  });

  test("a second change by the key that was replaced, and one that comes before a known change", () => {
    const { policy } = follow(founding, at(6, logKeyChange(ORIGIN, { old: first, next: second })));
    expect(follow(policy, at(9, logKeyChange(ORIGIN, { old: first, next: third }))).wrong).toEqual(["9 a key.change that does not replace the key in force"]);
    expect(follow(policy, at(3, logKeyChange(ORIGIN, { old: first, next: third }))).wrong).toEqual(["3 a key.change that the policy does not know"]);
    expect(follow(policy, at(7, logKeyChange(ORIGIN, { old: second, next: second }))).wrong).toEqual(["7 a key.change that does not replace the key in force"]);
  });

  test("words inside another entry", () => {
    const entry = canonical({ v: "dl/1", type: "incident", what: "\"type\":\"key.change\"", of: { type: "key.change" } });
    expect(keyChangeIn(entry)).toBeNull();
  });
});

test.each([
  ["a later key without its size", `log ${vkey(first)}\nlog ${vkey(second)}\nquorum none\n`],
  ["a size for the first key", `#from 8\nlog ${vkey(first)}\nquorum none\n`],
  ["sizes that do not rise", `log ${vkey(first)}\n#from 8\nlog ${vkey(second)}\n#from 8\nlog ${vkey(third)}\nquorum none\n`],
  ["a size above another line", `log ${vkey(first)}\n#from 8\nquorum none\n`],
  ["a size above nothing", `log ${vkey(first)}\nquorum none\n#from 8\n`],
  ["a size that is none", `log ${vkey(first)}\n#from 0\nlog ${vkey(second)}\nquorum none\n`],
  ["two sizes", `log ${vkey(first)}\n#from 8 9\nlog ${vkey(second)}\nquorum none\n`],
])("a policy with %s is refused", (_, policy) => { expect(() => parsePolicy(policy)).toThrow(RangeError); });

describe("the key of receipts", () => {
  const [old, next, other] = [first, second, third].map((key) => noteSigner(receiptKeyName(ORIGIN), 1, key)) as [ReturnType<typeof noteSigner>, ReturnType<typeof noteSigner>, ReturnType<typeof noteSigner>];
  const honest = receiptKeyChange(ORIGIN, { old, next });
  const keys = (...changes: readonly KeyChange[]): { readonly keys: readonly string[]; readonly wrong: readonly string[] } => {
    const wrong: string[] = [];
    return { keys: receiptKeysFrom(old.vkey, changes, verifyEd25519, (_, why) => { wrong.push(why); }).map(({ text }) => text), wrong };
  };

  test("changes once, and again, each key known for what it signed; a lost one needs no signature of its own", () => {
    expect(keys(honest, receiptKeyChange(ORIGIN, { old: next, next: other }))).toEqual({ keys: [old, next, other].map(({ vkey: { text } }) => text), wrong: [] });
    expect(keys({ ...honest, signatures: { ...honest.signatures, old: null } })).toEqual({ keys: [old.vkey.text, next.vkey.text], wrong: [] });
  });

  test.each<[string, KeyChange, string]>([
    ["one person signed", { ...honest, administrators: honest.administrators.slice(0, 1) }, "one person signed"],
    ["the new key did not sign", { ...honest, signatures: { ...honest.signatures, new: honest.signatures.old ?? "" } }, "the new key did not sign"],
    ["another key signed as the old one", { ...honest, signatures: { ...honest.signatures, old: honest.signatures.new } }, "the old key did not sign"],
    ["is of another log", { ...honest, exchange: "log.example/live/2" }, "another key"],
    ["does not follow the key in force", receiptKeyChange(ORIGIN, { old: other, next }), "does not replace the key in force"],
    ["names the log's own key", receiptKeyChange(ORIGIN, { old, next: noteSigner(ORIGIN, 1, second) }), "another log"],
  ])("stays where a change that %s comes", (_, change, why) => { expect(keys(change)).toEqual({ keys: [old.vkey.text], wrong: [expect.stringContaining(why)] }); });

  test("a log's key is never changed by a change of the key of receipts, nor the other way", () => {
    expect(follow(founding, at(6, { v: "dl/1", type: "key.change", ...honest })).policy).toBe(founding);
    expect(keys(keyChangeIn(canonical(logKeyChange(ORIGIN, { old: first, next: second }))) ?? honest).keys).toEqual([old.vkey.text]);
  });
});
