import type { PlainDate } from "../kernel/time.js";

/** Where a number counts: time itself, construction works, electronic tendering. */
export type RuleLine = "CAL" | "ENG" | "ET";

/** How a fact is held against the number; `<` and `>` leave the number itself out (不足), the others include it (以上, 以内): CA-07. */
export type RuleOp = "=" | "<" | "<=" | ">" | ">=";

/** CD calendar days, WD working days, the rest as written; `bool` and `rule` say that something must be so. */
export type RuleUnit = "CD" | "WD" | "CNY" | "%" | "n" | "ratio" | "rank" | "rule" | "bool" | "h" | "min" | "s" | "y" | "fields";

/**
 * How far the source was confirmed: C the text of the provision was read, M from memory, D our own design.
 * A suffix names the copy that was read: L1 a collection of statutes, L2 and L3 copies of ministerial orders.
 */
export type SourceMark = "C:L1" | "C:L2" | "C:L2b" | "C:L3" | "C:L1/L2" | "M" | "D";

/** One number that a law sets, for as long as that law sets it. A change of law adds a row; no row is edited. */
export type RuleRow = {
  readonly id: string;
  readonly op: RuleOp;
  /** Exact: a whole number, a decimal or a fraction (`200/3` per cent is two thirds). */
  readonly value: string;
  readonly unit: RuleUnit;
  readonly article: string;
  readonly zh: string;
  readonly en: string;
  readonly mark: SourceMark;
  /** First day in force. */
  readonly from: PlainDate;
  /** Last day in force, or null while no end is known. */
  readonly to: PlainDate | null;
};

export type Confidence = "confirmed" | "from_memory" | "design";

/** What the source mark means in one word. */
export const confidenceOf = (mark: SourceMark): Confidence => (mark === "M" ? "from_memory" : mark === "D" ? "design" : "confirmed");
