import { actingFor, RANK_NAMES, ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { deviceOf } from "../../identity/device.js";
import type { SignedIn } from "../../identity/person.js";
import { certificatesOf, officesOf, organisationsAlike, passkeysOf, personOf, representativesOf, sessionsOf, tokensOf, type Office } from "../../identity/queries.js";
import { mayUsePassword } from "../../identity/password.js";
import { passwordOf, rolesHeldBy } from "../../identity/queries/passwords.js";
import { signInsOf } from "../../identity/queries/sign-ins.js";
import { sessionName } from "../../identity/use-cases/sessions.js";
import { recoveryUnderWay } from "../../identity/queries/recoveries.js";
import { RECOVERY_NAMES } from "../../identity/recovery.js";
import { base64, fromUtf8 } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import { MINUTE_MS, plusMs, type Instant } from "../../kernel/time.js";
import { kindOf, OWN_ROLES, readFile } from "../../parties/organisation-file.js";
import { filesOf, openInvitations, registrationById, registrationsOfPerson, registrationsWaiting } from "../../parties/queries.js";
import { mergersOf } from "../../parties/queries.js";
import { mayLeave } from "../../parties/use-cases/leave.js";
import { STATE_NAMES } from "../../parties/registration.js";
import { wasShown } from "../../privacy/queries.js";
import { shownIdentityNumber, wholeIdentityNumber } from "../../privacy/use-cases/identity-number.js";
import { parseCertificate } from "../../signing/certificates.js";
import { nameText } from "../../signing/chains.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Language } from "../../web/context.js";
import { accountPage, type AccountView } from "../../web/pages/account.js";
import { organisationPage, type OrganisationView } from "../../web/pages/organisation.js";
import { registerPage } from "../../web/pages/register.js";
import { newRegistrationPage, registrationPage, waitingRegistrationsPage, type RegistrationFacts, type WaitingView } from "../../web/pages/registration.js";
import { paths } from "../../web/paths.js";
import { leavingFields, registrationFields } from "./account-acts.js";
import { button, faultsOf, typed, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { inOffice } from "../endpoint.js";
import { SIGN_INS_SHOWN } from "../sign-ins.js";
import { localhostOf } from "../sites.js";
import { drawRecoveries } from "./recoveries.js";
import { mandates } from "./mandates.js";
import { drawOrganisations } from "./organisations.js";
import { cornerOf } from "./sign-in.js";
import { drawTokens } from "./tokens.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Pages of a person: register, account, organisations registered and represented; and what staff decide on them. */
export function accountRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.register, (c) => {
    const page = contextOf(c, site);
    return html(c, page, registerPage(page, { localhost: localhostOf(c), passwords: site.world.passwords !== null }));
  });
  for (const path of [paths.account, paths.newRegistration, "/account/registrations/:id", paths.myOrganisation, paths.mandates, paths.myTokens, paths.deskRecoveries, paths.deskRegistrations, paths.deskOrganisations]) {
    api.get(path, async (c) => (await drawAccount(c, site, new URL(c.req.url), null)) ?? refusedPage(c, site, refuse("not-found", { what: c.req.path }).refusal));
  }
}

/** Draws a page of this corner, with a form that was refused; null where the address is another corner's. */
export async function drawAccount(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = url.pathname;
  const id = /^\/account\/registrations\/(r-[0-9a-f]{16})$/.exec(path)?.[1];
  const draw = id === undefined ? DRAWN[path] : (asked: Asked) => registration(asked, id);
  if (draw === undefined) return null;
  const person = c.get("person");
  if (person === null) return refusedPage(c, site, refuse("not-signed-in").refusal);
  return draw({ c, site, person, refused, url });
}

type Asked = { readonly c: PageRequest; readonly site: Site; readonly person: SignedIn; readonly refused: Refused | null; readonly url: URL };

/** The pages of this corner by their address. */
const DRAWN: Readonly<Record<string, (asked: Asked) => Promise<Response>>> = {
  [paths.account]: (asked) => account(asked), [paths.newRegistration]: (asked) => newRegistration(asked, asked.url.searchParams.get("of")), [paths.myOrganisation]: (asked) => organisation(asked), [paths.deskRegistrations]: (asked) => waiting(asked),
  [paths.deskRecoveries]: (asked) => drawRecoveries(asked.c, asked.site, drawingOf(asked, paths.deskRecoveries), (asked.url.searchParams.get("name") ?? "").trim().slice(0, 60)),
  [paths.deskOrganisations]: (asked) => drawOrganisations(asked.c, asked.site, drawingOf(asked, paths.deskOrganisations), asked.url),
  [paths.mandates]: (asked) => mandates(asked.c, asked.site, asked.refused),
  [paths.myTokens]: (asked) => drawTokens(asked, drawingOf(asked, paths.myTokens)),
};

/** Buttons about the person himself ask for no office. */
export const NOBODY: Actor = { id: "", role: "citizen", name: "", organisation: null, opener: null, operatorFirm: false };

function drawingOf({ c, site, refused }: Asked, back: string): Drawing {
  return { world: site.world, actor: c.get("actor") ?? NOBODY, language: contextOf(c, site).language, back, refused };
}

async function account(asked: Asked): Promise<Response> {
  const { c, site, person, refused } = asked;
  const { db, exchange } = site.world;
  const page = contextOf(c, site);
  const drawing = drawingOf(asked, paths.account);
  const remove = (name: string, item: string) => button(drawing, name, { item }, { suffix: `-${item}` });
  const certificates = (await certificatesOf(db, exchange.id, person.id)).map(({ sha256, der, uscc, made_at }) => {
    const parsed = parseCertificate(der);
    return { subject: parsed.ok ? nameText(parsed.value.subject) : "?", uscc, since: instantOf(made_at), remove: remove("remove-certificate", sha256) };
  });
  const passkeys = (await passkeysOf(db, exchange.id, person.id)).map(({ credential_id, label, made_at, used_at }) =>
    ({ label, since: instantOf(made_at), used: used_at === null ? null : instantOf(used_at), remove: remove("remove-passkey", Buffer.from(credential_id).toString("base64url")) }));
  return html(c, page, accountPage(page, {
    name: person.name, passkeys, certificates, password: await passwordView(asked, drawing, passkeys.length + certificates.length > 0), offices: await officeViews(asked, drawing), sessions: await sessionViews(asked, drawing), signIns: await signInViews(asked), registrations: await ownRegistrations(asked, page.language), localhost: localhostOf(c), tokens: (await tokensOf(db, exchange.id, person.id)).length, recovery: await ownRecovery(asked, drawing, page.language),
    join: button(drawing, "join", {}), endOthers: button(drawing, "end-others", {}), faults: faultsOf(refused, page.language),
  }), refused === null ? 200 : 422);
}

/** Where passwords are taken, and this person's offices do not keep him from one; one that is set is always shown. */
async function passwordView({ site: { world }, person }: Asked, drawing: Drawing, hasKey: boolean): Promise<AccountView["password"]> {
  if (world.passwords === null) return null;
  const account = (await passwordOf(world.db, world.exchange.id, person.id))?.account ?? null;
  if (account === null && !mayUsePassword(await rolesHeldBy(world.db, world.exchange.id, person.id))) return null;
  return { account, remove: account !== null && hasKey ? button(drawing, "remove-password", {}) : null };
}

/** A recovery of one's own that is under way, with its way out; else the form to report a loss. */
async function ownRecovery({ site, person }: Asked, drawing: Drawing, language: Language): Promise<AccountView["recovery"]> {
  const found = await recoveryUnderWay(site.world.db, site.world.exchange.id, person.id);
  return found === null ? { stateName: null, act: button(drawing, "report-loss", {}) } : { stateName: RECOVERY_NAMES[found.state][language], act: button(drawing, "cancel-recovery", { item: found.recovery_id }) };
}

async function officeViews({ c, site, person }: Asked, drawing: Drawing): Promise<AccountView["offices"]> {
  const { language } = drawing;
  return (await officesOf(site.world.db, site.world.exchange.id, person.id)).map((office) => {
    const inHand = c.get("actor")?.id === office.id;
    const fields = [{ name: "office", label: "office", kind: "hidden", value: office.id }] as const;
    return {
      roleName: ROLE_NAMES[office.role][language], organisation: actingFor(office), rankName: RANK_NAMES[office.rank][language], inHand, href: cornerOf(office.role), fileHref: inHand && can(office, "organisation.read").ok ? paths.myOrganisation : null, mandatesHref: inHand && can(office, "mandate.read").ok ? paths.mandates : null,
      take: inHand || person.session === null ? null : button(drawing, "take-office", {}, { fields, suffix: `-${office.id}` }), leave: office.organisation === null || office.agency !== undefined ? null : button(drawing, "leave-office", { item: office.id }, { suffix: `-${office.id}` }),
    };
  });
}

async function sessionViews({ site, person }: Asked, drawing: Drawing): Promise<AccountView["sessions"]> {
  const own = Buffer.from(person.session ?? []);
  return (await sessionsOf(site.world.db, site.world.exchange.id, person.id, Date.now() as Instant)).map(({ how, address, agent, made_at, seen_at, session_sha256 }) => {
    const current = own.equals(Buffer.from(session_sha256));
    const item = sessionName(session_sha256);
    return { how, address, device: deviceOf(agent), since: instantOf(made_at), seen: instantOf(seen_at), end: current ? null : button(drawing, "end-session", { item }, { suffix: `-${item}` }) };
  });
}

async function signInViews({ site, person }: Asked): Promise<AccountView["signIns"]> {
  return (await signInsOf(site.world.db, site.world.exchange.id, person.id, SIGN_INS_SHOWN)).map(({ at, how, address, device, is_new }) => ({ at: instantOf(at), how, address, device, isNew: is_new }));
}

async function ownRegistrations({ site, person }: Asked, language: Language): Promise<AccountView["registrations"]> {
  return (await registrationsOfPerson(site.world.db, site.world.exchange.id, person.id)).map(({ registration_id, file, state, due_at, reason }) =>
    ({ href: paths.registration(registration_id), name: readFile(file).name, stateName: STATE_NAMES[state][language], due: state === "submitted" && due_at !== null ? instantOf(due_at) : null, reason }));
}

/** The form, with what an earlier draft says where one is changed. */
async function newRegistration(asked: Asked, of: string | null): Promise<Response> {
  const { c, site, person, refused } = asked;
  const page = contextOf(c, site);
  const row = of === null ? null : await registrationById(site.world.db, site.world.exchange.id, of);
  const fields = registrationFields(page.language);
  const known = row?.person_id === person.id ? readFile(row.file) : null;
  const filled = known === null ? fields : typed(fields, new Map(Object.entries(known).map(([name, value]) => [name, Array.isArray(value) ? [...(value as string[])] : [String(value)]])));
  const draft = button(drawingOf(asked, paths.newRegistration), "draft-registration", {}, refused === null ? { fields: filled } : {});
  return html(c, page, newRegistrationPage(page, { draft, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

export function factsView(file: Uint8Array, language: Language): RegistrationFacts {
  const { uscc, name, legalRepresentative, address, phone, roles, parent } = readFile(file);
  return { parent: parent ?? null, uscc, name, legalRepresentative, address, phone, kindName: kindOf(uscc)[language], roleNames: roles.map((role) => ROLE_NAMES[role][language]) };
}

async function registration({ c, site, person }: Asked, id: string): Promise<Response> {
  const page = contextOf(c, site);
  const row = await registrationById(site.world.db, site.world.exchange.id, id);
  if (row?.person_id !== person.id) return refusedPage(c, site, refuse("not-found", { what: id }).refusal);
  const { file, state, due_at, reason } = row;
  return html(c, page, registrationPage(page, {
    id, facts: factsView(file, page.language), state, stateName: STATE_NAMES[state][page.language], due: state === "submitted" && due_at !== null ? instantOf(due_at) : null, reason, file: base64(file), text: fromUtf8(file), sha256: sha256Hex(file),
    rehearsal: site.world.mode === "rehearsal", idNumber: await shownIdentityNumber(site.world, person.id),
  }));
}

async function waiting(asked: Asked): Promise<Response> {
  const { c, site, refused } = asked;
  const { db, exchange } = site.world;
  const may = inOffice(c, "registration.read");
  if (!may.ok) return refusedPage(c, site, may.refusal);
  const page = contextOf(c, site);
  const drawing = drawingOf(asked, paths.deskRegistrations);
  const rows = await registrationsWaiting(db, exchange.id);
  const lines = await Promise.all(rows.map(async ({ registration_id: id, file, person_id, submitted_at, due_at, letter }) => ({
    id, facts: factsView(file, page.language), by: (await personOf(db, exchange.id, person_id))?.name ?? "?", submittedAt: instantOf(submitted_at ?? new Date(0)), due: instantOf(due_at ?? new Date(0)),
    letterHref: letter === null ? null : `/api/v1/registrations/${id}/letter`, applicant: letter === null ? null : await applicantView(asked, may.value, person_id, id), alike: await organisationsAlike(db, exchange.id, readFile(file)), decide: can(may.value, "registration.decide").ok ? button(drawing, "decide-registration", { item: id }, { suffix: `-${id}` }) : null,
  })));
  return html(c, page, waitingRegistrationsPage(page, { waiting: lines, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

/** Once shown for a reason, an identity number stands on the page so long, in ms. */
const SHOWN_MS = 15 * MINUTE_MS;

/** The identity number of whoever registers by letter: masked, with the form that asks why; or whole, for a while, to whom it was just shown. */
async function applicantView(asked: Asked, actor: Actor, personId: string, registrationId: string): Promise<WaitingView["waiting"][number]["applicant"]> {
  const { world } = asked.site;
  const masked = await shownIdentityNumber(world, personId);
  if (masked === null || !can(actor, "identity.reveal").ok) return masked === null ? null : { idNumber: masked, until: null, reveal: null };
  const shownAt = await wasShown(world.db, world.exchange.id, { personId, actorId: actor.id, since: new Date(asked.c.get("receivedAt") - SHOWN_MS) });
  const drawing = drawingOf(asked, paths.deskRegistrations);
  if (shownAt === null) return { idNumber: masked, until: null, reveal: button(drawing, "reveal-applicant", { item: registrationId }, { suffix: `-${registrationId}` }) };
  return { idNumber: (await wholeIdentityNumber(world, personId)) ?? masked, until: plusMs(instantOf(shownAt), SHOWN_MS), reveal: null };
}

async function organisation(asked: Asked): Promise<Response> {
  const { c, site, refused } = asked;
  const page = contextOf(c, site);
  const actor = c.get("actor");
  const may: Result<Actor> = actor === null ? refuse("no-office", { action: "查看本单位登记信息" }) : can(actor, "organisation.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.account);
  const own = may.value.organisation ?? { name: "", uscc: "" };
  return html(c, page, organisationPage(page, { ...own, ...(await representativeViews(asked, may.value, own.uscc)), versions: await versionViews(site, own.uscc, page.language), ...(await endingViews(asked, may.value, own.uscc)), faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

/** Mergers, and leaving for an administrator: with what still keeps the organisation here, and for whom it may leave. */
async function endingViews(asked: Asked, actor: Actor, uscc: string): Promise<Pick<OrganisationView, "mergers" | "merge" | "leave">> {
  const { site: { world }, c } = asked;
  const rows = await mergersOf(world.db, world.exchange.id, uscc);
  const mergers = rows.map(({ absorbed, into, into_uscc, notice, merged_on: on, made_at, done }) => ({ absorbed, into, notice, on, at: instantOf(made_at), state: done ? "done" as const : into_uscc === uscc ? "other-leaves" as const : "we-leave" as const }));
  if (!can(actor, "organisation.leave").ok) return { mergers, merge: null, leave: null };
  const may = await mayLeave(world, uscc, c.get("receivedAt"));
  const drawing = drawingOf(asked, paths.myOrganisation);
  const successors = rows.filter(({ absorbed_uscc, done }) => absorbed_uscc === uscc && !done).map(({ into_uscc: value, into: label }) => ({ value, label }));
  return { mergers, merge: button(drawing, "say-merger", {}), leave: button(drawing, "leave-exchange", {}, { refusal: may.ok ? null : may.refusal, fields: leavingFields(drawing.language, successors) }) };
}

async function versionViews({ world }: Site, uscc: string, language: Language): Promise<OrganisationView["versions"]> {
  return (await filesOf(world.db, world.exchange.id, uscc)).map(({ version, file, sha256, signature, made_at }) => ({ version, facts: factsView(file, language), at: instantOf(made_at), sha256, signed: signature !== null }));
}

const RANK_CHOICES = ["member", "administrator", "reader"] as const;

/** Who acts for the organisation, who is invited, and what an administrator may do about it. */
async function representativeViews(asked: Asked, actor: Actor, uscc: string): Promise<Pick<OrganisationView, "representatives" | "invited" | "manage">> {
  const { db, exchange, clock } = asked.site.world;
  const drawing = drawingOf(asked, paths.myOrganisation);
  const { language } = drawing;
  const isAdministrator = can(actor, "representative.manage").ok;
  const people = await representativesOf(db, exchange.id, uscc);
  const named = ({ role, rank }: Pick<Office, "role" | "rank">) => ({ roleName: ROLE_NAMES[role][language], rankName: RANK_NAMES[rank][language] });
  const roles = OWN_ROLES.filter((role) => people.some((each) => each.role === role)).map((value) => ({ value, label: ROLE_NAMES[value][language] }));
  return {
    representatives: people.map((each) => ({ name: each.name, ...named(each), end: isAdministrator ? button(drawing, "end-representative", { item: each.id }, { suffix: `-${each.id}` }) : null })),
    invited: (await openInvitations(db, exchange.id, uscc, new Date(clock()))).map(({ name, role, rank, expires_at }) => ({ name, ...named({ role, rank }), until: instantOf(expires_at) })),
    manage: isAdministrator ? { roles, ranks: RANK_CHOICES.map((value) => ({ value, label: RANK_NAMES[value][language] })) } : null,
  };
}
