import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { biddersTool, newKey, offerBody, type Tool } from "../support/auction-tools.js";
import { wan } from "../support/auctions.js";
import { contestTown, FIRMS, type ContestTown, type Name } from "../support/sale-contest.js";
import { announce, equityForm, registeredSale } from "../support/sales.js";

// G13 from the disclosure to the deal: two bid online, a shareholder takes the price over.
const DUE = 250_000_000n;
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-31T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

test("G13: the limited period starts again with each offer; K, asked at the last price, has it for that", async () => {
  const { bank, at, lotUrl, usccOf, lotOf, viewOf, auctionUrl, own } = town;
  const http = bank.town;
  const K = http.actors.find(({ id }) => id === FIRMS.C)?.organisation;
  const sale = await registeredSale(http, "property", equityForm({ preemption: [{ name: K?.name, uscc: K?.uscc, share: "2/5" }], lots: [{ ...(equityForm()["lots"] as object[])[0], floor: { amount: "10000000.00", currency: "CNY" } }] }));
  await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http, sale)).toMatchObject({ status: 201 });
  const notice = JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["自由报价期（分钟）", "限时报价期", "\"limitedSeconds\":300"]) expect(notice, words).toContain(words);
  for (const name of ["A", "B", "C"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), DUE);
    await http.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  expect((await http.ask(null, "GET", auctionUrl(sale))).status).toBe(404);
  await at("30T09:00:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "contest" });
  await http.world.floor.keep();
  const seats = new Map<Name, { readonly paddle: string; readonly tool: Tool }>();
  for (const name of ["A", "B", "C"] as const) {
    const tool = biddersTool();
    seats.set(name, { tool, paddle: String((await http.done(FIRMS[name], "POST", `${auctionUrl(sale)}/keys`, { publicKey: base64(tool.publicKey) }))["paddle"]) });
  }
  const seat = (name: Name) => seats.get(name) ?? { paddle: "", tool: biddersTool() };
  const place = (name: Name) => ({ exchange: http.world.exchange.origin, auction: `${sale}-01-A1`, paddle: seat(name).paddle });
  const said = (json: Record<string, unknown>): unknown => json["code"] ?? (json["happening"] as { kind: string }).kind;
  const offer = async (name: Name, amount: string, stage = 1) => said((await http.askOnce(FIRMS[name], "POST", `${auctionUrl(sale)}/offers`, offerBody(seat(name).tool, place(name), { amount: wan(amount), stage }))).json);
  const takesOver = async (name: Name, stage: number) => {
    const key = newKey();
    return said((await http.askOnce(FIRMS[name], "POST", `${auctionUrl(sale)}/answers`, { stage, key, yes: true, signature: seat(name).tool.signed({ ...place(name), stage, key, wish: { kind: "answer", yes: true } }) })).json);
  };
  expect([await offer("A", "1,010"), await offer("B", "1,025")]).toEqual(["offered", "offered"]);
  await at("30T10:02:00");
  expect(await offer("A", "1,030", 2)).toBe("offered");
  expect(await viewOf(sale)).toMatchObject({ endsAt: "2026-09-30T10:07:00+08:00" });
  await at("30T10:06:59.999");
  expect(await offer("B", "1,045", 2)).toBe("offered");
  await at("30T10:11:59.999");
  expect(await takesOver("A", 3)).toBe("no-preemption");
  expect(await takesOver("C", 3)).toBe("answered");
  await at("30T10:12:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "none", amount: { amount: "10450000.00" } } });
  expect(await own(sale, "C")).toMatchObject({ refund: { due: null } });
  expect(await own(sale, "B")).toMatchObject({ refund: { due: "2026-10-13" } });
}, 240_000);
