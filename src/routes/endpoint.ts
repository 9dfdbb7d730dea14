import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Env } from "hono";
import type { z } from "zod";
import type { Actor, SignedAct } from "../identity/actor.js";
import { ACTIONS, can, type Action } from "../identity/can.js";
import type { SignedIn } from "../identity/person.js";
import { recordAct } from "../audit/use-cases/record.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseStrict } from "../kernel/strict-json.js";
import type { Instant } from "../kernel/time.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { World } from "../world.js";
import { beginOnce, endOnce, fingerprintOf, giveUpOnce } from "./idempotency.js";
import { problem } from "./problem.js";
import { askSignature, asksSignature, signatureFor, type ToSign } from "./step-up.js";

/** What app.ts puts beside every request, once, at the edge. */
export type Vars = { Variables: {
  receivedAt: Instant; actor: Actor | null; person: SignedIn | null; /** As whom is read what is open to all but shows some more: the actor, or nobody where a program's token does not name that. */ reader: Actor | null;
  /** The token by which a program acts; null where a person does. */ token: { readonly id: string; readonly personId: string } | null;
  address: string; /** Unread messages of who asks for a page; absent elsewhere. */ unread?: number;
  /** What the act in hand was signed by; `asked`: its signature was asked for, and nothing was done. */ signed?: SignedAct | "asked";
  /** Why the office in hand cannot be acted in now, where it could before: a mandate that is over. */ lapsed?: Refusal;
} };
export type Api = OpenAPIHono<Vars & Env>;

/** A JSON body may be this large where an endpoint does not say otherwise, in bytes. */
const BODY_MAX = 256 * 1_024;

type Method = "get" | "post" | "put" | "delete";
export type Answer = { readonly status?: 200 | 201 | 202; readonly body: unknown };
export type Asked<Body> = { readonly c: Context<Vars>; readonly actor: Actor; /** Whoever is signed in, in whatever office; null only where anyone may ask. */ readonly person: SignedIn | null; readonly body: Body; readonly receivedAt: Instant; readonly param: (name: string) => string };

type Spec<Body> = {
  readonly method: Method;
  /** Hono's path; `:name` are the parameters. */
  readonly path: string;
  readonly summary: string;
  /** Who may ask; object rules are the use case's business. `anyone` needs no sign-in, `person` one but no office: it is about the person himself. */
  readonly action: Action | "anyone" | "person";
  readonly body?: z.ZodType<Body>;
  readonly bodyMax?: number;
  /** Its answer holds a secret that is shown once: it is not kept, and a second request with its key is told so. */
  readonly shownOnce?: true;
  /** Nobody may learn who asks: what comes with a session, a token or a key of its own is refused unread, and no act is kept. */
  readonly unseen?: "question-signed-in" | "answer-signed-in" | "complaint-signed-in";
  /** A signature is needed each time, whatever the table says of the action: for acts about the person himself. */
  readonly signed?: true;
  /** The same where it depends on what is asked for; the words say when, for whoever reads the list of addresses. */
  readonly signedWhen?: { readonly words: string; readonly holds: (asked: Asked<Body>) => Promise<boolean> };
  /** The hash of what is approved, as it stands: the signature binds it. */
  readonly object?: (param: Asked<Body>["param"], actor: Actor) => Promise<string | null>;
  readonly answer?: z.ZodType;
};

/** Headers that say who asks, or tie one request to another. */
const TELLING = ["cookie", "authorization", "idempotency-key"];

const ANYONE: Actor = { id: "", role: "citizen", name: "", organisation: null, opener: null, operatorFirm: false };

/**
 * Declares one JSON endpoint: documented in openapi.json, its body read strictly (no unknown or repeated keys, no floats),
 * its actor checked by `can`, its act audited, its POST answered once for each Idempotency-Key.
 */
export function endpoint<Body = undefined>(api: Api, world: World, spec: Spec<Body>, handle: Handle<Body>): void {
  document(api, spec);
  api.on(spec.method.toUpperCase(), spec.path, async (c) => {
    const receivedAt = c.get("receivedAt");
    if (spec.unseen !== undefined && TELLING.some((header) => c.req.header(header) !== undefined)) return problem(c, refuse(spec.unseen).refusal, receivedAt);
    const answered = await answer(world, spec, handle, c);
    if (isKept(c, spec, answered.status)) await audit(world, c, spec, answered.status);
    return answered;
  });
}

/**
 * Acts are kept, done or refused, and tries to sign in; not the knocking of somebody who is not signed in, nor what a limit turned away:
 * nobody fills the table.
 */
const isKept = (c: Context<Vars>, { method, unseen, action }: Pick<Spec<unknown>, "method" | "unseen" | "action">, status: number): boolean =>
  method !== "get" && unseen === undefined && status !== 429 && c.get("signed") !== "asked" && (c.get("person") !== null || c.get("token") !== null || action === "anyone" || status !== 401);

type Handle<Body> = (asked: Asked<Body>) => Promise<Result<Answer>>;

async function answer<Body>(world: World, spec: Spec<Body>, handle: Handle<Body>, c: Context<Vars>): Promise<Response> {
  const receivedAt = c.get("receivedAt");
  const may = mayAsk(c, spec);
  if (!may.ok) return problem(c, may.refusal, receivedAt);
  const read = await readBody(c, spec);
  if (!read.ok) return problem(c, read.refusal, receivedAt);
  const actor = may.value;
  const asked: Asked<Body> = { c, actor, person: c.get("person"), body: read.value.body, receivedAt, param: (name) => c.req.param(name) ?? "" };
  if (spec.method === "get" || spec.unseen !== undefined) return respond(c, await handle(asked), receivedAt);
  return once(world, c, spec, actor, read.value.text, async () => asksSignature(spec) || (await spec.signedWhen?.holds(asked)) === true ? actSigned(world, spec, { asked, text: read.value.text }, handle) : done(respond, c, handle(asked), receivedAt));
}

/** An answer, and whether the act was decided: where its signature is missing or wrong, the same key may bring it again. */
type Decided = { readonly response: Response; readonly isDecided: boolean };

const done = async (say: typeof respond, c: Context, result: Promise<Result<Answer>>, receivedAt: Instant): Promise<Decided> => ({ response: say(c, await result, receivedAt), isDecided: true });

/** Does an act once its person has signed this very request; else asks him to. */
async function actSigned<Body>(world: World, spec: Spec<Body>, { asked, text }: { readonly asked: Asked<Body>; readonly text: string }, handle: Handle<Body>): Promise<Decided> {
  const { c, actor, receivedAt, param } = asked;
  const act: ToSign = { c, actor, what: spec, body: spec.body === undefined ? null : text, object: (await spec.object?.(param, actor)) ?? null };
  const signed = await signatureFor(world, act);
  if (!signed.ok) return { response: problem(c, signed.refusal, receivedAt), isDecided: false };
  c.set("signed", signed.value ?? "asked");
  if (signed.value === null) return { response: await askSignature(world, act), isDecided: false };
  return done(respond, c, handle({ ...asked, actor: { ...actor, signed: signed.value } }), receivedAt);
}

/** What only a person does: what is about himself, and signing in or registering. */
const isOfPersons = (action: Spec<unknown>["action"], method: Method): boolean => action === "person" || (action === "anyone" && method !== "get");

function mayAsk(c: Context<Vars>, { action, method }: Pick<Spec<unknown>, "action" | "method">): Result<Actor> {
  const [actor, person] = [c.get("actor"), c.get("person")];
  if (c.get("token") !== null && isOfPersons(action, method)) return refuse("token-not-here");
  if (action === "anyone") return ok(c.get("reader") ?? ANYONE);
  if (action === "person") return person === null ? refuse("not-signed-in") : ok(actor ?? ANYONE);
  return inOffice(c, action);
}

/** Who asks, if the office in hand may do this. Whoever signed in and took up no office is told so; so is an agency whose mandate is over. */
export function inOffice(c: Pick<Context<Vars>, "get">, action: Action): Result<Actor> {
  const [actor, person, lapsed] = [c.get("actor"), c.get("person"), c.get("lapsed")];
  if (actor !== null || person === null) return can(actor, action);
  return lapsed === undefined ? refuse("no-office", { action: ACTIONS[action].zh }) : { ok: false, refusal: lapsed };
}

function respond(c: Context, result: Result<Answer>, receivedAt: Instant): Response {
  if (!result.ok) return problem(c, result.refusal, receivedAt, noteOf(result.refusal));
  return c.body(JSON.stringify(result.value.body), result.value.status ?? 200, { "content-type": "application/json; charset=utf-8", "cache-control": "private, no-store" });
}

/** A refused lodgement carries its signed refusal note as a fact; outside it is a member of the problem document. */
const noteOf = (refusal: Refusal): Record<string, unknown> => ("refusalNote" in refusal.facts ? { refusalNote: refusal.facts["refusalNote"], refusalSalt: refusal.facts["refusalSalt"] } : {});

async function readBody<Body>(c: Context, spec: Spec<Body>): Promise<Result<{ body: Body; text: string }>> {
  if (spec.body === undefined) return ok({ body: undefined as Body, text: "" });
  const text = await readText(c, spec.bodyMax ?? BODY_MAX);
  if (!text.ok) return text;
  const strict = parseStrict(text.value);
  if (!strict.ok) return strict;
  const parsed = spec.body.safeParse(strict.value);
  return parsed.success ? ok({ body: parsed.data, text: text.value }) : wrongForm(parsed.error);
}

/** @param max bytes */
async function readText(c: Context, max: number): Promise<Result<string>> {
  if (!/^application\/json\s*(?:;|$)/i.test(c.req.header("content-type") ?? "")) return refuse("wrong-media-type", { wanted: "application/json" });
  const size = Number(c.req.header("content-length") ?? 0);
  if (size > max) return refuse("too-large", { size, max });
  const bytes = await readUpTo(c.req.raw.body, max);
  if (bytes === null) return refuse("too-large", { size: max + 1, max });
  const text = decode(bytes);
  return text === null ? refuse("wrong-json", { why: "not UTF-8" }) : ok(text);
}

/** Null as soon as more than `max` bytes have come: a sender that announces no length must not fill the memory. */
export async function readUpTo(body: AsyncIterable<Uint8Array> | null, max: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > max) return null; // leaving the loop cancels the stream
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What the same key is answered again: the answer itself, but nothing that is shown once. */
const keptAnswer = (response: Response, isShownOnce: boolean, instead: () => Response): Response => (isShownOnce && response.ok ? instead() : response.clone());

async function once(world: World, c: Context<Vars>, { shownOnce }: Pick<Spec<unknown>, "shownOnce">, actor: Actor, text: string, answer: () => Promise<Decided>): Promise<Response> {
  const key = c.req.header("idempotency-key");
  const who = actor.id === "" ? c.get("person")?.id : actor.id;
  if (key === undefined || who === undefined) return (await answer()).response;
  const fingerprint = fingerprintOf(world, c.req.method, c.req.path, text);
  const begun = await beginOnce(world, who, key, fingerprint);
  if (begun.kind === "refused") return problem(c, begun.refusal, world.clock());
  if (begun.kind === "again") return c.body(begun.answer, begun.status as 200, { "content-type": "application/json; charset=utf-8", "idempotent-replayed": "true", "cache-control": "private, no-store" });
  try {
    const { response, isDecided } = await answer();
    if (!isDecided) {
      await giveUpOnce(world, who, key);
      return response;
    }
    const kept = keptAnswer(response, shownOnce === true, () => problem(c, refuse("shown-once").refusal, world.clock()));
    await endOnce(world, who, key, kept.status, await kept.text());
    return response;
  } catch (error) {
    await giveUpOnce(world, who, key);
    throw error;
  }
}

/** Who an act is put down to: the office and the person behind it, the token where a program acted, and where from. */
export const actedBy = (c: Context<Vars>): { readonly actorId: string | null; readonly personId: string | null; readonly tokenId: string | null; readonly address: string } =>
  ({ actorId: c.get("actor")?.id ?? null, personId: c.get("person")?.id ?? c.get("token")?.personId ?? null, tokenId: c.get("token")?.id ?? null, address: c.get("address") });

const audit = (world: World, c: Context<Vars>, { action, summary }: Pick<Spec<unknown>, "action" | "summary">, status: number): Promise<void> =>
  recordAct(world.db, world.exchange.id, {
    at: c.get("receivedAt"), ...actedBy(c), action: action === "anyone" || action === "person" ? summary : action, object: c.req.path, outcome: String(status), signed: signedIn(c),
  });

function signedIn(c: Context<Vars>): string | null {
  const signed = c.get("signed");
  return typeof signed === "object" ? signed.sha256 : null;
}

/** Who may ask, and whether he signs each time; an act's safe twin at the same address never takes a signature. */
function whoMay<Body>({ action, signed, signedWhen, method }: Pick<Spec<Body>, "action" | "signed" | "signedWhen" | "method">): string {
  const who = action === "person" || action === "anyone" ? "本人 · whoever is signed in" : `${ACTIONS[action].zh} · ${(ACTIONS[action].roles as readonly string[]).join(", ")}`;
  return method !== "get" && asksSignature({ action, ...(signed === undefined ? {} : { signed }), summary: "" }) ? `${who} · 办理时签名 signed` : signedWhen === undefined ? who : `${who} · ${signedWhen.words}`;
}

/** A parameter in Hono's path, with its pattern, which may hold counts in braces of its own. */
const PARAMETER = /:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g;

/** Writes an address into openapi.json: `endpoint` does it itself; addresses that answer with bytes call it. */
export function document<Body>(api: Api, spec: Spec<Body>): void {
  const names = [...spec.path.matchAll(PARAMETER)].map(([, name]) => name ?? "");
  api.openAPIRegistry.registerPath({
    method: spec.method,
    path: spec.path.replace(PARAMETER, "{$1}"),
    summary: spec.summary,
    ...(spec.action === "anyone" ? {} : { description: whoMay(spec), security: [{ bearer: [] }, { session: [] }] }),
    request: { ...(spec.body === undefined ? {} : { body: { content: { "application/json": { schema: spec.body } }, required: true } }) },
    parameters: names.map((name) => ({ name, in: "path" as const, required: true, schema: { type: "string" as const } })),
    responses: {
      [spec.method === "post" ? 201 : 200]: { description: "done", ...(spec.answer === undefined ? {} : { content: { "application/json": { schema: spec.answer } } }) },
      default: { description: "refused", content: { "application/problem+json": { schema: { type: "object" as const } } } },
    },
  });
}
