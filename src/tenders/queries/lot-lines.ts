import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import { textList } from "../../db/lists.js";
import type { Stage } from "../../procedure/procedure.js";
import type { Instant } from "../../kernel/time.js";
import { APPLICATION } from "../../bidding/admitted.js";

/** A lot in a list: where it stands and what it is called. */
export type LotLine = {
  readonly tender: string; readonly project: string; readonly line: string; readonly title: string; readonly lot: string; readonly name: string; readonly stage: Stage;
  readonly tenderer: string; readonly publishedAt: Date | null; readonly submittedBy: string | null; readonly nextDueAt: Date | null;
  /** The deadline that stands for all parts. */
  readonly deadline: Date;
  readonly counted: CountedFrom;
  readonly startedAt: Date | null;
  /** A second officer sent the notice back at least once. */
  readonly returned: boolean;
  /** A dispute over its closed list waits for the supervisor. */
  readonly disputed: boolean;
  /** Every part of the lot is opened and recorded, or will never be. */
  readonly isOver: boolean;
  /** Everybody may bid: nobody has to be invited or pass before. */
  readonly isForAll: boolean;
};

/** Lots whose tenders are published, or of one tenderer; the newest tenders first. */
export type LotFilter = { readonly published: boolean; readonly tenderer?: string; /** Codes of projects and tenders it is held to; null: none. */ readonly codes?: readonly string[] | null; readonly limit: number };

/** The parts of a lot of `FROM_LOTS`. */
export const partsOf = sql`parts where parts.exchange_id = lots.exchange_id and parts.tender_id = lots.tender_id and parts.lot = lots.lot`;

/** The deadline of what is taken now: of applications while their box is to open or open, else of bids. */
export const deadlineIn = (parts: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select coalesce(min(parts.deadline) filter (where parts.part = ${APPLICATION} and parts.state in ('draft', 'open')), min(parts.deadline) filter (where parts.part <> ${APPLICATION})) from ${parts})`;

/** From what a listed deadline is counted: the day whose law holds, the first issue of the documents and, where applications are taken now, the end of their sale. */
export type CountedFrom = { readonly lawOn: string | null; readonly saleFrom: Instant; readonly callUntil: Instant | null };

/** The same, of a tender and its parts. */
export const countedIn = (tender: RawBuilder<unknown>, parts: RawBuilder<unknown>): RawBuilder<unknown> => sql`jsonb_build_object('lawOn', ${tender}.rules_on, 'saleFrom', ${tender}.form->'saleFrom',
  'callUntil', case when exists (select from ${parts} and parts.part = ${APPLICATION} and parts.state in ('draft', 'open')) then ${tender}.form->'entry'->'saleUntil' end)`;

/** What a `LotLine` is selected from. */
export const LOTS = sql`
    select tenders.tender_id as tender, tenders.project_id as project, tenders.line, tenders.form->>'title' as title, lots.lot, lots.stage, projects.tenderer_uscc as tenderer,
      tenders.published_at as "publishedAt", tenders.submitted_by as "submittedBy", tenders.next_due_at as "nextDueAt",
      (select each->>'name' from jsonb_array_elements(tenders.form->'lots') as each where each->>'lot' = lots.lot) as name,
      ${deadlineIn(partsOf)} as deadline, ${countedIn(sql`tenders`, partsOf)} as counted, (select min(parts.started_at) from ${partsOf} and parts.part <> ${APPLICATION}) as "startedAt",
      exists (select from returns where returns.exchange_id = tenders.exchange_id and returns.tender_id = tenders.tender_id and returns.clarification is null) as returned,
      (select bool_or(parts.disputed) from ${partsOf}) as disputed,
      (select bool_and(parts.finished_at is not null or parts.state = 'not-opened') from ${partsOf} and parts.part <> ${APPLICATION}) as "isOver", coalesce(tenders.form->'entry'->>'way', 'open') = 'open' as "isForAll"`;
export const FROM_LOTS = sql`
    from tenders join projects on projects.exchange_id = tenders.exchange_id and projects.project_id = tenders.project_id
      join lots on lots.exchange_id = tenders.exchange_id and lots.tender_id = tenders.tender_id`;

/** A tender is named by its own code, or by its project's. */
const within = (codes: readonly string[] | null) => (codes === null ? sql`true` : sql`(tenders.tender_id = any(${textList(codes)}::text[]) or tenders.project_id = any(${textList(codes)}::text[]))`);

export async function lotLines(db: Db, exchangeId: string, { published, tenderer, codes = null, limit }: LotFilter): Promise<LotLine[]> {
  const mine = tenderer === undefined ? sql`true` : sql`projects.tenderer_uscc = ${tenderer}`;
  const { rows } = await sql<LotLine>`${LOTS} ${FROM_LOTS}
    where tenders.exchange_id = ${exchangeId} and ${mine} and ${within(codes)} and (tenders.published_at is not null or not ${published}::boolean)
    order by coalesce(tenders.published_at, tenders.made_at) desc, tenders.tender_id desc, lots.code limit ${limit}`.execute(db);
  return rows;
}

/** The newest published tender of a project; null while there is none. */
export async function newestTenderOf(db: Db, exchangeId: string, projectId: string): Promise<string | null> {
  const row = await db.selectFrom("tenders").select("tender_id").where("exchange_id", "=", exchangeId).where("project_id", "=", projectId).where("published_at", "is not", null)
    .orderBy("published_at", "desc").executeTakeFirst();
  return row?.tender_id ?? null;
}

/** The projects of a tenderer, newest first: what a new tender can be registered under. */
export const projectsOf = (db: Db, exchangeId: string, tenderer: string, codes: readonly string[] | null = null): Promise<{ project_id: string; name: string }[]> =>
  db.selectFrom("projects").select(["project_id", "name"]).where("exchange_id", "=", exchangeId).where("tenderer_uscc", "=", tenderer).$if(codes !== null, (query) => query.where("project_id", "in", ["", ...(codes ?? [])])).orderBy("made_at", "desc").limit(100).execute();

/** The lots of one tenderer, drafts too, with where each stands. */
export const stagesOf = async (db: Db | Tx, exchangeId: string, tenderer: string): Promise<{ readonly tender: string; readonly lot: string; readonly stage: Stage }[]> =>
  (await sql<{ tender: string; lot: string; stage: Stage }>`select tenders.tender_id as tender, lots.lot, lots.stage ${FROM_LOTS} where lots.exchange_id = ${exchangeId} and projects.tenderer_uscc = ${tenderer} order by 1, 2`.execute(db)).rows;
