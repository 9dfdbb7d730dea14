import type { Generated } from "kysely";

type Exchange = { exchange_id: string };

export type DepositTables = {
  deposit_numbers: Exchange & { tender_id: string; lot: string; bidder: string; reference: string; asked_by: string; asked_at: Date };
  deposit_rates: Exchange & { account: string; serial: number; from_on: string; millionths: string; year_days: number; source: string; stated_by: string; stated_at: Date };
  forfeitures: Exchange & { reference: string; serial: number; step: "proposed" | "answered" | "kept" | "dropped"; grounds: Generated<unknown>; text: string; account: string | null; bank: string | null; heard_until: Date | null; open_until: Date | null; made_by: string; made_at: Date };
  basic_accounts: Exchange & { uscc: string; serial: number; account: string; bank: string; stated_by: string; stated_at: Date };
};
