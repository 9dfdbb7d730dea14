import type { Json } from "../kernel/canonical-json.js";
import type { MoneyJson } from "../kernel/money.js";
import type { Fen } from "../kernel/money.js";
import type { Instant } from "../kernel/time.js";

/** Why a contest stands still. Each cause is lifted for itself; it goes on when none is left. */
export type Cause = "fault" | "dispute" | "force-majeure" | "order" | "writer-lost";

/** Who takes part from the opening: with the keys that were given before it, the newest last, each by the hash of its signed act. `takenOut`: why it does not after all. */
export type Seat = { readonly paddle: string; readonly commitment: string; readonly preemption: string | null; readonly takenOut: string | null; readonly keys: readonly { readonly key: string; readonly act: string }[] };

/** What a bidder, the host, an officer or the exchange itself wants. */
export type Wish =
  | { readonly kind: "offer"; readonly amount: Fen; /** Said a second time, for an unusual amount. */ readonly sure?: boolean }
  /** Offer for me up to this; null takes the order back. */
  | { readonly kind: "maximum"; readonly amount: Fen | null; readonly sure?: boolean }
  /** The price the clock asks, as the bidder saw it. */
  | { readonly kind: "take"; readonly amount: Fen }
  /** Goes on, or not; takes the price over by right, or not. */
  | { readonly kind: "answer"; readonly yes: boolean }
  | { readonly kind: "seal"; readonly c: string }
  | { readonly kind: "reveal"; readonly amount: Fen; readonly salt: string }
  | { readonly kind: "pledge"; readonly quantity: number }
  | { readonly kind: "quote"; readonly amount: Fen; /** In the order of the terms. */ readonly values: readonly number[] }
  | { readonly kind: "call" }
  /** What a contributor to the lottery was committed to. */
  | { readonly kind: "contribute"; readonly name: string; readonly r: string }
  | { readonly kind: "draw"; readonly code: string }
  /** @param commitment hides the firm behind the paddle until the end  @param preemption its share, of whoever has a right of pre-emption */
  | { readonly kind: "admit"; readonly paddle: string; readonly commitment: string; readonly preemption?: string | null }
  /** Everybody who was admitted before the opening, at once. @param salt against guessing who they are */
  | { readonly kind: "seat"; readonly salt: string; readonly seats: readonly Seat[] }
  | { readonly kind: "exclude"; readonly paddle: string; readonly reason: string }
  | { readonly kind: "change-step"; readonly step: Fen }
  | { readonly kind: "fix-reserve"; readonly commitment: string }
  | { readonly kind: "freeze"; readonly cause: Cause; readonly reason: string }
  /** @param resumesAt null: at once  @param leftMs null: what was saved */
  | { readonly kind: "thaw"; readonly cause: Cause; readonly resumesAt: Instant | null; readonly leftMs: number | null }
  /** What the exchange measured of itself. */
  | { readonly kind: "sample"; readonly driftMs: number | null; readonly lagMs: number };

/**
 * A wish with who has it and when it came. `by` is a paddle or one of `OFFICES`; `key` makes a repeated one the same one;
 * `stage` is the stage it was made for, null where that does not matter.
 */
export type Command = { readonly at: Instant } & (
  | { readonly kind: "tick" }
  | (Wish & { readonly by: string; readonly key: string; readonly stage: number | null })
);
export type Asking = Exclude<Command, { readonly kind: "tick" }>;

/** Who is no bidder; no paddle has such a name. */
export const OFFICES: readonly string[] = ["host", "officer", "supervisor", "exchange", "clock"];

type ForStage = { readonly stage: number | null };
type Asked = { readonly by: string; readonly key: string };
/** How a contest ended: `standing` says whose offer stands, before any reserve is looked at. */
export type Standing = {
  readonly paddle: string;
  readonly amount: MoneyJson;
  /** What was promised besides, where a second quantity was bid for. */
  readonly quantity?: number;
  /** Where several took the price over by right: each with its share of one. */
  readonly shares?: readonly { readonly paddle: string; readonly share: string }[];
};

/** What happened, as JSON. `seq` counts from 1 without a gap; instants are Beijing time. */
export type Happening = { readonly seq: number; readonly at: string } & (
  | (Asked & { readonly kind: "admitted"; readonly paddle: string; readonly commitment: string; readonly preemption: string | null })
  | (Asked & { readonly kind: "seated"; readonly salt: string; readonly seats: readonly Seat[] })
  | (Asked & { readonly kind: "excluded"; readonly paddle: string; readonly reason: string; /** What stands now. */ readonly standing: Standing | null; readonly endsAt: string | null })
  | { readonly kind: "stage"; readonly stage: number; readonly phase: string; readonly endsAt: string | null; /** Who takes part, where not every bidder does. */ readonly pool?: readonly string[] }
  | (Asked & ForStage & { readonly kind: "offered"; readonly amount: MoneyJson; readonly sure?: boolean; readonly endsAt: string | null })
  /** The exchange offered for a bidder who left a maximum; it follows the happening that made it do so. */
  | { readonly kind: "offered-for"; readonly by: string; readonly amount: MoneyJson; readonly endsAt: string | null }
  | (Asked & ForStage & { readonly kind: "maximum-left"; readonly amount: MoneyJson | null; readonly sure?: boolean })
  | (Asked & ForStage & { readonly kind: "taken"; /** What the bidder saw, and what it has it for. */ readonly seen: MoneyJson; readonly amount: MoneyJson })
  | (Asked & ForStage & { readonly kind: "answered"; readonly yes: boolean })
  | (Asked & ForStage & { readonly kind: "sealed"; readonly c: string })
  | (Asked & ForStage & { readonly kind: "shown"; readonly amount: MoneyJson; readonly salt: string })
  | (Asked & ForStage & { readonly kind: "pledged"; readonly quantity: number; readonly endsAt: string })
  | (Asked & ForStage & { readonly kind: "quoted"; readonly amount: MoneyJson; readonly values: readonly number[] })
  | (Asked & ForStage & { readonly kind: "called"; readonly count: number; readonly endsAt: string | null })
  | (Asked & ForStage & { readonly kind: "contributed"; readonly name: string; readonly r: string })
  | (Asked & ForStage & { readonly kind: "coded"; readonly code: string })
  /** The clock asks less. */
  | { readonly kind: "asking"; readonly amount: MoneyJson; readonly endsAt: string }
  /** No more quotes are sealed; they are shown. */
  | { readonly kind: "sealed-all"; readonly endsAt: string }
  /** No more contributions are taken; who gave none is named. */
  | { readonly kind: "contributed-all"; readonly missing: readonly string[] }
  /** The best of a round, and how long the next one lasts. */
  | { readonly kind: "round"; readonly round: number; readonly paddle: string; readonly points: string; readonly endsAt: string }
  /** Who has it by the phase's rule; null where nobody took part, and what stood stands. `by` tells how: points, the average, the places of the lottery. */
  | { readonly kind: "chosen"; readonly standing: Standing | null; readonly by: Json }
  | (Asked & ForStage & { readonly kind: "step-changed"; readonly step: MoneyJson })
  | (Asked & { readonly kind: "reserve-fixed"; readonly commitment: string })
  | (Asked & { readonly kind: "frozen"; readonly cause: Cause; readonly reason: string; /** What was left of the phase; null where it has no end. */ readonly savedMs: number | null })
  | (Asked & { readonly kind: "thawed"; readonly cause: Cause; readonly leftMs: number | null; /** Null while another cause keeps it frozen. */ readonly resumesAt: string | null; readonly asked: { readonly resumesAt: string | null; readonly leftMs: number | null } })
  | { readonly kind: "resumed"; readonly endsAt: string | null }
  | (Asked & { readonly kind: "sampled"; readonly driftMs: number | null; readonly lagMs: number })
  | (Asked & { readonly kind: "refused"; readonly stage: number | null; readonly asked: Json; readonly code: string; readonly facts: Readonly<Record<string, string | number>> })
  | { readonly kind: "ended"; readonly standing: Standing | null }
);

type Without<Union> = Union extends unknown ? Omit<Union, "seq" | "at"> : never;
/** A happening before it has its place. */
export type Draft = Without<Happening>;
