import { z } from "@hono/zod-openapi";
import { CREDIT_FAULTS } from "../bank/exception.js";
import { basicAccountOf, depositOf } from "../deposits/queries.js";
import { stateAccount } from "../deposits/use-cases/account.js";
import { askNumber, lotWithDeposit, payeeOf } from "../deposits/use-cases/number.js";
import { orderRefund } from "../deposits/use-cases/refund.js";
import type { Actor } from "../identity/actor.js";
import { moneyJson } from "../kernel/money.js";
import { ok, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { deadlineOf } from "../tenders/facts.js";
import { text } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const NUMBER = `${LOT}/deposit-number`;
const BANK_NAME_MAX = 80;
const USCC_MAX = 18;
const AccountBody = z.strictObject({ account: z.string().regex(/^\d{8,32}$/, "8 to 32 digits"), bank: text(BANK_NAME_MAX) });

/** Deposits through a bank: a firm's number for a lot and what came to it, its basic account, and the cashier's order to pay back. */
export function depositRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: NUMBER, summary: "The number to pay one’s deposit for a lot to, until the deadline; asked again, the same", action: "deposit.ask" }, async ({ actor, param, receivedAt }) => {
    const place = { tenderId: param("tender"), lot: param("lot") };
    const asked = await askNumber(world, actor, place, receivedAt);
    return asked.ok ? depositView(world, actor, place, 201) : asked;
  });
  endpoint(api, world, { method: "get", path: NUMBER, summary: "One’s own number for a lot, the exact sum, what came and why it is or is not taken", action: "deposit.ask" }, ({ actor, param }) => depositView(world, actor, { tenderId: param("tender"), lot: param("lot") }, 200));
  endpoint(api, world, { method: "post", path: "/api/v1/basic-account", summary: "State one’s own firm’s basic account: deposits are taken from no other", action: "deposit.account", body: AccountBody }, async ({ actor, body, receivedAt }) => {
    const stated = await stateAccount(world, actor, body, receivedAt);
    return stated.ok ? created(stated.value) : stated;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/deposit-refunds`, summary: "Pay a deposit back by one order to the bank (cashier)", action: "deposit.refund", body: z.strictObject({ bidder: z.string().max(USCC_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const ordered = await orderRefund(world, actor, { tenderId: param("tender"), lot: param("lot") }, body.bidder, receivedAt);
    return ordered.ok ? created({ order: ordered.value.order, amount: moneyJson(ordered.value.fen) }) : ordered;
  });
}

async function depositView(world: World, actor: Actor, place: { readonly tenderId: string; readonly lot: string }, status: 200 | 201): Promise<Result<Answer>> {
  const found = await lotWithDeposit(world.db, world, place);
  if (!found.ok) return found;
  const uscc = actor.organisation?.uscc ?? "";
  const [deposit, own] = [await depositOf(world.db, { exchangeId: world.exchange.id, ...place }, uscc), await basicAccountOf(world.db, world.exchange.id, uscc)];
  return ok({ status, body: {
    number: deposit?.number ?? null, payee: deposit === null ? null : await payeeOf(world.db, world, deposit.account), amount: moneyJson(found.value.wanted), deadline: rfc3339(deadlineOf(found.value.tender, place.lot)),
    basicAccount: own === null ? null : { account: own.account, bank: own.bank },
    credits: (deposit?.credits ?? []).map(({ transaction, amount, currency, value_at, fault, reversed_at }) => ({
      transaction, amount: { ...moneyJson(BigInt(amount)), currency }, valueAt: rfc3339(value_at.getTime() as Instant), taken: fault === null && reversed_at === null, fault: fault === null ? null : { code: fault, ...CREDIT_FAULTS[fault] }, reversedAt: reversed_at === null ? null : rfc3339(reversed_at.getTime() as Instant),
    })),
  } });
}
