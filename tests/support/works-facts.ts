import type { LotFacts } from "../../src/procedure/facts.js";
import { at, type Instant } from "../../src/kernel/time.js";
import { day } from "../../src/kernel/time.js";
import { works } from "../../src/lines/works.js";
import { freezeRules } from "../../src/rules/rules.js";

export const when = (text: string): Instant => at(`${text}+08:00`);
export const NOW = when("2026-09-14T10:00:00");
/** 40 million yuan. */
const ESTIMATE = 4_000_000_000n;

/** A method that the line's law knows. */
export const OWN_METHOD = { isOfLine: true, given: { zh: "综合评估法", en: "comprehensive evaluation" }, known: { zh: "综合评估法", en: "comprehensive evaluation" }, law: works.methods.law } as const;

/** Everybody may bid. */
export const OPEN_ENTRY: LotFacts["project"]["entry"] = { way: "open", mustBeOpen: true, ground: null, approval: null, known: { zh: "—", en: "—", law: { zh: "实施条例第八条", en: "art. 8" } } };

/** A works tender of which every guard but the waiting ones says yes. */
export function facts(changes: Partial<LotFacts> = {}): LotFacts {
  return {
    now: NOW, rules: freezeRules(day("2026-09-14")), law: works.law, actor: "officer-2", deadline: when("2026-10-08T09:30:00"), bidders: 3, reason: "项目用地调整",
    project: { approval: "发改〔2026〕1号", funds: "财政资金", kind: "construction", inScope: true, investment: null, compulsory: true, stateControlled: true, estimate: ESTIMATE, intention: { exempt: "防汛抢险急需" }, valuedAs: works.valuedAs, priceAlone: false, entry: OPEN_ENTRY },
    notice: {
      preparedBy: "officer-1", saleStartsAt: NOW, saleEndsAt: when("2026-09-21T17:00:00"), deadline: when("2026-10-08T09:30:00"), bond: 80_000_000n, bondValidityDays: 90, bidValidityDays: 90,
      reserveEstimates: 0, minimumPrice: null, priceFormula: true, weightsTotal: "100", tieRule: true, method: OWN_METHOD, methodFault: null, priceWeight: "60", partsThatWait: 0, decryptionWindowMinutes: 30, objectionWindowMinutes: 5, openersMissing: 0,
    },
    clarification: { preparedBy: "officer-1", affectsBids: true, reconfirm: false, newDeadline: when("2026-10-08T09:30:00"), shutByOutage: false },
    clock: { driftMs: 0, byHand: false }, openDisputes: 0,
    opening: { undecided: 0, shortfall: "continue" },
    committee: { size: 5, experts: 4, conflicts: [], chairIsRepresentative: false },
    evaluation: { technicalSheetsMissing: 0, sheetsMissing: 0, unsigned: 0, validBids: 3, competitionLacking: null, candidates: 3 },
    publicity: { reportReceivedAt: when("2026-09-22T16:00:00"), startsAt: when("2026-09-23T09:00:00"), endsAt: when("2026-09-29T00:00:00"), openObjections: 0, complaintsUntil: null },
    award: { rank: 1, candidates: 3, determinedAt: when("2026-10-09T10:00:00"), bidders: 3, lettersReady: 3 },
    qualification: { undecided: 0, qualified: 3 }, invited: 3, prequalification: { undecided: 0, unsigned: 0, passed: 3 },
    voiding: { fault: null },
    termination: { isNoticed: true, ground: { given: "task-cancelled", isOfLaw: true }, saysProgress: true, known: { zh: "采购任务取消", en: "the task is cancelled", law: { zh: "87号令第二十九条", en: "Order 87, art. 29" } } },
    winnerFailure: { ground: "gives-up", nextRanked: 1 },
    signature: { signedOn: day("2026-10-09") },
    contract: { awardIssuedAt: when("2026-10-09T10:00:00"), awardPrice: 3_800_000_000n, contractPrice: 3_800_000_000n, performanceBond: 380_000_000n, validUntil: when("2027-01-06T09:30:00") },
    ...changes,
  };
}

/** The facts with one group changed in some fields. */
export function withGroup<Key extends "notice" | "clarification" | "clock" | "opening" | "committee" | "evaluation" | "publicity" | "award" | "contract" | "project" | "qualification" | "signature" | "winnerFailure" | "voiding" | "termination" | "prequalification">(
  key: Key, changes: Partial<NonNullable<LotFacts[Key]>>, rest: Partial<LotFacts> = {},
): LotFacts {
  const base = facts(rest);
  return { ...base, [key]: { ...base[key], ...changes } };
}
