import { describe, expect, test } from "vitest";
import { LINES } from "../../src/lines/lines.js";
import { checkOf, CHECKS, type CheckId } from "../../src/tenders/check/checks.js";
import { guardChecks } from "../../src/tenders/check/guard-checks.js";
import { runChecks, tallyInChinese, tallyOf } from "../../src/tenders/check/run.js";
import { lineOf } from "../../src/lines/lines.js";
import { FIXTURES, WORDINGS } from "../support/check-fixtures.js";
import { document, lawfulLot, money, subject } from "../support/check-subjects.js";

const IDS = Object.keys(CHECKS) as CheckId[];
const works = lineOf("works");

describe("every check has its pair", () => {
  test("of what it lets pass and what it does not", () => {
    const pairs = IDS.map((id) => [id, FIXTURES[id]?.passes ?? WORDINGS[id]?.lawful ?? [], FIXTURES[id]?.fails ?? WORDINGS[id]?.unlawful ?? []] as const);
    expect(pairs.filter(([, passing, failing]) => passing.length === 0 || failing.length === 0).map(([id]) => id)).toEqual([]);
  });

  test("and the lines name checks that exist, forty or more with the guards of their publication, none twice", () => {
    for (const [name, procedure] of Object.entries(LINES)) {
      for (const id of procedure.checks) expect(() => checkOf(id), `${name} ${id}`).not.toThrow();
      const all = [...guardChecks(procedure.moves), ...procedure.checks];
      expect(new Set(all).size, name).toBe(all.length);
      expect(all.length, name).toBeGreaterThanOrEqual(40);
    }
  });

  test("and says its law, its words in both languages and what it found", () => {
    for (const id of IDS) {
      const { law, zh, en } = checkOf(id);
      expect([law.act, law.article, law.gist, zh, en].every((text) => text.trim() !== ""), id).toBe(true);
    }
  });
});

describe.each(Object.entries(FIXTURES))("%s", (id, { passes, fails }) => {
  test.each(passes.map((change) => [JSON.stringify(change).slice(0, 120), change] as const))("passes %s", (_, change) => {
    expect(checkOf(id).check(subject(change))).toEqual([]);
  });

  test.each(fails.map((change) => [change.fact, change] as const))("is not met by %s", (_, { fact, ...change }) => {
    const found = checkOf(id).check(subject(change));
    expect(found.map((each) => each.fact).join(" | ")).toContain(fact);
    for (const { zh, en, place } of found) expect([zh, en, place.zh, place.en].join(" ")).not.toMatch(/undefined|null|\[object/);
  });
});

describe.each(Object.entries(WORDINGS))("%s reads", (id, { lawful, unlawful }) => {
  test.each(lawful)("“%s” as lawful", (text) => {
    expect(checkOf(id).check(subject({ form: { qualification: text } }))).toEqual([]);
  });

  test.each(unlawful)("“%s” as unlawful, in the form and in a document", (text) => {
    expect(checkOf(id).check(subject({ form: { qualification: `具有相应资质\n${text}。` } })).map(({ place }) => place.path)).toEqual(["qualification"]);
    expect(checkOf(id).check(subject({ documents: [document({ text: `第一章\n${text}` })] })).map(({ place }) => place.path)).toEqual(["documents/招标文件.docx"]);
  });

  test.each(unlawful.slice(0, 2))("“%s” however it is spaced and widened, quoting it as written", (text) => {
    const disguised = Array.from(text).map((character) => (/[A-Za-z0-9]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character)).join(" ");
    const [found] = checkOf(id).check(subject({ form: { qualification: disguised } }));
    expect(disguised.replaceAll(/ +/g, " ")).toContain(found?.fact.replace("…", "") ?? "nothing");
  });
});

describe("a tender", () => {
  test("that is lawful passes every check of its line, and says how many", () => {
    const { report, stop } = runChecks(works, subject());
    expect(report.found).toEqual([]);
    expect([stop, report.notRun]).toEqual([null, []]);
    expect(tallyInChinese(report)).toBe(`本公告通过 ${String(guardChecks(works.moves).length + works.checks.length)} 项检查，没有提示`);
  });

  test("checked without an exchange leaves out what only the exchange knows, and says so", () => {
    const { report } = runChecks(works, { ...subject(), offices: null, documents: null });
    expect(report.notRun).toEqual(expect.arrayContaining(["openers-known", "documents-uploaded"]));
    expect(report.found).toEqual([]);
  });

  test("whose documents are as long as a book is checked to the last line", () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => `${String(at)},0401100002,HDPE双壁波纹管DN400 ，安装、闭水试验,m,952.37,2026-10-20`);
    const { report } = runChecks(works, subject({ documents: [document({ text: [...rows, "投标人须在晨光市设有分公司"].join("\n") })] }));
    expect(report.found.map(({ check }) => check)).toContain("local-branch");
  });

  test("that breaks a guard of its publication is stopped with the guard’s own refusal", () => {
    const short = { form: { deadline: "2026-09-21T09:29:00+08:00" } };
    expect(runChecks(works, subject({ form: { deadline: "2026-09-21T09:30:00+08:00" } })).stop).toBeNull();
    expect(runChecks(works, subject(short)).stop).toMatchObject({ code: "deadline-too-soon", facts: { min: 20 } });
    expect(runChecks(works, subject(short)).report.found.map(({ check, severity, law }) => [check, severity, law])).toContainEqual(["deadlineFarEnough", "stop", "招标投标法 24 EC-11"]);
  });

  test.each([
    ["a deadline in the past", { at: "2026-10-01T09:00:00" }, "sale-too-early"], ["a deadline on a holiday", { form: { deadline: "2026-10-01T09:30:00+08:00" } }, "deadline-on-day-off"],
    ["a deadline on a weekend", { form: { deadline: "2026-09-26T09:30:00+08:00" } }, "deadline-on-day-off"], ["a sale short by one minute", { form: { saleUntil: "2026-09-07T09:29:00+08:00" } }, "sale-too-short"],
    ["weights that do not add up", { lots: [lawfulLot({ method: { ...(lawfulLot()["method"] as object), weights: { price: "60", technical: "30", credit: "9.99" } } })] }, "weights-do-not-add-up"],
    ["a formula that divides by zero", { lots: [lawfulLot({ method: { ...(lawfulLot()["method"] as object), trimAt: 2 } })] }, "trim-too-low"],
    ["a bond of one fen over two per cent", { lots: [lawfulLot({ deposit: money("773000.01"), depositDays: 90 })] }, "bond-over-share"], ["a floor price", { lots: [lawfulLot({ floor: money("1.00") })] }, "minimum-price-set"],
    ["wording that keeps bidders out", { form: { qualification: "投标人须在本市设有分公司" } }, "check-stops"],
  ])("with %s is stopped by its code", (_, change, code) => {
    expect(runChecks(works, subject(change)).stop?.code).toBe(code);
  });

  test("beyond the last holiday notice is taken, and marked provisional", () => {
    const { report, stop } = runChecks(works, subject({ form: { deadline: "2027-03-02T09:30:00+08:00" } }));
    expect(stop).toBeNull();
    expect(report.found.map(({ check, fact }) => [check, fact])).toContainEqual(["holidays-known", "2027-03-02"]);
    expect(tallyOf(report)).toMatchObject({ stops: 0, hints: 2 });
  });

  test("with several lots says of each what is wrong, and once what they share", () => {
    const { report } = runChecks(works, subject({ form: { deadline: "2026-09-19T09:30:00+08:00" }, lots: [lawfulLot({ decryptionMinutes: 10 }), lawfulLot({ lot: "2", name: "三标段施工", decryptionMinutes: 12 })] }));
    expect(report.found.filter(({ check }) => check === "deadlineOnWorkDay")).toHaveLength(1);
    expect(report.found.filter(({ check }) => check === "decryption-window-usual").map(({ path, fact }) => [path, fact])).toEqual([["lots.1.decryptionMinutes", "10"], ["lots.2.decryptionMinutes", "12"]]);
  });
});
