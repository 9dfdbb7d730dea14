import type { Generated } from "kysely";

type Made = { exchange_id: string; made_by: string; made_at: Date };

export type CentreTables = {
  units: Made & { code: string; uscc: string; parent_code: string | null; zh: string; en: string; kinds: string[]; from_on: string; until_on: Generated<string | null> };
  windows: Made & { number: number; unit_code: string | null; zh: string; en: string; tasks: string[]; from_on: string; until_on: Generated<string | null> };
};
