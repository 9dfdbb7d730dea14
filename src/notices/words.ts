import { grouped } from "../kernel/money.js";
import { at, dateInChinese, day, endInChinese, timeInChinese } from "../kernel/time.js";
import { NOTHING } from "./blocks.js";
import type { Value } from "./record.js";

/** A value as a document prints it, one string a line: amounts in figures and capital words, times with the weekday and 北京时间. */
export function valueInChinese(value: Value): readonly string[] {
  if (value === null) return [NOTHING];
  switch (value.kind) {
    case "text": case "code": return [value.text];
    case "link": return [value.url];
    case "money": return [`${grouped(value.amount)}元`, `（大写：${value.words}）`];
    case "time": return [(value.how === undefined ? timeInChinese : endInChinese)(at(value.at)), ...howWords(value.how)];
    case "day": return [dateInChinese(day(value.on)), ...howWords(value.how)];
  }
}

/** Where a date is counted out, as it is typed from paper. */
const howWords = (how: string | undefined): readonly string[] => (how === undefined ? [] : [`怎么算的：${how.replace(/^https?:\/\//, "")}`]);

/** The same for a narrow column: the amount without its words, the day and the clock on two lines. */
export function valueInColumn(value: Value): readonly string[] {
  if (value?.kind === "money") return [grouped(value.amount), value.words];
  if (value?.kind === "time") return timeInChinese(at(value.at)).replace("（北京时间）", "").split(/（.*?）/);
  return valueInChinese(value);
}
