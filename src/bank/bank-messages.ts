import { z } from "zod";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { ok, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { TimeBody } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { Advice, Party } from "./credit.js";
import type { BankEvent } from "./event.js";
import type { Outcome, PaymentOrder } from "./order.js";

/** What exchange and bank say to each other over HTTP (docs/contracts.md §7): canonical JSON, amounts with two decimals and their currency, times with their zone. */

const PARTY_MAX = 200;
const PartyBody = z.strictObject({ name: z.string().max(PARTY_MAX), account: z.string().max(PARTY_MAX), bank: z.string().max(PARTY_MAX) });
const Id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, "1 to 64 of A-Z a-z 0-9 . _ -");
const AccountNumber = z.string().regex(/^\d{8,32}$/, "8 to 32 digits");
/** An amount of any currency in its hundredths, more than nothing. */
const MoneyBody = z.strictObject({ amount: z.string().regex(/^(?:0|[1-9]\d{0,14})\.\d{2}$/, "20000.00"), currency: z.string().regex(/^[A-Z]{3}$/, "CNY") }).transform(({ amount, currency }) => ({ amount: BigInt(amount.replace(".", "")), currency }))
  .refine(({ amount }) => amount > 0n, "more than nothing");
const WORDS_MAX = 200;

const OutcomeBody = z.strictObject({
  number: z.string().regex(/^\d{20}$/, "20 digits"), state: z.enum(["accepted", "paid", "returned", "refused"]), paidAt: TimeBody.nullable(), returnedAt: TimeBody.nullable(), transaction: Id.nullable(), reason: z.string().max(WORDS_MAX).nullable(),
}).refine(({ state, paidAt, returnedAt }) => (state === "paid" || state === "returned") === (paidAt !== null) && (state === "returned") === (returnedAt !== null), "says when money moved, and only then");

const head = { v: z.literal("bank-event/1"), bank: z.string().regex(/^[a-z0-9-]{1,32}$/), event: Id, exchange: z.string().max(PARTY_MAX) };
const EventBody = z.discriminatedUnion("kind", [
  z.strictObject({ ...head, kind: z.literal("credit"), transaction: Id, account: AccountNumber, sub: AccountNumber.nullable(), payer: PartyBody, money: MoneyBody, words: z.string().max(WORDS_MAX), valueAt: TimeBody }),
  z.strictObject({ ...head, kind: z.literal("reversal"), transaction: Id, reversedAt: TimeBody }),
  z.strictObject({ ...head, kind: z.literal("order"), outcome: OutcomeBody }),
]);

/** An event of a bank to one exchange, by its log's name. */
export type EventMessage = { readonly bank: string; readonly event: string; readonly exchange: string; readonly what: BankEvent };

/** Reads what a bank tells. */
export function readEvent(json: unknown): Result<EventMessage> {
  const read = EventBody.safeParse(json);
  if (!read.success) return wrongForm(read.error);
  const { bank, event, exchange } = read.data;
  return ok({ bank, event, exchange, what: whatIn(read.data) });
}

function whatIn(told: z.infer<typeof EventBody>): BankEvent {
  const { bank } = told;
  if (told.kind === "order") return { kind: "order", outcome: told.outcome };
  if (told.kind === "reversal") return { kind: "reversal", reversal: { bank, transaction: told.transaction, reversedAt: told.reversedAt } };
  const { transaction, account, sub, payer, money, words, valueAt } = told;
  return { kind: "credit", advice: { bank, transaction, account, sub, payer, ...money, words, valueAt } };
}

/** An amount in hundredths as messages write it. */
export const moneyText = (amount: bigint, currency: string) => ({ amount: `${(amount / 100n).toString()}.${(amount % 100n).toString().padStart(2, "0")}`, currency });
const timeText = (at: Instant | null): string | null => (at === null ? null : rfc3339(at));
const outcomeJson = ({ number, state, paidAt, returnedAt, transaction, reason }: Outcome): Json => ({ number, state, paidAt: timeText(paidAt), returnedAt: timeText(returnedAt), transaction, reason });

/** The bytes of an event. */
export function writeEvent({ bank, event, exchange, what }: EventMessage): Uint8Array<ArrayBuffer> {
  return canonical({ v: "bank-event/1", bank, event, exchange, kind: what.kind, ...bodyOf(what) });
}

function bodyOf(what: BankEvent): Readonly<Record<string, Json>> {
  if (what.kind === "order") return { outcome: outcomeJson(what.outcome) };
  if (what.kind === "reversal") return { transaction: what.reversal.transaction, reversedAt: rfc3339(what.reversal.reversedAt) };
  return creditJson(what.advice);
}

const creditJson = ({ transaction, account, sub, payer, amount, currency, words, valueAt }: Advice) => ({ transaction, account, sub, payer: partyJson(payer), money: moneyText(amount, currency), words, valueAt: rfc3339(valueAt) });
const partyJson = ({ name, account, bank }: Party) => ({ name, account, bank });

const OrderBody = z.strictObject({ v: z.literal("bank-order/1"), exchange: z.string().max(PARTY_MAX), number: z.string().regex(/^\d{20}$/, "20 digits"), account: AccountNumber, payee: PartyBody, money: MoneyBody, words: z.string().max(WORDS_MAX), payOn: z.string().regex(/^\d{4}-\d\d-\d\d$/) });
/** An order as a bank is given it. */
export type OrderMessage = z.infer<typeof OrderBody>;

export const writeOrder = ({ number, account, payee, fen, words, payOn }: PaymentOrder, exchange: string): Uint8Array<ArrayBuffer> =>
  canonical({ v: "bank-order/1", exchange, number, account, payee: partyJson(payee), money: moneyText(fen, "CNY"), words, payOn });

/** Reads an order, as a bank does. */
export function readOrder(json: unknown): Result<OrderMessage> {
  const read = OrderBody.safeParse(json);
  return read.success ? ok(read.data) : wrongForm(read.error);
}

const AnswerBody = z.union([z.strictObject({ v: z.literal("bank-answer/1"), outcome: OutcomeBody }), z.strictObject({ v: z.literal("bank-answer/1"), unknown: z.string() })]);

/** Reads what a bank answers about an order. */
export function readAnswer(json: unknown): Result<Outcome | "unknown"> {
  const read = AnswerBody.safeParse(json);
  if (!read.success) return wrongForm(read.error);
  return ok("outcome" in read.data ? read.data.outcome : "unknown");
}

export const writeAnswer = (answer: Outcome | { readonly unknown: string }): Uint8Array<ArrayBuffer> =>
  canonical({ v: "bank-answer/1", ...("unknown" in answer ? { unknown: answer.unknown } : { outcome: outcomeJson(answer) }) });
