import type { Role } from "../identity/actor.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { addWorking } from "../rules/calendar.js";
import { periodOf } from "../rules/period.js";
import { furtherOf, wholeOf, type FrozenRules } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };

/** Where a request of an investor stands (rule book D8). */
export const REQUEST_STATES = {
  "raised": { zh: "已提出，待派单", en: "raised" }, "dispatched": { zh: "已派单，待接办", en: "dispatched" }, "in-progress": { zh: "办理中", en: "in progress" },
  "escalated": { zh: "提请协调", en: "escalated" }, "solved": { zh: "已办结，待评价", en: "solved" }, "rated": { zh: "已评价", en: "rated" },
} as const satisfies Readonly<Record<string, Words>>;
export type RequestState = keyof typeof REQUEST_STATES;

/** 分级协调: who coordinates at which level; level 0 is the concierge’s own work. `limit`: the number of SV-61 that holds there. */
export const LEVELS = [
  { zh: "帮办代办员办理", en: "the concierge", limit: null }, { zh: "一级：责任单位协调", en: "level 1: the unit", limit: "unit" },
  { zh: "二级：中心协调会", en: "level 2: a meeting of the centre", limit: "centre" }, { zh: "三级：市领导协调", en: "level 3: the city’s leaders", limit: "leader" },
] as const satisfies readonly (Words & { readonly limit: string | null })[];
export const TOP_LEVEL = LEVELS.length - 1;

/** What is done to a request after it was raised, and by whom. */
export const REQUEST_STEPS = {
  "dispatch": { zh: "派单", en: "dispatched", from: ["raised"], roles: ["sub-centre-head", "exchange-staff"] },
  "start": { zh: "接办", en: "taken up", from: ["dispatched"], roles: ["concierge"] },
  "escalate": { zh: "提请上一级协调", en: "brought to the next level", from: ["in-progress", "escalated"], roles: ["concierge", "sub-centre-head", "exchange-staff"] },
  "solve": { zh: "办结", en: "solved", from: ["in-progress", "escalated"], roles: ["concierge", "sub-centre-head", "exchange-staff"] },
  "rate": { zh: "评价", en: "rated", from: ["solved"], roles: ["citizen", "bidder"] },
} as const satisfies Readonly<Record<string, Words & { readonly from: readonly RequestState[]; readonly roles: readonly Role[] }>>;
export type RequestStep = keyof typeof REQUEST_STEPS;

/** A request with its level of coordination: above 0 once it was escalated. */
export type Standing = { readonly state: RequestState; readonly level: number };

const TO = { dispatch: "dispatched", start: "in-progress", escalate: "escalated", solve: "solved", rate: "rated" } as const satisfies Readonly<Record<RequestStep, RequestState>>;

/** Where a step leads from where a request stands. Only the coordinator brings one to the city’s leaders. */
export function stepTo(step: RequestStep, { state, level }: Standing, role: Role): Result<Standing> {
  const from: readonly RequestState[] = REQUEST_STEPS[step].from;
  if (!from.includes(state)) return refuse("request-state", { state: REQUEST_STATES[state].zh, stateEn: REQUEST_STATES[state].en });
  const next = step === "escalate" ? level + 1 : level;
  if (next > TOP_LEVEL) return refuse("request-top-level", { level: nameOf(level, "zh"), levelEn: nameOf(level, "en") });
  return whoTakes(step, next).includes(role) ? ok({ state: TO[step], level: next }) : refuse("request-step-of-others");
}

const nameOf = (level: number, language: "zh" | "en"): string => LEVELS[level]?.[language] ?? String(level);
/** Whose a step is; the last level is no concierge’s to ask for. @param next the level to which it leads */
function whoTakes(step: RequestStep, next: number): readonly Role[] {
  const { roles } = REQUEST_STEPS[step];
  return step === "escalate" && next === TOP_LEVEL ? roles.filter((role) => role !== "concierge") : roles;
}

const RUNS: ReadonlySet<RequestState> = new Set<RequestState>(["dispatched", "in-progress", "escalated"]);

/** The last day for what comes next, counted in working days from the day a request came to where it stands; null once it is solved (SV-60, SV-61). */
export function dueOn(rules: FrozenRules, { state, level }: Standing, since: PlainDate): PlainDate | null {
  if (state === "raised") return periodOf(rules, "SV-60", since).rolledDate;
  if (!RUNS.has(state)) return null;
  const limit = LEVELS[level]?.limit ?? null;
  return addWorking(since, limit === null ? wholeOf(rules, "SV-61") : Number(furtherOf(rules, "SV-61", limit).n)).rolledDate;
}

/** What an investor thinks of a solved request; the first two count as satisfied. */
export const RATINGS = {
  "very-satisfied": { zh: "非常满意", en: "very satisfied" }, "satisfied": { zh: "满意", en: "satisfied" }, "fair": { zh: "基本满意", en: "fair" }, "dissatisfied": { zh: "不满意", en: "dissatisfied" },
} as const satisfies Readonly<Record<string, Words>>;
export type Rating = keyof typeof RATINGS;
const CONTENT: ReadonlySet<string> = new Set<Rating>(["very-satisfied", "satisfied"]);
export const isContent = (rating: string): boolean => CONTENT.has(rating);
