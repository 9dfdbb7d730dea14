import { dayClass } from "../../../src/rules/calendar.js";
import { at, plusDays, type PlainDate } from "../../../src/kernel/time.js";
import { bankFails, bankIsBack, matterIsSettled } from "./bank.js";
import { chanceOf, type Chance } from "./chance.js";
import type { City } from "./city.js";
import { depositGoesBack, depositIsPaid, firmMoves, lotIsTerminated, tendersArePublished } from "./deposits.js";
import { billIsCancelled, billIsMade, billIsPaid, billIsRead, bookIsRefunded, creditIsReversed, feesAreCleared } from "./fees.js";
import { beginMonth, count, type Happening, type Month } from "./month.js";
import { budgetIsMade, paymentGoesOn, paymentIsAsked, supplierCloses, supplierSendsBack, treasuryClears } from "./treasury.js";

/** From a Monday to a Wednesday: a Sunday and a Saturday that are worked, Mid-Autumn and the week of National Day that are not. */
const [FIRST, LAST] = ["2026-09-14" as PlainDate, "2026-10-14" as PlainDate];
/** When something happens on a day; the cut-off of payments is at two, banks clear at five. */
const HOURS = ["09:20", "13:40", "16:30", "21:00"];
/** Happenings at once. */
const WIDTH = 6;
/** How often at rest days something happens, in a hundred of what happens at working days. */
const REST = 30;

export type Wanted = { readonly seed: number; readonly events: number; /** How often exchange and bank are killed. */ readonly kills: number };
type Turn = { readonly chance: Chance; readonly happening: Happening };

const WEIGHTS = { bill: 8, pay: 26, reverse: 4, refund: 6, read: 2, cancel: 1, clearFees: 1, ask: 9, goOn: 4, sendBack: 4, closeSupplier: 1, deposit: 12, terminate: 1, depositBack: 7, move: 1, fail: 5, settle: 8 } as const;
const happeningsOn = (today: PlainDate): Readonly<Record<keyof typeof WEIGHTS, Happening>> => ({
  bill: billIsMade(today), pay: billIsPaid, reverse: creditIsReversed, refund: bookIsRefunded, read: billIsRead, cancel: billIsCancelled, clearFees: feesAreCleared, ask: paymentIsAsked(today.slice(0, 7)), goOn: paymentGoesOn, sendBack: supplierSendsBack,
  closeSupplier: supplierCloses, deposit: depositIsPaid, terminate: lotIsTerminated, depositBack: depositGoesBack, move: firmMoves, fail: bankFails, settle: matterIsSettled,
});

/** A month of a city, day by day: what happens is chance, and so is when exchange and bank are killed. */
export async function liveMonth(city: City, wanted: Wanted): Promise<Month> {
  const month = beginMonth(city);
  await city.advance(`${FIRST}T09:00:00+08:00`);
  await budgetIsMade(month);
  await tendersArePublished(month, Math.max(1, Math.round(wanted.events / 2_500)));
  month.events = 0;
  const chance = chanceOf(wanted.seed);
  const shares = daysFrom(FIRST, LAST).flatMap((day) => HOURS.map((hour) => ({ day, hour, share: dayClass(day) === "WORK" ? 100 : REST })));
  const all = shares.reduce((sum, { share }) => sum + share, 0);
  const deaths = new Set(Array.from({ length: wanted.kills }, () => chance.below(shares.length)));
  let until = 0;
  for (const [place, { day, hour, share }] of shares.entries()) {
    await city.advance(`${day}T${hour}:00+08:00`);
    await bankIsBack(month);
    until += (wanted.events * share) / all;
    await live(month, { day, until, chance, dies: deaths.has(place) });
    if (hour === "16:30" && chance.in100(90)) await treasuryClears({ month, chance });
  }
  await bankIsBack(month);
  return month;
}

const daysFrom = (first: PlainDate, last: PlainDate): PlainDate[] => (first > last ? [] : [first, ...daysFrom(plusDays(first, 1), last)]);

type Hour = { readonly day: PlainDate; readonly until: number; readonly chance: Chance; readonly dies: boolean };
/** What happens in one hour, several things at once; in an hour in which somebody dies he does so in the middle of it. */
async function live(month: Month, { day, until, chance, dies }: Hour): Promise<void> {
  const happenings = happeningsOn(day);
  const next = (): Turn => ({ chance: chanceOf(chance.below(2 ** 31)), happening: happenings[chance.weighted(WEIGHTS)] });
  let toDie = dies;
  while (month.events < until || toDie) {
    const turns = Array.from({ length: WIDTH }, next);
    const lived = Promise.all(turns.map(({ happening, chance: own }) => happening({ month, chance: own })));
    const death = toDie ? die(month, chance) : Promise.resolve();
    toDie = false;
    await Promise.all([lived, death]);
  }
}

async function die(month: Month, chance: Chance): Promise<void> {
  const [which, ms] = [chance.in100(50) ? "exchange" as const : "bank" as const, chance.below(400)];
  await new Promise((done) => { setTimeout(done, ms); });
  count(month, `killed: ${which}`);
  await month.city.kill(which);
}

/** Lets everything that is under way come to its end: late words are told, orders settle, accounts are cleared, the last day's statement is there. */
export async function closeMonth(month: Month): Promise<PlainDate> {
  const { city } = month;
  const owner = city.database.as("owner");
  let day = plusDays(LAST, 1);
  for (let quiet = 0; quiet < 2; day = plusDays(day, 1)) {
    for (const hour of ["09:05", "12:00", "16:30", "18:00"]) {
      await owner.updateTable("bank_orders").set({ try_at: new Date(0) }).execute();
      await city.advance(`${day}T${hour}:00+08:00`);
      if (hour === "16:30") await treasuryClears({ month, chance: chanceOf(0) });
    }
    const underWay = await owner.selectFrom("bank_orders").select("number").where("state", "in", ["queued", "sent", "accepted"]).execute();
    quiet = dayClass(day) === "WORK" && underWay.length === 0 && (await city.state()).untold === 0 ? quiet + 1 : 0;
    if (at(`${day}T00:00:00+08:00`) > at("2026-11-10T00:00:00+08:00")) throw new RangeError(`the month does not come to an end: ${JSON.stringify(underWay.slice(0, 5))}, ${String((await city.state()).untold)} untold`);
  }
  await city.advance(`${day}T09:05:00+08:00`);
  return plusDays(day, -1);
}
