import { creditCause } from "../../src/bank/causes.js";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderOf } from "../../src/bank/queries.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { placeOrder } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { allOrNothing } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { HOUR_MS } from "../../src/kernel/time.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf, entriesCausedBy } from "../../src/ledger/queries.js";
import { bundled } from "../support/bundled.js";
import { adviceTo, ACCOUNT, BANK, DUE, openSub, openTestAccount, refundOf, testFlow } from "../support/bank.js";
import { bankInFile, givenTo } from "../support/bank-in-file.js";
import { killed } from "../support/killing.js";
import { testTown, type TestTown } from "../support/town.js";

// The exchange is killed before each statement of what it does with money, one process a statement; then it is started again. Nothing is lost, doubled or half posted.
let town: TestTown;
let program: string;
const { flows } = testFlow();
const BY = { id: "cashier-1" };
/** More statements than any of these take. */
const STATEMENTS_MAX = 40;
beforeAll(async () => {
  program = await bundled("bank-killed.ts");
  town = await testTown("2026-09-01T10:00:00+08:00");
  await openTestAccount(town.world);
}, 60_000);
afterAll(async () => { await town.stop(); });

const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const deposit = (sub: string): Promise<bigint> => balance(accountOf("deposits", sub));

/** Kills before the first statement, the second and so on until one comes through. @returns how many killed it */
async function killedThroughout(what: string, round: (n: number, kill: (given: Record<string, string>) => Promise<boolean>) => Promise<boolean>): Promise<number> {
  for (let n = 1; n < STATEMENTS_MAX; n += 1) if (!await round(n, (given) => killed(town, program, [what, String(n), town.database.url, town.world.exchange.id, JSON.stringify(given)]))) return n - 1;
  throw new RangeError(`${what} takes more statements than this test kills`);
}

test("killed before each statement of taking an advice: the credit is there whole or not at all, and told again it is there once", async () => {
  const kills = await killedThroughout("advice", async (n, kill) => {
    const [sub, transaction] = [await openSub(town.world, `advice ${String(n)}`), `K${String(n)}`];
    const died = await kill({ sub, transaction });
    const { rows } = await sql<{ n: string }>`select count(*) as n from bank_credits where transaction = ${transaction}`.execute(town.world.db);
    const isThere = rows[0]?.n === "1";
    const cause = creditCause({ bank: BANK, transaction });
    expect([(await entriesCausedBy(town.world.db, town.world.exchange.id, [cause])).has(cause), await deposit(sub)], "row and entry go together").toEqual([isThere, isThere ? DUE : 0n]);
    expect(must(await takeAdvice(town.world, flows, adviceTo(town.world, sub, { transaction }), town.world.clock()))).toMatch(isThere ? /known|differs/ : /new/);
    expect(await deposit(sub)).toBe(DUE);
    return died;
  });
  expect(kills).toBeGreaterThan(4);
}, 180_000);

test("killed before each statement of placing an order: it is placed and out of its account, or neither, and placed again it is one", async () => {
  const kills = await killedThroughout("place", async (n, kill) => {
    const sub = await openSub(town.world, `place ${String(n)}`);
    must(await takeAdvice(town.world, flows, adviceTo(town.world, sub), town.world.clock()));
    const died = await kill({ sub });
    const order = await orderOf(town.world.db, town.world.exchange.id, `refund/${sub}`);
    expect(await deposit(sub)).toBe(order === null ? DUE : 0n);
    const again = must(await allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, refundOf(sub), BY, town.world.clock())));
    expect([order === null || order.number === again.number, await deposit(sub)]).toEqual([true, 0n]);
    return died;
  });
  expect(kills).toBeGreaterThan(4);
}, 180_000);

test("killed before each statement of sending an order, before and after the bank has it: it is given to the bank once, paid once, booked once", async () => {
  await sql`update bank_orders set try_at = now() + interval '1 year'`.execute(town.database.as("owner"));
  const file = path.join(town.folder, "bank.txt");
  const kills = await killedThroughout("send", async (n, kill) => {
    const sub = await openSub(town.world, `send ${String(n)}`);
    must(await takeAdvice(town.world, flows, adviceTo(town.world, sub), town.world.clock()));
    const { cause, number } = must(await allOrNothing(town.world.db, (tx) => placeOrder(tx, town.world, refundOf(sub), BY, town.world.clock())));
    const before = await balance(accountOf("bank", ACCOUNT));
    const died = await kill({ sub, file });
    while (await sendNext(town.world, new Map([[BANK, bankInFile(file)]]), flows, () => Date.now() + HOUR_MS)) continue;
    expect([(await orderOf(town.world.db, town.world.exchange.id, cause))?.state, givenTo(file).filter((each) => each === number).length, before - await balance(accountOf("bank", ACCOUNT))]).toEqual(["paid", 1, DUE]);
    return died;
  });
  expect(kills).toBeGreaterThan(4);
}, 180_000);
