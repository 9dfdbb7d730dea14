import { z } from "@hono/zod-openapi";
import { MANDATE_ACT_NAMES, type MandateAct } from "../identity/mandate.js";
import { mandateState, readMandate, type MandateTerms } from "../identity/mandate-file.js";
import { mandatesOf, type MandateRow } from "../identity/queries.js";
import { acceptMandate, endMandate, mandateText, newMandateId, offerMandate, type MandateOffer } from "../identity/use-cases/mandates.js";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { checkUscc } from "../kernel/codes.js";
import { ok, type Result } from "../kernel/result.js";
import { day, rfc3339, type Instant } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { Line, Signature } from "./parties.js";

const SCOPE_MAX = 100;
const Terms = {
  agency: z.string().trim().max(40), scope: z.array(z.string().trim().regex(/^[A-Za-z]\d{16}(?:\d{3})?$/)).min(1).max(SCOPE_MAX).nullable(),
  acts: z.array(z.enum(MANDATE_ACT_NAMES as [MandateAct, ...MandateAct[]])).min(1).max(MANDATE_ACT_NAMES.length), from: z.iso.date(), until: z.iso.date(),
  fee: Line(400).nullable(), agreement: z.string().regex(/^[0-9a-f]{64}$/).nullable(),
};
const Id = z.string().regex(/^m-[0-9a-f]{16}$/);

/** Mandates: a tenderer or purchaser lets an agency act for it, both sign, either ends it. */
export function mandateRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/mandates", summary: "Mandates one’s own organisation gave or took", action: "mandate.read" }, async ({ actor, receivedAt }) =>
    ok({ body: { mandates: (await mandatesOf(db, exchange.id, actor.organisation?.uscc ?? "")).map((row) => mandateView(row, receivedAt)) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/mandates/drafts", summary: "The text of a mandate, to be signed by who gives it", action: "mandate.give", body: z.strictObject(Terms) }, async ({ actor, body, receivedAt }) => {
    const offer = offerOf(newMandateId(world), body);
    if (!offer.ok) return offer;
    const text = await mandateText(world, actor, offer.value, receivedAt);
    return text.ok ? ok({ body: { id: offer.value.id, file: base64(text.value), sha256: sha256Hex(text.value) } }) : text;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/mandates", summary: "Give an agency a mandate, signed", action: "mandate.give", body: z.strictObject({ id: Id, ...Terms, signature: Signature }) }, async ({ actor, body: { id, signature, ...terms }, receivedAt }) => {
    const offer = offerOf(id, terms);
    if (!offer.ok) return offer;
    const made = await offerMandate(world, actor, offer.value, fromBase64(signature), receivedAt);
    return made.ok ? ok({ status: 201, body: made.value }) : made;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/mandates/:mandate/acceptance", summary: "Take a mandate: the agency signs the same text", action: "mandate.take", body: z.strictObject({ signature: Signature }) }, async ({ actor, body, receivedAt, param }) => {
    const taken = await acceptMandate(world, actor, param("mandate"), fromBase64(body.signature), receivedAt);
    return taken.ok ? ok({ body: taken.value }) : taken;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/mandates/:mandate/end", summary: "End a mandate, or decline one that is offered", action: "mandate.end", body: z.strictObject({ reason: Line(400) }) }, async ({ actor, body, receivedAt, param }) => {
    const ended = await endMandate(world, actor, param("mandate"), body.reason, receivedAt);
    return ended.ok ? ok({ body: ended.value }) : ended;
  });
}

type Given = Omit<MandateTerms, "from" | "until"> & { readonly agency: string; readonly from: string; readonly until: string };

function offerOf(id: string, { agency, from, until, ...terms }: Given): Result<MandateOffer> {
  const uscc = checkUscc(agency);
  return uscc.ok ? ok({ id, agency: uscc.value, terms: { ...terms, from: day(from), until: day(until) } }) : uscc;
}

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

function mandateView(row: MandateRow, at: Instant) {
  const { tenderer, agency, scope, acts, from, until, fee, agreement } = readMandate(row.file);
  return {
    id: row.mandate_id, state: mandateState(row, at), tenderer, agency, scope, acts, from, until, fee, agreement, file: base64(row.file), sha256: row.sha256, offeredAt: timeOf(row.offered_at), acceptedAt: timeOf(row.accepted_at),
    signatures: { tenderer: base64(row.tenderer_signature), agency: row.agency_signature === null ? null : base64(row.agency_signature) },
    ended: row.ended_at === null ? null : { at: timeOf(row.ended_at), side: row.ended_side, reason: row.reason },
  };
}
