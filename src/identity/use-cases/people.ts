import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { allOrNothing } from "../../db/database.js";
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

const ID_BYTES = 8;
/** What a person is asked to register: what he calls himself and where mail reaches him. Nothing else is kept of him (个人信息保护法 6). */
export type NewPerson = { readonly name: string; readonly email: string | null };
export type FirstProof = { readonly passkey: RegistrationResponseJSON; readonly label: string; readonly sites: Sites } | { readonly certificate: SignedLogin };

/** An id nobody can guess from a name. @param kind p for people, a for offices, r for registrations, l for losses, m for mandates, e for experts */
export const newId = (kind: "p" | "a" | "r" | "l" | "m" | "e", random: World["random"]): string => `${kind}-${hex(random(ID_BYTES))}`;

/** Makes a person known by the first proof he gives. @returns his id and how he proved himself */
export async function registerPerson(world: World, { name, email }: NewPerson, proof: FirstProof, now: Instant): Promise<Result<{ readonly personId: string; readonly how: SignInWay }>> {
  const personId = newId("p", world.random);
  const row = { exchange_id: world.exchange.id, person_id: personId, name, email, made_at: new Date(now) };
  const asked = { purpose: "register", personId: null } as const;
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
    await insertPerson(tx, { ...row, handle: world.random(32) });
    const kept = await keepCertificate(tx, world.exchange.id, personId, shown.value, now);
    return kept.ok ? ok({ personId, how: "certificate" as const }) : kept;
  });
}
