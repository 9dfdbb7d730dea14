import { deliveryDue, wasInTime } from "../../approvals/case.js";
import { usedDays } from "../../approvals/clock.js";
import { byActor } from "../../approvals/use-cases/held.js";
import { concludeMember } from "../../approvals/use-cases/members.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { LEVELS } from "../../items/words.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { ResultLine } from "../../notices/joint-papers.js";
import type { World } from "../../world.js";
import type { JointDecisionGiven } from "../forms.js";
import { decideMerge, jointStep, MEMBER_STATES, memberState } from "../joint.js";
import { meetingsOf, officersOf } from "../queries.js";
import { changeMember } from "../store.js";
import { instantOf, jointClock, keyOf, memberIn, rulesOfJoint, took, unitName, type HeldJoint, type JointTaken } from "./base.js";
import { heldJoint, ownUnit } from "./held.js";
import { sealJoint } from "./papers.js";
import { again, versionFor } from "./share.js";
import { tellOfJoint } from "./tell.js";

/** The lead merges what the members said, once: from this instant on no opinion is taken. Who was silent is counted as the local rule has it. */
export const mergeOpinions = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members, units } = held.value;
    const stands = jointStep("merge", row.state);
    if (!stands.ok) return stands;
    const merged = decideMerge(members.map((each) => memberIn(units, each)), { silenceAgrees: row.silence_agrees, at });
    if (!merged.ok) return merged;
    const by = byActor(actor);
    const counted = members.map((each) => ({ each, state: memberState(memberIn(units, each), at) }));
    for (const { each, state } of counted) {
      await changeMember(tx, each, { counted: state });
      if (state === "silent" && each.code !== null) must(await concludeMember(tx, { exchangeId: row.exchange_id, code: each.code }, { step: "agree-by-silence", by, words: { joint } }, at));
    }
    return took(tx, row, { step: "merge", by, at, words: { outcome: merged.value, members: counted.map(({ each, state }) => ({ item: each.item, counted: state })) }, change: { merged_at: new Date(at), outcome: merged.value } });
  });

const REMEDIES = "对本决定不服的，可以自收到之日起六十日内申请行政复议，也可以自收到之日起六个月内提起行政诉讼。";

/** Whether the decision can be made: by the lead’s deputy head (level 4); over an objection after a joint meeting, with reasons and remedies. */
async function mayDecide(tx: Tx, actor: Actor, { row, members, units }: HeldJoint, given: JointDecisionGiven): Promise<Result<string | null>> {
  const objecting = members.find(({ counted }) => counted === "objected")?.unit;
  if (actor.role !== "deputy-head" || ownUnit(actor, units) !== row.unit) return refuse("decision-level", { level: LEVELS[4].zh, levelEn: LEVELS[4].en });
  const minutes = (await meetingsOf(tx, keyOf(row))).at(-1)?.number ?? null;
  if (objecting === undefined) return ok(minutes);
  if (minutes === null) return refuse("joint-meeting-wanted", { unit: unitName(units, objecting) });
  return given.reason === null || given.remedy === null ? refuse("refusal-unreasoned") : ok(minutes);
}

async function resultsOf(tx: Tx, { members, units }: HeldJoint, at: Instant): Promise<ResultLine[]> {
  return Promise.all(members.map(async (each) => {
    const version = await versionFor(tx, each, at);
    const granted = each.counted === "agreed" || each.counted === "silent";
    return { unit: unitName(units, each.unit), item: version.zh, result: each.counted === "silent" ? "逾期未答复，视为同意" : MEMBER_STATES[each.counted ?? "pending"].zh, words: each.words ?? "", document: each.document, yields: granted ? version.results.join("、") : "" };
  }));
}

/** Decides a joint case: one paper lists what every unit came to, and who answers for it. Law: 行政许可法 38. */
export const decideTogether = (world: World, actor: Actor, joint: string, given: JointDecisionGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.decide", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const stands = jointStep("decide", row.state);
    if (!stands.ok) return stands;
    const may = await mayDecide(tx, actor, held.value, given);
    if (!may.ok) return may;
    const [on, due] = [dayOf(at), row.due_on as PlainDate | null];
    const used = usedDays(await jointClock(tx, row), on);
    const deliverBy = deliveryDue(rulesOfJoint(row), on);
    const taken = await took(tx, row, { step: "decide", by: byActor(actor), at, words: given, change: { decided_at: new Date(at), used_days: used, in_time: due !== null && wasInTime({ dueOn: due, decidedOn: on }), deliver_due: deliverBy } });
    const now = await again(tx, held.value);
    const officers = (await officersOf(tx, keyOf(row))).flatMap(({ name, reason, confirmed_at }) => (confirmed_at === null ? [] : [{ name, reason, at: instantOf(confirmed_at) }]));
    await sealJoint(tx, world, now, {
      kind: "joint-result", mergedAt: instantOf(row.merged_at ?? new Date(at)), results: await resultsOf(tx, now, at), basis: given.basis, reason: given.reason, remedy: given.remedy ?? REMEDIES, minutes: may.value, usedDays: used, limit: row.limit_days, extended: row.extended_days, dueOn: due, deliverBy, officers,
    }, at);
    await tellOfJoint(tx, world, row, "case-decided", at);
    return taken;
  });
