import { deliveryDue, silenceEnds } from "../../approvals/case.js";
import type { LoadedCalendar, Recount } from "../../approvals/use-cases/recount.js";
import { inTransaction, type Tx } from "../../db/database.js";
import { must } from "../../kernel/result.js";
import { dayOf } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { jointsBehind, jointStepsOf, type JointRow } from "../queries.js";
import { holdJoint, type JointChange } from "../store.js";
import { BY_CLOCK, instantOf, jointClock, jointColumns, keyOf, rulesOfJoint, took } from "./base.js";
import { tellOfJoint } from "./tell.js";

/** What of a joint case’s days is another one by a calendar that knows more. Those of its members are cases’ own. */
async function moved(tx: Tx, world: World, row: JointRow, { dayKind }: LoadedCalendar): Promise<JointChange> {
  if (row.silence_at !== null) {
    const last = (await jointStepsOf(tx, keyOf(row))).findLast(({ step }) => step === "open" || step === "resubmit");
    const from = dayOf(instantOf(last?.made_at ?? row.received_at));
    return { silence_at: new Date(silenceEnds(freezeRules(from), from, dayKind).at) };
  }
  if (row.decided_at !== null) return { deliver_due: deliveryDue(rulesOfJoint(row), dayOf(instantOf(row.decided_at)), dayKind) };
  return row.accepted_on === null ? {} : jointColumns(row, await jointClock(tx, row), world.clock(), dayKind);
}

const isOther = (row: JointRow, change: JointChange): boolean => Object.entries(change).some(([column, value]) => {
  const before = row[column as keyof JointRow];
  return (value instanceof Date ? value.getTime() : value) !== (before instanceof Date ? before.getTime() : before);
});

/** Counts joint cases anew whose days ran into a year that is known now: acceptance by silence, due day, delivery. */
export const recountJoints: Recount = async (world, loaded, seen) => {
  let count = 0;
  for (const joint of await jointsBehind(world.db, world.exchange.id, seen)) {
    await inTransaction(world.db, async (tx) => {
      const row = await holdJoint(tx, world.exchange.id, joint);
      const change = row === null ? {} : await moved(tx, world, row, loaded);
      if (row === null || !isOther(row, change)) return;
      const [at, before] = [world.clock(), row.deliver_due ?? row.due_on];
      const after = change.deliver_due ?? change.due_on ?? before;
      must(await took(tx, row, { step: "recount", by: BY_CLOCK, at, words: { before, after, reason: `《${loaded.notice}》公布，期限重新计算。` }, change }));
      if (after !== before) await tellOfJoint(tx, world, row, "case-changed", at);
      count += 1;
    });
  }
  return count;
};
