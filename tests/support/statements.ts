import { headText, IS_IN, lineText, type StatementLine } from "../../src/bank/statement.js";
import { at, day } from "../../src/kernel/time.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { ACCOUNT, BANK } from "./bank.js";

let transactions = 0;
export const statementLine = (over: Partial<StatementLine> = {}): StatementLine => ({
  transaction: `S${String(transactions += 1)}`, kind: "credit", sub: null, order: null, about: null, name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行", amount: 20_000_000n, currency: "CNY", words: "", valueAt: at("2026-09-01T10:00:00+08:00"), ...over,
});

/** A statement's file as the bank would write it; `over` falsifies its head. */
export function statementFile(lines: readonly StatementLine[], over: Partial<Parameters<typeof headText>[0]> = {}, change: (text: string) => string = (text) => text): string {
  const text = lines.map(lineText).join("");
  const sum = (isIn: boolean): bigint => lines.filter(({ kind, currency }) => IS_IN[kind] === isIn && currency === "CNY").reduce((all, { amount }) => all + amount, 0n);
  return headText({ bank: BANK, account: ACCOUNT, day: day("2026-09-01"), lines: lines.length, creditFen: sum(true), debitFen: sum(false), ...over }, sha256Hex(Buffer.from(text))) + change(text);
}

/** Its bytes, cut where a stream may cut them. */
export async function* inChunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}
