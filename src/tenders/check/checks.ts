import { joined } from "../../kernel/joined.js";
import type { Check } from "./check.js";
import { BLIND_CHECKS } from "./blind.js";
import { DATE_CHECKS } from "./dates.js";
import { ELECTRONIC_CHECKS } from "./electronic.js";
import { FAULT_CHECKS } from "./faults.js";
import { GATE_CHECKS } from "./gates.js";
import { MONEY_CHECKS } from "./money.js";
import { PARTY_CHECKS } from "./parties.js";
import { QUALIFICATION_CHECKS } from "./qualification.js";
import { SCORING_CHECKS } from "./scoring.js";
import { WHOLENESS_CHECKS } from "./wholeness.js";
import { WRITTEN_DATE_CHECKS } from "./written-dates.js";

/** Every check there is, by its id; a line names those it holds its notices to. */
export const CHECKS = joined(
  DATE_CHECKS, MONEY_CHECKS, QUALIFICATION_CHECKS, GATE_CHECKS, SCORING_CHECKS, ELECTRONIC_CHECKS, BLIND_CHECKS, PARTY_CHECKS, WHOLENESS_CHECKS, WRITTEN_DATE_CHECKS, FAULT_CHECKS,
) satisfies Record<string, Check>;

export type CheckId = keyof typeof CHECKS;

/** The check of an id. @throws {RangeError} if there is none: a line names what does not exist */
export function checkOf(id: string): Check {
  if (!Object.hasOwn(CHECKS, id)) throw new RangeError(`no check ${id}`);
  return CHECKS[id as CheckId];
}
