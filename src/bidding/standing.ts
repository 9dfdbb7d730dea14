import type { LodgementRow } from "./queries.js";

/**
 * How a bidder stands in a lot: nothing lodged, a bid that is good under the newest terms, one that an amendment asks to be confirmed
 * or replaced, or one taken back.
 */
export type Standing = "none" | "stands" | "unconfirmed" | "withdrawn";

type Lodged = Pick<LodgementRow, "part" | "seq" | "kind" | "notice">;

/** Lodging is all or none, so the newest statement of each part says it. @param goodIn the terms under which a part's bids are good */
export function standingOf(lodged: readonly Lodged[], goodIn: (part: string) => ReadonlySet<string>): Standing {
  const newest = [...Map.groupBy(lodged, ({ part }) => part).values()].map((all) => all.reduce((last, each) => (each.seq > last.seq ? each : last)));
  if (newest.length === 0) return "none";
  if (newest.some(({ kind }) => kind === "withdraw")) return "withdrawn";
  return newest.every(({ part, notice }) => notice !== null && goodIn(part).has(notice)) ? "stands" : "unconfirmed";
}
