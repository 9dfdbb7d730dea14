import { allOrNothing, type Tx } from "../../db/database.js";
import { actingFor, type Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { checkStage, ownerOf, PRESENCE, type LogKind, type NewProject, type Stage } from "../project.js";
import { conciergeById, conciergeOfOffice, countProjects, type ConciergeRow, type LogRow, type ProjectRow } from "../queries.js";
import { changeProject, holdNumbers, holdProject, insertLog, insertProject } from "../store.js";
import { tellConcierge, tellInvestor } from "./tell.js";

/** What a line of a project’s file says besides who wrote it. */
export type Logged = { readonly kind: LogKind; readonly text: string } & Partial<Pick<LogRow, "request" | "concierge" | "level" | "due_on">>;

/** Writes a line into the file of a project that is held. */
export const log = (tx: Tx, { exchange }: Pick<World, "exchange">, project: string, { kind, text, ...rest }: Logged, actor: Pick<Actor, "id" | "role">, at: Instant): Promise<void> =>
  insertLog(tx, { exchange_id: exchange.id, project, kind, text, request: null, concierge: null, level: null, due_on: null, ...rest, made_by: actor.id, made_as: actor.role, made_at: new Date(at) });

/** An investor registers a project; he may choose a concierge at once. */
export const registerProject = (world: World, actor: Actor, given: NewProject, at: Instant): Promise<Result<{ readonly project: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { concierge, ...own } = given;
    await holdNumbers(tx, world.exchange.id, "projects");
    const project = `ZS${dayOf(at).slice(0, 4)}-${String((await countProjects(tx, world.exchange.id)) + 1).padStart(4, "0")}`;
    const row: ProjectRow = { exchange_id: world.exchange.id, project, ...own, owner: ownerOf(actor), owner_name: actingFor(actor) ?? actor.name, stage: "landing", concierge: null, made_by: actor.id, made_at: new Date(at) };
    await insertProject(tx, row);
    await log(tx, world, project, { kind: "registered", text: given.business }, actor, at);
    if (concierge === null) return ok({ project });
    const chosen = await choose(tx, world, actor, { row, concierge, reason: CHOSEN_AT_ONCE }, at);
    return chosen.ok ? ok({ project }) : chosen;
  });
const CHOSEN_AT_ONCE = "登记项目时选定";

/** The investor’s own project, held; of another’s nothing is said. */
export async function heldOwn(tx: Tx, { exchange }: Pick<World, "exchange">, actor: Actor, project: string): Promise<Result<ProjectRow>> {
  const row = await holdProject(tx, exchange.id, project);
  return row !== null && row.owner === ownerOf(actor) ? ok(row) : refuse("not-found", { what: project });
}

type Choice = { readonly row: ProjectRow; readonly concierge: string; readonly reason: string };

/** Whoever is chosen or proposed is on duty. */
async function present(tx: Tx, { exchange }: Pick<World, "exchange">, concierge: string): Promise<Result<ConciergeRow>> {
  const row = await conciergeById(tx, exchange.id, concierge);
  if (row === null) return refuse("not-found", { what: concierge });
  return row.presence === "active" ? ok(row) : refuse("concierge-not-there", { name: row.name, presence: PRESENCE[row.presence].zh, presenceEn: PRESENCE[row.presence].en });
}

async function choose(tx: Tx, world: World, actor: Actor, { row, concierge, reason }: Choice, at: Instant): Promise<Result<{ readonly concierge: string }>> {
  const chosen = await present(tx, world, concierge);
  if (!chosen.ok) return chosen;
  if (row.concierge === concierge) return refuse("concierge-chosen-already", { name: chosen.value.name });
  await changeProject(tx, world.exchange.id, row.project, { concierge });
  await log(tx, world, row.project, { kind: "chosen", text: reason, concierge }, actor, at);
  await tellConcierge(tx, world, chosen.value.actor_id, "concierge-chosen", at);
  return ok({ concierge });
}

/** The investor chooses a concierge or another one, who goes on with the requests that are open. */
export const chooseConcierge = (world: World, actor: Actor, project: string, given: { readonly concierge: string; readonly reason: string }, at: Instant): Promise<Result<{ readonly concierge: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldOwn(tx, world, actor, project);
    return row.ok ? choose(tx, world, actor, { row: row.value, ...given }, at) : row;
  });

/** The centre proposes a concierge; nothing follows from it but what the investor decides. */
export const proposeConcierge = (world: World, actor: Actor, project: string, { concierge, reason }: { readonly concierge: string; readonly reason: string }, at: Instant): Promise<Result<{ readonly proposed: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdProject(tx, world.exchange.id, project);
    if (row === null) return refuse("not-found", { what: project });
    const proposed = await present(tx, world, concierge);
    if (!proposed.ok) return proposed;
    if (row.concierge === concierge) return refuse("concierge-chosen-already", { name: proposed.value.name });
    await log(tx, world, project, { kind: "proposed", text: reason, concierge }, actor, at);
    await tellInvestor(tx, world, row, "concierge-proposed", at);
    return ok({ proposed: concierge });
  });

/** A project that is held, for its own concierge or somebody of the centre; of another’s nothing is said. */
export async function heldServed(tx: Tx, { exchange }: Pick<World, "exchange">, actor: Actor, project: string): Promise<Result<ProjectRow>> {
  const row = await holdProject(tx, exchange.id, project);
  if (row === null) return refuse("not-found", { what: project });
  if (actor.role !== "concierge") return ok(row);
  const own = await conciergeOfOffice(tx, exchange.id, actor.id);
  return own !== null && own.concierge === row.concierge ? ok(row) : refuse("not-found", { what: project });
}

/** The project comes to its next stage: the file of what follows up it says when (rule book D8). */
export const moveProject = (world: World, actor: Actor, project: string, { stage, text }: { readonly stage: Stage; readonly text: string }, at: Instant): Promise<Result<{ readonly stage: Stage }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldServed(tx, world, actor, project);
    if (!row.ok) return row;
    const fit = checkStage(row.value.stage, stage);
    if (!fit.ok) return fit;
    await changeProject(tx, world.exchange.id, project, { stage });
    await log(tx, world, project, { kind: "stage", text, concierge: row.value.concierge }, actor, at);
    await tellInvestor(tx, world, row.value, "concierge-progress", at);
    return ok({ stage });
  });
