import { z } from "@hono/zod-openapi";
import type { Actor } from "../identity/actor.js";
import { can } from "../identity/can.js";
import { Line } from "../judging/inputs.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import { confirmationToSign, prepareConfirmation, signConfirmation } from "../sales/use-cases/confirm.js";
import { closeDeal, recordContract } from "../sales/use-cases/contract.js";
import { dealtLot, partyOf, type Place } from "../sales/use-cases/deals.js";
import { settlePrice } from "../sales/use-cases/price.js";
import { answerKeeping, decideKeeping, proposeKeeping, refuseDeal } from "../sales/use-cases/refusal.js";
import { publishResult, resultToPublish } from "../sales/use-cases/result.js";
import { fenOf } from "../tenders/amounts.js";
import { DayBody, MoneyBody, TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";
import { dealBody } from "./views/deals.js";

const LOT = "/api/v1/sales/:sale/lots/:lot";
const FORFEITS = `${LOT}/forfeitures`;
const placeOf = (param: (name: string) => string, round?: number): Place => ({ saleId: param("sale"), lot: param("lot"), round });
/** Of a deal in a round before the last; left out, the last round counts. */
const round = z.int().min(1).max(1_000).optional();

const INSTALMENTS_MAX = 24;
const GROUNDS_MAX = 6;
const REASON_MAX = 1_000;
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const Uscc = z.string().regex(/^[0-9A-Z]{18}$/);
const Account = z.string().regex(/^\d{8,32}$/, "8 to 32 digits");

/** A contract as it is handed in; what its line’s law sets is left out. */
const ContractBody = z.strictObject({
  number: Line(80), signedOn: DayBody, effectiveOn: DayBody.nullable().default(null), price: MoneyBody, file: Sha256, schedule: z.array(z.strictObject({ until: DayBody, paid: MoneyBody })).min(1).max(INSTALMENTS_MAX).nullable().default(null),
  security: Line(200).nullable().default(null), rate: z.string().regex(/^(0|[1-9]\d?)\.\d{1,4}$/, "write a decimal such as 0.02").nullable().default(null), payee: z.strictObject({ account: Account, bank: Line(80) }).nullable().default(null),
});
const ProposalBody = z.strictObject({ round, firm: Uscc, grounds: z.array(z.strictObject({ ground: z.string().max(40), clause: Line(200) })).max(GROUNDS_MAX), finding: Line(REASON_MAX), account: Account.nullable().default(null), bank: Line(80).nullable().default(null) });

/** What follows a deal: its confirmation, signed by both; its result, published by a second officer; what its two parties read; then contract and price. */
export function saleDealRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${LOT}/deal`, summary: "What follows a deal, for its two parties: confirmation, result, contract, what is due and paid", action: "deal.read" }, ({ actor, param }) => dealView(world, actor, placeOf(param)));
  endpoint(api, world, { method: "put", path: `${LOT}/confirmation`, summary: "Write the confirmation of a deal out, with when and where the contract is signed", action: "sale.draft", body: z.strictObject({ signAt: TimeBody, signPlace: Line(200) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await prepareConfirmation(world, actor, placeOf(param), body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/confirmation`, summary: "Sign the confirmation of a deal: its seller and its winner, each once", action: "sale.confirm", object: (param, actor) => confirmationToSign(world, actor, placeOf(param)) }, async ({ actor, param, receivedAt }) => {
    const made = await signConfirmation(world, actor, placeOf(param), receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/result`, summary: "Publish the result of a deal (a second officer)", action: "sale.publish", object: (param, actor) => resultToPublish(world, actor, placeOf(param)) }, async ({ actor, param, receivedAt }) => {
    const made = await publishResult(world, actor, placeOf(param), receivedAt);
    return made.ok ? created(made.value) : made;
  });
  priceRoutes(api, world);
  keepingRoutes(api, world);
}

/** The contract and its price, to the end of the deal. */
function priceRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${LOT}/contract`, summary: "Record the signed contract: the winner’s deposit becomes part of the price, the rest gets a number", action: "sale.contract", body: ContractBody }, async ({ actor, body, param, receivedAt }) => {
    const schedule = body.schedule?.map(({ until, paid }) => ({ until, paid: fenOf(paid) })) ?? null;
    const made = await recordContract(world, actor, placeOf(param), { ...body, price: fenOf(body.price), schedule }, receivedAt);
    return made.ok ? created({ ...made.value, converted: moneyJson(made.value.converted) }) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/settlement`, summary: "Pay what came of a price on to the transferor by one order to the bank (cashier)", action: "sale.settle" }, async ({ actor, param, receivedAt }) => {
    const made = await settlePrice(world, actor, placeOf(param), receivedAt);
    return made.ok ? created({ order: made.value.order, amount: moneyJson(made.value.fen) }) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/closing`, summary: "Close a deal whose price is paid", action: "sale.contract" }, async ({ actor, param, receivedAt }) => {
    const made = await closeDeal(world, actor, placeOf(param), receivedAt);
    return made.ok ? created(made.value) : made;
  });
}

/** A winner that refuses, and deposits that are not given back. */
function keepingRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${LOT}/refusal`, summary: "Record that the winner refuses to sign, or won by false papers: the lot ends without a deal", action: "sale.contract", body: z.strictObject({ ground: z.enum(["refuses-to-sign", "false-papers"]), reason: Line(REASON_MAX), proof: Sha256 }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await refuseDeal(world, actor, placeOf(param), body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: FORFEITS, summary: "Propose that a deposit for a lot is not given back (seller)", action: "deposit.forfeit", body: ProposalBody }, async ({ actor, body, param, receivedAt }) => {
    const made = await proposeKeeping(world, actor, placeOf(param, body.round), body, receivedAt);
    return made.ok ? created({ serial: made.value.serial, heardUntil: rfc3339(made.value.heardUntil) }) : made;
  });
  endpoint(api, world, { method: "post", path: `${FORFEITS}/answer`, summary: "Answer a proposal to keep one’s own deposit, once", action: "forfeit.answer", body: z.strictObject({ round, text: Line(REASON_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await answerKeeping(world, actor, placeOf(param, body.round), body.text, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${FORFEITS}/decision`, summary: "Decide a proposal to keep a deposit, as another person of the seller", action: "deposit.forfeit", body: z.strictObject({ round, firm: Uscc, outcome: z.enum(["keep", "drop"]), reason: Line(REASON_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await decideKeeping(world, actor, placeOf(param, body.round), { firm: body.firm, keep: body.outcome === "keep", reason: body.reason }, receivedAt);
    return made.ok ? created(made.value) : made;
  });
}

async function dealView(world: World, actor: Actor, place: Place): Promise<Result<Answer>> {
  const dealt = await dealtLot(world.db, world.exchange.id, place);
  const may = can(actor, "deal.read", dealt === null ? {} : { tenderer: dealt.sale.row.seller_uscc });
  if (!may.ok) return may;
  const party = dealt === null ? null : partyOf(actor, dealt);
  return dealt === null || party === null ? refuse("not-found", { what: `${place.saleId}/${place.lot}` }) : ok({ body: await dealBody(world, dealt, party) });
}
