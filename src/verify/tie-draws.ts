import { z } from "zod";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

const drawShape = z.looseObject({ v: z.literal("tie-draw/1"), exchange: z.string(), tender: z.string(), lot: z.string(), draws: z.array(z.looseObject({ order: z.array(z.string()).min(2) })).min(1) });
const methodShape = z.looseObject({ ties: z.array(z.string()), drawBy: z.enum(["buyer", "committee"]).optional() });
const totalsShape = z.looseObject({ results: z.array(z.looseObject({ bidder: z.string(), rank: z.number().nullable(), behind: z.string().optional() })) });

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/**
 * The purchaser's draws are the logged ones, and neither comes without the other; nobody is drawn twice, each of them only adds to the one before, and equals stand in
 * the order drawn. Where the documents leave the draw to the purchaser, bids that share a rank and that no step of theirs parts were drawn. Law: 87号令 31, 68.
 */
export function checkTieDraws(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  const path = pathOf(lot);
  const entries = checkLogged(bundle, args, lot, findings);
  const differs: Differs = (what) => { findings.fault("tie-draw-differs", path, { lot, what }); };
  const file = bundle.files.has(path) ? drawShape.safeParse(looseJson(bundle.bytes.get(path))) : null;
  if (file !== null && (!file.success || !isHere(file.data, args.index, lot, entries))) differs("form");
  const order = file?.data?.draws.flatMap((each) => each.order) ?? [];
  if (new Set(order).size !== order.length) differs("twice");
  checkOrder(bundle, lot, order, differs);
}

type Differs = (what: string) => void;
const pathOf = (lot: string): string => `evaluation/${lot}/draw.json`;

/** @returns how many draws were logged */
function checkLogged(bundle: Loaded, { index, log }: Args, lot: string, findings: Findings): number {
  const path = pathOf(lot);
  const entries = log.all("tie.drawn").filter(({ body }) => body.tender === index.tender && body.lot === lot);
  const [hash, last] = [bundle.hashes.get(path), entries.at(-1)];
  findings.demand(last === undefined || hash !== undefined, "file-missing", path);
  findings.demand(hash === undefined || last !== undefined, "entry-absent", path, { idx: "—", type: "tie.drawn" });
  findings.demand(hash === undefined || last === undefined || last.body.sha256 === hash, "entry-hash", path, { idx: last?.idx ?? -1 });
  return entries.length;
}

const isHere = ({ tender, lot, exchange, draws }: z.infer<typeof drawShape>, index: BundleIndex, at: string, entries: number): boolean =>
  tender === index.tender && lot === at && exchange === index.exchange && draws.length === entries;

function checkOrder(bundle: Loaded, lot: string, order: readonly string[], differs: Differs): void {
  const [method, totals] = [methodShape.safeParse(looseJson(bundle.bytes.get(`evaluation/${lot}/method.json`))), totalsShape.safeParse(looseJson(bundle.bytes.get(`evaluation/${lot}/totals.json`)))];
  if (!method.success || !totals.success) return;
  const mustBeDrawn = method.data.drawBy === "buyer" && method.data.ties.every((step) => step === "draw");
  for (const { before, bidder, isBrand } of pairsOf(totals.data.results)) {
    const [first, second] = [order.indexOf(before), order.indexOf(bidder)];
    if (first >= 0 && second >= 0 ? first > second : mustBeDrawn && !isBrand) differs(`${before} ${bidder}`);
  }
}

type Pair = { readonly before: string; readonly bidder: string; readonly isBrand: boolean };

/** Bids that share their rank with the one before, or stand behind another of their brand. */
const pairsOf = (results: z.infer<typeof totalsShape>["results"]): Pair[] => results.flatMap(({ bidder, rank, behind }, at): Pair[] => {
  if (behind !== undefined) return [{ before: behind, bidder, isBrand: true }];
  const before = results[at - 1];
  return rank !== null && before?.rank === rank ? [{ before: before.bidder, bidder, isBrand: false }] : [];
});
