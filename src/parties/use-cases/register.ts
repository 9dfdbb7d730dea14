import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { PROOFS_MIN, type SignedIn } from "../../identity/person.js";
import { organisationOf, organisationsAlike, representativesOf } from "../../identity/queries.js";
import { keepCertificate } from "../../identity/use-cases/certificates.js";
import { changeOwnOrganisation, lockOwnOrganisation, newOrganisation, openOffice } from "../../identity/use-cases/offices.js";
import { newId } from "../../identity/use-cases/people.js";
import { proofsOf } from "../../identity/use-cases/proofs.js";
import { sameBytes, utf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { Certificate } from "../../signing/certificates.js";
import { verifyDetached } from "../../signing/cms.js";
import { identityNumberOf } from "../../privacy/queries.js";
import { revealIdentityNumber, type Revealed } from "../../privacy/use-cases/identity-number.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { keepScanned } from "../../storage/antivirus.js";
import type { World } from "../../world.js";
import { fileBytes, readFile, type OrganisationFacts } from "../organisation-file.js";
import { checkBranch, type KnownParent } from "../branch.js";
import { checkName } from "../name.js";
import { courseOf, inState, mayRegister, reviewDue, type Around, type Authority } from "../registration.js";
import { changeRegistration, holdOpenRegistration, holdRegistration, insertChange, insertFile, insertRegistration } from "../store.js";
import type { RegistrationState } from "../tables.js";

export type Drafted = { readonly registration: string; readonly version: number; readonly file: Uint8Array; readonly sha256: string };

/** Writes down what a person says of an organisation nobody acts for yet; again, until it is handed in. */
export const draftRegistration = (world: World, person: SignedIn, facts: OrganisationFacts, at: Instant): Promise<Result<Drafted>> =>
  allOrNothing(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const written = checkName(facts.name);
    if (!written.ok) return written;
    const free = await isFree(tx, exchange, facts);
    if (!free.ok) return free;
    const file = fileBytes({ ...facts, v: "organisation/1", exchange: world.exchange.origin, version: await nextVersion(tx, exchange, facts.uscc), by: person.id });
    const sha256 = sha256Hex(file);
    const held = await holdOpenRegistration(tx, exchange, person.id, facts.uscc);
    if (held === null) {
      const id = newId("r", world.random);
      await insertRegistration(tx, { ...EMPTY, exchange_id: exchange, registration_id: id, person_id: person.id, uscc: facts.uscc, file, state: "draft", made_at: new Date(at) });
      return ok({ registration: id, version: 1, file, sha256 });
    }
    const may = inState(held.state, ["draft", "returned"]);
    if (!may.ok) return may;
    await changeRegistration(tx, held, { file, version: held.version + 1 });
    return ok({ registration: held.registration_id, version: held.version + 1, file, sha256 });
  });

const EMPTY = { letter: null, submitted_at: null, due_at: null, decided_by: null, decided_at: null, reason: null } as const;

/** Whoever left and comes back goes on where its file stood. */
const nextVersion = async (tx: Tx, exchangeId: string, uscc: string): Promise<number> => ((await organisationOf(tx, exchangeId, uscc))?.version ?? 0) + 1;

/** An organisation somebody acts for already is joined by invitation; a branch fits its parent; the operator's own firms do not bid. */
async function isFree(tx: Tx, exchangeId: string, facts: OrganisationFacts): Promise<Result<true>> {
  const known = await organisationOf(tx, exchangeId, facts.uscc);
  if (known !== null && (await representativesOf(tx, exchangeId, facts.uscc)).length > 0) return refuse("organisation-known", { name: known.name, uscc: known.uscc });
  const parent = await parentOf(tx, exchangeId, facts);
  const fits = checkBranch(facts, parent);
  return fits.ok ? mayRegister(facts, known?.operator_firm === true || parent?.operatorFirm === true) : fits;
}

/** The organisation a branch says it belongs to, where it is registered. */
async function parentOf(tx: Tx, exchangeId: string, { parent }: OrganisationFacts): Promise<KnownParent> {
  const row = parent === undefined ? null : await organisationOf(tx, exchangeId, parent);
  return row === null ? null : { uscc: row.uscc, name: row.name, parent: row.parent_uscc, operatorFirm: row.operator_firm };
}

/** Whom a registration would stand beside. */
const aroundOf = async (tx: Tx, exchangeId: string, facts: OrganisationFacts): Promise<Around> =>
  ({ alike: await organisationsAlike(tx, exchangeId, facts), isParentKnown: facts.parent === undefined || (await parentOf(tx, exchangeId, facts)) !== null });

/** Bytes; a scan of a page or two. */
const LETTER_BYTES_MAX = 10 * 1_048_576;
const PDF = utf8("%PDF-");

/** Keeps the letter of authority of a registration in hand: a PDF, whose hash is then handed in. */
export async function keepLetter(world: World, person: SignedIn, id: string, stream: AsyncIterable<Uint8Array>): Promise<Result<{ readonly sha256: string; readonly size: number }>> {
  const before = await allOrNothing(world.db, (tx) => ownRegistration(tx, world, person, id)); // said before a byte is stored
  if (!before.ok) return before;
  const stored = await keepScanned(world, { name: `${id}.pdf`, stream, sizeMax: LETTER_BYTES_MAX });
  if (!stored.ok) return stored;
  const { sha256, size } = stored.value;
  const head = await world.blobs.head(sha256, PDF.length);
  if (head === null || !sameBytes(head.bytes, PDF)) return refuse("registration-letter");
  return allOrNothing(world.db, async (tx) => {
    const held = await ownRegistration(tx, world, person, id);
    if (!held.ok) return held;
    await changeRegistration(tx, held.value, { letter: sha256 });
    return ok({ sha256, size });
  });
}

/** What a person hands in: the hash of the text he saw, and what speaks for the organisation. */
export type Submission = { readonly sha256: string; readonly signature: Uint8Array | null; readonly letter: string | null };
export type Submitted = { readonly state: RegistrationState; readonly due: Instant | null };

/** Hands a registration in: in at once, or to staff with the day by which they decide. */
export const submitRegistration = (world: World, person: SignedIn, id: string, given: Submission, at: Instant): Promise<Result<Submitted>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await ownRegistration(tx, world, person, id);
    if (!held.ok) return held;
    const row = held.value;
    if (sha256Hex(row.file) !== given.sha256) return refuse("registration-other-text");
    const proofs = await proofsOf(tx, world.exchange.id, person.id);
    const signed = await authorityFor(tx, world, row, given, at);
    if (!signed.ok) return signed;
    const { authority, certificate } = signed.value;
    const facts = readFile(row.file);
    const course = courseOf(facts, authority, await aroundOf(tx, world.exchange.id, facts));
    if (!course.ok) return course;
    // The certificate that signs counts as a proof: it is the person's from now on.
    const isNew = certificate !== null && (await keepCertificate(tx, world.exchange.id, person.id, certificate, at)).ok;
    if (proofs + (isNew ? 1 : 0) < PROOFS_MIN) return refuse("proofs-too-few", { count: proofs + (isNew ? 1 : 0), min: PROOFS_MIN });
    if (course.value === "accept") return accept(tx, world, row, given.signature, { by: "clock", at });
    const due = reviewDue(at);
    await changeRegistration(tx, row, { state: "submitted", submitted_at: new Date(at), due_at: new Date(due), reason: null });
    return ok({ state: "submitted", due });
  });

async function ownRegistration(tx: Tx, world: World, person: SignedIn, id: string): Promise<Result<Row<"registrations">>> {
  const row = await holdRegistration(tx, world.exchange.id, id);
  if (row?.person_id !== person.id) return refuse("not-found", { what: id });
  const may = inState(row.state, ["draft", "returned"]);
  return may.ok ? ok(row) : may;
}

type Signed = { readonly authority: Authority; readonly certificate: Certificate | null };

/** A certificate stands for who its holder is; a letter names somebody, whom staff hold against his identity number. */
async function authorityFor(tx: Tx, world: World, row: Row<"registrations">, given: Submission, at: Instant): Promise<Result<Signed>> {
  const signed = authorityOf(world, row, given, at);
  const isNamed = !signed.ok || signed.value.authority.by !== "letter" || (await identityNumberOf(tx, world.exchange.id, row.person_id)) !== null;
  return isNamed ? signed : refuse("id-number-needed");
}

function authorityOf(world: World, row: Row<"registrations">, { signature, letter }: Submission, at: Instant): Result<Signed> {
  if (signature === null) return ok({ authority: letter === null || letter !== row.letter ? { by: "nothing" } : { by: "letter" }, certificate: null });
  const signed = verifyDetached(signature, row.file, world.trust, at);
  if (!signed.ok) return signed;
  const { certificate } = signed.value;
  return ok({ authority: { by: "certificate", organisation: certificate.organisation, name: certificate.subject.organisation }, certificate });
}

export type Decision = { readonly decision: "accept" | "return" | "refuse"; readonly reason: string | null };

/** Staff decide on a registration that was handed in, never on their own. */
export const decideRegistration = (world: World, actor: Actor & { readonly personId: string }, id: string, { decision, reason }: Decision, at: Instant): Promise<Result<Submitted>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdRegistration(tx, world.exchange.id, id);
    if (row === null || row.person_id === actor.personId) return refuse("not-found", { what: id });
    const may = inState(row.state, ["submitted"]);
    if (!may.ok) return may;
    if (decision === "accept") return accept(tx, world, row, null, { by: actor.id, at });
    if (reason === null) return refuse("registration-reason");
    const state = decision === "return" ? "returned" : "refused";
    await changeRegistration(tx, row, { state, decided_by: actor.id, decided_at: new Date(at), reason });
    return ok({ state, due: null });
  });

/** Shows staff the identity number of whoever registers by letter, while they are to decide on it: to be held against the letter. */
export const revealApplicant = (world: World, actor: Actor & { readonly personId: string }, id: string, reason: string, at: Instant): Promise<Result<Revealed>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdRegistration(tx, world.exchange.id, id);
    if (row === null || row.person_id === actor.personId || row.letter === null) return refuse("not-found", { what: id });
    const may = inState(row.state, ["submitted"]);
    return may.ok ? revealIdentityNumber(tx, world, { personId: row.person_id, to: actor, reason }, at) : may;
  });

/** The organisation is known from now on, its file has its first version or its next, and whoever registered it is its administrator. */
async function accept(tx: Tx, world: World, row: Row<"registrations">, signature: Uint8Array | null, { by, at }: { readonly by: string; readonly at: Instant }): Promise<Result<Submitted>> {
  const exchange = world.exchange.id;
  const { uscc, name, roles, version, parent } = readFile(row.file);
  await lockOwnOrganisation(tx, exchange, uscc);
  const before = await organisationOf(tx, exchange, uscc);
  if ((await representativesOf(tx, exchange, uscc)).length > 0) return refuse("organisation-known", { name, uscc });
  if (version !== (before?.version ?? 0) + 1) return refuse("registration-other-text");
  const isFirst = await newOrganisation(tx, exchange, { uscc, name, version, parent }, new Date(at));
  if (!isFirst && before === null) return refuse("organisation-known", { name, uscc });
  if (before?.state === "left") await comeBack(tx, exchange, uscc, { by, at });
  await insertFile(tx, { exchange_id: exchange, uscc, version, file: row.file, sha256: sha256Hex(row.file), signature, made_by: row.person_id, made_at: new Date(at) });
  for (const role of roles) await openOffice(tx, exchange, { actorId: newId("a", world.random), personId: row.person_id, role, uscc, rank: "administrator", opener: null }, new Date(at));
  await changeRegistration(tx, row, { state: "accepted", decided_by: by, decided_at: new Date(at), reason: null });
  return ok({ state: "accepted", due: null });
}

/** Whoever had closed its account and registers again stands as before, with its history. */
async function comeBack(tx: Tx, exchangeId: string, uscc: string, { by, at }: { readonly by: string; readonly at: Instant }): Promise<void> {
  await changeOwnOrganisation(tx, exchangeId, uscc, { state: "active" });
  await insertChange(tx, { exchange_id: exchangeId, uscc, state: "active", reason: "重新登记", made_by: by, made_at: new Date(at) });
}
