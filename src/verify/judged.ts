import { z } from "zod";
import { judgedBidders } from "../bidding/qualified.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import { codesOf } from "../blind/codes.js";
import { codesIn } from "./blind.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { openingShape, type BundleIndex } from "./shapes.js";

const sheetShape = z.looseObject({ scores: z.array(z.looseObject({ bidder: z.string() })) });
const reviewShape = z.looseObject({ results: z.array(z.looseObject({ bidder: z.string(), qualified: z.boolean() })) });
const rankedShape = z.looseObject({ results: z.array(z.looseObject({ bidder: z.string(), rank: z.number().nullable() })) });

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/**
 * Who was judged: the buyer's review of qualification rules once on every opened bid, each sheet scores exactly the bids that
 * passed it, by code where they were judged blind, and nobody who failed it is ranked (87号令 44). Sheets and totals of form `/1` that name no bidder are passed over.
 */
export function checkJudged(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  const opened = openedIn(bundle, args, lot);
  const judged = opened === null ? null : reviewed(bundle, lot, opened, findings);
  if (judged === null) return;
  const codes = codesIn(bundle, lot);
  for (const path of [...bundle.files.keys()].filter((each) => each.startsWith(`evaluation/${lot}/sheets/`) && each.endsWith(".json"))) {
    const scored = bidderCodes(read(bundle, path, sheetShape)?.scores) ?? judged;
    const difference = differenceIn(scored, codesOf(judged, codes));
    findings.demand(difference === "", "sheet-bidders", path, { what: difference });
  }
  const totals = `evaluation/${lot}/totals.json`;
  for (const { bidder, rank } of read(bundle, totals, rankedShape)?.results ?? []) {
    findings.demand(rank === null || judged.includes(bidder), "unqualified-ranked", totals, { bidder });
  }
}

/** The opened bids that go to the committee; null where the review cannot be read. */
function reviewed(bundle: Loaded, lot: string, opened: readonly string[], findings: Findings): readonly string[] | null {
  const path = `evaluation/${lot}/qualification.json`;
  const bytes = bundle.bytes.get(path);
  if (bytes === undefined) return opened;
  const ruled = bidderCodes(read(bundle, path, reviewShape)?.results);
  const difference = differenceIn(ruled ?? [], opened);
  findings.demand(difference === "", "review-differs", path, { what: difference });
  return ruled === undefined ? null : judgedBidders(opened, bytes);
}

/** Bidders of whom every part of the lot that opens at once did open; null where the bundle does not say, which is told elsewhere. */
function openedIn(bundle: Loaded, { index, log }: Args, lot: string): string[] | null {
  const isFirst = (termsIdx: number): boolean => log.all("lot.terms").some(({ idx, body }) => idx === termsIdx && body.after === null);
  const parts = index.lots.find((each) => each.lot === lot)?.parts.filter((part) => isFirst(part.termsIdx)) ?? [];
  const opened = parts.flatMap(({ openIdx }) => {
    const file = openIdx === null ? null : read(bundle, `opening/${String(openIdx)}.json`, openingShape);
    return file === null ? [] : [file.results.filter(({ how }) => how === "threshold" || how === "bidder-key").map(({ bidder }) => bidder)];
  });
  const [first] = opened;
  return first === undefined || opened.length !== parts.length ? null : first.filter((bidder) => opened.every((part) => part.includes(bidder))).sort();
}

const bidderCodes = (rows: readonly { readonly bidder: string }[] | undefined): string[] | undefined => rows?.map(({ bidder }) => bidder);

/** Who stands on one list and not on the other, or twice: +code, -code; empty where they are alike. */
function differenceIn(given: readonly string[], wanted: readonly string[]): string {
  const extra = given.filter((bidder, at) => !wanted.includes(bidder) || given.indexOf(bidder) !== at).map((bidder) => `+${bidder}`);
  return [...extra, ...wanted.filter((bidder) => !given.includes(bidder)).map((bidder) => `-${bidder}`)].join(" ");
}

function read<Shape extends z.ZodType>(bundle: Loaded, path: string, shape: Shape): z.infer<Shape> | null {
  try {
    const parsed = shape.safeParse(parseCanonical(bundle.bytes.get(path) ?? new Uint8Array()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
