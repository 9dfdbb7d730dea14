import { must } from "../kernel/result.js";
import { parseStatement } from "../signing/statement.js";

/** The file with one opener's share of a bid's key. */
export type ShareFile = { readonly opener: string; readonly bytes: Uint8Array };

/**
 * The share files of a lodged statement, which are kept one after the other in its order: it says how long each is. None of a
 * withdrawal or confirmation. Whether they are the signed ones their openers find out (trust.md §1.6).
 */
export function shareFilesOf({ statement, shares }: { readonly statement: Uint8Array; readonly shares: Uint8Array | null }): ShareFile[] {
  const bid = must(parseStatement(statement));
  if (bid.v !== "dse/1" || shares === null) return [];
  let end = 0;
  return bid.shares.map(({ opener, size }): ShareFile => ({ opener, bytes: shares.subarray(end, (end += size)) }));
}
