import { moneyJson } from "../kernel/money.js";
import { refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { endAfterOffer } from "./ascending.js";
import { dueAt, stepDue } from "./clock.js";
import { answerTo, type Contest } from "./contest-state.js";
import { folded } from "./fold.js";
import { nothing } from "./grown.js";
import type { Asking, Command, Draft, Happening } from "./happening.js";
import { offersFor } from "./maxima.js";
import { contribute, drawByCode } from "./lottery.js";
import { decideAnswer } from "./matching.js";
import { decideMaximum, decideOffer } from "./offering.js";
import { admit, changeStep, exclude, fixReserve, freeze, seat, thaw } from "./offices.js";
import { reveal, seal } from "./quotes.js";
import { refusedDraft } from "./refusing.js";
import { timeOrNull } from "./said.js";
import { call, pledge, take } from "./taking.js";
import type { AuctionTerms } from "./terms.js";
import { viewOf } from "./view.js";
import { quote } from "./weighted.js";

export { dueAt, viewOf };

const NEVER = 0 as Instant;

/** A contest of which nothing has happened yet. */
export const begun = (terms: AuctionTerms): Contest => ({
  terms, seq: 0, at: NEVER, movedMs: 0, bidders: nothing(), eligible: 0, offers: nothing(), standing: null, maxima: new Map(),
  willing: new Map(), answers: nothing(), reserve: null, stage: null, frozen: null, ended: null,
});

/** What `decide` worked out on its way, so that applying it costs nothing more. */
const worked = new WeakMap<Happening, { readonly before: Contest; readonly after: Contest }>();

/** The contest after one happening more. @throws {RangeError} where it does not follow */
export function applied(contest: Contest, happening: Happening): Contest {
  const known = worked.get(happening);
  return known?.before === contest ? known.after : folded(contest, happening);
}

/**
 * What happens by a command: first every step the clock owes up to its instant, each at its own; then the command, as something that happened
 * or a refusal; then what follows from it. A command that came again makes nothing happen: `answerTo` finds the first answer.
 * An instant before the last happening counts as that one's.
 */
export function decide(contest: Contest, command: Command): readonly Happening[] {
  const at = command.at > contest.at ? command.at : contest.at;
  const run = { contest, made: [] as Happening[] };
  settle(run, at);
  if (command.kind === "tick" || answerTo(run.contest, command.by, command.key) !== null) return run.made;
  const draft = draftOf(run.contest, { ...command, at });
  if (draft === null) return run.made;
  add(run, draft, at);
  settle(run, at);
  return run.made;
}

type Run = { contest: Contest; readonly made: Happening[] };

function add(run: Run, draft: Draft, at: Instant): void {
  const happening = { seq: run.contest.seq + 1, at: rfc3339(at), ...draft } as Happening;
  const after = folded(run.contest, happening);
  worked.set(happening, { before: run.contest, after });
  run.contest = after;
  run.made.push(happening);
}

/** Everything that follows of itself up to `at`, in the order it comes about. */
function settle(run: Run, at: Instant): void {
  for (;;) {
    offerFor(run);
    const due = dueAt(run.contest);
    if (due === null || due > at) return;
    add(run, stepDue(run.contest, due), due);
  }
}

function offerFor(run: Run): void {
  for (let offers = offersFor(run.contest); offers.length > 0; offers = offersFor(run.contest)) {
    for (const { paddle, amount } of offers) {
      const { stage, at } = run.contest;
      add(run, { kind: "offered-for", by: paddle, amount: moneyJson(amount), endsAt: stage === null ? null : timeOrNull(endAfterOffer(stage, at)) }, at);
    }
  }
}

/** The command as what it makes happen; null where it leaves no trace. */
function draftOf(contest: Contest, command: Asking): Draft | null {
  if (contest.ended !== null && command.kind === "sample") return null;
  const decided = contest.ended === null ? decideWish(contest, command) : refuse("auction-over", { endedAt: rfc3339(contest.ended.at) });
  return decided.ok ? decided.value : refusedDraft(command, decided.refusal);
}

type Deciders = { readonly [Kind in Asking["kind"]]: (contest: Contest, command: Extract<Asking, { readonly kind: Kind }>) => Result<Draft> };
const DECIDERS: Deciders = {
  "offer": decideOffer,
  "maximum": decideMaximum,
  "take": take,
  "answer": decideAnswer,
  "seal": seal,
  "reveal": reveal,
  "pledge": pledge,
  "quote": quote,
  "call": call,
  "contribute": contribute,
  "draw": drawByCode,
  "admit": admit,
  "seat": seat,
  "exclude": exclude,
  "change-step": changeStep,
  "fix-reserve": fixReserve,
  "freeze": freeze,
  "thaw": thaw,
  "sample": (_contest, { by, key, driftMs, lagMs }) => ({ ok: true, value: { kind: "sampled", by, key, driftMs, lagMs } }),
};

const decideWish = (contest: Contest, command: Asking): Result<Draft> => (DECIDERS[command.kind] as (contest: Contest, command: Asking) => Result<Draft>)(contest, command);
