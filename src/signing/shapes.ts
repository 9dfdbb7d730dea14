import type { Json } from "../kernel/canonical-json.js";

/** Whether a value of JSON is acceptable in a place. */
export type Check = (value: Json) => boolean;
/** The keys an object must have, all of them and no other, and what each may hold. */
export type Shape = Readonly<Record<string, Check>>;
export type JsonObject = Readonly<Record<string, Json>>;

/** Dots alone would be a folder. */
const SAFE_NAME = /^(?!\.+$)[A-Za-z0-9._-]{1,64}$/;
const ORIGIN = /^(?=.{1,200}$)[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._-]+)*$/;
const ORGANISATION = /^[0-9A-Z]{18}$/;
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?\+08:00$/;

export const isObject = (value: Json): value is JsonObject => value !== null && typeof value === "object" && !Array.isArray(value);
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const matches = (pattern: RegExp): Check => (value) => typeof value === "string" && pattern.test(value);

/** Names of tenders, lots, parts and openers: safe as a file name and in an address. */
export const safeName: Check = matches(SAFE_NAME);
/** A log's origin, which is the exchange's name. */
export const origin: Check = matches(ORIGIN);
export const sha256Hex: Check = matches(/^[0-9a-f]{64}$/);
export const envelopeId: Check = matches(/^[0-9a-f]{32}$/);
/** Eighteen digits and letters; whether the check characters are right is the certificate authority's and registration's care. */
export const organisation: Check = matches(ORGANISATION);
export const beijingTime: Check = matches(RFC3339);
/** The form of an X25519 recipient; its checksum shows only when something is sealed to it. */
export const recipient: Check = matches(/^age1[02-9ac-hj-np-z]{58}$/);
export const text = (max: number): Check => (value) => typeof value === "string" && value.length <= max;
export const integer = (min: number, max = Number.MAX_SAFE_INTEGER): Check => (value) => typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
export const literal = (...wanted: readonly string[]): Check => (value) => typeof value === "string" && wanted.includes(value);
export const orNull = (check: Check): Check => (value) => value === null || check(value);
export const listOf = (check: Check, min: number, max: number): Check => (value) => isList(value) && value.length >= min && value.length <= max && value.every(check);
export const shaped = (shape: Shape, optional: Shape = {}): Check => (value) => faultIn(value, shape, optional) === null;

/** An object with at least these keys; others are passed over, for what a newer program may say more. */
export const hasShape = (shape: Shape): Check => (value) => isObject(value) && Object.entries(shape).every(([key, check]) => check(value[key] ?? null));

/** The first thing wrong with an object: a key it lacks, has too much or holds wrongly; null where it fits exactly. */
export function faultIn(value: Json, shape: Shape, optional: Shape = {}): string | null {
  if (!isObject(value)) return "object";
  const known = { ...shape, ...optional };
  const extra = Object.keys(value).find((key) => !Object.hasOwn(known, key));
  if (extra !== undefined) return `+${extra.slice(0, 40)}`;
  for (const [key, check] of Object.entries(known)) {
    if (!Object.hasOwn(value, key)) {
      if (Object.hasOwn(shape, key)) return `-${key}`;
    } else if (!check(value[key] ?? null)) return key;
  }
  return null;
}
