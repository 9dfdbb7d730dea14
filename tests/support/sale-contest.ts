import { makeAuctionReserve, reserveCommitment } from "../../src/auctions/reserve.js";
import { base64 } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { expect } from "vitest";
import { biddersTool, newKey, offerBody, type Tool } from "./auction-tools.js";
import { wan } from "./auctions.js";
import { depositBank, type DepositBank } from "./deposit-bank.js";
import { announce, parcelForm, registeredSale } from "./sales.js";

// Contests of sales over HTTP: deposits at the rehearsal's bank, offers signed by the bidders' keys, the floor's own clock.
const DUE = 2_400_000_000n;
export const FIRMS = { A: "bidder-1", B: "bidder-2", C: "bidder-3", D: "bidder-4" } as const;
export type Name = keyof typeof FIRMS;
export type Seat = { readonly actor: string; readonly paddle: string; readonly tool: Tool; /** Of the deposit, at the bank. */ readonly transaction: string };
const lotUrl = (sale: string): string => `/api/v1/sales/${sale}/lots/1`;

/** A town whose firms have what it takes to bid. */
export async function contestTown(start: string) {
  const bank = await depositBank(start);
  for (const actor of Object.values(FIRMS)) {
    await bank.town.done(actor, "POST", "/api/v1/basic-account", { account: bank.accountOf(actor), bank: "晨光银行（演练）" });
    await bank.at("firms", { account: bank.accountOf(actor), name: bank.town.actors.find(({ id }) => id === actor)?.organisation?.name, amount: "100000000000" });
  }
  return { bank, ...stepsOf(bank), stop: async () => { await bank.town.world.floor.stop(); await bank.stop(); } };
}
export type ContestTown = Awaited<ReturnType<typeof contestTown>>;

function stepsOf(bank: DepositBank) {
  const { town } = bank;
  const usccOf = (name: Name): string => town.actors.find(({ id }) => id === FIRMS[name])?.organisation?.uscc ?? "";
  const auctionUrl = (sale: string): string => `/api/v1/auctions/${sale}-01-A1`;
  const reserveFile = (sale: string, amount: string) => makeAuctionReserve({ exchange: town.world.exchange.origin, auction: `${sale}-01-A1` }, wan(amount), "晨资规纪〔2026〕31号", new Uint8Array(32).fill(7));
  const decision = (file: Uint8Array, decidedOn = "2026-09-20") => ({ commitment: reserveCommitment(file), decidedOn, participants: ["陈一鸣", "林晓", "周正平"], record: "晨资规纪〔2026〕31号" });
  /** Applies, pays and is qualified. @returns the number of the deposit's transaction at the bank */
  const qualified = async (sale: string, name: Name): Promise<string> => {
    const actor = FIRMS[name];
    const { number } = await town.done(actor, "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请竞买，已阅读并接受公告的全部内容。" });
    const transaction = await bank.transfer(bank.accountOf(actor), String(number), DUE);
    await town.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "按公告的申请条件审查" });
    await town.world.floor.keep();
    return transaction;
  };
  return {
    usccOf, lotUrl, auctionUrl, reserveFile, decision,
    /** Moves the clock on to an instant of September 2026. */
    at: (text: string): Promise<void> => town.advance(`2026-09-${text}+08:00`),
    /** A listing that is out. */
    listed: async (over: Record<string, unknown> = {}): Promise<string> => {
      const sale = await registeredSale(town, "land", parcelForm(over));
      expect(await announce(town, sale)).toMatchObject({ status: 201 });
      return sale;
    },
    qualified,
    /** The same, and comes into the room. */
    seated: async (sale: string, name: Name): Promise<Seat> => {
      const [actor, transaction] = [FIRMS[name], await qualified(sale, name)];
      const tool = biddersTool();
      const { paddle } = await town.done(actor, "POST", `${auctionUrl(sale)}/keys`, { publicKey: base64(tool.publicKey) });
      return { actor, paddle: String(paddle), tool, transaction };
    },
    /** What became of an offer in 万元: its happening's kind, or the code of its refusal. @param stage of the contest it is made for */
    offer: async (sale: string, { actor, paddle, tool }: Seat, amount: string, stage = 1): Promise<unknown> => {
      const { json } = await town.askOnce(actor, "POST", `${auctionUrl(sale)}/offers`, offerBody(tool, { exchange: town.world.exchange.origin, auction: `${sale}-01-A1`, paddle }, { amount: wan(amount), stage }));
      return json["code"] ?? (json["happening"] as { kind: string }).kind;
    },
    /** What became of something else a bidder asks for a stage, by the kind of wish and its address. */
    asks: async (sale: string, { actor, paddle, tool }: Pick<Seat, "actor" | "paddle" | "tool">, { path, kind, stage }: { readonly path: string; readonly kind: string; readonly stage: number }, wish: Readonly<Record<string, Json>>): Promise<unknown> => {
      const key = newKey();
      const signature = tool.signed({ exchange: town.world.exchange.origin, auction: `${sale}-01-A1`, paddle, stage, key, wish: { kind, ...wish } });
      const { json } = await town.askOnce(actor, "POST", `${auctionUrl(sale)}/${path}`, { stage, key, ...wish, signature });
      return json["code"] ?? (json["happening"] as { kind: string }).kind;
    },
    /** What became of an act of the host, or of whoever gives randomness. */
    hosts: async (sale: string, path: string, body: object = {}, { actor = "staff-1", stage = 2 } = {}): Promise<unknown> => {
      const { json } = await town.askOnce(actor, "POST", `${auctionUrl(sale)}/${path}`, { stage, key: newKey(), ...body });
      return json["code"] ?? (json["happening"] as { kind: string }).kind;
    },
    reserveFixed: async (sale: string, amount: string, decidedOn?: string): Promise<Uint8Array<ArrayBuffer>> => {
      const file = reserveFile(sale, amount);
      const { serial } = await town.done("tenderer-1", "POST", `${lotUrl(sale)}/reserves`, decision(file, decidedOn));
      await town.done("tenderer-2", "POST", `${lotUrl(sale)}/reserves/${String(serial)}/approval`);
      await town.world.floor.keep();
      return file;
    },
    open: (sale: string, file: Uint8Array<ArrayBuffer>) => town.ask("tenderer-1", "POST", `${lotUrl(sale)}/reserve-opening`, { file: base64(file) }),
    lotOf: async (sale: string) => ((await town.ask(null, "GET", `/api/v1/sales/${sale}`)).json["lots"] as Record<string, unknown>[])[0],
    own: async (sale: string, name: Name) => (await town.ask(FIRMS[name], "GET", `${lotUrl(sale)}/application`)).json,
    refund: (sale: string, name: Name) => town.ask("cashier-1", "POST", `${lotUrl(sale)}/deposit-refunds`, { firm: usccOf(name) }),
    viewOf: async (sale: string) => (await town.ask(null, "GET", auctionUrl(sale))).json["view"] as Record<string, unknown>,
  };
}
