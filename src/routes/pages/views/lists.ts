import type { AwardLine } from "../../../judging/queries.js";
import { lineOf, lineTitle } from "../../../lines/lines.js";
import type { Instant } from "../../../kernel/time.js";
import { STAGE_OF } from "../../../notices/stages.js";
import { STAGE_TITLES, type Procedure, type Stage } from "../../../procedure/procedure.js";
import { listedAsked } from "../../../tenders/asked-dates.js";
import type { AreaRow } from "../../../tenders/queries.js";
import type { CountedFrom, LotLine } from "../../../tenders/queries/lot-lines.js";
import type { TenderLine } from "../../../tenders/queries/tender-lines.js";
import type { NoticeRowLine } from "../../../tenders/queries/notice-lines.js";
import type { Language } from "../../../web/context.js";
import type { DueLine, NoticeLine, OpeningLine, Step, TenderLineView } from "../../../web/views.js";

export const instantOf = (date: Date): Instant => date.getTime() as Instant;
export const maybeInstant = (date: Date | null): Instant | null => (date === null ? null : instantOf(date));
export const stageName = (stage: Stage, language: Language): string => STAGE_TITLES[stage][language];

/** The hall of a lot in its address: tender codes hold no hyphen. */
export const hallId = (tender: string, lot: string): string => `${tender}-${lot}`;

/** What the rows of a list need beside themselves: the awards of their tenders and the names of areas. */
export type ListNames = { readonly language: Language; readonly awards: readonly AwardLine[]; readonly areas: readonly AreaRow[] };

export const areaName = (area: string | null, { areas, language }: Pick<ListNames, "areas" | "language">): string | null => {
  const row = areas.find((each) => each.area === area);
  return row === undefined ? null : language === "zh" ? row.name : row.name_en;
};

/** A listed deadline and the question that counts it out. */
const dueIn = (line: string, counted: CountedFrom, deadline: Date): DueLine => ({ at: instantOf(deadline), asked: listedAsked(lineOf(line).law, counted, instantOf(deadline)) });

/** The tenders that documents are about; a plan is about none. */
export const tendersIn = (rows: readonly NoticeRowLine[]): string[] => rows.flatMap(({ tender }) => tender ?? []);

/** The award that the notice of a result tells of; null for every other document. */
export const awardIn = (row: NoticeRowLine, { awards }: Pick<ListNames, "awards">): AwardLine | null =>
  (STAGE_OF[row.type] === "result" ? (awards.find(({ tender, lot }) => tender === row.tender && lot === row.lot) ?? null) : null);

export function noticeLine(row: NoticeRowLine, names: ListNames): NoticeLine {
  const award = awardIn(row, names);
  return {
    id: row.id, type: row.type, title: row.title, version: row.version, about: row.tender ?? row.plan ?? row.sale ?? "", line: lineTitle(row.line)[names.language], area: areaName(row.area, names), tenderer: row.tenderer,
    publishedAt: instantOf(row.publishedAt), due: row.deadline === null || row.counted === null ? null : dueIn(row.line, row.counted, row.deadline), ceilingFen: row.ceiling === null ? null : BigInt(row.ceiling), plan: row.month === null || row.budget === null ? null : { month: row.month, fen: BigInt(row.budget) }, award: award === null ? null : { winner: award.winner, fen: BigInt(award.fen) },
  };
}

/** A published tender as a line. */
export const tenderLine = (row: TenderLine, { language, areas }: Pick<ListNames, "language" | "areas">): TenderLineView => ({
  code: row.tender, title: row.title, line: lineOf(row.line).title[language], area: areaName(row.area, { areas, language }), tenderer: row.tenderer, publishedAt: instantOf(row.publishedAt), due: dueIn(row.line, row.counted, row.deadline),
  lots: row.lots.map(({ name, stage }) => ({ name, stage, stageName: stageName(stage, language) })),
});

/** Stages before which a lot has nothing to open, and after which nothing is left to open. */
const AHEAD: readonly Stage[] = ["noticed", "bidding"];
const NEVER: readonly Stage[] = ["draft", "registered", "prequal_open", "prequal_review", "prequal_done", "terminated", "suspended"];

/** A lot as an opening of the calendar; null where there is none. */
export function openingLine(line: LotLine): OpeningLine | null {
  if (NEVER.includes(line.stage) || line.publishedAt === null) return null;
  const state = AHEAD.includes(line.stage) ? "planned" : line.isOver ? "ended" : "running";
  return { hall: hallId(line.tender, line.lot), title: line.title, lot: line.name, opensAt: instantOf(line.deadline), asked: dueIn(line.line, line.counted, line.deadline).asked, state };
}

type LifeStep = { readonly code: string; readonly zh: string; readonly en: string; readonly stages: readonly Stage[] };

const LIFE: readonly LifeStep[] = [
  { code: "registered", zh: "登记", en: "registered", stages: ["draft", "registered"] }, { code: "notice", zh: "招标公告", en: "notice", stages: ["prequal_open", "prequal_review", "prequal_done", "noticed"] }, { code: "bidding", zh: "投标", en: "bidding", stages: ["bidding"] },
  { code: "opening", zh: "开标", en: "opening", stages: ["closed", "opening", "opened"] }, { code: "evaluation", zh: "评标", en: "evaluation", stages: ["evaluating", "evaluated"] }, { code: "candidates", zh: "候选人公示", en: "candidates", stages: ["candidates"] },
  { code: "award", zh: "定标", en: "award", stages: ["award_decided", "notified"] }, { code: "contract", zh: "合同", en: "contract", stages: ["contracted", "contract_announced", "reported"] }, { code: "archive", zh: "归档", en: "archive", stages: ["archived"] },
];

/** The steps by which tenders are filtered: those that the public sees, and the ends outside them. */
export const LIFE_FILTERS: readonly LifeStep[] = [...LIFE.slice(1), { code: "ended", zh: "流标或终止", en: "failed or ended", stages: ["failed", "terminated"] }, { code: "suspended", zh: "中止", en: "suspended", stages: ["suspended"] }];

/** The life of a lot in the steps its line has, nine at most. `reached` is where it stands, or where it stood when it ended. */
export function lifeLine({ start, moves }: Procedure, stage: Stage, reached: Stage, language: Language): Step[] {
  const known = new Set<string>([start, reached, ...moves.map(({ to }) => to)]);
  const life = LIFE.filter(({ stages }) => stages.some((each) => known.has(each)));
  const at = life.findIndex(({ stages }) => stages.includes(reached));
  const isDone = stage === "archived";
  return life.map((step, index) => ({ label: step[language], state: index < at || isDone ? "done" : index === at ? "current" : "ahead" }));
}
