import { z } from "zod";
import { METHOD_LAW } from "../bidding/method.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { entriesOfLot, type BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

const amount = z.looseObject({ amount: z.string().regex(/^\d{1,16}\.\d{2}$/) });
const callShape = z.looseObject({
  type: z.enum(["tender-notice", "invitation"]),
  terms: z.looseObject({ bidsStay: z.boolean().optional(), lots: z.array(z.looseObject({ lot: z.string(), estimate: amount, floor: amount.nullable(), method: z.looseObject({ kind: z.string() }) })) }),
});
const inputsShape = z.looseObject({ floor: amount.optional() });
const statementShape = z.looseObject({ v: z.string() });

/**
 * What goes for a right that is granted by sealed bids: no bid was taken back whose law keeps it in the box, and nobody was ranked below the higher of the lowest price that was
 * announced and the reserve that was read out. Law: 39号令 10, 13, 19 (LD-17).
 */
export function checkGranted(bundle: Loaded, { index, log }: Args, findings: Findings): void {
  const call = callOf(bundle, index);
  if (call === null) return;
  for (const { lot, parts } of index.lots) {
    for (const { statement } of call.bidsStay === true ? parts.flatMap(({ bids }) => bids) : []) {
      const path = `bids/${statement}/statement.json`;
      findings.demand(statementShape.safeParse(looseJson(bundle.bytes.get(path))).data?.v !== "dse-withdraw/1", "bid-taken-back", path, { lot });
    }
    const terms = call.lots.find((each) => each.lot === lot);
    if (terms !== undefined && hasFloor(terms.method.kind)) checkFloor(bundle, { index, log }, { lot, announced: [terms.estimate.amount, ...(terms.floor === null ? [] : [terms.floor.amount])] }, findings);
  }
}

function callOf(bundle: Loaded, index: BundleIndex): z.infer<typeof callShape>["terms"] | null {
  for (const { id, version } of index.notices) {
    const read = callShape.safeParse(looseJson(bundle.bytes.get(`notices/${id}/v${String(version)}/notice.json`)));
    if (read.success) return read.data.terms;
  }
  return null;
}

const hasFloor = (kind: string): boolean => Object.hasOwn(METHOD_LAW, kind) && METHOD_LAW[kind as keyof typeof METHOD_LAW].belowFloor !== null;
const fenOf = (text: string): bigint => BigInt(text.replace(".", ""));

/** The floor that the ranking was held against is the one that documents and opening give. */
function checkFloor(bundle: Loaded, args: Args, { lot, announced }: { readonly lot: string; readonly announced: readonly string[] }, findings: Findings): void {
  const path = `evaluation/${lot}/inputs.json`;
  const inputs = inputsShape.safeParse(looseJson(bundle.bytes.get(path)));
  if (!bundle.files.has(path) || !inputs.success) return;
  const due = [...announced, ...entriesOfLot(args, "reserve.revealed", lot).map(({ body }) => body.amount.amount)].reduce((highest, each) => (fenOf(each) > fenOf(highest) ? each : highest));
  findings.demand(inputs.data.floor?.amount === due, "floor-differs", path, { what: due });
}
