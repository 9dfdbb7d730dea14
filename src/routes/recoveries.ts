import { z } from "@hono/zod-openapi";
import { can } from "../identity/can.js";
import { officesOf } from "../identity/queries.js";
import { peopleNamed, recoveriesUnderWay, type RecoveryRow } from "../identity/queries/recoveries.js";
import { approveRecovery, cancelRecovery, enrol, openRecovery, reportLoss } from "../identity/use-cases/recoveries.js";
import { ok } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Api, type Asked } from "./endpoint.js";
import { realNow, trySignIn } from "./limits.js";
import { Label, personIn } from "./people.js";
import { NewPasskeyBody } from "./proof-bodies.js";
import { startSession } from "./session.js";
import { sitesOf } from "./sites.js";

const Reason = z.string().trim().min(4).max(500);
const Code = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const timeOf = (at: Date | null): string | null => (at === null ? null : rfc3339(at.getTime() as Instant));
const byOfficer = (asked: Pick<Asked<unknown>, "actor" | "person">) => ({ actorId: asked.actor.id, personId: personIn(asked).id });
const view = ({ recovery_id: id, person_id: person, name, state, report, reason, reported_at, opened_by, opened_at, approved_by, approved_at, code_ends_at }: RecoveryRow & { readonly name: string }) =>
  ({ id, person, name, state, report, reason, reportedAt: timeOf(reported_at), openedBy: opened_by, openedAt: timeOf(opened_at), approvedBy: approved_by, approvedAt: timeOf(approved_at), codeUntil: timeOf(code_ends_at) });

/** Access restored by two officers to somebody who lost what he signs in with (docs/trust.md §6). */
export function recoveryRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "post", path: "/api/v1/recoveries", summary: "Report that one’s own way to sign in is lost", action: "person", body: z.strictObject({ report: Reason }) }, async (asked) => {
    const made = await reportLoss(world, personIn(asked).id, asked.body.report, realNow());
    return made.ok ? ok({ status: 201, body: made.value }) : made;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/recoveries", summary: "Recoveries under way", action: "recovery.read" }, async () => ok({ body: { recoveries: (await recoveriesUnderWay(db, exchange.id)).map(view) } }));
  endpoint(api, world, { method: "get", path: "/api/v1/recoveries/people", summary: "People of a name, with their offices, for an officer who has one before him", action: "recovery.open" }, async ({ c }) => {
    const people = await peopleNamed(db, exchange.id, (c.req.query("name") ?? "").trim().slice(0, 60));
    return ok({ body: { people: await Promise.all(people.map(async ({ person_id: person, name }) => ({ person, name, offices: (await officesOf(db, exchange.id, person)).map(({ role, organisation }) => ({ role, organisation })) }))) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/recoveries/openings", summary: "Open somebody’s recovery after a check of identity", action: "recovery.open", body: z.strictObject({ person: z.string().max(64), reason: Reason }) }, async (asked) => {
    const made = await openRecovery(world, byOfficer(asked), asked.body, realNow());
    return made.ok ? ok({ status: 201, body: made.value }) : made;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/recoveries/:recovery{l-[0-9a-f]{16}}/approval", summary: "Approve a recovery as second officer: all old proofs, sessions and tokens die, the code is shown in this answer alone", action: "recovery.approve", shownOnce: true }, async (asked) => {
    const made = await approveRecovery(world, byOfficer(asked), asked.param("recovery"), realNow());
    return made.ok ? ok({ status: 201, body: { code: made.value.code, until: rfc3339(made.value.endsAt) } }) : made;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/recoveries/:recovery{l-[0-9a-f]{16}}", summary: "Cancel a recovery: an officer, or the person it is for", action: "person" }, async (asked) => {
    const gone = await cancelRecovery(world, { personId: personIn(asked).id, isOfficer: can(asked.c.get("actor"), "recovery.open").ok }, asked.param("recovery"), realNow());
    return gone.ok ? ok({ body: { cancelled: true } }) : gone;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/recoveries/enrolment", summary: "Register a new passkey by a recovery’s code, once", action: "anyone", body: z.strictObject({ code: Code, label: Label, passkey: NewPasskeyBody }) }, async ({ c, body }) => {
    const taken = await trySignIn(c, world, body.code, () => enrol(world, { code: body.code, label: body.label, passkey: body.passkey as never, sites: sitesOf(c, world) }, realNow()));
    if (!taken.ok) return taken;
    await startSession(c, world, { personId: taken.value, how: "passkey", actorId: null });
    return ok({ status: 201, body: { person: taken.value } });
  });
}
