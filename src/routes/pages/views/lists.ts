import { lineOf } from "../../../lines/lines.js";
import type { Instant } from "../../../kernel/time.js";
import { STAGE_TITLES, type Stage } from "../../../procedure/procedure.js";
import type { LotLine } from "../../../tenders/queries/lot-lines.js";
import type { NoticeRowLine } from "../../../tenders/queries/notice-lines.js";
import type { Language } from "../../../web/context.js";
import type { NoticeLine, OpeningLine, Step } from "../../../web/views.js";

export const instantOf = (date: Date): Instant => date.getTime() as Instant;
export const maybeInstant = (date: Date | null): Instant | null => (date === null ? null : instantOf(date));
export const stageName = (stage: Stage, language: Language): string => STAGE_TITLES[stage][language];

/** The hall of a lot in its address: tender codes hold no hyphen. */
export const hallId = (tender: string, lot: string): string => `${tender}-${lot}`;

export const noticeLine = (row: NoticeRowLine, language: Language): NoticeLine => ({
  id: row.id, type: row.type, title: row.title, version: row.version, tender: row.tender, line: lineOf(row.line).title[language], area: null,
  publishedAt: instantOf(row.publishedAt), deadlineAt: maybeInstant(row.deadline),
});

/** Stages before which a lot has nothing to open, and after which nothing is left to open. */
const AHEAD: readonly Stage[] = ["noticed", "bidding"];
const NEVER: readonly Stage[] = ["draft", "registered", "terminated", "suspended"];

/** A lot as an opening of the calendar; null where there is none. */
export function openingLine(line: LotLine): OpeningLine | null {
  if (NEVER.includes(line.stage) || line.publishedAt === null) return null;
  const state = AHEAD.includes(line.stage) ? "planned" : line.isOver ? "ended" : "running";
  return { hall: hallId(line.tender, line.lot), title: line.title, lot: line.name, opensAt: instantOf(line.deadline), state };
}

const LIFE: readonly { readonly zh: string; readonly en: string; readonly stages: readonly Stage[] }[] = [
  { zh: "登记", en: "registered", stages: ["draft", "registered"] }, { zh: "招标公告", en: "notice", stages: ["noticed"] }, { zh: "投标", en: "bidding", stages: ["bidding"] },
  { zh: "开标", en: "opening", stages: ["closed", "opening", "opened"] }, { zh: "评标", en: "evaluation", stages: ["evaluating", "evaluated"] }, { zh: "候选人公示", en: "candidates", stages: ["candidates"] },
  { zh: "定标", en: "award", stages: ["award_decided", "notified"] }, { zh: "合同", en: "contract", stages: ["contracted", "contract_announced", "reported"] }, { zh: "归档", en: "archive", stages: ["archived"] },
];

/** The life of a lot in nine steps. `reached` is where it stands, or where it stood when it ended. */
export function lifeLine(stage: Stage, reached: Stage, language: Language): Step[] {
  const at = LIFE.findIndex(({ stages }) => stages.includes(reached));
  const isDone = stage === "archived";
  return LIFE.map((step, index) => ({ label: step[language], state: index < at || isDone ? "done" : index === at ? "current" : "ahead" }));
}
