import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Actor, SignedAct } from "../identity/actor.js";
import { isSigned, type Action } from "../identity/can.js";
import { base64 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseStrict } from "../kernel/strict-json.js";
import { rfc3339 } from "../kernel/time.js";
import { bodyHash, STEP_UP_HEADER, type ActToSign } from "../identity/step-up.js";
import { certificatesOf, passkeysOf } from "../identity/queries.js";
import { askStepUp, takeStepUp, type StepUpProof } from "../identity/use-cases/step-up.js";
import type { World } from "../world.js";
import type { Vars } from "./endpoint.js";
import { realNow } from "./limits.js";
import { Base64Text, PasskeyBody } from "./proof-bodies.js";
import { problem } from "./problem.js";
import { sitesOf } from "./sites.js";

/** Where an actor of a rehearsal has a text signed by his own certificate. */
export const REHEARSAL_SIGNATURES = "/api/v1/rehearsal/signatures";
const HEADER_MAX = 14_000;
/** How long a browser waits for the person, in ms. */
const PATIENCE_MS = 120_000;

const ProofBody = z.union([z.strictObject({ text: Base64Text, certificate: Base64Text }), z.strictObject({ text: Base64Text, passkey: PasskeyBody })]);

export type ToSign = { readonly c: Context<Vars>; readonly actor: Actor; readonly what: { readonly action: Action | "anyone" | "person"; readonly signed?: true; readonly summary: string }; readonly body: string | null; /** Hash of what is approved, as it stands. */ readonly object: string | null };

/** Whether an endpoint's act takes a signature. */
export const asksSignature = ({ action, signed }: ToSign["what"]): boolean => signed === true || (action !== "anyone" && action !== "person" && isSigned(action));

/** The signature of a request that needs one; null where it brings none. */
export async function signatureFor(world: World, asked: ToSign): Promise<Result<SignedAct | null>> {
  const header = asked.c.req.header(STEP_UP_HEADER);
  if (header === undefined) return ok(null);
  const proof = readProof(header);
  if (proof === null) return refuse("wrong-form", { where: "Step-Up", why: "签名的格式不正确", whyEn: "the proof does not read" });
  return takeStepUp(world, proof, actOf(asked), { session: asked.c.get("person")?.session ?? null, sites: sitesOf(asked.c, world) }, realNow());
}

/** Says that a signature is needed and over what: for a certificate the text, for a passkey what a browser asks its authenticator. */
export async function askSignature(world: World, asked: ToSign): Promise<Response> {
  const { c } = asked;
  const act = actOf(asked);
  const sites = sitesOf(c, world);
  const keys = await passkeysOf(world.db, world.exchange.id, act.person);
  if (c.get("person")?.how === "password" && keys.length === 0 && (await certificatesOf(world.db, world.exchange.id, act.person)).length === 0) return problem(c, refuse("step-up-no-key").refusal, c.get("receivedAt"));
  const given = await askStepUp(world, act, { session: c.get("person")?.session ?? null, origin: sites[0] }, realNow());
  const request = {
    challenge: Buffer.from(given.challenge).toString("base64url"), rpId: new URL(sites[0]).hostname, userVerification: "required", timeout: PATIENCE_MS,
    allowCredentials: keys.map(({ credential_id, transports }) => ({ id: Buffer.from(credential_id).toString("base64url"), type: "public-key", transports })),
  };
  return problem(c, { code: "step-up-needed", facts: {} }, c.get("receivedAt"), { stepUp: { text: base64(given.login), expiresAt: rfc3339(given.expiresAt), request: keys.length === 0 ? null : request, rehearsal: isOneClick(c) ? REHEARSAL_SIGNATURES : null } });
}

/** An actor of a rehearsal who came by one click or a token: the exchange holds his key. */
const isOneClick = (c: Context<Vars>): boolean => ["token", "rehearsal"].includes(c.get("person")?.how ?? "");

/** The act as its signature binds it. */
function actOf({ c, actor, what, body, object }: ToSign): ActToSign {
  const person = c.get("person");
  if (person === null) throw new RangeError("an act that is signed was reached by nobody");
  const action = what.action === "person" || what.action === "anyone" ? what.summary : what.action;
  return { action, method: c.req.method, path: new URL(c.req.url).pathname, body: body === null ? null : bodyHash(body), object, person: person.id, office: actor.id === "" ? null : actor.id };
}

function readProof(header: string): StepUpProof | null {
  if (header.length > HEADER_MAX || !/^[A-Za-z0-9_-]+$/.test(header)) return null;
  const read = parseStrict(Buffer.from(header, "base64url").toString("utf8"));
  const parsed = ProofBody.safeParse(read.ok ? read.value : null);
  if (!parsed.success) return null;
  const text = Buffer.from(parsed.data.text, "base64");
  return "certificate" in parsed.data ? { text, certificate: Buffer.from(parsed.data.certificate, "base64") } : { text, passkey: parsed.data.passkey as never };
}
