import type { LowPriceShares } from "../../src/bidding/method.js";
import type { Method } from "../../src/tenders/form.js";

/** The numbers as the law sets them, with a deduction of ten per cent for small firms and four for a share of thirty. */
export const LOW_PRICE_LIMITS: LowPriceShares = { mean: "50", next: "50", ceiling: "45" };
const TERMS = { deduction: { small: "10", share: "4", shareFrom: "30" }, lowPrice: LOW_PRICE_LIMITS, coreProduct: null, ties: [] };

/** G3's method: price 30, technical 50, business 20; the last criterion leaves no judgement. */
export const SCORING: Extract<Method, { kind: "scoring" }> = {
  kind: "scoring", weights: { price: "30", technical: "50", business: "20" }, rounding: { places: 2, mode: "half-up" },
  criteria: [
    { id: "specs", title: "技术参数响应", full: "35", standard: "逐项比对", group: "technical", objective: false }, { id: "plan", title: "实施方案", full: "15", standard: "完整、可行", group: "technical", objective: false },
    { id: "service", title: "售后服务", full: "12", standard: "响应及时", group: "business", objective: false }, { id: "cases", title: "类似业绩", full: "8", standard: "每项2分，最多8分", group: "business", objective: true },
  ],
  ...TERMS,
};
export const LOWEST_PRICE: Extract<Method, { kind: "lowest-price" }> = { kind: "lowest-price", ...TERMS };
