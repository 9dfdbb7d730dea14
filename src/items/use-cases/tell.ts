import type { Unit } from "../../centre/unit.js";
import type { Tx } from "../../db/database.js";
import type { Role } from "../../identity/actor.js";
import type { Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { ExitStep } from "../exit.js";

const ABOUT_NONE = { tender: null, lot: null } as const;

/** Whose the next step is after one; after the answer nobody's. */
const NEXT: Readonly<Record<ExitStep, Role | null>> = { request: "centre-committee", report: "sub-centre-head", study: "sub-centre-head", opinion: "city-leader", decision: "sub-centre-head", answer: null };

/** Tells whoever has the next step of an exit that it waits; at the answer, the office that asked. */
export async function tellExit(tx: Tx, world: World, step: ExitStep, asked: string, at: Instant): Promise<void> {
  const role = NEXT[step];
  await tell(tx, world, role === null ? { kind: "item-answered", to: [audience.office(asked)], ...ABOUT_NONE } : { kind: "item-waits", to: [audience.role(role)], ...ABOUT_NONE }, at);
}

/** Tells the deputy heads of a unit that drafts of its items wait for their confirmation; of all that were drafted at one instant once. */
export const tellDrafted = (tx: Tx, world: World, { code, uscc }: Pick<Unit, "code" | "uscc">, at: Instant): Promise<void> =>
  tell(tx, world, { kind: "item-waits", to: [audience.staff("deputy-head", uscc)], ...ABOUT_NONE, once: `item drafts ${code} ${String(at)}` }, at);

/** Tells the centre that a unit confirmed an item, which waits to be taken in. */
export const tellConfirmed = (tx: Tx, world: World, at: Instant): Promise<void> => tell(tx, world, { kind: "item-waits", to: [audience.role("sub-centre-head")], ...ABOUT_NONE }, at);

/** Tells the officer who drafted an item that the centre sent it back. */
export const tellReturned = (tx: Tx, world: World, draftedBy: string, at: Instant): Promise<void> => tell(tx, world, { kind: "item-returned", to: [audience.office(draftedBy)], ...ABOUT_NONE }, at);
