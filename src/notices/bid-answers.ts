import type { Json } from "../kernel/canonical-json.js";
import { parseMoney } from "../kernel/money.js";
import { headingOf, readOut, repeated, type BidForm, type FormField } from "../procedure/bid-form.js";
import { column, count, fact, money, text } from "./blocks.js";
import type { Column, FactRow, Value } from "./record.js";

/** What a bid answers by the path of the question: money as money, days as a number, words as text; null or absent prints 无/不适用. */
export type Answers = Readonly<Record<string, Json>>;

function valueOf({ path, kind }: FormField, answers: Answers, unit: string): Value {
  const answer = Object.hasOwn(answers, path) ? answers[path] : null;
  if (kind === "days") return count(typeof answer === "number" ? answer : null, unit);
  if (kind === "text") return text(typeof answer === "string" ? answer : null);
  const read = parseMoney(answer);
  return money(read.ok ? read.value : null);
}

/** What candidates and award repeat of a bid, a row each. */
export const answerRows = ({ fields }: BidForm, answers: Answers): FactRow[] => repeated(fields).map((field) => fact(field.name.zh, field.name.en, valueOf(field, answers, "日历天")));

/** Width that a table gives to all that is read out; one answer alone takes no more than `ONE_MAX`. Per cent. */
const ALL_WIDTH = 36;
const ONE_MAX = 12;

/** The columns of what is read out beside bidder and price, with their width together. */
export function answerColumns({ fields }: BidForm): { readonly columns: readonly Column[]; readonly width: number } {
  const said = readOut(fields);
  const each = Math.min(ONE_MAX, Math.floor(ALL_WIDTH / Math.max(1, said.length)));
  return { columns: said.map((field) => column(headingOf(field).zh, headingOf(field).en, each, "center")), width: each * said.length };
}

/** The cells under them. */
export const answerCells = ({ fields }: BidForm, answers: Answers): Value[] => readOut(fields).map((field) => valueOf(field, answers, ""));
