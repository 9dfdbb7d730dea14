import { allOrNothing, inTransaction, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { SignedIn } from "../../identity/person.js";
import { hex } from "../../kernel/bytes.js";
import { checkIdNumber } from "../../kernel/id-number.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { isLetterWaiting } from "../../parties/queries.js";
import type { World } from "../../world.js";
import { indexesOf, NONCE_BYTES, sealed, unsealed, type Place } from "../key-ring.js";
import { maskedIdNumber } from "../mask.js";
import { identityNumberOf, peopleWithNumber } from "../queries.js";
import { deleteIdentityNumber, insertDisclosure, putIdentityNumber } from "../store/rows.js";

type Ground = Pick<World, "db" | "exchange" | "personalKeys" | "random">;
const ID_BYTES = 16;
/** Where a person's number is sealed. */
export const numberPlace = (exchange: string, personId: string): Place => ({ exchange, table: "identity_numbers", column: "sealed", row: personId });

/** Keeps the identity number somebody gives of himself, sealed; a second one takes the place of the first. @returns it as he sees it from now on */
export async function giveIdentityNumber({ db, exchange, personalKeys, random }: Ground, person: SignedIn, given: string, at: Instant): Promise<Result<string>> {
  const number = checkIdNumber(given, dayOf(at));
  if (!number.ok) return number;
  await inTransaction(db, (tx) => putIdentityNumber(tx, {
    exchange_id: exchange.id, person_id: person.id, sealed: sealed(personalKeys, numberPlace(exchange.id, person.id), number.value, random(NONCE_BYTES)), lookup: indexesOf(personalKeys, exchange.id, "id-number", number.value)[0], given_at: new Date(at),
  }));
  return ok(maskedIdNumber(number.value));
}

/** Forgets a person's number, at his own word and at once, unless staff are holding it against a letter (个人信息保护法 15, 47). */
export const withdrawIdentityNumber = ({ db, exchange }: Ground, person: SignedIn): Promise<Result<true>> =>
  allOrNothing(db, async (tx) => {
    if (await isLetterWaiting(tx, exchange.id, person.id)) return refuse("id-number-in-use");
    await deleteIdentityNumber(tx, exchange.id, person.id);
    return ok(true);
  });

async function numberOf(db: Db | Tx, { exchange, personalKeys }: Pick<World, "exchange" | "personalKeys">, personId: string): Promise<string | null> {
  const row = await identityNumberOf(db, exchange.id, personId);
  return row === null ? null : unsealed(personalKeys, numberPlace(exchange.id, personId), row.sealed);
}

/** A person's number as it stands on pages; null where there is none, or it does not open any more. */
export async function shownIdentityNumber(world: Pick<World, "db" | "exchange" | "personalKeys">, personId: string): Promise<string | null> {
  const number = await numberOf(world.db, world, personId);
  return number === null ? null : maskedIdNumber(number);
}

/** The same whole, for a page of whoever it was just shown to; that it was is kept already. */
export const wholeIdentityNumber = (world: Pick<World, "db" | "exchange" | "personalKeys">, personId: string): Promise<string | null> => numberOf(world.db, world, personId);

/** What somebody is shown of another, in whose work's interest. */
export type Reveal = { readonly personId: string; readonly to: Actor; readonly reason: string };
export type Revealed = { readonly idNumber: string; /** Other accounts with the same number: one person may act for several firms, and staff should know it. */ readonly alsoOf: readonly string[] };

/** Shows one person's number to somebody whose work needs it, and keeps that it was shown, to whom and why. Who may ask is the caller's to say. */
export async function revealIdentityNumber(tx: Tx, world: Pick<World, "exchange" | "personalKeys" | "random">, { personId, to, reason }: Reveal, at: Instant): Promise<Result<Revealed>> {
  const { exchange, personalKeys, random } = world;
  const idNumber = await numberOf(tx, world, personId);
  if (idNumber === null) return refuse("not-found", { what: personId });
  await insertDisclosure(tx, { exchange_id: exchange.id, disclosure_id: hex(random(ID_BYTES)), person_id: personId, what: "id-number", shown_to: to.id, reason, shown_at: new Date(at) });
  const alsoOf = (await peopleWithNumber(tx, exchange.id, indexesOf(personalKeys, exchange.id, "id-number", idNumber))).filter((each) => each !== personId);
  return ok({ idNumber, alsoOf });
}
