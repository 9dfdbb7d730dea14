import { randomBytes } from "node:crypto";
import { NUMBER_BYTES, subAccountNumber } from "../../../src/bank/account.js";
import { fenOf } from "../../../src/tenders/amounts.js";
import { plusDays, type PlainDate } from "../../../src/kernel/time.js";
import { firmAccount } from "../../../src/rehearsal/bank/accounts.js";
import { COLLECTION, declaration, FEE_OFFICERS } from "../bills.js";
import type { Chance } from "./chance.js";
import { act, atBank, count, pays, type Doing, type Happening, type KnownBill, type Month } from "./month.js";

const BILLS = "/api/v1/fees/bills";
const UNITS = [["104"], ["105"], ["104", "105"], ["104", "105", "108"]] as const;
const ITEM: Readonly<Record<string, string>> = { "104": "104001", "105": "105001", "108": "108001" };
const PAYERS = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"];
const anyPayer = (chance: Chance): string => chance.pick(PAYERS) ?? "";
const officerOf = (unit: string): string => FEE_OFFICERS[unit] ?? "";
const firmOf = ({ city }: Month, actor: string) => city.town.actors.find(({ id }) => id === actor)?.organisation ?? { name: "", uscc: "" };

/** @param today on the city's clock */
export const billIsMade = (today: PlainDate): Happening => async ({ month, chance }) => {
  const [units, payer, dueOn] = [UNITS[chance.below(UNITS.length)] ?? ["104"], anyPayer(chance), plusDays(today, 1 + chance.below(9))];
  const quantities = units.map(() => String(1 + chance.below(4_000)));
  const made = await act(month, "window-1", "POST", BILLS, { ...declaration(units), payer: firmOf(month, payer) });
  if (made === null) return;
  const bill = String(made["bill"]);
  month.acts.push(`declared ${bill}`);
  for (const [at, unit] of units.entries()) if (await act(month, officerOf(unit), "PUT", `${BILLS}/${bill}/units/${unit}`, { version: 0, lines: [{ item: ITEM[unit], quantity: `${quantities[at] ?? ""}${unit === "104" ? "" : "000"}` }] }) === null) return;
  const version = units.length + 1;
  if (await act(month, "finance-1", "POST", `${BILLS}/${bill}/review`, { verdict: "pass", version, dueOn }, `reviewed ${bill}`) === null) return;
  const sealed = await act(month, "seal-1", "POST", `${BILLS}/${bill}/seal`, { version }, `sealed ${bill}`);
  if (sealed === null) return;
  month.bills.push({ bill, code: String(sealed["paymentCode"]), units, payer });
  count(month, "bills");
};

/** What a bill asks today; of one that asks nothing, what it asked. */
async function dueOf(month: Month, { bill }: KnownBill): Promise<bigint> {
  const seen = (await month.city.act("finance-1", "GET", `${BILLS}/${bill}`))?.json as { readonly dueToday?: { readonly total: { readonly amount: string } } | null; readonly payable?: { readonly amount: string } } | undefined;
  const amount = seen?.dueToday?.total.amount ?? seen?.payable?.amount;
  return amount === undefined ? 0n : fenOf({ amount, currency: "CNY" });
}

/** The newest bills are asked for most: of ten payments nine are of the last sixty. */
const anyBill = ({ month, chance }: Doing): KnownBill | undefined => chance.pick(chance.in100(90) ? month.bills.slice(-60) : month.bills);

const HOW = { exactly: 50, "by another": 8, "in the words": 8, "a fen less": 6, "a fen more": 6, "half": 4, "in dollars": 4, "twice": 8, "to nobody": 6 } as const;

export const billIsPaid: Happening = async (doing) => {
  const { month, chance } = doing;
  const [bill, how, other] = [anyBill(doing), chance.weighted(HOW), anyPayer(chance)];
  const due = bill === undefined ? 0n : await dueOf(month, bill);
  if (bill === undefined || due === 0n) return;
  count(month, `paid ${how}`);
  const from = firmAccount(firmOf(month, how === "by another" ? other : bill.payer).uscc);
  const fen = due + (how === "half" ? 1n - due / 2n : OFF[how] ?? 0n);
  await pays(month, from, payeeOf(how, bill), fen, { words: `缴 ${bill.code} 款`, ...(how === "in dollars" ? { currency: "USD" } : {}) });
  if (how === "twice") await pays(month, from, bill.code, fen);
};

const OFF: Readonly<Partial<Record<keyof typeof HOW, bigint>>> = { "a fen less": -1n, "a fen more": 1n };
const payeeOf = (how: keyof typeof HOW, { code }: KnownBill): string => (how === "in the words" ? COLLECTION : how === "to nobody" ? subAccountNumber("34170006", randomBytes(NUMBER_BYTES)) : code);

/** The bank takes a credit back, whatever became of it meanwhile. */
export const creditIsReversed: Happening = async ({ month, chance }) => {
  const transaction = chance.pick(month.transfers.slice(-200));
  if (transaction === undefined || await atBank(month, "reversals", { transaction }) === null) return;
  month.reversals.push(transaction);
  count(month, "reversals");
};

export const bookIsRefunded: Happening = async (doing) => {
  const [bill, book] = [anyBill(doing), doing.chance.in100(50) ? "deposit" : "non-tax"];
  if (bill === undefined) return;
  const ordered = await act(doing.month, "finance-1", "POST", `${BILLS}/${bill.bill}/refunds`, { book, document: { id: "晨财退〔2026〕3号", sha256: "d".repeat(64) }, reason: "工程终止" });
  if (ordered === null) return;
  doing.month.orders.push(String(ordered["order"]));
  count(doing.month, "refunds of bills");
};

export const billIsRead: Happening = async (doing) => {
  const bill = anyBill(doing);
  if (bill !== undefined) await act(doing.month, bill.payer, "POST", `${BILLS}/${bill.bill}/bookings`, { book: doing.chance.in100(50) ? "deposit" : "non-tax" });
};

export const billIsCancelled: Happening = async (doing) => {
  const bill = anyBill(doing);
  if (bill !== undefined) await act(doing.month, "finance-1", "POST", `${BILLS}/${bill.bill}/cancellation`, { reason: "项目终止" }, `cancelled ${bill.bill}`);
};

export const feesAreCleared: Happening = async ({ month }) => { await act(month, "cashier-1", "POST", "/api/v1/fees/clearing"); };
