import type { FigureId } from "./figures.js";
import type { Measure } from "./measures.js";
import type { Grade } from "./survey.js";

type Exchange = { exchange_id: string };

export type FigureTables = {
  /** Kept by the database from the cases: nobody writes it. */
  case_months: Exchange & { month: string; unit: string; item: string; case_type: string; accepted: string; accepted_low: string; closed: string; in_time: string; limit_days: string; used_days: string };
  answer_months: Exchange & { month: string; unit: string; grade: Grade; answers: string };
  case_answers: Exchange & { code: string; unit: string; grade: Grade; words: string | null; made_at: Date };
  figure_openings: Exchange & { year: number; measure: Measure; value: string; source: string; made_by: string; made_at: Date };
  figure_targets: Exchange & { year: number; figure: FigureId; serial: number; value: string; basis: string; made_by: string; made_at: Date };
};
