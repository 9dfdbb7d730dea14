import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileBank } from "../../src/bank/drivers/files.js";
import type { StatementLine } from "../../src/bank/statement.js";
import { openAccount, openSubAccount } from "../../src/bank/use-cases/accounts.js";
import { takeAdvice } from "../../src/bank/use-cases/credits.js";
import { placeOrder } from "../../src/bank/use-cases/orders.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { allOrNothing, inTransaction } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { day, rfc3339 } from "../../src/kernel/time.js";
import { accountOf } from "../../src/ledger/entry.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { COLLECTION } from "../support/bills.js";
import { serveApp } from "../support/browsing.js";
import { daylight } from "../support/live.js";
import { statementFile, statementLine } from "../support/statements.js";
import { testFlow } from "../support/bank.js";
import { testTown, type TestTown } from "../support/town.js";

// A bank by files: orders are files, and what became of them stands on the statement that a cashier brings; all that is on it is settled at once.
const [BANK, ACCOUNT, FEN] = ["village-bank", "20000000000000001", 20_000_000n];
const { flows } = testFlow();
let town: TestTown;
let sub: string;
const ordered: string[] = [];
beforeAll(async () => {
  town = await testTown("2026-09-01T10:00:00+08:00", "error", null, { bankDoor: { keyOf: (bank) => (bank === BANK ? null : { name: bank, publicKey: new Uint8Array(32) }), flows } });
  const { world, folder } = town;
  sub = await inTransaction(world.db, async (tx) => {
    must(await openAccount(tx, world, { number: ACCOUNT, bank: BANK, name: "保证金专户", purpose: "deposits", unit: null, subPrefix: "62170099" }, day("2026-01-05")));
    return (await openSubAccount(tx, world, { account: ACCOUNT, purpose: "test", reference: "files" }, world.clock())).number;
  });
  must(await takeAdvice(world, flows, { bank: BANK, transaction: "V0", account: ACCOUNT, sub, payer: { name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行" }, amount: FEN, currency: "CNY", words: "", valueAt: world.clock() }, world.clock()));
  for (const part of ["1", "2", "3"]) ordered.push((await allOrNothing(world.db, async (tx) => placeOrder(tx, world, { cause: `files/${part}`, account: ACCOUNT, payee: { name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行" }, against: [{ account: accountOf("deposits", sub), fen: FEN / 4n }], purpose: "test", reference: part, words: "退还款项" }, { id: "cashier-1" }, world.clock())).then(must)).number);
  while (await sendNext(world, new Map([[BANK, fileBank(path.join(folder, "village"), world.exchange.origin)]]), flows, () => Date.now())) continue;
  await town.advance("2026-09-02T09:00:00+08:00");
}, 60_000);
afterAll(async () => { await town.stop(); });

const paid = (order: string, at: number): StatementLine => statementLine({ transaction: `V${String(at + 1)}`, kind: "payment", order, amount: FEN / 4n });
const file = (lines: readonly StatementLine[], over = {}): string => statementFile(lines, { bank: BANK, account: ACCOUNT, ...over });
const lines = (): StatementLine[] => [statementLine({ transaction: "V0", sub, amount: FEN }), ...ordered.slice(0, 2).map(paid)];
const bring = (text: string, as = "cashier-1") => town.ask(as, "POST", "/api/v1/bank/statements", text);
const waiting = async (): Promise<{ number: string; acts: string[] }[]> => (await town.done("finance-1", "GET", "/api/v1/bank/matters"))["matters"] as { number: string; acts: string[] }[];
const statesNow = async (): Promise<string[]> => (await town.world.db.selectFrom("bank_orders").select(["number", "state"]).execute()).toSorted((one, other) => ordered.indexOf(one.number) - ordered.indexOf(other.number)).map(({ state }) => state);

test("each order is one file, and stays sent: only a statement will say what became of it", async () => {
  expect([readdirSync(path.join(town.folder, "village", "out")).toSorted(), await statesNow()]).toEqual([ordered.map((number) => `${number}.json`).toSorted(), ["sent", "sent", "sent"]]);
});

test("a statement is brought whole by a cashier or finance, once; nobody else brings one, and none of a bank that signs its own", async () => {
  expect([(await bring(file(lines()), "bidder-1")).status, (await bring(file(lines()), "supervisor-1")).status, (await bring(file(lines()).replace("V1", "V!"))).json["code"], (await bring("")).json["code"]]).toEqual([403, 403, "statement-lines", "statement-head"]);
  expect((await bring(statementFile([], { bank: "chenguang-bank", account: COLLECTION }))).json["code"]).toBe("statement-by-bank");
  expect([await bring(file(lines())), (await bring(file(lines()))).status, (await bring(file(lines().slice(1)))).json["code"]]).toEqual([{ status: 201, json: { account: ACCOUNT, day: "2026-09-01", lines: 3, sha256: expect.any(String) as string, isNew: true } }, 200, "statement-otherwise"]);
});

test("what stands on it is taken in one signed act, all or none", async () => {
  const numbers = (await waiting()).map(({ number }) => number);
  const many = (matters: string[], as = "finance-1", act = "take") => town.ask(as, "POST", "/api/v1/bank/acts", { act, reason: "对账单所列", matters });
  expect([numbers.length, (await many([...numbers, "999999"])).status, (await many(numbers, "finance-1", "note")).json["code"], (await many(numbers, "supervisor-1")).status, await statesNow()]).toEqual([2, 404, "bank-act-not-here", 403, ["sent", "sent", "sent"]]);
  expect((await town.askOnce("finance-1", "POST", "/api/v1/bank/acts", { act: "take", reason: "对账单所列", matters: numbers })).json["code"]).toBe("step-up-needed");
  expect([(await many([...numbers, ...numbers])).status, await statesNow(), await waiting()]).toEqual([201, ["paid", "paid", "sent"], []]);
  expect([(await many(numbers)).json["code"], await balanceOf(town.world.db, town.world.exchange.id, accountOf("bank", ACCOUNT))]).toEqual(["bank-matter-settled", FEN / 2n]);
});

test("on the command line it is one step: the statement, and all that stands on it", async () => {
  const [name, { base, stop }] = [path.join(town.folder, "0902.csv"), await serveApp(town.app)];
  await town.advance("2026-09-03T09:00:00+08:00");
  writeFileSync(name, file([{ ...paid(ordered[2] ?? "", 2), valueAt: town.world.clock() }], { day: day("2026-09-02") }));
  const ran = await daylight("bank", "statement", name, "--take", "对账单所列", "--url", base, "--actors", path.join(town.folder, "rehearsal", "actors.json"), "--as", "cashier-1", "--json");
  stop();
  expect(ran.json()).toEqual({ ok: true, result: { account: ACCOUNT, day: "2026-09-02", lines: 1, taken: 1 } });
  expect([await statesNow(), rfc3339(town.world.clock())]).toEqual([["paid", "paid", "paid"], "2026-09-03T09:00:00+08:00"]);
});
