import { inTransaction, type Db, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { appendToLog } from "../../journal/outbox.js";
import type { Frontier } from "../../journal/merkle.js";
import { fromUtf8, hex } from "../../kernel/bytes.js";
import { DAY_MS, HOUR_MS, MINUTE_MS, rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { oldestOpenSale } from "../../sales/queries.js";
import { oldestOpenBox } from "../../tenders/queries.js";
import { isOpenToAll } from "../withheld.js";
import { auditRoot, auditRoots, checksOf, newestActBetween, newestRoot, rootsToCheck, rowsBetween, type AuditPlace } from "../queries.js";
import { faultOf, NO_ROWS, readRoot, rootBytes, rootHex, withRows, type AuditFault, type AuditRoot } from "../root.js";
import { firstUnended, insertRoot, keepCheck } from "../store.js";

const SALT_BYTES = 32;
/** Rows taken in at a time. */
const PIECE = 5_000;
type Span = { readonly from: string; readonly until: string };

async function frontierOf(db: Db | Tx, exchangeId: string, span: Span): Promise<Frontier> {
  let [frontier, after]: [Frontier, AuditPlace | null] = [NO_ROWS, null];
  for (;;) {
    const rows = await rowsBetween(db, exchangeId, { ...span, after, limit: PIECE });
    frontier = withRows(frontier, rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PIECE) return frontier;
    after = { xact: last.xact, id: last.id };
  }
}

/**
 * Fixes the acts kept since the last root by a hash in the log, whether there were any or not: an hour without a root would tell
 * something. Two processes at once make one. @param now real time @returns the new root; null where another was quicker
 */
export const fixAudit = (world: World, now: Instant): Promise<AuditRoot | null> =>
  inTransaction(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const before = await newestRoot(tx, exchange);
    const span = { from: before?.until_xact ?? "0", until: await firstUnended(tx) };
    const found = await frontierOf(tx, exchange, span);
    const root: AuditRoot = {
      v: "audit-root/1", exchange: world.exchange.origin, serial: (before?.serial ?? 0) + 1, prev: before?.sha256 ?? null, ...span, count: found.size, root: rootHex(found), at: rfc3339(now), salt: hex(world.random(SALT_BYTES)),
    };
    const file = rootBytes(root);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, exchange, { v: "dl/1", type: "audit.root", serial: root.serial, sha256 });
    const made = await insertRoot(tx, { exchange_id: exchange, serial: root.serial, until_xact: span.until, file, sha256, outbox_id: outboxId, made_at: new Date(now) });
    if (!made) throw new AlreadyFixed(); // takes the log's entry back
    return root;
  }).catch((error: unknown) => {
    if (error instanceof AlreadyFixed) return null;
    throw error;
  });

class AlreadyFixed extends Error {}

/** Fixes the acts once an hour of real time, and looks at roots that are due for it. @returns one look */
export function auditKeeper(world: World, now: () => Instant): () => Promise<void> {
  return async () => {
    const before = await newestRoot(world.db, world.exchange.id);
    if (before === null || now() - before.made_at.getTime() >= HOUR_MS) await fixAudit(world, now());
    await checkDue(world, now());
  };
}

/** From when on acts that tell who bids or applies are withheld: since the oldest tender was published whose box is open, or sale that is not decided. Null: there is none. */
export async function withheldSince({ db, exchange }: Pick<World, "db" | "exchange">): Promise<Instant | null> {
  const open = [await oldestOpenBox(db, exchange.id), await oldestOpenSale(db, exchange.id)].flatMap((since) => (since === null ? [] : [since.getTime()]));
  return open.length === 0 ? null : (Math.min(...open) as Instant);
}

export type CheckedRoot = { readonly serial: number; readonly at: string; /** Null while it would tell how many bid. */ readonly count: number | null; readonly index: number | null; readonly sha256: string; /** When it was held against the log and its rows last; null: never. */ readonly checkedAt: string | null; readonly fault: AuditFault | null };

/** A root is looked at again after a day; one that was not in the log yet, after a minute. */
const CHECK_AGAIN_MS = DAY_MS;
const WAITING_AGAIN_MS = MINUTE_MS;
/** Roots held against their rows in one look, so that the clock's moves do not wait long. */
const CHECKED_AT_ONCE = 4;

/** Holds one root against the log, the root before it and the rows that are there now, and keeps what was found. */
async function checkRoot(world: World, { serial, file, outbox_id }: Row<"audit_roots">, now: Instant): Promise<void> {
  const [{ db, journal }, exchange, root, sha256] = [world, world.exchange.id, readRoot(file), sha256Hex(file)];
  const index = await journal.indexOf(outbox_id);
  const logged = index === null ? sha256 : await loggedHash(world, index); // not sequenced yet: nothing to hold it against
  const before = await auditRoot(db, exchange, serial - 1);
  const fault = faultOf({ root, sha256, logged, before: before === null ? null : sha256Hex(before.file), found: await frontierOf(db, exchange, root) });
  const newest = await newestActBetween(db, exchange, root);
  await keepCheck(db, { exchange_id: exchange, serial, checked_at: new Date(now), fault, idx: index === null ? null : String(index), newest_at: newest === null ? null : new Date(newest) });
}

/** Looks at roots that are due for it. */
async function checkDue(world: World, now: Instant): Promise<void> {
  const due = await rootsToCheck(world.db, world.exchange.id, { before: new Date(now - CHECK_AGAIN_MS), waitingBefore: new Date(now - WAITING_AGAIN_MS), limit: CHECKED_AT_ONCE });
  for (const row of due) await checkRoot(world, row, now);
}

/** Every root held against the log and the rows that are there now. What a database's administrator changed shows here, and cannot be made good: the log has the hash. */
export async function checkAudit(world: World, now: Instant): Promise<CheckedRoot[]> {
  for (const row of await auditRoots(world.db, world.exchange.id)) await checkRoot(world, row, now);
  return checkedRoots(world);
}

/** What was found of each root when it was looked at last; nothing is computed. @param limit the newest so many */
export async function checkedRoots(world: Pick<World, "db" | "exchange">, limit = Number.MAX_SAFE_INTEGER): Promise<CheckedRoot[]> {
  const withheldFrom = await withheldSince(world);
  return (await checksOf(world.db, world.exchange.id, limit)).map(({ serial, file, sha256, checked_at, fault, idx, newest_at }) => {
    const { at, count } = readRoot(file);
    const isShown = checked_at !== null && isOpenToAll(newest_at === null ? null : (newest_at.getTime() as Instant), withheldFrom);
    return { serial, at, count: isShown ? count : null, index: idx === null ? null : Number(idx), sha256, checkedAt: checked_at === null ? null : rfc3339(checked_at.getTime() as Instant), fault };
  });
}

/** The hash that an entry of the log says. */
async function loggedHash(world: World, index: number): Promise<string | null> {
  const entry = JSON.parse(fromUtf8(await world.journal.entry(index))) as { type?: string; sha256?: string };
  return entry.type === "audit.root" ? (entry.sha256 ?? null) : null;
}
