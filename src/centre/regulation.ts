import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody, text } from "../tenders/form.js";
import { isInForce, type Dates } from "./unit.js";

type Words = { readonly zh: string; readonly en: string };

/** The four things that are the same in every hall (四个统一), each one document in versions. */
export const POLICIES = {
  "items": { zh: "统一项目管理办法", en: "items" },
  "cases": { zh: "统一办件管理办法", en: "cases" },
  "standards": { zh: "统一工作标准", en: "work standards" },
  "collection": { zh: "统一收缴分离办法", en: "collection apart from payment" },
} as const satisfies Readonly<Record<string, Words>>;
export type Policy = keyof typeof POLICIES;
export const POLICY_CODES = keysOf<Policy>(POLICIES);
const isPolicy = (code: string): code is Policy => Object.hasOwn(POLICIES, code);

/** What stands in the register of rules. */
export const REGULATION_KINDS = {
  "policy": { zh: "统一政策", en: "unified policy" },
  "regulation": { zh: "工作制度", en: "working rule" },
  "procedure": { zh: "操作规程", en: "operating procedure" },
  "system": { zh: "管理办法", en: "system of rules" },
  "studied": { zh: "学习的法律法规", en: "law that is studied" },
} as const satisfies Readonly<Record<string, Words>>;
export type RegulationKind = keyof typeof REGULATION_KINDS;

export const REGULATION_STATUSES = { "in-force": { zh: "施行中", en: "in force" }, "repealed": { zh: "已废止", en: "repealed" } } as const satisfies Readonly<Record<string, Words>>;
export type RegulationStatus = keyof typeof REGULATION_STATUSES;

/** One version as it is published. `text` is the whole of it, a line a paragraph; of a law that is studied it says what and why. */
export const RegulationBody = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, "2 to 40 small letters, digits and hyphens"), kind: z.enum(keysOf<RegulationKind>(REGULATION_KINDS)), zh: Line(100), en: Line(200), text: text(50_000),
  status: z.enum(keysOf<RegulationStatus>(REGULATION_STATUSES)).default("in-force"), from: DayBody,
});
export type NewRegulation = z.infer<typeof RegulationBody>;
export type Regulation = NewRegulation & { readonly version: number };
/** A version as it is kept, with the hashes under which it is logged. */
export type KeptRegulation = Regulation & { readonly publishedAt: Date; readonly jsonSha256: string; readonly pdfSha256: string };

type Around = { readonly before: Regulation | null; readonly today: PlainDate };

/** Whether a version may be published: a code keeps its kind, a policy its own code; no version begins before today, nor before the one it follows; a policy is replaced, never repealed. */
export function checkRegulation(given: NewRegulation, { before, today }: Around): Result<Regulation> {
  const fit = checkKind(given, before);
  if (!fit.ok) return fit;
  if (given.from < today) return refuse("regulation-backdated", { today });
  if (before !== null && given.from <= before.from) return refuse("regulation-order", { from: before.from });
  return ok({ ...given, version: (before?.version ?? 0) + 1 });
}

function checkKind(given: NewRegulation, before: Regulation | null): Result<true> {
  if ((given.kind === "policy") !== isPolicy(given.code)) return refuse("policy-code", { codes: POLICY_CODES.join("、"), codesEn: POLICY_CODES.join(", ") });
  if (given.kind === "policy" && given.status === "repealed") return refuse("policy-repealed");
  if (before === null) return given.status === "repealed" ? refuse("regulation-unknown", { code: given.code }) : ok(true);
  return before.kind === given.kind ? ok(true) : refuse("regulation-kind", { code: given.code, kind: REGULATION_KINDS[before.kind].zh, kindEn: REGULATION_KINDS[before.kind].en });
}

/** The version of each code that holds on a day, by code; a repealed one too, as such. @param versions in any order */
export function regulationsOn<Kept extends Regulation>(versions: readonly Kept[], on: PlainDate): Kept[] {
  const last = new Map<string, Kept>();
  for (const each of versions.filter(({ from }) => from <= on)) {
    const known = last.get(each.code);
    if (known === undefined || known.from < each.from) last.set(each.code, each);
  }
  return [...last.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

/** That a hall works by a version of a policy. */
export type TakenUp = { readonly hall: string; readonly code: Policy; readonly version: number };
/** How a hall stands to one policy: the version in force is taken up, an older one only, none; nothing is asked where none is in force. */
export type Standing = "current" | "older" | "none" | "not-issued";
export type HallCoverage = { readonly hall: string; readonly policies: Readonly<Record<Policy, { readonly standing: Standing; readonly taken: number | null; readonly current: number | null }>>; readonly isUniform: boolean };

/**
 * Which halls work by the four policies as they hold on a day. A hall without one of them, or by an older version, is not uniform; the centre is where every
 * hall is, and there is one. What is not issued at all is no policy of anybody: then nobody is uniform.
 */
export function coverage(halls: readonly (Dates & { readonly code: string })[], versions: readonly Regulation[], taken: readonly TakenUp[], on: PlainDate): { readonly halls: readonly HallCoverage[]; readonly isUniform: boolean } {
  const current = new Map(regulationsOn(versions, on).map(({ code, version }) => [code, version]));
  const lines = halls.filter((hall) => isInForce(hall, on)).map(({ code: hall }): HallCoverage => {
    const standings = Object.fromEntries(POLICY_CODES.map((policy) => [policy, standingOf(current.get(policy) ?? null, taken.filter((each) => each.hall === hall && each.code === policy).map(({ version }) => version))])) as HallCoverage["policies"];
    return { hall, policies: standings, isUniform: POLICY_CODES.every((policy) => standings[policy].standing === "current") };
  });
  return { halls: lines, isUniform: lines.length > 0 && lines.every(({ isUniform }) => isUniform) };
}

function standingOf(current: number | null, versions: readonly number[]): HallCoverage["policies"][Policy] {
  const taken = versions.length === 0 ? null : Math.max(...versions);
  if (current === null) return { standing: "not-issued", taken, current };
  return { standing: versions.includes(current) ? "current" : taken === null ? "none" : "older", taken, current };
}
