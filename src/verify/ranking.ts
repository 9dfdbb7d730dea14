import { z } from "zod";
import { namedSheet } from "../blind/codes.js";
import { NOBODY, standingTotals, totalsBytes, totalsOf, type Judged, type JudgedBid } from "../judging/totals.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { sameBytes, utf8 } from "../kernel/bytes.js";
import { parseMoney } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { readForm } from "../opening/form.js";
import { codesIn } from "./blind.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { looseJson } from "./read.js";
import { openingShape, type BundleIndex, type OpeningResult, type PartRow } from "./shapes.js";

const inputsShape = z.looseObject({
  v: z.literal("evaluation-inputs/1"), exchange: z.string(), tender: z.string(), lot: z.string(), ceiling: z.json(), minimum: z.int().nullable(), allRejected: z.boolean(), entered: z.json(),
  rejections: z.array(z.strictObject({ bidder: z.string(), ground: z.string(), clause: z.string(), finding: z.string() })),
});
type InputsFile = z.infer<typeof inputsShape>;
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

/** totals.json as it follows from the other files; else why it cannot be made. */
function rankedAfresh(bundle: Loaded, index: BundleIndex, lot: string): Uint8Array | string {
  try {
    const { exchange, tender } = index;
    const inputs = inputsShape.parse(looseJson(bundle.bytes.get(`evaluation/${lot}/inputs.json`)));
    if (inputs.exchange !== exchange || inputs.tender !== tender || inputs.lot !== lot) return "inputs.json";
    const [place, judged] = [{ exchange, tender, lot }, judgedIn(bundle, index, lot, inputs)];
    if (inputs.allRejected) return totalsBytes(totalsOf(place, judged, NOBODY));
    const totals = standingTotals(place, judged);
    return totals.ok ? totals.value : totals.refusal.code;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "";
  }
}

function judgedIn(bundle: Loaded, index: BundleIndex, lot: string, { ceiling, minimum, entered, rejections }: InputsFile): Judged {
  const sheets = [...bundle.files.keys()].filter((path) => path.startsWith(`evaluation/${lot}/sheets/`) && path.endsWith(".json")).sort();
  const codes = codesIn(bundle, lot);
  const parts = index.lots.find((each) => each.lot === lot)?.parts.filter(({ part, openIdx }) => part !== "prequalification" && openIdx !== null) ?? [];
  return {
    method: looseJson(bundle.bytes.get(`evaluation/${lot}/method.json`)) as Judged["method"],
    ceiling: ceiling === null ? null : must(parseMoney(ceiling)), conforming: minimum === null ? null : { min: minimum, law: "", lawEn: "" },
    bids: bidsIn(bundle, parts, rejections), sheets: sheets.map((path) => namedSheet(looseJson(bundle.bytes.get(path)) as Judged["sheets"][number], codes)), inputs: entered as Judged["inputs"],
  };
}

function bidsIn(bundle: Loaded, parts: readonly PartRow[], rejections: InputsFile["rejections"]): JudgedBid[] {
  const opened = parts.map(({ openIdx }) => openingShape.parse(looseJson(bundle.bytes.get(`opening/${String(openIdx)}.json`))).results);
  const bidders = [...new Set(opened.flatMap((results) => results.map(({ bidder }) => bidder)))].sort();
  return bidders.map((bidder): JudgedBid => {
    const rows = opened.map((results) => results.find((each) => each.bidder === bidder));
    const form = rows.find((row) => row !== undefined && row.form !== null)?.form ?? null;
    const rejection = rejections.find((each) => each.bidder === bidder);
    return {
      bidder, name: bidder, cause: null, opened: rows.every(isOpen), form: form === null ? null : readForm(utf8(JSON.stringify(form))),
      rejection: rejection === undefined ? null : { ground: rejection.ground, clause: rejection.clause, finding: rejection.finding } as JudgedBid["rejection"],
    };
  });
}

const isOpen = (row: OpeningResult | undefined): boolean => row?.how === "threshold" || row?.how === "bidder-key";

/** The first bidder whose row is another one, or who stands in another place. */
function differenceOf(made: Uint8Array, stated: Uint8Array): string {
  const [wanted, found] = [made, stated].map((bytes) => rowsShape.safeParse(looseJson(bytes)).data?.results.map((row) => [row.bidder, new TextDecoder().decode(canonical(row as Json))] as const) ?? []);
  return (wanted ?? []).find(([, row], at) => found?.[at]?.[1] !== row)?.[0] ?? "totals.json";
}
