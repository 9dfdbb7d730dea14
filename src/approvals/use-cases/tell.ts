import type { Unit } from "../../centre/unit.js";
import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience, type Audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { CaseRow } from "../queries.js";
import type { LightReaders } from "../store.js";

const ABOUT_NONE = { tender: null, lot: null } as const;
/** Whom a message to the applicant reaches: nobody where he came to the window and has no account. */
export const applicantOf = ({ applicant, applicant_uscc, source }: Pick<CaseRow, "applicant" | "applicant_uscc" | "source">): readonly Audience[] => (applicant_uscc !== null ? [audience.firm(applicant_uscc)] : source === "online" ? [audience.office(applicant)] : []);

/** Tells the applicant of his case: corrections, acceptance, a decision, or that something else happened to it. */
export const tellApplicant = (tx: Tx, world: World, row: CaseRow, kind: "case-corrections" | "case-accepted" | "case-decided" | "case-changed", at: Instant): Promise<void> => tell(tx, world, { kind, to: applicantOf(row), ...ABOUT_NONE }, at);

const SUPERVISION = [audience.role("conduct-supervisor"), audience.role("supervisor")] as const;

/**
 * Whom the lights of each unit's cases are told to (rule book D5): a yellow one to its windows and chief representative and the composite windows, a red
 * one to the deputy head too and to supervision. @param units all that may have cases
 */
export function lightReaders(units: readonly Pick<Unit, "code" | "uscc" | "kinds">[]): LightReaders[] {
  const composite = units.filter(({ kinds }) => kinds.includes("centre")).map(({ uscc }) => uscc);
  return units.map(({ code, uscc }) => {
    const yellow = [...[...new Set([uscc, ...composite])].map((each) => audience.staff("window-staff", each)), audience.staff("chief-representative", uscc)];
    return { unit: code, yellow, red: [...yellow, audience.staff("deputy-head", uscc), ...SUPERVISION] };
  });
}

/** Tells who has to know that lights of a unit turned at an instant; once for it, however often it is looked at. Supervision is told of all units at once. */
export async function tellLights(tx: Tx, world: World, light: "yellow" | "red", { readers, at }: { readonly readers: readonly LightReaders[]; readonly at: Instant }): Promise<void> {
  const to = [...new Set(readers.flatMap((each) => each[light] as readonly Audience[]))];
  await tell(tx, world, { kind: light === "yellow" ? "case-yellow" : "case-red", to, ...ABOUT_NONE, once: `${light} lights ${String(at)}` }, at);
}

/** Tells that cases of supervision are unanswered and their day is over. */
export const tellUnanswered = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "supervision-late", to: [...SUPERVISION, audience.role("sub-centre-head")], ...ABOUT_NONE }, at);

/** Tells supervision of misconduct that was written down. */
export const tellMisconduct = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "case-misconduct", to: SUPERVISION, ...ABOUT_NONE }, at);
