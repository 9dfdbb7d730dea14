import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { LEVELS } from "../../items/words.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import type { CaseSaid } from "../../notices/case-papers.js";
import type { World } from "../../world.js";
import { decideAcceptance, deliveryDue, isWaiting, stepTo, wasInTime } from "../case.js";
import { usedDays } from "../clock.js";
import type { DecisionGiven } from "../forms.js";
import { materialsOf, type CaseRow } from "../queries.js";
import { acceptedColumns, frozen } from "./accept.js";
import { byActor, clockOf, heldCase, rulesOf, takeStep, type HeldCase, type Taken } from "./held.js";
import { mandateHeld, unitOf } from "./mandates.js";
import { sealCasePaper, WINDOW_SEAL } from "./papers.js";
import { tellApplicant } from "./tell.js";

/** Under what a decision is made: the level it is decided at, the seal, and the mandate where there is one. */
type Authority = { readonly level: number; readonly seal: string; readonly mandate: string | null };
const UNIT_SEAL = "行政审批专用章";

/** Who decides a case of its level (rule book D3): the window at once, the chief representative within the mandate, the deputy head, the meeting by its minutes. */
async function authorityFor(tx: Tx, world: World, actor: Actor, { row, minutes, at }: { readonly row: CaseRow; readonly minutes: string | null; readonly at: Instant }): Promise<Result<Authority>> {
  const level = row.level;
  if (actor.role === "window-staff" && level === 1) return ok({ level, seal: WINDOW_SEAL, mandate: null });
  if (actor.role === "chief-representative" && level <= 2) {
    const mandate = await mandateHeld(tx, actor, { row, power: "decide", at });
    return mandate.ok ? ok({ level, seal: mandate.value.seal, mandate: mandate.value.mandate }) : mandate;
  }
  const isHead = actor.role === "deputy-head" && row.unit === (await unitOf(tx, world, actor));
  if (!isHead) return refuse("decision-level", { level: LEVELS[level as keyof typeof LEVELS].zh, levelEn: LEVELS[level as keyof typeof LEVELS].en });
  return level === 4 && minutes === null ? refuse("decision-minutes") : ok({ level: Math.max(level, 3), seal: UNIT_SEAL, mandate: null });
}

/** What is done on the spot is accepted with its decision: one paper for both (rule book D2). */
async function acceptedAtOnce(tx: Tx, world: World, actor: Actor, held: HeldCase, at: Instant): Promise<Result<HeldCase>> {
  if (held.row.case_type !== "immediate" || !isWaiting(held.row.state)) return ok(held);
  const fixed = await frozen(tx, world, held, held.row.flags, at);
  if (!fixed.ok) return fixed;
  const handed = (await materialsOf(tx, held.row.exchange_id, held.row.code)).map(({ material, serial }) => ({ material, serial }));
  const complete = decideAcceptance(fixed.value.version.materials, handed);
  if (!complete.ok) return complete;
  const change = acceptedColumns(fixed.value.row, at);
  const taken = await takeStep(tx, held.row, { step: "accept", by: byActor(actor), at, change });
  return taken.ok ? ok({ version: fixed.value.version, row: { ...fixed.value.row, ...change, state: taken.value.state } }) : taken;
}

const REMEDIES = "不服本决定的，可以自收到本决定之日起六十日内依法申请行政复议，或者在六个月内提起行政诉讼。";

const isReasoned = ({ outcome, reason, remedy }: DecisionGiven): boolean => outcome === "grant" || (reason !== null && remedy !== null);

/** What the decision says on paper. */
const saidOf = ({ outcome, facts, basis, reason, remedy, minutes }: DecisionGiven, { level, deliverBy, results }: { readonly level: number; readonly deliverBy: PlainDate; readonly results: readonly string[] }): CaseSaid =>
  ({ kind: outcome === "grant" ? "case-decision" : "case-refusal", facts, basis, reason, remedy: remedy ?? REMEDIES, level: LEVELS[level as keyof typeof LEVELS].zh, minutes, deliverBy, results });

/** Decides a case. A refusal says why and what can be done about it. Law: 行政许可法 38. */
export const decideCase = (world: World, actor: Actor, code: string, given: DecisionGiven, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await heldCase(tx, world, actor, { action: "case.decide", code, at });
    if (!found.ok) return found;
    const held = await acceptedAtOnce(tx, world, actor, found.value, at);
    if (!held.ok) return held;
    const { row, version } = held.value;
    const step = stepTo(given.outcome, row.state);
    if (!step.ok) return step;
    const authority = await authorityFor(tx, world, actor, { row, minutes: given.minutes, at });
    if (!authority.ok) return authority;
    if (!isReasoned(given)) return refuse("refusal-unreasoned");
    const { level, seal, mandate } = authority.value;
    const [on, rules] = [dayOf(at), rulesOf(row)];
    const deliverBy = deliveryDue(rules, on);
    const change = { decided_at: new Date(at), decided_level: level, mandate, used_days: usedDays(await clockOf(tx, row), on), in_time: row.due_on !== null && wasInTime({ dueOn: row.due_on as PlainDate, decidedOn: on }), deliver_due: deliverBy, light_due_at: null };
    const taken = await takeStep(tx, row, { step: given.outcome, by: byActor(actor), at, words: given, change });
    await sealCasePaper(tx, world, { row, version, said: saidOf(given, { level, deliverBy, results: version.results }), seal }, at);
    await tellApplicant(tx, world, row, "case-decided", at);
    return taken;
  });
