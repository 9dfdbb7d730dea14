import { deflateRawSync, deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { listingOf, readDocument } from "../../src/tenders/use-cases/read-document.js";

// Each of these takes gigabytes or hours of a reader that trusts it. What they are held to is that the answer is right and comes at all:
// the memory of a test's process and the time of a test are bounded.

const MIB = 1_048_576;
type Entry = { readonly name: string; readonly method: 0 | 8; readonly packed: number; readonly says: number; readonly at: number };

/** A zip whose directory says whatever it likes of bytes that stand before it, and names the same bytes as often as it likes. */
function zipOf(body: Buffer, entries: readonly Entry[], counted = entries.length): Buffer {
  const lines = entries.map(({ name, method, packed, says, at }) => {
    const line = Buffer.alloc(46);
    for (const [offset, value] of [[0, 0x02014b50], [20, packed], [24, says], [42, at]] as const) line.writeUInt32LE(value, offset);
    for (const [offset, value] of [[10, method], [28, Buffer.byteLength(name)]] as const) line.writeUInt16LE(value, offset);
    return Buffer.concat([line, Buffer.from(name)]);
  });
  const directory = Buffer.concat(lines);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(counted, 0xffff), 10);
  end.writeUInt16LE(Math.min(counted, 0xffff), 8);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}
const HEADER = 30;
const local = (content: Buffer): Buffer => {
  const head = Buffer.alloc(HEADER);
  head.writeUInt32LE(0x04034b50, 0);
  return Buffer.concat([head, content]);
};
const zeros = (size: number): Buffer => deflateRawSync(Buffer.alloc(size));

describe("a zip", () => {
  test("of a kilobyte that grows to a gigabyte is listed, not unpacked", () => {
    const packed = zeros(65 * MIB);
    const bomb = zipOf(local(packed), [{ name: "a.bin", method: 8, packed: packed.length, says: 65 * MIB, at: 0 }]);
    expect(listingOf("a.zip", bomb)).toBe(`a.bin  ${String(65 * MIB)} B`);
  });

  test("that names the same bytes nine thousand times, under one name or under many, packed or plain, is not unpacked either", () => {
    const packed = zeros(60 * MIB);
    const same = Array.from({ length: 9_000 }, (): Entry => ({ name: "a.bin", method: 8, packed: packed.length, says: 60 * MIB, at: 0 }));
    expect(listingOf("a.zip", zipOf(local(packed), same))).toBe(`a.bin  ${String(60 * MIB)} B`);
    expect(listingOf("a.zip", zipOf(local(packed), same.map((entry, at) => ({ ...entry, name: `${String(at)}.bin` }))))?.split("\n")).toHaveLength(9_000);
    const plain = Buffer.alloc(8 * MIB, 1);
    expect(listingOf("a.zip", zipOf(local(plain), same.map((entry, at) => ({ ...entry, name: `${String(at)}.bin`, method: 0, packed: plain.length, says: 0 }))))?.split("\n")).toHaveLength(9_000);
  });

  test("that says less than it grows to gives no more than it says", () => {
    const packed = zeros(60 * MIB);
    const said = listingOf("a.zip", zipOf(local(packed), [{ name: "a.bin", method: 8, packed: packed.length, says: 10, at: 0 }]));
    expect(said === null || said.startsWith("a.bin  10 B")).toBe(true);
  });

  test("of more files than anybody looks at, or that claims thousands of millions, is left unread", () => {
    const one: Entry = { name: "a", method: 0, packed: 0, says: 0, at: 0 };
    expect(listingOf("a.zip", zipOf(local(Buffer.alloc(0)), Array.from({ length: 10_001 }, (_, at) => ({ ...one, name: String(at) }))))).toBeNull();
    const zip = zipOf(local(Buffer.alloc(0)), [one]);
    const end64 = Buffer.alloc(56);
    end64.writeUInt32LE(0x06064b50, 0);
    end64.writeUInt32LE(0xfffffff0, 32);
    end64.writeUInt32LE(HEADER, 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeUInt32LE(zip.length - 22, 8);
    expect(listingOf("a.zip", Buffer.concat([zip.subarray(0, -22), end64, locator, zip.subarray(-22)]))).toBeNull();
  });

  test("within a zip is one file of it, however deep it goes", () => {
    let inner: Uint8Array = zipSync({ "0": Buffer.alloc(MIB) });
    for (let depth = 0; depth < 20; depth += 1) inner = zipSync({ "a.zip": inner, "b.zip": inner }, { level: 9 });
    expect(listingOf("a.zip", inner)?.split("\n")).toHaveLength(2);
  });
});

describe("an office file", () => {
  const bombed = (name: string, part: string): void => {
    const packed = zeros(65 * MIB);
    expect(readDocument(name, zipOf(local(packed), [{ name: part, method: 8, packed: packed.length, says: 65 * MIB, at: 0 }])).text).toBeNull();
    const fitting = zeros(60 * MIB);
    expect(readDocument(name, zipOf(local(fitting), Array.from({ length: 9_000 }, (): Entry => ({ name: part, method: 8, packed: fitting.length, says: 60 * MIB, at: 0 }))))).toEqual({ text: null, barrier: "damaged" });
  };
  test("whose words grow without end is not read", () => {
    bombed("招标文件.docx", "word/document.xml");
    bombed("清单.xlsx", "xl/sharedStrings.xml");
  });

  test("that multiplies its words by entities of its own, or asks for a file of the machine, is read as it stands", () => {
    const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${String(at + 1)} "${`&l${String(at)};`.repeat(10)}">`).join("");
    const xml = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">${laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document><w:p><w:t>&l9;&f;正文</w:t></w:p></w:document>`;
    expect(readDocument("a.docx", zipSync({ "word/document.xml": Buffer.from(xml) })).text).toBe("&l9;&f;正文\n");
  });

  test.each([["<w:t ", "tags that never end"], ["<w:tab ", "tabs that never end"], ["&#x", "characters that never end"], ["<", "brackets"]])("of twenty million %j is read in one pass (%s)", (piece) => {
    const xml = Buffer.from(`<w:p><w:t>正文</w:t></w:p>${piece.repeat(20_000_000 / piece.length)}`);
    expect(readDocument("a.docx", zipSync({ "word/document.xml": xml }, { level: 1 })).text).toBe("正文\n");
  });
});

describe("a PDF", () => {
  const stream = (content: Buffer): string => `<</Type /ObjStm /Filter /FlateDecode>>\nstream\n${content.toString("latin1")}\nendstream\n`;
  const pdf = (body: string): Uint8Array => Buffer.from(`%PDF-1.7\n${body}\nstartxref\n`, "latin1");

  test("whose streams grow past the bound together is damaged, however small each is", () => {
    const part = stream(deflateSync(Buffer.alloc(8 * MIB)));
    expect(readDocument("a.pdf", pdf(part.repeat(2_000)))).toEqual({ text: null, barrier: "damaged" });
    expect(readDocument("a.pdf", pdf(stream(deflateSync(Buffer.from("/Font /StructTreeRoot")))))).toEqual({ text: null, barrier: null });
  });

  test("of a hundred thousand heads before one stream, or before none, is read in one pass", () => {
    const heads = "<</Type /ObjStm /FlateDecode>>\nstream\n".repeat(100_000);
    expect(readDocument("a.pdf", pdf(heads)).barrier).toBe("image-only");
    expect(readDocument("a.pdf", pdf(`${heads}${"x".repeat(20 * MIB)}endstream`)).barrier).toBe("damaged");
  });
});
