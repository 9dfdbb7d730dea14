import type { Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, type Instant, type PlainDate } from "../kernel/time.js";
import { codeOf, type Line } from "../ledger/entry.js";
import type { Party } from "./credit.js";

/** An order's way. `sent` is out of the house with its answer not known; `returned` was paid and came back. */
export const ORDER_STATES = {
  queued: { zh: "待发送", en: "waiting to be sent" },
  sent: { zh: "已发送", en: "sent" },
  accepted: { zh: "银行已受理", en: "taken by the bank" },
  paid: { zh: "已付款", en: "paid" },
  returned: { zh: "已退回", en: "came back" },
  refused: { zh: "银行拒绝", en: "refused by the bank" },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type OrderState = keyof typeof ORDER_STATES;

/** What is asked to be paid. `against` are the accounts of the ledger it is paid out of, debited together by what is paid. `words` are for the payee and name no tender. */
export type OrderAsked = {
  /** Why, once: asked again in the same words it is the same order. */ readonly cause: string; readonly account: string; readonly payee: Party; readonly against: readonly Line[];
  /** Which flow is told what became of it. */ readonly purpose: string; readonly reference: string; readonly words: string;
};

/** An order as its flow is given it. */
export type PaymentOrder = OrderAsked & {
  readonly number: string; readonly fen: Fen; readonly payOn: PlainDate; readonly dueAt: Instant; readonly state: OrderState; readonly attempts: number;
  readonly paidAt: Instant | null; readonly returnedAt: Instant | null; readonly transaction: string | null; readonly reason: string | null;
};

/** Characters of a name, an account and a bank's name that a bank takes. */
const PARTY_MAX = 120;
/** Characters a payee is shown. */
const WORDS_MAX = 60;
const ORDER_FEN_MAX = 10n ** 15n;
const isText = (text: string, max: number): boolean => text.trim() !== "" && text.length <= max && !/\p{Cc}/u.test(text);

/** What an order comes to, once it is one. */
export function checkOrder({ payee, against, words }: Pick<OrderAsked, "payee" | "against" | "words">): Result<Fen> {
  if (!isText(payee.name, PARTY_MAX) || !isText(payee.bank, PARTY_MAX) || !/^[0-9A-Za-z-]{4,40}$/.test(payee.account)) return refuse("order-payee");
  if (!isText(words, WORDS_MAX)) return refuse("order-words", { max: WORDS_MAX });
  if (against.length === 0 || new Set(against.map(({ account }) => account)).size !== against.length || against.some(({ account, fen }) => codeOf(account) === null || fen <= 0n)) return refuse("order-amount");
  const fen = against.reduce((sum, line) => sum + line.fen, 0n);
  return fen <= ORDER_FEN_MAX ? ok(fen) : refuse("order-amount");
}

/** Whether two orders of one cause ask the same. */
export const asksSame = (one: OrderAsked, other: OrderAsked): boolean => JSON.stringify(askedOf(one)) === JSON.stringify(askedOf(other));
const askedOf = ({ account, payee, against, purpose, reference, words }: OrderAsked) =>
  [account, payee.name, payee.account, payee.bank, against.map((line) => [line.account, line.fen.toString()]), purpose, reference, words];

/** What a bank says of an order. */
export type Outcome = {
  readonly number: string; readonly state: Exclude<OrderState, "queued" | "sent">;
  /** The bank's value time of the payment: where it is paid, or was and came back. */ readonly paidAt: Instant | null;
  readonly returnedAt: Instant | null; readonly transaction: string | null; readonly reason: string | null;
};

/** How an order stands to what is said of it. `steps` are what is new, in the order they happen, however late or doubled the word comes. */
export type Told = { readonly kind: "news"; readonly steps: readonly ("accepted" | "paid" | "returned" | "refused")[] } | { readonly kind: "known" } | { readonly kind: "contradicts" };

const PLACE: Readonly<Record<OrderState, number>> = { queued: 0, sent: 1, accepted: 2, paid: 3, returned: 4, refused: 5 };

/** What an outcome adds to what is known. A bank that both paid and refused contradicts itself, and a person looks. */
export function told(from: OrderState, to: Outcome["state"]): Told {
  if (from === to) return { kind: "known" };
  if (to === "refused") return PLACE[from] < PLACE.paid ? { kind: "news", steps: ["refused"] } : { kind: "contradicts" };
  if (from === "refused") return to === "accepted" ? { kind: "known" } : { kind: "contradicts" };
  const steps = (["accepted", "paid", "returned"] as const).filter((step) => PLACE[step] > PLACE[from] && PLACE[step] <= PLACE[to]);
  return steps.length === 0 ? { kind: "known" } : { kind: "news", steps };
}

const FIRST_WAIT_MS = MINUTE_MS;
const WAIT_MS_MAX = 60 * MINUTE_MS;
/** When an order is next sent or asked about, if nothing is heard: twice as long each time, an hour at most, for as long as it takes. @param attempts with this one */
export const nextTry = (attempts: number, now: number): number => now + Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 10), WAIT_MS_MAX);
