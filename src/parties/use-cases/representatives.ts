import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor, Rank, Role } from "../../identity/actor.js";
import { PROOFS_MIN, type SignedIn } from "../../identity/person.js";
import { isTendererOfficer, organisationOf, representativesOf, type Office } from "../../identity/queries.js";
import { endOffice, lockOwnOrganisation, openAtPrincipals, openOffice } from "../../identity/use-cases/offices.js";
import { newId } from "../../identity/use-cases/people.js";
import { proofsOf } from "../../identity/use-cases/proofs.js";
import { newSecret, secretHash } from "../../identity/use-cases/sessions.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { DAY_MS, plusMs, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { OwnRole } from "../organisation-file.js";
import { endEarlierInvitation, insertInvitation, takeInvitation } from "../store.js";

/** An invitation may be taken this long. */
const INVITATION_DAYS = 7;

export type Invitation = { readonly role: OwnRole; readonly rank: Rank; /** For whom, as the administrator calls him. */ readonly name: string };
export type Invited = { readonly code: string; readonly expiresAt: Instant };

/** Makes a code that lets one person act for the organisation; shown once and kept as its hash. The organisation must hold the office itself. */
export const inviteRepresentative = (world: World, actor: Actor, given: Invitation, at: Instant): Promise<Result<Invited>> =>
  inTransaction(world.db, async (tx) => {
    const uscc = actor.organisation?.uscc ?? "";
    const holds = (await representativesOf(tx, world.exchange.id, uscc)).some(({ role }) => role === given.role);
    if (!holds) return refuse("not-found", { what: given.role });
    const [code, expiresAt] = [newSecret(world.random), plusMs(at, INVITATION_DAYS * DAY_MS)];
    await insertInvitation(tx, {
      exchange_id: world.exchange.id, code_sha256: secretHash(code), uscc, role: given.role, rank: given.rank, name: given.name, opener: null, made_by: actor.id, made_at: new Date(at), expires_at: new Date(expiresAt), taken_by: null,
    });
    return ok({ code, expiresAt });
  });

/** An office to be taken up by somebody the ceremony names, or an administrator (`by`). */
type OfficeToFill = { readonly role: Role; readonly name: string; readonly uscc: string; /** The opener office whose keys it keeps. */ readonly opener?: string | undefined; readonly by?: string };

/**
 * Makes the code by which somebody takes up an office that a ceremony or an administrator gives; an earlier code for it that nobody used ends. Null where it is taken.
 * Whoever takes it up needs two proofs, as anybody who acts for an organisation.
 */
export async function inviteOfficer(tx: Tx, exchangeId: string, { role, name, uscc, opener, by = "ceremony" }: OfficeToFill, { at, random }: { readonly at: Instant; readonly random: World["random"] }): Promise<Invited | null> {
  if (await endEarlierInvitation(tx, exchangeId, { uscc, role, name })) return null;
  const [code, expiresAt] = [newSecret(random), plusMs(at, INVITATION_DAYS * DAY_MS)];
  await insertInvitation(tx, {
    exchange_id: exchangeId, code_sha256: secretHash(code), uscc, role, rank: "administrator", name, opener: opener ?? null, made_by: by, made_at: new Date(at), expires_at: new Date(expiresAt), taken_by: null,
  });
  return { code, expiresAt };
}

/** Takes an invitation: the person acts for the organisation from now on. A code is good once, whoever is first. */
export const acceptInvitation = (world: World, person: SignedIn, code: string, at: Instant): Promise<Result<Office>> =>
  allOrNothing(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const proofs = await proofsOf(tx, exchange, person.id);
    if (proofs < PROOFS_MIN) return refuse("proofs-too-few", { count: proofs, min: PROOFS_MIN });
    const taken = await takeInvitation(tx, exchange, secretHash(code), person.id, new Date(at));
    if (taken === null) return refuse("invitation-over");
    await lockOwnOrganisation(tx, exchange, taken.uscc);
    if ((await organisationOf(tx, exchange, taken.uscc))?.state !== "active") return refuse("invitation-over");
    if (await isThere(tx, exchange, taken.uscc, person.id, taken.role)) return refuse("office-held");
    // Whoever acts there for an agency is no officer of the principal besides: two approvals are of two people.
    if (taken.role === "tenderer" && (await isTendererOfficer(tx, exchange, person.id, taken.uscc))) return refuse("office-held");
    const actorId = newId("a", world.random);
    await openOffice(tx, exchange, { actorId, personId: person.id, role: taken.role, uscc: taken.uscc, rank: taken.rank, opener: taken.opener }, new Date(at));
    if (taken.role === "agency") await openAtPrincipals(tx, exchange, taken.uscc, () => newId("a", world.random), new Date(at));
    const made = (await representativesOf(tx, exchange, taken.uscc)).find(({ id }) => id === actorId);
    return made === undefined ? refuse("invitation-over") : ok(made);
  });

const isThere = async (tx: Parameters<typeof representativesOf>[0], exchangeId: string, uscc: string, personId: string, role: string): Promise<boolean> =>
  (await representativesOf(tx, exchangeId, uscc)).some((each) => each.personId === personId && each.role === role);

/** Ends an office: by an administrator of the organisation, or by its holder for himself. The last administrator stays. */
export const endRepresentative = (world: World, person: SignedIn, actorId: string, at: Instant): Promise<Result<{ readonly ended: string }>> =>
  inTransaction(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const uscc = await lockOwnOrganisation(tx, exchange, { actorId });
    const all = uscc === null ? [] : await representativesOf(tx, exchange, uscc);
    const office = all.find(({ id }) => id === actorId);
    const may = office?.personId === person.id || all.some(({ personId, rank }) => personId === person.id && rank === "administrator");
    if (office === undefined || !may) return refuse("not-found", { what: actorId });
    const others = all.filter(({ id, role, rank }) => id !== actorId && role === office.role && rank === "administrator");
    if (office.rank === "administrator" && others.length === 0) return refuse("last-administrator");
    await endOffice(tx, exchange, actorId, at);
    return ok({ ended: actorId });
  });
