import { sql } from "kysely";
import type { Db } from "../db/database.js";
import type { DatabaseFacts } from "./doctor.js";

/** What is only inserted into: neither role of ours may change it or take it away. */
const KEPT = ["leaves", "nodes", "tree_heads", "checkpoints", "cosignatures", "audit_roots", "installation", "exchanges"];
const CHANGES = ["UPDATE", "DELETE", "TRUNCATE"];
const OWN_ROLES = ["daylight_app", "daylight_sequencer"];

/** Looks at the database as its owner, for the doctor. */
export async function databaseFacts(db: Db): Promise<DatabaseFacts> {
  const stamp = await db.selectFrom("installation").select("mode").executeTakeFirst();
  const { rows: excess } = await sql<{ what: string }>`select role || ' ' || privilege || ' ' || kept as what
    from unnest(${OWN_ROLES}::text[]) as role, unnest(${CHANGES}::text[]) as privilege, unnest(${KEPT}::text[]) as kept where has_table_privilege(role, 'public.' || kept, privilege)
    union all select rolname || case when rolsuper then ' superuser' else ' bypassrls' end from pg_roles where rolname = any(${OWN_ROLES}::text[]) and (rolsuper or rolbypassrls) order by 1`.execute(db);
  const { rows: open } = await sql<{ relname: string }>`select relname from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attname = 'exchange_id' and not attisdropped and not relrowsecurity order by 1`.execute(db);
  const { rows: rehearsal } = await sql<{ kept: string }>`select 'clocks' as kept where exists (select from clocks) union all select 'tokens' where exists (select from tokens)
    union all select 'rehearsal_texts' where exists (select from rehearsal_texts) union all select 'sessions' where exists (select from sessions where how = 'rehearsal')
    union all select 'exchanges' where exists (select from exchanges where split_part(origin, '/', 2) = 'rehearsal')`.execute(db);
  const administrators = await db.selectFrom("actors").select((select) => select.fn.countAll<string>().as("count")).where("role", "=", "admin").where("ended_at", "is", null).executeTakeFirstOrThrow();
  return { stamp: stamp?.mode ?? null, excess: excess.map(({ what }) => what), open: open.map(({ relname }) => relname), rehearsalRows: rehearsal.map(({ kept }) => kept), administrators: Number(administrators.count) };
}

/** Whether the log has a signed tree. */
export const hasTree = async (db: Db): Promise<boolean> => (await db.selectFrom("tree_heads").select("size").limit(1).executeTakeFirst()) !== undefined;
