import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { z } from "@hono/zod-openapi";
import { zipOf } from "../archive/zip.js";
import { personOf } from "../identity/queries.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { revealApplicant } from "../parties/use-cases/register.js";
import { heldJson, heldText } from "../privacy/held.js";
import { disclosuresOf, requestsOf, requestsWaiting } from "../privacy/queries.js";
import { keepOf } from "../privacy/retention.js";
import { personalCopy } from "../privacy/use-cases/export.js";
import { giveIdentityNumber, shownIdentityNumber, withdrawIdentityNumber } from "../privacy/use-cases/identity-number.js";
import { answerRequest, askCorrection, closeAccount } from "../privacy/use-cases/requests.js";
import type { BundleFile, BundleFiles } from "../verify/bundle-file.js";
import type { World } from "../world.js";
import { document, endpoint, type Api } from "./endpoint.js";
import { realNow } from "./limits.js";
import { PersonName, personIn } from "./people.js";
import { problem } from "./problem.js";
import { endSession } from "./session.js";
import { SANDBOX } from "./user-file.js";

const Reason = z.string().trim().min(2).max(500).regex(/^[^\p{Cc}\p{Cf}]+$/u);
const time = (date: Date): string => rfc3339(date.getTime() as Instant);

/** What is held about somebody, in his own hands: seen, copied, put right, deleted (个人信息保护法, chapter 4). */
export function privacyRoutes(api: Api, world: World): void {
  identityNumberRoutes(api, world);
  requestRoutes(api, world);
  copyRoute(api, world);
}

function identityNumberRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/privacy", summary: "One’s identity number as pages show it, who was shown it, and one’s requests", action: "person" }, async (asked) => {
    const { id } = personIn(asked);
    return ok({ body: {
      idNumber: await shownIdentityNumber(world, id), disclosures: (await disclosuresOf(db, exchange.id, id)).map(({ what, reason, shown_at }) => ({ what, reason, at: time(shown_at) })),
      requests: (await requestsOf(db, exchange.id, id)).map(({ request_id, kind, wanted, state, answer, made_at, due_at }) => ({ id: request_id, kind, wanted, state, answer, madeAt: time(made_at), due: time(due_at) })),
    } });
  });
  endpoint(api, world, { method: "put", path: "/api/v1/identity-number", summary: "Give one’s identity number: needed to register an organisation by letter alone", action: "person", body: z.strictObject({ idNumber: z.string().max(40) }) }, async (asked) => {
    const given = await giveIdentityNumber(world, personIn(asked), asked.body.idNumber, asked.receivedAt);
    return given.ok ? ok({ body: { idNumber: given.value } }) : given;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/identity-number", summary: "Delete one’s identity number", action: "person" }, async (asked) => {
    const gone = await withdrawIdentityNumber(world, personIn(asked));
    return gone.ok ? ok({ body: { deleted: true } }) : gone;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/registrations/:registration/identity", summary: "Be shown the identity number of whoever registers by letter, for a reason that is kept", action: "identity.reveal", body: z.strictObject({ reason: Reason }) }, async (asked) => {
    const shown = await revealApplicant(world, { ...asked.actor, personId: personIn(asked).id }, asked.param("registration"), asked.body.reason, asked.receivedAt);
    if (!shown.ok) return shown;
    const alsoOf = await Promise.all(shown.value.alsoOf.map(async (id) => ({ id, name: (await personOf(db, exchange.id, id))?.name ?? "" })));
    return ok({ status: 201, body: { idNumber: shown.value.idNumber, alsoOf } });
  });
}

function requestRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "post", path: "/api/v1/privacy/corrections", summary: "Ask for one’s name to be put right", action: "person", body: z.strictObject({ name: PersonName, reason: Reason }) }, async (asked) => {
    const made = await askCorrection(world, personIn(asked), asked.body, asked.receivedAt);
    return made.ok ? ok({ status: 201, body: { request: made.value.request, due: rfc3339(made.value.due) } }) : made;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/privacy/requests", summary: "Corrections that wait for an answer", action: "privacy.answer" }, async () => {
    const rows = await Promise.all((await requestsWaiting(db, exchange.id)).map(async ({ request_id, person_id, wanted, reason, made_at, due_at }) =>
      ({ id: request_id, person: person_id, name: (await personOf(db, exchange.id, person_id))?.name ?? "", wanted, reason, madeAt: time(made_at), due: time(due_at) })));
    return ok({ body: { requests: rows } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/privacy/requests/:request/answer", summary: "Answer a correction; a refusal has its reason", action: "privacy.answer", body: z.strictObject({ grant: z.boolean(), reason: Reason.nullable() }) }, async (asked) => {
    const done = await answerRequest(world, { ...asked.actor, personId: personIn(asked).id }, asked.param("request"), asked.body, asked.receivedAt);
    return done.ok ? ok({ body: done.value }) : done;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/privacy/closing", summary: "Close one’s account: what no law keeps is deleted at once", action: "person", body: z.strictObject({ reason: Reason, sure: z.literal(true) }) }, async (asked) => {
    const closed = await closeAccount(world, personIn(asked), asked.body.reason, realNow());
    if (!closed.ok) return closed;
    await endSession(asked.c, world);
    return ok({ body: { kept: closed.value.kept.map((id) => ({ id, what: keepOf(id).what, until: keepOf(id).until })) } });
  });
}

const fileOf = (bytes: Uint8Array): BundleFile => ({ size: bytes.length, read: () => Readable.from([bytes]) });

function copyRoute(api: Api, world: World): void {
  const path = "/api/v1/privacy/copy";
  document(api, { method: "get", path, summary: "A copy of everything held about oneself, zipped: for people and for programs", action: "person" });
  api.get(path, async (c) => {
    const person = c.get("person");
    if (person === null) return problem(c, refuse("not-signed-in").refusal, c.get("receivedAt"));
    const held = await personalCopy(world, person, c.get("receivedAt"));
    const files: BundleFiles = new Map([["personal.json", fileOf(heldJson(held))], ["personal.txt", fileOf(heldText(held))]]);
    return c.body(Readable.toWeb(Readable.from(zipOf(files, crc32))) as ReadableStream, 200, { "content-type": "application/zip", "content-disposition": `attachment; filename="personal-${person.id}.zip"`, "content-security-policy": SANDBOX, "cache-control": "private, no-store" });
  });
}
