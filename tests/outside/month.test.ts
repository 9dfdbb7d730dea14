import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/month/agree.js";
import { foundCity, type City } from "../support/month/city.js";
import { closeMonth, liveMonth } from "../support/month/run.js";

// A month of a city's money, by chance: exchange and bank are processes of their own, each is killed now and then, and in the end they have the same to the fen.
// MONTH_SEED gives another month, MONTH_EVENTS its size; ten thousand take some half an hour. Of a month that was asked for the exchange's errors are read too.
const [SEED, EVENTS] = [Number(process.env["MONTH_SEED"] ?? 2), Number(process.env["MONTH_EVENTS"] ?? 300)];
const ASKED = process.env["MONTH_EVENTS"] !== undefined;
const KILLS = Math.max(4, Math.round(EVENTS / 500));
/** A checkpoint that is cosigned while the clock leaps is turned down by the witness and cosigned again. */
const LEAPT = "\"code\":\"witness-clock\"";
/** What an error of the exchange says, with where in its own files it came from and what the database adds. */
function told(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string; code?: string; detail?: string; where?: string; stack?: string } };
  return [msg, err?.code, err?.message, err?.detail, err?.where, ...(err?.stack ?? "").split("\n").filter((each) => each.includes("/src/"))].filter((each) => each !== undefined).join(" | ");
}
let city: City;
beforeAll(async () => { city = await foundCity("2026-09-14T08:00:00+08:00"); }, 120_000);
afterAll(async () => { await city.stop(); });

test(`a month of ${String(EVENTS)} events reconciles to the fen after ${String(KILLS)} kills (MONTH_SEED=${String(SEED)})`, { timeout: 7_200_000 }, async () => {
  const month = await liveMonth(city, { seed: SEED, events: EVENTS, kills: KILLS });
  const until = await closeMonth(month);
  const found = await disagreements(month, until);
  console.log(JSON.stringify({ seed: SEED, events: month.events, refused: month.refused, unknown: month.unknown, until, counts: Object.fromEntries([...month.counts].toSorted(([one], [other]) => (one < other ? -1 : 1))) }, null, 1));
  expect(found, `MONTH_SEED=${String(SEED)}`).toEqual([]);
  if (ASKED) expect([...new Set(city.errors.filter((line) => !line.includes(LEAPT)).map(told))].slice(0, 20), `MONTH_SEED=${String(SEED)}`).toEqual([]);
});
