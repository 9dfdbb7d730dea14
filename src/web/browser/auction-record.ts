import { sha256 } from "@noble/hashes/sha2.js";
import { begun } from "../../auctions/contest.js";
import type { Contest } from "../../auctions/contest-state.js";
import { followed, headAfterLine, seated, type Line } from "../../auctions/following.js";
import { readTerms, type AuctionTerms } from "../../auctions/terms.js";
import { hex } from "../../kernel/bytes.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import { ask } from "./asking.js";

/** The record of a contest as this page read and checked it. */
export type Record = { readonly terms: AuctionTerms; readonly contest: Contest; readonly head: string; readonly lines: readonly Line[] };

/** What a frame of the stream says. */
export type Frame = { readonly happenings: readonly Line[] | null; readonly from: number; readonly to: number; readonly head: string; readonly now?: string };
type Page = { readonly happenings: readonly { readonly head: string; readonly happening: Line }[]; readonly size: number };

/** The record was changed, or is not the one whose heads were told before. */
export class Broken extends Error {}

const api = (auction: string): string => `/api/v1/auctions/${encodeURIComponent(auction)}`;

/** Reads the terms and everything that happened, from its beginning. */
export async function readRecord(auction: string, own: string | null): Promise<Record> {
  const { terms: json } = (await (await ask(api(auction))).json()) as { terms: Json };
  const terms = must(readTerms(json));
  return caughtUp({ terms, contest: openedFor(terms, own), head: hex(sha256(canonical(json))), lines: [] }, auction);
}

/** A contest of which nothing happened yet, as one of its bidders knows it. */
export const openedFor = (terms: AuctionTerms, own: string | null): Contest => (own === null ? begun(terms) : seated(begun(terms), own));

/** The record with what it lacks. */
export async function caughtUp(record: Record, auction: string): Promise<Record> {
  let now = record;
  for (;;) {
    const { happenings, size } = (await (await ask(`${api(auction)}/happenings?after=${String(now.contest.seq)}`)).json()) as Page;
    for (const { head, happening } of happenings) now = withLine(now, happening, head);
    if (happenings.length === 0 || now.contest.seq >= size) return now;
  }
}

/** The record after a frame; null where the frame says less than it needs, and the lines must be read. */
export function withFrame(record: Record, { happenings, from, to, head }: Frame): Record | null {
  if (to <= record.contest.seq) return record;
  if (happenings === null || from > record.contest.seq + 1 || happenings.some(({ kind }) => kind === "hidden")) return null;
  const fresh = happenings.filter(({ seq }) => seq > record.contest.seq);
  if (fresh.length === 0) return null;
  return fresh.reduce((now, line) => withLine(now, line, line.seq === to ? head : null), record);
}

/** @param head what the exchange says the head is after the line; null: it said nothing @throws {Broken} */
export function withLine(record: Record, line: Line, head: string | null): Record {
  const computed = headAfterLine(record.head, line);
  if (computed !== null && head !== null && computed !== head) throw new Broken(`line ${String(line.seq)}`);
  const after = computed ?? head;
  if (after === null) throw new Broken(`line ${String(line.seq)} without its head`);
  return { ...record, contest: followed(record.contest, line), head: after, lines: [...record.lines, line] };
}
