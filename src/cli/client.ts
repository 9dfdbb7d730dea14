import { Readable } from "node:stream";
import { z } from "zod";
import { STEP_UP_HEADER, stepUpHeader, textFor } from "../identity/step-up.js";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { REFUSALS, wordsOf, type Refusal, type RefusalCode } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseStrict } from "../kernel/strict-json.js";
import { Unreachable } from "../kernel/unreachable.js";

/** One exchange as one person sees it. */
export type Client = { readonly url: string; readonly token: string | null; /** How long one answer may take, in ms; where absent, as long as an opening takes. */ readonly patienceMs?: number; /** Signs the text of an act that needs it, by the person’s certificate: CMS. Absent where nothing signs for him. */ readonly sign?: (text: Uint8Array) => Promise<Result<Uint8Array>> };

/** How long an answer may take to begin, in ms. An opening decrypts everything before it answers. */
const PATIENCE_MS = 300_000;
/** No answer of an exchange is longer than this; tiles and documents have their own readers. */
const ANSWER_BYTES_MAX = 64 * 1_048_576;

type Asked = {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "HEAD";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A Blob is a file that is read while it is sent. */ readonly body?: Uint8Array | string | Blob;
};

/** One request; where the exchange asks for a signature over it, signed and sent again. @throws {Unreachable} when there is no answer */
export async function send(client: Client, asked: Asked): Promise<Response> {
  const answer = await sendOnce(client, asked);
  const text = client.sign === undefined || answer.status !== 401 ? null : textToSign(await answer.clone().json().catch(() => null), asked, client.url);
  const signed = text === null ? undefined : await client.sign?.(text);
  if (text === null || signed?.ok !== true) return answer;
  return sendOnce(client, { ...asked, headers: { ...asked.headers, [STEP_UP_HEADER]: stepUpHeader({ text: base64(text), certificate: base64(signed.value) }) } });
}

/** What the exchange wants signed, if it is this very request and nothing else; else null. */
function textToSign(problem: unknown, { method = "GET", path, body }: Asked, url: string): Uint8Array | null {
  const read = z.object({ code: z.literal("step-up-needed"), stepUp: z.object({ text: z.base64() }) }).safeParse(problem);
  if (!read.success || (body !== undefined && typeof body !== "string")) return null;
  const text = fromBase64(read.data.stepUp.text);
  return textFor(text, { method, path: new URL(path, url).pathname, body: body ?? null }) === null ? null : text;
}

async function sendOnce(client: Client, { method = "GET", path, headers = {}, body }: Asked): Promise<Response> {
  const authorization = client.token === null ? {} : { authorization: `Bearer ${client.token}` };
  try {
    return await fetch(new URL(path, client.url), {
      method, headers: { ...authorization, ...headers }, redirect: "error", signal: AbortSignal.timeout(client.patienceMs ?? PATIENCE_MS), ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Uint8Array.from(body) : body }),
    });
  } catch (error) {
    throw new Unreachable(`${client.url}: ${causeOf(error)}`, { cause: error });
  }
}

/** Why no answer came: what the network said, where it said something. */
export const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/** The bytes of a resource: a tile, a note, a proof. */
export async function fetchBytes(client: Client, path: string): Promise<Result<Uint8Array>> {
  const answer = await send(client, { path });
  return answer.ok ? ok(await bytesOf(answer)) : refusalOf(answer);
}

/** The same as text. */
export async function fetchText(client: Client, path: string): Promise<Result<string>> {
  const bytes = await fetchBytes(client, path);
  return bytes.ok ? ok(Buffer.from(bytes.value).toString("utf8")) : bytes;
}

/** Reads JSON of a known shape. Keys the shape does not name are passed over: a newer exchange may say more. */
export async function getJson<Body>(client: Client, path: string, shape: z.ZodType<Body>): Promise<Result<Body>> {
  return readJson(await send(client, { path }), path, shape);
}

/** Sends JSON once: the same key again gives the same answer. @param key the Idempotency-Key; a fresh one where the caller has none to repeat */
export async function postJson<Body>(client: Client, path: string, body: unknown, shape: z.ZodType<Body>, key: string = crypto.randomUUID()): Promise<Result<Body>> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  return readJson(await send(client, { method: "POST", path, headers, body: JSON.stringify(body ?? {}) }), path, shape);
}

/** Sends JSON as nobody: without a token, and without a key that would tie two requests to one sender. */
export async function postUnseen<Body>(url: string, path: string, body: unknown, shape: z.ZodType<Body>): Promise<Result<Body>> {
  return readJson(await send({ url, token: null }, { method: "POST", path, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }), path, shape);
}

/** As `postJson`, for an act without a body. */
export async function post<Body>(client: Client, path: string, shape: z.ZodType<Body>, key: string = crypto.randomUUID()): Promise<Result<Body>> {
  return readJson(await send(client, { method: "POST", path, headers: { "idempotency-key": key } }), path, shape);
}

async function readJson<Body>(answer: Response, path: string, shape: z.ZodType<Body>): Promise<Result<Body>> {
  if (!answer.ok) return refusalOf(answer);
  const read = parseStrict(Buffer.from(await bytesOf(answer)).toString("utf8"));
  if (!read.ok) throw new Unreachable(`${path}: not JSON`);
  const parsed = shape.safeParse(read.value);
  if (!parsed.success) throw new Unreachable(`${path}: ${parsed.error.issues[0]?.path.join(".") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`);
  return ok(parsed.data);
}

/** The body, read no further than an answer may be long. @throws {Unreachable} where it is longer, breaks off or does not end in time */
async function bytesOf(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (answer.body === null) return new Uint8Array();
  try {
    for await (const piece of Readable.fromWeb(answer.body)) {
      const chunk = piece as Uint8Array;
      length += chunk.length;
      if (length > ANSWER_BYTES_MAX) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new Unreachable(`${answer.url}: ${causeOf(error)}`, { cause: error });
  }
  if (length > ANSWER_BYTES_MAX) throw new Unreachable(`${answer.url}: more than ${String(ANSWER_BYTES_MAX)} bytes`);
  return new Uint8Array(Buffer.concat(chunks));
}

/** A problem document as the refusal it was made from; the facts ride along, a signed refusal note among them. */
export async function refusalOf(answer: Response): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const { code, facts, refusalNote, detail } = problemIn(await bytesOf(answer));
  const text = typeof detail === "string" ? detail.slice(0, 500) : String(answer.status);
  if (typeof code !== "string" || !isCode(code)) return refuse("answered-otherwise", { code: typeof code === "string" ? code.slice(0, 64) : String(answer.status), words: text });
  const known = Object.entries(typeof facts === "object" && facts !== null ? facts : {}).filter((pair): pair is [string, string | number] => ["string", "number"].includes(typeof pair[1]));
  return { ok: false, refusal: { code, facts: { ...Object.fromEntries(known), ...(typeof refusalNote === "string" ? { refusalNote } : {}) } } };
}

/** What an answer says that is no success; nothing where it is no object of JSON. */
function problemIn(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const read = parseStrict(Buffer.from(bytes).toString("utf8"));
  return read.ok && typeof read.value === "object" && read.value !== null ? read.value as Readonly<Record<string, unknown>> : {};
}

/** What was answered, for who can do nothing with a refusal. @throws {Unreachable} that says it */
export function answered<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Unreachable(`${wordsOf(result.refusal, "en")} [${result.refusal.code}]`);
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);
