import type { z } from "zod";
import type { Json } from "../../kernel/canonical-json.js";
import { wordsOf, type Refusal } from "../../kernel/refusal.js";
import { parseMoney, yuan, type Fen } from "../../kernel/money.js";
import { must } from "../../kernel/result.js";
import { saleLineOf } from "../../lines/lines.js";
import type { SaleBody } from "../../sales/form.js";
import type { Acting } from "./acting.js";
import { text } from "./play.js";

/** The office that sells: who prepares, and who reviews and publishes. */
export type Seller = { readonly clerk: string; readonly second: string; readonly name: string; readonly uscc: string };

/** A firm that applies. */
export type Applicant = { readonly actor: string; readonly uscc: string; readonly name: string };

/** What somebody does in a sale that is played. */
export type Act = (play: SalePlay) => Promise<void>;

/** An act with its time. */
export type Timed = readonly [time: string, act: Act];

/** What differs between the sales that are played: data alone. Each act has its time, in their order; firms are named by their place among the firms. */
export type SaleScript = {
  readonly line: string;
  readonly seller: Seller;
  /** With one lot. */ readonly form: z.input<typeof SaleBody>;
  readonly firms: readonly Applicant[];
  readonly acts: readonly Timed[];
};

/** What is asked of a room beside its frame, as JSON. */
export type Wish = Readonly<Record<string, Json>>;

/** A firm's place in the room: its number, and what signs a request of its own, in base64. */
export type Seat = { readonly paddle: string; readonly sign: (stage: number, key: string, wish: Wish) => string };

/** A sale being played. */
export type SalePlay = {
  readonly stage: Acting;
  /** Where the seller keeps what nobody else has. */
  readonly folder: string;
  readonly script: SaleScript; readonly sale: string;
  readonly seats: Map<number, Seat>;
};

export const LOT = "1";
export const lotOf = ({ sale }: Pick<SalePlay, "sale">): string => `/api/v1/sales/${sale}/lots/${LOT}`;
/** The contest over the one lot, in the first round. */
export const auctionOf = ({ sale }: Pick<SalePlay, "sale">): string => `${sale}-01-A1`;
export const partiesOf = ({ script }: SalePlay) => saleLineOf(script.line).parties;
export const depositOf = ({ form }: SaleScript): string => form.lots[0]?.deposit.amount ?? "0.00";
export const cny = (amount: string): { readonly amount: string; readonly currency: "CNY" } => ({ amount, currency: "CNY" });
export const fenOf = (amount: string): Fen => must(parseMoney(cny(amount)));
/** An amount as people read it. @param amount in yuan, as the wire has it */
export const said = (amount: string): string => `${yuan(fenOf(amount))} 元`;
export const why = (refusal: Refusal): string => `[${refusal.code}] ${wordsOf(refusal, "zh")}`;

/** Which firm of the script. @throws {RangeError} where there is none */
export function firmAt({ script }: SalePlay, who: number): Applicant {
  const firm = script.firms[who];
  if (firm === undefined) throw new RangeError(`no firm ${String(who)}`);
  return firm;
}

/** Plays a sale from its registration to the last of its acts. @returns its code */
export async function playSale(stage: Acting, folder: string, script: SaleScript): Promise<string> {
  const { clerk, name } = script.seller;
  const { sale } = await stage.post(clerk, "/api/v1/sales", { line: script.line, form: script.form });
  const play: SalePlay = { stage, folder, script, sale: text(sale), seats: new Map() };
  await stage.post(clerk, `/api/v1/sales/${play.sale}/registration`);
  stage.say(`${partiesOf(play).seller.zh}${name} 登记${saleLineOf(script.line).title.zh}项目 ${play.sale}：批准文件、权属、限制情况逐项校验`);
  for (const [at, [time, act]] of script.acts.entries()) {
    if (time !== script.acts[at - 1]?.[0]) await stage.until(time);
    await act(play);
  }
  return play.sale;
}
