import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { saleDocuments } from "./sale-notices.js";
import type { SaleIndex } from "./shapes.js";

const NAMED = /^(.+)-A([1-9]\d*)$/;

type Contest = { readonly auction: string; readonly code: string; readonly round: number };

/**
 * A lot is contested again only once the contest before is over and its end was published: no contest is held until its outcome pleases.
 * The rounds follow by the log: end of one, notice of the end, terms of the next.
 */
export function checkRounds(bundle: Loaded, index: SaleIndex, log: Pick<BundleLog, "all">, findings: Findings): void {
  const contests = index.auctions.flatMap((auction): Contest[] => {
    const [, code, round] = NAMED.exec(auction) ?? [];
    return code === undefined ? [] : [{ auction, code, round: Number(round) }];
  });
  const documents = saleDocuments(bundle, index);
  for (const { auction, code, round } of contests) {
    const before = contests.filter((each) => each.code === code && each.round < round).sort((left, right) => right.round - left.round)[0];
    if (before === undefined) continue;
    const begins = log.all("auction.terms").find(({ body }) => body.auction === auction)?.idx ?? -1;
    const ended = log.all("auction.end").find(({ body }) => body.auction === before.auction)?.idx ?? Infinity;
    const path = `auctions/${auction}/terms.json`;
    findings.demand(ended < begins, "auction-again-early", path, { auction, before: before.auction });
    findings.demand(documents.some(({ type, idx }) => type === "sale-end" && idx > ended && idx < begins), "auction-again-unended", path, { auction, before: before.auction });
  }
}
