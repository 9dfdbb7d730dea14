import { ChoiceBody, NoteBody, ProjectBody, RatingBody, RequestBody, StageBody, StepBody } from "../concierge/project.js";
import type { LogRow } from "../concierge/queries.js";
import type { RequestStep } from "../concierge/request.js";
import { chooseConcierge, moveProject, proposeConcierge, registerProject } from "../concierge/use-cases/projects.js";
import { noteService, raiseRequest, stepRequest } from "../concierge/use-cases/requests.js";
import { showProject, showProjects, type ShownProject } from "../concierge/use-cases/show.js";
import type { Action } from "../identity/can.js";
import { ok, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const ALL = "/api/v1/investments";
const ONE = `${ALL}/:project`;
const REQUEST = `${ONE}/requests/:serial{[1-9][0-9]{0,3}}`;

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** Investors’ projects: who serves them, what was asked for, and the file of all that was done. */
export function investmentRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: ALL, summary: "Investment projects: an investor’s own, those a concierge serves, or all", action: "investment.read" }, async ({ actor, receivedAt }) => ok({ body: { projects: (await showProjects(world, actor, receivedAt)).map(projectView) } }));
  endpoint(api, world, { method: "get", path: ONE, summary: "One project with its whole file", action: "investment.read" }, async ({ actor, param, receivedAt }) => {
    const seen = await showProject(world, actor, param("project"), receivedAt);
    return seen.ok ? ok({ body: { ...projectView(seen.value), log: seen.value.log.map(logView) } }) : seen;
  });
  endpoint(api, world, { method: "post", path: ALL, summary: "Register an investment project, with or without a concierge chosen", action: "investment.raise", body: ProjectBody }, async ({ actor, body, receivedAt }) => made(await registerProject(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${ONE}/choices`, summary: "The investor chooses a concierge, or another one", action: "investment.raise", body: ChoiceBody }, async ({ actor, body, param, receivedAt }) => made(await chooseConcierge(world, actor, param("project"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${ONE}/proposals`, summary: "The centre proposes a concierge; the investor decides", action: "concierge.dispatch", body: ChoiceBody }, async ({ actor, body, param, receivedAt }) => made(await proposeConcierge(world, actor, param("project"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${ONE}/stages`, summary: "A project comes to its next stage, or is extended", action: "concierge.serve", body: StageBody }, async ({ actor, body, param, receivedAt }) => made(await moveProject(world, actor, param("project"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${ONE}/notes`, summary: "Note what was done for a project", action: "concierge.serve", body: NoteBody }, async ({ actor, body, param, receivedAt }) => made(await noteService(world, actor, param("project"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${ONE}/requests`, summary: "Raise a request", action: "investment.raise", body: RequestBody }, async ({ actor, body, param, receivedAt }) => made(await raiseRequest(world, actor, param("project"), body, receivedAt)));
  for (const [step, action, ending, summary] of STEPS) {
    endpoint(api, world, { method: "post", path: `${REQUEST}/${ending}`, summary, action, body: StepBody }, async ({ actor, body, param, receivedAt }) => made(await stepRequest(world, actor, { project: param("project"), serial: Number(param("serial")) }, { step, text: body.text }, receivedAt)));
  }
  endpoint(api, world, { method: "post", path: `${REQUEST}/rating`, summary: "The investor rates how a request was solved", action: "investment.raise", body: RatingBody }, async ({ actor, body, param, receivedAt }) => made(await stepRequest(world, actor, { project: param("project"), serial: Number(param("serial")) }, { step: "rate", ...body }, receivedAt)));
}

const STEPS = [
  ["dispatch", "concierge.dispatch", "dispatch", "Dispatch a request to the concierge whom the investor chose"], ["start", "concierge.start", "start", "The concierge takes a request up"],
  ["escalate", "concierge.serve", "escalations", "Bring a request to the next level of coordination"], ["solve", "concierge.serve", "solution", "Say how a request was solved"],
] as const satisfies readonly (readonly [step: RequestStep, action: Action, ending: string, summary: string])[];

const instant = (date: Date): string => rfc3339(date.getTime() as Instant);

function projectView({ row, concierge, requests, followUp }: ShownProject) {
  const { project, owner_name: investor, title, area, business, contact, phone, stage } = row;
  return {
    project, investor, title, area, business, contact, phone, stage, registeredAt: instant(row.made_at), followUpBy: followUp.by, concierge: concierge === null ? null : { concierge: concierge.concierge, name: concierge.name, phone: concierge.phone },
    requests: requests.map(({ row: { serial: request, title: asked, content, state, level, due_on: dueOn, rating, raised_at }, light }) => ({ request, title: asked, content, state, level, dueOn, light, rating, raisedAt: instant(raised_at) })),
  };
}

const logView = ({ number, kind, request, concierge, level, due_on: dueOn, text, made_as: by, made_at }: LogRow) => ({ number, kind, request, concierge, level, dueOn, text, by, at: instant(made_at) });
