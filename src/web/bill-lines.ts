import type { Json } from "../kernel/canonical-json.js";

const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** A number as people write it, without its grouping commas: `9,860.50` is `9860.50`; anything else stays as it is. */
const ungrouped = (text: string): string => (GROUPED.test(text) ? text.replaceAll(",", "") : text);

/** An amount in yuan with its two decimals: `9860` is `9860.00`; what is no amount stays as it is and is refused where it is read. */
export function yuanText(text: string): string {
  const plain = ungrouped(text.trim());
  if (/^-?\d+$/.test(plain)) return `${plain}.00`;
  return /^-?\d+\.\d$/.test(plain) ? `${plain}0` : plain;
}

const MISPLACED = /^(错位|是|misplaced|yes)$/i;

/** A line of a bill as it is pasted from a sheet, cells apart by tabs, or as it is typed, apart by commas: name, quantity, unit price, total, whether the decimal point is misplaced. */
export function billLine(line: string): Json {
  const cells = (line.includes("\t") ? line.split("\t") : line.split(/[,，]/)).map((cell) => cell.trim());
  const [name = "", quantity = "", unitPrice = "", total = "", misplaced = "", ...more] = cells;
  const isMarked = MISPLACED.test(misplaced);
  // A cell too many, or an unknown mark, is nothing to guess at: the total is then no amount, which is refused.
  const amount = more.length > 0 || (misplaced !== "" && !isMarked) ? line : yuanText(total);
  return { name, quantity: ungrouped(quantity), unitPrice: ungrouped(unitPrice), total: { amount, currency: "CNY" }, misplaced: isMarked };
}
