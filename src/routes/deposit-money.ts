import { z } from "@hono/zod-openapi";
import type { Row } from "../db/schema.js";
import { chargesOf, rateRows } from "../deposits/queries.js";
import { repayCharge } from "../deposits/use-cases/charge.js";
import { stateRate } from "../deposits/use-cases/rate.js";
import { can } from "../identity/can.js";
import { moneyJson } from "../kernel/money.js";
import { parseRatio, ratio, ratioText, times } from "../kernel/ratio.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { DayBody, text } from "../tenders/form.js";
import { ownerOf } from "../tenders/owner.js";
import { tenderById } from "../tenders/queries.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const USCC_MAX = 18;
const RateBody = z.strictObject({ account: z.string().regex(/^\d{8,32}$/, "8 to 32 digits"), from: DayBody, percent: z.string().regex(/^\d\.\d{1,6}$/, "write a decimal such as 0.02"), yearDays: z.enum(["360", "365"]), source: text(200) });

/** What banks give on accounts of deposits, and what late refunds cost the tenderer. */
export function depositMoneyRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/deposit-rates", summary: "The interest on accounts of deposits, from when on, by whose word and on what paper", action: "bank.read" }, async () => ok({ body: { rates: (await rateRows(world.db, world.exchange.id)).map(rateView) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/deposit-rates", summary: "State the interest a bank gives on an account of deposits, by its paper (finance reviewer)", action: "deposit.rate", body: RateBody }, async ({ actor, body, receivedAt }) => {
    const { percent, yearDays, ...rate } = body;
    const stated = await stateRate(world, actor, { ...rate, yearDays: Number(yearDays), millionths: times(parseRatio(percent), ratio(MILLION)).n }, receivedAt);
    return stated.ok ? created(stated.value) : stated;
  });
  endpoint(api, world, { method: "get", path: `${LOT}/late-charges`, summary: "What late refunds of a lot cost, and to which number the tenderer pays it", action: "late-charge.read" }, async ({ actor, param }) => {
    const tender = await tenderById(world.db, world.exchange.id, param("tender"));
    if (tender?.row.published_at == null || !tender.lots.some(({ lot }) => lot === param("lot"))) return refuse("not-found", { what: param("tender") });
    const may = can(actor, "late-charge.read", ownerOf(tender));
    if (!may.ok) return may;
    const charges = await chargesOf(world.db, { exchangeId: world.exchange.id, tenderId: param("tender"), lot: param("lot") });
    return ok({ body: { charges: charges.map(({ fen, number, order }) => ({ amount: moneyJson(fen), number, paidOn: order?.state === "paid" && order.paidAt !== null ? rfc3339(order.paidAt) : null, state: order?.state ?? "due" })) } });
  });
  endpoint(api, world, { method: "post", path: `${LOT}/deposit-charges`, summary: "Pay the charge of a late refund on again that came back (cashier)", action: "deposit.charge", body: z.strictObject({ bidder: z.string().max(USCC_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const ordered = await repayCharge(world, actor, { tenderId: param("tender"), lot: param("lot") }, body.bidder, receivedAt);
    return ordered.ok ? created({ order: ordered.value.order, amount: moneyJson(ordered.value.fen) }) : ordered;
  });
}

const MILLION = 1_000_000n;
const rateView = ({ account, from_on: from, millionths, year_days: yearDays, source, stated_by: statedBy, stated_at }: Row<"deposit_rates">) =>
  ({ account, from, percent: ratioText(ratio(BigInt(millionths), MILLION)), yearDays, source, statedBy, statedAt: rfc3339(stated_at.getTime() as Instant) });
