import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import type { RuleId } from "../rules/rules.js";
import { levelOf } from "./specialty.js";
import { squeezed } from "../kernel/squeezed.js";

/** Titles of the professions by rank; whoever has none may stand at the level of one (EX-01, EX-02). */
export const TITLE_LEVELS = {
  senior: { zh: "高级", en: "senior" }, intermediate: { zh: "中级", en: "intermediate" }, none: { zh: "无", en: "none" },
} as const;

/** How somebody belongs or belonged to a unit: each is a reason to stand back from it (条例 9; 财库〔2016〕198号). */
export const TIES = {
  employed: { zh: "在职、受聘", en: "employed" }, director: { zh: "董事、监事", en: "director or supervisor" }, holder: { zh: "控股股东、实际控制人", en: "controlling holder" },
} as const;

/** Kin of whom one stands back (EX-05). */
export const KIN = {
  spouse: { zh: "配偶", en: "spouse" }, lineal: { zh: "直系血亲", en: "lineal relative" }, collateral: { zh: "三代以内旁系血亲", en: "collateral relative within three generations" }, inLaw: { zh: "近姻亲", en: "close in-law" },
} as const;

const SPECIALTIES_MAX = 20;
const UNITS_MAX = 20;
const YEARS_MAX = 60;
export const DayText = z.iso.date().transform((text) => text as PlainDate);
export const Uscc = z.string().trim().toUpperCase().regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/, "a credit code of 18 characters");
/** A specialty somebody judges in: of the third or fourth level, as requests are. */
export const Specialty = z.string().refine((code) => (levelOf(code) ?? 0) >= 3, "a specialty of the third or fourth level: A0801 or A080101");
const Unit = z.strictObject({ name: Line(120), uscc: Uscc.nullable(), tie: z.enum(keysOf(TIES)), from: DayText, until: DayText.nullable() })
  .refine(({ from, until }) => until === null || from <= until, { message: "the last day is before the first", path: ["until"] });
const Relative = z.strictObject({ kin: z.enum(keysOf(KIN)), unit: Line(120), uscc: Uscc.nullable() });

/** What the pool keeps of an expert besides number and telephone. The first unit that he is employed by now is his own. */
export const ExpertBody = z.strictObject({
  name: Line(40), titleLevel: z.enum(keysOf(TITLE_LEVELS)), title: Line(60).nullable(), equalStanding: z.boolean(), years: z.int().min(0).max(YEARS_MAX),
  specialties: z.array(Specialty).min(1).max(SPECIALTIES_MAX).refine((codes) => new Set(codes).size === codes.length, "the same specialty twice"),
  /** Province or city by GB/T 2260. */
  region: z.string().regex(/^[1-9]\d{5}$/, "six digits of GB/T 2260"),
  units: z.array(Unit).min(1).max(UNITS_MAX), kin: z.array(Relative).max(UNITS_MAX),
});
export type ExpertFile = z.infer<typeof ExpertBody>;
export type ExpertUnit = ExpertFile["units"][number];

/** How units are told from each other: by credit code, else by name without spaces. */
export const unitKey = ({ uscc, name }: { readonly uscc: string | null; readonly name: string }): string => uscc ?? `name:${squeezed(name)}`;

/** The unit that counts as his own in a draw on a day; null for somebody retired or on his own. */
export const ownUnit = ({ units }: Pick<ExpertFile, "units">, on: PlainDate): ExpertUnit | null => units.find(({ tie, from, until }) => tie === "employed" && from <= on && (until === null || until >= on)) ?? null;

/**
 * Whether title and years are enough. Tendering asks eight years and a senior title or equal standing; procurement an intermediate title, or
 * eight years at that level. Law: 招标投标法 37 (EX-01); 财库〔2016〕198号 (EX-02). @param years the number the rule sets
 */
export function isQualified({ titleLevel, equalStanding, years: served }: Pick<ExpertFile, "titleLevel" | "equalStanding" | "years">, rule: RuleId, years: number): boolean {
  if (rule === "EX-02") return titleLevel !== "none" || (equalStanding && served >= years);
  return served >= years && (titleLevel === "senior" || equalStanding);
}

/** The strata of a plan somebody can be drawn in: those whose code his begins with. */
export const strataFor = ({ specialties }: Pick<ExpertFile, "specialties">, strata: readonly string[]): string[] => strata.filter((stratum) => specialties.some((code) => code.startsWith(stratum)));
