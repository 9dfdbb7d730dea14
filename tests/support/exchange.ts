import type { Db } from "../../src/db/database.js";

/** Makes an exchange that uploads, jobs and rows can belong to. */
export async function makeExchange(db: Db, id = "chenguang"): Promise<string> {
  await db.insertInto("exchanges").values({
    exchange_id: id, host: `${id}.example`, name: "晨光市公共资源交易中心", name_en: "Chenguang Exchange", uscc: "12350100MB00000000", platform_code: "E3501000001",
    origin: `${id}.example/rehearsal/00000000`, made_at: new Date("2026-01-05T01:00:00Z"),
  }).execute();
  return id;
}
