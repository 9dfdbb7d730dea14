import type { Party } from "../../bidding/consortium.js";
import type { Db, Tx } from "../../db/database.js";
import { organisationName } from "../../identity/queries.js";
import type { PartRow } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { liveOf } from "./release.js";

/** Where the log has the last part of a bid: only then was it submitted whole. */
type Submitted = { readonly submitted: number };

/** Who bids in a lot by its closed lists, each bidder once, in the order of their codes. */
export async function partiesOf(db: Db | Tx, { exchange }: Pick<World, "exchange">, parts: readonly PartRow[]): Promise<(Party & Submitted)[]> {
  const parties = new Map<string, Omit<Party, "bidder"> & Submitted>();
  for (const { tender_id, lot, part } of parts) {
    const found = await liveOf(db, { exchangeId: exchange.id, tenderId: tender_id, lot, part });
    for (const { row, statement } of found?.live ?? []) parties.set(row.bidder, { members: statement.bidder.members ?? [], submitted: Math.max(Number(row.idx ?? 0), parties.get(row.bidder)?.submitted ?? 0) });
  }
  return [...parties].map(([bidder, party]) => ({ bidder, ...party })).toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1));
}

/** A bidder as documents name it: in a consortium with all its members. Law: 招标投标法 31. */
export async function partyName(db: Db | Tx, exchangeId: string, { bidder, members }: Party): Promise<string> {
  const named = async (firm: string): Promise<string> => (await organisationName(db, exchangeId, firm)) ?? firm;
  const others = await Promise.all(members.map(named));
  return members.length === 0 ? named(bidder) : `${await named(bidder)}（联合体牵头人；成员：${others.join("、")}）`;
}
