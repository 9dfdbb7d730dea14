import { z } from "@hono/zod-openapi";
import { AppraisalBody } from "../concierge/appraisal.js";
import { DoneBody, IntermediaryBody, MeetingBody, MinutesBody, ToldOnceBody } from "../concierge/meeting.js";
import { StepBody } from "../concierge/project.js";
import { conciergeOfOffice } from "../concierge/queries.js";
import { appraisalsOf, intermediariesOf, toldOnceById, toldOnceOf, type AppraisalRow } from "../concierge/queries/meetings.js";
import { appraise, supervise } from "../concierge/use-cases/appraise.js";
import { callMeeting, completeDecision, enterIntermediary, keepIntermediary, writeMinutes } from "../concierge/use-cases/meetings.js";
import { showMeeting, showMeetings, type ShownMeeting } from "../concierge/use-cases/show-meetings.js";
import { issueForMeeting, issueForUnit } from "../concierge/use-cases/told-once.js";
import type { Actor } from "../identity/actor.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

const MEETINGS = "/api/v1/coordination-meetings";
const MEETING = `${MEETINGS}/:meeting`;
const TOLD = "/api/v1/told-once";
const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);
const instant = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

/** Meetings of the concierge service, what they decided, one-time notices, and how concierges are appraised. */
export function coordinationRoutes(api: Api, world: World): void {
  meetingRoutes(api, world);
  guestRoutes(api, world);
  toldOnceRoutes(api, world);
  appraisalRoutes(api, world);
}

function meetingRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: MEETINGS, summary: "Meetings of the concierge service that concern whoever asks", action: "meeting.read" }, async ({ actor }) => ok({ body: { meetings: (await showMeetings(world, actor)).map(meetingView) } }));
  endpoint(api, world, { method: "get", path: MEETING, summary: "One meeting: who was invited and came, its minutes and decisions", action: "meeting.read" }, async ({ actor, param }) => {
    const seen = await showMeeting(world, actor, param("meeting"));
    return seen.ok ? ok({ body: meetingView(seen.value) }) : seen;
  });
  endpoint(api, world, { method: "post", path: MEETINGS, summary: "Call a meeting: to coordinate, or to answer an investor on the spot", action: "concierge.dispatch", body: MeetingBody }, async ({ actor, body, receivedAt }) => made(await callMeeting(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/minutes`, summary: "Write the minutes of a meeting: who came, what was decided, who owes it by when", action: "concierge.dispatch", body: MinutesBody }, async ({ actor, body, param, receivedAt }) => made(await writeMinutes(world, actor, param("meeting"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/decisions/:serial{[1-9][0-9]{0,3}}/completion`, summary: "Say how a decision was carried out", action: "concierge.dispatch", body: DoneBody }, async ({ actor, body, param, receivedAt }) => made(await completeDecision(world, actor, { meeting: param("meeting"), serial: Number(param("serial")), text: body.text }, receivedAt)));
}

function guestRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/intermediaries", summary: "Intermediaries that are registered and can be invited to meetings", action: "anyone" }, async () => ok({ body: { intermediaries: (await intermediariesOf(world.db, world.exchange.id)).map(({ intermediary, uscc, name, services, is_active: active }) => ({ intermediary, uscc, name, services, active })) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/intermediaries", summary: "Register an intermediary", action: "concierge.keep", body: IntermediaryBody }, async ({ actor, body, receivedAt }) => made(await enterIntermediary(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "put", path: "/api/v1/intermediaries/:intermediary", summary: "Whether an intermediary can be invited", action: "concierge.keep", body: z.strictObject({ active: z.boolean() }) }, async ({ body, param }) => {
    const kept = await keepIntermediary(world, param("intermediary"), body.active);
    return kept.ok ? ok({ body: kept.value }) : kept;
  });
}

function toldOnceRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: TOLD, summary: "One-time notices of the windows (告知单): all conditions, materials, steps, limits and fees of a unit’s items", action: "anyone" }, async () => ok({ body: { papers: (await toldOnceOf(db, exchange.id, null)).map(({ paper_id: paper, unit_code: unit, made_at, pdf_sha256: pdfSha256, json_sha256: jsonSha256 }) => ({ paper, unit, issuedAt: instant(made_at), pdfSha256, jsonSha256 })) } }));
  endpoint(api, world, { method: "post", path: TOLD, summary: "Seal the one-time notice of a unit’s window", action: "told-once.issue", body: z.strictObject({ unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits") }) }, async ({ actor, body, receivedAt }) => made(await issueForUnit(world, actor, body.unit, receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/told-once`, summary: "Seal the one-time notice of a meeting that answered an investor", action: "concierge.dispatch", body: ToldOnceBody }, async ({ actor, body, param, receivedAt }) => made(await issueForMeeting(world, actor, param("meeting"), body.items, receivedAt)));
  for (const isPdf of [true, false]) {
    const ending = isPdf ? "pdf" : "json";
    document(api, { method: "get", path: `${TOLD}/:paper/paper.${ending}`, summary: `A one-time notice of a window: ${isPdf ? "its sealed PDF" : "its record"}`, action: "anyone" });
    api.get(`${TOLD}/:paper/paper.${ending}`, async (c) => {
      const paper = await toldOnceById(db, exchange.id, c.req.param("paper"));
      return paper?.unit_code == null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt")) : sendPaper(c, world, paper, isPdf);
    });
    document(api, { method: "get", path: `${MEETING}/told-once.${ending}`, summary: `The one-time notice of a meeting: ${isPdf ? "its sealed PDF" : "its record"}`, action: "meeting.read" });
    api.get(`${MEETING}/told-once.${ending}`, async (c) => {
      const may = inOffice(c, "meeting.read");
      const seen = may.ok ? await showMeeting(world, may.value, c.req.param("meeting")) : may;
      if (!seen.ok) return problem(c, seen.refusal, c.get("receivedAt"));
      return seen.value.paper === null ? problem(c, refuse("paper-not-yet").refusal, c.get("receivedAt")) : sendPaper(c, world, seen.value.paper, isPdf);
    });
  }
}

function appraisalRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/concierge-appraisals", summary: "Appraisals of concierges; a concierge reads his own", action: "concierge.read" }, async ({ actor }) => ok({ body: { appraisals: (await shownAppraisals(world, actor)).map(appraisalView) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/concierges/:concierge/appraisals", summary: "Appraise a concierge for a period that is over, from what stands in the files", action: "concierge.appraise", body: AppraisalBody }, async ({ actor, body, param, receivedAt }) => made(await appraise(world, actor, param("concierge"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: "/api/v1/investments/:project/requests/:serial{[1-9][0-9]{0,3}}/supervision", summary: "Have a request looked into that is overdue, or whose investor is not content", action: "concierge.dispatch", body: StepBody }, async ({ actor, body, param, receivedAt }) => made(await supervise(world, actor, { project: param("project"), serial: Number(param("serial")), text: body.text }, receivedAt)));
}

/** The appraisals that a reader sees: a concierge his own, the centre and supervisors all. */
export async function shownAppraisals({ db, exchange }: World, actor: Actor): Promise<AppraisalRow[]> {
  return appraisalsOf(db, exchange.id, actor.role === "concierge" ? ((await conciergeOfOffice(db, exchange.id, actor.id))?.concierge ?? "-") : null);
}

const appraisalView = ({ concierge, from_on: from, until_on: until, figures, grade, words, measure, made_at }: AppraisalRow) => ({ concierge, from, until, figures, grade, words, measure, at: instant(made_at) });

const meetingView = ({ row, guests, decisions }: ShownMeeting) => ({
  meeting: row.meeting, kind: row.kind, project: row.project, level: row.level, title: row.title, place: row.place, meetsAt: instant(row.meets_at), minutes: row.minutes, writtenAt: instant(row.held_at), guests: guests.map(({ kind, code, came }) => ({ kind, code, came })),
  decisions: decisions.map(({ serial, text, unit_code: unit, owner, due_on: dueOn, done_text: done, done_at }) => ({ serial, text, unit, owner, dueOn, done, doneAt: instant(done_at) })),
});
