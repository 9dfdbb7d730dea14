import { itemInForce, itemVersion } from "../../items/queries.js";
import type { KeptVersion } from "../../items/item.js";
import { openMember, type SharedFile } from "../../approvals/use-cases/members.js";
import type { Stepped } from "../../approvals/use-cases/held.js";
import type { Tx } from "../../db/database.js";
import { canonical } from "../../kernel/canonical-json.js";
import { must, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { MemberLine } from "../../notices/joint-papers.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { readForm } from "../forms.js";
import { isWaiting, nextStage } from "../joint.js";
import { jointBy, jointMaterialsOf, membersOf, type JointRow, type MemberRow } from "../queries.js";
import { changeJoint, changeMember } from "../store.js";
import { sharedFor } from "../template.js";
import { BY_CLOCK, instantOf, jointClock, jointColumns, keyOf, memberIn, templateOf, took, unitName, type HeldJoint, type JointTaken } from "./base.js";
import { currentFiles, sealJoint } from "./papers.js";
import { tellOfJoint, tellRed, tellShared } from "./tell.js";

/** The held case as its rows are now. */
export async function again(tx: Tx, held: HeldJoint): Promise<HeldJoint> {
  const [row, members] = [await jointBy(tx, keyOf(held.row)), await membersOf(tx, keyOf(held.row))];
  return { ...held, row: row ?? held.row, members };
}

/** The version of a member’s item that its part goes by: the one in force, or the one it was applied for under. @throws {RangeError} if the registry lost it */
export async function versionFor(tx: Parameters<typeof itemInForce>[0], { exchange_id, item, item_version }: Pick<MemberRow, "exchange_id" | "item" | "item_version">, at: Instant): Promise<KeptVersion> {
  const version = (await itemInForce(tx, exchange_id, item, dayOf(at))) ?? (await itemVersion(tx, exchange_id, item, item_version));
  if (version === null) throw new RangeError(`no version ${String(item_version)} of ${item}`);
  return version;
}

/** What a member’s case begins with: the one form in the place of its own, what was handed in once, and what an earlier stage yielded; all by their hashes. */
function filesFor(row: JointRow, { item }: MemberRow, members: readonly MemberRow[], files: ReturnType<typeof currentFiles>): SharedFile[] {
  const template = templateOf(row);
  const form = canonical({ v: "joint-form/1", joint: row.joint, form: readForm(row.form) });
  const byForm = template.byForm.flatMap(([of, material]): SharedFile[] => (of === item ? [{ material, name: "一张表", sha256: sha256Hex(form), size: form.length }] : []));
  const shared = sharedFor(template, item).flatMap(({ id, as }): SharedFile[] => files.filter(({ material }) => material === id).map(({ name, sha256, size }) => ({ material: as, name, sha256, size: Number(size) })));
  const yielded = template.yielded.flatMap(({ material: [of, material], from }): SharedFile[] => {
    const earlier = members.find((each) => each.item === from);
    if (of !== item || earlier === undefined) return [];
    const bytes = canonical({ v: "joint-opinion/1", joint: row.joint, item: from, opinion: earlier.opinion, words: earlier.words, document: earlier.document });
    return [{ material, name: earlier.document ?? `${from}办理结果`, sha256: sha256Hex(bytes), size: bytes.length }];
  });
  return [...byForm, ...shared, ...yielded];
}

/** Begins a stage: each of its members gets a case of its own at one instant, with the shared materials. */
async function openStage(tx: Tx, world: World, { row, members, units }: HeldJoint, { stage, by }: { readonly stage: number; readonly by: Stepped["by"] }, at: Instant): Promise<void> {
  const files = currentFiles(await jointMaterialsOf(tx, keyOf(row)));
  const { applicant, applicant_uscc, applicant_name, phone, subject, source, joint } = row;
  for (const member of members.filter((each) => each.stage === stage)) {
    const version = await versionFor(tx, member, at);
    const code = await openMember(tx, world, { applicant, applicant_uscc, applicant_name, phone, subject, source, joint, version, limit: member.days, receivedAt: row.received_at, materials: filesFor(row, member, members, files) }, by, at);
    await changeMember(tx, member, { code, item_version: version.version });
  }
  await changeJoint(tx, row, { stage });
  must(await took(tx, row, { step: "share", by, at, words: { stage, units: [...new Set(members.filter((each) => each.stage === stage).map(({ unit }) => unitName(units, unit)))], materials: files.length } }));
  await tellShared(tx, world, at);
}

/** Begins the next stage where nobody of those before holds it up. */
export async function advance(tx: Tx, world: World, held: HeldJoint, by: Stepped["by"], at: Instant): Promise<void> {
  const now = await again(tx, held);
  const stage = nextStage(now.members.map((each) => memberIn(now.units, each)), { stage: now.row.stage, silenceAgrees: now.row.silence_agrees, at });
  if (stage !== null) await openStage(tx, world, now, { stage, by }, at);
}

/** The members of a joint case as its papers list them. */
export const memberLines = (tx: Tx, { row, members, units }: HeldJoint, at: Instant): Promise<MemberLine[]> =>
  Promise.all(members.map(async (each) => ({ unit: unitName(units, each.unit), item: (await versionFor(tx, each, at)).zh, stage: templateOf(row).stages[each.stage - 1]?.zh ?? String(each.stage), days: each.days })));

/** Accepts a joint case and shares its materials at once with all members of the first stage. By silence it is accepted from the day its papers came. Law: 行政许可法 32. */
export async function acceptAndShare(tx: Tx, world: World, held: HeldJoint, { by, bySilence }: { readonly by: Stepped["by"]; readonly bySilence: boolean }, at: Instant): Promise<Result<JointTaken>> {
  const { row } = held;
  const acceptedOn = dayOf(bySilence ? instantOf(row.received_at) : at);
  const change = { silence_at: null, accepted_on: acceptedOn, ...jointColumns(row, { acceptedOn, limit: row.limit_days, pauses: [] }, at) };
  const taken = await took(tx, row, { step: bySilence ? "deem" : "accept", by, at, change });
  if (!taken.ok) return taken;
  const now: HeldJoint = { ...held, row: { ...row, ...change, state: taken.value.state } };
  await openStage(tx, world, now, { stage: 1, by }, at);
  await sealJoint(tx, world, now, { kind: "joint-acceptance", acceptedOn, limit: row.limit_days, before: templateOf(row).before, dueOn: (change.due_on ?? acceptedOn) as PlainDate, provisional: change.provisional, bySilence, silenceAgrees: row.silence_agrees, members: await memberLines(tx, held, at) }, at);
  await tellOfJoint(tx, world, now.row, "case-accepted", at);
  return taken;
}

/** Writes down each member whose time is over without a word: a red light that stays, whatever comes later. @returns whether any was */
async function noteSilence(tx: Tx, { row, members }: HeldJoint, at: Instant): Promise<boolean> {
  const silent = row.state === "shared" ? members.filter(({ opinion, silent_at, red_at }) => opinion === null && silent_at === null && red_at !== null && instantOf(red_at) <= at) : [];
  for (const each of silent) {
    await changeMember(tx, each, { silent_at: each.red_at });
    must(await took(tx, row, { step: "silent", by: BY_CLOCK, at, unit: each.unit, words: { item: each.item, code: each.code, consents: row.silence_agrees } }));
  }
  return silent.length > 0;
}

async function noteOverdue(tx: Tx, { row }: HeldJoint, at: Instant): Promise<boolean> {
  const { red_at: red, overdue_at: noted, decided_at: decided } = row;
  if (red === null || noted !== null || decided !== null || instantOf(red) > at || !(row.state === "shared" || row.state === "merged")) return false;
  return (await took(tx, row, { step: "overdue", by: BY_CLOCK, at, words: { due: row.due_on }, change: { overdue_at: red } })).ok;
}

/** Does what the clock owes a held joint case: silence accepts it, a silent member and the overdue whole are written down, a stage that silence completes is followed by the next. */
export async function settleJoint(tx: Tx, world: World, held: HeldJoint, at: Instant): Promise<HeldJoint> {
  const isDeemed = isWaiting(held.row.state) && held.row.silence_at !== null && instantOf(held.row.silence_at) <= at;
  if (isDeemed) must(await acceptAndShare(tx, world, held, { by: BY_CLOCK, bySilence: true }, at));
  const now = isDeemed ? await again(tx, held) : held;
  const reds = [await noteSilence(tx, now, at), await noteOverdue(tx, now, at)];
  if (reds[0] === true) await advance(tx, world, now, BY_CLOCK, at);
  if (!reds.includes(true)) return now;
  await tellRed(tx, world, at);
  return again(tx, now);
}

/** What a joint case’s own clock comes to after something changed it. */
export const recounted = async (tx: Tx, row: JointRow, at: Instant): Promise<Pick<JointRow, "due_on" | "provisional" | "red_at">> => jointColumns(row, await jointClock(tx, row), at);
