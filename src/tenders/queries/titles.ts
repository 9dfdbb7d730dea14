import type { Db, Tx } from "../../db/database.js";
import { sql } from "kysely";
import { textList } from "../../db/lists.js";

/** What a tender and its lots are called, and whether everybody may know of it. */
export type TenderTitle = { readonly tender: string; readonly title: string; readonly isPublished: boolean; readonly lots: readonly { readonly lot: string; readonly name: string; readonly parts: readonly { readonly part: string; readonly title: string }[] }[] };

/** The names of some tenders, by code. */
export async function tenderTitles(db: Db | Tx, exchangeId: string, tenders: readonly string[]): Promise<ReadonlyMap<string, TenderTitle>> {
  if (tenders.length === 0) return new Map();
  const { rows } = await sql<TenderTitle>`/* tender-titles */ select tender_id as tender, form->>'title' as title, published_at is not null as "isPublished",
      (select coalesce(jsonb_agg(jsonb_build_object('lot', each->'lot', 'name', each->'name', 'parts', each->'parts')), '[]') from jsonb_array_elements(form->'lots') as each) as lots
    from tenders where exchange_id = ${exchangeId} and tender_id = any(${textList([...new Set(tenders)])}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.tender, row]));
}
