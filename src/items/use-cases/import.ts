import { inTransaction } from "../../db/database.js";
import { rowsOf } from "../../experts/use-cases/sheet.js";
import type { Actor } from "../../identity/actor.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { readItems, SHEET_COLUMNS } from "../import.js";
import { placeOf } from "./around.js";
import { draftItem } from "./register.js";

/** A line of a sheet that was not drafted: the column and the schema’s words, or the refusal of the draft. `line` counts from 1, the head is the first. */
export type BadLine = { readonly line: number; readonly item: string | null; readonly column: string | null; readonly why: string | null; readonly refusal: Refusal | null };
export type Imported = { readonly drafted: readonly string[]; readonly bad: readonly BadLine[] };

/** Drafts every item of a sheet (CSV or XLSX) for one’s own unit, each for itself: a line that is wrong is told and keeps no other back. */
export async function importItems(world: World, actor: Actor, bytes: Uint8Array, at: Instant): Promise<Result<Imported>> {
  const rows = await rowsOf(bytes);
  if (!rows.ok) return rows;
  const lines = readItems(rows.value.map(({ cells }) => cells));
  if (lines === null) return refuse("item-sheet-columns", { columns: SHEET_COLUMNS.join(", ") });
  const place = await inTransaction(world.db, (tx) => placeOf(tx, world.exchange.id));
  const [drafted, bad]: [string[], BadLine[]] = [[], []];
  for (const { line, item, fault } of lines) {
    if (item === null) {
      bad.push({ line, item: null, column: fault.column, why: fault.why, refusal: null });
      continue;
    }
    const made = await draftItem(world, actor, item, at, place);
    if (made.ok) drafted.push(item.code);
    else bad.push({ line, item: item.code, column: null, why: null, refusal: made.refusal });
  }
  return ok({ drafted, bad });
}
