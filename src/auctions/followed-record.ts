import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";
import { begun } from "./contest.js";
import type { Contest } from "./contest-state.js";
import { followed, headAfterLine, seated, type Line } from "./following.js";
import { termsBytes, type AuctionTerms } from "./terms.js";

/** The record of a contest as somebody read and checked it, line by line. */
export type FollowedRecord = { readonly terms: AuctionTerms; readonly contest: Contest; readonly head: string; readonly lines: readonly Line[] };

/** What a frame of the stream says. */
export type FrameTold = { readonly happenings: readonly Line[] | null; readonly from: number; readonly to: number; readonly head: string; readonly now?: string };

/** The record was changed, or is not the one whose heads were told before. */
export class Broken extends Error {}

/** A contest of which nothing happened yet, as one of its bidders knows it. */
export const openedFor = (terms: AuctionTerms, own: string | null): Contest => (own === null ? begun(terms) : seated(begun(terms), own));

/** A record before its first line. */
export const emptyRecord = (terms: AuctionTerms, own: string | null): FollowedRecord => ({ terms, contest: openedFor(terms, own), head: hex(sha256(termsBytes(terms))), lines: [] });

/** The record after a frame; null where the frame says less than it needs, and the lines must be read. @throws {Broken} */
export function withFrame(record: FollowedRecord, { happenings, from, to, head }: FrameTold): FollowedRecord | null {
  if (to <= record.contest.seq) return record;
  if (happenings === null || from > record.contest.seq + 1 || happenings.some(({ kind }) => kind === "hidden")) return null;
  const fresh = happenings.filter(({ seq }) => seq > record.contest.seq);
  if (fresh.length === 0) return null;
  return fresh.reduce((now, line) => withLine(now, line, line.seq === to ? head : null), record);
}

/** The record after one line more. @param head what the exchange says the head is after it; null: it said nothing @throws {Broken} */
export function withLine(record: FollowedRecord, line: Line, head: string | null): FollowedRecord {
  const computed = headAfterLine(record.head, line);
  if (computed !== null && head !== null && computed !== head) throw new Broken(`line ${String(line.seq)}`);
  const after = computed ?? head;
  if (after === null) throw new Broken(`line ${String(line.seq)} without its head`);
  return { ...record, contest: followed(record.contest, line), head: after, lines: [...record.lines, line] };
}
