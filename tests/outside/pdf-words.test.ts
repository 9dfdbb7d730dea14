import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { tenderNotice } from "../../src/notices/tender-notice.js";
import { openPdfs } from "../../src/threads/reading.js";
import { launchBrowser } from "../support/browser.js";
import { common, tenderNoticeFacts } from "../support/notice-samples.js";

// What the exchange reads of a PDF is what poppler's pdftotext reads of it, whoever made the file.
const folder = mkdtempSync(path.join(tmpdir(), "daylight-pdf-"));
const pdfs = openPdfs();
let own: Buffer;
let printed: Buffer;

const HTML = `<!doctype html><meta charset="utf-8"><h1>招标文件</h1><p>第一条 工期为240日历天，自2026年3月2日起计算。</p><p>第二条 由阿依古丽·买买提、𠮷田䶮㛃复核；１２３ m³。</p>
<table><tr><td>土方</td><td>12,000 m³</td></tr><tr><td>管道</td><td>800 m</td></tr></table><p style="break-before:page">第三条 质量标准：合格。</p><svg style="break-before:page;display:block" width="99" height="99"><rect width="99" height="99"/></svg>`;

beforeAll(async () => {
  own = Buffer.from(await renderPdf(must(tenderNotice(common(), tenderNoticeFacts))));
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent(HTML);
  printed = await page.pdf({ format: "A4" });
  await browser.close();
});
afterAll(async () => {
  await pdfs.end();
  rmSync(folder, { recursive: true });
});

const file = (name: string, bytes: Uint8Array): string => {
  const at = path.join(folder, name);
  writeFileSync(at, bytes);
  return at;
};
function tool(name: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (error !== undefined) throw new Error(`${name} is missing: apt-get install poppler-utils qpdf`);
  expect(status, stderr).toBe(0);
  return stdout;
}
/** Line by line, blanks left to taste: the tools differ in how wide a gap is one. */
const lines = (text: string | null | undefined): string[] => (text ?? "").normalize("NFKC").split(/[\n\f]/).map((line) => line.replaceAll(/\s/g, "")).filter((line) => line !== "");
const byPoppler = (bytes: Uint8Array): string[] => lines(tool("pdftotext", "-raw", "-nopgbrk", file("judged.pdf", bytes), "-"));

test("a notice of our own reads as pdftotext reads it, word for word", async () => {
  const read = await pdfs.read(own);
  expect(read?.wordless).toEqual([]);
  expect(lines(read?.lines).join("")).toBe(byPoppler(own).join(""));
});

test("one that a browser printed does so line by line: rare characters, full-width digits, a table, and a page of a drawing alone that is named", async () => {
  const read = await pdfs.read(printed);
  expect(read?.wordless).toEqual([3]);
  expect(lines(read?.lines)).toEqual(byPoppler(printed));
  for (const words of ["招标文件", "第一条 工期为240日历天，自2026年3月2日起计算。", "第三条 质量标准：合格。"]) expect(read?.lines?.split("\n")).toContain(words);
  expect(read?.lines).toContain("阿依古丽·买买提、𠮷田䶮㛃复核");
});

test("packed anew by qpdf, or locked against changes alone, it says the same; with a password to open it nothing is read", async () => {
  const [from, to] = [file("from.pdf", printed), path.join(folder, "to.pdf")];
  const expected = await pdfs.read(printed);
  for (const args of [["--object-streams=generate", "--linearize"], ["--object-streams=disable", "--stream-data=uncompress"], ["--encrypt", "", "owner", "256", "--modify=none", "--"]]) {
    tool("qpdf", ...args, from, to);
    expect(await pdfs.read(readFileSync(to)), args.join(" ")).toEqual(expected);
  }
  tool("qpdf", "--encrypt", "user", "owner", "256", "--", from, to);
  expect(await pdfs.read(readFileSync(to))).toBeNull();
});
