import { compare, decimalText, minus, over, parseRatio, ratio, times, total, type Ratio } from "../kernel/ratio.js";
import type { Criterion, Sheet } from "./sheet.js";

/**
 * From which share of a criterion's full points a score stands out from the mean of the others: three tenths. No law sets a number; the committee itself finds
 * whether a score is far too high or low (87号令 64 (4)), this only makes it look.
 */
export const OUTLIER_SHARE = { n: 3n, d: 10n } as const;
/** With fewer sheets there are no others to stand out from. */
const SHEETS_MIN = 3;

/** What a recheck finds in signed sheets. `others`: the mean of the other members, two decimals. */
export type Finding =
  | { readonly kind: "objective-differs"; readonly bidder: string; readonly criterion: string; readonly scores: readonly string[] }
  | { readonly kind: "outlier"; readonly bidder: string; readonly criterion: string; readonly expert: string; readonly score: string; readonly others: string };

type Scored = { readonly expert: string; readonly text: string; readonly score: Ratio };

/** Objective criteria on which members differ, and scores that stand out, bid by bid in the order of the documents' criteria. */
export function findingsIn({ sheets, criteria, bidders }: { readonly sheets: readonly Sheet[]; readonly criteria: readonly Criterion[]; readonly bidders: readonly string[] }): Finding[] {
  return bidders.flatMap((bidder) => {
    const rows = sheets.map(({ expert, scores }) => ({ expert, items: new Map(scores.find((each) => each.bidder === bidder)?.items.map(({ criterion, score }) => [criterion, score])) }));
    return criteria.flatMap((criterion) => foundIn(criterion, bidder, rows.flatMap(({ expert, items }): Scored[] => {
      const text = items.get(criterion.id);
      return text === undefined ? [] : [{ expert, text, score: parseRatio(text) }];
    })));
  });
}

function foundIn({ id: criterion, full, objective = false }: Criterion, bidder: string, scored: readonly Scored[]): Finding[] {
  const [first] = scored;
  if (first === undefined) return [];
  if (objective) return scored.some(({ score }) => compare(score, first.score) !== 0) ? [{ kind: "objective-differs", bidder, criterion, scores: scored.map(({ text }) => text) }] : [];
  if (scored.length < SHEETS_MIN) return [];
  const sum = total(scored.map(({ score }) => score));
  const limit = times(parseRatio(full), ratio(OUTLIER_SHARE.n, OUTLIER_SHARE.d));
  return scored.flatMap(({ expert, text, score }): Finding[] => {
    const others = over(minus(sum, score), ratio(BigInt(scored.length - 1)));
    const apart = compare(score, others) < 0 ? minus(others, score) : minus(score, others);
    return compare(apart, limit) > 0 ? [{ kind: "outlier", bidder, criterion, expert, score: text, others: decimalText(others, 2) }] : [];
  });
}

/** How far a member's points for all bids lie above (below: negative) the mean of all members, two decimals; how it ranks the bids against the others is for the reader to see. */
export type Leaning = { readonly expert: string; readonly points: string; readonly mean: string; readonly apart: string };

/** What each member gave in all, beside the mean of the members. */
export function leaningIn({ sheets, bidders }: { readonly sheets: readonly Sheet[]; readonly bidders: readonly string[] }): Leaning[] {
  const sums = sheets.map(({ expert, scores }) => ({ expert, points: total(scores.filter(({ bidder }) => bidders.includes(bidder)).flatMap(({ items }) => items.map(({ score }) => parseRatio(score)))) }));
  if (sums.length === 0) return [];
  const mean = over(total(sums.map(({ points }) => points)), ratio(BigInt(sums.length)));
  return sums.map(({ expert, points }) => ({ expert, points: decimalText(points, 2), mean: decimalText(mean, 2), apart: decimalText(minus(points, mean), 2) }));
}
