import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";
import type { Stage } from "../procedure/procedure.js";
import { commitmentOf, draw, everDrawn, labelOf, randomnessOf, ranked, substituteFor, upChain, type PoolRow } from "./draw-order.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import type { EscrowOpeners } from "../signing/escrow.js";
import { EXCLUSIONS, type OpenedLabel, type PlanFile, type PoolFile, type Replacement, type ReplacementReason, type RevealHow, type ResultFile } from "./files.js";
import type { Round } from "../tenders/entry.js";
import type { BeaconChain, BeaconFile, PlannedBeacon } from "./beacon.js";
import { beaconGiven, beaconOf, decideRound } from "./round.js";
import { CHAIN_CODES, codeName } from "./chain.js";
import { levelOf } from "./specialty.js";

/** Who can put randomness into a draw, by the name in its files; the supervisor cannot, whose code comes last. */
export const CONTRIBUTORS = { tenderer: "tenderer", agency: "agency", exchange: "exchange-staff", notary: "notary" } as const;
export type Contributor = keyof typeof CONTRIBUTORS;
export const isContributor = (name: string): name is Contributor => Object.hasOwn(CONTRIBUTORS, name);

/** From the notice, of applications or bids, until the committee sits: then a draw is asked for, and seats of it fall to others. */
const DRAWING_STAGES: readonly Stage[] = ["prequal_open", "prequal_review", "noticed", "bidding", "closed", "opening", "opened", "qualified"];
/** Whether a draw may be asked for at this stage of a lot. */
export const drawsAt = (stage: string): boolean => (DRAWING_STAGES as readonly string[]).includes(stage);
/** Whether seats may fall to others: until the committee sits, and while it evaluates those of members who left it (条例 48; 87号令 49). */
export const replacesAt = (stage: string): boolean => drawsAt(stage) || stage === EVALUATING;
const EVALUATING: Stage = "evaluating";

/** One honest contributor among three is enough (trust.md §3.4). */
const CONTRIBUTORS_MIN = 3;
/** A request names specialties this deep (rule book C3). */
const STRATUM_LEVELS: readonly number[] = [3, 4];
/** Below so many times its seats a stratum is small enough to guess who comes (rule book C3). */
export const AMPLE = 3;
/** How long contributors may take once all have committed. */
const REVEAL_MINUTES = 30;
/** How long the openers may take after that to open what was not revealed. */
const ESCROW_MINUTES = 120;
/** How long the supervisor may take with a code that it owes, before the openers may open it. */
const CODE_MINUTES = 120;
/** How long before the evaluation seats are opened by those who sit on them (rule book C5 item 5). */
const SIGN_IN_MINUTES = 30;

/** What the tenderer asks for: how many of which specialty, beside how many representatives of its own. */
export type DrawRequest = {
  readonly strata: Readonly<Record<string, number>>; readonly perOrg: number; readonly contributors: readonly string[]; readonly representatives: number;
  /** Why specialties are wider than those the lot is of; null where they are not. */
  readonly widened: string | null;
  /** The round of a public beacon that the draw waits for; null where it waits for none. */
  readonly beacon: PlannedBeacon | null;
};

/** A replacement that the pool keeper asked for and no code has been given to. */
export type ReplacementAsked = { readonly label: string; readonly reason: ReplacementReason; readonly evidence: string };

/** All that is known of a draw; what has not happened is null or empty. */
export type DrawState = {
  readonly id: string;
  /** For which committee of the lot. */
  readonly round: Round;
  readonly request: DrawRequest;
  readonly secretSha256: string | null;
  readonly plan: PlanFile | null;
  /** How many pools were brought; the last one counts. */
  readonly pools: number;
  readonly pool: { readonly file: PoolFile; readonly sha256: string; readonly approved: boolean } | null;
  readonly commits: Readonly<Record<string, string>>;
  readonly lastCommitAt: Instant | null;
  readonly reveals: Readonly<Record<string, string>>;
  readonly lastRevealAt: Instant | null;
  /** How values came that no contributor gave. */
  readonly hows: Readonly<Record<string, RevealHow>>;
  /** The hash of each escrow by name: a contributor's, or `code-<n>`. */
  readonly escrows: Readonly<Record<string, string>>;
  /** The round that the plan waits for, as it came or did not; null while it is waited for, and where the plan has none. */
  readonly beacon: BeaconFile | null;
  readonly beaconAt: Instant | null;
  /** The codes given so far, the first for the result, one more for each replacement. */
  readonly codes: readonly string[];
  readonly result: ResultFile | null;
  readonly asked: ReplacementAsked | null;
  readonly askedAt: Instant | null;
  readonly replacements: readonly Replacement[];
  readonly opened: readonly OpenedLabel[];
};

/** Whether a request can be drawn at all; how large the committee must be the line's guards say. @param chains those that the exchange takes rounds of */
export function decideRequest({ strata, contributors, beacon }: DrawRequest, chains: readonly BeaconChain[], now: Instant): Result<true> {
  const awaited = decideRound(beacon, chains, now);
  if (!awaited.ok) return awaited;
  const wrong = Object.keys(strata).find((code) => !STRATUM_LEVELS.includes(levelOf(code) ?? 0));
  if (wrong !== undefined) return refuse("specialty-too-wide", { code: wrong });
  const unknown = contributors.find((name) => !isContributor(name));
  if (unknown !== undefined) return refuse("contributor-unknown", { name: unknown, known: Object.keys(CONTRIBUTORS).join("、") });
  const given = new Set(contributors).size;
  return given < CONTRIBUTORS_MIN || given < contributors.length ? refuse("contributors-too-few", { given, min: CONTRIBUTORS_MIN }) : ok(true);
}

export const expertsIn = ({ strata }: Pick<DrawRequest, "strata">): number => Object.values(strata).reduce((sum, seats) => sum + seats, 0);

/** Whether the supervisor brought the escrow of each of its codes, where the lot has openers, and none where it has not. */
export function decideCodesEscrowed(openers: EscrowOpeners | null, given: number): Result<true> {
  if (openers === null) return given === 0 ? ok(true) : refuse("escrow-unexpected");
  return given === CHAIN_CODES ? ok(true) : refuse("escrow-missing", { name: codeName(given) });
}

/** The plan, once the pool keeper's secret is fixed and the supervisor gives the head of its chain. */
export function planOf({ id, request, secretSha256, plan }: DrawState, { chain, escrow, chains, now }: { readonly chain: string; readonly escrow: PlanFile["escrow"] | null; readonly chains: readonly BeaconChain[]; readonly now: Instant }): Result<PlanFile> {
  if (plan !== null) return refuse("draw-planned");
  const awaited = decideRound(request.beacon, chains, now);
  if (!awaited.ok) return awaited;
  if (secretSha256 === null) return refuse("draw-secret-missing");
  const { strata, perOrg, contributors } = request;
  return ok({ v: "ddr/1", draw: id, strata, perOrg, contributors, chain, beacon: request.beacon, drawSecret_sha256: secretSha256, ...(escrow == null ? {} : { escrow }) });
}

/** How many of a stratum can be drawn at most, the limit per unit kept. */
function drawable(rows: readonly PoolRow[], stratum: string, perOrg: number): number {
  const byOrg = new Map<string, number>();
  for (const row of rows.filter((each) => each.stratum === stratum && each.excluded === null)) byOrg.set(row.orgTag, Math.min(perOrg, (byOrg.get(row.orgTag) ?? 0) + 1));
  return [...byOrg.values()].reduce((sum, count) => sum + count, 0);
}

/** A stratum from which so few can come that one could guess who does. */
export type SmallStratum = { readonly stratum: string; readonly seats: number; readonly eligible: number };

/** Takes the blinded pool: sorted, nobody twice, known strata and reasons, enough for every seat. @returns the strata that are small */
export function decidePool({ id, plan, pool }: DrawState, rows: readonly PoolRow[]): Result<{ readonly file: PoolFile; readonly small: readonly SmallStratum[] }> {
  if (plan === null) return refuse("draw-not-planned");
  if (pool?.approved === true) return refuse("pool-fixed");
  const fault = faultOfRows(plan, rows);
  if (fault !== null) return fault;
  const counted = Object.entries(plan.strata).map(([stratum, seats]) => ({ stratum, seats, eligible: drawable(rows, stratum, plan.perOrg) }));
  const short = counted.find(({ seats, eligible }) => eligible < seats);
  if (short !== undefined) return refuse("pool-too-small", short);
  return ok({ file: { v: "ddr/1", draw: id, rows }, small: counted.filter(({ seats, eligible }) => eligible < AMPLE * seats) });
}

/** The first row that is out of order, of an unknown stratum or left out for no known reason. */
function faultOfRows(plan: PlanFile, rows: readonly PoolRow[]): Result<never> | null {
  const misplaced = rows.findIndex((row, at) => at > 0 && (rows[at - 1]?.label ?? "") >= row.label);
  if (misplaced >= 0) return refuse("pool-unsorted", { label: rows[misplaced]?.label ?? "" });
  const stranger = rows.find(({ stratum }) => plan.strata[stratum] === undefined);
  if (stranger !== undefined) return refuse("pool-stratum", { stratum: stranger.stratum });
  const reason = rows.find(({ excluded }) => excluded !== null && !Object.hasOwn(EXCLUSIONS, excluded))?.excluded;
  return reason == null ? null : refuse("pool-exclusion", { reason, known: Object.keys(EXCLUSIONS).join("、") });
}

/** The supervisor saw names and exclusions, and fixes the very pool it saw. */
export function decideApproval({ pool }: DrawState, sha256: string): Result<true> {
  if (pool === null) return refuse("pool-missing");
  if (pool.approved) return refuse("pool-fixed");
  return pool.sha256 === sha256 ? ok(true) : refuse("pool-differs", { sha256: pool.sha256 });
}

/** Takes a contributor's commitment, after the pool is fixed, before anybody reveals, and before the beacon's round is out. */
export function decideCommit({ plan, pool, commits }: DrawState, name: string, chains: readonly BeaconChain[], now: Instant): Result<true> {
  if (plan?.contributors.includes(name) !== true) return refuse("not-a-contributor", { name });
  if (pool?.approved !== true) return refuse("pool-missing");
  return commits[name] === undefined ? decideRound(plan.beacon, chains, now) : refuse("contribution-made", { name });
}

/** Nobody reveals, and nothing is drawn, before all have committed. */
export function allCommitted({ contributors }: PlanFile, commits: DrawState["commits"]): Result<true> {
  const missing = contributors.filter((name) => commits[name] === undefined);
  return missing.length > 0 ? refuse("commitments-missing", { names: missing.join("、") }) : ok(true);
}

/** Takes what a contributor committed to, once all have committed; nobody can change his after seeing another's. */
export function decideReveal(state: DrawState, name: string, r: string): Result<true> {
  const { plan, commits, reveals, result } = state;
  if (plan?.contributors.includes(name) !== true) return refuse("not-a-contributor", { name });
  const committed = allCommitted(plan, commits);
  if (!committed.ok) return committed;
  if (reveals[name] !== undefined || result !== null) return refuse("contribution-made", { name });
  return commitmentOf(state.id, name, r) === commits[name] ? ok(true) : refuse("contribution-differs", { name });
}

/** When contributors' own time to reveal ends, once all have committed. */
const revealUntil = ({ lastCommitAt }: Pick<DrawState, "lastCommitAt">, now: Instant): Instant => plusMs(lastCommitAt ?? now, REVEAL_MINUTES * MINUTE_MS);
/** When the openers' time to open what was not revealed ends; without escrow there is none. */
const openUntil = (state: Pick<DrawState, "lastCommitAt" | "plan">, now: Instant): Instant => plusMs(revealUntil(state, now), state.plan?.escrow === undefined ? 0 : ESCROW_MINUTES * MINUTE_MS);
const silentNames = ({ plan, reveals }: Pick<DrawState, "plan" | "reveals">): readonly string[] => plan?.contributors.filter((name) => reveals[name] === undefined) ?? [];

/** Contributors who have not revealed: their time, and the openers', must be over before the draw goes on without them. */
function silentIn(state: DrawState, now: Instant): Result<readonly string[]> {
  const silent = silentNames(state);
  const [until, opened] = [revealUntil(state, now), openUntil(state, now)];
  if (silent.length > 0 && now < until) return refuse("reveals-missing", { names: silent.join("、"), until: rfc3339(until) });
  return silent.length > 0 && now < opened ? refuse("escrow-awaited", { names: silent.join("、"), until: rfc3339(opened) }) : ok(silent);
}

/** What openers may make public, and from when: what contributors did not reveal, or the code that the supervisor owes. */
export function openableIn(state: DrawState, now: Instant): { readonly name: string; readonly from: Instant }[] {
  const { plan, pool, commits, result, codes } = state;
  if (plan?.escrow === undefined || pool?.approved !== true || !allCommitted(plan, commits).ok) return [];
  const owed = owedSince(state, now);
  const code = owed === null ? [] : [{ name: codeName(codes.length), from: plusMs(owed, CODE_MINUTES * MINUTE_MS) }];
  return result === null ? [...silentNames(state).map((name) => ({ name, from: revealUntil(state, now) })), ...code] : code;
}

/** Since when the supervisor owes its next code; null while it owes none. */
function owedSince(state: DrawState, now: Instant): Instant | null {
  if (state.result !== null) return state.asked === null ? null : state.askedAt;
  if (beaconOf(state) === null) return null;
  const since = silentNames(state).length === 0 ? state.lastRevealAt : now < openUntil(state, now) ? null : openUntil(state, now);
  return since === null ? null : (Math.max(since, state.beaconAt ?? since) as Instant);
}

/** Whether an opener may make its share of this escrow public now: never before its time, and nothing that is not owed. */
export function decideEscrowRelease(state: DrawState, name: string, now: Instant): Result<true> {
  const due = openableIn(state, now).find((each) => each.name === name);
  if (due === undefined) return refuse("escrow-nothing-due");
  return now < due.from ? refuse("escrow-not-due", { name, until: rfc3339(due.from) }) : ok(true);
}

/** Whether nothing is waited for but the supervisor's first code. */
export function mayDrawNow(state: DrawState, now: Instant): boolean {
  const { plan, pool, commits } = state;
  return plan !== null && pool?.approved === true && allCommitted(plan, commits).ok && silentIn(state, now).ok && beaconOf(state) !== null;
}

/** Whether a code is the one before the last in the supervisor's chain; a draw has no other randomness that is his. */
const nextCode = (head: string, code: string): Result<true> => (upChain(code) === head ? ok(true) : refuse("code-not-in-chain"));

export type Drawn = { readonly file: ResultFile; readonly randomness: string; /** Who stayed silent, and stands as a dash. */ readonly silent: readonly string[] };

/** The pool in the order that a code gives it, by all that was fixed and revealed. */
export const orderUnder = ({ plan, pool, reveals, beacon }: Pick<DrawState, "reveals" | "beacon"> & { readonly plan: NonNullable<DrawState["plan"]>; readonly pool: NonNullable<DrawState["pool"]> }, code: string): PoolRow[] =>
  ranked(pool.file.rows, randomnessOf(plan, pool.sha256, reveals, beaconOf({ plan, beacon }) ?? "-"), code, nodePrimitives);

/** The draw itself, by the supervisor's first code. It is never made again. */
export function decideDraw(state: DrawState, code: string, now: Instant): Result<Drawn> {
  const { id, plan, pool, commits, result } = state;
  if (result !== null) return refuse("draw-made");
  if (plan === null || pool?.approved !== true) return refuse("pool-missing");
  const committed = allCommitted(plan, commits);
  if (!committed.ok) return committed;
  const silent = silentIn(state, now);
  if (!silent.ok) return silent;
  const beacon = beaconGiven(state);
  if (!beacon.ok) return beacon;
  const chained = nextCode(plan.chain, code);
  if (!chained.ok) return chained;
  const randomness = randomnessOf(plan, pool.sha256, state.reveals, beacon.value);
  return ok({ file: { v: "ddr/1", draw: id, drawn: draw(plan, ranked(pool.file.rows, randomness, code, nodePrimitives)) }, randomness, silent: silent.value });
}

/** Who holds a seat now, in the order they came to it. */
export function seatedIn({ result, replacements }: Pick<DrawState, "result" | "replacements">): string[] {
  let seated = result?.drawn.map(({ label }) => label) ?? [];
  for (const { label, substitute } of replacements) seated = [...seated.filter((each) => each !== label), substitute];
  return seated;
}

/** Whether the pool keeper may ask for this replacement: one at a time, of somebody who holds a seat. */
export function decideAsking(state: DrawState, asked: ReplacementAsked): Result<true> {
  if (state.result === null) return refuse("draw-not-made");
  if (state.asked !== null) return refuse("replacement-waits", { label: state.asked.label.slice(0, 8) });
  return seatedIn(state).includes(asked.label) ? ok(true) : refuse("label-not-seated", { label: asked.label.slice(0, 8) });
}

/** Who takes the seat under the supervisor's next code; the pool keeper, who said it is free, could not foresee whom it falls to. */
export function decideReplacement(state: DrawState, code: string): Result<Replacement> {
  const { plan, pool, asked, codes } = state;
  if (plan === null || pool === null || asked === null) return refuse("no-replacement-asked");
  const chained = nextCode(codes.at(-1) ?? plan.chain, code);
  if (!chained.ok) return chained;
  const seated = seatedIn(state);
  const substitute = substituteFor(plan, orderUnder({ plan, pool, reveals: state.reveals, beacon: state.beacon }, code), seated, new Set(everDrawn(state)), asked.label);
  return substitute === null ? refuse("nobody-left-to-draw", { label: asked.label.slice(0, 8) }) : ok({ ...asked, code, substitute });
}

/** The seat an expert proves to hold by his salt. @param evaluationAt when the evaluation can begin */
export function decideArrival(state: DrawState, arriving: { readonly expert: string; readonly salt: string }, evaluationAt: Instant, now: Instant): Result<string> {
  if (state.result === null) return refuse("draw-not-made");
  const label = labelOf(state.id, arriving.expert, arriving.salt);
  if (!seatedIn(state).includes(label)) return refuse("not-drawn");
  const earliest = plusMs(evaluationAt, -SIGN_IN_MINUTES * MINUTE_MS);
  return now < earliest ? refuse("sign-in-too-early", { earliest: rfc3339(earliest) }) : ok(label);
}

/** Names of a draw, once they may be told: each fits its label, nobody who was drawn is kept back, and nobody else is named but who was left out for a conflict. */
export function decideOpening(state: DrawState, opened: readonly OpenedLabel[]): Result<true> {
  if (state.result === null) return refuse("draw-not-made");
  if (state.opened.length > 0) return refuse("draw-opened");
  const drawn = everDrawn(state);
  const avoided = state.pool?.file.rows.filter(({ excluded }) => excluded === "conflict").map(({ label }) => label) ?? [];
  const named = new Set(opened.map(({ label }) => label));
  const open = new Set([...drawn, ...avoided]);
  const wrong = opened.find(({ expert, salt, label }) => labelOf(state.id, expert, salt) !== label || !open.has(label));
  if (wrong !== undefined) return refuse("label-differs", { expert: wrong.expert });
  const kept = drawn.filter((label) => !named.has(label)).length;
  return kept > 0 ? refuse("labels-kept-back", { kept }) : ok(true);
}

/** Whether another draw of the lot may be asked for: this one never had a fixed pool, it left seats empty for want of people, or its beacon came out before all had committed, so that nobody knows what it would have drawn. */
export const isSpent = ({ pool, plan, commits, request, result }: Pick<DrawState, "pool" | "plan" | "commits" | "request" | "result">, chains: readonly BeaconChain[], now: Instant): boolean =>
  pool?.approved !== true || (plan !== null && !decideRound(plan.beacon, chains, now).ok && !allCommitted(plan, commits).ok) || (result !== null && result.drawn.length < expertsIn(request));
