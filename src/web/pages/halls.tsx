import type { OpeningLine } from "./home.js";

/** The calendar of openings: today's and coming ones first, then the ended ones that can be replayed. */
export type HallsView = { readonly today: readonly OpeningLine[]; readonly coming: readonly OpeningLine[]; readonly ended: readonly OpeningLine[] };
