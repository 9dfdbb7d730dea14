import { z } from "@hono/zod-openapi";
import { guaranteesOf } from "../bidding/queries/guarantees.js";
import { convertDeposit, releaseBond } from "../deposits/use-cases/convert.js";
import { answerForfeit, decideForfeiture, proposeForfeit } from "../deposits/use-cases/forfeit.js";
import { forfeitureSteps } from "../deposits/queries.js";
import type { Actor } from "../identity/actor.js";
import { can } from "../identity/can.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { text } from "../tenders/form.js";
import { ownerOf } from "../tenders/owner.js";
import { tenderById } from "../tenders/queries.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const FORFEITS = `${LOT}/forfeitures`;
const Bidder = z.string().max(18);
const REASON_MAX = 2_000;
const GROUNDS_MAX = 6;
const Reference = z.string().max(40).nullable().default(null);
const ProposalBody = z.strictObject({ bidder: Bidder, reference: Reference, grounds: z.array(z.strictObject({ ground: z.string().max(40), clause: z.string().max(200) })).max(GROUNDS_MAX), finding: text(REASON_MAX), account: z.string().regex(/^\d{8,32}$/, "8 to 32 digits").nullable().default(null), bank: text(80).nullable().default(null) });

/** Deposits that are not given back, by two people and with the firm heard; a winner's that becomes the performance bond. */
export function forfeitureRoutes(api: Api, world: World): void {
  const placeOf = (param: (name: string) => string) => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "get", path: FORFEITS, summary: "What was proposed, answered and decided of keeping deposits of a lot; a bidder’s own alone", action: "forfeit.read" }, ({ actor, param }) => forfeitsView(world, actor, placeOf(param)));
  endpoint(api, world, { method: "post", path: FORFEITS, summary: "Propose that a deposit is not given back (tenderer)", action: "deposit.forfeit", body: ProposalBody }, async ({ actor, body, param, receivedAt }) => {
    const proposed = await proposeForfeit(world, actor, placeOf(param), body, receivedAt);
    return proposed.ok ? created({ serial: proposed.value.serial, heardUntil: rfc3339(proposed.value.heardUntil) }) : proposed;
  });
  endpoint(api, world, { method: "post", path: `${FORFEITS}/answer`, summary: "Answer a proposal to keep one’s own deposit, once", action: "forfeit.answer", body: z.strictObject({ text: text(REASON_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const answered = await answerForfeit(world, actor, placeOf(param), body.text, receivedAt);
    return answered.ok ? created(answered.value) : answered;
  });
  endpoint(api, world, { method: "post", path: `${FORFEITS}/decision`, summary: "Decide a proposal to keep a deposit, as another person of the tenderer", action: "deposit.forfeit", body: z.strictObject({ bidder: Bidder, reference: Reference, outcome: z.enum(["keep", "drop"]), reason: text(REASON_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const decided = await decideForfeiture(world, actor, placeOf(param), { bidder: body.bidder, reference: body.reference, keep: body.outcome === "keep", reason: body.reason }, receivedAt);
    return decided.ok ? created(decided.value) : decided;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/performance-bond`, summary: "Turn the winner’s deposit into its performance bond (tenderer)", action: "deposit.convert", body: z.strictObject({ bidder: Bidder }) }, async ({ actor, body, param, receivedAt }) => {
    const converted = await convertDeposit(world, actor, placeOf(param), body.bidder, receivedAt);
    return converted.ok ? created({ amount: moneyJson(converted.value.fen) }) : converted;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/performance-bond/release`, summary: "Give back a performance bond that was a deposit (tenderer)", action: "deposit.convert", body: z.strictObject({ bidder: Bidder }) }, async ({ actor, body, param, receivedAt }) => {
    const released = await releaseBond(world, actor, placeOf(param), body.bidder, receivedAt);
    return released.ok ? created({ order: released.value.order, amount: moneyJson(released.value.fen) }) : released;
  });
}

async function forfeitsView(world: World, actor: Actor, place: { readonly tenderId: string; readonly lot: string }): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  if (tender?.row.published_at == null || !tender.lots.some(({ lot }) => lot === place.lot)) return refuse("not-found", { what: place.tenderId });
  const may = can(actor, "forfeit.read", ownerOf(tender));
  if (!may.ok) return may;
  const shown = [];
  for (const { reference, bidder } of await guaranteesOf(world.db, { exchangeId: world.exchange.id, ...place }, actor.role === "bidder" ? (actor.organisation?.uscc ?? "") : undefined)) {
    const steps = await forfeitureSteps(world.db, world.exchange.id, reference);
    if (steps.length > 0) shown.push({ bidder, reference, steps: steps.map(({ serial, step, grounds, text: words, heard_until, open_until, made_at }) => ({ serial, step, grounds, text: words, heardUntil: timeOf(heard_until), openUntil: timeOf(open_until), at: timeOf(made_at) })) });
  }
  return ok({ body: { forfeitures: shown } });
}

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));
