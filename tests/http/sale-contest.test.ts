import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";

// G9 from the registration to its closing, G10 to the deal, and the bundle of the whole.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

test("G9 whole: a listing with two bidders in its last hour goes into overtime, B has it at 13,000, signs, pays and it is closed; G10a–c beside it", async () => {
  const { bank, at, listed, seated, offer, reserveFile, decision, reserveFixed, open, lotOf, own, refund, viewOf, lotUrl } = town;
  const endsAt = async (sale: string) => (await viewOf(sale))["endsAt"];
  const G9 = await listed();
  const short = await listed();
  const [once, below, nobody] = [await listed(), await listed(), await listed()];
  expect(await lotOf(G9)).toMatchObject({ stage: "noticed", contest: `${G9}-01-A1`, outcome: null });
  expect((await bank.town.ask(null, "GET", `/api/v1/auctions/${G9}-01-A1`)).json).toMatchObject({ subject: { kind: "sale", sale: G9, lot: "1" }, terms: { profile: "land-fj", price: { start: { amount: "120000000.00" } } } });

  await at("07T10:00:00");
  expect(await lotOf(G9)).toMatchObject({ stage: "contest" });
  const [A, B, C, D] = [await seated(G9, "A"), await seated(G9, "B"), await seated(G9, "C"), await seated(G9, "D")];
  const shortSeats = [await seated(short, "A"), await seated(short, "B")] as const;
  const [onceA, belowA] = [await seated(once, "A"), await seated(below, "A")];
  await at("08T10:05:00");
  expect(await offer(G9, A, "11,900")).toBe("offer-under-start");
  await at("08T10:06:00");
  expect(await offer(G9, A, "12,000")).toBe("offered");
  expect([await offer(once, onceA, "12,000"), await offer(below, belowA, "12,000")]).toEqual(["offered", "offered"]);
  await at("15T10:00:00");
  expect(await offer(G9, B, "12,100")).toBe("offered");
  await at("16T10:00:00");
  expect(await offer(G9, C, "12,150")).toBe("offer-too-low");
  await at("18T10:00:00");
  expect(await offer(G9, C, "12,250.5")).toBe("offered");
  expect(await offer(G9, D, "12,350.55")).toBe("offer-off-grid");

  expect((await bank.town.ask(null, "GET", `/api/v1/auctions/${G9}-01-A1/names`)).json["code"], "no name before the end").toBe("auction-names-sealed");
  await at("20T15:00:00");
  const file = reserveFile(G9, "12,950");
  const prepare = (body: object, by = "tenderer-1") => bank.town.ask(by, "POST", `${lotUrl(G9)}/reserves`, body);
  for (const [body, code] of [[{ decidedOn: "2026-09-21" }, "reserve-decided-later"], [{ participants: ["陈一鸣"] }, "wrong-form"], [{ participants: ["陈一鸣", "陈一鸣"] }, "reserve-one-twice"]] as const) expect((await prepare({ ...decision(file), ...body })).json["code"]).toBe(code);
  expect((await prepare(decision(file), "tenderer-3")).json["code"]).toBe("not-found");
  expect((await prepare(decision(file))).json).toEqual({ serial: 1 });
  expect((await bank.town.ask("tenderer-1", "POST", `${lotUrl(G9)}/reserves/1/approval`)).json["code"]).toBe("four-eyes");
  await bank.town.done("tenderer-2", "POST", `${lotUrl(G9)}/reserves/1/approval`);
  await bank.town.world.floor.keep();
  expect((await prepare(decision(file))).json["code"]).toBe("auction-reserve-fixed");
  const shortFile = await reserveFixed(short, "12,450");
  const onceFile = await reserveFixed(once, "11,800");
  expect((await open(G9, file)).json["code"]).toBe("auction-runs");

  await at("21T08:58:59.999");
  const belowFile = await reserveFixed(below, "12,300");
  await at("21T08:59:00"); // an hour before the end, and the minute in which the contest takes it
  expect((await bank.town.ask("tenderer-1", "POST", `${lotUrl(nobody)}/reserves`, decision(reserveFile(nobody, "12,950")))).json).toMatchObject({ code: "auction-reserve-late", facts: { before: "2026-09-21T08:59:00+08:00" } });
  await at("21T09:20:00");
  expect(await offer(G9, A, "12,400")).toBe("offered");
  expect(await offer(short, shortSeats[0], "12,400")).toBe("offered");
  await at("21T09:45:00");
  expect(await offer(G9, B, "12,600")).toBe("offered");
  expect(await offer(short, shortSeats[0], "12,500")).toBe("offered"); // 9c: twice in the last hour by the same firm
  await at("21T10:14:00");
  expect(await offer(G9, A, "12,800", 2)).toBe("auction-takes-no-offers");
  expect(await lotOf(short)).toMatchObject({ stage: "contest", outcome: null });
  expect((await open(short, shortFile)).json).toEqual({ matches: true });
  expect(await lotOf(short)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "125000000.00" }, endedAt: "2026-09-21T10:00:00+08:00" } });

  await at("21T10:15:00");
  expect(await endsAt(G9)).toBe("2026-09-21T10:20:00+08:00");
  await at("21T10:18:30");
  expect(await offer(G9, A, "12,799.9", 3)).toBe("offer-too-low");
  expect(await offer(G9, A, "12,800", 3)).toBe("offered");
  await at("21T10:23:29.900");
  expect(await offer(G9, B, "13,000", 3)).toBe("offered");
  expect(await endsAt(G9)).toBe("2026-09-21T10:28:29.900+08:00");
  await at("21T10:28:29.900");
  expect(await offer(G9, A, "13,200", 3)).toBe("auction-over");
  expect(await lotOf(G9)).toMatchObject({ stage: "contest", outcome: null });
  const names = await bank.town.ask(null, "GET", `/api/v1/auctions/${G9}-01-A1/names`);
  expect((names.json["paddles"] as { paddle: string; name: string }[]).find(({ paddle }) => paddle === B.paddle)?.name).toBe(bank.town.actors.find(({ id }) => id === B.actor)?.organisation?.name);

  const wrong = reserveFile(G9, "12,950.1");
  expect((await open(G9, wrong)).json).toEqual({ matches: false });
  expect(await lotOf(G9)).toMatchObject({ stage: "contest", outcome: null });
  expect((await open(G9, file)).json).toEqual({ matches: true });
  expect(await lotOf(G9)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "130000000.00" }, endedAt: "2026-09-21T10:28:29.900+08:00" } });
  for (const name of ["A", "C", "D"] as const) expect(await own(G9, name)).toMatchObject({ refund: { due: "2026-09-29" } });
  expect(await own(G9, "B")).toMatchObject({ deposit: "held", refund: { due: null } });
  expect((await refund(G9, "B")).json["code"]).toBe("application-refund-not-due");
  expect(await refund(G9, "A")).toMatchObject({ status: 201, json: { due: "2026-09-29" } });

  const record = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${G9}-N2`)).json);
  for (const said of ["竞价记录", "130,000,000.00", "2026-09-21 10:28:29.900", "达到底价", B.paddle]) expect(record).toContain(said);
  expect(record, "of the reserve nothing but that it was reached").not.toContain("129,500,000");

  await open(once, onceFile);
  expect(await lotOf(once)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "120000000.00" } } });
  await open(below, belowFile);
  expect(await lotOf(below)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal", reserve: "not-reached", amount: null } });
  expect(await own(below, "A")).toMatchObject({ refund: { due: "2026-09-29" } });
  expect(await lotOf(nobody)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal", reserve: "none" } });
  const ended = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${below}-N2`)).json);
  expect(ended).toContain("未成交");
  expect(ended).not.toContain("12300");

  const { confirmed, contract, pay, publish, close } = dealSteps(town);
  for (const name of ["C", "D"] as const) expect(await refund(G9, name)).toMatchObject({ status: 201, json: { due: "2026-09-29" } });
  await at("29T10:00:00");
  await confirmed(G9);
  expect(await lotOf(G9)).toMatchObject({ stage: "confirmed" });
  for (const name of ["A", "C", "D"] as const) expect(await own(G9, name)).toMatchObject({ deposit: "refunded" });
  await at("30T11:00:00");
  expect(await contract(G9)).toMatchObject({ status: 201, json: { converted: { amount: "24000000.00" }, warnings: [] } });
  expect(await own(G9, "B")).toMatchObject({ deposit: "converted" });
  await bank.town.advance("2026-10-12T17:00:00+08:00");
  expect(await publish(G9)).toMatchObject({ status: 201, json: { warnings: [] } });
  await pay(G9, B.actor, 4_100_000_000n);
  expect((await close(G9)).json["code"], "half is paid").toBe("move-not-open");
  await pay(G9, B.actor, 6_500_000_000n);
  expect((await close(G9)).json).toEqual({ stage: "closed" });
  expect(await lotOf(G9)).toMatchObject({ stage: "closed", outcome: { reserve: "reached", amount: { amount: "130000000.00" } } });

  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${G9}/archive`, {});
  const { faults, notes } = await verifyBundle(must(await makeSaleBundle(bank.town.world, G9)));
  const said = notes.map(({ code }) => code);
  expect([faults, said]).toEqual([[], expect.arrayContaining(["auction-reserve-kept"])]);
  expect(said).not.toContain("deal-price-open");
}, 240_000);
