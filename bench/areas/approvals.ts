import { sql } from "kysely";
import { turnCaseLights } from "../../src/approvals/use-cases/keep.js";
import { receiveAtCounter } from "../../src/approvals/use-cases/file.js";
import { importCases } from "../../src/approvals/use-cases/import.js";
import type { ItemVersion } from "../../src/items/item.js";
import { takenIn } from "../../src/items/queries.js";
import { must } from "../../src/kernel/result.js";
import { at as instant, day, plusDays, type PlainDate } from "../../src/kernel/time.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, each, figure, percentile, seconds, type Figure } from "../figure.js";
import { benchTown, officeOf } from "../town.js";

const CASES = 1_000_000;
const A_CHUNK = 1_000;
const LOOK_MS = 200;
const MB = 1_048_576;
const LATE = 997;
const LATE_DAYS = 40;
const MS = 1_000;
const REQUESTS = 200;
/** Applications taken in, or rows inserted, in one round of the comparison. */
const TAKEN_IN = 400;
const ROUNDS = 3;
const WIDTH = 16;
const ITEM = "103-001";

/** A centre with a million cases: how it comes in, its lights, its figures, its report, a case by its code, and how fast a window takes one in. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    const taken = await imported(town);
    return [...taken, await lights(town), ...await figures(town), await tracking(town, await codes(town)), await takingIn(town)];
  } finally {
    await town.stop();
  }
}

/** A million cases of twelve months through the real import, as a file of them streams in: nine of ten decided, the last of them running. */
async function imported({ world, database }: TestTown): Promise<Figure[]> {
  const head = await officeOf(world, "sub-centre-1");
  const items = (await takenIn(world.db, world.exchange.id)).map(({ version }) => version);
  const before = process.memoryUsage().rss;
  let most = before;
  const looking = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, LOOK_MS);
  let taken = "0";
  const took = await seconds(async () => { taken = must(await importCases(world, head, file(items), { source: "bench" }, world.clock())).taken; });
  clearInterval(looking);
  if (taken !== String(CASES)) throw new RangeError(`${taken} of ${String(CASES)} were taken`);
  await sql`vacuum analyze`.execute(database.as("owner"));
  return [
    figure({ name: `cases of a file of ${CASES.toLocaleString("en-US")} lines taken in`, value: CASES / took, unit: "/s" }),
    figure({ name: "memory that takes (RSS, highest above before)", value: (most - before) / MB, unit: "MB", goal: 400, better: "lower" }),
  ];
}

const dayAfter = (from: string, days: number): PlainDate => plusDays(day(from), days);

async function* file(items: readonly ItemVersion[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from("number,unit,item,applicant,received,accepted,decided,outcome,level,delivered,grade\n");
  for (let from = 1; from <= CASES; from += A_CHUNK) {
    await Promise.resolve();
    yield Buffer.from(Array.from({ length: A_CHUNK }, (_, at) => line(from + at, items)).join(""));
  }
}

function line(n: number, items: readonly ItemVersion[]): string {
  const item = items[n % items.length];
  if (item === undefined) throw new RangeError("no items");
  const isOpen = n % 10 === 0;
  const accepted = isOpen ? dayAfter("2026-08-10", n % 22) : dayAfter("2025-09-08", n % 310);
  return `${[n, item.unit, item.code, `申请人${String(n)}`, accepted, accepted, ...(isOpen ? OPEN : closed(n, item, accepted))].join(",")}\n`;
}
const OPEN = ["", "", "", "", ""] as const;

/** One of so many is late; every tenth has an answer. */
function closed(n: number, { caseType, promisedLimitWD }: ItemVersion, accepted: PlainDate): readonly (string | number)[] {
  const inTime = caseType === "immediate" ? 0 : n % promisedLimitWD;
  const decided = plusDays(accepted, n % LATE === 0 ? LATE_DAYS : inTime);
  return [decided, "granted", 1 + (n % 3), decided, n % 10 === 7 ? 1 + (n % 5) : ""];
}

/** A code that somebody holds, of each so manieth case. */
async function codes({ database, world }: TestTown): Promise<readonly string[]> {
  const found = await sql<{ code: string }>`select code from imported_cases where exchange_id = ${world.exchange.id} and line % 2503 = 7`.execute(database.db);
  return found.rows.map(({ code }) => code);
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

const tracking = async (town: TestTown, held: readonly string[]): Promise<Figure> =>
  figure({ name: "a case by its code, p95", value: await p95(REQUESTS * 2, (turn) => read(town, `/api/v1/track/${held[turn % held.length] ?? ""}`)), unit: "ms", goal: 10, better: "lower" });

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
