import { isCleared } from "../../bank/account.js";
import { accountsOf } from "../../bank/queries.js";
import type { Fen } from "../../kernel/money.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import { endOfPeriod } from "../../rules/period.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { PAYMENT_STATES, type PaymentState } from "../payment.js";
import { clearingsOn, requestsOn, sumsByState, type RequestLine } from "../queries.js";
import type { Row } from "../../db/schema.js";

/** A zero-balance account now: below nothing by what the bank paid ahead, nothing once it is cleared. */
export type AccountNow = { readonly account: string; readonly name: string; readonly unit: string | null; readonly balance: Fen };
/** A treasury day: what is ordered for it, what waits to be ordered and since when it should have been, accounts, clearings, and all payments by their state. */
export type TreasuryDay = {
  readonly day: PlainDate; readonly orders: readonly RequestLine[]; readonly waiting: readonly (RequestLine & { readonly late: boolean })[]; readonly accounts: readonly AccountNow[]; readonly clearings: readonly Row<"clearings">[];
  readonly states: readonly { readonly state: PaymentState; readonly count: number; readonly fen: Fen }[];
};

/** Whether an approved payment should have been ordered before now: the treasury acts the same day. Law: 预算法实施条例 66 (SV-20). */
const isLate = ({ approved_at }: RequestLine, at: Instant): boolean => approved_at !== null && at >= endOfPeriod(freezeRules(dayOf(at)), "SV-20", approved_at.getTime() as Instant);

export async function showDay(world: World, day: PlainDate, at: Instant): Promise<TreasuryDay> {
  const { db, exchange } = world;
  const [{ orders, waiting }, clearings, sums, all] = await Promise.all([requestsOn(db, exchange.id, day), clearingsOn(db, exchange.id, day), sumsByState(db, exchange.id), accountsOf(db, exchange.id)]);
  const accounts = await Promise.all(all.filter(({ purpose }) => isCleared(purpose)).map(async ({ number, name, unit }) => ({ account: number, name, unit, balance: await balanceOf(db, exchange.id, accountOf("bank", number)) })));
  const states = (Object.keys(PAYMENT_STATES) as PaymentState[]).flatMap((state) => sums.filter((each) => each.state === state));
  return { day, orders, waiting: waiting.map((each) => ({ ...each, late: isLate(each, at) })), accounts, clearings, states };
}

