import { createHash } from "node:crypto";
import { inTransaction, type Db, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Actor, Rank } from "../actor.js";
import { organisationOfOffice } from "../queries.js";
import { changeOrganisation, endActor, endOfficesOf, firmsHeld, indexOrganisations, insertActor, insertCertificate, insertPerson, insertToken, keepOrganisation, leaveOffices, lockOrganisation, officesToOpen } from "../store.js";

type NewActor = Pick<Actor, "id" | "role" | "name" | "organisation"> & { readonly opener?: string; readonly operatorFirm?: boolean };

/** Makes a person with one office, one certificate and one token: how a rehearsal makes its town. */
export async function registerActor(tx: Tx, exchangeId: string, actor: NewActor, certificate: Uint8Array | null, tokenSha256: Uint8Array, madeAt: Date): Promise<void> {
  const { organisation } = actor;
  const common = { exchange_id: exchangeId, made_at: madeAt };
  if (organisation !== null) await keepOrganisation(tx, { ...common, uscc: organisation.uscc, name: organisation.name, operator_firm: actor.operatorFirm ?? false });
  await insertPerson(tx, { ...common, person_id: actor.id, name: actor.name, email: null, handle: createHash("sha256").update(`${exchangeId}/${actor.id}`).digest() });
  if (certificate !== null) await insertCertificate(tx, { ...common, sha256: sha256Hex(certificate), person_id: actor.id, uscc: organisation?.uscc ?? null, der: certificate, ended_at: null });
  await openOffice(tx, exchangeId, { actorId: actor.id, personId: actor.id, role: actor.role, uscc: organisation?.uscc ?? null, rank: "administrator", opener: actor.opener ?? null }, madeAt);
  await insertToken(tx, { ...common, token_sha256: tokenSha256, actor_id: actor.id });
}

/** Opens for everybody of an agency his office at each principal whose mandate it holds. */
export async function openAtPrincipals(tx: Tx, exchangeId: string, agency: string, newActorId: () => string, at: Date): Promise<void> {
  for (const { personId, tenderer, rank } of await officesToOpen(tx, exchangeId, agency)) {
    await insertActor(tx, { exchange_id: exchangeId, actor_id: newActorId(), person_id: personId, role: "tenderer", org_uscc: tenderer, rank: rank === "reader" ? "reader" : "member", opener: null, agency_uscc: agency, made_at: at, ended_at: null });
  }
}

export type NewOffice = { readonly actorId: string; readonly personId: string; readonly role: Actor["role"]; readonly uscc: string | null; readonly rank: Rank; readonly opener: string | null };

/** Gives a person an office. */
export const openOffice = (tx: Tx, exchangeId: string, office: NewOffice, at: Date): Promise<void> =>
  insertActor(tx, { exchange_id: exchangeId, actor_id: office.actorId, person_id: office.personId, role: office.role, org_uscc: office.uscc, rank: office.rank, opener: office.opener, made_at: at, ended_at: null });

/** Makes an organisation known by its name and code, without a file of its own yet. */
export async function knowOrganisation(tx: Tx, exchangeId: string, { uscc, name, operatorFirm }: { readonly uscc: string; readonly name: string; readonly operatorFirm: boolean }, at: Date): Promise<void> {
  await keepOrganisation(tx, { exchange_id: exchangeId, uscc, name, operator_firm: operatorFirm, made_at: at });
}

/** Makes an organisation known with a version of its file. @returns whether nobody knew it before */
export async function newOrganisation(tx: Tx, exchangeId: string, { uscc, name, version, parent }: { readonly uscc: string; readonly name: string; readonly version: number; /** Of a branch alone. */ readonly parent?: string | undefined }, at: Date): Promise<boolean> {
  const made = await keepOrganisation(tx, { exchange_id: exchangeId, uscc, name, made_at: at });
  await changeOrganisation(tx, exchangeId, uscc, { name, version, parent_uscc: parent ?? null });
  return made;
}

/** Holds an organisation, named by its code or by one of its offices. @returns its code; null where there is none */
export async function lockOwnOrganisation(tx: Tx, exchangeId: string, of: string | { readonly actorId: string }): Promise<string | null> {
  const uscc = typeof of === "string" ? of : await organisationOfOffice(tx, exchangeId, of.actorId);
  if (uscc !== null) await lockOrganisation(tx, exchangeId, uscc);
  return uscc;
}

export const changeOwnOrganisation = changeOrganisation;

/** Ends an office; sessions that stood in it stand in none. */
export const endOffice = (tx: Tx, exchangeId: string, actorId: string, at: Instant): Promise<void> => endActor(tx, exchangeId, actorId, at);

/** Organisations by their codes, of which none leaves before the transaction ends. */
export const holdFirms = firmsHeld;

/** Holds organisations that something begins for: whose account is closed begins nothing. */
export async function holdStanding(tx: Tx, exchangeId: string, usccs: readonly string[]): Promise<Result<true>> {
  const gone = (await firmsHeld(tx, exchangeId, usccs)).find(({ left }) => left);
  return gone === undefined ? ok(true) : refuse("organisation-left", { firm: gone.name });
}

/** Closes an organisation that is held: nobody acts for it any more, wherever he is signed in. */
export async function closeOrganisation(tx: Tx, exchangeId: string, uscc: string, at: Instant): Promise<void> {
  await changeOrganisation(tx, exchangeId, uscc, { state: "left" });
  await leaveOffices(tx, exchangeId, uscc);
  await endOfficesOf(tx, exchangeId, uscc, at);
}

const BATCH = 1_000;

/** Makes findable every organisation that was known before there were words. @returns how many */
export async function indexMissingOrganisations(db: Db, exchangeId: string): Promise<number> {
  for (let done = 0; ;) {
    const made = await inTransaction(db, (tx) => indexOrganisations(tx, exchangeId, BATCH));
    done += made;
    if (made < BATCH) return done;
  }
}
