import { expect, test } from "vitest";
import { begun, dueAt } from "../../src/auctions/contest.js";
import { eligiblePaddles, type Contest } from "../../src/auctions/contest-state.js";
import { minimumNow, isRising } from "../../src/auctions/ascending.js";
import { backwards } from "../../src/auctions/grown.js";
import type { Command, Wish } from "../../src/auctions/happening.js";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import type { Instant } from "../../src/kernel/time.js";
import { fujian } from "../support/auctions.js";
import { lawfully } from "../support/auction-laws.js";

/*
 * Every contest of a small world, not some: from each state every command at every instant around what the clock owes next, until no new state
 * comes. States are told apart by everything that decides what can follow, with instants from now; each transition is held against all laws.
 */

const ms = (value: number): Instant => value as Instant;
const steps = (step: bigint) => ({ by: "ladder", rungs: [{ from: 0n, step }] }) as const;
const open = { multiples: false, ownRaise: true, stepChanges: false, endsAtCeiling: true } as const;
const CEILING = 15n;
const LATE_MS = 2;
/** Frozen longer than this is as frozen as this. */
const LONG_MS = 4;
const OPENS = ms(1_000);

const small: AuctionTerms = {
  ...fujian, price: { start: 10n, grid: 1n, ceiling: CEILING }, reserve: null, opensAt: OPENS, freezing: { lastMs: 4, directMs: 2, noticeMs: 3 },
  phases: [
    { kind: "listing", name: "listing", ...open, endsAtCeiling: false, steps: steps(2n), lasts: { ms: 5 }, pauseMs: 0, then: [{ when: [{ is: "offered-late", bidders: 2, ms: LATE_MS }], go: "preparation" }] },
    { kind: "preparation", name: "preparation", lasts: { ms: 1 }, then: [{ when: [], go: "countdown" }] },
    { kind: "countdown", name: "countdown", ...open, steps: steps(2n), windowMs: 2, then: [] },
  ],
};

type Asked = { readonly by: string; readonly wish: Wish };
type World = { readonly isExcluding?: boolean; readonly terms: AuctionTerms; readonly paddles: readonly string[]; readonly wishes: (contest: Contest) => readonly Asked[] };

/** The instants at which anything could come out differently: now, and around what is owed next. */
function instants(contest: Contest): Instant[] {
  const due = dueAt(contest);
  const around = due === null ? [contest.at + 2, contest.at + 3] : [due - 1, due, due + 1];
  return [...new Set([contest.at, ...around])].filter((each) => each >= contest.at).map(ms);
}

/**
 * What two states have in common from which the same can follow: in these worlds no instant but the stage's own is named, offers matter as who
 * stands behind whom while somebody can be excluded, and in a listing as who offered late.
 */
function kindOf(contest: Contest, isExcluding: boolean): string {
  const { at, stage, standing, ended, movedMs, maxima, terms } = contest;
  if (ended !== null) return `ended ${stands(contest)}`;
  const most = [...maxima.values()].sort((left, right) => left.seq - right.seq).map(({ paddle, amount }) => `${paddle}${String(amount)}`);
  const behind = isExcluding ? [...backwards(contest.offers)].map(({ paddle, amount }) => `${paddle}${String(amount)}`) : [];
  const opens = stage === null ? terms.opensAt + movedMs - at : null;
  return JSON.stringify([stage?.number, clockOf(contest) ?? opens, stands(contest), standing === null, lateOf(contest), behind, movedMs > 0, eligiblePaddles(contest), most]);
}

const stands = ({ standing }: Contest): string => (standing === null ? "nobody" : `${standing.paddle} ${String(standing.amount)}`);

/** What is left, or how it stands still. */
function clockOf({ at, stage, frozen }: Contest): unknown {
  if (frozen !== null) return [Math.min(at - frozen.since, LONG_MS), [...frozen.causes], frozen.savedMs, frozen.leftMs, frozen.resumesAt === null ? null : frozen.resumesAt - at];
  return stage?.endsAt == null ? null : stage.endsAt - at;
}

/** Who offered late in the listing. */
const lateOf = ({ stage, offers }: Contest): string[] => (stage?.number === 1 ? [...new Set([...backwards(offers)].filter(({ leftMs }) => (leftMs ?? LATE_MS + 1) <= LATE_MS).map(({ paddle }) => paddle))].sort() : []);

/** Plays all of a world. @returns how many states there are, how many transitions were taken, and how contests ended */
function everything({ terms, paddles, wishes, isExcluding = false }: World): { readonly states: number; readonly transitions: number; readonly ends: ReadonlySet<string> } {
  const first = paddles.reduce((contest, paddle) => lawfully(contest, { kind: "admit", paddle, commitment: "", at: ms(OPENS - 1), by: "officer", key: paddle, stage: null }), begun(terms));
  const known = new Map([[kindOf(first, isExcluding), first]]);
  let transitions = 0;
  // a Map goes on to what is put in while it is walked
  for (const contest of known.values()) {
    for (const command of commandsIn(contest, wishes)) {
      const after = lawfully(contest, command);
      const kind = kindOf(after, isExcluding);
      if (!known.has(kind)) known.set(kind, after);
      transitions += 1;
    }
  }
  return { states: known.size, transitions, ends: new Set([...known.values()].filter(({ ended }) => ended !== null).map(stands)) };
}

function* commandsIn(contest: Contest, wishes: World["wishes"]): Generator<Command> {
  for (const at of instants(contest)) {
    yield { kind: "tick", at };
    for (const { by, wish } of wishes(contest)) {
      for (const stage of wish.kind === "offer" ? [null, (contest.stage?.number ?? 0) + 1] : [null]) yield { at, by, key: `${String(contest.seq)} ${JSON.stringify([by, stage, wish], (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value))}`, stage, ...wish };
    }
  }
}

/** The amounts that matter: one under the least, the least, one more, the ceiling and one over it. */
function amounts(contest: Contest): bigint[] {
  const ceiling = contest.terms.price.ceiling ?? CEILING;
  const least = contest.stage !== null && isRising(contest.stage) ? minimumNow(contest, contest.stage) : contest.terms.price.start;
  return [...new Set([least - 1n, least, least + 1n, ceiling, ceiling + 1n])];
}
const offers = (contest: Contest, paddles: readonly string[]): Asked[] => paddles.flatMap((by) => amounts(contest).map((amount) => ({ by, wish: { kind: "offer", amount } as const })));
const freezes: readonly Asked[] = [
  { by: "officer", wish: { kind: "freeze", cause: "fault", reason: "…" } },
  { by: "officer", wish: { kind: "thaw", cause: "fault", resumesAt: null, leftMs: null } },
  { by: "officer", wish: { kind: "thaw", cause: "fault", resumesAt: null, leftMs: 4 } },
];
const wasFrozen = (contest: Contest) => contest.movedMs > 0;

test("a listing that turns into a countdown, two bidders, a freeze: every law holds in every state", () => {
  const all = everything({ terms: small, paddles: ["A", "B"], wishes: (contest) => [...offers(contest, ["A", "B"]), ...(wasFrozen(contest) ? [] : freezes)] });
  expect([all.states > 500, all.transitions > 30_000], `${String(all.states)} states, ${String(all.transitions)} transitions`).toEqual([true, true]);
  expect(all.ends.size).toBeGreaterThan(5);
}, 500_000);

test("a countdown with exclusions, three bidders", () => {
  const terms: AuctionTerms = { ...small, price: { ...small.price, ceiling: 13n }, phases: [{ kind: "countdown", name: "countdown", ...open, steps: steps(2n), windowMs: 2, then: [] }] };
  const all = everything({ terms, isExcluding: true, paddles: ["A", "B", "C"], wishes: (contest) => [...offers(contest, eligiblePaddles(contest)), ...["A", "B"].map((paddle) => ({ by: "officer", wish: { kind: "exclude", paddle, reason: "…" } as const }))] });
  expect([all.states > 500, all.transitions > 20_000], `${String(all.states)} states, ${String(all.transitions)} transitions`).toEqual([true, true]);
  expect(all.ends).toContain("nobody");
}, 500_000);

test("an English auction with maxima, two bidders", () => {
  const terms: AuctionTerms = { ...small, price: { ...small.price, ceiling: 14n }, maxima: true, phases: [{ kind: "english", name: "english", ...open, steps: steps(2n), lasts: { ms: 4 }, soft: { withinMs: 2, byMs: 2 }, then: [] }] };
  const all = everything({ terms, paddles: ["A", "B"], wishes: (contest) => ["A", "B"].flatMap((by): Asked[] => [10n, 12n, 13n, 14n, null].map((amount) => ({ by, wish: { kind: "maximum", amount } }))).concat(offers(contest, ["A", "B"])) });
  expect([all.states > 100, all.transitions > 5_000], `${String(all.states)} states, ${String(all.transitions)} transitions`).toEqual([true, true]);
  expect(all.ends.size).toBeGreaterThan(5);
}, 500_000);
