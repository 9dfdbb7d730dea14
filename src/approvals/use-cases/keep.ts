import { unitsOf } from "../../centre/queries.js";
import { eachInTurn, inTransaction } from "../../db/database.js";
import { startOf, dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { silentCases } from "../queries.js";
import { holdCase, turnLights } from "../store.js";
import { deemAccepted } from "./deem.js";
import { versionOf } from "./held.js";
import { keepCalendar, type Recount } from "./recount.js";
import { keepSupervisions, startClocks } from "./supervise.js";
import { lightReaders, tellLights } from "./tell.js";

/** Cases settled in one look; more come with the next. */
const AT_ONCE = 500;

/** Does what the clock owes cases: a year that is known now is counted, silence accepts, lights turn, a red one that nobody answers is told. Made twice it does nothing the second time. @param others what else a further year’s calendar moves */
export async function keepCases(world: World, others: readonly Recount[]): Promise<void> {
  const now = world.clock();
  const deemSilent = async (): Promise<void> => eachInTurn(await silentCases(world.db, world.exchange.id, new Date(now), AT_ONCE), (code) => deemOne(world, code, now));
  await keepCalendar(world, undefined, others); // first: what follows goes by the days it counts
  await eachInTurn<() => Promise<unknown>>([deemSilent, () => turnCaseLights(world, now), () => keepSupervisions(world, now)], (owed) => owed());
}

const deemOne = (world: World, code: string, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const row = await holdCase(tx, world.exchange.id, code);
    if (row?.silence_at == null || row.silence_at.getTime() > at) return;
    await deemAccepted(tx, world, { row, version: await versionOf(tx, row) }, at);
  });

/** Turns every light that is due and tells who has to know. @returns how many turned yellow and red */
export const turnCaseLights = (world: World, at: Instant): Promise<{ readonly yellow: number; readonly red: number }> =>
  inTransaction(world.db, async (tx) => {
    const readers = lightReaders(await unitsOf(tx, world.exchange.id));
    const turned = await turnLights(tx, world.exchange.id, new Date(at), readers);
    const of = (light: "yellow" | "red") => readers.filter(({ unit }) => turned.some((each) => each.unit === unit && each[light] > 0));
    const sums = { yellow: turned.reduce((sum, each) => sum + each.yellow, 0), red: turned.reduce((sum, each) => sum + each.red, 0) };
    const day = startOf(dayOf(at));
    if (sums.yellow > 0) await tellLights(tx, world, "yellow", { readers: of("yellow"), at: day });
    if (sums.red > 0) await tellLights(tx, world, "red", { readers: of("red"), at: day });
    if (sums.red > 0) await startClocks(tx, world);
    return sums;
  });
