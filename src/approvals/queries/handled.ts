import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.js";

/** Decisions from one instant to another, which is left out. */
export type Between = { readonly after: Date; readonly before: Date };
/** What became of cases that were decided: how many, in time, how many were judged, how many of these with the first two grades. */
export type Handled = { readonly closed: bigint; readonly inTime: bigint; readonly answers: bigint; readonly satisfied: bigint };
type Sums = { readonly key: string; readonly closed: string; readonly in_time: string; readonly answers: string; readonly satisfied: string };

const byKey = (rows: readonly Sums[]): ReadonlyMap<string, Handled> => new Map(rows.map(({ key, closed, in_time, answers, satisfied }) => [key, { closed: BigInt(closed), inTime: BigInt(in_time), answers: BigInt(answers), satisfied: BigInt(satisfied) }]));
const SUMS = sql`count(*) as closed, count(*) filter (where c.in_time) as in_time, count(a.grade) as answers, count(*) filter (where a.grade <= 2) as satisfied`;

/** Decided cases by the unit whose item each is about. */
export const handledByUnits = async (db: Db | Tx, exchangeId: string, { after, before }: Between): Promise<ReadonlyMap<string, Handled>> =>
  byKey((await sql<Sums>`select c.unit as key, ${SUMS} from cases c left join case_answers a using (exchange_id, code)
    where c.exchange_id = ${exchangeId} and c.decided_at >= ${after} and c.decided_at < ${before} group by c.unit`.execute(db)).rows);

/** The same by the office that accepted or decided each; a case of two counts for both. */
export const handledByActors = async (db: Db | Tx, exchangeId: string, { after, before }: Between): Promise<ReadonlyMap<string, Handled>> =>
  byKey((await sql<Sums>`select h.made_by as key, ${SUMS} from cases c join lateral (select distinct s.made_by from case_steps s where s.exchange_id = c.exchange_id and s.code = c.code and s.step in ('accept', 'grant', 'refuse')) h on true
    left join case_answers a using (exchange_id, code) where c.exchange_id = ${exchangeId} and c.decided_at >= ${after} and c.decided_at < ${before} group by h.made_by`.execute(db)).rows);
