import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { seat, signSheets } from "../support/judging.js";
import { LOWEST_PRICE, SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, registeredTender, type TenderInTest } from "../support/works-tender.js";

// G3, G4 and G19 of the rule book: procurement by points, and by the lowest price, from notice to letters.
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let scored: TenderInTest;
let priced: TenderInTest;
const BIDS = [["bidder-1", "950000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1080000.00"], ["bidder-4", "430000.00"]] as const;
const BIDDERS = BIDS.map(([actor]) => actor);
const [A, B, C, LOW] = BIDDERS as unknown as [string, string, string, string];
/** G3's technical and business points: 60.20, 62.00, 65.50 of 70. */
const POINTS: Readonly<Record<string, readonly string[]>> = { [A]: ["30.20", "12", "10", "8"], [B]: ["31", "13", "10", "8"], [C]: ["34.50", "13", "10", "8"], [LOW]: ["20", "8", "6", "4"] };
const offer = (actor: string, over: Record<string, unknown> = {}) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null, ...over });
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
const small = { firm: { kind: "small", declaration: "中小企业声明函，投标文件第 12 页" } };
type Totals = { totals: { results: { bidder: string; rank: number | null; total: string | null; price: { amount: string } | null; behind?: string }[] } };

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = goodsOn(town);
  scored = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  priced = await publishedTender(town, goodsTender({ title: "晨光市第二中学触控一体机采购" }, [goodsLot({ method: { ...LOWEST_PRICE, coreProduct: "触控一体机" } })]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [actor, price] of BIDS) await play.bid(actor, scored, price);
  for (const [actor, price] of [[A, "950000.00"], [B, "960000.00"], [C, "970000.00"], [LOW, "980000.00"]] as const) await play.bid(actor, priced, price);
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const tender of [scored, priced]) {
    await play.openBids(tender);
    await play.review(tender, BIDDERS);
    await seat(town, tender.id);
  }
});
afterAll(async () => { await town.stop(); });

test("G3: a price that weighs 29 of 100 for goods is not published", async () => {
  const light = await registeredTender(town, goodsTender({ saleFrom: "2026-10-09T10:00:00+08:00", saleUntil: "2026-10-16T17:00:00+08:00", deadline: "2026-11-03T09:30:00+08:00" }, [goodsLot({ method: { ...SCORING, weights: { price: "29", technical: "51", business: "20" }, criteria: SCORING.criteria.map((each) => (each.id === "plan" ? { ...each, full: "16" } : each)) } })]), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${light.id}/submission`)).json).toMatchObject({ code: "price-weight-too-low", facts: { weight: "29", min: 30 } });
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

test("G3: lowered by a tenth for a small firm, B is first with 92.00, and its contract is a million", async () => {
  const lot = play.lotUrl(scored);
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

test("G4: two of one brand count once; the dearer of them stands behind the cheaper and is no candidate", async () => {
  const lot = play.lotUrl(priced);
  await signSheets(town, priced.id, {});
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
