import { z } from "zod";
import { day, hash, id, instant, money, name } from "./fields.js";

const fen = z.string().regex(/^-?[1-9]\d{0,17}$/);
const text = z.string().max(400);
const head = { exchange: id, tender: id };

/** One line of money/postings.jsonl: an entry as it was hashed, and its way to the root that the log has. */
export const postingShape = z.strictObject({
  entry: z.strictObject({
    v: z.literal("ledger-entry/1"), bookedOn: day, cause: z.string().min(1).max(200), kind: z.string().min(1), salt: z.string().regex(/^[0-9a-f]{32}$/), reverses: z.string().nullable(),
    lines: z.array(z.strictObject({ account: z.string().min(1).max(120), fen })).min(2),
  }),
  number: z.string().regex(/^[1-9]\d{0,18}$/), root: z.strictObject({ serial: z.int().min(1), index: z.int().min(0), path: z.array(hash).max(40) }),
});
export type Posting = z.infer<typeof postingShape>;

/** money/accounts.json: what the postings make of each account they touch. */
export const accountsShape = z.strictObject({
  v: z.literal("money-accounts/1"), ...head, accounts: z.array(z.strictObject({ account: z.string(), zh: z.string(), en: z.string(), debit: money, credit: money, balance: z.strictObject({ amount: z.string().regex(/^-?(0|[1-9]\d{0,17})\.\d{2}$/), currency: z.literal("CNY") }) })),
});
export type AccountsFile = z.infer<typeof accountsShape>;

const party = z.strictObject({ name: text, account: text, bank: text });
const credit = z.strictObject({
  bank: name, transaction: name, payer: party, money: z.strictObject({ amount: money.shape.amount, currency: z.string().regex(/^[A-Z]{3}$/) }), valueAt: instant, receivedAt: instant,
  /** Why it was not taken as the deposit; null where it was. */
  fault: z.string().nullable(), reversedAt: instant.nullable(),
});
/** money/deposits.json: what each lot asks, what firms paid to the numbers they were given, and every guarantee, however it was given. */
export const depositsShape = z.strictObject({
  v: z.literal("money-deposits/1"), ...head,
  lots: z.array(z.strictObject({ lot: name, wanted: money.nullable(), deadline: instant })),
  deposits: z.array(z.strictObject({
    lot: name, bidder: id, name: text, number: z.string().regex(/^\d{8,32}$/), account: z.string().regex(/^\d{8,32}$/), stated: z.array(z.strictObject({ account: text, bank: text, at: instant })), credits: z.array(credit),
  })),
  guarantees: z.array(z.strictObject({
    lot: name, bidder: id, reference: z.string().min(1), kind: z.string().min(1), money, validUntil: day, /** Typed in, told by the bank, or signed by an issuer. */ way: z.enum(["hand", "bank", "issuer"]),
    /** The credit it is; null of what did not come by the bank. */ credit: z.strictObject({ bank: name, transaction: name }).nullable(),
    /** How it ended, once; null while it stands. */ ended: z.enum(["reversed", "refund", "forfeit", "convert"]).nullable(),
  })),
});
export type DepositsFile = z.infer<typeof depositsShape>;

const order = z.strictObject({
  order: z.string().regex(/^\d{20}$/), payOn: day, state: z.enum(["placed", "paid", "returned", "refused"]), paidOn: day.nullable(), returnedOn: day.nullable(),
  against: z.array(z.strictObject({ account: z.string(), fen: z.string().regex(/^[1-9]\d{0,17}$/) })).min(1),
});
const keptOrder = order.extend({ payee: party });
/** Of a guarantee that was kept: on which grounds and when it was decided, whose it is, and the order to a bank or the demand on an issuer. */
const kept = z.strictObject({
  grounds: z.array(z.strictObject({ ground: z.string().max(40), clause: text })).min(1), decidedOn: day, to: z.enum(["tenderer", "treasury"]), /** The tenderer's code. */ unit: id,
  order: keptOrder.nullable(), /** Orders before it that their bank would not pay, or that came back. */ before: z.array(keptOrder).default([]), demand: z.strictObject({ paper: z.string().max(64), sha256: hash, money }).nullable(),
});
/** Of a deposit that became the performance bond: when, and the orders by which that goes back. */
const converted = z.strictObject({ on: day, orders: z.array(order) });

/** money/refunds.json: of each guarantee why and by when it goes back, what was paid on it, what its delay cost, and what became of it where it did not go back; what banks gave on the accounts, as it was stated. */
export const refundsShape = z.strictObject({
  v: z.literal("money-refunds/1"), ...head, line: z.string().min(1), rulesOn: day,
  rates: z.array(z.strictObject({ account: z.string(), from: day, /** Of a per cent a year. */ millionths: z.string().regex(/^(0|[1-9]\d{0,11})$/), yearDays: z.int().min(360).max(366) })),
  refunds: z.array(z.strictObject({
    lot: name, bidder: id, reference: z.string().min(1), money, cause: z.string().nullable(), number: z.string().nullable(), from: day.nullable(), dueOn: day.nullable(), paidOn: day.nullable(), late: z.int().min(0), charge: money, ownFault: z.string().nullable(),
    orders: z.array(order), chargeOrders: z.array(order), kept: kept.nullable(), converted: converted.nullable(),
  })),
});
export type RefundsFile = z.infer<typeof refundsShape>;
