import type { Json } from "../kernel/canonical-json.js";
import { parseMoney, yuan, type Fen } from "../kernel/money.js";
import { parseRatio, ratio, round, times } from "../kernel/ratio.js";
import type { Refusal } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import { isObject } from "../signing/shapes.js";
import type { ScheduleRow } from "../tenders/form.js";
import type { Finding, PriceForm, Question } from "./asked.js";

/** What a finished form is held against; each is a row of the check before sealing. */
export type FormCheck = "answers-given" | "price-within-ceiling" | "price-not-under-floor" | "sums-agree" | "term-kept" | "validity-kept" | "deposit-stated";
export type FormFinding = Finding & { readonly check: FormCheck };

/** Where the price stands in form.json. */
export const PRICE = "price";
/** The checks of the answers that have a bound, by where they stand in form.json. */
const BOUND_CHECKS: Readonly<Record<string, FormCheck>> = { days: "term-kept", validityDays: "validity-kept", deposit: "deposit-stated" };

/** Quantity times unit price, rounded to the fen, half up. */
export const rowAmount = ({ quantity }: ScheduleRow, unitPrice: Fen): Fen => round(times(parseRatio(quantity), ratio(unitPrice)), 0, "half-up").n;

/**
 * What is wrong in a finished form, whoever made it. Grave is what has a bid rejected or leaves it without a price: above the
 * ceiling or below the lowest price that was announced, sums that do not agree, bound for fewer days than asked, a smaller deposit; at either, and bound for just as long, is
 * good. Law: 招标投标法实施条例 25, 26, 51(5), 51(6); 12号令 19; 39号令 10, 19.
 */
export function formFindings(asked: PriceForm, form: Json): FormFinding[] {
  const price = moneyAt(form, PRICE);
  return [...asked.questions.flatMap((question) => answerFindings(question, valueAt(form, question.path))), ...(price === null ? [] : priceFindings(asked, form, price)), ...asked.questions.flatMap((question) => boundFindings(question, form))];
}

/** A form without a price cannot be read out; another answer that is missing is said and left to the bidder. */
function answerFindings({ path, zh, optional }: Question, value: Json | undefined): FormFinding[] {
  if (path === PRICE && value !== undefined && !parseMoney(value).ok) return [found("answers-given", path, true, refuse("money-amount", { given: JSON.stringify(value).slice(0, 40) }).refusal)];
  if (optional === true && path !== PRICE) return [];
  return value === undefined || value === "" ? [found("answers-given", path, path === PRICE, refuse("answer-missing", { question: zh }).refusal)] : [];
}

function priceFindings({ ceiling, floor, rows }: PriceForm, form: Json, price: Fen): FormFinding[] {
  const [most, least] = [limitOf(ceiling), limitOf(floor ?? null)];
  return [
    ...(price === 0n ? [found("answers-given", PRICE, true, refuse("money-amount", { given: "0.00" }).refusal)] : []),
    ...(most !== null && price > most ? [found("price-within-ceiling", PRICE, true, refuse("form-over-ceiling", { price: yuan(price), ceiling: yuan(most) }).refusal)] : []),
    ...(least !== null && price < least ? [found("price-not-under-floor", PRICE, true, refuse("form-under-floor", { price: yuan(price), floor: yuan(least) }).refusal)] : []),
    ...(rows.length === 0 ? [] : sumFindings(rows, form, price)),
  ];
}

/** A price that the documents name, in fen; null where they name none that can be read. */
function limitOf(money: PriceForm["ceiling"]): Fen | null {
  const read = money === null ? null : parseMoney(money);
  return read?.ok === true ? read.value : null;
}

/** Every row of the schedule is priced, its amount is quantity times unit price, and the price is their sum. */
function sumFindings(rows: readonly ScheduleRow[], form: Json, price: Fen): FormFinding[] {
  const items = valueAt(form, "items");
  const findings: FormFinding[] = [];
  let sum = 0n;
  for (const row of rows) {
    const item = (Array.isArray(items) ? (items as readonly Json[]) : []).find((each) => isObject(each) && each["item"] === row.item) ?? null;
    const [unitPrice, amount] = [moneyAt(item, "unitPrice"), moneyAt(item, "amount")];
    if (unitPrice === null || amount === null) {
      findings.push(found("sums-agree", `rows.${row.item}`, true, refuse("answer-missing", { question: `${row.item} ${row.name}` }).refusal));
      continue;
    }
    const wanted = rowAmount(row, unitPrice);
    if (amount !== wanted) findings.push(found("sums-agree", `rows.${row.item}`, true, refuse("row-amount-differs", { item: row.item, amount: yuan(amount), wanted: yuan(wanted) }).refusal));
    sum += amount;
  }
  const isWhole = findings.length === 0;
  return isWhole && sum !== price ? [found("sums-agree", PRICE, true, refuse("price-not-the-sum", { price: yuan(price), sum: yuan(sum) }).refusal)] : findings;
}

/** A longer term is left to the bidder: whether it is a material deviation the documents say. */
function boundFindings(question: Question, form: Json): FormFinding[] {
  const { path, kind, zh, bound } = question;
  const check = Object.hasOwn(BOUND_CHECKS, path) ? BOUND_CHECKS[path] : undefined;
  const [given, limit] = numbersOf(question, form);
  if (check === undefined || given === null || limit === null) return [];
  const words = kind === "money" ? yuan : String;
  if (given > limit && bound === "at-most") return [found(check, path, false, refuse("days-over-term", { days: words(given), wanted: words(limit) }).refusal)];
  return given < limit && bound === "at-least" ? [found(check, path, true, refuse("answer-below-asked", { question: zh, given: words(given), wanted: words(limit) }).refusal)] : [];
}

/** What is given and what is wanted, in fen or in days. */
const numbersOf = ({ path, kind, wanted }: Question, form: Json): [given: bigint | null, limit: bigint | null] => (kind === "money" ? [moneyAt(form, path), fenOf(wanted)] : [daysAt(form, path), daysOf(wanted)]);

const found = (check: FormCheck, at: string, grave: boolean, refusal: Refusal): FormFinding => ({ check, at, grave, refusal });

/** The value at a path such as `leader.name`; undefined where there is none. */
const valueAt = (form: Json, path: string): Json | undefined => path.split(".").reduce<Json | undefined>((inner, key) => (inner !== undefined && isObject(inner) ? inner[key] : undefined), form);

function moneyAt(form: Json, path: string): Fen | null {
  const read = parseMoney(valueAt(form, path));
  return read.ok ? read.value : null;
}

function daysAt(form: Json, path: string): bigint | null {
  const value = valueAt(form, path);
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : null;
}

const daysOf = (wanted: string | null): bigint | null => (wanted !== null && /^\d{1,6}$/.test(wanted) ? BigInt(wanted) : null);

function fenOf(wanted: string | null): Fen | null {
  const read = parseMoney({ amount: wanted, currency: "CNY" });
  return read.ok ? read.value : null;
}
