import { afterAll, beforeAll, expect, test } from "vitest";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { parcelForm } from "../support/sales.js";

// What else may become of the listing of G9: no overtime, a freeze, a deposit that the bank takes back, the rules of Suzhou; G10d.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const SUZHOU = { profile: "SZ", applyUntil: "2026-09-19T17:00:00+08:00", lots: [{ ...(parcelForm()["lots"] as object[])[0], laterStep: null }] };
const yuan = (amount: string) => ({ amount, currency: "CNY" });

test("9b, 9d, 9e, 10d and a deposit that bounced: each listing ends as its own rules and its own money say", async () => {
  const { bank, at, listed, seated, offer, lotOf, viewOf, own, lotUrl, decision, reserveFile, auctionUrl, open } = town;
  const [alone, frozen, bounced] = [await listed({ reserve: false }), await listed({ reserve: false }), await listed({ reserve: false })];
  const suzhou = await listed(SUZHOU);
  await at("07T10:00:00");
  const A = { alone: await seated(alone, "A"), frozen: await seated(frozen, "A"), bounced: await seated(bounced, "A"), suzhou: await seated(suzhou, "A") };
  const B = { alone: await seated(alone, "B"), frozen: await seated(frozen, "B"), bounced: await seated(bounced, "B"), suzhou: await seated(suzhou, "B") };
  for (const [sale, seat] of [[alone, B.alone], [frozen, A.frozen], [bounced, A.bounced], [suzhou, A.suzhou]] as const) expect(await offer(sale, seat, "12,400")).toBe("offered");
  expect(await offer(frozen, B.frozen, "12,400")).toBe("offer-too-low"); // 10d: an equal price is a hundred short
  expect(await offer(suzhou, B.suzhou, "12,550")).toBe("offer-not-multiple");
  expect(await offer(suzhou, B.suzhou, "12,500")).toBe("offered");
  expect((await bank.town.ask("tenderer-1", "POST", `${lotUrl(alone)}/reserves`, { ...decision(reserveFile(alone, "12,500")), decidedOn: "2026-09-07" })).json["code"]).toBe("auction-reserve-none");
  expect((await bank.town.ask("tenderer-1", "POST", `${lotUrl(suzhou)}/reserves`, { ...decision(reserveFile(suzhou, "12,500")), decidedOn: "2026-09-07" })).json["code"]).toBe("auction-reserve-early");

  expect(await offer(bounced, B.bounced, "12,500")).toBe("offered");
  await bank.at("reversals", { transaction: B.bounced.transaction });
  await bank.town.world.floor.keep();
  expect(await viewOf(bounced)).toMatchObject({ standing: { paddle: A.bounced.paddle } });
  expect(await offer(bounced, B.bounced, "12,600")).toBe("paddle-excluded");
  expect(await own(bounced, "B")).toMatchObject({ deposit: "reversed", refund: { due: null } });

  await at("21T09:00:00");
  expect(await offer(suzhou, A.suzhou, "12,600")).toBe("auction-paused");
  await at("21T09:20:00");
  expect(await offer(alone, A.alone, "12,500")).toBe("offered");
  await at("21T09:30:00");
  const stands = (serial: number, act: string, actor = "staff-1") => bank.town.done(actor, "POST", serial === 0 ? `${auctionUrl(frozen)}/interruptions` : `${auctionUrl(frozen)}/interruptions/${String(serial)}/approval`, serial === 0 ? { act, cause: "dispute", reason: "竞买人对报价提出异议", resumesAt: null } : undefined);
  await stands(0, "freeze");
  await stands(1, "freeze", "staff-2");
  await bank.town.world.floor.keep();
  expect(await offer(frozen, B.frozen, "12,500")).toBe("auction-frozen");
  const file = await town.reserveFixed(suzhou, "12,500");
  await at("21T10:00:00");
  expect(await viewOf(suzhou)).toMatchObject({ endsAt: "2026-09-21T10:04:00+08:00" });
  expect(await offer(suzhou, A.suzhou, "12,600", 2)).toBe("offered");
  expect(await lotOf(alone)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: yuan("125000000.00"), endedAt: "2026-09-21T10:00:00+08:00" } });
  expect(await lotOf(bounced)).toMatchObject({ stage: "deal", outcome: { amount: yuan("124000000.00") } });
  await at("21T10:04:00");
  await open(suzhou, file);
  expect(await lotOf(suzhou)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: yuan("126000000.00"), endedAt: "2026-09-21T10:04:00+08:00" } });
  await at("21T10:10:00");
  await stands(0, "thaw");
  await stands(2, "thaw", "staff-2");
  await bank.town.world.floor.keep();
  expect(await viewOf(frozen)).toMatchObject({ endsAt: "2026-09-21T10:40:00+08:00" });
  expect(await offer(frozen, B.frozen, "12,500")).toBe("offered");
  await at("21T10:39:59.999");
  expect(await lotOf(frozen)).toMatchObject({ stage: "contest" });
  await at("21T10:40:00");
  expect(await lotOf(frozen)).toMatchObject({ stage: "deal", outcome: { amount: yuan("125000000.00"), endedAt: "2026-09-21T10:40:00+08:00" } });
}, 240_000);

test("a listing that is ended before it opens takes everybody out of its contest, and nobody is qualified for it any more", async () => {
  const { bank, listed, seated, offer, lotOf, own, lotUrl, usccOf, viewOf } = town;
  const sale = await listed({ reserve: false, startsAt: "2026-10-20T09:00:00+08:00", listingEndsAt: "2026-11-05T10:00:00+08:00", applyUntil: "2026-10-30T17:00:00+08:00" });
  const A = await seated(sale, "A");
  await bank.town.done("bidder-2", "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请竞买。" }).then(({ number }) => bank.transfer(bank.accountOf("bidder-2"), String(number), 2_400_000_000n));
  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/termination`, { reason: "规划条件调整" });
  await bank.town.world.floor.keep();
  const late = await bank.town.ask("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf("B"), verdict: "qualified", reason: "按公告的申请条件审查" });
  expect(late.json["code"]).toBe("sale-applications-closed");
  await bank.town.advance("2026-10-20T10:00:00+08:00");
  expect(await offer(sale, A, "12,000")).toBe("paddle-excluded");
  expect(await viewOf(sale)).toMatchObject({ standing: null });
  expect(await lotOf(sale)).toMatchObject({ stage: "terminated", outcome: null });
  expect(await own(sale, "B")).toMatchObject({ deposit: "held", refund: { due: "2026-09-29" } });
});
