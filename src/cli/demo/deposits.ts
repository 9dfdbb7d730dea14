import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { parseMoney, yuan, type Fen } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { firmAccount } from "../../rehearsal/bank/accounts.js";
import { lotOf, text, type Play } from "./play.js";
import type { Firm } from "./script.js";

const BANK = z.object({ url: z.string(), token: z.string() });
/** How long the bank's process may take to come up beside the exchange. */
const BANK_LOOKS_MAX = 300;
const LOOK_MS = 100;

/** Where the town's bank is steered from; its file is there a moment after the exchange is ready. */
async function bankOf({ stage }: Play): Promise<z.infer<typeof BANK>> {
  for (let looks = 0; looks < BANK_LOOKS_MAX; looks += 1) {
    const file = await readFile(stage.bank, "utf8").catch(() => null);
    if (file?.endsWith("\n") === true) return BANK.parse(JSON.parse(file));
    await setTimeout(LOOK_MS);
  }
  throw new Error("演练银行没有就绪 The rehearsal's bank did not come up");
}

const fenOf = (amount: string): Fen => must(parseMoney({ amount, currency: "CNY" }));

/** Every firm states its account, takes a number of its own, and pays the exact sum to it at its bank; nobody at the exchange learns who has. */
export async function payDeposits(play: Play): Promise<void> {
  const { stage, script } = play;
  const bank = await bankOf(play);
  for (const { actor, uscc } of script.firms) {
    const from = firmAccount(uscc);
    await stage.post(actor, "/api/v1/basic-account", { account: from, bank: "晨光银行滨河支行" });
    const { number } = await stage.post(actor, `${lotOf(play)}/deposit-number`);
    const told = await fetch(`${bank.url}/control/transfers`, { method: "POST", headers: { authorization: `Bearer ${bank.token}` }, body: JSON.stringify({ from, to: text(number), amount: fenOf(script.deposit.amount).toString(), words: "投标保证金" }) });
    if (!told.ok) throw new Error(`演练银行拒绝转账 The rehearsal's bank took no transfer: ${String(told.status)}`);
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
