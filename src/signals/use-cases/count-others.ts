import type { Db } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { DAY_MS, type Instant } from "../../kernel/time.js";
import { networkOf } from "../../limits/network.js";
import { keptMark } from "../kept.js";
import { BID_MARKS, type Count, type Shared } from "../marks.js";
import { othersLodgedFrom, othersRegistered, othersSharingPeople } from "../queries.js";
import { isOutside, plain } from "./read-bids.js";

/** From where others lodged is counted over so many days: addresses are given to others in time. */
const ADDRESS_DAYS = 730;

/** The others of a lot's bidders: organisations that are none of them, as they stood at an instant. */
export type Others = { readonly apart: readonly string[]; readonly asOf: Instant; readonly kept: readonly Row<"kept_prints">[] };

/** Counts who else has what two bidders share, each kind among those of whom it is known: once asked for, rows serve all of a kind. */
export function counterOf(db: Db, exchangeId: string, { apart, asOf, kept }: Others): (shared: Shared) => Promise<Count> {
  const until = new Date(asOf);
  const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => { let made: Promise<Value> | null = null; return () => (made ??= make()); };
  const lodged = once(() => othersLodgedFrom(db, exchangeId, { apart, from: new Date(asOf - ADDRESS_DAYS * DAY_MS), until }));
  const people = once(() => othersSharingPeople(db, exchangeId, apart, until));
  const registered = once(() => othersRegistered(db, exchangeId, apart, until));
  const organisations = new Set(kept.map(({ bidder }) => bidder)).size;
  return async (shared): Promise<Count> => {
    if (BID_MARKS.has(shared.kind)) return { have: new Set(kept.filter(({ marks }) => marks.includes(keptMark(shared))).map(({ bidder }) => bidder)).size, of: organisations };
    if (shared.kind === "person") return people();
    if (shared.kind === "address") {
      const rows = (await lodged()).filter(({ address }) => isOutside(address));
      return { have: new Set(rows.filter(({ address }) => networkOf(address) === shared.value).map(({ organisation }) => organisation)).size, of: new Set(rows.map(({ organisation }) => organisation)).size };
    }
    const rows = await registered();
    const kind = shared.kind as "head" | "phone" | "seat";
    return { have: rows.filter((row) => plain(row[kind]) === shared.value).length, of: rows.length };
  };
}
