import { z } from "zod";
import { firmAccount } from "../../rehearsal/bank/accounts.js";
import { bankOf, transfer } from "./bank.js";
import { text } from "./play.js";
import { depositOf, fenOf, firmAt, lotOf, partiesOf, said, type Act, type SalePlay } from "./sale.js";

// From the notice to the word on each application.

/** Says something of the time that is reached. */
export const tell = (words: string): Act => ({ stage }) => { stage.say(words); return Promise.resolve(); };

/** The appraisal of what is transferred is approved or filed (32号令 12). */
export const appraise: Act = async ({ stage, script, sale }) => {
  await stage.post(script.seller.clerk, `/api/v1/sales/${sale}/appraisal`);
  stage.say("评估结果已备案：首次披露的转让底价不得低于它");
};

/** A second officer publishes the notice; the days of the law are checked one by one. */
export const publish: Act = async ({ stage, script, sale }) => {
  const { notice } = await stage.post(script.seller.second, `/api/v1/sales/${sale}/rounds`, { move: "publishNotice" });
  stage.say(`第二名经办人签名复核并发布公告 ${text(notice)}：公告期、申请期、保证金、竞价办法逐项校验，竞价条款随公告固定`);
};

const OWN = z.object({ deposit: z.string() });

/** Firms state their accounts, apply, get a number each and pay the exact deposit to it at their bank. @param who by their places */
export const apply = (...who: readonly number[]): Act => async (play) => {
  const { stage, script } = play;
  const [bank, deposit] = [await bankOf(stage), depositOf(script)];
  for (const { actor, uscc } of who.map((each) => firmAt(play, each))) {
    const from = firmAccount(uscc);
    await stage.post(actor, "/api/v1/basic-account", { account: from, bank: "晨光银行滨河支行" });
    const { number } = await stage.post(actor, `${lotOf(play)}/application`, { statement: "本单位提出申请，已阅读并接受公告的全部内容。" });
    await transfer(bank, { from, to: text(number), fen: fenOf(deposit), words: "竞买保证金" });
    const own = OWN.parse(await stage.get(actor, `${lotOf(play)}/application`));
    if (own.deposit !== "held") throw new Error(`${actor}: 保证金未被接受 The deposit was not taken`);
  }
  stage.say(`${String(who.length)} 家提出申请，各得一个缴款号码，从基本账户足额转入保证金 ${said(deposit)}；申请截止前谁申请、谁缴款均不公开`);
};

/** The seller decides on applications: each that is qualified gets a certificate and a number in the contest. @param who by their places */
export const qualify = (...who: readonly number[]): Act => async (play) => {
  for (const each of who) await review(play, each, "qualified", "符合公告的条件");
  play.stage.say(`${partiesOf(play).seller.zh}审查资格：${String(who.length)} 家合格，各得资格确认书，以号牌参加竞价，结束前无人知道号牌是谁`);
};

/** The same, refused with the reason. */
export const turnDown = (who: number, reason: string): Act => async (play) => {
  await review(play, who, "refused", reason);
  play.stage.say(`${firmAt(play, who).name} 不合格：${reason}；理由告知本人，保证金退还`);
};

const review = (play: SalePlay, who: number, verdict: "qualified" | "refused", reason: string) =>
  play.stage.post(play.script.seller.clerk, `${lotOf(play)}/reviews`, { firm: firmAt(play, who).uscc, verdict, reason });

const ORDERED = z.object({ due: z.string() });

/** The cashier orders deposits back, one order a firm. @param who by their places */
export const refund = (...who: readonly number[]): Act => async (play) => {
  let last = "";
  for (const each of who) last = ORDERED.parse(await play.stage.post("cashier-1", `${lotOf(play)}/deposit-refunds`, { firm: firmAt(play, each).uscc })).due;
  play.stage.say(`出纳退还 ${String(who.length)} 家保证金（法定最迟 ${last}），付款指令交银行`);
};

/** By the bank's own word they have it back. @param who by their places */
export const haveBack = (...who: readonly number[]): Act => async (play) => {
  for (const firm of who.map((each) => firmAt(play, each))) {
    const { deposit } = OWN.parse(await play.stage.get(firm.actor, `${lotOf(play)}/application`));
    if (deposit !== "refunded") throw new Error(`未退 still out: ${firm.name} ${deposit}`);
  }
  play.stage.say(`银行回单：${String(who.length)} 家保证金已全部退回`);
};
