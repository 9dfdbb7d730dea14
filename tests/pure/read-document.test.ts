import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { tenderNotice } from "../../src/notices/tender-notice.js";
import { readDocument } from "../../src/tenders/use-cases/read-document.js";
import { common, tenderNoticeFacts } from "../support/notice-samples.js";
import { deflateSync } from "node:zlib";

const docx = (body: string): Uint8Array => zipSync({ "[Content_Types].xml": strToU8("<Types/>"), "word/document.xml": strToU8(`<w:document><w:body>${body}</w:body></w:document>`) });
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("an uploaded document", () => {
  test("in Word is read paragraph by paragraph, rare characters and all", () => {
    const body = "<w:p><w:r><w:t>投标人须在</w:t></w:r><w:r><w:t xml:space=\"preserve\">本市 &amp; 本省</w:t></w:r></w:p><w:p><w:r><w:t>&#x20BB7;䶮㛃</w:t></w:r></w:p>";
    expect(readDocument("招标文件.docx", docx(body))).toEqual({ text: "投标人须在本市 & 本省\n𠮷䶮㛃\n", barrier: null });
  });

  test("in plain text is read in UTF-8 and in GB 18030", () => {
    expect(readDocument("a.TXT", strToU8("截止时间")).text).toBe("截止时间");
    expect(readDocument("a.txt", Uint8Array.from([0xbd, 0xd8, 0xd6, 0xb9])).text).toBe("截止");
    expect(readDocument("a.txt", Uint8Array.from([0xff, 0xff, 0x00])).barrier).toBe("damaged");
  });

  test("is read whole or not at all: what is longer than a thick book is left to people", () => {
    expect(readDocument("清单.csv", Buffer.from("a".repeat(600_000))).text).toHaveLength(600_000);
    expect(readDocument("清单.csv", Buffer.from("a".repeat(600_001)))).toEqual({ text: null, barrier: null });
  });

  test("keeps no character that could not be stored", () => {
    expect(readDocument("a.txt", strToU8("截\u0000止\r\n时\u0007间")).text).toBe("截止\n时间");
    expect(readDocument("a.docx", docx("<w:p><w:r><w:t>&#xD842;截止&#0;</w:t></w:r></w:p>")).text).toBe("\ufffd截止\n");
  });

  test("that is a spreadsheet gives its strings", () => {
    expect(readDocument("清单.xlsx", zipSync({ "xl/sharedStrings.xml": strToU8("<sst><si><t>单价</t></si><si><r><t>合</t></r><r><t>价</t></r></si></sst>") }))).toEqual({ text: "单价\n合价\n", barrier: null });
    expect(readDocument("清单.xlsx", zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }))).toEqual({ text: null, barrier: null });
  });

  test("that needs a password, is a program or is not what it is called is barred", () => {
    expect(readDocument("招标文件.docx", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toEqual({ text: null, barrier: "encrypted" });
    expect(readDocument("a.zip", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 1, 0]))).toEqual({ text: null, barrier: "encrypted" });
    expect(readDocument("图纸.pdf", latin1("%PDF-1.6\n9 0 obj<</Encrypt 4 0 R>>\nstartxref")).barrier).toBe("encrypted");
    for (const [name, bytes] of [["a.exe", strToU8("x")], ["图纸.pdf", latin1("MZ\x90")], ["a.zip", latin1("\x7fELF")]] as const) expect(readDocument(name, bytes).barrier, name).toBe("program");
    for (const [name, bytes] of [["a.docx", strToU8("not a zip")], ["a.docx", zipSync({ "x.xml": strToU8("x") })], ["a.pdf", strToU8("<html>")], ["a.pdf", latin1("%PDF-1.7 cut short")], ["a.zip", strToU8("x")]] as const) expect(readDocument(name, bytes).barrier, name).toBe("damaged");
    expect(readDocument("清单.gcfx", strToU8("x")).barrier).toBe("unusual-format");
  });

  test("that is our own PDF has words and tags; a scan has neither", async () => {
    expect(readDocument("公告.pdf", await renderPdf(must(tenderNotice(common(), tenderNoticeFacts)))).barrier).toBeNull();
    expect(readDocument("扫描.pdf", latin1("%PDF-1.4\n1 0 obj<</Type/Page/Resources<</XObject<</Im0 2 0 R>>>>>>\nstartxref\n0\n%%EOF")).barrier).toBe("image-only");
    expect(readDocument("无标签.pdf", latin1("%PDF-1.4\n1 0 obj<</Type/Page/Resources<</Font<</F1 2 0 R>>>>>>\nstartxref\n0\n%%EOF")).barrier).toBe("untagged");
  });

  test("that keeps its objects compressed is read there too", () => {
    const stream = deflateSync(Buffer.from("<</Font<<>>/StructTreeRoot 3 0 R>>", "latin1")).toString("latin1");
    expect(readDocument("a.pdf", latin1(`%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode/N 1>>stream\n${stream}endstream\nstartxref\n0`)).barrier).toBeNull();
    expect(readDocument("a.pdf", latin1("%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nnot deflatedendstream\nstartxref\n0")).barrier).toBe("damaged");
  });

  test("of this very repository, hostile or not, never throws", () => {
    for (const path of ["package.json", "tests/vectors/bundle-example/notices/N1/v1/notice.pdf"]) for (const name of ["a.pdf", "a.docx", "a.xlsx", "a.txt", "a.zip", "无"]) expect(() => readDocument(name, readFileSync(path))).not.toThrow();
  });
});
