import { z } from "zod";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { sameBytes } from "../kernel/bytes.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { rankedAfresh } from "./judged-in.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

const rowsShape = z.looseObject({ results: z.array(z.looseObject({ bidder: z.string() })) });

/**
 * Scores, totals, ranks, who is set aside and who was rejected follow from method, signed sheets, opened forms and what was entered:
 * all is ranked afresh and must give totals.json byte for byte. Passed over where the report fixed no inputs.json.
 */
export function checkRanking(bundle: Loaded, index: BundleIndex, lot: string, findings: Findings): void {
  const [folder, path] = [`evaluation/${lot}`, `evaluation/${lot}/totals.json`];
  const stated = bundle.bytes.get(path);
  if (!bundle.files.has(`${folder}/inputs.json`) || stated === undefined) return;
  const made = rankedAfresh(bundle, index, lot);
  if (typeof made === "string") findings.fault("total-differs", path, { what: made });
  else if (!sameBytes(made, stated)) findings.fault("total-differs", path, { what: differenceOf(made, stated) });
}

/** The first bidder whose row is another one, or who stands in another place. */
function differenceOf(made: Uint8Array, stated: Uint8Array): string {
  const [wanted, found] = [made, stated].map((bytes) => rowsShape.safeParse(looseJson(bytes)).data?.results.map((row) => [row.bidder, new TextDecoder().decode(canonical(row as Json))] as const) ?? []);
  return (wanted ?? []).find(([, row], at) => found?.[at]?.[1] !== row)?.[0] ?? "totals.json";
}
