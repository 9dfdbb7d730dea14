import type { Refusal } from "../kernel/refusal.js";
import type { Result } from "../kernel/result.js";
import { advanceIn, movesIn, notOpenIn, type AdvancedOf, type MovesOf, type OpenMoveOf, type Vocabulary } from "./engine.js";
import type { SaleFacts } from "./sale-facts.js";
import { SALE_GUARDS } from "./sale-guards.js";
import { SALE_ROLES, SALE_STAGES, type SaleRole, type SaleStanding, type SaleTerms } from "./sale-words.js";

/** The vocabulary of lines that sell. */
const SALES: Vocabulary<SaleTerms> = { guards: SALE_GUARDS, stages: SALE_STAGES, roles: SALE_ROLES, interruptions: ["suspended"] };

type Moves = MovesOf<SaleTerms>;

/** Makes one move of a line that sells, or says why it may not be made. @param by the role, `clock` for due moves */
export const advanceSale = (procedure: Moves, standing: SaleStanding, name: string, by: SaleRole | "clock", facts: SaleFacts): Result<AdvancedOf<SaleTerms>> => advanceIn(SALES, procedure, standing, { name, by }, facts);

/** Why none of these moves can be made where a lot stands; null where one starts here. */
export const saleNotOpen = (procedure: Moves, standing: SaleStanding, names: readonly string[]): Refusal | null => notOpenIn(SALES, procedure, standing, names);

/** Every move of a role from where a lot stands, with the first reason it may not be made. */
export const saleMovesFor = (procedure: Moves, standing: SaleStanding, by: SaleRole | "clock", facts: SaleFacts): readonly OpenMoveOf<SaleTerms>[] => movesIn(SALES, procedure, standing, by, facts);
