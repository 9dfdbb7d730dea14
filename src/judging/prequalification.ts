import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { compare, parseRatio, ratioText, total, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { EntryForm } from "../tenders/form.js";

type Prequalification = Extract<EntryForm, { way: "prequalification" }>;

/** How the committee finds one applicant: each item of the notice met or not, and where numbers are limited its points. */
export type ApplicantFinding = {
  readonly applicant: string;
  readonly items: readonly { readonly id: string; readonly met: boolean; readonly finding: string }[];
  readonly points: readonly { readonly criterion: string; readonly points: string }[];
};

/** The same with what follows from it. `score` is null where nothing is scored. */
export type ApplicantResult = ApplicantFinding & { readonly passed: boolean; readonly score: string | null };

const DECIMAL = /^(0|[1-9]\d{0,11})(\.\d{1,8})?$/;

/**
 * Decides who passes: under 合格制 everybody who meets every item of the notice; under 有限数量制 of those the best by score, equals in
 * the last place together. Every applicant is ruled on, in whole. Law: 招标投标法实施条例 18.
 * @param applicants those whose application opened, by credit code
 */
export function decideApplications(entry: Prequalification, applicants: readonly string[], findings: readonly ApplicantFinding[]): Result<readonly ApplicantResult[]> {
  const odd = findings.find(({ applicant }, place) => !applicants.includes(applicant) || findings.findIndex((each) => each.applicant === applicant) !== place);
  if (odd !== undefined) return refuse("bid-not-here", { bidder: odd.applicant });
  const missing = applicants.filter((applicant) => !findings.some((each) => each.applicant === applicant));
  if (missing.length > 0) return refuse("applications-undecided", { undecided: missing.length });
  const part = findings.find((finding) => !isWhole(entry, finding));
  if (part !== undefined) return refuse("application-result", { applicant: part.applicant });
  const bar = entry.limit === null ? null : lastPassing(findings.filter(meetsAll).map(scoreOf), entry.limit.max);
  const results = findings.map((finding): ApplicantResult => {
    const meets = meetsAll(finding);
    const score = meets && entry.limit !== null ? scoreOf(finding) : null;
    return { ...finding, passed: meets && (score === null || bar === null || compare(score, bar) >= 0), score: score === null ? null : ratioText(score) };
  });
  return ok(results.toSorted((left, right) => (left.applicant < right.applicant ? -1 : 1)));
}

const meetsAll = ({ items }: ApplicantFinding): boolean => items.every(({ met }) => met);
const scoreOf = ({ points }: ApplicantFinding): Ratio => total(points.map((each) => parseRatio(each.points)));

/** The score of the last place that passes; null where all do. */
function lastPassing(scores: readonly Ratio[], max: number): Ratio | null {
  const ordered = scores.toSorted((left, right) => compare(right, left));
  return ordered[max - 1] ?? null;
}

/** Every item is ruled on once, an unmet one with a finding; points stand for every criterion of who meets them all, and nowhere else. */
function isWhole({ items, limit }: Prequalification, finding: ApplicantFinding): boolean {
  const ruled = items.every(({ id }) => finding.items.filter((each) => each.id === id).length === 1) && finding.items.length === items.length;
  const explained = finding.items.every(({ met, finding: why }) => met || why.trim() !== "");
  const criteria = limit !== null && meetsAll(finding) ? limit.criteria : [];
  const scored = finding.points.length === criteria.length && criteria.every(({ id, full }) => {
    const given = finding.points.filter((each) => each.criterion === id);
    return given.length === 1 && given.every(({ points }) => DECIMAL.test(points) && compare(parseRatio(points), parseRatio(full)) <= 0);
  });
  return ruled && explained && scored;
}

type Place = { readonly exchange: string; readonly tender: string; readonly lot: string };

/** The review as its members sign it: whole, canonical, the members by label. */
export function reviewFile(place: Place, entry: Prequalification, given: { readonly version: number; readonly members: readonly string[]; readonly results: readonly ApplicantResult[]; readonly at: Instant }): Uint8Array<ArrayBuffer> {
  const clauses = new Map(entry.items.map(({ id, clause }) => [id, clause]));
  return canonical({
    v: "prequal-review/1", ...place, version: given.version, method: entry.limit === null ? "all" : "limited", max: entry.limit?.max ?? null, members: given.members, writtenAt: rfc3339(given.at),
    results: given.results.map(({ applicant, passed, score, items, points }) => ({
      applicant, passed, score, items: items.map(({ id, met, finding }) => ({ id, clause: clauses.get(id) ?? "", met, finding: finding.trim() })), points: points.map((each) => ({ ...each })),
    })),
  } satisfies Json);
}

/** What a kept review decided. */
export const readReview = (file: Uint8Array): readonly ApplicantResult[] => (parseCanonical(file) as unknown as { readonly results: readonly ApplicantResult[] }).results;
