import { day } from "../kernel/time.js";
import type { RuleRow } from "./rule.js";

/** 拍卖法 */
const AUCTION_LAW = day("1997-01-01");

/** Auctions by an auction house. Append only: a change of law ends a row and adds one. */
export const AUCTION_RULES = [
  { id: "AU-01", op: ">=", value: "7", unit: "CD", article: "拍卖法 45", mark: "C:L1", from: AUCTION_LAW, to: null,
    zh: "拍卖公告在拍卖日前发布",
    en: "The notice precedes the day of the auction" },
  { id: "AU-02", op: ">=", value: "2", unit: "CD", article: "拍卖法 48", mark: "C:L1", from: AUCTION_LAW, to: null,
    zh: "拍卖标的展示时间",
    en: "The lot is displayed for" },
  { id: "AU-03", op: "=", value: "1", unit: "bool", article: "拍卖法 50", mark: "C:L1", from: AUCTION_LAW, to: null,
    zh: "拍卖标的无保留价的，拍卖师应当在拍卖前予以说明；有保留价的，最高应价未达到保留价时，该应价不发生效力",
    en: "Without a reserve the auctioneer says so before; with one an offer below it has no effect" },
] as const satisfies readonly RuleRow[];
