import { ok, refuse, type Result } from "../../kernel/result.js";
import { MINUTE_MS, rfc3339, type Instant } from "../../kernel/time.js";
import type { Certificate } from "../../signing/certificates.js";
import { nameText } from "../../signing/chains.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { decideNatively } from "../../signing/native-node.js";
import { checkOcsp, ocspRequest, type OcspStatus } from "../../signing/ocsp.js";
import type { World } from "../../world.js";
import { newestAnswer } from "../queries.js";
import { insertCheck, insertSnapshot } from "../store.js";
import { isCurrent, issuerOf, type Responder } from "../watch.js";
import { askSources, holdNewest } from "./snapshots.js";

type Ground = Pick<World, "db" | "exchange" | "trust" | "revocation" | "log" | "clock" | "random">;
/** By what a certificate passed: current word of its issuer's, word that is over where that is accepted, or none, where no source is set up. */
export type Standing = { readonly state: "good" | "stale" | "unwatched"; readonly snapshot: string | null };

const NONCE_BYTES = 32;
/** A responder's clock may be ahead of ours by this much, in ms. */
const SKEW_MS = 5 * MINUTE_MS;

/** Takes up what the exchange knows now, so that a signature is judged under it. */
export const underNewest = holdNewest;

/**
 * Whether a certificate that holds was taken back by its issuer: by the newest list, asked for anew where it is over, and by what responders
 * say. Kept with the hash of the word it passed by. @param purpose what it is shown for
 */
export async function passRevocation(world: Ground, certificate: Certificate, purpose: string): Promise<Result<Standing>> {
  const at = world.clock();
  const standing = await standingOf(world, certificate, at);
  if (standing.ok) await insertCheck(world.db, { exchange_id: world.exchange.id, certificate_sha256: certificate.sha256, purpose, state: standing.value.state, snapshot_sha256: standing.value.snapshot, at: new Date(at) });
  return standing;
}

async function standingOf(world: Ground, certificate: Certificate, at: Instant): Promise<Result<Standing>> {
  const { sources, responders, whenStale } = world.revocation;
  if (sources.length + responders.length === 0) return ok({ state: "unwatched", snapshot: null });
  const listed = await byList(world, certificate, at);
  if (!listed.ok) return listed;
  const answered = await byResponder(world, certificate, at);
  if (answered?.ok === false) return answered;
  if (answered !== null) return ok({ state: "good", snapshot: answered.value });
  if (listed.value.isCurrent) return ok({ state: "good", snapshot: listed.value.snapshot });
  world.log.error({ issuer: nameText(certificate.issuer), whenStale }, "revocation: a certificate is shown and no current word of its issuer is there");
  return whenStale === "accept" ? ok({ state: "stale", snapshot: listed.value.snapshot }) : refuse("revocation-unknown", { issuer: nameText(certificate.issuer), at: rfc3339(at) });
}

type Listed = { readonly isCurrent: boolean; readonly snapshot: string | null };

async function byList(world: Ground, certificate: Certificate, at: Instant): Promise<Result<Listed>> {
  const found = listOf(world, certificate);
  const newest = (found === null || !isCurrent(found.crl, at)) && world.revocation.sources.length > 0 ? (await askSources(world), listOf(world, certificate)) : found;
  if (newest === null) return ok({ isCurrent: false, snapshot: null });
  const revokedAt = newest.crl.revoked.get(certificate.serial);
  if (revokedAt !== undefined && revokedAt <= at) return refuse("certificate-revoked", { subject: nameText(certificate.subject), revokedAt: rfc3339(revokedAt) });
  return ok({ isCurrent: isCurrent(newest.crl, at), snapshot: newest.sha256 });
}

/** The list by which `world.trust` judges this certificate: kept under its issuer's own signature. */
function listOf({ revocation }: Ground, { issuer }: Certificate) {
  for (const [sha256, crl] of revocation.lists()) if (Buffer.from(crl.issuer.der).equals(issuer.der)) return { sha256, crl };
  return null;
}

/** @returns the hash of the answer that says it is good; null where nobody answered about it */
async function byResponder(world: Ground, certificate: Certificate, at: Instant): Promise<Result<string> | null> {
  const issuer = issuerOf(world.trust, certificate);
  if (issuer === null) return null;
  const known = world.revocation.responders.length === 0 ? null : await knownAnswer(world, certificate, issuer, at);
  if (known !== null) return verdictOf(certificate, known, at);
  for (const responder of world.revocation.responders) {
    const status = await answerOf(world, responder, { certificate, issuer, at });
    if (status !== null) return verdictOf(certificate, status, at);
  }
  return null;
}

function verdictOf({ subject }: Certificate, { der, revokedAt }: OcspStatus, at: Instant): Result<string> {
  return revokedAt !== null && revokedAt <= at ? refuse("certificate-revoked", { subject: nameText(subject), revokedAt: rfc3339(revokedAt) }) : ok(sha256Hex(der));
}

/** An answer kept before is good until the next one is due; what says “revoked” is so for good. */
async function knownAnswer({ db, exchange }: Ground, certificate: Certificate, issuer: Certificate, at: Instant): Promise<OcspStatus | null> {
  const row = await newestAnswer(db, exchange.id, issuer.sha256, certificate.serial);
  const read = row === null ? null : decideNatively(checkOcsp(row.der, certificate, issuer, null));
  return read?.ok === true && (isCurrent(read.value, at) || read.value.revokedAt !== null) ? read.value : null;
}

type Question = { readonly certificate: Certificate; readonly issuer: Certificate; readonly at: Instant };

/** Null where it does not answer, or answers what cannot be believed now. */
async function answerOf(world: Ground, { name, ask }: Responder, { certificate, issuer, at }: Question): Promise<OcspStatus | null> {
  const { db, exchange, log } = world;
  const nonce = world.random(NONCE_BYTES);
  try {
    const read = decideNatively(checkOcsp(await ask(ocspRequest(certificate, issuer, nonce)), certificate, issuer, nonce));
    if (!read.ok) log.error({ responder: name, facts: read.refusal.facts }, "revocation: an answer was not taken");
    if (!read.ok || read.value.thisUpdate > at + SKEW_MS || (read.value.nextUpdate !== null && read.value.nextUpdate <= at)) return null;
    const { der, thisUpdate, nextUpdate } = read.value;
    await insertSnapshot(db, { exchange_id: exchange.id, sha256: sha256Hex(der), kind: "ocsp", issuer: issuer.sha256, serial: certificate.serial, source: name, this_update: new Date(thisUpdate), next_update: nextUpdate === null ? null : new Date(nextUpdate), der, kept_at: new Date(at) });
    return read.value;
  } catch (error) {
    log.error({ err: error, responder: name }, "revocation: no answer came");
    return null;
  }
}
