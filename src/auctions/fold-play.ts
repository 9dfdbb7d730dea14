import { parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import type { Contest, Play, Stage } from "./contest-state.js";
import type { Happening } from "./happening.js";

type PlayKind = "asking" | "answered" | "sealed" | "sealed-all" | "shown" | "quoted" | "round" | "called" | "contributed" | "contributed-all" | "coded";
type Folds = { readonly [Kind in PlayKind]: (contest: Contest, happening: Extract<Happening, { readonly kind: Kind }>) => Contest };

/** What changes in what a phase keeps for itself. */
export const FOLDS_OF_PLAY: Folds = {
  "asking": (contest, { amount, endsAt }) => played(contest, "dutch", () => ({ kind: "dutch", asked: fen(amount) }), endsAt),
  "answered": (contest, { by, yes }) => {
    if (stageOf(contest).phase.kind === "willing") return { ...contest, willing: put(contest.willing, by, yes) };
    return played(contest, "match", (play) => ({ ...play, answers: put(play.answers, by, yes) }));
  },
  "sealed": (contest, { by, c, seq }) => played(contest, "quotes", (play) => ({ ...play, sealed: put(play.sealed, by, { paddle: by, c, seq, amount: null }) })),
  "sealed-all": (contest, { endsAt }) => played(contest, "quotes", (play) => ({ ...play, isShowing: true }), endsAt),
  "shown": (contest, { by, amount }) => played(contest, "quotes", (play) => {
    const own = play.sealed.get(by);
    if (own === undefined) throw new RangeError(`nothing sealed by ${by}`);
    return { ...play, sealed: put(play.sealed, by, { ...own, amount: fen(amount) }) };
  }),
  "quoted": (contest, { by, amount, values, seq }) => played(contest, "weighted", (play) => ({ ...play, quotes: put(play.quotes, by, { paddle: by, amount: fen(amount), values, round: play.round, seq }) })),
  "round": (contest, { round, endsAt }) => played(contest, "weighted", (play) => ({ ...play, round }), endsAt),
  "called": (contest, { count, endsAt }) => played(contest, "calls", () => ({ kind: "calls", count, calledAt: contest.at }), endsAt),
  "contributed": (contest, { name, r }) => played(contest, "lottery", (play) => ({ ...play, given: put(play.given, name, r) })),
  "contributed-all": (contest) => played(contest, "lottery", (play) => ({ ...play, isClosed: true }), null),
  "coded": (contest, { code }) => played(contest, "lottery", (play) => ({ ...play, code })),
};

/** @param endsAt where the end lies now; left out: where it lay */
function played<Kind extends Play["kind"]>(contest: Contest, kind: Kind, change: (play: Extract<Play, { readonly kind: Kind }>) => Play, endsAt?: string | null): Contest {
  const stage = stageOf(contest);
  if (stage.play.kind !== kind) throw new RangeError(`not in ${kind}`);
  return { ...contest, stage: { ...stage, play: change(stage.play as Extract<Play, { readonly kind: Kind }>), endsAt: endsAt === undefined ? stage.endsAt : instantOrNull(endsAt) } };
}

const put = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> => new Map(map).set(key, value);

/** @throws {RangeError} before the opening */
export function stageOf({ stage }: Contest): Stage {
  if (stage === null) throw new RangeError("before the opening");
  return stage;
}

export const fen = (amount: MoneyJson): Fen => must(parseMoney(amount));
export const instantOrNull = (text: string | null): Instant | null => (text === null ? null : at(text));
