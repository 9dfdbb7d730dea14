import { z } from "zod";
import { isScore, type MemberScores } from "../bidding/rank.js";
import { base64, fromUtf8 } from "../kernel/bytes.js";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { oneLine } from "./method.js";
import { isPrintable } from "../notices/printable.js";
import { compare, parseRatio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** One member's scores of one bid; a score is a decimal of at most two places, each with its reason. */
export type BidScores = { readonly bidder: string; readonly items: readonly { readonly criterion: string; readonly score: string; readonly reason: string }[] };

/** What a committee member signs: every bid, every criterion of the documents. `expert` is the member's random label. */
export type Sheet = {
  readonly v: "sheet/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly expert: string; readonly scores: readonly BidScores[];
};

/** A criterion as the documents write it; an objective one leaves no judgement (客观分). */
export type Criterion = { readonly id: string; readonly title: string; readonly full: string; readonly objective?: boolean };

const SHEET_BYTES_MAX = 1_048_576;
const REASON_MAX = 1_000;

/** A sheet as it was kept: it was read strictly before. */
export const keptSheet = (bytes: Uint8Array): Sheet => JSON.parse(fromUtf8(bytes)) as Sheet;

export const sheetBytes = (sheet: Sheet): Uint8Array<ArrayBuffer> => canonical(sheet);

/** Where the sheet must belong, and what it must score. */
export type Wanted = Omit<Sheet, "v" | "scores"> & { readonly bidders: readonly string[]; readonly criteria: readonly Criterion[] };

/** Reads a sheet strictly: canonical, for this member and part, every bid and criterion once and in order, each score within its full points and below them with its reason. */
export function readSheet(bytes: Uint8Array, wanted: Wanted): Result<Sheet> {
  if (bytes.length > SHEET_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: SHEET_BYTES_MAX });
  const sheet = parsed(bytes);
  if (typeof sheet === "string") return refuse("sheet-malformed", { where: sheet });
  for (const field of ["exchange", "tender", "lot", "part", "expert"] as const) {
    if (sheet[field] !== wanted[field]) return refuse("sheet-malformed", { where: field });
  }
  if (sheet.scores.map(({ bidder }) => bidder).join() !== wanted.bidders.join()) return refuse("sheet-malformed", { where: "bidders" });
  for (const { bidder, items } of sheet.scores) {
    const odd = oddItems(items, wanted.criteria);
    if (odd !== null) return refuse("sheet-score", { bidder, where: odd });
    const silent = wanted.criteria.find(({ full }, at) => isSilent(items[at], full));
    if (silent !== undefined) return refuse("sheet-reason", { bidder, where: silent.title });
  }
  return ok(sheet);
}

const SHAPE = z.strictObject({
  v: z.literal("sheet/1"), exchange: z.string(), tender: z.string(), lot: z.string(), part: z.string(), expert: z.string(),
  scores: z.array(z.strictObject({ bidder: z.string(), items: z.array(z.strictObject({ criterion: z.string(), score: z.string(), reason: z.string().max(REASON_MAX).refine(isPrintable) })) })),
});

/** The sheet, or where it is none. */
function parsed(bytes: Uint8Array): Sheet | string {
  try {
    const shape = SHAPE.safeParse(parseCanonical(bytes));
    return shape.success ? shape.data : (shape.error.issues[0]?.path.join(".") ?? "");
  } catch {
    return "canonical JSON";
  }
}

/** A score below the full points takes the reason for what was deducted. */
const isSilent = (item: BidScores["items"][number] | undefined, full: string): boolean => item?.reason.trim() === "" && compare(parseRatio(item.score), parseRatio(full)) < 0;

function oddItems(items: BidScores["items"], criteria: readonly Criterion[]): string | null {
  if (items.length !== criteria.length) return "criteria";
  return criteria.find(({ id, full }, at) => items[at]?.criterion !== id || !isScore(items[at].score, full))?.title ?? null;
}

/** A bid's scores for these criteria from all sheets, as the ranking takes them; none where there are no criteria. */
export function memberScores(sheets: readonly Sheet[], bidder: string, criteria: readonly Criterion[]): MemberScores[] {
  if (criteria.length === 0) return [];
  const named = new Map(criteria.map((each) => [each.id, { criterion: oneLine(each.title), max: each.full, objective: each.objective ?? false }]));
  return sheets.map((sheet) => ({
    member: sheet.expert,
    items: (sheet.scores.find((each) => each.bidder === bidder)?.items ?? []).flatMap(({ criterion, score }) => {
      const item = named.get(criterion);
      return item === undefined ? [] : [{ ...item, score }];
    }),
  }));
}


/** The body of the request by which a member signs its sheet itself: these bytes and no others, so that anybody makes them again from the sheet. */
export const sheetBody = (sheet: Uint8Array): string => JSON.stringify({ sheet: base64(sheet) });
