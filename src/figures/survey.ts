import { ok, refuse, type Result } from "../kernel/result.js";

/** The five answers of 好差评, the best first; the first two are satisfied ones. 国办发〔2019〕51号. */
export const GRADES = {
  1: { zh: "非常满意", en: "very satisfied" }, 2: { zh: "满意", en: "satisfied" }, 3: { zh: "基本满意", en: "fairly satisfied" }, 4: { zh: "不满意", en: "dissatisfied" }, 5: { zh: "非常不满意", en: "very dissatisfied" },
} as const;
export type Grade = keyof typeof GRADES;
export const GRADE_LIST = [1, 2, 3, 4, 5] as const satisfies readonly Grade[];

/** Whether nothing more is decided of a case: it was decided, or it was not accepted. */
export const isOver = ({ decided_at: decidedAt, state }: { readonly decided_at: Date | null; readonly state: string }): boolean => decidedAt !== null || state === "not-accepted";

/** A case is judged once, by whoever holds its code, when it was decided or turned away. */
export function checkAnswer({ isOver, isAnswered }: { readonly isOver: boolean; readonly isAnswered: boolean }): Result<true> {
  if (!isOver) return refuse("answer-early");
  return isAnswered ? refuse("answered-already") : ok(true);
}
