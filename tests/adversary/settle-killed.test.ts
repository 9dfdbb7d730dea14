import { afterAll, beforeAll, expect, test } from "vitest";
import { at, rfc3339 } from "../../src/kernel/time.js";
import { bundled } from "../support/bundled.js";
import { killed, killedThroughout } from "../support/killing.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";

// A contest is over; the exchange is killed before each statement by which it is written into its sale: move, outcome, record and messages are there together or not at all.
let town: ContestTown;
let program: string;
let sale: string;

beforeAll(async () => {
  program = await bundled("settle-killed.ts");
  town = await contestTown("2026-08-17T09:00:00+08:00");
  const { listed, seated, offer, bank: { town: { world, movable } } } = town;
  sale = await listed({ reserve: false });
  await town.at("07T10:00:00");
  const [A] = [await seated(sale, "A"), await seated(sale, "B")];
  expect(await offer(sale, A, "12,500")).toBe("offered");
  await town.at("21T09:59:00");
  await movable?.set(at("2026-09-21T10:00:00+08:00"), true); // the contest ends, and nobody has looked at its sale yet
  await world.floor.keep();
}, 120_000);
afterAll(async () => { await town.stop(); });

const dies = (n: number): Promise<boolean> => {
  const { world, database, folder } = town.bank.town;
  const given = { url: database.url, folder, publicUrl: world.publicUrl, exchange: world.exchange, when: rfc3339(world.clock()), sale };
  return killed(town.bank.town, program, [String(n), JSON.stringify(given)]);
};

/** Everything that the end of a contest writes. */
async function stands() {
  const { db } = town.bank.town.world;
  const [lot] = await db.selectFrom("sale_lots").select(["stage"]).where("sale_id", "=", sale).execute();
  const rows = async (table: "sale_moves" | "sale_outcomes" | "notices") => Number((await db.selectFrom(table).select(({ fn }) => fn.countAll<string>().as("n")).where("sale_id", "=", sale).executeTakeFirstOrThrow()).n);
  return { stage: lot?.stage, moves: await rows("sale_moves"), outcomes: await rows("sale_outcomes"), notices: await rows("notices") };
}

test("killed before each statement of settling a deal nothing of it is there; come through, all of it is, once and for all", async () => {
  const before = await stands();
  expect(before).toMatchObject({ stage: "contest", outcomes: 0 });
  expect(await killedThroughout(dies, stands)).toBeGreaterThan(6);
  const after = { stage: "deal", moves: before.moves + 1, outcomes: 1, notices: before.notices + 1 };
  expect(await stands()).toEqual(after);
  expect(await dies(0)).toBe(false);
  expect(await stands(), "settled again").toEqual(after);
}, 300_000);
