import { describe, expect, test } from "vitest";
import { markHits, searchQuery, searchTexts, searchVector, termsOf } from "../../src/notices/search-words.js";
import { samples } from "../support/notice-samples.js";

describe("the words of a query", () => {
  test.each([
    ["污水", ["污水"]], ["采", ["采"]], ["滨河路雨污分流", ["滨河路雨污", "分流"]], ["桥梁加固监理", ["桥梁", "加固", "监理"]], ["污水处理厂", ["污水", "处理厂"]],
    ["市政　道路", ["市政", "道路"]], ["Ｄ３４１７", ["d3417"]], ["阿依古丽·买买提", ["阿依古丽", "买买提"]], ["% _ ' & | ! :*", []], ["", []],
  ])("of %s are %j", (query, terms) => {
    expect(termsOf(query)).toEqual(terms);
  });

  test("are never more than twelve, each once", () => {
    expect(termsOf(Array.from({ length: 40 }, (_, at) => `词语${String(at)}`).join(" ")).length).toBe(12);
    expect(termsOf("道路 道路")).toEqual(["道路"]);
  });
});

test("a text is indexed by its pairs at consecutive places, the last character of a run alone", () => {
  expect(searchVector(["滨河路 A1"], { line: "works" })).toBe("'=line=works' '滨河':1 '河路':2 '路':3 'a1':5 '1':6");
});

test("a query is the chain of its pairs, a single character a prefix, a filter a lexeme of its own", () => {
  expect(searchQuery("滨河路", {})).toBe("( '滨河' <-> '河路' )");
  expect(searchQuery("采", { type: ["tender-notice", "clarification"], line: [] })).toBe("( '=type=tender-notice' | '=type=clarification' ) & '采':*");
  expect(searchQuery("", { line: [] })).toBeNull();
});

test("characters outside the first plane are one character, and quotes cannot leave their word", () => {
  expect(searchVector(["𠮷野"], { x: "a'b\\c" })).toBe("'=x=a''b\\\\c' '𠮷野':1 '野':2");
  expect(searchQuery("𠮷", {})).toBe("'𠮷':*");
});

describe("hits are marked where they stand", () => {
  const shown = (text: string, query: string): string => markHits(text, query).map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece)).join("");

  test.each([
    ["晨光市滨河路雨污分流改造工程", "滨河路雨污分流", "晨光市[滨河路雨污分流]改造工程"], ["桥梁维修加固工程监理", "桥梁加固监理", "[桥梁]维修[加固]工程[监理]"], ["Ｄ３４１７标段", "d3417", "[Ｄ３４１７]标段"],
    ["容量５㎡", "m2", "容量５[㎡]"], ["采购采购", "采", "[采]购[采]购"], ["𠮷田䶮㛃", "𠮷田", "[𠮷田]䶮㛃"], ["晨光市", "", "晨光市"], ["<b>", "b", "<[b]>"],
  ])("%s for %s", (text, query, marked) => {
    expect(shown(text, query)).toBe(marked);
  });
});

test("a document is found by its numbers, codes, tenderer, winner and every bidder it names, not by its boilerplate", () => {
  const { "tender-notice": notice, "award-notice": award, "opening-record": record } = samples();
  expect(searchTexts(notice)).toEqual(expect.arrayContaining([notice.subject, notice.number, notice.id, notice.codes.project, notice.issuer.name]));
  const winner = award.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.block === "facts" ? block.rows : [])).find(({ zh }) => zh === "中标人")?.value;
  expect(searchTexts(award)).toContain(winner?.kind === "text" ? winner.text : "");
  const bidders = record.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.block === "table" && block.columns.some(({ zh }) => zh === "投标人") ? block.rows.map((row) => row[1]) : []));
  expect(bidders.length).toBeGreaterThan(2);
  for (const bidder of bidders) expect(searchTexts(record)).toContain(bidder?.kind === "text" ? bidder.text : "");
  expect(searchTexts(notice).join()).not.toContain("核验方法");
});
