import { archiveEntry } from "./archive.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { readShape } from "./read.js";
import { contractShape, type BundleIndex } from "./shapes.js";

/** Where what was recorded of a lot's contract lies in a bundle. */
export const contractPath = (lot: string): string => `contracts/${lot}.json`;

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/** A contract's record is the one the log has of its lot; in a full edition each that was logged when the archive was ordered is there. Law: 招标投标法 46; 政府采购法 46. */
export function checkContracts(bundle: Loaded, { index, log }: Args, findings: Findings): void {
  for (const row of index.edition === "full" ? index.lots : []) {
    findings.demand(isWhole({ index, log }, row), "index-differs", "bundle.json", { what: `${row.lot} contract` });
    if (row.contract !== undefined) checkFile(bundle, index, { lot: row.lot, contract: row.contract }, findings);
  }
}

/** A bundle made before contracts were in it has none, and no money either. */
function isWhole({ index, log }: Args, { lot, contract }: BundleIndex["lots"][number]): boolean {
  const until = archiveEntry(index, log)?.idx ?? log.size;
  const logged = log.all("contract.recorded").filter(({ idx, body }) => body.tender === index.tender && body.lot === lot && idx < until);
  return contract === undefined ? index.money === undefined || logged.every(({ idx }) => idx >= index.treeSize) : logged.some(({ body }) => body.sha256 === contract);
}

function checkFile(bundle: Loaded, { exchange, tender }: BundleIndex, { lot, contract }: { readonly lot: string; readonly contract: string }, findings: Findings): void {
  const path = contractPath(lot);
  const file = readShape(bundle, path, contractShape, findings);
  if (file === undefined) return;
  findings.demand(file.exchange === exchange && file.tender === tender && file.lot === lot && bundle.hashes.get(path) === contract, "contract-differs", path);
}
