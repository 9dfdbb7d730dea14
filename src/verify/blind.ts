import { z } from "zod";
import { readBlindCodes, type BlindCodes } from "../blind/codes.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { entriesOfLot, type BundleLog, type EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/** Who stood behind which code in a lot, as the bundle says; null where it says nothing that can be read. */
export function codesIn(bundle: Loaded, lot: string): BlindCodes | null {
  const bytes = bundle.bytes.get(pathOf(lot));
  return bytes === undefined ? null : readBlindCodes(bytes);
}

const pathOf = (lot: string): string => `evaluation/${lot}/blind.json`;

/**
 * A blind evaluation (暗标): who is who is the file whose hash was logged once, before any sheet; it lies in the bundle of a lot that
 * was evaluated, and is there at all where the notice says that the lot is judged blind.
 */
export function checkBlind(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  const path = pathOf(lot);
  const [entry, ...again] = entriesOfLot(args, "blind.codes", lot);
  const isEvaluated = bundle.files.has(`evaluation/${lot}/totals.json`);
  if (entry === undefined) {
    findings.demand(!isEvaluated || !saidBlind(bundle, lot), "blind-missing", path, { lot });
    findings.demand(!bundle.files.has(path), "entry-absent", path, { idx: "—", type: "blind.codes" });
    return;
  }
  const sheet = entriesOfLot(args, "score.sheet", lot).find(({ idx }) => idx < entry.idx);
  findings.demand(again.length === 0 && sheet === undefined, "blind-late", path, { lot, idx: entry.idx, sheet: sheet?.idx ?? "—" });
  findings.demand(!isEvaluated || bundle.files.has(path), "file-missing", path);
  if (bundle.files.has(path)) checkCodes(bundle, args, { lot, entry }, findings);
}

/** The file is the one that was logged, and this lot's. */
function checkCodes(bundle: Loaded, { index }: Args, { lot, entry }: { readonly lot: string; readonly entry: EntryOfType<"blind.codes"> }, findings: Findings): void {
  const [path, codes] = [pathOf(lot), codesIn(bundle, lot)];
  findings.demand(bundle.hashes.get(path) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  findings.demand(codes !== null && codes.exchange === index.exchange && codes.tender === index.tender && codes.lot === lot, "blind-differs", path, { lot });
}

const noticeShape = z.looseObject({ type: z.string(), terms: z.looseObject({ lots: z.array(z.looseObject({ lot: z.string(), blind: z.boolean().optional() })) }) });

/** Whether a notice of the bundle states in its terms that the lot is judged blind. */
const saidBlind = (bundle: Loaded, lot: string): boolean =>
  [...bundle.files.keys()].filter((path) => /^notices\/[^/]+\/v\d+\/notice\.json$/.test(path)).some((path) => {
    const notice = noticeShape.safeParse(looseJson(bundle.bytes.get(path)));
    return notice.success && notice.data.terms.lots.some((each) => each.lot === lot && each.blind === true);
  });
