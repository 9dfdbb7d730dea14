import { z } from "@hono/zod-openapi";
import { textOf } from "../identity/step-up.js";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, SECOND_MS } from "../kernel/time.js";
import { readFile } from "../parties/organisation-file.js";
import { registrationById } from "../parties/queries.js";
import { advance, type Alongside } from "../rehearsal/advance.js";
import type { MovableClock } from "../rehearsal/clock.js";
import type { Certify, SignFor } from "../rehearsal/town.js";
import { TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { personIn } from "./people.js";
import { Base64Text } from "./proof-bodies.js";
import { REHEARSAL_SIGNATURES } from "./step-up.js";
import { receivedTexts, rehearsalSecret, takeText } from "../messages/use-cases/rehearsal-texts.js";
import { endpoint, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

type Parts = { readonly clock: MovableClock; readonly certify: Certify; readonly signFor: SignFor; readonly alongside: Alongside | null };

/** Rehearsal only: the clock that can be moved forward (contracts.md §2), and certificates for whoever registers an organisation. In live mode these routes do not exist. */
export function rehearsalRoutes(api: Api, world: World, { clock, certify, signFor, alongside }: Parts): void {
  const path = "/api/v1/rehearsal/clock";
  const view = () => ({ now: rfc3339(clock.now()), held: clock.isHeld() });
  endpoint(api, world, { method: "get", path, summary: "Where the rehearsal clock stands", action: "anyone" }, () => Promise.resolve(ok({ body: view() })));
  endpoint(api, world, { method: "post", path, summary: "Move the rehearsal clock forward", action: "clock.advance", body: z.strictObject({ advanceTo: TimeBody.optional(), hold: z.boolean().optional() }) }, async ({ body }) => {
    const moved = await advance(world, clock, body.advanceTo ?? clock.now(), body.hold ?? false, alongside);
    return moved.ok ? ok({ body: moved.value }) : moved;
  });
  textRoutes(api, world);
  endpoint(api, world, { method: "post", path: "/api/v1/rehearsal/certificates", summary: "A certificate for rehearsing, for an organisation one registers", action: "person", body: z.strictObject({ registration: z.string().max(64) }) }, async (asked) => {
    const row = await registrationById(world.db, world.exchange.id, asked.body.registration);
    const person = personIn(asked);
    if (row?.person_id !== person.id) return refuse("not-found", { what: asked.body.registration });
    const { uscc, name } = readFile(row.file);
    const { p12, password } = await certify({ commonName: person.name, organisation: { uscc, name } });
    return ok({ status: 201, body: { p12: base64(p12), password } });
  });
  signatureRoute(api, world, signFor);
}

/** An actor of the town has his key in a file beside the exchange: it signs here what he is asked to sign for an act of his own, and nothing else. */
function signatureRoute(api: Api, world: World, signFor: SignFor): void {
  endpoint(api, world, { method: "post", path: REHEARSAL_SIGNATURES, summary: "Sign the text of a step-up by the certificate of the rehearsal’s actor who asks", action: "person", body: z.strictObject({ text: Base64Text }) }, async (asked) => {
    const person = personIn(asked);
    const bytes = fromBase64(asked.body.text);
    const isOwn = textOf(bytes)?.person === person.id && (person.how === "token" || person.how === "rehearsal");
    const signature = isOwn ? await signFor(person.id, bytes) : null;
    return signature === null ? refuse("step-up-other", { what: "person" }) : ok({ status: 201, body: { signature: base64(signature) } });
  });
}

/** Where a rehearsal's texts and calls arrive instead of at telephones. */
export const TEXT_RECEIVER = "/rehearsal/texts";
const TEXTS_SHOWN_MAX = 200;

/** Takes what the adaptor for telephones was asked to send, by its signature alone, and shows it to the administrator. */
function textRoutes(api: Api, world: World): void {
  api.post(TEXT_RECEIVER, async (c) => {
    const [id, at, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => c.req.header(name) ?? "");
    const taken = await takeText(world, { id: id ?? "", at: Number(at), signature: signature ?? "", body: await c.req.text() }, Math.floor(Date.now() / SECOND_MS));
    return taken.ok ? c.body(null, 204) : problem(c, taken.refusal, c.get("receivedAt"));
  });
  endpoint(api, world, { method: "get", path: "/api/v1/rehearsal/texts", summary: "What was sent to telephones in this rehearsal, newest first", action: "texts.read" }, async () =>
    ok({ body: { texts: (await receivedTexts(world, TEXTS_SHOWN_MAX)).map(({ id, body, receivedAt }) => ({ id, ...body, receivedAt: receivedAt.toISOString() })) } }));
  endpoint(api, world, { method: "get", path: "/api/v1/rehearsal/texts/key", summary: "Where the pool keeper's tool sends its calls in a rehearsal, and what it signs them with", action: "draw.keep" }, () => Promise.resolve(ok({ body: { url: TEXT_RECEIVER, secret: rehearsalSecret(world) } })));
}
