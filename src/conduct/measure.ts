import type { Window } from "../centre/unit.js";
import type { Measured } from "./appraisal.js";
import { ATTENDANCE, type Attendance } from "./patrol.js";

/** What the records of a period say, as far as an appraisal asks. */
export type Records = {
  readonly attendance: readonly { readonly actor: string; readonly number: number; readonly state: Attendance }[];
  /** Findings that ended in a sanction: about whom, at which window. */ readonly sanctioned: readonly { readonly about: string; readonly number: number | null }[];
  /** Trainings held, with who was there. */ readonly trainings: readonly (readonly string[])[];
  readonly windows: readonly Pick<Window, "number" | "unit">[];
};
export type Place = { readonly actors: readonly string[]; readonly isHere: (number: number | null, actor: string) => boolean };

/** Whom a subject stands for: a person, who sits at a window, or who sits at windows of a unit. */
export function placeOf(subject: { readonly staff: string } | { readonly window: number } | { readonly unit: string }, { attendance, windows }: Records): Place {
  const own = "staff" in subject ? (_: number | null, actor: string) => actor === subject.staff
    : "window" in subject ? (number: number | null) => number === subject.window
      : (number: number | null) => windows.some((each) => each.number === number && each.unit === subject.unit);
  return { isHere: own, actors: [...new Set([...("staff" in subject ? [subject.staff] : []), ...attendance.filter(({ actor, number }) => own(number, actor)).map(({ actor }) => actor)])] };
}

/** Measures one subject: who was found where he should be, what was sanctioned, which trainings its people attended. */
export function measure({ isHere, actors }: Place, { attendance, sanctioned, trainings }: Records): Measured {
  const looked = attendance.filter(({ actor, number }) => isHere(number, actor));
  const attended = trainings.flatMap((there) => actors.filter((actor) => there.includes(actor))).length;
  return {
    attendance: { of: BigInt(looked.filter(({ state }) => ATTENDANCE[state].isThere).length), all: BigInt(looked.length) },
    training: { of: BigInt(attended), all: BigInt(trainings.length * actors.length) },
    sanctions: { of: BigInt(sanctioned.filter(({ about, number }) => isHere(number, about)).length), all: 0n },
  };
}
