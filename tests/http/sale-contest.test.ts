import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAuctionReserve, reserveCommitment } from "../../src/auctions/reserve.js";
import { base64 } from "../../src/kernel/bytes.js";
import { depositBank, type DepositBank } from "../support/deposit-bank.js";
import { biddersTool, offerBody, type Tool } from "../support/auction-tools.js";
import { wan } from "../support/auctions.js";
import { announce, parcelForm, registeredSale } from "../support/sales.js";

// G9 and G10 from the registration to the deal: deposits at the rehearsal's bank, offers signed by the bidders' keys, the floor's own clock.
const DUE = 2_400_000_000n;
const FIRMS = { A: "bidder-1", B: "bidder-2", C: "bidder-3", D: "bidder-4" } as const;
type Name = keyof typeof FIRMS;
let bank: DepositBank;

const usccOf = (actor: string): string => bank.town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const lotUrl = (sale: string): string => `/api/v1/sales/${sale}/lots/1`;
const at = (text: string): Promise<void> => bank.town.advance(`2026-09-${text}+08:00`);

beforeAll(async () => {
  bank = await depositBank("2026-08-17T09:00:00+08:00");
  for (const actor of Object.values(FIRMS)) {
    await bank.town.done(actor, "POST", "/api/v1/basic-account", { account: bank.accountOf(actor), bank: "晨光银行（演练）" });
    await bank.at("firms", { account: bank.accountOf(actor), name: bank.town.actors.find(({ id }) => id === actor)?.organisation?.name, amount: "100000000000" });
  }
}, 120_000);
afterAll(async () => {
  await bank.town.world.floor.stop();
  await bank.stop();
});

/** A listing that is out. */
async function listed(over: Record<string, unknown> = {}): Promise<string> {
  const sale = await registeredSale(bank.town, "land", parcelForm(over));
  expect(await announce(bank.town, sale)).toMatchObject({ status: 201 });
  return sale;
}

type Seat = { readonly actor: string; readonly paddle: string; readonly tool: Tool };

/** Applies, pays, is qualified and comes into the room. */
async function seated(sale: string, name: Name): Promise<Seat> {
  const actor = FIRMS[name];
  const { town } = bank;
  const { number } = await town.done(actor, "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请竞买，已阅读并接受公告的全部内容。" });
  await bank.transfer(bank.accountOf(actor), String(number), DUE);
  await town.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(actor), verdict: "qualified", reason: "按公告的申请条件审查" });
  await town.world.floor.keep();
  const tool = biddersTool();
  const { paddle } = await town.done(actor, "POST", `/api/v1/auctions/${sale}-01-A1/keys`, { publicKey: base64(tool.publicKey) });
  return { actor, paddle: String(paddle), tool };
}

/** What became of an offer in 万元: its happening's kind, or the code of its refusal. @param stage of the contest it is made for */
async function offer(sale: string, { actor, paddle, tool }: Seat, amount: string, stage = 1): Promise<unknown> {
  const auction = `${sale}-01-A1`;
  const { json } = await bank.town.askOnce(actor, "POST", `/api/v1/auctions/${auction}/offers`, offerBody(tool, { exchange: bank.town.world.exchange.origin, auction, paddle }, { amount: wan(amount), stage }));
  return json["code"] ?? (json["happening"] as { kind: string }).kind;
}

const reserveFile = (sale: string, amount: string) => makeAuctionReserve({ exchange: bank.town.world.exchange.origin, auction: `${sale}-01-A1` }, wan(amount), "晨资规纪〔2026〕31号", new Uint8Array(32).fill(7));
const decision = (file: Uint8Array) => ({ commitment: reserveCommitment(file), decidedOn: "2026-09-20", participants: ["陈一鸣", "林晓", "周正平"], record: "晨资规纪〔2026〕31号" });

async function reserveFixed(sale: string, amount: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = reserveFile(sale, amount);
  const { serial } = await bank.town.done("tenderer-1", "POST", `${lotUrl(sale)}/reserves`, decision(file));
  await bank.town.done("tenderer-2", "POST", `${lotUrl(sale)}/reserves/${String(serial)}/approval`);
  await bank.town.world.floor.keep();
  return file;
}

const lotOf = async (sale: string) => ((await bank.town.ask(null, "GET", `/api/v1/sales/${sale}`)).json["lots"] as Record<string, unknown>[])[0];
const open = (sale: string, file: Uint8Array<ArrayBuffer>) => bank.town.ask("tenderer-1", "POST", `${lotUrl(sale)}/reserve-opening`, { file: base64(file) });
const own = async (sale: string, name: Name) => (await bank.town.ask(FIRMS[name], "GET", `${lotUrl(sale)}/application`)).json;
const endsAt = async (sale: string) => ((await bank.town.ask(null, "GET", `/api/v1/auctions/${sale}-01-A1`)).json["view"] as Record<string, unknown>)["endsAt"];

test("G9 whole: a listing with two bidders in its last hour goes into overtime, B has it at 13,000; G10a–c beside it", async () => {
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
  const [onceFile, belowFile] = [await reserveFixed(once, "11,800"), await reserveFixed(below, "12,300")];
  expect((await open(G9, file)).json["code"]).toBe("auction-runs");

  await at("21T09:00:00");
  expect((await bank.town.ask("tenderer-1", "POST", `${lotUrl(nobody)}/reserves`, decision(reserveFile(nobody, "12,950")))).json["code"]).toBe("auction-reserve-late");
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

  const wrong = reserveFile(G9, "12,950.1");
  expect((await open(G9, wrong)).json).toEqual({ matches: false });
  expect(await lotOf(G9)).toMatchObject({ stage: "contest", outcome: null });
  expect((await open(G9, file)).json).toEqual({ matches: true });
  expect(await lotOf(G9)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "130000000.00" }, endedAt: "2026-09-21T10:28:29.900+08:00" } });
  for (const name of ["A", "C", "D"] as const) expect(await own(G9, name)).toMatchObject({ refund: { due: "2026-09-29" } });
  expect(await own(G9, "B")).toMatchObject({ deposit: "held", refund: { due: null } });
  const refund = (name: Name) => bank.town.ask("cashier-1", "POST", `${lotUrl(G9)}/deposit-refunds`, { firm: usccOf(FIRMS[name]) });
  expect((await refund("B")).json["code"]).toBe("application-refund-not-due");
  expect(await refund("A")).toMatchObject({ status: 201, json: { due: "2026-09-29" } });

  await open(once, onceFile);
  expect(await lotOf(once)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "120000000.00" } } });
  await open(below, belowFile);
  expect(await lotOf(below)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal", reserve: "not-reached", amount: null } });
  expect(await own(below, "A")).toMatchObject({ refund: { due: "2026-09-29" } });
  expect(await lotOf(nobody)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal", reserve: "none" } });
  const ended = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${below}-N2`)).json);
  expect(ended).toContain("未成交");
  expect(ended).not.toContain("12300");
}, 240_000);
