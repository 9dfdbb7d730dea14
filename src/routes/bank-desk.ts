import { Readable } from "node:stream";
import { z } from "@hono/zod-openapi";
import { isQuietAccount } from "../bank/account.js";
import { actsOn, ALIKE, ASKS, DESK_ACTS } from "../bank/desk.js";
import { EXCEPTIONS } from "../bank/exception.js";
import type { LookedAtDay } from "../bank/reconciliation.js";
import type { MoneyFlows } from "../bank/flow.js";
import { takeStatement } from "../bank/use-cases/statements.js";
import { lastActOn, lookedAtDays, openMatters } from "../bank/queries.js";
import { actOnMatter, actOnMatters, isHidden } from "../bank/use-cases/desk.js";
import { isRepaid } from "../bank/use-cases/repay.js";
import { inTransaction } from "../db/database.js";
import { keysOf } from "../kernel/table-keys.js";
import { ok } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { text } from "../tenders/form.js";
import type { World } from "../world.js";
import type { BankDoor } from "./bank.js";
import { endpoint, type Api } from "./endpoint.js";

const MATTERS_MAX = 200;
const DAYS_MAX = 200;
/** Days of all accounts in a month: three hundred accounts. */
const DAYS_OF_MONTH_MAX = 10_000;
const REASON_MAX = 500;
const MANY_MAX = 500;
const ActBody = z.strictObject({ act: z.enum(keysOf(DESK_ACTS)), reason: z.string().trim().min(1).max(REASON_MAX), sub: z.string().regex(/^\d{8,32}$/).nullable().default(null), payee: z.strictObject({ account: z.string().regex(/^\d{8,32}$/, "8 to 32 digits"), bank: text(80) }).nullable().default(null) });

/** What banks and books differ in, and what people do about it. */
export function bankDeskRoutes(api: Api, world: World, { flows, keyOf }: BankDoor): void {
  filesRoutes(api, world, { flows, keyOf });
  endpoint(api, world, { method: "get", path: "/api/v1/bank/matters", summary: "What banks and books differ in, as it waits for a person", action: "bank.read" }, async () => ok({ body: { matters: await mattersShown(world, flows) } }));
  endpoint(api, world, { method: "get", path: "/api/v1/bank/days", summary: "Whether each account's days agree: by the bank, by our rows, by the ledger", action: "bank.read" }, async () => ok({ body: { days: await daysShown(world) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/bank/matters/:number/acts", summary: "Settle a matter, or ask or agree that money goes back, or is paid again elsewhere (two people)", action: "bank.settle", body: ActBody }, async ({ actor, body, param, receivedAt }) => {
    const done = /^\d{1,18}$/.test(param("number")) ? await actOnMatter(world, flows, { ...body, number: param("number") }, actor, receivedAt) : null;
    return done?.ok === true ? ok({ status: 201, body: done.value }) : (done ?? { ok: false, refusal: { code: "not-found", facts: { what: param("number") } } });
  });
}

const ManyBody = z.strictObject({ act: z.enum(ALIKE), reason: z.string().trim().min(1).max(REASON_MAX), matters: z.array(z.string().regex(/^\d{1,18}$/)).min(1).max(MANY_MAX) });

/** What a bank by files says, brought by a person: its statement, and what stands on it alone. */
function filesRoutes(api: Api, world: World, { flows, keyOf }: BankDoor): void {
  endpoint(api, world, { method: "post", path: "/api/v1/bank/statements", summary: "Bring the statement of a bank by files: its bytes are the body, taken whole or not at all", action: "bank.statement" }, async ({ c, actor, receivedAt }) => {
    const taken = await takeStatement(world, c.req.raw.body ?? nothing(), { id: actor.id, mayBring: (bank) => keyOf(bank) === null }, receivedAt);
    return taken.ok ? ok({ status: taken.value.isNew ? 201 : 200, body: taken.value }) : taken;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/bank/acts", summary: "Settle many matters alike, all or none", action: "bank.settle", body: ManyBody }, async ({ actor, body: { matters, act, reason }, receivedAt }) => {
    const done = await actOnMatters(world, flows, matters, { act, reason, sub: null, payee: null }, actor, receivedAt);
    return done.ok ? ok({ status: 201, body: { matters: done.value } }) : done;
  });
}

/** A body that is not there. */
const nothing = (): AsyncIterable<Uint8Array> => Readable.from([]);

/** Matters that may be seen now: none about a number whose flow keeps quiet. */
export const mattersShown = (world: World, flows: MoneyFlows) => inTransaction(world.db, async (tx) => {
  const shown = [];
  for (const row of await openMatters(tx, world.exchange.id, MATTERS_MAX)) {
    if (await isHidden(tx, world, flows, row)) continue;
    const last = await lastActOn(tx, world.exchange.id, row.number);
    shown.push({
      number: row.number, kind: row.kind, words: EXCEPTIONS[row.kind], account: row.account, transaction: row.transaction, order: row.order_number, ours: row.ours, theirs: row.theirs, currency: row.currency, foundAt: rfc3339(row.found_at.getTime() as Instant),
      payer: row.payer_name === null ? null : { name: row.payer_name, account: row.payer_account }, paidWith: row.words, payee: row.payee_name === null ? null : { name: row.payee_name, account: row.payee_account, bank: row.payee_bank, reason: row.order_reason },
      asked: last !== null && ASKS.has(last.act) ? { by: last.made_by, act: last.act, reason: last.reason, payee: last.payee_account === null ? null : { account: last.payee_account, bank: last.payee_bank } } : null, acts: actsOn(row.kind, last?.act ?? null, isRepaid(flows, row, row.purpose)),
    });
  }
  return shown;
});

/** Days that were looked at. What came to an account of deposits would tell how many bid: of those only whether they agree. */
export async function daysShown(world: World, month: string | null = null): Promise<LookedAtDay[]> {
  return (await lookedAtDays(world.db, world.exchange.id, month === null ? DAYS_MAX : DAYS_OF_MONTH_MAX, month)).map((row) => {
    const sums = { bank: { in: row.bank_in, out: row.bank_out }, ours: { in: row.ours_in, out: row.ours_out }, booked: { in: row.booked_in, out: row.booked_out } };
    const agrees = [sums.ours, sums.booked].every((each) => each.in === sums.bank.in && each.out === sums.bank.out);
    return { account: row.account, name: row.name, day: row.day, agrees, sums: isQuietAccount(row.purpose) ? null : sums };
  });
}
