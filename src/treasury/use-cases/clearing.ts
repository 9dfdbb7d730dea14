import { isCleared } from "../../bank/account.js";
import { accountsOf, unclearCredit } from "../../bank/queries.js";
import { takeUnclear } from "../../bank/use-cases/desk.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { moneyJson, yuan, type Fen } from "../../kernel/money.js";
import { ratio } from "../../kernel/ratio.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import { book, holdBalances } from "../../ledger/use-cases/book.js";
import { freezeRules, holds } from "../../rules/rules.js";
import type { World } from "../../world.js";
import type { RefundGiven } from "../forms.js";
import { clearingsOn, indicatorsOf, planHistory, plansOf, underWayIn, type RequestRow } from "../queries.js";
import { accountName, holdNames, holdPaid, indicatorName, insertClearing, insertPlanDecision, insertPlanRequest } from "../store.js";
import { byActor, heldRequest, takeStep, type Taken } from "./held.js";
import { stepTo } from "../payment.js";

export type Cleared = { readonly account: string; readonly amount: Fen; readonly payments: number; readonly balance: Fen };

/** Clears every zero-balance account with the single account: what the bank paid ahead is given back to it, and the account holds nothing. Law: 财政国库管理制度改革试点资金支付办法 (SV-22). */
export const clearDay = (world: World, actor: Actor, at: Instant): Promise<Result<readonly Cleared[]>> =>
  allOrNothing(world.db, async (tx) => {
    const cleared: Cleared[] = [];
    for (const { number, purpose } of await accountsOf(tx, world.exchange.id)) if (isCleared(purpose)) cleared.push(await clearAccount(tx, world, actor, number, at));
    return ok(cleared);
  });

/**
 * The account is held in the ledger before it is read: a payment that the bank tells meanwhile waits, and is cleared the next time.
 * @throws {RangeError} where it does not come to nothing: nothing is cleared then
 */
async function clearAccount(tx: Tx, world: World, actor: Actor, account: string, at: Instant): Promise<Cleared> {
  await holdNames(tx, world.exchange.id, [accountName(account)]);
  const [own, single] = [accountOf("bank", account), accountOf("single-account")];
  await holdBalances(tx, world, [own, single]);
  const day = dayOf(at);
  const serial = (await clearingsOn(tx, world.exchange.id, day)).filter((each) => each.account === account).length + 1;
  const amount = -await balanceOf(tx, world.exchange.id, own);
  if (amount !== 0n) must(await book(tx, world, [{ cause: `treasury/clearing/${account}/${day}/${String(serial)}`, kind: "treasury-clearing", bookedOn: day, reverses: null, lines: moved(single, own, amount) }], actor, at));
  const balance = await balanceOf(tx, world.exchange.id, own);
  if (!holds(freezeRules(day), "SV-22", ratio(balance, 100n))) throw new RangeError(`account ${account} holds ${yuan(balance)} after its clearing`);
  const paid = await holdPaid(tx, world.exchange.id, account);
  for (const row of paid) must(await takeStep(tx, world, row, { step: "settle", by: byActor(actor), at }));
  await insertClearing(tx, { exchange_id: world.exchange.id, account, day, serial, amount_fen: amount.toString(), payments: paid.length, made_by: actor.id, made_at: new Date(at) });
  return { account, amount, payments: paid.length, balance };
}

export type Refunded = Taken & { readonly refunded: { readonly amount: string; readonly currency: "CNY" } };

/** Money that a supplier sent back, which lies unclear at the zero-balance account it came to: it goes back into the budget, and the plan has it again. */
export const refundRequest = (world: World, actor: Actor, request: string, { transaction, reason }: RefundGiven, at: Instant): Promise<Result<Refunded>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.refund", request);
    if (!held.ok) return held;
    const { row } = held.value;
    const to = stepTo("refund", row);
    if (!to.ok) return to;
    const credit = await creditBack(tx, world, row, transaction, at);
    if (!credit.ok) return credit;
    const { cause, fen } = credit.value;
    const booked = await book(tx, world, [{ cause, kind: "treasury-refund", bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("expenditure", row.indicator), accountOf("unclear"), fen) }], actor, at);
    if (!booked.ok) return booked;
    const taken = await takeStep(tx, world, row, { step: "refund", by: byActor(actor), at, reason, amount: fen, change: { refunded_fen: (BigInt(row.refunded_fen) + fen).toString() } });
    return taken.ok ? ok({ ...taken.value, refunded: moneyJson(fen) }) : taken;
  });

/** What came back to the account a request was paid from: not taken yet, no more than was paid, within its year. */
async function creditBack(tx: Tx, world: World, row: RequestRow, transaction: string, at: Instant): Promise<Result<{ readonly cause: string; readonly fen: Fen }>> {
  if (row.month.slice(0, 4) !== dayOf(at).slice(0, 4)) return refuse("refund-year");
  const credit = await unclearCredit(tx, world.exchange.id, row.account ?? "", transaction);
  if (credit === null) return refuse("refund-unknown", { transaction });
  const left = BigInt(row.amount_fen) - BigInt(row.refunded_fen);
  if (credit.amount > left) return refuse("refund-too-much", { left: yuan(left) });
  const isTaken = await takeUnclear(tx, world, { bank: credit.bank, transaction }, at);
  return isTaken ? ok({ cause: `treasury/refund/${credit.bank}/${transaction}`, fen: credit.amount }) : refuse("refund-taken", { transaction });
}

/** At the end of a year what is left of its plans lapses: each stands at what was used. */
export const lapseYear = (world: World, actor: Actor, year: number, at: Instant): Promise<Result<{ readonly plans: number; readonly lapsed: { readonly amount: string; readonly currency: "CNY" } }>> =>
  allOrNothing(world.db, async (tx) => {
    if (Number(dayOf(at).slice(0, 4)) <= year) return refuse("year-not-over", { year });
    const indicators = (await indicatorsOf(tx, world.exchange.id, null)).filter((each) => each.year === year).map(({ indicator }) => indicator);
    await holdNames(tx, world.exchange.id, indicators.map(indicatorName));
    const count = await underWayIn(tx, world.exchange.id, year);
    if (count > 0) return refuse("payments-under-way", { count });
    const history = await planHistory(tx, world.exchange.id, indicators);
    const open = (await plansOf(tx, world.exchange.id, indicators)).filter(({ approved_fen, used_fen }) => approved_fen !== used_fen);
    for (const { indicator, month, mode, used_fen } of open) {
      const asked = history.filter((each) => each.indicator === indicator && each.month === month && each.mode === mode);
      const waiting = asked.find(({ verdict }) => verdict === null);
      const key = { exchange_id: world.exchange.id, indicator, month, mode, serial: waiting?.serial ?? asked.length + 1, made_by: actor.id, made_at: new Date(at) };
      if (waiting === undefined) await insertPlanRequest(tx, { ...key, amount_fen: used_fen, reason: LAPSED });
      await insertPlanDecision(tx, { ...key, verdict: "lapsed", amount_fen: used_fen, note: LAPSED });
    }
    const lapsed = open.reduce((sum, { approved_fen, used_fen }) => sum + BigInt(approved_fen) - BigInt(used_fen), 0n);
    return ok({ plans: open.length, lapsed: moneyJson(lapsed) });
  });
const LAPSED = "年度终了，注销未使用的用款计划额度";
