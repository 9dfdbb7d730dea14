import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import { DayBody, text } from "../tenders/form.js";

/** What people of the centre take part in; training counts in the appraisal. */
export const ACTIVITY_KINDS = {
  "training": { zh: "培训", en: "training" }, "exam": { zh: "考试", en: "exam" }, "meeting": { zh: "学习会", en: "study meeting" }, "activity": { zh: "活动", en: "activity" },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type ActivityKind = keyof typeof ACTIVITY_KINDS;

const PEOPLE_MAX = 500;
/** One of them as it is recorded afterwards, with who was there. */
export const ActivityBody = z.strictObject({ kind: z.enum(keysOf<ActivityKind>(ACTIVITY_KINDS)), title: Line(100), day: DayBody, minutes: z.int().min(1).max(10_000), words: text(2_000), people: z.array(z.string().min(1).max(80)).max(PEOPLE_MAX) });
export type NewActivity = z.infer<typeof ActivityBody>;
