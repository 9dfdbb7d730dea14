import { emptyRecord, withLine, type FollowedRecord } from "../../auctions/followed-record.js";
import type { Line } from "../../auctions/following.js";
import { readTerms } from "../../auctions/terms.js";
import type { Json } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import { ask } from "./asking.js";

type Page = { readonly happenings: readonly { readonly head: string; readonly happening: Line }[]; readonly size: number };

const api = (auction: string): string => `/api/v1/auctions/${encodeURIComponent(auction)}`;

/** Reads the terms and everything that happened, from its beginning. */
export async function readRecord(auction: string, own: string | null): Promise<FollowedRecord> {
  const { terms } = (await (await ask(api(auction))).json()) as { terms: Json };
  return caughtUp(emptyRecord(must(readTerms(terms)), own), auction);
}

/** The record with what it lacks. */
export async function caughtUp(record: FollowedRecord, auction: string): Promise<FollowedRecord> {
  let now = record;
  for (;;) {
    const { happenings, size } = (await (await ask(`${api(auction)}/happenings?after=${String(now.contest.seq)}`)).json()) as Page;
    for (const { head, happening } of happenings) now = withLine(now, happening, head);
    if (happenings.length === 0 || now.contest.seq >= size) return now;
  }
}
