import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, plusMs, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { cameAfter, checkHanded, decideAcceptance, decideNotice, isWaiting, seenOf, silenceEnds, stepTo, type Handed, type Point, type Seen } from "../case.js";
import { clockColumns } from "../columns.js";
import { caseByCode, materialsOf, stepsOf, type CaseRow } from "../queries.js";
import { route, type Complexity } from "../routing.js";
import { insertMaterials, insertMisconduct } from "../store.js";
import { keepMaterial, type File } from "./drafts.js";
import { openItem } from "./file.js";
import { byActor, byApplicant, heldCase, instantOf, maySee, personOf, takeStep, versionOf, type HeldCase, type Taken } from "./held.js";
import { mandateHeld } from "./mandates.js";
import { acceptanceSaid, sealCasePaper, WINDOW_SEAL } from "./papers.js";
import { tellApplicant, tellMisconduct } from "./tell.js";

/** What the last notice of corrections named, and what there was then; null where there was none. */
async function lastNotice(tx: Tx, row: CaseRow): Promise<{ readonly points: readonly Point[]; readonly seen: Seen } | null> {
  const told = (await stepsOf(tx, row.exchange_id, row.code)).findLast(({ step }) => step === "notify");
  return told === undefined ? null : (told.words as { readonly points: readonly Point[]; readonly seen: Seen });
}

const handedIn = async (tx: Tx, row: CaseRow): Promise<Handed[]> => (await materialsOf(tx, row.exchange_id, row.code)).map(({ material, serial }) => ({ material, serial }));

/** The seal that goes on what somebody of the window does: a chief representative's own, by a mandate that covers it. */
async function windowSeal(tx: Tx, actor: Actor, row: CaseRow, at: Instant): Promise<Result<string>> {
  if (actor.role !== "chief-representative") return ok(WINDOW_SEAL);
  const mandate = await mandateHeld(tx, actor, { row, power: "review", at });
  return mandate.ok ? ok(mandate.value.seal) : mandate;
}

/** Brings a case that waits under the version of its item that is in force now, with what makes it harder. */
export async function frozen(tx: Tx, world: World, { row }: HeldCase, flags: readonly Complexity[], at: Instant): Promise<Result<HeldCase>> {
  const version = await openItem(tx, world, row.item, at);
  if (!version.ok) return version;
  const { version: number, caseType, promisedLimitWD } = version.value;
  return ok({ version: version.value, row: { ...row, item_version: number, case_type: caseType, limit_days: promisedLimitWD, flags: [...flags], level: route(version.value, flags).level } });
}

/** What acceptance changes of a case: its version is frozen and its clock begins. @param on the day it is accepted */
export function acceptedColumns(row: CaseRow, at: Instant) {
  const on = dayOf(at);
  const { item_version, case_type, limit_days, flags, level } = row;
  return { item_version, case_type, limit_days, flags, level, silence_at: null, accepted_on: on, ...clockColumns(freezeRules(on), { acceptedOn: on, limit: limit_days, pauses: [] }, { light: "green", at }) };
}

/** Accepts a case: nothing that must be there is missing. Its notice is sealed. Law: 行政许可法 32(5). */
export const acceptCase = (world: World, actor: Actor, code: string, { flags }: { readonly flags: readonly Complexity[] }, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const step = stepTo("accept", held.value.row.state);
    if (!step.ok) return step;
    const seal = await windowSeal(tx, actor, held.value.row, at);
    if (!seal.ok) return seal;
    const fixed = await frozen(tx, world, held.value, flags, at);
    if (!fixed.ok) return fixed;
    const complete = decideAcceptance(fixed.value.version.materials, await handedIn(tx, held.value.row));
    if (!complete.ok) return complete;
    const change = acceptedColumns(fixed.value.row, at);
    const taken = await takeStep(tx, held.value.row, { step: "accept", by: byActor(actor), at, change });
    const row = { ...fixed.value.row, ...change };
    await sealCasePaper(tx, world, { row, version: fixed.value.version, said: acceptanceSaid(row, fixed.value.version, false), seal: seal.value }, at);
    await tellApplicant(tx, world, row, "case-accepted", at);
    return taken;
  });

/** Tells at once all that is to be corrected. A second notice for what the first could have had is refused, and written down as misconduct. Law: 行政许可法 32(4). */
export async function notifyCorrections(world: World, actor: Actor, code: string, points: readonly Point[], at: Instant): Promise<Result<Taken>> {
  const noticed = await allOrNothing(world.db, (tx) => notified(tx, world, actor, { code, points, at }));
  if (!noticed.ok && noticed.refusal.code === "correction-twice") {
    await inTransaction(world.db, async (tx) => {
      await insertMisconduct(tx, { exchange_id: world.exchange.id, code, kind: noticed.refusal.code, facts: noticed.refusal.facts, made_by: actor.id, person: personOf(actor), made_at: new Date(at) });
      await tellMisconduct(tx, world, at);
    });
  }
  return noticed;
}

async function notified(tx: Tx, world: World, actor: Actor, { code, points, at }: { readonly code: string; readonly points: readonly Point[]; readonly at: Instant }): Promise<Result<Taken>> {
  const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
  if (!held.ok) return held;
  const { row, version } = held.value;
  if (!isWaiting(row.state) || row.silence_at === null) return takeStep(tx, row, { step: "notify", by: byActor(actor), at });
  const seal = await windowSeal(tx, actor, row, at);
  if (!seal.ok) return seal;
  const ends = instantOf(row.silence_at);
  const handed = await handedIn(tx, row);
  const fit = decideNotice({ wanted: version.materials, handed, points, seen: (await lastNotice(tx, row))?.seen ?? null, ends, at });
  if (!fit.ok) return fit;
  const taken = await takeStep(tx, row, { step: "notify", by: byActor(actor), at, words: { points, seen: seenOf(handed) }, change: { silence_at: null, noticed_at: new Date(at) } });
  const named = points.map((each) => { const of = version.materials.find(({ id }) => id === each.material); return { ...each, material: of?.zh ?? each.material, sample: of?.sample ?? null }; });
  await sealCasePaper(tx, world, { row, version, said: { kind: "case-corrections", points: named, until: dayOf(plusMs(ends, -1)) }, seal: seal.value }, at);
  await tellApplicant(tx, world, row, "case-corrections", at);
  return taken;
}

/** Says that a case is not accepted, why, and what can be done about it. Law: 行政许可法 32(1), (2). */
export const turnAway = (world: World, actor: Actor, code: string, said: { readonly reason: string; readonly remedy: string }, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    const seal = await windowSeal(tx, actor, row, at);
    if (!seal.ok) return seal;
    const taken = await takeStep(tx, row, { step: "turn-away", by: byActor(actor), at, words: said, change: { silence_at: null } });
    if (!taken.ok) return taken;
    await sealCasePaper(tx, world, { row, version, said: { kind: "case-rejection", ...said }, seal: seal.value }, at);
    await tellApplicant(tx, world, row, "case-decided", at);
    return taken;
  });

/** Hands in a material by its file: of a case that is to be corrected or only filed in advance, or in the place of one after acceptance, which is written down as such. */
export async function handIn(world: World, actor: Actor, code: string, file: File, at: Instant): Promise<Result<Taken>> {
  const row = await caseByCode(world.db, world.exchange.id, code);
  if (row === null || !(await maySee(world.db, world, actor, row))) return refuse("not-found", { what: code });
  const kept = await keepMaterial(world, (await versionOf(world.db, row)).materials, file);
  if (!kept.ok) return kept;
  return allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.file", code, at });
    if (!held.ok) return held;
    const own = byApplicant(actor, held.value.row);
    return own.ok ? handedOver(tx, actor, held.value.row, [kept.value], at) : own;
  });
}

type Brought = { readonly material: string; readonly name: string; readonly sha256: string | null; readonly size: number };

async function handedOver(tx: Tx, actor: Actor, row: CaseRow, brought: readonly Brought[], at: Instant): Promise<Result<Taken>> {
  const before = await materialsOf(tx, row.exchange_id, row.code);
  const serial = (material: string): number => before.filter((each) => each.material === material).length + 1;
  await insertMaterials(tx, brought.map((each) => ({ exchange_id: row.exchange_id, code: row.code, material: each.material, serial: serial(each.material), name: each.name, sha256: each.sha256, size: String(each.size), made_by: actor.id, made_at: new Date(at) })));
  if (row.state === "pre-filed" || row.state === "correcting") return ok({ code: row.code, state: row.state });
  return takeStep(tx, row, { step: "replace", by: byActor(actor), at, words: { materials: brought.map(({ material }) => material) } });
}

/** Papers that somebody brings to the window for a case that is to be corrected: a trip of his. */
export const handOver = (world: World, actor: Actor, code: string, materials: readonly string[], at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    const brought = materials.map((material) => ({ material, name: "", sha256: null, size: 0 }));
    const fit = checkHanded(version.materials, brought);
    if (!fit.ok) return fit;
    const handed = await handedOver(tx, actor, row, brought, at);
    if (!handed.ok || row.state !== "correcting") return handed;
    return resubmitted(tx, actor, { ...row, trips: row.trips + 1 }, version.materials, at);
  });

/** The applicant says that all he was told is corrected: it is looked at again, in as many days. */
export const resubmit = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.file", code, at });
    if (!held.ok) return held;
    const own = byApplicant(actor, held.value.row);
    return own.ok ? resubmitted(tx, actor, held.value.row, held.value.version.materials, at) : own;
  });

async function resubmitted(tx: Tx, actor: Actor, row: CaseRow, wanted: readonly { readonly id: string; readonly zh: string; readonly en: string }[], at: Instant): Promise<Result<Taken>> {
  const handed = await handedIn(tx, row);
  const told = await lastNotice(tx, row);
  const left = told?.points.map(({ material }) => material).find((material) => !cameAfter(told.seen, handed, material));
  const named = wanted.find(({ id }) => id === left);
  if (left !== undefined) return refuse("correction-left", { material: named?.zh ?? left, materialEn: named?.en ?? left });
  const ends = silenceEnds(freezeRules(dayOf(at)), dayOf(at));
  return takeStep(tx, row, { step: "resubmit", by: byActor(actor), at, change: { received_at: new Date(at), silence_at: new Date(ends.at), trips: row.trips } });
}
