import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { organisationOf, representativesOf } from "../../identity/queries.js";
import { changeOwnOrganisation, lockOwnOrganisation } from "../../identity/use-cases/offices.js";
import { endSessionsOf } from "../../identity/use-cases/sessions.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { fileBytes, type OrganisationFacts } from "../organisation-file.js";
import { insertChange, insertFile } from "../store.js";

/** The next version of an organisation's file as its administrator is to sign it. Roles are not changed here, each is registered; nor is the organisation that a branch belongs to. */
export async function nextFile(world: World, actor: Actor & { readonly personId: string }, facts: Omit<OrganisationFacts, "uscc" | "roles">): Promise<Uint8Array> {
  const uscc = actor.organisation?.uscc ?? "";
  const known = await organisationOf(world.db, world.exchange.id, uscc);
  const roles = [...new Set((await representativesOf(world.db, world.exchange.id, uscc)).map(({ role }) => role))].sort() as OrganisationFacts["roles"];
  return fileBytes({ ...facts, ...(known?.parent_uscc == null ? {} : { parent: known.parent_uscc }), uscc, roles, v: "organisation/1", exchange: world.exchange.origin, version: (known?.version ?? 0) + 1, by: actor.personId });
}

/** Keeps the next version of the file, signed by the organisation's own certificate; two at once: the second is told that its text is old. */
export const changeFile = (world: World, actor: Actor & { readonly personId: string }, facts: Omit<OrganisationFacts, "uscc" | "roles">, signature: Uint8Array, at: Instant): Promise<Result<{ readonly version: number; readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const uscc = actor.organisation?.uscc ?? "";
    await lockOwnOrganisation(tx, world.exchange.id, uscc);
    const version = ((await organisationOf(tx, world.exchange.id, uscc))?.version ?? 0) + 1;
    const file = await nextFile(world, actor, facts);
    const signed = verifyDetached(signature, file, world.trust, at);
    if (!signed.ok) return signed.refusal.code === "cms-content-differs" ? refuse("registration-other-text") : signed;
    const signer = checkSigner(signed.value.certificate, { organisation: uscc });
    if (!signer.ok) return signer;
    // A name is the register's, not the firm's own choice: the certificate bears it (市场主体登记管理条例 8, 24).
    const named = signed.value.certificate.subject.organisation;
    if (named !== facts.name) return refuse("organisation-other-name", { found: named ?? "—", wanted: facts.name });
    const sha256 = sha256Hex(file);
    await insertFile(tx, { exchange_id: world.exchange.id, uscc, version, file, sha256, signature: signed.value.reencoded, made_by: actor.personId, made_at: new Date(at) });
    await changeOwnOrganisation(tx, world.exchange.id, uscc, { name: facts.name, version });
    return ok({ version, sha256 });
  });

export type Freezing = { readonly uscc: string; readonly frozen: boolean; readonly reason: string };

/** Staff freeze an organisation, or let it act again. Its bids, receipts and files stay as they are; nobody acts for it meanwhile. */
export const setFrozen = (world: World, actor: Actor, { uscc, frozen, reason }: Freezing, at: Instant): Promise<Result<{ readonly state: "frozen" | "active" }>> =>
  allOrNothing(world.db, async (tx) => {
    await lockOwnOrganisation(tx, world.exchange.id, uscc);
    const known = await organisationOf(tx, world.exchange.id, uscc);
    if (known === null || known.state === "left") return refuse("not-found", { what: uscc });
    const state = frozen ? "frozen" : "active";
    await changeOwnOrganisation(tx, world.exchange.id, uscc, { state });
    await insertChange(tx, { exchange_id: world.exchange.id, uscc, state, reason, made_by: actor.id, made_at: new Date(at), successor_uscc: null });
    if (frozen) await endSessionsOf(tx, world.exchange.id, uscc);
    return ok({ state });
  });
