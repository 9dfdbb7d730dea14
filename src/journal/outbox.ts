import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import { bytesList } from "../db/lists.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import type { LogEntry } from "./entries.js";
import { ENTRY_BYTES_MAX } from "./tiles.js";

/**
 * Puts an entry into the log, in the transaction that makes it true. Its index is known once the sequencer has moved it: ask
 * `Journal.indexOf` with the outbox id, which is returned. @throws {RangeError} if the entry is longer than 65,535 bytes.
 */
export async function appendToLog(tx: Tx, exchangeId: string, entry: LogEntry): Promise<string> {
  const [id] = await appendAllToLog(tx, exchangeId, [entry]);
  if (id === undefined) throw new RangeError("the outbox gave no id");
  return id;
}

/** The same for several entries, which keep their order. */
export async function appendAllToLog(tx: Tx, exchangeId: string, entries: readonly LogEntry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const made = await sql<{ id: string }>`/* append-to-log */ insert into outbox (exchange_id, entry, sealed)
    select ${exchangeId}, each.entry, each.sealed from unnest(${bytesList(entries.map(entryBytes))}::bytea[], ${entries.map(({ type }) => type === "sealed")}::boolean[]) with ordinality as each(entry, sealed, place)
    order by place returning id`.execute(tx);
  return made.rows.map(({ id }) => id);
}

/** The bytes of a leaf. @throws {RangeError} if they are more than a two-byte length can say. */
export function entryBytes(entry: Json): Uint8Array {
  const bytes = canonical(entry);
  if (bytes.length > ENTRY_BYTES_MAX) throw new RangeError(`a log entry of ${String(bytes.length)} bytes: at most ${String(ENTRY_BYTES_MAX)}`);
  return bytes;
}
