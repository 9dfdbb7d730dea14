import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import { isRatioText } from "../kernel/ratio.js";
import { FIGURE_IDS, type FigureId } from "./figures.js";
import { MEASURES, type Measure } from "./measures.js";
import { GRADE_LIST, type Grade } from "./survey.js";

const WORDS_MAX = 1_000;
const Year = z.int().min(1990).max(2200);

/** What another system handed over of a year: one sum, in fen where it is money. */
export const OpeningBody = z.strictObject({ year: Year, measure: z.enum(keysOf<Measure>(MEASURES)), value: z.string().regex(/^(0|[1-9]\d{0,17})$/, "a whole number, as text"), source: Line(200) });
/** A target of a figure, in the figure’s own unit: 95 or 12.5. */
export const TargetBody = z.strictObject({ year: Year, figure: z.enum(FIGURE_IDS as readonly [FigureId, ...FigureId[]]), value: z.string().max(20).refine((text) => isRatioText(text) && !text.includes("/"), "a number such as 12.5"), basis: Line(200) });
const GradeBody = z.literal(GRADE_LIST as unknown as readonly [Grade, ...Grade[]]);
export const AnswerBody = z.strictObject({ grade: GradeBody, words: z.string().trim().max(WORDS_MAX).nullable().default(null) });
export type OpeningGiven = z.infer<typeof OpeningBody>;
export type TargetGiven = z.infer<typeof TargetBody>;
export type AnswerGiven = z.infer<typeof AnswerBody>;
