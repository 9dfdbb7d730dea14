import { TAKEN_MS } from "../../auctions/use-cases/interrupt.js";
import { commitReserve, revealReserve } from "../../auctions/use-cases/reserve.js";
import { fixReserve } from "../../auctions/offices.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import type { Json } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at as instant, dayOf, plusMs, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { contestOf } from "../contest.js";
import { reservesOf, saleById, type Sale } from "../queries.js";
import { insertReserveDecision } from "../store.js";
import { heldSale } from "./hold.js";
import { settleSale } from "./settle.js";

type Place = { readonly saleId: string; readonly lot: string };
/** A collective decision on a reserve: the hash of what its keeper keeps, who took part, when, and where it is recorded. Law: 39号令 10 (LD-08). */
export type ReserveDecision = { readonly commitment: string; readonly decidedOn: PlainDate; readonly participants: readonly string[]; readonly record: string };
type Kept = Row<"sale_reserves">;

const objectOf = ({ saleId, lot }: Place, serial: number): string => `${saleId}/${lot}/reserve/${String(serial)}`;
const versionFor = (place: Place, { serial, auction_id, commitment, decided_on, participants, record }: Pick<Kept, "serial" | "auction_id" | "commitment" | "decided_on" | "participants" | "record">): string =>
  versionOf({ object: objectOf(place, serial), auction: auction_id, commitment, decidedOn: decided_on, participants: participants as Json, record });

/** What the second officer signs for; null where there is nothing of his own office. */
export async function reserveToApprove({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, place: Place, serial: number): Promise<string | null> {
  const sale = await saleById(db, exchange.id, place.saleId);
  if (sale === null || sale.row.seller_uscc !== actor.organisation?.uscc) return null;
  const row = (await reservesOf(db, exchange.id, place.saleId, place.lot)).find((each) => each.serial === serial);
  return row === undefined ? null : versionFor(place, row);
}

async function heldContest(tx: Tx, world: World, actor: Actor, place: Place): Promise<Result<{ readonly sale: Sale; readonly auction: string }>> {
  const held = await heldSale(tx, world, actor, "sale.reserve", place.saleId);
  if (!held.ok) return held;
  const lot = held.value.lots.find((each) => each.lot === place.lot);
  return lot === undefined ? refuse("not-found", { what: `${place.saleId}/${place.lot}` }) : ok({ sale: held.value, auction: contestOf(lot.code, held.value.rounds.length) });
}

/** The first of two officers enters the decision. The amount stays with its keeper until the end: only its hash comes here. */
export const prepareReserve = (world: World, actor: Actor, place: Place, { commitment, decidedOn, participants, record }: ReserveDecision, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldContest(tx, world, actor, place);
    if (!held.ok) return held;
    const { auction } = held.value;
    const fits = await fitsNow(world, auction, commitment, at);
    if (!fits.ok) return fits;
    if (decidedOn > dayOf(at)) return refuse("reserve-decided-later", { on: decidedOn });
    if (new Set(participants).size !== participants.length) return refuse("reserve-one-twice");
    const serial = (await reservesOf(tx, world.exchange.id, place.saleId, place.lot)).length + 1;
    const row = { serial, auction_id: auction, commitment, decided_on: decidedOn, participants: JSON.stringify(participants), record };
    await insertReserveDecision(tx, { exchange_id: world.exchange.id, sale_id: place.saleId, lot: place.lot, ...row, prepared_by: actor.id, prepared_at: new Date(at) });
    const kept = await keepRequest(tx, world.exchange.id, actor, { kind: "sale", object: objectOf(place, serial), version: versionFor(place, { ...row, participants }) }, at);
    return kept.ok ? ok({ serial }) : kept;
  });

/** Another officer approves: from here on the hash is in the log, and the contest is told. */
export const approveReserve = (world: World, actor: Actor, place: Place, serial: number, at: Instant): Promise<Result<{ readonly commitment: string; readonly auction: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldContest(tx, world, actor, place);
    if (!held.ok) return held;
    const { auction } = held.value;
    const row = (await reservesOf(tx, world.exchange.id, place.saleId, place.lot)).find((each) => each.serial === serial && each.auction_id === auction);
    if (row === undefined) return refuse("not-found", { what: objectOf(place, serial) });
    const fits = await fitsNow(world, auction, row.commitment, at);
    if (!fits.ok) return fits;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "sale", object: objectOf(place, serial), version: versionFor(place, row), preparedBy: row.prepared_by }, at);
    const committed = approved.ok ? await commitReserve(tx, world, auction, { commitment: row.commitment, by: actor.id }, at) : approved;
    return committed.ok ? ok({ ...committed.value, auction }) : committed;
  });

/** Whether the contest takes it, in the time its terms set aside for it (LD-25), now and as long after as it may need to: what is in the log is in the contest too. */
async function fitsNow({ floor }: World, auction: string, commitment: string, now: Instant): Promise<Result<true>> {
  const memory = await floor.memory(auction);
  if (memory === null) return refuse("contest-not-planned");
  const taken = (at: Instant) => fixReserve(memory.contest, { kind: "fix-reserve", at, by: "officer", key: "", stage: null, commitment });
  const fits = taken(now);
  const last = fits.ok ? taken(plusMs(now, TAKEN_MS)) : fits;
  if (last.ok) return ok(true);
  const { before } = last.refusal.facts;
  return typeof before === "string" ? refuse("auction-reserve-late", { before: rfc3339(plusMs(instant(before), -TAKEN_MS)) }) : last;
}

/** The keeper opens the reserve after the last offer; what the contest came to is decided by it at once. */
export async function openReserve(world: World, actor: Actor, place: Place, file: Uint8Array, at: Instant): Promise<Result<{ readonly matches: boolean }>> {
  const opened = await allOrNothing(world.db, async (tx) => {
    const held = await heldContest(tx, world, actor, place);
    return held.ok ? revealReserve(tx, world, held.value.auction, { file, by: actor.id }, at) : held;
  });
  if (opened.ok) await settleSale(world, place.saleId, at);
  return opened;
}
