import type { Chance } from "./chance.js";
import type { City } from "./city.js";

/** A bill that was sealed, as those who acted on it know it. */
export type KnownBill = { readonly bill: string; readonly code: string; readonly units: readonly string[]; readonly payer: string };
export type KnownPayment = { readonly request: string; readonly mode: "direct" | "authorised"; readonly account: string };
export type KnownDeposit = { readonly tender: string; readonly lot: string; readonly actor: string; readonly number: string };

/** A month as it goes: what was acknowledged, and by that must be there in the end, once. */
export type Month = {
  readonly city: City; readonly bills: KnownBill[]; readonly payments: KnownPayment[]; readonly deposits: KnownDeposit[];
  /** Lots with deposits that are open. */ readonly lots: { readonly tender: string; readonly lot: string; ended: boolean }[];
  /** The basic account of each firm, by its office. */ readonly basic: Map<string, string>; readonly budget: { indicator: string; contracts: { readonly contract: string; readonly account: string }[] };
  /** Transfers and reversals the bank acknowledged, by its numbers. */ readonly transfers: string[]; readonly reversals: string[];
  /** Orders the exchange acknowledged. */ readonly orders: string[]; /** Acts it acknowledged, by step and thing. */ readonly acts: string[];
  /** Answers that are never right: of a program that broke. */ readonly broken: string[];
  /** Every act and everything at the bank. */ events: number; /** Those of which nobody knows whether they happened. */ unknown: number; refused: number;
  readonly counts: Map<string, number>; isAway: boolean;
};

export type Doing = { readonly month: Month; readonly chance: Chance };
/** One thing that happens; it takes what it needs from what is known, and ends where that is not there. */
export type Happening = (doing: Doing) => Promise<void>;

export const beginMonth = (city: City): Month => ({
  city, bills: [], payments: [], deposits: [], lots: [], basic: new Map(), budget: { indicator: "", contracts: [] }, transfers: [], reversals: [], orders: [], acts: [], broken: [], events: 0, unknown: 0, refused: 0, counts: new Map(), isAway: false,
});

export const count = (month: Month, what: string): void => { month.counts.set(what, (month.counts.get(what) ?? 0) + 1); };

/** Somebody acts. @param as by which the act is known, where it must be there in the end @returns the answer; null where it was refused, or nobody knows */
export async function act(month: Month, actor: string, method: string, url: string, body?: unknown, as?: string): Promise<Record<string, unknown> | null> {
  if (method !== "GET") month.events += 1;
  const answer = await month.city.act(actor, method, url, body);
  if (answer === null) { month.unknown += 1; return null; }
  if (answer.status >= 500) month.broken.push(`${method} ${url}: ${String(answer.status)} ${JSON.stringify(answer.json).slice(0, 300)}`);
  if (answer.status >= 300) { month.refused += 1; count(month, `refused ${String(answer.json["code"])}`); return null; }
  if (as !== undefined) month.acts.push(as);
  return answer.json;
}

/** Something happens at the bank. @returns its number; null where it would not, or nobody knows */
export async function atBank(month: Month, what: string, body: unknown): Promise<string | null> {
  month.events += 1;
  const done = await month.city.bank(what, body);
  if (done === null) month.unknown += 1;
  if (done === "") month.refused += 1;
  return done === null || done === "" ? null : done;
}

let sayings = 0;
/** A firm pays; the words are of this payment alone, so that it is known again in the bank's books. */
export async function pays(month: Month, from: string, to: string, fen: bigint, over: { readonly currency?: string; readonly words?: string } = {}): Promise<string | null> {
  const transaction = await atBank(month, "transfers", { from, to, amount: fen.toString(), ...over, words: `${over.words ?? ""} #${String(sayings += 1)}` });
  if (transaction !== null) month.transfers.push(transaction);
  return transaction;
}
