import { afterAll, beforeAll, expect, test } from "vitest";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps, SIGNING } from "../support/sale-deals.js";
import { parcelForm } from "../support/sales.js";

// G9 after its deal: the confirmation that both sign, and the result that a second officer publishes.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const SUZHOU = { profile: "SZ", applyUntil: "2026-09-19T17:00:00+08:00", lots: [{ ...(parcelForm()["lots"] as object[])[0], laterStep: null }] };

test("G9: both sign the very PDF by 29 September, a second officer publishes the result by 12 October; a day later each is warned", async () => {
  const { bank, at, lotOf } = town;
  const http = bank.town;
  const { dealt, prepare, sign, publish, view, code } = dealSteps(town);
  const [G9, late, suzhou] = await dealt({}, {}, SUZHOU) as [string, string, string];

  expect(code(await view(G9, "bidder-1"))).toBe("not-found");
  expect(code(await view(G9, "tenderer-3"))).toBe("not-found");
  expect((await view(G9, "bidder-2")).json).toMatchObject({ party: "winner", price: { amount: "130000000.00" }, confirmation: { until: "2026-09-29", notice: null, signed: { seller: null, winner: null } }, result: { until: "2026-10-12", notice: null } });
  expect(code(await sign(G9, "bidder-2"))).toBe("confirmation-missing");
  expect(code(await publish(G9))).toBe("confirmation-unsigned");
  expect(code(await prepare(G9, SIGNING, "tenderer-3"))).toBe("not-found");
  expect(code(await prepare(G9, { ...SIGNING, signPlace: "一楼\n二楼" }))).toBe("wrong-form");
  const first = (await prepare(G9)).json;
  expect(first).toMatchObject({ notice: `${G9}-N3` });
  const { json: second } = await prepare(G9, { ...SIGNING, signPlace: "晨光市滨河路1号五楼会议室" });
  expect(second["document"]).not.toBe(first["document"]);

  const pdf = `/notices/${String(second["notice"])}/v/1/notice.pdf`;
  for (const [actor, status] of [[null, 404], ["bidder-1", 404], ["tenderer-3", 404], ["bidder-2", 200], ["tenderer-1", 200], ["supervisor-1", 200]] as const) expect((await http.ask(actor, "GET", `/api/v1/notices/${String(second["notice"])}`)).status, String(actor)).toBe(status);
  expect((await http.app.request(pdf)).status).toBe(404);
  const record = JSON.stringify((await http.ask("bidder-2", "GET", `/api/v1/notices/${String(second["notice"])}`)).json);
  for (const words of ["成交确认书", "五楼会议室", "转作受让宗地的定金", "130000000.00", "24000000.00", "2026-09-29", town.usccOf("B"), "2026-09-21T10:00:00"]) expect(record, words).toContain(words);

  expect(code(await sign(G9, "bidder-1"))).toBe("not-found");
  expect((await sign(G9, "tenderer-1")).json).toEqual({ isConfirmed: false, warnings: [] });
  expect(code(await sign(G9, "tenderer-2"))).toBe("confirmation-signed");
  expect(code(await prepare(G9))).toBe("confirmation-begun");
  expect(code(await publish(G9))).toBe("confirmation-unsigned");
  await at("29T23:59:59.999");
  expect((await sign(G9, "bidder-2")).json).toEqual({ isConfirmed: true, warnings: [] });
  expect(await lotOf(G9)).toMatchObject({ stage: "confirmed" });
  expect(code(await sign(G9, "bidder-2"))).toBe("confirmation-over");

  await at("30T00:00:00.001");
  await prepare(late);
  await sign(late, "bidder-2");
  expect((await sign(late, "tenderer-2")).json).toMatchObject({ isConfirmed: true, warnings: [{ code: "sale-too-late", facts: { until: "2026-09-30T00:00:00+08:00", min: 5 } }] });
  await prepare(suzhou);
  await sign(suzhou, "bidder-2");
  expect((await sign(suzhou, "tenderer-2")).json).toMatchObject({ warnings: [{ facts: { until: "2026-09-24T00:00:00+08:00", min: 2 } }] });

  expect(code(await publish(G9, "tenderer-1"))).toBe("four-eyes");
  await http.advance("2026-10-12T23:59:59.999+08:00");
  expect(await publish(G9)).toMatchObject({ status: 201, json: { warnings: [] } });
  expect(code(await publish(G9))).toBe("sale-result-out");
  const shown = (await view(G9)).json;
  const { notice } = shown["result"] as { notice: string };
  const result = JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${notice}`)).json);
  for (const words of ["成交结果公示", "2026-08号地块", "130000000.00", "挂牌", "晨光市", "分期付款"]) expect(result, words).toContain(words);
  expect((await http.app.request(`/api/v1/notices/${String(second["notice"])}`)).status, "the confirmation itself is never published").toBe(404);
  await http.advance("2026-10-13T00:00:00.001+08:00");
  expect(await publish(late)).toMatchObject({ status: 201, json: { warnings: [{ code: "sale-too-late", facts: { until: "2026-10-13T00:00:00+08:00", min: 10 } }] } });
}, 240_000);

test("asked at once by two officers of the winner, one signature stands", async () => {
  const { code, dealt, prepare, sign } = dealSteps({ ...town, at: (text) => town.bank.town.advance(`2026-${text.startsWith("07") ? "11-07T10:00:00" : "11-21T10:04:00"}+08:00`) });
  const [sale] = await dealt({ startsAt: "2026-11-07T09:00:00+08:00", listingEndsAt: "2026-11-21T10:00:00+08:00", applyUntil: "2026-11-16T17:00:00+08:00" }) as [string];
  await prepare(sale);
  const both = await Promise.all([sign(sale, "bidder-2"), sign(sale, "bidder-2")]);
  expect(both.map((each) => code(each) ?? each.status).sort()).toEqual([201, "confirmation-signed"]);
});
