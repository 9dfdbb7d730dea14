import { z } from "zod";
import { namedSheet, readBlindCodes } from "../blind/codes.js";
import { NOBODY, standingTotals, totalsBytes, totalsOf, type Judged, type JudgedBid } from "../judging/totals.js";
import { utf8 } from "../kernel/bytes.js";
import { parseMoney } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { readForm } from "../opening/form.js";
import { looseJson } from "./loose-json.js";
import { openingShape, type BundleIndex, type OpeningResult, type PartRow } from "./shapes.js";

/** As much of a bundle as a ranking is made from: whole bytes by path. The verifier, and a reader's browser, have them. */
type Read = { readonly bytes: ReadonlyMap<string, Uint8Array> };

const inputsShape = z.looseObject({
  v: z.literal("evaluation-inputs/1"), exchange: z.string(), tender: z.string(), lot: z.string(), ceiling: z.json(), floor: z.json().optional(), minimum: z.int().nullable(), allRejected: z.boolean(), entered: z.json(),
  rejections: z.array(z.strictObject({ bidder: z.string(), ground: z.string(), clause: z.string(), finding: z.string() })),
});
type InputsFile = z.infer<typeof inputsShape>;

/** totals.json as it follows from the other files; else why it cannot be made. */
export function rankedAfresh(bundle: Read, index: BundleIndex, lot: string): Uint8Array | string {
  try {
    const { exchange, tender } = index;
    const { judged, allRejected } = judgedIn(bundle, index, lot);
    const place = { exchange, tender, lot };
    if (allRejected) return totalsBytes(totalsOf(place, judged, NOBODY));
    const totals = standingTotals(place, judged);
    return totals.ok ? totals.value : totals.refusal.code;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "";
  }
}

/** Everything the ranking of a lot follows from, as the bundle states it, and whether the committee rejected all. @throws {Error} where files are missing or of another lot */
export function judgedIn(bundle: Read, index: BundleIndex, lot: string): { readonly judged: Judged; readonly allRejected: boolean } {
  const inputs = inputsShape.parse(looseJson(bundle.bytes.get(`evaluation/${lot}/inputs.json`)));
  if (inputs.exchange !== index.exchange || inputs.tender !== index.tender || inputs.lot !== lot) throw new RangeError("inputs.json");
  return { judged: judgedBy(bundle, index, inputs), allRejected: inputs.allRejected };
}

function judgedBy(bundle: Read, index: BundleIndex, { lot, ceiling, floor, minimum, entered, rejections }: InputsFile): Judged {
  const sheets = [...bundle.bytes.keys()].filter((path) => path.startsWith(`evaluation/${lot}/sheets/`) && path.endsWith(".json")).sort();
  const blind = bundle.bytes.get(`evaluation/${lot}/blind.json`);
  const codes = blind === undefined ? null : readBlindCodes(blind);
  const parts = index.lots.find((each) => each.lot === lot)?.parts.filter(({ part, openIdx }) => part !== "prequalification" && openIdx !== null) ?? [];
  return {
    method: looseJson(bundle.bytes.get(`evaluation/${lot}/method.json`)) as Judged["method"],
    ceiling: ceiling === null ? null : must(parseMoney(ceiling)), floor: floor === undefined ? null : must(parseMoney(floor)), conforming: minimum === null ? null : { min: minimum, law: "", lawEn: "" },
    bids: bidsIn(bundle, parts, rejections), sheets: sheets.map((path) => namedSheet(looseJson(bundle.bytes.get(path)) as Judged["sheets"][number], codes)), inputs: entered as Judged["inputs"],
  };
}

function bidsIn(bundle: Read, parts: readonly PartRow[], rejections: InputsFile["rejections"]): JudgedBid[] {
  const opened = parts.map(({ openIdx }) => openingShape.parse(looseJson(bundle.bytes.get(`opening/${String(openIdx)}.json`))).results);
  const bidders = [...new Set(opened.flatMap((results) => results.map(({ bidder }) => bidder)))].sort();
  return bidders.map((bidder): JudgedBid => {
    const rows = opened.map((results) => results.find((each) => each.bidder === bidder));
    const form = rows.find((row) => row !== undefined && row.form !== null)?.form ?? null;
    const rejection = rejections.find((each) => each.bidder === bidder);
    return {
      bidder, name: bidder, cause: null, submitted: Math.max(...rows.map((row) => row?.idx ?? 0)), opened: rows.every(isOpen), form: form === null ? null : readForm(utf8(JSON.stringify(form))),
      rejection: rejection === undefined ? null : { ground: rejection.ground, clause: rejection.clause, finding: rejection.finding } as JudgedBid["rejection"],
    };
  });
}

const isOpen = (row: OpeningResult | undefined): boolean => row?.how === "threshold" || row?.how === "bidder-key";
