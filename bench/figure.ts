/** One line of `bench-output/<area>.json` (contracts.md §1). */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the same machine does at best, or a peer; measured in the same run. */
  readonly limit: { readonly name: string; readonly value: number } | null;
  /** `value ÷ limit`. */
  readonly ratio: number | null;
  /** The number the issue set; null where it set none. */
  readonly goal: number | null;
  /** What the goal binds. */
  readonly on: "value" | "ratio";
  readonly better: "higher" | "lower";
};

type Told = Pick<Figure, "name" | "value" | "unit"> & Partial<Pick<Figure, "limit" | "goal" | "on" | "better">>;

export function figure({ name, value, unit, limit = null, goal = null, on = "value", better = "higher" }: Told): Figure {
  const ratio = limit === null ? null : significant(value / limit.value);
  return { name, value: significant(value), unit, limit: limit === null ? null : { name: limit.name, value: significant(limit.value) }, ratio, goal, on, better };
}

/** Whether a figure keeps its goal; null where it has none. */
export function keepsGoal({ value, ratio, goal, on, better }: Figure): boolean | null {
  const bound = on === "value" ? value : ratio;
  if (goal === null || bound === null) return null;
  return better === "higher" ? bound >= goal : bound <= goal;
}

/** Four significant digits: more would be noise. */
const significant = (value: number): number => Number(value.toPrecision(4));

/** The middle value; of an even count the lower of the two. @throws {RangeError} without values */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new RangeError("no values");
  return middle;
}

/** The value that so many per cent of the values do not exceed. @throws {RangeError} without values */
export function percentile(values: readonly number[], percent: number): number {
  const found = [...values].sort((left, right) => left - right)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)];
  if (found === undefined) throw new RangeError("no values");
  return found;
}

/**
 * Measures several things beside one another, A B C A B C: on a shared machine a slow minute then slows all of them. The first
 * round warms up and does not count. Gives the median of each.
 * @param works each does its work once and returns what it measured
 */
export async function beside<Name extends string>(rounds: number, works: Readonly<Record<Name, (round: number) => Promise<number>>>): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const seen = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const measured = await works[name](round);
      if (round > 0) seen.get(name)?.push(measured);
    }
  }
  return Object.fromEntries([...seen].map(([name, values]) => [name, median(values)])) as Record<Name, number>;
}

/** Seconds that some work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** Does `work` for every item, at most `width` at a time. */
export async function each<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const rest = items.values();
  const walk = async (): Promise<void> => { for (const item of rest) await work(item); };
  await Promise.all(Array.from({ length: width }, walk));
}
