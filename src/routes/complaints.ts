import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import { complaintByNumber, complaintsAt, copiesFor } from "../complaints/queries.js";
import { ProposalBody } from "../complaints/decision.js";
import { ComplaintBody, Story, TenderComplaintBody } from "../complaints/filing.js";
import { KINDS, type Desk, type Kind } from "../complaints/kinds.js";
import { REFUSALS_WHY, type WhyRefused } from "../complaints/life.js";
import { acceptComplaint, classifyComplaint, closeComplaint, refuseComplaint, serveComplaint, transferComplaint, type At } from "../complaints/use-cases/desk.js";
import { fileComplaint, type Filed } from "../complaints/use-cases/file.js";
import { complainAboutLot } from "../complaints/use-cases/file-tender.js";
import { seesComplaint } from "../complaints/use-cases/held.js";
import { showIdentity } from "../complaints/use-cases/identity.js";
import { approveDecision, extendClock, joinHandlers, leaveHandlers, pauseClock, proposalHash, proposeDecision, sendCopy, stateSide } from "../complaints/use-cases/investigate.js";
import { trackComplaint, withdrawComplaint } from "../complaints/use-cases/track.js";
import type { Actor } from "../identity/actor.js";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { Instant } from "../kernel/time.js";
import { allow } from "../limits/use-cases.js";
import type { LimitedAction } from "../limits/limit.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api, type Vars } from "./endpoint.js";
import { realNow } from "./limits.js";
import { created } from "./tenders.js";
import { copyView, lineView, officerView, trackedView } from "./views/complaints.js";

export const COMPLAINTS = "/api/v1/complaints";
export const COMPLAINT = `${COMPLAINTS}/:complaint{C[0-9]{10}}`;
/** A desk's list holds at most so many. */
const LIST_MAX = 500;
const Code = z.string().trim().min(20).max(64);
const Version = { version: z.int().min(1) };

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** One desk for complaints: anybody files and follows one without an account; officers decide; decisions are published. */
export function complaintRoutes(api: Api, world: World): void {
  openRoutes(api, world);
  readingRoutes(api, world);
  deskRoutes(api, world);
  handlerRoutes(api, world);
}

/** Counts what strangers send from one network; null where they may go on. */
async function tooMany(c: Context<Vars>, { db, exchange }: World, action: LimitedAction): Promise<Result<true>> {
  const allowed = await allow(db, exchange.id, { action, account: "", address: c.get("address") }, realNow());
  return allowed.ok ? ok(true) : refuse("too-many", { seconds: allowed.seconds });
}

const filedView = (world: World, filed: Result<Filed>): Result<Answer> => (filed.ok ? created({ ...filed.value, track: `${world.publicUrl}/complaints/track` }) : filed);

function openRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: COMPLAINTS, summary: "Complain or suggest something, without signing in; the answer holds the code by which it is followed, once", action: "anyone", unseen: "complaint-signed-in", body: ComplaintBody }, async ({ c, body, receivedAt }) => {
    const may = await tooMany(c, world, "complaint");
    return may.ok ? filedView(world, await fileComplaint(world, body, receivedAt)) : may;
  });
  endpoint(api, world, { method: "post", path: `${COMPLAINTS}/lookups`, summary: "Where a complaint stands and its periods, by its code", action: "anyone", unseen: "complaint-signed-in", body: z.strictObject({ code: Code }) }, async ({ c, body, receivedAt }) => {
    const may = await tooMany(c, world, "complaint-code");
    const found = may.ok ? await trackComplaint(world, body.code) : may;
    return found.ok ? ok({ body: trackedView(found.value.row, found.value.steps, receivedAt) }) : found;
  });
  endpoint(api, world, { method: "post", path: `${COMPLAINTS}/withdrawals`, summary: "Take a complaint back by its code, before it is decided", action: "anyone", unseen: "complaint-signed-in", body: z.strictObject({ code: Code, reason: Line(500) }) }, async ({ c, body, receivedAt }) => {
    const may = await tooMany(c, world, "complaint-code");
    return may.ok ? made(await withdrawComplaint(world, body.code, body.reason, receivedAt)) : may;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/tenders/:tender/lots/:lot/complaints", summary: "Complain to the authority about a lot in which your firm objected; the answer holds the code, once", action: "complaint.file", shownOnce: true, body: TenderComplaintBody }, async ({ actor, body, param, receivedAt }) =>
    filedView(world, await complainAboutLot(world, actor, { tenderId: param("tender"), lot: param("lot") }, body, receivedAt)));
}

/** A complaint for an officer who may see it; to everybody else it is not there. */
export async function seenComplaint({ db, exchange }: World, actor: Actor, complaint: string) {
  const row = await complaintByNumber(db, exchange.id, complaint);
  return row !== null && seesComplaint(actor, row) ? row : null;
}

function readingRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: COMPLAINTS, summary: "The complaints of your desk, none that is about you; nowhere who complains", action: "complaint.read" }, async ({ actor, receivedAt }) =>
    ok({ body: { complaints: (await complaintsAt(db, exchange.id, actor.role as Desk, actor, LIST_MAX)).map((row) => lineView(row, receivedAt)) } }));
  endpoint(api, world, { method: "get", path: COMPLAINT, summary: "A complaint of your desk with its steps, clocks and handlers; not who complains", action: "complaint.read" }, async ({ actor, param, receivedAt }) => {
    const row = await seenComplaint(world, actor, param("complaint"));
    return row === null ? refuse("not-found", { what: param("complaint") }) : ok({ body: await officerView(world, row, receivedAt) });
  });
  endpoint(api, world, { method: "get", path: `${COMPLAINTS}/copies`, summary: "Copies of complaints about tenders of your organisation, without who complains", action: "complaint.answer" }, async ({ actor, receivedAt }) =>
    ok({ body: { copies: (await copiesFor(db, exchange.id, actor.organisation?.uscc ?? "")).map((row) => copyView(row, receivedAt)) } }));
  endpoint(api, world, { method: "post", path: `${COMPLAINT}/statement`, summary: "State your organisation’s side in writing, once", action: "complaint.answer", body: z.strictObject({ statement: Story(5_000) }) }, async ({ actor, body, param, receivedAt }) => made(await stateSide(world, actor, param("complaint"), body.statement, receivedAt)));
}

type Deed<Body> = (actor: Actor, place: At, body: Body, at: Instant) => Promise<Result<unknown>>;

/** One act of an officer on a complaint as he saw it. */
function act<Shape extends z.ZodRawShape>(api: Api, world: World, { name, summary, shape }: { readonly name: string; readonly summary: string; readonly shape: Shape }, deed: Deed<z.infer<z.ZodObject<Shape>> & { readonly version: number }>): void {
  const body = z.strictObject({ ...shape, ...Version }) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>> & { readonly version: number }>;
  endpoint(api, world, { method: "post", path: `${COMPLAINT}/${name}`, summary, action: "complaint.handle", body }, async ({ actor, body: given, param, receivedAt }) => made(await deed(actor, { complaint: param("complaint"), version: given.version }, given, receivedAt)));
}

function deskRoutes(api: Api, world: World): void {
  act(api, world, { name: "classification", summary: "Say what kind it is, and whose office it is about", shape: { kind: z.enum(keysOf<Kind>(KINDS)), aboutActor: z.string().max(60).nullable().default(null) } }, (actor, place, body, at) => classifyComplaint(world, actor, place, body, at));
  act(api, world, { name: "transfer", summary: "Pass it on to who decides it; the day of filing stays", shape: { said: Story(1_000), objection: z.enum(["documents", "result"]).nullable().default(null) } }, (actor, place, body, at) => transferComplaint(world, actor, place, body, at));
  act(api, world, { name: "acceptance", summary: "Accept it", shape: {} }, (actor, place, _, at) => acceptComplaint(world, actor, place, at));
  act(api, world, { name: "refusal", summary: "Do not accept it, for a reason the law knows", shape: { why: z.enum(keysOf<WhyRefused>(REFUSALS_WHY)), said: Story(1_000) } }, (actor, place, body, at) => refuseComplaint(world, actor, place, body, at));
  act(api, world, { name: "service", summary: "Note how the decision reached its complainant; from then on it is published where its kind is", shape: { how: Line(200) } }, (actor, place, body, at) => serveComplaint(world, actor, place, body.how, at));
  act(api, world, { name: "closing", summary: "Close it", shape: {} }, (actor, place, _, at) => closeComplaint(world, actor, place, at));
}

function handlerRoutes(api: Api, world: World): void {
  act(api, world, { name: "handlers", summary: "Declare that you need not stand back, and join its handlers", shape: { workedUntil: DayBody.nullable().default(null) } }, (actor, place, body, at) => joinHandlers(world, actor, place, body.workedUntil, at));
  act(api, world, { name: "departure", summary: "Stand back from it", shape: { why: Line(500) } }, (actor, place, body, at) => leaveHandlers(world, actor, place, body.why, at));
  act(api, world, { name: "copy", summary: "Send who is complained of a copy, without who complains", shape: {} }, (actor, place, _, at) => sendCopy(world, actor, place, at));
  act(api, world, { name: "pauses", summary: "Leave the days of a test or expert review out of its period", shape: { from: DayBody, until: DayBody, why: Line(500) } }, (actor, place, body, at) => pauseClock(world, actor, place, body, at));
  act(api, world, { name: "extension", summary: "Give a complex one its longer period, once", shape: { why: Line(500) } }, (actor, place, body, at) => extendClock(world, actor, place, body.why, at));
  act(api, world, { name: "proposal", summary: "Draft the decision: another handler approves it", shape: ProposalBody.shape }, (actor, place, { outcome, facts, basis, decision }, at) => proposeDecision(world, actor, place, { outcome, facts, basis, decision }, at));
  endpoint(api, world, {
    method: "post", path: `${COMPLAINT}/decision`, summary: "Approve another handler’s draft: it is the decision", action: "complaint.decide", body: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex"), ...Version }),
    object: async (param, actor) => { const row = await seenComplaint(world, actor, param("complaint")); return row === null ? null : proposalHash(row); },
  }, async ({ actor, body, param, receivedAt }) => made(await approveDecision(world, actor, { complaint: param("complaint"), version: body.version }, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${COMPLAINT}/identity`, summary: "Be shown who complains, as one of its handlers, for a reason that is kept", action: "complaint.identity", shownOnce: true, body: z.strictObject({ reason: Line(200) }) }, async ({ actor, body, param, receivedAt }) => {
    const shown = await showIdentity(world, actor, param("complaint"), body.reason, receivedAt);
    return shown.ok ? created({ name: shown.value.name, contact: shown.value.contact, uscc: shown.value.uscc }) : shown;
  });
}
