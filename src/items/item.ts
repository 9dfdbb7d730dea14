import { z } from "zod";
import { isInForce, type Unit, type Window } from "../centre/unit.js";
import type { FeeItem } from "../fees/item.js";
import { Line } from "../judging/inputs.js";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";
import { freezeRules, holds, rule } from "../rules/rules.js";
import { DayBody } from "../tenders/form.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, ITEM_STATES, MATERIAL_FORMS, type CaseType, type Handling, type ItemKind, type ItemState, type MaterialForm } from "./words.js";

/** One sentence of a guide, in plain Chinese. */
const Sentence = z.string().trim().min(2).max(300).refine(isPrintable, "line breaks, control and direction characters are not allowed").transform((value) => value.normalize("NFC"));
const Sentences = z.array(Sentence).min(1).max(30);
export const ItemCode = z.string().regex(/^\d{3,12}-\d{3}$/, "the code of the unit, a dash and three digits: 103-001");
const MaterialBody = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, "a short name in small letters"), zh: Line(80), en: Line(160), form: z.enum(keysOf<MaterialForm>(MATERIAL_FORMS)), copies: z.int().min(1).max(20), required: z.boolean(),
  /** When it is needed; null: always. */ condition: Sentence.nullable().default(null), /** The hash of a filled-in sample. */ sample: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex").nullable().default(null),
});

/**
 * What a unit says of an item (rule book D1): every field of the guide, none of them empty. Limits are in working days; a promised limit of 0 is the same day. `feeItems` are codes of the
 * catalogue of fees: none means that nothing is charged. `level` is who decides (D3). Law: 行政许可法 30 (公示).
 */
export const ItemBody = z.strictObject({
  code: ItemCode, unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits"), zh: Line(80), en: Line(160), kind: z.enum(keysOf<ItemKind>(ITEM_KINDS)), caseType: z.enum(keysOf<CaseType>(CASE_TYPES)),
  legalBasis: Sentences, conditions: Sentences, materials: z.array(MaterialBody).min(1).max(60), steps: Sentences, statutoryLimitWD: z.int().min(1).max(250), promisedLimitWD: z.int().min(0).max(250),
  feeItems: z.array(z.string().regex(/^\d{4,12}$/, "4 to 12 digits")).max(40), results: Sentences, complaintChannel: Sentence, window: z.int().min(1).max(9_999).nullable(), handling: z.enum(keysOf<Handling>(HANDLING)),
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), handler: Line(30), leader: Line(30), from: DayBody,
});
export type ItemDraft = z.infer<typeof ItemBody>;
export type Material = ItemDraft["materials"][number];
/** One version of an item: it holds from its first day until the next version's, or to the item's last. */
export type ItemVersion = ItemDraft & { readonly version: number };
/** A version with the hash under which it is logged. */
export type KeptVersion = ItemVersion & { readonly sha256: string };

/** The bytes of a version whose hash is logged. */
export const versionBytes = (item: ItemVersion): Uint8Array<ArrayBuffer> => canonical({ v: "item/1", ...(item as unknown as Readonly<Record<string, Json>>) });
/** The bytes of a draft, by which its unit says what it confirms. */
export const draftBytes = (item: ItemDraft): Uint8Array<ArrayBuffer> => canonical({ v: "item-draft/1", ...(item as unknown as Readonly<Record<string, Json>>) });

/** A kept version from its bytes, which the database holds to their hash. @throws {RangeError} for bytes the exchange did not write */
export function keptVersion(sha256: string, bytes: Uint8Array): KeptVersion {
  const { v, ...item } = parseCanonical(bytes) as unknown as ItemVersion & { readonly v: string };
  if (v !== "item/1") throw new RangeError(`not an item: ${v}`);
  return { ...item, sha256 };
}

/** What stands around a draft when it is looked at. `before`: the last version; null of a new item. `fees`: the catalogue on the draft's first day, by code. */
export type Around = { readonly unit: Unit | null; readonly windows: readonly Window[]; readonly fees: ReadonlyMap<string, Pick<FeeItem, "status">>; readonly before: ItemVersion | null; readonly today: PlainDate };

/** Whether an item may stand in the registry as drafted; guards in written order. */
export function checkItem(given: ItemDraft, around: Around): Result<ItemVersion> {
  const guards = [checkUnit, checkDates, checkLimits, checkLevel, checkMaterials, checkFees, checkWindow] as const;
  for (const guard of guards) {
    const fit = guard(given, around);
    if (!fit.ok) return fit;
  }
  return ok({ ...given, version: (around.before?.version ?? 0) + 1 });
}

/** An item begins under its unit's own code; a later version may be another unit's, which took it over. */
function checkUnit({ code, unit: asked, from }: ItemDraft, { unit, before }: Around): Result<true> {
  if (unit === null || !isInForce(unit, from)) return refuse("unit-not-in-force", { unit: asked, on: from });
  if (!unit.kinds.includes("approving")) return refuse("unit-has-no-items", { unit: unit.zh });
  return before !== null || code.startsWith(`${asked}-`) ? ok(true) : refuse("item-code", { unit: asked });
}

/** A version never begins before today, nor before the one it follows: what was accepted stays explained by what was in force. */
function checkDates({ from }: ItemDraft, { before, today }: Around): Result<true> {
  if (from < today) return refuse("item-backdated", { today });
  return before !== null && from <= before.from ? refuse("item-version-order", { from: before.from }) : ok(true);
}

/** The rule that bounds the statutory limit of a case of this type. */
export const LIMIT_RULES = { "immediate": "SV-02", "promised": "SV-02", "joint": "SV-04", "forwarded": "SV-06" } as const satisfies Readonly<Record<CaseType, string>>;

/** 承诺时限 ≤ 法定时限 ≤ what the law allows for such a case: 行政许可法 42, 43 (rule book D2). What is done at once has no promise in days, and only that has none. */
function checkLimits({ caseType, statutoryLimitWD: statutory, promisedLimitWD: promised, from }: ItemDraft): Result<true> {
  const rules = freezeRules(from);
  const id = LIMIT_RULES[caseType];
  if (!holds(rules, id, ratio(BigInt(statutory)))) return refuse("item-limit-statutory", { days: statutory, max: rule(rules, id).value, rule: id });
  if ((caseType === "immediate") !== (promised === 0)) return refuse("item-limit-immediate", { caseType: CASE_TYPES[caseType].zh, caseTypeEn: CASE_TYPES[caseType].en, days: promised });
  return promised > statutory ? refuse("item-limit-promised", { promised, statutory }) : ok(true);
}

/** 即办件 is decided at the window and nothing else is; several units decide at level 4 (rule book D3). */
function checkLevel({ caseType, level }: ItemDraft): Result<true> {
  const isFit = (level === 1) === (caseType === "immediate") && (caseType !== "joint" || level === 4);
  return isFit ? ok(true) : refuse("item-level", { level, caseType: CASE_TYPES[caseType].zh, caseTypeEn: CASE_TYPES[caseType].en });
}

function checkMaterials({ materials }: ItemDraft): Result<true> {
  const twice = materials.find(({ id }, at) => materials.findIndex((each) => each.id === id) < at);
  return twice === undefined ? ok(true) : refuse("item-material-twice", { material: twice.id });
}

/** What is charged stands in the catalogue; what was abolished there is charged by no item, and an item of kind fee charges something. */
function checkFees({ feeItems, kind, from, zh }: ItemDraft, { fees }: Around): Result<true> {
  const wrong = feeItems.find((code) => fees.get(code)?.status !== "IN_FORCE");
  if (wrong !== undefined) return refuse("fee-not-in-force", { item: wrong, on: from });
  return kind === "fee" && feeItems.length === 0 ? refuse("item-charges-nothing", { item: zh }) : ok(true);
}

/** What is handled in the hall has a window there: the unit's own or one of all units. */
function checkWindow({ window: number, handling, unit, from }: ItemDraft, { windows }: Around): Result<true> {
  if (number === null) return handling === "port-filed" ? ok(true) : refuse("item-without-window", { handling: HANDLING[handling].zh, handlingEn: HANDLING[handling].en });
  const open = windows.find((each) => each.number === number && isInForce(each, from));
  if (open === undefined) return refuse("item-window", { number, on: from });
  return open.unit === null || open.unit === unit ? ok(true) : refuse("item-window-of-another", { number });
}

/** The version that holds on a day; null where none does yet. @param versions of one item, in any order */
export const versionOn = <Version extends ItemVersion>(versions: readonly Version[], on: PlainDate): Version | null =>
  versions.filter(({ from }) => from <= on).reduce<Version | null>((latest, each) => (latest === null || each.from > latest.from ? each : latest), null);

/** An item of the registry; `lastOn` is its last day, null while no end is known. */
export type Item = { readonly code: string; readonly unit: string; readonly state: ItemState; readonly lastOn: PlainDate | null };

/** Whether an item can be applied for on a day: what left the hall or was abolished, until its last day. */
export const standsOn = ({ state, lastOn }: Pick<Item, "state" | "lastOn">, on: PlainDate): boolean => ITEM_STATES[state].in || (lastOn !== null && on <= lastOn);
