import { applicantOf } from "../../approvals/use-cases/tell.js";
import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { JointRow } from "../queries.js";

const ABOUT_NONE = { tender: null, lot: null } as const;
const AT_DESKS = [audience.role("window-staff"), audience.role("chief-representative"), audience.role("deputy-head")] as const;

/** Tells the applicant of his joint case in the words of every case. */
export const tellOfJoint = (tx: Tx, world: World, row: JointRow, kind: "case-corrections" | "case-accepted" | "case-decided" | "case-changed", at: Instant): Promise<void> =>
  tell(tx, world, { kind, to: applicantOf(row), ...ABOUT_NONE }, at);

/** Tells the desks that a joint case came: the units say what they need before it is accepted. */
export const tellOpened = (tx: Tx, world: World, officer: string, at: Instant): Promise<void> => tell(tx, world, { kind: "joint-opened", to: [audience.office(officer), audience.role("window-staff")], ...ABOUT_NONE }, at);
/** Tells the desks that materials were shared and a stage begins. */
export const tellShared = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "joint-shared", to: AT_DESKS, ...ABOUT_NONE }, at);
/** Tells who has to know that a unit was silent past its time, or the whole is overdue. */
export const tellRed = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "joint-red", to: [...AT_DESKS, audience.role("conduct-supervisor"), audience.role("supervisor")], ...ABOUT_NONE }, at);
/** Tells somebody that a case is handed over to him, which he confirms. */
export const tellHandOver = (tx: Tx, world: World, to: string, at: Instant): Promise<void> => tell(tx, world, { kind: "joint-hand-over", to: [audience.office(to)], ...ABOUT_NONE }, at);
/** Tells supervision of misconduct that was written down. */
export const tellJointMisconduct = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "case-misconduct", to: [audience.role("conduct-supervisor"), audience.role("supervisor")], ...ABOUT_NONE }, at);
