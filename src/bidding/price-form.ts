import type { Json } from "../kernel/canonical-json.js";
import { moneyJson, parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { hasShape, listOf, literal, orNull, safeName, text, type Shape } from "../signing/shapes.js";
import type { FormField } from "../procedure/bid-form.js";
import type { LotForm, ScheduleRow } from "../tenders/form.js";
import type { Finding, PriceForm, Question } from "./asked.js";
import { formFindings, PRICE, rowAmount } from "./form-check.js";

/** What was typed, as typed: answers by path, unit prices by item. */
export type Typed = { readonly answers: ReadonlyMap<string, string>; readonly unitPrices: ReadonlyMap<string, string> };

const ROWS_MAX = 500;
const QUESTION = hasShape({ path: text(60), kind: literal("money", "days", "text"), zh: text(60), en: text(60), wanted: orNull(text(200)), bound: orNull(literal("at-most", "at-least")), optional: (value) => value === null || value === true });
const ROW = hasShape({ item: safeName, name: text(200), unit: text(20), quantity: (value) => typeof value === "string" && /^\d{1,9}(\.\d{1,4})?$/.test(value) });
const PRICE_FORM: Shape = { ceiling: (value) => value === null || parseMoney(value).ok, floor: (value) => value === null || parseMoney(value).ok, questions: listOf(QUESTION, 1, 20), rows: listOf(ROW, 0, ROWS_MAX) };

/** Reads what a terms file says a price form asks. */
export const readPriceForm = (said: Json): Result<PriceForm> => (hasShape(PRICE_FORM)(said) ? ok(said as unknown as PriceForm) : refuse("sealing-malformed", { where: "priceForm" }));

const TEXT_MAX = 200;
const DAYS_MAX = 36_500;

/** What of a notice's form its price form follows from. */
export type AskedLot = Pick<LotForm, "ceiling" | "floor" | "deposit" | "termDays" | "quality" | "schedule">;

/**
 * The questions of a lot in the order of its line's form, each with what the documents ask for. Where it gives a schedule, its rows are
 * priced and the price is their sum; a deposit is asked for where the documents ask one.
 */
export function priceFormOf(lot: AskedLot, validityDays: number, fields: readonly FormField[]): PriceForm {
  const asked = fields.filter(({ path }) => path !== DEPOSIT || lot.deposit !== null);
  return { ceiling: lot.ceiling, ...(lot.floor === null ? {} : { floor: lot.floor }), rows: lot.schedule ?? [], questions: asked.map((field) => questionOf(field, wantedAt(lot, validityDays, field.path))) };
}

const DEPOSIT = "deposit";
type Wanted = { readonly wanted: string | null; readonly bound?: "at-most" | "at-least" };

const questionOf = ({ path, kind, ask, required }: FormField, wanted: Wanted): Question => ({ path, kind, zh: ask.zh, en: ask.en, ...wanted, ...(required ? {} : { optional: true }) });

function wantedAt({ deposit, termDays, quality }: AskedLot, validityDays: number, path: string): Wanted {
  switch (path) {
    case "days": return { wanted: String(termDays), bound: "at-most" };
    case "validityDays": return { wanted: String(validityDays), bound: "at-least" };
    case "quality": return { wanted: quality.replaceAll("\n", " ") };
    case DEPOSIT: return { wanted: deposit?.amount ?? null, bound: "at-least" };
    default: return { wanted: null };
  }
}

/** An amount as people type or paste it: 38,650,000 · ￥38650000.5 · ３８６５００００.００ 元. */
export function typedAmount(text: string): Result<Fen> {
  const plain = text.normalize("NFKC").replace(/[\s,'¥元]/g, "");
  const [, whole = "", decimals = ""] = /^(\d{1,16})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === "") return refuse("money-amount", { given: text.trim().slice(0, 40) });
  return parseMoney({ amount: `${whole.replace(/^0+(?=\d)/, "")}.${decimals.padEnd(2, "0")}`, currency: "CNY" });
}

/** A row with its price. */
export type PricedRow = ScheduleRow & { readonly unitPrice: MoneyJson; readonly amount: MoneyJson };

/** The priced rows so far, and what they come to. */
export function priceRows(rows: readonly ScheduleRow[], unitPrices: ReadonlyMap<string, string>): { readonly priced: readonly PricedRow[]; readonly sum: Fen; readonly findings: readonly Finding[] } {
  const priced: PricedRow[] = [];
  const findings: Finding[] = [];
  let sum = 0n;
  for (const row of rows) {
    const at = `rows.${row.item}`;
    const text = unitPrices.get(row.item)?.trim() ?? "";
    const unitPrice = text === "" ? refuse("answer-missing", { question: `${row.item} ${row.name}` }) : typedAmount(text);
    if (!unitPrice.ok) {
      findings.push({ at, grave: true, refusal: unitPrice.refusal });
      continue;
    }
    const amount = rowAmount(row, unitPrice.value);
    sum += amount;
    priced.push({ ...row, unitPrice: moneyJson(unitPrice.value), amount: moneyJson(amount) });
  }
  return { priced, sum, findings };
}

/** What was typed as form.json, the form as canonical JSON will hold it; null while something grave stands. */
export function fillPriceForm(asked: PriceForm, typed: Typed): { readonly form: Json | null; readonly price: Fen | null; readonly findings: readonly Finding[] } {
  const { priced, findings: rowFindings } = priceRows(asked.rows, typed.unitPrices);
  const findings: Finding[] = [...rowFindings];
  const form: Record<string, Json> = { v: "form/1" };
  for (const question of asked.questions) {
    const text = typed.answers.get(question.path)?.trim() ?? "";
    if (text === "" && question.optional === true) continue;
    const answer = answerOf(question, text);
    if (answer.ok) put(form, question.path.split("."), answer.value);
    else findings.push({ at: question.path, grave: true, refusal: answer.refusal });
  }
  if (asked.rows.length > 0) form["items"] = priced.map(({ item, name, unit, quantity, unitPrice, amount }) => ({ item, name, unit, quantity, unitPrice, amount }));
  // What was not typed, or could not be read, is named once.
  findings.push(...formFindings(asked, form).filter(({ at }) => !findings.some((each) => each.at === at)));
  const price = parseMoney(form[PRICE]);
  return { form: findings.some(({ grave }) => grave) ? null : form, price: price.ok ? price.value : null, findings };
}

function answerOf({ kind, zh }: Question, text: string): Result<Json> {
  if (text === "") return refuse("answer-missing", { question: zh });
  if (kind === "text") return text.length > TEXT_MAX ? refuse("answer-too-long", { question: zh, max: TEXT_MAX }) : ok(text.normalize("NFC"));
  if (kind === "money") {
    const fen = typedAmount(text);
    return fen.ok ? ok(moneyJson(fen.value)) : fen;
  }
  const days = /^\d{1,5}$/.test(text.normalize("NFKC")) ? Number(text.normalize("NFKC")) : 0;
  return days >= 1 && days <= DAYS_MAX ? ok(days) : refuse("answer-not-days", { question: zh, given: text.slice(0, 40) });
}

function put(form: Record<string, Json>, [head = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    form[head] = value;
    return;
  }
  const inner = { ...(form[head] as Record<string, Json> | undefined) };
  put(inner, rest, value);
  form[head] = inner;
}

/**
 * Unit prices from a spreadsheet, as its copy or a CSV file gives them: rows that begin with an item go to that item, their last
 * cell being the price; a single column is taken in the order of the schedule. All or nothing.
 */
export function pastedPrices(text: string, rows: readonly ScheduleRow[]): Result<ReadonlyMap<string, string>> {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map(cellsOf).filter((cells) => cells.some((cell) => cell !== ""));
  const items = new Set(rows.map(({ item }) => item));
  const isColumn = lines.every((cells) => cells.length === 1);
  const taken = isColumn ? lines.map(([price = ""], at) => [rows[at]?.item ?? "", price]) : lines.filter(([first = ""]) => items.has(first));
  if (taken.length !== rows.length) return refuse("price-rows-count", { given: taken.length, wanted: rows.length });
  const prices = new Map<string, string>();
  for (const cells of taken) {
    const [item = ""] = cells;
    const price = cells.findLast((cell) => cell !== "") ?? "";
    const amount = typedAmount(price);
    if (!amount.ok) return amount;
    if (prices.has(item)) return refuse("price-row-twice", { item });
    prices.set(item, price);
  }
  return ok(prices);
}

/** Tabs between cells, as a spreadsheet copies; else commas, with quotes round cells that hold one. */
function cellsOf(line: string): string[] {
  if (line.includes("\t")) return line.split("\t").map((cell) => cell.trim());
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = ""]) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
}
