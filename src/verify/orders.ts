import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { orderShape, type BundleIndex } from "./shapes.js";

/** Where an order lies in a bundle. */
export const orderPath = (idx: number): string => `orders/${String(idx)}.json`;

type Args = { readonly index: BundleIndex; readonly log: BundleLog };
type Order = EntryOfType<"lot.order">;

/**
 * The supervisor's orders over each lot: all that were in the log when the archive was ordered, in order, each the file its entry names;
 * and while one stops a lot nothing of it is released or opened. Law: 招标投标法实施条例 62; 政府采购法 57.
 */
export function checkOrders(bundle: Loaded, { index, log }: Args, findings: Findings): void {
  for (const { lot, orders = [] } of index.lots) {
    const logged = log.all("lot.order").filter(({ idx, body }) => body.tender === index.tender && body.lot === lot && idx < index.treeSize);
    findings.demand(logged.map(({ idx }) => idx).join() === orders.join(), "index-differs", "bundle.json", { what: `${lot} orders` });
    for (const [at, order] of logged.entries()) {
      checkFile(bundle, index, { lot, serial: at + 1, order }, findings);
      if (order.body.kind === "suspend") checkStandstill(log, { tender: index.tender, lot, from: order.idx, until: overAt(log, order) ?? logged[at + 1]?.idx ?? index.treeSize }, findings);
    }
  }
}

function checkFile(bundle: Loaded, { exchange, tender }: BundleIndex, { lot, serial, order }: { readonly lot: string; readonly serial: number; readonly order: Order }, findings: Findings): void {
  const path = orderPath(order.idx);
  const file = readShape(bundle, path, orderShape, findings);
  if (file === undefined) return;
  findings.demand(bundle.hashes.get(path) === order.body.sha256, "entry-hash", path, { idx: order.idx });
  const fits = file.exchange === exchange && file.tender === tender && file.lot === lot && file.serial === serial && file.kind === order.body.kind;
  findings.demand(fits, "order-differs", path, { idx: order.idx });
}

/** Where the log says that the law ended the suspension of an order. */
const overAt = (log: BundleLog, { idx, body }: Order): number | undefined => log.all("lot.suspension.over").find((over) => over.idx > idx && over.body.order === body.sha256)?.idx;

type Stopped = { readonly tender: string; readonly lot: string; readonly from: number; readonly until: number };

function checkStandstill(log: BundleLog, { tender, lot, from, until }: Stopped, findings: Findings): void {
  for (const { idx, body } of [...log.all("share.release"), ...log.all("lot.open")]) {
    findings.demand(body.tender !== tender || body.lot !== lot || idx < from || idx > until, "order-broken", log.pathOf(idx), { idx, order: from });
  }
}
