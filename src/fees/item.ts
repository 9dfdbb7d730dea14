import { z } from "zod";
import { isInForce, type Unit } from "../centre/unit.js";
import { Line } from "../judging/inputs.js";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { compare, parseRatio, ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import { checkFormula, FormulaBody } from "./formula.js";
import { CATEGORIES, ITEM_STATUSES, NATURES, type Category, type ItemStatus, type Nature } from "./words.js";

/** Part of what the standard comes to that is payable: 0.70 is a discount of 30 per cent. */
const Factor = z.string().regex(/^(0|1)(\.\d{1,4})?$/, "write a decimal such as 0.02");
/** A paper that allows something: its number, and the hash of its file. */
export const DocumentBody = z.strictObject({ id: Line(100), sha256: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex") });
export type ApprovingDocument = z.infer<typeof DocumentBody>;
const InputBody = z.strictObject({ name: z.string().regex(/^[a-z][A-Za-z]{0,30}$/, "one line"), zh: Line(30), en: Line(60), unitZh: Line(10), unitEn: Line(20) });

/**
 * One version of a fee item (rule book D6), as the finance authority enters it. It holds from its first day until the next version's, or to its own last.
 * `late` is the charge for each day after the due day, in per cent of what is owed.
 */
export const ItemBody = z.strictObject({
  code: z.string().regex(/^\d{4,12}$/, "4 to 12 digits"), zh: Line(60), en: Line(120), nature: z.enum(keysOf<Nature>(NATURES)), category: z.enum(keysOf<Category>(CATEGORIES)), unit: z.string().regex(/^\d{3,12}$/, "3 to 12 digits"),
  basis: z.strictObject({ act: Line(120), article: Line(60), document: Line(120).nullable().default(null) }).nullable(),
  formula: FormulaBody, input: InputBody.nullable(), discount: z.strictObject({ factor: Factor, document: DocumentBody }).nullable().default(null), refundable: z.boolean(),
  payee: z.strictObject({ name: Line(60), account: z.string().regex(/^\d{8,30}$/, "8 to 30 digits"), bank: Line(60) }),
  late: z.strictObject({ percentPerDay: z.string().regex(/^0\.\d{1,4}$/, "write a decimal such as 0.02"), act: Line(120) }).nullable().default(null),
  status: z.enum(keysOf<ItemStatus>(ITEM_STATUSES)), from: DayBody, until: DayBody.nullable().default(null),
});
export type NewItem = z.infer<typeof ItemBody>;
export type FeeItem = Omit<NewItem, "basis"> & { readonly basis: NonNullable<NewItem["basis"]>; readonly version: number };
/** A version with the hash under which it is logged. */
export type KeptItem = FeeItem & { readonly sha256: string };

/** The bytes of a version whose hash is logged; what a bill rests on is found again by it. */
export const itemBytes = (item: FeeItem): Uint8Array<ArrayBuffer> => canonical({ v: "fee-item/1", ...(item as unknown as Readonly<Record<string, Json>>) });

/** Versions that bills of the day rest on, more than a city has items. */
const KNOWN_MAX = 2_000;
const known = new Map<string, FeeItem>();

/** A kept version from its bytes, which the database holds to their hash; read once, since a version never changes. */
export function keptItem(sha256: string, bytes: Uint8Array): KeptItem {
  const item = known.get(sha256) ?? readItem(bytes);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(sha256, item);
  return { ...item, sha256 };
}

/** A version from its bytes: only the exchange writes them. */
function readItem(bytes: Uint8Array): FeeItem {
  const { v, ...item } = parseCanonical(bytes) as unknown as FeeItem & { readonly v: string };
  if (v !== "fee-item/1") throw new RangeError(`not a fee item: ${v}`);
  return item;
}

type Around = { readonly unit: Unit | null; readonly before: FeeItem | null; readonly today: PlainDate };

/**
 * Whether an item may stand in the catalogue as given. A version never begins before today, nor before the one it follows: what was billed stays explained
 * by what was in force. Law: 行政事业性收费 rest on a law or the State Council's word; an item without basis is refused (rule book D6).
 */
export function checkItem(given: NewItem, { unit, before, today }: Around): Result<FeeItem> {
  if (given.basis === null) return refuse("fee-without-basis", { item: given.zh });
  const collects = checkCollects(unit, given);
  if (!collects.ok) return collects;
  if ((given.formula.kind === "fixed") !== (given.input === null)) return refuse("fee-input");
  const formula = checkFormula(given.formula);
  if (!formula.ok) return formula;
  const agrees = checkNature(given);
  if (!agrees.ok) return agrees;
  const dates = checkDates(given, before, today);
  return dates.ok ? ok({ ...given, basis: given.basis, version: (before?.version ?? 0) + 1 }) : dates;
}

const checkCollects = (unit: Unit | null, { unit: code, from }: NewItem): Result<true> =>
  unit === null || !isInForce(unit, from) ? refuse("unit-not-in-force", { unit: code, on: from }) : unit.kinds.includes("collecting") ? ok(true) : refuse("unit-collects-nothing", { unit: unit.zh });

/** A deposit goes back and is no debt that grows; what a third party earns is no public claim either (行政强制法 45 is of administrative claims). */
function checkNature({ nature, refundable, late, discount }: NewItem): Result<true> {
  if (nature === "DEPOSIT" && !refundable) return refuse("deposit-not-refundable");
  if (late !== null && NATURES[nature].book !== "non-tax") return refuse("late-charge-not-here", { nature: NATURES[nature].zh, natureEn: NATURES[nature].en });
  if (discount !== null && compare(parseRatio(discount.factor), ratio(1n)) > 0) return refuse("discount-above-one");
  return ok(true);
}

function checkDates({ from, until }: NewItem, before: FeeItem | null, today: PlainDate): Result<true> {
  if (until !== null && until < from) return refuse("ends-before-it-begins", { from });
  if (from < today) return refuse("fee-backdated", { today });
  return before !== null && from <= before.from ? refuse("fee-version-order", { from: before.from }) : ok(true);
}

/** The version of an item that holds on a day; null where none does. @param versions of one item, in any order */
export function itemOn<Item extends FeeItem>(versions: readonly Item[], on: PlainDate): Item | null {
  const last = versions.filter(({ from }) => from <= on).reduce<Item | null>((latest, each) => (latest === null || each.from > latest.from ? each : latest), null);
  return last !== null && isInForce(last, on) ? last : null;
}
