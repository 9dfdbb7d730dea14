import { z } from "zod";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { TimeBody } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import { DayText, Specialty, Uscc } from "./expert-file.js";

/** bytes */
export const REQUEST_BYTES_MAX = 65_536;
/** bytes; the pool of a large province with every tie of its people. */
export const ANSWER_BYTES_MAX = 64 * 1_048_576;
/** The rows of one list that the pool takes. */
export const EXPERTS_MAX = 100_000;
const SPECIALTIES_MAX = 40;
const UNITS_MAX = 500;
/** How far ahead the clock of a province may be, in ms. */
const AHEAD_MS = 5 * MINUTE_MS;

const Hex = (bytes: 16 | 32) => z.string().regex(bytes === 16 ? /^[0-9a-f]{32}$/ : /^[0-9a-f]{64}$/, `${String(bytes)} bytes in lower-case hex`);
const isInOrder = (keys: readonly string[]): boolean => keys.every((key, at) => at === 0 || (keys[at - 1] ?? "") < key);

/**
 * What a pool keeper asks of a province. It names no tender, no lot and no hour: who reads it cannot tell which evaluation it is for, but by the
 * units to avoid. Before the opening those are tenderer and agency alone, since nobody may know then who bids.
 */
const RequestBody = z.strictObject({
  v: z.literal("province-request/1"), id: Hex(16),
  /** The log's name of the exchange that the keeper keeps a pool for. */
  exchange: z.string().regex(/^[a-z0-9.:-]{1,120}(\/[a-z0-9-]{1,40}){0,3}$/),
  /** How many people of each specialty, in the order of codes. */
  wanted: z.array(z.strictObject({ specialty: Specialty, count: z.int().min(1).max(EXPERTS_MAX) })).min(1).max(SPECIALTIES_MAX).refine((all) => isInOrder(all.map(({ specialty }) => specialty)), "in order, none twice"),
  avoid: z.array(Uscc).max(UNITS_MAX).refine(isInOrder, "in order, none twice"),
  /** The days on which they should be appointed. */
  from: DayText, until: DayText,
  answerBy: TimeBody,
  /** So that nobody finds the request by trying from its hash, which the answer bears. */
  salt: Hex(32),
}).refine(({ from, until }) => from <= until, { message: "the last day is before the first", path: ["until"] });
export type ProvinceRequest = z.infer<typeof RequestBody>;

/** A province's word: to which request, when, and whom it names; each row is read by itself (`province-rows.ts`). */
const AnswerBody = z.strictObject({ v: z.literal("province-answer/1"), request: Hex(32), madeAt: TimeBody, experts: z.array(z.unknown()).max(EXPERTS_MAX) });
export type ProvinceAnswer = z.infer<typeof AnswerBody>;

/** The bytes of a request, once it is one. */
export function writeRequest(fields: Omit<ProvinceRequest, "v">): Result<Uint8Array> {
  const written: Json = { ...fields, v: "province-request/1", wanted: fields.wanted.toSorted((left, right) => (left.specialty < right.specialty ? -1 : 1)), avoid: fields.avoid.toSorted(), answerBy: rfc3339(fields.answerBy) };
  const read = RequestBody.safeParse(written);
  return read.success ? ok(canonical(written)) : wrongForm(read.error);
}

export const readRequest = (bytes: Uint8Array): Result<ProvinceRequest> => readBody(bytes, RequestBody, REQUEST_BYTES_MAX);
export const readAnswer = (bytes: Uint8Array): Result<ProvinceAnswer> => readBody(bytes, AnswerBody, ANSWER_BYTES_MAX);

function readBody<Body>(bytes: Uint8Array, shape: z.ZodType<Body>, max: number): Result<Body> {
  if (bytes.length > max) return refuse("too-large", { size: bytes.length, max });
  const value = canonicalOf(bytes);
  if (value === undefined) return refuse("wrong-json", { why: "not canonical JSON (RFC 8785)" });
  const read = shape.safeParse(value);
  return read.success ? ok(read.data) : wrongForm(read.error);
}

function canonicalOf(bytes: Uint8Array): Json | undefined {
  try {
    return parseCanonical(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Whether an answer is to this request and in time. The time is the province's own signed word, so that a file may be carried for days.
 * @param sha256 of the request's bytes, hex
 */
export function checkAnswer({ request, madeAt }: ProvinceAnswer, { answerBy }: ProvinceRequest, sha256: string, now: Instant): Result<true> {
  if (request !== sha256) return refuse("province-other-request", { found: request, expected: sha256 });
  if (madeAt > answerBy) return refuse("province-answer-late", { madeAt: rfc3339(madeAt), due: rfc3339(answerBy) });
  return madeAt > plusMs(now, AHEAD_MS) ? refuse("province-answer-ahead", { madeAt: rfc3339(madeAt), now: rfc3339(now) }) : ok(true);
}
