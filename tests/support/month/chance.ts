/** Chance that comes again: the same seed gives the same numbers. */
export type Chance = {
  /** A whole number from 0 up to below a bound. */ readonly below: (bound: number) => number;
  /** Whether it happens, so often in a hundred. */ readonly in100: (times: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value | undefined;
  /** By weights. */ readonly weighted: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name;
};

/** Mulberry32. @param seed any whole number */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    below, in100: (times) => below(100) < times, pick: (values) => values[below(values.length)],
    weighted: <Name extends string>(weights: Readonly<Record<Name, number>>): Name => {
      const all = Object.entries(weights) as [Name, number][];
      let left = below(all.reduce((sum, [, weight]) => sum + weight, 0));
      for (const [name, weight] of all) { if (left < weight) return name; left -= weight; }
      throw new RangeError("no weights");
    },
  };
}
