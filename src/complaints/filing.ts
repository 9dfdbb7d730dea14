import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";
import { text } from "../tenders/form.js";
import { kindOf, OPEN_KINDS, type Kind } from "./kinds.js";

/** Longest story of a complaint, in characters. */
export const CONTENT_MAX = 5_000;
export const POINTS_MAX = 10;
/** Text of several lines that will be printed. */
export const Story = (max: number) => text(max).refine((value) => isPrintable(value.replaceAll("\n", "")), "characters that nobody sees are not allowed");
/** The lines of a story: canonical JSON holds no line break. */
export const linesOf = (story: string | null): readonly string[] => (story ?? "").split("\n");
const Optional = (max: number) => z.string().trim().max(max).refine(isPrintable, "line breaks, control and direction characters are not allowed").transform((value) => (value === "" ? null : value.normalize("NFC"))).nullable().default(null);

/** Whom and what a complaint is about: a unit of the centre by its code, a person by name, a case or document by its number. */
const Target = { unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits").nullable().default(null), person: Optional(60), reference: Optional(60) };
/** Who complains; all of it empty is an anonymous complaint. */
const From = { name: Optional(60), contact: Optional(120) };

/** A complaint or suggestion of anybody, without an account. */
export const ComplaintBody = z.strictObject({
  kind: z.enum(OPEN_KINDS as [Kind, ...Kind[]]), subject: Line(100), content: Story(CONTENT_MAX), wanted: Story(1_000).nullable().default(null), ...Target, ...From,
});
export type NewComplaint = z.infer<typeof ComplaintBody>;

/** One point of a complaint about a tender: which of one's own objections (challenges) raised it, or that the reply to it did. */
const Point = z.strictObject({ text: Line(1_000), objection: z.int().min(1).max(99_999).nullable(), onReply: z.boolean().default(false) });
export type Point = z.infer<typeof Point>;
/** A complaint of a bidder about one lot (11号令 7; 94号令 18). */
export const TenderComplaintBody = z.strictObject({ points: z.array(Point).min(1).max(POINTS_MAX), facts: Story(CONTENT_MAX), wanted: Story(1_000), contact: Line(120), asObjection: z.enum(["documents", "result"]).nullable().default(null) });
export type NewTenderComplaint = z.infer<typeof TenderComplaintBody>;

/** Whether a kind can be complained about without a name. Law: the kind's own. */
export const decideNamed = (kind: Kind, name: string | null): Result<true> =>
  (name !== null || kindOf(kind).anonymous ? ok(true) : refuse("complaint-anonymous", { kind: kindOf(kind).zh, kindEn: kindOf(kind).en }));

/** Own objections (challenges) as a complaint about them knows them; `until` is the last moment a complaint can follow each. */
export type OwnObjection = { readonly serial: number; readonly from: Instant; readonly until: Instant };

/** A point with what became of it: taken, or why it is not. */
export type JudgedPoint = Point & { readonly excluded: "not-challenged" | "too-late" | null };

/**
 * Holds each point to the objection that raised it: a point nobody raised before is not taken (94号令 20; 实施条例 60), nor one whose own
 * period is over. Refused where none is left. @param filedAt when the complaint was first filed, through whatever channel
 */
export function judgePoints(points: readonly Point[], own: readonly OwnObjection[], filedAt: Instant): Result<JudgedPoint[]> {
  const judged = points.map((point): JudgedPoint => {
    const objection = own.find(({ serial }) => serial === point.objection);
    return { ...point, excluded: objection === undefined ? "not-challenged" : filedAt > objection.until ? "too-late" : null };
  });
  if (judged.some(({ excluded }) => excluded === null)) return ok(judged);
  const late = judged.findIndex(({ excluded }) => excluded === "too-late");
  if (late < 0) return refuse("complaint-not-challenged");
  const until = own.find(({ serial }) => serial === judged[late]?.objection)?.until ?? filedAt;
  return refuse("complaint-late", { until: rfc3339(until), now: rfc3339(filedAt) });
}

/** Whether one may complain about an objection yet: a reply came, or its period is over. */
export const mayFollow = ({ from }: OwnObjection, filedAt: Instant): boolean => filedAt >= from;
export const EXCLUDED = {
  "not-challenged": { zh: "超出已质疑（异议）事项的范围，不予受理", en: "goes beyond what was challenged: not taken" },
  "too-late": { zh: "超过投诉期限，不予受理", en: "its period is over: not taken" },
} as const;
