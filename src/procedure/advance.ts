import type { Refusal } from "../kernel/refusal.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { advanceIn, firstRefusal, movesIn, nextDueOf, notOpenIn, type AdvancedOf, type OpenMoveOf, type Vocabulary } from "./engine.js";
import type { LotFacts } from "./facts.js";
import { GUARDS } from "./guards.js";
import { ROLE_TITLES, STAGE_TITLES, type DeadlineTimes, type Procedure, type PurchaseTerms, type Role, type Standing } from "./procedure.js";

/** The vocabulary of lines that buy. */
const PURCHASES: Vocabulary<PurchaseTerms> = { guards: GUARDS, stages: STAGE_TITLES, roles: ROLE_TITLES, interruptions: ["suspended"] };

type Moves = Pick<Procedure, "moves">;

/** A move that was made: where the lot stands after it, what is published, and which duties it broke without being stopped. */
export type Advanced = AdvancedOf<PurchaseTerms>;

/** A move that starts where the lot stands, with the first reason it may not be made, or null. */
export type OpenMove = OpenMoveOf<PurchaseTerms>;

/** Makes one move of a line that buys, or says why it may not be made. @param by the role, `clock` for due moves */
export const advance = (procedure: Procedure, standing: Standing, name: string, by: Role | "clock", facts: LotFacts): Result<Advanced> => advanceIn(PURCHASES, procedure, standing, { name, by }, facts);

/** Why none of these moves can be made where a lot stands: the line knows none of them, or they start elsewhere; null where one starts here. */
export const notOpen = (procedure: Moves, standing: Standing, names: readonly string[]): Refusal | null => notOpenIn(PURCHASES, procedure, standing, names);

/** The first reason a move may not be made wherever the lot stands: what an act that prepares it is held to. @throws {RangeError} where the line has no such move */
export function refusalOfMove(procedure: Procedure, name: string, facts: LotFacts): Refusal | null {
  const move = procedure.moves.find((each) => each.name === name);
  if (move === undefined) throw new RangeError(`the line has no move ${name}`);
  return firstRefusal(PURCHASES, move.guards, facts);
}

/** Every move of a role from where the lot stands: the same answers `advance` would give, so a button and the server cannot disagree. */
export const movesFor = (procedure: Procedure, standing: Standing, by: Role | "clock", facts: LotFacts): readonly OpenMove[] => movesIn(PURCHASES, procedure, standing, by, facts);

/** The next instant at which the clock may move a lot, with the moves to try then in their written order; null when it waits for people. */
export const nextDue = (procedure: Procedure, standing: Standing, times: DeadlineTimes): { readonly at: Instant; readonly moves: readonly string[] } | null => nextDueOf(procedure, standing, times);
