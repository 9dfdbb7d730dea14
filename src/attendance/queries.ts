import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import type { LotKey } from "../tenders/keys.js";
import type { KeptTariff, Tariff } from "./tariff.js";

export type TariffRow = Row<"fee_tariffs">;

/** Every tariff that was ever entered, in that order. */
export async function tariffsOf(db: Db | Tx, exchangeId: string): Promise<(KeptTariff & Pick<TariffRow, "made_by" | "made_at">)[]> {
  const rows = await db.selectFrom("fee_tariffs").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial").execute();
  return rows.map(({ serial, file, made_by, made_at }) => ({ serial, tariff: parseCanonical(file) as unknown as Tariff, made_by, made_at }));
}

/** The list a payer approved for a lot; null before. */
export const feeListOf = async (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"fee_lists"> | null> =>
  (await db.selectFrom("fee_lists").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst()) ?? null;

/** What was said of a member of one committee, in the order said. */
export const assessmentsOfMember = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, label: string): Promise<Row<"expert_assessments">[]> =>
  db.selectFrom("expert_assessments").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("label", "=", label).orderBy("serial").execute();

/** What was said of an expert in all his evaluations with his answers, the last first. */
export const assessmentsOfExpert = (db: Db | Tx, exchangeId: string, expertId: string) =>
  db.selectFrom("expert_assessments as said")
    .leftJoin("assessment_answers as reply", (join) => join.onRef("reply.exchange_id", "=", "said.exchange_id").onRef("reply.tender_id", "=", "said.tender_id").onRef("reply.lot", "=", "said.lot").onRef("reply.label", "=", "said.label").onRef("reply.serial", "=", "said.serial"))
    .selectAll("said").select(["reply.answer", "reply.made_at as answered_at"]).where("said.exchange_id", "=", exchangeId).where("said.expert_id", "=", expertId).orderBy("said.made_at", "desc").orderBy("said.tender_id").orderBy("said.serial", "desc").execute();
