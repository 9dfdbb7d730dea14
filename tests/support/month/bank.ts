import { HOUR_MS } from "../../../src/kernel/time.js";
import { act, atBank, count, type Happening, type Month } from "./month.js";

const FAULTS = { "duplicate": 25, "reorder": 20, "delay": 25, "lost-answer": 15, "refuse": 10, "outage": 5 } as const;

/** The bank goes wrong once, or is away until somebody sees to it. */
export const bankFails: Happening = async ({ month, chance }) => {
  const [kind, ms] = [chance.weighted(FAULTS), chance.below(30 * HOUR_MS)];
  if (kind === "outage" && month.isAway) return;
  const fault = kind === "delay" ? { kind, ms } : kind === "outage" ? { kind, on: true } : { kind };
  if (await atBank(month, "faults", fault) === null) return;
  count(month, `bank: ${kind}`);
  if (kind === "outage") month.isAway = true;
};

export async function bankIsBack(month: Month): Promise<void> {
  while (month.isAway && await month.city.bank("faults", { kind: "outage", on: false }) === null) continue;
  month.isAway = false;
}

type Matter = { readonly number: string; readonly kind: string; readonly acts: readonly string[]; readonly theirs: string | null };
async function settled(month: Month, actor: string, { number }: Matter, doing: string, sub?: string): Promise<boolean> {
  const isDone = await act(month, actor, "POST", `/api/v1/bank/matters/${number}/acts`, { act: doing, reason: "核对无误", ...(sub === undefined ? {} : { sub }) }, `${doing} ${number}`) !== null;
  if (isDone) count(month, `desk: ${doing}`);
  return isDone;
}

async function mattersOf(month: Month): Promise<readonly Matter[]> {
  const shown = (await month.city.act("finance-1", "GET", "/api/v1/bank/matters"))?.json as { readonly matters?: readonly Matter[] } | undefined;
  return shown?.matters ?? [];
}

/** The office of reconciliation takes up a matter: assigns it, sends it back by two people, takes it from the statement, or says what it is. */
export const matterIsSettled: Happening = async ({ month, chance }) => {
  const matter = chance.pick(await mattersOf(month));
  const [doing, bill] = [chance.pick(matter?.acts ?? []), chance.pick(month.bills.slice(-30))];
  if (matter === undefined || doing === undefined) return;
  const isDone = await settled(month, doing === "agree" ? "finance-1" : "cashier-1", matter, doing, doing === "assign" ? bill?.code : undefined);
  if (isDone && doing === "return") await settled(month, "finance-1", matter, "agree");
};
