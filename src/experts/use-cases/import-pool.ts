import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { newId } from "../../identity/use-cases/people.js";
import { hex } from "../../kernel/bytes.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { expertsByLookup } from "../queries/pool.js";
import { columnsOf, expertIn, mayStand, type NewExpert } from "../roster.js";
import { lookupsOf } from "./sealed-file.js";
import { breathe, rowsOf } from "./sheet.js";
import { insertExperts, insertExpertSteps } from "../store.js";
import { newRow, ringOf } from "./pool.js";

/** What becomes of a list: who was taken, and of each line that was not why. */
export type ImportReport = { readonly lines: number; readonly taken: number; readonly faults: readonly { readonly line: number; readonly refusal: Refusal }[] };
type Read = { readonly line: number; readonly said: NewExpert; readonly lookups: readonly [Uint8Array, ...Uint8Array[]] };

/** Rows of one statement. */
const AT_ONCE = 500;
/** Lines at fault that are told: whoever has more of them has the wrong file. */
const FAULTS_TOLD = 1_000;

/**
 * Takes a list of appointed experts into the pool, CSV or XLSX. Each line stands for itself: what is right is taken, what is wrong is told.
 * @param until the last day of their term
 * @param dry nothing is kept; the report says what would be
 */
export async function importPool(world: World, actor: Actor, { bytes, until, dry }: { readonly bytes: Uint8Array; readonly until: PlainDate; readonly dry: boolean }, at: Instant): Promise<Result<ImportReport>> {
  if (until < dayOf(at)) return refuse("pool-term-missing", { today: dayOf(at) });
  const sheet = await rowsOf(bytes);
  if (!sheet.ok) return sheet;
  const [heads, ...rows] = sheet.value;
  const columns = columnsOf(heads?.cells ?? []);
  if (!columns.ok) return columns;
  const faults: { line: number; refusal: Refusal }[] = [];
  const read: Read[] = [];
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (index % AT_ONCE === 0) await breathe();
    const line = lineRead(world, expertIn(row, columns.value, dayOf(at)), seen, dayOf(at));
    if ("refusal" in line) faults.push(line);
    else read.push(line);
  }
  return allOrNothing(world.db, async (tx) => {
    let taken = 0;
    for (let from = 0; from < read.length; from += AT_ONCE) {
      const known = await takeSome(tx, world, actor, { some: read.slice(from, from + AT_ONCE), until, dry }, at);
      faults.push(...known);
      taken += Math.min(AT_ONCE, read.length - from) - known.length;
    }
    faults.sort((left, right) => left.line - right.line);
    return ok({ lines: rows.length, taken, faults: faults.slice(0, FAULTS_TOLD) });
  });
}

/** A line that may be taken: read, qualified, and nobody who stands in an earlier line. */
function lineRead(world: World, line: ReturnType<typeof expertIn>, seen: Map<string, number>, today: PlainDate): Read | { readonly line: number; readonly refusal: Refusal } {
  if ("refusal" in line) return line;
  const may = mayStand(line.taken, today);
  if (!may.ok) return { line: line.line, refusal: may.refusal };
  const earlier = seen.get(line.taken.idNumber);
  if (earlier !== undefined) return { line: line.line, refusal: refuse("sheet-row-twice", { line: earlier }).refusal };
  seen.set(line.taken.idNumber, line.line);
  return { line: line.line, said: line.taken, lookups: lookupsOf(ringOf(world), line.taken.idNumber) };
}

type Some = { readonly some: readonly Read[]; readonly until: PlainDate; readonly dry: boolean };

/** @returns those who are in the pool already */
async function takeSome(tx: Tx, world: World, actor: Actor, { some, until, dry }: Some, at: Instant): Promise<{ line: number; refusal: Refusal }[]> {
  const there = new Map((await expertsByLookup(tx, world.exchange.id, some.flatMap(({ lookups }) => [...lookups]))).map(({ lookup, expert_id }) => [hex(lookup), expert_id]));
  const expertOf = ({ lookups }: Read): string | undefined => lookups.map((lookup) => there.get(hex(lookup))).find((expert) => expert !== undefined);
  const fresh = some.filter((each) => expertOf(each) === undefined).map(({ said }) => ({ expertId: newId("e", world.random), said }));
  if (!dry) {
    const made = await insertExperts(tx, fresh.map(({ expertId, said }) => newRow(world, { expertId, said, personId: null, state: "active", until }, at)));
    await insertExpertSteps(tx, fresh.filter(({ expertId }) => made.has(expertId)).map(({ expertId }) => ({ exchange_id: world.exchange.id, expert_id: expertId, number: 1, step: "import" as const, reason: null, until, made_by: actor.id, made_at: new Date(at) })));
  }
  return some.flatMap((each) => {
    const expert = expertOf(each);
    return expert === undefined ? [] : [{ line: each.line, refusal: refuse("expert-known", { expert }).refusal }];
  });
}
