import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { must } from "../../src/kernel/result.js";
import { dayOf } from "../../src/kernel/time.js";
import { accountOf, moved } from "../../src/ledger/entry.js";
import { book } from "../../src/ledger/use-cases/book.js";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// 月结、年结: what is closed stays as it was, and the log has the hash of it.
const CLOSES = "/api/v1/ledger/closes";
let town: TestTown;
beforeAll(async () => {
  town = await testTown("2026-11-20T09:00:00+08:00");
  const at = town.world.clock();
  await inTransaction(town.world.db, async (tx) => must(await book(tx, town.world, [{ cause: "test/1", kind: "bank-credit", bookedOn: dayOf(at), reverses: null, lines: moved("unclear", accountOf("bank", "3417000200000001"), 100n) }], { id: "test" }, at)));
});
afterAll(async () => { await town.stop(); });
const close = (actor: string, month: string) => town.ask(actor, "POST", CLOSES, { month });

test("a month that runs is not closed, and only the finance reviewer closes one that is over", async () => {
  expect((await close("finance-1", "2026-11")).json["code"]).toBe("month-runs");
  await town.advance("2026-12-01T09:00:00+08:00");
  expect((await close("cashier-1", "2026-11")).json["code"]).toBe("not-yours");
  expect((await close("finance-1", "2026-13")).status).toBe(422);
});

test("the desk offers the month that is next; closed, its hash is the one in the log, and the year waits for December", async () => {
  const pages = await signedIn(town, "finance-1");
  const form = formOf((await pages.get("/desk/bank")).text, "close-month");
  expect(form.fields).toMatchObject({ month: "2026-11" });
  const { sha256 } = (await close("finance-1", "2026-11")).json as { sha256: string };
  expect((await town.done("supervisor-1", "GET", CLOSES))).toMatchObject({ months: [{ month: "2026-11", sha256 }], years: [], next: "2026-12" });
  expect((await pages.get("/desk/bank")).text).toContain(sha256.slice(0, 12));
  const logged = (await town.world.db.selectFrom("outbox").select("entry").execute()).map(({ entry }) => Buffer.from(entry).toString());
  expect(logged.filter((entry) => entry.includes("\"money.month\"") && entry.includes(sha256))).toHaveLength(1);
  expect((await town.ask("finance-1", "POST", "/api/v1/ledger/years", { year: 2026 })).json["code"]).toBe("year-month-open");
  await town.advance("2027-01-04T09:00:00+08:00");
  expect((await close("finance-1", "2026-12")).status).toBe(201);
  expect((await pages.get("/desk/bank")).text).toContain("close-year");
  expect((await town.ask("finance-1", "POST", "/api/v1/ledger/years", { year: 2026 })).status).toBe(201);
});
