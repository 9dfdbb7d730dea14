import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** False where another tariff took the serial meanwhile. */
export async function insertTariff(tx: Tx, row: NewRow<"fee_tariffs">): Promise<boolean> {
  return (await tx.insertInto("fee_tariffs").values(row).onConflict((conflict) => conflict.doNothing()).returning("serial").executeTakeFirst()) !== undefined;
}

/** False where the lot has its list already. */
export async function insertFeeList(tx: Tx, row: NewRow<"fee_lists">): Promise<boolean> {
  return (await tx.insertInto("fee_lists").values(row).onConflict((conflict) => conflict.doNothing()).returning("lot").executeTakeFirst()) !== undefined;
}

export async function insertAssessment(tx: Tx, row: NewRow<"expert_assessments">): Promise<void> {
  await tx.insertInto("expert_assessments").values(row).execute();
}

/** False where it is answered already. */
export async function insertAssessmentAnswer(tx: Tx, row: NewRow<"assessment_answers">): Promise<boolean> {
  return (await tx.insertInto("assessment_answers").values(row).onConflict((conflict) => conflict.doNothing()).returning("serial").executeTakeFirst()) !== undefined;
}
