import { MANDATE_ACT_NAMES, type MandateAct } from "./mandate.js";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, endOf, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import type { Organisation } from "./actor.js";

/** What a tenderer asks an agency to do for it: scope, powers and period must be said (政府采购法实施条例 16). */
export type MandateTerms = {
  /** Codes of projects and tenders; null: everything of the tenderer. */
  readonly scope: readonly string[] | null;
  readonly acts: readonly MandateAct[];
  /** The first and the last day. */
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** What the agency is paid, in words; null where the paper says it. */
  readonly fee: string | null;
  /** SHA-256 of the agreement on paper; null where this file is all. */
  readonly agreement: string | null;
};

/** A mandate in the bytes both sides sign. */
export type MandateFile = MandateTerms & { readonly v: "mandate/1"; readonly exchange: string; readonly id: string; readonly tenderer: Organisation; readonly agency: Organisation };

export const mandateBytes = (file: MandateFile): Uint8Array => canonical({ ...file, scope: file.scope === null ? null : [...file.scope], acts: MANDATE_ACT_NAMES.filter((act) => file.acts.includes(act)) });
/** A file of ours; it was checked when it came in. */
export const readMandate = (bytes: Uint8Array): MandateFile => parseCanonical(bytes) as unknown as MandateFile;

/** What is known of the agency a mandate is for; null: nobody registered it as one. */
export type KnownAgency = (Organisation & { readonly isAgency: boolean }) | null;

/** Organs of the state by the head of their credit code (GB 32100): 11 机关. */
const isAuthority = (uscc: string): boolean => uscc.startsWith("11");

/** Whether a tenderer may give this agency a mandate for this period. Law: 招标投标法 12, 14. */
export function decideOffer(tenderer: Organisation, agency: KnownAgency, wanted: string, { from, until }: Pick<MandateTerms, "from" | "until">, at: Instant): Result<Organisation> {
  if (wanted === tenderer.uscc) return refuse("mandate-self");
  if (isAuthority(wanted)) return refuse("mandate-authority", { agency: agency?.name ?? wanted });
  if (agency?.isAgency !== true) return refuse("mandate-no-agency", { uscc: wanted });
  return until < from || until < dayOf(at) ? refuse("mandate-period", { from, until }) : ok({ name: agency.name, uscc: agency.uscc });
}

/** The instants a mandate runs between: from the beginning of its first day to the end of its last. */
export const periodOf = ({ from, until }: Pick<MandateTerms, "from" | "until">): { readonly from: Instant; readonly until: Instant } => ({ from: startOf(from), until: endOf(until) });

export type MandateState = "offered" | "in-force" | "declined" | "ended" | "not-yet" | "over";
type Times = { readonly from_at: Date; readonly until_at: Date; readonly accepted_at: Date | null; readonly ended_at: Date | null };

/** Where a mandate stands at an instant. */
export function mandateState({ from_at, until_at, accepted_at, ended_at }: Times, at: Instant): MandateState {
  if (ended_at !== null) return accepted_at === null ? "declined" : "ended";
  if (at >= until_at.getTime()) return "over";
  if (accepted_at === null) return "offered";
  return at < from_at.getTime() ? "not-yet" : "in-force";
}

export const MANDATE_STATES: Readonly<Record<MandateState, { readonly zh: string; readonly en: string }>> = {
  "offered": { zh: "待代理机构签署", en: "waits for the agency to sign" }, "in-force": { zh: "有效", en: "in force" }, "declined": { zh: "未达成", en: "not concluded" }, "ended": { zh: "已终止", en: "ended" },
  "not-yet": { zh: "尚未开始", en: "not begun" }, "over": { zh: "已期满", en: "over" },
};
