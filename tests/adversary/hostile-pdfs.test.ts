import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, test, vi } from "vitest";
import { openPdfs } from "../../src/threads/reading.js";
import { pdfOf, pdfWith, streamOf } from "../support/pdfs.js";

// A reader that is starved to death takes its time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

// Each of these takes gigabytes or hours of a reader that trusts it. It stays unread, and the next one is read.
const pdfs = openPdfs();
afterAll(() => pdfs.end());

const MIB = 1_048_576;
const readsOn = async (): Promise<void> => { expect(await pdfs.read(pdfOf(["第一条 工期二百四十日"]))).toEqual({ lines: "第一条 工期二百四十日", wordless: [] }); };
const packed = (content: Buffer): string => streamOf(deflateSync(content), "/Filter /FlateDecode");

describe("a PDF", () => {
  test("of a third of a megabyte that grows to more than the bound is left unread", async () => {
    expect(await pdfs.read(pdfWith([packed(Buffer.alloc(300 * MIB, " "))]))).toBeNull();
    await readsOn();
  });

  test("whose many streams grow past it together is left unread too, one within it is read", async () => {
    const page = packed(Buffer.concat([Buffer.alloc(8 * MIB, " "), Buffer.from("BT /F1 9 Tf 9 9 Td <4e00> Tj ET")]));
    expect(await pdfs.read(pdfWith(Array.from({ length: 3 }, () => page)))).toEqual({ lines: "一\n一\n一", wordless: [] });
    expect(await pdfs.read(pdfWith(Array.from({ length: 30 }, () => page)))).toBeNull();
  });

  test("packed twice is unpacked within the same bound", async () => {
    const twice = deflateSync(deflateSync(Buffer.alloc(300 * MIB, " ")));
    expect(await pdfs.read(pdfWith([streamOf(twice, "/Filter [/FlateDecode /FlateDecode]")]))).toBeNull();
  });

  test("of three thousand pages is read, of one more it is not", async () => {
    const page = streamOf("");
    const pages = (count: number): Buffer => pdfWith([page], { count, kids: Array.from({ length: count }, () => "7 0 R").join(" ") });
    expect((await pdfs.read(pages(3_000)))?.wordless).toHaveLength(3_000);
    expect(await pdfs.read(pages(3_001))).toBeNull();
  });

  test("that claims thousands of millions of pages has those it has; one whose pages bite their own tail is left unread", async () => {
    expect(await pdfs.read(pdfWith([streamOf("")], { count: 2_000_000_000 }))).toEqual({ lines: null, wordless: [1] });
    expect(await pdfs.read(pdfWith([streamOf("")], { kids: "2 0 R" }))).toBeNull();
    await readsOn();
  });

  test("that draws itself within itself is left unread", async () => {
    const form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    expect(await pdfs.read(pdfWith([streamOf("/X Do BT /F1 9 Tf 9 9 Td <4e00> Tj ET")], { resources: "/XObject << /X 8 0 R >>", more: [form] }))).toBeNull();
    await readsOn();
  });

  test("of words up to a thick book's is read, of one more it is not", async () => {
    const book = (length: number): Buffer => pdfWith([packed(Buffer.from(`BT /F1 0.0005 Tf 9 9 Td <${"4e00".repeat(length)}> Tj ET`))]);
    expect((await pdfs.read(book(600_000)))?.lines).toHaveLength(600_000);
    expect(await pdfs.read(book(600_001))).toBeNull();
  });

  test("of more pieces than the heap holds ends its thread, not the exchange", async () => {
    expect(await pdfs.read(pdfWith([packed(Buffer.from(`BT /F1 0.0001 Tf 9 800 Td ${"<4e00> Tj 0 -0.0002 Td ".repeat(1_000_000)} ET`))]))).toBeNull();
    await readsOn();
  });

  test("cut short anywhere is read or left, and never more", async () => {
    const whole = pdfOf(["第一条"], ["第二条"]);
    for (let at = 0; at < whole.length; at += 97) expect([null, "第一条\n第二条", "第一条", "第二条"]).toContain((await pdfs.read(whole.subarray(0, at)))?.lines ?? null);
  });
});

test("a document whose reader never comes back is left after its time, and the next gets a new reader", async () => {
  const stuck = openPdfs(new URL("../support/stuck-thread.ts", import.meta.url), 1_500);
  const [first, second] = await Promise.all([stuck.read(Uint8Array.of(0)), stuck.read(Uint8Array.of(1))]);
  expect([first, second]).toEqual([null, { lines: "read", wordless: [] }]);
  await stuck.end();
});
