import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { Certificate } from "../../signing/certificates.js";
import { nameText } from "../../signing/chains.js";
import { verifyDetached } from "../../signing/cms.js";
import { passRevocation, underNewest } from "../../revocation/use-cases/judge.js";
import type { World } from "../../world.js";
import { challengeOf } from "../login.js";
import { certificatesOf, personOfCertificate } from "../queries.js";
import type { ChallengePurpose } from "../tables.js";
import { endCertificate, insertCertificate } from "../store.js";
import type { Challenging } from "./challenges.js";
import { takeAnswer } from "./challenges.js";
import { mayEndProof } from "./proofs.js";
import { tellPerson } from "./tell-person.js";

type Ground = Pick<World, "db" | "exchange" | "trust" | "clock" | "revocation" | "log" | "random">;
/** A challenge as it was given, and the CMS signature over it. */
export type SignedLogin = { readonly login: Uint8Array; readonly signature: Uint8Array };

/** The certificate that signed a challenge of ours, good under the trusted roots at the exchange's own time and not taken back by its issuer. */
export async function certificateIn(world: Ground, { login, signature }: SignedLogin, asked: Pick<Challenging, "purpose" | "personId">, now: Instant): Promise<Result<Certificate>> {
  const taken = await takeAnswer(world.db, world.exchange.id, challengeOf(login), asked, now);
  if (!taken.ok) return taken;
  return certificateOver(world, { login, signature }, asked.purpose);
}

/** The certificate behind a signature over some bytes, good under the trusted roots at the exchange's own time and not taken back by its issuer. */
export async function certificateOver(world: Ground, { login, signature }: SignedLogin, purpose: ChallengePurpose): Promise<Result<Certificate>> {
  await underNewest(world);
  const signed = verifyDetached(signature, login, world.trust, world.clock());
  if (!signed.ok) return signed;
  const stands = await passRevocation(world, signed.value.certificate, purpose);
  return stands.ok ? ok(signed.value.certificate) : stands;
}

export async function keepCertificate(tx: Tx, exchangeId: string, personId: string, { sha256, der, organisation }: Certificate, at: Instant): Promise<Result<true>> {
  const kept = await insertCertificate(tx, { exchange_id: exchangeId, sha256, person_id: personId, uscc: organisation, der, made_at: new Date(at), ended_at: null });
  return kept ? ok(true) : refuse("certificate-known");
}

/** One more certificate for somebody who is signed in. */
export async function addCertificate(world: Ground, personId: string, given: SignedLogin, now: Instant): Promise<Result<true>> {
  const shown = await certificateIn(world, given, { purpose: "certificate", personId }, now);
  return shown.ok ? allOrNothing(world.db, async (tx) => {
    await tellPerson(tx, world, personId, "proof-changed");
    return keepCertificate(tx, world.exchange.id, personId, shown.value, now);
  }) : shown;
}

/** Who a certificate signs in: the person who once showed its key here. */
export async function personByCertificate(world: Ground, given: SignedLogin, now: Instant): Promise<Result<string>> {
  const shown = await certificateIn(world, given, { purpose: "sign-in", personId: null }, now);
  if (!shown.ok) return shown;
  const known = await personOfCertificate(world.db, world.exchange.id, shown.value.sha256);
  return known === null ? refuse("certificate-unregistered", { subject: nameText(shown.value.subject) }) : ok(known.person_id);
}

/** Takes one of a person's certificates away. */
export const removeCertificate = ({ db, exchange }: Pick<World, "db" | "exchange">, personId: string, sha256: string, now: Instant): Promise<Result<true>> =>
  inTransaction(db, async (tx) => {
    const known = (await certificatesOf(tx, exchange.id, personId)).some((each) => each.sha256 === sha256);
    if (!known) return refuse("not-found", { what: sha256 });
    const may = await mayEndProof(tx, exchange.id, personId);
    if (may.ok) await endCertificate(tx, exchange.id, sha256, now);
    return may;
  });
