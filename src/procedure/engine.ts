import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/** The vocabulary of a family of procedures: what its tables may name, and what its guards look at. Lines that buy have one, lines that sell another. */
export type Terms = { readonly stage: string; readonly role: string; readonly guard: string; readonly document: string; readonly deadline: string; readonly facts: object };

/** One arrow of the diagram, made by a person in a role or by the clock at a deadline. */
export type MoveOf<T extends Terms> = {
  readonly name: string;
  readonly title: Words;
  readonly from: readonly T["stage"][];
  /** `same` stays; `back` returns to the stage a suspension interrupted. */
  readonly to: T["stage"] | "same" | "back";
  /** All must hold; the first that does not, in this order, is the answer. */
  readonly guards: readonly T["guard"][];
  /** Broken duties that do not stop the move: said, logged and shown to the supervisor. */
  readonly warns?: readonly T["guard"][];
  readonly issues: readonly T["document"][];
} & ({ readonly by: T["role"] } | { readonly by: "clock"; readonly at: T["deadline"] });

/** Where something stands, and where it stood before a suspension. */
export type StandingOf<T extends Terms> = { readonly stage: T["stage"]; readonly before: T["stage"] | null };

/** The table of moves of one line. */
export type MovesOf<T extends Terms> = { readonly moves: readonly MoveOf<T>[] };

export type TimesOf<T extends Terms> = Readonly<Partial<Record<T["deadline"], Instant>>>;

/** What the engine is made of: the checks by name, stages and roles in words, and the stages that interrupt and remember where one stood. */
export type Vocabulary<T extends Terms> = {
  readonly guards: Readonly<Record<T["guard"], { readonly check: (facts: T["facts"]) => Refusal | null }>>;
  readonly stages: Readonly<Record<T["stage"], Words>>;
  readonly roles: Readonly<Record<T["role"] | "clock", Words>>;
  readonly interruptions: readonly T["stage"][];
};

/** A move that was made: where the lot stands after it, what is published, and which duties it broke without being stopped. */
export type AdvancedOf<T extends Terms> = { readonly standing: StandingOf<T>; readonly issues: readonly T["document"][]; readonly warnings: readonly Refusal[] };

/** A move that starts where the lot stands, with the first reason it may not be made, or null. */
export type OpenMoveOf<T extends Terms> = { readonly move: MoveOf<T>; readonly refusal: Refusal | null; readonly warnings: readonly Refusal[] };

const startingAt = <T extends Terms>({ moves }: MovesOf<T>, { stage }: StandingOf<T>, names: readonly string[]): MoveOf<T> | undefined => moves.find(({ name, from }) => names.includes(name) && from.includes(stage));

function closedTo<T extends Terms>({ stages }: Vocabulary<T>, { moves }: MovesOf<T>, { stage }: StandingOf<T>, name: string): Refusal {
  const { refusal } = refuse("move-not-open", { move: name, moveZh: moves.find((each) => each.name === name)?.title.zh ?? name, stage, stageZh: stages[stage].zh });
  return refusal;
}

/** Why none of these moves can be made where a lot stands: the line knows none of them, or they start elsewhere; null where one starts here. */
export function notOpenIn<T extends Terms>(words: Vocabulary<T>, procedure: MovesOf<T>, standing: StandingOf<T>, names: readonly string[]): Refusal | null {
  if (startingAt(procedure, standing, names) !== undefined) return null;
  return closedTo(words, procedure, standing, names.find((name) => procedure.moves.some((each) => each.name === name)) ?? names[0] ?? "");
}

/** Makes one move of a procedure, or says why it may not be made. The same for every line. @param asked the move's name, and the role that makes it, `clock` for due moves */
export function advanceIn<T extends Terms>(words: Vocabulary<T>, procedure: MovesOf<T>, standing: StandingOf<T>, asked: { readonly name: string; readonly by: T["role"] | "clock" }, facts: T["facts"]): Result<AdvancedOf<T>> {
  const move = startingAt(procedure, standing, [asked.name]);
  if (move === undefined) return { ok: false, refusal: closedTo(words, procedure, standing, asked.name) };
  const mover = words.roles[move.by];
  if (move.by !== asked.by) return refuse("move-not-yours", { move: asked.name, moveZh: move.title.zh, by: mover.en, byZh: mover.zh });
  const refusal = firstRefusal(words, move.guards, facts);
  if (refusal !== null) return { ok: false, refusal };
  return ok({ standing: after(words, move, standing), issues: move.issues, warnings: refusalsOf(words, move.warns ?? [], facts) });
}

/** The first of these guards that says no, in their order. */
export function firstRefusal<T extends Terms>({ guards }: Vocabulary<T>, names: readonly T["guard"][], facts: T["facts"]): Refusal | null {
  for (const name of names) {
    const refusal = guards[name].check(facts);
    if (refusal !== null) return refusal;
  }
  return null;
}

const refusalsOf = <T extends Terms>({ guards }: Vocabulary<T>, names: readonly T["guard"][], facts: T["facts"]): readonly Refusal[] => names.flatMap((name) => guards[name].check(facts) ?? []);

/** @throws {RangeError} if a suspended lot does not know where it stood. */
function after<T extends Terms>({ interruptions }: Vocabulary<T>, move: MoveOf<T>, standing: StandingOf<T>): StandingOf<T> {
  const { to } = move;
  if (to === "same") return standing;
  if (to !== "back") return { stage: to, before: interruptions.includes(to) ? standing.stage : null };
  if (standing.before === null) throw new RangeError("suspended from nowhere");
  return { stage: standing.before, before: null };
}

/** Every move of a role from where the lot stands: the same answers `advanceIn` would give, so a button and the server cannot disagree. */
export function movesIn<T extends Terms>(words: Vocabulary<T>, { moves }: MovesOf<T>, standing: StandingOf<T>, by: T["role"] | "clock", facts: T["facts"]): readonly OpenMoveOf<T>[] {
  const open = moves.filter((move) => move.by === by && move.from.includes(standing.stage));
  return open.map((move) => ({ move, refusal: firstRefusal(words, move.guards, facts), warnings: refusalsOf(words, move.warns ?? [], facts) }));
}

/** The next instant at which the clock may move a lot, with the moves to try then in their written order; null when it waits for people. */
export function nextDueOf<T extends Terms>({ moves }: MovesOf<T>, standing: StandingOf<T>, times: TimesOf<T>): { readonly at: Instant; readonly moves: readonly string[] } | null {
  const due = moves.flatMap((move) => {
    const instant = move.by === "clock" && move.from.includes(standing.stage) ? times[(move as { readonly at: T["deadline"] }).at] : undefined;
    return instant === undefined ? [] : [{ at: instant, name: move.name }];
  });
  if (due.length === 0) return null;
  const first = Math.min(...due.map(({ at }) => at)) as Instant;
  return { at: first, moves: due.filter(({ at }) => at === first).map(({ name }) => name) };
}
