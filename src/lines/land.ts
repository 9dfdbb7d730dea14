import type { SaleProcedure } from "../procedure/sale-procedure.js";

/** 国有建设用地使用权出让. Law: 招标拍卖挂牌出让国有建设用地使用权规定 (39号令); 国土资发〔2010〕34号. */
export const land: SaleProcedure = {
  title: { zh: "国有建设用地使用权出让", en: "Grant of a land-use right" },
  law: {
    noticeDays: "LD-01", listingDays: "LD-02", applicationsBeforeEnd: "LD-03", tenderBiddersMin: "LD-04", tenderCommitteeMin: "LD-05", soleBidder: "LD-16", competitionFrom: "LD-17", auctionNoticeDays: "AU-01", displayDays: "AU-02",
    reserveDecision: "LD-08", depositFloor: "LD-11", losersDays: "LD-09", resultDays: "LD-10", grantContractDays: "LD-12", firstInstalment: "LD-13", payWithin: "LD-14", titleAfter: "LD-15", longestTerm: "LD-18",
  },
  profiles: {
    ORDER39: { title: { zh: "全国规则（39号令）", en: "The national rules (Order 39)" }, law: {} },
    FJ: { title: { zh: "福建网上交易规则", en: "The online rules of Fujian" }, law: { applicationsBeforeEnd: "LD-26", confirmationDays: "LD-27" } },
    SZ: { title: { zh: "苏州工业园区网上交易规则", en: "The online rules of Suzhou Industrial Park" }, law: { confirmationDays: "LD-34" } },
  },
};
