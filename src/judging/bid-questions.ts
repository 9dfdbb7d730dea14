import { z } from "zod";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, MINUTE_MS, rfc3339, type Instant } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";

/** `low-price`: the bidder is to show that an abnormally low price is reasonable (12号令 21; 87号令 60), for which the law leaves it a time of its own. */
export type AskedKind = "clarification" | "low-price";

/**
 * What a committee asks one bidder in writing: what is unclear, differs within the bid or is plainly miswritten. Names no member. Times are RFC 3339, `until` is the first
 * instant that is too late; `salt` is random, so that the logged hash tells nobody who was asked. Law: 条例 52; 87号令 51; 12号令 19, 21.
 */
export type BidQuestion = {
  readonly v: "bid-question/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly serial: number; readonly bidder: string;
  readonly kind: AskedKind; readonly question: string; readonly askedAt: string; readonly until: string; readonly salt: string;
};

/** What the bidder answers over its own signature. `question` is the SHA-256 of the question's file. It neither leaves the scope of the bid nor changes its substance. */
export type BidAnswer = {
  readonly v: "bid-answer/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly serial: number; readonly bidder: string;
  readonly question: string; readonly answer: string; readonly salt: string;
};

/** A question as it is kept, with the answer where there is one. */
export type AskedBidder = { readonly question: BidQuestion; readonly file: Uint8Array; readonly sha256: string; readonly answer: (Pick<BidAnswer, "answer"> & { readonly file: Uint8Array; readonly signature: Uint8Array; readonly sha256: string; readonly answeredAt: Instant }) | null };

/** As much as a cell of the report holds. */
export const ASKED_WORDS_MAX = 1_000;
const FILE_BYTES_MAX = 16_384;
const Words = z.string().min(1).max(ASKED_WORDS_MAX).refine((text) => isPrintable(text) && text.trim() === text && !/[\r\n]/.test(text));
const PLACE = { exchange: z.string(), tender: z.string(), lot: z.string(), serial: z.int().min(1), bidder: z.string() };
const Salt = z.string().regex(/^[0-9a-f]{64}$/);
const QUESTION = z.strictObject({ v: z.literal("bid-question/1"), ...PLACE, kind: z.enum(["clarification", "low-price"]), question: Words, askedAt: z.string(), until: z.string(), salt: Salt });
const ANSWER = z.strictObject({ v: z.literal("bid-answer/1"), ...PLACE, question: Salt, answer: Words, salt: Salt });

export const askedBytes = (file: BidQuestion | BidAnswer): Uint8Array<ArrayBuffer> => canonical(file);

/** A question's file; null if it is none. */
export const readQuestion = (bytes: Uint8Array): BidQuestion | null => shaped(QUESTION, bytes).value;

/** An answer's file; null if it is none. */
export const readAnswer = (bytes: Uint8Array): BidAnswer | null => shaped(ANSWER, bytes).value;

function shaped<Value>(shape: z.ZodType<Value>, bytes: Uint8Array): { readonly value: Value; readonly where: null } | { readonly value: null; readonly where: string } {
  try {
    const read = shape.safeParse(parseCanonical(bytes));
    return read.success ? { value: read.data, where: null } : { value: null, where: read.error.issues[0]?.path.join(".") ?? "" };
  } catch {
    return { value: null, where: "canonical JSON" };
  }
}

type Asking = { readonly bidder: string; readonly kind: AskedKind; readonly until: Instant };
/** `explanation`: how many minutes the law leaves to explain a low price; null where it sets none. */
type AskingCase = { readonly bidders: readonly string[]; readonly explanation: number | null; readonly asked: readonly AskedBidder[]; readonly at: Instant };

/** Lets a bidder who is judged be asked, with time left to answer; one question at a time. Law: 条例 52; 财库〔2026〕2号. */
export function decideAsking({ bidder, kind, until }: Asking, { bidders, explanation, asked, at: now }: AskingCase): Result<true> {
  if (!bidders.includes(bidder)) return refuse("bid-not-here", { bidder });
  const waiting = openAt(asked, now).find(({ question }) => question.bidder === bidder);
  if (waiting !== undefined) return refuse("clarification-waits", { bidder, until: waiting.question.until });
  if (until <= now) return refuse("clarification-no-time", { until: rfc3339(until), at: rfc3339(now) });
  const minutes = Math.floor((until - now) / MINUTE_MS);
  return kind === "low-price" && explanation !== null && minutes < explanation ? refuse("low-price-time", { bidder, minutes, min: explanation }) : ok(true);
}

/** Questions whose bidder may still answer and has not. */
export const openAt = (asked: readonly AskedBidder[], now: Instant): readonly AskedBidder[] => asked.filter(({ question, answer }) => answer === null && now < at(question.until));

/** Refuses what the committee may not settle while a bidder has time to answer. */
export function allAnswered(asked: readonly AskedBidder[], now: Instant): Result<true> {
  const [waiting] = openAt(asked, now);
  return waiting === undefined ? ok(true) : refuse("clarification-waits", { bidder: waiting.question.bidder, until: waiting.question.until });
}

/** Takes an answer in time, once, of the question's own bidder to this very question. */
export function decideAnswer(bytes: Uint8Array, { question, sha256, answer }: AskedBidder, receivedAt: Instant): Result<BidAnswer> {
  if (answer !== null) return refuse("clarification-answered", { at: rfc3339(answer.answeredAt) });
  if (receivedAt >= at(question.until)) return refuse("clarification-overdue", { until: question.until, receivedAt: rfc3339(receivedAt) });
  if (bytes.length > FILE_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: FILE_BYTES_MAX });
  const { value, where } = shaped(ANSWER, bytes);
  if (value === null) return refuse("clarification-malformed", { where });
  const strange = strangeIn(value, question, sha256);
  return strange === null ? ok(value) : refuse("clarification-malformed", { where: strange });
}

/** The field in which an answer is not one to the question; null where it is. @param sha256 of the question's file */
export function strangeIn(answer: BidAnswer, question: BidQuestion, sha256: string): string | null {
  for (const field of ["exchange", "tender", "lot", "serial", "bidder"] as const) if (answer[field] !== question[field]) return field;
  return answer.question === sha256 ? null : "question";
}

/** When a bidder was asked to explain its low price, and until when it could: the last time, where it was asked more than once. */
export function lowPriceTimes(asked: readonly AskedBidder[], bidder: string): { readonly askedAt: Instant; readonly until: Instant } | null {
  const last = asked.findLast(({ question }) => question.kind === "low-price" && question.bidder === bidder);
  return last === undefined ? null : { askedAt: at(last.question.askedAt), until: at(last.question.until) };
}
