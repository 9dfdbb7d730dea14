/** A PDF of our own making: its pages with their lines, in a font that no machine has, so that a reader must know what the codes of Adobe-GB1 mean. A page without lines is a picture, as a scan is. */
export function pdfOf(...pages: readonly (readonly string[])[]): Buffer {
  return pdfWith(pages.map((lines) => streamOf(lines.length === 0 ? "q 400 0 0 500 90 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0080 EI Q" : `BT /F1 12 Tf 72 770 Td ${lines.map((line) => `<${utf16(line)}> Tj 0 -20 Td`).join(" ")} ET`)));
}

const utf16 = (text: string): string => Buffer.from(text, "utf16le").swap16().toString("hex");

/** A content as it stands in a stream object. @param filter names how it is packed */
export const streamOf = (content: Buffer | string, filter = ""): string => `<< /Length ${String(Buffer.byteLength(content, "latin1"))} ${filter} >>\nstream\n${typeof content === "string" ? content : content.toString("latin1")}\nendstream`;

/** A PDF whose pages have these streams; `count` and `kids` may say something else than is true. */
export function pdfWith(streams: readonly string[], { count = streams.length, kids = null, more = [], resources = "" }: { readonly count?: number; readonly kids?: string | null; readonly more?: readonly string[]; readonly resources?: string } = {}): Buffer {
  const FIRST = 6;
  const font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>";
  const descendant = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 >>";
  const descriptor = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>";
  const pageOf = (at: number): string => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents ${String(FIRST + 2 * at)} 0 R >>`;
  const own = streams.flatMap((stream, at) => [stream, pageOf(at)]);
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Count ${String(count)} /Kids [${kids ?? streams.map((_, at) => `${String(FIRST + 2 * at + 1)} 0 R`).join(" ")}] >>`, font, descendant, descriptor, ...own, ...more];
  return fileOf(objects);
}

/** The objects, numbered from 1, with the table that says where each begins. */
function fileOf(objects: readonly string[]): Buffer {
  const parts = ["%PDF-1.4\n"];
  const starts: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [number, object] of objects.entries()) {
    starts.push(at);
    const part = `${String(number + 1)} 0 obj\n${object}\nendobj\n`;
    parts.push(part);
    at += part.length;
  }
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(`xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${table}trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(at)}\n%%EOF\n`);
  return Buffer.from(parts.join(""), "latin1");
}
