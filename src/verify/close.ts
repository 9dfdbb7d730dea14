import { canonical } from "../kernel/canonical-json.js";
import { at } from "../kernel/time.js";
import { closingWindow, deadlineWindow } from "../journal/close-times.js";
import type { AcceptedCheckpoint, Window } from "../journal/policy.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { BidArgs, Lodged } from "./bids.js";
import { checkRoot, readCheckpoint } from "./checkpoint.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { EntryOfType } from "./log.js";
import { readText } from "./read.js";
import { noticeOf } from "../signing/statement.js";
import type { BidRow } from "./shapes.js";
import { ofPart } from "./terms.js";

/** The close of a part: where it stands, where its last addition stands, and the hash releases must name. */
export type Close = { readonly closeIdx: number; readonly sha256: string; readonly lastIdx: number; /** Below it a leaf is on time; undefined where no deadline checkpoint holds. */ readonly deadlineSize: number | undefined };

/** One close, after the deadline and not long after, over exactly the bids that count. */
export function checkClose(bundle: Loaded, args: BidArgs, lodged: readonly Lodged[], findings: Findings): Close | undefined {
  const close = findClose(args, findings);
  if (close === undefined) return undefined;
  const { log, part } = args;
  const deadlineNote = `log/deadline/${String(close.idx)}`;
  findings.demand(at(close.body.deadline) === at(part.deadline), "close-differs", log.pathOf(close.idx), { idx: close.idx, what: "deadline" });
  findings.demand(bundle.hashes.get(deadlineNote) === close.body.after, "close-differs", deadlineNote, { idx: close.idx, what: "after" });
  const onTime = checkCheckpoints(bundle, args, close.idx, findings);
  const last = checkAdditions(args, close, findings) ?? close;
  checkList(args, last, findings);
  if (onTime !== undefined) checkLive(args, lodged, onTime, findings);
  findings.demand(args.terms.last.idx < (onTime ?? Infinity), "terms-late", args.log.pathOf(args.terms.last.idx), { idx: args.terms.last.idx, size: onTime ?? 0 });
  return { closeIdx: close.idx, sha256: last.sha256, lastIdx: last.idx, deadlineSize: onTime };
}

/** The one close of the part; a part that was never closed has none, and nothing live. */
function findClose({ index, lot, part, log }: BidArgs, findings: Findings): EntryOfType<"lot.close"> | undefined {
  const closes = log.all("lot.close").filter(({ body }) => ofPart(index, lot, part.part)(body));
  const [close] = closes;
  const wanted = part.closeIdx === null ? 0 : 1;
  const found = closes.length === wanted && (close?.idx ?? null) === part.closeIdx;
  findings.demand(found, "close-count", "bundle.json", { part: part.part, wanted, count: closes.length });
  const untouched = part.outcome === "not-opened" && !part.bids.some(({ live }) => live);
  findings.demand(part.closeIdx !== null || untouched, "index-differs", "bundle.json", { what: `${lot}/${part.part} closeIdx` });
  return found ? close : undefined;
}

/** Additions lie between the close and the first release; the last one's list counts. */
function checkAdditions({ index, lot, part, log }: BidArgs, close: EntryOfType<"lot.close">, findings: Findings): EntryOfType<"lot.close.add"> | undefined {
  const mine = ofPart(index, lot, part.part);
  const released = log.all("share.release").find(({ body }) => mine(body))?.idx ?? Infinity;
  const additions = log.all("lot.close.add").filter(({ body }) => mine(body));
  for (const { idx, body } of additions) {
    findings.demand(idx > close.idx && idx < released && body.close === close.idx, "close-add-wrong", log.pathOf(idx), { idx });
  }
  return additions.at(-1);
}

/** The two checkpoints of a close, each cosigned in its time. Returns the size below which a leaf is on time. */
function checkCheckpoints(bundle: Loaded, args: BidArgs, closeIdx: number, findings: Findings): number | undefined {
  const deadlinePath = `log/deadline/${String(closeIdx)}`;
  const closingPath = `log/closing/${String(closeIdx)}`;
  const deadline = readTimed(bundle, args, { path: deadlinePath, window: deadlineWindow(at(args.part.deadline)) }, findings);
  const closing = readTimed(bundle, args, { path: closingPath, window: closingWindow(at(args.part.deadline)) }, findings);
  findings.demand(deadline === undefined || deadline.size <= closeIdx, "checkpoint-size", deadlinePath, { size: deadline?.size ?? 0 });
  findings.demand(closing === undefined || closing.size > closeIdx, "checkpoint-size", closingPath, { size: closing?.size ?? 0 });
  return deadline?.size;
}

function readTimed(bundle: Loaded, { log }: BidArgs, { path, window }: { path: string; window: Window }, findings: Findings): AcceptedCheckpoint | undefined {
  const note = readText(bundle, path, findings);
  const checkpoint = note === undefined ? undefined : readCheckpoint(note, path, log.authority, findings, window);
  if (checkpoint !== undefined) checkRoot(checkpoint, path, log.tree, findings);
  return checkpoint;
}

/** The list of a close is the live bids, hashed as canonical `[{idx,st}]`. */
function checkList({ part }: BidArgs, { idx, body }: { readonly idx: number; readonly body: { readonly count: number; readonly bids: string } }, findings: Findings): void {
  const live = part.bids.filter((bid) => bid.live);
  const list = canonical(live.map((bid) => ({ idx: bid.idx, st: bid.statement })));
  findings.demand(body.count === live.length && body.bids === sha256Hex(list), "list-differs", "bundle.json", { idx, count: body.count, live: live.length });
}

/** Live is each bidder's last lodgement on time, if it is a bid and good under the last terms; nothing else, and nothing of it left out. */
function checkLive(args: BidArgs, lodged: readonly Lodged[], onTime: number, findings: Findings): void {
  const expected = liveOf(args, lodged, onTime);
  const holders = new Set<string>();
  for (const { idx, live, statement, bidder } of args.part.bids) {
    const path = `bids/${statement}/statement.json`;
    if (!live) { findings.demand(!expected.has(idx), "left-out", path, { idx }); continue; }
    findings.demand(idx < onTime, "late", path, { idx, size: onTime });
    findings.demand(expected.has(idx), "should-not-count", path, { idx });
    findings.demand(!holders.has(bidder), "two-live-bids", "bundle.json", { bidder });
    holders.add(bidder);
  }
}

/** The indexes of the bids that count: what an amendment asked to be confirmed counts by the confirmation, which both editions hold. */
function liveOf({ terms }: BidArgs, lodged: readonly Lodged[], onTime: number): ReadonlySet<number> {
  const standing = new Map<string, { row: BidRow; notice: string }>();
  for (const { row, statement } of lodged.filter(({ row: { idx } }) => idx < onTime)) {
    const { id } = statement.bidder;
    const [current, notice] = [standing.get(id), noticeOf(statement)];
    if (notice === null) standing.delete(id);
    else if (statement.v === "dse/1") standing.set(id, { row, notice });
    else if (current !== undefined) standing.set(id, { row: current.row, notice });
  }
  const good = new Set([terms.last.sha256, ...terms.last.body.accepts]);
  return new Set([...standing.values()].filter(({ notice }) => good.has(notice)).map(({ row }) => row.idx));
}
