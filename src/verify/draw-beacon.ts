import type { z } from "zod";
import { beaconValue, chainHashOf, isOfRound, QUICKNET, timeOfRound } from "../experts/beacon.js";
import { rfc3339 } from "../kernel/time.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { readShape } from "./read.js";
import { beaconShape, type DrawFiles } from "./shapes.js";

type Args = { readonly folder: string; readonly plan: DrawFiles["plan"]; readonly log: BundleLog };

/**
 * The round of a public beacon that the plan of a draw waits for: logged once, after every commitment and before the result; of the planned chain, whose hash binds its key; signed by that key.
 * Whether the chain is one that nobody here controls is for the reader, who is told which it is. @returns what must stand in the text of the draw
 */
export function checkBeacon(bundle: Loaded, { folder, plan, log }: Args, findings: Findings): string {
  const path = `draws/${folder}/beacon.json`;
  const logged = log.all("draw.beacon").filter(({ body }) => body.draw === plan.draw);
  const [entry] = logged;
  if (plan.beacon === null) {
    findings.demand(entry === undefined && !bundle.files.has(path), "draw-differs", path, { what: "beacon" });
    return "-";
  }
  findings.demand(logged.length === 1, "entry-count", path, { type: "draw.beacon", count: logged.length });
  const file = readShape(bundle, path, beaconShape, findings);
  if (entry === undefined || file === undefined) return "";
  findings.demand(entry.body.sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry.idx });
  const strays = [...log.all("draw.commit").filter(({ idx }) => idx > entry.idx), ...log.all("draw.result").filter(({ idx }) => idx < entry.idx)].filter(({ body }) => body.draw === plan.draw);
  for (const { idx } of strays) findings.fault("draw-order", path, { idx });
  checkRound(file, { path, planned: plan.beacon, draw: plan.draw }, findings);
  return beaconValue(plan.beacon, file) ?? "";
}

type File = z.infer<typeof beaconShape>;

/** The file is of the planned round and chain, and signed by its key. */
function checkRound({ chain, round, signature, missing, draw }: File, { path, planned, draw: own }: { readonly path: string; readonly planned: NonNullable<DrawFiles["plan"]["beacon"]>; readonly draw: string }, findings: Findings): void {
  findings.demand(draw === own && chain.hash === planned.chain && round === planned.round && chainHashOf(chain) === chain.hash, "draw-differs", path, { what: "chain" });
  findings.demand(signature === null || isOfRound(chain, round, signature), "draw-differs", path, { what: "signature" });
  if (signature === null) findings.note("beacon-absent", { draw, round, at: rfc3339(timeOfRound(chain, round)), why: missing ?? "" });
  else if (chain.hash !== QUICKNET.hash) findings.note("beacon-chain", { draw, chain: `${chain.beaconId} ${chain.hash}` });
}
