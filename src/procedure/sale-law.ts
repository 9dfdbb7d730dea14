import type { LawfulOf, LawOf } from "./law.js";

/** The numbers the procedure of a sale asks for; which row of the law, or of a local profile, sets each is data of the line. */
export type SaleNumber =
  | "noticeDays" | "noticeDaysOfAssets" | "noticeDaysOfLargeAssets" | "noticeDaysOfIncrease" | "noticeDaysAgain" | "preNoticeDays" | "preNoticeStartDays" | "extensionDays"
  | "auctionNoticeDays" | "displayDays" | "listingDays" | "applicationsBeforeEnd" | "competitionFrom" | "soleBidder"
  | "depositFloor" | "depositCap" | "firstFloor" | "consentBelow" | "expiryMonths" | "longestTerm" | "losersDays" | "resultDays" | "dealPublicityDays" | "confirmationDays"
  | "grantContractDays" | "payAtOnceDays" | "firstInstalment" | "payWithin" | "titleAfter" | "filingDays" | "reserveDecision";

/** What a line, with its profile, answers for them. */
export type SaleLaw = LawOf<SaleNumber>;

/** The numbers of one sale: its frozen rows, and which of them its line and profile ask for. */
export type SaleLawful = LawfulOf<SaleNumber>;
