import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ACCOUNT_PURPOSES } from "../../src/bank/account.js";
import type { Answer, BankDriver } from "../../src/bank/driver.js";
import type { Outcome, PaymentOrder } from "../../src/bank/order.js";
import { accountsOf, creditsTo, evidenceAbout, exceptionsOf, orderOf, subAccountFor } from "../../src/bank/queries.js";
import { closeAccount, closeSubAccount, openAccount } from "../../src/bank/use-cases/accounts.js";
import { reversalTaken, takeAdvice } from "../../src/bank/use-cases/credits.js";
import { takeEvent } from "../../src/bank/use-cases/events.js";
import { placeOrder, takeOutcome } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { allOrNothing, inTransaction } from "../../src/db/database.js";
import { must, type Result } from "../../src/kernel/result.js";
import { at, day, HOUR_MS, MINUTE_MS } from "../../src/kernel/time.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { ACCOUNT, adviceTo, BANK, DUE, openSub, openTestAccount, refundOf, testFlow } from "../support/bank.js";
import { testTown, type TestTown } from "../support/town.js";

// Money at banks in the database: each thing a bank tells is taken once and booked with its flow in one transaction; orders are placed once and paid once.
let town: TestTown;
const { flows, heard } = testFlow();
const BY = { id: "cashier-1" };
const codeIn = async (asked: Promise<Result<unknown>>): Promise<string | null> => { const answer = await asked; return answer.ok ? null : answer.refusal.code; };
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const deposit = (sub: string): Promise<bigint> => balance(accountOf("deposits", sub));
const advise = (advice: ReturnType<typeof adviceTo>) => takeAdvice(town.world, flows, advice, town.world.clock());
const reverse = (transaction: string) => allOrNothing(town.world.db, (tx) => reversalTaken(tx, town.world, flows, { bank: BANK, transaction, reversedAt: town.world.clock() }, town.world.clock()));
const place = (asked: ReturnType<typeof refundOf>): Promise<Result<PaymentOrder>> => allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, asked, BY, town.world.clock()));
const tell = (outcome: Outcome) => takeOutcome(town.world, flows, outcome, town.world.clock());
const outcome = (number: string, state: Outcome["state"]): Outcome => ({ number, state, paidAt: state === "paid" || state === "returned" ? at("2026-09-01T10:00:00+08:00") : null, returnedAt: state === "returned" ? at("2026-09-02T10:00:00+08:00") : null, transaction: `P-${number}`, reason: state === "returned" ? "账户已销户" : null });
const kinds = async (thing: string): Promise<string[]> => (await exceptionsOf(town.world.db, town.world.exchange.id)).filter((each) => each.transaction === thing || each.order_number === thing).map(({ kind }) => kind);
const state = async (cause: string) => (await orderOf(town.world.db, town.world.exchange.id, cause))?.state;
const paidIn = async (reference: string): Promise<string> => {
  const sub = await openSub(town.world, reference);
  must(await advise(adviceTo(town.world, sub)));
  return sub;
};

beforeAll(async () => {
  town = await testTown("2026-09-01T10:00:00+08:00");
  await openTestAccount(town.world);
}, 60_000);
afterAll(async () => { await town.stop(); });

test("an account is entered once, a prefix belongs to one, and what still holds money is not closed", async () => {
  const open = (number: string, subPrefix: string | null) => inTransaction(town.world.db, (tx) => openAccount(tx, town.world, { number, bank: BANK, name: "非税", purpose: "non-tax", unit: null, subPrefix }, day("2026-09-01")));
  expect([await codeIn(open(ACCOUNT, null)), await codeIn(open("10000000000000002", "62170012")), await codeIn(open("12", null)), await codeIn(open("10000000000000002", null))]).toEqual(["bank-account-there", "bank-account-there", "bank-account-number", null]);
  await paidIn("closing");
  expect([await codeIn(closeAccount(town.world, ACCOUNT, day("2026-09-02"))), await codeIn(closeAccount(town.world, "10000000000000002", day("2026-09-02"))), await codeIn(closeAccount(town.world, "10000000000000003", day("2026-09-02")))]).toEqual(["bank-account-holds", null, "not-found"]);
  expect((await accountsOf(town.world.db, town.world.exchange.id)).filter(({ bank }) => bank === BANK).map(({ number, closed_on }) => [number, closed_on])).toEqual([[ACCOUNT, null], ["10000000000000002", "2026-09-02"]]);
});

test("the database takes the purposes of accounts that the code has, and no other", async () => {
  const { rows } = await sql<{ words: string }>`select pg_get_constraintdef(oid) as words from pg_constraint where conname = 'bank_accounts_purpose_check'`.execute(town.world.db);
  expect([...(rows[0]?.words ?? "").matchAll(/'([a-z-]+)'/g)].map(([, word]) => word)).toEqual(Object.keys(ACCOUNT_PURPOSES));
});

test("every flow of money has a name that rows take", () => {
  for (const name of Object.keys(MONEY_FLOWS)) expect(name).toMatch(/^[a-z-]{1,32}$/);
});

test("a reference has one number however often and at once it is asked for, and no two references have the same", async () => {
  const numbers = await Promise.all(Array.from({ length: 6 }, () => openSub(town.world, "one")));
  expect([new Set(numbers).size, numbers[0] === await openSub(town.world, "two")]).toEqual([1, false]);
  expect((await subAccountFor(town.world.db, town.world.exchange.id, "test", "one"))?.number).toBe(numbers[0]);
});

test("an advice told eight times at once is one credit, told once to its flow and booked once", async () => {
  const sub = await openSub(town.world, "doubled");
  const advice = adviceTo(town.world, sub);
  const answers = await Promise.all(Array.from({ length: 8 }, () => advise(advice)));
  expect(answers.map((each) => must(each)).toSorted()).toEqual([...Array.from({ length: 7 }, () => "known"), "new"]);
  expect([await deposit(sub), heard.filter((each) => each === "credit doubled").length, (await creditsTo(town.world.db, town.world.exchange.id, sub)).length]).toEqual([DUE, 1, 1]);
});

test("the same transaction in other words changes nothing and a person looks", async () => {
  const sub = await openSub(town.world, "otherwise");
  const advice = adviceTo(town.world, sub);
  must(await advise(advice));
  expect([must(await advise({ ...advice, amount: DUE + 1n })), must(await advise({ ...advice, amount: DUE + 2n })), must(await advise(advice))]).toEqual(["differs", "differs", "known"]);
  expect([await deposit(sub), await kinds(advice.transaction)]).toEqual([DUE, ["told-otherwise"]]);
});

test("one fen off, to a closed number, to a number of nobody: the money lies in unclear, once each, and a person looks", async () => {
  const sub = await openSub(town.world, "short");
  const closed = await openSub(town.world, "closed");
  await inTransaction(town.world.db, (tx) => closeSubAccount(tx, town.world, closed, town.world.clock()));
  const before = await balance("unclear");
  const given = [adviceTo(town.world, sub, { amount: DUE - 1n }), adviceTo(town.world, closed), adviceTo(town.world, "621700120000000000000042"), adviceTo(town.world, null)];
  for (const each of given) must(await advise(each));
  expect(await Promise.all(given.map((each) => kinds(each.transaction)))).toEqual([["amount-differs"], ["sub-account-closed"], ["payee-unknown"], ["payee-unknown"]]);
  expect([(await balance("unclear")) - before, await deposit(sub)]).toEqual([4n * DUE - 1n, 0n]);
});

test("money in another currency is no fen: it is kept and looked at, and the ledger of yuan does not know it", async () => {
  const sub = await openSub(town.world, "dollars");
  const before = [await balance(accountOf("bank", ACCOUNT)), await balance("unclear")];
  const advice = adviceTo(town.world, sub, { currency: "USD" });
  expect([must(await advise(advice)), must(await advise(advice)), await kinds(advice.transaction)]).toEqual(["new", "known", ["other-currency"]]);
  expect([await balance(accountOf("bank", ACCOUNT)), await balance("unclear")]).toEqual(before);
});

test("an advice about an account that is not ours, or not at this bank, is refused and nothing is written", async () => {
  const count = async () => (await sql<{ n: string }>`select count(*) as n from bank_credits`.execute(town.world.db)).rows[0]?.n;
  const before = await count();
  expect([await codeIn(advise(adviceTo(town.world, null, { account: "99999999" }))), await codeIn(advise(adviceTo(town.world, null, { bank: "icbc" })))]).toEqual(["bank-account-unknown", "bank-account-unknown"]);
  expect(await count()).toBe(before);
});

const SIGNED = { body: Uint8Array.of(1), base: Uint8Array.of(2), signature: new Uint8Array(64), publicKey: new Uint8Array(32) };
test("an event is taken once by its id; other bytes under the same id, and what cannot be taken yet, are refused and may come again", async () => {
  const sub = await openSub(town.world, "event");
  const advice = adviceTo(town.world, sub);
  const take = (event: string, sha256: string, what: Parameters<typeof takeEvent>[2]["what"]) => takeEvent(town.world, flows, { bank: BANK, event, sha256, what, signed: SIGNED }, town.world.clock());
  const back = { kind: "reversal", reversal: { bank: BANK, transaction: advice.transaction, reversedAt: town.world.clock() } } as const;
  expect(await codeIn(take("E2", "b", back))).toBe("credit-unknown");
  const answers = await Promise.all(Array.from({ length: 5 }, () => take("E1", "a", { kind: "credit", advice })));
  expect(answers.map((each) => must(each)).toSorted()).toEqual(["known", "known", "known", "known", "new"]);
  expect([await codeIn(take("E1", "c", { kind: "credit", advice: { ...advice, amount: 1n } })), await deposit(sub)]).toEqual(["bank-event-otherwise", DUE]);
  expect([must(await take("E2", "b", back)), await deposit(sub), await codeIn(take("E3", "d", { kind: "order", outcome: outcome("1".repeat(20), "accepted") }))]).toEqual(["new", 0n, "order-unknown"]);
  expect((await evidenceAbout(town.world.db, town.world.exchange.id, [advice.transaction])).map(({ event, kind }) => [event, kind])).toEqual([["E1", "credit"], ["E2", "reversal"]]);
});

test("where its flow fails, a credit is not there: neither the row nor the entry", async () => {
  const sub = await openSub(town.world, "failing");
  const advice = adviceTo(town.world, sub);
  const failing = { test: { ...flows["test"], onCredit: () => Promise.resolve({ lines: [{ account: accountOf("deposits", sub), fen: 1n - DUE }] }) } } as typeof flows;
  await expect(takeAdvice(town.world, failing, advice, town.world.clock())).rejects.toThrow(/unbalanced/);
  expect([must(await advise(advice)), await deposit(sub)]).toEqual(["new", DUE]);
});

test("a credit that the bank takes back is reversed once; before the credit is known the bank is told to come again", async () => {
  const sub = await openSub(town.world, "taken back");
  const advice = adviceTo(town.world, sub);
  expect(await codeIn(reverse(advice.transaction))).toBe("credit-unknown");
  must(await advise(advice));
  expect([must(await reverse(advice.transaction)), must(await reverse(advice.transaction)), await deposit(sub), await kinds(advice.transaction)]).toEqual(["new", "known", 0n, ["reversed"]]);
  expect(heard.filter((each) => each === "reversed taken back")).toHaveLength(1);
});

test("two officers who order the same refund in one moment order it once; asked otherwise it is refused", async () => {
  const sub = await paidIn("refunded");
  const asked = refundOf(sub);
  const orders = await Promise.all(Array.from({ length: 4 }, () => place(asked)));
  expect(new Set(orders.map((each) => must(each).number)).size).toBe(1);
  expect([await deposit(sub), await codeIn(place({ ...asked, payee: { ...asked.payee, account: "6222000100020099" } }))]).toEqual([0n, "order-placed-otherwise"]);
});

test("what is held is paid out once: two orders of different causes at once cannot both have it, nor can one have a fen more", async () => {
  const sub = await paidIn("contended");
  const answers = await Promise.all(["a", "b", "c"].map((cause) => codeIn(place(refundOf(sub, { cause: `${cause}/${sub}` })))));
  expect(answers.toSorted()).toEqual([null, "order-not-covered", "order-not-covered"].toSorted());
  const other = await paidIn("one fen more");
  expect([await codeIn(place(refundOf(other, { against: [{ account: accountOf("deposits", other), fen: DUE + 1n }] }))), await deposit(other)]).toEqual(["order-not-covered", DUE]);
});

test("an order that is paid is booked by the bank's value day; one that is refused, or paid and returned, leaves the money where it was and a person looks", async () => {
  const bank = accountOf("bank", ACCOUNT);
  const before = await balance(bank);
  const [paid, refused, returned] = [await paidIn("ends paid"), await paidIn("ends refused"), await paidIn("ends returned")];
  const [one, two, three] = [must(await place(refundOf(paid))), must(await place(refundOf(refused))), must(await place(refundOf(returned)))];
  for (const each of [outcome(one.number, "paid"), outcome(two.number, "refused"), outcome(three.number, "returned"), outcome(three.number, "paid"), outcome(one.number, "accepted")]) must(await tell(each));
  expect([await state(one.cause), await state(two.cause), await state(three.cause)]).toEqual(["paid", "refused", "returned"]);
  expect([await deposit(paid), await deposit(refused), await deposit(returned), (await balance(bank)) - before]).toEqual([0n, DUE, DUE, 2n * DUE]);
  expect([await kinds(one.number), await kinds(two.number), await kinds(three.number)]).toEqual([[], ["order-refused"], ["order-returned"]]);
  expect(heard.filter((each) => each === `returned back ${returned}` || each === `paid back ${returned}`)).toEqual([`paid back ${returned}`, `returned back ${returned}`]);
  expect([must(await tell(outcome(one.number, "refused"))), await kinds(one.number), await codeIn(tell(outcome("0".repeat(20), "paid")))]).toEqual(["differs", ["order-contradicted"], "order-unknown"]);
});

test("whatever a bank tells of three payments, in whatever order and however often, the ledger comes to the same", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 8 }), { minLength: 4, maxLength: 16 }), fc.uuid(), async (order, salt) => {
    const subs = await Promise.all([0, 1, 2].map((each) => openSub(town.world, `${salt}/${String(each)}`)));
    const advices = subs.map((sub) => adviceTo(town.world, sub));
    for (const each of advices) must(await advise(each));
    const orders = await Promise.all(subs.map(async (sub) => must(await place(refundOf(sub)))));
    const ends = ["paid", "returned", "refused"] as const;
    const words: (() => Promise<unknown>)[] = orders.flatMap(({ number }, each) => [
      async () => must(await tell(outcome(number, "accepted"))), async () => must(await tell(outcome(number, ends[each] === "refused" ? "refused" : "paid"))), async () => must(await tell(outcome(number, ends[each] ?? "paid"))),
    ]);
    for (const each of [...order, ...words.keys()]) await words[each]?.();
    for (const each of advices) expect(must(await advise(each))).toBe("known");
    expect(await Promise.all(subs.map(deposit))).toEqual([0n, DUE, DUE]);
    expect(await Promise.all(orders.map(({ cause }) => state(cause)))).toEqual([...ends]);
  }), { numRuns: 12 });
  expect(await balance(accountOf("orders", ACCOUNT)), "what is under way is what is not answered").toBe(await openOrders());
});

const openOrders = async (): Promise<bigint> => {
  const rows = await town.world.db.selectFrom("bank_orders").select(["amount_fen", "state"]).execute();
  return rows.filter((each) => ["queued", "sent", "accepted"].includes(each.state)).reduce((sum, each) => sum + BigInt(each.amount_fen), 0n);
};

/** A bank in memory that pays by number, once; `lost` answers never arrive. */
function bankInMemory() {
  const known = new Map<string, number>();
  const held = { away: false, lost: false };
  const answer = (number: string): Answer => { if (held.lost) throw new RangeError("the answer was lost"); return outcome(number, "accepted"); };
  const driver: BankDriver = {
    send: ({ number }) => { if (held.away) throw new RangeError("away"); known.set(number, (known.get(number) ?? 0) + 1); return Promise.resolve(answer(number)); },
    ask: (number) => { if (held.away) throw new RangeError("away"); return Promise.resolve(known.has(number) ? answer(number) : "unknown"); },
    statement: () => Promise.resolve(null),
  };
  return { known, held, banks: new Map([[BANK, driver]]) };
}

test("workers at once send each order once; a bank that is away, or whose answers are lost, is asked again and never given an order twice", async () => {
  const { known, held, banks } = bankInMemory();
  let real = 1_000_000;
  const work = async () => { while (await sendNext(town.world, banks, flows, () => real)) continue; };
  const causes = await Promise.all(["s1", "s2", "s3"].map(async (each) => must(await place(refundOf(await paidIn(each)))).cause));
  held.away = true;
  await Promise.all([work(), work(), work()]);
  expect(await Promise.all(causes.map(state))).toEqual(["sent", "sent", "sent"]);
  held.away = false;
  held.lost = true;
  real += MINUTE_MS - 1;
  await work();
  expect(known.size, "not before its time").toBe(0);
  real += 1;
  await Promise.all([work(), work(), work()]);
  held.lost = false;
  real += HOUR_MS;
  await Promise.all([work(), work(), work()]);
  expect(await Promise.all(causes.map(state))).toEqual(["accepted", "accepted", "accepted"]);
  expect([...known.values()].every((times) => times === 1), "each was given once").toBe(true);
});

test("an order given after the cut-off waits for the bank's next working day, over National Day until the eighth", async () => {
  const sub = await paidIn("after cut-off");
  const order = must(await allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, refundOf(sub), BY, at("2026-09-30T14:00:00+08:00"))));
  expect([order.payOn, order.dueAt]).toEqual(["2026-10-08", at("2026-10-08T09:00:00+08:00")]);
  const { known, banks } = bankInMemory();
  while (await sendNext({ ...town.world, clock: () => at("2026-10-08T08:59:59.999+08:00") }, banks, flows, () => Date.now())) continue;
  expect(known.has(order.number)).toBe(false);
  while (await sendNext({ ...town.world, clock: () => at("2026-10-08T09:00:00+08:00") }, banks, flows, () => Date.now())) continue;
  expect(known.get(order.number)).toBe(1);
});
