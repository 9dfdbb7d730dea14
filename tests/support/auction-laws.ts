import { applied, decide, dueAt, viewOf } from "../../src/auctions/contest.js";
import { answerTo, eligiblePaddles, type Contest } from "../../src/auctions/contest-state.js";
import { backwards } from "../../src/auctions/grown.js";
import type { Command, Happening } from "../../src/auctions/happening.js";
import { parseMoney, type Fen, type MoneyJson } from "../../src/kernel/money.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";

/** Everything of a contest that decides what can happen, as text. @param from what instants are told from */
export function stateText(contest: Contest, from = 0): string {
  const told = { ...contest, terms: 0, seq: 0, answers: 0, at: contest.at - from, bidders: eligiblePaddles(contest), offers: [...backwards(contest.offers)].map((offer) => ({ ...offer, seq: 0 })) };
  return JSON.stringify(told, (name, value: unknown) => {
    if (typeof value === "bigint") return value.toString();
    if (value instanceof Map) return [...(value as Map<string, unknown>)];
    if (value instanceof Set) return [...(value as Set<string>)].sort();
    if (name === "phase" && typeof value === "object" && value !== null && "name" in value) return value.name;
    return /(?:At|since)$/.test(name) && typeof value === "number" ? value - from : value;
  });
}

const ACCEPTED: ReadonlySet<Happening["kind"]> = new Set(["offered", "taken", "sealed", "shown", "pledged", "quoted", "answered", "maximum-left"]);
/** Written without a matcher: some hundred thousand transitions are held against it. */
function law(holds: boolean, what: string): void {
  if (!holds) throw new Error(`a law of the contest is broken: ${what}`);
}
const fen = (amount: MoneyJson): Fen => must(parseMoney(amount));

/**
 * Lets one command happen and holds what came of it against what must be true of every contest. Each law is written here once more, by other
 * means than the contest's own: by what happenings say, not by how they were decided.
 */
export function lawfully(contest: Contest, command: Command): Contest {
  const made = decide(contest, command);
  const now = Math.max(command.at, contest.at);
  let before = contest;
  for (const happening of made) {
    const after = applied(before, JSON.parse(JSON.stringify(happening)) as Happening);
    law(stateText(after) === stateText(applied(before, happening)), "replaying gives the same");
    law(happening.seq === before.seq + 1, "no gap");
    law(at(happening.at) <= now, "nothing happens after its command");
    step(before, happening, after);
    before = after;
  }
  const due = dueAt(before);
  law(due === null || due > now, "nothing is owed any more");
  whole(before);
  answered(contest, command, made, before);
  return before;
}

/** What is true between two happenings. */
function step(before: Contest, happening: Happening, after: Contest): void {
  const instant = at(happening.at);
  law(instant >= before.at, "time goes on");
  law(before.ended === null || happening.kind === "refused", "an ended contest takes nothing");
  law(happening.kind !== "refused" || stateText({ ...after, at: before.at }) === stateText(before), "a refusal changes nothing");
  law(happening.kind === "excluded" || priceOf(after) >= priceOf(before), "the price never falls");
  law(isNoNearer(before, after), "the end never comes nearer");
  if (ACCEPTED.has(happening.kind)) taken(before, instant);
  if (happening.kind === "offered" || happening.kind === "offered-for") offered(before, happening.by, fen(happening.amount));
  if (happening.kind === "resumed") resumed(before, after, instant);
}

const priceOf = ({ standing }: Contest): Fen => standing?.amount ?? 0n;

function taken({ frozen, stage }: Contest, instant: number): void {
  law(frozen === null, "nothing is taken while it is frozen");
  law(stage !== null && (stage.endsAt === null || instant < stage.endsAt), "what counts comes before the end");
}

function isNoNearer({ stage: before }: Contest, { stage: after }: Contest): boolean {
  return before === null || after?.number !== before.number || before.endsAt === null || after.endsAt === null || after.endsAt >= before.endsAt;
}

/** An offer lies on the grid between start and ceiling, and goes over the one before it by a whole step. */
function offered(before: Contest, paddle: string, amount: Fen): void {
  const { start, grid, ceiling } = before.terms.price;
  law(eligiblePaddles(before).includes(paddle), "a bidder who may");
  law(amount % grid === 0n, "on the grid");
  law(amount >= start && (ceiling === null || amount <= ceiling), "between start and ceiling");
  const price = before.standing?.amount ?? null;
  law(price === null || amount >= price + leastStep(before, price) || (amount === ceiling && amount > price), "a whole step");
}

/** By the host's step or the ladder; of a share of the price only the least is looked at. */
function leastStep({ stage, terms }: Contest, price: Fen): Fen {
  if (stage === null || !("steps" in stage.phase)) return 0n;
  if (stage.step !== null) return stage.step;
  const { steps } = stage.phase;
  return steps.by === "percent" ? steps.atLeast : (steps.rungs.filter(({ from }) => from <= price).at(-1)?.step ?? terms.price.grid);
}

/** What was left is left. */
function resumed(before: Contest, after: Contest, instant: number): void {
  const saved = before.frozen?.savedMs ?? null;
  if (saved === null || after.stage?.endsAt == null) return;
  law(after.stage.endsAt - instant >= saved, "no less is left than was saved");
  law(saved > before.terms.freezing.lastMs || after.stage.endsAt - instant <= before.terms.freezing.lastMs, "in the last stretch no more is left than it");
}

/** What is true of a contest whenever it rests. */
function whole(contest: Contest): void {
  const paddles = eligiblePaddles(contest);
  const leading = paddles.filter((paddle) => viewOf(contest, paddle).own?.status === "leading");
  law(leading.join() === (contest.standing?.paddle ?? ""), "one leads, or nobody");
  const best = [...backwards(contest.offers)].find(({ paddle }) => paddles.includes(paddle));
  law(contest.standing?.seq === best?.seq, "the best offer of who was not excluded stands");
  const { minimum } = viewOf(contest, null);
  if (minimum === null || contest.frozen !== null) return;
  for (const { paddle, amount } of contest.maxima.values()) law(paddle === contest.standing?.paddle || amount < fen(minimum), "no maximum was left behind");
}

/** A wish is answered once; again it makes nothing happen; one for another stage is not granted. */
function answered(before: Contest, command: Command, made: readonly Happening[], after: Contest): void {
  if (command.kind === "tick") return;
  const first = answerTo(before, command.by, command.key);
  const own = made.filter((happening) => "key" in happening && happening.by === command.by && happening.key === command.key);
  const isSilent = command.kind === "sample" && after.ended !== null;
  law(isSilent || own.length === (first === null ? 1 : 0), "one answer");
  const [answer] = own;
  const stage = answer === undefined ? null : stageBefore(before, made, answer);
  law(command.stage === null || answer === undefined || stage === command.stage || !ACCEPTED.has(answer.kind), "nothing is granted for another stage");
  law(isSilent || decide(after, { ...command, at: after.at }).length === 0, "a wish that comes again makes nothing happen");
}

function stageBefore(before: Contest, made: readonly Happening[], answer: Happening): number {
  const entered = made.filter((happening) => happening.seq < answer.seq && happening.kind === "stage").at(-1);
  return entered?.kind === "stage" ? entered.stage : (before.stage?.number ?? 0);
}
