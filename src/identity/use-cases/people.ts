import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { allOrNothing } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import { hex } from "../../kernel/bytes.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { handleOf } from "../login.js";
import type { Sites } from "../passkey.js";
import { insertPerson } from "../store.js";
import type { SignInWay } from "../tables.js";
import { certificateIn, keepCertificate, type SignedLogin } from "./certificates.js";
import { keepPasskey, newPasskeyIn } from "./passkeys.js";
import { keepPassword, preparePassword, type PasswordGiven } from "./passwords.js";

const ID_BYTES = 8;
const HANDLE_BYTES = 32;
/** What a person is asked to register: what he calls himself and where mail reaches him. Nothing else is kept of him (个人信息保护法 6). */
export type NewPerson = { readonly name: string; readonly email: string | null };
export type FirstProof = { readonly password: PasswordGiven } | { readonly passkey: RegistrationResponseJSON; readonly label: string; readonly sites: Sites } | { readonly certificate: SignedLogin };

/** An id nobody can guess from a name. @param kind p for people, a for offices, r for registrations, l for losses, m for mandates, e for experts, v for venues, h for rooms, b for bookings, c for contracts */
export const newId = (kind: "p" | "a" | "r" | "l" | "m" | "e" | "v" | "h" | "b" | "c", random: World["random"]): string => `${kind}-${hex(random(ID_BYTES))}`;

/** A person who was not known before; `account` is the number by which he signs in with a password. */
type Registered = { readonly personId: string; readonly how: SignInWay; readonly account?: string };

/** Makes a person known by the first proof he gives. @returns his id and how he proved himself */
export async function registerPerson(world: World, { name, email }: NewPerson, proof: FirstProof, now: Instant): Promise<Result<Registered>> {
  const personId = newId("p", world.random);
  const row = { exchange_id: world.exchange.id, person_id: personId, name, email, made_at: new Date(now) };
  const asked = { purpose: "register", personId: null } as const;
  if ("password" in proof) return byPassword(world, { ...row, handle: world.random(HANDLE_BYTES) }, proof.password, now);
  if ("passkey" in proof) {
    const made = await newPasskeyIn(world, proof.passkey, proof.sites, asked, now);
    if (!made.ok) return made;
    return allOrNothing(world.db, async (tx) => {
      await insertPerson(tx, { ...row, handle: handleOf(made.value.challenge) });
      const kept = await keepPasskey(tx, world.exchange.id, personId, proof.label, made.value, now);
      return kept.ok ? ok({ personId, how: "passkey" as const }) : kept;
    });
  }
  const shown = await certificateIn(world, proof.certificate, asked, now);
  if (!shown.ok) return shown;
  return allOrNothing(world.db, async (tx) => {
    await insertPerson(tx, { ...row, handle: world.random(HANDLE_BYTES) });
    const kept = await keepCertificate(tx, world.exchange.id, personId, shown.value, now);
    return kept.ok ? ok({ personId, how: "certificate" as const }) : kept;
  });
}

async function byPassword(world: World, row: NewRow<"people"> & NewPerson, given: PasswordGiven, now: Instant): Promise<Result<Registered>> {
  const prepared = await preparePassword(world, given, row, now);
  if (!prepared.ok) return prepared;
  return allOrNothing(world.db, async (tx) => {
    await insertPerson(tx, row);
    const kept = await keepPassword(tx, world, row.person_id, prepared.value, now);
    return kept.ok ? ok({ personId: row.person_id, how: "password" as const, account: kept.value }) : kept;
  });
}
