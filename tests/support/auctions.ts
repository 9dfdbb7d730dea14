import { applied, begun, decide } from "../../src/auctions/contest.js";
import type { Contest } from "../../src/auctions/contest-state.js";
import type { Asking, Command, Happening, Wish } from "../../src/auctions/happening.js";
import type { AuctionTerms, Phase } from "../../src/auctions/terms.js";
import type { Fen } from "../../src/kernel/money.js";
import { at, HOUR_MS, MINUTE_MS, plusMs, type Instant } from "../../src/kernel/time.js";

/** 万元, with at most six decimals, as fen. */
export function wan(amount: string): Fen {
  const [whole = "", decimals = ""] = amount.replaceAll(",", "").split(".");
  return BigInt(whole + decimals.padEnd(6, "0"));
}

const ladder = (step: string) => ({ by: "ladder", rungs: [{ from: 0n, step: wan(step) }] }) as const;
const open = { ownRaise: true, stepChanges: true, endsAtCeiling: false } as const;

/** The land of G9 by the rules of Fujian: an hour that decides, a quarter of an hour to get ready, five minutes from each offer. */
export const fujian: AuctionTerms = {
  v: "auction/1", exchange: "example.org/daylight", auction: "CG-2026-7-A1", profile: "land-fj",
  price: { start: wan("12,000"), grid: wan("0.1"), ceiling: null },
  reserve: { moreThanMs: HOUR_MS, withinMs: null }, maxima: false, unusualPercent: null,
  freezing: { lastMs: HOUR_MS, directMs: HOUR_MS, noticeMs: 24 * HOUR_MS },
  opensAt: at("2026-09-07T09:00:00+08:00"),
  phases: [
    { kind: "listing", name: "listing", ...open, steps: ladder("100"), multiples: false, lasts: { untilAt: at("2026-09-21T10:00:00+08:00") }, pauseMs: 0, then: [{ when: [{ is: "offered-late", bidders: 2, ms: HOUR_MS }], go: "preparation" }] },
    { kind: "preparation", name: "preparation", lasts: { ms: 15 * MINUTE_MS }, then: [{ when: [], go: "countdown" }] },
    { kind: "countdown", name: "countdown", ...open, steps: ladder("200"), multiples: false, windowMs: 5 * MINUTE_MS, then: [] },
  ],
};

/** The same land by the rules of Suzhou: no offers in the last hour, whole multiples, four minutes from each offer. */
export const suzhou: AuctionTerms = {
  ...fujian, profile: "land-sz", reserve: { moreThanMs: 0, withinMs: 30 * MINUTE_MS },
  phases: [
    { kind: "listing", name: "listing", ...open, steps: ladder("100"), multiples: true, lasts: { untilAt: at("2026-09-21T10:00:00+08:00") }, pauseMs: HOUR_MS, then: [{ when: [{ is: "admitted", bidders: 2 }], go: "countdown" }] },
    { kind: "countdown", name: "countdown", ...open, steps: ladder("100"), multiples: true, windowMs: 4 * MINUTE_MS, then: [] },
  ],
};

/** An instant of September 2026 as the rule book writes it: `21 09:20`, `21 10:28:29.900`. */
export function september(text: string): Instant {
  const [day = "", time = ""] = text.split(" ");
  return at(`2026-09-${day.padStart(2, "0")}T${time.length === 5 ? `${time}:00` : time}+08:00`);
}

/** A contest being played: it keeps what happened, and that replaying it gives the same is checked by whoever asks. */
export type Played = {
  readonly happenings: Happening[];
  contest: () => Contest;
  /** Lets something happen, and answers with the happening that is its answer. */
  ask: (when: Instant, by: string, wish: Wish, stage?: number | null, key?: string) => Happening | undefined;
  tick: (when: Instant) => void;
};

/** @param paddles who is admitted before it opens */
export function play(terms: AuctionTerms, paddles: readonly string[] = []): Played {
  let contest = begun(terms);
  let keys = 0;
  const happenings: Happening[] = [];
  const run = (command: Command): readonly Happening[] => {
    const made = decide(contest, command);
    for (const each of made) contest = applied(contest, each);
    happenings.push(...made);
    return made;
  };
  const ask: Played["ask"] = (when, by, wish, stage = null, key = `k${String((keys += 1))}`) => {
    const asking = { at: when, by, key, stage, ...wish } as Asking;
    return run(asking).find((each) => "key" in each && each.by === by && each.key === key);
  };
  for (const paddle of paddles) ask((terms.opensAt - HOUR_MS) as Instant, "officer", { kind: "admit", paddle, commitment: "0".repeat(64), preemption: null });
  return { happenings, contest: () => contest, ask, tick: (when) => void run({ kind: "tick", at: when }) };
}

/** What became of a wish in one word: the happening's kind, or the code of its refusal. */
export const answer = (happening: Happening | undefined): string => (happening === undefined ? "nothing" : happening.kind === "refused" ? happening.code : happening.kind);

/** An instant so long after the land of G9 is opened. */
export const sinceOpening = (ms: number): Instant => plusMs(fujian.opensAt, ms);

/** What a phase of rising offers says of itself, with a step of 100万元. */
export const rising = { steps: ladder("100"), multiples: false, ...open } as const;

/** A countdown of five minutes. */
export const countdown = (more: Partial<Extract<Phase, { kind: "countdown" }>> = {}): Phase => ({ kind: "countdown", name: "countdown", ...rising, windowMs: 5 * MINUTE_MS, then: [], ...more });

/** The land of G9 without a reserve, by other phases. */
export const landBy = (phases: AuctionTerms["phases"], more: Partial<AuctionTerms> = {}): AuctionTerms => ({ ...fujian, reserve: null, ...more, phases });

/** With a ceiling. */
export const capped = (amount: string): Partial<AuctionTerms> => ({ price: { ...fujian.price, ceiling: wan(amount) } });

/** An offer so long after the opening. */
export const bid = (room: Played, ms: number, paddle: string, amount: string, sure?: boolean): Happening | undefined =>
  room.ask(sinceOpening(ms), paddle, { kind: "offer", amount: wan(amount), ...(sure === undefined ? {} : { sure }) });
