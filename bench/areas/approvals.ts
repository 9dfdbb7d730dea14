import { sql } from "kysely";
import { turnCaseLights } from "../../src/approvals/use-cases/keep.js";
import { receiveAtCounter } from "../../src/approvals/use-cases/file.js";
import { must } from "../../src/kernel/result.js";
import { at as instant } from "../../src/kernel/time.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, each, figure, percentile, seconds, type Figure } from "../figure.js";
import { benchTown, officeOf } from "../town.js";

const CASES = 1_000_000;
const A_BATCH = 100_000;
const MS = 1_000;
const REQUESTS = 200;
/** Applications taken in, or rows inserted, in one round of the comparison. */
const TAKEN_IN = 400;
const ROUNDS = 3;
const WIDTH = 16;
const ITEM = "103-001";

/** A centre with a million cases: its lights, its figures, its report, a case by its code, and how fast a window takes one in. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    await fill(town);
    return [await lights(town), ...await figures(town), await tracking(town), await takingIn(town)];
  } finally {
    await town.stop();
  }
}

/** Cases of twelve months: nine of ten decided, the last of them running, some thousand of these with a light that is due. */
async function fill({ database, world }: TestTown): Promise<void> {
  const owner = database.as("owner");
  for (let from = 0; from < CASES; from += A_BATCH) {
    await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, applicant, applicant_name, subject, source, state, level, limit_days, received_at, accepted_on, due_on, light, yellow_at, red_at, light_due_at, decided_at, decided_level, used_days, in_time, made_by, made_at)
      select ${world.exchange.id}, 'bench-' || n, '10' || n % 9 || '-00' || n % 6, 1, '10' || n % 9, case when n % 100 < 72 then 'immediate' else 'promised' end, 'citizen-1', '申请人' || n, '办理事项', 'import', case when open then 'under-review' else 'delivered' end, 1 + n % 3, n % 15,
        accepted, accepted::date, due::date, 'green', due - interval '1 day', due, case when open then due - interval '1 day' end, case when not open then accepted + (n % 12) * interval '1 day' end, case when not open then 1 + n % 3 end, case when not open then n % 12 end, case when not open then n % 997 > 0 end, 'window-2', accepted
      from generate_series(${from + 1}::int, ${from + A_BATCH}::int) as n, lateral (select timestamptz '2025-09-01T09:00:00+08:00' + (n % 360) * interval '1 day' + (n % 400) * interval '1 minute' as accepted, n % 10 = 0 as open) as a,
        lateral (select timestamptz '2026-08-20T00:00:00+08:00' + (n % 300) * interval '1 hour' as due) as d`.execute(owner);
  }
  await sql`insert into case_answers (exchange_id, code, grade, words, made_at) select exchange_id, code, 1 + (length(code) + used_days) % 5, null, decided_at from cases where decided_at is not null and code like '%7' on conflict do nothing`.execute(owner);
  await sql`vacuum analyze`.execute(owner);
}

/** The lights of a day on which a hundred thousand running cases are looked at. */
async function lights({ world }: TestTown): Promise<Figure> {
  const turned = { yellow: 0, red: 0 };
  const took = await seconds(async () => { Object.assign(turned, await turnCaseLights(world, instant("2026-09-01T00:00:00+08:00"))); });
  return figure({ name: `lights of a day turned among ${CASES.toLocaleString("en-US")} cases (${turned.yellow + turned.red > 0 ? (turned.yellow + turned.red).toLocaleString("en-US") : "none"} turned)`, value: took, unit: "s", goal: 30, better: "lower" });
}

async function figures(town: TestTown): Promise<Figure[]> {
  const paths = ["/api/v1/figures?from=2026-01&until=2026-09", "/api/v1/figures?from=2026-07&until=2026-07", "/api/v1/figures?from=2026-01&until=2026-09&unit=103"];
  const ofData = await p95(REQUESTS, (turn) => read(town, paths[turn % paths.length] ?? ""));
  const ofPage = await p95(REQUESTS, (turn) => read(town, (paths[turn % paths.length] ?? "").replace("/api/v1", "")));
  const report = await seconds(() => read(town, "/api/v1/figures/report.pdf?from=2026-01&until=2026-12"));
  return [
    figure({ name: "figures of a period, p95", value: ofData, unit: "ms", goal: 100, better: "lower" }), figure({ name: "page of figures, p95", value: ofPage, unit: "ms", goal: 100, better: "lower" }),
    figure({ name: "report of the year as a sealed PDF", value: report, unit: "s", goal: 20, better: "lower" }),
  ];
}

const tracking = async (town: TestTown): Promise<Figure> =>
  figure({ name: "a case by its code, p95", value: await p95(REQUESTS * 2, (turn) => read(town, `/api/v1/track/bench-${String(1 + ((turn * 7_919) % CASES))}`)), unit: "ms", goal: 10, better: "lower" });

async function read({ app }: TestTown, path: string): Promise<void> {
  const answer = await app.request(path);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new RangeError(`${path}: ${String(answer.status)}`);
}

async function p95(count: number, work: (turn: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) times.push(MS * await seconds(() => work(turn)));
  return percentile(times.slice(Math.floor(count / 10)), 95);
}

/** Applications over the counter beside bare inserts of their rows, sixteen at a time. */
async function takingIn({ world, database }: TestTown): Promise<Figure> {
  const clerk = await officeOf(world, "window-2");
  const numbers = Array.from({ length: TAKEN_IN }, (_, index) => index);
  let serial = 0;
  const { taken, bare } = await beside(ROUNDS, {
    taken: async () => TAKEN_IN / await seconds(() => each(numbers, WIDTH, async () => must(await receiveAtCounter(world, clerk, { item: ITEM, applicantName: "陆晓晨", uscc: null, phone: null, subject: "占道", stake: null, materials: [], flags: [] }, world.clock())))),
    bare: async () => TAKEN_IN / await seconds(() => each(numbers, WIDTH, async () => {
      serial += 1;
      await sql`insert into cases (exchange_id, code, item, item_version, unit, case_type, applicant, applicant_name, subject, source, state, level, limit_days, made_by, made_at) values (${world.exchange.id}, ${`bare-${String(serial)}`}, ${ITEM}, 1, '103', 'promised', 'window-2', '陆晓晨', '占道', 'window', 'submitted', 2, 7, 'window-2', now())`.execute(database.db);
    })),
  });
  return figure({ name: "applications taken in over the counter", value: taken, unit: "/s", limit: { name: "bare inserts of their rows", value: bare }, goal: 0.25, on: "ratio" });
}
