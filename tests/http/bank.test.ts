import { generateKeyPairSync } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeEvent } from "../../src/bank/bank-messages.js";
import { evidenceAbout, exceptionsOf, orderOf } from "../../src/bank/queries.js";
import { noteBankKey } from "../../src/bank/use-cases/events.js";
import { placeOrder } from "../../src/bank/use-cases/orders.js";
import { fetchStatements } from "../../src/bank/use-cases/statements.js";
import { allOrNothing } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { isSignedText, signRequest, type HttpKey } from "../../src/signing/http-signature-node.js";
import { ACCOUNT, adviceTo, BANK, DUE, openSub, refundOf } from "../support/bank.js";
import { bankedTown, FIRM, type BankedTown } from "../support/banked-town.js";

// Exchange and bank as two parties that speak over HTTP, each believing the other's signature alone; the bank has faults on demand.
let banked: BankedTown;
beforeAll(async () => { banked = await bankedTown("2026-09-28T10:00:00+08:00"); }, 60_000);
afterAll(async () => { await banked.stop(); });

const balance = (account: string): Promise<bigint> => balanceOf(banked.town.world.db, banked.town.world.exchange.id, account);
const deposit = (sub: string): Promise<bigint> => balance(accountOf("deposits", sub));
const pay = (to: string, over: Record<string, string> = {}) => banked.control("transfers", { from: FIRM, to, amount: DUE.toString(), words: "保证金", ...over });
const place = async (sub: string, over = {}) => must(await allOrNothing(banked.town.world.db, (tx) => placeOrder(tx, banked.town.world, refundOf(sub, over), { id: "cashier-1" }, banked.town.world.clock())));
const stateOf = async (cause: string) => (await orderOf(banked.town.world.db, banked.town.world.exchange.id, cause))?.state;
const kindsOf = async (thing: string): Promise<string[]> => (await exceptionsOf(banked.town.world.db, banked.town.world.exchange.id)).filter((each) => each.transaction === thing || each.order_number === thing).map(({ kind }) => kind);
const rows = async (): Promise<string> => JSON.stringify((await sql`select (select count(*) from bank_events) as events, (select count(*) from bank_credits) as credits, (select count(*) from ledger_entries) as entries, (select count(*) from bank_exceptions) as exceptions`.execute(banked.town.world.db)).rows);

/** Tells the exchange something as a bank would. */
async function tell(event: string, what: Parameters<typeof writeEvent>[0]["what"], { key = banked.bankKey, bank = BANK, exchange = banked.town.world.exchange.origin, now = Math.floor(Date.now() / 1_000), change = (body: Uint8Array) => body, path = "/api/v1/bank/events" } = {}): Promise<number> {
  const body = writeEvent({ bank, event, exchange, what });
  const headers = signRequest(key, { method: "POST", path, body }, now);
  return (await fetch(banked.url(), { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: Buffer.from(change(body)) })).status;
}

test("a firm pays to its number: the bank tells, the money is held, and both have the same", async () => {
  const sub = await openSub(banked.town.world, "plain");
  const { status } = await pay(sub);
  expect([status, await deposit(sub), (await banked.state()).houses[ACCOUNT]]).toEqual([200, DUE, DUE.toString()]);
  expect(await balance(accountOf("bank", ACCOUNT))).toBe(DUE);
});

test("what the bank signed is kept as it signed it, and the log has the key to hold it against, once", async () => {
  const { db, exchange } = banked.town.world;
  const { transaction } = await db.selectFrom("bank_credits").select("transaction").executeTakeFirstOrThrow();
  const [evidence] = await evidenceAbout(db, exchange.id, [transaction]);
  if (evidence === undefined) throw new Error("no evidence");
  const changed = Uint8Array.from(Buffer.from(Buffer.from(evidence.body).toString().replace("200000.00", "900000.00")));
  expect([isSignedText({ publicKey: evidence.public_key }, evidence, evidence.body), isSignedText({ publicKey: evidence.public_key }, evidence, changed)]).toEqual([true, false]);
  await noteBankKey(banked.town.world, { name: BANK, publicKey: evidence.public_key }, banked.town.world.clock());
  const logged = await sql<{ entry: Uint8Array }>`select entry from outbox where convert_from(entry, 'UTF8')::json->>'type' = 'bank.key'`.execute(db);
  expect(logged.rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as unknown)).toEqual([{ v: "dl/1", type: "bank.key", bank: BANK, key: Buffer.from(evidence.public_key).toString("hex") }]);
});

test("what is forged, changed on the way, for another address, too old or too new is turned away and nothing is written", async () => {
  const sub = await openSub(banked.town.world, "forged");
  const what = { kind: "credit", advice: adviceTo(banked.town.world, sub) } as const;
  const stranger: HttpKey = { name: BANK, key: generateKeyPairSync("ed25519").privateKey };
  const now = Math.floor(Date.now() / 1_000);
  const before = await rows();
  expect([
    await tell("F1", what, { key: stranger }), await tell("F2", what, { key: { ...banked.bankKey, name: "icbc" } }), await tell("F3", what, { bank: "icbc" }),
    await tell("F4", what, { change: (body) => Uint8Array.from(Buffer.from(Buffer.from(body).toString().replace("200000.00", "900000.00"))) }),
    await tell("F5", what, { now: now - 305 }), await tell("F6", what, { now: now + 305 }), await tell("F7", what, { path: "/api/v1/bank/other" }),
  ]).toEqual([401, 401, 401, 401, 401, 401, 401]);
  expect(await tell("F8", what, { exchange: "elsewhere.example/live/00000000" })).toBe(422);
  expect((await fetch(banked.url(), { method: "POST", body: "{}" })).status).toBe(401);
  expect(await rows()).toBe(before);
  expect([await tell("F9", what), await tell("F9", what), await deposit(sub)]).toEqual([200, 200, DUE]);
  expect([await tell("F10", { kind: "reversal", reversal: { bank: BANK, transaction: what.advice.transaction, reversedAt: banked.town.world.clock() } }), await deposit(sub)]).toEqual([200, 0n]);
});

test("a body that is no event, or too large, is refused even where the bank signed it", async () => {
  const key = banked.bankKey;
  const post = async (body: Uint8Array): Promise<number> => (await fetch(banked.url(), { method: "POST", headers: { ...signRequest(key, { method: "POST", path: "/api/v1/bank/events", body }, Math.floor(Date.now() / 1_000)) }, body: Buffer.from(body) })).status;
  const before = await rows();
  expect([await post(Buffer.from("{")), await post(Buffer.from("{}")), await post(Buffer.from([0xff, 0xfe])), await post(Buffer.alloc(70_000, 32))]).toEqual([400, 422, 400, 413]);
  const wrong = (over: Record<string, unknown>) => post(Buffer.from(JSON.stringify({ v: "bank-event/1", bank: BANK, event: "W1", exchange: banked.town.world.exchange.origin, kind: "credit", transaction: "W1", account: ACCOUNT, sub: null, payer: { name: "甲", account: "1", bank: "乙" }, money: { amount: "0.30", currency: "CNY" }, words: "", valueAt: "2026-09-28T10:00:00+08:00", ...over })));
  for (const amount of ["-0.30", "0.3", "0.30000000000000004", "1e3", "00.30", "0.00", "99999999999999999.00", " 1.00"]) expect(await wrong({ money: { amount, currency: "CNY" } }), amount).toBe(422);
  expect(await wrong({ money: { amount: 0.1 + 0.2, currency: "CNY" } })).toBe(400);
  expect(await rows()).toBe(before);
});

test("a doubled, a late and an overtaken notice come to one credit each", async () => {
  const subs = await Promise.all(["twice", "overtaken", "after it", "late"].map((each) => openSub(banked.town.world, each)));
  const [twice = "", overtaken = "", next = "", late = ""] = subs;
  await banked.control("faults", { kind: "duplicate" });
  await pay(twice);
  await banked.follow();
  await banked.control("faults", { kind: "reorder" });
  await pay(overtaken);
  await pay(next);
  await banked.control("faults", { kind: "delay", ms: 60_000 });
  await pay(late);
  expect([await deposit(twice), await deposit(overtaken), await deposit(next), await deposit(late), (await banked.state()).untold]).toEqual([DUE, DUE, DUE, 0n, 1]);
  await banked.town.advance("2026-09-28T10:02:00+08:00");
  expect([await deposit(late), banked.heard.filter((each) => each === "credit twice").length]).toEqual([DUE, 1]);
});

test("one fen off, in dollars, to a number of nobody: a person looks, and the bank and the ledger still agree in yuan", async () => {
  const sub = await openSub(banked.town.world, "off");
  const done = [await pay(sub, { amount: (DUE - 1n).toString() }), await pay(sub, { currency: "USD" }), await pay("341700010000000000000000")];
  expect([await kindsOf(done[0]?.done ?? ""), await kindsOf(done[1]?.done ?? ""), done[2]?.status]).toEqual([["amount-differs"], ["other-currency"], 422]);
  expect(await balance(accountOf("bank", ACCOUNT))).toBe(BigInt((await banked.state()).houses[ACCOUNT] ?? ""));
});

test("a refund is sent, paid once and booked; a lost answer and a bank that was away change nothing of that", async () => {
  const sub = await openSub(banked.town.world, "refund");
  await pay(sub);
  const before = BigInt((await banked.state()).firms[FIRM]?.amount ?? "");
  const { cause, number } = await place(sub);
  await banked.control("faults", { kind: "lost-answer" });
  await banked.send();
  expect(await stateOf(cause)).toBe("sent");
  await banked.control("faults", { kind: "outage", on: true });
  await banked.send(120_000);
  expect(await stateOf(cause)).toBe("sent");
  await banked.control("faults", { kind: "outage", on: false });
  await banked.send(600_000);
  await banked.follow();
  expect([await stateOf(cause), (await banked.state()).orders[number], BigInt((await banked.state()).firms[FIRM]?.amount ?? "") - before, await deposit(sub)]).toEqual(["paid", "paid", DUE, 0n]);
  await banked.restart();
  await banked.follow();
  expect(await driverState(number)).toBe("paid");
});

const driverState = async (number: string): Promise<string> => { const answer = await banked.driver.ask(number); return typeof answer === "string" ? answer : answer.state; };

test("a bank killed after it took an order and before it answered pays it once", async () => {
  const sub = await openSub(banked.town.world, "killed bank");
  await pay(sub);
  const { cause, number } = await place(sub);
  const order = await orderOf(banked.town.world.db, banked.town.world.exchange.id, cause);
  if (order === null) throw new RangeError("no order");
  await banked.control("faults", { kind: "lost-answer" });
  await expect(banked.driver.send(order)).rejects.toThrow();
  await banked.restart();
  await banked.send();
  await banked.send(600_000);
  await banked.follow();
  expect([await stateOf(cause), await driverState(number), banked.heard.filter((each) => each === `paid back ${sub}`).length]).toEqual(["paid", "paid", 1]);
});

test("to an account that is closed the payment comes back on the bank's next working day, and the money is held again", async () => {
  const sub = await openSub(banked.town.world, "closed payee");
  await pay(sub);
  await banked.control("firms", { account: "6222000100020009", name: "晨光第一建筑有限公司", amount: "0" });
  await banked.control("closures", { account: "6222000100020009" });
  const { cause, number } = await place(sub, { payee: { name: "晨光第一建筑有限公司", account: "6222000100020009", bank: "晨光银行" } });
  await banked.send();
  await banked.follow();
  expect([await stateOf(cause), await deposit(sub)]).toEqual(["paid", 0n]);
  await banked.town.advance("2026-09-29T12:00:00+08:00");
  expect([await stateOf(cause), await deposit(sub), await kindsOf(number)]).toEqual(["returned", DUE, ["order-returned"]]);
});

test("an order the bank refuses leaves the money where it was", async () => {
  const sub = await openSub(banked.town.world, "refused");
  await pay(sub);
  await banked.control("faults", { kind: "refuse" });
  const { cause } = await place(sub);
  await banked.send();
  expect([await stateOf(cause), await deposit(sub)]).toEqual(["refused", DUE]);
});

test("a credit the bank takes back is taken back here", async () => {
  const sub = await openSub(banked.town.world, "reversed");
  const { done } = await pay(sub);
  await banked.control("reversals", { transaction: done });
  expect([await deposit(sub), await kindsOf(done)]).toEqual([0n, ["reversed"]]);
});

test("after the cut-off before National Day an order waits while the clock is moved, and is paid on the eighth at nine", async () => {
  const sub = await openSub(banked.town.world, "holiday");
  await pay(sub);
  await banked.town.advance("2026-09-30T14:30:00+08:00");
  const { cause } = await place(sub);
  await banked.town.advance("2026-10-08T08:59:59.999+08:00");
  expect(await stateOf(cause)).toBe("queued");
  await banked.town.advance("2026-10-10T09:00:00+08:00");
  expect(await stateOf(cause)).toBe("paid");
  const paid = await orderOf(banked.town.world.db, banked.town.world.exchange.id, cause);
  expect(new Date(paid?.paidAt ?? 0).toISOString()).toBe("2026-10-08T01:00:00.000Z");
});

test("a Saturday that is worked is the bank's working day too", async () => {
  const sub = await openSub(banked.town.world, "saturday");
  await pay(sub);
  const { cause, payOn } = await place(sub);
  await banked.send();
  await banked.follow();
  expect([payOn, await stateOf(cause)]).toEqual(["2026-10-10", "paid"]);
});

test("statements of the days that are over are fetched, signed by the bank, and agree to the fen but for what a person looks at already", async () => {
  const { world } = banked.town;
  expect(await fetchStatements(world, new Map([[BANK, banked.driver]]), world.clock())).toBeGreaterThan(10);
  const days = await world.db.selectFrom("bank_days").selectAll().where("account", "=", ACCOUNT).orderBy("day").execute();
  for (const each of days) expect([each.ours_in, each.ours_out, each.booked_in, each.booked_out], each.day).toEqual([each.day === "2026-09-28" ? (BigInt(each.bank_in) + DUE).toString() : each.bank_in, each.day === "2026-09-28" ? (BigInt(each.bank_out) + DUE).toString() : each.bank_out, each.ours_in, each.ours_out]);
  expect(days.filter(({ bank_in }) => bank_in !== "0").length).toBeGreaterThan(1);
  expect((await exceptionsOf(world.db, world.exchange.id)).filter(({ kind }) => kind.startsWith("missing") || kind.startsWith("payment")).map(({ kind }) => kind), "the credit that this file told in the bank's name").toEqual(["missing-at-bank"]);
  expect(await fetchStatements(world, new Map([[BANK, banked.driver]]), world.clock())).toBe(0);
});

test("in the end exchange and bank have the same to the fen, and nothing is under way", async () => {
  const { houses, untold } = await banked.state();
  expect([await balance(accountOf("bank", ACCOUNT)), await balance(accountOf("orders", ACCOUNT)), untold]).toEqual([BigInt(houses[ACCOUNT] ?? ""), 0n, 0]);
});
