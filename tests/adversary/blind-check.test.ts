import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run } from "../../src/cli/program.js";
import { pdfOf } from "../support/pdfs.js";

vi.setConfig({ testTimeout: 240_000 });

// `daylight blind`: what a bidder hears of its own blind files before it seals them.
let ground: string;
beforeAll(() => { ground = mkdtempSync(join(tmpdir(), "blind-check-")); });
afterAll(() => { rmSync(ground, { recursive: true }); });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const put = (name: string, bytes: Uint8Array): string => { writeFileSync(join(ground, name), bytes); return join(ground, name); };
async function said(...args: readonly string[]): Promise<{ readonly exit: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const exit = await run(["blind", ...args, "--name", "晨光市鹤鸣建设工程有限公司", "--person", "欧阳鹤"], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
  return { exit, lines };
}

test("clean files pass; a name on a page, in a header and in a file's name is told with its place, and the exit says so", async () => {
  const clean = put("施工组织设计.pdf", pdfOf(["施工组织设计"], ["质量措施"]));
  expect(await said(clean)).toEqual({ exit: 0, lines: ["✓ 施工组织设计.pdf：没有找到 (nothing found)"] });
  const pages = put("进度.pdf", pdfOf(["总体进度"], ["由 鹤鸣 建设", "工程 组织"]));
  const parts = { "[Content_Types].xml": utf8("<Types/>"), "word/document.xml": utf8("<w:document><w:p><w:t>正文</w:t></w:p></w:document>"), "word/header1.xml": utf8("<w:hdr><w:p><w:t>欧阳鹤</w:t></w:p></w:hdr>") };
  const { exit, lines } = await said(clean, pages, put("鹤鸣建设方案.docx", zipSync(parts)));
  expect(exit).toBe(1);
  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([
    "✗ 《进度.pdf》第 2 页：“由 鹤鸣 建设 工程 组织”（投标人简称，很可能）", "✗ 《鹤鸣建设方案.docx》文件名：“鹤鸣建设方案.docx”（投标人简称，很可能）", "✗ 《鹤鸣建设方案.docx》页眉、页脚、批注或者图片说明：“欧阳鹤”（法定代表人或者经办人，很可能）",
  ]);
});

test("a file that members could not be shown, a scan nobody could read and a file that is not there are told as such", async () => {
  expect(await said(put("模型.ifc", utf8("ISO-10303-21;")))).toMatchObject({ exit: 1, lines: [expect.stringContaining("✗ 模型.ifc：不能去除作者等属性"), expect.stringContaining("! 模型.ifc：没有读出文字")] });
  expect((await said(join(ground, "没有.pdf"))).exit).toBe(3);
});
