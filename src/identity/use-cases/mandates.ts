import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { projectById, tenderById } from "../../tenders/queries.js";
import { checkCode } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { checkSigner, type DetachedSignature } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { Actor, Organisation } from "../actor.js";
import { decideOffer, mandateBytes, MANDATE_STATES, mandateState, periodOf, readMandate, type KnownAgency, type MandateState, type MandateTerms } from "../mandate-file.js";
import { organisationOf, representativesOf } from "../queries.js";
import { changeMandate, holdMandate, insertMandate } from "../store.js";
import { holdStanding, openAtPrincipals } from "./offices.js";
import { newId } from "./people.js";

export type MandateOffer = { readonly id: string; readonly agency: string; readonly terms: MandateTerms };

/** The text of a mandate as both sides are to sign it. */
export const mandateText = (world: World, actor: Actor, offer: MandateOffer, at: Instant): Promise<Result<Uint8Array>> => allOrNothing(world.db, (tx) => textOf(tx, world, actor, offer, at));

async function textOf(tx: Tx, world: World, actor: Actor, { id, agency, terms }: MandateOffer, at: Instant): Promise<Result<Uint8Array>> {
  const tenderer = own(actor);
  const decided = decideOffer(tenderer, await knownAgency(tx, world.exchange.id, agency), agency, terms, at);
  if (!decided.ok) return decided;
  const scope = await ownCodes(tx, world.exchange.id, tenderer.uscc, terms.scope);
  return scope.ok ? ok(mandateBytes({ ...terms, scope: scope.value, v: "mandate/1", exchange: world.exchange.origin, id, tenderer, agency: decided.value })) : scope;
}

const own = ({ organisation }: Actor): Organisation => organisation ?? { name: "", uscc: "" };

async function knownAgency(tx: Tx, exchangeId: string, uscc: string): Promise<KnownAgency> {
  const known = await organisationOf(tx, exchangeId, uscc);
  return known === null ? null : { name: known.name, uscc, isAgency: known.state === "active" && (await representativesOf(tx, exchangeId, uscc)).some(({ role }) => role === "agency") };
}

/** Codes as somebody typed them, each of a project or tender of this tenderer. */
async function ownCodes(tx: Tx, exchangeId: string, tenderer: string, scope: readonly string[] | null): Promise<Result<readonly string[] | null>> {
  const codes: string[] = [];
  for (const given of scope ?? []) {
    const code = checkCode(given.length > PROJECT_LENGTH ? "tender" : "project", given);
    if (!code.ok) return code;
    const project = given.length > PROJECT_LENGTH ? (await tenderById(tx, exchangeId, code.value))?.project : await projectById(tx, exchangeId, code.value);
    if (project?.tenderer_uscc !== tenderer) return refuse("not-found", { what: given });
    codes.push(code.value);
  }
  return ok(scope === null ? null : [...new Set(codes)].sort());
}

/** 项目编号: characters. */
const PROJECT_LENGTH = 17;

function signedBy(world: World, organisation: string, file: Uint8Array, signature: Uint8Array, at: Instant): Result<DetachedSignature> {
  const signed = verifyDetached(signature, file, world.trust, at);
  if (!signed.ok) return signed.refusal.code === "cms-content-differs" ? refuse("registration-other-text") : signed;
  const signer = checkSigner(signed.value.certificate, { organisation });
  return signer.ok ? signed : signer;
}

export type MandateNow = { readonly id: string; readonly state: MandateState };

/** A tenderer signs a mandate and offers it to the agency. */
export const offerMandate = (world: World, actor: Actor, offer: MandateOffer, signature: Uint8Array, at: Instant): Promise<Result<MandateNow>> =>
  allOrNothing(world.db, async (tx) => {
    const standing = await holdStanding(tx, world.exchange.id, [own(actor).uscc, offer.agency]);
    if (!standing.ok) return standing;
    const text = await textOf(tx, world, actor, offer, at);
    if (!text.ok) return text;
    const tenderer = own(actor);
    const signed = signedBy(world, tenderer.uscc, text.value, signature, at);
    if (!signed.ok) return signed;
    const { from, until } = periodOf(offer.terms);
    const { scope } = readMandate(text.value);
    const made = await insertMandate(tx, {
      ...UNSIGNED, exchange_id: world.exchange.id, mandate_id: offer.id, tenderer_uscc: tenderer.uscc, agency_uscc: offer.agency, scope: scope === null ? null : [...scope], acts: [...offer.terms.acts], from_at: new Date(from), until_at: new Date(until),
      file: text.value, sha256: sha256Hex(text.value), offered_by: actor.id, offered_at: new Date(at), tenderer_signature: signed.value.reencoded,
    });
    if (!made) return refuse("mandate-state", { state: MANDATE_STATES.offered.zh });
    await tellSides(tx, world, { tenderer_uscc: tenderer.uscc, agency_uscc: offer.agency }, { kind: "mandate-offered", by: actor.id }, at);
    return ok({ id: offer.id, state: "offered" });
  });

const UNSIGNED = { accepted_by: null, accepted_at: null, agency_signature: null, ended_by: null, ended_at: null, ended_side: null, reason: null } as const;

/** The agency signs the same bytes; from its first day on its people act in offices at the principal. */
export const acceptMandate = (world: World, actor: Actor, id: string, signature: Uint8Array, at: Instant): Promise<Result<MandateNow>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdMandate(tx, world.exchange.id, id);
    const agency = own(actor).uscc;
    if (row?.agency_uscc !== agency) return refuse("not-found", { what: id });
    const state = mandateState(row, at);
    if (state === "over") return refuse("mandate-over", { until: rfc3339(row.until_at.getTime() as Instant) });
    if (state !== "offered") return refuse("mandate-state", { state: MANDATE_STATES[state].zh });
    const signed = signedBy(world, agency, row.file, signature, at);
    if (!signed.ok) return signed;
    const standing = await holdStanding(tx, world.exchange.id, [row.tenderer_uscc, agency]);
    if (!standing.ok) return standing;
    const change = { accepted_by: actor.id, accepted_at: new Date(at), agency_signature: signed.value.reencoded };
    await changeMandate(tx, row, change);
    await openAtPrincipals(tx, world.exchange.id, agency, () => newId("a", world.random), new Date(at));
    await tellSides(tx, world, row, { kind: "mandate-signed", by: actor.id }, at);
    return ok({ id, state: mandateState({ ...row, ...change }, at) });
  });

/** Either side ends a mandate, at once, with its reason; before it is accepted, that declines it or takes it back. */
export const endMandate = (world: World, actor: Actor, id: string, reason: string, at: Instant): Promise<Result<MandateNow>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdMandate(tx, world.exchange.id, id);
    const side = row === null ? null : sideOf(row, own(actor).uscc);
    if (row === null || side === null) return refuse("not-found", { what: id });
    const state = mandateState(row, at);
    if (row.ended_at !== null || state === "over") return refuse("mandate-state", { state: MANDATE_STATES[state].zh });
    const change = { ended_by: actor.id, ended_at: new Date(at), ended_side: side, reason };
    await changeMandate(tx, row, change);
    await tellSides(tx, world, row, { kind: "mandate-ended", by: actor.id }, at);
    return ok({ id, state: mandateState({ ...row, ...change }, at) });
  });

/** Tells both sides, but for who did it: the principal's own officers, and the agency's at home. An offer is news to the agency alone. */
async function tellSides(tx: Tx, world: World, { tenderer_uscc, agency_uscc }: Pick<Row<"mandates">, "tenderer_uscc" | "agency_uscc">, { kind, by }: { readonly kind: "mandate-offered" | "mandate-signed" | "mandate-ended"; readonly by: string }, at: Instant): Promise<void> {
  const agents = (await representativesOf(tx, world.exchange.id, agency_uscc)).filter(({ role }) => role === "agency").map(({ id }) => audience.office(id));
  await tell(tx, world, { kind, to: kind === "mandate-offered" ? agents : [audience.tenderer(tenderer_uscc), ...agents], tender: null, lot: null, notTo: by }, at);
}

const sideOf = ({ tenderer_uscc, agency_uscc }: Row<"mandates">, uscc: string): "tenderer" | "agency" | null => (uscc === tenderer_uscc ? "tenderer" : uscc === agency_uscc ? "agency" : null);

/** An id for a mandate to be written. */
export const newMandateId = (world: World): string => newId("m", world.random);
