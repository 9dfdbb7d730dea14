import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../../src/kernel/time.js";
import { atomOf } from "../../src/web/formats/atom.js";
import { csvOf } from "../../src/web/formats/csv.js";
import { calendarOf, foldLine } from "../../src/web/formats/icalendar.js";
import { parseGlossary } from "../../src/web/glossary.js";

const octets = (text: string): number => new TextEncoder().encode(text).length;

describe("a content line is folded by octets (RFC 5545 §3.1)", () => {
  test("74 and 75 octets stay one line, 76 become two, and a character of three or four octets is never cut", () => {
    for (const [length, lines] of [[74, 1], [75, 1], [76, 2], [149, 2], [150, 3]] as const) expect(foldLine("x".repeat(length)).split("\r\n")).toHaveLength(lines);
    expect(foldLine(`${"x".repeat(73)}滨`).split("\r\n")).toEqual(["x".repeat(73), " 滨"]);
    expect(foldLine(`${"x".repeat(72)}滨`)).toBe(`${"x".repeat(72)}滨`);
    expect(foldLine(`${"x".repeat(72)}𠮷`).split("\r\n")).toEqual(["x".repeat(72), " 𠮷"]);
  });

  test("unfolding gives back every text, and no line is longer than 75 octets", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }).filter((text) => !/[\r\n]/.test(text) && text.isWellFormed()), (text) => {
      const folded = foldLine(text);
      expect(folded.replaceAll("\r\n ", "")).toBe(text);
      for (const line of folded.split("\r\n")) expect(octets(line)).toBeLessThanOrEqual(75);
    }));
  });
});

test("text of a calendar keeps its commas, semicolons, backslashes and line breaks", () => {
  const text = calendarOf({ name: "a,b;c\\d", language: "zh-CN", source: "http://x.example/calendar.ics", entries: [{ uid: "u@x", revision: 2, changedAt: at("2026-09-01T09:00:00+08:00"), at: at("2026-09-22T09:30:00.500+08:00"), summary: "甲\n乙", description: "", url: "http://x.example/", status: "CONFIRMED" }] });
  expect(text).toContain("X-WR-CALNAME:a\\,b\\;c\\\\d\r\n");
  expect(text).toContain("SUMMARY;LANGUAGE=zh-CN:甲\\n乙\r\n");
  expect(text).toContain("SEQUENCE:2\r\nDTSTAMP:20260901T010000Z\r\nLAST-MODIFIED:20260901T010000Z\r\nDTSTART:20260922T013000Z\r\n");
});

test("a feed holds nothing that XML cannot, whatever a title says", () => {
  const xml = atomOf({
    id: "tag:x,2026:a", title: "a\u0000\u0008\ud800b", author: "<&>\"", language: "en", links: { self: "http://x/?a=1&b=2", page: "http://x/", first: "http://x/", next: null },
    entries: [{ id: "tag:x,2026:b", title: "]]>", href: "http://x/b", author: "x", publishedAt: at("2026-09-01T09:00:00+08:00"), updatedAt: at("2026-09-02T09:00:00+08:00"), summary: "", categories: [], enclosure: null }],
  });
  expect(xml).toContain("<title>a\ufffd\ufffd\ufffdb</title>");
  expect(xml).toContain("href=\"http://x/?a=1&amp;b=2\"");
  expect(xml).toContain("<title>]]&gt;</title>");
  expect(xml).toContain("<updated>2026-09-02T09:00:00+08:00</updated>");
});

test("cells are quoted by RFC 4180 and lines end with CR LF", () => {
  expect(csvOf([{ head: "a,b", kind: "text", of: (row: string | null) => row }], ["x\"y", "l1\nl2", null, "\tx", "@x"])).toBe("\ufeff\"a,b\"\r\n\"x\"\"y\"\r\n\"l1\nl2\"\r\n\r\n'\tx\r\n'@x\r\n");
});

describe("the glossary's file is its page's only source", () => {
  const HEAD = "## Tender · 招标\n\n| 中文 | English | in code | meaning | 含义 |\n|---|---|---|---|---|\n";

  test("a row has five cells", () => {
    expect(parseGlossary(`# x\n${HEAD}| 标段 | lot | \`lot\`, \`lotCode\` | of \`it\` | 项目的一部分 |\n`)).toEqual([{ en: "Tender", zh: "招标", terms: [{ zh: "标段", en: "lot", code: ["lot", "lotCode"], meaningEn: "of it", meaningZh: "项目的一部分" }] }]);
  });

  test.each(["| 标段 | lot | `lot` | x |", "| 标段 | lot | `lot` | x | |", "| | lot | `lot` | x | y |"])("%s is named by its line", (row) => {
    expect(() => parseGlossary(HEAD + row)).toThrow(/GLOSSARY\.md:5/);
  });

  test("a heading has its Chinese", () => {
    expect(() => parseGlossary("## Tender\n")).toThrow(/GLOSSARY\.md:1/);
  });
});
