import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";
import type { Unit, UnitKind, Window, WindowTask } from "./unit.js";

type Dated<Name extends "units" | "windows"> = Omit<Row<Name>, "from_on" | "until_on"> & { readonly from_on: string; readonly until_on: string | null };

const unitIn = ({ code, uscc, parent_code: parent, zh, en, kinds, from_on, until_on }: Dated<"units">): Unit => ({ code, uscc, parent, zh, en, kinds: kinds as UnitKind[], from: from_on as PlainDate, until: until_on as PlainDate | null });
const windowIn = ({ number, unit_code: unit, zh, en, tasks, from_on, until_on }: Dated<"windows">): Window => ({ number, unit, zh, en, tasks: tasks as WindowTask[], from: from_on as PlainDate, until: until_on as PlainDate | null });

const units = (db: Db | Tx, exchangeId: string) =>
  db.selectFrom("units").select(["exchange_id", "code", "uscc", "parent_code", "zh", "en", "kinds", "made_by", "made_at", (each) => each.cast<string>("from_on", "text").as("from_on"), (each) => each.cast<string | null>("until_on", "text").as("until_on")]).where("exchange_id", "=", exchangeId);

/** Every unit there ever was, by code: those under a department stand after it where codes are formed so. */
export const unitsOf = async (db: Db | Tx, exchangeId: string): Promise<Unit[]> => (await units(db, exchangeId).orderBy("code").execute()).map(unitIn);

/** A unit by its code, in force or not; null where there is none. */
export async function unitByCode(db: Db | Tx, exchangeId: string, code: string): Promise<Unit | null> {
  const row = await units(db, exchangeId).where("code", "=", code).executeTakeFirst();
  return row === undefined ? null : unitIn(row);
}

/** Every window there ever was, by number, then by when it opened. */
export const windowsOf = async (db: Db | Tx, exchangeId: string): Promise<Window[]> =>
  (await db.selectFrom("windows").select(["exchange_id", "number", "unit_code", "zh", "en", "tasks", "made_by", "made_at", (each) => each.cast<string>("from_on", "text").as("from_on"), (each) => each.cast<string | null>("until_on", "text").as("until_on")])
    .where("exchange_id", "=", exchangeId).orderBy("number").orderBy("windows.from_on").execute()).map(windowIn);
