import { compare, parseRatio } from "../kernel/ratio.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";
import type { Deduction } from "./method.js";

/**
 * What a bidder is for the price deduction, as its declaration says and the committee found: a small or micro firm, a consortium of
 * such firms among them; somebody who gives such firms a share of the contract; or neither. Law: 财库〔2020〕46号 4, 9.
 */
export type Firm = { readonly kind: "other" } | { readonly kind: "small" } | { readonly kind: "share"; /** Of the contract, in per cent. */ readonly percent: string };

/** The per cent a firm's price is lowered by; `0` where the documents lower none. */
function rateOf(firm: Firm, deduction: Deduction | null): string {
  if (deduction === null || firm.kind === "other") return "0";
  if (firm.kind === "small") return deduction.small;
  return deduction.share !== null && compare(parseRatio(firm.percent), parseRatio(deduction.shareFrom)) >= 0 ? deduction.share : "0";
}

/** The price that is compared: the corrected one, lowered for small and micro firms; the contract keeps the corrected one (GP-28, GP-30, GP-31). */
export function evaluatedPrice(corrected: Explanation, firm: Firm, deduction: Deduction | null): Explanation {
  return computed({ id: "evaluated", zh: "评标价（元）", en: "evaluated price, yuan" }, "corrected × (1 − rate ÷ 100)", [
    corrected, given({ id: "rate", zh: RATE_WORDS[firm.kind].zh, en: RATE_WORDS[firm.kind].en }, rateOf(firm, deduction)),
  ], TWO_PLACES);
}

const RATE_WORDS = {
  other: { zh: "价格扣除比例（%）：不属于小微企业", en: "deduction, %: not a small or micro firm" },
  small: { zh: "价格扣除比例（%）：小微企业", en: "deduction, %: small or micro firm" },
  share: { zh: "价格扣除比例（%）：联合体或者分包中小微企业的份额", en: "deduction, %: small firms' share by consortium or subcontract" },
} as const;
