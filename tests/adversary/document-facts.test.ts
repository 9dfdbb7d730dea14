import { zipSync } from "fflate";
import { afterAll, describe, expect, test, vi } from "vitest";
import { openDocuments } from "../../src/threads/reading.js";
import { pdfOf } from "../support/pdfs.js";

vi.setConfig({ testTimeout: 240_000 });

const documents = openDocuments();
afterAll(() => documents.end());

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const docx = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array => zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, typeof content === "string" ? utf8(content) : content])));
const WORDS = { "word/document.xml": "<w:document><w:p><w:t>施工组织设计</w:t></w:p><w:p><w:t>第二段</w:t></w:p></w:document>" };

/** A PDF of our own with particulars in its trailer. */
const signedPdf = (info: string, id = ""): Buffer => Buffer.from(pdfOf(["第一页"], ["第二页"]).toString("latin1").replace("/Root 1 0 R >>", `/Root 1 0 R /Info << ${info} >> ${id}>>`), "latin1");

describe("of a file", () => {
  test("that is a PDF the words stand page by page, beside who made it with what and when", async () => {
    const read = await documents.read({ name: "标书.pdf", bytes: signedPdf("/Author (Wang) /Creator (Writer 7) /Producer (Maker 1.2) /CreationDate (D:20260301101112+08'00')", "/ID [<00112233445566778899aabbccddeeff> <ffeeddccbbaa99887766554433221100>] ") });
    expect(read).toEqual({ kind: "pdf", pages: ["第一页", "第二页"], particulars: { author: "Wang", program: "Writer 7", producer: "Maker 1.2", created: "D:20260301101112+08'00'", documentId: "00112233445566778899aabbccddeeff" } });
  });

  test("no identifier is made up where a PDF has none: many files begin with the same bytes", async () => {
    expect((await documents.read({ name: "a.pdf", bytes: pdfOf(["第一页"]) }))?.particulars["documentId"]).toBeUndefined();
  });

  test("that is an office file the author, who saved it last, the company and the first editing session are told", async () => {
    const read = await documents.read({ name: "标书.docx", bytes: docx({
      ...WORDS, "docProps/core.xml": "<cp:coreProperties><dc:creator>张 &amp; 王</dc:creator><cp:lastModifiedBy>Li</cp:lastModifiedBy><dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-03-01T02:11:12Z</dcterms:created></cp:coreProperties>",
      "docProps/app.xml": "<Properties><Application>WPS Office</Application><AppVersion>12.1</AppVersion><Company>晨光某公司</Company></Properties>", "word/settings.xml": "<w:settings><w:rsids><w:rsidRoot w:val=\"00A7B2C1\"/></w:rsids></w:settings>",
    }) });
    expect(read).toEqual({ kind: "docx", pages: ["施工组织设计\n第二段\n"], particulars: { author: "张 & 王", lastAuthor: "Li", company: "晨光某公司", program: "WPS Office 12.1", created: "2026-03-01T02:11:12Z", editRoot: "00A7B2C1" } });
  });

  test("headers, footers, comments and what pictures are said to show stand beside its words", async () => {
    const read = await documents.read({ name: "a.docx", bytes: docx({ ...WORDS, "word/header1.xml": "<w:hdr><w:p><w:t>晨光某公司</w:t></w:p></w:hdr>", "word/comments.xml": "<w:comments><w:p><w:t>批注</w:t></w:p></w:comments>", "word/footer2.xml": '<w:ftr><wp:docPr id="1" descr="某公司 &amp; 标志"/></w:ftr>' }) });
    expect(read).toMatchObject({ pages: ["施工组织设计\n第二段\n"], margins: "晨光某公司\n\n批注\n\n某公司 & 标志" });
  });

  test("a particular of any length is cut, and hides nothing", async () => {
    const read = await documents.read({ name: "a.docx", bytes: docx({ ...WORDS, "docProps/core.xml": `<dc:creator>${"长".repeat(900)}</dc:creator>`, "docProps/app.xml": "<Company>甲\u0007乙</Company>" }) });
    expect(read?.particulars).toEqual({ author: "长".repeat(200), company: "甲乙" });
  });

  test("called one thing and being another it is read as what it is; a picture is not read", async () => {
    expect((await documents.read({ name: "标书.docx", bytes: pdfOf(["第一页"]) }))?.kind).toBe("pdf");
    expect(await documents.read({ name: "图.png", bytes: Uint8Array.of(0x89, 0x50) })).toBeNull();
    expect(await documents.read({ name: "清单.txt", bytes: utf8("土方 12") })).toEqual({ kind: "text", pages: ["土方 12"], particulars: {} });
  });
});

describe("a hostile file is left unread, and the next is read", () => {
  const readsOn = async (): Promise<void> => { expect((await documents.read({ name: "a.docx", bytes: docx(WORDS) }))?.pages).toEqual(["施工组织设计\n第二段\n"]); };

  test("an office file that grows a thousandfold", async () => {
    expect(await documents.read({ name: "a.docx", bytes: docx({ "word/document.xml": new Uint8Array(65 * 1_048_576) }) })).toBeNull();
    await readsOn();
  });

  test("words of more than several thick books; up to that many they are read", async () => {
    const book = (length: number): Uint8Array => docx({ "word/document.xml": `<w:t>${"一".repeat(length)}</w:t>` });
    expect((await documents.read({ name: "a.docx", bytes: book(3_000_000) }))?.pages[0]).toHaveLength(3_000_000);
    expect(await documents.read({ name: "a.docx", bytes: book(3_000_001) })).toBeNull();
    await readsOn();
  });

  test("an office file cut short anywhere", async () => {
    const whole = docx(WORDS);
    for (let at = 0; at < whole.length; at += 41) expect(await documents.read({ name: "a.docx", bytes: whole.subarray(0, at) })).toBeNull();
    await readsOn();
  });

  test("one whose reader never comes back", async () => {
    const stuck = openDocuments(new URL("../support/stuck-reader.ts", import.meta.url), 1_500);
    expect(await stuck.read({ name: "a.txt", bytes: utf8("x") })).toBeNull();
    await stuck.end();
  });
});
