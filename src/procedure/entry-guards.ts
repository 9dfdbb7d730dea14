import { rfc3339 } from "../kernel/time.js";
import { atLeast } from "../rules/calendar.js";
import type { LotFacts } from "./facts.js";
import { no, of, type Guard } from "./guard.js";
import { asManyAs, fewerThan, JUDGING_GUARDS } from "./judging-guards.js";
import { lawCited, lawWhole } from "./law.js";
import { tooLate } from "./notice-guards.js";
import type { EntryWay } from "./procedure.js";

/** The ways in, in words. */
export const WAY_WORDS: Readonly<Record<EntryWay, { readonly zh: string; readonly en: string }>> = {
  open: { zh: "公开招标，资格后审", en: "open, qualification judged after the opening" },
  prequalification: { zh: "公开招标，资格预审", en: "open, with prequalification" },
  invitation: { zh: "邀请招标", en: "by invitation" },
};

/** Whether the tender's form says this way in. */
const comesIn = (wanted: EntryWay) => ({ project: { entry: { way } } }: LotFacts) =>
  way === wanted ? null : no("other-way-in", { way: WAY_WORDS[way].zh, wayEn: WAY_WORDS[way].en, wanted: WAY_WORDS[wanted].zh, wantedEn: WAY_WORDS[wanted].en });

/** Conditions of how bidders come in: prequalification, invitation (招标投标法 8, 17; 招标投标法实施条例 8, 15–20). */
export const ENTRY_GUARDS = {
  openEntry: { rules: [], zh: "招标方式为公开招标、资格后审", en: "whoever wants may bid", check: comesIn("open") },

  prequalEntry: { rules: [], zh: "招标方式为公开招标、资格预审", en: "bidders come in by prequalification", check: comesIn("prequalification") },

  invitationEntry: { rules: [], zh: "招标方式为邀请招标", en: "bidders are invited", check: comesIn("invitation") },

  invitationGrounded: { rules: [], zh: "应当公开招标的项目，邀请招标具备法定情形和批准文件", en: "a project that must be open invites on a ground of the law alone, with the decision that allows it",
    check: ({ project: { entry: { way, mustBeOpen, ground, approval, known } } }) => {
      if (way !== "invitation" || !mustBeOpen) return null;
      if (ground?.isOfLaw !== true) return no("invitation-ground", { given: ground?.given ?? "—", known: known.zh, knownEn: known.en, law: known.law.zh, lawEn: known.law.en });
      return approval === null ? no("invitation-not-approved", { law: known.law.zh, lawEn: known.law.en }) : null;
    } },

  enoughInvited: { rules: [], numbers: ["invitedMin"], zh: "受邀单位达到法定数量", en: "as many firms are invited as the law asks",
    check: of("invited", (invited, facts) => {
      const min = lawWhole(facts, "invitedMin");
      return invited < min ? no("too-few-invited", { invited, min, ...lawCited(facts, "invitedMin") }) : null;
    }) },

  applicationsLongEnough: { rules: [], numbers: ["applicationDays"], zh: "依法必须招标的项目，自预审文件停止发售至申请截止不少于法定日数", en: "a compulsory project leaves the days of the law between the end of the sale and the deadline for applications",
    check: of("notice", ({ saleEndsAt, deadline }, facts) => {
      const min = lawWhole(facts, "applicationDays");
      const earliest = atLeast(saleEndsAt, min).instant;
      return facts.project.compulsory && deadline < earliest ? no("application-deadline-too-soon", { deadline: rfc3339(deadline), earliest: rfc3339(earliest), min, ...lawCited(facts, "applicationDays") }) : null;
    }) },

  applicationClarifiedInTime: { rules: [], numbers: ["applicationClarificationDays"], zh: "影响申请文件编制的澄清在截止前法定日数发出，否则相应顺延", en: "a clarification that affects applications leaves its days before their deadline",
    check: of("clarification", ({ affectsBids, newDeadline }, facts) => affectsBids ? tooLate("applicationClarificationDays", newDeadline, facts) : null) },

  fewerApplicants: { rules: [], numbers: ["applicantsMin"], zh: "截止时申请人不足法定数量", en: "fewer applicants than the law asks to pass",
    check: fewerThan("applicantsMin") },

  enoughApplicants: { rules: [], numbers: ["applicantsMin"], zh: "截止时申请人达到法定数量", en: "as many applicants as the law asks to pass",
    check: asManyAs("applicantsMin") },

  prequalCommittee: { rules: ["EC-48"], numbers: ["committeeMin", "expertShare"], zh: "国有资金控股或者主导的依法必须招标项目，资格审查委员会按评标委员会的规定组成", en: "of a compulsory project under state money the reviewing committee is composed as an evaluation committee",
    check: of("committee", (_, facts) => {
      const { stateControlled, compulsory } = facts.project;
      return stateControlled && compulsory ? (JUDGING_GUARDS.committeeOdd.check(facts) ?? JUDGING_GUARDS.expertsEnough.check(facts)) : null;
    }) },

  applicationsReviewed: { rules: [], zh: "每个已开启的申请均已审查", en: "every opened application is ruled on",
    check: of("prequalification", ({ undecided }) => undecided > 0 ? no("applications-undecided", { undecided }) : null) },

  reviewSigned: { rules: [], zh: "资格审查委员会成员全部签字", en: "every member of the reviewing committee has signed",
    check: of("prequalification", ({ unsigned }) => unsigned > 0 ? no("review-unsigned", { unsigned }) : null) },

  enoughPassed: { rules: [], numbers: ["applicantsMin"], zh: "通过资格预审的申请人达到法定数量", en: "as many applicants pass as the law asks",
    check: of("prequalification", ({ passed }, facts) => {
      const min = lawWhole(facts, "applicantsMin");
      return passed < min ? no("too-few-passed", { passed, min, ...lawCited(facts, "applicantsMin") }) : null;
    }) },

  tooFewPassed: { rules: [], numbers: ["applicantsMin"], zh: "通过资格预审的申请人不足法定数量", en: "fewer applicants pass than the law asks",
    check: of("prequalification", ({ passed }, facts) => passed < lawWhole(facts, "applicantsMin") ? null : no("enough-passed", { passed })) },
} as const satisfies Record<string, Guard>;
