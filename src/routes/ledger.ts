import { z } from "@hono/zod-openapi";
import { rfc3339, dayOf, type Instant } from "../kernel/time.js";
import { ok } from "../kernel/result.js";
import { dueMonth } from "../ledger/closing.js";
import { closesOf, yearsOf } from "../ledger/queries.js";
import { booksOf, closeMonth, closeYear } from "../ledger/use-cases/close.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const CLOSES = "/api/v1/ledger/closes";
const MonthBody = z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/, "2026-11").transform((month) => `${month}-01`).pipe(DayBody) });
const YearBody = z.strictObject({ year: z.int().min(2_000).max(2_100) });

/** The books: which months and years are closed, and closing the next. */
export function ledgerRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: CLOSES, summary: "Months and years of the books that are closed, with the hash the log has of each, and the month that is next", action: "bank.read" }, async () => ok({ body: await booksShown(world) }));
  endpoint(api, world, { method: "post", path: CLOSES, summary: "Close a month of the books: nothing is booked into it or before it any more", action: "ledger.close", body: MonthBody }, async ({ actor, body, receivedAt }) => {
    const closed = await closeMonth(world, body.month, actor, receivedAt, dayOf(receivedAt));
    return closed.ok ? created(closed.value) : closed;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/ledger/years", summary: "Close a year of the books, when its December is closed", action: "ledger.close", body: YearBody }, async ({ actor, body, receivedAt }) => {
    const closed = await closeYear(world, body.year, actor, receivedAt);
    return closed.ok ? created(closed.value) : closed;
  });
}

/** What of the books is closed; the newest first. */
export async function booksShown(world: World) {
  const { db, exchange } = world;
  const [months, years, books] = [await closesOf(db, exchange.id), await yearsOf(db, exchange.id), await booksOf(db, world)];
  const due = dueMonth(books);
  const at = (date: Date): string => rfc3339(date.getTime() as Instant);
  return {
    months: months.toReversed().map(({ month, sha256, made_by: by, made_at }) => ({ month: month.slice(0, 7), sha256, by, at: at(made_at) })), years: years.toReversed().map(({ year, sha256, made_by: by, made_at }) => ({ year, sha256, by, at: at(made_at) })),
    next: due === null ? null : due.slice(0, 7),
  };
}
