import type { Passage } from "./alike.js";
import type { Chance } from "./chance.js";
import type { SignalKind } from "./kinds.js";

/** Where an input was found. */
export type Source =
  | { readonly of: "lodging"; readonly at: string } | { readonly of: "registration"; readonly version: number } | { readonly of: "office" } | { readonly of: "form"; readonly part: string }
  | { readonly of: "file"; readonly part: string; readonly file: string; readonly page: number | null };

/** What was compared: of whom, where it stands, what it says. */
export type Input = { readonly bidder: string; readonly source: Source; readonly said: string };

/** A signal between some bidders of a lot: evidence to look at, no finding. Bidders by credit code, in the order of their codes. */
export type Signal = {
  readonly kind: SignalKind; readonly bidders: readonly string[];
  /** What it came to: the shared value, letters, items, a step in fen. */
  readonly value: string;
  readonly chance: Chance; readonly inputs: readonly Input[];
  /** Of words alike: what stands side by side, the longest. */
  readonly passages?: readonly Passage[];
};
