import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usccOf } from "../support/chair.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { seat, signReport, signSheets } from "../support/judging.js";
import { fileOf } from "../support/pages.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { lotBody, publishedTender, release, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// The ceiling price of the documents: a price that equals it is judged, one fen more is refused by the law of its line.
const BIDS = { "bidder-1": "600000.00", "bidder-2": "600000.01", "bidder-3": "590000.00", "bidder-4": "595000.00" } as const;
const CEILING = { estimate: yuan("600000.00"), ceiling: yuan("600000.00") };
const DATES = { saleFrom: "2026-09-01T09:30:00+08:00", saleUntil: "2026-09-08T17:00:00+08:00", deadline: "2026-09-22T09:30:00+08:00" };
const LINES = [
  { line: "works", body: tenderBody({ compulsory: false, ...DATES }, [lotBody(CEILING)]), kind: "lowest-evaluated", ground: "price-out-of-bounds", law: "招标投标法实施条例第五十一条第五项" },
  { line: "procurement", body: goodsTender(DATES, [goodsLot({ ...CEILING, method: LOWEST_PRICE })]), kind: "lowest-price", ground: "price-over-budget", law: "87号令第六十三条第四项" },
] as const;

let town: TestTown;
const tenders = new Map<string, TenderInTest>();
beforeAll(async () => {
  town = await testTown();
  for (const { line, body } of LINES) tenders.set(line, await publishedTender(town, body, line));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const tender of tenders.values()) for (const [bidder, price] of Object.entries(BIDS)) await fileOf(town, tender, bidder, price);
  await town.advance("2026-09-22T09:36:00+08:00");
});
afterAll(async () => { await town.stop(); });

const uscc = (actor: string): string => usccOf(town, actor);

describe.each(LINES)("$line", ({ line, kind, ground, law }) => {
  const tender = (): TenderInTest => tenders.get(line) ?? { id: "", identities: new Map() };
  const lot = (): string => `/api/v1/tenders/${tender().id}/lots/1`;

  test("a bidder's tool is told the ceiling that it holds a price to before sealing", async () => {
    expect((await town.done("bidder-5", "GET", `${lot()}/sealing`))["priceForm"]).toMatchObject({ ceiling: CEILING.ceiling });
  });

  test("one fen above the ceiling keeps the committee from a result, and says whose price and by which article", async () => {
    for (const opener of ["agency", "supervisor"]) await release(town, tender(), { tender: tender().id, lot: "1", part: "bid" }, opener);
    await town.done("staff-1", "POST", `${lot()}/parts/bid/record`);
    if (line === "procurement") await town.done("tenderer-1", "POST", `${lot()}/qualification`, { results: Object.keys(BIDS).map((actor) => ({ bidder: uscc(actor), qualified: true, clause: "", finding: "" })) });
    await seat(town, tender().id);
    await signSheets(town, tender().id, {});
    const bidders = Object.keys(BIDS).map(uscc);
    const inputs = kind === "lowest-evaluated" ? { prices: bidders.map((bidder) => ({ bidder, words: null, lines: [], adjustments: [] })) } : { offers: bidders.map((bidder) => ({ bidder, words: null, body: null, lines: [], firm: { kind: "other" }, brand: null })), lowPrices: [] };
    await town.done("committee-1", "PUT", `${lot()}/evaluation-inputs`, { kind, order: [], ...inputs });
    const facts = { price: "600,000.01", ceiling: "600,000.00", law };
    expect((await town.done("committee-1", "GET", `${lot()}/panel`))["report"]).toMatchObject({ refusal: { code: "price-over-ceiling", facts }, result: null });
    expect(await town.ask("committee-1", "POST", `${lot()}/report`, {})).toMatchObject({ status: 409, json: { code: "price-over-ceiling", facts } });
  });

  test("once it is refused on its ground the rest are ranked, the price at the ceiling itself among them", async () => {
    await town.done("committee-1", "POST", `${lot()}/rejections`, { bidder: uscc("bidder-2"), ground, clause: "第二章 2.4", finding: "报价 600,000.01 元，高于最高限价 600,000.00 元" });
    for (const member of [1, 2, 3, 4, 5]) await signReport(town, tender().id, `committee-${String(member)}`);
    const { candidates } = (await town.done("committee-1", "POST", `${lot()}/report`, {})) as { candidates: { bidder: string; price: { amount: string } }[] };
    expect(candidates.map(({ bidder, price }) => [bidder, price.amount])).toEqual([[uscc("bidder-3"), "590000.00"], [uscc("bidder-4"), "595000.00"], [uscc("bidder-1"), "600000.00"]]);
  });
});
