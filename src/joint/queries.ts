import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { JointPaperType } from "../notices/joint-papers.js";
import type { TemplateName } from "./template.js";

export type JointRow = Row<"joint_cases">;
export type JointMaterialRow = Row<"joint_materials">;
export type OfficerRow = Row<"joint_officers">;
export type PauseRow = Row<"joint_pauses">;
export type MeetingRow = Omit<Row<"joint_meetings">, "present"> & { readonly present: readonly { readonly unit: string; readonly person: string }[] };
export type TaskRow = Row<"joint_tasks">;
export type NeedRow = Row<"joint_needs">;
export type JointStepRow = Omit<Row<"joint_steps">, "words"> & { readonly words: Readonly<Record<string, unknown>> };
/** A member with what its case’s clock comes to; all null before its stage begins. */
export type MemberRow = Row<"joint_members"> & { readonly due_on: string | null; readonly red_at: Date | null; readonly light: "green" | "yellow" | "red" | null; readonly case_state: string | null };

type Key = { readonly exchangeId: string; readonly joint: string };

export const jointBy = async (db: Db | Tx, { exchangeId, joint }: Key): Promise<JointRow | null> => (await db.selectFrom("joint_cases").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).executeTakeFirst()) ?? null;

/** Members of some joint cases, those of the first stage first. */
export const membersIn = (db: Db | Tx, exchangeId: string, joints: readonly string[]): Promise<MemberRow[]> =>
  db.selectFrom("joint_members as m").leftJoin("cases as c", (join) => join.onRef("c.exchange_id", "=", "m.exchange_id").onRef("c.code", "=", "m.code")).selectAll("m").select(["c.due_on", "c.red_at", "c.light", "c.state as case_state"])
    .where("m.exchange_id", "=", exchangeId).where("m.joint", "in", joints.length === 0 ? [""] : [...joints]).orderBy("m.joint").orderBy("m.stage").orderBy("m.item").execute();
export const membersOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<MemberRow[]> => membersIn(db, exchangeId, [joint]);

export const jointStepsOf = async (db: Db | Tx, { exchangeId, joint }: Key): Promise<JointStepRow[]> =>
  (await db.selectFrom("joint_steps").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute()) as JointStepRow[];
export const needsOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<NeedRow[]> => db.selectFrom("joint_needs").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute();
/** Every material of a joint case, each id’s the oldest first. */
export const jointMaterialsOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<JointMaterialRow[]> => db.selectFrom("joint_materials").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("material").orderBy("serial").execute();
export const officersOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<OfficerRow[]> => db.selectFrom("joint_officers").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute();
export const jointPausesOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<PauseRow[]> => db.selectFrom("joint_pauses").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute();
export const meetingsOf = async (db: Db | Tx, { exchangeId, joint }: Key): Promise<MeetingRow[]> => (await db.selectFrom("joint_meetings").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute()) as MeetingRow[];
export const tasksOf = (db: Db | Tx, { exchangeId, joint }: Key): Promise<TaskRow[]> => db.selectFrom("joint_tasks").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("meeting").orderBy("serial").execute();

export const jointPapersOf = (db: Db | Tx, { exchangeId, joint }: Key) => db.selectFrom("joint_papers").select(["kind", "serial", "made_at"]).where("exchange_id", "=", exchangeId).where("joint", "=", joint).orderBy("serial").execute();
export const jointPaperBy = async (db: Db | Tx, { exchangeId, joint }: Key, { kind, serial }: { readonly kind: JointPaperType; readonly serial: number }): Promise<Row<"joint_papers"> | null> =>
  (await db.selectFrom("joint_papers").selectAll().where("exchange_id", "=", exchangeId).where("joint", "=", joint).where("kind", "=", kind).where("serial", "=", serial).executeTakeFirst()) ?? null;

export const jointDraftOf = async (db: Db | Tx, exchangeId: string, owner: string, template: TemplateName): Promise<Row<"joint_drafts"> | null> =>
  (await db.selectFrom("joint_drafts").selectAll().where("exchange_id", "=", exchangeId).where("owner", "=", owner).where("template", "=", template).executeTakeFirst()) ?? null;

/** Whose joint cases: an applicant’s own, or those a unit leads or is a member of (null: all). */
export type JointsAsked = { readonly applicant: { readonly id: string; readonly uscc: string | null } } | { readonly units: readonly string[] | null };
const JOINTS_MAX = 200;
/** Joint cases somebody has to do with, the newest first. */
export const jointsOf = (db: Db | Tx, exchangeId: string, asked: JointsAsked): Promise<JointRow[]> => {
  const all = db.selectFrom("joint_cases").selectAll().where("exchange_id", "=", exchangeId).orderBy("made_at", "desc").orderBy("joint").limit(JOINTS_MAX);
  if ("applicant" in asked) {
    const { id, uscc } = asked.applicant;
    return all.where((each) => (uscc === null ? each("applicant", "=", id) : each("applicant_uscc", "=", uscc))).execute();
  }
  const { units } = asked;
  if (units === null) return all.execute();
  const own = units.length === 0 ? [""] : [...units];
  return all.where((each) => each.or([each("unit", "in", own), each.exists(each.selectFrom("joint_members").select("item").whereRef("joint_members.exchange_id", "=", "joint_cases.exchange_id").whereRef("joint_members.joint", "=", "joint_cases.joint").where("joint_members.unit", "in", own))])).execute();
};

/** How many joint cases each office answers for that are not delivered. */
export const inCharge = async (db: Db | Tx, exchangeId: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ actor: string; count: string }>`select o.actor, count(*) as count from joint_officers o join joint_cases j using (exchange_id, joint)
    where o.exchange_id = ${exchangeId} and o.confirmed_at is not null and j.delivered_at is null and j.state not in ('withdrawn', 'not-accepted') group by o.actor`.execute(db);
  return new Map(rows.map(({ actor, count }) => [actor, Number(count)]));
};

/** Joint cases that the clock owes something by now: acceptance by silence, a member’s silence, its own red light. */
export const owedJoints = async (db: Db | Tx, exchangeId: string, now: Date, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ joint: string }>`select joint from joint_cases where exchange_id = ${exchangeId} and (silence_at <= ${now}::timestamptz or (red_at <= ${now}::timestamptz and overdue_at is null and decided_at is null))
    union select m.joint from joint_members m join cases c on c.exchange_id = m.exchange_id and c.code = m.code join joint_cases j on j.exchange_id = m.exchange_id and j.joint = m.joint
    where m.exchange_id = ${exchangeId} and m.opinion is null and m.silent_at is null and c.red_at <= ${now}::timestamptz and j.state = 'shared' order by joint limit ${limit}`.execute(db);
  return rows.map(({ joint }) => joint);
};

/** Joint cases under way one of whose days lies behind one: until then the calendar was known. */
export const jointsBehind = async (db: Db | Tx, exchangeId: string, seen: PlainDate): Promise<string[]> => {
  const { rows } = await sql<{ joint: string }>`select joint from joint_cases where exchange_id = ${exchangeId} and delivered_at is null
    and (silence_at > (${seen}::date + 1)::timestamp at time zone 'Asia/Shanghai' or (decided_at is null and (provisional or due_on > ${seen}::date)) or deliver_due > ${seen}::date) order by joint`.execute(db);
  return rows.map(({ joint }) => joint);
};

/** The next instant at which the clock owes a joint case something; a member’s silence is the instant of its case’s red light. */
export async function nextJointDueAt(db: Db | Tx, exchangeId: string): Promise<Instant | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(at) as at from (select min(silence_at) as at from joint_cases where exchange_id = ${exchangeId} and silence_at is not null
    union all select min(red_at) from joint_cases where exchange_id = ${exchangeId} and red_at is not null and overdue_at is null and decided_at is null) times`.execute(db);
  const at = rows[0]?.at ?? null;
  return at === null ? null : (at.getTime() as Instant);
}
