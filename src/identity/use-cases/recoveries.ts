import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { Sites } from "../passkey.js";
import { personOf } from "../queries.js";
import { recoveryByCode, recoveryById, recoveryUnderWay, restoredAtOf, type RecoveryRow } from "../queries/recoveries.js";
import { CODE_MS, decideApproval, decideOpening, type Officer } from "../recovery.js";
import { changeRecovery, deleteSessionsOf, endProofsOf, endTokensOf, insertRecovery, lockPerson } from "../store.js";
import { keepPasskey, newPasskeyIn } from "./passkeys.js";
import { newId } from "./people.js";
import { newSecret, secretHash } from "./sessions.js";
import { tellPerson } from "./tell-person.js";

/** Times are real ones, as of sessions and challenges; messages go by the exchange's clock. */
type Ground = Pick<World, "db" | "exchange" | "random" | "clock">;
type ByOfficer = { readonly actorId: string; readonly personId: string };

/** The person tells us himself, by another proof that he still has. */
export const reportLoss = (world: Ground, personId: string, report: string, at: Instant): Promise<Result<{ readonly id: string }>> =>
  inTransaction(world.db, async (tx) => {
    const exchange = world.exchange.id;
    await lockPerson(tx, exchange, personId);
    const known = await underWay(tx, exchange, personId, at);
    if (known !== null) return ok({ id: known.recovery_id });
    const id = newId("l", world.random);
    await insertRecovery(tx, { ...EMPTY, exchange_id: exchange, recovery_id: id, person_id: personId, state: "reported", report, reported_at: new Date(at) });
    await tell(tx, world, { kind: "recovery-reported", to: [audience.role("exchange-staff"), audience.role("window-staff")], tender: null, lot: null }, world.clock());
    return ok({ id });
  });

/** One officer, who has the person or his papers before him, opens it with the reason; the person is told wherever he still reads. */
export const openRecovery = (world: Ground, officer: ByOfficer, given: { readonly person: string; readonly reason: string }, at: Instant): Promise<Result<{ readonly id: string }>> =>
  inTransaction(world.db, async (tx) => {
    const exchange = world.exchange.id;
    await lockPerson(tx, exchange, given.person);
    if ((await personOf(tx, exchange, given.person)) === null) return refuse("not-found", { what: given.person });
    const known = await underWay(tx, exchange, given.person, at);
    const may = decideOpening(await officerIn(tx, exchange, officer.personId), given.person, known === null ? null : viewOf(known), at);
    if (!may.ok) return may;
    const opened = { state: "opened" as const, reason: given.reason, opened_by: officer.actorId, opener: officer.personId, opened_at: new Date(at) };
    const id = known?.recovery_id ?? newId("l", world.random);
    if (known === null) await insertRecovery(tx, { ...EMPTY, exchange_id: exchange, recovery_id: id, person_id: given.person, ...opened });
    else await changeRecovery(tx, exchange, id, opened);
    await tellPerson(tx, world, given.person, "recovery-opened");
    return ok({ id });
  });

export type Approved = { /** Shown once to the officer who approves; goes to the person by hand or letter. */ readonly code: string; readonly endsAt: Instant };

/** A second officer approves: with that every old proof, session and token of the person is dead, and a code lets him register a passkey. */
export const approveRecovery = (world: Ground, officer: ByOfficer, id: string, at: Instant): Promise<Result<Approved>> =>
  inTransaction(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const found = await held(tx, exchange, id);
    if (found === null) return refuse("not-found", { what: id });
    const may = decideApproval(await officerIn(tx, exchange, officer.personId), viewOf(found), at);
    if (!may.ok) return may;
    const [code, endsAt] = [newSecret(world.random), plusMs(at, CODE_MS)];
    await changeRecovery(tx, exchange, id, { state: "approved", approved_by: officer.actorId, approver: officer.personId, approved_at: new Date(at), code_sha256: secretHash(code), code_ends_at: new Date(endsAt) });
    await endProofsOf(tx, exchange, found.person_id, at);
    await deleteSessionsOf(tx, exchange, found.person_id, null);
    await endTokensOf(tx, exchange, found.person_id, at);
    await tellPerson(tx, world, found.person_id, "recovery-approved");
    return ok({ code, endsAt });
  });

/** Stops one that is not taken up yet: an officer, or the person himself, who still has his proofs while it is not approved. */
export const cancelRecovery = (world: Ground, by: { readonly personId: string; readonly isOfficer: boolean }, id: string, at: Instant): Promise<Result<true>> =>
  inTransaction(world.db, async (tx) => {
    const found = await held(tx, world.exchange.id, id);
    if (found === null || !(by.isOfficer || found.person_id === by.personId) || !["reported", "opened", "approved"].includes(found.state)) return refuse("not-found", { what: id });
    await changeRecovery(tx, world.exchange.id, id, { state: "cancelled", cancelled_by: by.personId, cancelled_at: new Date(at) });
    return ok(true);
  });

/** The person a code is for; refused where it is wrong, used, cancelled or over. */
export async function personByCode({ db, exchange }: Pick<World, "db" | "exchange">, code: string, at: Instant): Promise<Result<{ readonly id: string; readonly personId: string }>> {
  const found = await recoveryByCode(db, exchange.id, secretHash(code));
  return found?.state === "approved" && at < (found.code_ends_at?.getTime() ?? 0) ? ok({ id: found.recovery_id, personId: found.person_id }) : refuse("recovery-over");
}

export type Enrolling = { readonly code: string; readonly label: string; readonly passkey: RegistrationResponseJSON; readonly sites: Sites };

/** Registers the new passkey by the code, once; whoever comes second is told that it is over. @returns the person */
export async function enrol(world: Ground, { code, label, passkey, sites }: Enrolling, at: Instant): Promise<Result<string>> {
  const asked = await personByCode(world, code, at);
  if (!asked.ok) return asked;
  const { id, personId } = asked.value;
  const made = await newPasskeyIn(world, passkey, sites, { purpose: "enrol", personId }, at);
  if (!made.ok) return made;
  return allOrNothing(world.db, async (tx) => {
    const found = await held(tx, world.exchange.id, id);
    if (found?.state !== "approved") return refuse("recovery-over");
    await changeRecovery(tx, world.exchange.id, id, { state: "used", used_at: new Date(at) });
    const kept = await keepPasskey(tx, world.exchange.id, personId, label, made.value, at);
    return kept.ok ? ok(personId) : kept;
  });
}

const EMPTY = { report: null, reported_at: null, reason: null, opened_by: null, opener: null, opened_at: null, approved_by: null, approver: null, approved_at: null, code_sha256: null, code_ends_at: null, used_at: null, cancelled_by: null, cancelled_at: null } as const;

const viewOf = ({ state, person_id: personId, opener }: RecoveryRow) => ({ state, personId, opener });

const officerIn = async (tx: Tx, exchangeId: string, personId: string): Promise<Officer> => ({ personId, restoredAt: await restoredAtOf(tx, exchangeId, personId) });

/** Found again once its person is held: whoever was first has decided. */
async function held(tx: Tx, exchangeId: string, id: string): Promise<RecoveryRow | null> {
  const found = await recoveryById(tx, exchangeId, id);
  if (found === null) return null;
  await lockPerson(tx, exchangeId, found.person_id);
  return recoveryById(tx, exchangeId, id);
}

/** What is under way for somebody; a code that nobody took up in time is no more. */
async function underWay(tx: Tx, exchangeId: string, personId: string, at: Instant): Promise<RecoveryRow | null> {
  const found = await recoveryUnderWay(tx, exchangeId, personId);
  const end = found?.code_ends_at ?? null;
  if (found === null || end === null || at < end.getTime()) return found;
  await changeRecovery(tx, exchangeId, found.recovery_id, { state: "cancelled", cancelled_by: personId, cancelled_at: new Date(at) });
  return null;
}
