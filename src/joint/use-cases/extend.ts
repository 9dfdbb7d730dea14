import { decideExtension } from "../../approvals/case.js";
import { byActor, type Stepped } from "../../approvals/use-cases/held.js";
import { extendMember } from "../../approvals/use-cases/members.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import type { JointExtensionGiven } from "../forms.js";
import { jointStep } from "../joint.js";
import { rulesOfJoint, took, unitName, type HeldJoint, type JointTaken } from "./base.js";
import { heldJoint } from "./held.js";
import { sealJoint } from "./papers.js";
import { recounted, versionFor } from "./share.js";
import { tellOfJoint } from "./tell.js";

/** Extends the time of the whole, once, before it is over, with the members that need the days too: by the head of the government, by a document; the applicant is told why. Law: 行政许可法 42(2) (SV-05). */
export const extendJoint = (world: World, actor: Actor, joint: string, given: JointExtensionGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.extend", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const stands = jointStep("extend", row.state);
    if (!stands.ok) return stands;
    if (actor.role !== "city-leader") return refuse("extension-government");
    const { days, reason, document } = given;
    const before = row.due_on as PlainDate | null;
    const fit = decideExtension(rulesOfJoint(row), { type: "joint", extended: row.extended_days, dueOn: before, days, on: dayOf(at) });
    if (!fit.ok) return fit;
    const by = byActor(actor);
    const names = await membersLonger(tx, held.value, given, by, at);
    if (!names.ok) return names;
    const change = { extended_days: days, ...(await recounted(tx, { ...row, extended_days: days }, at)) };
    const taken = await took(tx, row, { step: "extend", by, at, words: given, change });
    await sealJoint(tx, world, held.value, { kind: "joint-extension", days, reason, before: before ?? dayOf(at), dueOn: (change.due_on ?? before ?? dayOf(at)) as PlainDate, approvedBy: actor.name, document, items: names.value }, at);
    await tellOfJoint(tx, world, row, "case-changed", at);
    return taken;
  });

/** Gives the members that are named the same days, each of which is under way. @returns their items with their units */
async function membersLonger(tx: Tx, { row, members, units }: HeldJoint, { days, reason, document, items }: JointExtensionGiven, by: Stepped["by"], at: Instant): Promise<Result<string[]>> {
  const names: string[] = [];
  for (const item of new Set(items)) {
    const member = members.find((each) => each.item === item && each.opinion === null);
    if (member?.code == null) return refuse("joint-item-idle", { item });
    const longer = await extendMember(tx, { exchangeId: row.exchange_id, code: member.code }, { days, reason, document }, by, at);
    if (!longer.ok) return longer;
    names.push(`${(await versionFor(tx, member, at)).zh}（${unitName(units, member.unit)}）`);
  }
  return ok(names);
}
