import { sha256 } from "@noble/hashes/sha2.js";
import { concat, hex, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { at } from "../kernel/time.js";
import { bidderOf, type Contest } from "./contest-state.js";
import { folded } from "./fold.js";
import { plus } from "./grown.js";
import { OFFICES, type Happening } from "./happening.js";

/** What stands for a happening of which nobody learns before the end: its place and its instant (`publicLine`). */
export type Hidden = { readonly seq: number; readonly at: string; readonly kind: "hidden" };
/** A line of the record as somebody gets it who only watches. */
export type Line = Happening | Hidden;

/**
 * The contest as a watcher knows it after one line more: the same price, leader and end as the exchange's own, without those who were only
 * admitted and without maxima. @throws {RangeError} where the line does not follow
 */
export function followed(contest: Contest, line: Line): Contest {
  if (line.kind !== "hidden") return folded(acquainted(contest, line), line);
  if (line.seq !== contest.seq + 1) throw new RangeError(`happening ${String(line.seq)} does not follow ${String(contest.seq)}`);
  return { ...contest, seq: line.seq, at: at(line.at) };
}

/** Whoever appears in the record was admitted, whether or not it was seen. */
function acquainted(contest: Contest, line: Happening): Contest {
  const paddle = line.kind === "excluded" ? line.paddle : "by" in line && typeof line.by === "string" ? line.by : null;
  return line.kind === "admitted" || line.kind === "seated" || paddle === null || OFFICES.includes(paddle) ? contest : seated(contest, paddle);
}

/** The contest with somebody who is admitted though the record does not show it yet: whoever reads knows that of himself. */
export const seated = (contest: Contest, paddle: string): Contest =>
  (bidderOf(contest, paddle) !== null ? contest : { ...contest, bidders: plus(contest.bidders, paddle, { paddle, commitment: "", preemption: null, isExcluded: false }) });

/** The head of the chain after a line, which bears its signature where it has one; null after one that is hidden: the record says its head. */
export const headAfterLine = (head: string, line: Line): string | null => (line.kind === "hidden" ? null : hex(sha256(concat(utf8(head), canonical(line)))));
