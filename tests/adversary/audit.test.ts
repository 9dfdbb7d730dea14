import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkedHours } from "../../src/cli/audit.js";
import { searchAudit } from "../../src/audit/queries.js";
import { recordAct } from "../../src/audit/use-cases/record.js";
import { checkAudit, checkedRoots, fixAudit, auditKeeper } from "../../src/audit/use-cases/roots.js";
import type { AuditRoot } from "../../src/audit/root.js";
import { must } from "../../src/kernel/result.js";
import { HOUR_MS, rfc3339, type Instant } from "../../src/kernel/time.js";
import { serveApp } from "../support/browsing.js";
import { publishedTender } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const now = (): Instant => Date.now() as Instant;
/** Something somebody does, refused or not: it is kept. */
const act = async (who = "tenderer-1"): Promise<void> => { await town.ask(who, "POST", "/api/v1/projects", {}); };
const faults = async (): Promise<unknown[]> => {
  await town.world.journal.flush();
  return (await checkAudit(town.world, now())).map(({ fault }) => fault);
};
/** Fixes every act kept so far: an act counts as ended once no older transaction is under way in the same server, in whatever database. */
async function fixAll(): Promise<AuditRoot | null> {
  const isEnded = async (): Promise<boolean> =>
    (await sql<{ ended: boolean }>`select coalesce(max(xact::text::numeric), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::numeric as ended from audit`.execute(town.world.db)).rows[0]?.ended === true;
  while (!(await isEnded()));
  return fixAudit(town.world, now());
}
type RootAnswer = { readonly file: string; readonly rows: readonly Record<string, unknown>[]; readonly index: number };

test("every act has its time, network address, office and person, whether it was done or refused", async () => {
  await act();
  const { json } = await town.ask("supervisor-1", "GET", "/api/v1/audit?actor=tenderer-1");
  expect((json["rows"] as unknown[])[0]).toMatchObject({ actor: "tenderer-1", person: "tenderer-1", action: "project.register", object: "/api/v1/projects", outcome: "422", address: "-" });
});

test("an hour's acts are fixed by a hash in the log, from which anybody with the rows computes the root again by sha256 alone", async () => {
  await act();
  await act();
  const root = await fixAll();
  expect(await faults()).toEqual([null]);
  const { file, rows, index } = (await town.done("supervisor-1", "GET", "/api/v1/audit/roots/1")) as unknown as RootAnswer;
  const bytes = Buffer.from(file, "base64");
  const entry = JSON.parse(Buffer.from(await town.world.journal.entry(index)).toString()) as Record<string, unknown>;
  expect(entry).toEqual({ v: "dl/1", type: "audit.root", serial: 1, sha256: createHash("sha256").update(bytes).digest("hex") });
  // RFC 6962 §2.1, written down a second time.
  const hash = (...parts: Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
  const tree = (leaves: Buffer[]): Buffer => {
    if (leaves.length === 0) return hash();
    if (leaves.length === 1) return hash(Buffer.from([0]), leaves[0] ?? Buffer.alloc(0));
    let half = 1;
    while (half * 2 < leaves.length) half *= 2;
    return hash(Buffer.from([1]), tree(leaves.slice(0, half)), tree(leaves.slice(half)));
  };
  const leaves = rows.map((row) => Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1))))));
  expect(rows.length).toBe(root?.count);
  expect(tree(leaves).toString("hex")).toBe(root?.root);
});

test("the log tells neither how many acts an hour had nor what they were", async () => {
  const entries = await Promise.all([await fixAudit(town.world, now())].map(async () => (await town.world.journal.flush()).size)).then(async ([size]) => JSON.parse(Buffer.from(await town.world.journal.entry((size ?? 1) - 1)).toString()) as object);
  expect(Object.keys(entries).sort()).toEqual(["serial", "sha256", "type", "v"]);
});

test("acts kept while a root is made are in it or in the next, none in both, none in neither", async () => {
  await Promise.all([...Array.from({ length: 60 }, () => act()), ...Array.from({ length: 4 }, () => fixAudit(town.world, now()))]);
  await fixAll();
  const roots = await checkAudit(town.world, now());
  const { rows: [total] } = await sql<{ count: string }>`select count(*) as count from audit`.execute(town.world.db);
  expect(roots.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(Number(total?.count));
  expect(roots.map(({ serial }) => serial)).toEqual(roots.map((_, place) => place + 1));
  expect(await faults()).toEqual(roots.map(() => null));
});

test("an hour is fixed once, also when nobody did anything", async () => {
  const count = async (): Promise<number> => (await checkAudit(town.world, now())).length;
  const before = await count();
  const start = now();
  await auditKeeper(town.world, () => start)();
  expect(await count()).toBe(before);
  await auditKeeper(town.world, () => (start + HOUR_MS) as Instant)();
  await auditKeeper(town.world, () => (start + HOUR_MS) as Instant)();
  expect(await count()).toBe(before + 1);
});

test("while a box is open nobody reads in the record who came to it or how often; afterwards it stands there", async () => {
  const tender = await publishedTender(town);
  await town.advance("2026-09-03T10:00:00+08:00");
  await town.ask("cashier-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/guarantees`, { bidder: "91341702MA000004XN", kind: "letter", amount: { amount: "500000.00", currency: "CNY" }, validUntil: "2026-12-31" });
  await town.ask("bidder-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/lodgements`, {});
  const root = await fixAll();
  await town.world.journal.flush();
  const read = async (): Promise<string> => JSON.stringify((await town.done("supervisor-1", "GET", "/api/v1/audit")));
  expect(await read()).not.toMatch(/lodgements|guarantees|"id"/);
  expect((await town.ask("supervisor-1", "GET", `/api/v1/audit/roots/${String(root?.serial)}`)).json["code"]).toBe("audit-withheld");
  expect((await checkAudit(town.world, now())).at(-1)).toMatchObject({ count: null, fault: null });
  const csv = (await town.ask("supervisor-1", "GET", "/api/v1/audit.csv")).json["text"];
  expect(csv).not.toMatch(/lodgements|guarantees/);
  await town.advance("2026-09-30T12:00:00+08:00");
  expect(await read()).toMatch(/lodgements/);
  expect((await checkAudit(town.world, now())).at(-1)).toMatchObject({ count: root?.count });
});

test("acts are found by how their address begins, whatever signs it has, and no others", async () => {
  const objects = ["/x/a", "/x/ab", "/x/a%", "/x/a_b", "/x/a\u{10FFFF}\u{10FFFF}", "/x/b", "/x/\uD7FF1", "/x/\uE000", "/x/A"];
  for (const object of objects) await recordAct(town.world.db, town.world.exchange.id, { at: now(), actorId: null, personId: "walker", address: "-", action: "message.read", object, outcome: "200" });
  const found = async (object: string): Promise<string[]> => (await searchAudit(town.world.db, town.world.exchange.id, { person: "walker", object, withheldFrom: null, limit: 100 })).map((row) => row.object).sort();
  for (const begin of ["/x/a", "/x/a%", "/x/a_", "/x/a\u{10FFFF}", "/x/\uD7FF", "/x/", "/y", "\u{10FFFF}", ""]) expect(await found(begin), begin).toEqual(objects.filter((object) => object.startsWith(begin)).sort());
});

test("a supervisor's own tool computes every hour again from the witnessed log, and finds what root changed", async () => {
  await town.advance("2026-10-30T12:00:00+08:00");
  await fixAll();
  await town.world.journal.flush();
  const { base, stop } = await serveApp(town.app);
  const token = town.actors.find(({ id }) => id === "supervisor-1")?.token ?? "";
  const checked = async (): Promise<unknown[]> => must(await checkedHours({ url: base, token }, null)).map(({ fault }) => fault);
  const sound = await checked();
  expect(sound.length).toBeGreaterThan(0);
  expect(sound.every((fault) => fault === null)).toBe(true);
  const owner = town.database.as("owner");
  const outcome = (value: ReturnType<typeof sql>) => owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update audit set outcome = ${value} where audit_id = (select min(audit_id) from audit)`.execute(tx);
  });
  await outcome(sql`outcome || '1'`);
  expect(await checked()).toEqual(["rows", ...sound.slice(1)]);
  await outcome(sql`left(outcome, -1)`);
  expect(await checked()).toEqual(sound);
  stop();
});

test("a page shows what was found last and when, and computes nothing; the job looks at what is due, the supervisor at everything when he likes", async () => {
  const start = now();
  await auditKeeper(town.world, () => (start + 2 * HOUR_MS) as Instant)(); // makes one more, and looks at it
  await town.world.journal.flush();
  const last = async () => (await checkedRoots(town.world)).at(-1);
  expect(await last()).toMatchObject({ index: null, fault: null, checkedAt: rfc3339((start + 2 * HOUR_MS) as Instant) });
  await auditKeeper(town.world, () => (start + 2 * HOUR_MS + 59_000) as Instant)();
  expect((await last())?.index).toBeNull(); // a minute has not passed
  await auditKeeper(town.world, () => (start + 2 * HOUR_MS + 61_000) as Instant)();
  expect((await last())?.index).toEqual(expect.any(Number));
  const owner = town.database.as("owner");
  await owner.updateTable("audit_checks").set({ fault: "rows", checked_at: new Date(start) }).where("serial", "=", (await last())?.serial ?? 0).execute();
  expect((await last())?.fault).toBe("rows"); // as it was kept
  expect((await town.ask("tenderer-1", "POST", "/api/v1/audit/checks")).status).toBe(403);
  const { roots } = (await town.done("supervisor-1", "POST", "/api/v1/audit/checks")) as { roots: { fault: string | null; checkedAt: string }[] };
  expect(roots.map(({ fault }) => fault)).toEqual(roots.map(() => null));
  expect((await town.done("supervisor-1", "GET", "/api/v1/audit/roots"))["roots"]).toEqual(roots);
});

// Last: what follows breaks the evidence on purpose, as only the database's administrator can.
test("a row that root in the database changes, adds or takes away is found, and so is a root made to fit", async () => {
  const owner = town.database.as("owner");
  const asRoot = (statement: string) => owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql.raw(statement).execute(tx);
  });
  const sound = await faults();
  const first = "(select min(audit_id) from audit)";
  await asRoot(`update audit set outcome = '201' where audit_id = ${first}`);
  expect(await faults()).toEqual(["rows", ...sound.slice(1)]);
  await asRoot(`update audit set outcome = '422' where audit_id = ${first}`);
  expect(await faults()).toEqual(sound);
  await asRoot(`insert into audit (exchange_id, at, actor_id, person_id, address, action, object, outcome, xact) select exchange_id, at, 'bidder-2', 'bidder-2', address, action, object, outcome, xact from audit where audit_id = ${first}`);
  expect(await faults()).toEqual(["count", ...sound.slice(1)]);
  await asRoot("delete from audit where actor_id = 'bidder-2'");
  expect(await faults()).toEqual(sound);
  await asRoot(`delete from audit where audit_id = ${first}`);
  expect(await faults()).toEqual(["count", ...sound.slice(1)]);
  await asRoot(`update audit_roots set file = convert_to(replace(convert_from(file, 'UTF8'), '"serial":1', '"serial": 1'), 'UTF8') where serial = 2`).catch(() => undefined);
  await asRoot("delete from audit_roots where serial = 1");
  expect((await faults())[0]).toBe("chain");
});
