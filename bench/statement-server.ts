// Takes a statement of a million lines in a process of its own: `statement-server.ts URL EXCHANGE`; prints how long it took and how much memory there was at most.
import { createHash } from "node:crypto";
import { headText, lineText, type StatementLine } from "../src/bank/statement.js";
import { takeStatement } from "../src/bank/use-cases/statements.js";
import { actingFor, openDb, openPool } from "../src/db/database.js";
import { must } from "../src/kernel/result.js";
import { day, plusMs, startOf, type Instant } from "../src/kernel/time.js";
import type { World } from "../src/world.js";
import { ACCOUNT, BANK } from "../tests/support/bank.js";
import { seconds } from "./figure.js";

/** Lines of the statement: more than any account's day. */
export const LINES = 1_000_000;
export const DAY = day("2026-09-01");
/** What each line pays, in fen. */
export const FEN = 20_000_000n;
const CHUNK_LINES = 500;

const lineAt = (at: number): StatementLine => ({
  transaction: `B${String(at)}`, kind: "credit", sub: null, order: null, about: null, name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行", amount: FEN, currency: "CNY", words: "投标保证金", valueAt: plusMs(startOf(DAY), (at % 86_400) * 1_000),
});

function* texts(): Generator<string> {
  for (let from = 0; from < LINES; from += CHUNK_LINES) yield Array.from({ length: CHUNK_LINES }, (_, at) => lineText(lineAt(from + at))).join("");
}

function hashOf(): string {
  const hash = createHash("sha256");
  for (const text of texts()) hash.update(text);
  return hash.digest("hex");
}

async function* file(sha256: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(headText({ bank: BANK, account: ACCOUNT, day: DAY, lines: LINES, creditFen: BigInt(LINES) * FEN, debitFen: 0n }, sha256));
  for (const text of texts()) yield await Promise.resolve(Buffer.from(text));
}

if (process.argv[1] === import.meta.filename) {
  const [, , url = "", id = ""] = process.argv;
  const db = openDb(openPool(url, actingFor(id, "daylight_app"), 2));
  const sha256 = hashOf();
  const took = await seconds(async () => { must(await takeStatement({ db, exchange: { id } } as World, file(sha256), { id: "finance-1" }, Date.now() as Instant)); });
  console.log(JSON.stringify({ seconds: took, rss: process.resourceUsage().maxRSS * 1_024 }));
  await db.destroy();
}
