import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { FIGURES, valueOf } from "../../src/figures/figures.js";
import type { Measure } from "../../src/figures/measures.js";
import { yearPeriod } from "../../src/figures/period.js";
import { countsOf, countsWithOpenings, splitsOf } from "../../src/figures/queries.js";
import { decimalText, ratio } from "../../src/kernel/ratio.js";
import { day } from "../../src/kernel/time.js";
import { testDatabase, type TestDatabase } from "../support/database.js";
import { foundExchange } from "../support/floors.js";

// Cases as rows: what the centre counts of them is held against plain SQL over the cases themselves.
let database: TestDatabase;
const SCOPE = { exchangeId: FIRST_EXCHANGE, unit: null };
const YEAR = yearPeriod(2026);
const TODAY = day("2026-12-20");

beforeAll(async () => {
  database = await testDatabase();
  await foundExchange(database.as("owner"));
});
afterAll(async () => { await database.close(); });

/** Cases from a seed: of two units and every type, open, decided in time and late, over two years. */
async function made(prefix: string, count: number): Promise<void> {
  await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, applicant, applicant_name, subject, source, state, level, limit_days, received_at, accepted_on, due_on, decided_at, decided_level, used_days, in_time, made_by, made_at)
    select ${FIRST_EXCHANGE}, ${prefix} || n, '10' || n % 3 || '-001', 1, '10' || n % 3, (array['immediate', 'promised', 'joint', 'forwarded'])[1 + n % 4], 'citizen-1', '甲', '事', 'import', case when n % 7 = 0 then 'under-review' else 'delivered' end, 1 + n % 4, n % 9,
      accepted, accepted::date, accepted::date + n % 9, case when n % 7 = 0 then null else accepted + (n % 11) * interval '1 day' end, case when n % 7 = 0 then null else 1 + n % 4 end, case when n % 7 = 0 then null else n % 8 end, case when n % 7 = 0 then null else n % 11 <= n % 9 end, 'window-1', accepted
    from generate_series(1, ${count}::int) as n, lateral (select timestamptz '2025-11-01T10:00:00+08:00' + (n * 37 % 400) * interval '1 day' as accepted) as at`.execute(database.db);
}

/** The same by plain SQL over the cases. */
async function plain(): Promise<Partial<Record<Measure, bigint>>> {
  const found = await sql<Record<string, string>>`with c as (select *, (decided_at at time zone 'Asia/Shanghai')::date as decided_on from cases)
    select count(*) filter (where decided_on between '2026-01-01' and '2026-12-31') as closed, count(*) filter (where decided_on between '2026-01-01' and '2026-12-31' and in_time) as "on-time",
      count(*) filter (where due_on between '2026-01-01' and '2026-12-19' and (decided_on is null or decided_on > '2026-12-31')) as overdue,
      count(*) filter (where decided_on between '2026-01-01' and '2026-12-31' and case_type = 'immediate') as immediate, count(*) filter (where decided_on between '2026-01-01' and '2026-12-31' and case_type = 'promised') as promised,
      sum(limit_days) filter (where decided_on between '2026-01-01' and '2026-12-31' and case_type = 'promised') as "promised-days", sum(used_days) filter (where decided_on between '2026-01-01' and '2026-12-31' and case_type = 'promised') as "actual-days",
      count(*) filter (where accepted_on between '2026-01-01' and '2026-12-31' and case_type = 'promised') as "promised-accepted", count(*) filter (where accepted_on between '2026-01-01' and '2026-12-31' and case_type = 'promised' and decided_level <= 2) as "decided-at-window"
    from c where exchange_id = ${FIRST_EXCHANGE}`.execute(database.db);
  return Object.fromEntries(Object.entries(found.rows[0] ?? {}).map(([name, count]) => [name, BigInt(count)]));
}

const counted = async () => countsOf(database.db, SCOPE, YEAR, TODAY);

test("what the database keeps of months is what the cases say: after an import, after decisions one by one, after many at once", async () => {
  await made("A", 3_000);
  expect(await counted()).toMatchObject(await plain());
  const open = (await sql<{ code: string }>`select code from cases where decided_at is null order by code limit 60`.execute(database.db)).rows;
  await Promise.all(open.map(({ code }, at) => sql`update cases set decided_at = '2026-12-18T15:00:00+08:00', decided_level = ${1 + (at % 4)}, used_days = ${at % 6}, in_time = ${at % 5 > 0}, state = 'granted' where exchange_id = ${FIRST_EXCHANGE} and code = ${code}`.execute(database.db)));
  expect(await counted()).toMatchObject(await plain());
  await made("B", 500);
  await sql`update cases set case_type = 'promised' where code like 'B%'`.execute(database.db);
  expect(await counted()).toMatchObject(await plain());
  const sums = await sql`select sum(closed)::int as closed, sum(accepted)::int as accepted, (select count(*)::int from cases where decided_at is not null) as decided, (select count(*)::int from cases where accepted_on is not null) as taken from case_months`.execute(database.db);
  expect(sums.rows[0]).toMatchObject({ closed: (sums.rows[0] as { decided: number }).decided, accepted: (sums.rows[0] as { taken: number }).taken });
});

test("one case more, closed late, moves its figures by their formulas and no other", async () => {
  const before = await counted();
  await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, applicant, applicant_name, subject, source, state, level, limit_days, received_at, accepted_on, due_on, decided_at, decided_level, used_days, in_time, made_by, made_at)
    values (${FIRST_EXCHANGE}, 'ONE', '100-001', 1, '100', 'promised', 'citizen-1', '甲', '事', 'window', 'granted', 2, 7, now(), '2026-09-24', '2026-10-12', '2026-10-13T09:00:00+08:00', 2, 8, false, 'window-1', now())`.execute(database.db);
  const after = await counted();
  const moved = (name: Measure): bigint => (after[name] ?? 0n) - (before[name] ?? 0n);
  expect({ closed: moved("closed"), onTime: moved("on-time"), promised: moved("promised"), limit: moved("promised-days"), used: moved("actual-days"), accepted: moved("promised-accepted"), low: moved("decided-at-window"), immediate: moved("immediate") })
    .toEqual({ closed: 1n, onTime: 0n, promised: 1n, limit: 7n, used: 8n, accepted: 1n, low: 1n, immediate: 0n });
  const share = valueOf(FIGURES.immediate.formula, after);
  expect(share).toEqual(ratio((before.immediate ?? 0n) * 100n, (before.closed ?? 0n) + 1n));
});

test("a case due today is not late yet; the day after it counts, and one that was withdrawn never does", async () => {
  const overdue = async (today: string) => (await countsOf(database.db, SCOPE, YEAR, day(today))).overdue ?? 0n;
  const [before, then] = [await overdue("2026-12-24"), await overdue("2026-12-25")];
  await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, applicant, applicant_name, subject, source, state, level, limit_days, accepted_on, due_on, made_by, made_at)
    values (${FIRST_EXCHANGE}, 'DUE', '100-001', 1, '100', 'promised', 'citizen-1', '甲', '事', 'window', 'under-review', 2, 7, '2026-12-15', '2026-12-24', 'window-1', now()), (${FIRST_EXCHANGE}, 'GONE', '100-001', 1, '100', 'promised', 'citizen-1', '甲', '事', 'window', 'withdrawn', 2, 7, '2026-12-15', '2026-12-24', 'window-1', now())`.execute(database.db);
  expect([await overdue("2026-12-24"), await overdue("2026-12-25")]).toEqual([before, then + 1n]);
});

test("units and months add up to the whole, and a unit’s own figures are of its cases alone", async () => {
  const all = await counted();
  const splits = await splitsOf(database.db, SCOPE, YEAR);
  for (const by of ["months", "units", "items"] as const) expect(splits[by].reduce((sum, { closed }) => sum + closed, 0n), by).toBe(all.closed);
  for (const { key, closed, inTime } of splits.units) expect(await countsOf(database.db, { ...SCOPE, unit: key }, YEAR, TODAY)).toMatchObject({ "closed": closed, "on-time": inTime, "paid-fen": null, "items-in": null });
});

test("what another system handed over of a year is of the whole year alone, and is what growth is measured by", async () => {
  await sql`insert into figure_openings (exchange_id, year, measure, value, source, made_by, made_at) values (${FIRST_EXCHANGE}, 2024, 'closed', 89813, '移交清单', 'head-1', now()), (${FIRST_EXCHANGE}, 2024, 'paid-fen', 4559000000, '移交清单', 'head-1', now()), (${FIRST_EXCHANGE}, 2024, 'refunded-fen', 0, '移交清单', 'head-1', now())`.execute(database.db);
  const last = await countsWithOpenings(database.db, SCOPE, yearPeriod(2024), TODAY);
  expect(last).toMatchObject({ "closed": 89_813n, "paid-fen": 45_5900_0000n });
  expect(decimalText(valueOf(FIGURES.fees.formula, last) ?? ratio(0n), 1)).toBe("4559.0");
  expect(await countsWithOpenings(database.db, SCOPE, { from: day("2024-01-01"), until: day("2024-07-31") }, TODAY)).toMatchObject({ closed: 0n });
  await expect(sql`update figure_openings set value = 1 where exchange_id = ${FIRST_EXCHANGE}`.execute(database.as("owner"))).rejects.toThrow();
});

test("nobody who acts for the exchange writes what the database keeps of months", async () => {
  await expect(sql`update case_months set closed = closed + 1 where exchange_id = ${FIRST_EXCHANGE}`.execute(database.db)).rejects.toThrow(/permission denied/);
  await expect(sql`insert into case_months (exchange_id, month, unit, item, case_type) values (${FIRST_EXCHANGE}, '2026-01-01', 'x', 'x', 'promised')`.execute(database.db)).rejects.toThrow(/permission denied/);
});
