import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { biddersTool, newKey, offerBody, type Tool } from "../support/auction-tools.js";
import { wan } from "../support/auctions.js";
import { contestTown, FIRMS, type ContestTown, type Name } from "../support/sale-contest.js";
import { dealSteps } from "../support/sale-deals.js";
import { announce, cny, equityForm, registeredSale } from "../support/sales.js";

// G13 with the book's own sums: disclosed anew at nine tenths, K takes N's price over, pays three tenths at once and the rest secured within a year; the exchange pays the transferor.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-31T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });
const DEPOSIT = 250_000_000n;

test("G13: K has it for 9,450,000; 2,835,000 by 17 November, all by 10 November 2027; what comes goes on to the transferor, and the result is public for its days", async () => {
  const { bank, lotUrl, usccOf, lotOf, own } = town;
  const http = bank.town;
  const { contract, close, settle, payment, pay, publish, code, prepare, sign } = dealSteps(town);
  const K = http.actors.find(({ id }) => id === FIRMS.C)?.organisation;
  const form = (over: object, floor: string) => equityForm({ preemption: [{ name: K?.name, uscc: K?.uscc, share: "2/5" }], ...over }, floor);
  const sale = await registeredSale(http, "property", form({}, "10000000.00"));
  await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http, sale)).toMatchObject({ status: 201 });
  await http.advance("2026-09-29T09:00:00+08:00");
  const { prepared } = (await http.ask("tenderer-1", "GET", `/api/v1/sales/${sale}`)).json as { prepared: { version: number } };
  await http.done("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: prepared.version, form: form({ startsAt: "2026-11-03T09:00:00+08:00", applyUntil: "2026-11-03T00:00:00+08:00" }, "9000000.00") });
  expect((await announce(http, sale, "redisclose")).json).toMatchObject({ round: 2 });
  for (const name of ["A", "B", "C"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), DEPOSIT);
    await http.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  await http.advance("2026-11-03T09:00:00+08:00");
  await http.world.floor.keep();
  const auction = `${sale}-01-A2`;
  const seats = new Map<Name, { readonly paddle: string; readonly tool: Tool }>();
  for (const name of ["A", "B", "C"] as const) {
    const tool = biddersTool();
    seats.set(name, { tool, paddle: String((await http.done(FIRMS[name], "POST", `/api/v1/auctions/${auction}/keys`, { publicKey: base64(tool.publicKey) }))["paddle"]) });
  }
  const seat = (name: Name) => seats.get(name) ?? { paddle: "", tool: biddersTool() };
  const place = (name: Name) => ({ exchange: http.world.exchange.origin, auction, paddle: seat(name).paddle });
  const said = (json: Record<string, unknown>): unknown => json["code"] ?? (json["happening"] as { kind: string }).kind;
  const offer = async (name: Name, amount: string, stage: number) => said((await http.askOnce(FIRMS[name], "POST", `/api/v1/auctions/${auction}/offers`, offerBody(seat(name).tool, place(name), { amount: wan(amount), stage }))).json);
  expect([await offer("A", "910", 1), await offer("B", "925", 1)]).toEqual(["offered", "offered"]);
  await http.advance("2026-11-03T10:02:00+08:00");
  expect([await offer("A", "930", 2), await offer("B", "945", 2)]).toEqual(["offered", "offered"]);
  await http.advance("2026-11-03T10:08:00+08:00");
  const key = newKey();
  expect(said((await http.askOnce(FIRMS.C, "POST", `/api/v1/auctions/${auction}/answers`, { stage: 3, key, yes: true, signature: seat("C").tool.signed({ ...place("C"), stage: 3, key, wish: { kind: "answer", yes: true } }) })).json)).toBe("answered");
  await http.advance("2026-11-03T10:40:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", amount: { amount: "9450000.00" } } });

  await http.advance("2026-11-09T10:00:00+08:00");
  const account = bank.accountOf("tenderer-1");
  await bank.at("firms", { account, name: http.actors.find(({ id }) => id === "tenderer-1")?.organisation?.name, amount: "0" });
  const terms = { number: "晨产交合〔2026〕3号", signedOn: "2026-11-09", effectiveOn: "2026-11-10", price: cny("9450000.00"), security: "晨光银行履约保函2026-77号", rate: "3.0", payee: { account, bank: "晨光银行（演练）" } };
  expect(code(await contract(sale, terms))).toBe("confirmation-unsigned");
  await prepare(sale, { signAt: "2026-11-09T14:00:00+08:00", signPlace: "晨光市公共资源交易中心" });
  await sign(sale, FIRMS.C);
  expect(code(await contract(sale, terms))).toBe("confirmation-unsigned");
  expect((await sign(sale, "tenderer-1")).json).toEqual({ isConfirmed: true, warnings: [] });
  for (const [over, wanted] of [[{ security: null }, "sale-instalments-secured"], [{ payee: null }, "sale-payee"], [{ price: cny("9450000.01") }, "sale-contract-price"]] as const) expect(code(await contract(sale, { ...terms, ...over })), wanted).toBe(wanted);
  expect(await contract(sale, terms)).toMatchObject({ status: 201, json: { converted: cny("2500000.00") } });
  expect(await payment(sale, FIRMS.C)).toMatchObject({ left: cny("6950000.00"), schedule: [{ until: "2026-11-17", atLeast: cny("2835000.00"), came: cny("2500000.00") }, { until: "2027-11-10", atLeast: cny("9450000.00") }] });
  expect(await own(sale, "C")).toMatchObject({ deposit: "converted" });
  expect(code(await settle(sale))).toBe("sale-contract-waits");
  expect(code(await publish(sale))).toBe("move-not-open");

  await http.advance("2026-11-17T10:00:00+08:00");
  await pay(sale, FIRMS.C, 33_500_000n);
  expect(await payment(sale)).toMatchObject({ schedule: [{ came: cny("2835000.00"), overdue: false }, {}] });
  const paidOn = await Promise.all([settle(sale), settle(sale)]);
  expect(paidOn.map((each) => code(each) ?? each.status).sort()).toEqual([201, "price-nothing-here"]);
  expect(paidOn.find(({ status }) => status === 201)?.json).toMatchObject({ amount: cny("2835000.00") });
  await bank.settle();

  // What is paid later bears interest from the last day of a price paid at once, by the rate of the contract.
  expect(await payment(sale, FIRMS.C)).toMatchObject({ interest: { rate: "3.0", yearDays: 360, from: "2026-11-17", until: "2026-11-17", amount: cny("0.00"), isWhole: false } });
  await http.advance("2026-11-18T10:00:00+08:00");
  expect(await payment(sale)).toMatchObject({ interest: { until: "2026-11-18", amount: cny("551.25"), isWhole: false } });
  await http.advance("2027-11-11T10:00:00+08:00");
  expect((await payment(sale)).schedule).toMatchObject([{ overdue: false }, { overdue: true }]);
  await pay(sale, FIRMS.C, 661_500_000n);
  expect(await lotOf(sale)).toMatchObject({ stage: "price_paid" });
  expect((await settle(sale)).json).toMatchObject({ amount: cny("6615000.00") });
  await bank.settle();
  expect(await payment(sale)).toMatchObject({ interest: { until: "2027-11-11", amount: cny("197898.75"), isWhole: true } });
  const { number } = await payment(sale);
  expect(await balanceOf(http.world.db, http.world.exchange.id, `sale-prices/${number}`)).toBe(0n);
  const result = await publish(sale);
  expect(result).toMatchObject({ status: 201 });
  const shown = JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${String(result.json["notice"])}`)).json);
  for (const words of ["产权交易结果公告", "10000000.00", "9000000.00", "9450000.00", "2027-11-18"]) expect(shown, words).toContain(words);
  // PR-16: five working days.
  await http.advance("2027-11-18T23:59:59.999+08:00");
  expect(code(await close(sale))).toBe("sale-too-soon");
  await http.advance("2027-11-19T00:00:00+08:00");
  expect((await close(sale)).json).toEqual({ stage: "closed" });
}, 300_000);
