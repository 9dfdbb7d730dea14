import { goodsOn } from "./goods.js";
import { seat, signSheets } from "./judging.js";
import type { TestTown } from "./town.js";
import { lodgements, release, sealBid, type TenderInTest } from "./works-tender.js";

type Bids = Readonly<Record<string, string>>;
const lotUrl = ({ id }: TenderInTest): string => `/api/v1/tenders/${id}/lots/1`;

/** Works judged by points in one part: bids are lodged, opened and judged; whoever bids lowest comes first. Its clock stands where bids are taken; it leaves it where the opening ended. */
export async function reportedWorks(town: TestTown, tender: TenderInTest, bids: Bids, opensAt: string): Promise<void> {
  const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
  for (const [actor, price] of Object.entries(bids)) await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", price)).body);
  await town.advance(opensAt);
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `${lotUrl(tender)}/parts/bid/record`);
  await seat(town, tender.id);
  await signSheets(town, tender.id, Object.fromEntries(Object.keys(bids).map((actor) => [usccOf(actor), ["16.00", "9.00"]])));
  await town.done("committee-1", "PUT", `${lotUrl(tender)}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: Object.keys(bids).map((actor) => ({ bidder: usccOf(actor), score: "9.0" })), order: [] });
  await town.done("committee-1", "POST", `${lotUrl(tender)}/report`, {});
  await town.done("tenderer-1", "POST", `${lotUrl(tender)}/candidates`, {});
}

/** Goods judged by the lowest price, awarded to it. */
export async function awardedGoods(town: TestTown, tender: TenderInTest, bids: Bids, opensAt: string): Promise<void> {
  const play = goodsOn(town);
  for (const [actor, price] of Object.entries(bids)) await play.bid(actor, tender, price);
  await town.advance(opensAt);
  await play.openBids(tender);
  await play.review(tender, Object.keys(bids));
  await seat(town, tender.id);
  await signSheets(town, tender.id, {});
  const offers = Object.keys(bids).map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done("committee-1", "PUT", `${lotUrl(tender)}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  await town.done("committee-1", "POST", `${lotUrl(tender)}/report`, {});
  await town.done("tenderer-1", "POST", `${lotUrl(tender)}/award`, { rank: 1, reason: "" });
}

/** Works whose publicity is over are awarded to the first. */
export async function awardedWorks(town: TestTown, tender: TenderInTest): Promise<void> {
  await town.done("tenderer-1", "POST", `${lotUrl(tender)}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lotUrl(tender)}/letters`);
}
