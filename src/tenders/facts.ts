import { METHOD_LAW } from "../bidding/method.js";
import { methodFault } from "../bidding/method-law.js";
import { CLOSING_NOTE_MS, DEADLINE_NOTE_MS } from "../journal/close-times.js";
import { dayOf, plusMs, type Instant } from "../kernel/time.js";
import { parseRatio, ratioText, total } from "../kernel/ratio.js";
import { lineOf } from "../lines/lines.js";
import { latestBefore } from "../rules/calendar.js";
import { lawPeriod, lawSets, lawWhole, type Lawful } from "../procedure/law.js";
import type { EntryFacts, LotFacts, NoticeFacts, ProjectFacts } from "../procedure/facts.js";
import type { InvitationGround, Title } from "../procedure/procedure.js";
import { freezeRules, type FrozenRules } from "../rules/rules.js";
import { fenOf, moneyFen } from "./amounts.js";
import { saleOf, tenderRound, wayOf, type Round } from "./entry.js";
import { lotOf, type LotForm, type Method } from "./form.js";
import type { LotRow, OpenerKeyRow, PartRow, Tender } from "./queries.js";

/** The tender's own rules; before its first notice those of the day. */
export const rulesOf = (tender: Tender, now: Instant): FrozenRules => (tender.row.rules === null ? freezeRules(dayOf(now)) : (tender.row.rules as FrozenRules));

/** The numbers that hold for a tender: its own rules, and those of them its line asks for. */
export const lawOf = (tender: Tender, now: Instant): Lawful => ({ rules: rulesOf(tender, now), law: lineOf(tender.row.line).law });

function intentionOf({ plan, row }: Tender): ProjectFacts["intention"] {
  if (plan?.counts_from != null) return { publishedAt: plan.counts_from.getTime() as Instant };
  return row.plan_exempt === null ? null : { exempt: row.plan_exempt };
}

const projectFacts = (tender: Tender, lot: LotForm): ProjectFacts => ({
  approval: tender.project.approval, funds: tender.project.funds, kind: tender.form.kind, inScope: tender.form.compulsory || tender.form.stateControlled,
  investment: investmentOf(tender), compulsory: isCompulsory(tender), stateControlled: tender.form.stateControlled, estimate: fenOf(lot.estimate), intention: intentionOf(tender), valuedAs: lineOf(tender.row.line).valuedAs, entry: entryFacts(tender), priceAlone: isPriceAlone(lot),
});

function investmentOf({ project: { investment_fen: total, budget_fen: budget } }: Tender): ProjectFacts["investment"] {
  return total === null || budget === null ? null : { total: BigInt(total), budget: BigInt(budget) };
}

/** Whether the documents set a reserve estimate: one, and so each lot has its own, for bids are made for lots (实施条例 27). */
export const setsReserve = ({ row, form }: Pick<Tender, "row" | "form">): boolean => lineOf(row.line).law.reserveEstimatesMax !== undefined && form.reserveEstimates > 0;

/** Whether the highest price decides a lot alone, so that nobody judges (39号令 13). */
export const isPriceAlone = ({ method }: LotForm): boolean => method.kind === "highest-price";

/** Whether the law that binds compulsory projects binds this tender. */
export const isCompulsory = ({ row, form }: Tender): boolean => lineOf(row.line).binds === "all" || form.compulsory;

/** Open tendering is the rule for compulsory projects under state money, and for all where the line binds all (实施条例 8). */
function entryFacts(tender: Tender): EntryFacts {
  const { form } = tender;
  const { invitationGrounds, binds } = lineOf(tender.row.line);
  const grounds = Object.values(invitationGrounds);
  const named = (language: "zh" | "en", of: (ground: InvitationGround) => Title): string => [...new Set(grounds.map((ground) => of(ground)[language]))].join(language === "zh" ? "；" : "; ");
  const invitation = form.entry?.way === "invitation" ? form.entry : null;
  return {
    way: wayOf(form), mustBeOpen: binds === "all" || (isCompulsory(tender) && form.stateControlled), approval: invitation?.approval ?? null,
    ground: invitation?.ground == null ? null : { given: invitation.ground, isOfLaw: Object.hasOwn(invitationGrounds, invitation.ground) },
    known: { zh: named("zh", (ground) => ground), en: named("en", (ground) => ground), law: { zh: named("zh", ({ law }) => law), en: named("en", ({ law }) => law) } },
  };
}

/** What every guard may look at for one lot; `more` is the group of facts the move is about. */
export function lotFacts(tender: Tender, lot: string, now: Instant, actor: string | null, more: Partial<LotFacts> = {}): LotFacts {
  return { now, ...lawOf(tender, now), actor, project: projectFacts(tender, lotOf(tender.form, lot)), deadline: deadlineOf(tender, lot), ...more };
}

/**
 * Until when the documents can be objected to. Works count back from the deadline (实施条例 22); procurement counts on from the end of
 * the announcement period, the day a supplier should know (政府采购法 52; 政府采购法实施条例 53). Prequalification documents have their own days.
 */
export function documentObjectionEnds(lawful: Lawful, round: Round, deadline: Instant, publishedAt: Instant): Instant {
  if (round === "prequalification") return latestBefore(deadline, lawWhole(lawful, "applicationObjectionDays"), "bidder");
  if (!lawSets(lawful, "announcementDays")) return latestBefore(deadline, lawWhole(lawful, "documentObjectionDays"), "bidder");
  const known = lawPeriod(lawful, "announcementDays", dayOf(publishedAt)).rolledDate;
  return lawPeriod(lawful, "documentObjectionDays", known).endsAt;
}

/** When the purchaser's silence ends in law; null where the line knows no such end or the lot has no report yet. */
export function determinationEnds(tender: Tender, lot: LotRow): Instant | null {
  const reportedAt = lot.stage_at.getTime() as Instant;
  const lawful = lawOf(tender, reportedAt);
  return lot.stage === "evaluated" && lawSets(lawful, "determineDays") ? lawPeriod(lawful, "determineDays", dayOf(reportedAt)).endsAt : null;
}

/** The standing deadline of a lot: all its parts share one. */
export function deadlineOf(tender: Tender, lot: string): Instant {
  const part = tender.parts.find((each) => each.lot === lot);
  return (part === undefined ? saleOf(tender.form, tenderRound(tender)).deadline : part.deadline.getTime()) as Instant;
}

/** Whether a part stands shut without a close this long after its deadline. */
const isShutFor = (part: PartRow, now: Instant, ms: number): boolean =>
  part.state === "closed" && part.deadline_size === null && now > plusMs(part.deadline.getTime() as Instant, ms);

/** Whether a part stands shut by an outage: its deadline checkpoint's time is over, a published addendum may move it on. */
export const isShutByOutage = (part: PartRow, now: Instant): boolean => isShutFor(part, now, DEADLINE_NOTE_MS);

/** Whether nothing but such an addendum can move it on any more. */
export const isShutForGood = (part: PartRow, now: Instant): boolean => isShutFor(part, now, CLOSING_NOTE_MS);

/** The notice as prepared, for the publication guards. */
export function noticeFacts(tender: Tender, lot: string, keys: readonly OpenerKeyRow[], now: Instant): NoticeFacts {
  const { form } = tender;
  const mine = lotOf(form, lot);
  const { saleFrom, saleUntil, deadline } = saleOf(form, tenderRound(tender));
  return {
    preparedBy: tender.row.submitted_by ?? tender.row.made_by, saleStartsAt: saleFrom, saleEndsAt: saleUntil, deadline,
    bond: moneyFen(mine.deposit), bondValidityDays: mine.deposit === null ? null : mine.depositDays, bidValidityDays: form.validityDays, reserveEstimates: form.reserveEstimates,
    minimumPrice: moneyFen(mine.floor), priceFormula: !("k" in mine.method) || mine.method.k.length > 0, weightsTotal: weightsTotal(mine.method), tieRule: mine.method.ties.length > 0 || METHOD_LAW[mine.method.kind].sharedFrom !== null,
    method: methodFacts(tender, mine.method), methodFault: methodFault(mine.method, form.kind, rulesOf(tender, now)), priceWeight: "weights" in mine.method ? mine.method.weights.price : null, partsThatWait: mine.parts.filter(({ after }) => after !== null).length,
    decryptionWindowMinutes: mine.decryptionMinutes, objectionWindowMinutes: mine.objectionMinutes, openersMissing: openersMissing(tender, mine, keys),
  };
}

function methodFacts(tender: Tender, { kind }: Method): NoticeFacts["method"] {
  const { kinds, law } = lineOf(tender.row.line).methods;
  const named = (language: "zh" | "en", or: string): string => kinds.map((each) => METHOD_LAW[each][language]).join(or);
  return { isOfLine: kinds.includes(kind), given: METHOD_LAW[kind], known: { zh: named("zh", "或者"), en: named("en", " or ") }, law };
}

function weightsTotal(method: Method): string | null {
  return "weights" in method ? ratioText(total(Object.values(method.weights).map(parseRatio))) : null;
}

/** Keys that openers of this round's parts still owe. */
function openersMissing({ parts }: Tender, { lot, openers }: LotForm, keys: readonly OpenerKeyRow[]): number {
  const here = parts.filter((part) => part.lot === lot);
  return here.length * openers.length - keys.filter((key) => here.some(({ part }) => key.lot === lot && key.part === part) && key.proved_at !== null && openers.includes(key.opener)).length;
}
