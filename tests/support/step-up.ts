import type { Actor } from "../../src/identity/actor.js";
import { actorById } from "../../src/identity/queries.js";
import { askStepUp, takeStepUp } from "../../src/identity/use-cases/step-up.js";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import type { TestTown } from "./town.js";
import { STEP_UP_HEADER, stepUpHeader } from "../../src/identity/step-up.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { asserted, type Authenticator } from "./authenticator.js";

/** What an exchange wants signed before it does an act. */
export type ToSign = { readonly text: string; readonly expiresAt: string; readonly request: { readonly challenge: string } | null };
type Answer = { readonly status: number; readonly json: Record<string, unknown> };

/** What is to be signed, where an answer asks for it; else null. */
export const toSign = ({ status, json }: Answer): ToSign | null => (status === 401 && json["code"] === "step-up-needed" ? (json["stepUp"] as ToSign) : null);

/** The header that brings a certificate's signature. */
export const byCertificate = async ({ text }: ToSign, signer: Signer): Promise<Record<string, string>> => ({ [STEP_UP_HEADER]: stepUpHeader({ text, certificate: base64(await signDetached(fromBase64(text), signer)) }) });

/** The header that brings a passkey's. */
export const byPasskey = ({ text, request }: ToSign, authenticator: Authenticator, site: string): Record<string, string> => ({ [STEP_UP_HEADER]: stepUpHeader({ text, passkey: asserted(authenticator, request?.challenge ?? "", site) }) });

/** Asks, and where a signature is wanted asks again with it: what a person's own tool does. @param proof the header that brings it */
export async function askSigning(ask: (headers: Record<string, string>) => Promise<Answer>, proof: (wanted: ToSign) => Promise<Record<string, string>> | Record<string, string>): Promise<Answer> {
  const answer = await ask({});
  const wanted = toSign(answer);
  return wanted === null ? answer : ask(await proof(wanted));
}

/** An actor of the town who has signed something, for tests that call a use case themselves. */
export async function signedActor({ world, signer }: Pick<TestTown, "world" | "signer">, id: string): Promise<Actor> {
  const actor = await actorById(world.db, world.exchange.id, id);
  if (actor === null) throw new RangeError(`no actor ${id}`);
  const act = { action: "test", method: "POST", path: "/", body: null, object: null, person: actor.personId, office: id };
  const [origin, now] = ["http://chenguang.example", Date.now() as Instant];
  const { login: text } = await askStepUp(world, act, { session: null, origin }, now);
  return { ...actor, signed: must(await takeStepUp(world, { text, certificate: await signDetached(text, await signer(id)) }, act, { session: null, sites: [origin] }, now)) };
}
