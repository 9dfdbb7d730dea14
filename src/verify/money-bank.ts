import { z } from "zod";
import { fromHex } from "../kernel/bytes.js";
import { canonicalText } from "../kernel/canonical-json.js";
import { at, dayOf } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { isSignedText, pemOf } from "../signing/http-signature-node.js";
import { id, instant, name } from "./fields.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { DepositsFile, RefundsFile } from "./money-shapes.js";
import { readBytes, readText } from "./read.js";
import type { BundleIndex } from "./shapes.js";

const FOLDER = "money/bank-statements";
/** What a bank told, by the hash of its bytes: `.body` as it came, `.signed` the text over it (RFC 9421 §2.5), `.sig` the 64 bytes. */
export const wordPath = (bank: string, sha256: string, kind: "body" | "signed" | "sig"): string => `${FOLDER}/${bank}/${sha256}.${kind}`;
/** A key of a bank, the how manieth the log has of it from 1, as PEM. */
export const bankKeyPath = (bank: string, serial: number): string => `${FOLDER}/${bank}/key-${String(serial)}.pem`;
const WORD = /^money\/bank-statements\/([a-z0-9-]{1,32})\/([0-9a-f]{64})\.(?:body|signed|sig)$/;

const amount = z.looseObject({ amount: z.string(), currency: z.string() });
const event = z.discriminatedUnion("kind", [
  z.looseObject({ v: z.literal("bank-event/1"), kind: z.literal("credit"), bank: name, exchange: id, transaction: name, account: z.string(), sub: z.string().nullable(), payer: z.looseObject({ name: z.string(), account: z.string(), bank: z.string() }), money: amount, valueAt: instant }),
  z.looseObject({ v: z.literal("bank-event/1"), kind: z.literal("reversal"), bank: name, exchange: id, transaction: name, reversedAt: instant }),
  z.looseObject({ v: z.literal("bank-event/1"), kind: z.literal("order"), bank: name, exchange: id, outcome: z.looseObject({ number: z.string(), state: z.string(), paidAt: instant.nullable(), returnedAt: instant.nullable() }) }),
]);
type Word = z.infer<typeof event>;
type Money = { readonly deposits: DepositsFile; readonly refunds: RefundsFile };

/**
 * What banks signed of these deposits and refunds: each word under a key that the log has of that bank, to this exchange, and saying what the files say. Where a bank
 * told otherwise than by signed messages the files stand on the exchange's word alone, and a reader is told how often.
 */
export function checkBankWords(bundle: Loaded, { index, log }: { readonly index: BundleIndex; readonly log: BundleLog }, money: Money, findings: Findings): void {
  const keys = keysOf(bundle, { index, log }, findings);
  const words = new Map([...bundle.files.keys()].flatMap((path) => { const [, bank, sha256] = WORD.exec(path) ?? []; return bank === undefined || sha256 === undefined ? [] : [[sha256, bank] as const]; }));
  const told = new Set<string>();
  for (const [sha256, bank] of words) {
    const word = readWord(bundle, { bank, sha256, keys: keys.get(bank) ?? [], exchange: index.exchange }, findings);
    if (word === undefined) continue;
    findings.demand(fits(word, money), "bank-word-differs", wordPath(bank, sha256, "body"), { what: word.kind });
    told.add(word.kind === "order" ? `order ${word.outcome.number} ${word.outcome.state}` : `${word.kind} ${word.transaction}`);
  }
  const untold = eventsIn(money).filter((each) => !told.has(each));
  if (untold.length > 0) findings.note("bank-silent", { count: untold.length });
}

/** The keys the log had of each bank when the archive was ordered; their files are these. */
function keysOf(bundle: Loaded, { index, log }: { readonly index: BundleIndex; readonly log: BundleLog }, findings: Findings): ReadonlyMap<string, readonly Uint8Array[]> {
  const logged = Map.groupBy(log.all("bank.key").filter(({ idx }) => idx < index.treeSize), ({ body }) => body.bank);
  const keys = new Map([...logged].map(([bank, entries]) => [bank, entries.map(({ body }) => fromHex(body.key))]));
  for (const path of bundle.files.keys()) {
    const [, bank = "", serial] = /^money\/bank-statements\/([a-z0-9-]{1,32})\/key-(\d{1,6})\.pem$/.exec(path) ?? [];
    if (serial === undefined) continue;
    const key = keys.get(bank)?.[Number(serial) - 1];
    findings.demand(key !== undefined && readText(bundle, path, findings) === pemOf(key), "bank-key-differs", path);
  }
  return keys;
}

type Asked = { readonly bank: string; readonly sha256: string; readonly keys: readonly Uint8Array[]; readonly exchange: string };

function readWord(bundle: Loaded, { bank, sha256, keys, exchange }: Asked, findings: Findings): Word | undefined {
  const path = wordPath(bank, sha256, "body");
  const [body, base, signature] = (["body", "signed", "sig"] as const).map((kind) => readBytes(bundle, wordPath(bank, sha256, kind), findings));
  if (body === undefined || base === undefined || signature === undefined) return undefined;
  findings.demand(sha256Hex(body) === sha256 && signature.length === 64 && keys.some((publicKey) => isSignedText({ publicKey }, { base, signature }, body)), "bank-signature-wrong", path);
  const read = event.safeParse(looseJson(body));
  findings.demand(read.success && read.data.bank === bank && read.data.exchange === exchange, "bank-word-differs", path, { what: "bank, exchange" });
  return read.data;
}

/** Whether the files say what a word says. */
function fits(word: Word, { deposits, refunds }: Money): boolean {
  if (word.kind === "order") return fitsOrder(word.outcome, refunds.refunds.flatMap(ordersOf).find(({ order }) => order === word.outcome.number));
  const found = deposits.deposits.flatMap(({ number, account, credits }) => credits.map((credit) => ({ number, account, credit }))).find(({ credit }) => credit.transaction === word.transaction && credit.bank === word.bank);
  if (found === undefined) return false;
  return word.kind === "reversal" ? isSameTime(found.credit.reversedAt, word.reversedAt) : saidOf(word) === written(found);
}

type Refund = RefundsFile["refunds"][number];
type Order = Refund["orders"][number];
/** Every order to a bank that a guarantee's end gave. */
export const ordersOf = ({ orders, chargeOrders, kept, converted }: Refund): Order[] => [...orders, ...chargeOrders, ...(kept?.order == null ? [] : [...kept.before, kept.order]), ...(converted?.orders ?? [])];

const fitsOrder = ({ state, paidAt, returnedAt }: Extract<Word, { kind: "order" }>["outcome"], order: Order | undefined): boolean =>
  order !== undefined && (state !== "paid" || order.paidOn === dayIn(paidAt)) && (state !== "returned" || order.returnedOn === dayIn(returnedAt));

const dayIn = (time: string | null): string | null => (time === null ? null : dayOf(at(time)));
const isSameTime = (one: string | null, other: string): boolean => one !== null && at(one) === at(other);

type Found = { readonly number: string; readonly account: string; readonly credit: DepositsFile["deposits"][number]["credits"][number] };
const saidOf = ({ account, sub, money, payer, valueAt }: Extract<Word, { kind: "credit" }>): string => canonicalText([account, sub, money.amount, money.currency, payer.name, payer.account, payer.bank, at(valueAt)]);
const written = ({ number, account, credit: { money, payer, valueAt } }: Found): string => canonicalText([account, number, money.amount, money.currency, payer.name, payer.account, payer.bank, at(valueAt)]);

/** What a bank would have told of these files. */
const eventsIn = ({ deposits, refunds }: Money): string[] => [
  ...deposits.deposits.flatMap(({ credits }) => credits.flatMap(({ transaction, reversedAt }) => [`credit ${transaction}`, ...(reversedAt === null ? [] : [`reversal ${transaction}`])])),
  ...refunds.refunds.flatMap((refund) => ordersOf(refund).flatMap(({ order, paidOn, returnedOn }) => [...(paidOn === null ? [] : [`order ${order} paid`]), ...(returnedOn === null ? [] : [`order ${order} returned`])])),
];
