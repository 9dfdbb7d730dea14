import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody, text } from "../tenders/form.js";

type Words = { readonly zh: string; readonly en: string };

const STEPS_MAX = 12;
/** What is asked of every sub-centre at once (同布置、同要求): the same steps by the same days. */
export const CampaignBody = z.strictObject({ title: Line(100), demands: text(5_000), steps: z.array(z.strictObject({ title: Line(100), due: DayBody })).min(1).max(STEPS_MAX) });
export type NewCampaign = z.infer<typeof CampaignBody>;
export type CampaignStep = NewCampaign["steps"][number];

/** What a sub-centre says of a step, and what whoever checks says of that. */
export const MOVES = { "report": { zh: "报告完成", en: "reported" }, "pass": { zh: "检查合格", en: "passed" }, "rework": { zh: "检查退回", en: "sent back" } } as const satisfies Readonly<Record<string, Words>>;
export type Move = keyof typeof MOVES;
export const CHECKS = keysOf<"pass" | "rework">({ pass: true, rework: true });
/** One happening of one step at one sub-centre, in the order of its serial. */
export type Moved = { readonly subCentre: string; readonly step: number; readonly serial: number; readonly move: Move; readonly words: string; readonly on: PlainDate };

export const CELL_STATES = {
  "waiting": { zh: "未到期", en: "not due yet" }, "late": { zh: "逾期未报", en: "late" }, "reported": { zh: "待检查", en: "to be checked" }, "rework": { zh: "退回整改", en: "sent back" }, "passed": { zh: "合格", en: "passed" },
} as const satisfies Readonly<Record<string, Words>>;
export type CellState = keyof typeof CELL_STATES;
export type Cell = { readonly subCentre: string; readonly state: CellState; readonly on: PlainDate | null };
export type StepRow = CampaignStep & { readonly step: number; readonly cells: readonly Cell[]; /** All sub-centres stand alike: the same state everywhere. */ readonly isAlike: boolean };

/** Steps come in order, none before the day the campaign is issued. */
export function checkCampaign({ steps }: NewCampaign, today: PlainDate): Result<true> {
  const first = steps[0];
  if (first !== undefined && first.due < today) return refuse("campaign-past", { today });
  const wrong = steps.findIndex(({ due }, at) => at > 0 && due < (steps[at - 1]?.due ?? due));
  return wrong < 0 ? ok(true) : refuse("campaign-order", { step: wrong + 1 });
}

const lastOf = (moved: readonly Moved[], subCentre: string, step: number): Moved | null => moved.filter((each) => each.subCentre === subCentre && each.step === step).toSorted((one, other) => one.serial - other.serial).at(-1) ?? null;

/** How a step stands at a sub-centre on a day; what was sent back after its day is still to be done, and late where it has not been said again. */
export function cellState(last: Pick<Moved, "move"> | null, due: PlainDate, today: PlainDate): CellState {
  if (last === null) return today > due ? "late" : "waiting";
  return ({ report: "reported", pass: "passed", rework: "rework" } as const)[last.move];
}

/** The board of a campaign, sub-centres beside each other (同进度、同检查). @param parts the sub-centres it was issued to */
export const boardOf = (steps: readonly CampaignStep[], parts: readonly string[], moved: readonly Moved[], today: PlainDate): StepRow[] => steps.map((step, at) => {
  const cells = parts.map((subCentre): Cell => {
    const last = lastOf(moved, subCentre, at + 1);
    return { subCentre, state: cellState(last, step.due, today), on: last?.on ?? null };
  });
  return { ...step, step: at + 1, cells, isAlike: new Set(cells.map(({ state }) => state)).size <= 1 };
});

/** What may follow: a report where none waits and none has passed, a check where one waits. */
export function checkMove(last: Pick<Moved, "move"> | null, move: Move): Result<true> {
  if (last?.move === "pass") return refuse("campaign-passed");
  if (move === "report") return last?.move === "report" ? refuse("campaign-reported") : ok(true);
  return last?.move === "report" ? ok(true) : refuse("campaign-nothing-to-check");
}
