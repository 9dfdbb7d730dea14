import { againIfUndone, allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, reversalOf, type Line } from "../../ledger/entry.js";
import { entriesCausedBy, lastClosed } from "../../ledger/queries.js";
import { book } from "../../ledger/use-cases/book.js";
import type { World } from "../../world.js";
import { assignedCause, creditCause, reversedCause } from "../causes.js";
import { bookingDay, flowFor, saysSame, type Advice, type Credit } from "../credit.js";
import type { Reversal } from "../event.js";
import type { CreditFault } from "../exception.js";
import type { MoneyFlow, MoneyFlows } from "../flow.js";
import { accountByNumber, adviceIn, assignedTo } from "../queries.js";
import { changeCredit, holdCredit, insertCredit, insertException, keepSubAccount, settleMatters } from "../store/rows.js";

/** Who books what a bank says. */
export const BY_BANK = { id: "bank" } as const;

/** Whether an advice was new, known, or known in other words: then nothing changes and a person looks. */
export type Taken = "new" | "known" | "differs";

/** Takes an advice of money that came in, with all that follows from it, in one transaction. */
export const takeAdvice = (world: World, flows: MoneyFlows, advice: Advice, at: Instant): Promise<Result<Taken>> => againIfUndone(() => allOrNothing(world.db, (tx) => adviceTaken(tx, world, flows, advice, at)));

/** The same in the transaction of a caller. */
export async function adviceTaken(tx: Tx, world: World, flows: MoneyFlows, advice: Advice, at: Instant): Promise<Result<Taken>> {
  const account = await accountByNumber(tx, world.exchange.id, advice.account);
  if (account?.bank !== advice.bank) return refuse("bank-account-unknown", { number: advice.account });
  if (!await insertCredit(tx, rowOf(world, advice, at))) return ok(await knownAs(tx, world, advice, at));
  const sub = await subOf(tx, world, advice);
  const found = flowFor(advice, { sub, accountPurpose: account.purpose, flows: new Set(Object.keys(flows)) });
  const flow = "fault" in found ? lying(found.fault) : flowNamed(flows, found.flow);
  const credit = creditOf(advice, sub, at);
  const placed = await flow.onCredit(tx, world, credit, at);
  if ("fault" in placed) await lieUnclear(tx, world, advice, placed.fault, at);
  const lines = "fault" in placed ? [{ account: accountOf("unclear"), fen: -advice.amount }] : placed.lines;
  await settleMatters(tx, world.exchange.id, { transaction: advice.transaction }, ["missing-here"], new Date(at));
  if (advice.currency === "CNY") await bookCredit(tx, world, advice, lines, at);
  if ("lines" in placed) await flow.onBooked?.(tx, world, credit, at);
  return ok("new");
}

/** The sub-account it came to, kept as it is; null where it came to the account itself, or to a number nobody holds. */
const subOf = async (tx: Tx, world: World, { account, sub }: Pick<Advice, "account" | "sub">): Promise<Row<"bank_sub_accounts"> | null> => (sub === null ? null : keepSubAccount(tx, world.exchange.id, account, sub));

/** What is for no flow lies unclear. */
const lying = (fault: CreditFault): Pick<MoneyFlow, "onCredit" | "onBooked"> => ({ onCredit: () => Promise.resolve({ fault }) });

const rowOf = (world: World, advice: Advice, at: Instant) => ({
  exchange_id: world.exchange.id, bank: advice.bank, transaction: advice.transaction, account: advice.account, sub: advice.sub, payer_name: advice.payer.name, payer_account: advice.payer.account, payer_bank: advice.payer.bank,
  amount: advice.amount.toString(), currency: advice.currency, words: advice.words, value_at: new Date(advice.valueAt), received_at: new Date(at), fault: null,
});

async function knownAs(tx: Tx, world: World, advice: Advice, at: Instant): Promise<Taken> {
  const row = await holdCredit(tx, world.exchange.id, advice.bank, advice.transaction);
  if (row === null || saysSame(adviceIn(row), advice)) return "known";
  await insertException(tx, { ...matterOf(world, advice, at), once: `told-otherwise/${advice.bank}/${advice.transaction}`, kind: "told-otherwise", ours: row.amount, theirs: advice.amount.toString() });
  return "differs";
}

async function lieUnclear(tx: Tx, world: World, advice: Advice, fault: CreditFault, at: Instant): Promise<void> {
  await changeCredit(tx, { exchange_id: world.exchange.id, bank: advice.bank, transaction: advice.transaction }, { fault });
  await insertException(tx, { ...matterOf(world, advice, at), once: `credit/${advice.bank}/${advice.transaction}`, kind: fault, ours: null, theirs: advice.amount.toString() });
}

const matterOf = (world: World, { account, bank, transaction, currency }: Advice, at: Instant) => ({ exchange_id: world.exchange.id, account, bank, transaction, order_number: null, currency, found_at: new Date(at) });

/** @throws {RangeError} where the lines of a flow are not all of the credit */
async function bookCredit(tx: Tx, world: World, advice: Advice, lines: readonly Line[], at: Instant): Promise<void> {
  const bookedOn = bookingDay(dayOf(advice.valueAt), await lastClosed(tx, world.exchange.id));
  must(await book(tx, world, [{ cause: creditCause(advice), kind: "bank-credit", bookedOn, reverses: null, lines: [{ account: accountOf("bank", advice.account), fen: advice.amount }, ...lines] }], BY_BANK, at));
}

/** A credit as its flow is given it. */
export const creditOf = ({ bank, transaction, account, sub: number, payer, amount, words, valueAt }: Advice, sub: Row<"bank_sub_accounts"> | null, receivedAt: Instant): Credit =>
  ({ bank, transaction, account, sub: number, payer, fen: amount, words, valueAt, reference: sub?.reference ?? null, receivedAt });

/** @throws {RangeError} for a purpose that no flow has */
export function flowNamed(flows: MoneyFlows, purpose: string): MoneyFlow {
  const flow = Object.hasOwn(flows, purpose) ? flows[purpose] : undefined;
  if (flow === undefined) throw new RangeError(`no flow of money ${purpose}`);
  return flow;
}

/** Takes back a credit as its bank did: the entry is reversed, the flow is told, a person looks. What is not known yet is refused, and the bank tells it again. */
export async function reversalTaken(tx: Tx, world: World, flows: MoneyFlows, { bank, transaction, reversedAt }: Reversal, at: Instant): Promise<Result<Taken>> {
  const row = await holdCredit(tx, world.exchange.id, bank, transaction);
  if (row === null) return refuse("credit-unknown", { transaction });
  if (row.reversed_at !== null) return ok("known");
  const advice = adviceIn(row);
  await changeCredit(tx, row, { reversed_at: new Date(reversedAt) });
  const causes = [creditCause(advice), assignedCause(advice)];
  const booked = await entriesCausedBy(tx, world.exchange.id, causes);
  const number = booked.has(assignedCause(advice)) ? await assignedTo(tx, world.exchange.id, row) : row.sub;
  const told = row.fault === null || number !== row.sub ? await toldOf(tx, world, flows, { row, advice: { ...advice, sub: number } }) : null;
  if (told !== null) await told.flow.onHold?.(tx, world, told.credit);
  const bookedOn = bookingDay(dayOf(reversedAt), await lastClosed(tx, world.exchange.id));
  must(await book(tx, world, causes.flatMap((cause) => { const entry = booked.get(cause); return entry === undefined ? [] : [reversalOf(entry, { cause: reversedCause(cause), bookedOn })]; }), BY_BANK, at));
  await insertException(tx, { ...matterOf(world, advice, at), once: `reversed/${bank}/${transaction}`, kind: "reversed", ours: row.amount, theirs: null });
  if (told !== null) await told.flow.onReversed(tx, world, told.credit, at);
  return ok("new");
}

/** Which flow took a credit, and the credit as it was given it. */
async function toldOf(tx: Tx, world: World, flows: MoneyFlows, { row, advice }: { readonly row: Row<"bank_credits">; readonly advice: Advice }): Promise<{ readonly flow: MoneyFlow; readonly credit: Credit }> {
  const sub = await subOf(tx, world, advice);
  const purpose = sub?.purpose ?? (await accountByNumber(tx, world.exchange.id, row.account))?.purpose ?? "";
  return { flow: flowNamed(flows, purpose), credit: creditOf(advice, sub, row.received_at.getTime() as Instant) };
}
