import type { Insertable, Selectable } from "kysely";
import type { IdentityTables } from "../identity/tables.js";
import type { JobTables } from "../jobs/tables.js";
import type { LogTables } from "../journal/tables.js";
import type { StorageTables } from "../storage/tables.js";
import type { TenderTables } from "../tenders/tables.js";

type GroundTables = {
  installation: { one: boolean; mode: "rehearsal" | "live"; made_at: Date };
  exchanges: { exchange_id: string; host: string; name: string; name_en: string; uscc: string; platform_code: string; origin: string; made_at: Date };
  clocks: { exchange_id: string; stands_at: Date; set_at: Date; held: boolean };
};

/** Every table, each declared by the feature that owns it. */
export type Schema = GroundTables & IdentityTables & JobTables & LogTables & StorageTables & TenderTables;
export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
