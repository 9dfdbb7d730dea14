import { describe, expect, test } from "vitest";
import type { Unit, Window } from "../../src/centre/unit.js";
import { entryRates } from "../../src/items/figures.js";
import { changedFields, mentions } from "../../src/items/guide.js";
import { checkItem, ItemBody, keptVersion, standsOn, versionBytes, versionOn, type Around, type ItemDraft, type ItemVersion } from "../../src/items/item.js";
import { themesOf } from "../../src/items/themes.js";
import type { CaseType, Level } from "../../src/items/words.js";
import { day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import type { Result } from "../../src/kernel/result.js";

const TODAY = day("2026-09-01");
const UNIT: Unit = { code: "103", uscc: "11341700MB000006X6", parent: null, level: "city", zh: "住建局", en: "Housing", kinds: ["approving"], from: day("2025-01-01"), until: null };
const windowOf = (number: number, unit: string | null): Window => ({ number, unit, hall: null, zh: "窗口", en: "window", tasks: ["accept"], from: day("2025-01-01"), until: null });
const around = (over: Partial<Around> = {}): Around => ({ unit: UNIT, windows: [windowOf(1, null), windowOf(5, "103"), windowOf(6, "104")], fees: new Map([["103001", { status: "IN_FORCE" as const }], ["103101", { status: "ABOLISHED" as const }]]), before: null, today: TODAY, ...over });
const draft = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  code: "103-001", unit: "103", zh: "施工许可", en: "permit", kind: "licence", caseType: "promised", legalBasis: ["《建筑法》第七条"], conditions: ["用地手续已经办好。"], materials: [{ id: "m1", zh: "申请表", en: "form", form: "original", copies: 1, required: true, condition: null, sample: null }], steps: ["窗口受理。"],
  statutoryLimitWD: 20, promisedLimitWD: 5, feeItems: [], results: ["许可证"], complaintChannel: "拨打12345。", window: 5, handling: "in-hall", level: 2, handler: "梁受理", leader: "付筑安", from: TODAY, ...over,
});
const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.refusal.code);
const said = (over: Partial<ItemDraft>, more: Partial<Around> = {}): string => codeOf(checkItem(draft(over), around(more)));

describe("limits", () => {
  test.each<readonly [CaseType, Level, number]>([["promised", 2, 20], ["joint", 4, 45], ["forwarded", 2, 20]])("the statutory limit of a %s case at level %i goes to %i working days and no further", (caseType, level, most) => {
    expect([said({ caseType, level, statutoryLimitWD: most }), said({ caseType, level, statutoryLimitWD: most + 1 })]).toEqual(["ok", "item-limit-statutory"]);
  });
  test("a promise is as long as the statutory limit at most", () => {
    expect([said({ statutoryLimitWD: 7, promisedLimitWD: 7 }), said({ statutoryLimitWD: 7, promisedLimitWD: 8 })]).toEqual(["ok", "item-limit-promised"]);
  });
  test("only what is done at once promises no days", () => {
    expect([said({ caseType: "immediate", level: 1, promisedLimitWD: 0 }), said({ caseType: "immediate", level: 1, promisedLimitWD: 1 }), said({ promisedLimitWD: 0 }), said({ promisedLimitWD: 1 })]).toEqual(["ok", "item-limit-immediate", "item-limit-immediate", "ok"]);
  });
});

test("what is done at once is decided at level 1, several units at level 4, anything else at level 2 or above", () => {
  expect([said({ caseType: "immediate", promisedLimitWD: 0, level: 2 }), said({ level: 1 }), said({ level: 3 }), said({ caseType: "joint", level: 3 }), said({ caseType: "joint", level: 4 })]).toEqual(["item-level", "item-level", "ok", "item-level", "ok"]);
});

test("a version begins today at the earliest and after the one it follows", () => {
  const before: ItemVersion = { ...draft({ from: day("2026-09-10") }), version: 3 };
  expect([said({ from: day("2026-08-31") }), said({}), said({ from: day("2026-09-10") }, { before }), said({ from: day("2026-09-11") }, { before })]).toEqual(["item-backdated", "ok", "item-version-order", "ok"]);
  expect(checkItem(draft({ from: day("2026-09-11") }), around({ before }))).toMatchObject({ ok: true, value: { version: 4 } });
});

test("an item charges what stands in the catalogue, nothing that was abolished there, and one of kind fee charges something", () => {
  expect([said({ feeItems: ["103001"] }), said({ feeItems: ["103101"] }), said({ feeItems: ["999999"] }), said({ kind: "fee" }), said({ kind: "fee", feeItems: ["103001"] })]).toEqual(["ok", "fee-not-in-force", "fee-not-in-force", "item-charges-nothing", "ok"]);
});

test("the hall has a window for an item, its unit’s own or one of all; on site none is needed", () => {
  expect([said({ window: 1 }), said({ window: 6 }), said({ window: 7 }), said({ window: null }), said({ window: null, handling: "port-filed" }), said({ window: null, handling: "unified-accept-deliver" })]).toEqual(["ok", "item-window-of-another", "item-window", "item-without-window", "ok", "item-without-window"]);
});

test("a new item stands under its unit’s code; a later version may be the unit’s that took it over", () => {
  expect([said({ code: "104-001" }), said({ code: "104-001" }, { before: { ...draft({ from: day("2026-01-01") }), version: 1 } }), said({}, { unit: null }), said({}, { unit: { ...UNIT, kinds: ["budget"] } }), said({}, { unit: { ...UNIT, until: day("2026-08-31") } })]).toEqual(["item-code", "ok", "unit-not-in-force", "unit-has-no-items", "unit-not-in-force"]);
});

test("no material stands twice", () => {
  const [one] = draft().materials;
  expect(one === undefined ? "" : said({ materials: [one, one] })).toBe("item-material-twice");
});

test.each(["legalBasis", "conditions", "materials", "steps", "results"] as const)("a guide without %s is none", (field) => {
  expect([ItemBody.safeParse(draft()).success, ItemBody.safeParse({ ...draft(), [field]: [] }).success]).toEqual([true, false]);
});

test.each(["zh", "en", "complaintChannel", "handler", "leader"] as const)("a guide with an empty %s is none", (field) => {
  expect(ItemBody.safeParse({ ...draft(), [field]: "  " }).success).toBe(false);
});

test("the version of a day is the last that began; a kept one is read from its bytes again", () => {
  const versions = [draft({ from: day("2026-01-01") }), draft({ from: day("2026-03-01") })].map((each, at) => ({ ...each, version: at + 1 }));
  expect(["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"].map((on) => versionOn(versions, day(on))?.version ?? null)).toEqual([null, 1, 1, 2]);
  expect(keptVersion("ab", versionBytes(versions[0] as ItemVersion))).toEqual({ ...versions[0], sha256: "ab" });
  expect(() => keptVersion("ab", new TextEncoder().encode('{"v":"item-draft/1"}'))).toThrow(RangeError);
});

test("what left the hall can be applied for on its last day and not after; what is asked to leave still stands", () => {
  const last = day("2026-09-30");
  expect([standsOn({ state: "exit-requested", lastOn: null }, TODAY), standsOn({ state: "exited", lastOn: last }, last), standsOn({ state: "exited", lastOn: last }, day("2026-10-01")), standsOn({ state: "confirmed", lastOn: null }, TODAY)]).toEqual([true, true, false, false]);
});

test("the guides of the rehearsal town are whole: each passes the form, and no two items or names are alike", () => {
  const items = rehearsalItems(TODAY);
  expect(items.filter((each) => !ItemBody.safeParse(each).success)).toEqual([]);
  expect([new Set(items.map(({ code }) => code)).size, new Set(items.map(({ zh }) => zh)).size]).toEqual([items.length, items.length]);
});

describe("what is public of the registry", () => {
  test("the share in the hall is in ÷ due of each group, none where nothing is due, and never all where one is missing", () => {
    const due = (kind: "licence" | "non-licence" | "fee", count: number, isIn: boolean) => Array.from({ length: count }, () => ({ kind, isIn }));
    expect(entryRates([...due("licence", 200, true), ...due("non-licence", 13, true), ...due("fee", 79, true), ...due("fee", 1, false)])).toEqual([
      { group: "approvals", in: 213, confirmed: 213, percent: "100" }, { group: "fees", in: 79, confirmed: 80, percent: "98.75" }, { group: "services", in: 0, confirmed: 0, percent: null },
    ]);
    expect(entryRates([...due("fee", 30_000, true), ...due("fee", 1, false)])[1]?.percent, "one in thirty thousand is missing").toBe("99.99");
  });
  test("a version says which fields changed, and words are found wherever a guide has them", () => {
    const one: ItemVersion = { ...draft(), version: 1 };
    expect(changedFields(one, { ...one, version: 2, from: day("2026-10-01") })).toEqual([]);
    expect(changedFields(one, { ...one, version: 2, promisedLimitWD: 3, materials: one.materials.map((each) => ({ ...each, copies: 2 })) })).toEqual(["materials", "promisedLimitWD"]);
    expect(["建筑法", "申请表 梁受理", "FORM", "没有这个词", "申请表 没有"].map((asked) => mentions(one, asked))).toEqual([true, true, true, false, false]);
  });
});

test("every item of the town is found under what people come for, and none under nothing", () => {
  const unfiled = rehearsalItems(day("2026-09-01")).filter(({ zh }) => themesOf(zh).includes("other")).map(({ zh }) => zh);
  expect(unfiled).toEqual([]);
  expect([themesOf("结婚登记"), themesOf("农民工工资保证金收取和退还"), themesOf("彩虹观测")]).toEqual([["family"], ["tax", "staff"], ["other"]]);
});
