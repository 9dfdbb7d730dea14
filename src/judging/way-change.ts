import { z } from "zod";
import { canonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Procedure } from "../procedure/procedure.js";
import type { Faulted } from "../tenders/faulted.js";
import { Line } from "./inputs.js";
import type { LotPlace } from "./method.js";

const Reviewer = z.strictObject({ name: Line(50), office: Line(200), post: Line(100) });
/** What named experts found of a procurement that ended for too few suppliers: its documents, its notice and times, and what suppliers had questioned. Law: 87号令 43; 74号令 28. */
export const WayFindingBody = z.strictObject({ reviewers: z.array(Reviewer).min(1).max(20), documentsReasonable: z.boolean(), procedureLawful: z.boolean(), questioned: Line(2_000), finding: Line(4_000), /** Clauses at fault, as `faulted` of a reply has them. */ faulted: z.array(Line(300)).max(50).default([]) });
export type WayFindingGiven = z.infer<typeof WayFindingBody>;
/** The same as it is kept: the clauses as they stood. */
export type WayFinding = Omit<WayFindingGiven, "faulted"> & { readonly faulted?: readonly Faulted[] };
/** The finance department's word on another way, by the number of its document. */
export const WayChangeBody = z.strictObject({ way: z.string().max(40), approval: Line(200) });
export type WayChange = z.infer<typeof WayChangeBody>;

/** The moves by which a procurement ends because too few suppliers came, qualified or conformed. Law: 87号令 43. */
const TOO_FEW: ReadonlySet<string> = new Set(["tooFew", "openingFails", "tooFewQualified", "rejectAll"]);

export type OtherWays = Procedure["otherWays"];
/** @param endedBy the move that ended the lot; null where none did */
type Ended = { readonly stage: string; readonly endedBy: string | null };

/** Whether a change of way is a question at all: the line's law knows other ways, and the lot ended for too few. */
export function decideQuestion(otherWays: OtherWays, { stage, endedBy }: Ended): Result<OtherWays> {
  if (Object.keys(otherWays).length === 0) return refuse("no-other-ways");
  return stage === "failed" && endedBy !== null && TOO_FEW.has(endedBy) ? ok(otherWays) : refuse("way-change-not-now");
}

type Asked = { readonly min: number; readonly law: string; readonly lawEn: string; /** The purchaser and its agency, by name: who works there represents it and is no expert on its own procurement. */ readonly own: readonly string[] };

/** Enough experts, each counted once, none of the purchaser's own. @param asked how many the law asks, with its article */
export function decideFinding<Finding extends Pick<WayFinding, "reviewers">>(finding: Finding, { min, law, lawEn, own }: Asked): Result<Finding> {
  const theirs = finding.reviewers.find(({ office }) => own.includes(office));
  if (theirs !== undefined) return refuse("way-reviewer-own", { reviewer: theirs.name, office: theirs.office });
  const named = new Set(finding.reviewers.map(({ name, office }) => JSON.stringify([name, office]))).size;
  return named < min ? refuse("way-reviewers-too-few", { given: named, min, law, lawEn }) : ok(finding);
}

/** Another way is taken after the finding alone, and only where neither documents nor procedure were at fault: otherwise they are put right and it is tendered again. Law: 87号令 43. */
export function decideChange({ way }: WayChange, otherWays: OtherWays, found: WayFinding | null): Result<true> {
  if (found === null) return refuse("way-finding-missing");
  if (!found.documentsReasonable) return refuse("way-documents-unreasonable");
  if (!found.procedureLawful) return refuse("way-procedure-unlawful");
  const known = Object.values(otherWays);
  return Object.hasOwn(otherWays, way) ? ok(true) : refuse("way-unknown", { way, known: known.map(({ zh }) => zh).join("、"), knownEn: known.map(({ en }) => en).join(", ") });
}

/** way-finding/1, as it is kept and logged. */
export const findingBytes = (place: LotPlace, { reviewers, faulted = [], ...finding }: WayFinding, foundAt: Instant): Uint8Array<ArrayBuffer> =>
  canonical({ v: "way-finding/1", ...place, foundAt: rfc3339(foundAt), reviewers: reviewers.map((each) => ({ ...each })), ...finding, ...(faulted.length === 0 ? {} : { faulted: faulted.map((each) => ({ ...each })) }) });
/** way-change/1, as it is kept and logged. */
export const changeBytes = (place: LotPlace, change: WayChange, changedAt: Instant): Uint8Array<ArrayBuffer> => canonical({ v: "way-change/1", ...place, changedAt: rfc3339(changedAt), ...change });

const fileIn = (file: Uint8Array): unknown => JSON.parse(Buffer.from(file).toString("utf8"));
/** A kept finding; null where there is none. */
export const readFinding = (file: Uint8Array | null): (WayFinding & { readonly foundAt: string }) | null => (file === null ? null : (fileIn(file) as WayFinding & { readonly foundAt: string }));
/** A kept change of way; null where there is none. */
export const readChange = (file: Uint8Array | null): (WayChange & { readonly changedAt: string }) | null => (file === null ? null : (fileIn(file) as WayChange & { readonly changedAt: string }));
