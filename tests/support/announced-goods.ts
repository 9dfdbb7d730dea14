import { goodsLot, goodsOn, goodsTender, yuan } from "./goods.js";
import { seat, signSheets } from "./judging.js";
import { LOWEST_PRICE } from "./procurement-method.js";
import type { TestTown } from "./town.js";
import { publishedTender, type TenderInTest } from "./works-tender.js";

const BIDDERS = [["bidder-1", "985000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1050000.00"]] as const;
/** What the lowest bid is won at. */
export const GOODS_PRICE = "985000.00";

/** A procurement of goods of August 2026 up to its signed contract, which the first bidder won; begun on 3 August, 9:00. Its announcement is left to the test. @param asked what its lot asks beside @param paid what its bidders do before they bid @returns the lot's address */
export async function contractedGoods(town: TestTown, asked: Record<string, unknown> = {}, paid: (tender: TenderInTest) => Promise<void> = () => Promise.resolve()): Promise<{ readonly tender: string; readonly lot: string; readonly announce: () => Promise<unknown> }> {
  const play = goodsOn(town);
  const tender = await publishedTender(town, goodsTender({ saleFrom: "2026-08-03T10:00:00+08:00", saleUntil: "2026-08-10T17:00:00+08:00", deadline: "2026-08-24T09:30:00+08:00" }, [goodsLot({ method: LOWEST_PRICE, ...asked })]), "procurement");
  const lot = play.lotUrl(tender);
  await town.advance("2026-08-24T09:00:00+08:00");
  await paid(tender);
  for (const [actor, price] of BIDDERS) await play.bid(actor, tender, price);
  await town.advance("2026-08-24T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDDERS.map(([actor]) => actor));
  await seat(town, tender.id);
  await signSheets(town, tender.id, {});
  const offers = BIDDERS.map(([actor]) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  await town.done("tenderer-1", "POST", `${lot}/contract`, { price: yuan(GOODS_PRICE) });
  const notice = { number: "CG-2026-08", name: "教学设备采购合同", subject: "交互式智能平板", quantity: "40 台", term: "45 日内", place: "晨光市第一中学", withheld: "合同附件含供应商商业秘密" };
  return { tender: tender.id, lot, announce: () => town.done("tenderer-1", "POST", `${lot}/contract-notice`, notice) };
}
