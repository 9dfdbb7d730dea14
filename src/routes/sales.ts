import { z } from "@hono/zod-openapi";
import { actsFor } from "../identity/can.js";
import type { Actor } from "../identity/actor.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { SALE_LINES } from "../lines/lines.js";
import { contestOf } from "../sales/contest.js";
import { readSale, SaleBody, type SaleForm } from "../sales/form.js";
import { outcomeOfLot, publishedSales, saleById, standingFormOf, type Sale } from "../sales/queries.js";
import { draftSale, redraftSale, stepSale } from "../sales/use-cases/draft.js";
import { preDiscloseSale, preDisclosureToApprove } from "../sales/use-cases/pre-disclose.js";
import { publishRound, saleToApprove } from "../sales/use-cases/publish.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const SALE = "/api/v1/sales/:sale";
const LIST_MAX = 200;
const isSaleLine = (name: string): boolean => Object.hasOwn(SALE_LINES, name);

/** Grants and transfers, from their registration to the notice. */
export function saleRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/sales", summary: "Enter a grant or transfer as a draft", action: "sale.draft",
    body: z.strictObject({ line: z.string().max(40).refine(isSaleLine, "a line that sells, of this exchange"), form: SaleBody }) }, async ({ actor, body, receivedAt }) => {
    const made = await draftSale(world, actor, body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "put", path: SALE, summary: "Replace what is prepared: a draft, or the next round of one that brought nobody", action: "sale.draft", body: z.strictObject({ version: z.int().min(1), form: SaleBody }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await redraftSale(world, actor, param("sale"), body, receivedAt);
    return made.ok ? ok({ body: made.value }) : made;
  });
  for (const [path, move, summary] of [["registration", "register", "Register a grant or transfer: approval, title, nothing in its way"], ["appraisal", "appraise", "Enter that the appraisal is approved or filed"]] as const) {
    endpoint(api, world, { method: "post", path: `${SALE}/${path}`, summary, action: "sale.draft" }, async ({ actor, param, receivedAt }) => {
      const made = await stepSale(world, actor, param("sale"), move, receivedAt);
      return made.ok ? created(made.value) : made;
    });
  }
  endpoint(api, world, { method: "post", path: `${SALE}/rounds`, summary: "Publish a notice, extend one, disclose anew, or list again what was not dealt (a second officer)", action: "sale.publish", object: (param, actor) => saleToApprove(world, actor, param("sale")),
    body: z.strictObject({ move: z.enum(["publishNotice", "extend", "redisclose", "relist"]) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await publishRound(world, actor, param("sale"), body.move, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${SALE}/pre-disclosure`, summary: "Publish the pre-disclosure of a transfer by which control may change (a second officer)", action: "sale.publish", object: (param, actor) => preDisclosureToApprove(world, actor, param("sale")) }, async ({ actor, param, receivedAt }) => {
    const made = await preDiscloseSale(world, actor, param("sale"), receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "get", path: SALE, summary: "A grant or transfer as it was last published; what is prepared is read by its own office alone", action: "anyone" }, ({ c, param }) => saleView(world, c.get("reader"), param("sale")));
  endpoint(api, world, { method: "get", path: "/api/v1/sales", summary: "Grants and transfers that were published, newest first", action: "anyone" }, async () => {
    const found = await publishedSales(world.db, world.exchange.id, LIST_MAX);
    const sales = await Promise.all(found.map(({ sale_id }) => saleById(world.db, world.exchange.id, sale_id)));
    return ok({ body: { sales: sales.flatMap((sale) => (sale === null ? [] : [publicView(sale, world.clock())])) } });
  });
}

async function saleView({ db, exchange, clock }: World, actor: Actor | null, saleId: string): Promise<Result<Answer>> {
  const sale = await saleById(db, exchange.id, saleId);
  const isOwn = sale !== null && actor?.role === "tenderer" && actsFor(actor, { tenderer: sale.row.seller_uscc, code: undefined });
  if (sale === null || (sale.rounds.length === 0 && !isOwn)) return refuse("not-found", { what: saleId });
  return ok({ body: { ...publicView(sale, clock()), prepared: isOwn ? { version: sale.row.version, form: formView(readSale(sale.row.form)) } : null } });
}

/** What everybody reads of a sale. */
function publicView(sale: Sale, at: Instant) {
  const { id, row, lots, rounds } = sale;
  const last = rounds.at(-1);
  return {
    sale: id, line: row.line, seller: { name: row.seller_name, uscc: row.seller_uscc }, lots: lots.map(({ lot, code, stage }) => ({ lot, code, stage, applyUntil: timeOrNull(standingFormOf(sale, lot, at)?.applyUntil), orders: ordersOf(sale, lot), contest: rounds.length === 0 ? null : contestOf(code, rounds.length), outcome: outcomeView(outcomeOfLot(sale, lot)) })), form: last === undefined ? null : formView(readSale(last.form)),
    rounds: rounds.map(({ round, move, notice_id, published_at }) => ({ round, move, notice: notice_id, publishedAt: rfc3339(published_at.getTime() as Instant) })),
  };
}

const timeOrNull = (time: Instant | undefined): string | null => (time === undefined ? null : rfc3339(time));

/** By which orders of the supervisor a lot stood still and went on, with their reasons. */
const ordersOf = ({ moves }: Sale, lot: string) => moves.filter((each) => each.lot === lot && (each.move === "suspend" || each.move === "resume")).map(({ move, reason, made_at }) => ({ order: move, reason, at: rfc3339(made_at.getTime() as Instant) }));

/** How the contest over a lot ended; of a reserve only whether it was reached. Law: 39号令 10. */
const outcomeView = (outcome: Sale["outcomes"][number] | null) =>
  outcome === null ? null : { how: outcome.how, reserve: outcome.reserve, amount: outcome.amount_fen === null ? null : moneyJson(BigInt(outcome.amount_fen)), endedAt: rfc3339(outcome.ended_at.getTime() as Instant) };

/** A form with its times as people write them. */
function formView(form: SaleForm) {
  const { startsAt, listingEndsAt, applyUntil, display } = form;
  return { ...form, startsAt: rfc3339(startsAt), listingEndsAt: listingEndsAt === null ? null : rfc3339(listingEndsAt), applyUntil: rfc3339(applyUntil), display: display === null ? null : { ...display, from: rfc3339(display.from), until: rfc3339(display.until) } };
}
