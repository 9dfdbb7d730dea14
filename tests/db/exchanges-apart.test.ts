import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDb, openPool, type Db, type Role } from "../../src/db/database.js";
import { crawledTown } from "../support/crawled-town.js";
import { makeExchange } from "../support/exchange.js";
import { testTown, type TestTown } from "../support/town.js";

// Row security, the second line: a connection acts for one exchange. What a city holds is asked for, changed and written by connections of another.
const OWN = "(exchange_id = current_setting('daylight.exchange'::text, true))";
const [HERE, ELSEWHERE] = ["chenguang", "muguang"];
/** They belong to the installation: its mode, and what the migrations write. */
const OF_NO_EXCHANGE = ["installation", "kysely_migration", "kysely_migration_lock"];
const VIEW = "own_notice_index";

let town: TestTown;
let owner: Db;
let tables: readonly string[];
beforeAll(async () => {
  town = await testTown();
  await crawledTown(town);
  owner = town.database.as("owner");
  await makeExchange(owner, ELSEWHERE);
  tables = await tablesIn(owner);
}, 120_000);
afterAll(async () => { await town.stop(); });

async function tablesIn(db: Db): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`.execute(db);
  return rows.map((row) => row.table).filter((table) => !OF_NO_EXCHANGE.includes(table));
}

/** Tables that do not keep exchanges apart: without row security, or with any policy but the one. */
async function open(db: Db): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity
      and (select count(*) from pg_policies where schemaname = 'public' and tablename = relname) = 1
      and exists (select from pg_policies where schemaname = 'public' and tablename = relname and cmd = 'ALL' and roles = '{public}' and qual = ${OWN} and with_check = ${OWN}))`.execute(db);
  return rows.map((row) => row.table).filter((table) => !OF_NO_EXCHANGE.includes(table));
}

const countIn = async (db: Db, table: string): Promise<number> => (await sql<{ rows: number }>`select count(*)::integer as rows from ${sql.table(table)}`.execute(db)).rows[0]?.rows ?? -1;

/** What a role may do to a table; of updating, a column it may set. */
async function rightsOf(role: Role, table: string): Promise<{ reads: boolean; inserts: boolean; deletes: boolean; sets: string | null }> {
  const { rows: [row] } = await sql<{ reads: boolean; inserts: boolean; deletes: boolean; sets: string | null }>`select has_table_privilege(${role}, oid, 'select') as reads, has_table_privilege(${role}, oid, 'insert') as inserts, has_table_privilege(${role}, oid, 'delete') as deletes,
    (select attname from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' and has_column_privilege(${role}, attrelid, attnum, 'update') order by attname = 'exchange_id' desc, attnum limit 1) as sets
    from pg_class where relnamespace = 'public'::regnamespace and relname = ${table}`.execute(owner);
  if (row === undefined) throw new RangeError(`no table ${table}`);
  return row;
}

test("every table keeps exchanges apart by the one policy, and one that does not is found", async () => {
  expect(tables.length).toBeGreaterThan(90);
  expect(await open(owner)).toEqual([]);
  await sql`create table stray (exchange_id text primary key)`.execute(owner);
  expect(await open(owner)).toEqual(["stray"]);
  await sql`select keep_apart('stray')`.execute(owner);
  await sql`create policy wider on stray for select using (true)`.execute(owner);
  expect(await open(owner), "a second policy opens what the first one shuts").toEqual(["stray"]);
  await sql`drop table stray`.execute(owner);
});

test("a view shows the rows of one exchange too, and there are only those for words", async () => {
  const { rows } = await sql<{ name: string; text: string }>`select viewname as name, definition as text from pg_views where schemaname = 'public'`.execute(owner);
  expect(rows.map(({ name }) => name).toSorted()).toEqual([VIEW, "own_organisations"]);
  for (const { text } of rows) expect(text).toContain(OWN);
});

test("the roles an exchange runs in pass over no policy: they own nothing and are no superusers", async () => {
  const { rows } = await sql<{ role: string; above: boolean; owns: number }>`select rolname as role, rolsuper or rolbypassrls as above, (select count(*)::integer from pg_class where relowner = pg_roles.oid and relnamespace = 'public'::regnamespace) as owns from pg_roles where rolname like 'daylight\_%' order by rolname`.execute(owner);
  expect(rows).toEqual(["daylight_app", "daylight_jobs", "daylight_sequencer"].map((role) => ({ role, above: false, owns: 0 })));
});

describe.each(["daylight_app", "daylight_sequencer"] as const)("%s", (role) => {
  const unnamed = (): Db => openDb(openPool(town.database.url, { role }, 1));

  test("sees its own exchange's rows, nothing as another's, and nothing where it does not say whose", async () => {
    const [own, other, nobody] = [town.database.as(role, HERE), town.database.as(role, ELSEWHERE), unnamed()];
    const full: string[] = [];
    for (const table of [...tables, VIEW]) {
      if (!(await rightsOf(role, table)).reads) continue;
      const all = await countIn(owner, table === VIEW ? "notice_index" : table);
      if (all > 0) full.push(table);
      const others = table === "exchanges" ? 1 : 0;
      expect([table, await countIn(own, table), await countIn(other, table), await countIn(nobody, table)]).toEqual([table, all - others, others, 0]);
    }
    expect(full.length).toBeGreaterThan(role === "daylight_app" ? 50 : 5);
    await nobody.destroy();
  });

  test("changes and deletes no row of another exchange, and none where it does not say whose it is", async () => {
    const [other, nobody] = [town.database.as(role, ELSEWHERE), unnamed()];
    let tried = 0;
    for (const table of tables) {
      const { sets, deletes } = await rightsOf(role, table);
      const statements = [...(sets === null ? [] : [sql`update ${sql.table(table)} set ${sql.ref(sets)} = ${sql.ref(sets)}`]), ...(deletes ? [sql`delete from ${sql.table(table)}`] : [])];
      for (const statement of statements) {
        tried += 1;
        expect([table, (await statement.execute(other)).numAffectedRows, (await statement.execute(nobody)).numAffectedRows]).toEqual([table, 0n, 0n]);
      }
    }
    expect(tried).toBeGreaterThan(role === "daylight_app" ? 20 : 1);
    await nobody.destroy();
  });

  test("writes no row into another exchange, and none where it does not say whose it is", async () => {
    const [other, nobody] = [town.database.as(role, ELSEWHERE), unnamed()];
    let tried = 0;
    for (const table of tables) {
      if (!(await rightsOf(role, table)).inserts) continue;
      const { rows: [row] } = await sql<{ row: string }>`select to_jsonb(one)::text as row from ${sql.table(table)} as one where exchange_id = ${HERE} limit 1`.execute(owner);
      if (row === undefined) continue;
      const { rows: [named] } = await sql<{ columns: string }>`select string_agg(quote_ident(attname), ', ') as columns from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(owner);
      const columns = sql.raw(named?.columns ?? "");
      for (const db of [other, nobody]) {
        tried += 1;
        await expect(sql`insert into ${sql.table(table)} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${row.row}::jsonb)`.execute(db), table).rejects.toThrow(/row-level security/);
      }
    }
    expect(tried).toBeGreaterThan(role === "daylight_app" ? 90 : 1);
    await nobody.destroy();
  });

  test("gives none of its rows away to another exchange", async () => {
    const own = town.database.as(role, HERE);
    const given = (await Promise.all(tables.map(async (table) => ((await rightsOf(role, table)).sets === "exchange_id" && (await countIn(owner, table)) > 0 ? [table] : [])))).flat();
    // Where a trigger guards the row it speaks first.
    for (const table of given) await expect(sql`update ${sql.table(table)} set exchange_id = ${ELSEWHERE}`.execute(own), table).rejects.toThrow(/row-level security|stays as it is|may only be/);
    if (role === "daylight_app") expect(given.length).toBeGreaterThan(3);
  });
});
