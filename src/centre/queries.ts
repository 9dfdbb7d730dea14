import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { textOfRule } from "../notices/centre-papers.js";
import type { NoticeRecord } from "../notices/record.js";
import { POSTS, SUB_CENTRES, type Hall, type Post, type SubCentre } from "./organisation.js";
import type { KeptRegulation, Regulation, TakenUp } from "./regulation.js";
import type { Unit, UnitKind, Window, WindowTask } from "./unit.js";

type Dated<Name extends "units" | "windows" | "sub_centres" | "service_halls" | "posts"> = Omit<Row<Name>, "from_on" | "until_on"> & { readonly from_on: string; readonly until_on: string | null };

const unitIn = ({ code, uscc, parent_code: parent, level, zh, en, kinds, from_on, until_on }: Dated<"units">): Unit => ({ code, uscc, parent, level, zh, en, kinds: kinds as UnitKind[], from: from_on as PlainDate, until: until_on as PlainDate | null });
const windowIn = ({ number, unit_code: unit, hall_code: hall, zh, en, tasks, from_on, until_on }: Dated<"windows">): Window => ({ number, unit, hall, zh, en, tasks: tasks as WindowTask[], from: from_on as PlainDate, until: until_on as PlainDate | null });

const units = (db: Db | Tx, exchangeId: string) =>
  db.selectFrom("units").select(["exchange_id", "code", "uscc", "parent_code", "level", "zh", "en", "kinds", "made_by", "made_at", (each) => each.cast<string>("from_on", "text").as("from_on"), (each) => each.cast<string | null>("until_on", "text").as("until_on")]).where("exchange_id", "=", exchangeId);

/** Every unit there ever was, by code: those under a department stand after it where codes are formed so. */
export const unitsOf = async (db: Db | Tx, exchangeId: string): Promise<Unit[]> => (await units(db, exchangeId).orderBy("code").execute()).map(unitIn);

/** The units that are of one organisation, by its credit code; none for who acts for none. */
export const unitsOfFirm = async (db: Db | Tx, exchangeId: string, uscc: string | null): Promise<Unit[]> => (uscc === null ? [] : (await units(db, exchangeId).where("uscc", "=", uscc).orderBy("code").execute()).map(unitIn));

/** A unit by its code, in force or not; null where there is none. */
export async function unitByCode(db: Db | Tx, exchangeId: string, code: string): Promise<Unit | null> {
  const row = await units(db, exchangeId).where("code", "=", code).executeTakeFirst();
  return row === undefined ? null : unitIn(row);
}

/** Every window there ever was, by number, then by when it opened. */
export const windowsOf = async (db: Db | Tx, exchangeId: string): Promise<Window[]> =>
  (await db.selectFrom("windows").select(["exchange_id", "number", "unit_code", "hall_code", "zh", "en", "tasks", "made_by", "made_at", (each) => each.cast<string>("from_on", "text").as("from_on"), (each) => each.cast<string | null>("until_on", "text").as("until_on")])
    .where("exchange_id", "=", exchangeId).orderBy("number").orderBy("windows.from_on").execute()).map(windowIn);

const datesIn = ({ from_on, until_on }: { readonly from_on: string; readonly until_on: string | null }) => ({ from: from_on as PlainDate, until: until_on as PlainDate | null });
type Lasting = "sub_centres" | "service_halls" | "posts";
const subCentreIn = ({ code, kind, unit_code: unit, zh, en, on_site: onSite, place, ...dates }: Dated<"sub_centres">): SubCentre => ({ code, kind, unit, zh, en, onSite, place, ...datesIn(dates) });
const hallIn = ({ code, sub_centre: subCentre, zh, en, place, ...dates }: Dated<"service_halls">): Hall => ({ code, subCentre, zh, en, place, ...datesIn(dates) });
const postIn = ({ post_id: id, kind, sub_centre: subCentre, name, actor_id: actor, ...dates }: Dated<"posts">): Post => ({ id, kind, subCentre, name, actor, ...datesIn(dates) });

/** Rows of a table whose rows last between days, the days as text. */
const lasting = <Name extends Lasting>(db: Db | Tx, exchangeId: string, table: Name): Promise<Dated<Name>[]> =>
  sql<Dated<Name>>`select *, from_on::text as from_on, until_on::text as until_on from ${sql.table(table)} where exchange_id = ${exchangeId} order by ${sql.table(table)}.from_on, made_at`.execute(db).then(({ rows }) => rows);

/** Every sub-centre there ever was: the four of the city in their order, then those of districts. */
export const subCentresOf = async (db: Db | Tx, exchangeId: string): Promise<SubCentre[]> =>
  (await lasting(db, exchangeId, "sub_centres")).map(subCentreIn).toSorted((one, other) => SUB_CENTRE_ORDER.indexOf(one.kind) - SUB_CENTRE_ORDER.indexOf(other.kind) || (one.code < other.code ? -1 : 1));
const SUB_CENTRE_ORDER = keysOf<SubCentre["kind"]>(SUB_CENTRES);

/** Every hall there ever was, by when it opened. */
export const hallsOf = async (db: Db | Tx, exchangeId: string): Promise<Hall[]> => (await lasting(db, exchangeId, "service_halls")).map(hallIn);

/** Who held which post when, in the order of posts. */
export const postsOf = async (db: Db | Tx, exchangeId: string): Promise<Post[]> =>
  (await lasting(db, exchangeId, "posts")).map(postIn).toSorted((one, other) => POST_ORDER.indexOf(one.kind) - POST_ORDER.indexOf(other.kind));
const POST_ORDER = keysOf<Post["kind"]>(POSTS);

/** What a kept record says of itself to machines. */
type Said = Pick<NoticeRecord<string>, "sections"> & { readonly terms: Pick<Regulation, "zh" | "en"> };

/** Every version of every rule, by code and version; or of one. */
export async function regulationVersions(db: Db | Tx, exchangeId: string, code: string | null = null): Promise<KeptRegulation[]> {
  const rows = await db.selectFrom("regulations").select(["code", "version", "kind", "status", "json", "json_sha256", "pdf_sha256", "made_at", (each) => each.cast<string>("from_on", "text").as("from_on")])
    .where("exchange_id", "=", exchangeId).$if(code !== null, (asked) => asked.where("code", "=", code ?? "")).orderBy("code").orderBy("version").execute();
  return rows.map(({ json, json_sha256, pdf_sha256, made_at, from_on, ...row }) => {
    const record = parseCanonical(json) as unknown as Said;
    return { ...row, zh: record.terms.zh, en: record.terms.en, text: textOfRule(record), from: from_on as PlainDate, publishedAt: made_at, jsonSha256: json_sha256, pdfSha256: pdf_sha256 };
  });
}

/** One version as a sealed paper; null where there is none. */
export async function regulationPaper(db: Db | Tx, exchangeId: string, code: string, version: number): Promise<{ readonly paper_id: string; readonly json: Uint8Array; readonly json_sha256: string; readonly pdf_sha256: string } | null> {
  const row = await db.selectFrom("regulations").select(["json", "json_sha256", "pdf_sha256"]).where("exchange_id", "=", exchangeId).where("code", "=", code).where("version", "=", version).executeTakeFirst();
  return row === undefined ? null : { paper_id: `${code}-${String(version)}`, ...row };
}

/** Which halls took up which versions of the policies. */
export const takenUp = (db: Db | Tx, exchangeId: string): Promise<TakenUp[]> => db.selectFrom("policy_halls").select(["hall", "code", "version"]).where("exchange_id", "=", exchangeId).execute();
