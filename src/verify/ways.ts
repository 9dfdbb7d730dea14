import type { z } from "zod";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { wayShape, type BundleIndex } from "./shapes.js";

/** Where a finding or a change of way lies in a bundle. */
export const wayPath = (idx: number): string => `ways/${String(idx)}.json`;

type Args = { readonly index: BundleIndex; readonly log: BundleLog };
type Entry = EntryOfType<"way.finding"> | EntryOfType<"way.change">;
const VERSIONS = { "way.finding": "way-finding/1", "way.change": "way-change/1" } as const;
type Logged = Entry & { readonly v: WayFile["v"] };
type WayFile = z.infer<typeof wayShape>;

/**
 * What was found of a lot that ended for too few suppliers, and the way that was then allowed: in a full edition all that were in the log when the archive was ordered, each the
 * file its entry names; each is made once, and a change stands on a finding before it that found nothing against documents and procedure. Law: 87号令 43; 74号令 28.
 */
export function checkWays(bundle: Loaded, { index, log }: Args, findings: Findings): void {
  for (const { lot, ways = [] } of index.lots) {
    const here = ({ idx, body }: Entry): boolean => body.tender === index.tender && body.lot === lot && idx < index.treeSize;
    const logged = (["way.finding", "way.change"] as const).flatMap((type) => log.all(type).filter(here).map((entry): Logged => ({ ...entry, v: VERSIONS[type] }))).toSorted((left, right) => left.idx - right.idx);
    const due = index.edition === "full" ? logged : [];
    findings.demand(due.map(({ idx }) => idx).join() === ways.join(), "index-differs", "bundle.json", { what: `${lot} ways` });
    const files = due.map((entry) => ({ idx: entry.idx, file: fileOf(bundle, index, lot, entry, findings) }));
    for (const [at, { idx, file }] of files.entries()) if (file !== undefined) findings.demand(stands(file, files[at - 1]?.file, at), "way-differs", wayPath(idx), { lot, idx });
  }
}

function fileOf(bundle: Loaded, { exchange, tender }: BundleIndex, lot: string, { idx, body, v }: Logged, findings: Findings): WayFile | undefined {
  const path = wayPath(idx);
  const file = readShape(bundle, path, wayShape, findings);
  if (file === undefined) return undefined;
  findings.demand(bundle.hashes.get(path) === body.sha256, "entry-hash", path, { idx });
  findings.demand(file.exchange === exchange && file.tender === tender && file.lot === lot && file.v === v, "way-differs", path, { lot, idx });
  return file;
}

/** The finding comes first and once; the one change that may follow needs it to be clean. */
function stands(file: WayFile, before: WayFile | undefined, at: number): boolean {
  if (file.v === "way-finding/1") return at === 0;
  return at === 1 && before?.v === "way-finding/1" && before.documentsReasonable && before.procedureLawful;
}
