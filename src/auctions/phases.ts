import { moneyJson } from "../kernel/money.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { isStageOf, type StageOf } from "./acting.js";
import { isAtCeiling, isRising } from "./ascending.js";
import type { Contest, Play, Stage } from "./contest-state.js";
import type { Draft } from "./happening.js";
import { chooseByLot, drawnFrom, missingOf } from "./lottery.js";
import { chooseMatch, isAllAnswered, isMatched } from "./matching.js";
import { poolOf } from "./pool.js";
import { chooseQuote, isAllShown } from "./quotes.js";
import { nextAsked } from "./taking.js";
import type { Lasts, Phase } from "./terms.js";
import { endRound } from "./weighted.js";

type PhaseOf<Kind extends Phase["kind"]> = Extract<Phase, { readonly kind: Kind }>;
type Ends = { readonly [Kind in Phase["kind"]]: (phase: PhaseOf<Kind>, from: Instant, movedMs: number) => Instant | null };
type Plays = { readonly [Kind in Phase["kind"]]: (phase: PhaseOf<Kind>, pool: readonly string[]) => Play };

const lasting = ({ lasts }: { readonly lasts: Lasts }, from: Instant, movedMs: number): Instant => endOf(lasts, from, movedMs);
const ENDS: Ends = {
  listing: lasting,
  preparation: lasting,
  english: lasting,
  willing: lasting,
  match: lasting,
  countdown: ({ windowMs }, from) => plusMs(from, windowMs),
  quantity: ({ windowMs }, from) => plusMs(from, windowMs),
  calls: () => null,
  dutch: ({ everyMs }, from) => plusMs(from, everyMs),
  quotes: ({ sealMs }, from) => plusMs(from, sealMs),
  lottery: ({ revealMs }, from) => plusMs(from, revealMs),
  weighted: ({ roundMs }, from) => plusMs(from, roundMs),
};

/** When a phase that begins at `from` ends; null where the host does. */
export const endOfPhase = (phase: Phase, from: Instant, movedMs: number): Instant | null => (ENDS[phase.kind] as (phase: Phase, from: Instant, movedMs: number) => Instant | null)(phase, from, movedMs);

/** When what begins at `from` ends; an end that was named in advance and has passed is now. */
function endOf(lasts: Lasts, from: Instant, movedMs: number): Instant {
  if ("ms" in lasts) return plusMs(from, lasts.ms);
  const named = plusMs(lasts.untilAt, movedMs);
  return named > from ? named : from;
}

/** Who takes part in a phase that begins now; null where every bidder does. */
export const poolFor = (contest: Contest, phase: Phase): string[] | null => ("who" in phase ? poolOf(contest, phase.who) : null);

const plain = (): Play => ({ kind: "plain" });
const PLAYS: Plays = {
  listing: plain,
  preparation: plain,
  english: plain,
  willing: plain,
  countdown: plain,
  quantity: plain,
  calls: () => ({ kind: "calls", count: 0, calledAt: null }),
  match: () => ({ kind: "match", answers: new Map() }),
  dutch: ({ from }) => ({ kind: "dutch", asked: from }),
  quotes: (_phase, pool) => ({ kind: "quotes", pool, sealed: new Map(), isShowing: false }),
  lottery: (_phase, pool) => ({ kind: "lottery", pool, given: new Map(), isClosed: false, code: null }),
  weighted: () => ({ kind: "weighted", round: 1, quotes: new Map() }),
};

/** What a phase keeps as it begins. */
export const playOf = (phase: Phase, pool: readonly string[]): Play => (PLAYS[phase.kind] as (phase: Phase, pool: readonly string[]) => Play)(phase, pool);

/** Whether nothing more can come in the stage, so that it need not wait for its end. */
export function isFilled(contest: Contest, stage: Stage): boolean {
  if (stage.isDone) return true;
  if (isRising(stage)) return stage.phase.endsAtCeiling && isAtCeiling(contest);
  if (stage.phase.kind === "willing") return isAllAnswered(contest);
  if (stage.phase.kind === "quantity") return stage.phase.most !== null && (contest.standing?.quantity ?? 0) >= stage.phase.most;
  return isChosenEarly(contest, stage);
}

function isChosenEarly(contest: Contest, stage: Stage): boolean {
  if (isStageOf(stage, "match", "match")) return isMatched(contest, stage);
  if (isStageOf(stage, "quotes", "quotes")) return stage.play.pool.length === 0 || (stage.play.isShowing && isAllShown(contest, stage));
  if (isStageOf(stage, "lottery", "lottery")) return stage.play.code !== null || drawnFrom(contest, stage).length <= 1;
  return false;
}

/** What a phase owes at its end, or before it where nothing more can come; null where the contest simply goes on. */
export function owedBy(contest: Contest, stage: Stage, due: Instant): Draft | null {
  if (stage.isDone) return null;
  if (isStageOf(stage, "dutch", "dutch")) return askLess(stage, due);
  if (isStageOf(stage, "match", "match")) return chooseMatch(contest, stage);
  if (isStageOf(stage, "weighted", "weighted")) return endRound(contest, stage, rfc3339(plusMs(due, stage.phase.roundMs)));
  return isFilled(contest, stage) ? choose(contest, stage) : close(contest, stage, due);
}

function askLess({ play, phase: { down, floor, everyMs } }: StageOf<"dutch", "dutch">, due: Instant): Draft | null {
  const asked = nextAsked(play.asked, down, floor);
  return asked === null ? null : { kind: "asking", amount: moneyJson(asked), endsAt: rfc3339(plusMs(due, everyMs)) };
}

function choose(contest: Contest, stage: Stage): Draft | null {
  if (isStageOf(stage, "quotes", "quotes")) return chooseQuote(contest, stage);
  return isStageOf(stage, "lottery", "lottery") ? chooseByLot(contest, stage) : null;
}

/** The first time that was set is over: of sealing, of contributing; or the time to show quotes. */
function close(contest: Contest, stage: Stage, due: Instant): Draft | null {
  if (isStageOf(stage, "lottery", "lottery")) return { kind: "contributed-all", missing: missingOf(stage) };
  if (!isStageOf(stage, "quotes", "quotes")) return null;
  return stage.play.isShowing ? chooseQuote(contest, stage) : { kind: "sealed-all", endsAt: rfc3339(plusMs(due, stage.phase.revealMs)) };
}
