import type { Json } from "../kernel/canonical-json.js";
import type { Instant } from "../kernel/time.js";

/** What a writer reads of a happening; the rest is the contest's own. `key`: of the request it answers. */
export type Told = { readonly seq: number; readonly at: string; readonly kind: string; readonly key?: string };

/** Why the exchange itself stops a contest: its writer was silent for a short while, or something that two officers must look at. */
export type Still = "writer-lost" | "fault";

/**
 * A contest as its writer drives it: values and functions, no clock and no I/O. Folding `applied` over what `decide` said is the
 * contest again, whoever folds it. A command is plain JSON with `kind` and `at`.
 */
export type Engine<Contest, Command, Happening extends Told> = {
  /** @param terms as kept and logged */
  readonly begun: (terms: Uint8Array) => Contest;
  /** First the steps the clock owes up to the command's instant, then the command itself; a refusal is a happening too. */
  readonly decide: (contest: Contest, command: Command) => readonly Happening[];
  readonly applied: (contest: Contest, happening: Happening) => Contest;
  /** When the clock owes the next step; null while the contest waits for people, stands still or is over. */
  readonly dueAt: (contest: Contest) => Instant | null;
  readonly isOver: (contest: Contest) => boolean;
  /** Whether its first phase has begun. */
  readonly isOpen: (contest: Contest) => boolean;
  /** Whether something is asked before the opening. */
  readonly isEarly: (contest: Contest, command: Command) => boolean;
  /** Why it stands still; none where it goes on. */
  readonly stillFor: (contest: Contest) => readonly Still[];
  readonly tick: (at: Instant) => Command;
  /** What the exchange ordered, as it is kept: money as the contract writes it. */
  readonly ordered: (order: Readonly<Record<string, unknown>>, at: Instant) => Command;
  readonly freeze: (at: Instant, still: Still, reason: string) => Command;
  /** What the exchange measured of itself: how far its clock is off by the witnesses (null: nobody can say), how long the last commit took. */
  readonly sample: (at: Instant, driftMs: number | null, lagMs: number) => Command;
  /** @param resumesAt when the countdown goes on */
  readonly thaw: (at: Instant, still: Still, resumesAt: Instant) => Command;
  /** What somebody may see: everybody with null, a bidder with his paddle. */
  readonly viewOf: (contest: Contest, paddle: string | null) => Json;
  /** @param signature of the bidder's key over what was asked, base64; null for everybody else's */
  readonly bytesOf: (happening: Happening, signature: string | null) => Uint8Array;
  /** @throws {RangeError} where the bytes are no happening */
  readonly readHappening: (bytes: Uint8Array) => Happening;
  /** The head of the chain before the first happening, and after the next. */
  readonly firstHead: (terms: Uint8Array) => Uint8Array;
  readonly nextHead: (head: Uint8Array, bytes: Uint8Array) => Uint8Array;
};

