import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFileName } from "../../src/storage/file-name.js";
import { pathOf } from "../../src/storage/blobs.js";
import { decideAppend, decideStart, OPEN_UPLOADS_MAX, parseBytes, parseMetadata, type Upload } from "../../src/storage/upload.js";

const announced = (size: number) => ({ size, name: "", expected: null });
const upload = (change: Partial<Upload> = {}): Upload => ({ id: "0".repeat(32), actorId: "b1", name: "", size: 100, received: 40, expected: null, sha256: null, state: "open", ...change });
const code = (result: { ok: true } | { ok: false; refusal: { code: string } }): string => (result.ok ? "ok" : result.refusal.code);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("a document's name", () => {
  test.each(["投标文件.pdf", "a", "工程量清单 (1).xlsx", "x".repeat(255), "字".repeat(85)])("%s is taken as it is", (name) => {
    expect(checkFileName(name)).toEqual({ ok: true, value: name });
  });
  test.each(["", "../x", "..", ".", ".hidden", "a/b", "a\\b", "C:x", "a\0b", "a\nb", " a", "a ", "a.", "x".repeat(256), "字".repeat(86), "x".repeat(4_096), "pdf\u202Efdp.exe", "a\u2028b", "\uD800"])("%j is refused", (name) => {
    expect(code(checkFileName(name))).toBe("wrong-file-name");
  });
  test("no name that is taken leaves its folder", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
      if (checkFileName(name).ok) expect(new URL(encodeURIComponent(name), "http://h.example/folder/").pathname).toMatch(/^\/folder\/[^/]+$/);
    }));
  });
});

describe("beginning an upload", () => {
  test("one byte up to the limit is taken; nothing, and one byte more, are refused", () => {
    expect([0, 1, 1_000, 1_001].map((size) => code(decideStart(announced(size), 0, 1_000)))).toEqual(["empty-content", "ok", "ok", "too-large"]);
  });
  test("a bidder with all allowed uploads unfinished gets no further one", () => {
    expect([OPEN_UPLOADS_MAX - 1, OPEN_UPLOADS_MAX].map((open) => code(decideStart(announced(1), open, 1)))).toEqual(["ok", "too-many-uploads"]);
  });
});

describe("continuing an upload", () => {
  test("only exactly where it stands", () => {
    expect([39, 40, 41].map((offset) => code(decideAppend(upload(), offset, null)))).toEqual(["wrong-offset", "ok", "wrong-offset"]);
  });
  test("the last announced byte fits, one more does not", () => {
    expect([60, 61].map((length) => code(decideAppend(upload(), 40, length)))).toEqual(["ok", "too-large"]);
  });
  test.each(["storing", "finished", "refused"] as const)("not once it is %s", (state) => {
    expect(code(decideAppend(upload({ state }), 40, 1))).toBe("upload-over");
  });
});

test("metadata is read strictly and unknown keys are passed over", () => {
  const sha256 = "0a".repeat(32);
  expect(parseMetadata("")).toEqual({ ok: true, value: { name: "", expected: null } });
  expect(parseMetadata(`filename ${base64("投标.pdf")},sha256 ${base64(sha256)}, other`)).toEqual({ ok: true, value: { name: "投标.pdf", expected: sha256 } });
  for (const wrong of ["filename !!", `sha256 ${base64("x")}`, `sha256 ${base64(sha256.toUpperCase())}`, "filename //8="]) expect(code(parseMetadata(wrong))).toBe("wrong-form");
  expect(code(parseMetadata(`filename ${base64("../x")}`))).toBe("wrong-file-name");
});

test("byte counts are decimal digits that a number can hold exactly", () => {
  expect(parseBytes("x", "9007199254740991")).toEqual({ ok: true, value: 9_007_199_254_740_991 });
  for (const wrong of [undefined, "", "-1", "+1", "1.0", "1e3", "0x10", " 1", "9007199254740992", "99999999999999999999"]) expect(code(parseBytes("x", wrong))).toBe("wrong-form");
});

test("a content's place in the store comes from a hash and nothing else", () => {
  expect(pathOf("ab".repeat(32))).toBe(`ab/ab/${"ab".repeat(32)}`);
  for (const wrong of ["", "../../etc/passwd", "AB".repeat(32), "ab".repeat(31)]) expect(() => pathOf(wrong)).toThrow(RangeError);
});
