import { isScore, type MemberScores } from "../bidding/rank.js";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { isPrintable } from "../notices/printable.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** One member's scores of one bid; a score is a decimal of at most two places, each with its reason. */
export type BidScores = { readonly bidder: string; readonly items: readonly { readonly criterion: string; readonly score: string; readonly reason: string }[] };

/** What a committee member signs: every bid, every criterion of the documents. `expert` is the member's random label. */
export type Sheet = {
  readonly v: "sheet/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly expert: string; readonly scores: readonly BidScores[];
};

/** A criterion as the documents write it. */
export type Criterion = { readonly id: string; readonly title: string; readonly full: string };

const SHEET_BYTES_MAX = 1_048_576;
const REASON_MAX = 1_000;

export const sheetBytes = (sheet: Sheet): Uint8Array<ArrayBuffer> => canonical(sheet as unknown as Json);

/** Where the sheet must belong, and what it must score. */
export type Wanted = Omit<Sheet, "v" | "scores"> & { readonly bidders: readonly string[]; readonly criteria: readonly Criterion[] };

/** Reads a sheet strictly: canonical, for this member and part, every bid and criterion once and in order, each score within its full points. */
export function readSheet(bytes: Uint8Array, wanted: Wanted): Result<Sheet> {
  if (bytes.length > SHEET_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: SHEET_BYTES_MAX });
  const sheet = parsed(bytes);
  if (sheet === null) return refuse("sheet-malformed", { where: "canonical JSON" });
  for (const field of ["exchange", "tender", "lot", "part", "expert"] as const) {
    if (sheet[field] !== wanted[field]) return refuse("sheet-malformed", { where: field });
  }
  if (Object.keys(sheet).length !== 7 || sheet.v !== "sheet/1" || !Array.isArray(sheet.scores)) return refuse("sheet-malformed", { where: "v" });
  if (sheet.scores.map(({ bidder }) => bidder).join() !== wanted.bidders.join()) return refuse("sheet-malformed", { where: "bidders" });
  for (const { bidder, items } of sheet.scores) {
    const odd = oddItems(items, wanted.criteria);
    if (odd !== null) return refuse("sheet-score", { bidder, where: odd });
  }
  return ok(sheet);
}

function parsed(bytes: Uint8Array): Sheet | null {
  try {
    const json = parseCanonical(bytes);
    return json === null || typeof json !== "object" || Array.isArray(json) ? null : (json as unknown as Sheet);
  } catch {
    return null;
  }
}

function oddItems(items: BidScores["items"], criteria: readonly Criterion[]): string | null {
  if (!Array.isArray(items) || items.length !== criteria.length) return "criteria";
  const odd = criteria.find(({ id, full }, at) => {
    const item = items[at];
    return item?.criterion !== id || typeof item.score !== "string" || !isScore(item.score, full) || typeof item.reason !== "string" || item.reason.length > REASON_MAX || !isPrintable(item.reason) || Object.keys(item).length !== 3;
  });
  return odd?.title ?? null;
}

/** A bid's scores from all sheets, as the ranking takes them. */
export const memberScores = (sheets: readonly Sheet[], bidder: string, criteria: readonly Criterion[]): MemberScores[] =>
  sheets.map((sheet) => ({
    member: sheet.expert,
    items: (sheet.scores.find((each) => each.bidder === bidder)?.items ?? []).map(({ criterion, score }) => {
      const named = criteria.find(({ id }) => id === criterion);
      return { criterion: named?.title ?? criterion, score, max: named?.full ?? "0" };
    }),
  }));

