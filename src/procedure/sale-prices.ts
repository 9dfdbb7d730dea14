import { yuan, type Fen } from "../kernel/money.js";
import { refuse } from "../kernel/result.js";
import type { Refusal } from "../kernel/refusal.js";
import { decimalText, ratio, times, type Ratio } from "../kernel/ratio.js";
import type { PlainDate } from "../kernel/time.js";
import { lawCited, lawExact, lawId, lawSets } from "./law.js";
import type { SaleLawful, SaleNumber } from "./sale-law.js";
import { furtherOf, holds } from "../rules/rules.js";
import { plusMonths } from "../rules/calendar.js";
import { dutyFrom, lastDayOfPrice } from "./sale-dates.js";

const HUNDRED = 100n;

/** What share of another sum a sum is, in per cent. @param whole fen, more than 0 */
const shareOf = (part: Fen, whole: Fen): Ratio => ratio(part * HUNDRED, whole);

/** The least sum, in whole fen, that is a share of another. */
function leastOf(whole: Fen, percent: Ratio): Fen {
  const { n, d } = times(ratio(whole), percent);
  return (n + d * HUNDRED - 1n) / (d * HUNDRED);
}

/**
 * Why a deposit is not one the law allows: land has a floor, of the lowest price of the land (国土资发〔2010〕34号, LD-11); property a cap, of the floor price
 * (操作规则, PR-12). A line that sets neither leaves it to the notice (MR). @param base fen, more than 0
 */
export function depositRefusal(lawful: SaleLawful, deposit: Fen, base: Fen): Refusal | null {
  const broken = (["depositFloor", "depositCap"] as const).find((name) => lawSets(lawful, name) && !holds(lawful.rules, lawId(lawful, name), shareOf(deposit, base)));
  if (broken === undefined) return null;
  const facts = { deposit: yuan(deposit), base: yuan(base), share: percentText(lawful, broken), ...lawCited(lawful, broken) };
  return refuse(broken === "depositFloor" ? "sale-deposit-low" : "sale-deposit-high", facts).refusal;
}

const percentText = (lawful: SaleLawful, name: SaleNumber): string => decimalText(lawExact(lawful, name), 0);

/** What a floor price of property is held against: the appraisal approved or filed, whether it is the first formal disclosure, and the written consent of the approver. */
export type FloorFacts = { readonly floor: Fen; readonly appraisal: Fen; readonly isFirst: boolean; readonly consent: string | null };

/** Why a floor price may not be disclosed: the first is the appraisal at least (32号令 17, PR-07); a later one below nine tenths needs consent (18, PR-08). */
export function floorRefusal(lawful: SaleLawful, { floor, appraisal, isFirst, consent }: FloorFacts): Refusal | null {
  const share = shareOf(floor, appraisal);
  const facts = (name: SaleNumber) => ({ floor: yuan(floor), appraisal: yuan(appraisal), share: percentText(lawful, name), ...lawCited(lawful, name) });
  if (isFirst) return holds(lawful.rules, lawId(lawful, "firstFloor"), share) ? null : refuse("first-floor-low", facts("firstFloor")).refusal;
  return holds(lawful.rules, lawId(lawful, "consentBelow"), share) && consent === null ? refuse("floor-needs-consent", facts("consentBelow")).refusal : null;
}

/** How long a notice of property is: a capital increase, assets by their floor price, equity (32号令 13, 39, 49; PR-04, PR-17…19). */
export function noticeNumberOf(lawful: SaleLawful, subject: "equity" | "assets" | "increase", floor: Fen): SaleNumber {
  if (subject === "increase") return "noticeDaysOfIncrease";
  if (subject === "equity") return "noticeDays";
  return floor > yuanOf(furtherOf(lawful.rules, lawId(lawful, "noticeDaysOfLargeAssets"), "floor")) ? "noticeDaysOfLargeAssets" : "noticeDaysOfAssets";
}

const yuanOf = ({ n, d }: Ratio): Fen => (n * HUNDRED) / d;

/** One payment of the price: how much at least has then been paid, and the last day for it. */
export type Instalment = { readonly until: PlainDate; readonly paid: Fen };

/**
 * By when the price of a land-use right is paid: half of it within a month of the contract, all within a year (国土资发〔2010〕34号; LD-13, LD-14).
 * @param price fen
 */
export const paymentsOfLand = (lawful: SaleLawful, price: Fen, contractOn: PlainDate): readonly Instalment[] => [
  { until: plusMonths(contractOn, Number(furtherOf(lawful.rules, lawId(lawful, "firstInstalment"), "within").n)), paid: leastOf(price, lawExact(lawful, "firstInstalment")) },
  { until: lastDayOfPrice(lawful, contractOn), paid: price },
];

/**
 * By when the price of property is paid, from the contract's effect: at once, within five working days; or three tenths then and, secured, all within a year
 * (32号令 27, 28; PR-13…15). @param price fen
 */
export function paymentsOfProperty(lawful: SaleLawful, price: Fen, effectiveOn: PlainDate, way: "at-once" | "instalments"): readonly Instalment[] {
  const first = dutyFrom(lawful, "payAtOnceDays", effectiveOn).rolledDate;
  if (way === "at-once") return [{ until: first, paid: price }];
  return [{ until: first, paid: leastOf(price, lawExact(lawful, "firstInstalment")) }, { until: lastDayOfPrice(lawful, effectiveOn), paid: price }];
}

/** By when how much of a price is paid, where the law says; null where it leaves that to the notice. Law: 国土资发〔2010〕34号 (LD-13, LD-14); 32号令 27, 28 (PR-13…15). */
export function lawfulPayments(lawful: SaleLawful, price: Fen, effectiveOn: PlainDate, payment: "at-once" | "instalments"): readonly Instalment[] | null {
  if (lawSets(lawful, "payAtOnceDays")) return paymentsOfProperty(lawful, price, effectiveOn, payment);
  return lawSets(lawful, "firstInstalment") ? paymentsOfLand(lawful, price, effectiveOn) : null;
}
