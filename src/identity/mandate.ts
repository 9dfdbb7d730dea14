import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";

/** What a tenderer or purchaser can leave to an agency (招标投标法 12, 15; 政府采购法 19, 20); what is not here it does itself. */
export const MANDATE_ACTS = {
  draft: { zh: "编制公告和文件", en: "draft notices and documents" },
  publish: { zh: "复核、发布公告", en: "review and publish notices" },
  clarify: { zh: "澄清、修改和答复提问", en: "clarify, amend, answer questions" },
  invite: { zh: "办理邀请和资格预审名单", en: "name the firms that may bid" },
  opening: { zh: "参加开标、公布标底", en: "take part in openings, read out the reserve estimate" },
  review: { zh: "组织评标、资格审查", en: "seat the panel, review who qualifies" },
  results: { zh: "公示、公告结果，发通知书", en: "publish results, send letters" },
  objections: { zh: "答复异议（质疑）", en: "reply to objections" },
  filing: { zh: "书面报告和归档", en: "file the report, archive" },
} as const;

export type MandateAct = keyof typeof MANDATE_ACTS;
export const MANDATE_ACT_NAMES = Object.keys(MANDATE_ACTS) as readonly MandateAct[];

/** What one organisation may do for another, signed by both. */
export type Mandate = {
  readonly id: string;
  /** Codes of projects and tenders it covers; null: all of the giver's. */
  readonly scope: readonly string[] | null;
  readonly acts: readonly MandateAct[];
  readonly from: Instant;
  /** The first instant after it. */
  readonly until: Instant;
  readonly ended: { readonly at: Instant; readonly reason: string } | null;
};

/** The agency that acts in an office of its principal, with what it may do. */
export type Agency = { readonly name: string; readonly uscc: string; readonly mandates: readonly Mandate[] };

/** Whether a mandate stands at an instant: from its first day to the end of its last, unless a side ended it before. */
export function mandateStands({ from, until, ended }: Pick<Mandate, "from" | "until" | "ended">, at: Instant): Result<true> {
  if (ended !== null) return refuse("mandate-ended", { endedAt: rfc3339(ended.at), reason: ended.reason });
  if (at < from) return refuse("mandate-not-yet", { from: rfc3339(from) });
  return at < until ? ok(true) : refuse("mandate-over", { until: rfc3339(until) });
}

/** The agency with those of its mandates that stand now; where none does, why the last does not. */
export function standingAgency(agency: Agency, at: Instant): Result<Agency> {
  const [standing, lapsed]: [Mandate[], Refusal[]] = [[], []];
  for (const mandate of agency.mandates) {
    const stands = mandateStands(mandate, at);
    if (stands.ok) standing.push(mandate);
    else lapsed.push(stands.refusal);
  }
  const last = lapsed.at(-1);
  return standing.length > 0 || last === undefined ? ok({ ...agency, mandates: standing }) : { ok: false, refusal: last };
}

/** Whether a mandate covers a project or tender by its code: a tender's code begins with its project's. Without a code it must cover all. */
export const covers = ({ scope }: Pick<Mandate, "scope">, code: string | undefined): boolean => scope === null || (code !== undefined && scope.some((each) => code.startsWith(each)));

/** What an agency wants to do: an act of a mandate, or anything it may look at under one (`any`); undefined: what no mandate covers. */
export type MandatedAct = MandateAct | "any" | undefined;

/** Whether an agency may do this, and to a project or tender of this code where the act is about one. */
export function mayUnder({ name, mandates }: Agency, act: MandatedAct, about: { readonly code: string | undefined } | null, action: string): Result<true> {
  if (act === undefined) return refuse("mandate-never", { agency: name, action });
  const allowed = act === "any" ? mandates : mandates.filter(({ acts }) => acts.includes(act));
  if (allowed.length === 0) return refuse("mandate-act", { agency: name, action });
  return about === null || allowed.some((each) => covers(each, about.code)) ? ok(true) : refuse("mandate-elsewhere", { agency: name, code: about.code ?? "—" });
}

/** The codes to which mandates are held together; null: everything of the principal. */
export const scopeOf = (agency: Agency | undefined): readonly string[] | null =>
  agency === undefined || agency.mandates.some(({ scope }) => scope === null) ? null : agency.mandates.flatMap(({ scope }) => scope ?? []);
