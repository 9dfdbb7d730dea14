import { keepCases } from "../approvals/use-cases/keep.js";
import { eachInTurn, inTransaction } from "../db/database.js";
import { MINUTE_MS, plusMs, type Instant } from "../kernel/time.js";
import { lineOf } from "../lines/lines.js";
import { nextDue } from "../procedure/advance.js";
import type { DeadlineTimes } from "../procedure/procedure.js";
import { closeLot } from "../opening/use-cases/close.js";
import { startOrFail } from "../opening/use-cases/hall.js";
import { openPart } from "../opening/use-cases/open.js";
import { keepComplaints } from "../complaints/use-cases/keep.js";
import { keepJoints } from "../joint/use-cases/keep.js";
import { recountJoints } from "../joint/use-cases/recount.js";
import { deemWinner } from "../judging/use-cases/award.js";
import { proceedToPrice } from "../judging/use-cases/proceed.js";
import { endSuspension, nextSuspensionEnd } from "../objections/use-cases/lapse.js";
import { nextCollection } from "../questions/queries.js";
import { remind } from "./remind.js";
import { collectQuestions } from "../questions/use-cases/collect.js";
import { determinationEnds, isShutForGood } from "../tenders/facts.js";
import { saleOf } from "../tenders/entry.js";
import { scheduledFor } from "../tenders/schedule.js";
import { standingOf } from "../tenders/use-cases/move.js";
import { dueTenders, tenderById, type LotRow, type PartRow, type Tender } from "../tenders/queries.js";
import { holdTender, noteDue } from "../tenders/use-cases/hold.js";
import { issueTerms, startBidding, takeApplications } from "../tenders/use-cases/publish.js";
import { publishScheduled } from "../tenders/use-cases/schedule.js";
import { settleSales } from "../sales/use-cases/settle.js";
import type { World } from "../world.js";

/** Steps that one settling may take before it gives the turn to others; more only means that it is called again. */
const STEPS_MAX = 50;

/** One at a time a tender in this process; across processes every step decides again under its own lock. */
const turns = new Map<string, Promise<void>>();

/**
 * Makes every move of a tender that is due: by the clock, or because the exchange owes the next step of something a person
 * did. Each step reads Postgres, decides under a lock and can be made twice without harm, so a crash costs nothing.
 */
export async function settleTender(world: World, tenderId: string): Promise<void> {
  const key = `${world.exchange.id}/${tenderId}`;
  const mine = (turns.get(key) ?? Promise.resolve()).catch(() => undefined).then(() => settle(world, tenderId));
  turns.set(key, mine);
  try {
    await mine;
  } finally {
    if (turns.get(key) === mine) turns.delete(key);
  }
}

/** The same for somebody whose act is committed: a step that fails is no refusal of the act, and the queue takes it again. */
export async function settleAfterAct(world: World, tenderId: string): Promise<void> {
  try {
    await settleTender(world, tenderId);
  } catch (error) {
    world.log.error({ err: error, tender: tenderId }, "the next step failed and will be taken again");
  }
}

async function settle(world: World, tenderId: string): Promise<void> {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    await world.journal.flush();
    if (!(await step(world, tenderId))) break;
  }
  await noteNextDue(world, tenderId);
  await remind(world, tenderId, world.clock());
}

/** The first step that has something to do. A lot whose step fails keeps no other lot waiting; what failed is thrown when nothing else is left. */
async function step(world: World, tenderId: string): Promise<boolean> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender === null) return false;
  if (tender.row.published_at === null) return publishScheduled(world, tenderId, world.clock());
  if (await collectQuestions(world, tenderId, world.clock())) return true;
  if (await issueTerms(world, tenderId, world.clock())) return true;
  if (await takeApplications(world, tenderId, world.clock())) return true;
  if (await startBidding(world, tenderId, world.clock())) return true;
  return firstThatMoves(tender.lots, async ({ lot, stage }) => {
    for (const each of STEPS[stage] ?? []) if (await each(world, tenderId, lot)) return true;
    return false;
  });
}

/** Tries one after another until one moves. @throws what the first failure threw, if none did */
async function firstThatMoves<Item>(items: readonly Item[], move: (item: Item) => Promise<boolean>): Promise<boolean> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      if (await move(item)) return true;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return false;
}

type Step = (world: World, tenderId: string, lot: string) => Promise<boolean>;

const openParts: Step = async (world, tenderId, lot) => {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const releasing = tender?.parts.filter((part) => part.lot === lot && part.state === "releasing") ?? [];
  for (const { part } of releasing) if (await openPart(world, { tenderId, lot, part })) return true;
  return false;
};

/** What the exchange owes a lot at each stage. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  prequal_open: [closeLot], prequal_review: [closeLot, startOrFail, openParts], bidding: [closeLot], closed: [closeLot, startOrFail], opening: [openParts], evaluating: [proceedToPrice, openParts], evaluated: [deemWinner], suspended: [endSuspension],
};

/** A lot that could not be closed for want of witnesses is tried again this soon. */
const RETRY_MS = MINUTE_MS / 60;

async function noteNextDue(world: World, tenderId: string): Promise<void> {
  await inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    if (tender === null) return;
    const instants = [dueOf(tender, world.clock()), await nextSuspensionEnd(tx, world, tender), (await nextCollection(tx, world.exchange.id, tenderId))?.getTime() ?? null].filter((each) => each !== null);
    await noteDue(tx, world.exchange.id, tenderId, instants.length === 0 ? null : (Math.min(...instants) as Instant));
  });
}

/** The instants at which the clock moves a lot; the list of a part can be said to be wrong only until it is opened. */
function timesOf(tender: Tender, lot: LotRow, { deadline, objections_until: until, state }: PartRow): DeadlineTimes {
  const silence = determinationEnds(tender, lot);
  return {
    saleStarts: tender.form.saleFrom, bidsClose: deadline.getTime() as Instant, ...(until === null || state !== "closed" ? {} : { objectionEnds: until.getTime() as Instant }),
    ...(silence === null ? {} : { determinationEnds: silence }),
  };
}

/** The next instant at which the clock owes this tender something; null while it waits for people. */
export function dueOf(tender: Tender, now: Instant): Instant | null {
  const scheduled = scheduledFor(tender);
  if (scheduled !== null) return scheduled <= now ? plusMs(now, RETRY_MS) : scheduled;
  const instants = tender.lots.flatMap((lot) => {
    const parts = tender.parts.filter((part) => part.lot === lot.lot);
    const [first] = parts;
    if (first === undefined || tender.row.published_at === null) return [];
    if (isShutForGood(first, now)) return []; // only a published addendum moves it on
    const byLine = parts.some(({ disputed }) => disputed) ? null : nextDue(lineOf(tender.row.line), standingOf(lot), timesOf(tender, lot, first));
    const windows = parts.flatMap((part) => (part.state === "releasing" && part.window_until !== null ? [part.window_until.getTime() as Instant] : []));
    const opens = lot.stage === "prequal_open" && first.state === "draft" ? [saleOf(tender.form, "prequalification").saleFrom] : [];
    const all = [...opens, ...(byLine === null ? [] : [byLine.at]), ...windows];
    return all.map((at) => (at <= now ? plusMs(now, RETRY_MS) : at));
  });
  return instants.length === 0 ? null : (Math.min(...instants) as Instant);
}

/** Settles every tender that is due now; one that fails keeps none of the others waiting. @throws what the first failure threw, when all were tried */
export async function keepDeadlines(world: World): Promise<void> {
  const due = await dueTenders(world.db, world.exchange.id, new Date(world.clock()));
  const owed = [...due.map((tenderId) => () => settleTender(world, tenderId)), () => settleSales(world), () => keepCases(world, [recountJoints]), () => keepJoints(world), () => keepComplaints(world)];
  await eachInTurn(owed, (settleOne) => settleOne());
}
