import { z } from "zod";
import { DayText } from "../experts/expert-file.js";
import { Line } from "../judging/inputs.js";
import { LEAVING_GROUNDS, type LeavingGround } from "../judging/panel-changes.js";
import { LINES } from "../lines/lines.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { MoneyBody } from "../tenders/form.js";

/**
 * What experts are paid, as the pool keeper enters it from the province's own paper: the country sets no number (rule book C2). The first
 * `halfDayMinutes` are a half day, also where fewer are worked; what is longer is paid by begun half days, or where `overHour` is set by begun hours. `inVain` is paid to whoever came
 * and had to stand back. `travelMax`: what one expert's journey may be paid with at most. `forfeits`: who leaves on these grounds gets nothing, beside whom the law names.
 */
export const TariffBody = z.strictObject({
  lines: z.array(z.enum(keysOf<string>(LINES))).min(1).max(20), from: DayText, document: Line(200), article: Line(100),
  halfDayMinutes: z.int().min(30).max(720), halfDay: MoneyBody, overHour: MoneyBody.nullable(), inVain: MoneyBody, travelMax: MoneyBody,
  forfeits: z.array(z.enum(keysOf<LeavingGround>(LEAVING_GROUNDS))).max(4).default([]),
});
export type Tariff = z.infer<typeof TariffBody>;
export type KeptTariff = { readonly serial: number; readonly tariff: Tariff };

/** The tariff that holds for a line on a day: the one in force last, of two of one day the one entered last; null where none is. */
export function tariffOn(tariffs: readonly KeptTariff[], line: string, on: PlainDate): KeptTariff | null {
  const holding = tariffs.filter(({ tariff }) => tariff.from <= on && tariff.lines.includes(line));
  return holding.toSorted((one, other) => (one.tariff.from === other.tariff.from ? one.serial - other.serial : one.tariff.from < other.tariff.from ? -1 : 1)).at(-1) ?? null;
}
