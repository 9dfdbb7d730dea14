import { sql, type Updateable } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row, Schema } from "../db/schema.js";
import type { JointRow } from "./queries.js";

type Key = Pick<JointRow, "exchange_id" | "joint">;

/** A joint case, held until the transaction ends: opinions, merge and hand-overs of it come one after the other. */
export const holdJoint = async (tx: Tx, exchangeId: string, joint: string): Promise<JointRow | null> => (await tx.selectFrom("joint_cases").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).forUpdate().executeTakeFirst()) ?? null;
export async function insertJoint(tx: Tx, row: NewRow<"joint_cases">, members: readonly NewRow<"joint_members">[]): Promise<void> {
  await tx.insertInto("joint_cases").values(row).execute();
  await tx.insertInto("joint_members").values([...members]).execute();
}
export type JointChange = Omit<Updateable<Schema["joint_cases"]>, "exchange_id" | "joint" | "template" | "unit" | "applicant" | "applicant_name" | "form" | "source" | "made_at">;
export async function changeJoint(tx: Tx, { exchange_id, joint }: Key, change: JointChange): Promise<void> {
  await tx.updateTable("joint_cases").set(change).where("exchange_id", "=", exchange_id).where("joint", "=", joint).execute();
}
export type MemberChange = Partial<Pick<Row<"joint_members">, "item_version" | "code" | "opinion" | "words" | "document" | "opined_by" | "person" | "opined_at" | "silent_at" | "counted">>;
export async function changeMember(tx: Tx, { exchange_id, joint, item }: Pick<Row<"joint_members">, "exchange_id" | "joint" | "item">, change: MemberChange): Promise<void> {
  await tx.updateTable("joint_members").set(change).where("exchange_id", "=", exchange_id).where("joint", "=", joint).where("item", "=", item).execute();
}
export async function insertJointStep(tx: Tx, row: Omit<NewRow<"joint_steps">, "serial">): Promise<void> {
  await sql`insert into joint_steps (exchange_id, joint, serial, step, state, unit, words, made_by, person, made_at)
    select ${row.exchange_id}, ${row.joint}, coalesce(max(serial), 0) + 1, ${row.step}, ${row.state}, ${row.unit}, ${JSON.stringify(row.words)}::jsonb, ${row.made_by}, ${row.person}, ${row.made_at}::timestamptz
    from joint_steps where exchange_id = ${row.exchange_id} and joint = ${row.joint}`.execute(tx);
}
export async function insertNeeds(tx: Tx, rows: readonly NewRow<"joint_needs">[]): Promise<void> {
  await tx.insertInto("joint_needs").values([...rows]).execute();
}
export async function insertJointMaterials(tx: Tx, rows: readonly NewRow<"joint_materials">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("joint_materials").values([...rows]).execute();
}
export async function insertOfficer(tx: Tx, row: NewRow<"joint_officers">): Promise<void> {
  await tx.insertInto("joint_officers").values(row).execute();
}
export async function confirmOfficer(tx: Tx, { exchange_id, joint }: Key, serial: number, at: Date): Promise<void> {
  await tx.updateTable("joint_officers").set({ confirmed_at: at }).where("exchange_id", "=", exchange_id).where("joint", "=", joint).where("serial", "=", serial).execute();
}
export async function insertJointPause(tx: Tx, row: NewRow<"joint_pauses">): Promise<void> {
  await tx.insertInto("joint_pauses").values(row).execute();
}
export async function endJointPause(tx: Tx, { exchange_id, joint }: Key, until: Date, conclusion: string): Promise<void> {
  await tx.updateTable("joint_pauses").set({ until_at: until, conclusion }).where("exchange_id", "=", exchange_id).where("joint", "=", joint).where("until_at", "is", null).execute();
}
/** False where minutes of another meeting bear this number. */
export async function insertMeeting(tx: Tx, row: NewRow<"joint_meetings">, tasks: readonly NewRow<"joint_tasks">[]): Promise<boolean> {
  const made = await tx.insertInto("joint_meetings").values(row).onConflict((each) => each.doNothing()).returning("serial").executeTakeFirst();
  if (made !== undefined && tasks.length > 0) await tx.insertInto("joint_tasks").values([...tasks]).execute();
  return made !== undefined;
}
/** False where it is done, or there is none of it. */
export async function endTask(tx: Tx, { exchange_id, joint }: Key, { meeting, serial }: { readonly meeting: number; readonly serial: number }, done: { readonly by: string; readonly at: Date; readonly words: string }): Promise<boolean> {
  const ended = await tx.updateTable("joint_tasks").set({ done_by: done.by, done_at: done.at, done_words: done.words }).where("exchange_id", "=", exchange_id).where("joint", "=", joint).where("meeting", "=", meeting).where("serial", "=", serial).where("done_at", "is", null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}
export async function insertJointPaper(tx: Tx, row: NewRow<"joint_papers">): Promise<void> {
  await tx.insertInto("joint_papers").values(row).execute();
}
export async function saveJointDraft(tx: Tx, row: NewRow<"joint_drafts">): Promise<void> {
  await tx.insertInto("joint_drafts").values(row).onConflict((each) => each.columns(["exchange_id", "owner", "template"]).doUpdateSet({ body: row.body, changed_at: row.changed_at })).execute();
}
/** Somebody's draft, held until the transaction ends. */
export const holdJointDraft = async (tx: Tx, exchangeId: string, owner: string, template: Row<"joint_drafts">["template"]): Promise<Row<"joint_drafts"> | null> =>
  (await tx.selectFrom("joint_drafts").selectAll().where("exchange_id", "=", exchangeId).where("owner", "=", owner).where("template", "=", template).forUpdate().executeTakeFirst()) ?? null;
export async function dropJointDraft(tx: Tx, { exchange_id, owner, template }: Pick<Row<"joint_drafts">, "exchange_id" | "owner" | "template">): Promise<void> {
  await tx.deleteFrom("joint_drafts").where("exchange_id", "=", exchange_id).where("owner", "=", owner).where("template", "=", template).execute();
}
