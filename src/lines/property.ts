import type { SaleProcedure } from "../procedure/sale-procedure.js";

/** 企业国有产权转让. Law: 企业国有资产法 53–55; 企业国有资产交易监督管理办法 (32号令). */
export const property: SaleProcedure = {
  title: { zh: "企业国有产权转让", en: "Transfer of State-owned property" },
  law: {
    noticeDays: "PR-04", noticeDaysOfAssets: "PR-17", noticeDaysOfLargeAssets: "PR-18", noticeDaysOfIncrease: "PR-19", noticeDaysAgain: "PR-09", preNoticeDays: "PR-05", preNoticeStartDays: "PR-06", extensionDays: "PR-11", auctionNoticeDays: "AU-01", displayDays: "AU-02",
    competitionFrom: "PR-01", firstFloor: "PR-07", consentBelow: "PR-08", expiryMonths: "PR-10", depositCap: "PR-12", payAtOnceDays: "PR-13", firstInstalment: "PR-14", payWithin: "PR-15", dealPublicityDays: "PR-16", filingDays: "PR-20",
  },
  profiles: { ORDER32: { title: { zh: "企业国有资产交易监督管理办法", en: "The rules of Order 32" }, law: {} } },
};
