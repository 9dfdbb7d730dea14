import type { Insertable, Selectable } from "kysely";
import type { ApprovalTables } from "../approvals/tables.js";
import type { ArchiveTables } from "../archive/tables.js";
import type { AttendanceTables } from "../attendance/tables.js";
import type { AuditTables } from "../audit/tables.js";
import type { AuctionTables } from "../auctions/tables.js";
import type { BankTables } from "../bank/tables.js";
import type { BiddingTables } from "../bidding/tables.js";
import type { BlindTables } from "../blind/tables.js";
import type { CentreTables } from "../centre/tables.js";
import type { ConciergeTables } from "../concierge/tables.js";
import type { ConductTables } from "../conduct/tables.js";
import type { ComplaintTables } from "../complaints/tables.js";
import type { DepositTables } from "../deposits/tables.js";
import type { ExpertTables } from "../experts/tables.js";
import type { FeeTables } from "../fees/tables.js";
import type { FigureTables } from "../figures/tables.js";
import type { IdentityTables } from "../identity/tables.js";
import type { ItemTables } from "../items/tables.js";
import type { JobTables } from "../jobs/tables.js";
import type { LedgerTables } from "../ledger/tables.js";
import type { LimitTables } from "../limits/tables.js";
import type { LogTables } from "../journal/tables.js";
import type { JudgingTables } from "../judging/tables.js";
import type { MessageTables } from "../messages/tables.js";
import type { ObjectionTables } from "../objections/tables.js";
import type { OpeningTables } from "../opening/tables.js";
import type { PartyTables } from "../parties/tables.js";
import type { PrivacyTables } from "../privacy/tables.js";
import type { QuestionTables } from "../questions/tables.js";
import type { RevocationTables } from "../revocation/tables.js";
import type { SaleTables } from "../sales/tables.js";
import type { SignalTables } from "../signals/tables.js";
import type { StorageTables } from "../storage/tables.js";
import type { SuretyTables } from "../sureties/tables.js";
import type { TenderTables } from "../tenders/tables.js";
import type { TreasuryTables } from "../treasury/tables.js";
import type { VenueTables } from "../venues/tables.js";

type GroundTables = {
  installation: { one: boolean; mode: "rehearsal" | "live"; made_at: Date };
  exchanges: { exchange_id: string; host: string; name: string; name_en: string; uscc: string; platform_code: string; origin: string; made_at: Date };
  clocks: { exchange_id: string; stands_at: Date; set_at: Date; held: boolean };
};

/** Every table, each declared by the feature that owns it. */
export type Schema = GroundTables & ApprovalTables & ArchiveTables & AttendanceTables & AuctionTables & AuditTables & BankTables & BiddingTables & BlindTables & CentreTables & ConciergeTables & ConductTables & ComplaintTables & DepositTables & ExpertTables & FeeTables & IdentityTables & ItemTables & JobTables & JudgingTables & LedgerTables & LimitTables & LogTables & MessageTables & ObjectionTables & OpeningTables & PartyTables & PrivacyTables & QuestionTables & RevocationTables & SaleTables & SignalTables & StorageTables & SuretyTables & TenderTables & TreasuryTables & VenueTables & FigureTables;
export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
