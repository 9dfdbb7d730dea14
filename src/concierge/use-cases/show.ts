import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import { lightOf, type Light } from "../../treasury/due.js";
import type { World } from "../../world.js";
import { followUpBy, INVESTORS, ownerOf } from "../project.js";
import { conciergeOfOffice, conciergesOf, lastServed, logOf, projectById, projectsOf, requestsOf, type ConciergeRow, type LogRow, type ProjectFilter, type ProjectRow, type RequestRow } from "../queries.js";

/** Projects of one list. */
const PROJECTS_MAX = 500;

/** A request with the light of what comes next; null where nothing is due. */
export type ShownRequest = { readonly row: RequestRow; readonly light: Light | null };
/** A project with its concierge, its requests, and the day by which somebody should look after it. */
export type ShownProject = { readonly row: ProjectRow; readonly concierge: ConciergeRow | null; readonly requests: readonly ShownRequest[]; readonly followUp: { readonly by: PlainDate; readonly late: boolean } };

const shownRequest = (row: RequestRow, today: PlainDate): ShownRequest => ({ row, light: row.due_on === null ? null : lightOf(freezeRules(today), { from: row.since_on as PlainDate, on: row.due_on as PlainDate }, today) });

/** What of the projects this reader may see: an investor his own, a concierge those in which he was chosen, the centre and supervisors all. */
async function filterFor({ db, exchange }: World, actor: Actor): Promise<ProjectFilter> {
  if (INVESTORS.includes(actor.role)) return { owner: ownerOf(actor) };
  return actor.role === "concierge" ? { concierge: (await conciergeOfOffice(db, exchange.id, actor.id))?.concierge ?? "" } : {};
}

async function shown(world: World, rows: readonly ProjectRow[], now: Instant): Promise<ShownProject[]> {
  const { db, exchange } = world;
  const today = dayOf(now);
  const [pool, requests, served] = await Promise.all([conciergesOf(db, exchange.id), requestsOf(db, exchange.id, rows.map(({ project }) => project)), lastServed(db, exchange.id)]);
  return rows.map((row) => {
    const by = followUpBy(freezeRules(today), dayOf((served.get(row.project) ?? row.made_at).getTime() as Instant));
    return { row, concierge: pool.find(({ concierge }) => concierge === row.concierge) ?? null, requests: requests.filter(({ project }) => project === row.project).map((each) => shownRequest(each, today)), followUp: { by, late: by < today } };
  });
}

/** The projects that this reader may see, the newest first. */
export const showProjects = async (world: World, actor: Actor, now: Instant): Promise<ShownProject[]> => shown(world, await projectsOf(world.db, world.exchange.id, await filterFor(world, actor), PROJECTS_MAX), now);

/** One project with its whole file; of another’s nothing is said. */
export async function showProject(world: World, actor: Actor, project: string, now: Instant): Promise<Result<ShownProject & { readonly log: readonly LogRow[]; readonly pool: readonly ConciergeRow[] }>> {
  const row = await projectById(world.db, world.exchange.id, project);
  const { owner, concierge } = await filterFor(world, actor);
  const isTheirs = row !== null && (owner === undefined || row.owner === owner) && (concierge === undefined || row.concierge === concierge);
  if (!isTheirs) return refuse("not-found", { what: project });
  const [one] = await shown(world, [row], now);
  if (one === undefined) throw new RangeError(`project ${project} was there and is not`);
  return ok({ ...one, log: await logOf(world.db, world.exchange.id, project), pool: await conciergesOf(world.db, world.exchange.id) });
}
