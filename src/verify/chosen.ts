import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { entriesOfLot, type BundleLog, type EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { appointmentShape, type BundleIndex } from "./shapes.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/**
 * How the experts of a lot came to their seats: by a draw of the bundle; or by an appointment that was logged once, before the first sheet, which says its ground. Of a lot that has
 * neither it is said that nobody was drawn: whether its law asked for a draw is for the reader. Law: 招标投标法 37; 条例 46, 47; 87号令 48.
 */
export function checkChosen(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  const path = `evaluation/${lot}/appointment.json`;
  const [entry, ...again] = entriesOfLot(args, "panel.appoint", lot);
  const isEvaluated = bundle.files.has(`evaluation/${lot}/totals.json`);
  if (entry === undefined) {
    findings.demand(!bundle.files.has(path), "entry-absent", path, { idx: "—", type: "panel.appoint" });
    if (isEvaluated && !args.index.draws.some((folder) => folder.startsWith(`${lot}-D`))) findings.note("experts-not-drawn", { lot });
    return;
  }
  const sheet = entriesOfLot(args, "score.sheet", lot).find(({ idx }) => idx < entry.idx);
  findings.demand(again.length === 0 && sheet === undefined, "appointment-late", path, { lot, idx: entry.idx, sheet: sheet?.idx ?? "—" });
  if (isEvaluated) checkFile(bundle, args.index, { lot, path, entry }, findings);
}

function checkFile(bundle: Loaded, { exchange, tender }: BundleIndex, { lot, path, entry }: { readonly lot: string; readonly path: string; readonly entry: EntryOfType<"panel.appoint"> }, findings: Findings): void {
  const file = readShape(bundle, path, appointmentShape, findings);
  if (file === undefined) return;
  findings.demand(bundle.hashes.get(path) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  findings.demand(file.exchange === exchange && file.tender === tender && file.lot === lot, "appointment-differs", path, { lot });
  findings.note("experts-appointed", { lot, reason: file.reason });
}
