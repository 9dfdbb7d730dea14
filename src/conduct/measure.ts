import type { Window } from "../centre/unit.js";
import type { Measured } from "./appraisal.js";
import { ATTENDANCE, type Attendance } from "./patrol.js";

/** What the records of a period say, as far as an appraisal asks. */
export type Records = {
  readonly attendance: readonly { readonly actor: string; readonly number: number; readonly state: Attendance }[];
  /** Findings that ended in a sanction: about whom, at which window. */ readonly sanctioned: readonly { readonly about: string; readonly number: number | null }[];
  /** Trainings held, with who was there. */ readonly trainings: readonly (readonly string[])[];
  readonly windows: readonly Pick<Window, "number" | "unit">[];
  /** Who sat at a window in the period. */ readonly seats: readonly { readonly actor: string; readonly number: number }[];
  /** What became of cases, by the unit whose item each was about and by who accepted or decided it. */ readonly handled: { readonly units: ReadonlyMap<string, Tally>; readonly actors: ReadonlyMap<string, Tally> };
  /** Complaints that were upheld: about which unit, about whom. */ readonly upheld: readonly { readonly unit: string | null; readonly about: string | null }[];
};
/** Cases that were decided and answers of applicants to them. */
export type Tally = { readonly closed: bigint; readonly inTime: bigint; readonly answers: bigint; readonly satisfied: bigint };
const NOTHING: Tally = { closed: 0n, inTime: 0n, answers: 0n, satisfied: 0n };
export type Subject = { readonly staff: string } | { readonly window: number } | { readonly unit: string };
export type Place = { readonly subject: Subject; readonly actors: readonly string[]; readonly isHere: (number: number | null, actor: string) => boolean };

/** Whom a subject stands for: a person, who sits at a window, or who sits at windows of a unit. */
export function placeOf(subject: Subject, { attendance, windows }: Records): Place {
  const own = "staff" in subject ? (_: number | null, actor: string) => actor === subject.staff
    : "window" in subject ? (number: number | null) => number === subject.window
      : (number: number | null) => windows.some((each) => each.number === number && each.unit === subject.unit);
  return { subject, isHere: own, actors: [...new Set([...("staff" in subject ? [subject.staff] : []), ...attendance.filter(({ actor, number }) => own(number, actor)).map(({ actor }) => actor)])] };
}

const added = (one: Tally, other: Tally): Tally => ({ closed: one.closed + other.closed, inTime: one.inTime + other.inTime, answers: one.answers + other.answers, satisfied: one.satisfied + other.satisfied });
const seated = (number: number, { seats }: Records): string[] => [...new Set(seats.filter((each) => each.number === number).map(({ actor }) => actor))];

/** A unit has the cases of its items, a person those he had in hand, a window those of whoever sat there. */
function talliedOf(subject: Subject, records: Records): Tally {
  const { units, actors } = records.handled;
  if ("unit" in subject) return units.get(subject.unit) ?? NOTHING;
  if ("staff" in subject) return actors.get(subject.staff) ?? NOTHING;
  return seated(subject.window, records).map((actor) => actors.get(actor) ?? NOTHING).reduce(added, NOTHING);
}

function isAbout(subject: Subject, { unit, about }: Records["upheld"][number], records: Records): boolean {
  if ("unit" in subject) return unit === subject.unit;
  if (about === null) return false;
  return "staff" in subject ? about === subject.staff : seated(subject.window, records).includes(about);
}

/** Measures one subject: who was found where he should be, what was sanctioned, which trainings its people attended. */
export function measure({ subject, isHere, actors }: Place, records: Records): Measured {
  const { attendance, sanctioned, trainings } = records;
  const { closed, inTime, answers, satisfied } = talliedOf(subject, records);
  const looked = attendance.filter(({ actor, number }) => isHere(number, actor));
  const attended = trainings.flatMap((there) => actors.filter((actor) => there.includes(actor))).length;
  return {
    attendance: { of: BigInt(looked.filter(({ state }) => ATTENDANCE[state].isThere).length), all: BigInt(looked.length) },
    training: { of: BigInt(attended), all: BigInt(trainings.length * actors.length) },
    cases: { of: inTime, all: closed }, satisfaction: { of: satisfied, all: answers }, complaints: { of: BigInt(records.upheld.filter((each) => isAbout(subject, each, records)).length), all: 0n },
    sanctions: { of: BigInt(sanctioned.filter(({ about, number }) => isHere(number, about)).length), all: 0n },
  };
}
