import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { grantOn, HIGHEST_COMPOSITE, parcel, parcelTender } from "../support/grants.js";
import { SEATS, signSheets } from "../support/judging.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, registeredTender, type TenderInTest } from "../support/works-tender.js";

// Rule book A3, the row “Tender (招标)”: land by points of a committee (LD-05), and mining rights by the same table with their own numbers (MR).
let town: TestTown;
let play: ReturnType<typeof grantOn>;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  play = grantOn(town);
});
afterAll(async () => { await town.stop(); });

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"] as const;
const right = (over: Record<string, unknown> = {}, lot: Record<string, unknown> = {}) => parcelTender({ title: "晨光市青石岭建筑石料用灰岩矿采矿权招标出让", content: "青石岭矿区，范围见招标文件", scale: "建筑石料用灰岩，0.42 平方公里，10 年", ...over }, [parcel({ name: "青石岭采矿权", deposit: yuan("1.00"), ...lot })]);

let land: TenderInTest;
let mine: TenderInTest;
let few: TenderInTest;

test("a mining right: nineteen working days before the deadline are refused, twenty are taken (MR-03); its deposit has no floor", async () => {
  const soon = await registeredTender(town, right({ saleFrom: "2026-09-02T09:00:00+08:00", saleUntil: "2026-09-10T17:00:00+08:00", deadline: "2026-09-29T17:00:00+08:00" }), "mining-tender");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${soon.id}/submission`)).json).toMatchObject({ code: "sale-too-soon", facts: { min: 20, unit: "个工作日", earliest: "2026-09-30T00:00:00+08:00" } });
  const times = { saleFrom: "2026-09-02T09:00:00+08:00", saleUntil: "2026-09-10T17:00:00+08:00", deadline: "2026-09-30T09:30:00+08:00" };
  [mine, few] = [await publishedTender(town, right(times), "mining-tender"), await publishedTender(town, right({ ...times, title: "晨光市白云山采矿权招标出让" }), "mining-tender")];
  land = await publishedTender(town, parcelTender({}, [parcel({ method: HIGHEST_COMPOSITE })]), "land-tender");
  const notice = await play.noticeOf(mine, "tender-notice");
  for (const words of ["矿业权招标出让公告", "矿区位置", "矿业权编号", "价高者得", "矿业权出让交易规则"]) expect(notice).toContain(words);
  for (const foreign of ["宗地", "地块", "39号令第八条"]) expect(notice).not.toContain(foreign);
  const points = await play.noticeOf(land, "tender-notice");
  for (const words of ["综合条件最佳者得", "价格 70 分、其他条件 30 分", "先提交者优先"]) expect(points).toContain(words);
});

test("two bidders for a mining right end it (MR-05); of three the highest wins, and the contract waits for the publicity of the deal (MR-06)", async () => {
  await town.advance("2026-09-30T09:00:00+08:00");
  for (const each of [mine, few]) for (const actor of BIDDERS) await town.done("cashier-1", "POST", `${play.lotUrl(each)}/guarantees`, { bidder: play.usccOf(actor), kind: "transfer", amount: yuan("20000000.00"), validUntil: "2027-03-31" });
  for (const [actor, price] of [["bidder-1", "100000000.00"], ["bidder-2", "100000000.01"], ["bidder-3", "100000000.00"]] as const) await play.bid(actor, mine, price);
  for (const actor of ["bidder-1", "bidder-2"]) await play.bid(actor, few, "130000000.00");
  await town.advance("2026-09-30T09:36:00+08:00");
  expect(await play.stageOf(few)).toBe("terminated");
  expect(await play.noticeOf(few, "failure-notice")).toContain("矿业权出让交易规则");
  await play.openBids(mine);
  await play.review(mine, ["bidder-1", "bidder-2", "bidder-3"]);
  expect((await play.byPrice(mine)).json).toMatchObject({ winner: play.usccOf("bidder-2") });
  await town.done("tenderer-1", "POST", `${play.lotUrl(mine)}/letters`);
  expect(await play.noticeOf(mine, "award-notice")).toContain("矿业权成交结果公示");
  await town.advance("2026-10-20T23:59:59+08:00");
  expect((await town.ask("tenderer-1", "POST", `${play.lotUrl(mine)}/contract`, { price: yuan("100000000.01") })).json).toMatchObject({ code: "publicity-runs", facts: { endsAt: "2026-10-21T00:00:00+08:00" } });
});

test("the composite: four and six are no committee, five are, with nobody drawn (LD-05)", async () => {
  const late = await publishedTender(town, parcelTender({ saleFrom: "2026-11-11T09:00:00+08:00", saleUntil: "2026-11-18T17:00:00+08:00", deadline: "2026-11-24T09:30:00+08:00" }, [parcel({ method: HIGHEST_COMPOSITE })]), "land-tender");
  await town.advance("2026-11-24T09:00:00+08:00");
  for (const actor of BIDDERS) await play.deposit(actor, late);
  for (const [actor, price] of [["bidder-1", "120000000.00"], ["bidder-2", "126000000.00"], ["bidder-3", "110000000.00"], ["bidder-4", "99999999.99"]] as const) await play.bid(actor, late, price);
  await town.advance("2026-11-24T09:36:00+08:00");
  await play.openBids(late);
  await play.review(late, BIDDERS);
  expect((await play.byPrice(late)).json["code"], "the price alone decides nothing here").toBe("committee-judges");
  const seat = (members: readonly object[]) => town.ask("tenderer-1", "POST", `${play.lotUrl(late)}/committee`, { members });
  expect((await seat(SEATS.slice(0, 4))).json).toMatchObject({ code: "committee-size", facts: { size: 4, min: 5, law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第十三条" } });
  expect((await seat([...SEATS, { actor: "committee-6", kind: "expert", chair: false }])).json).toMatchObject({ code: "committee-size", facts: { size: 6 } });
  expect((await seat(SEATS)).status).toBe(201);
  land = late;
});

test("points decide, not the price alone; an offer below the lowest price must be rejected first, and the first of the order wins", async () => {
  const scores = Object.fromEntries([["bidder-1", ["19", "9"]], ["bidder-2", ["14", "6"]], ["bidder-3", ["20", "10"]], ["bidder-4", ["20", "10"]]].map(([actor, given]) => [play.usccOf(actor as string), given as string[]]));
  await signSheets(town, land.id, scores);
  const lot = play.lotUrl(land);
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json).toMatchObject({ code: "price-below-floor", facts: { floor: "100,000,000.00" } });
  expect((await town.ask("committee-1", "POST", `${lot}/rejections`, { bidder: play.usccOf("bidder-4"), ground: "price-over-budget", clause: "公告第二条", finding: "报价低于最低价" })).json["code"], "no ground of a purchase").toBe("rejection-ground");
  await town.done("committee-1", "POST", `${lot}/rejections`, { bidder: play.usccOf("bidder-4"), ground: "price-under-floor", clause: "公告第二条", finding: "报价 99,999,999.99 元，低于最低价" });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  expect((await town.ask("tenderer-1", "POST", `${lot}/award`, { rank: 2, reason: "报价更高" })).json["code"]).toBe("best-offer-wins");
  expect(await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" })).toMatchObject({ winner: play.usccOf("bidder-1") });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const { totals } = (await town.done(null, "GET", `${lot}/evaluation`)) as { totals: { results: { bidder: string; rank: number | null; total: string | null }[] } };
  expect(totals.results.map(({ bidder, rank, total }) => [bidder, rank, total])).toEqual([[play.usccOf("bidder-1"), 1, "94.67"], [play.usccOf("bidder-3"), 2, "91.11"], [play.usccOf("bidder-2"), 3, "90.00"], [play.usccOf("bidder-4"), null, null]]);
});

test("both bundles are accepted: by points with a committee, and of the mining right", async () => {
  await town.done("tenderer-1", "POST", `${play.lotUrl(land)}/contract`, { price: yuan("120000000.00") });
  await town.done("tenderer-1", "POST", `${play.lotUrl(mine)}/contract`, { price: yuan("100000000.01") });
  for (const each of [land, mine]) {
    await town.done("staff-1", "POST", `/api/v1/tenders/${each.id}/archive`, { edition: "full" });
    expect((await verifyBundle(must(await makeBundle(town.world, { tenderId: each.id, edition: "full" })))).faults).toEqual([]);
  }
});
