import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setInterval } from "node:timers/promises";
import { z } from "zod";
import { readOrder, writeAnswer, writeEvent } from "../../bank/bank-messages.js";
import { headText, IS_IN, lineText, type StatementLine } from "../../bank/statement.js";
import { fromUtf8, utf8 } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { must, refuse, type Result } from "../../kernel/result.js";
import { parseStrict } from "../../kernel/strict-json.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { isSignedRequest, signAnswer, signRequest, type HttpKey, type HttpPublicKey } from "../../signing/http-signature-node.js";
import { TimeBody } from "../../tenders/form.js";
import { wrongForm } from "../../tenders/wrong-form.js";
import { nextDueAt, tellingsDue, type Fault } from "./books.js";
import type { KeptBooks } from "./journal.js";

export type BankArgs = { readonly kept: KeptBooks; readonly key: HttpKey; readonly exchangeKey: HttpPublicKey; /** What its control endpoint asks for. */ readonly token: string; readonly port: number; /** How often it looks by itself for what is to be done and told, in ms. */ readonly lookMs?: number };
export type RunningBank = { readonly url: string; readonly stop: () => Promise<void> };

const BODY_BYTES_MAX = 1_048_576;
const TELL_MS_MAX = 10_000;
/** How often what is not told yet is told again, in ms. */
const LOOK_MS = 500;
type Answer = { readonly status: number; readonly body: Uint8Array<ArrayBuffer> };
type Asked = { readonly method: string; readonly path: string; readonly body: Uint8Array; readonly header: (name: string) => string | null };
/** Where events go, for which exchange, and what time it is: the exchange says, again after each restart. */
type Told = { callback: string; exchange: string; now: Instant; held: boolean; heardAt: number };
type Bank = BankArgs & { readonly told: Told; telling: Promise<void> };

/**
 * A bank for rehearsals, over HTTP: `/v1/…` for the exchange, signed both ways; `/control/…` for whoever rehearses, by token. It has no clock of its own: what time it
 * is the exchange tells it, and it does what is due by then before it answers.
 */
export async function startBank(args: BankArgs): Promise<RunningBank> {
  const bank: Bank = { ...args, told: { callback: "", exchange: "", now: args.kept.books.now, held: true, heardAt: Date.now() }, telling: Promise.resolve() };
  const server = createServer((request, response) => { serve(bank, request, response).catch(() => { response.destroy(); }); });
  server.listen(args.port, "127.0.0.1");
  await once(server, "listening");
  const ended = new AbortController();
  const looking = look(bank, ended.signal).catch(() => undefined);
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, stop: () => stop(server, ended, looking) };
}

async function look(bank: Bank, signal: AbortSignal): Promise<void> {
  for await (const told of setInterval(bank.lookMs ?? LOOK_MS, bank.told, { signal })) if (told.callback !== "") await catchUp(bank);
}

async function stop(server: Server, ended: AbortController, looking: Promise<void>): Promise<void> {
  ended.abort();
  server.close();
  server.closeAllConnections();
  await looking;
}

const nowOf = ({ told }: Bank): Instant => (told.held ? told.now : ((told.now + (Date.now() - told.heardAt)) as Instant));

/** Does and tells what is due; one after the other, whoever asks. */
function catchUp(bank: Bank): Promise<void> {
  bank.telling = bank.telling.then(async () => {
    if (bank.kept.books.outage) return;
    settle(bank);
    const now = nowOf(bank);
    for (const { event, what } of tellingsDue(bank.kept.books, now)) if (await isTaken(bank, writeEvent({ bank: bank.kept.books.bank, event, exchange: bank.told.exchange, what }))) must(bank.kept.does({ c: "delivered", event }));
  }).catch(() => undefined);
  return bank.telling;
}

/** Does what is due by now: whatever comes next finds the books as they stand at its time. */
function settle(bank: Bank): void {
  const now = nowOf(bank);
  const next = nextDueAt(bank.kept.books, -1 as Instant);
  if (next !== null && next <= now) must(bank.kept.does({ c: "settle", at: now }));
}

/** Tells the exchange one thing. @returns whether it has it */
async function isTaken({ told, key }: Bank, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const address = new URL(told.callback);
  const headers = signRequest(key, { method: "POST", path: address.pathname, body }, seconds());
  const answer = await fetch(address, { method: "POST", redirect: "error", signal: AbortSignal.timeout(TELL_MS_MAX), headers: { ...headers, "content-type": "application/json" }, body }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

async function serve(bank: Bank, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url: path = "", headers } = request;
  if (Number(headers["content-length"] ?? 0) > BODY_BYTES_MAX) { response.writeHead(413).end(); return; }
  const asked: Asked = { method, path, body: await buffer(request), header: (name) => { const value = headers[name]; return typeof value === "string" ? value : null; } };
  settle(bank);
  if (path.startsWith("/control/")) send(response, await controlled(bank, asked));
  else if (bank.kept.books.outage && path !== "/v1/clock") response.destroy();
  else await serveExchange(bank, asked, response);
}

async function serveExchange(bank: Bank, asked: Asked, response: ServerResponse): Promise<void> {
  if (!isSignedRequest(bank.exchangeKey, asked, asked.header, seconds())) { response.writeHead(401).end(); return; }
  const answer = await answered(bank, asked);
  if (asked.path === "/v1/orders" && bank.kept.books.faults.some(({ kind }) => kind === "lost-answer")) {
    must(bank.kept.does({ c: "struck", kind: "lost-answer" }));
    response.destroy();
    return;
  }
  send(response, answer, { ...signAnswer(bank.key, answer, asked, asked.header("signature") ?? "", seconds()) });
}

function send(response: ServerResponse, { status, body }: Answer, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": String(body.length), ...headers }).end(body);
}

const json = (value: Parameters<typeof canonical>[0], status = 200): Answer => ({ status, body: canonical(value) });
const answerTo = (done: Result<string>): Answer => (done.ok ? json({ done: done.value }) : json({ code: done.refusal.code }, 422));

const NOTHING: Answer = json({ code: "not-found" }, 404);

function answered(bank: Bank, { method, path, body }: Asked): Answer | Promise<Answer> {
  if (method === "POST") return path === "/v1/clock" ? clock(bank, body) : path === "/v1/orders" ? take(bank, body) : NOTHING;
  const [, , what = "", one = "", two = ""] = path.split("/");
  if (what === "statements") return statement(bank, one, two as PlainDate);
  return what === "orders" ? orderState(bank, one) : NOTHING;
}

function orderState({ kept: { books } }: Bank, number: string): Answer {
  const order = books.orders.get(number);
  return order === undefined ? { status: 404, body: writeAnswer({ unknown: number }) } : { status: 200, body: writeAnswer(order.outcome) };
}

function take(bank: Bank, body: Uint8Array): Answer {
  const parsed = parseStrict(fromUtf8(body));
  const read = parsed.ok ? readOrder(parsed.value) : parsed;
  if (!read.ok) return json({ code: read.refusal.code }, 422);
  const { money: { amount, currency }, ...order } = read.value;
  const done = bank.kept.does({ c: "order", at: nowOf(bank), order: { ...order, amount: amount.toString(), currency } });
  const known = bank.kept.books.orders.get(order.number);
  return !done.ok || known === undefined ? json({ code: done.ok ? "not-found" : done.refusal.code }, 409) : { status: 200, body: writeAnswer(known.outcome) };
}

const ClockBody = z.strictObject({ v: z.literal("bank-clock/1"), now: TimeBody, held: z.boolean(), callback: z.url(), exchange: z.string(), accounts: z.array(z.strictObject({ number: z.string(), name: z.string(), prefix: z.string().nullable(), clears: z.boolean().default(false) })) });

/** The exchange says what time it is, where it hears, and which accounts it has: then all that is due by now is done and told. */
async function clock(bank: Bank, body: Uint8Array): Promise<Answer> {
  const read = ClockBody.safeParse(JSON.parse(fromUtf8(body)));
  if (!read.success) return json({ code: "wrong-form" }, 422);
  const { now, held, callback, exchange, accounts } = read.data;
  const fresh = accounts.filter((each) => !bank.kept.books.houses.has(each.number));
  if (fresh.length > 0) must(bank.kept.does({ c: "house", accounts: fresh }));
  Object.assign(bank.told, { now: Math.max(now, bank.told.now) as Instant, held, callback, exchange, heardAt: Date.now() });
  await catchUp(bank);
  const next = nextDueAt(bank.kept.books, nowOf(bank));
  return json({ next: next === null ? null : rfc3339(next) });
}

/** An account's day, once it is over. */
function statement(bank: Bank, account: string, day: PlainDate): Answer {
  const { books } = bank.kept;
  if (!books.houses.has(account) || dayOf(nowOf(bank)) <= day) return NOTHING;
  const lines: readonly StatementLine[] = books.lines.filter((line) => line.house === account && dayOf(line.valueAt) === day);
  const sum = (isIn: boolean): bigint => lines.filter(({ kind, currency }) => IS_IN[kind] === isIn && currency === "CNY").reduce((all, { amount }) => all + amount, 0n);
  const text = lines.map(lineText).join("");
  return { status: 200, body: utf8(headText({ bank: books.bank, account, day, lines: lines.length, creditFen: sum(true), debitFen: sum(false) }, sha256Hex(utf8(text))) + text) };
}

const Amount = z.string().regex(/^\d{1,18}$/);
const FaultBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["duplicate", "reorder", "lost-answer", "refuse"]) }), z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0) }), z.strictObject({ kind: z.literal("wrong-amount"), by: z.string().regex(/^-?\d{1,15}$/) }), z.strictObject({ kind: z.literal("outage"), on: z.boolean() }),
]);
const CONTROLS: Readonly<Record<string, (bank: Bank, given: unknown) => Result<string>>> = {
  firms: (bank, given) => parsed(z.strictObject({ account: z.string().regex(/^\d{8,32}$/), name: z.string().min(1), amount: Amount }), given, (each) => bank.kept.does({ c: "firm", ...each })),
  closures: (bank, given) => parsed(z.strictObject({ account: z.string() }), given, (each) => bank.kept.does({ c: "close", ...each })),
  transfers: (bank, given) => parsed(z.strictObject({ from: z.string(), to: z.string(), amount: Amount, currency: z.string().regex(/^[A-Z]{3}$/).default("CNY"), words: z.string().max(200).default("") }), given, (each) => bank.kept.does({ c: "transfer", at: nowOf(bank), ...each })),
  reversals: (bank, given) => parsed(z.strictObject({ transaction: z.string() }), given, (each) => bank.kept.does({ c: "reverse", at: nowOf(bank), ...each })),
  faults: (bank, given) => parsed(FaultBody, given, (fault) => bank.kept.does({ c: "fault", fault: fault as Fault })),
};

const parsed = <Body>(shape: z.ZodType<Body>, given: unknown, then: (body: Body) => Result<string>): Result<string> => {
  const read = shape.safeParse(given);
  return read.success ? then(read.data) : wrongForm(read.error);
};

/** What whoever rehearses asks the bank to do: it is done and told before it is answered. */
async function controlled(bank: Bank, { method, path, body, header }: Asked): Promise<Answer> {
  if (header("authorization") !== `Bearer ${bank.token}`) return json({ code: "not-signed-in" }, 401);
  const what = path.slice("/control/".length);
  if (method === "GET" && what === "state") return state(bank);
  const control = Object.hasOwn(CONTROLS, what) ? CONTROLS[what] : undefined;
  const given = parseStrict(fromUtf8(body));
  const done = control === undefined ? refuse("not-found", { what }) : given.ok ? control(bank, given.value) : given;
  if (done.ok) await catchUp(bank);
  return answerTo(done);
}

const state = ({ kept: { books }, told }: Bank): Answer => json({
  now: rfc3339(told.now), outage: books.outage, drawn: books.drawn.toString(), untold: books.tellings.filter(({ times }) => times > 0).length,
  houses: Object.fromEntries([...books.houses.keys()].map((number) => [number, (books.balances.get(number) ?? 0n).toString()])),
  firms: Object.fromEntries([...books.firms].map(([account, { name, amount, closed }]) => [account, { name, amount: amount.toString(), closed }])),
  orders: Object.fromEntries([...books.orders].map(([number, { outcome }]) => [number, outcome.state])),
});
