import { moneyJson } from "../kernel/money.js";
import { at, type Instant } from "../kernel/time.js";
import { bidderOf, standingOf, withAnswer, type Contest, type Frozen, type Offer, type Play } from "./contest-state.js";
import { fen, FOLDS_OF_PLAY, instantOrNull, stageOf } from "./fold-play.js";
import { plus } from "./grown.js";
import type { Happening, Standing } from "./happening.js";
import { playOf } from "./phases.js";

type Of<Kind extends Happening["kind"]> = Extract<Happening, { readonly kind: Kind }>;
type Folds = { readonly [Kind in Happening["kind"]]: (contest: Contest, happening: Of<Kind>) => Contest };

/**
 * The contest after one happening more. It decides nothing: what a happening says is so.
 * @throws {RangeError} where it is not the next one or follows from nothing: a fault of ours, or rows that somebody changed
 */
export function folded(contest: Contest, happening: Happening): Contest {
  const instant = at(happening.at);
  if (happening.seq !== contest.seq + 1 || instant < contest.at) throw new RangeError(`happening ${String(happening.seq)} does not follow ${String(contest.seq)}`);
  const answers = "key" in happening ? plus(contest.answers, withAnswer(happening.by, happening.key), happening.seq) : contest.answers;
  const before: Contest = { ...contest, seq: happening.seq, at: instant, answers };
  return (FOLDS[happening.kind] as (contest: Contest, happening: Happening) => Contest)(before, happening);
}

const FOLDS: Folds = {
  "admitted": (contest, { paddle, commitment, preemption }) => ({ ...contest, bidders: plus(contest.bidders, paddle, { paddle, commitment, preemption, isExcluded: false }), eligible: contest.eligible + 1 }),
  "seated": (contest, { seats }) => ({
    ...contest, eligible: contest.eligible + seats.filter(({ takenOut }) => takenOut === null).length,
    bidders: seats.reduce((bidders, { paddle, commitment, preemption, takenOut }) => plus(bidders, paddle, { paddle, commitment, preemption, isExcluded: takenOut !== null }), contest.bidders),
  }),
  "excluded": excluded,
  "stage": (contest, { stage, phase: name, endsAt, pool }) => {
    const phase = contest.terms.phases.find((each) => each.name === name);
    if (phase === undefined) throw new RangeError(`no phase ${name}`);
    const begun = { number: stage, phase, startsAt: contest.at, endsAt: instantOrNull(endsAt), step: null, play: playOf(phase, pool ?? []), isDone: false };
    return { ...contest, stage: begun, willing: phase.kind === "willing" ? new Map() : contest.willing };
  },
  "offered": (contest, { by, amount, endsAt }) => offered(contest, { paddle: by, amount }, endsAt),
  "offered-for": (contest, { by, amount, endsAt }) => offered(contest, { paddle: by, amount }, endsAt),
  "taken": (contest, { by, amount }) => done(offered(contest, { paddle: by, amount }, null)),
  "pledged": (contest, { by, quantity, endsAt }) => offered(contest, { paddle: by, amount: moneyJson(contest.standing?.amount ?? contest.terms.price.start), quantity }, endsAt),
  "chosen": (contest, { standing }) => done(standing === null ? contest : offered(contest, standing, null)),
  "maximum-left": (contest, { by, amount, seq }) => {
    const maxima = new Map(contest.maxima);
    if (amount === null) maxima.delete(by);
    else maxima.set(by, { paddle: by, amount: fen(amount), seq });
    return { ...contest, maxima };
  },
  ...FOLDS_OF_PLAY,
  "step-changed": (contest, { step }) => ({ ...contest, stage: contest.stage === null ? null : { ...contest.stage, step: fen(step) } }),
  "reserve-fixed": (contest, { commitment }) => ({ ...contest, reserve: commitment }),
  "frozen": (contest, { cause, savedMs }) => {
    const before: Omit<Frozen, "resumesAt"> = contest.frozen ?? { since: contest.at, causes: new Set(), savedMs, leftMs: savedMs };
    return { ...contest, frozen: { ...before, causes: new Set([...before.causes, cause]), leftMs: before.savedMs, resumesAt: null } };
  },
  "thawed": (contest, { cause, leftMs, resumesAt }) => {
    const frozen = frozenOf(contest);
    const causes = new Set([...frozen.causes].filter((each) => each !== cause));
    return { ...contest, frozen: { ...frozen, causes, leftMs: leftMs ?? frozen.leftMs, resumesAt: instantOrNull(resumesAt) } };
  },
  "resumed": resumed,
  "sampled": (contest) => contest,
  "refused": (contest) => contest,
  "ended": (contest) => ({ ...contest, ended: { at: contest.at, standing: contest.standing } }),
};

function offered(contest: Contest, { paddle, amount, quantity, shares }: Standing, endsAt: string | null): Contest {
  const stage = stageOf(contest);
  const offer: Offer = { paddle, amount: fen(amount), seq: contest.seq, stage: stage.number, leftMs: stage.endsAt === null ? null : stage.endsAt - contest.at, quantity: quantity ?? null, shares: shares ?? null };
  return { ...contest, offers: plus(contest.offers, paddle, offer), standing: offer, stage: { ...stage, endsAt: instantOrNull(endsAt), play: calledNone(stage.play) } };
}

/** A price that changed has not been called yet. */
const calledNone = (play: Play): Play => (play.kind === "calls" ? { ...play, count: 0, calledAt: null } : play);
const done = (contest: Contest): Contest => ({ ...contest, stage: { ...stageOf(contest), isDone: true } });

function excluded(contest: Contest, { paddle, endsAt }: Of<"excluded">): Contest {
  const bidder = bidderOf(contest, paddle);
  if (bidder === null) throw new RangeError(`no paddle ${paddle}`);
  const bidders = plus(contest.bidders, paddle, { ...bidder, isExcluded: true });
  const maxima = new Map(contest.maxima);
  maxima.delete(paddle);
  const ends = instantOrNull(endsAt);
  const stage = contest.stage === null ? null : { ...contest.stage, endsAt: ends, play: calledNone(contest.stage.play) };
  return { ...contest, bidders, maxima, stage, eligible: contest.eligible - 1, standing: standingOf({ bidders, offers: contest.offers }), frozen: givenMore(contest.frozen, ends) };
}

/** A freeze keeps what the stage has left: where that grew meanwhile, the contest goes on with no less. */
function givenMore(frozen: Frozen | null, endsAt: Instant | null): Frozen | null {
  if (frozen === null || endsAt === null || frozen.savedMs === null) return frozen;
  const savedMs = endsAt - frozen.since;
  return { ...frozen, savedMs, leftMs: Math.max(frozen.leftMs ?? savedMs, savedMs) };
}

/** Instants that the terms name move by what the contest stood still, or was given more. */
function resumed(contest: Contest, { endsAt }: Of<"resumed">): Contest {
  const { stage, terms, at: now, movedMs } = contest;
  const frozen = frozenOf(contest);
  const ends = instantOrNull(endsAt);
  if (stage === null) return { ...contest, frozen: null, movedMs: Math.max(movedMs, now - terms.opensAt) };
  const moved = stage.endsAt === null || ends === null ? now - frozen.since : ends - stage.endsAt;
  return { ...contest, frozen: null, movedMs: movedMs + moved, stage: { ...stage, endsAt: ends, play: calledNone(stage.play) } };
}

function frozenOf({ frozen }: Contest): Frozen {
  if (frozen === null) throw new RangeError("it is not frozen");
  return frozen;
}
