import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";
import { announce, cny, miningForm, registeredSale } from "../support/sales.js";

// A mining right from its registration to the last fen by listing, to the deal by auction; its days are working days (MR-03, MR-04, MR-06, MR-07).
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const http = () => town.bank.town;

test("by listing: noticed twenty working days before it starts, listed ten, the deposit of who lost back within five; public ten before its contract, closed when the whole price is paid", async () => {
  const { at, seated, offer, lotOf, own, asks, refund } = town;
  const sale = await registeredSale(http(), "mining", miningForm());
  let version = 1;
  const published = async (over: object) => {
    await http().done("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version, form: miningForm(over as Record<string, unknown>) });
    version += 1;
    const { json, status } = await announce(http(), sale);
    return status === 201 ? "published" : [json["code"], (json["facts"] as { earliest?: string } | undefined)?.earliest];
  };
  expect(await published({ startsAt: "2026-09-14T23:59:59.999+08:00" })).toEqual(["sale-too-soon", "2026-09-15T00:00:00+08:00"]);
  expect(await published({ startsAt: "2026-09-15T00:00:00+08:00", applyUntil: "2026-09-25T17:00:00+08:00", listingEndsAt: "2026-09-29T23:59:59.999+08:00" })).toEqual(["sale-too-soon", "2026-09-30T00:00:00+08:00"]);
  expect(await published({ startsAt: "2026-09-15T00:00:00+08:00", applyUntil: "2026-09-25T17:00:00+08:00", listingEndsAt: "2026-09-30T00:00:00+08:00" })).toBe("published");
  const notice = JSON.stringify((await http().ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["矿业权出让公告", "建筑石料用灰岩", "边开采边修复", "自活动结束之日起5个工作日内退还"]) expect(notice, words).toContain(words);
  await at("15T09:00:00");
  const [A, B] = [await seated(sale, "A"), await seated(sale, "B")];
  expect([await offer(sale, A, "12,000"), await offer(sale, B, "12,099.9"), await offer(sale, B, "12,100"), await offer(sale, A, "12,200")]).toEqual(["offered", "offer-too-low", "offered", "offered"]);
  await at("30T00:00:00");
  for (const seat of [A, B]) expect(await asks(sale, seat, { path: "answers", kind: "answer", stage: 2 }, { yes: false })).toBe("answered");
  await at("30T00:00:01");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: { amount: "122000000.00" } } });
  expect([await own(sale, "A"), await own(sale, "B")]).toMatchObject([{ deposit: "held", refund: { due: null } }, { deposit: "held", refund: { due: "2026-10-13" } }]);
  expect(await refund(sale, "B")).toMatchObject({ status: 201, json: { due: "2026-10-13" } });

  const { confirmed, contract, pay, payment, publish, close, code } = dealSteps(town);
  const price = cny("122000000.00");
  const signed = (signedOn: string, over: object = {}) => contract(sale, { number: "晨矿合〔2026〕1号", signedOn, price, schedule: [{ until: "2026-11-20", paid: price }], ...over });
  await at("30T10:00:00");
  expect(code(await publish(sale)), "what nobody signed is no result").toBe("confirmation-unsigned");
  await confirmed(sale, "A");
  expect(code(await signed("2026-09-30")), "the result is not public").toBe("move-not-open");
  const { json: shown } = await publish(sale);
  expect(await lotOf(sale)).toMatchObject({ stage: "result_public" });
  const result = JSON.stringify((await http().ask(null, "GET", `/api/v1/notices/${String(shown["notice"])}`)).json);
  for (const words of ["矿业权成交结果公示", "122000000.00", "2026-10-20"]) expect(result, words).toContain(words);
  // MR-06: ten working days; the day on which it was signed counts.
  await http().advance("2026-10-20T23:59:59.999+08:00");
  expect((await signed("2026-10-20")).json).toMatchObject({ code: "sale-too-soon", facts: { earliest: "2026-10-21T00:00:00+08:00" } });
  await http().advance("2026-10-21T00:00:00+08:00");
  for (const [over, wanted] of [
    [{ signedOn: "2026-10-20" }, "sale-too-soon"], [{ schedule: null }, "sale-schedule-whose"], [{ schedule: [{ until: "2026-11-20", paid: cny("121999999.99") }] }, "sale-schedule-wrong"], [{ price: cny("122000000.01") }, "sale-contract-price"],
  ] as const) expect(code(await signed("2026-10-21", over)), JSON.stringify(over)).toBe(wanted);
  expect(await signed("2026-10-21")).toMatchObject({ status: 201, json: { converted: cny("24000000.00"), warnings: [] } });
  expect(await own(sale, "A")).toMatchObject({ deposit: "converted" });
  await pay(sale, A.actor, 9_799_999_999n);
  expect([code(await close(sale)), (await payment(sale)).left]).toEqual(["move-not-open", cny("0.01")]);
  await pay(sale, A.actor, 1n);
  expect((await close(sale)).json).toEqual({ stage: "closed" });
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  expect((await verifyBundle(must(await makeSaleBundle(http().world, sale)))).faults).toEqual([]);
}, 240_000);

test("by auction: twenty working days before its day, three calls and the hammer", async () => {
  const { seated, offer, hosts, lotOf, own } = town;
  const sale = await registeredSale(http(), "mining", miningForm({ method: "auction", listingEndsAt: null, calls: { preparationMinutes: 10, gapSeconds: 5, matchMinutes: null }, startsAt: "2026-11-24T09:00:00+08:00", applyUntil: "2026-11-23T17:00:00+08:00" }));
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
  const A = await seated(sale, "A");
  const B = await seated(sale, "B");
  await http().advance("2026-11-24T09:10:00+08:00");
  expect([await offer(sale, A, "12,000", 2), await offer(sale, B, "12,300", 2)]).toEqual(["offered", "offered"]);
  for (const time of ["09:10:00", "09:10:05", "09:10:10"]) {
    await http().advance(`2026-11-24T${time}+08:00`);
    expect(await hosts(sale, "calls")).toBe("called");
  }
  await http().advance("2026-11-24T09:10:15+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { amount: { amount: "123000000.00" }, endedAt: "2026-11-24T09:10:15+08:00" } });
  expect([await own(sale, "A"), await own(sale, "B")]).toMatchObject([{ refund: { due: "2026-12-01" } }, { refund: { due: null } }]);
}, 240_000);
