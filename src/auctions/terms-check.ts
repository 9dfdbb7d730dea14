import type { Json } from "../kernel/canonical-json.js";
import { parseMoney } from "../kernel/money.js";
import { at, DAY_MS, type Instant } from "../kernel/time.js";
import { beijingTime, faultIn, integer, isList, isObject, listOf, literal, orNull, origin, safeName, sha256Hex, shaped, text, type Check, type JsonObject, type Shape } from "../signing/shapes.js";

/** Longer than any period of a contest. */
const SPAN_MS_MAX = 400 * DAY_MS;
const PHASES_MAX = 20;
const RUNGS_MAX = 50;
const WAYS_MAX = 8;
const CONTRIBUTORS_MAX = 10;
const VALUES_MAX = 10;
const BIDDERS_MAX = 100_000;

const span: Check = integer(0, SPAN_MS_MAX);
const window: Check = integer(1, SPAN_MS_MAX);
const yesOrNo: Check = (value) => typeof value === "boolean";
const money: Check = (value) => parseMoney(value).ok;
const sum: Check = (value) => fenIn(value) > 0n;
const instant: Check = (value) => beijingTime(value) && isTime(value as string);

function isTime(given: string): boolean {
  try {
    at(given);
    return true;
  } catch {
    return false;
  }
}

const steps: Check = (value) =>
  shaped({ by: literal("ladder"), rungs: listOf(shaped({ from: money, step: sum }), 1, RUNGS_MAX) })(value) || shaped({ by: literal("percent"), percent: integer(1, 100), atLeast: sum })(value);
const lasts: Check = (value) => shaped({ untilAt: instant })(value) || shaped({ ms: window })(value);
const bidders: Check = integer(1, BIDDERS_MAX);
const CONDITIONS: Readonly<Record<string, Shape>> = {
  "offered-late": { bidders, ms: window },
  "admitted": { bidders },
  "offered": { bidders },
  "ceiling-reached": {},
  "willing": { bidders, present: bidders },
  "pre-emption": {},
};
const condition: Check = (value) => ofKind(value, "is", CONDITIONS) === null;

const who: Check = literal("everybody", "willing", "offered");
const count: Check = integer(1, 1_000_000_000);
const weight: Check = integer(1, 100);
/** Values that go from their worst to their best point, upwards or downwards. */
const weighed: Check = (value) => shaped({ name: safeName, weight, worst: integer(0, 1_000_000_000), best: integer(0, 1_000_000_000) })(value) && isObject(value) && value["worst"] !== value["best"];
const contributor: Check = shaped({ name: safeName, c: sha256Hex });

const common: Shape = { name: safeName, then: listOf(shaped({ when: listOf(condition, 0, WAYS_MAX), go: safeName }), 0, WAYS_MAX) };
const ascending: Shape = { steps, multiples: yesOrNo, ownRaise: yesOrNo, stepChanges: yesOrNo, endsAtCeiling: yesOrNo };
const PHASES: Readonly<Record<string, Shape>> = {
  listing: { ...common, ...ascending, lasts, pauseMs: span },
  preparation: { ...common, lasts },
  countdown: { ...common, ...ascending, windowMs: window },
  english: { ...common, ...ascending, lasts, soft: shaped({ withinMs: span, byMs: span }) },
  calls: { ...common, ...ascending, times: integer(1, 10), gapMs: span },
  willing: { ...common, lasts },
  dutch: { ...common, from: sum, down: sum, floor: sum, everyMs: window },
  quotes: { ...common, who, sealMs: window, revealMs: window, rule: literal("highest", "average"), over: yesOrNo, most: orNull(sum) },
  lottery: { ...common, who, contributors: listOf(contributor, 1, CONTRIBUTORS_MAX), head: sha256Hex, revealMs: window },
  quantity: { ...common, unit: text(20), start: count, step: count, most: orNull(count), windowMs: window },
  weighted: { ...common, rounds: integer(1, 100), roundMs: window, priceWeight: weight, values: listOf(weighed, 0, VALUES_MAX) },
  match: { ...common, lasts, several: literal("first", "shares") },
};
const SHAPE: Shape = {
  v: literal("auction/1"), exchange: origin, auction: safeName, profile: text(64),
  price: shaped({ start: sum, grid: sum, ceiling: orNull(sum) }),
  reserve: orNull(shaped({ moreThanMs: span, withinMs: orNull(window) })), maxima: yesOrNo, unusualPercent: orNull(integer(100, 1_000_000)),
  freezing: shaped({ lastMs: span, directMs: span, noticeMs: span }),
  opensAt: instant,
  phases: (value) => isList(value) && value.length >= 1 && value.length <= PHASES_MAX,
};

/** The first fault of one of several shapes, told apart by a key. */
function ofKind(value: Json, key: string, shapes: Readonly<Record<string, Shape>>): string | null {
  if (!isObject(value)) return "object";
  const kind = value[key];
  if (typeof kind !== "string" || !Object.hasOwn(shapes, kind)) return key;
  return faultIn(value, { ...shapes[kind], [key]: literal(kind) });
}

/** The first thing wrong with terms, as a path; null where they can be played by. */
export function faultOfTerms(json: Json): string | null {
  const where = faultIn(json, SHAPE);
  if (where !== null) return where;
  const terms = json as JsonObject & { readonly price: JsonObject; readonly opensAt: string; readonly phases: readonly JsonObject[] };
  for (const [index, phase] of terms.phases.entries()) {
    const fault = ofKind(phase, "kind", PHASES) ?? faultOfPlace(terms.phases, index) ?? faultOfTimes(phase, at(terms.opensAt));
    if (fault !== null) return `phases.${String(index)}.${fault}`;
  }
  return faultOfPrices(terms.price, terms.phases);
}

/** Ways lead on and never back, so that every contest ends. */
function faultOfPlace(phases: readonly JsonObject[], index: number): string | null {
  const phase = phases[index] ?? {};
  if (phases.findIndex(({ name }) => name === phase["name"]) !== index) return "name";
  const later = new Set(phases.slice(index + 1).map(({ name }) => name));
  return (phase["then"] as readonly JsonObject[]).every(({ go }) => later.has(go)) ? null : "then";
}

function faultOfTimes({ lasts: named, pauseMs = 0 }: JsonObject, opensAt: Instant): string | null {
  if (!isObject(named ?? null)) return null;
  const { untilAt, ms } = named as JsonObject;
  const length = typeof ms === "number" ? ms : at(untilAt as string) - opensAt;
  if (length <= 0) return "lasts";
  return (pauseMs as number) < length ? null : "pauseMs";
}

const fenIn = (value: Json | undefined): bigint => {
  const read = parseMoney(value);
  return read.ok ? read.value : 0n;
};

/** Amounts of a phase by itself. */
const AMOUNTS = ["from", "down", "floor", "most"];

/** Every price and every step that is named lies on the grid, or nobody could offer it. */
function faultOfPrices(price: JsonObject, phases: readonly JsonObject[]): string | null {
  const [start, grid, ceiling] = [fenIn(price["start"]), fenIn(price["grid"]), fenIn(price["ceiling"])];
  if (start % grid !== 0n) return "price.start";
  if (price["ceiling"] !== null && (ceiling % grid !== 0n || ceiling < start)) return "price.ceiling";
  for (const [index, { steps: named }] of phases.entries()) {
    if (named !== undefined && !stepsFit(named as JsonObject, grid)) return `phases.${String(index)}.steps`;
    const amount = AMOUNTS.find((key) => phases[index]?.[key] !== undefined && fenIn(phases[index][key]) % grid !== 0n);
    if (amount !== undefined) return `phases.${String(index)}.${amount}`;
  }
  return null;
}

/** A ladder begins at nothing and rises. */
function stepsFit(named: JsonObject, grid: bigint): boolean {
  if (named["by"] === "percent") return fenIn(named["atLeast"]) % grid === 0n;
  const rungs = (named["rungs"] as readonly JsonObject[]).map(({ from, step }) => ({ from: fenIn(from), step: fenIn(step) }));
  return rungs.every(({ from, step }, index) => step % grid === 0n && (index === 0 ? from === 0n : from > (rungs[index - 1]?.from ?? 0n)));
}
