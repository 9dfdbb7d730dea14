import { actsFor } from "../identity/can.js";
import type { Actor } from "../identity/actor.js";
import type { Tender } from "./queries.js";

/** Whose a tender is and by which code: what `can` is asked with. */
export const ownerOf = ({ id, project }: Pick<Tender, "id" | "project">): { readonly tenderer: string; readonly code: string } => ({ tenderer: project.tenderer_uscc, code: id });

/** Whether somebody is the tenderer of a tender, or its agency within the mandate. */
export const isOwnTender = (tender: Pick<Tender, "id" | "project"> | null, actor: Actor | null): boolean => tender !== null && actor !== null && actsFor(actor, ownerOf(tender));
