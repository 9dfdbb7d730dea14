import { Linter } from "eslint";
import { describe, expect, test } from "vitest";
import { LINE_NAMES, noLineBranch } from "../../lint/no-line-branch.js";
import { LINES, SALE_LINES } from "../../src/lines/lines.js";

const linter = new Linter();
const faults = (code: string) => linter.verify(code, { plugins: { daylight: { rules: { "no-line-branch": noLineBranch as never } } }, rules: { "daylight/no-line-branch": "error" } });

describe("the lint rule against branches on a line's name", () => {
  test("knows the lines that are traded", () => { expect([...LINE_NAMES].sort()).toEqual(Object.keys({ ...LINES, ...SALE_LINES }).sort()); });

  test.each([
    'if (tender.line === "works") stop();', 'if ("works" !== tender.line) stop();', 'switch (line) { case "works": stop(); }', "const titles = { works: 1 }; go(titles[line]);", 'const titles = { "works": 1 };',
    "LINES.works;", 'LINES["works"];', '["works", "housing"].includes(line);',
  ])("%s is refused", (code) => { expect(faults(code)).toHaveLength(1); });

  test.each(["lineOf(tender.line).title;", "LINES[tender.line];", 'const title = "works";', "const works = 1; go(works);"])("%s is taken", (code) => { expect(faults(code)).toEqual([]); });
});
