import { canonicalText } from "../kernel/canonical-json.js";
import type { ItemVersion } from "./item.js";

/** The fields of a guide, in the order people read them: 七公开 and what is public beside. */
export const GUIDE_FIELDS = ["zh", "en", "unit", "kind", "caseType", "legalBasis", "conditions", "materials", "steps", "statutoryLimitWD", "promisedLimitWD", "feeItems", "results", "complaintChannel", "window", "handling", "level", "handler", "leader"] as const satisfies readonly (keyof ItemVersion)[];
export type GuideField = (typeof GUIDE_FIELDS)[number];

/** Which fields a version says otherwise than the one before it. */
export const changedFields = (before: ItemVersion, after: ItemVersion): GuideField[] => GUIDE_FIELDS.filter((field) => textOf(before, field) !== textOf(after, field));
const textOf = (version: ItemVersion, field: GuideField): string => canonicalText(version[field]);

/** Whether the words asked for stand anywhere in a guide; words are parted by spaces, each must be found. */
export function mentions({ code, zh, en, legalBasis, conditions, materials, steps, results, complaintChannel, handler, leader }: ItemVersion, asked: string): boolean {
  const text = [code, zh, en, ...legalBasis, ...conditions, ...materials.flatMap((each) => [each.zh, each.en, each.condition ?? ""]), ...steps, ...results, complaintChannel, handler, leader].join("\n").toLowerCase();
  return asked.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
