import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { checkpointText, cosign, openNote, parseCheckpoint, parseVkey, signNote, vkeyOf, withLines } from "../../src/journal/note.js";
import { makeTlogProof, parseTlogProof } from "../../src/journal/proof.js";
import { base64, concat, fromHex, utf8 } from "../../src/kernel/bytes.js";
import { at } from "../../src/kernel/time.js";

const keyOf = (seed: number) => createPrivateKey({ key: Buffer.from(concat(fromHex("302e020100300506032b657004220420"), new Uint8Array(32).fill(seed))), format: "der", type: "pkcs8" });
const log = noteSigner("log.example/live/1", 1, keyOf(1));
const witness = noteSigner("witness.example", 4, keyOf(2));
const text = checkpointText("log.example/live/1", 7, new Uint8Array(32).fill(9));
const seenAt = at("2026-12-18T09:30:00.750+08:00");
const known = [log.vkey, witness.vkey];
const cosigned = withLines(signNote(text, log), [cosign(text, witness, seenAt)]);

describe("published notes", () => {
  test("the note of golang/mod's own tests opens under PeterNeumann's key", () => {
    const key = parseVkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    const note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
      + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    expect(openNote(note, [key], verifyEd25519).text).toMatch(/^If you think cryptography/);
  });
});

describe("a checkpoint with a cosignature", () => {
  test("opens, and says who signed and when the witness saw it, to the second", () => {
    const opened = openNote(cosigned, known, verifyEd25519);
    expect(opened.seals.map(({ vkey, at: time }) => [vkey.name, time])).toEqual([["log.example/live/1", null], ["witness.example", at("2026-12-18T09:30:00+08:00")]]);
    expect(parseCheckpoint(opened.text)).toEqual({ origin: "log.example/live/1", size: 7, root: new Uint8Array(32).fill(9), extensions: [] });
  });

  test("opens with no seal where no key is known", () => {
    expect(openNote(cosigned, [], verifyEd25519).seals).toEqual([]);
  });

  test("is refused when any one character of it is another, unless only an unknown key's line changed", () => {
    const characters = Array.from(cosigned);
    fc.assert(fc.property(fc.nat({ max: characters.length - 1 }), (place) => {
      const changed = characters.with(place, characters[place] === "A" ? "B" : "A").join("");
      const seals = (() => { try { return openNote(changed, known, verifyEd25519).seals.length; } catch { return 0; } })();
      expect(seals).toBeLessThan(2);
    }), { numRuns: characters.length * 2 });
  });

  test("cannot be moved to another time by its witness's line alone", () => {
    const line = cosign(text, witness, seenAt);
    const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
    bytes[11] = (bytes[11] ?? 0) + 1;
    expect(() => openNote(withLines(signNote(text, log), [`\u2014 witness.example ${bytes.toString("base64")}`]), known, verifyEd25519)).toThrow("a wrong signature of witness.example");
  });
});

describe("a note is refused", () => {
  const line = cosigned.split("\n").at(-2) ?? "";
  test.each([
    ["without signatures", text],
    ["without an empty line", text + line + "\n"],
    ["whose last line does not end", cosigned.slice(0, -1)],
    ["with a control character", cosigned.replace("7", "7\t")],
    ["with words instead of a signature", `${text}\nhello\n`],
    ["with a signature that is not base64", `${text}\n\u2014 log.example/live/1 ???\n`],
    ["with a signature of four bytes", `${text}\n\u2014 log.example/live/1 ${base64(log.vkey.id)}\n`],
    ["with 65 signatures", withLines(signNote(text, log), Array<string>(64).fill(line))],
  ])("%s", (_, note) => {
    expect(() => openNote(note, known, verifyEd25519)).toThrow(RangeError);
  });

  test("but 64 signatures are read", () => {
    expect(openNote(withLines(signNote(text, log), Array<string>(63).fill(line)), known, verifyEd25519).seals).toHaveLength(64);
  });
});

describe("verifier keys", () => {
  test("read back as written", () => {
    expect(parseVkey(witness.vkey.text)).toEqual(witness.vkey);
  });

  test.each([
    ["another key's id", log.vkey.text.replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
    ["a type nobody knows", (() => { const typed = concat(Uint8Array.of(2), new Uint8Array(32)); return `name+00000000+${base64(typed)}`; })()],
    ["no key", "name+00000000+"],
    ["spaces in the name", "a name+00000000+AQ=="],
    ["a short key", `name+00000000+${base64(utf8("\u0001short"))}`],
  ])("with %s are refused", (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow(RangeError);
  });

  test("a key of another kind cannot sign", () => {
    expect(() => noteSigner("x", 1, generateKeyPairSync("x25519").privateKey)).toThrow(TypeError);
    expect(() => vkeyOf("a+b", 1, new Uint8Array(32))).toThrow(RangeError);
    expect(() => signNote("no newline", log)).toThrow(RangeError);
    expect(() => signNote(text, witness)).toThrow(RangeError);
    expect(() => cosign(text, log, seenAt)).toThrow(RangeError);
  });
});

describe("checkpoints", () => {
  test.each([
    ["a leading zero", text.replace("\n7\n", "\n07\n")],
    ["a negative size", text.replace("\n7\n", "\n-7\n")],
    ["a size beyond exact numbers", text.replace("\n7\n", "\n9007199254740992\n")],
    ["a short root", checkpointText("log.example", 7, new Uint8Array(31))],
    ["no origin", checkpointText("", 7, new Uint8Array(32))],
    ["no end", text.slice(0, -1)],
    ["an empty line", `${text}\n`],
  ])("with %s are refused", (_, wrong) => {
    expect(() => parseCheckpoint(wrong)).toThrow(RangeError);
  });

  test("the largest exact size is read", () => {
    expect(parseCheckpoint(text.replace("\n7\n", "\n9007199254740991\n")).size).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe("tlog-proofs", () => {
  const proof = { index: 3, hashes: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)], checkpoint: cosigned, extra: new Uint8Array(16).fill(5) };
  const lines = makeTlogProof(proof).split("\n");

  test("read back as written, with and without extra bytes, with and without hashes", () => {
    for (const each of [proof, { ...proof, extra: null }, { ...proof, hashes: [] }]) expect(parseTlogProof(makeTlogProof(each))).toEqual(each);
  });

  test.each([
    ["another first line", lines.with(0, "c2sp.org/tlog-proof@v2")],
    ["a leading zero in the index", lines.with(2, "index 03")],
    ["no index", lines.toSpliced(2, 1)],
    ["a short hash", lines.with(3, "AAAA")],
    ["a hash with stray bits", lines.with(3, (lines[3] ?? "").replace("AQE=", "AQF="))],
    ["no checkpoint", lines.slice(0, 4)],
  ])("with %s are refused", (_, wrong) => {
    expect(() => parseTlogProof(wrong.join("\n"))).toThrow(RangeError);
  });
});
