import { z } from "@hono/zod-openapi";
import { subAccountFor } from "../bank/queries.js";
import { payeeOf } from "../deposits/use-cases/number.js";
import type { Actor } from "../identity/actor.js";
import { can } from "../identity/can.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { APPLICATION_FLOW } from "../sales/flows.js";
import { readSale } from "../sales/form.js";
import { saleById, standingFormOf, type Sale } from "../sales/queries.js";
import { applicantOf, applicationRefunds, applicationsOf, type Application } from "../sales/queries/applications.js";
import { applyForLot, reviewApplication } from "../sales/use-cases/applications.js";
import { resumeSale, suspendSale } from "../sales/use-cases/suspend.js";
import { dealSingle } from "../sales/use-cases/single.js";
import { endSale } from "../sales/use-cases/end.js";
import { dueOf, orderApplicationRefund } from "../sales/use-cases/refund.js";
import { saleRefundFormOf } from "../sales/use-cases/refund-form.js";
import { fenOf } from "../tenders/amounts.js";
import { MoneyBody, text } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import { saleDealRoutes } from "./sale-deals.js";
import { saleReserveRoutes } from "./sale-reserves.js";
import { statement } from "./statements.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/sales/:sale/lots/:lot";
const UsccBody = z.string().regex(/^[0-9A-Z]{18}$/);
const placeOf = (param: (name: string) => string) => ({ saleId: param("sale"), lot: param("lot") });

/** Who applies for a lot of a grant or transfer: application and deposit, the word on it, the deposit's way back, and an end without a deal; the reserve of a lot, and what follows a deal. */
export function saleApplicationRoutes(api: Api, world: World): void {
  saleReserveRoutes(api, world);
  saleDealRoutes(api, world);
  endpoint(api, world, { method: "post", path: `${LOT}/application`, summary: "Apply for a lot, and get the number to pay the deposit to; asked again, the same", action: "sale.apply", body: z.strictObject({ statement: text(3_000), offer: MoneyBody.nullable().default(null) }) }, async ({ actor, body, param, receivedAt }) => {
    const applied = await applyForLot(world, actor, placeOf(param), { statement: body.statement, offer: body.offer === null ? null : fenOf(body.offer) }, receivedAt);
    return applied.ok ? ownView(world, actor, placeOf(param), 201) : applied;
  });
  endpoint(api, world, { method: "get", path: `${LOT}/application`, summary: "One’s own application: its number, what came, the word on it", action: "sale.apply" }, ({ actor, param }) => ownView(world, actor, placeOf(param), 200));
  endpoint(api, world, { method: "get", path: `${LOT}/applications`, summary: "The applications for a lot, for its seller", action: "sale.review" }, ({ actor, param }) => allView(world, actor, placeOf(param)));
  endpoint(api, world, { method: "post", path: `${LOT}/reviews`, summary: "Decide on an application: qualified with a certificate, or refused with the reason", action: "sale.review", body: z.strictObject({ firm: UsccBody, verdict: z.enum(["qualified", "refused"]), reason: text(2_000) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await reviewApplication(world, actor, placeOf(param), body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/deposit-refunds`, summary: "Pay an applicant’s deposit back by one order to the bank (cashier)", action: "deposit.refund", body: z.strictObject({ firm: UsccBody }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await orderApplicationRefund(world, actor, placeOf(param), body.firm, receivedAt);
    return made.ok ? created({ order: made.value.order, amount: moneyJson(made.value.fen), due: made.value.due }) : made;
  });
  statement(api, world, { path: `${LOT}/deposit-refunds/:reference/form`, summary: "The form of an applicant’s deposit that goes back: why, by when, and what was paid", action: "refund.read", make: async (c) => {
    const may = inOffice(c, "refund.read");
    return may.ok ? saleRefundFormOf(world, may.value, { saleId: c.req.param("sale") ?? "", lot: c.req.param("lot") ?? "", reference: c.req.param("reference") ?? "" }) : may;
  } });
  endpoint(api, world, { method: "post", path: `${LOT}/single-deal`, summary: "Deal with the one qualified transferee, for no less than the floor price and its own offer", action: "sale.single", body: z.strictObject({ price: MoneyBody }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await dealSingle(world, actor, placeOf(param), fenOf(body.price), receivedAt);
    return made.ok ? created({ lot: made.value.lot, price: moneyJson(made.value.price) }) : made;
  });
  for (const [path, summary, act] of [["suspension", "Order that a grant or transfer stand still, with its contest (supervisor)", suspendSale], ["resumption", "Let it go on (supervisor)", resumeSale]] as const) {
    endpoint(api, world, { method: "post", path: `/api/v1/sales/:sale/${path}`, summary, action: "sale.suspend", body: z.strictObject({ reason: text(2_000) }) }, async ({ actor, body, param, receivedAt }) => {
      const made = await act(world, actor, param("sale"), body.reason, receivedAt);
      if (!made.ok) return made;
      for (const auction of made.value.contests) world.floor.nudge(auction);
      return created(made.value);
    });
  }
  endpoint(api, world, { method: "post", path: "/api/v1/sales/:sale/termination", summary: "End a grant or transfer before its contest, with the reason", action: "sale.end", body: z.strictObject({ reason: text(2_000) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await endSale(world, actor, param("sale"), body.reason, receivedAt);
    return made.ok ? created(made.value) : made;
  });
}

type Place = { readonly saleId: string; readonly lot: string };
type Found = { readonly sale: Sale; readonly lot: Sale["lots"][number]; readonly applications: readonly Application[] };

async function found({ db, exchange }: World, { saleId, lot: code }: Place): Promise<Found | null> {
  const sale = await saleById(db, exchange.id, saleId);
  const lot = sale?.lots.find((each) => each.lot === code);
  return sale === null || lot === undefined || sale.rounds.length === 0 ? null : { sale, lot, applications: await applicationsOf(db, exchange.id, saleId, code) };
}

const offerView = ({ row: { offer_fen: offer } }: Application) => (offer === null ? null : moneyJson(BigInt(offer)));
/** A firm's own applications for a lot, round by round. */
const ownOf = (at: Found | null, actor: Actor): readonly Application[] => at?.applications.filter(({ row }) => row.firm === actor.organisation?.uscc) ?? [];

async function ownView(world: World, actor: Actor, place: Place, status: 200 | 201): Promise<Result<Answer>> {
  const at = await found(world, place);
  const mine = ownOf(at, actor);
  const own = mine.at(-1);
  if (at === null || own === undefined) return refuse("not-found", { what: `${place.saleId}/${place.lot}` });
  const sub = await subAccountFor(world.db, world.exchange.id, APPLICATION_FLOW, own.row.reference);
  const form = standingFormOf(at.sale, place.lot, world.clock()) ?? readSale(at.sale.row.form);
  return ok({ status, body: {
    number: sub?.number ?? null, payee: sub === null ? null : await payeeOf(world.db, world, sub.account), amount: form.lots.find(({ lot }) => lot === place.lot)?.deposit ?? null, until: rfc3339(form.applyUntil), offer: offerView(own), ...(await applicationView(world, at, own)),
    earlier: await Promise.all(mine.slice(0, -1).map(async (each) => ({ round: each.row.round, ...(await applicationView(world, at, each)) }))),
  } });
}

async function allView(world: World, actor: Actor, place: Place): Promise<Result<Answer>> {
  const at = await found(world, place);
  const may = can(actor, "sale.review", at === null ? {} : { tenderer: at.sale.row.seller_uscc });
  if (!may.ok) return may;
  if (at === null) return refuse("not-found", { what: `${place.saleId}/${place.lot}` });
  const applications = await Promise.all(at.applications.map(async (each) => ({ round: each.row.round, firm: each.row.firm, name: each.row.firm_name, offer: offerView(each), statement: each.row.statement, appliedAt: rfc3339(each.row.applied_at.getTime() as Instant), ...(await applicationView(world, at, each)) })));
  return ok({ body: { applications } });
}

async function applicationView({ db, exchange }: World, { sale, lot }: Found, application: Application) {
  const { review, row, deposits } = application;
  const orders = await applicationRefunds(db, exchange.id, row.reference);
  return {
    deposit: applicantOf(application).deposit, verdict: review?.verdict ?? null, reason: review?.reason ?? null, certificate: review?.certificate ?? null,
    refund: { due: await dueOf(db, sale, lot, application), ordered: orders.length > 0, paidOn: deposits.find(({ how }) => how === "refunded")?.ended_on ?? null },
  };
}
