import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { LotFacts } from "./facts.js";
import { GUARDS, type GuardId } from "./guards.js";
import { ROLE_TITLES, STAGE_TITLES, type DeadlineTimes, type DocumentType, type Move, type Procedure, type Role, type Standing } from "./procedure.js";

/** A move that was made: where the lot stands after it, what is published, and which duties it broke without being stopped. */
export type Advanced = { readonly standing: Standing; readonly issues: readonly DocumentType[]; readonly warnings: readonly Refusal[] };

/** Makes one move of a procedure, or says why it may not be made. The same for every line. @param by the role, `clock` for due moves */
export function advance(procedure: Procedure, standing: Standing, name: string, by: Role | "clock", facts: LotFacts): Result<Advanced> {
  const move = startingAt(procedure, standing, [name]);
  if (move === undefined) return { ok: false, refusal: closedTo(procedure, standing, name) };
  if (move.by !== by) return refuse("move-not-yours", { move: name, moveZh: move.title.zh, by: ROLE_TITLES[move.by].en, byZh: ROLE_TITLES[move.by].zh });
  const refusal = firstRefusal(move.guards, facts);
  if (refusal !== null) return { ok: false, refusal };
  return ok({ standing: after(move, standing), issues: move.issues, warnings: refusalsOf(move.warns ?? [], facts) });
}

type Moves = Pick<Procedure, "moves">;
const startingAt = ({ moves }: Moves, { stage }: Standing, names: readonly string[]): Move | undefined => moves.find(({ name, from }) => names.includes(name) && from.includes(stage));

function closedTo({ moves }: Moves, { stage }: Standing, name: string): Refusal {
  const { refusal } = refuse("move-not-open", { move: name, moveZh: moves.find((each) => each.name === name)?.title.zh ?? name, stage, stageZh: STAGE_TITLES[stage].zh });
  return refusal;
}

/** Why none of these moves can be made where a lot stands: the line knows none of them, or they start elsewhere; null where one starts here. */
export function notOpen(procedure: Moves, standing: Standing, names: readonly string[]): Refusal | null {
  if (startingAt(procedure, standing, names) !== undefined) return null;
  return closedTo(procedure, standing, names.find((name) => procedure.moves.some((each) => each.name === name)) ?? names[0] ?? "");
}

/** The first reason a move may not be made wherever the lot stands: what an act that prepares it is held to. @throws {RangeError} where the line has no such move */
export function refusalOfMove(procedure: Procedure, name: string, facts: LotFacts): Refusal | null {
  const move = procedure.moves.find((each) => each.name === name);
  if (move === undefined) throw new RangeError(`the line has no move ${name}`);
  return firstRefusal(move.guards, facts);
}

function firstRefusal(guards: readonly GuardId[], facts: LotFacts): Refusal | null {
  for (const guard of guards) {
    const refusal = GUARDS[guard].check(facts);
    if (refusal !== null) return refusal;
  }
  return null;
}

const refusalsOf = (guards: readonly GuardId[], facts: LotFacts): readonly Refusal[] => guards.flatMap((guard) => GUARDS[guard].check(facts) ?? []);

/** @throws {RangeError} if a suspended lot does not know where it stood. */
function after(move: Move, standing: Standing): Standing {
  if (move.to === "same") return standing;
  if (move.to !== "back") return { stage: move.to, before: move.to === "suspended" ? standing.stage : null };
  if (standing.before === null) throw new RangeError("suspended from nowhere");
  return { stage: standing.before, before: null };
}

/** A move that starts where the lot stands, with the first reason it may not be made, or null. */
export type OpenMove = { readonly move: Move; readonly refusal: Refusal | null; readonly warnings: readonly Refusal[] };

/** Every move of a role from where the lot stands: the same answers `advance` would give, so a button and the server cannot disagree. */
export function movesFor(procedure: Procedure, standing: Standing, by: Role | "clock", facts: LotFacts): readonly OpenMove[] {
  const open = procedure.moves.filter((move) => move.by === by && move.from.includes(standing.stage));
  return open.map((move) => ({ move, refusal: firstRefusal(move.guards, facts), warnings: refusalsOf(move.warns ?? [], facts) }));
}

/** The next instant at which the clock may move a lot, with the moves to try then in their written order; null when it waits for people. */
export function nextDue(procedure: Procedure, standing: Standing, times: DeadlineTimes): { readonly at: Instant; readonly moves: readonly string[] } | null {
  const due = procedure.moves.flatMap((move) => {
    const instant = move.by === "clock" && move.from.includes(standing.stage) ? times[move.at] : undefined;
    return instant === undefined ? [] : [{ at: instant, name: move.name }];
  });
  if (due.length === 0) return null;
  const first = Math.min(...due.map(({ at }) => at)) as Instant;
  return { at: first, moves: due.filter(({ at }) => at === first).map(({ name }) => name) };
}
