import { z } from "zod";
import { ANSWER_BYTES_MAX } from "../../experts/province-files.js";
import { concat, fromBase64, fromUtf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, SECOND_MS, type Clock, type Instant } from "../../kernel/time.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { causeOf } from "../client.js";

/** An answer as it came, with the province's signature over it: neither is believed yet. */
export type Reply = { readonly answer: Uint8Array; readonly signature: Uint8Array };
/** Time as the caller has it. */
export type Waiting = { readonly now: Clock; readonly wait: (ms: number) => Promise<void> };

/** One try, from the first byte sent to the last one read, in ms. */
const TRY_MS = 5 * MINUTE_MS;
/** Faults in a row (5xx, 408, 425, 429, no answer) before the province counts as away. */
const FAULTS_MAX = 6;
/** Between two tries, in ms. */
const [PAUSE_MS_MIN, PAUSE_MS_MAX] = [SECOND_MS, 10 * MINUTE_MS];
/** bytes: an answer and its signature in base64. */
const REPLY_BYTES_MAX = Math.ceil(ANSWER_BYTES_MAX / 3) * 4 + 131_072;
/** bytes: of a refusal no more is read. */
const WORDS_BYTES_MAX = 2_000;
/** Answers after which the same request may be taken, beside every fault of the server. */
const AGAIN = new Set([408, 425, 429]);

const ReplyBody = z.strictObject({ v: z.literal("province-reply/1"), answer: z.string(), signature: z.string() });

/** Where a province may be asked: https, or a connector on this machine. Names and identity numbers come back from there. */
export function addressOf(text: string): Result<URL> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const may = url !== null && url.username === "" && url.password === "" && (url.protocol === "https:" || (url.protocol === "http:" && url.hostname === "127.0.0.1"));
  return may ? ok(url) : refuse("province-address", { address: text.slice(0, 200) });
}

type Heard = { readonly kind: "reply"; readonly reply: Result<Reply> } | { readonly kind: "later"; readonly afterMs: number } | { readonly kind: "fault"; readonly why: string; readonly afterMs: number };

/**
 * Asks until there is an answer: the same bytes under the same key each time, so that a province takes them once however often they arrive.
 * 202 means that it works on it; after six faults in a row it counts as away. Redirects are not followed.
 * @param key the request's hash @param until the request's own deadline
 * @throws {Unreachable}
 */
export async function askProvince(address: URL, body: string, { key, until }: { readonly key: string; readonly until: Instant }, { now, wait }: Waiting): Promise<Result<Reply>> {
  for (let faults = 0; now() < until;) {
    const heard = await askOnce(address, body, key);
    if (heard.kind === "reply") return heard.reply;
    faults = heard.kind === "fault" ? faults + 1 : 0;
    if (heard.kind === "fault" && faults >= FAULTS_MAX) throw new Unreachable(`${address.origin}: ${heard.why}`);
    const pause = Math.min(Math.max(heard.afterMs, PAUSE_MS_MIN * 2 ** Math.max(faults - 1, 0)), PAUSE_MS_MAX);
    if (plusMs(now(), pause) >= until) break;
    await wait(pause);
  }
  return refuse("province-request-over", { due: rfc3339(until) });
}

async function askOnce(address: URL, body: string, key: string): Promise<Heard> {
  try {
    const answer = await fetch(address, { method: "POST", redirect: "manual", signal: AbortSignal.timeout(TRY_MS), body, headers: { "content-type": "application/json", "idempotency-key": key } });
    if (answer.status === 200) return { kind: "reply", reply: replyIn(await bytesUpTo(answer, REPLY_BYTES_MAX)) };
    const words = (await bytesUpTo(answer, WORDS_BYTES_MAX)) ?? new Uint8Array();
    if (answer.status === 202) return { kind: "later", afterMs: afterMs(answer) };
    if (answer.status >= 500 || AGAIN.has(answer.status)) return { kind: "fault", why: `HTTP ${String(answer.status)}`, afterMs: afterMs(answer) };
    return { kind: "reply", reply: refuse("province-refused", { status: answer.status, words: printable(words) }) };
  } catch (error) {
    // fetch throws where no answer came, broke off or took too long; anything else is a fault of ours.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")) return { kind: "fault", why: causeOf(error), afterMs: 0 };
    throw error;
  }
}

/** `Retry-After` in seconds, the form that programs give; a day and hour count as nothing. */
const afterMs = (answer: Response): number => (/^\d{1,6}$/.test(answer.headers.get("retry-after") ?? "") ? Number(answer.headers.get("retry-after")) * SECOND_MS : 0);

const printable = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll(/[\p{C}\s]+/gu, " ").slice(0, 200);

/** A body that ends within the bound; null of one that goes on, which is then left. */
async function bytesUpTo({ body }: Response, max: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (body === null) return new Uint8Array();
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    size += piece.length;
    // Leaving the loop ends the stream.
    if (size > max) return null;
    pieces.push(piece);
  }
  return concat(...pieces);
}

function replyIn(bytes: Uint8Array | null): Result<Reply> {
  if (bytes === null) return refuse("province-reply", { why: `> ${String(REPLY_BYTES_MAX)} bytes` });
  try {
    const read = ReplyBody.safeParse(JSON.parse(fromUtf8(bytes)));
    return read.success ? ok({ answer: fromBase64(read.data.answer), signature: fromBase64(read.data.signature) }) : wrongReply(read.error);
  } catch (error) {
    // Not UTF-8, not JSON, not base64.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return refuse("province-reply", { why: error.message.slice(0, 120) });
    throw error;
  }
}

const wrongReply = ({ issues: [first] }: z.ZodError): Result<never> => refuse("province-reply", { why: `${first?.path.join(".") ?? ""} ${first?.message ?? ""}`.trim() });
