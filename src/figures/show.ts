import { compare, decimalText, minus, ratio, type Ratio } from "../kernel/ratio.js";

const HUNDRED = ratio(100n);

/**
 * A share in percent as people read it: rounded once, half up, and never to the whole where something is missing, nor to nothing
 * where something is there: one late case of a hundred thousand leaves 99.99 %, not 100 %.
 */
export function shareText(value: Ratio, places: number): string {
  const step = ratio(1n, 10n ** BigInt(places));
  const isPart = compare(value, HUNDRED) < 0 && compare(value, ratio(0n)) > 0;
  const text = decimalText(value, places);
  if (isPart && text === decimalText(HUNDRED, places)) return decimalText(minus(HUNDRED, step), places);
  return isPart && text === decimalText(ratio(0n), places) ? decimalText(step, places) : value.d === 1n && compare(value, HUNDRED) === 0 ? "100" : text;
}

/** How much more or less: +12.00, −3.50; null stays what cannot be said. */
export const growthText = (value: Ratio, places = 2): string => (value.n > 0n ? `+${decimalText(value, places)}` : decimalText(value, places).replace("-", "−"));
