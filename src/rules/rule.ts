import type { PlainDate } from "../kernel/time.js";

/** Where a number counts: time itself, construction works, government procurement, electronic tendering, experts, what is deemed collusion, service and payment, land, mining rights, State property, auctions. */
export type RuleLine = "CAL" | "ENG" | "GP" | "ET" | "EX" | "CO" | "SV" | "LAND" | "MINE" | "PROP" | "AUC";

/**
 * How a fact is held against the number; `<` and `>` leave the number itself out (不足), the others include it (以上, 以内): CA-07.
 * `range` is from one number to another, both included, written `10..20`.
 */
export type RuleOp = "=" | "<" | "<=" | ">" | ">=" | "range";

/** CD calendar days, WD working days, the rest as written; `bool` and `rule` say that something must be so. */
export type RuleUnit = "CD" | "WD" | "CNY" | "%" | "n" | "ratio" | "rank" | "rule" | "bool" | "h" | "min" | "s" | "y" | "mo" | "fields" | "factor" | "pts" | "gen" | "step" | "digits" | "per week";

/**
 * How far the source was confirmed: C the text of the provision was read, S somebody's account of it, M from memory, D our own design.
 * A suffix names the copy: L1 a collection of statutes, L2 and L3 copies of ministerial orders, L4 question banks with answers, L8 web pages, F1 and F2 the rules of one city each, seed the yearly report of one service centre,
 * which are an example and bind nobody else; M-low is a memory that nobody should rely on.
 */
export type SourceMark = "C:L1" | "C:seed" | "C:L2" | "C:L2b" | "C:L3" | "C:L1/L2" | "C:F1" | "C:F2" | "S:L4" | "S:L8" | "S:seen" | "M" | "M-low" | "D";

/** A further number of the same provision. */
export type FurtherNumber = { readonly op: Exclude<RuleOp, "range">; readonly value: string; readonly unit: RuleUnit };

/** One number that a law sets, for as long as that law sets it. A change of law adds a row; no row is edited. */
export type RuleRow = {
  readonly id: string;
  readonly op: RuleOp;
  /** Exact: a whole number, a decimal or a fraction (`200/3` per cent is two thirds); a range has two, `10..20`. */
  readonly value: string;
  readonly unit: RuleUnit;
  /** What else the provision sets, by name: the budget from which it counts, how far the documents may go. */
  readonly also?: Readonly<Record<string, FurtherNumber>>;
  readonly article: string;
  readonly zh: string;
  readonly en: string;
  readonly mark: SourceMark;
  /** First day in force. */
  readonly from: PlainDate;
  /** Last day in force, or null while no end is known. */
  readonly to: PlainDate | null;
};

export type Confidence = "confirmed" | "confirmed_example" | "secondary" | "from_memory" | "design";

const CONFIDENCE: Readonly<Record<string, Confidence>> = { C: "confirmed", S: "secondary", M: "from_memory", D: "design" };

/** What the source mark means in one word. */
export const confidenceOf = (mark: SourceMark): Confidence => (/^C:(?:F|seed)/.test(mark) ? "confirmed_example" : (CONFIDENCE[mark.charAt(0)] ?? "design"));
