import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderOf } from "../../src/bank/queries.js";
import { takeOutcome } from "../../src/bank/use-cases/orders.js";
import { inTransaction } from "../../src/db/database.js";
import type { Actor } from "../../src/identity/actor.js";
import { must, type Result } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { accountOf, moved } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { book, holdBalances } from "../../src/ledger/use-cases/book.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { requestsOf } from "../../src/treasury/queries.js";
import { askPlan, decidePlanAsked, enterIndicator } from "../../src/treasury/use-cases/budget.js";
import { clearDay } from "../../src/treasury/use-cases/clearing.js";
import { acceptOutside, enterContract } from "../../src/treasury/use-cases/contracts.js";
import { orderRequest } from "../../src/treasury/use-cases/orders.js";
import { approveRequest, cancelRequest, checkRequest, draftRequest, returnRequest, submitRequest } from "../../src/treasury/use-cases/requests.js";
import { ZERO_ACCOUNT } from "../support/agent-bank.js";
import { PAYEE, yuan } from "../support/treasury.js";
import { testTown, type TestTown } from "../support/town.js";

// The treasury's own use cases over random histories and at once: what is planned, used, spent and cleared adds up to the fen.
const [ACCOUNT, HASH] = [ZERO_ACCOUNT, "ab".repeat(32)];
let town: TestTown;
const actor = (id: string, role: Actor["role"], uscc: string | null = null): Actor => ({ id, role, name: id, organisation: uscc === null ? null : { name: "单位", uscc }, opener: null, operatorFirm: false });
const UNIT = actor("tenderer-1", "tenderer", "91341702MA00000159");
const [CHECKER, APPROVER] = [actor("treasury-checker-1", "treasury-checker"), actor("treasury-approver-1", "treasury-approver")];
const now = () => town.world.clock();
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
let count = 0;

beforeAll(async () => {
  town = await testTown("2026-09-22T10:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const money = (fen: bigint) => yuan(`${String(fen / 100n)}.${String(fen % 100n).padStart(2, "0")}`) as { amount: string; currency: "CNY" };

/** An indicator and a contract accepted whole. */
async function budget(fen: bigint): Promise<{ readonly indicator: string; readonly contract: string }> {
  const { indicator } = must(await enterIndicator(town.world, CHECKER, { unit: UNIT.organisation?.uscc ?? "", unitName: "单位", subject: "205", subjectName: "教育", project: "设备", year: 2026, amount: money(fen), document: "文件" }, now()));
  const terms = { number: `HT-${String(count += 1)}`, title: "采购", small: true, paymentDays: null, payee: PAYEE };
  const { contract } = must(await enterContract(town.world, UNIT, { kind: "outside", supplier: "91341702MA000004XN", supplierName: "供应商", price: money(10n ** 12n), signedOn: day("2026-08-20"), sha256: HASH, ...terms }, now()));
  must(await acceptOutside(town.world, UNIT, contract, { acceptedOn: day("2026-09-01"), parts: "全部", amount: money(10n ** 12n), sha256: HASH }, now()));
  return { indicator, contract };
}

async function plan(indicator: string, month: string, fen: bigint): Promise<boolean> {
  const asked = { month, mode: "direct" as const, amount: money(fen), reason: "计划" };
  if (!(await askPlan(town.world, UNIT, indicator, asked, now())).ok) return false;
  return (await decidePlanAsked(town.world, APPROVER, indicator, { month, mode: "direct", amount: money(fen), verdict: "approved", note: null }, now())).ok;
}

async function submitted({ indicator, contract }: Awaited<ReturnType<typeof budget>>, month: string, fen: bigint): Promise<string> {
  const invoice = { number: `FP${String(count += 1).padStart(8, "0")}`, receivedOn: day("2026-09-02"), amount: money(fen), sha256: HASH };
  const { request } = must(await draftRequest(town.world, UNIT, { contract, indicator, month, mode: "direct", amount: money(fen), purpose: "货款", by: "transfer", payee: PAYEE, invoice }, now()));
  must(await submitRequest(town.world, UNIT, request, now()));
  return request;
}

/** The bank's word on the last order of a request; of one that has none nothing. */
async function bankSays(request: string, state: "paid" | "returned" | "refused"): Promise<void> {
  const [row] = (await requestsOf(town.world.db, town.world.exchange.id, {}, 10_000)).filter((each) => each.request === request);
  const order = row === undefined ? null : await orderOf(town.world.db, town.world.exchange.id, `treasury/${request}/${String(row.attempt)}`);
  if (order === null) return;
  must(await takeOutcome(town.world, MONEY_FLOWS, { number: order.number, state, paidAt: state === "refused" ? null : now(), returnedAt: state === "returned" ? now() : null, transaction: null, reason: state === "paid" ? null : "账户有误" }, now()));
}

type Stepping = (request: string) => Promise<Result<unknown> | undefined>;
const STEPS = {
  submit: (request) => submitRequest(town.world, UNIT, request, now()), check: (request) => checkRequest(town.world, CHECKER, request, now()), approve: (request) => approveRequest(town.world, APPROVER, request, now()),
  order: (request) => orderRequest(town.world, CHECKER, request, now()), return: (request) => returnRequest(town.world, CHECKER, request, "退回", now()), cancel: (request) => cancelRequest(town.world, UNIT, request, "作废", now()),
  paid: async (request) => { await bankSays(request, "paid"); return undefined; }, returned: async (request) => { await bankSays(request, "returned"); return undefined; }, refused: async (request) => { await bankSays(request, "refused"); return undefined; },
} satisfies Readonly<Record<string, Stepping>>;

type Sums = { readonly amount: string; readonly planned: string; readonly approved: string; readonly used: string; readonly taken: string; readonly ordered: string };
/** What the database says of an indicator, from the rows themselves. */
async function sumsOf(indicator: string): Promise<{ readonly [Name in keyof Sums]: bigint }> {
  const { rows: [row] } = await sql<Sums>`select amount_fen as amount, planned_fen as planned, coalesce((select sum(approved_fen) from plan_months p where p.indicator = i.indicator), 0) as approved, coalesce((select sum(used_fen) from plan_months p where p.indicator = i.indicator), 0) as used,
    coalesce((select sum(amount_fen - refunded_fen) from payment_requests r where r.indicator = i.indicator and state in ('checked', 'approved', 'ordered', 'paid', 'settled')), 0) as taken,
    coalesce((select sum(amount_fen - refunded_fen) from payment_requests r where r.indicator = i.indicator and state in ('ordered', 'paid', 'settled')), 0) as ordered from budget_indicators i where indicator = ${indicator}`.execute(town.database.db);
  const of = (name: keyof Sums): bigint => BigInt(row?.[name] ?? "0");
  return { amount: of("amount"), planned: of("planned"), approved: of("approved"), used: of("used"), taken: of("taken"), ordered: of("ordered") };
}

test("over random histories of plans, payments and the bank’s word the indicator is conserved, spent is what is ordered, and cleared is nothing", async () => {
  const event = fc.record({ what: fc.constantFrom("plan" as const, "ask" as const, "clear" as const, ...(Object.keys(STEPS) as (keyof typeof STEPS)[])), month: fc.constantFrom("2026-08", "2026-09"), which: fc.nat(4), fen: fc.bigInt(1n, 5_000n) });
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 40 }), async (history) => {
    const made = await budget(10_000n);
    const requests: string[] = [];
    must(await askPlan(town.world, UNIT, made.indicator, { month: "2026-09", mode: "direct", amount: money(6_000n), reason: "计划" }, now()));
    must(await decidePlanAsked(town.world, APPROVER, made.indicator, { month: "2026-09", mode: "direct", amount: money(6_000n), verdict: "approved", note: null }, now()));
    for (const { what, month, which, fen } of history) {
      if (what === "plan") await plan(made.indicator, month, fen);
      else if (what === "ask") requests.push(await submitted(made, month, fen));
      else if (what === "clear") must(await clearDay(town.world, CHECKER, now()));
      else if (requests[which] !== undefined) await STEPS[what](requests[which]);
    }
    const { amount, planned, approved, used, taken, ordered } = await sumsOf(made.indicator);
    expect([planned, used]).toEqual([approved, taken]);
    expect(taken + (approved - used) + (amount - planned)).toBe(amount);
    expect(await balance(accountOf("expenditure", made.indicator))).toBe(ordered);
    must(await clearDay(town.world, CHECKER, now()));
    expect(await balance(accountOf("bank", ACCOUNT))).toBe(0n);
  }), { numRuns: 25 });
}, 120_000);

test("the day is cleared while the bank goes on telling: nothing is left over, and each payment is settled once", async () => {
  const made = await budget(10_000n);
  await plan(made.indicator, "2026-09", 8_000n);
  const requests: string[] = [];
  for (let each = 0; each < 8; each += 1) requests.push(await submitted(made, "2026-09", 1_000n));
  for (const step of ["check", "approve", "order"] as const) for (const request of requests) must<unknown>(await STEPS[step](request));
  const before = await balance("single-account");
  await Promise.all([...requests.map((request) => bankSays(request, "paid")), ...[1, 2, 3].map(async () => must(await clearDay(town.world, CHECKER, now())))]);
  must(await clearDay(town.world, CHECKER, now()));
  expect([await balance(accountOf("bank", ACCOUNT)), await balance("single-account") - before]).toEqual([0n, 8_000n]);
  const { rows: settled } = await sql<{ count: string }>`select count(*) as count from payment_steps where step = 'settle' and request = any(${requests})`.execute(town.database.db);
  expect(settled[0]?.count).toBe("8");
});

test("what is booked on an account while its clearing waits for it is cleared with it", async () => {
  const [own, other] = [accountOf("bank", ACCOUNT), accountOf("single-account")];
  const { clearing } = await inTransaction(town.world.db, async (tx) => {
    await holdBalances(tx, town.world, [own, other]);
    const waiting = clearDay(town.world, CHECKER, now());
    while ((await sql<{ waits: boolean }>`select exists (select from pg_locks where locktype = 'advisory' and not granted) as waits`.execute(town.database.db)).rows[0]?.waits !== true);
    must(await book(tx, town.world, [{ cause: "meanwhile", kind: "treasury-clearing", bookedOn: day("2026-09-22"), reverses: null, lines: moved(own, other, 1_000n) }], CHECKER, now()));
    return { clearing: waiting };
  });
  const [cleared] = must(await clearing).filter(({ account }) => account === ACCOUNT);
  expect([cleared?.amount, cleared?.balance, await balance(own)]).toEqual([1_000n, 0n, 0n]);
}, 60_000);

test("of eight requests that race for what the plan has left, as many as fit are checked, and the others are told how much is left", async () => {
  const made = await budget(100_000n);
  await plan(made.indicator, "2026-09", 3_500n);
  const requests: string[] = [];
  for (let each = 0; each < 8; each += 1) requests.push(await submitted(made, "2026-09", 1_000n));
  const told = await Promise.all(requests.map((request) => checkRequest(town.world, CHECKER, request, now())));
  expect(told.filter(({ ok: isChecked }) => isChecked)).toHaveLength(3);
  expect(told.flatMap((each) => (each.ok ? [] : [each.refusal.code]))).toEqual(Array.from({ length: 5 }, () => "over-plan"));
  expect((await sumsOf(made.indicator)).used).toBe(3_000n);
});

test("the database itself refuses what no program may write: more than the plan, more than the indicator, a paid request without its order", async () => {
  const made = await budget(10_000n);
  await plan(made.indicator, "2026-09", 5_000n);
  const request = await submitted(made, "2026-09", 5_001n);
  const owner = town.database.as("owner");
  await expect(sql`update payment_requests set state = 'checked' where request = ${request}`.execute(owner)).rejects.toThrow(/payments_within_plan/);
  await expect(sql`update plan_months set approved_fen = 10001 where indicator = ${made.indicator}`.execute(owner)).rejects.toThrow(/plans_within_indicator/);
  await expect(sql`update payment_requests set state = 'paid', amount_fen = 1 where request = ${request}`.execute(owner)).rejects.toThrow(/violates check constraint/);
  await expect(sql`update payment_requests set state = 'checked', amount_fen = 1, month = '2026-10-01' where request = ${request}`.execute(owner)).rejects.toThrow();
  for (const statement of ["update plan_months set used_fen = 0", "update budget_indicators set amount_fen = 1", "update payment_requests set made_by = 'x'", "delete from payment_requests"]) await expect(sql.raw(statement).execute(town.database.db), statement).rejects.toThrow(/permission denied/);
});
