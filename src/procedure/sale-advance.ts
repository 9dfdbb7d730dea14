import type { Refusal } from "../kernel/refusal.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { advanceIn, movesIn, nextDueOf, notOpenIn, type AdvancedOf, type MovesOf, type OpenMoveOf, type Vocabulary } from "./engine.js";
import type { SaleFacts } from "./sale-facts.js";
import { SALE_GUARDS } from "./sale-guards.js";
import { SALE_ROLES, SALE_STAGES, type SaleRole, type SaleStanding, type SaleTerms, type SaleTimes } from "./sale-words.js";

/** The vocabulary of lines that sell. */
const SALES: Vocabulary<SaleTerms> = { guards: SALE_GUARDS, stages: SALE_STAGES, roles: SALE_ROLES, interruptions: ["suspended"] };

type Moves = MovesOf<SaleTerms>;

/** Makes one move of a line that sells, or says why it may not be made. @param by the role, `clock` for due moves */
export const advanceSale = (procedure: Moves, standing: SaleStanding, name: string, by: SaleRole | "clock", facts: SaleFacts): Result<AdvancedOf<SaleTerms>> => advanceIn(SALES, procedure, standing, { name, by }, facts);

/** Why none of these moves can be made where a lot stands; null where one starts here. */
export const saleNotOpen = (procedure: Moves, standing: SaleStanding, names: readonly string[]): Refusal | null => notOpenIn(SALES, procedure, standing, names);

/** Every move of a role from where a lot stands, with the first reason it may not be made. */
export const saleMovesFor = (procedure: Moves, standing: SaleStanding, by: SaleRole | "clock", facts: SaleFacts): readonly OpenMoveOf<SaleTerms>[] => movesIn(SALES, procedure, standing, by, facts);

/** The next instant at which the clock may move a lot of a sale, with the moves to try then; null when it waits for people. */
export const nextSaleDue = (procedure: Moves, standing: SaleStanding, times: SaleTimes): { readonly at: Instant; readonly moves: readonly string[] } | null => nextDueOf(procedure, standing, times);
