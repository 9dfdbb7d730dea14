import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { parseCertificate, readPem, type Certificate } from "../../signing/certificates.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { checkIssuer, issuerBytes, type NewIssuer } from "../issuer.js";
import { issuersOf } from "../queries.js";
import { holdIssuers, insertIssuer, insertIssuerApproval } from "../store.js";

export type EnteredIssuer = { readonly issuer: string; readonly version: number; readonly sha256: string };

/** An officer enters an issuer of letters, or its next version. It holds once another agrees. */
export const enterIssuer = (world: World, actor: Actor, given: NewIssuer, at: Instant): Promise<Result<EnteredIssuer>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "issuer.keep");
    if (!may.ok) return may;
    const entered = await enterIssuerIn(tx, world, actor, given, at);
    if (!entered.ok) return entered;
    const kept = await keepRequest(tx, world.exchange.id, actor, { kind: "guarantee-issuer", object: objectOf(entered.value), version: entered.value.sha256 }, at);
    return kept.ok ? entered : kept;
  });

/** The same within a transaction, without a signature: how a rehearsal is given an issuer. */
export async function enterIssuerIn(tx: Tx, world: World, by: { readonly id: string }, given: NewIssuer, at: Instant): Promise<Result<EnteredIssuer>> {
  const certificate = certificateIn(given.certificate);
  if (!certificate.ok) return certificate;
  await holdIssuers(tx, world.exchange.id);
  const before = (await issuersOf(tx, world.exchange.id, given.uscc)).at(-1) ?? null;
  const fit = checkIssuer(given, { certificate: certificate.value, before, today: dayOf(at) });
  if (!fit.ok) return fit;
  const { uscc, version } = fit.value;
  const file = issuerBytes(fit.value);
  const sha256 = sha256Hex(file);
  await insertIssuer(tx, { exchange_id: world.exchange.id, uscc, version, file, sha256, certificate: certificate.value.der, entered_by: by.id, entered_at: new Date(at) });
  return ok({ issuer: uscc, version, sha256 });
}

function certificateIn(pem: string): Result<Certificate> {
  const [der, more] = blocksIn(pem);
  return der === undefined || more !== undefined ? refuse("wrong-certificate", { why: "not one certificate in PEM" }) : parseCertificate(der);
}

/** What somebody pasted; nothing of what is no PEM. */
function blocksIn(pem: string): Uint8Array[] {
  try {
    return readPem(pem, "CERTIFICATE");
  } catch {
    return [];
  }
}

const objectOf = ({ issuer, version }: Pick<EnteredIssuer, "issuer" | "version">): string => `${issuer}/${String(version)}`;

/** The hash that the second officer signs for; null where there is no such version. */
export async function issuerToApprove({ db, exchange }: Pick<World, "db" | "exchange">, uscc: string, version: number): Promise<string | null> {
  return (await issuersOf(db, exchange.id, uscc)).find((each) => each.version === version)?.sha256 ?? null;
}

/** Another person agrees: the version holds from its day on, and its hash is logged. */
export const approveIssuer = (world: World, actor: Actor, uscc: string, version: number, at: Instant): Promise<Result<EnteredIssuer>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "issuer.keep");
    if (!may.ok) return may;
    await holdIssuers(tx, world.exchange.id);
    const newest = (await issuersOf(tx, world.exchange.id, uscc)).at(-1);
    if (newest?.version !== version) return refuse("not-found", { what: `${uscc} ${String(version)}` });
    if (newest.approvedBy !== null) return refuse("issuer-approved", { version });
    const entered = { issuer: uscc, version, sha256: newest.sha256 };
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "guarantee-issuer", object: objectOf(entered), version: newest.sha256, preparedBy: newest.enteredBy }, at);
    if (!approved.ok) return approved;
    await agreeIn(tx, world, actor, entered, at);
    return ok(entered);
  });

/** Logs and keeps that a version holds. */
export async function agreeIn(tx: Tx, world: World, by: { readonly id: string }, { issuer: uscc, version, sha256 }: EnteredIssuer, at: Instant): Promise<void> {
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "guarantee.issuer", uscc, version, sha256 });
  await insertIssuerApproval(tx, { exchange_id: world.exchange.id, uscc, version, outbox_id: outboxId, approved_by: by.id, approved_at: new Date(at) });
}
