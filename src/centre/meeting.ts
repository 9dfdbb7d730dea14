import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { DayBody, text, TimeBody } from "../tenders/form.js";

type Words = { readonly zh: string; readonly en: string };

/** How many of the members must be there, as a fraction reached. The committee's own rule of procedure; no law sets it. */
export const WEIGHTS = {
  "ordinary": { zh: "一般事项（半数以上到会）", en: "ordinary: half of the members are there", of: [1, 2] },
  "grave": { zh: "人事、处分等重大事项（三分之二以上到会）", en: "people, sanctions and the like: two thirds are there", of: [2, 3] },
} as const satisfies Readonly<Record<string, Words & { readonly of: readonly [number, number] }>>;
export type Weight = keyof typeof WEIGHTS;

export const VOTES = { "yes": { zh: "同意", en: "yes" }, "no": { zh: "不同意", en: "no" }, "abstain": { zh: "弃权", en: "abstain" } } as const satisfies Readonly<Record<string, Words>>;
export type Vote = keyof typeof VOTES;
export const OUTCOMES = { "adopted": { zh: "通过", en: "adopted" }, "rejected": { zh: "未通过", en: "rejected" }, "undecided": { zh: "未达到会人数，未议决", en: "not decided: too few were there" } } as const satisfies Readonly<Record<string, Words>>;
export type Outcome = keyof typeof OUTCOMES;
export const MEETING_STATES = { "called": { zh: "已通知", en: "called" }, "closed": { zh: "已结束", en: "closed" }, "cancelled": { zh: "已取消", en: "cancelled" } } as const satisfies Readonly<Record<string, Words>>;
export type MeetingState = keyof typeof MEETING_STATES;

const ITEMS_MAX = 20;
/** A meeting as it is called: what it decides on, who carries each out, by when. */
export const MeetingBody = z.strictObject({
  title: Line(100), place: Line(100), startsAt: TimeBody,
  items: z.array(z.strictObject({ weight: z.enum(keysOf<Weight>(WEIGHTS)), title: Line(100), proposal: text(2_000), owner: z.string().min(1).max(80), dueOn: DayBody })).min(1).max(ITEMS_MAX),
});
export type NewMeeting = z.infer<typeof MeetingBody>;

/** Whether enough are there for a matter of this weight: the fraction itself is enough. @param present who signed in @param members who should be there */
export const isQuorate = (weight: Weight, present: number, members: number): boolean => {
  const [part, whole] = WEIGHTS[weight].of;
  return members > 0 && present * whole >= members * part;
};

/** What becomes of a matter when the meeting ends: adopted by more than half of all members, not of those who came; where too few came nothing is decided. */
export function outcomeOf(weight: Weight, votes: readonly Vote[], present: number, members: number): Outcome {
  if (!isQuorate(weight, present, members)) return "undecided";
  return votes.filter((vote) => vote === "yes").length * 2 > members ? "adopted" : "rejected";
}

type Standing = { readonly state: MeetingState; readonly startsAt: Instant };

/** Nothing happens in a meeting before it begins, nor after it has ended. */
export function checkRunning({ state, startsAt }: Standing, now: Instant): Result<true> {
  if (state !== "called") return refuse("meeting-over", { state: MEETING_STATES[state].zh, stateEn: MEETING_STATES[state].en });
  return now < startsAt ? refuse("meeting-not-begun", { startsAt: rfc3339(startsAt) }) : ok(true);
}

/** A member votes on a matter once, when he has signed in and enough are there for it. */
export function checkVote(standing: Standing, { weight, isIn, present, members }: { readonly weight: Weight; readonly isIn: boolean; readonly present: number; readonly members: number }, now: Instant): Result<true> {
  const runs = checkRunning(standing, now);
  if (!runs.ok) return runs;
  if (!isIn) return refuse("meeting-not-signed-in");
  const [part, whole] = WEIGHTS[weight].of;
  return isQuorate(weight, present, members) ? ok(true) : refuse("meeting-no-quorum", { present, needed: Math.ceil((members * part) / whole) });
}
