import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

export async function insertDraw(tx: Tx, row: NewRow<"draws">): Promise<void> {
  await tx.insertInto("draws").values(row).execute();
}

export async function insertDrawFile(tx: Tx, row: NewRow<"draw_files">): Promise<void> {
  await tx.insertInto("draw_files").values(row).execute();
}

export async function insertContribution(tx: Tx, row: NewRow<"draw_contributions">): Promise<void> {
  await tx.insertInto("draw_contributions").values(row).execute();
}

export async function insertEscrow(tx: Tx, row: NewRow<"draw_escrows">): Promise<void> {
  await tx.insertInto("draw_escrows").values(row).execute();
}

export async function insertEscrowRelease(tx: Tx, row: NewRow<"draw_releases">): Promise<void> {
  await tx.insertInto("draw_releases").values(row).execute();
}

export async function insertCode(tx: Tx, row: NewRow<"draw_codes">): Promise<void> {
  await tx.insertInto("draw_codes").values(row).execute();
}

export async function insertReplacementAsked(tx: Tx, row: NewRow<"draw_replacements">): Promise<void> {
  await tx.insertInto("draw_replacements").values(row).execute();
}

export async function insertCall(tx: Tx, row: NewRow<"draw_calls">): Promise<void> {
  await tx.insertInto("draw_calls").values(row).execute();
}

export async function insertAnswer(tx: Tx, row: NewRow<"draw_answers">): Promise<void> {
  await tx.insertInto("draw_answers").values(row).execute();
}

/** False where the seat, or the person, has signed in already. */
export async function insertArrival(tx: Tx, row: NewRow<"draw_arrivals">): Promise<boolean> {
  return (await tx.insertInto("draw_arrivals").values(row).onConflict((each) => each.doNothing()).returning("label").executeTakeFirst()) !== undefined;
}

/** The experts that were not there before; whoever has the same identity number stays as he is. @returns the ids that were made */
export async function insertExperts(tx: Tx, rows: readonly NewRow<"experts">[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const made = await tx.insertInto("experts").values([...rows]).onConflict((conflict) => conflict.doNothing()).returning("expert_id").execute();
  return new Set(made.map(({ expert_id }) => expert_id));
}

export async function insertExpertSteps(tx: Tx, rows: readonly NewRow<"expert_steps">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("expert_steps").values([...rows]).execute();
}

type ExpertChange = Partial<Pick<Row<"experts">, "person_id" | "sealed" | "lookup" | "version" | "specialties" | "state" | "term_until" | "code_sha256" | "code_until">>;

export async function changeExpert(tx: Tx, exchangeId: string, expertId: string, change: ExpertChange): Promise<void> {
  await tx.updateTable("experts").set(change).where("exchange_id", "=", exchangeId).where("expert_id", "=", expertId).execute();
}

/** An expert, held until the transaction ends. */
export async function holdExpert(tx: Tx, exchangeId: string, expertId: string): Promise<Row<"experts"> | null> {
  return (await tx.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("expert_id", "=", expertId).forUpdate().executeTakeFirst()) ?? null;
}

/** Whom a code is for, held; null where no code is so. */
export async function holdExpertByCode(tx: Tx, exchangeId: string, codeSha256: Uint8Array): Promise<Row<"experts"> | null> {
  return (await tx.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("code_sha256", "=", codeSha256).forUpdate().executeTakeFirst()) ?? null;
}
