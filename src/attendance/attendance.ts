import type { ReplacementReason } from "../experts/files.js";
import type { LeavingGround } from "../judging/panel-changes.js";
import { MINUTE_MS, type Instant } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/** How an expert's part in an evaluation ended. */
export const OUTCOMES = {
  "served": { zh: "全程参加", en: "sat to the end" },
  "left": { zh: "中途退出", en: "left before the end" },
  "stood-back": { zh: "到场后被更换", en: "came and was replaced" },
  "absent": { zh: "未到场", en: "did not come" },
} as const satisfies Readonly<Record<string, Words>>;
export type Outcome = keyof typeof OUTCOMES;

/** By what his time is known: the register of the evaluation room, or the sign-in and the report alone. */
export const SOURCES = {
  "register": { zh: "评标室进出登记", en: "register of the room" },
  "sign-in": { zh: "签到和评标结束时间", en: "sign-in and end of the evaluation" },
  "none": { zh: "没有记录", en: "no record" },
} as const satisfies Readonly<Record<string, Words>>;
export type Source = keyof typeof SOURCES;

/** A time in the evaluation room; `until` is null while he is inside. */
export type Stay = { readonly from: Instant; readonly until: Instant | null };

/** What the records of one lot say of one expert. `arrivedAt`: his sign-in by the draw. */
export type Traces = {
  readonly label: string;
  readonly seatedAt: Instant | null;
  readonly arrivedAt: Instant | null;
  readonly stays: readonly Stay[];
  readonly left: { readonly ground: LeavingGround; readonly at: Instant } | null;
  readonly replaced: ReplacementReason | null;
};

/** When the evaluation was to begin by its booking, and when it ended; null where nothing says so. */
export type Times = { readonly startsAt: Instant | null; readonly endedAt: Instant | null };

/** Whole minutes: `minutes` of work, `lateMinutes` after the booked beginning, by the door of the room where its register knows him. `ground`: why he left or was replaced. */
export type Attendance = {
  readonly label: string; readonly outcome: Outcome; readonly ground: LeavingGround | ReplacementReason | null; readonly cameAt: Instant | null;
  readonly lateMinutes: number; readonly minutes: number; readonly source: Source;
};

const wholeMinutes = (ms: number): number => Math.floor(Math.max(0, ms) / MINUTE_MS);

/**
 * What an expert's traces come to. Time counts from the booked beginning, or from his coming where that is later, to the end of the evaluation, or to
 * his leaving; where the register of the room knows him, only the time he was inside. Which of these an hour is paid by is the exchange's own rule.
 */
export function attendanceOf(traces: Traces, times: Times): Attendance {
  const { label, left, replaced } = traces;
  const cameAt = firstOf([traces.arrivedAt, ...traces.stays.map(({ from }) => from)]);
  const isThere = traces.stays[0]?.from ?? cameAt;
  const late = isThere === null || times.startsAt === null ? 0 : wholeMinutes(isThere - times.startsAt);
  const stays = staysIn(traces, times);
  const minutes = wholeMinutes(stays.spans.reduce((sum, [from, until]) => sum + Math.max(0, until - from), 0));
  return { label, outcome: outcomeOf(traces, cameAt), ground: left?.ground ?? replaced, cameAt, lateMinutes: late, minutes, source: stays.source };
}

const firstOf = (instants: readonly (Instant | null)[]): Instant | null => {
  const known = instants.filter((each) => each !== null);
  return known.length === 0 ? null : (Math.min(...known) as Instant);
};

function outcomeOf({ seatedAt, left, replaced }: Traces, cameAt: Instant | null): Outcome {
  if (left !== null) return "left";
  if (replaced !== null) return cameAt === null ? "absent" : "stood-back";
  return seatedAt === null ? "absent" : "served";
}

type Spans = { readonly source: Source; readonly spans: readonly (readonly [number, number])[] };

/** Whoever never sat did no work: his time at the door is no time of evaluation. */
function staysIn({ seatedAt, arrivedAt, stays, left }: Traces, { startsAt, endedAt }: Times): Spans {
  const end = firstOf([left?.at ?? null, endedAt]);
  if (seatedAt === null || end === null) return { source: "none", spans: [] };
  const begin = (from: Instant): number => Math.max(from, startsAt ?? from);
  if (stays.length > 0) return { source: "register", spans: stays.map(({ from, until }) => [begin(from), Math.min(until ?? end, end)]) };
  return { source: "sign-in", spans: [[begin(arrivedAt ?? seatedAt), end]] };
}
