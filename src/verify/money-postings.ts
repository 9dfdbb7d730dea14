import { canonicalText, parseCanonical } from "../kernel/canonical-json.js";
import { moneyJson, signedAmount, type Fen } from "../kernel/money.js";
import type { PlainDate } from "../kernel/time.js";
import { ACCOUNT_PLAN, balanceIn, checkEntry, codeOf, entryText, type Entry } from "../ledger/entry.js";
import { isUnder } from "../ledger/root.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { accountsShape, postingShape, type AccountsFile, type Posting } from "./money-shapes.js";
import { readShape, readText } from "./read.js";
import { misfit, type BundleIndex } from "./shapes.js";

export const POSTINGS = "money/postings.jsonl";
export const ACCOUNTS = "money/accounts.json";

/** Entries of the ledger that hold: by what caused each. */
export type Postings = ReadonlyMap<string, Posting>;
type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/** The lines of postings.jsonl as one text. */
export const postingLines = (postings: readonly Posting[]): string => postings.map((each) => `${canonicalText(each)}\n`).join("");

/** Every posting balances, stands once, and lies under a root of the ledger that the log had when the archive was ordered. */
export function checkPostings(bundle: Loaded, { index, log }: Args, findings: Findings): Postings {
  const text = readText(bundle, POSTINGS, findings) ?? "";
  const roots = rootsOf({ index, log }, findings);
  const postings = new Map<string, Posting>();
  for (const [at, line] of text.split("\n").slice(0, -1).entries()) {
    const posting = readLine(line);
    if (typeof posting === "string") { findings.fault("wrong-shape", POSTINGS, { why: `${String(at + 1)}: ${posting}` }); continue; }
    const { cause } = posting.entry;
    findings.demand(!postings.has(cause), "posting-wrong", POSTINGS, { cause, why: "entry-booked-otherwise" });
    checkPosting(posting, roots, findings);
    postings.set(cause, posting);
  }
  findings.demand(text === postingLines([...postings.values()]), "not-canonical", POSTINGS, { why: "lines" });
  checkReversals(postings, findings);
  return postings;
}

/** The roots the log had when the archive was ordered, by serial; they follow each other without a gap. */
function rootsOf({ index, log }: Args, findings: Findings): ReadonlyMap<number, string> {
  const logged = log.all("money.root").filter(({ idx }) => idx < index.treeSize);
  for (const [at, { idx, body }] of logged.entries()) findings.demand(body.serial === at + 1, "entry-malformed", log.pathOf(idx), { idx, why: `money.root ${String(body.serial)}` });
  findings.demand(index.money?.root === (logged.at(-1)?.body.serial ?? 0), "index-differs", "bundle.json", { what: "money root" });
  return new Map(logged.map(({ body }) => [body.serial, body.sha256]));
}

function readLine(line: string): Posting | string {
  try {
    const value = parseCanonical(Buffer.from(line));
    return misfit(postingShape, value) ?? postingShape.parse(value);
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "";
  }
}

/** The fields that are hashed, in the ledger's own form. */
const entryOf = ({ entry: { cause, kind, bookedOn, reverses, lines } }: Posting): Entry => ({ cause, kind, bookedOn: bookedOn as PlainDate, reverses, lines: lines.map(({ account, fen }) => ({ account, fen: BigInt(fen) })) });

function checkPosting(posting: Posting, roots: ReadonlyMap<number, string>, findings: Findings): void {
  const entry = entryOf(posting);
  const checked = checkEntry(entry);
  findings.demand(checked.ok, "posting-wrong", POSTINGS, { cause: entry.cause, why: checked.ok ? "" : checked.refusal.code });
  const { serial, index, path } = posting.root;
  const root = roots.get(serial);
  findings.demand(root !== undefined && isUnder(root, sha256Hex(entryText(entry, posting.entry.salt)), { index, path }), "posting-not-logged", POSTINGS, { cause: entry.cause, serial });
}

/** An entry that takes another back is the same lines the other way round. */
function checkReversals(postings: Postings, findings: Findings): void {
  const byNumber = new Map([...postings.values()].map((each) => [each.number, each]));
  findings.demand(byNumber.size === postings.size, "posting-wrong", POSTINGS, { cause: "*", why: "number" });
  for (const posting of postings.values()) {
    if (posting.entry.reverses === null) continue;
    const taken = byNumber.get(posting.entry.reverses);
    const turned = taken?.entry.lines.map(({ account, fen }) => `${account} ${(-BigInt(fen)).toString()}`).join();
    findings.demand(turned === posting.entry.lines.map(({ account, fen }) => `${account} ${fen}`).join(), "posting-wrong", POSTINGS, { cause: posting.entry.cause, why: "reversal" });
  }
}

/** What each account holds by these postings alone, by name: of an account of many tenders it is this tender's part. */
export function accountsBy(postings: Iterable<Posting>): AccountsFile["accounts"] {
  const sums = new Map<string, { debit: Fen; credit: Fen }>();
  for (const { entry } of postings) for (const { account, fen } of entry.lines) {
    const sum = sums.get(account) ?? { debit: 0n, credit: 0n };
    const amount = BigInt(fen);
    sums.set(account, amount > 0n ? { ...sum, debit: sum.debit + amount } : { ...sum, credit: sum.credit - amount });
  }
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1)).map(([account, { debit, credit }]) => {
    const [code, balance] = [codeOf(account), balanceIn(account, { debit, credit })];
    const { zh, en } = code === null ? { zh: "", en: "" } : ACCOUNT_PLAN[code];
    return { account, zh, en, debit: moneyJson(debit), credit: moneyJson(credit), balance: { amount: signedAmount(balance), currency: "CNY" as const } };
  });
}

/** accounts.json is what the postings make. */
export function checkAccounts(bundle: Loaded, index: BundleIndex, postings: Postings, findings: Findings): void {
  const file = readShape(bundle, ACCOUNTS, accountsShape, findings);
  if (file === undefined) return;
  const found = accountsBy(postings.values());
  findings.demand(file.exchange === index.exchange && file.tender === index.tender, "money-differs", ACCOUNTS, { what: "exchange, tender" });
  const names = new Set([...file.accounts, ...found].map(({ account }) => account));
  for (const account of names) {
    const [said, sum] = [file.accounts, found].map((each) => each.find((row) => row.account === account));
    findings.demand(said !== undefined && sum !== undefined && canonicalText(said) === canonicalText(sum), "balance-differs", ACCOUNTS, { account, said: said?.balance.amount ?? "—", found: sum?.balance.amount ?? "—" });
  }
}

/** What an account is credited with, above nothing, by the entry of a cause; null where there is none. */
export const creditedBy = (postings: Postings, cause: string, account: string): Fen | null => {
  const fen = postings.get(cause)?.entry.lines.find((line) => line.account === account)?.fen;
  return fen === undefined ? null : -BigInt(fen);
};
