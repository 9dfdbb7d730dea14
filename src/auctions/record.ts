import { parseMoney, type Fen } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import type { Cause, Happening } from "./happening.js";

/** Everything by which a bidder said a price that counted. */
export type Way = "offered" | "offered-for" | "taken" | "shown" | "quoted" | "pledged";
export type RecordedOffer = { readonly seq: number; readonly at: Instant; readonly paddle: string; readonly way: Way; /** Null where it was a quantity. */ readonly amount: Fen | null; readonly quantity: number | null; /** The end that it moved or left; null where the phase has none. */ readonly endsAt: Instant | null };
export type RecordedStage = { readonly at: Instant; readonly number: number; readonly phase: string; readonly endsAt: Instant | null };
export type Interruption = { readonly cause: Cause; readonly reason: string; readonly from: Instant; /** Since when it went on; null where it never did. */ readonly until: Instant | null; readonly savedMs: number | null };

/** The record of a contest that is over, as people read it (竞价记录): what counted, in its order, with what was refused, interrupted and measured as counts. */
export type ContestRecord = {
  readonly admitted: number;
  readonly excluded: readonly { readonly paddle: string; readonly at: Instant; readonly reason: string }[];
  readonly stages: readonly RecordedStage[];
  readonly offers: readonly RecordedOffer[];
  readonly refused: number;
  /** How many offers moved the end. */
  readonly extended: number;
  readonly interruptions: readonly Interruption[];
  /** The worst that was measured, in ms; null where nothing was. */
  readonly clock: { readonly samples: number; readonly driftMs: number | null; readonly lagMs: number | null };
  readonly endedAt: Instant | null;
};

/** Makes the record of what happened. @param happenings all of them, in their order */
export function recordOf(happenings: readonly Happening[]): ContestRecord {
  const of = <Kind extends Happening["kind"]>(...kinds: readonly Kind[]): Extract<Happening, { readonly kind: Kind }>[] => happenings.filter((each): each is Extract<Happening, { readonly kind: Kind }> => (kinds as readonly string[]).includes(each.kind));
  const [samples, seats] = [of("sampled"), of("seated").flatMap((each) => each.seats.map((seat) => ({ ...seat, at: at(each.at) })))];
  return {
    admitted: of("admitted").length + seats.length,
    excluded: [...seats.flatMap((each) => (each.takenOut === null ? [] : [{ paddle: each.paddle, at: each.at, reason: each.takenOut }])), ...of("excluded").map((each) => ({ paddle: each.paddle, at: at(each.at), reason: each.reason }))],
    stages: of("stage").map((each) => ({ at: at(each.at), number: each.stage, phase: each.phase, endsAt: instantOf(each.endsAt) })),
    offers: of("offered", "offered-for", "taken", "shown", "quoted", "pledged").map(offerOf),
    refused: of("refused").length, extended: extensions(happenings), interruptions: interruptionsOf(happenings),
    clock: { samples: samples.length, driftMs: worst(samples.map(({ driftMs }) => driftMs)), lagMs: worst(samples.map(({ lagMs }) => lagMs)) },
    endedAt: instantOf(of("ended").at(-1)?.at ?? null),
  };
}

const instantOf = (text: string | null): Instant | null => (text === null ? null : at(text));

function offerOf(each: Extract<Happening, { readonly kind: Way }>): RecordedOffer {
  return {
    seq: each.seq, at: at(each.at), paddle: each.by, way: each.kind, amount: "amount" in each ? must(parseMoney(each.amount)) : null, quantity: "quantity" in each ? each.quantity : null, endsAt: "endsAt" in each ? instantOf(each.endsAt) : null,
  };
}

/** Offers after which the same stage ends later than before them. */
function extensions(happenings: readonly Happening[]): number {
  let [endsAt, moved] = [null as string | null, 0];
  for (const each of happenings) {
    if (!("endsAt" in each)) continue;
    if ((each.kind === "offered" || each.kind === "offered-for" || each.kind === "pledged") && endsAt !== null && each.endsAt !== null && at(each.endsAt) > at(endsAt)) moved += 1;
    endsAt = each.endsAt;
  }
  return moved;
}

/** A freeze by each cause, until what was frozen went on. */
function interruptionsOf(happenings: readonly Happening[]): Interruption[] {
  const made: Interruption[] = [];
  for (const each of happenings) {
    if (each.kind === "frozen") made.push({ cause: each.cause, reason: each.reason, from: at(each.at), until: null, savedMs: each.savedMs });
    if (each.kind === "resumed") for (const [index, one] of made.entries()) if (one.until === null) made[index] = { ...one, until: at(each.at) };
  }
  return made;
}

const worst = (measured: readonly (number | null)[]): number | null => measured.reduce<number | null>((most, each) => (each === null ? most : most === null || Math.abs(each) > Math.abs(most) ? each : most), null);
