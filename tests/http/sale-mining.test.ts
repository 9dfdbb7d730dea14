import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { announce, miningForm, registeredSale } from "../support/sales.js";

// A mining right from its registration to the deal, by listing and by auction; its days are working days (MR-03, MR-04, MR-07).
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const http = () => town.bank.town;

test("by listing: noticed twenty working days before it starts, listed ten, the deposit of who lost back within five", async () => {
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
  await http().done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  expect((await verifyBundle(must(await makeSaleBundle(http().world, sale)))).faults).toEqual([]);
}, 240_000);

test("by auction: twenty working days before its day, three calls and the hammer", async () => {
  const { seated, offer, hosts, lotOf, own } = town;
  const sale = await registeredSale(http(), "mining", miningForm({ method: "auction", listingEndsAt: null, calls: { preparationMinutes: 10, gapSeconds: 5, matchMinutes: null }, startsAt: "2026-11-10T09:00:00+08:00", applyUntil: "2026-11-09T17:00:00+08:00" }));
  expect(await announce(http(), sale)).toMatchObject({ status: 201 });
  const A = await seated(sale, "A");
  const B = await seated(sale, "B");
  await http().advance("2026-11-10T09:10:00+08:00");
  expect([await offer(sale, A, "12,000", 2), await offer(sale, B, "12,300", 2)]).toEqual(["offered", "offered"]);
  for (const time of ["09:10:00", "09:10:05", "09:10:10"]) {
    await http().advance(`2026-11-10T${time}+08:00`);
    expect(await hosts(sale, "calls")).toBe("called");
  }
  await http().advance("2026-11-10T09:10:15+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { amount: { amount: "123000000.00" }, endedAt: "2026-11-10T09:10:15+08:00" } });
  expect([await own(sale, "A"), await own(sale, "B")]).toMatchObject([{ refund: { due: "2026-11-17" } }, { refund: { due: null } }]);
}, 240_000);
