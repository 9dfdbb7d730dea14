import { moneyJson, yuan } from "../kernel/money.js";
import { isRatioText, parseRatio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { endAfterOffer, isRising } from "./ascending.js";
import { bidderOf, standingOf, type Contest, type Offer } from "./contest-state.js";
import { plus } from "./grown.js";
import { OFFICES, type Asking, type Draft } from "./happening.js";
import { endOfPhase } from "./phases.js";
import { standingJson, timeOrNull } from "./said.js";

type Asked<Kind extends Asking["kind"]> = Extract<Asking, { readonly kind: Kind }>;

/** A bidder gets a paddle. Whether the firm may bid is the sale's question; here it must only be one paddle, once. */
export function admit(contest: Contest, { by, key, paddle, commitment, preemption }: Asked<"admit">): Result<Draft> {
  const free = mayHold(contest, paddle, preemption ?? null);
  return free.ok ? ok({ kind: "admitted", by, key, paddle, commitment, preemption: preemption ?? null }) : free;
}

/** Everybody who was admitted before the opening gets a paddle in one line, however many they are (docs/decisions/0108). */
export function seat(contest: Contest, { by, key, salt, seats }: Asked<"seat">): Result<Draft> {
  const given = new Set<string>();
  for (const { paddle, preemption } of seats) {
    const free = given.has(paddle) ? refuse("paddle-taken", { paddle }) : mayHold(contest, paddle, preemption);
    if (!free.ok) return free;
    given.add(paddle);
  }
  return ok({ kind: "seated", by, key, salt, seats });
}

function mayHold(contest: Contest, paddle: string, preemption: string | null): Result<null> {
  if (bidderOf(contest, paddle) !== null || OFFICES.includes(paddle)) return refuse("paddle-taken", { paddle });
  return preemption !== null && !isShare(preemption) ? refuse("preemption-share-wrong", { share: preemption.slice(0, 40) }) : ok(null);
}

/** More than nothing, as per cent or any other exact measure that is the same for all. */
const isShare = (text: string): boolean => isRatioText(text) && parseRatio(text).n > 0n;

/**
 * A bidder is excluded: a deposit that bounced, collusion. What it offered never counted (民法典 155), so it took nobody's offer out of force
 * (拍卖法 36): the best offer of the others stands again, and where that changes the price they get the time an offer would have given them.
 */
export function exclude(contest: Contest, { at, by, key, paddle, reason }: Asked<"exclude">): Result<Draft> {
  const bidder = bidderOf(contest, paddle);
  if (bidder === null) return refuse("paddle-unknown", { paddle });
  if (bidder.isExcluded) return refuse("paddle-excluded", { paddle });
  const standing = standingOf({ offers: contest.offers, bidders: plus(contest.bidders, paddle, { ...bidder, isExcluded: true }) });
  return ok({ kind: "excluded", by, key, paddle, reason, standing: standingJson(standing), endsAt: endWithout(contest, standing, at) });
}

/** The end once `standing` stands: as after an offer where that is another one than before. */
function endWithout({ stage, frozen, standing: before }: Contest, standing: Offer | null, at: Instant): string | null {
  if (stage === null) return null;
  return timeOrNull(standing?.seq === before?.seq ? stage.endsAt : endAfterOffer(stage, frozen?.since ?? at));
}

/** The host fits the step to how the bidding goes. Law: 39号令 15, 18. */
export function changeStep(contest: Contest, { by, key, step, stage: given }: Asked<"change-step">): Result<Draft> {
  const { stage, terms: { price: { grid } } } = contest;
  if (stage === null || !isRising(stage) || !stage.phase.stepChanges) return refuse("step-not-changeable", { phase: stage?.phase.name ?? "—" });
  if (given !== null && given !== stage.number) return refuse("auction-stage-over", { given, stage: stage.number });
  if (step <= 0n || step % grid !== 0n) return refuse("offer-off-grid", { amount: yuan(step), grid: yuan(grid) });
  return ok({ kind: "step-changed", by, key, stage: given, step: moneyJson(step) });
}

/** Fixes the commitment to the reserve, in the time the terms set aside for it. Law: 39号令 10; the profiles' hours. */
export function fixReserve(contest: Contest, { at, by, key, commitment }: Asked<"fix-reserve">): Result<Draft> {
  const { terms: { reserve } } = contest;
  if (reserve === null) return refuse("auction-reserve-none");
  if (contest.reserve !== null) return refuse("auction-reserve-fixed", { commitment: contest.reserve });
  const ends = endOfFirst(contest) ?? at;
  const left = ends - (contest.frozen?.since ?? at);
  if (left <= reserve.moreThanMs) return refuse("auction-reserve-late", { before: rfc3339(plusMs(ends, -reserve.moreThanMs)) });
  if (reserve.withinMs !== null && left > reserve.withinMs) return refuse("auction-reserve-early", { from: rfc3339(plusMs(ends, -reserve.withinMs)) });
  return ok({ kind: "reserve-fixed", by, key, commitment });
}

/** When the first phase ends, as it stands; null once it is over, or once prices that were sealed in it are shown. */
function endOfFirst({ terms: { phases: [first], opensAt }, stage, movedMs }: Contest): Instant | null {
  if (stage !== null) return stage.number !== 1 || (stage.play.kind === "quotes" && stage.play.isShowing) ? null : stage.endsAt;
  return endOfPhase(first, plusMs(opensAt, movedMs), movedMs);
}

/** Stops the clock; what is left of the stage is kept. Law: 福建网上交易规则 55. */
export function freeze(contest: Contest, { at, by, key, cause, reason }: Asked<"freeze">): Result<Draft> {
  if (contest.frozen?.causes.has(cause) === true) return refuse("auction-frozen", { since: rfc3339(contest.frozen.since) });
  const endsAt = contest.stage?.endsAt ?? null;
  const savedMs = contest.frozen === null ? (endsAt === null ? null : endsAt - at) : contest.frozen.savedMs;
  return ok({ kind: "frozen", by, key, cause, reason, savedMs });
}

/** Lifts one cause; with the last one the clock goes on, at once or at an instant told in advance. Law: 福建网上交易规则 55, 58. */
export function thaw(contest: Contest, command: Asked<"thaw">): Result<Draft> {
  const { at, by, key, cause, leftMs, resumesAt } = command;
  const { frozen, terms: { freezing } } = contest;
  if (frozen?.causes.has(cause) !== true) return refuse("auction-not-frozen", { cause });
  const asked = { resumesAt: timeOrNull(resumesAt), leftMs };
  if (frozen.causes.size > 1) return ok({ kind: "thawed", by, key, cause, leftMs: null, resumesAt: null, asked });
  const earliest = at - frozen.since <= freezing.directMs ? at : plusMs(at, freezing.noticeMs);
  if ((resumesAt ?? at) < earliest) return refuse("auction-thaw-unannounced", { earliest: rfc3339(earliest) });
  const left = leftMs ?? frozen.savedMs;
  const fits = leftFits(frozen.savedMs, left, freezing.lastMs);
  return fits.ok ? ok({ kind: "thawed", by, key, cause, leftMs: left, resumesAt: rfc3339(resumesAt ?? at), asked }) : fits;
}

function leftFits(savedMs: number | null, left: number | null, lastMs: number): Result<null> {
  if (savedMs === null || left === null) return ok(null);
  if (left < savedMs) return refuse("auction-thaw-short", { savedMs });
  return savedMs <= lastMs && left > lastMs ? refuse("auction-thaw-long", { maxMs: lastMs }) : ok(null);
}
