import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { inTransaction, type Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { spkiOf } from "../../signing/cose-node.js";
import type { Certificate } from "../../signing/certificates.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { SignedAct } from "../actor.js";
import { challengeOf } from "../login.js";
import { checkPasskey, fromBase64url, type Sites } from "../passkey.js";
import { passkeyById, personOfCertificate } from "../queries.js";
import { decideStepUp, signedActFile, stepUpBytes, type ActProof, type ActToSign } from "../step-up.js";
import { insertSignedAct, usePasskey } from "../store.js";
import { certificateOver } from "./certificates.js";
import { keepChallenge, newNonce, takeAnswer, type Challenge } from "./challenges.js";

type Ground = Pick<World, "db" | "exchange" | "trust" | "clock" | "revocation" | "log" | "random">;
/** Where a request came from: which session brought it (null: a token), and which origins are ours. */
export type StepUpPlace = { readonly session: Uint8Array | null; readonly sites: Sites };
/** The text as it was given to be signed, and the signature: CMS of a certificate, or an authenticator's answer. */
export type StepUpProof = { readonly text: Uint8Array } & ({ readonly certificate: Uint8Array } | { readonly passkey: AuthenticationResponseJSON });

/** Asks a person to sign one act. @param now real time */
export function askStepUp(world: Pick<World, "db" | "exchange" | "random">, act: ActToSign, { session, origin }: { readonly session: Uint8Array | null; readonly origin: string }, now: Instant): Promise<Challenge> {
  const text = stepUpBytes(act, { exchange: world.exchange.origin, origin, nonce: newNonce(world), now });
  return keepChallenge(world, text, { purpose: "step-up", personId: act.person, session }, now);
}

/**
 * Takes the signature for one act and keeps it: over this very request, asked of this person by this session, not over, not used, by a key of
 * his own. A signature that proves wrong has used its text up all the same. @param now real time
 */
export async function takeStepUp(world: Ground, given: StepUpProof, act: ActToSign, { session, sites }: StepUpPlace, now: Instant): Promise<Result<SignedAct>> {
  const { text } = given;
  const fits = decideStepUp(text, act, { exchange: world.exchange.origin, sites });
  if (!fits.ok) return fits;
  const taken = await takeAnswer(world.db, world.exchange.id, challengeOf(text), { purpose: "step-up", personId: act.person, session }, now);
  if (!taken.ok) return taken;
  const shown = "certificate" in given ? await certificateOver(world, { login: text, signature: given.certificate }, "step-up") : null;
  if (shown?.ok === false) return shown;
  return inTransaction(world.db, async (tx) => {
    const proof = "certificate" in given ? await byCertificate(tx, world, { certificate: shown?.value, signature: given.certificate, person: act.person }) : await byPasskey(tx, world, { response: given.passkey, text, sites, person: act.person }, now);
    if (!proof.ok) return proof;
    const file = signedActFile(text, proof.value, now);
    const sha256 = sha256Hex(file);
    const kept = await insertSignedAct(tx, { exchange_id: world.exchange.id, sha256, text_sha256: hex(challengeOf(text)), person_id: act.person, actor_id: act.office, action: act.action, file, made_at: new Date(now) });
    return kept ? ok({ sha256, personId: act.person, object: act.object }) : refuse("challenge-over");
  });
}

type ByCertificate = { readonly certificate: Certificate | undefined; readonly signature: Uint8Array; readonly person: string };

async function byCertificate(tx: Tx, world: Ground, { certificate, signature, person }: ByCertificate): Promise<Result<ActProof>> {
  if (certificate === undefined) return refuse("step-up-not-yours");
  const { sha256: credential, der: key } = certificate;
  const known = await personOfCertificate(tx, world.exchange.id, credential);
  return known?.person_id === person ? ok({ how: "certificate", key, credential, signature }) : refuse("step-up-not-yours");
}

type Asserted = { readonly response: AuthenticationResponseJSON; readonly text: Uint8Array; readonly sites: Sites; readonly person: string };

async function byPasskey(tx: Tx, { exchange }: Ground, { response, text, sites, person }: Asserted, now: Instant): Promise<Result<ActProof>> {
  const known = await passkeyById(tx, exchange.id, fromBase64url(response.id));
  if (known?.person_id !== person) return refuse("step-up-not-yours");
  const counter = await checkPasskey(response, challengeOf(text), sites, known);
  if (!counter.ok) return counter;
  if (!(await usePasskey(tx, known, counter.value, now))) return refuse("passkey-wrong");
  const [authenticatorData, clientDataJSON, signature] = [response.response.authenticatorData, response.response.clientDataJSON, response.response.signature].map(fromBase64url) as [Uint8Array, Uint8Array, Uint8Array];
  return ok({ how: "passkey", key: spkiOf(known.public_key), credential: response.id, signature, authenticatorData, clientDataJSON });
}
