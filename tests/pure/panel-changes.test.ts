import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn, leaningIn } from "../../src/judging/findings.js";
import { changeBytes, decideKeep, decideReopen, leftIn, readChange, serialOf, settledIn, sittingIn, standingIn, strayIn, unsettledIn, vacantIn, type Change, type PanelChange, type Recheck } from "../../src/judging/panel-changes.js";
import type { Sheet } from "../../src/judging/sheet.js";
import { utf8 } from "../../src/kernel/bytes.js";

const CRITERIA = [{ id: "plan", title: "实施方案", full: "20" }, { id: "cases", title: "类似业绩", full: "8", objective: true }];
const EXPERTS = ["e1", "e2", "e3", "e4", "e5"];

/** Sheets of one bid A: each expert's score of the plan, and of the cases, which are 8 unless said. */
const sheetsOf = (plan: readonly string[], cases: readonly string[] = plan.map(() => "8")): Sheet[] => plan.map((score, at) => ({
  v: "sheet/1", exchange: "x", tender: "T", lot: "1", part: "bid", expert: EXPERTS[at] ?? "",
  scores: [{ bidder: "A", items: [{ criterion: "plan", score, reason: "按标准" }, { criterion: "cases", score: cases[at] ?? "8", reason: "按标准" }] }],
}));
const recheckOf = (plan: readonly string[], cases?: readonly string[], changes: readonly Change[] = []): Recheck => ({ sheets: sheetsOf(plan, cases), changes, criteria: CRITERIA, bidders: ["A"] });
const outliersIn = (recheck: Recheck): string[] => findingsIn(recheck).flatMap((each) => (each.kind === "outlier" ? [each.expert] : []));
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string | undefined => result.refusal?.code;

describe("a score that stands out", () => {
  test("is more than three tenths of the full points from the mean of the others: six of twenty is not, six and a hundredth is", () => {
    expect(outliersIn(recheckOf(["10", "16", "16", "16", "16"]))).toEqual([]);
    expect(outliersIn(recheckOf(["9.99", "16", "16", "16", "16"]))).toEqual(["e1"]);
    expect(outliersIn(recheckOf(["20", "14", "14", "14", "14"]))).toEqual([]);
    expect(outliersIn(recheckOf(["20", "13.99", "14", "14", "13.99"]))).toEqual(["e1"]);
  });
  test("is looked for among three sheets or more", () => {
    expect([outliersIn(recheckOf(["12", "20"])), outliersIn(recheckOf(["12", "20", "20"]))]).toEqual([[], ["e1"]]);
  });
  test("is none of a bid that was rejected", () => {
    expect(findingsIn({ ...recheckOf(["0", "20", "20"]), bidders: [] })).toEqual([]);
  });
  test("is never found where all give the same, and is at most one of three (a property of the mean)", () => {
    const score = fc.integer({ min: 0, max: 2_000 }).map((points) => (points / 100).toFixed(2));
    fc.assert(fc.property(score, fc.integer({ min: 3, max: 5 }), (same, count) => { expect(outliersIn(recheckOf(Array<string>(count).fill(same)))).toEqual([]); }));
    fc.assert(fc.property(fc.array(score, { minLength: 5, maxLength: 5 }), (scores) => {
      const found = findingsIn(recheckOf(scores)).flatMap((each) => (each.kind === "outlier" ? [each] : []));
      for (const { score: own } of found) {
        const others = (scores.reduce((sum, each) => sum + Math.round(Number(each) * 100), 0) - Math.round(Number(own) * 100)) / 4;
        expect(Math.abs(Math.round(Number(own) * 100) - others)).toBeGreaterThan(600);
      }
    }));
  });
  test("holds prices and report until the chair says why it stays; a later sheet with another score is looked at again", () => {
    const found = recheckOf(["9.99", "16", "16", "16", "16"]);
    expect(settledIn(found)).toMatchObject({ ok: false, refusal: { code: "score-stands-out", facts: { bidder: "A", criterion: "实施方案", score: "9.99", others: "16.00" } } });
    const kept = decideKeep(found, { expert: "e1", item: { bidder: "A", criterion: "plan" }, reason: "有依据" });
    expect(kept).toMatchObject({ ok: true, value: { kind: "kept", score: "9.99" } });
    const changes = kept.ok ? [kept.value] : [];
    expect(settledIn({ ...found, changes }).ok).toBe(true);
    expect(unsettledIn(recheckOf(["9.98", "16", "16", "16", "16"], undefined, changes))).toHaveLength(1);
    expect(codeOf(decideKeep({ ...found, changes }, { expert: "e1", item: { bidder: "A", criterion: "plan" }, reason: "又" }))).toBe("score-not-found-odd");
    expect(codeOf(decideKeep(found, { expert: "e2", item: { bidder: "A", criterion: "plan" }, reason: "无" }))).toBe("score-not-found-odd");
  });
});

describe("an objective criterion", () => {
  test("is found wherever one member differs, by value and not by spelling, and cannot be said to stay", () => {
    expect(findingsIn(recheckOf(["16", "16", "16"], ["8", "8.00", "8.0"]))).toEqual([]);
    const found = recheckOf(["16", "16", "16"], ["8", "8", "6"]);
    expect(findingsIn(found)).toEqual([{ kind: "objective-differs", bidder: "A", criterion: "cases", scores: ["8", "8", "6"] }]);
    expect(codeOf(settledIn(found))).toBe("objective-scores-differ");
    expect(codeOf(decideKeep(found, { expert: "e3", item: { bidder: "A", criterion: "cases" }, reason: "不改" }))).toBe("score-not-found-odd");
  });
  test("is scored again on that ground only where members differ; another score on the ground that it stands out", () => {
    const item = { bidder: "A", criterion: "cases" };
    const asked = { expert: "e3", ground: "objective-differs" as const, items: [item], reason: "应为 8 分" };
    expect(decideReopen(recheckOf(["16", "16", "16"], ["8", "8", "6"]), asked)).toMatchObject({ ok: true, value: { kind: "reopened" } });
    expect(codeOf(decideReopen(recheckOf(["16", "16", "16"]), asked))).toBe("objective-scores-agree");
    expect(decideReopen(recheckOf(["16", "16", "16"]), { ...asked, ground: "outlier" })).toMatchObject({ ok: true });
    expect(codeOf(decideReopen(recheckOf(["16", "16", "16"]), { ...asked, expert: "nobody" }))).toBe("sheet-not-signed");
    expect(codeOf(decideReopen(recheckOf(["16", "16", "16"]), { ...asked, items: [{ bidder: "B", criterion: "cases" }] }))).toBe("sheet-score");
  });
});

describe("changes of seats and sheets", () => {
  const left: Change = { kind: "left", expert: "e2", ground: "health", reason: "送医" };
  const members = EXPERTS.slice(0, 3).map((label) => ({ label, chair: label === "e2" }));
  test("who left sits no more and his seat is vacant until somebody takes it, as chair where he was", () => {
    expect([sittingIn(members, [left]).map(({ label }) => label), vacantIn([left]), [...leftIn([left])]]).toEqual([["e1", "e3"], ["e2"], ["e2"]]);
    const filled: Change[] = [left, { kind: "joined", expert: "e9", instead: "e2" }, { kind: "chair", expert: "e9" }];
    expect(vacantIn(filled)).toEqual([]);
    expect(sittingIn([...members, { label: "e9", chair: false }], filled).filter(({ chair }) => chair)).toEqual([{ label: "e9", chair: true }]);
  });
  test("of a sheet that was opened again the next one counts, and none of who left", () => {
    const reopened: Change = { kind: "reopened", expert: "e1", ground: "outlier", items: [{ bidder: "A", criterion: "plan" }], reason: "漏看" };
    const kept = [{ label: "e1", serial: 1 }, { label: "e2", serial: 1 }, { label: "e3", serial: 1 }];
    expect(serialOf("e1", [reopened])).toBe(2);
    expect(standingIn(kept, [reopened]).map(({ label }) => label)).toEqual(["e2", "e3"]);
    expect(standingIn([...kept, { label: "e1", serial: 2 }], [reopened, left]).map(({ label, serial }) => [label, serial])).toEqual([["e3", 1], ["e1", 2]]);
  });
  test("a sheet signed again strays by a score or a reason that was not opened", () => {
    const [before, after] = [sheetsOf(["10"])[0], sheetsOf(["12"], ["6"])[0]] as [Sheet, Sheet];
    expect(strayIn(before, before, [])).toBeNull();
    expect(strayIn(before, after, [{ bidder: "A", criterion: "plan" }])).toEqual({ bidder: "A", criterion: "cases" });
    expect(strayIn(before, after, [{ bidder: "A", criterion: "plan" }, { bidder: "A", criterion: "cases" }])).toBeNull();
    const [reworded] = sheetsOf(["10"]).map((sheet): Sheet => ({ ...sheet, scores: sheet.scores.map((each) => ({ ...each, items: each.items.map((item) => ({ ...item, reason: "另一理由" })) })) })) as [Sheet];
    expect(strayIn(before, reworded, [{ bidder: "A", criterion: "plan" }])).toEqual({ bidder: "A", criterion: "cases" });
  });
  test("a file is read back as it was written, and anything else is none", () => {
    const change: PanelChange = { v: "panel-change/1", exchange: "x", tender: "T", lot: "1", serial: 1, at: "2026-10-08T10:00:00+08:00", salt: "5a".repeat(32), ...left };
    expect(readChange(changeBytes(change))).toEqual(change);
    for (const wrong of [{ ...change, more: 1 }, { ...change, ground: "tired" }, { ...change, serial: 0 }, { ...change, salt: "" }]) expect(readChange(changeBytes(wrong as PanelChange))).toBeNull();
    expect(readChange(utf8("{}"))).toBeNull();
  });
});

test("what members gave in all is told beside the mean, above and below", () => {
  expect(leaningIn({ sheets: sheetsOf(["10", "16", "16"]), bidders: ["A"] })).toEqual([
    { expert: "e1", points: "18.00", mean: "22.00", apart: "-4.00" }, { expert: "e2", points: "24.00", mean: "22.00", apart: "2.00" }, { expert: "e3", points: "24.00", mean: "22.00", apart: "2.00" },
  ]);
  expect(leaningIn({ sheets: [], bidders: [] })).toEqual([]);
});
