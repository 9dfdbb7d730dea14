import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { DayBody, text, TimeBody } from "../tenders/form.js";
import { Phone } from "./project.js";
import { TOP_LEVEL } from "./request.js";

type Words = { readonly zh: string; readonly en: string };

/** What meets: units that coordinate, or those who answer an investor on the spot (现场答疑). */
export const MEETING_KINDS = { "coordination": { zh: "协调会议", en: "coordination" }, "answers": { zh: "现场答疑会", en: "answers on the spot" } } as const satisfies Readonly<Record<string, Words>>;
export type MeetingKind = keyof typeof MEETING_KINDS;
/** Who is invited beside the investor and his concierge. */
export const GUEST_KINDS = { "unit": { zh: "单位", en: "unit" }, "intermediary": { zh: "中介机构", en: "intermediary" } } as const satisfies Readonly<Record<string, Words>>;
export type GuestKind = keyof typeof GUEST_KINDS;

const UnitCode = z.string().regex(/^\d{3,12}$/, "3 to 12 digits");
export const IntermediaryBody = z.strictObject({ uscc: z.string().max(18), name: Line(60), services: Line(120), contact: Line(40), phone: Phone });
export const MeetingBody = z.strictObject({
  kind: z.enum(keysOf<MeetingKind>(MEETING_KINDS)), project: z.string().max(20).nullable().default(null), level: z.int().min(1).max(TOP_LEVEL), title: Line(80), place: Line(80), meetsAt: TimeBody,
  units: z.array(UnitCode).min(1).max(30), intermediaries: z.array(z.string().max(20)).max(30).default([]),
});
export const MinutesBody = z.strictObject({
  minutes: text(4_000), came: z.array(z.string().max(40)).max(60), decisions: z.array(z.strictObject({ text: text(500), unit: UnitCode, owner: Line(40), dueOn: DayBody })).max(20).default([]),
});
export const DoneBody = z.strictObject({ text: text(1_000) });
export const ToldOnceBody = z.strictObject({ items: z.array(z.string().max(20)).min(1).max(60) });
export type NewMeeting = z.infer<typeof MeetingBody>;
export type Minutes = z.infer<typeof MinutesBody>;

/** A meeting is called for a time to come; one that answers an investor is about his project. */
export function checkCall({ kind, project, meetsAt }: Pick<NewMeeting, "kind" | "project" | "meetsAt">, now: Instant): Result<true> {
  if (meetsAt <= now) return refuse("meeting-past", { now: rfc3339(now) });
  return kind === "answers" && project === null ? refuse("meeting-of-no-project") : ok(true);
}

/** Somebody who was invited, by kind and code: `unit/103`. */
export const guestKey = ({ kind, code }: { readonly kind: string; readonly code: string }): string => `${kind}/${code}`;

/** Minutes are written once the meeting began; who came was invited; a decision is owed by a unit that was, by a day not before the meeting. */
export function checkMinutes(given: Minutes, { meetsAt, now, guests }: { readonly meetsAt: Instant; readonly now: Instant; readonly guests: readonly { readonly kind: string; readonly code: string }[] }): Result<true> {
  if (now < meetsAt) return refuse("meeting-to-come", { meetsAt: rfc3339(meetsAt) });
  const invited = new Set(guests.map(guestKey));
  const stranger = given.came.find((each) => !invited.has(each)) ?? given.decisions.map(({ unit }) => guestKey({ kind: "unit", code: unit })).find((each) => !invited.has(each));
  if (stranger !== undefined) return refuse("meeting-guest", { guest: stranger });
  const held = dayOf(meetsAt);
  return given.decisions.some(({ dueOn }) => dueOn < held) ? refuse("decision-due", { on: held }) : ok(true);
}
