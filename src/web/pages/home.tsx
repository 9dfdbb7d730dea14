import type { Instant } from "../../kernel/time.js";
import type { NoticeLine } from "../views.js";

/** An opening on the calendar of the halls. */
export type OpeningLine = { readonly tender: string; readonly title: string; readonly lot: string; readonly opensAt: Instant; readonly state: "planned" | "running" | "ended" };

/** The front page: what opens today, what the exchange trades, what it published last. */
export type HomeView = {
  readonly openings: readonly OpeningLine[];
  readonly notices: readonly NoticeLine[];
  /** Trading lines with the number of tenders under way. */
  readonly lines: readonly { readonly code: string; readonly name: string; readonly running: number }[];
};
