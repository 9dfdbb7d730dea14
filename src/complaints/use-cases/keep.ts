import { allOrNothing, eachInTurn } from "../../db/database.js";
import { must, ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { LIGHTS } from "../../treasury/due.js";
import type { World } from "../../world.js";
import { CLOCK_NAMES, running } from "../clocks.js";
import { complaintsToRemind } from "../queries.js";
import { changeComplaint, holdComplaint } from "../store.js";
import { clocksNow, remindAt, takeStep } from "./held.js";
import { tellOfClock } from "./tell.js";

/** Tells handlers of every clock whose light changed, keeps that it did, and notes when to look again. Lights stay in the history of a complaint. */
export async function keepComplaints(world: World): Promise<void> {
  const at = world.clock();
  await eachInTurn(await complaintsToRemind(world.db, world.exchange.id, new Date(at)), async (complaint) => must(await remindOf(world, complaint, at)));
}

const remindOf = (world: World, complaint: string, at: Instant): Promise<Result<true>> =>
  allOrNothing(world.db, async (tx): Promise<Result<true>> => {
    const row = await holdComplaint(tx, world.exchange.id, complaint);
    if (row?.remind_at == null || row.remind_at.getTime() > at) return ok(true);
    const lit = running(clocksNow(row, at)).filter(({ light }) => light !== "green");
    for (const { name, period, light } of lit) await tellOfClock(tx, world, row, { name, endsAt: period.endsAt, light }, at);
    if (lit.length === 0) {
      await changeComplaint(tx, row, { remind_at: remindAt(row, at) });
      return ok(true);
    }
    const note = lit.map(({ name, light, period }) => `${CLOCK_NAMES[name].zh} ${LIGHTS[light].zh} ${period.rolledDate}`).join("；");
    const taken = await takeStep(tx, world, row, { step: "light", by: "clock", at, note, facts: { clocks: lit.map(({ name, light, period }) => ({ clock: name, light, until: period.rolledDate })) } });
    return taken.ok ? ok(true) : taken;
  });
