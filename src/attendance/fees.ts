import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import { refuse, ok, type Result } from "../kernel/result.js";
import { ENDED_STAGES } from "../procedure/procedure.js";
import { namesMayOpen } from "../experts/shown.js";
import { fenOf } from "../tenders/amounts.js";
import type { Attendance } from "./attendance.js";
import type { Tariff } from "./tariff.js";

/** Why somebody is paid what he is. */
export const FEE_BASES = {
  "time": { zh: "按评审时间", en: "by time worked" },
  "in-vain": { zh: "到场未评审", en: "came in vain" },
  "forfeited": { zh: "依法或者按规定不予支付", en: "forfeited" },
  "not-there": { zh: "未到场，不支付", en: "did not come" },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type FeeBasis = keyof typeof FEE_BASES;

const HOUR_MINUTES = 60;

/** Half days and further hours that some minutes of work come to: one half day at least. */
export function unitsOf(minutes: number, { halfDayMinutes, overHour }: Pick<Tariff, "halfDayMinutes" | "overHour">): { readonly halfDays: number; readonly hours: number } {
  if (overHour === null) return { halfDays: Math.max(1, Math.ceil(minutes / halfDayMinutes)), hours: 0 };
  return { halfDays: 1, hours: Math.ceil(Math.max(0, minutes - halfDayMinutes) / HOUR_MINUTES) };
}

/** One line of a list. `fee`, `travel`, `total` in fen. */
export type FeeLine = { readonly label: string; readonly name: string; readonly basis: FeeBasis; readonly minutes: number; readonly halfDays: number; readonly hours: number; readonly fee: Fen; readonly travel: Fen; readonly total: Fen };

/** An expert who may be paid; `travel` in fen is what the payer allows for his journey. */
export type Payable = { readonly attendance: Attendance; readonly name: string; readonly travel: Fen };

/** The grounds on which nothing is paid: those the line's law names and those of the tariff. */
type Paying = { readonly tariff: Tariff; readonly forfeits: readonly string[] };

/** What one expert is paid. Whoever forfeits the fee forfeits the journey with it. Law: 87号令 62. */
export function feeLine({ attendance, name, travel }: Payable, paying: Paying): FeeLine {
  const { label, minutes } = attendance;
  const basis = basisOf(attendance, paying);
  const none = { label, name, basis, minutes, halfDays: 0, hours: 0 };
  if (basis === "not-there" || basis === "forfeited") return { ...none, fee: 0n, travel: 0n, total: 0n };
  const inVain = fenOf(paying.tariff.inVain);
  if (basis === "in-vain") return { ...none, fee: inVain, travel, total: inVain + travel };
  const { halfDays, hours } = unitsOf(minutes, paying.tariff);
  const fee = fenOf(paying.tariff.halfDay) * BigInt(halfDays) + (paying.tariff.overHour === null ? 0n : fenOf(paying.tariff.overHour) * BigInt(hours));
  return { label, name, basis, minutes, halfDays, hours, fee, travel, total: fee + travel };
}

function basisOf({ outcome, ground, minutes }: Attendance, { tariff, forfeits }: Paying): FeeBasis {
  if (outcome === "absent") return "not-there";
  if (ground !== null && [...forfeits, ...tariff.forfeits].includes(ground)) return "forfeited";
  return outcome === "stood-back" || (outcome === "left" && minutes === 0) ? "in-vain" : "time";
}

/** The list as it is approved; amounts in fen as decimal text, people by label and name, in the order of labels. */
export type FeeListFile = {
  readonly v: "fee-list/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly payer: string; readonly tariff: { readonly serial: number; readonly document: string; readonly article: string };
  readonly lines: readonly { readonly label: string; readonly name: string; readonly basis: FeeBasis; readonly minutes: number; readonly halfDays: number; readonly hours: number; readonly fee: string; readonly travel: string; readonly total: string }[];
  readonly total: string;
};

export const feeListBytes = (file: FeeListFile): Uint8Array<ArrayBuffer> => canonical(file);

/** A kept list from its bytes: only the exchange writes them. */
export const readFeeList = (bytes: Uint8Array): FeeListFile => parseCanonical(bytes) as unknown as FeeListFile;

export const linesOfFile = (lines: readonly FeeLine[]): Pick<FeeListFile, "lines" | "total"> => ({
  lines: lines.map(({ fee, travel, total, ...line }) => ({ ...line, fee: String(fee), travel: String(travel), total: String(total) })), total: String(lines.reduce((sum, { total }) => sum + total, 0n)),
});

/**
 * Whether the payer may see who is paid: once the law lets the names out, or once an evaluation has ended without a result, when there is none left
 * to keep them secret for. Law: 招标投标法 37; 87号令 47, 69.
 */
export const feesMayShow = (stage: string): boolean => namesMayOpen(stage) || ENDED_STAGES.has(stage);

/** Whether these journeys may be paid: each of somebody on the list, none above the tariff's bound. @param travels fen by label */
export function checkTravel(travels: ReadonlyMap<string, Fen>, labels: readonly string[], { travelMax }: Pick<Tariff, "travelMax">): Result<true> {
  for (const [label, fen] of travels) {
    if (!labels.includes(label)) return refuse("not-found", { what: label });
    if (fen > fenOf(travelMax)) return refuse("travel-too-high", { member: label.slice(0, 8), max: travelMax.amount });
  }
  return ok(true);
}
