import { afterAll, beforeAll, expect, test } from "vitest";
import { chairOf, faultsIn, nameOf, usccOf, type Chair } from "../support/chair.js";
import { formOf, signedIn } from "../support/pages.js";
import { seat, signSheets } from "../support/judging.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Rule book G6 by the page: the chair enters what the committee corrected and adjusted, sees the ranking, and breaks a tie by its draw.
const BIDS = { "bidder-1": "9850000.00", "bidder-2": "10002000.00", "bidder-3": "9700000.00" } as const;

let town: TestTown;
let tender: TenderInTest;
let chair: Chair;
beforeAll(async () => {
  town = await testTown();
  const big = { amount: "20000000.00", currency: "CNY" };
  tender = await publishedTender(town, tenderBody({}, [lotBody({ estimate: big, ceiling: big })]));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of Object.entries(BIDS)) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
  await seat(town, tender.id);
  await signSheets(town, tender.id, {});
  chair = await chairOf(town, tender.id, "prices");
});
afterAll(async () => { await town.stop(); });

const name = (actor: string): string => nameOf(town, actor);

test("before anything is entered the opened prices rank; the form is the chair's alone, the ranking is shown to every member, who is to sign it", async () => {
  expect(await chair.ranking()).toEqual([[name("bidder-3"), "9,700,000.00", "9,700,000.00"], [name("bidder-1"), "9,850,000.00", "9,850,000.00"], [name("bidder-2"), "10,002,000.00", "10,002,000.00"]]);
  expect(await chair.room()).toContain("开标价 9,850,000.00 元");
  const member = (await (await signedIn(town, "committee-2")).get(`/panel/${tender.id}/1`)).text;
  expect([formOf(member, "prices").action, member.includes("按已录入内容的排序")]).toEqual(["", true]);
});

test("G6: words, unit prices and adjustments entered on the page give the ranking P, R, Q", async () => {
  const [p, q, r] = [await chair.rowOf("bidder-1"), await chair.rowOf("bidder-2"), await chair.rowOf("bidder-3")];
  const entered = await chair.enter({
    [`prices.${p}.lines`]: "管道\t1,000\t9,860\t9,850,000",
    [`prices.${q}.words`]: "10020000", [`prices.${q}.adjustments.0.clause`]: "3.3", [`prices.${q}.adjustments.0.quantity`]: "-30", [`prices.${q}.adjustments.0.rate`]: "2000",
    [`prices.${r}.adjustments.0.clause`]: "3.2", [`prices.${r}.adjustments.0.amount`]: "150000", [`prices.${r}.adjustments.1.clause`]: "3.2", [`prices.${r}.adjustments.1.amount`]: "40000.00",
  });
  expect(entered.status, entered.text).toBe(303);
  expect(await chair.ranking()).toEqual([[name("bidder-1"), "9,860,000.00", "9,860,000.00"], [name("bidder-3"), "9,890,000.00", "9,700,000.00"], [name("bidder-2"), "9,960,000.00", "10,020,000.00"]]);
  const fields = await chair.fields();
  expect([fields[`prices.${p}.lines`], fields[`prices.${q}.words`], fields[`prices.${q}.adjustments.0.quantity`], fields[`prices.${r}.adjustments.1.amount`]]).toEqual(["管道\t1000\t9860\t9850000.00", "10020000.00", "-30", "40000.00"]);
});

test("what is wrong is refused with its field, what was typed stays, and what was entered before stands", async () => {
  const before = await chair.ranking();
  const [p, q] = [await chair.rowOf("bidder-1"), await chair.rowOf("bidder-2")];
  const wrong: [Record<string, string>, string][] = [
    [{ [`prices.${p}.lines`]: "管道,1,2" }, `prices.${p}.lines`], [{ [`prices.${p}.lines`]: "管道,1,2,3,4,5" }, `prices.${p}.lines`], [{ [`prices.${p}.words`]: "壹拾元" }, `prices.${p}.words`],
    [{ [`prices.${q}.adjustments.3.amount`]: "5.00" }, `prices.${q}.adjustments.3.clause`], [{ [`prices.${q}.adjustments.0.amount`]: "5.00" }, `prices.${q}.adjustments.0.clause`],
  ];
  for (const [over, field] of wrong) {
    const answer = await chair.enter(over);
    expect([answer.status, /role="alert".*?href="#f-prices-([^"]+)"/s.exec(answer.text)?.[1]], JSON.stringify(over)).toEqual([422, field]);
    expect(formOf(answer.text, "prices").fields).toMatchObject(over);
  }
  expect(await chair.ranking()).toEqual(before);
});

test("equal to the last step, the committee draws: without it no ranking, a place taken twice is refused, then the draw decides", async () => {
  const [p, q, r] = [await chair.rowOf("bidder-1"), await chair.rowOf("bidder-2"), await chair.rowOf("bidder-3")];
  const cleared = Object.fromEntries(Object.keys(await chair.fields()).filter((field) => field.startsWith("prices.") && !field.endsWith(".bidder")).map((field) => [field, ""]));
  const equal = { ...cleared, [`prices.${p}.words`]: "9700000.00", [`prices.${r}.words`]: "9700000.00" };
  expect((await chair.enter(equal)).status).toBe(303);
  expect([await chair.ranking(), (await chair.room()).includes("请先抽签")]).toEqual([[], true]);
  const twice = faultsIn((await chair.enter({ [`drawn.${p}.place`]: "1", [`drawn.${r}.place`]: "1" })).text);
  expect(twice).toMatch(new RegExp(`(${name("bidder-1")}|${name("bidder-3")})的名次与他人重复`));
  expect((await chair.enter({ [`drawn.${p}.place`]: "1", [`drawn.${r}.place`]: "2", "draw.at": "2026-09-22T11:00", "draw.by": "committee", "draw.way": "抓阄", "draw.present": "评标委员会全体成员" })).status).toBe(303);
  expect((await chair.ranking()).map(([bidder]) => bidder)).toEqual([name("bidder-1"), name("bidder-3"), name("bidder-2")]);
  expect(await chair.room()).toContain("与前一名相同，按抽签");
  expect((await chair.fields())[`drawn.${q}.place`]).toBe("");
  const { candidates } = (await town.done("committee-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/report`, {})) as { candidates: { bidder: string }[] };
  expect(candidates.map(({ bidder }) => bidder)).toEqual(["bidder-1", "bidder-3", "bidder-2"].map((actor) => usccOf(town, actor)));
});
