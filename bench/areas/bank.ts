import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { accountOf } from "../../src/ledger/entry.js";
import { ACCOUNT, BANK, openTestAccount } from "../../tests/support/bank.js";
import type { TestTown } from "../../tests/support/town.js";
import { figure, seconds, type Figure } from "../figure.js";
import { DAY, FEN, LINES } from "../statement-server.js";
import { benchTown } from "../town.js";

const CHUNK = 200_000;
const MB = 1_048_576;

/** A statement of a million lines, taken whole as it streams in and held against a million credits and their entries. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    await openTestAccount(town.world);
    await fill(town);
    const taken = await takenApart(town.database.url, town.world.exchange.id);
    await checkDay(town);
    const bare = await seconds(() => sql`create table bare_statement as select at::text as transaction, 'credit' as kind, '晨光第一建筑有限公司' as name, '6222000100020003' as account, '晨光银行' as bank, ${FEN}::bigint as amount, '投标保证金' as words, now() as value_at from generate_series(1, ${LINES}::int) as at`.execute(town.database.as("owner")));
    return [
      figure({ name: `a statement of ${LINES.toLocaleString("en-US")} lines taken and reconciled`, value: taken.seconds, unit: "s", goal: 60, better: "lower", limit: { name: "writing as many rows in one statement", value: bare } }),
      figure({ name: "memory of its process (RSS, highest)", value: taken.rss / MB, unit: "MB", goal: 400, better: "lower" }),
    ];
  } finally {
    await town.stop();
  }
}

/** Takes the statement in a process of its own, as the exchange's does, and says how long it took and how much memory it had at most. */
async function takenApart(url: string, exchange: string): Promise<{ readonly seconds: number; readonly rss: number }> {
  const child = spawn(process.execPath, [...process.execArgv, "--import", import.meta.resolve("tsx"), path.join(import.meta.dirname, "../statement-server.ts"), url, exchange], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return JSON.parse(said) as { readonly seconds: number; readonly rss: number };
}

/** The credits of the day with their entries, as taking each advice makes them, but for the months, which nothing here reads. */
async function fill({ world, database }: TestTown): Promise<void> {
  const [owner, exchange] = [database.as("owner"), world.exchange.id];
  await sql`alter table ledger_lines disable trigger ledger_is_kept`.execute(owner);
  for (let from = 0; from < LINES; from += CHUNK) {
    await sql`insert into bank_credits (exchange_id, bank, transaction, account, payer_name, payer_account, payer_bank, amount, currency, words, value_at, received_at)
      select ${exchange}, ${BANK}, 'B' || at, ${ACCOUNT}, '晨光第一建筑有限公司', '6222000100020003', '晨光银行', ${FEN}::bigint, 'CNY', '投标保证金', (${DAY}::date::timestamp at time zone 'Asia/Shanghai') + (at % 86400) * interval '1 second', now() from generate_series(${from}::int, ${from + CHUNK - 1}::int) as at`.execute(owner);
    await sql`with made as (insert into ledger_entries (exchange_id, cause, kind, booked_on, salt, sha256, made_by, made_at)
        select ${exchange}, ${`bank/credit/${BANK}/B`} || at, 'bank-credit', ${DAY}::date, decode(repeat('00', 16), 'hex'), repeat('0', 64), 'bank', now() from generate_series(${from}::int, ${from + CHUNK - 1}::int) as at returning exchange_id, entry)
      insert into ledger_lines (exchange_id, entry, line, account, amount_fen) select exchange_id, entry, line, case line when 1 then ${accountOf("bank", ACCOUNT)} else 'unclear' end, case line when 1 then ${FEN}::bigint else -${FEN}::bigint end from made cross join generate_series(1, 2) as line`.execute(owner);
  }
  await sql`alter table ledger_lines enable trigger ledger_is_kept`.execute(owner);
  await sql`vacuum analyze bank_credits, ledger_entries, ledger_lines`.execute(owner);
}

/** @throws {RangeError} where the day does not agree */
async function checkDay({ world }: TestTown): Promise<void> {
  const row = await world.db.selectFrom("bank_days").selectAll().executeTakeFirstOrThrow();
  const wanted = (BigInt(LINES) * FEN).toString();
  if (row.found !== 0 || [row.bank_in, row.ours_in, row.booked_in].some((each) => each !== wanted)) throw new RangeError(`the day does not agree: ${JSON.stringify(row)}`);
}
