import { sql } from "kysely";
import type { Db } from "../../db/database.js";
import type { Fact, RefusalCode } from "../../kernel/refusal.js";

/** A lodgement that was refused, once its lot is closed: before that nobody learns who came. */
export type RefusedLodgement = { readonly at: Date; readonly who: string; readonly code: RefusalCode; readonly facts: Readonly<Record<string, Fact>> };

export async function refusedAfterClose(db: Db, exchangeId: string, limit: number): Promise<RefusedLodgement[]> {
  const { rows } = await sql<RefusedLodgement>`
    select refused_lodgements.received_at as at, coalesce(organisations.name, people.name) as who, refused_lodgements.code, refused_lodgements.facts
    from refused_lodgements join actors on actors.exchange_id = refused_lodgements.exchange_id and actors.actor_id = refused_lodgements.actor_id
      join people on people.exchange_id = actors.exchange_id and people.person_id = actors.person_id left join organisations on organisations.exchange_id = actors.exchange_id and organisations.uscc = actors.org_uscc
    where refused_lodgements.exchange_id = ${exchangeId} and exists (select from parts where parts.exchange_id = refused_lodgements.exchange_id and parts.tender_id = refused_lodgements.tender_id
      and parts.lot = refused_lodgements.lot and parts.close_outbox is not null)
    order by refused_lodgements.received_at desc limit ${limit}`.execute(db);
  return rows;
}
