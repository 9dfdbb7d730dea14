import { z } from "zod";
import { parseMoney, yuan, type Fen } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { firmAccount } from "../../rehearsal/bank/accounts.js";
import { bankOf, transfer } from "./bank.js";
import { lotOf, text, type Play } from "./play.js";
import type { Firm } from "./script.js";

const fenOf = (amount: string): Fen => must(parseMoney({ amount, currency: "CNY" }));

/** Every firm states its account, takes a number of its own, and pays the exact sum to it at its bank; nobody at the exchange learns who has. */
export async function payDeposits(play: Play): Promise<void> {
  const { stage, script } = play;
  const bank = await bankOf(stage);
  for (const { actor, uscc } of script.firms) {
    const from = firmAccount(uscc);
    await stage.post(actor, "/api/v1/basic-account", { account: from, bank: "晨光银行滨河支行" });
    const { number } = await stage.post(actor, `${lotOf(play)}/deposit-number`);
    await transfer(bank, { from, to: text(number), fen: fenOf(script.deposit.amount), words: "投标保证金" });
    const { credits } = CREDITS.parse(await stage.get(actor, `${lotOf(play)}/deposit-number`));
    if (!credits.some(({ taken }) => taken)) throw new Error(`${actor}: 保证金未被接受 The deposit was not taken`);
  }
  stage.say(`${String(script.firms.length)} 家投标人从各自基本账户向各自的缴款号码转入保证金 ${yuan(fenOf(script.deposit.amount))} 元：到账即为投标保证，平台人员看不到谁已缴纳`);
}

const CREDITS = z.object({ credits: z.array(z.object({ taken: z.boolean() })) });

/** The cashier orders what is due back, one order a firm. */
export async function orderBack(play: Play, firms: readonly Firm[], why: string): Promise<void> {
  const { stage } = play;
  let sum = 0n;
  for (const { uscc } of firms) sum += fenOf(ORDERED.parse(await stage.post("cashier-1", `${lotOf(play)}/deposit-refunds`, { bidder: uscc })).amount.amount);
  stage.say(`出纳退付 ${String(firms.length)} 家保证金 ${yuan(sum)} 元（${why}），付款指令交银行`);
}

const ORDERED = z.object({ amount: z.object({ amount: z.string() }) });
const REFUNDS = z.object({ refunds: z.array(z.object({ bidder: z.object({ uscc: z.string() }), paidOn: z.string().nullable() })) });

/** All have their money back before the archive is made. */
export async function haveBack(play: Play, firms: readonly Firm[]): Promise<void> {
  const { refunds } = REFUNDS.parse(await play.stage.get("cashier-1", `${lotOf(play)}/refunds`));
  const out = firms.filter(({ uscc }) => refunds.some(({ bidder, paidOn }) => bidder.uscc === uscc && paidOn === null));
  if (out.length > 0) throw new Error(`未退 still out: ${out.map(({ name }) => name).join("、")}`);
  play.stage.say(`银行回单：${String(firms.length)} 家保证金已全部退回，账户余额为零`);
}
