import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";

export type PlanRow = Row<"plans">;

export async function planById(db: Db | Tx, exchangeId: string, planId: string): Promise<PlanRow | null> {
  return (await db.selectFrom("plans").selectAll().where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).executeTakeFirst()) ?? null;
}

export type PlanCorrectionRow = Row<"plan_corrections">;

/** The correction of a plan that is drafted and not out; null where none waits. */
export async function waitingCorrection(db: Db | Tx, exchangeId: string, planId: string): Promise<PlanCorrectionRow | null> {
  return (await db.selectFrom("plan_corrections").selectAll().where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).where("published_at", "is", null).executeTakeFirst()) ?? null;
}

/** Every plan of a tenderer, newest first. */
export const plansOf = (db: Db | Tx, exchangeId: string, tenderer: string): Promise<PlanRow[]> =>
  db.selectFrom("plans").selectAll().where("exchange_id", "=", exchangeId).where("tenderer_uscc", "=", tenderer).orderBy("plan_id", "desc").execute();

/** Published tenders that follow a plan, oldest first. */
export const tendersOfPlan = (db: Db, exchangeId: string, planId: string): Promise<{ tender_id: string; published_at: Date | null }[]> =>
  db.selectFrom("tenders").select(["tender_id", "published_at"]).where("exchange_id", "=", exchangeId).where("plan_id", "=", planId).where("published_at", "is not", null).orderBy("published_at").execute();
