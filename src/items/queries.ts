import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import type { DueItem } from "./figures.js";
import type { Outcome } from "./exit.js";
import type { KeptHandOver } from "./hand-over.js";
import { ItemBody, keptVersion, standsOn, versionOn, type Item, type ItemDraft, type KeptVersion } from "./item.js";

/** A version as it was taken in: who confirmed it for its unit and when, by which signature. */
export type TakenIn = { readonly version: KeptVersion; readonly draftSha256: string; readonly confirmedBy: string; readonly confirmedAt: Date; readonly signed: string | null; readonly takenInAt: Date; readonly outboxId: string };
export type Draft = Omit<Row<"item_drafts">, "body"> & { readonly body: ItemDraft };

const rows = (db: Db | Tx, exchangeId: string) => db.selectFrom("items").select(["code", "unit_code", "state", (each) => each.cast<string | null>("last_on", "text").as("last_on")]).where("exchange_id", "=", exchangeId);
const itemIn = ({ code, unit_code: unit, state, last_on }: Pick<Row<"items">, "code" | "unit_code" | "state" | "last_on">): Item => ({ code, unit, state, lastOn: last_on as PlainDate | null });

/** Every item there ever was, by code; of one unit where one is named. */
export const itemsOf = async (db: Db | Tx, exchangeId: string, unit: string | null = null): Promise<Item[]> =>
  (await rows(db, exchangeId).$if(unit !== null, (asked) => asked.where("unit_code", "=", unit ?? "")).orderBy("code").execute()).map(itemIn);

/** An item by its code, in force or not; null where there is none. */
export async function itemByCode(db: Db | Tx, exchangeId: string, code: string): Promise<Item | null> {
  const row = await rows(db, exchangeId).where("code", "=", code).executeTakeFirst();
  return row === undefined ? null : itemIn(row);
}

/** Every version of some items, or of all, by code and version. */
export async function takenIn(db: Db | Tx, exchangeId: string, codes: readonly string[] | null = null): Promise<TakenIn[]> {
  if (codes?.length === 0) return [];
  const found = await db.selectFrom("item_versions").select(["file", "sha256", "draft_sha256", "confirmed_by", "confirmed_at", "signed", "made_at", "outbox_id"]).where("exchange_id", "=", exchangeId)
    .$if(codes !== null, (asked) => asked.where("code", "in", [...(codes ?? [])])).orderBy("code").orderBy("version").execute();
  return found.map((row) => ({ version: keptVersion(row.sha256, row.file), draftSha256: row.draft_sha256, confirmedBy: row.confirmed_by, confirmedAt: row.confirmed_at, signed: row.signed, takenInAt: row.made_at, outboxId: row.outbox_id }));
}

/** One version of an item, whatever became of it since: what a case was accepted under. Null where there is none. */
export async function itemVersion(db: Db | Tx, exchangeId: string, code: string, version: number): Promise<KeptVersion | null> {
  const row = await db.selectFrom("item_versions").select(["file", "sha256"]).where("exchange_id", "=", exchangeId).where("code", "=", code).where("version", "=", version).executeTakeFirst();
  return row === undefined ? null : keptVersion(row.sha256, row.file);
}

/** The version of an item by which it is applied for on a day; null where it stands on that day by none. Asked for each application: one statement, prepared. */
export async function itemInForce(db: Db | Tx, exchangeId: string, code: string, on: PlainDate): Promise<KeptVersion | null> {
  const row = (await sql<{ state: Item["state"]; last_on: PlainDate | null; file: Uint8Array; sha256: string }>`/* item-in-force */ select i.state, i.last_on::text as last_on, v.file, v.sha256 from items i
    join lateral (select file, sha256 from item_versions where exchange_id = i.exchange_id and code = i.code and from_on <= ${on}::date order by from_on desc, version limit 1) v on true
    where i.exchange_id = ${exchangeId} and i.code = ${code}`.execute(db)).rows[0];
  return row === undefined || !standsOn({ state: row.state, lastOn: row.last_on }, on) ? null : keptVersion(row.sha256, row.file);
}

/** The guide of a day: every item that stands, by the version that holds, in the order of codes. */
export async function itemsInForce(db: Db | Tx, exchangeId: string, on: PlainDate): Promise<{ readonly item: Item; readonly version: KeptVersion }[]> {
  const versions = Map.groupBy((await takenIn(db, exchangeId)).map(({ version }) => version), ({ code }) => code);
  return (await itemsOf(db, exchangeId)).flatMap((item) => {
    const version = standsOn(item, on) ? versionOn(versions.get(item.code) ?? [], on) : null;
    return version === null ? [] : [{ item, version }];
  });
}

/** What a unit drafts of an item now; null where nothing is in hand. */
export async function draftOf(db: Db | Tx, exchangeId: string, code: string): Promise<Draft | null> {
  const row = await db.selectFrom("item_drafts").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).executeTakeFirst();
  return row === undefined ? null : draftIn(row);
}

/** Every draft in hand, the oldest first. */
export const draftsOf = async (db: Db | Tx, exchangeId: string): Promise<Draft[]> => (await db.selectFrom("item_drafts").selectAll().where("exchange_id", "=", exchangeId).orderBy("drafted_at").orderBy("code").execute()).map(draftIn);

const draftIn = (row: Row<"item_drafts">): Draft => ({ ...row, body: ItemBody.parse(row.body) });

/** What units had confirmed by a day that is due in the hall then, with whether it is in: for 应进已进率. What left by an answer or a law is due no more; a draft counts once its unit confirmed it. */
export async function dueItems(db: Db | Tx, exchangeId: string, on: PlainDate): Promise<DueItem[]> {
  const isBy = (at: Date | null): boolean => at !== null && dayOf(at.getTime() as Instant) <= on;
  const known = (await takenIn(db, exchangeId)).flatMap(({ version, confirmedAt }) => (version.from <= on || isBy(confirmedAt) ? [version] : []));
  const [items, versions, drafts] = [await itemsOf(db, exchangeId), Map.groupBy(known, ({ code }) => code), new Map((await draftsOf(db, exchangeId)).filter((draft) => isBy(draft.confirmed_at)).map((draft) => [draft.code, draft]))];
  return items.flatMap((item): DueItem[] => {
    const own = versions.get(item.code) ?? [];
    if (item.lastOn !== null && on > item.lastOn) return [];
    const kind = (versionOn(own, on) ?? own.at(-1) ?? (item.state === "confirmed" ? drafts.get(item.code)?.body : undefined))?.kind;
    return kind === undefined ? [] : [{ kind, isIn: versionOn(own, on) !== null }];
  });
}

export type PaperRow = Row<"item_papers">;
/** A sealed paper of an item; null where there is none of this id. */
export const paperById = async (db: Db | Tx, exchangeId: string, paper: string): Promise<PaperRow | null> =>
  (await db.selectFrom("item_papers").selectAll().where("exchange_id", "=", exchangeId).where("paper_id", "=", paper).executeTakeFirst()) ?? null;

export type FileRow = Row<"item_files">;
/** A file that is kept of an item, by its hash; null where there is none. */
export const fileOf = async (db: Db | Tx, exchangeId: string, code: string, sha256: string): Promise<FileRow | null> =>
  (await db.selectFrom("item_files").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).where("sha256", "=", sha256).executeTakeFirst()) ?? null;

/** Every file of an item, the last first. */
export const filesOf = (db: Db | Tx, exchangeId: string, code: string): Promise<FileRow[]> => db.selectFrom("item_files").selectAll().where("exchange_id", "=", exchangeId).where("code", "=", code).orderBy("made_at", "desc").orderBy("sha256").execute();

export type ExitStepRow = Pick<Row<"item_exit_steps">, "place" | "step" | "paper_id" | "made_by" | "made_at" | "signed"> & { readonly said: Readonly<Record<string, unknown>> };
/** An exit with its steps; `outcome` is null until the unit is answered. */
export type Exit = { readonly code: string; readonly serial: number; readonly outcome: Outcome | "abolished" | null; readonly openedBy: string; readonly openedAt: Date; readonly steps: readonly ExitStepRow[] };

/** The exits of an item, or of all, the first first. */
export async function exitsOf(db: Db | Tx, exchangeId: string, code: string | null = null): Promise<Exit[]> {
  const exits = await db.selectFrom("item_exits").selectAll().where("exchange_id", "=", exchangeId).$if(code !== null, (asked) => asked.where("code", "=", code ?? "")).orderBy("code").orderBy("serial").execute();
  const steps = await db.selectFrom("item_exit_steps").selectAll().where("exchange_id", "=", exchangeId).$if(code !== null, (asked) => asked.where("code", "=", code ?? "")).orderBy("place").execute();
  const own = Map.groupBy(steps, (step) => `${step.code} ${String(step.serial)}`);
  return exits.map(({ code: of, serial, outcome, opened_by, opened_at }) => ({ code: of, serial, outcome, openedBy: opened_by, openedAt: opened_at, steps: (own.get(`${of} ${String(serial)}`) ?? []).map((step) => ({ ...step, said: step.said as ExitStepRow["said"] })) }));
}

/** How far units are handed over to their windows, each state since its day, by unit and serial. */
export const handOversOf = async (db: Db | Tx, exchangeId: string): Promise<KeptHandOver[]> =>
  (await db.selectFrom("unit_hand_overs").selectAll().select((each) => each.cast<string>("from_on", "text").as("from_on")).where("exchange_id", "=", exchangeId).orderBy("unit_code").orderBy("serial").execute()).map((row) => ({
    unit: row.unit_code, serial: row.serial, from: row.from_on as PlainDate, hasSingleApprovalSection: row.has_single_approval_section, sectionMovedWhole: row.section_moved_whole, usesApprovalSeal: row.uses_approval_seal, authority: row.authority,
    seal: row.seal_paper === null || row.seal_sha256 === null ? null : { paper: row.seal_paper, sha256: row.seal_sha256 },
  }));
