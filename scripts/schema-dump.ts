import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../src/db/embedded-postgres.js";
import { prepare } from "../src/prepare.js";

const FILE = path.resolve(import.meta.dirname, "../migrations/schema.sql");
const HEAD = "-- Written by `npx tsx scripts/schema-dump.ts` from a migrated database, so that review sees the result change. Do not edit; never run.\n";
const OURS = "n.nspname = 'public' and c.relname not like 'kysely_%'";

/** One query a part; each row is one line or one statement, in an order that depends on names alone. */
const PARTS: readonly (readonly [title: string, query: string])[] = [
  ["tables", `select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(format('  %-20s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
      case when a.attidentity <> '' then ' generated as identity' when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end), E',\\n' order by a.attnum)) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where ${OURS} and c.relkind in ('r', 'p') group by c.relname order by c.relname collate "C"`],
  ["storage", `select format('%s: %s', c.relname, array_to_string(c.reloptions, ', ')) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.reloptions is not null order by c.relname collate "C"`],
  ["constraints", `select format('%s: %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) as line from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and k.contype in ('p', 'u', 'f', 'c', 'x') order by c.relname collate "C", k.conname collate "C"`],
  ["indexes", `select i.indexdef as line from pg_indexes i join pg_class c on c.relname = i.tablename join pg_namespace n on n.oid = c.relnamespace and n.nspname = i.schemaname
    where ${OURS} order by i.tablename collate "C", i.indexname collate "C"`],
  ["triggers", `select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and not t.tgisinternal order by c.relname collate "C", t.tgname collate "C"`],
  ["views", `select format(E'create view %I as\\n%s', c.relname, pg_get_viewdef(c.oid)) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind = 'v' order by c.relname collate "C"`],
  ["policies", `select distinct format('%s: %s for %s to %s using %s with check %s', policyname, lower(permissive), lower(cmd), array_to_string(roles, ', '), qual, with_check) as line from pg_policies where schemaname = 'public' order by line`],
  ["row security", `select format('%s: %s', c.relname, case when c.relrowsecurity then coalesce(string_agg(p.policyname, ', ' order by p.policyname), 'nothing for anybody') else 'none' end) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_policies p on p.schemaname = n.nspname and p.tablename = c.relname where ${OURS} and c.relkind in ('r', 'p') group by c.relname, c.relrowsecurity order by c.relname collate "C"`],
  ["functions", `select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' order by p.proname collate "C"`],
  ["rights", `select format('%s: %s may %s', c.relname, g.grantee::regrole, string_agg(lower(g.privilege_type), ', ' order by g.privilege_type)) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
    where ${OURS} and c.relkind in ('r', 'p', 'v') and g.grantee::regrole::text like 'daylight\\_%' group by c.relname, g.grantee order by c.relname collate "C", g.grantee::regrole::text collate "C"`],
  ["rights on columns", `select format('%s.%s: %s may %s', c.relname, a.attname, g.grantee::regrole, lower(g.privilege_type)) as line from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) g
    where ${OURS} order by c.relname collate "C", a.attname collate "C", g.grantee::regrole::text collate "C", g.privilege_type`],
];

/** The schema of a migrated database as text. Postgres 18 names not-null constraints, 15 does not: they show as `not null` alone. */
export async function schemaOf(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let text = HEAD;
    for (const [title, query] of PARTS) {
      const { rows } = await client.query<{ line: string }>(query);
      text += `\n-- ${title}\n${rows.map(({ line }) => line.trimEnd()).join("\n")}\n`;
    }
    return text;
  } finally {
    await client.end();
  }
}

/** True if migrations/schema.sql is what the migrations make. */
export const isSchemaFresh = async (databaseUrl: string): Promise<boolean> => readFileSync(FILE, "utf8") === await schemaOf(databaseUrl);

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-schema-"));
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: "off" } });
  try {
    await prepare(server.url);
    const text = await schemaOf(server.url);
    const open = [...text.matchAll(/^(\w+): none$/gm)].map(([, table = ""]) => table).filter((table) => table !== "installation");
    if (open.length > 0) throw new RangeError(`without row security: ${open.join(", ")}. Say in the migration: ${open.map((table) => `select keep_apart('${table}');`).join(" ")}`);
    writeFileSync(FILE, text);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) await main();
