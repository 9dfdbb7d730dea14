import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { dueOn, stepTo, type Rating, type RequestState, type RequestStep } from "../request.js";
import { conciergeById, requestsOf, type ProjectRow, type RequestRow } from "../queries.js";
import { changeRequest, insertRequest } from "../store.js";
import { heldOwn, heldServed, log } from "./projects.js";
import { tellConcierge, tellCoordinators, tellInvestor } from "./tell.js";

/** An investor raises what he wants done. He has chosen a concierge before: nobody chooses for him. */
export const raiseRequest = (world: World, actor: Actor, project: string, { title, text }: { readonly title: string; readonly text: string }, at: Instant): Promise<Result<{ readonly request: number; readonly dueOn: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldOwn(tx, world, actor, project);
    if (!row.ok) return row;
    if (row.value.concierge === null) return refuse("concierge-unchosen");
    const serial = (await requestsOf(tx, world.exchange.id, [project])).length + 1;
    const [today, state] = [dayOf(at), "raised" as const];
    const due = dueOn(freezeRules(today), { state, level: 0 }, today);
    await insertRequest(tx, { exchange_id: world.exchange.id, project, serial, title, content: text, state, due_on: due, since_on: today, raised_by: actor.id, raised_at: new Date(at) });
    await log(tx, world, project, { kind: "raised", text: title, request: serial, concierge: row.value.concierge, due_on: due }, actor, at);
    await tellCoordinators(tx, world, at);
    return ok({ request: serial, dueOn: due ?? today });
  });

type Asked = { readonly project: string; readonly serial: number };
export type Stepped = { readonly request: number; readonly state: RequestState; readonly level: number; readonly dueOn: string | null };
type Held = { readonly project: ProjectRow; readonly request: RequestRow };

async function held(tx: Tx, world: World, actor: Actor, step: RequestStep, { project, serial }: Asked): Promise<Result<Held>> {
  const row = await (step === "rate" ? heldOwn : heldServed)(tx, world, actor, project);
  if (!row.ok) return row;
  const request = (await requestsOf(tx, world.exchange.id, [project])).find((each) => each.serial === serial);
  return request === undefined ? refuse("not-found", { what: `${project}/${String(serial)}` }) : ok({ project: row.value, request });
}

/** Takes a step in the life of a request: its state, the day what comes next is due, a line in the file, and a word to whoever is next. */
export const stepRequest = (world: World, actor: Actor, asked: Asked, { step, text, rating = null }: { readonly step: RequestStep; readonly text: string; readonly rating?: Rating | null }, at: Instant): Promise<Result<Stepped>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await held(tx, world, actor, step, asked);
    if (!found.ok) return found;
    const { project, request } = found.value;
    const next = stepTo(step, request, actor.role);
    if (!next.ok) return next;
    // Taking up a request or rating it begins no period of its own.
    const [today, isNew] = [dayOf(at), step !== "start"];
    const since = isNew ? today : request.since_on;
    const due = isNew ? dueOn(freezeRules(today), next.value, today) : request.due_on;
    await changeRequest(tx, world.exchange.id, request, { ...next.value, due_on: due, since_on: since, rating });
    await log(tx, world, project.project, { kind: step, text, request: request.serial, concierge: project.concierge, level: next.value.level, due_on: request.due_on }, actor, at);
    await tellOf(tx, world, project, step, at);
    return ok({ request: request.serial, ...next.value, dueOn: due });
  });

async function tellOf(tx: Tx, world: World, project: ProjectRow, step: RequestStep, at: Instant): Promise<void> {
  if (step === "dispatch") {
    const concierge = await conciergeById(tx, world.exchange.id, project.concierge ?? "");
    if (concierge !== null) await tellConcierge(tx, world, concierge.actor_id, "concierge-dispatched", at);
  }
  if (step === "escalate") await tellCoordinators(tx, world, at);
  if (step !== "rate") await tellInvestor(tx, world, project, "concierge-progress", at);
}

/** Notes what was done for a project between requests or in one: following it up through construction and production. */
export const noteService = (world: World, actor: Actor, project: string, { text, request }: { readonly text: string; readonly request: number | null }, at: Instant): Promise<Result<{ readonly project: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldServed(tx, world, actor, project);
    if (!row.ok) return row;
    if (request !== null && !(await requestsOf(tx, world.exchange.id, [project])).some(({ serial }) => serial === request)) return refuse("not-found", { what: `${project}/${String(request)}` });
    await log(tx, world, project, { kind: "note", text, request, concierge: row.value.concierge }, actor, at);
    return ok({ project });
  });
