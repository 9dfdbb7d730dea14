import { Readable } from "node:stream";
import { z } from "@hono/zod-openapi";
import { can } from "../identity/can.js";
import { actorById, organisationOf, organisationsAlike, representativesOf, type Office } from "../identity/queries.js";
import { recordAct } from "../audit/use-cases/record.js";
import { takeUpOnly } from "../identity/use-cases/sessions.js";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { checkUscc } from "../kernel/codes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { kindOf, OWN_ROLES, readFile } from "../parties/organisation-file.js";
import { filesOf, openInvitations, registrationById, registrationsOfPerson, registrationsWaiting } from "../parties/queries.js";
import { leaveExchange } from "../parties/use-cases/leave.js";
import { sayMerger } from "../parties/use-cases/merge.js";
import { changeFile, nextFile, setFrozen } from "../parties/use-cases/organisation.js";
import { decideRegistration, draftRegistration, keepLetter, submitRegistration, type Submitted } from "../parties/use-cases/register.js";
import { acceptInvitation, endRepresentative, inviteRepresentative } from "../parties/use-cases/representatives.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { sendUserFile } from "./user-file.js";
import { personIn } from "./people.js";

export const Line = (max: number) => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}\p{Cf}]+$/u);
const Facts = { name: Line(120), legalRepresentative: Line(60), address: Line(200), phone: z.string().trim().regex(/^[0-9+() -]{5,30}$/) };
const RegistrationBody = z.strictObject({ uscc: z.string().trim().max(40), ...Facts, roles: z.array(z.enum(OWN_ROLES)).min(1).max(OWN_ROLES.length), parent: z.string().trim().max(40).nullable().optional() });
export const Signature = z.base64().max(24_000);

/** Organisations: registering one, who acts for it, its file. */
export function partyRoutes(api: Api, world: World): void {
  registrationRoutes(api, world);
  letterRoutes(api, world);
  representativeRoutes(api, world);
  fileRoutes(api, world);
}

const submittedView = ({ state, due }: Submitted) => ({ state, due: due === null ? null : rfc3339(due) });
const at = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

type RegistrationRow = Awaited<ReturnType<typeof registrationsOfPerson>>[number];
const registrationView = ({ registration_id, state, file, version, submitted_at, due_at, decided_at, reason }: RegistrationRow) => {
  const { uscc, name, legalRepresentative, address, phone, roles, parent } = readFile(file);
  return { id: registration_id, state, version, kind: kindOf(uscc), facts: { uscc, name, legalRepresentative, address, phone, roles, ...(parent === undefined ? {} : { parent }) }, file: base64(file), sha256: sha256Hex(file), submittedAt: at(submitted_at), due: at(due_at), decidedAt: at(decided_at), reason };
};

function registrationRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "put", path: "/api/v1/registrations", summary: "Write down a registration of an organisation", action: "person", body: RegistrationBody }, async (asked) => {
    const uscc = checkUscc(asked.body.uscc);
    if (!uscc.ok) return uscc;
    const { parent: given, ...facts } = asked.body;
    const parent = given == null ? null : checkUscc(given);
    if (parent?.ok === false) return parent;
    const drafted = await draftRegistration(world, personIn(asked), { ...facts, uscc: uscc.value, roles: [...new Set(facts.roles)].sort(), ...(parent === null ? {} : { parent: parent.value }) }, asked.receivedAt);
    return drafted.ok ? ok({ status: 201, body: { ...drafted.value, file: base64(drafted.value.file) } }) : drafted;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/registrations", summary: "One’s own registrations; staff: those that wait", action: "person" }, async ({ c, person }) => {
    const staff = can(c.get("actor"), "registration.read").ok;
    const rows = staff ? await registrationsWaiting(db, exchange.id) : await registrationsOfPerson(db, exchange.id, person?.id ?? "");
    return ok({ body: await Promise.all(rows.map(async (row) => ({ ...registrationView(row), ...(staff ? { alike: await organisationsAlike(db, exchange.id, readFile(row.file)) } : {}) }))) });
  });
  const Handing = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), signature: Signature.nullable(), letter: z.string().regex(/^[0-9a-f]{64}$/).nullable() });
  endpoint(api, world, { method: "post", path: "/api/v1/registrations/:registration/submission", summary: "Hand a registration in", action: "person", body: Handing }, async (asked) => {
    const { sha256, signature, letter } = asked.body;
    const done = await submitRegistration(world, personIn(asked), asked.param("registration"), { sha256, letter, signature: signature === null ? null : fromBase64(signature) }, asked.receivedAt);
    if (done.ok && done.value.state === "accepted") await takeUpOnly(db, exchange.id, personIn(asked));
    return done.ok ? ok({ body: submittedView(done.value) }) : done;
  });
  const Deciding = z.strictObject({ decision: z.enum(["accept", "return", "refuse"]), reason: Line(1_000).nullable() });
  endpoint(api, world, { method: "post", path: "/api/v1/registrations/:registration/decision", summary: "Decide on a registration", action: "registration.decide", body: Deciding }, async (asked) => {
    const done = await decideRegistration(world, { ...asked.actor, personId: personIn(asked).id }, asked.param("registration"), asked.body, asked.receivedAt);
    return done.ok ? ok({ body: submittedView(done.value) }) : done;
  });
}

const LETTER = "/api/v1/registrations/:registration/letter";

/** The letter of authority: its bytes in, and out to its sender and to staff, as a file that no browser runs. */
function letterRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  document(api, { method: "put", path: LETTER, summary: "The letter of authority of a registration: the bytes of a PDF", action: "person" });
  api.put(LETTER, async (c) => {
    const [at, person] = [c.get("receivedAt"), c.get("person")];
    if (person === null) return problem(c, refuse("not-signed-in").refusal, at);
    const body = c.req.raw.body;
    const kept = await keepLetter(world, person, c.req.param("registration"), body === null ? Readable.from([]) : Readable.fromWeb(body as never));
    await recordAct(db, exchange.id, { at, ...actedBy(c), action: "registration.letter", object: c.req.path, outcome: kept.ok ? "201" : kept.refusal.code });
    return kept.ok ? c.json(kept.value, 201) : problem(c, kept.refusal, at);
  });
  document(api, { method: "get", path: LETTER, summary: "The letter of authority of a registration, for its sender and for staff", action: "person" });
  api.get(LETTER, async (c) => {
    const person = c.get("person");
    if (person === null) return problem(c, refuse("not-signed-in").refusal, c.get("receivedAt"));
    const row = await registrationById(db, exchange.id, c.req.param("registration"));
    const may = row?.person_id === person.id || can(c.get("actor"), "registration.read").ok;
    if (row?.letter == null || !may) return problem(c, refuse("not-found", { what: c.req.param("registration") }).refusal, c.get("receivedAt"));
    const size = await world.blobs.has(row.letter);
    return sendUserFile(c, world, { name: `${row.registration_id}.pdf`, sha256: row.letter, size: String(size ?? 0), mediaType: "application/pdf", cache: "private, no-store" });
  });
}

const Inviting = z.strictObject({ role: z.enum(OWN_ROLES), rank: z.enum(["administrator", "member", "reader"]), name: Line(60) });

function representativeRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/organisation/representatives", summary: "Who acts for one’s own organisation", action: "organisation.read" }, async ({ actor, receivedAt }) => {
    const uscc = actor.organisation?.uscc ?? "";
    const waiting = await openInvitations(db, exchange.id, uscc, new Date(receivedAt));
    return ok({ body: { representatives: (await representativesOf(db, exchange.id, uscc)).map(({ id, name, role, rank }) => ({ id, name, role, rank })), invited: waiting.map(({ name, role, rank, expires_at }) => ({ name, role, rank, expiresAt: at(expires_at) })) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/organisation/invitations", summary: "Invite somebody to act for one’s own organisation", action: "representative.manage", body: Inviting, shownOnce: true }, async ({ actor, body, receivedAt }) => {
    const invited = await inviteRepresentative(world, actor, body, receivedAt);
    return invited.ok ? ok({ status: 201, body: { code: invited.value.code, expiresAt: rfc3339(invited.value.expiresAt) } }) : invited;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/offices", summary: "Take an invitation", action: "person", body: z.strictObject({ code: z.string().trim().regex(/^[A-Za-z0-9_-]{43}$/) }) }, async (asked) => {
    const taken = await acceptInvitation(world, personIn(asked), asked.body.code, asked.receivedAt);
    if (taken.ok) await takeUpOnly(db, exchange.id, personIn(asked));
    return taken.ok ? ok({ status: 201, body: { id: taken.value.id, role: taken.value.role, rank: taken.value.rank, organisation: taken.value.organisation } }) : taken;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/offices/:office", summary: "End an office: one’s own, or another’s as administrator", action: "person", signed: true }, async (asked) => {
    const ended = await endRepresentative(world, personIn(asked), asked.param("office"), asked.receivedAt);
    return ended.ok ? ok({ body: ended.value }) : ended;
  });
}

function fileRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/organisation", summary: "One’s own organisation’s file, all versions", action: "organisation.read" }, async ({ actor }) => {
    const uscc = actor.organisation?.uscc ?? "";
    const known = await organisationOf(db, exchange.id, uscc);
    return ok({ body: { uscc, name: known?.name ?? "", state: known?.state ?? "", versions: (await filesOf(db, exchange.id, uscc)).map(({ version, file, sha256, signature, made_at }) =>
      ({ version, file: base64(file), sha256, signature: signature === null ? null : base64(signature), madeAt: at(made_at) })) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/organisation/drafts", summary: "The next version of one’s own organisation’s file, to be signed", action: "organisation.change", body: z.strictObject(Facts) }, async ({ actor, body }) => {
    const office = await officeOf(world, actor.id);
    if (!office.ok) return office;
    const file = await nextFile(world, office.value, body);
    return ok({ body: { file: base64(file), sha256: sha256Hex(file) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/organisation/files", summary: "Keep the signed next version of one’s own organisation’s file", action: "organisation.change", body: z.strictObject({ ...Facts, signature: Signature }) }, async ({ actor, body: { signature, ...facts }, receivedAt }) => {
    const office = await officeOf(world, actor.id);
    if (!office.ok) return office;
    const kept = await changeFile(world, office.value, facts, fromBase64(signature), receivedAt);
    return kept.ok ? ok({ status: 201, body: kept.value }) : kept;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/organisation/leaving", summary: "Close one’s own organisation’s account", action: "organisation.leave", body: z.strictObject({ reason: Line(1_000), successor: z.string().trim().max(40).nullable().default(null) }) }, async ({ actor, body, receivedAt }) => {
    const left = await leaveExchange(world, actor, body, receivedAt);
    return left.ok ? ok({ body: left.value }) : left;
  });
  const Merger = z.strictObject({ absorbed: z.string().trim().max(40), notice: Line(100), on: z.iso.date().transform((text) => text as PlainDate) });
  endpoint(api, world, { method: "post", path: "/api/v1/organisation/mergers", summary: "Say that one’s own organisation takes in another, by the register’s paper", action: "organisation.merge", body: Merger }, async ({ actor, body, receivedAt }) => {
    const said = await sayMerger(world, actor, body, receivedAt);
    return said.ok ? ok({ status: 201, body: said.value }) : said;
  });
  endpoint(api, world, { method: "put", path: "/api/v1/organisations/:uscc/state", summary: "Freeze an organisation, or let it act again", action: "organisation.freeze", body: z.strictObject({ frozen: z.boolean(), reason: Line(1_000) }) }, async ({ actor, param, body, receivedAt }) => {
    const set = await setFrozen(world, actor, { uscc: param("uscc"), ...body }, receivedAt);
    return set.ok ? ok({ body: set.value }) : set;
  });
}

async function officeOf({ db, exchange }: World, id: string): Promise<Result<Office>> {
  const office = await actorById(db, exchange.id, id);
  return office === null ? refuse("not-found", { what: id }) : ok(office);
}
