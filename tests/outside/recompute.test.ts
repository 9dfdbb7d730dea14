import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { seat, signSheets } from "../support/judging.js";
import { LOWEST_PRICE, SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";
import { COMPREHENSIVE, LOWEST, lodgements, lotBody, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

// Scores, totals, ranks, candidates and rejections of every method, computed again by a program of another language that reads the bundle alone.
const SCRIPT = join(import.meta.dirname, "recompute.py");
const [A, B, C, D] = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"] as const;
const NOVEMBER = { saleFrom: "2026-10-22T09:30:00+08:00", saleUntil: "2026-10-29T17:00:00+08:00", deadline: "2026-11-12T09:30:00+08:00" };

let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let ground: string;
const bundles = new Map<string, MemoryBundle>();

/** What the program says of a bundle that lies in a folder. */
function said(bundle: MemoryBundle): { readonly status: number | null; readonly output: string } {
  const folder = join(ground, "bundle");
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of bundle) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const { status, stdout, stderr } = spawnSync("python3", ["-I", SCRIPT, folder], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const usccOf = (actor: string): string => play.usccOf(actor);
const lotOf = (tender: TenderInTest): string => play.lotUrl(tender);
const offer = (actor: string, over: Record<string, unknown> = {}) => ({ bidder: usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null, ...over });
const line = (quantity: string, unitPrice: string, total: string, misplaced = false) => ({ name: "管道", quantity, unitPrice, total: yuan(total), misplaced });
const reject = (tender: TenderInTest, actor: string, ground: string) => town.done("committee-1", "POST", `${lotOf(tender)}/rejections`, { bidder: usccOf(actor), ground, clause: "第三章 3.4", finding: "评审发现的事实" });
/** A score of each member: the first gives `less` less of the first criterion than the others. */
async function sign(tender: TenderInTest, scores: Readonly<Record<string, readonly string[]>>, less = "0"): Promise<void> {
  const first = Object.fromEntries(Object.entries(scores).map(([actor, [head = "0", ...rest]]) => [usccOf(actor), [(Number(head) - Number(less)).toFixed(2), ...rest]]));
  await signSheets(town, tender.id, first, ["committee-1"]);
  await signSheets(town, tender.id, Object.fromEntries(Object.entries(scores).map(([actor, row]) => [usccOf(actor), row])), [2, 3, 4, 5].map((each) => `committee-${String(each)}`));
}

type Play = { readonly method: Record<string, unknown>; readonly prices: Readonly<Record<string, string>>; readonly rejectsAll?: boolean; readonly judge: (tender: TenderInTest) => Promise<Record<string, unknown>> };

/** Works judged by points without the highest and the lowest, a k of two, yuan; one bid refused. */
const TRIMMED: Play = {
  method: { ...COMPREHENSIVE, unit: "yuan", k: ["0.015", "0.02"], trimAt: 3, trimTechnical: true, e1: "1.5", e2: "0.75", ties: ["higher-technical", "lower-price", "draw"] },
  prices: { [A]: "18600000.00", [B]: "17985000.00", [C]: "18052000.33", [D]: "11000000.00" },
  judge: async (tender) => {
    await sign(tender, { [A]: ["17.00", "9.40"], [B]: ["16.10", "9.05"], [C]: ["18.00", "9.30"], [D]: ["3.00", "1.00"] }, "0.37");
    await reject(tender, D, "not-responsive");
    return { kind: "comprehensive", k: "0.015", order: [], credits: [[A, "9"], [B, "8.5"], [C, "9.25"]].map(([actor = "", score]) => ({ bidder: usccOf(actor), score })) };
  },
};
/** Rule book G6 with one more: lines beat the total, words beat figures, adjustments both ways; equal evaluated prices part by the lower bid. */
const ADJUSTED: Play = {
  method: LOWEST, prices: { [A]: "9850000.00", [B]: "10002000.00", [C]: "9700000.00", [D]: "9960000.00" },
  judge: async (tender) => {
    await signSheets(town, tender.id, {});
    return { kind: "lowest-evaluated", order: [], prices: [
      { bidder: usccOf(A), words: null, lines: [line("1000", "9860", "9850000.00")], adjustments: [] },
      { bidder: usccOf(B), words: yuan("10020000.00"), lines: [], adjustments: [{ clause: "3.3", quantity: "-30", rate: yuan("2000.00") }] },
      { bidder: usccOf(C), words: null, lines: [line("10", "97.5", "9700000.00", true)], adjustments: [{ clause: "3.2", amount: yuan("150000.00") }, { clause: "3.2", amount: yuan("40000.00") }] },
      { bidder: usccOf(D), words: null, lines: [], adjustments: [] },
    ] };
  },
};
/** Goods by points: a small firm lowered, one decimal half to even, a price nobody could prove, two equals who share a rank and are drawn. */
const POINTS: Play = {
  method: { ...SCORING, drawBy: "committee", rounding: { places: 1, mode: "half-even" } }, prices: { [A]: "950000.00", [B]: "1000000.00", [C]: "1000000.00", [D]: "430000.00" },
  judge: async (tender) => {
    await sign(tender, { [A]: ["30.20", "12", "10", "8"], [B]: ["31", "13", "10", "8"], [C]: ["31", "13", "10", "8"], [D]: ["20", "8", "6", "4"] }, "0.25");
    await reject(tender, D, "price-unproven");
    return {
      kind: "scoring", order: [usccOf(C), usccOf(B)], draw: { at: "2026-11-12T09:35:00+08:00", by: "committee", way: "当场摇号", present: "采购人代表陈一鸣" },
      offers: [offer(A, { firm: { kind: "small", declaration: "第 12 页" } }), offer(B), offer(C), offer(D)],
      lowPrices: [{ bidder: usccOf(D), askedAt: "2026-11-12T09:36:00+08:00", until: "2026-11-12T10:06:00+08:00", proved: false, finding: "未提供成本构成" }],
    };
  },
};
/** Goods by the lowest price: of one brand the cheaper alone is ranked, a share of thirty per cent earns four off, a misplaced point lets the total stand. */
const PRICES: Play = {
  method: { ...LOWEST_PRICE, coreProduct: "触控一体机" }, prices: { [A]: "950000.00", [B]: "960000.00", [C]: "970000.00", [D]: "980000.00" },
  judge: async (tender) => {
    await signSheets(town, tender.id, {});
    return { kind: "lowest-price", order: [], lowPrices: [], offers: [
      offer(A, { brand: "Qiming 启明" }), offer(B, { brand: "ＱＩＭＩＮＧ  启明", lines: [line("40", "2.4", "960000.00", true)] }), offer(C, { brand: "云图", firm: { kind: "share", percent: "30", declaration: "第 3 条" } }), offer(D, { brand: "恒远", firm: { kind: "small", declaration: "第 12 页" } }),
    ] };
  },
};

/** Two of three refused, and the committee finds that one bid is no competition: nobody is ranked, though one stands. */
const LACKING: Play = {
  method: LOWEST, prices: { [A]: "9850000.00", [B]: "10002000.00", [C]: "9700000.00" }, rejectsAll: true,
  judge: async (tender) => {
    await signSheets(town, tender.id, {});
    for (const actor of [A, B]) await reject(tender, actor, "not-responsive");
    return { kind: "lowest-evaluated", order: [], prices: [] };
  },
};
type LinePlay = readonly ["works" | "procurement", Play];
const PLAYS: Readonly<Record<string, LinePlay>> = { trimmed: ["works", TRIMMED], adjusted: ["works", ADJUSTED], points: ["procurement", POINTS], prices: ["procurement", PRICES], lacking: ["works", LACKING] };
const LIMITS = { estimate: yuan("20000000.00"), ceiling: yuan("20000000.00") };
const bodyOf = (line: string, method: Record<string, unknown>) => (line === "works" ? tenderBody(NOVEMBER, [lotBody({ method, ...LIMITS })]) : goodsTender(NOVEMBER, [goodsLot({ method })]));

async function lodge(line: string, actor: string, tender: TenderInTest, price: string): Promise<void> {
  if (line === "works") await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", price)).body);
  else await play.bid(actor, tender, price);
}

/** From the opening to the report. */
async function judged(tender: TenderInTest, [line, { prices, judge, rejectsAll }]: LinePlay): Promise<void> {
  await play.openBids(tender);
  if (line === "procurement") await play.review(tender, Object.keys(prices));
  await seat(town, tender.id);
  await town.done("committee-1", "PUT", `${lotOf(tender)}/evaluation-inputs`, await judge(tender));
  if (rejectsAll === true) { await town.done("committee-1", "POST", `${lotOf(tender)}/rejection-of-all`, { competitionLacking: "有效投标只有一个，明显缺乏竞争" }); return; }
  await town.done("committee-1", "POST", `${lotOf(tender)}/report`, {});
  if (line === "works") await town.done("tenderer-1", "POST", `${lotOf(tender)}/candidates`, {});
}

/** From the award to the bundle. */
async function archived(tender: TenderInTest, [line, { rejectsAll }]: LinePlay): Promise<MemoryBundle> {
  if (rejectsAll !== true) await awarded(lotOf(tender), line);
  await archive(town, tender.id, "full");
  return bundleBytes(town, tender.id, "full");
}

async function awarded(lot: string, line: string): Promise<void> {
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  if (line === "procurement") {
    const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as { totals: { results: { price: unknown }[] } };
    await town.done("tenderer-1", "POST", `${lot}/contract`, { price: totals.results[0]?.price });
    await town.done("tenderer-1", "POST", `${lot}/contract-notice`, { number: "CG-2026-31", name: "合同", subject: "平板", quantity: "40 台", term: "45 日内", place: "晨光市", withheld: "商业秘密" });
    await town.done("tenderer-1", "POST", `${lot}/written-report`);
  }
}

beforeAll(async () => {
  ground = mkdtempSync(join(tmpdir(), "daylight-recompute-"));
  town = await testTown("2026-09-01T09:00:00+08:00");
  play = goodsOn(town);
  const whole = await tenderWithResult(town);
  await archive(town, whole, "full");
  bundles.set("two parts", await bundleBytes(town, whole, "full"));
  await town.advance("2026-10-21T09:00:00+08:00");
  const tenders: { readonly name: string; readonly tender: TenderInTest; readonly play: LinePlay }[] = [];
  for (const [name, each] of Object.entries(PLAYS)) tenders.push({ name, play: each, tender: await publishedTender(town, bodyOf(each[0], each[1].method), each[0]) });
  await town.advance("2026-11-12T09:00:00+08:00");
  for (const { tender, play: [line, { prices }] } of tenders) for (const [actor, price] of Object.entries(prices)) await lodge(line, actor, tender, price);
  await town.advance("2026-11-12T09:36:00+08:00");
  for (const { tender, play: each } of tenders) await judged(tender, each);
  await town.advance("2026-11-17T00:00:00+08:00");
  for (const { name, tender, play: each } of tenders) bundles.set(name, await archived(tender, each));
}, 300_000);
afterAll(async () => {
  await town.stop();
  rmSync(ground, { recursive: true, force: true });
});

const bundleOf = (name: string): MemoryBundle => bundles.get(name) ?? new Map();

test.each([
  ["two parts", "lot 1 (comprehensive): 4 bids, 4 ranked, 0 set aside, 0 rejected"], ["trimmed", "lot 1 (comprehensive): 4 bids, 3 ranked, 0 set aside, 1 rejected"],
  ["adjusted", "lot 1 (lowest-evaluated): 4 bids, 4 ranked, 0 set aside, 0 rejected"], ["points", "lot 1 (scoring): 4 bids, 3 ranked, 0 set aside, 1 rejected"],
  ["prices", "lot 1 (lowest-price): 4 bids, 3 ranked, 1 set aside, 0 rejected"], ["lacking", "lot 1 (lowest-evaluated): 3 bids, 0 ranked, 0 set aside, 2 rejected"],
])("another program comes to the same scores, totals, ranks, candidates and rejections from the bundle alone: %s", async (name, counts) => {
  expect(said(bundleOf(name))).toEqual({ status: 0, output: `${counts}\nOK\n` });
  expect((await verifyBundle(filesOf(bundleOf(name)))).faults).toEqual([]);
});

/** The bundle with the first match of a text in a file replaced, which must be there. */
function changed(name: string, file: RegExp, from: string | RegExp, to: string): MemoryBundle {
  const bundle = bundleOf(name);
  const path = [...bundle.keys()].sort().find((each) => file.test(each)) ?? "";
  const before = Buffer.from(bundle.get(path) ?? []).toString("utf8");
  const after = before.replace(from, to);
  expect(after, `${path} has ${String(from)}`).not.toBe(before);
  return spoiled(bundle, { [path]: utf8(after) });
}

const SHEET = /^evaluation\/1\/sheets\/.*\.json$/;
const [TOTALS, INPUTS, METHOD, OPENING] = [/^evaluation\/1\/totals\.json$/, /^evaluation\/1\/inputs\.json$/, /^evaluation\/1\/method\.json$/, /^opening\/.*\.json$/];

test.each<readonly [string, string, RegExp, string | RegExp, string, RegExp]>([
  ["a member's score by a hundredth", "trimmed", SHEET, '"score":"9.05"', '"score":"9.06"', /totals\.json \w{18} tree\.technical/],
  ["a score above its full points", "trimmed", SHEET, '"score":"9.05"', '"score":"10.01"', /sheets\/\S+\.json \w{18} team from 0 to 10: expected True, found False/],
  ["an objective score of one member", "points", SHEET, '"criterion":"cases","reason":"按评分标准","score":"8"', '"criterion":"cases","reason":"按评分标准","score":"7.99"', /cases, objective: expected 799\/100, found 8/],
  ["a bid's price by a cent", "trimmed", OPENING, "18052000.33", "18052000.34", /totals\.json \w{18} price: expected 18052000\.34, found 18052000\.33/],
  ["a price of goods by a cent", "prices", OPENING, '"950000.00"', '"950000.01"', /tree\.corrected: expected 95000001\/100, found 950000/],
  ["a price in words by a cent", "adjusted", INPUTS, "10020000.00", "10020000.01", /tree\.corrected: expected 1002000001\/100, found 10020000/],
  ["an adjustment by a cent", "adjusted", INPUTS, "40000.00", "40000.01", /tree\.a2: expected 4000001\/100, found 40000/],
  ["a total by a hundredth", "trimmed", TOTALS, /"total":"(\d+)\.\d\d"/, '"total":"$1.99"', /totals\.json \w{18} total: expected \d+\.\d\d, found \d+\.99/],
  ["a rank", "points", TOTALS, '"rank":1', '"rank":2', /totals\.json \w{18} rank: expected 1, found 2/],
  ["a contract price by a cent", "prices", TOTALS, /"price":\{"amount":"970000\.00"/, '"price":{"amount":"970000.01"', /price: expected 970000\.00, found 970000\.01/],
  ["the k that was drawn", "trimmed", INPUTS, '"k":"0.015"', '"k":"0.02"', /tree\.price/],
  ["a k the documents do not name", "trimmed", INPUTS, '"k":"0.015"', '"k":"0.016"', /inputs\.json entered\.k among those of the documents: expected True, found False/],
  ["a credit score by a hundredth", "trimmed", INPUTS, '"9.25"', '"9.26"', /tree\.credit: expected 463\/50, found 37\/4/],
  ["the draw between equals", "points", INPUTS, /"order":\["(\w{18})","(\w{18})"\]/, '"order":["$2","$1"]', /order of results/],
  ["the draw left out", "points", INPUTS, /"order":\[[^\]]*\]/, '"order":[]', /entered\.order: expected a draw between \w{18} and \w{18}, found none/],
  ["points cut half to even, to down", "points", METHOD, "half-even", "down", /tree\.technical: expected 421\/10, found 211\/5/],
  ["points cut half to even, to half up", "points", METHOD, "half-even", "half-up", /tree\.price: expected 257\/10, found 128\/5/],
  ["the per cent a small firm is lowered by", "points", METHOD, '"small":"10"', '"small":"10.01"', /tree\.price/],
  ["a brand", "prices", INPUTS, "ＱＩＭＩＮＧ", "Ming", /totals\.json \w{18}/],
  ["a share just too small", "prices", INPUTS, '"percent":"30"', '"percent":"29.99"', /rank: expected 2, found 3/],
  ["a limit of low prices", "points", METHOD, '"ceiling":"45"', '"ceiling":"39"', /lowPrices/],
  ["that all were rejected", "lacking", INPUTS, '"allRejected":true', '"allRejected":false', /totals\.json \w{18}/],
  ["a rejection left out", "trimmed", INPUTS, /"rejections":\[.*?\]/, '"rejections":[]', /totals\.json|KeyError/],
])("it names the place where %s was changed", async (_name, name, file, from, to, place) => {
  const bundle = changed(name, file, from, to);
  const { status, output } = said(bundle);
  expect(output).toMatch(/DIFFERS /);
  expect(output).toMatch(place);
  expect(status).toBe(1);
  const { faults } = await verifyBundle(filesOf(bundle));
  expect(faults.some(({ code, path }) => code === "total-differs" && path === "evaluation/1/totals.json"), "by daylight verify too").toBe(true);
});

test("it reads a bundle that is zipped", () => {
  const [folder, zip] = [join(ground, "bundle"), join(ground, "bundle.zip")];
  said(bundleOf("points"));
  expect(spawnSync("python3", ["-m", "zipfile", "-c", zip, "bundle.json", "evaluation", "notices", "opening"], { cwd: folder }).status).toBe(0);
  expect(spawnSync("python3", ["-I", SCRIPT, zip], { encoding: "utf8" }).stdout).toMatch(/3 ranked, 0 set aside, 1 rejected\nOK\n$/);
});

test("it reads the published candidates: another one, or a rejection that is kept back, is found", () => {
  const bundle = bundleOf("trimmed");
  const path = [...bundle].find(([each, bytes]) => each.endsWith("/notice.json") && Buffer.from(bytes).includes('"type":"candidates"'))?.[0] ?? "";
  const text = Buffer.from(bundle.get(path) ?? []).toString("utf8");
  for (const [from, to] of [['"amount":"18052000.33"', '"amount":"18052000.34"'], [/"items":\[[^\]]*\]/, '"items":[]']] as const) {
    expect(text.replace(from, to)).not.toBe(text);
    expect(said(spoiled(bundle, { [path]: utf8(text.replace(from, to)) }))).toMatchObject({ status: 1, output: expect.stringContaining("candidates and number of rejections") as string });
  }
});

test("what was entered is fixed in the log: a changed inputs.json is found by the verifier too", async () => {
  const faults = (await verifyBundle(filesOf(changed("trimmed", INPUTS, '"9.25"', '"9.26"')))).faults.map(({ code, path }) => [code, path]);
  expect(faults).toContainEqual(["entry-hash", "evaluation/1/inputs.json"]);
  const dropped = (await verifyBundle(filesOf(spoiled(bundleOf("trimmed"), { "evaluation/1/inputs.json": null })))).faults.map(({ code, path }) => [code, path]);
  expect(dropped).toContainEqual(["entry-hash", "evaluation/1/inputs.json"]);
});
