import { afterAll, beforeAll, expect, test } from "vitest";
import { balanceOf } from "../../src/ledger/queries.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";
import { announce, cny, parcelForm } from "../support/sales.js";

// G9 to its end: the contract at the price of the deal, the deposit that becomes part of it, instalments through the bank; and a winner that refuses.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

test("G9: half is due within a month, all within a year; the deposit counts once and to the fen; a fen short nothing is closed", async () => {
  const { bank, at, lotOf, own, refund, usccOf } = town;
  const http = bank.town;
  const { dealt, confirmed, contract, close, payment, pay, code, publish, settle } = dealSteps(town);
  const [sale, refused, falsified, late, ...relisted] = await dealt({}, {}, {}, {}, {}, {}) as [string, string, string, string, string, string];
  const unit = http.actors.find(({ id }) => id === "tenderer-1")?.organisation?.uscc ?? "";
  const treasury = () => balanceOf(http.world.db, http.world.exchange.id, `treasury/${unit}`);
  const before = await treasury();
  expect(code(await contract(sale, { signedOn: "2026-09-21" }))).toBe("move-not-open");
  await confirmed(sale);
  await confirmed(late);
  await publish(sale);

  await at("30T11:00:00");
  for (const [over, wanted] of [
    [{ price: cny("130000000.01") }, "sale-contract-price"], [{ price: cny("129999999.99") }, "sale-contract-price"], [{ signedOn: "2026-10-01" }, "sale-contract-day"], [{ signedOn: "2026-09-20" }, "sale-contract-day"], [{ effectiveOn: "2026-09-29" }, "sale-contract-effect"],
    [{ schedule: [{ until: "2026-12-01", paid: cny("130000000.00") }] }, "sale-schedule-whose"], [{ payee: { account: "6222000100020003", bank: "晨光银行" } }, "sale-payee"], [{ security: "保函", rate: "3.0" }, "sale-instalments-secured"],
  ] as const) expect(code(await contract(sale, over)), JSON.stringify(over)).toBe(wanted);
  expect(code(await contract(sale, {}, "tenderer-3"))).toBe("not-found");
  expect(await own(sale, "B")).toMatchObject({ deposit: "held" });
  expect(await treasury()).toBe(before);
  const twice = await Promise.all([contract(sale), contract(sale)]);
  expect(twice.map((each) => code(each) ?? each.status).sort()).toEqual([201, "move-not-open"]);
  expect(twice.find(({ status }) => status === 201)?.json).toMatchObject({ converted: cny("24000000.00"), warnings: [] });
  expect(await treasury()).toBe(before + 2_400_000_000n);
  expect(await own(sale, "B")).toMatchObject({ deposit: "converted", refund: { due: null } });
  expect(code(await refund(sale, "B"))).toBe("application-no-deposit");
  expect(await payment(sale, "bidder-2")).toMatchObject({ paid: cny("24000000.00"), left: cny("106000000.00"), schedule: [{ until: "2026-10-30", atLeast: cny("65000000.00"), came: cny("24000000.00"), overdue: false }, { until: "2027-09-30", atLeast: cny("130000000.00"), overdue: false }] });
  await bank.settle();

  expect(code(await close(sale))).toBe("move-not-open");
  await pay(sale, "bidder-1", 100n);
  expect((await payment(sale)).paid).toEqual(cny("24000000.00"));
  await pay(sale, "bidder-2", 10_600_000_001n);
  expect((await payment(sale)).paid).toEqual(cny("24000000.00"));
  await pay(sale, "bidder-2", 4_100_000_000n);
  expect(await payment(sale)).toMatchObject({ paid: cny("65000000.00"), schedule: [{ came: cny("65000000.00") }, {}] });
  await http.advance("2026-10-31T00:00:00.001+08:00");
  expect((await payment(sale)).schedule).toMatchObject([{ overdue: false }, { overdue: false }]);
  await pay(sale, "bidder-2", 6_499_999_999n);
  expect(await lotOf(sale)).toMatchObject({ stage: "contracted" });
  expect(await payment(sale)).toMatchObject({ left: cny("0.01") });
  const last = await pay(sale, "bidder-2", 1n);
  expect(await lotOf(sale)).toMatchObject({ stage: "price_paid" });
  expect(await treasury()).toBe(before + 13_000_000_000n);
  await bank.at("reversals", { transaction: last });
  expect([code(await close(sale)), (await payment(sale)).left]).toEqual(["price-not-paid", cny("0.01")]);
  await pay(sale, "bidder-2", 1n);
  expect(code(await settle(sale))).toBe("not-found");
  expect((await close(sale)).json).toEqual({ stage: "closed" });
  expect(code(await close(sale))).toBe("move-not-open");

  // LD-12: ten working days from the deal; the day it was signed counts, not the day it is recorded.
  expect(await contract(late, { signedOn: "2026-10-12" })).toMatchObject({ status: 201, json: { warnings: [] } });
  expect((await http.ask("bidder-2", "GET", `${town.lotUrl(late)}/deal`)).json).toMatchObject({ contract: { until: "2026-10-12" } });
  await http.advance("2026-11-13T00:00:00.001+08:00");
  expect(await payment(late)).toMatchObject({ schedule: [{ until: "2026-11-12", came: cny("24000000.00"), overdue: true }, { overdue: false }] });
  const told = async (actor: string, of: string) => ((await http.ask(actor, "GET", "/api/v1/messages")).json as { messages: { kind: string }[] }).messages.filter((each) => each.kind.startsWith("sale-price") && JSON.stringify(each).includes(of)).map(({ kind }) => kind);
  expect([await told("bidder-2", late), await told("tenderer-1", late), await told("bidder-1", late)]).toEqual([["sale-price-overdue"], ["sale-price-overdue"], []]);
  expect([await told("bidder-2", sale), await told("tenderer-1", sale)], "paid in time, and told once").toEqual([["sale-price-paid"], ["sale-price-paid"]]);

  // A winner that refuses: no deal, and its deposit waits for two officers.
  const refuse = (which: string, ground: string) => http.ask("tenderer-1", "POST", `${town.lotUrl(which)}/refusal`, { ground, reason: "经两次书面催告，竞得人书面表示不签订成交确认书", proof: "b".repeat(64) });
  const propose = (which: string, ground: string, by = "tenderer-1", round?: number) => http.ask(by, "POST", `${town.lotUrl(which)}/forfeitures`, { round, firm: usccOf("B"), grounds: [{ ground, clause: "公告第六条" }], finding: "竞得人放弃" });
  const decide = (which: string, outcome: string, by = "tenderer-2", round?: number) => http.ask(by, "POST", `${town.lotUrl(which)}/forfeitures/decision`, { round, firm: usccOf("B"), outcome, reason: "事实清楚" });
  expect(code(await propose(refused, "refuses-to-sign"))).toBe("forfeit-ground-not-here");
  const ended = (await refuse(refused, "refuses-to-sign")).json;
  expect(await lotOf(refused)).toMatchObject({ stage: "no_deal" });
  expect(JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${String(ended["notice"])}`)).json)).toContain("书面表示不签订成交确认书");
  expect(code(await refuse(refused, "refuses-to-sign"))).toBe("move-not-open");
  expect(code(await refund(refused, "B"))).toBe("application-refund-not-due");
  expect(code(await propose(refused, "refuses-to-sign", "tenderer-3"))).toBe("not-found");
  expect(await propose(refused, "refuses-to-sign")).toMatchObject({ status: 201 });
  expect(code(await propose(refused, "refuses-to-sign"))).toBe("forfeit-open");
  expect(code(await refund(refused, "B"))).toBe("forfeit-open");
  expect(code(await decide(refused, "keep"))).toBe("forfeit-hearing");
  expect(await http.ask("bidder-2", "POST", `${town.lotUrl(refused)}/forfeitures/answer`, { text: "融资未获批准" })).toMatchObject({ status: 201 });
  expect(code(await decide(refused, "keep", "tenderer-1"))).toBe("four-eyes");
  const held = await treasury();
  const decided = await Promise.all([decide(refused, "keep"), decide(refused, "keep")]);
  expect(decided.map((each) => code(each) ?? each.status).sort()).toEqual([201, "forfeit-not-open"]);
  expect(await treasury()).toBe(held + 2_400_000_000n);
  expect(await own(refused, "B")).toMatchObject({ deposit: "forfeited" });
  expect(code(await refund(refused, "B"))).toBe("application-no-deposit");

  // Dropped, it is due back from then.
  await refuse(falsified, "false-papers");
  expect(await propose(falsified, "false-papers")).toMatchObject({ status: 201 });
  expect(await decide(falsified, "drop")).toMatchObject({ status: 201, json: { kept: false, order: null } });
  const race = await Promise.all([refund(falsified, "B"), propose(falsified, "false-papers")]);
  expect(race.filter(({ status }) => status === 201)).toHaveLength(1);

  // Announced anew meanwhile, the deposit of the first round is decided by its round, beside one of the second.
  const [kept, freed] = relisted;
  for (const which of [kept, freed]) {
    await refuse(which, "refuses-to-sign");
    const { prepared } = (await http.ask("tenderer-1", "GET", `/api/v1/sales/${which}`)).json as { prepared: { version: number } };
    await http.done("tenderer-1", "PUT", `/api/v1/sales/${which}`, { version: prepared.version, form: parcelForm({ reserve: false, startsAt: "2026-12-10T09:00:00+08:00", listingEndsAt: "2026-12-28T10:00:00+08:00", applyUntil: "2026-12-20T17:00:00+08:00" }) });
    expect(await announce(http, which, "relist")).toMatchObject({ status: 201, json: { round: 2 } });
    await town.qualified(which, "B");
    expect([code(await propose(which, "refuses-to-sign")), code(await propose(which, "refuses-to-sign", "tenderer-1", 2))], "nothing is dealt in the second round").toEqual(["not-found", "not-found"]);
    expect(code(await refund(which, "B")), "won once, applied again: neither goes back").toBe("application-refund-not-due");
    expect(await propose(which, "refuses-to-sign", "tenderer-1", 1)).toMatchObject({ status: 201 });
    expect(code(await decide(which, "keep", "tenderer-2", 1))).toBe("forfeit-hearing");
    expect(await http.ask("bidder-2", "POST", `${town.lotUrl(which)}/forfeitures/answer`, { round: 1, text: "融资未获批准" })).toMatchObject({ status: 201 });
  }
  const had = await treasury();
  expect(await decide(kept, "keep", "tenderer-2", 1)).toMatchObject({ status: 201, json: { kept: true } });
  expect(await treasury()).toBe(had + 2_400_000_000n);
  expect(await own(kept, "B")).toMatchObject({ deposit: "held", verdict: "qualified", earlier: [{ round: 1, deposit: "forfeited" }] });
  expect(await decide(freed, "drop", "tenderer-2", 1)).toMatchObject({ status: 201, json: { kept: false } });
  expect(await own(freed, "B")).toMatchObject({ deposit: "held", refund: { due: null }, earlier: [{ round: 1, deposit: "held", refund: { due: "2026-11-20" } }] });
  expect(await refund(freed, "B")).toMatchObject({ status: 201, json: { due: "2026-11-20" } });
}, 300_000);
