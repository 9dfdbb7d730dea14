import { fromUtf8, utf8 } from "./bytes.js";
import { remembered } from "./remembered.js";

/** What canonical JSON can hold: no floats, and integers only as far as every reader keeps them exact. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEPTH_MAX = 16;
const KEY = /^[!-~]+$/;
// the control characters are the point: jq escapes them otherwise than RFC 8785
const CONTROL = /[\u0000-\u001f\u007f]/;
/** What stands between its quotes as it is: nearly every string there is. */
const PLAIN = /^[^\u0000-\u001f"\\\u007f\ud800-\udfff]*$/;

/**
 * RFC 8785 cut down so that `jq -cSj .` writes the same bytes: ASCII keys, strings without control characters and lone
 * surrogates, integers below 2^53, depth at most 16 (trust.md §1.3). @throws {RangeError} naming what does not fit.
 */
export const canonical = (value: Json): Uint8Array<ArrayBuffer> => utf8(canonicalText(value));

/** The same as text. */
export function canonicalText(value: Json, depth = 0): string {
  if (depth > DEPTH_MAX) throw new RangeError("deeper than 16");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return integerText(value);
  if (typeof value === "string") return stringText(value);
  if (isArray(value)) return `[${value.map((each) => canonicalText(each, depth + 1)).join(",")}]`;
  return objectText(value, depth);
}

function objectText(value: Readonly<Record<string, Json>>, depth: number): string {
  let text = "";
  for (const key of sortedKeys(value)) text += `${text === "" ? "{" : ","}${keyText(key)}:${canonicalText(value[key] ?? null, depth + 1)}`;
  return text === "" ? "{}" : `${text}}`;
}

/** The keys by their code units; those of a value read from canonical JSON are in order already. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  return keys.every((key, at) => at === 0 || (keys[at - 1] ?? "") < key) ? keys : keys.sort();
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

function integerText(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError("a number that is not an integer below 2^53");
  return String(value);
}

function stringText(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (CONTROL.test(value) || !value.isWellFormed()) throw new RangeError("a string with a control character or a lone surrogate");
  return JSON.stringify(value);
}

const KEYS_MAX = 1_000;
const keyText = remembered(KEYS_MAX, writeKey);

function writeKey(key: string): string {
  if (!KEY.test(key)) throw new RangeError("a key that is not plain ASCII");
  return JSON.stringify(key);
}

/**
 * Reads canonical JSON and nothing else: the bytes must be exactly what `canonical` would write of the value. Repeated keys,
 * spaces, `1.0` and escapes that are not needed all differ in bytes, so the comparison refuses them.
 * @throws {RangeError} on anything else.
 */
export function parseCanonical(bytes: Uint8Array): Json {
  const { text, value } = parseOrThrow(bytes);
  // Strict UTF-8 has one text for each bytes and back: equal texts are equal bytes.
  if (canonicalText(value) !== text) throw new RangeError("not canonical JSON");
  return value;
}

function parseOrThrow(bytes: Uint8Array): { readonly text: string; readonly value: Json } {
  try {
    const text = fromUtf8(bytes);
    return { text, value: JSON.parse(text) as Json };
  } catch {
    throw new RangeError("not JSON");
  }
}
