import { createHash } from "node:crypto";
import { canonical } from "../../src/kernel/canonical-json.js";
import { rfc3339, type Instant } from "../../src/kernel/time.js";
import type { Papers } from "../../src/verify/bundle-layout.js";

/** The tender of the made-up bundles. */
export const TENDER = "T2026-000777";

/** The supervisor stops the lot, and lets it go on or never does; the bundle leaves the orders out, holds another reason, or misnumbers them. */
export type Ordered = { readonly resumed: boolean; readonly hidden?: boolean; readonly rewritten?: boolean; readonly serial?: number };
type Given = { readonly papers: NonNullable<Papers["orders"]>; readonly index: { readonly orders?: number[] } };

/** Gives the orders. @param log puts an entry into the log and gives its index */
export function giveOrders(exchange: string, at: Instant, ordered: Ordered | undefined, log: (body: { readonly kind: string; readonly sha256: string }) => number): Given {
  if (ordered === undefined) return { papers: [], index: {} };
  const papers = (ordered.resumed ? ["suspend", "resume"] : ["suspend"]).map((kind, place) => {
    const file = (reason: string) => canonical({ v: "lot-order/1", exchange, tender: TENDER, lot: "1", serial: ordered.serial ?? place + 1, kind, reason: [reason], orderedAt: rfc3339(at) });
    const json = file("核查举报");
    return { idx: log({ kind, sha256: createHash("sha256").update(json).digest("hex") }), json: ordered.rewritten === true ? file("另有原因") : json };
  });
  return ordered.hidden === true ? { papers: [], index: {} } : { papers, index: { orders: papers.map(({ idx }) => idx) } };
}
