import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import { SERVING_KINDS } from "./project.js";

export type ConciergeRow = Row<"concierges">;
export type ProjectRow = Row<"investment_projects">;
export type RequestRow = Row<"concierge_requests">;
export type LogRow = Row<"service_log">;

/** The pool in the order of entry, those who left too. */
export const conciergesOf = (db: Db | Tx, exchangeId: string): Promise<ConciergeRow[]> => db.selectFrom("concierges").selectAll().where("exchange_id", "=", exchangeId).orderBy("concierge").execute();

export async function conciergeById(db: Db | Tx, exchangeId: string, concierge: string): Promise<ConciergeRow | null> {
  return (await db.selectFrom("concierges").selectAll().where("exchange_id", "=", exchangeId).where("concierge", "=", concierge).executeTakeFirst()) ?? null;
}

/** The entry of an office in the pool. */
export async function conciergeOfOffice(db: Db | Tx, exchangeId: string, actorId: string): Promise<ConciergeRow | null> {
  return (await db.selectFrom("concierges").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).executeTakeFirst()) ?? null;
}

export const countConcierges = async (tx: Tx, exchangeId: string): Promise<number> => Number((await tx.selectFrom("concierges").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow()).count);
export const countProjects = async (tx: Tx, exchangeId: string): Promise<number> => Number((await tx.selectFrom("investment_projects").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow()).count);

/** Of whom projects are listed: one investor’s, one concierge’s; neither: all. */
export type ProjectFilter = { readonly owner?: string; readonly concierge?: string };

/** Projects, the newest first. */
export const projectsOf = (db: Db | Tx, exchangeId: string, { owner, concierge }: ProjectFilter, limit: number): Promise<ProjectRow[]> =>
  db.selectFrom("investment_projects").selectAll().where("exchange_id", "=", exchangeId).$if(owner !== undefined, (asked) => asked.where("owner", "=", owner ?? "")).$if(concierge !== undefined, (asked) => asked.where("concierge", "=", concierge ?? ""))
    .orderBy("made_at", "desc").orderBy("project", "desc").limit(limit).execute();

export async function projectById(db: Db | Tx, exchangeId: string, project: string): Promise<ProjectRow | null> {
  return (await db.selectFrom("investment_projects").selectAll().where("exchange_id", "=", exchangeId).where("project", "=", project).executeTakeFirst()) ?? null;
}

const requests = (db: Db | Tx, exchangeId: string) =>
  db.selectFrom("concierge_requests").selectAll().select((each) => [each.cast<string | null>("due_on", "text").as("due_on"), each.cast<string>("since_on", "text").as("since_on")]).where("exchange_id", "=", exchangeId);

/** The requests of projects, the oldest first. */
export const requestsOf = (db: Db | Tx, exchangeId: string, projects: readonly string[]): Promise<RequestRow[]> =>
  projects.length === 0 ? Promise.resolve([]) : requests(db, exchangeId).where("project", "in", [...projects]).orderBy("project").orderBy("serial").execute();

/** The file of a project, the first line first. */
export const logOf = (db: Db | Tx, exchangeId: string, project: string): Promise<LogRow[]> =>
  db.selectFrom("service_log").selectAll().select((each) => each.cast<string | null>("due_on", "text").as("due_on")).where("exchange_id", "=", exchangeId).where("project", "=", project).orderBy("number").execute();

/** When each project was last served, of those that ever were. */
export async function lastServed(db: Db | Tx, exchangeId: string): Promise<Map<string, Date>> {
  const rows = await db.selectFrom("service_log").select(["project", (each) => each.fn.max("made_at").as("at")]).where("exchange_id", "=", exchangeId).where("kind", "in", [...SERVING_KINDS]).groupBy("project").execute();
  return new Map(rows.map(({ project, at }) => [project, at]));
}

/** How many distinct projects were served, ever or between two instants: those with a line of service in their file (rule book D11). */
export const countServed = async (db: Db | Tx, exchangeId: string, within: { readonly start: Instant; readonly end: Instant } | null = null): Promise<number> =>
  Number((await db.selectFrom("service_log").select((each) => each.fn.count<string>("project").distinct().as("count")).where("exchange_id", "=", exchangeId).where("kind", "in", [...SERVING_KINDS])
    .$if(within !== null, (asked) => asked.where("made_at", ">=", new Date(within?.start ?? 0)).where("made_at", "<", new Date(within?.end ?? 0))).executeTakeFirstOrThrow()).count);
