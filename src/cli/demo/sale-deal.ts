import { z } from "zod";
import { utf8 } from "../../kernel/bytes.js";
import { firmAccount } from "../../rehearsal/bank/accounts.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { bankOf, openAccountAt, transfer } from "./bank.js";
import { text } from "./play.js";
import { cny, fenOf, firmAt, lotOf, partiesOf, said, why, type Act, type SalePlay } from "./sale.js";

// What follows a deal, to the last fen.

const SIGNED = z.object({ isConfirmed: z.boolean() });

/** The seller writes the confirmation out; both parties sign the hash of its very PDF (39号令 20). @param who won, by its place */
export const confirm = (who: number, signing: { readonly signAt: string; readonly signPlace: string }): Act => async (play) => {
  const { stage, script: { seller } } = play;
  const { document } = await stage.put(seller.clerk, `${lotOf(play)}/confirmation`, signing);
  await stage.post(seller.clerk, `${lotOf(play)}/confirmation`);
  const { isConfirmed } = SIGNED.parse(await stage.post(firmAt(play, who).actor, `${lotOf(play)}/confirmation`));
  if (!isConfirmed) throw new Error("确认书未生效 The confirmation does not stand");
  const { seller: sells, winner } = partiesOf(play);
  stage.say(`${sells.zh}、${winner.zh}先后用证书签署同一份确认书 PDF（SHA-256 ${text(document).slice(0, 16)}…）：成交确认`);
};

/** A second officer publishes the result. */
export const publishResult: Act = async (play) => {
  const { notice } = await play.stage.post(play.script.seller.second, `${lotOf(play)}/result`);
  play.stage.say(`第二名经办人签名发布结果 ${text(notice)}`);
};

type Terms = { readonly number: string; readonly signedOn: string; readonly price: string; /** Dates of the price, where no law says. */ readonly schedule?: readonly { readonly until: string; readonly paid: string }[]; /** Where the transferor has its price. */ readonly toSeller?: true };

const fileOf = ({ number }: Terms): string => sha256Hex(utf8(`演练合同 ${number}`));

function contractOf({ script: { seller } }: SalePlay, terms: Terms): object {
  const { number, signedOn, price, schedule, toSeller } = terms;
  return {
    number, signedOn, price: cny(price), file: fileOf(terms), ...(schedule === undefined ? {} : { schedule: schedule.map(({ until, paid }) => ({ until, paid: cny(paid) })) }),
    ...(toSeller === true ? { payee: { account: firmAccount(seller.uscc), bank: "晨光银行滨河支行" } } : {}),
  };
}

const CONVERTED = z.object({ converted: z.object({ amount: z.string() }) });

/** The contract is recorded at the price of the deal: the winner's deposit becomes part of it. */
export const contract = (terms: Terms): Act => async (play) => {
  const { stage, script: { seller } } = play;
  if (terms.toSeller === true) await openAccountAt(await bankOf(stage), firmAccount(seller.uscc), seller.name);
  const { converted } = CONVERTED.parse(await stage.post(seller.clerk, `${lotOf(play)}/contract`, contractOf(play, terms)));
  const { payment: { schedule } } = DEAL.parse(await stage.get(seller.clerk, `${lotOf(play)}/deal`));
  stage.say(`登记合同 ${terms.number}，价款 ${said(terms.price)} 与成交价一致；保证金 ${said(converted.amount)} 一笔转为价款`);
  stage.say(`付款期限：${schedule.map(({ until, atLeast }) => `${until} 前累计不少于 ${said(atLeast.amount)}`).join("；")}`);
};

/** The same before its time: it is refused. */
export const refusedContract = (terms: Terms): Act => async (play) =>
  { play.stage.say(`提前登记合同：拒绝 ${why(await play.stage.refused(play.script.seller.clerk, `${lotOf(play)}/contract`, contractOf(play, terms)))}`); };

const DEAL = z.object({ payment: z.object({ number: z.string(), left: z.object({ amount: z.string() }), schedule: z.array(z.object({ until: z.string(), atLeast: z.object({ amount: z.string() }) })) }) });

/** The winner pays of the price, to the number of its own. @param who by its place @param amount in yuan */
export const pay = (who: number, amount: string): Act => async (play) => {
  const { actor, uscc } = firmAt(play, who);
  const { payment: { number } } = DEAL.parse(await play.stage.get(actor, `${lotOf(play)}/deal`));
  await transfer(await bankOf(play.stage), { from: firmAccount(uscc), to: number, fen: fenOf(amount), words: "成交价款" });
  const { payment: { left } } = DEAL.parse(await play.stage.get(actor, `${lotOf(play)}/deal`));
  play.stage.say(`${partiesOf(play).winner.zh}缴纳价款 ${said(amount)}，${fenOf(left.amount) === 0n ? "价款缴清" : `尚余 ${said(left.amount)}`}`);
};

const ORDERED = z.object({ amount: z.object({ amount: z.string() }) });

/** What came of the price goes on to the transferor by one order (32号令 27). */
export const settle: Act = async (play) => {
  const { amount } = ORDERED.parse(await play.stage.post("cashier-1", `${lotOf(play)}/settlement`));
  play.stage.say(`出纳将价款 ${said(amount.amount)} 划付转让方账户`);
};

/** A deal whose price is paid is closed; one log entry then fixes the whole bundle. */
export const close: Act = async (play) => {
  const { stage, script: { seller }, sale } = play;
  await stage.post(seller.clerk, `${lotOf(play)}/closing`);
  await stage.post(seller.clerk, `/api/v1/sales/${sale}/archive`, {});
  stage.say("办结，归档：一条日志记录固定整个审计包");
};

/** The same before its time: it is refused. */
export const refusedClose: Act = async (play) =>
  { play.stage.say(`提前办结：拒绝 ${why(await play.stage.refused(play.script.seller.clerk, `${lotOf(play)}/closing`))}`); };
