import { PHASES } from "../kernel/refusals/phases.js";
import type { Phase } from "./terms.js";

/** The kinds of phase in words, for pages and for the paper record. */
export const PHASE_WORDS: Readonly<Record<Phase["kind"], { readonly zh: string; readonly en: string }>> = PHASES;
