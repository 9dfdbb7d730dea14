import { z } from "@hono/zod-openapi";
import { creationOptions, type Sites } from "../identity/passkey.js";
import { handleOf } from "../identity/login.js";
import type { SignedIn } from "../identity/person.js";
import { certificatesOf, officesOf, passkeysOf, personOf, type Office } from "../identity/queries.js";
import { passwordOf } from "../identity/queries/passwords.js";
import { addCertificate, personByCertificate, removeCertificate } from "../identity/use-cases/certificates.js";
import { askChallenge } from "../identity/use-cases/challenges.js";
import { addPasskey, personByPasskey, removePasskey } from "../identity/use-cases/passkeys.js";
import { personByCode } from "../identity/use-cases/recoveries.js";
import { personByPassword } from "../identity/use-cases/passwords.js";
import { registerPerson, type FirstProof } from "../identity/use-cases/people.js";
import { takeUpOffice } from "../identity/use-cases/sessions.js";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import { parseCertificate } from "../signing/certificates.js";
import { nameText } from "../signing/chains.js";
import type { World } from "../world.js";
import { endpoint, type Api, type Asked } from "./endpoint.js";
import { passwordTries, realNow, trySignIn } from "./limits.js";
import { Base64Text, NewPasskeyBody, NewPasswordBody, PasskeyBody, passwordGiven, PasswordSignInBody } from "./proof-bodies.js";
import { endSession, startSession } from "./session.js";
import { sitesOf } from "./sites.js";

const SignedLoginBody = z.strictObject({ login: Base64Text, signature: Base64Text });
export const Label = z.string().trim().min(1).max(40);
/** A name as papers have it. */
export const PersonName = z.string().trim().min(2).max(60).regex(/^[\p{L}\p{N}·•.' -]+$/u, { error: "a name as papers have it: letters, digits, spaces, · . ' -" });

/** The person who asks; `endpoint` lets nobody else through. */
export function personIn({ person }: Pick<Asked<unknown>, "person">): SignedIn {
  if (person === null) throw new RangeError("an address for a person was reached by nobody");
  return person;
}

/** Who somebody is: challenges, sessions, passkeys, certificates (docs/trust.md §6). */
export function peopleRoutes(api: Api, world: World): void {
  challengeRoute(api, world);
  sessionRoutes(api, world);
  proofRoutes(api, world);
}

const PURPOSES = ["sign-in", "register", "passkey", "certificate", "enrol"] as const;
const NewChallenge = z.strictObject({ purpose: z.enum(PURPOSES), name: PersonName.optional(), /** Of a recovery, to enrol by. */ code: z.string().max(64).optional() });

function challengeRoute(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/challenges", summary: "Ask for a challenge to answer with a passkey or a certificate", action: "anyone", body: NewChallenge }, async (asked) => {
    const { purpose, name } = asked.body;
    const whose = await whomToAsk(world, asked);
    if (!whose.ok) return whose;
    const sites = sitesOf(asked.c, world);
    const made = await askChallenge(world, { purpose, personId: whose.value, origin: sites[0] }, realNow());
    const known = whose.value === null ? { name: name ?? "", handle: handleOf(made.challenge), known: [] } : await knownPerson(world, whose.value);
    const creation = MAKING.has(purpose) ? await creationOptions({ site: sites[0], exchangeName: world.exchange.name, challenge: made.challenge, ...known }) : null;
    const request = purpose === "sign-in" ? { challenge: Buffer.from(made.challenge).toString("base64url"), rpId: new URL(sites[0]).hostname, userVerification: "required", timeout: 120_000 } : null;
    return ok({ status: 201, body: { login: base64(made.login), expiresAt: rfc3339(made.expiresAt), creation, request } });
  });
}

/** Purposes for which a browser makes a new passkey. */
const MAKING: ReadonlySet<string> = new Set(["register", "passkey", "enrol"]);

/** Whose answer a challenge wants: whoever is signed in, whom a recovery's code is for, or anybody's (null). */
async function whomToAsk(world: World, { body, person, c }: Asked<z.infer<typeof NewChallenge>>): Promise<Result<string | null>> {
  if (body.purpose === "enrol") {
    const found = await trySignIn(c, world, body.code ?? "", () => personByCode(world, body.code ?? "", realNow()));
    return found.ok ? ok(found.value.personId) : found;
  }
  if (body.purpose !== "passkey" && body.purpose !== "certificate") return ok(null);
  return person === null ? refuse("not-signed-in") : ok(person.id);
}

async function knownPerson(world: World, id: string): Promise<{ name: string; handle: Uint8Array; known: Uint8Array[] }> {
  const person = await personOf(world.db, world.exchange.id, id);
  if (person === null) throw new RangeError(`no person ${id}`);
  return { name: person.name, handle: person.handle, known: (await passkeysOf(world.db, world.exchange.id, id)).map(({ credential_id }) => credential_id) };
}

const Proof = z.union([z.strictObject({ passkey: PasskeyBody }), z.strictObject({ certificate: SignedLoginBody }), z.strictObject({ password: PasswordSignInBody })]);
const NewPersonBody = z.union([
  z.strictObject({ name: PersonName, email: z.email().max(254).nullable(), label: Label, passkey: NewPasskeyBody }),
  z.strictObject({ name: PersonName, email: z.email().max(254).nullable(), certificate: SignedLoginBody }),
  z.strictObject({ name: PersonName, email: z.email().max(254).nullable(), password: NewPasswordBody }),
]);
const officeView = ({ id, role, rank, organisation }: Office) => ({ id, role, rank, organisation });
const signedOf = ({ login, signature }: z.infer<typeof SignedLoginBody>) => ({ login: fromBase64(login), signature: fromBase64(signature) });

function sessionRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "post", path: "/api/v1/people", summary: "Register as a person, by a first passkey or certificate, or by a password where the exchange takes any", action: "anyone", body: NewPersonBody }, async ({ c, body }) => {
    const made = await registerPerson(world, body, firstProof(body, sitesOf(c, world)), realNow());
    if (!made.ok) return made;
    const { personId, how, account } = made.value;
    await startSession(c, world, { personId, how, actorId: null, ...proofIn(body) });
    return ok({ status: 201, body: { person: personId, ...(account === undefined ? {} : { account }) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/sessions", summary: "Sign in by a passkey or a certificate, or by a password and a code where the exchange takes any", action: "anyone", body: Proof }, async ({ c, body }) => {
    const found = await trySignIn(c, world, accountIn(body), () => provenBy(world, body, sitesOf(c, world)), "password" in body ? passwordTries(body.password.account) : []);
    if (!found.ok) return found;
    await startSession(c, world, { ...found.value, actorId: null, ...proofIn(body) });
    return ok({ status: 201, body: { person: found.value.personId, offices: (await officesOf(db, exchange.id, found.value.personId)).map(officeView) } });
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/sessions/current", summary: "Sign out", action: "person" }, async ({ c }) => {
    await endSession(c, world);
    return ok({ body: { ended: 1 } });
  });
  endpoint(api, world, { method: "put", path: "/api/v1/sessions/current/office", summary: "Take up one of one’s own offices", action: "person", body: z.strictObject({ office: z.string().max(64) }) }, async (asked) => {
    const taken = await takeUpOffice(db, exchange.id, personIn(asked), asked.body.office);
    return taken.ok ? ok({ body: officeView(taken.value) }) : taken;
  });
}

function firstProof(body: z.infer<typeof NewPersonBody>, sites: Sites): FirstProof {
  if ("passkey" in body) return { passkey: body.passkey as never, label: body.label, sites };
  return "password" in body ? { password: passwordGiven(body.password) } : { certificate: signedOf(body.certificate) };
}

/** Which passkey it was, where it was one. */
const proofIn = (body: object): { readonly proof?: string } => ("passkey" in body ? { proof: (body.passkey as { readonly id: string }).id } : {});

/** Under which name tries of signing in are counted: the passkey's, the account's number, or the challenge's where a certificate has yet to be read. */
function accountIn(body: z.infer<typeof Proof>): string {
  if ("passkey" in body) return body.passkey.id;
  return "password" in body ? body.password.account : body.certificate.login;
}

async function provenBy(world: World, body: z.infer<typeof Proof>, sites: Sites): Promise<Result<{ readonly personId: string; readonly how: "passkey" | "certificate" | "password" }>> {
  const how = "passkey" in body ? "passkey" : "password" in body ? "password" : "certificate";
  const found = await personProven(world, body, sites);
  return found.ok ? ok({ personId: found.value, how }) : found;
}

function personProven(world: World, body: z.infer<typeof Proof>, sites: Sites): Promise<Result<string>> {
  if ("passkey" in body) return personByPasskey(world, body.passkey as never, sites, realNow());
  return "password" in body ? personByPassword(world, body.password, realNow()) : personByCertificate(world, signedOf(body.certificate), realNow());
}

function proofRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/proofs", summary: "One’s own passkeys and certificates, and the account’s number where there is a password", action: "person" }, async (asked) => {
    const { id } = personIn(asked);
    const passkeys = (await passkeysOf(db, exchange.id, id)).map(({ credential_id, label, made_at, used_at }) => ({ id: Buffer.from(credential_id).toString("base64url"), label, since: made_at.toISOString(), used: used_at?.toISOString() ?? null }));
    const certificates = (await certificatesOf(db, exchange.id, id)).map(({ sha256, der, uscc, made_at }) => {
      const parsed = parseCertificate(der);
      return { sha256, uscc, subject: parsed.ok ? nameText(parsed.value.subject) : "?", since: made_at.toISOString() };
    });
    return ok({ body: { passkeys, certificates, password: (await passwordOf(db, exchange.id, id))?.account ?? null } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/passkeys", summary: "Add a passkey of one’s own", action: "person", signed: true, body: z.strictObject({ label: Label, passkey: NewPasskeyBody }) }, async (asked) => {
    const added = await addPasskey(world, personIn(asked).id, { label: asked.body.label, response: asked.body.passkey as never, sites: sitesOf(asked.c, world) }, realNow());
    return added.ok ? ok({ status: 201, body: { added: true } }) : added;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/passkeys/:id{[A-Za-z0-9_-]{1,1400}}", summary: "Take a passkey of one’s own away", action: "person", signed: true }, async (asked) => {
    const gone = await removePasskey(world, personIn(asked).id, asked.param("id"), realNow());
    return gone.ok ? ok({ body: { removed: true } }) : gone;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/certificates", summary: "Add a certificate of one’s own, by its key", action: "person", signed: true, body: SignedLoginBody }, async (asked) => {
    const added = await addCertificate(world, personIn(asked).id, signedOf(asked.body), realNow());
    return added.ok ? ok({ status: 201, body: { added: true } }) : added;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/certificates/:sha256{[0-9a-f]{64}}", summary: "Take a certificate of one’s own away", action: "person", signed: true }, async (asked) => {
    const gone = await removeCertificate(world, personIn(asked).id, asked.param("sha256"), realNow());
    return gone.ok ? ok({ body: { removed: true } }) : gone;
  });
}
