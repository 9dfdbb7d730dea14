import type { Db } from "../../db/database.js";
import { groupCommit } from "../../db/group-commit.js";
import { identityWrites } from "../../db/writes.js";
import { hex } from "../../kernel/bytes.js";
import type { Instant } from "../../kernel/time.js";
import { sessionRows, standingIn, type SessionRow, type StandingSession } from "../queries.js";

/** How long what was read may be used without being read again, in real ms: what somebody changes past this process holds by then. */
const KEPT_MS = 1_000;
const KEPT_MAX = 10_000;
/** Sessions that are read by one statement at most. */
const READ_TOGETHER = 200;

type Kept = { readonly row: SessionRow; readonly readAt: Instant };
type Memory = { readonly writes: number; readonly rows: Map<string, Kept>; readonly read: (asked: Asked) => Promise<SessionRow | null> };
type Asked = { readonly exchangeId: string; readonly session: Uint8Array; readonly key: string };
const memories = new WeakMap<Db, Memory>();

/** The sessions that may still be used: none once this process wrote anything that says who may act. */
function memoryOf(db: Db): Memory {
  const known = memories.get(db);
  if (known?.writes === identityWrites()) return known;
  const fresh = { writes: identityWrites(), rows: new Map<string, Kept>(), read: together(db) };
  memories.set(db, fresh);
  return fresh;
}

/** Two hundred bidders' sessions grow old in the same second: who asks while others are read waits for one statement with them. */
const together = (db: Db): Memory["read"] =>
  groupCommit<Asked, SessionRow | null>({
    keyOf: ({ key }) => key, groupMax: READ_TOGETHER,
    work: async (asked) => {
      const found = new Map<string, SessionRow | null>();
      for (const [exchangeId, own] of Map.groupBy(asked, (each) => each.exchangeId)) {
        const rows = await sessionRows(db, exchangeId, own.map(({ session }) => session));
        for (const [at, { key }] of own.entries()) found.set(key, rows[at] ?? null);
      }
      return asked.map(({ key }) => found.get(key) ?? null);
    },
  });

/**
 * Who a session belongs to and the office in hand; null where it has ended. Whoever reads a page asks for a dozen things in a second: they
 * are answered from one reading, and an end still counts at once, for it is a write of this process. `now` is real time.
 */
export async function bySession(db: Db, exchangeId: string, sessionSha256: Uint8Array, now: Instant): Promise<StandingSession | null> {
  const key = `${exchangeId} ${hex(sessionSha256)}`;
  const memory = memoryOf(db);
  const known = memory.rows.get(key);
  if (known !== undefined && now - known.readAt < KEPT_MS && now >= known.readAt) return standingIn(db, exchangeId, sessionSha256, known.row, now);
  const row = await memory.read({ exchangeId, session: sessionSha256, key });
  if (row === null) return null;
  // Read while somebody wrote it may be of before: then it goes where nobody looks any more, and answers this request alone.
  if (memory.rows.size < KEPT_MAX) memory.rows.set(key, { row, readAt: now });
  return standingIn(db, exchangeId, sessionSha256, row, now);
}
