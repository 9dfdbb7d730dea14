import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { checkpointText, cosign, signNote, withLines } from "../../src/journal/note.js";
import { acceptCheckpoint, assertLivePolicy, isRehearsalKey, keysOf, parsePolicy } from "../../src/journal/policy.js";
import { at, plusMs, type Instant } from "../../src/kernel/time.js";

const signer = (name: string, algorithm: 1 | 4) => noteSigner(name, algorithm, generateKeyPairSync("ed25519").privateKey);
const log = signer("log.example/live/1", 1);
const [one, two, three] = [signer("one.example", 4), signer("two.example", 4), signer("three.example", 4)];
const witnesses = `witness W1 ${one.vkey.text} https://one.example/\nwitness W2 ${two.vkey.text}\nwitness W3 ${three.vkey.text}\n`;
const head = `# 晨光\nlog ${log.vkey.text}\n${witnesses}`;
const twoOfThree = parsePolicy(`${head}\n\tgroup most 2 W1 W2 W3 \nquorum most\n`);
const text = checkpointText("log.example/live/1", 7, new Uint8Array(32));
const noon = at("2026-12-18T12:00:00+08:00");
const seen = (...by: [typeof one, Instant][]): string => withLines(signNote(text, log), by.map(([witness, time]) => cosign(text, witness, time)));
const window = { from: noon, to: plusMs(noon, 10_000) };

describe("a 2-of-3 quorum", () => {
  test("is met by two witnesses and not by one, nor by one twice", () => {
    expect(acceptCheckpoint(seen([one, noon], [three, noon]), twoOfThree, verifyEd25519).size).toBe(7);
    expect(() => acceptCheckpoint(seen([one, noon]), twoOfThree, verifyEd25519)).toThrow("without the witnesses' quorum");
    expect(() => acceptCheckpoint(seen([one, noon], [one, noon]), twoOfThree, verifyEd25519)).toThrow("without the witnesses' quorum");
  });

  test("counts a cosignature at either end of the window, and none a second outside", () => {
    expect(acceptCheckpoint(seen([one, window.from], [two, window.to]), twoOfThree, verifyEd25519, window).size).toBe(7);
    expect(() => acceptCheckpoint(seen([one, window.from], [two, plusMs(window.to, 1_000)]), twoOfThree, verifyEd25519, window)).toThrow("in its time");
    expect(() => acceptCheckpoint(seen([one, plusMs(window.from, -1_000)], [two, window.to]), twoOfThree, verifyEd25519, window)).toThrow("in its time");
  });

  test("does not help a checkpoint that the log has not signed, or signed under another origin", () => {
    const foreign = signer("log.example/live/2", 1);
    expect(() => acceptCheckpoint(withLines(signNote(text, foreign), [cosign(text, one, noon), cosign(text, two, noon)]), twoOfThree, verifyEd25519)).toThrow("not signed by log.example/live/1");
    const elsewhere = checkpointText("log.example/live/2", 7, new Uint8Array(32));
    expect(() => acceptCheckpoint(withLines(signNote(elsewhere, log), [cosign(elsewhere, one, noon), cosign(elsewhere, two, noon)]), twoOfThree, verifyEd25519)).toThrow("not signed by log.example/live/2");
  });
});

describe("policies", () => {
  test("nest groups, and `none` asks for no witness", () => {
    const nested = parsePolicy(`${head}group inner any W1 W2\ngroup outer all inner W3\nquorum outer\n`);
    expect(() => acceptCheckpoint(seen([one, noon], [two, noon]), nested, verifyEd25519)).toThrow("quorum");
    expect(acceptCheckpoint(seen([two, noon], [three, noon]), nested, verifyEd25519).size).toBe(7);
    expect(acceptCheckpoint(signNote(text, log), parsePolicy(`log ${log.vkey.text}\nquorum none\n`), verifyEd25519).size).toBe(7);
  });

  test("keep the order of their keys", () => {
    expect(keysOf(twoOfThree).map(({ name }) => name)).toEqual(["log.example/live/1", "one.example", "two.example", "three.example"]);
  });

  test.each([
    ["no quorum", head],
    ["two quorums", `${head}quorum W1\nquorum W2\n`],
    ["an unknown quorum", `${head}quorum W4\n`],
    ["a quorum defined below", `quorum W1\n${head}`],
    ["an unknown member", `${head}group g any W4\nquorum g\n`],
    ["a member twice", `${head}group g any W1 W1\nquorum g\n`],
    ["a member of two groups", `${head}group g any W1\ngroup h any W1\nquorum g\n`],
    ["a threshold of none", `${head}group g 0 W1\nquorum g\n`],
    ["a threshold over its members", `${head}group g 4 W1 W2 W3\nquorum g\n`],
    ["an empty group", `${head}group g all\nquorum g\n`],
    ["a name twice", `${head}group W1 any W2\nquorum W1\n`],
    ["a name that is none", `${head}group none any W2\nquorum W1\n`],
    ["a key twice", `${head}witness W9 ${one.vkey.text}\nquorum W1\n`],
    ["a log key as witness", `${head}witness W9 ${log.vkey.text}\nquorum W1\n`],
    ["a witness key as log", `log ${one.vkey.text}\nquorum none\n`],
    ["an unknown line", `${head}quorums W1\n`],
    ["a control character", `${head}quorum W1\r\n`],
    ["a word too many", `log ${log.vkey.text} https://log.example/ more\nquorum none\n`],
  ])("with %s are refused", (_, policy) => {
    expect(() => parsePolicy(policy)).toThrow(RangeError);
  });
});

test("T75: a rehearsal log or witness has no place in a live policy", () => {
  expect(["rehearsal-witness.example", "rehearsal", "chenguang.example/rehearsal/1dd37eff"].map(isRehearsalKey)).toEqual([true, true, true]);
  expect(["witness.example", "chenguang.example/live/1dd37eff", "rehearse.example"].map(isRehearsalKey)).toEqual([false, false, false]);
  const rehearsing = signer("rehearsal-witness.example", 4);
  expect(() => { assertLivePolicy(parsePolicy(`log ${log.vkey.text}\nwitness w ${rehearsing.vkey.text}\nquorum w\n`)); }).toThrow("rehearsal-witness.example");
  expect(() => { assertLivePolicy(parsePolicy(`log ${signer("x.example/rehearsal/00000000", 1).vkey.text}\nquorum none\n`)); }).toThrow("rehearsal");
  expect(() => { assertLivePolicy(twoOfThree); }).not.toThrow();
});
