import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/auctions/view.js";
import { HOUR_MS } from "../../src/kernel/time.js";
import { leftInWords, moneyInWords, rungsOf, saidOf, typedMoney } from "../../src/web/messages/auction-said.js";
import { moneyJson } from "../../src/kernel/money.js";
import { rfc3339 } from "../../src/kernel/time.js";
import { bid, capped, fujian, play, september, sinceOpening, suzhou, wan } from "../support/auctions.js";

const MOMENT = { nowMs: fujian.opensAt + HOUR_MS, opensAt: rfc3339(fujian.opensAt), start: moneyJson(fujian.price.start), maximum: null };

describe("an amount as people type it", () => {
  test.each([["12000000", "12000000.00"], ["12,000,000.5", "12000000.50"], ["1200万", "12000000.00"], ["１200万", null], ["1200.000001万", "12000000.01"], ["1200.0000001万", null], ["1.2亿元", "120000000.00"], ["¥ 1 000", "1000.00"], ["0", null], ["0.00", null], ["-1", null], ["1.001", null], ["1.000", "1.00"], ["1e6", null], ["", null], ["9999999999999999.99", "9999999999999999.99"], ["10000000000000000", null], ["99999999999亿", null]])("%s is %s", (text, amount) => {
    expect(typedMoney(text)?.amount ?? null).toBe(amount);
  });
  test("in words it is what a contract would write", () => { expect(moneyInWords(moneyJson(wan("12,000.01")))).toBe("人民币壹亿贰仟万零壹佰元整"); });
});

test("the rungs are the least amount and one, two and five steps over it; none goes over the ceiling but the least", () => {
  const room = play(fujian, ["101"]);
  room.tick(fujian.opensAt);
  const amounts = () => rungsOf(viewOf(room.contest(), null)).map(({ steps, amount }) => `${String(steps)}: ${amount.amount}`);
  expect(amounts()).toEqual(["0: 120000000.00", "1: 121000000.00", "2: 122000000.00", "5: 125000000.00"]);
  bid(room, HOUR_MS, "101", "12,000");
  expect(amounts()[0]).toBe("0: 121000000.00");
  const low = play({ ...fujian, ...capped("12,200") }, ["101"]);
  low.tick(fujian.opensAt);
  expect(rungsOf(viewOf(low.contest(), null)).map(({ steps }) => steps)).toEqual([0, 1, 2]);
  const lower = play({ ...fujian, ...capped("12,199.9") }, ["101"]);
  lower.tick(fujian.opensAt);
  expect(rungsOf(viewOf(lower.contest(), null)).map(({ steps }) => steps)).toEqual([0, 1]);
});

test("a bidder's own status comes first: none, leading, outbid, excluded, and how it ended", () => {
  const room = play({ ...fujian, reserve: null }, ["101", "202"]);
  const status = (paddle: string | null): string => saidOf(viewOf(room.contest(), paddle), MOMENT, "zh").status;
  room.tick(fujian.opensAt);
  expect(status("101")).toBe("未出价");
  bid(room, HOUR_MS, "101", "12,000");
  expect([status("101"), status("202"), status(null)]).toEqual(["领先", "未出价", "旁观"]);
  bid(room, 2 * HOUR_MS, "202", "12,100");
  expect([status("101"), status("202")]).toEqual(["被超过", "领先"]);
  room.ask(sinceOpening(3 * HOUR_MS), "officer", { kind: "exclude", paddle: "202", reason: "x" });
  expect([status("101"), status("202")]).toEqual(["领先", "已取消资格"]);
  room.tick(sinceOpening(400 * HOUR_MS));
  expect([status("101"), status("202")]).toEqual(["报价最高", "已取消资格"]);
});

test("what is counted down to: the opening, the pause of a listing, then its end; standing still while frozen", () => {
  const room = play(suzhou, ["101"]);
  const counts = (nowMs: number) => { const { counts: label, until, note } = saidOf(viewOf(room.contest(), "101"), { ...MOMENT, nowMs }, "zh"); return { label, until, note }; };
  expect(counts(fujian.opensAt - 1)).toEqual({ label: "距开始", until: rfc3339(fujian.opensAt), note: "" });
  room.tick(suzhou.opensAt);
  expect(counts(Date.parse("2026-09-21T08:59:59.999+08:00"))).toMatchObject({ label: "距停止报价", until: rfc3339(september("21 09:00")), note: "" });
  expect(counts(Date.parse("2026-09-21T09:00:00.000+08:00"))).toMatchObject({ label: "距本阶段结束", until: rfc3339(september("21 10:00")), note: "截止前的停止报价时段，不接受报价。" });
  room.ask(sinceOpening(HOUR_MS), "officer", { kind: "freeze", cause: "dispute", reason: "异议" });
  expect(counts(sinceOpening(HOUR_MS))).toMatchObject({ label: "停表", until: null });
  expect(counts(sinceOpening(HOUR_MS)).note).toContain("竞价自 10:00:00 起冻结");
});

test("what is left is written to the second, and never less than nothing", () => {
  expect([300_000, 299_001, 299_000, 1, 0, -5, 3_600_000, 90_061_000].map(leftInWords)).toEqual(["05:00", "05:00", "04:59", "00:01", "00:00", "00:00", "01:00:00", "1d 01:01:01"]);
});
