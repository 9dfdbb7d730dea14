import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { seat, signSheets } from "../support/judging.js";
import { signedIn } from "../support/pages.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// What a bank takes back is no guarantee (条例 26; 87号令 63(1)), and who types one in learns of no other (招标投标法 22).
const DUE = 2_000_000n;
let town: TestTown;
let tender: TenderInTest;
let play: ReturnType<typeof goodsOn>;
let money: ReturnType<typeof depositsOn>;
const paid = new Map<string, string>();
const PRICES = { "bidder-1": "1000000.00", "bidder-2": "985000.00", "bidder-3": "1050000.00", "bidder-4": "1090000.00", "bidder-5": "1095000.00" } as const;
const bid = (actor: keyof typeof PRICES) => play.bid(actor, tender, PRICES[actor]);
const letter = (bidder: string, kind = "letter") => town.ask("cashier-1", "POST", `${money.lotUrl(tender)}/guarantees`, { bidder: play.usccOf(bidder), kind, amount: yuan("20000.00"), validUntil: "2027-03-31" });
const told = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  money = depositsOn(town, DUE);
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, deposit: yuan("20000.00"), depositDays: 90 })]), "procurement");
  await town.advance("2026-10-08T08:00:00+08:00");
  for (const actor of Object.keys(PRICES)) paid.set(actor, await money.deposit(actor, tender));
});
afterAll(async () => { await town.stop(); });

test("a cashier who types in a letter gets one answer, whether the firm has paid by the bank or not; typed in twice it is there already", async () => {
  const [ofPayer, ofNone] = [await letter("bidder-5"), await letter("bidder-6")];
  expect([ofPayer.status, ofNone.status]).toEqual([201, 201]);
  expect(Object.keys(ofPayer.json)).toEqual(Object.keys(ofNone.json));
  expect((await letter("bidder-5", "transfer")).json["code"]).toBe("guarantee-exists");
  expect((await letter("bidder-6")).json["code"]).toBe("guarantee-exists");
  expect((await money.lines("cashier-1", tender)).map(({ kind }) => kind)).toEqual(["letter", "letter"]);
  expect((await money.lines("bidder-5", tender)).map(({ kind }) => kind).toSorted()).toEqual(["letter", "transfer"]);
});

test("before the deadline what the bank takes back lets nobody bid: its firm alone is told, pays again and bids", async () => {
  await money.takenBack(paid.get("bidder-1") ?? "");
  expect(await money.lines("bidder-1", tender)).toEqual([]);
  await expect(bid("bidder-1")).rejects.toThrow(/guarantee-missing/);
  expect(await told("bidder-1")).toContain("guarantee-wanted");
  expect(await told("tenderer-1")).not.toContain("guarantee-wanted");
  await money.pay("bidder-1", tender);
  await bid("bidder-1");
  expect(await money.lines("bidder-1", tender)).toMatchObject([{ kind: "transfer", due: null }]);
  expect((await (await signedIn(town, "bidder-1")).get(`/my/${tender.id}/1`)).text).toMatch(/已被银行冲正/);
});

test("told twice it ends once; a firm whose letter stands beside it bids all the same", async () => {
  await money.takenBack(paid.get("bidder-5") ?? "");
  await money.takenBack(paid.get("bidder-5") ?? "");
  expect((await told("bidder-5")).filter((kind) => kind === "guarantee-wanted")).toHaveLength(1);
  await bid("bidder-5");
});

test("taken back after the bid and not paid again, or after the deadline, the bid stands without guarantee: the record of the opening says so, and the tenderer learns of it after the deadline alone", async () => {
  for (const actor of ["bidder-2", "bidder-3", "bidder-4"] as const) await bid(actor);
  await money.takenBack(paid.get("bidder-2") ?? "");
  expect(await told("tenderer-1")).not.toContain("guarantee-gone");
  await town.advance("2026-10-08T09:30:00+08:00");
  await money.takenBack(paid.get("bidder-4") ?? "");
  expect([await told("bidder-4"), await told("tenderer-1")].map((kinds) => kinds.filter((kind) => kind === "guarantee-gone").length)).toEqual([1, 1]);
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  const record = await play.noticeOf(tender, "opening-record");
  expect(record.match(/无有效投标保证/g)?.length).toBe(2);
});

test("no report while such a bid stands: the committee sees why, and rejects it as 87号令 63(1) says", async () => {
  const lot = money.lotUrl(tender);
  await play.review(tender, Object.keys(PRICES));
  await seat(town, tender.id);
  expect((await (await signedIn(town, "committee-1")).get(`/panel/${tender.id}/1`)).text.match(/无有效投标保证/g)).toHaveLength(2);
  await signSheets(town, tender.id, {});
  const offers = (actors: readonly string[]) => actors.map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers: offers(Object.keys(PRICES)), lowPrices: [], order: [] });
  for (const actor of ["bidder-2", "bidder-4"]) {
    expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json, actor).toMatchObject({ code: "bid-without-guarantee", facts: { law: "87号令第六十三条第一项" } });
    await town.done("committee-1", "POST", `${lot}/rejections`, { bidder: play.usccOf(actor), ground: "bond-not-given", clause: "第二章 5.2", finding: "投标保证金入账被银行冲正，截止前未重新缴纳" });
  }
  await town.done("committee-1", "POST", `${lot}/report`, {});
});
