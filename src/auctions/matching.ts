import { moneyJson } from "../kernel/money.js";
import { compare, over, parseRatio, ratioText, total, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { mayAct, isStageOf, type StageOf } from "./acting.js";
import { isEligible, type Contest } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";
import { preemptorsOf, presentOf, rightOf } from "./pool.js";

type Matching = StageOf<"match", "match">;

/** Takes whether a bidder goes on, or takes the price over by right. Law: 39号令 19; 公司法 84. */
export function decideAnswer(contest: Contest, command: Extract<Asking, { readonly kind: "answer" }>): Result<Draft> {
  const stage = mayAct(contest, command);
  if (!stage.ok) return stage;
  const { by, key, yes } = command;
  const { phase } = stage.value;
  if (phase.kind !== "willing" && phase.kind !== "match") return refuse("auction-takes-no-offers", { phase: phase.name });
  if (phase.kind === "match" && !preemptorsOf(contest).includes(by)) return refuse("no-preemption", { paddle: by });
  if (isStageOf(stage.value, "match", "match") && stage.value.play.answers.has(by)) return refuse("preemption-answered");
  return ok({ kind: "answered", by, key, stage: command.stage, yes });
}

/** Whether every bidder has said whether they go on. */
export const isAllAnswered = (contest: Contest): boolean => contest.eligible > 0 && presentOf(contest) >= contest.eligible;

const takersOf = (contest: Contest, { play }: Matching): string[] => [...play.answers].filter(([paddle, yes]) => yes && isEligible(contest, paddle)).map(([paddle]) => paddle);

/** Whether nobody is left who could still take it over. */
export function isMatched(contest: Contest, stage: Matching): boolean {
  if (stage.phase.several === "first" && takersOf(contest, stage).length > 0) return true;
  return preemptorsOf(contest).every((paddle) => stage.play.answers.has(paddle));
}

/** Who took the price over: the first who did, or all who did by their shares, the greatest first. Who has not answered has waived it. */
export function chooseMatch(contest: Contest, stage: Matching): Draft {
  const takers = takersOf(contest, stage);
  const by = { asked: preemptorsOf(contest), took: takers };
  const [first] = takers;
  if (first === undefined || contest.standing === null) return { kind: "chosen", standing: null, by };
  const amount = moneyJson(contest.standing.amount);
  if (stage.phase.several === "first" || takers.length === 1) return { kind: "chosen", standing: { paddle: first, amount }, by };
  const shares = sharesOf(contest, takers);
  return { kind: "chosen", standing: { paddle: shares[0]?.paddle ?? first, amount, shares: shares.map(({ paddle, share }) => ({ paddle, share: ratioText(share) })) }, by };
}

/** By their shares of the company where they agree on nothing else (公司法 84); of equal ones the first who answered first. */
function sharesOf(contest: Contest, takers: readonly string[]): { readonly paddle: string; readonly share: Ratio }[] {
  const held = takers.map((paddle) => ({ paddle, held: parseRatio(rightOf(contest, paddle) ?? "0") }));
  const whole = total(held.map((each) => each.held));
  return held.map((each) => ({ paddle: each.paddle, share: over(each.held, whole) })).sort((left, right) => compare(right.share, left.share));
}
