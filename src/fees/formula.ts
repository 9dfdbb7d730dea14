import { z } from "zod";
import { yuan, type Fen } from "../kernel/money.js";
import { compare, decimalText, minus, parseRatio, ratio, ratioText, round, times, total, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { fenOf } from "../tenders/amounts.js";
import { MoneyBody } from "../tenders/form.js";

/** A rate, a threshold: exact, with eight decimals at most. */
const Rate = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,8})?$/, "write a decimal such as 0.02");
const Bounds = { min: MoneyBody.nullable().default(null), max: MoneyBody.nullable().default(null) };
const Charge = z.enum(["yuan", "percent"]);

/**
 * How an amount comes out of a quantity, as data: fixed; `charge` of each unit in yuan or of a sum in per cent; or tier by tier, each part of the quantity
 * by the rate of the tier it lies in. `min` and `max` bound the result.
 */
export const FormulaBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fixed"), amount: MoneyBody }),
  z.strictObject({ kind: z.literal("rate"), charge: Charge, rate: Rate, ...Bounds }),
  z.strictObject({ kind: z.literal("tiered"), charge: Charge, tiers: z.array(z.strictObject({ above: Rate, rate: Rate })).min(2).max(20), ...Bounds }),
]);
export type Formula = z.infer<typeof FormulaBody>;

/** What is measured or declared: `name` is the same in every item that asks for it, so that a project says it once. */
export type Input = { readonly name: string; readonly zh: string; readonly en: string; readonly unitZh: string; readonly unitEn: string };
type Words = { readonly zh: string; readonly en: string };
/** Ten million million yuan: far above any bill, far below what the ledger holds in one line. */
export const FEE_FEN_MAX: Fen = 10n ** 15n;

/** Whether the parts of a formula agree: bounds in order, tiers from nothing upwards. */
export function checkFormula(formula: Formula): Result<true> {
  if (formula.kind === "fixed") return ok(true);
  const { min, max } = formula;
  if (min !== null && max !== null && fenOf(min) > fenOf(max)) return refuse("fee-formula-bounds");
  if (formula.kind === "rate") return ok(true);
  const starts = formula.tiers.map(({ above }) => parseRatio(above));
  return starts.every((each, at) => compare(each, starts[at - 1] ?? ratio(-1n)) > 0) && starts[0]?.n === 0n ? ok(true) : refuse("fee-formula-tiers");
}

/** Works a formula out exactly and rounds once, to the fen, 四舍五入. @param quantity null where the formula is fixed */
export function evaluate(formula: Formula, quantity: Ratio | null): Result<Fen> {
  if (formula.kind === "fixed") return within(fenOf(formula.amount));
  if (quantity === null) return refuse("fee-quantity-missing");
  if (quantity.n < 0n) return refuse("fee-quantity-negative");
  return within(bounded(formula, fenIn(exactly(formula, quantity))));
}

const within = (fen: Fen): Result<Fen> => (fen > FEE_FEN_MAX ? refuse("fee-too-large", { max: yuan(FEE_FEN_MAX) }) : ok(fen));
const both = (zh: string, en: string): Words => ({ zh, en });
type Measured = Extract<Formula, { kind: "rate" | "tiered" }>;

/** Whole fen of exact yuan, 四舍五入. */
export function fenIn(exact: Ratio): Fen {
  const { n, d } = round(exact, 2, "half-up");
  return (n * 100n) / d;
}

const HUNDREDTH = ratio(1n, 100n);
const perUnit = (charge: "yuan" | "percent", rate: string): Ratio => (charge === "yuan" ? parseRatio(rate) : times(parseRatio(rate), HUNDREDTH));

/** Yuan before they are rounded and bounded. */
const exactly = (formula: Measured, quantity: Ratio): Ratio => (formula.kind === "rate" ? times(quantity, perUnit(formula.charge, formula.rate)) : total(partsOf(formula, quantity).map(({ part, rate }) => times(part, perUnit(formula.charge, rate)))));

/** The parts of a quantity, each with the rate of the tier it lies in. */
function partsOf({ tiers }: Extract<Formula, { kind: "tiered" }>, quantity: Ratio): { readonly part: Ratio; readonly rate: string }[] {
  return tiers.flatMap(({ above, rate }, at) => {
    const end = tiers[at + 1]?.above;
    const upto = end === undefined || compare(quantity, parseRatio(end)) < 0 ? quantity : parseRatio(end);
    const part = minus(upto, parseRatio(above));
    return part.n > 0n ? [{ part, rate }] : [];
  });
}

function bounded({ min, max }: Measured, fen: Fen): Fen {
  if (min !== null && fen < fenOf(min)) return fenOf(min);
  return max !== null && fen > fenOf(max) ? fenOf(max) : fen;
}

/** How a charge is written: 60 yuan a unit, 0.15 %. */
const charged = (charge: "yuan" | "percent", rate: string): Words => (charge === "yuan" ? both(`${rate} 元`, `${rate} yuan`) : both(`${rate}%`, `${rate}%`));

/** The way from a quantity to its amount, in words. @param quantity null where the formula is fixed */
export function stepsOf(formula: Formula, quantity: Ratio | null, input: Pick<Input, "unitZh" | "unitEn"> | null): Words {
  if (formula.kind === "fixed") return both(`${formula.amount.amount} 元`, `${formula.amount.amount} yuan`);
  if (quantity === null) return both("", "");
  const exact = exactly(formula, quantity);
  const [way, sum, bound] = [wayOf(formula, quantity, input), decimalText(exact, 2), boundOf(formula, fenIn(exact))];
  return both(`${way.zh} = ${sum} 元${bound.zh}`, `${way.en} = ${sum} yuan${bound.en}`);
}

function wayOf(formula: Measured, quantity: Ratio, input: Pick<Input, "unitZh" | "unitEn"> | null): Words {
  if (formula.kind === "rate") {
    const [much, each] = [ratioText(quantity), charged(formula.charge, formula.rate)];
    return both(`${much} ${input?.unitZh ?? ""} × ${each.zh}`, `${much} ${input?.unitEn ?? ""} × ${each.en}`);
  }
  const parts = partsOf(formula, quantity);
  const said = (language: "zh" | "en"): string => (parts.length === 0 ? "0" : parts.map(({ part, rate }) => `${ratioText(part)} × ${charged(formula.charge, rate)[language]}`).join(" + "));
  return both(said("zh"), said("en"));
}

function boundOf({ min, max }: Measured, fen: Fen): Words {
  if (min !== null && fen < fenOf(min)) return both(`，不足下限，按 ${min.amount} 元`, `, below the minimum: ${min.amount} yuan`);
  return max !== null && fen > fenOf(max) ? both(`，超过上限，按 ${max.amount} 元`, `, above the maximum: ${max.amount} yuan`) : both("", "");
}

type Named = Pick<Input, "zh" | "en" | "unitZh" | "unitEn">;
const NOTHING: Named = { zh: "", en: "", unitZh: "", unitEn: "" };

/** A formula in words, as a catalogue prints it. */
export function formulaWords(formula: Formula, input: Named | null): Words {
  if (formula.kind === "fixed") return both(`定额 ${formula.amount.amount} 元`, `fixed: ${formula.amount.amount} yuan`);
  const [of, bounds] = [input ?? NOTHING, boundWords(formula)];
  const way = formula.kind === "rate" ? rateWords(formula, of) : tierWords(formula, of);
  return both(way.zh + bounds.zh, way.en + bounds.en);
}

function rateWords({ charge, rate }: Extract<Formula, { kind: "rate" }>, of: Named): Words {
  const { zh, en } = charged(charge, rate);
  return charge === "yuan" ? both(`${of.zh} × ${zh}/${of.unitZh}`, `${of.en} × ${en} per ${of.unitEn}`) : both(`${of.zh} × ${zh}`, `${of.en} × ${en}`);
}

function tierWords({ charge, tiers }: Extract<Formula, { kind: "tiered" }>, of: Named): Words {
  const each = (language: "zh" | "en"): string => tiers.map(({ above, rate }, at) => `${spanOf(above, tiers[at + 1]?.above, language)} ${charged(charge, rate)[language]}`).join(language === "zh" ? "；" : "; ");
  return both(`${of.zh}（${of.unitZh}）分档累进：${each("zh")}`, `${of.en} (${of.unitEn}) tier by tier: ${each("en")}`);
}

function boundWords({ min, max }: Extract<Formula, { kind: "rate" | "tiered" }>): Words {
  const words = [...(min === null ? [] : [both(`，不低于 ${min.amount} 元`, `, at least ${min.amount} yuan`)]), ...(max === null ? [] : [both(`，不超过 ${max.amount} 元`, `, at most ${max.amount} yuan`)])];
  return both(words.map(({ zh }) => zh).join(""), words.map(({ en }) => en).join(""));
}

function spanOf(above: string, until: string | undefined, language: "zh" | "en"): string {
  if (until !== undefined) return `${above}–${until}`;
  return language === "zh" ? `超过 ${above} 的部分` : `above ${above}`;
}
