import { expect } from "vitest";
import type { ContestTown, Name } from "./sale-contest.js";
import { FIRMS } from "./sale-contest.js";

// What follows a deal, over HTTP.
export const SIGNING = { signAt: "2026-09-30T10:00:00+08:00", signPlace: "晨光市滨河路1号三楼洽谈室" };

/** The contract of G9, signed on 30 September at the price of its deal. */
export const CONTRACT = { number: "晨地合〔2026〕8号", signedOn: "2026-09-30", price: { amount: "130000000.00", currency: "CNY" }, file: "a".repeat(64) };

export function dealSteps({ bank, lotUrl, listed, seated, offer, at, lotOf }: ContestTown) {
  const { town } = bank;
  const code = (answer: { readonly json: Record<string, unknown> }) => answer.json["code"];
  return {
    /** Listings without a reserve for which B offered 13,000 and A 12,900; on 21 September, minutes after ten, each is B's. */
    dealt: async (...overs: readonly Record<string, unknown>[]): Promise<string[]> => {
      const sales: string[] = [];
      for (const over of overs) sales.push(await listed({ reserve: false, ...over }));
      await at("07T10:00:00");
      for (const sale of sales) {
        const [A, B] = [await seated(sale, "A"), await seated(sale, "B")];
        expect([await offer(sale, A, "12,900"), await offer(sale, B, "13,000")]).toEqual(["offered", "offered"]);
      }
      await at("21T10:04:00");
      for (const sale of sales) expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", amount: { amount: "130000000.00" } } });
      return sales;
    },
    prepare: (sale: string, body: object = SIGNING, actor = "tenderer-1") => town.ask(actor, "PUT", `${lotUrl(sale)}/confirmation`, body),
    sign: (sale: string, actor: string) => town.ask(actor, "POST", `${lotUrl(sale)}/confirmation`),
    publish: (sale: string, actor = "tenderer-2") => town.ask(actor, "POST", `${lotUrl(sale)}/result`),
    view: (sale: string, actor = "tenderer-1") => town.ask(actor, "GET", `${lotUrl(sale)}/deal`),
    /** Prepared and signed by both. */
    confirmed: async (sale: string, winner: Name = "B", body: object = SIGNING): Promise<void> => {
      await town.done("tenderer-1", "PUT", `${lotUrl(sale)}/confirmation`, body);
      for (const actor of ["tenderer-1", FIRMS[winner]]) await town.done(actor, "POST", `${lotUrl(sale)}/confirmation`);
    },
    contract: (sale: string, over: Record<string, unknown> = {}, actor = "tenderer-1") => town.ask(actor, "POST", `${lotUrl(sale)}/contract`, { ...CONTRACT, ...over }),
    close: (sale: string) => town.ask("tenderer-1", "POST", `${lotUrl(sale)}/closing`),
    settle: (sale: string) => town.ask("cashier-1", "POST", `${lotUrl(sale)}/settlement`),
    /** What the parties read of the price. */
    payment: async (sale: string, actor = "tenderer-1") => (await town.ask(actor, "GET", `${lotUrl(sale)}/deal`)).json["payment"] as { readonly number: string; readonly paid: { readonly amount: string }; readonly left: { readonly amount: string }; readonly schedule: readonly object[] },
    pay: async (sale: string, from: string, fen: bigint): Promise<string> => {
      const { json } = await town.ask("tenderer-1", "GET", `${lotUrl(sale)}/deal`);
      return bank.transfer(bank.accountOf(from), (json["payment"] as { number: string }).number, fen);
    },
    code,
  };
}
