import { createHash } from "node:crypto";
import type { NewAccount } from "../../bank/use-cases/accounts.js";
import { PEOPLE, TOWN, UNITS } from "../people.js";

/** The code of the rehearsal town's bank. */
export const TOWN_BANK = "chenguang-bank";

const of = (number: string, name: string, more: Pick<NewAccount, "purpose" | "unit" | "subPrefix">): NewAccount => ({ number, bank: TOWN_BANK, branch: "晨光银行营业部", name, ...more });

/** The accounts the town has there: one for each purpose, and one of each budget unit. */
export const TOWN_ACCOUNTS: readonly NewAccount[] = [
  of("3417000100000001", `${TOWN.name}保证金专户`, { purpose: "deposits", unit: null, subPrefix: "34170001" }),
  of("3417000200000001", "晨光市财政局非税收入汇缴专户", { purpose: "non-tax", unit: null, subPrefix: "34170002" }),
  of("3417000300000001", `${TOWN.name}代收服务费专户`, { purpose: "third-party", unit: null, subPrefix: "34170003" }),
  of("3417000400000001", "晨光市财政局零余额账户", { purpose: "treasury-zero-balance", unit: null, subPrefix: null }),
  of("3417000600000001", "晨光市政务服务中心一费清待清算专户", { purpose: "collection", unit: null, subPrefix: "34170006" }),
  of("3417000700000001", "晨光市农民工工资保证金专户", { purpose: "deposits", unit: "105", subPrefix: "34170007" }),
  ...UNITS.filter(({ kinds }) => kinds.includes("budget")).map(({ code, name }) => of(`34170005${code.padStart(8, "0")}`, `${name}零余额账户`, { purpose: "unit-zero-balance", unit: code, subPrefix: null })),
];

const FIRM_DIGITS = 13;
/** The basic account of a firm of the rehearsal, from its credit code: 622 and digits. */
export const firmAccount = (uscc: string): string => `622${BigInt(`0x${createHash("sha256").update(uscc).digest("hex")}`).toString().slice(0, FIRM_DIGITS)}`;

/** What each firm has at the beginning: a thousand million yuan, in fen. */
const BEGINS_WITH = 100_000_000_000n;

/** Firms that bid, with their basic accounts. */
export const firmsOfTown = (): readonly { readonly account: string; readonly name: string; readonly amount: string }[] => {
  const firms = new Map(PEOPLE.flatMap(({ role, organisation }) => (role === "bidder" && organisation !== null ? [[organisation.uscc, organisation.name] as const] : [])));
  return [...firms].map(([uscc, name]) => ({ account: firmAccount(uscc), name, amount: BEGINS_WITH.toString() }));
};
