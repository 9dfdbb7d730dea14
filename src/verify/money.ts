import type { Instant } from "../kernel/time.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { checkBankWords } from "./money-bank.js";
import { checkDeposits } from "./money-deposits.js";
import { checkKept } from "./money-kept.js";
import { checkAccounts, checkPostings } from "./money-postings.js";
import { checkRefunds } from "./money-refunds.js";
import type { BundleIndex } from "./shapes.js";

/** The money of a tender, in a full edition: every entry under a logged root, balances from entries, deposits and refunds from both, their lawful dates counted again, and what banks signed of them. */
export function checkMoney(bundle: Loaded, { index, log, at }: { readonly index: BundleIndex; readonly log: BundleLog; readonly at: Instant }, findings: Findings): void {
  if (index.money === undefined) return;
  const postings = checkPostings(bundle, { index, log }, findings);
  checkAccounts(bundle, index, postings, findings);
  const deposits = checkDeposits(bundle, { index, postings }, findings);
  if (deposits === undefined) return;
  const refunds = checkRefunds(bundle, { index, postings, deposits, at }, findings);
  if (refunds === undefined) return;
  checkKept({ deposits, refunds, postings, log }, findings);
  checkBankWords(bundle, { index, log }, { deposits, refunds }, findings);
}
