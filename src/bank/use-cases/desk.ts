import { assignedCause } from "../causes.js";
import { againIfUndone, allOrNothing, type Tx } from "../../db/database.js";
import type { NewRow, Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { lastClosed } from "../../ledger/queries.js";
import { book } from "../../ledger/use-cases/book.js";
import type { World } from "../../world.js";
import { bookingDay } from "../credit.js";
import { decideAct, isEnd, type DeskAct, type Payee } from "../desk.js";
import { CREDIT_FAULTS } from "../exception.js";
import type { MoneyFlow, MoneyFlows } from "../flow.js";
import type { PaymentOrder } from "../order.js";
import { adviceIn, lastActOn, matterOnce } from "../queries.js";
import { holdCredit, holdMatter, insertAct, keepSubAccount, settleMatter } from "../store/rows.js";
import { statementLine } from "../store/statements.js";
import { adviceTaken, creditOf, flowNamed, reversalTaken } from "./credits.js";
import { outcomeTaken, placeOrder } from "./orders.js";
import { isRepaid, mayRepay, orderOfMatter, repay } from "./repay.js";

/** Why a matter is settled: by which act, with what reason; `sub` is where money is assigned to. */
export type ActOn = { readonly number: string; readonly act: DeskAct; readonly reason: string; readonly sub: string | null; /** Where an order is paid instead. */ readonly payee: Payee | null };
type Last = Awaited<ReturnType<typeof lastActOn>>;
type Doing = { readonly matter: Row<"bank_exceptions">; readonly order: PaymentOrder | null; readonly last: Last; readonly asked: ActOn; readonly actor: Actor; readonly at: Instant };
type Effect = (tx: Tx, world: World, flows: MoneyFlows, doing: Doing) => Promise<Result<unknown>>;

/** The flow of money that goes back to whoever paid it by mistake: nobody waits for it, and what comes back lies in `unclear` again with a matter of its own. */
export const UNCLEAR_FLOW: MoneyFlow = {
  onCredit: () => Promise.resolve({ fault: "payee-unknown" }), onReversed: () => Promise.resolve(), onPaid: () => Promise.resolve(), onReturned: () => Promise.resolve(), onRefused: () => Promise.resolve(),
};
const UNCLEAR = "unclear";

type Acted = { readonly number: string; readonly settled: boolean };
/** Does something about a matter, with its reason and its effect on the money in one transaction. Money goes out only where another person agrees than the one who asked. */
export const actOnMatter = (world: World, flows: MoneyFlows, asked: ActOn, actor: Actor, at: Instant): Promise<Result<Acted>> => againIfUndone(() => allOrNothing(world.db, (tx) => acted(tx, world, flows, { asked, actor, at })));

/** Does the same about many matters at once, all or none: what a bank by files paid in a day stands on its statement alone. */
export const actOnMatters = (world: World, flows: MoneyFlows, numbers: readonly string[], asked: Omit<ActOn, "number">, actor: Actor, at: Instant): Promise<Result<readonly Acted[]>> =>
  againIfUndone(() => allOrNothing(world.db, async (tx) => {
    const all: Acted[] = [];
    for (const number of [...new Set(numbers)].toSorted((one, other) => Number(BigInt(one) - BigInt(other)))) {
      const done = await acted(tx, world, flows, { asked: { ...asked, number }, actor, at });
      if (!done.ok) return done;
      all.push(done.value);
    }
    return ok(all);
  }));

async function acted(tx: Tx, world: World, flows: MoneyFlows, { asked, actor, at }: Omit<Doing, "matter" | "order" | "last">): Promise<Result<Acted>> {
  const matter = await holdMatter(tx, world.exchange.id, asked.number);
  if (matter === null || await isHidden(tx, world, flows, matter)) return refuse("not-found", { what: asked.number });
  const [last, order] = [await lastActOn(tx, world.exchange.id, asked.number), await orderOfMatter(tx, world.exchange.id, matter)];
  const doing = { matter, order, last, asked, actor, at };
  const decided = decidedNow(flows, doing);
  if (!decided.ok) return decided;
  const done = await EFFECTS[asked.act](tx, world, flows, doing);
  if (!done.ok) return done;
  await insertAct(tx, actRow(world, { asked, actor, at }, (last?.serial ?? 0) + 1));
  if (isEnd(asked.act)) await settleMatter(tx, world.exchange.id, asked.number, new Date(at));
  return ok({ number: asked.number, settled: isEnd(asked.act) });
}

const decidedNow = (flows: MoneyFlows, { matter, order, last, asked, actor }: Doing): Result<true> =>
  decideAct({ kind: matter.kind, repays: isRepaid(flows, matter, order?.purpose ?? null), settled: matter.settled_at !== null, last: lastOf(last) }, { ...asked, by: actor.id, person: actor.signed?.personId ?? null });

const actRow = (world: World, { asked: { number, act, reason, sub, payee }, actor, at }: Pick<Doing, "asked" | "actor" | "at">, serial: number): NewRow<"bank_acts"> =>
  ({ exchange_id: world.exchange.id, exception: number, serial, act, reason, sub, payee_account: payee?.account ?? null, payee_bank: payee?.bank ?? null, made_by: actor.id, made_at: new Date(at) });

const lastOf = (last: Last) => (last === null ? null : { act: last.act, by: last.made_by, person: last.person });

const nothing: Effect = () => Promise.resolve(ok(null));

const EFFECTS: Readonly<Record<DeskAct, Effect>> = {
  "return": nothing, "withdraw": nothing, "bank-error": nothing, "note": nothing,
  "agree": async (tx, world, _, { matter, actor, at }) => {
    const credit = await holdCredit(tx, world.exchange.id, matter.bank, matter.transaction ?? "");
    if (credit?.reversed_at !== null) return refuse("not-found", { what: matter.transaction ?? "" });
    const { payer, amount, account } = adviceIn(credit);
    return placeOrder(tx, world, { cause: `unclear/${matter.bank}/${credit.transaction}`, account, payee: payer, against: [{ account: accountOf("unclear"), fen: amount }], purpose: UNCLEAR, reference: `${matter.bank}/${credit.transaction}`, words: "退回款项" }, { id: actor.id }, at);
  },
  "repay": (tx, world, _, { order, asked: { payee } }) => (order === null || payee === null ? Promise.resolve(refuse("bank-repay-where")) : mayRepay(tx, world, order, payee)),
  "repay-agree": async (tx, world, flows, { matter, order, last, actor, at }) => {
    if (order === null || last?.payee_account == null || last.payee_bank === null) return refuse("not-found", { what: matter.number });
    return repay(tx, world, flows, { order, to: { account: last.payee_account, bank: last.payee_bank } }, { id: actor.id }, at);
  },
  "assign": async (tx, world, flows, { matter, asked, actor, at }) => {
    const credit = await holdCredit(tx, world.exchange.id, matter.bank, matter.transaction ?? "");
    const sub = await keepSubAccount(tx, world.exchange.id, matter.account, asked.sub ?? "");
    if (credit?.reversed_at !== null || sub?.closed_at !== null) return refuse("not-found", { what: asked.sub ?? "" });
    return assignTo(tx, world, flowNamed(flows, sub.purpose), { credit, sub }, actor, at);
  },
  "take": async (tx, world, flows, { matter, at }) => {
    const line = await statementLine(tx, world.exchange.id, matter.account, matter.transaction ?? "");
    return line === null ? refuse("not-found", { what: matter.transaction ?? "" }) : fromStatement(tx, world, flows, { bank: matter.bank, line }, at);
  },
};

type Assigned = { readonly credit: Row<"bank_credits">; readonly sub: Row<"bank_sub_accounts"> };

/** Gives what lay unclear to the flow of a number, as though it had come there. */
async function assignTo(tx: Tx, world: World, flow: MoneyFlow, { credit: row, sub }: Assigned, { id }: Actor, at: Instant): Promise<Result<unknown>> {
  const advice = adviceIn(row);
  const credit = creditOf({ ...advice, sub: sub.number }, sub, row.received_at.getTime() as Instant);
  const placed = await flow.onCredit(tx, world, credit, at);
  if ("fault" in placed) return refuse("bank-assign-refused", { why: CREDIT_FAULTS[placed.fault].zh });
  const bookedOn = bookingDay(dayOf(at), await lastClosed(tx, world.exchange.id));
  const booked = await book(tx, world, [{ cause: assignedCause(advice), kind: "bank-assigned", bookedOn, reverses: null, lines: [{ account: accountOf("unclear"), fen: advice.amount }, ...placed.lines] }], { id }, at);
  if (booked.ok) await flow.onBooked?.(tx, world, credit, at);
  return booked;
}

/** Takes what a line of a statement says as though its bank had told it. */
function fromStatement(tx: Tx, world: World, flows: MoneyFlows, { bank, line }: { readonly bank: string; readonly line: Row<"bank_statement_lines"> }, at: Instant): Promise<Result<unknown>> {
  const valueAt = line.value_at.getTime() as Instant;
  const { account, transaction, sub, currency, words, other_name: name, other_account: other, other_bank: otherBank } = line;
  if (line.kind === "credit") return adviceTaken(tx, world, flows, { bank, account, transaction, sub, payer: { name, account: other, bank: otherBank }, amount: BigInt(line.amount), currency, words, valueAt }, at);
  if (line.kind === "reversal") return reversalTaken(tx, world, flows, { bank, transaction: line.about ?? "", reversedAt: valueAt }, at);
  const paid = line.kind === "payment";
  return outcomeTaken(tx, world, flows, { number: line.order_number ?? "", state: paid ? "paid" : "returned", paidAt: valueAt, returnedAt: paid ? null : valueAt, transaction: paid ? transaction : line.about, reason: paid ? null : words }, at);
}

/** Whether nobody may learn of a matter yet: it is about a number whose flow keeps quiet, as deposits do until the opening. */
export async function isHidden(tx: Tx, world: World, flows: MoneyFlows, matter: Pick<Row<"bank_exceptions">, "account" | "bank" | "transaction">): Promise<boolean> {
  const number = matter.transaction === null ? null : await numberOf(tx, world, { ...matter, transaction: matter.transaction });
  const sub = number === null ? null : await keepSubAccount(tx, world.exchange.id, matter.account, number);
  return sub !== null && (await flows[sub.purpose]?.isQuiet?.(tx, world, sub.reference)) === true;
}

/** The number a transaction went to: as it was advised, else as the statement has it. */
async function numberOf(tx: Tx, world: World, { account, bank, transaction }: { readonly account: string; readonly bank: string; readonly transaction: string }): Promise<string | null> {
  const credit = await holdCredit(tx, world.exchange.id, bank, transaction);
  return credit === null ? ((await statementLine(tx, world.exchange.id, account, transaction))?.sub ?? null) : credit.sub;
}

/** A flow's own act takes money that lay unclear: its matter is settled with it. False where somebody dealt with it before. */
export async function takeUnclear(tx: Tx, world: World, { bank, transaction }: { readonly bank: string; readonly transaction: string }, at: Instant): Promise<boolean> {
  const number = await matterOnce(tx, world.exchange.id, `credit/${bank}/${transaction}`);
  const matter = number === null ? null : await holdMatter(tx, world.exchange.id, number);
  if (matter?.settled_at !== null) return false;
  await settleMatter(tx, world.exchange.id, matter.number, new Date(at));
  return true;
}
