import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { challengeIn, checkPasskey, fromBase64url, readNewPasskey, type NewPasskey, type Sites } from "../passkey.js";
import { passkeyById } from "../queries.js";
import { endPasskey, insertPasskey, usePasskey } from "../store.js";
import type { ChallengePurpose } from "../tables.js";
import { takeAnswer } from "./challenges.js";
import { mayEndProof } from "./proofs.js";
import { tellPerson } from "./tell-person.js";

type Ground = Pick<World, "db" | "exchange">;
type Telling = Pick<World, "db" | "exchange" | "random" | "clock">;

/** A new passkey that answers a challenge of ours. @param personId whom the challenge was put to; null for somebody new */
export async function newPasskeyIn({ db, exchange }: Ground, response: RegistrationResponseJSON, sites: Sites, asked: { readonly purpose: ChallengePurpose; readonly personId: string | null }, now: Instant): Promise<Result<NewPasskey & { readonly challenge: Uint8Array }>> {
  const challenge = challengeIn(response);
  if (challenge === null) return refuse("passkey-wrong");
  const taken = await takeAnswer(db, exchange.id, challenge, asked, now);
  if (!taken.ok) return taken;
  const made = await readNewPasskey(response, challenge, sites);
  return made.ok ? ok({ ...made.value, challenge }) : made;
}

export async function keepPasskey(tx: Tx, exchangeId: string, personId: string, label: string, made: NewPasskey, at: Instant): Promise<Result<true>> {
  const kept = await insertPasskey(tx, {
    exchange_id: exchangeId, credential_id: made.credentialId, person_id: personId, public_key: made.publicKey, counter: String(made.counter), transports: [...made.transports], label,
    made_at: new Date(at), used_at: null, ended_at: null,
  });
  return kept ? ok(true) : refuse("passkey-known");
}

/** One more passkey for somebody who is signed in. */
export async function addPasskey(world: Telling, personId: string, given: { readonly label: string; readonly response: RegistrationResponseJSON; readonly sites: Sites }, now: Instant): Promise<Result<true>> {
  const made = await newPasskeyIn(world, given.response, given.sites, { purpose: "passkey", personId }, now);
  return made.ok ? allOrNothing(world.db, async (tx) => {
    await tellPerson(tx, world, personId, "proof-changed");
    return keepPasskey(tx, world.exchange.id, personId, given.label, made.value, now);
  }) : made;
}

/** Who a passkey signs in: the person it was made for, if it answers a challenge of ours at one of our sites. */
export async function personByPasskey({ db, exchange }: Ground, response: AuthenticationResponseJSON, sites: Sites, now: Instant): Promise<Result<string>> {
  const challenge = challengeIn(response);
  if (challenge === null) return refuse("passkey-wrong");
  const taken = await takeAnswer(db, exchange.id, challenge, { purpose: "sign-in", personId: null }, now);
  if (!taken.ok) return taken;
  const known = await passkeyById(db, exchange.id, fromBase64url(response.id));
  if (known === null) return refuse("passkey-unknown");
  const counter = await checkPasskey(response, challenge, sites, known);
  if (!counter.ok) return counter;
  const used = await inTransaction(db, (tx) => usePasskey(tx, known, counter.value, now));
  return used ? ok(known.person_id) : refuse("passkey-wrong");
}

/** Takes one of a person's passkeys away. */
export const removePasskey = (world: Telling, personId: string, id: string, now: Instant): Promise<Result<true>> =>
  inTransaction(world.db, async (tx) => {
    const { exchange } = world;
    const known = await passkeyById(tx, exchange.id, fromBase64url(id));
    if (known?.person_id !== personId) return refuse("not-found", { what: id });
    const may = await mayEndProof(tx, exchange.id, personId);
    if (!may.ok) return may;
    await endPasskey(tx, exchange.id, known.credential_id, now);
    await tellPerson(tx, world, personId, "proof-changed");
    return ok(true);
  });
