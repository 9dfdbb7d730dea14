import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, hex, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, timeInChinese, timeInEnglish, type Instant } from "../kernel/time.js";
import { seatedIn, type DrawState } from "./draw.js";

/** How often somebody drawn is called before he counts as not reached (rule book C5 item 4). */
const CALLS_MAX = 3;
/** Between two calls to the same expert. */
const PAUSE_MINUTES = 10;
/** After the last call silence counts as declined. */
const ANSWER_MINUTES = 30;

export const CHANNELS = ["sms", "voice"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The word by which somebody called answers: it proves his label, and not who he is. @param secret the keeper's, of this draw */
export const ticketOf = (secret: Uint8Array, expert: string): string => hex(hmac(sha256, secret, utf8(`answer\0${expert}`)).subarray(0, TICKET_BYTES));
/** What the exchange keeps of it. */
export const ticketHash = (ticket: string): string => hex(sha256(fromHex(ticket)));
const TICKET_BYTES = 16;
/** What an expert says to a call. */
export const ANSWERS = { accept: { zh: "参加", en: "I come" }, decline: { zh: "不能参加", en: "I cannot come" }, conflict: { zh: "应当回避", en: "I must stand back" } } as const;
export type CallAnswer = keyof typeof ANSWERS;

/** All that is known of one label: when it was called, and the last answer. */
export type Called = { readonly label: string; readonly calls: readonly Instant[]; readonly answer: CallAnswer | null };
/** How it stands with somebody who was called. */
export type CallState = "waits" | "accepted" | "declined" | "conflict" | "silent";

/** How it stands with a label; whoever stays silent after the last call and its time has declined. */
export function callStateOf({ calls, answer }: Called, now: Instant): CallState {
  if (answer !== null) return ({ accept: "accepted", decline: "declined", conflict: "conflict" } as const)[answer];
  const last = calls.at(-1);
  return last !== undefined && calls.length >= CALLS_MAX && now >= plusMs(last, ANSWER_MINUTES * MINUTE_MS) ? "silent" : "waits";
}

/** Whether this label is called now: it holds a seat, has not answered, was not called too often or a moment ago. @returns which call it is, from 1 */
export function decideCall(draw: DrawState, { label, calls, answer }: Called, now: Instant): Result<number> {
  const short = label.slice(0, 8);
  if (!seatedIn(draw).includes(label)) return refuse("label-not-seated", { label: short });
  if (answer !== null) return refuse("call-answered", { label: short });
  if (calls.length >= CALLS_MAX) return refuse("calls-over", { label: short, max: CALLS_MAX });
  const last = calls.at(-1);
  const next = last === undefined ? now : plusMs(last, PAUSE_MINUTES * MINUTE_MS);
  return now < next ? refuse("call-too-soon", { label: short, until: rfc3339(next) }) : ok(calls.length + 1);
}

/** Takes an answer: while the label holds its seat; who cannot come cannot come back, for the seat may have fallen to another. */
export function decideAnswer(draw: DrawState, { label, answer }: Called, given: CallAnswer, reason: string | null): Result<true> {
  if (!seatedIn(draw).includes(label)) return refuse("seat-gone");
  if (answer !== null && answer !== "accept") return refuse("call-answered", { label: label.slice(0, 8) });
  return given === "conflict" && reason === null ? refuse("conflict-unexplained") : ok(true);
}

/** Whether somebody may be replaced as not reached: only after every call and the time to answer the last. */
export function mayCallUnreached(called: Called, now: Instant): Result<true> {
  const last = called.calls.at(-1);
  if (callStateOf(called, now) === "silent") return ok(true);
  return refuse("still-called", { calls: called.calls.length, max: CALLS_MAX, until: last === undefined ? "—" : rfc3339(plusMs(last, ANSWER_MINUTES * MINUTE_MS)) });
}

/** What a call says: when and where, and how to answer. Never which tender, whose, or who else comes. Law: 招标投标法 37. @param answerAt where to answer; its word proves who was called */
export function callText(language: "zh" | "en", said: { readonly exchange: string; readonly at: Instant; readonly place: string; readonly answerAt: string }): string {
  const { exchange, at, place, answerAt } = said;
  return language === "zh"
    ? `【${exchange}】您被随机抽取参加评审。时间：${timeInChinese(at)}；地点：${place}；劳务报酬按规定支付。请答复参加、不能参加或者应当回避：${answerAt} 。请勿告诉他人。`
    : `[${exchange}] You were drawn at random to evaluate. Time: ${timeInEnglish(at)}. Place: ${place}. Paid by the tariff. Say whether you come, cannot come, or must stand back: ${answerAt} . Tell nobody.`;
}
