import type { SaleProcedure } from "../procedure/sale-procedure.js";

/** 矿业权出让. Law: 矿产资源法 17, 19, 20; 矿业权出让交易规则. */
export const mining: SaleProcedure = {
  title: { zh: "矿业权出让", en: "Grant of a mining right" },
  law: { noticeDays: "MR-03", listingDays: "MR-04", tenderBiddersMin: "MR-05", auctionNoticeDays: "AU-01", displayDays: "AU-02", dealPublicityDays: "MR-06", losersDays: "MR-07" },
  profiles: { ORDER39: { title: { zh: "全国规则", en: "The national rules" }, law: {} } },
};
