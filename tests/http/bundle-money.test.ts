import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { canonical, parseCanonical, type Json } from "../../src/kernel/canonical-json.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { verifyBundle, type Report } from "../../src/verify/bundle.js";
import { contractedGoods } from "../support/announced-goods.js";
import { bankedTown, type BankedTown } from "../support/banked-town.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { yuan } from "../support/goods.js";
import { commandsOf, needTools, runReadme } from "../support/readme.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import type { TenderInTest } from "../support/works-tender.js";

// The money of a tender in its audit bundle: a stranger computes balances, deposits, refunds and their lawful dates again, from entries the log fixed and words the bank signed.
const DUE = "2000000";
let banked: BankedTown;
let tender: string;
let lot: string;
let bundle: MemoryBundle;
const organisation = (actor: string) => banked.town.actors.find(({ id }) => id === actor)?.organisation ?? { uscc: "", name: "" };
const accountFor = (actor: string): string => `62220001000${actor.slice(-1)}0001`;
const textOf = (file: string): string => Buffer.from(bundle.get(file) ?? []).toString("utf8");

async function firm(actor: string): Promise<void> {
  await banked.control("firms", { account: accountFor(actor), name: organisation(actor).name, amount: "100000000" });
  await banked.town.done(actor, "POST", "/api/v1/basic-account", { account: accountFor(actor), bank: "晨光银行" });
}

async function pay(actor: string, on: string, amount = DUE): Promise<string> {
  const { number } = await banked.town.done(actor, "POST", `/api/v1/tenders/${on}/lots/1/deposit-number`);
  return (await banked.control("transfers", { from: accountFor(actor), to: String(number), amount, words: "投标保证金" })).done;
}

async function payAll(made: TenderInTest): Promise<void> {
  for (const actor of ["bidder-1", "bidder-2", "bidder-3", "bidder-4"]) await firm(actor);
  await pay("bidder-1", made.id, "1999999");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await pay(actor, made.id);
  await banked.control("reversals", { transaction: await pay("bidder-4", made.id) });
}

/** Orders a refund and lets the bank pay it. */
async function refund(actor: string, now: string): Promise<void> {
  await banked.town.advance(now);
  await banked.town.done("cashier-1", "POST", `${lot}/deposit-refunds`, { bidder: organisation(actor).uscc });
  await banked.town.advance(now.replace(":00+", ":05+"));
  await banked.send();
  await banked.follow();
}

beforeAll(async () => {
  banked = await bankedTown("2026-08-03T09:00:00+08:00", { flows: MONEY_FLOWS, accounts: [] });
  const made = await contractedGoods(banked.town, { deposit: yuan("20000.00"), depositDays: 90 }, payAll);
  ({ tender, lot } = made);
  await made.announce();
  await refund("bidder-2", "2026-08-25T10:00:00+08:00");
  await refund("bidder-1", "2026-08-26T10:00:00+08:00");
  await refund("bidder-3", "2026-09-02T10:00:00+08:00");
  await archive(banked.town, tender, "full");
  bundle = await bundleBytes(banked.town, tender, "full");
}, 300_000);
afterAll(async () => { await banked.stop(); });

const verified = (changed: Readonly<Record<string, Uint8Array | null>> = {}): Promise<Report> => verifyBundle(filesOf(spoiled(bundle, changed)));
const jsonOf = (path: string): Record<string, unknown> => parseCanonical(bundle.get(path) ?? new Uint8Array()) as Record<string, unknown>;
const inWords = ({ faults }: Report): string[] => faults.filter(({ code }) => code !== "archive-differs").map(({ code, facts }) => `${code} ${Object.values(facts).map(String).join(" ")}`);

test("the bundle holds: four numbers, one payment refused, one taken back, three refunds, one of them late; and the bank signed every one", async () => {
  const report = await verified();
  expect(report.faults).toEqual([]);
  expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(["refund-late", "charge-unpaid"]));
  expect(report.notes.map(({ code }) => code)).not.toContain("refund-from-stated");
  expect(report.notes.map(({ code }) => code)).not.toContain("bank-silent");
  const { accounts } = jsonOf("money/accounts.json") as { accounts: { account: string; balance: { amount: string } }[] };
  expect(accounts.filter(({ account }) => account.startsWith("deposits/")).map(({ balance }) => balance.amount)).toEqual(["0.00", "0.00", "0.00", "0.00"]);
  expect(accounts.find(({ account }) => account === "unclear")?.balance.amount).toBe("19999.99");
});

type Changed = (json: Record<string, Json>) => void;
const edited = (path: string, change: Changed): Record<string, Uint8Array> => {
  const json = structuredClone(parseCanonical(bundle.get(path) ?? new Uint8Array())) as Record<string, Json>;
  change(json);
  return { [path]: canonical(json) };
};
/** The rows of a file, to change in place. */
const rowsIn = (json: unknown, key: string): Record<string, Json>[] => (json as Record<string, Record<string, Json>[]>)[key] ?? [];
const rowOf = (json: unknown, key: string, actor: string): Record<string, Json> => rowsIn(json, key).find((row) => row["bidder"] === organisation(actor).uscc) ?? {};
const lines = (): string[] => textOf("money/postings.jsonl").split("\n").slice(0, -1);
const asPostings = (kept: readonly string[]): Record<string, Uint8Array> => ({ "money/postings.jsonl": utf8(kept.map((line) => `${line}\n`).join("")) });
const wordWith = (text: string): string => [...bundle.keys()].find((path) => path.endsWith(".body") && textOf(path).includes(text)) ?? "";

describe("whoever holds every key of the archive and changes the money of a tender is named for it", () => {
  test.each<[string, () => Record<string, Uint8Array | null>, RegExp]>([
    ["one fen more in both lines of an entry", () => asPostings(lines().map((line, at) => (at === 0 ? line.replaceAll("1999999", "2000000") : line))), /posting-not-logged bank\/credit/],
    ["one fen more in one line", () => asPostings(lines().map((line, at) => (at === 0 ? line.replace("\"1999999\"", "\"2000000\"") : line))), /posting-wrong bank\/credit\S+ entry-unbalanced/],
    ["an entry left out", () => asPostings(lines().slice(1)), /deposit-differs \S+ not-booked/],
    ["an entry twice", () => asPostings([lines()[0] ?? "", ...lines()]), /posting-wrong/],
    ["a balance", () => edited("money/accounts.json", (json) => { rowsIn(json, "accounts")[0] = { ...rowsIn(json, "accounts")[0], debit: { amount: "1.00", currency: "CNY" } }; }), /balance-differs/],
    ["a payment's value time", () => edited("money/deposits.json", (json) => { rowsIn(rowOf(json, "deposits", "bidder-2"), "credits").forEach((credit) => { credit["valueAt"] = "2026-08-23T10:00:00+08:00"; }); }), /bank-word-differs credit/],
    ["a payment that was a fen short said to be taken", () => edited("money/deposits.json", (json) => { rowsIn(rowOf(json, "deposits", "bidder-1"), "credits").forEach((credit) => { credit["fault"] = null; }); }), /deposit-differs \S+ amount-differs/],
    ["a good payment said to be refused", () => edited("money/deposits.json", (json) => { rowsIn(rowOf(json, "deposits", "bidder-2"), "credits").forEach((credit) => { credit["fault"] = "amount-differs"; }); }), /deposit-differs \S+ taken/],
    ["a guarantee dropped", () => edited("money/deposits.json", (json) => { json["guarantees"] = rowsIn(json, "guarantees").filter((row) => row["bidder"] !== organisation("bidder-2").uscc); }), /guarantee-absent 1/],
    ["what the lot asks", () => edited("money/deposits.json", (json) => { rowsIn(json, "lots").forEach((row) => { row["wanted"] = { amount: "10000.00", currency: "CNY" }; }); }), /money-differs 1 10000\.00/],
    ["the day a refund is due", () => edited("money/refunds.json", (json) => { rowOf(json, "refunds", "bidder-3")["dueOn"] = "2026-09-02"; }), /refund-date \S+ 2026-09-02 2026-08-31/],
    ["the day it counts from", () => edited("money/refunds.json", (json) => { rowOf(json, "refunds", "bidder-3")["from"] = "2026-08-26"; }), /refund-differs \S+ from/],
    ["the day it was paid", () => edited("money/refunds.json", (json) => { rowOf(json, "refunds", "bidder-3")["paidOn"] = "2026-08-31"; }), /refund-differs \S+ paid on/],
    ["what the delay costs", () => edited("money/refunds.json", (json) => { rowOf(json, "refunds", "bidder-3")["charge"] = { amount: "0.00", currency: "CNY" }; }), /refund-differs \S+ charge/],
    ["what a refund was paid out of", () => edited("money/refunds.json", (json) => { rowsIn(rowsIn(rowOf(json, "refunds", "bidder-2"), "orders")[0], "against").forEach((part) => { part["fen"] = "2000001"; }); }), /refund-differs \S+ \d+ parts/],
    ["the day the contract was signed", () => edited("contracts/1.json", (json) => { json["signedOn"] = "2026-08-20"; }), /contract-differs/],
    ["the contract left out", () => ({ "contracts/1.json": null }), /file-missing/],
    ["the line, whose periods are others", () => edited("money/refunds.json", (json) => { json["line"] = "works"; }), /money-differs exchange, tender, line, rules/],
    ["a word of the bank", () => ({ [wordWith("\"kind\":\"credit\"")]: utf8(textOf(wordWith("\"kind\":\"credit\"")).replace("投标保证金", "往来款")) }), /bank-signature-wrong/],
    ["the bank's key", () => ({ "money/bank-statements/ccb/key-1.pem": utf8("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----\n") }), /bank-key-differs/],
  ])("%s", async (_, change, named) => {
    expect(inWords(await verified(change())).join("\n")).toMatch(named);
  });

  test("a word of the bank left out is no fault, and a reader is told that the exchange alone says it", async () => {
    const word = wordWith("\"kind\":\"credit\"").slice(0, -"body".length);
    const report = await verified(Object.fromEntries(["body", "signed", "sig"].map((kind) => [`${word}${kind}`, null])));
    expect([inWords(report), report.notes.find(({ code }) => code === "bank-silent")?.facts]).toEqual([[], { count: 1 }]);
  });
});

test("the bundle shows nothing of anybody else's money: of an account of many only this tender's part, of an hour's bookings only its own", () => {
  expect(lines().every((line) => (JSON.parse(line) as { root: { path: string[] } }).root.path.length === 8)).toBe(true);
});

test("a stranger’s stock tools find the same: the README's lines pass, and a forged balance, entry or word of the bank stops them", () => {
  needTools({ jq: "jq", openssl: "openssl" });
  const folder = path.join(banked.town.folder, "bundle");
  for (const [file, bytes] of bundle) { mkdirSync(path.dirname(path.join(folder, file)), { recursive: true }); writeFileSync(path.join(folder, file), bytes); }
  const commands = commandsOf(textOf("README.txt"));
  const begun = commands.filter((command) => command.startsWith("bytes()") || command.startsWith("set -euo") || command.startsWith("t=$(mktemp"));
  const [entries, sums, words, end] = ["[ ! -f money/postings.jsonl ]", "[ ! -f money/accounts.json ]", "find . -path './money"].map((start) => commands.findIndex((command) => command.startsWith(start))).concat(commands.findLastIndex((command) => command.includes("money/")) + 1);
  const run = (from = 0, to = 0): ReturnType<typeof runReadme> => runReadme(folder, [...begun, ...commands.slice(from, to)]);
  expect(run(entries, end)).toEqual({ status: 0, output: "" });
  const forged = (file: string, change: (text: string) => string, from = 0, to = 0): boolean => {
    const kept = readFileSync(path.join(folder, file));
    writeFileSync(path.join(folder, file), change(kept.toString()));
    const { status } = run(from, to);
    writeFileSync(path.join(folder, file), kept);
    return status !== 0;
  };
  const word = wordWith("\"20000.00\"");
  expect([
    forged("money/postings.jsonl", (text) => text.replace("1999999", "2999999"), entries, sums), forged("money/postings.jsonl", (text) => text.replaceAll("1999999", "2999999"), entries, sums), forged("money/accounts.json", (text) => text.replace("19999.99", "19999.98"), sums, words),
    forged(word, (text) => text.replace("20000.00", "30000.00"), words, end), forged(word.replace("body", "signed"), (text) => text.replace("POST", "post"), words, end), forged("money/deposits.json", (text) => text.replace("19999.99", "20000.00"), words, end),
  ]).toEqual([true, true, true, true, true, true]);
});
