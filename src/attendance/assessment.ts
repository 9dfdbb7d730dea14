import { z } from "zod";
import { Line } from "../judging/inputs.js";
import type { Change } from "../judging/panel-changes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";

type Words = { readonly zh: string; readonly en: string };

/** What an expert is assessed in after an evaluation (rule book C5 item 8). */
export const ASSESSED = {
  "attendance": { zh: "出勤", en: "attendance" },
  "discipline": { zh: "遵守评标纪律", en: "discipline" },
  "ability": { zh: "业务能力", en: "ability" },
  "consistency": { zh: "评分客观公正", en: "fair scoring" },
} as const satisfies Readonly<Record<string, Words>>;
export type AssessedItem = keyof typeof ASSESSED;

export const LEVELS = { good: { zh: "好", en: "good" }, fair: { zh: "一般", en: "fair" }, poor: { zh: "差", en: "poor" } } as const satisfies Readonly<Record<string, Words>>;
export type Level = keyof typeof LEVELS;

/** Who assesses. Nothing follows by itself: suspending or removing stays the pool keeper's own signed step. */
export const SIDES = { tenderer: { zh: "招标人（采购人）、代理机构", en: "tenderer or agency" }, exchange: { zh: "交易中心", en: "exchange" }, supervisor: { zh: "监督部门", en: "supervisor" } } as const satisfies Readonly<Record<string, Words>>;
export type Side = keyof typeof SIDES;

/** The side an office speaks for; null of one that does not assess. */
export const sideOf = (role: string): Side | null => (role === "exchange-staff" ? "exchange" : role === "tenderer" || role === "supervisor" ? role : null);

const level = z.enum(keysOf<Level>(LEVELS));
/** An assessment of a member by its label. */
export const AssessmentBody = z.strictObject({ member: z.string().regex(/^[0-9a-f]{32,64}$/, "a member’s label"), items: z.strictObject({ attendance: level, discipline: level, ability: level, consistency: level }), reason: Line(1_000).nullable().default(null) });
export type Assessed = z.infer<typeof AssessmentBody>;

/** Whatever is not good has its reason said, so that he can answer it. */
export const checkAssessment = ({ items, reason }: Pick<Assessed, "items" | "reason">): Result<true> =>
  reason === null && Object.values(items).some((each) => each !== "good") ? refuse("assessment-reason") : ok(true);

/** How often a member's scores were opened again, and how often one that stood out was kept: facts beside an assessment, no verdict. */
export const recheckFacts = (label: string, changes: readonly Change[]): { readonly reopened: number; readonly kept: number } => ({
  reopened: changes.filter((each) => each.kind === "reopened" && each.expert === label).length, kept: changes.filter((each) => each.kind === "kept" && each.expert === label).length,
});
