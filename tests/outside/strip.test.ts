import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import PDFDocument from "pdfkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { strippedFile } from "../../src/blind/strip.js";
import { openStripping } from "../../src/threads/reading.js";

// Files of blind bids without what they say of their making, as exiftool, qpdf, poppler and openpyxl see them.
const SECRET = "HEMING-BUILD";
let ground: string;
beforeAll(() => { ground = mkdtempSync(join(tmpdir(), "strip-")); });
afterAll(() => { rmSync(ground, { recursive: true }); });

const run = (program: string, ...given: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, given, { cwd: ground, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${given.join(" ")}: ${stderr}${stdout}`);
  return stdout;
};
const put = (name: string, bytes: Uint8Array): string => { writeFileSync(join(ground, name), bytes); return name; };
const read = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(ground, name)));
const stripped = (name: string): string => put(`stripped-${name}`, strippedFile(read(name)) ?? new Uint8Array());
/** What exiftool finds in a file beside its size and place, every group and duplicate. */
const told = (name: string): string => run("exiftool", "-a", "-u", "-G1", "-ee3", "-x", "System:all", "-x", "ExifTool:all", name);
/** All bytes of a PDF with its streams unpacked, as Latin letters. */
const insideOf = (name: string): string => { run("qpdf", "--qdf", "--object-streams=disable", name, `plain-${name}`); return Buffer.from(read(`plain-${name}`)).toString("latin1"); };
const pixelsOf = (name: string): string[] => { run("pdftoppm", "-r", "50", "-png", name, `seen-${name}`); return readdirSync(ground).filter((each) => each.startsWith(`seen-${name}`)).toSorted().map((each) => readFileSync(join(ground, each)).toString("base64")); };

/** A PDF of two pages with an author, a note by somebody, an attachment, and a picture from a camera. */
async function madePdf(name: string, photograph: Uint8Array): Promise<string> {
  const pdf = new PDFDocument({ info: { Author: SECRET, Title: SECRET, Creator: SECRET, Producer: SECRET }, compress: false });
  const pieces: Buffer[] = [];
  pdf.on("data", (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((done) => { pdf.on("end", done); });
  pdf.text("Construction plan, page one").note(80, 200, 40, 40, "a remark");
  pdf.image(Buffer.from(photograph), 100, 300, { width: 100 });
  pdf.file(Buffer.from(SECRET), { name: `${SECRET}.txt` });
  pdf.addPage().text("Page two");
  pdf.end();
  await ended;
  const marked = Buffer.concat(pieces).toString("latin1").replace("/Subtype /Text", `/Subtype /Text /T (${SECRET}) /#4dNM 0`);
  put(name, Buffer.from(marked, "latin1"));
  run("qpdf", "--warning-exit-0", name, `whole-${name}`);
  return put(name, read(`whole-${name}`));
}

/** A small photograph with everything a camera and its owner write, and a comment. */
function photograph(): Uint8Array {
  const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 40]>>endobj\ntrailer<</Root 1 0 R>>";
  put("blank.pdf", Buffer.from(pdf, "latin1"));
  run("pdftoppm", "-jpeg", "-jpegopt", "progressive=y", "-r", "72", "-singlefile", "blank.pdf", "photo");
  run("exiftool", "-overwrite_original", `-Artist=${SECRET}`, `-XMP:Creator=${SECRET}`, `-IPTC:By-line=${SECRET}`, `-Comment=${SECRET}`, "-Orientation#=6", "photo.jpg");
  return read("photo.jpg");
}

describe("a PDF", () => {
  beforeAll(async () => {
    await madePdf("plain.pdf", photograph());
    put("saved.pdf", read("plain.pdf"));
    run("exiftool", "-overwrite_original", `-XMP:Creator=${SECRET}`, `-PDF:Author=${SECRET} again`, "saved.pdf");
    run("qpdf", "--object-streams=generate", "saved.pdf", "packed.pdf");
  });

  test.each(["plain.pdf", "saved.pdf", "packed.pdf"])("%s shows the same pages, is whole, and holds no name, date, id or attachment", (name) => {
    expect(insideOf(name)).toContain(SECRET);
    const copy = stripped(name);
    run("qpdf", "--check", copy);
    expect(insideOf(copy)).not.toContain(SECRET);
    expect(told(copy)).not.toMatch(/HEMING|Author|Creator|Producer|Date|XMP/u);
    expect(run("pdfdetach", "-list", copy)).toContain("0 embedded files");
    expect(read(copy).toString()).not.toContain("/ID");
    expect(pixelsOf(copy)).toEqual(pixelsOf(name));
    expect(run("pdftotext", copy, "-")).toBe(run("pdftotext", name, "-"));
    expect(strippedFile(read(copy))).toEqual(read(copy));
  });

  test("that needs a password, is cut short, or lies about where its objects are is not shown", () => {
    run("qpdf", "--encrypt", "a", "b", "256", "--", "plain.pdf", "locked.pdf");
    for (const bytes of [read("locked.pdf"), read("plain.pdf").subarray(0, 900), Buffer.from(Buffer.from(read("plain.pdf")).toString("latin1").replace("1 0 obj", "1 0 obx"), "latin1")]) expect(() => strippedFile(Uint8Array.from(bytes))).toThrow();
  });
});

test("a photograph keeps its picture and how it was held, and loses everything else that was written into it", () => {
  put("photo.jpg", photograph());
  expect(told("photo.jpg")).toContain(SECRET);
  const copy = put("copy.jpg", strippedFile(Uint8Array.from(Buffer.concat([read("photo.jpg"), Buffer.from(SECRET)]))) ?? new Uint8Array());
  expect(told(copy)).not.toMatch(/HEMING|Artist|XMP|IPTC|Comment/u);
  expect(told(copy)).toContain("Rotate 90 CW");
  expect(Buffer.from(read(copy)).toString("latin1")).not.toContain(SECRET);
  run("exiftool", "-all=", "-o", "bare-a.jpg", "photo.jpg");
  run("exiftool", "-all=", "-o", "bare-b.jpg", copy);
  expect(read("bare-b.jpg")).toEqual(read("bare-a.jpg"));
});

test("a picture keeps what is seen and loses its texts", () => {
  run("pdftoppm", "-png", "-r", "72", "-singlefile", "blank.pdf", "picture");
  run("exiftool", "-overwrite_original", `-PNG:Author=${SECRET}`, `-XMP:Creator=${SECRET}`, "picture.png");
  const copy = put("copy.png", strippedFile(Uint8Array.from(Buffer.concat([read("picture.png"), Buffer.from(SECRET)]))) ?? new Uint8Array());
  expect(told("picture.png")).toContain(SECRET);
  expect(told(copy)).not.toMatch(/HEMING|Author|XMP|Warning/u);
  expect(Buffer.from(read(copy)).toString("latin1")).not.toContain(SECRET);
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const wordsOf = (name: string): string => Object.entries(unzipSync(read(name))).map(([part, content]) => `${part}\n${Buffer.from(content).toString("utf8")}`).join("\n");

test("a Word file keeps its words and loses its author, reviewers, sessions and what its pictures say", () => {
  const types = `<?xml version="1.0" encoding="UTF-8"?><Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
  put("bid.docx", zipSync({
    "[Content_Types].xml": utf8(types), "_rels/.rels": utf8(`<Relationships><Relationship Id="rId1" Type="t" Target="word/document.xml"/><Relationship Id="rId2" Type="c" Target="docProps/core.xml"/></Relationships>`),
    "docProps/core.xml": utf8(`<cp:coreProperties><dc:creator>${SECRET}</dc:creator></cp:coreProperties>`), "docProps/app.xml": utf8(`<Properties><Company>${SECRET}</Company></Properties>`), "word/people.xml": utf8(`<w15:people><w15:person w15:author="${SECRET}"/></w15:people>`),
    "word/document.xml": utf8(`<w:document><w:p w:rsidR="00${"A1".repeat(3)}" w14:paraId="1"><w:ins w:id="1" w:author="${SECRET}" w:date="2026-09-01T00:00:00Z"><w:r><w:t>施工组织设计 author="甲"</w:t></w:r></w:ins></w:p></w:document>`),
    "word/comments.xml": utf8(`<w:comments><w:comment w:id="0" w:author='${SECRET}' w:initials="HM"><w:t>批注</w:t></w:comment></w:comments>`), "word/settings.xml": utf8(`<w:settings><w:rsids><w:rsidRoot w:val="00A7B2C1"/></w:rsids></w:settings>`), "word/media/image1.jpeg": photograph(),
  }));
  const copy = stripped("bid.docx");
  expect(wordsOf(copy)).toContain(`<w:p><w:ins w:id="1"><w:r><w:t>施工组织设计 author="甲"</w:t></w:r></w:ins></w:p>`);
  expect(wordsOf(copy)).toContain("<w:comment w:id=\"0\"><w:t>批注</w:t></w:comment>");
  expect(wordsOf(copy)).not.toMatch(/HEMING|rsid|docProps|people|00A7B2C1|HM"/u);
  expect(told(copy)).not.toMatch(/HEMING|Creator|Company/u);
  expect(strippedFile(read("bid.docx"))).toEqual(read(copy));
});

test("a workbook that openpyxl wrote opens in openpyxl with the same cells and no author", () => {
  const make = `import openpyxl;from openpyxl.comments import Comment;w=openpyxl.Workbook();s=w.active;s["A1"]="进度";s["A1"].comment=Comment("批注","${SECRET}");w.properties.creator="${SECRET}";w.properties.lastModifiedBy="${SECRET}";w.save("plan.xlsx")`;
  run("/usr/bin/python3", "-c", make);
  expect(wordsOf("plan.xlsx")).toContain(SECRET);
  const copy = stripped("plan.xlsx");
  expect(wordsOf(copy)).not.toContain(SECRET);
  expect(run("/usr/bin/python3", "-c", `import openpyxl;w=openpyxl.load_workbook("${copy}");print(w.active["A1"].value,w.active["A1"].comment.text,w.properties.lastModifiedBy)`)).toBe("进度 批注 None\n");
});

test("what is of no such kind, or holds a program, is not shown", () => {
  expect(strippedFile(utf8("施工组织设计"))).toBeNull();
  expect(() => strippedFile(zipSync({ "[Content_Types].xml": utf8("<Types/>"), "word/vbaProject.bin": utf8(SECRET) }))).toThrow(/cannot be stripped/);
  expect(() => strippedFile(zipSync({ "a.xml": utf8("<a/>") }))).toThrow(/no office file/);
});

test("on the thread a hostile file is given up, and the next one is stripped", async () => {
  const stripping = openStripping();
  try {
    const bomb = zipSync({ "[Content_Types].xml": utf8("<Types/>"), "word/document.xml": new Uint8Array(200 * 1_048_576) });
    expect(await stripping.read(bomb)).toBeNull();
    expect(await stripping.read(Buffer.from(`%PDF-1.7\n1 0 obj ${"[".repeat(400_000)}\nstartxref\n9\n%%EOF`, "latin1"))).toBeNull();
    expect(await stripping.read(photograph())).toEqual(strippedFile(photograph()));
  } finally {
    await stripping.end();
  }
});
