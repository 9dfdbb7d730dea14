import { once } from "node:events";
import { inTransaction, openPool, type Pool } from "../../src/db/database.js";
import type { LogEntry } from "../../src/journal/entries.js";
import { appendAllToLog, entryBytes } from "../../src/journal/outbox.js";
import { sealedEntry } from "../../src/journal/receipts.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, figure, median, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 4;
const ENTRIES = 30_000;
const AT_ONCE = 3_000;
const LATENCIES = 30;

/** Entries sequenced, hashed into the tree, signed and durable, beside the bare inserts of the same bytes; and how long one entry waits for its final receipt. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  const pool = openPool(town.database.url, {}, 1);
  try {
    const { world } = town;
    await world.journal.flush();
    const entries = Array.from({ length: ENTRIES }, (): LogEntry => sealedEntry(world.random(16), world.random(32)));
    await pool.query("create table bench_leaves (exchange_id text not null, idx bigint not null, entry bytea not null, hash bytea not null, primary key (exchange_id, idx))");
    const { appended, inserted } = await beside(ROUNDS, {
      inserted: async (round) => ENTRIES / await seconds(() => insertBare(pool, entries, round * ENTRIES)),
      appended: async () => {
        for (let from = 0; from < ENTRIES; from += AT_ONCE) await inTransaction(world.db, (tx) => appendAllToLog(tx, world.exchange.id, entries.slice(from, from + AT_ONCE)));
        return ENTRIES / await seconds(() => world.journal.flush());
      },
    });
    return [
      figure({ name: "log appends in bulk: sequenced, signed, durable", value: appended, unit: "/s", limit: { name: "bare multi-row inserts of the same bytes", value: inserted }, goal: 15_000 }),
      figure({ name: "final receipt after the commit, median", value: await receiptLatency(town), unit: "ms", better: "lower" }),
    ];
  } finally {
    await pool.end();
    await town.stop();
  }
}

async function insertBare(pool: Pool, entries: readonly LogEntry[], first: number): Promise<void> {
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE).map(entryBytes);
    await pool.query("insert into bench_leaves select 'chenguang', * from unnest($1::bigint[], $2::bytea[], $3::bytea[])", [some.map((_, index) => first + from + index), some, some.map((each) => each.subarray(0, 32))]);
  }
}

/** From the commit of one entry until its `.tlog-proof` under a cosigned checkpoint is there, while the log turns by itself. */
async function receiptLatency({ world }: TestTown): Promise<number> {
  world.journal.start();
  const taken: number[] = [];
  for (let count = 0; count < LATENCIES; count += 1) {
    const salt = world.random(16);
    const outboxId = await inTransaction(world.db, (tx) => appendAllToLog(tx, world.exchange.id, [sealedEntry(salt, world.random(32))]));
    taken.push(1_000 * await seconds(async () => {
      for (let proof: string | null = null; proof === null;) {
        const index = await world.journal.indexOf(outboxId[0] ?? "");
        proof = index === null ? null : await world.journal.finalReceipt(index, salt);
        if (proof === null) await nextTick();
      }
    }));
  }
  return median(taken);
}

/** A few ms, so that asking does not slow what is asked for. */
const nextTick = (): Promise<unknown> => once(AbortSignal.timeout(5), "abort");
