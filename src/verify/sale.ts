import { checkArchive, saleArchiveEntry } from "./archive.js";
import { checkAuction } from "./auctions.js";
import type { VerifyOptions } from "./bundle.js";
import type { Loaded } from "./files.js";
import { checkDeals } from "./deals.js";
import type { Findings } from "./findings.js";
import { sealsIn } from "./key-changes.js";
import { checkSaleLayout } from "./layout.js";
import { choosePolicy, claimedSize, newestTime, readLog, type BundleLog } from "./log.js";
import { checkMode } from "./mode.js";
import { checkSaleNotices } from "./notices.js";
import { checkListTimes, withLists } from "./revocation.js";
import { checkRounds } from "./sale-rounds.js";
import { checkSingles } from "./sale-single.js";
import type { SaleIndex } from "./shapes.js";
import { chooseTrust } from "./trust.js";

/** Whether a bundle says that it is of a sale. */
export const isOfSale = ({ bytes }: Loaded): boolean => Buffer.from(bytes.get("bundle.json") ?? []).includes('"v":"daylight-sale-bundle/1"');

/** Checks the bundle of a sale: its auctions decided again from what was said in them, its documents, its log. */
export function checkSaleBundle(bundle: Loaded, index: SaleIndex, options: VerifyOptions, findings: Findings): void {
  checkSaleLayout(bundle, index, claimedSize(bundle), findings);
  const believed = chooseTrust(bundle, index, options.ca, findings);
  const trust = believed === undefined ? undefined : withLists(bundle, index, believed, findings);
  const policies = choosePolicy(bundle, options.policy, findings);
  const log = policies === undefined ? undefined : readLog(bundle, index, policies, findings);
  if (log === undefined || trust === undefined) return;
  const at = newestTime(log);
  checkMode(index, log, findings);
  checkArchive(bundle, index, saleArchiveEntry(index, log), findings);
  checkListTimes(index, at, findings);
  checkSaleNotices(bundle, { index, log, trust, seals: sealsIn(log, trust, findings), at }, findings);
  checkDeals(bundle, { index, log, trust, at }, findings);
  checkAllThere(index, log, findings);
  checkSingles(bundle, index, log, findings);
  checkRounds(bundle, index, log, findings);
  for (const auction of index.auctions) checkAuction(bundle, { exchange: index.exchange, auction, log }, findings);
}

/** No auction of a lot of this sale that the log knows is left out: an auction is named by its lot, a lot by its sale. */
function checkAllThere({ sale, auctions, treeSize }: SaleIndex, log: BundleLog, findings: Findings): void {
  for (const { idx, body } of log.all("auction.terms")) {
    const isDue = body.auction.startsWith(`${sale}-`) && idx < treeSize;
    findings.demand(!isDue || auctions.includes(body.auction), "entry-without-file", "bundle.json", { idx, type: "auction.terms" });
  }
}
