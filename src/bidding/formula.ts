import { absolute, add, compare, minus, over, parseRatio, ratio, times, total, type Ratio } from "../kernel/ratio.js";
import { remembered } from "../kernel/remembered.js";

/**
 * A formula as the documents print it: `max(0, full − dev × e1)`. Numbers, names, + − × ÷, brackets and the functions below.
 * Exact: every step is a ratio.
 */
const FUNCTIONS: Readonly<Record<string, (values: readonly Ratio[]) => Ratio>> = {
  abs: ([value]) => absolute(needed(value)),
  max: (values) => values.reduce((best, each) => (compare(each, best) > 0 ? each : best)),
  min: (values) => values.reduce((best, each) => (compare(each, best) < 0 ? each : best)),
  sum: total,
  mean: (values) => over(total(values), ratio(BigInt(values.length))),
  /** The mean without one highest and one lowest. */
  trimmedMean: (values) => {
    const sorted = values.toSorted(compare).slice(1, -1);
    return over(total(sorted), ratio(BigInt(sorted.length)));
  },
};

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|([+−×÷(),]))/y;

type Token = { readonly kind: "number" | "name" | "symbol"; readonly text: string };
type Reader = { readonly tokens: readonly Token[]; next: number; readonly values: ReadonlyMap<string, Ratio> };

/** @throws {RangeError} on a formula that does not read, a name without a value and a division by zero. */
export function evaluate(formula: string, values: ReadonlyMap<string, Ratio>): Ratio {
  const reader: Reader = { tokens: readTokens(formula), next: 0, values };
  const value = sumOf(reader);
  if (reader.next !== reader.tokens.length) throw new RangeError(`the formula goes on: ${formula}`);
  return value;
}

function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = formula.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new RangeError(`not a formula: ${formula}`);
    const [, number, name, symbol = ""] = match;
    tokens.push(number !== undefined ? { kind: "number", text: number } : name !== undefined ? { kind: "name", text: name } : { kind: "symbol", text: symbol });
  }
  return tokens;
}

const READ_MAX = 200;
const readTokens = remembered(READ_MAX, tokensOf);

const isNext = (reader: Reader, symbol: string): boolean => reader.tokens[reader.next]?.kind === "symbol" && reader.tokens[reader.next]?.text === symbol;

function taken(reader: Reader, symbol: string): boolean {
  const found = isNext(reader, symbol);
  if (found) reader.next++;
  return found;
}

function sumOf(reader: Reader): Ratio {
  let value = productOf(reader);
  for (;;) {
    if (taken(reader, "+")) value = add(value, productOf(reader));
    else if (taken(reader, "−")) value = minus(value, productOf(reader));
    else return value;
  }
}

function productOf(reader: Reader): Ratio {
  let value = termOf(reader);
  for (;;) {
    if (taken(reader, "×")) value = times(value, termOf(reader));
    else if (taken(reader, "÷")) value = over(value, termOf(reader));
    else return value;
  }
}

function termOf(reader: Reader): Ratio {
  if (taken(reader, "(")) {
    const value = sumOf(reader);
    close(reader);
    return value;
  }
  const token = reader.tokens[reader.next++];
  if (token?.kind === "number") return parseRatio(token.text);
  if (token?.kind !== "name") throw new RangeError("a formula that breaks off");
  return taken(reader, "(") ? callOf(reader, token.text) : needed(reader.values.get(token.text), token.text);
}

function callOf(reader: Reader, name: string): Ratio {
  const call = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (call === undefined) throw new RangeError(`no function ${name}`);
  const values = [sumOf(reader)];
  while (taken(reader, ",")) values.push(sumOf(reader));
  close(reader);
  return call(values);
}

function close(reader: Reader): void {
  if (!taken(reader, ")")) throw new RangeError("a bracket is not closed");
}

function needed(value: Ratio | undefined, name = "value"): Ratio {
  if (value === undefined) throw new RangeError(`no value for ${name}`);
  return value;
}
