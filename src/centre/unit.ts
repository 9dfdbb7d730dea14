import { z } from "zod";
import type { Role } from "../identity/actor.js";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";

type Words = { readonly zh: string; readonly en: string };

/** What a unit is for others; it may be several at once. */
export const UNIT_KINDS = {
  "collecting": { zh: "执收单位", en: "collecting unit" },
  "budget": { zh: "预算单位", en: "budget unit" },
  "finance": { zh: "财政部门", en: "finance authority" },
  "centre": { zh: "政务服务机构", en: "service centre" },
  "approving": { zh: "审批服务单位", en: "unit with items" },
  "government": { zh: "人民政府", en: "government" },
} as const satisfies Readonly<Record<string, Words>>;
export type UnitKind = keyof typeof UNIT_KINDS;

/** What a window does. */
export const WINDOW_TASKS = {
  "consult": { zh: "咨询引导", en: "questions" },
  "accept": { zh: "申报受理", en: "applications" },
  "fees": { zh: "收费核定", en: "fees" },
  "deliver": { zh: "结果送达", en: "results" },
} as const satisfies Readonly<Record<string, Words>>;
export type WindowTask = keyof typeof WINDOW_TASKS;

/** Offices a person can hold within a unit, and of which units. */
export const UNIT_OFFICES = {
  "fee-officer": ["collecting"], "finance-reviewer": ["finance"], "seal-keeper": ["finance", "centre"], "cashier": ["collecting", "centre"], "window-staff": ["collecting", "centre", "approving"],
  "chief-representative": ["approving", "centre"], "deputy-head": ["approving", "centre"], "sub-centre-head": ["centre"], "complaint-officer": ["centre"], "centre-committee": ["centre"], "city-leader": ["government"],
  "centre-head": ["centre"], "duty-head": ["centre"], "conduct-supervisor": ["centre"],
} as const satisfies Partial<Readonly<Record<Role, readonly UnitKind[]>>>;
export type UnitOffice = keyof typeof UNIT_OFFICES;

/** Whose unit it is: the city's, or a district's that sits in the same building. */
export const UNIT_LEVELS = { "city": { zh: "市直", en: "city" }, "district": { zh: "区直", en: "district" } } as const satisfies Readonly<Record<string, Words>>;
export type UnitLevel = keyof typeof UNIT_LEVELS;

/** From a day, to a day that still counts; null while no end is known. */
export type Dates = { readonly from: PlainDate; readonly until: PlainDate | null };

/** Whether something with dates is in force on a day, its first and its last included. */
export const isInForce = ({ from, until }: Dates, on: PlainDate): boolean => from <= on && (until === null || on <= until);

/** A department (level 1) or a unit under one (level 2). `code` is the finance authority's own for it. */
export type Unit = Dates & { readonly code: string; readonly uscc: string; readonly parent: string | null; readonly level: UnitLevel; readonly kinds: readonly UnitKind[] } & Words;
/** A window; without a unit it is a composite one (综合窗口). `hall`: null where it stands in none. */
export type Window = Dates & { readonly number: number; readonly unit: string | null; readonly hall: string | null; readonly tasks: readonly WindowTask[] } & Words;

const Code = z.string().regex(/^\d{3,12}$/, "3 to 12 digits");
export const UnitBody = z.strictObject({
  code: Code, uscc: z.string(), parent: Code.nullable().default(null), zh: Line(60), en: Line(120), level: z.enum(keysOf<UnitLevel>(UNIT_LEVELS)).default("city"), kinds: z.array(z.enum(keysOf<UnitKind>(UNIT_KINDS))).min(1).max(6), from: DayBody,
});
export const WindowBody = z.strictObject({ number: z.int().min(1).max(9_999), unit: Code.nullable().default(null), hall: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, "2 to 20 small letters, digits and hyphens").nullable().default(null), zh: Line(60), en: Line(120), tasks: z.array(z.enum(keysOf<WindowTask>(WINDOW_TASKS))).min(1).max(4), from: DayBody });
export type NewUnit = z.infer<typeof UnitBody>;
export type NewWindow = z.infer<typeof WindowBody>;

/** A unit stands under a department that is in force, or under none: two levels and no more. @param parent the unit its code names; null where there is none of it */
export function checkUnit(given: Pick<NewUnit, "parent" | "from">, parent: Unit | null): Result<true> {
  if (given.parent === null) return ok(true);
  if (parent === null || !isInForce(parent, given.from)) return refuse("unit-not-in-force", { unit: given.parent, on: given.from });
  return parent.parent === null ? ok(true) : refuse("unit-parent", { unit: given.parent });
}

/** Whether a unit in force can have somebody in this office. */
export const checkOffice = (unit: Unit, office: UnitOffice, on: PlainDate): Result<true> => {
  if (!isInForce(unit, on)) return refuse("unit-not-in-force", { unit: unit.code, on });
  const of: readonly UnitKind[] = UNIT_OFFICES[office];
  return unit.kinds.some((kind) => of.includes(kind)) ? ok(true) : refuse("unit-office", { unit: unit.zh, kinds: of.map((kind) => UNIT_KINDS[kind].zh).join("、"), kindsEn: of.map((kind) => UNIT_KINDS[kind].en).join(", ") });
};

/** Something ends on a day that is not before its first; what ended already does not end again. */
export const checkEnd = ({ from, until }: Dates, end: PlainDate): Result<true> => (until !== null ? refuse("ended-already", { until }) : end < from ? refuse("ends-before-it-begins", { from }) : ok(true));
