import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { Fen } from "../../kernel/money.js";
import type { Acting } from "./acting.js";

const BANK = z.object({ url: z.string(), token: z.string() });
/** Where the town's bank is steered from. */
export type DemoBank = z.infer<typeof BANK>;
/** How long the bank's process may take to come up beside the exchange. */
const BANK_LOOKS_MAX = 300;
const LOOK_MS = 100;

/** The town's bank; its file is there a moment after the exchange is ready. @throws {Error} where it does not come up */
export async function bankOf({ bank }: Pick<Acting, "bank">): Promise<DemoBank> {
  for (let looks = 0; looks < BANK_LOOKS_MAX; looks += 1) {
    const file = await readFile(bank, "utf8").catch(() => null);
    if (file?.endsWith("\n") === true) return BANK.parse(JSON.parse(file));
    await setTimeout(LOOK_MS);
  }
  throw new Error("演练银行没有就绪 The rehearsal's bank did not come up");
}

/** Somebody at the bank's counter: it is done and told to the exchange before this returns. */
async function atBank({ url, token }: DemoBank, what: string, body: object): Promise<void> {
  const told = await fetch(`${url}/control/${what}`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
  if (!told.ok) throw new Error(`演练银行拒绝办理 The rehearsal's bank would not: ${what} ${String(told.status)}`);
}

type Transfer = { readonly from: string; readonly to: string; readonly fen: Fen; readonly words: string };

/** Pays from one account to another, or to a number. */
export const transfer = (bank: DemoBank, { from, to, fen, words }: Transfer): Promise<void> => atBank(bank, "transfers", { from, to, amount: fen.toString(), words });

/** Opens an account there that holds nothing yet. */
export const openAccountAt = (bank: DemoBank, account: string, name: string): Promise<void> => atBank(bank, "firms", { account, name, amount: "0" });
