import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { commitmentOf, upChain } from "../../src/experts/draw-order.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { cappedForm, cappedSale, GIVEN as given, lotteryOf } from "../support/sale-lottery.js";
import { announce, cny } from "../support/sales.js";

// Land whose highest price is reached: a lottery that two parties make, or a second quantity.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

test("the highest price reached, whoever takes it is in a lottery made by two parties' contributions and the supervisor's code; a second quantity decides elsewhere", async () => {
  const { bank, at, seated, offer, asks, hosts, lotOf, viewOf } = town;
  const [drawn, more] = [await cappedSale(bank.town, lotteryOf), await cappedSale(bank.town, () => ({ kind: "quantity", unit: "平方米", start: 500, step: 100, most: 700, windowMinutes: 5 }))];
  const notice = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${drawn}-N1`)).json);
  for (const words of ["最高限价（元）", "摇号", commitmentOf(`${drawn}-01-A1`, "exchange", given.exchange), upChain(given.code)]) expect(notice, words).toContain(words);
  await at("07T10:00:00");
  const [A, B, C] = [await seated(drawn, "A"), await seated(drawn, "B"), await seated(drawn, "C")];
  const [moreA, moreB] = [await seated(more, "A"), await seated(more, "B")];
  expect([await offer(drawn, A, "12,000"), await offer(drawn, B, "12,600.1"), await offer(drawn, B, "12,600"), await offer(drawn, C, "12,600")]).toEqual(["offered", "offer-over-ceiling", "offered", "offer-at-ceiling"]);
  expect([await offer(more, moreA, "12,600")]).toEqual(["offered"]);
  await at("21T10:00:00");
  expect(await viewOf(drawn)).toMatchObject({ stage: 2, phase: { kind: "willing" } });
  const says = (seat: typeof A, yes: boolean) => asks(drawn, seat, { path: "answers", kind: "answer", stage: 2 }, { yes });
  expect([await says(A, true), await says(B, false)]).toEqual(["answered", "answered"]);
  expect(await asks(more, moreB, { path: "pledges", kind: "pledge", stage: 2 }, { quantity: 500 })).toBe("pledged");
  expect(await asks(more, moreA, { path: "pledges", kind: "pledge", stage: 2 }, { quantity: 700 })).toBe("pledged");
  expect(await lotOf(more)).toMatchObject({ stage: "contest" });
  expect(await says(C, true)).toBe("answered");
  expect(await viewOf(drawn)).toMatchObject({ stage: 3, phase: { kind: "lottery" } });
  const gives = (path: string, body: object, actor = "staff-1") => hosts(drawn, path, body, { actor, stage: 3 });
  expect(await gives("draws", { code: given.code }, "supervisor-1")).toBe("lottery-early");
  expect([await gives("contributions", { name: "exchange", r: given.supervisor }), await gives("contributions", { name: "exchange", r: given.exchange }, "bidder-1"), await gives("contributions", { name: "exchange", r: given.exchange })]).toEqual(["lottery-differs", "not-yours", "contributed"]);
  expect(await gives("contributions", { name: "supervisor", r: given.supervisor }, "supervisor-1")).toBe("contributed");
  expect([await gives("draws", { code: "34".repeat(32) }, "supervisor-1"), await gives("draws", { code: given.code }, "supervisor-1")]).toEqual(["lottery-code-wrong", "coded"]);
  const happened = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/auctions/${drawn}-01-A1/happenings`)).json);
  for (const words of ["\"by\":\"host\"", "\"by\":\"supervisor\"", "\"kind\":\"chosen\""]) expect(happened, words).toContain(words);
  await at("21T10:05:00");
  expect(await lotOf(drawn)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: { amount: "126000000.00" } } });
  expect(await lotOf(more)).toMatchObject({ stage: "deal", outcome: { amount: { amount: "126000000.00" } } });
  const [ofA, ofB, ofC] = [await town.own(drawn, "A"), await town.own(drawn, "B"), await town.own(drawn, "C")].map(({ refund }) => (refund as { due: string | null }).due);
  expect(ofB, "who did not take the highest price is in no lottery").toBe("2026-09-29");
  expect([ofA, ofC].filter((due) => due === null), "one of the two has it").toHaveLength(1);

  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${drawn}/archive`, {});
  expect((await verifyBundle(must(await makeSaleBundle(bank.town.world, drawn)))).faults).toEqual([]);
}, 240_000);

test("a highest price says what decides there, lies on the grid and not below the start", async () => {
  const http = town.bank.town;
  const refused = async (over: object) => {
    const sale = String((await http.done("tenderer-1", "POST", "/api/v1/sales", { line: "land", form: { ...cappedForm(lotteryOf(""), over), startsAt: "2026-11-07T09:00:00+08:00", listingEndsAt: "2026-11-23T10:00:00+08:00", applyUntil: "2026-11-17T17:00:00+08:00" } }))["sale"]);
    await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/registration`);
    const { json } = await announce(http, sale);
    return [json["code"], (json["facts"] as Record<string, unknown> | undefined)?.["where"] ?? null];
  };
  expect(await refused({ atCeiling: null })).toEqual(["sale-notice-unfinished", null]);
  expect(await refused({ ceiling: cny("119999000.00") })).toEqual(["auction-terms-wrong", "price.ceiling"]);
  expect(await refused({ ceiling: cny("126000000.50") })).toEqual(["auction-terms-wrong", "price.ceiling"]);
});
