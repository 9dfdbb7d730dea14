import { inTransaction, type Tx } from "../../db/database.js";
import type { Rechecked } from "../../bidding/precheck.js";
import { decryptShortfall, type FailureSide, type Shortfall } from "../../bidding/shortfall.js";
import { enqueue } from "../../jobs/use-cases.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { hex } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import { MINUTE_MS, plusMs, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { GUARDS } from "../../procedure/guards.js";
import { blameFor, fateOf, type Cause, type Seen } from "../../signing/blame.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { combineFirst } from "../../signing/open.js";
import { makeOpeningFile, type OpeningResult } from "../../signing/opening-file.js";
import { nodePrimitives } from "../../signing/primitives-node.js";
import { checkRelease, parseRelease, type CommittedShare } from "../../signing/release.js";
import { lawOf, lotFacts } from "../../tenders/facts.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type PartRow, type Tender } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import type { How } from "../tables.js";
import { bidderKeysOf, causesOf, closeOf, openingsOf, releasesOf, type OpenedRow, type ReleaseRow } from "../queries.js";
import { insertOpening } from "../store.js";
import { clockFacts } from "./by-hand.js";
import type { OpenedFile } from "./open-into.js";
import { recheckOpened } from "./recheck.js";
import { liveOf, type LiveBid, type Place } from "./release.js";
import { owesReserve } from "./reserve.js";

type Verdict = {
  readonly how: How; readonly cause: Cause | null; readonly form: Json; readonly identity: string | null; readonly files: readonly OpenedFile[];
  /** The check before sealing, made again; null where the bid did not open. */
  readonly precheck: Rechecked | null;
};

/**
 * Opens what can be opened of a part: each live bid by the first committed shares in log order, or by its bidder's key. When
 * all are decided, or the window is over and the causes settled, the results are fixed and logged; a reserve estimate is read out before
 * the prices, and waited for as long as the window runs. Done again it goes on where it stopped. @returns whether anything was opened or decided
 */
export async function openPart(world: World, place: Place): Promise<boolean> {
  const key: PartKey = { exchangeId: world.exchange.id, ...place };
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  const part = tender?.parts.find((each) => each.lot === place.lot && each.part === place.part && each.state === "releasing");
  const found = await liveOf(world.db, key);
  if (tender === null || part === undefined || found === null) return false;
  const { opened, spoilt, failures } = await openReady({ world, tender }, key, part, found);
  // Nothing is concluded about a bid that could not be tried: it is tried again, the window over or not.
  if (failures.length > 0) return failed(opened, failures);
  return (await decide(world, { tender, part, key }, found.live, spoilt)) || opened;
}

/** @throws what the first failure threw, where nothing was opened meanwhile */
function failed(opened: boolean, failures: readonly unknown[]): true {
  if (!opened) throw failures[0];
  return true;
}

type Releasing = { readonly tender: Tender; readonly part: PartRow; readonly key: PartKey };

async function decide(world: World, { tender, part, key }: Releasing, live: readonly LiveBid[], spoilt: ReadonlySet<string>): Promise<boolean> {
  const decided = await openingsOf(world.db, key);
  const undecided = live.filter(({ row }) => !decided.some((each) => each.statement_sha256 === row.statement_sha256));
  const waits = undecided.length > 0 || (await owesReserve(world.db, world, tender, part));
  if (waits && !(await isWindowOver(world, tender, part))) return false;
  if (undecided.length === 0) return conclude(world, key);
  return closeWindow(world, { tender, part, key, undecided, decided, spoilt });
}

/** Whether the window is over by a clock that may say so: its end decides what becomes of bids (ET-16). */
async function isWindowOver(world: World, tender: Tender, { lot, window_until }: PartRow): Promise<boolean> {
  if (window_until === null || world.clock() < window_until.getTime()) return false;
  const reading = await world.journal.time.measured();
  const facts = lotFacts(tender, lot, world.clock(), null, { clock: await clockFacts(world.db, world, tender, { lot, act: "opening" }, reading) });
  return GUARDS.timeSourceSane.check(facts) === null;
}

/** What trying came to: whether a bid was decided, the statements whose stored content is not the signed one, and what kept others from being tried. */
type Tried = { readonly opened: boolean; readonly spoilt: ReadonlySet<string>; readonly failures: readonly unknown[] };

/** Tries every live bid that has the shares or the key it needs; one that cannot be read just now keeps no other shut. */
async function openReady({ world, tender }: Trying, key: PartKey, part: PartRow, { close, live }: { close: string; live: readonly LiveBid[] }): Promise<Tried> {
  const done = new Set((await openingsOf(world.db, key)).map((each) => each.statement_sha256));
  const committed = part.open_mode === "bidder" ? new Map<string, CommittedShare[]>() : committedShares(world, key, await releasesOf(world.db, key), close, live);
  const own = await bidderKeysOf(world.db, key.exchangeId, live.map(({ row }) => row.statement_sha256));
  const spoilt = new Set<string>();
  const failures: unknown[] = [];
  let opened = false;
  for (const bid of live.filter(({ row }) => !done.has(row.statement_sha256))) {
    const identity = own.find((each) => each.statement_sha256 === bid.row.statement_sha256)?.identity ?? null;
    const verdict = await tryBid({ world, tender }, bid, committed.get(bid.statement.envelope) ?? [], identity).catch((error: unknown) => { failures.push(error); return null; });
    if (verdict === "stored-differs") spoilt.add(bid.row.statement_sha256);
    if (verdict === null || verdict === "stored-differs") continue;
    done.add(bid.row.statement_sha256);
    await keepVerdict(world, key, bid, verdict, { count: done.size, of: live.length });
    opened = true;
  }
  return { opened, spoilt, failures };
}

/** The committed shares of each envelope, in log order: a wrong share is left out and named in the release's answer. */
function committedShares(world: World, { tenderId, lot, part }: PartKey, releases: readonly ReleaseRow[], close: string, live: readonly LiveBid[]): Map<string, CommittedShare[]> {
  const statements = new Map(live.map(({ statement }) => [statement.envelope, statement]));
  const here = { place: { exchange: world.exchange.origin, tender: tenderId, lot, part }, close, live: statements };
  const shares = new Map<string, CommittedShare[]>();
  for (const { release, idx } of releases) {
    if (idx === null) continue; // not in the log yet: its place among the others is not known
    for (const { envelope, share } of must(checkRelease(nodePrimitives, must(parseRelease(release)), here))) {
      if (share.ok) shares.set(envelope, [...(shares.get(envelope) ?? []), share.value]);
    }
  }
  return shares;
}

type Trying = { readonly world: World; readonly tender: Tender };

/** Null while neither shares nor key are enough. */
async function tryBid(trying: Trying, bid: LiveBid, committed: readonly CommittedShare[], own: string | null): Promise<Verdict | "stored-differs" | null> {
  const combined = await combineFirst(bid.statement, committed);
  if (combined.kind === "void") return { how: "void", cause: combined.cause, form: null, identity: null, files: [], precheck: null };
  if (combined.kind === "key") return decrypt(trying, bid, combined.identity, "threshold");
  return own === null ? null : decrypt(trying, bid, own, "bidder-key");
}

/** A stored content that is gone or not the signed one is the exchange's fault, which the end of the window settles. */
async function decrypt({ world, tender }: Trying, { statement }: LiveBid, identity: string, how: "threshold" | "bidder-key"): Promise<Verdict | "stored-differs"> {
  if ((await world.blobs.has(statement.content.sha256)) !== statement.content.size) return storedDiffers(world, statement);
  const { verdict, files } = await world.openContent(statement, identity);
  if (verdict.outcome === "stored-differs") return storedDiffers(world, statement);
  if (verdict.outcome === "void") return { how: "void", cause: verdict.cause, form: null, identity, files, precheck: null };
  const precheck = await recheckOpened(world, tender, { lot: statement.lot, part: statement.part, form: verdict.form, files, members: statement.bidder.members ?? [] });
  return { how, cause: null, form: verdict.form, identity, files, precheck };
}

function storedDiffers(world: World, { tender, lot, part, content }: LiveBid["statement"]): "stored-differs" {
  world.log.error({ tender, lot, part, content: content.sha256 }, "the stored content is not the signed one");
  return "stored-differs";
}

const keepVerdict = (world: World, key: PartKey, { row }: LiveBid, verdict: Verdict, progress: { count: number; of: number }): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const isFirst = await keepOpening(tx, world, row.statement_sha256, verdict);
    if (isFirst) await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: key.tenderId, lot: key.lot, part: key.part, step: "decrypted", count: progress.count, of: progress.of });
  });

const keepOpening = (tx: Tx, world: World, statement: string, { how, cause, form, identity, files, precheck }: Verdict): Promise<boolean> =>
  insertOpening(tx, {
    exchange_id: world.exchange.id, statement_sha256: statement, how, cause, form: form === null ? null : canonical(form), identity, opened_at: new Date(world.clock()), precheck: precheck === null ? null : JSON.stringify(precheck),
  }, files.map((file, index) => ({ exchange_id: world.exchange.id, statement_sha256: statement, ordinal: index + 1, name: file.name, size: String(file.size), sha256: file.sha256 })));

type Window = Releasing & { readonly undecided: readonly LiveBid[]; readonly decided: readonly OpenedRow[]; readonly spoilt: ReadonlySet<string> };

/** The window is over: why each bid stayed shut, whether the remedy plan gives another window, or what that means. */
async function closeWindow(world: World, window: Window): Promise<boolean> {
  const { tender, part, key, undecided, decided, spoilt } = window;
  const said = await causesOf(world.db, key.exchangeId, undecided.map(({ row }) => row.statement_sha256));
  const causes = undecided.map(({ row }): Cause => (said.find((each) => each.statement_sha256 === row.statement_sha256)?.cause ?? usualCause(part, spoilt.has(row.statement_sha256))) as Cause);
  const lot = lotOf(tender.form, key.lot);
  const remedyLeft = lot.remedyMinutes > 0 && part.window_until !== null && part.window_from !== null && part.window_until.getTime() - part.window_from.getTime() <= lot.decryptionMinutes * MINUTE_MS;
  const outcome = shortfallOf(tender, world.clock(), [...decided.map(({ cause }) => cause as Cause | null), ...causes], remedyLeft);
  if (outcome.outcome === "remedy") {
    await inTransaction(world.db, async (tx) => {
      const until = plusMs(world.clock(), lot.remedyMinutes * MINUTE_MS);
      await writePart(tx, key, { window_until: new Date(until) });
      await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: key.tenderId, lot: key.lot, part: key.part, step: "remedy", minutes: lot.remedyMinutes });
    });
    return true;
  }
  await inTransaction(world.db, async (tx) => {
    for (const [index, { row }] of undecided.entries()) await keepOpening(tx, world, row.statement_sha256, { how: "not-opened", cause: causes[index] ?? "PLATFORM_ERROR", form: null, identity: null, files: [], precheck: null });
  });
  return conclude(world, key);
}

/** What the shut bids of a part mean for the lot (rule book B2); `causes` has null for an opened bid. */
export function shortfallOf(tender: Tender, now: Instant, causes: readonly (Cause | null)[], remedyLeft: boolean): Shortfall {
  const failures = causes.flatMap((cause): FailureSide[] => (cause === null ? [] : [fateOf(cause).counts ? "bidder" : "outside"]));
  return decryptShortfall(lineOf(tender.row.line).shortfall, lawOf(tender, now), causes.length - failures.length, failures, remedyLeft);
}

/** The cause where nobody decided one: the exchange's own fault, the bidder's absence where it alone opens, else too few shares. */
function usualCause(part: PartRow, isSpoilt: boolean): Cause {
  const seen: Seen[] = [isSpoilt ? "stored-content-differs" : part.open_mode === "bidder" ? "bidder-absent" : "too-few-shares"];
  return blameFor(seen, part.open_mode)?.cause ?? "PLATFORM_ERROR";
}

/** Fixes and logs the results of a part whose bids are all decided: opening.json, `lot.open`, and singing-out all at once. */
const conclude = (world: World, key: PartKey): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, key.tenderId);
    const part = tender?.parts.find((each) => each.lot === key.lot && each.part === key.part);
    const found = await liveOf(tx, key);
    const close = await closeOf(tx, key);
    if (part?.state !== "releasing" || found === null || close?.idx == null) return false;
    const decided = await openingsOf(tx, key);
    if (decided.length < found.live.length) return false;
    const file = makeOpeningFile({ exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, part: key.part }, found.live.map((bid) => resultOf(bid, decided)));
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.open", tender: key.tenderId, lot: key.lot, part: key.part, close: close.idx, sha256: sha256Hex(file) });
    await writePart(tx, key, { state: "opened", opening: file, open_outbox: outboxId, ...(key.part === APPLICATION ? {} : { sung_at: new Date(world.clock()) }) });
    // Who applied is secret until the bids are opened: nothing is read out (招标投标法 22).
    if (key.part === APPLICATION) return true;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hall", tender: key.tenderId, lot: key.lot, part: key.part, step: "sung" });
    await enqueue(tx, world.exchange.id, { name: "find-signals", data: { tender: key.tenderId, lot: key.lot } });
    return true;
  });

function resultOf({ row, statement }: LiveBid, decided: readonly OpenedRow[]): OpeningResult {
  const end = decided.find((each) => each.statement_sha256 === row.statement_sha256);
  if (end === undefined || row.idx === null) throw new RangeError(`${row.statement_sha256} is not decided`);
  const form = end.form === null ? null : (JSON.parse(Buffer.from(end.form).toString("utf8")) as Json);
  return { idx: Number(row.idx), salt: hex(row.salt), st: row.statement_sha256, bidder: statement.bidder.id, how: end.how, cause: end.cause as Cause | null, form };
}
