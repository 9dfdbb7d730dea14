import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience, type Audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { CaseRow } from "../queries.js";

const ABOUT_NONE = { tender: null, lot: null } as const;
/** Whom a message to the applicant reaches: nobody where he came to the window and has no account. */
const applicantOf = ({ applicant, applicant_uscc, source }: CaseRow): readonly Audience[] => (applicant_uscc !== null ? [audience.firm(applicant_uscc)] : source === "online" ? [audience.office(applicant)] : []);

/** Tells the applicant of his case: corrections, acceptance, a decision, or that something else happened to it. */
export const tellApplicant = (tx: Tx, world: World, row: CaseRow, kind: "case-corrections" | "case-accepted" | "case-decided" | "case-changed", at: Instant): Promise<void> => tell(tx, world, { kind, to: applicantOf(row), ...ABOUT_NONE }, at);

/** Whom a yellow light and a red one are told to. */
export const LIGHT_AUDIENCES = { yellow: [audience.role("window-staff"), audience.role("chief-representative")], red: [audience.role("window-staff"), audience.role("deputy-head"), audience.role("conduct-supervisor"), audience.role("supervisor")] } as const;

/** Tells who has to know that lights turned at an instant; once for it, however often it is looked at. */
export async function tellLights(tx: Tx, world: World, light: "yellow" | "red", at: Instant): Promise<void> {
  await tell(tx, world, { kind: light === "yellow" ? "case-yellow" : "case-red", to: LIGHT_AUDIENCES[light], ...ABOUT_NONE, once: `${light} lights ${String(at)}` }, at);
}

/** Tells supervision of misconduct that was written down. */
export const tellMisconduct = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "case-misconduct", to: [audience.role("conduct-supervisor"), audience.role("supervisor")], ...ABOUT_NONE }, at);
