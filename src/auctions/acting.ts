import { refuse, ok, type Result } from "../kernel/result.js";
import { plusMs, rfc3339 } from "../kernel/time.js";
import { bidderOf, type Contest, type Play, type Stage } from "./contest-state.js";
import type { Asking } from "./happening.js";
import type { Phase } from "./terms.js";

/** Whether a bidder may act now, for the stage the act was made for. */
export function mayAct(contest: Contest, command: Asking): Result<Stage> {
  const bidder = bidderOf(contest, command.by);
  if (bidder === null) return refuse("paddle-unknown", { paddle: command.by });
  if (bidder.isExcluded) return refuse("paddle-excluded", { paddle: command.by });
  return stageFor(contest, command);
}

/** The stage, if it is the one an act was made for and nothing stands still. */
export function stageFor(contest: Contest, { stage: given }: Asking): Result<Stage> {
  const { stage, frozen, terms } = contest;
  if (stage === null) return refuse("auction-not-open", { opensAt: rfc3339(plusMs(terms.opensAt, contest.movedMs)) });
  if (given !== null && given !== stage.number) return refuse("auction-stage-over", { given, stage: stage.number });
  if (frozen !== null) return refuse("auction-frozen", { since: rfc3339(frozen.since) });
  return ok(stage);
}

/** A stage of one kind of phase, with what it keeps. */
export type StageOf<Kind extends Phase["kind"], Kept extends Play["kind"] = "plain"> = Stage & { readonly phase: Extract<Phase, { readonly kind: Kind }>; readonly play: Extract<Play, { readonly kind: Kept }> };

export const isStageOf = <Kind extends Phase["kind"], Kept extends Play["kind"]>(stage: Stage, kind: Kind, kept: Kept): stage is StageOf<Kind, Kept> => stage.phase.kind === kind && stage.play.kind === kept;

/** The stage, if it is of the phase the act belongs to. */
export const inPhase = <Kind extends Phase["kind"], Kept extends Play["kind"]>(stage: Stage, kind: Kind, kept: Kept): Result<StageOf<Kind, Kept>> =>
  isStageOf(stage, kind, kept) ? ok(stage) : refuse("auction-takes-no-offers", { phase: stage.phase.name });
