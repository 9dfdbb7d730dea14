import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { FROM_LOTS, LOTS, partsOf, type LotLine } from "./lot-lines.js";

/** A lot on the calendar. `revision` counts what changed its entry: each clarification, and each time it was ended, stopped or resumed. */
export type CalendarLine = LotLine & { readonly revision: number; readonly changedAt: Date };

/** Published lots that open within a span of time, or of some tenders, the first to open first. */
export type CalendarFilter = { readonly from?: Date; readonly before?: Date; readonly tenders?: readonly string[]; readonly limit: number };

export async function calendarLines(db: Db, exchangeId: string, { from, before, tenders, limit }: CalendarFilter): Promise<CalendarLine[]> {
  const turned = sql`moves where moves.exchange_id = lots.exchange_id and moves.tender_id = lots.tender_id and moves.lot = lots.lot and (moves.to_stage in ('failed', 'terminated', 'suspended') or moves.from_stage = 'suspended')`;
  const clarified = sql`clarifications where clarifications.exchange_id = lots.exchange_id and clarifications.tender_id = lots.tender_id and clarifications.published_at is not null`;
  const { rows } = await sql<CalendarLine & { readonly opensAt: Date }>`${LOTS},
      ((select count(*) from ${clarified}) + (select count(*) from ${turned}))::integer as revision,
      greatest(tenders.published_at, (select max(clarifications.published_at) from ${clarified}), (select max(moves.made_at) from ${turned})) as "changedAt", opens_at as "opensAt"
    ${FROM_LOTS} join lateral (select min(parts.deadline) as opens_at from ${partsOf} and parts.part <> ${APPLICATION}) as opening on true
    where tenders.exchange_id = ${exchangeId} and tenders.published_at is not null and ${withinOf(from, before)} and ${tenders === undefined ? sql`true` : sql`tenders.tender_id = any(${tenders})`}
    order by opens_at, lots.code limit ${limit}`.execute(db);
  return rows.map(({ opensAt, ...line }) => ({ ...line, deadline: opensAt, counted: { ...line.counted, callUntil: null } }));
}

/** The span as a set of tenders first, which its index answers, then exactly. */
function withinOf(from: Date | undefined, before: Date | undefined): RawBuilder<unknown> {
  if (from === undefined && before === undefined) return sql`true`;
  const [low, high] = [from ?? "-infinity", before ?? "infinity"];
  return sql`tenders.tender_id in (select parts.tender_id from parts where parts.exchange_id = tenders.exchange_id and parts.deadline >= ${low}::timestamptz and parts.deadline < ${high}::timestamptz)
      and opens_at >= ${low}::timestamptz and opens_at < ${high}::timestamptz`;
}
