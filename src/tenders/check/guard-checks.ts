import { GUARDS, type GuardId } from "../../procedure/guards.js";
import type { Guard } from "../../procedure/guard.js";
import type { Move } from "../../procedure/procedure.js";
import type { Lawful } from "../../procedure/law.js";
import { lotFacts, noticeFacts } from "../facts.js";
import { formPlace, lotPlace, refused, type Finding, type Place, type Subject } from "./check.js";

/** Conditions of the act of publishing, not of what is published: who publishes and whom it calls, and whether the openers' keys are logged yet. */
const OF_THE_ACT: ReadonlySet<string> = new Set<GuardId>(["fourEyes", "openersReady", "openEntry", "prequalEntry", "invitationEntry", "enoughInvited"]);

/** The guards of a line's publication that say something about the notice itself: each is a check that stops. */
export const guardChecks = (moves: readonly Move[], publishing = "publishNotice"): readonly GuardId[] => [...new Set(moves.filter(({ name }) => name === publishing).flatMap(({ guards }) => guards))].filter((guard) => !OF_THE_ACT.has(guard));

/** What a guard asks, in words, and the law of its first number, as the line has it, or of its first rule. */
export function guardInWords(guard: GuardId, { rules, law }: Lawful): { readonly zh: string; readonly en: string; readonly act: string; readonly article: string; readonly gist: string } {
  const { zh, en, rules: ids, numbers = [] }: Guard = GUARDS[guard];
  const id = numbers.map((name) => law[name]).find((each) => each !== undefined) ?? ids[0];
  const row = id === undefined ? undefined : rules.rules[id];
  return { zh, en, act: row?.article ?? OWN_LAW[guard] ?? "—", article: id ?? "", gist: row?.zh ?? zh };
}

/** Where the law stands for guards that need no number. */
const OWN_LAW: Readonly<Partial<Record<string, string>>> = {
  saleNotBeforeNotice: "招标投标法 16; 实施条例 16", deadlineAfterSale: "实施条例 16", deadlineOnWorkDay: "民法典 203", methodOfLine: "12号令 29; 87号令 53", priceFormulaWritten: "招标投标法 19", weightsAddUp: "12号令 35; 87号令 55", tieRuleWritten: "招标投标法 19; 实施条例 53",
  objectionWindowLongEnough: "电子招标投标办法(20号令) 30",
};

const PLACES: Readonly<Partial<Record<string, Place>>> = {
  saleNotBeforeNotice: formPlace("saleFrom", "招标文件发售开始", "start of the sale"), saleLongEnough: formPlace("saleUntil", "招标文件发售结束", "end of the sale"), deadlineAfterSale: formPlace("deadline", "投标截止时间", "deadline"),
  deadlineFarEnough: formPlace("deadline", "投标截止时间", "deadline"), deadlineOnWorkDay: formPlace("deadline", "投标截止时间", "deadline"), applicationsLongEnough: formPlace("entry.deadline", "资格预审申请截止时间", "deadline for applications"), oneReserveEstimate: formPlace("reserveEstimates", "标底个数", "reserve estimates"),
};
const FIELDS: Readonly<Partial<Record<string, readonly [field: string, zh: string, en: string]>>> = {
  bondWithinShare: ["deposit", "投标保证金", "bid bond"], bondWithinCap: ["deposit", "投标保证金", "bid bond"], bondAsLongAsBids: ["depositDays", "保证金有效期", "bond validity"], noMinimumPrice: ["floor", "最低投标限价", "floor price"],
  methodOfLine: ["method", "评标办法", "evaluation method"], methodWithinLaw: ["method", "评标办法", "evaluation method"],
  priceFormulaWritten: ["method", "评标办法", "evaluation method"], weightsAddUp: ["method.weights", "评分权重", "weights"], tieRuleWritten: ["method.ties", "得分相同时的排序规则", "order between equals"],
  decryptionWindowSet: ["decryptionMinutes", "解密时限", "decryption window"], objectionWindowLongEnough: ["objectionMinutes", "名单异议时间", "objection to the list"],
};

/** Holds a guard against every lot; what several lots have alike is said once. */
export function checkGuard(guard: GuardId, { tender, at }: Subject): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const lot of tender.form.lots) {
    const refusal = GUARDS[guard].check(lotFacts(tender, lot.lot, at, null, { notice: noticeFacts(tender, lot.lot, [], at) }));
    if (refusal === null) continue;
    const place = PLACES[guard] ?? lotPlace(lot, ...(FIELDS[guard] ?? ["", "", ""]));
    found.set(`${place.path} ${JSON.stringify(refusal)}`, refused(place, refusal));
  }
  return [...found.values()];
}
