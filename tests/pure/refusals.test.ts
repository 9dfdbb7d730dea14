import { describe, expect, test } from "vitest";
import { lawOfRefusal, REFUSALS, wordsOf, type RefusalCode } from "../../src/kernel/refusal.js";
import { refuse } from "../../src/kernel/result.js";
import type { RefusalRow } from "../../src/kernel/refusals/row.js";

const ROWS = Object.entries<RefusalRow>(REFUSALS) as [RefusalCode, RefusalRow][];
const ARTICLE = /第[一二三四五六七八九十百]+条|号令|〔\d{4}〕|\bart\. \d/;

describe("a refusal names its article", () => {
  test("one that is the same in every line stands at the end of the words, and beside them as data", () => {
    const { refusal } = refuse("not-approved");
    expect(wordsOf(refusal, "zh")).toBe("尚未取得项目审批（核准、备案）文件（招标投标法第九条）。");
    expect(wordsOf(refusal, "en")).toBe("The approval document is missing (Tendering and Bidding Law, art. 9).");
    expect([lawOfRefusal(refusal, "zh"), lawOfRefusal(refusal, "en")]).toEqual(["招标投标法第九条", "Tendering and Bidding Law, art. 9"]);
  });

  test("one that differs between lines comes with the facts of the case", () => {
    const { refusal } = refuse("price-weight-too-low", { weight: "29", min: 30, law: "87号令第五十五条", lawEn: "Order 87, art. 55" });
    expect([lawOfRefusal(refusal, "zh"), lawOfRefusal(refusal, "en")]).toEqual(["87号令第五十五条", "Order 87, art. 55"]);
    expect(wordsOf(refusal, "zh")).toContain("（87号令第五十五条）");
  });

  test("a time in it is said with its weekday and zone, an end at midnight as 24:00, and stays RFC 3339 among the facts", () => {
    const { refusal } = refuse("objection-too-late", { about: "招标文件", aboutEn: "the documents", until: "2026-09-13T00:00:00+08:00", now: "2026-09-13T00:00:00.001+08:00" });
    expect(wordsOf(refusal, "zh")).toContain("期限至2026年9月12日（星期六）24:00（北京时间）（现在2026年9月13日（星期日）00:00:00.001（北京时间））");
    expect(wordsOf(refusal, "en")).toContain("until Saturday 12 September 2026, 24:00 Beijing time (now Sunday 13 September 2026, 00:00:00.001 Beijing time)");
    expect(refusal.facts["until"]).toBe("2026-09-13T00:00:00+08:00");
  });

  test("a phase of a contest in it is said by what it is called, and stays its name among the facts", () => {
    const { refusal } = refuse("auction-takes-no-offers", { phase: "at-ceiling" });
    expect(wordsOf(refusal, "zh")).toBe("现在是“询问是否继续参加”阶段，不接受这一操作。");
    expect(wordsOf(refusal, "en")).toBe("The auction is in its “Who goes on?” phase, which does not take this.");
    expect(wordsOf(refuse("lottery-closed", { phase: "lottery" }).refusal, "zh")).toContain("“摇号”");
    expect(wordsOf(refuse("auction-takes-no-offers", { phase: "third-round" }).refusal, "en")).toContain("“third-round”");
    expect(refusal.facts["phase"]).toBe("at-ceiling");
  });

  test("one that rests on no law says so", () => {
    expect(lawOfRefusal(refuse("not-signed-in").refusal, "zh")).toBeNull();
  });

  test.each(ROWS)("%s cites no article in its words: it would not be found as data", (_, row) => {
    expect([row.zh, row.en].filter((words) => ARTICLE.test(words))).toEqual([]);
  });

  test.each(ROWS)("%s ends its words where the article is set in, and names it in both languages or in none", (_, row) => {
    if (row.law !== undefined) expect([row.zh.endsWith("。"), row.en.endsWith("."), row.law.zh !== "", /^[\x20-\x7e]+$/.test(row.law.en)]).toEqual([true, true, true, true]);
    else expect(row.zh.includes("{law}")).toBe(/\{law(En)?\}/.test(row.en));
  });
});
