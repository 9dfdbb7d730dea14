import { CompiledQuery, sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { HOUR_MS, MINUTE_MS, type Instant } from "../kernel/time.js";
import { hex } from "../kernel/bytes.js";
import { bytesList, textList } from "../db/lists.js";
import { actingFor, type Actor, type Rank, type Role } from "./actor.js";
import type { Mandate } from "./mandate.js";
import { mayUsePassword } from "./password.js";
import type { SignedIn } from "./person.js";
import { touchSession } from "./store.js";
import type { ApprovalKind, SignInWay } from "./tables.js";

/** A session ends 30 minutes after its last use and 10 hours after sign-in, in real time (ASVS V7.3). */
export const IDLE_MS_MAX = 30 * MINUTE_MS;
export const ABSOLUTE_MS_MAX = 10 * HOUR_MS;
/** The last use is written at most this often. */
export const TOUCH_MS = MINUTE_MS;

/** An office of somebody, as it stands now. */
export type Office = Actor & { readonly rank: Rank; readonly personId: string };

/** What a mandate is read as, in one column. */
type MandateJson = { readonly id: string; readonly scope: readonly string[] | null; readonly acts: Mandate["acts"]; readonly from: number; readonly until: number; readonly endedAt: number | null; readonly reason: string | null };

/** The mandates both sides signed by which an office acts; null for an office of the organisation itself. */
const MANDATES_SQL = `case when actors.agency_uscc is not null then (select coalesce(jsonb_agg(jsonb_build_object('id', mandates.mandate_id, 'scope', mandates.scope, 'acts', mandates.acts,
      'from', (extract(epoch from mandates.from_at) * 1000)::bigint, 'until', (extract(epoch from mandates.until_at) * 1000)::bigint, 'endedAt', (extract(epoch from mandates.ended_at) * 1000)::bigint, 'reason', mandates.reason) order by mandates.until_at), '[]')
    from mandates where mandates.exchange_id = actors.exchange_id and mandates.tenderer_uscc = actors.org_uscc and mandates.agency_uscc = actors.agency_uscc and mandates.accepted_at is not null) end`;
const MANDATES = sql.raw<MandateJson[] | null>(MANDATES_SQL);

/** An office at an agency's principal stands while its holder is in an office of that agency, and the agency may act. */
const AGENCY_STANDS_SQL = `(actors.agency_uscc is null or (agencies.state = 'active' and exists (select from actors as own where own.exchange_id = actors.exchange_id and own.person_id = actors.person_id
    and own.role = 'agency' and own.org_uscc = actors.agency_uscc and own.agency_uscc is null and own.ended_at is null)))`;
const AGENCY_STANDS = sql.raw<boolean>(AGENCY_STANDS_SQL);
/** One of its mandates at least was not ended. */
const MANDATE_LEFT = sql<boolean>`(actors.agency_uscc is null or exists (select from mandates where mandates.exchange_id = actors.exchange_id and mandates.tenderer_uscc = actors.org_uscc and mandates.agency_uscc = actors.agency_uscc
    and mandates.accepted_at is not null and mandates.ended_at is null))`;

const offices = (db: Db | Tx, exchangeId: string) =>
  db.selectFrom("actors").innerJoin("people", (join) => join.onRef("people.exchange_id", "=", "actors.exchange_id").onRef("people.person_id", "=", "actors.person_id"))
    .leftJoin("organisations", (join) => join.onRef("organisations.exchange_id", "=", "actors.exchange_id").onRef("organisations.uscc", "=", "actors.org_uscc"))
    .leftJoin("organisations as agencies", (join) => join.onRef("agencies.exchange_id", "=", "actors.exchange_id").onRef("agencies.uscc", "=", "actors.agency_uscc"))
    .select(["actors.agency_uscc", "agencies.name as agency_name", MANDATES.as("mandates"), "actors.actor_id", "actors.person_id", "actors.role", "actors.rank", "actors.opener", "actors.org_uscc", "people.name", "organisations.name as org_name", "organisations.operator_firm"])
    .where("actors.exchange_id", "=", exchangeId);

/** Offices that can be acted in: not ended, of a person who is here and an organisation that is neither frozen nor gone. */
const standing = (db: Db | Tx, exchangeId: string) => offices(db, exchangeId).where("actors.ended_at", "is", null).where("people.state", "=", "active")
  .where((where) => where.or([where("actors.org_uscc", "is", null), where("organisations.state", "=", "active")])).where(AGENCY_STANDS).where(MANDATE_LEFT);

type OfficeRow = Awaited<ReturnType<ReturnType<typeof offices>["executeTakeFirstOrThrow"]>>;

function officeOf(row: OfficeRow): Office {
  const organisation = row.org_name === null || row.org_uscc === null ? null : { name: row.org_name, uscc: row.org_uscc };
  return { id: row.actor_id, personId: row.person_id, role: row.role as Role, name: row.name, organisation, opener: row.opener, operatorFirm: row.operator_firm ?? false, rank: row.rank, ...agencyOf(row) };
}

function agencyOf({ agency_uscc: uscc, agency_name: name, mandates }: OfficeRow): Pick<Office, "agency"> {
  if (uscc === null) return {};
  return { agency: { uscc, name: name ?? uscc, mandates: (mandates ?? []).map(({ id, scope, acts, from, until, endedAt, reason }): Mandate =>
    ({ id, scope, acts, from: from as Instant, until: until as Instant, ended: endedAt === null ? null : { at: endedAt as Instant, reason: reason ?? "" } })) } };
}

/** The actor of a bearer token's hash; null if there is none. */
export async function actorByToken(db: Db, exchangeId: string, tokenSha256: Uint8Array): Promise<Office | null> {
  const row = await standing(db, exchangeId).innerJoin("tokens", (join) => join.onRef("tokens.exchange_id", "=", "actors.exchange_id").onRef("tokens.actor_id", "=", "actors.actor_id"))
    .where("token_sha256", "=", tokenSha256).executeTakeFirst();
  return row === undefined ? null : officeOf(row);
}

/** A program that acts by a token: the office, what the token names of it, and which token it is. */
export type TokenHolder = { readonly tokenId: string; readonly personId: string; readonly actor: Office; readonly usedAt: Instant | null };

/** Who acts by the token of this hash; null where there is none, it is over or revoked, or its office cannot be acted in. `now` is real time. */
export async function officeByToken(db: Db, exchangeId: string, tokenSha256: Uint8Array, now: Instant): Promise<TokenHolder | null> {
  const row = await standing(db, exchangeId).innerJoin("api_tokens", (join) => join.onRef("api_tokens.exchange_id", "=", "actors.exchange_id").onRef("api_tokens.actor_id", "=", "actors.actor_id"))
    .select(["api_tokens.token_id", "api_tokens.scopes", "api_tokens.used_at"]).where("api_tokens.token_sha256", "=", tokenSha256).where("api_tokens.ended_at", "is", null).where("api_tokens.ends_at", ">", new Date(now)).executeTakeFirst();
  return row === undefined ? null : { tokenId: row.token_id, personId: row.person_id, actor: { ...officeOf(row), scopes: row.scopes }, usedAt: row.used_at === null ? null : (row.used_at.getTime() as Instant) };
}

/** A person's tokens that were not revoked, those that are over among them. */
export async function tokensOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"api_tokens">[]> {
  return db.selectFrom("api_tokens").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).orderBy("made_at").orderBy("token_id").execute();
}

export type SessionRow = OfficeRow & { readonly session_person: string; readonly session_name: string; readonly how: SignInWay; readonly made_at: Date; readonly seen_at: Date; readonly org_state: string | null; readonly agency_stands: boolean };

/**
 * Written once, not put together with every request. Each step looks up one row by its key: `offset 0` keeps the planner from walking
 * all offices of a city it has not counted yet.
 */
const BY_SESSIONS = `/* by-sessions */ select sessions.session_sha256, sessions.person_id as session_person, people.name as session_name, sessions.how, sessions.made_at, sessions.seen_at, office.*
  from sessions join people on people.exchange_id = sessions.exchange_id and people.person_id = sessions.person_id and people.state = 'active'
    left join lateral (select actors.agency_uscc, agencies.name as agency_name, ${MANDATES_SQL} as mandates, ${AGENCY_STANDS_SQL} as agency_stands, actors.actor_id, actors.person_id, actors.role, actors.rank, actors.opener, actors.org_uscc,
        people.name as name, organisations.name as org_name, organisations.operator_firm, organisations.state as org_state
      from (select * from actors as held where held.exchange_id = sessions.exchange_id and held.actor_id = sessions.actor_id and held.ended_at is null offset 0) as actors
        left join lateral (select * from organisations as own where own.exchange_id = actors.exchange_id and own.uscc = actors.org_uscc offset 0) as organisations on true
        left join lateral (select * from organisations as own where own.exchange_id = actors.exchange_id and own.uscc = actors.agency_uscc offset 0) as agencies on true) as office on true
  where sessions.exchange_id = $1 and sessions.session_sha256 = any($2::bytea[])`;

/** Sessions with the office in hand, as they stand in the database, in the order asked; null for one there is not. */
export async function sessionRows(db: Db, exchangeId: string, sessions: readonly Uint8Array[]): Promise<(SessionRow | null)[]> {
  const { rows } = await db.executeQuery<SessionRow & { readonly session_sha256: Uint8Array }>(CompiledQuery.raw(BY_SESSIONS, [exchangeId, bytesList(sessions)]));
  const found = new Map(rows.map((row) => [hex(row.session_sha256), row]));
  return sessions.map((session) => found.get(hex(session)) ?? null);
}

export type StandingSession = { readonly person: SignedIn; readonly actor: Office | null };

/** Who a session belongs to, unless it is over; its use is noted once a minute. `now` is real time: sessions do not follow the rehearsal clock. */
export async function standingIn(db: Db, exchangeId: string, sessionSha256: Uint8Array, row: SessionRow, now: Instant): Promise<StandingSession | null> {
  if (now - row.seen_at.getTime() > IDLE_MS_MAX || now - row.made_at.getTime() > ABSOLUTE_MS_MAX) return null;
  if (now - row.seen_at.getTime() > TOUCH_MS) await touchSession(db, exchangeId, sessionSha256, now);
  return { person: { id: row.session_person, name: row.session_name, how: row.how, session: sessionSha256 }, actor: mayAct(row) ? officeOf(row) : null };
}

/**
 * An office is in hand, and its organisation, where it has one, is neither frozen nor gone; whoever came by a password acts in few offices. An agency's mandates come along whether they
 * stand or not: the edge holds them against the exchange's clock.
 */
const mayAct = ({ actor_id, role, how, org_state, agency_stands }: SessionRow): boolean =>
  (actor_id as string | null) !== null && (org_state === null || org_state === "active") && agency_stands && (how !== "password" || mayUsePassword([role as Role]));

/** An office that can be acted in, by its id. */
export async function actorById(db: Db | Tx, exchangeId: string, actorId: string): Promise<Office | null> {
  const row = await standing(db, exchangeId).where("actors.actor_id", "=", actorId).executeTakeFirst();
  return row === undefined ? null : officeOf(row);
}

/** The name of whoever held an office, also of one that has ended: what was signed stays signed. */
export async function nameOfActor(db: Db | Tx, exchangeId: string, actorId: string): Promise<string | null> {
  return (await offices(db, exchangeId).where("actors.actor_id", "=", actorId).executeTakeFirst())?.name ?? null;
}

export async function allActors(db: Db, exchangeId: string): Promise<Office[]> {
  return (await standing(db, exchangeId).orderBy("actors.actor_id").execute()).map(officeOf);
}

/** The offices a person can act in. */
export async function officesOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Office[]> {
  return (await standing(db, exchangeId).where("actors.person_id", "=", personId).orderBy("actors.actor_id").execute()).map(officeOf);
}

/** How many offices somebody holds, also those that cannot be acted in now: their organisation may be let act again. Held, so that none is opened meanwhile. */
export async function heldOfficesOf(tx: Tx, exchangeId: string, personId: string): Promise<number> {
  await tx.selectFrom("people").select("person_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).forUpdate().executeTakeFirst();
  return (await tx.selectFrom("actors").select("actor_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).execute()).length;
}

/** The organisation an office is held for; null where it is held for none, or is not there. */
export async function organisationOfOffice(db: Db | Tx, exchangeId: string, actorId: string): Promise<string | null> {
  return (await db.selectFrom("actors").select("org_uscc").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).executeTakeFirst())?.org_uscc ?? null;
}

/** Everybody who acts for an organisation as its own. */
export async function representativesOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Office[]> {
  return (await offices(db, exchangeId).where("actors.org_uscc", "=", uscc).where("actors.agency_uscc", "is", null).where("actors.ended_at", "is", null).orderBy("actors.made_at").orderBy("actors.actor_id").execute()).map(officeOf);
}

/** An organisation as registered; null where nobody registered it. */
export async function organisationOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"organisations"> | null> {
  return (await db.selectFrom("organisations").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).executeTakeFirst()) ?? null;
}

/** Offices of a role that can be acted in, all of them or those of some organisations; those of its agencies are not among them. */
export const officesWith = async (db: Db | Tx, exchangeId: string, role: Role, usccs: readonly string[] | null): Promise<string[]> =>
  usccs?.length === 0 ? [] : (await standing(db, exchangeId).where("actors.role", "=", role).where("actors.agency_uscc", "is", null).$if(usccs !== null, (query) => query.where("actors.org_uscc", "in", [...(usccs ?? [])])).orderBy("actors.actor_id").execute()).map(({ actor_id }) => actor_id);

/** Offices that keep keys for an opener and can be acted in. */
export const officesOfOpener = async (db: Db | Tx, exchangeId: string, opener: string): Promise<string[]> =>
  (await standing(db, exchangeId).where("actors.role", "=", "opener").where("actors.opener", "=", opener).orderBy("actors.actor_id").execute()).map(({ actor_id }) => actor_id);

/** The mail addresses of the people behind some offices that can be acted in; null where one has given none. */
export const mailAddresses = async (db: Db | Tx, exchangeId: string, actorIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> =>
  new Map(actorIds.length === 0 ? [] : (await standing(db, exchangeId).select("people.email").where("actors.actor_id", "in", [...actorIds]).execute()).map(({ actor_id, email }) => [actor_id, email]));

/** The firm behind a credit code, as registered; null where nobody registered it. */
export async function organisationName(db: Db | Tx, exchangeId: string, uscc: string): Promise<string | null> {
  return (await organisationOf(db, exchangeId, uscc))?.name ?? null;
}

export async function personOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"people"> | null> {
  return (await db.selectFrom("people").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirst()) ?? null;
}

/** The newest certificate by which an actor signs for this office: his own, naming the organisation of the office where it has one; DER, null if there is none. */
export async function certificateOf(db: Db | Tx, exchangeId: string, actorId: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom("certificates").innerJoin("actors", (join) => join.onRef("actors.exchange_id", "=", "certificates.exchange_id").onRef("actors.person_id", "=", "certificates.person_id"))
    .select("certificates.der").where("certificates.exchange_id", "=", exchangeId).where("actors.actor_id", "=", actorId).where("certificates.ended_at", "is", null)
    .where((where) => where.or([where("certificates.uscc", "=", where.ref("actors.org_uscc")), where("actors.org_uscc", "is", null)]))
    .orderBy("certificates.made_at", "desc").orderBy("certificates.sha256").executeTakeFirst();
  return row?.der ?? null;
}

/** Who showed the key of a certificate, by its hash; null where nobody did or it has ended. */
export async function personOfCertificate(db: Db | Tx, exchangeId: string, sha256: string): Promise<Row<"certificates"> | null> {
  return (await db.selectFrom("certificates").selectAll().where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).where("ended_at", "is", null).executeTakeFirst()) ?? null;
}

/** A certificate shown here once, whoever's; null where nobody showed it. */
export async function certificateBytes(db: Db, exchangeId: string, sha256: string): Promise<Uint8Array | null> {
  return (await db.selectFrom("certificates").select("der").where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).executeTakeFirst())?.der ?? null;
}

export async function certificatesOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"certificates">[]> {
  return db.selectFrom("certificates").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).orderBy("made_at").execute();
}

export async function passkeysOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"passkeys">[]> {
  return db.selectFrom("passkeys").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).orderBy("made_at").execute();
}

export async function passkeyById(db: Db | Tx, exchangeId: string, credentialId: Uint8Array): Promise<Row<"passkeys"> | null> {
  return (await db.selectFrom("passkeys").selectAll().where("exchange_id", "=", exchangeId).where("credential_id", "=", credentialId).where("ended_at", "is", null).executeTakeFirst()) ?? null;
}

/** A person's sessions that have not ended. */
export async function sessionsOf(db: Db, exchangeId: string, personId: string, now: Instant): Promise<Row<"sessions">[]> {
  return db.selectFrom("sessions").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId)
    .where("seen_at", ">=", new Date(now - IDLE_MS_MAX)).where("made_at", ">=", new Date(now - ABSOLUTE_MS_MAX)).orderBy("seen_at", "desc").execute();
}

/** Whether two offices are held by one person: four eyes are two people's, whatever offices they act in. */
export async function isSamePerson(db: Db | Tx, exchangeId: string, actorId: string, otherId: string): Promise<boolean> {
  const rows = await db.selectFrom("actors").select("person_id").distinct().where("exchange_id", "=", exchangeId).where("actor_id", "in", [actorId, otherId]).execute();
  return rows.length === 1;
}

/** The evidence of a signature, by its hash; null where there is none. */
export async function signedActBy(db: Db | Tx, exchangeId: string, sha256: string): Promise<Row<"signed_acts"> | null> {
  return (await db.selectFrom("signed_acts").selectAll().where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).executeTakeFirst()) ?? null;
}

/** Who agreed to something, in order. */
export async function approvalsOf(db: Db | Tx, exchangeId: string, kind: ApprovalKind, object: string): Promise<Row<"approvals">[]> {
  return db.selectFrom("approvals").selectAll().where("exchange_id", "=", exchangeId).where("kind", "=", kind).where("object", "=", object).orderBy("made_at").orderBy("step", "desc").execute();
}

/** What somebody agreed to by a signature; null where that act needs no second person. */
export async function approvalBy(db: Db | Tx, exchangeId: string, signedAct: string): Promise<Row<"approvals"> | null> {
  return (await db.selectFrom("approvals").selectAll().where("exchange_id", "=", exchangeId).where("signed_act", "=", signedAct).executeTakeFirst()) ?? null;
}

/** A mandate with both sides by name. */
export type MandateRow = Row<"mandates"> & { readonly tenderer_name: string; readonly agency_name: string };

/** The mandates an organisation gave or took, the newest first. */
export async function mandatesOf(db: Db | Tx, exchangeId: string, uscc: string, mandateId: string | null = null): Promise<MandateRow[]> {
  return db.selectFrom("mandates").innerJoin("organisations as givers", (join) => join.onRef("givers.exchange_id", "=", "mandates.exchange_id").onRef("givers.uscc", "=", "mandates.tenderer_uscc"))
    .innerJoin("organisations as takers", (join) => join.onRef("takers.exchange_id", "=", "mandates.exchange_id").onRef("takers.uscc", "=", "mandates.agency_uscc"))
    .selectAll("mandates").select(["givers.name as tenderer_name", "takers.name as agency_name"]).where("mandates.exchange_id", "=", exchangeId)
    .where((where) => where.or([where("tenderer_uscc", "=", uscc), where("agency_uscc", "=", uscc)])).$if(mandateId !== null, (query) => query.where("mandate_id", "=", mandateId ?? ""))
    .orderBy("offered_at", "desc").orderBy("mandate_id").execute();
}

/** Whether a person acts for an organisation as its tenderer already, in whatever way. */
export async function isTendererOfficer(db: Db | Tx, exchangeId: string, personId: string, uscc: string): Promise<boolean> {
  return (await db.selectFrom("actors").select("actor_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("role", "=", "tenderer").where("org_uscc", "=", uscc).where("ended_at", "is", null).executeTakeFirst()) !== undefined;
}

/** A mandate both signed, whether it stands or not, with the bidding offices of those who act under it. */
export type Mandated = { readonly tenderer: string; readonly agency: string; readonly scope: readonly string[] | null; readonly bidders: readonly string[] };

/** The mandates these tenderers gave: who ran a tender once does not bid in it afterwards. */
export async function mandatedBy(db: Db | Tx, exchangeId: string, tenderers: readonly string[]): Promise<Mandated[]> {
  const { rows } = await sql<Mandated>`/* mandated-by */ select tenderer_uscc as tenderer, mandates.agency_uscc as agency, scope,
      array(select bidding.actor_id from actors as running join actors as bidding on bidding.exchange_id = running.exchange_id and bidding.person_id = running.person_id and bidding.role = 'bidder'
        where running.exchange_id = mandates.exchange_id and running.org_uscc = mandates.tenderer_uscc and running.agency_uscc = mandates.agency_uscc) as bidders
    from mandates where exchange_id = ${exchangeId} and tenderer_uscc = any(${textList(tenderers)}::text[]) and accepted_at is not null`.execute(db);
  return rows;
}

/** Of these organisations the branches, each with the organisation it belongs to. */
export async function parentsOf(db: Db | Tx, exchangeId: string, usccs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = usccs.length === 0 ? [] : await db.selectFrom("organisations").select(["uscc", "parent_uscc"]).where("exchange_id", "=", exchangeId).where("uscc", "in", [...usccs]).where("parent_uscc", "is not", null).execute();
  return new Map(rows.flatMap(({ uscc, parent_uscc }) => (parent_uscc === null ? [] : [[uscc, parent_uscc] as const])));
}

/** For whom an office acts and who holds it, as it stood also where it has ended. */
export async function nameOfOffice(db: Db | Tx, exchangeId: string, actorId: string): Promise<{ readonly name: string; readonly actingFor: string | null } | null> {
  const row = await offices(db, exchangeId).where("actors.actor_id", "=", actorId).executeTakeFirst();
  return row === undefined ? null : { name: row.name, actingFor: actingFor(officeOf(row)) };
}

/** Other organisations whose name is this one or looks like it (name_skeleton). */
export async function organisationsAlike(db: Db | Tx, exchangeId: string, { uscc, name }: { readonly uscc: string; readonly name: string }): Promise<{ readonly uscc: string; readonly name: string }[]> {
  return db.selectFrom("organisations").select(["uscc", "name"]).where("exchange_id", "=", exchangeId).where("uscc", "!=", uscc)
    .where("skeleton", "=", sql<string>`replace(name_skeleton(${name}), '0', 'o')`).orderBy("uscc").limit(ALIKE_MAX).execute();
}
/** Named at most. */
const ALIKE_MAX = 5;
