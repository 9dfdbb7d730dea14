import { unitsOf } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { moneyJson } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import type { MandateGiven } from "../forms.js";
import { mandateFor, type Mandate, type Power } from "../mandate.js";
import { mandateIn, type CaseRow } from "../queries.js";
import { endMandate, holdMandate, holdMandates, insertMandate, insertSittings } from "../store.js";

const NUMBER_DIGITS = 8;
const SALT_BYTES = 16;

/** The unit that an office belongs to; null where its organisation is none of the city's. */
export async function unitOf(tx: Parameters<typeof unitsOf>[0], world: Pick<World, "exchange">, { organisation }: Pick<Actor, "organisation">): Promise<string | null> {
  return (await unitsOf(tx, world.exchange.id)).find(({ uscc }) => uscc === organisation?.uscc)?.code ?? null;
}

/** The mandate under which a chief representative does something to a case: it is not revoked before the transaction ends. */
export async function mandateHeld(tx: Tx, actor: Actor, { row, power, at }: { readonly row: CaseRow; readonly power: Power; readonly at: Instant }): Promise<Result<Mandate>> {
  const own = (await holdMandates(tx, row.exchange_id, actor.id)).map(mandateIn).filter(({ unit }) => unit === row.unit);
  return mandateFor(own, { item: row.item, power, stake: row.stake_fen === null ? null : BigInt(row.stake_fen), at });
}

/** What is logged of a mandate: the hash of its file, which nobody guesses. */
const mandateBytes = (mandate: Mandate, salt: Uint8Array): Uint8Array<ArrayBuffer> => canonical({
  v: "approval-mandate/1", mandate: mandate.mandate, unit: mandate.unit, holder: mandate.holder, items: [...mandate.items], powers: [...mandate.powers], limit: mandate.limit === null ? null : moneyJson(mandate.limit), from: mandate.from, until: mandate.until, seal: mandate.seal, salt: Buffer.from(salt).toString("hex"),
});

/** A unit gives its chief representative a mandate, with the approval seal that goes with it and ends with it. */
export const giveMandate = (world: World, actor: Actor, given: MandateGiven, at: Instant): Promise<Result<{ readonly mandate: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const unit = await unitOf(tx, world, actor);
    if (unit === null) return refuse("case-unit", { unit: actor.organisation?.name ?? "—" });
    const holder = await actorById(tx, world.exchange.id, given.holder);
    if (holder?.role !== "chief-representative") return refuse("mandate-holder", { holder: given.holder });
    const limit = given.limit === null ? null : fenOf(given.limit);
    const mandate = `SQ${dayOf(at).slice(0, 4)}-${String(Buffer.from(world.random(4)).readUInt32BE() % 10 ** NUMBER_DIGITS).padStart(NUMBER_DIGITS, "0")}`;
    const value: Mandate = { mandate, unit, holder: holder.id, items: [...new Set(given.items)], powers: [...new Set(given.powers)], limit, from: given.from, until: given.until, revokedAt: null, seal: given.seal };
    const made = await insertMandate(tx, {
      exchange_id: world.exchange.id, mandate, unit, holder: holder.id, holder_name: holder.name, items: [...value.items], powers: [...value.powers], limit_fen: limit?.toString() ?? null, from_on: given.from, until_on: given.until, seal: given.seal, document: given.document, made_by: actor.id, made_at: new Date(at),
    });
    if (!made) return refuse("mandate-seal-taken", { seal: given.seal });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "approval.mandate", mandate, unit, sha256: sha256Hex(mandateBytes(value, world.random(SALT_BYTES))) });
    return ok({ mandate });
  });

/** A unit revokes a mandate: from this instant nothing is decided under it, and its seal is dead. */
export const revokeMandate = (world: World, actor: Actor, mandate: string, reason: string, at: Instant): Promise<Result<{ readonly mandate: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdMandate(tx, world.exchange.id, mandate);
    const own = await unitOf(tx, world, actor);
    if (row === null || own === null || row.unit !== own) return refuse("not-found", { what: mandate });
    if (row.revoked_at !== null) return refuse("approval-mandate-revoked", { mandate, on: dayOf(row.revoked_at.getTime() as Instant) });
    await endMandate(tx, world.exchange.id, mandate, { by: actor.id, at: new Date(at), reason });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "approval.mandate.revoked", mandate, at: rfc3339(at) });
    return ok({ mandate });
  });

/** A unit announces on which days its deputy head sits in the centre. */
export const announceSittings = (world: World, actor: Actor, days: readonly PlainDate[], at: Instant): Promise<Result<{ readonly unit: string; readonly days: readonly PlainDate[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const unit = await unitOf(tx, world, actor);
    if (unit === null) return refuse("case-unit", { unit: actor.organisation?.name ?? "—" });
    const past = days.find((each) => each < dayOf(at));
    if (past !== undefined) return refuse("sitting-past", { on: past });
    await insertSittings(tx, [...new Set(days)].map((on_day) => ({ exchange_id: world.exchange.id, unit, on_day, made_by: actor.id, made_at: new Date(at) })));
    return ok({ unit, days });
  });
