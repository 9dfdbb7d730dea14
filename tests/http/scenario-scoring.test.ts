import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { chairOf } from "../support/chair.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { seatDrawn } from "../support/draws.js";
import { signSheets } from "../support/judging.js";
import { LOWEST_PRICE, LOW_PRICE_LIMITS, SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, registeredTender, type TenderInTest } from "../support/works-tender.js";

// G3, G4 and G19 of the rule book: procurement by points, and by the lowest price, from notice to letters.
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let scored: TenderInTest;
let priced: TenderInTest;
/** G4's equal scores, and G19's four prices. */
let equal: TenderInTest;
let low: TenderInTest;
const BIDS = [["bidder-1", "950000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1080000.00"], ["bidder-4", "430000.00"]] as const;
const BIDDERS = BIDS.map(([actor]) => actor);
const [A, B, C, LOW] = BIDDERS as unknown as [string, string, string, string];
/** G3's technical and business points: 60.20, 62.00, 65.50 of 70. */
const POINTS: Readonly<Record<string, readonly string[]>> = { [A]: ["30.20", "12", "10", "8"], [B]: ["31", "13", "10", "8"], [C]: ["34.50", "13", "10", "8"], [LOW]: ["20", "8", "6", "4"] };
/** P, Q and S of 88 points each, Q and S at one price, R behind; by members' mean scores of 70. */
const EQUAL = [[A, "520000.00", ["31.29", "10", "9", "8"]], [B, "515000.00", ["31", "10", "9", "8"]], [C, "515000.00", ["31", "10", "9", "8"]], [LOW, "530000.00", ["29.85", "10", "9", "8"]]] as const;
const FOUR = [[A, "410000.00"], [B, "800000.00"], [C, "850000.00"], [LOW, "900000.00"]] as const;
const MILLION = { estimate: yuan("1000000.00"), ceiling: yuan("1000000.00") };
const offer = (actor: string, over: Record<string, unknown> = {}) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null, ...over });
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
const small = { firm: { kind: "small", declaration: "中小企业声明函，投标文件第 12 页" } };
type Totals = { totals: { results: { bidder: string; rank: number | null; total: string | null; price: { amount: string } | null; behind?: string }[] } };

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = goodsOn(town);
  scored = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  priced = await publishedTender(town, goodsTender({ title: "晨光市第二中学触控一体机采购" }, [goodsLot({ method: { ...LOWEST_PRICE, coreProduct: "触控一体机", lowPrice: { ...LOW_PRICE_LIMITS, meanOf: "others" } } })]), "procurement");
  equal = await publishedTender(town, goodsTender({ title: "晨光市第三中学教学设备采购" }, [goodsLot({ method: SCORING, ceiling: yuan("600000.00"), estimate: yuan("600000.00") })]), "procurement");
  low = await publishedTender(town, goodsTender({ title: "晨光市第四中学教学设备采购" }, [goodsLot({ method: { ...LOWEST_PRICE, lowPrice: { ...LOW_PRICE_LIMITS, next: "55" }, coreProduct: "交互式智能平板" }, ...MILLION })]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [actor, price] of EQUAL) await play.bid(actor, equal, price);
  for (const [actor, price] of FOUR) await play.bid(actor, low, price);
  for (const [actor, price] of BIDS) await play.bid(actor, scored, price);
  for (const [actor, price] of [[A, "950000.00"], [B, "960000.00"], [C, "970000.00"], [LOW, "980000.00"]] as const) await play.bid(actor, priced, price);
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const tender of [scored, priced, equal, low]) {
    await play.openBids(tender);
    await play.review(tender, BIDDERS);
    await seatDrawn(town, tender.id);
  }
});
afterAll(async () => { await town.stop(); });

test("G3: a price that weighs 29 of 100 for goods is not published", async () => {
  const light = await registeredTender(town, goodsTender({ saleFrom: "2026-10-09T10:00:00+08:00", saleUntil: "2026-10-16T17:00:00+08:00", deadline: "2026-11-03T09:30:00+08:00" }, [goodsLot({ method: { ...SCORING, weights: { price: "29", technical: "51", business: "20" }, criteria: SCORING.criteria.map((each) => (each.id === "plan" ? { ...each, full: "16" } : each)) } })]), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${light.id}/submission`)).json).toMatchObject({ code: "price-weight-too-low", facts: { weight: "29", min: 30 } });
});

test("a share of a consortium earns four to six per cent, from thirty per cent of the contract on: documents that say otherwise are not published", async () => {
  const form = (deduction: object) => goodsTender({ saleFrom: "2026-10-09T10:00:00+08:00", saleUntil: "2026-10-16T17:00:00+08:00", deadline: "2026-11-03T09:30:00+08:00" }, [goodsLot({ method: { ...LOWEST_PRICE, deduction: { small: "10", share: "4", shareFrom: "30", ...deduction } } })]);
  const { id } = await registeredTender(town, form({}), "procurement");
  const submitted = async (deduction: object): Promise<unknown> => {
    const { version } = (await town.done("tenderer-1", "GET", `/api/v1/tenders/${id}`)) as { version: number };
    await town.done("tenderer-1", "PUT", `/api/v1/tenders/${id}/form`, { version, form: form(deduction) });
    return (await town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/submission`)).json["code"] ?? "submitted";
  };
  expect([await submitted({ share: "3.99" }), await submitted({ share: "6.01" }), await submitted({ shareFrom: "29.99" }), await submitted({ small: "20.01" }), await submitted({ share: "6", shareFrom: "30" })]).toEqual([
    "deduction-out-of-bounds", "deduction-out-of-bounds", "share-too-low", "deduction-out-of-bounds", "submitted",
  ]);
});

test("a criterion that leaves no judgement is scored alike by all, and the report waits for what every firm is", async () => {
  await signSheets(town, scored.id, Object.fromEntries(Object.entries(POINTS).map(([actor, scores]) => [play.usccOf(actor), scores])));
  const lot = play.lotUrl(scored);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json["code"]).toBe("evaluation-incomplete");
  expect((await town.ask("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers: [], lowPrices: [], order: [] })).json["code"]).toBe("evaluation-inputs-kind");
});

test("G19: 430,000 under a ceiling of 1,100,000 is abnormally low: who asked for no explanation, or gave too little time, cannot report", async () => {
  const lot = play.lotUrl(scored);
  const offers = [offer(A), offer(B, small), offer(C), offer(LOW)];
  const enter = (lowPrices: readonly unknown[]) => town.ask("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers, lowPrices, order: [] });
  expect((await enter([])).status).toBe(200);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "low-price-unexplained", facts: { bidder: nameOf(LOW) } });
  const asked = { bidder: play.usccOf(LOW), askedAt: "2026-10-08T14:00:00+08:00", until: "2026-10-08T14:29:00+08:00", proved: false, finding: "未提供成本构成" };
  expect((await enter([asked])).json).toMatchObject({ code: "low-price-time", facts: { minutes: 29, min: 30 } });
  expect((await enter([{ ...asked, until: "2026-10-08T14:30:00+08:00" }])).status).toBe(200);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "low-price-not-refused", facts: { bidder: nameOf(LOW) } });
  await town.done("committee-1", "POST", `${lot}/rejections`, { bidder: play.usccOf(LOW), ground: "price-unproven", clause: "第四章 2.5", finding: "报价低于最高限价的45%，未证明其报价合理性" });
});

test("G3: lowered by a tenth for a small firm, B is first with 92.00, and its contract is a million; without the deduction C would win", async () => {
  const lot = play.lotUrl(scored);
  const chair = await chairOf(town, scored.id, "offers");
  const row = await chair.rowOf(B);
  expect((await chair.enter({ [`offers.${row}.firm.kind`]: "other", [`offers.${row}.firm.declaration`]: "" })).status).toBe(303);
  expect((await chair.ranking()).map(([bidder, points]) => [bidder, points])).toEqual([[nameOf(C), "91.89"], [nameOf(B), "90.50"], [nameOf(A), "90.20"]]);
  // A consortium gives small firms a share of the contract: of thirty per cent on, four per cent off (GP-30, GP-31).
  for (const [percent, points] of [["29.99", "90.50"], ["30", "91.69"]] as const) {
    expect((await chair.enter({ [`offers.${row}.firm.kind`]: "share", [`offers.${row}.firm.percent`]: percent, [`offers.${row}.firm.declaration`]: "联合体协议书第 3 条" })).status).toBe(303);
    expect((await chair.ranking())[1]?.slice(0, 2), percent).toEqual([nameOf(B), points]);
  }
  expect((await chair.enter({ [`offers.${row}.firm.percent`]: "", [`offers.${row}.firm.kind`]: "small", [`offers.${row}.firm.declaration`]: "投标文件第 12 页" })).status).toBe(303);
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as unknown as Totals;
  expect(totals.results.map(({ bidder, rank, total, price }) => [bidder, rank, total, price?.amount])).toEqual([
    [play.usccOf(B), 1, "92.00", "1000000.00"], [play.usccOf(C), 2, "90.50", "1080000.00"], [play.usccOf(A), 3, "88.62", "950000.00"], [play.usccOf(LOW), null, null, "430000.00"],
  ]);
  expect((await town.ask("tenderer-1", "POST", `${lot}/contract`, { price: yuan("900000.00") })).json["code"]).toBe("contract-price-differs");
  await town.done("tenderer-1", "POST", `${lot}/contract`, { price: yuan("1000000.00") });
});

test("G4: of 88.00 points each the lower price is before; 88.00 at one price share the first rank, and the purchaser's draw, kept on record, orders them", async () => {
  const lot = play.lotUrl(equal);
  await signSheets(town, equal.id, Object.fromEntries(EQUAL.map(([actor, , scores]) => [play.usccOf(actor), scores])));
  const enter = (over: Record<string, unknown>) => town.ask("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers: BIDDERS.map((actor) => offer(actor)), lowPrices: [], order: [], ...over });
  expect((await enter({})).status).toBe(200);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "tie-undecided", facts: { first: expect.stringMatching(`${nameOf(B)}|${nameOf(C)}`) as string } });
  const order = [play.usccOf(C), play.usccOf(B)];
  const draw = { at: "2026-10-08T15:00:00+08:00", by: "buyer", way: "当场摇号", present: "采购人代表陈一鸣、公证员周敏" };
  expect((await enter({ order })).json["code"]).toBe("draw-unrecorded");
  expect((await enter({ draw })).json["code"]).toBe("draw-unrecorded");
  expect((await enter({ order, draw })).status).toBe(200);
  const { notice } = await town.done("committee-1", "POST", `${lot}/report`, {});
  expect(await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" })).toMatchObject({ winner: play.usccOf(C) });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as unknown as Totals;
  expect(totals.results.map(({ bidder, rank, total }) => [bidder, rank, total])).toEqual([[play.usccOf(C), 1, "88.00"], [play.usccOf(B), 1, "88.00"], [play.usccOf(A), 3, "88.00"], [play.usccOf(LOW), 4, "86.00"]]);
  const report = JSON.stringify(await town.done("tenderer-1", "GET", `/api/v1/notices/${String(notice)}`));
  for (const words of ["当场摇号", "公证员周敏", `${nameOf(C)}、${nameOf(B)}`]) expect(report).toContain(words);
});

const [MEAN, NEXT, CEILING] = ["平均报价的审查线（元）", "次低报价的审查线（元）", "最高限价的审查线（元）"];
/** Enters prices in words for all four, and says which limits the lowest is below where nobody has asked it. */
async function alarms(tender: TenderInTest, words: readonly (string | null)[]): Promise<string> {
  const offers = BIDDERS.map((actor, at) => offer(actor, { words: words[at] == null ? null : yuan(words[at]), brand: `品牌${String(at)}` }));
  await town.done("committee-1", "PUT", `${play.lotUrl(tender)}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  const { json } = await town.ask("committee-1", "POST", `${play.lotUrl(tender)}/report`, {});
  expect(json).toMatchObject({ code: "low-price-unexplained", facts: { bidder: nameOf(A) } });
  return (json["facts"] as { limit: string }).limit;
}

test("G19: of 41, 80, 85 and 90 under a ceiling of 100 the lowest is below 55 per cent of the next and 45 of the ceiling, not below half of the mean; 44.0 and 45.0 themselves are not below", async () => {
  await signSheets(town, low.id, {});
  const lines = (words: string | null) => alarms(low, [words]);
  expect(await lines(null)).toBe(`${NEXT}、${CEILING}`);
  expect(await lines("370000.00"), "37.0 of a mean that is then 73.0").toBe(`${NEXT}、${CEILING}`);
  expect(await lines("364285.71")).toBe(`${MEAN}、${NEXT}、${CEILING}`);
  expect(await lines("364285.72")).toBe(`${NEXT}、${CEILING}`);
  expect(await lines("439999.99")).toBe(`${NEXT}、${CEILING}`);
  expect(await lines("440000.00")).toBe(CEILING);
  expect(await lines("449999.99")).toBe(CEILING);
  expect(await play.noticeOf(low, "tender-notice")).toContain("全部通过符合性审查报价（含被审查的报价）平均值 50%、次低报价 55% 或者最高限价 45%");
});

test("G4 4c, G19: at 45.0 exactly nobody is asked; two of one brand and two of another are two bidders, and two that conform make it void", async () => {
  const lot = play.lotUrl(low);
  const offers = BIDDERS.map((actor, at) => offer(actor, { words: at === 0 ? yuan("450000.00") : null, brand: at < 2 ? "启明" : "云图" }));
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "too-few-conforming", facts: { validBids: 2, min: 3 } });
  await town.done("committee-1", "POST", `${lot}/rejection-of-all`, { competitionLacking: null });
  expect(await play.stageOf(low)).toBe("failed");
  expect(await play.noticeOf(low, "failure-notice")).toMatch(/废标公告.*符合要求的投标人只有 2 家（提供相同品牌产品的按一家计算，87号令第三十一条），不足 3 家。.*政府采购法第三十六条/s);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json["code"]).toBe("move-not-open");
});

test("G19: documents may leave the tested price out of the mean: half of 80, 85 and 90 is 42.5", async () => {
  await signSheets(town, priced.id, {});
  const lines = (first: string) => alarms(priced, [first, "800000.00", "850000.00", "900000.00"]);
  expect(await lines("410000.00")).toBe(`${MEAN}、${CEILING}`);
  expect(await lines("424999.99")).toBe(`${MEAN}、${CEILING}`);
  expect(await lines("425000.00")).toBe(CEILING);
  expect(await play.noticeOf(priced, "tender-notice")).toContain("其他通过符合性审查报价（不含被审查的报价）平均值 50%");
});

test("G4: two of one brand count once; the dearer of them stands behind the cheaper and is no candidate", async () => {
  const lot = play.lotUrl(priced);
  const offers = [offer(A, { brand: "启明" }), offer(B, { brand: "启明" }), offer(C, { brand: "云图" }), offer(LOW, { brand: "恒远", ...small })];
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers: [...offers.slice(0, 3), offer(LOW, { brand: "云图" })], lowPrices: [], order: [] });
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "too-few-conforming", facts: { validBids: 2 } });
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as unknown as Totals;
  expect(totals.results.map(({ bidder, rank, total, behind }) => [bidder, rank, total, behind ?? null])).toEqual([
    [play.usccOf(LOW), 1, "882000.00", null], [play.usccOf(A), 2, "950000.00", null], [play.usccOf(C), 3, "970000.00", null], [play.usccOf(B), null, "960000.00", play.usccOf(A)],
  ]);
  expect(await play.noticeOf(priced, "procurement-result")).toContain("980000.00");
});

test("the bundle of a tender judged by points is accepted, with what the chair entered", async () => {
  const lot = play.lotUrl(scored);
  await town.done("tenderer-1", "POST", `${lot}/contract-notice`, { number: "CG-2026-31", name: "教学设备采购合同", subject: "交互式智能平板", quantity: "40 台", term: "45 日内", place: "晨光市第一中学", withheld: "合同附件含供应商商业秘密" });
  await town.done("tenderer-1", "POST", `${lot}/written-report`);
  await town.done("staff-1", "POST", `/api/v1/tenders/${scored.id}/archive`, { edition: "full" });
  expect((await verifyBundle(must(await makeBundle(town.world, { tenderId: scored.id, edition: "full" })))).faults).toEqual([]);
});
