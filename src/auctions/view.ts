import { moneyJson, type MoneyJson } from "../kernel/money.js";
import { rfc3339 } from "../kernel/time.js";
import { isAtCeiling, isRising, minimumNow, pauseOf, stepNow } from "./ascending.js";
import { bidderOf, type Contest, type Frozen } from "./contest-state.js";
import { newest } from "./grown.js";
import type { Cause, Standing } from "./happening.js";
import { moneyOrNull, standingJson, timeOrNull } from "./said.js";
import type { Phase } from "./terms.js";

/** How it stands with one bidder: leads, was gone over, has not offered, or may not any more. */
export type OwnStatus = "leading" | "outbid" | "watching" | "excluded";

/** What somebody sees of a contest, as JSON. Nobody sees another's maximum, nor how many are admitted. */
export type ContestView = {
  readonly seq: number;
  /** 0 before the opening. */
  readonly stage: number;
  readonly phase: { readonly name: string; readonly kind: Phase["kind"] } | null;
  /** Null where the host ends the phase, or while it is frozen. */
  readonly endsAt: string | null;
  /** From when a listing takes no more offers before its end. */
  readonly pausedFrom: string | null;
  readonly frozen: { readonly since: string; readonly causes: readonly Cause[]; readonly savedMs: number | null; readonly resumesAt: string | null } | null;
  readonly standing: Standing | null;
  /** The least offer now, and the step; null where none is taken. */
  readonly minimum: MoneyJson | null;
  readonly step: MoneyJson | null;
  readonly ceiling: MoneyJson | null;
  readonly endedAt: string | null;
  readonly own: { readonly paddle: string; readonly status: OwnStatus; readonly amount: MoneyJson | null; readonly maximum: MoneyJson | null } | null;
};

/** The contest as a bidder sees it, or as everybody does. @param paddle of somebody who was admitted, whether or not the contest was told yet; null for everybody */
export const viewOf = (contest: Contest, paddle: string | null): ContestView => ({
  seq: contest.seq,
  ...stageOf(contest),
  frozen: frozenView(contest.frozen),
  standing: standingJson(contest.standing),
  ...priceOf(contest),
  ceiling: moneyOrNull(contest.terms.price.ceiling),
  endedAt: timeOrNull(contest.ended?.at ?? null),
  own: paddle === null ? null : ownOf(contest, paddle),
});

function stageOf({ stage, frozen }: Contest): Pick<ContestView, "stage" | "phase" | "endsAt" | "pausedFrom"> {
  if (stage === null) return { stage: 0, phase: null, endsAt: null, pausedFrom: null };
  const { number, phase: { name, kind }, endsAt } = stage;
  return { stage: number, phase: { name, kind }, endsAt: frozen === null ? timeOrNull(endsAt) : null, pausedFrom: timeOrNull(pauseOf(stage)) };
}

function frozenView(frozen: Frozen | null): ContestView["frozen"] {
  return frozen === null ? null : { since: rfc3339(frozen.since), causes: [...frozen.causes].sort(), savedMs: frozen.savedMs, resumesAt: timeOrNull(frozen.resumesAt) };
}

function priceOf(contest: Contest): Pick<ContestView, "minimum" | "step"> {
  const { stage, ended } = contest;
  if (stage === null || ended !== null || !isRising(stage) || isAtCeiling(contest)) return { minimum: null, step: null };
  return { minimum: moneyJson(minimumNow(contest, stage)), step: moneyJson(stepNow(contest, stage)) };
}

function ownOf(contest: Contest, paddle: string): ContestView["own"] {
  const offer = newest(contest.offers, paddle);
  const status = bidderOf(contest, paddle)?.isExcluded === true ? "excluded" : contest.standing?.paddle === paddle ? "leading" : offer === null ? "watching" : "outbid";
  return { paddle, status, amount: moneyOrNull(offer?.amount ?? null), maximum: moneyOrNull(contest.maxima.get(paddle)?.amount ?? null) };
}
