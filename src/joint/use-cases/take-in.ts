import { cameAfter, checkHanded, decideAcceptance, decideNotice, seenOf, type Handed, type Point, type Seen, silenceEnds } from "../../approvals/case.js";
import { keepMaterial, type File } from "../../approvals/use-cases/drafts.js";
import { byActor, type Stepped } from "../../approvals/use-cases/held.js";
import { endMember } from "../../approvals/use-cases/members.js";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, plusMs, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import type { NeedsGiven } from "../forms.js";
import { jointStep } from "../joint.js";
import { jointBy, jointMaterialsOf, jointPausesOf, jointStepsOf, needsOf, type JointRow, type MemberRow, type NeedRow } from "../queries.js";
import { endJointPause, holdJoint, insertJointMaterials, insertJointStep, insertNeeds } from "../store.js";
import { sharedFor, unitOfItem, wantedOf } from "../template.js";
import { instantOf, keyOf, templateOf, took, unitName, type HeldJoint, type JointTaken } from "./base.js";
import { onPaper } from "./file.js";
import { heldJoint, isLead, isOwner, ownUnit } from "./held.js";
import { sealJoint } from "./papers.js";
import { acceptAndShare } from "./share.js";
import { tellJointMisconduct, tellOfJoint } from "./tell.js";

type Db = Parameters<typeof jointBy>[0];
const handedIn = async (db: Db, row: JointRow): Promise<Handed[]> => (await jointMaterialsOf(db, keyOf(row))).map(({ material, serial }) => ({ material, serial }));
/** What the last merged notice named, what there was then, and how many needs it took up; null where there was none. */
async function lastNotice(db: Db, row: JointRow): Promise<{ readonly points: readonly Point[]; readonly seen: Seen; readonly needs: number } | null> {
  const told = (await jointStepsOf(db, keyOf(row))).findLast(({ step }) => step === "notify");
  return told === undefined ? null : (told.words as { readonly points: readonly Point[]; readonly seen: Seen; readonly needs: number });
}
const named = (row: JointRow, id: string) => templateOf(row).materials.find((each) => each.id === id) ?? { zh: id, en: id };

/** A unit says all that it needs corrected, for the one notice. After that notice it asks only about what came since: asking again is refused, and written down as misconduct. */
export async function sayNeeds(world: World, actor: Actor, joint: string, given: NeedsGiven, at: Instant): Promise<Result<JointTaken>> {
  const said = await allOrNothing(world.db, (tx) => needed(tx, world, actor, { joint, given, at }));
  if (!said.ok && said.refusal.code === "correction-twice") {
    const { facts } = said.refusal;
    await inTransaction(world.db, async (tx) => {
      const row = await holdJoint(tx, world.exchange.id, joint);
      if (row === null) return;
      const by = byActor(actor);
      await insertJointStep(tx, { exchange_id: row.exchange_id, joint, step: "misconduct", state: row.state, unit: unitOfItem(given.item), words: { item: given.item, ...facts }, made_by: by.id, person: by.person, made_at: new Date(at) });
      await tellJointMisconduct(tx, world, at);
    });
  }
  return said;
}

/** The member that somebody says something for: his own unit’s, or at the lead’s window any. */
function memberFor(actor: Actor, { row, members, units }: HeldJoint, item: string): MemberRow | null {
  const member = members.find((each) => each.item === item);
  return member !== undefined && (isLead(actor, row, units) || member.unit === ownUnit(actor, units)) ? member : null;
}

async function needed(tx: Tx, world: World, actor: Actor, { joint, given, at }: { readonly joint: string; readonly given: NeedsGiven; readonly at: Instant }): Promise<Result<JointTaken>> {
  const held = await heldJoint(tx, world, actor, { action: "joint.answer", joint, side: "any", at });
  if (!held.ok) return held;
  const { row } = held.value;
  const member = memberFor(actor, held.value, given.item);
  if (member === null) return refuse("case-unit", { unit: given.item });
  const stands = jointStep("need", row.state);
  if (!stands.ok) return stands;
  const [handed, told, before] = [await handedIn(tx, row), await lastNotice(tx, row), await needsOf(tx, keyOf(row))];
  const own = sharedFor(templateOf(row), member.item).map(({ id }) => id);
  const strange = given.points.find(({ material }) => !own.includes(material));
  if (strange !== undefined) return refuse("material-unknown", { material: strange.material });
  const stale = told === null ? undefined : given.points.find(({ material }) => !cameAfter(told.seen, handed, material));
  if (stale !== undefined) return refuse("correction-twice", { material: named(row, stale.material).zh, materialEn: named(row, stale.material).en });
  await insertNeeds(tx, given.points.map((point, place) => ({ exchange_id: row.exchange_id, joint, serial: before.length + place + 1, item: member.item, ...point, made_by: actor.id, made_at: new Date(at) })));
  return took(tx, row, { step: "need", by: byActor(actor), at, unit: member.unit, words: { item: member.item, points: given.points } });
}

/** Needs that no notice took up yet. */
const openNeeds = (all: readonly NeedRow[], told: { readonly needs: number } | null): readonly NeedRow[] => all.slice(told?.needs ?? 0);

/** One notice tells at once what all units need: what is missing is in it, in time. Law: 行政许可法 32(4). */
export const notifyTogether = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members, units } = held.value;
    const stands = jointStep("notify", row.state);
    if (!stands.ok) return stands;
    const [handed, told, all] = [await handedIn(tx, row), await lastNotice(tx, row), await needsOf(tx, keyOf(row))];
    const open = openNeeds(all, told);
    if (open.length === 0) return refuse("joint-no-needs");
    const points = open.map(({ material, what, standard }) => ({ material, what, standard }));
    const ends = instantOf(row.silence_at ?? row.received_at);
    const fit = decideNotice({ wanted: wantedOf(templateOf(row)), handed, points, seen: told?.seen ?? null, ends, at });
    if (!fit.ok) return fit;
    const taken = await took(tx, row, { step: "notify", by: byActor(actor), at, words: { points, seen: seenOf(handed), needs: all.length }, change: { silence_at: null } });
    const lines = open.map((each) => ({ material: named(row, each.material).zh, unit: unitName(units, members.find(({ item }) => item === each.item)?.unit ?? each.item), what: each.what, standard: each.standard }));
    const silent = [...new Set(members.filter(({ item }) => !open.some((each) => each.item === item)).map(({ unit }) => unitName(units, unit)))];
    await sealJoint(tx, world, held.value, { kind: "joint-corrections", points: lines, silent, until: dayOf(plusMs(ends, -1)) }, at);
    await tellOfJoint(tx, world, row, "case-corrections", at);
    return taken;
  });

/** Hands in a material that is to be corrected, once for all units. */
export async function handInTogether(world: World, actor: Actor, joint: string, file: File, at: Instant): Promise<Result<JointTaken>> {
  const row = await jointBy(world.db, { exchangeId: world.exchange.id, joint });
  if (row === null || !isOwner(actor, row)) return refuse("not-found", { what: joint });
  const kept = await keepMaterial(world, wantedOf(templateOf(row)), file);
  if (!kept.ok) return kept;
  return allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.file", joint, side: "applicant", at });
    if (!held.ok) return held;
    const before = (await jointMaterialsOf(tx, keyOf(held.value.row))).filter(({ material }) => material === file.material).length;
    const taken = await took(tx, held.value.row, { step: "replace", by: byActor(actor), at, words: { material: file.material } });
    if (taken.ok) await insertJointMaterials(tx, [{ exchange_id: row.exchange_id, joint, material: file.material, serial: before + 1, name: kept.value.name, sha256: kept.value.sha256, size: String(kept.value.size), made_by: actor.id, made_at: new Date(at) }]);
    return taken;
  });
}

/** Papers that somebody brings to the lead’s window for a case that is to be corrected: all that was told comes at once, and the case goes on. */
export const handOverPapers = (world: World, actor: Actor, joint: string, materials: readonly string[], at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row } = held.value;
    const brought = materials.map(onPaper);
    const fit = checkHanded(wantedOf(templateOf(row)), brought);
    if (!fit.ok) return fit;
    const before = await jointMaterialsOf(tx, keyOf(row));
    const taken = await took(tx, row, { step: "replace", by: byActor(actor), at, words: { materials } });
    if (!taken.ok) return taken;
    await insertJointMaterials(tx, brought.map(({ material, name, sha256, size }) => ({ exchange_id: row.exchange_id, joint, material, serial: before.filter((each) => each.material === material).length + 1, name, sha256, size: String(size), made_by: actor.id, made_at: new Date(at) })));
    return resubmitted(tx, row, byActor(actor), at);
  });

/** The applicant says that all he was told is corrected: it is looked at again, in as many days. */
export const resubmitTogether = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.file", joint, side: "applicant", at });
    if (!held.ok) return held;
    return resubmitted(tx, held.value.row, byActor(actor), at);
  });

async function resubmitted(tx: Tx, row: JointRow, by: Stepped["by"], at: Instant): Promise<Result<JointTaken>> {
  const [handed, told] = [await handedIn(tx, row), await lastNotice(tx, row)];
  const left = told?.points.map(({ material }) => material).find((material) => !cameAfter(told.seen, handed, material));
  if (left !== undefined && row.state === "correcting") return refuse("correction-left", { material: named(row, left).zh, materialEn: named(row, left).en });
  return took(tx, row, { step: "resubmit", by, at, change: { silence_at: new Date(silenceEnds(freezeRules(dayOf(at)), dayOf(at)).at) } });
}

/** Accepts a joint case at the lead’s window, once for all units (一头受理): nothing is missing, and nothing a unit needs is left untold. */
export const acceptTogether = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const { row, members, units } = held.value;
    const stands = jointStep("accept", row.state);
    if (!stands.ok) return stands;
    const complete = decideAcceptance(wantedOf(templateOf(row)), await handedIn(tx, row));
    if (!complete.ok) return complete;
    const [open] = openNeeds(await needsOf(tx, keyOf(row)), await lastNotice(tx, row));
    if (open !== undefined) return refuse("joint-needs-open", { unit: unitName(units, members.find(({ item }) => item === open.item)?.unit ?? open.item), material: named(row, open.material).zh, materialEn: named(row, open.material).en });
    return acceptAndShare(tx, world, held.value, { by: byActor(actor), bySilence: false }, at);
  });

/** Says that a joint case is not accepted, why, and what can be done about it. */
export const turnAwayTogether = (world: World, actor: Actor, joint: string, said: { readonly reason: string; readonly remedy: string }, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "case.handle", joint, side: "lead", at });
    if (!held.ok) return held;
    const taken = await took(tx, held.value.row, { step: "turn-away", by: byActor(actor), at, words: said, change: { silence_at: null } });
    if (!taken.ok) return taken;
    await sealJoint(tx, world, held.value, { kind: "joint-rejection", ...said }, at);
    await tellOfJoint(tx, world, held.value.row, "case-decided", at);
    return taken;
  });

/** The applicant takes a joint case back before it is merged; the cases of its members end with it. */
export const withdrawTogether = (world: World, actor: Actor, joint: string, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldJoint(tx, world, actor, { action: "joint.withdraw", joint, side: "applicant", at });
    if (!held.ok) return held;
    const taken = await took(tx, held.value.row, { step: "withdraw", by: byActor(actor), at, change: { silence_at: null, red_at: null } });
    return taken.ok ? lapsed(tx, held.value, { taken: taken.value, actor, at }) : taken;
  });

async function lapsed(tx: Tx, { row, members }: HeldJoint, { taken, actor, at }: { readonly taken: JointTaken; readonly actor: Actor; readonly at: Instant }): Promise<Result<JointTaken>> {
  const key = keyOf(row);
  if ((await jointPausesOf(tx, key)).some(({ until_at }) => until_at === null)) await endJointPause(tx, row, new Date(at), "申请人撤回");
  for (const { code } of members) if (code !== null) must(await endMember(tx, { exchangeId: key.exchangeId, code }, "lapse", byActor(actor), at));
  return ok(taken);
}
