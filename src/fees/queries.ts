import type { Db, Tx } from "../db/database.js";
import type { PlainDate } from "../kernel/time.js";
import { itemOn, readItem, type KeptItem } from "./item.js";

/** Every version of every item, by code and version; or of some items. */
export async function itemVersions(db: Db | Tx, exchangeId: string, codes: readonly string[] | null = null): Promise<KeptItem[]> {
  if (codes?.length === 0) return [];
  const rows = await db.selectFrom("fee_items").select(["file", "sha256"]).where("exchange_id", "=", exchangeId).$if(codes !== null, (asked) => asked.where("code", "in", [...(codes ?? [])])).orderBy("code").orderBy("version").execute();
  return rows.map(({ file, sha256 }) => ({ ...readItem(file), sha256 }));
}

/** The catalogue as it holds on a day, by code: abolished items too, as such. @param codes those alone; null for all */
export async function catalogueOn(db: Db | Tx, exchangeId: string, on: PlainDate, codes: readonly string[] | null = null): Promise<Map<string, KeptItem>> {
  const versions = Map.groupBy(await itemVersions(db, exchangeId, codes), ({ code }) => code);
  return new Map([...versions].flatMap(([code, each]) => {
    const item = itemOn(each, on);
    return item === null ? [] : [[code, item] as const];
  }));
}
