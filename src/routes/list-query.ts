import { LINE_TITLES, LINES, SALE_LINES } from "../lines/lines.js";
import { isNoticeType, isStage, NOTICE_STAGES, STAGE_OF, typesIn, type NoticeStage } from "../notices/stages.js";
import type { NoticeType } from "../notices/record.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { day, endOf, startOf, type PlainDate } from "../kernel/time.js";
import { readCursor, type Cursor } from "../tenders/queries/listing.js";
import type { NoticeSearch } from "../tenders/queries/notice-lines.js";
import type { SaleSearch } from "../sales/queries/sale-lines.js";
import type { TenderSearch } from "../tenders/queries/tender-lines.js";
import type { ListKind } from "../web/views.js";
import type { PageRequest } from "./pages/site.js";
import { LIFE_FILTERS } from "./pages/views/lists.js";
import { SALE_FILTERS } from "./pages/views/sale.js";

/** What a list is asked for, all of it in its address; empty where a filter is not set. Days are inclusive. */
export type ListQuery = {
  readonly q: string; readonly stage: string; readonly type: NoticeType | ""; readonly line: string; readonly area: string; readonly from: PlainDate | ""; readonly until: PlainDate | "";
  readonly cursor: Cursor | null; readonly limit: number; readonly counted: boolean;
};

/** The lists of documents; `null` stages are all that everybody may read. */
export const NOTICE_LISTS = ["notices", "results", "plans"] as const;
export type NoticeList = (typeof NOTICE_LISTS)[number];
const STAGES_IN: Readonly<Record<NoticeList, readonly NoticeStage[] | null>> = { notices: null, results: ["result", "ended"], plans: ["plan"] };

const FILTERS = ["q", "stage", "type", "line", "area", "from", "until", "cursor"];
/** Choices of the reader that are no filters. */
const READING = ["display", "mode"];
const TEXT_LENGTH_MAX = 100;

export type ListShape = {
  /** The parameters this address knows, beside the reader's choices. */
  readonly names: readonly string[];
  /** The stages it can be cut down to. */
  readonly stages: readonly string[];
  /** The trading lines whose things can stand in it. */
  readonly lines: readonly string[];
  readonly limit: number;
  readonly limitMax: number;
};

/** What the address of a list may say. @param limit how many lines a page has where nobody asks for another number */
export const shapeOf = (kind: ListKind, format: "html" | FeedFormat, limit: number): ListShape => ({
  names: [...FILTERS.filter((name) => name !== "type" || hasTypes(kind)), ...(format === "html" ? [] : ["limit"]), ...(format === "json" ? ["count"] : []), ...(format === "json" ? ["lang"] : [])],
  stages: stagesIn(kind), lines: linesIn(kind), limit, limitMax: LIMIT_MAX[format],
});

/** Whether a list is of documents, which have types. */
const hasTypes = (kind: ListKind): kind is NoticeList => kind !== "projects" && kind !== "sales";

function stagesIn(kind: ListKind): readonly string[] {
  if (hasTypes(kind)) return STAGES_IN[kind] ?? Object.keys(NOTICE_STAGES);
  return (kind === "projects" ? LIFE_FILTERS : SALE_FILTERS).map(({ code }) => code);
}

/** The trading lines a list can be cut down to: all that publish what stands in it. */
export const linesIn = (kind: ListKind): readonly string[] => Object.keys(kind === "sales" ? SALE_LINES : kind === "notices" || kind === "results" ? LINE_TITLES : LINES);

/** Formats that a list is also had in, by the suffix of its address. */
export const FEED_FORMATS = ["json", "csv", "atom", "ics"] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];
const LIMIT_MAX = { html: 100, json: 200, csv: 10_000, atom: 100, ics: 1_000 } as const;

/** Reads a list's address strictly: a parameter nobody knows is refused, because a slip must not widen what is found. */
export function readListQuery(c: PageRequest, shape: ListShape): Result<ListQuery> {
  const given = c.req.queries();
  const unknown = Object.keys(given).find((name) => !shape.names.includes(name) && !READING.includes(name));
  if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown.slice(0, 40), known: shape.names.join(", ") });
  const twice = Object.entries(given).find(([, values]) => values.length > 1);
  if (twice !== undefined) return refuse("wrong-parameter", { name: twice[0], wanted: "× 1" });
  const text = (name: string): string => (given[name]?.[0] ?? "").trim();
  const wrong = wrongIn(text, shape);
  if (wrong !== null) return refuse("wrong-parameter", wrong);
  return ok({
    q: text("q"), stage: text("stage"), type: text("type") as NoticeType | "", line: text("line"), area: text("area"), from: text("from") as PlainDate | "", until: text("until") as PlainDate | "",
    cursor: readCursor(text("cursor")), limit: text("limit") === "" ? shape.limit : Number(text("limit")), counted: text("count") === "exact",
  });
}

const isDay = (text: string): boolean => {
  try {
    return day(text) === text;
  } catch {
    return false;
  }
};

type Check = (value: string, shape: ListShape) => string | null;

/** What a parameter should be, in signs that every language reads; null where it is. */
const CHECKS: Readonly<Record<string, Check>> = {
  q: (value) => (value.length > TEXT_LENGTH_MAX ? `≤ ${String(TEXT_LENGTH_MAX)}` : null),
  stage: (value, { stages }) => (stages.includes(value) ? null : stages.join(", ")),
  type: (value) => (isNoticeType(value) ? null : Object.keys(STAGE_OF).join(", ")),
  line: (value, { lines }) => (lines.includes(value) ? null : lines.join(", ")),
  area: (value) => (/^\d{6}$/.test(value) ? null : "GB/T 2260: 341700"),
  from: (value) => (isDay(value) ? null : "2026-09-01"),
  until: (value) => (isDay(value) ? null : "2026-09-01"),
  cursor: (value) => (readCursor(value) === null ? "links.next" : null),
  limit: (value, { limitMax }) => (/^[1-9]\d{0,5}$/.test(value) && Number(value) <= limitMax ? null : `1–${String(limitMax)}`),
  count: (value) => (value === "exact" ? null : "exact"),
};

function wrongIn(text: (name: string) => string, shape: ListShape): { readonly name: string; readonly wanted: string } | null {
  for (const [name, check] of Object.entries(CHECKS)) {
    const wanted = text(name) === "" ? null : check(text(name), shape);
    if (wanted !== null) return { name, wanted };
  }
  return null;
}

const commonOf = (query: ListQuery) => ({
  text: query.q, line: query.line, area: query.area, cursor: query.cursor, limit: query.limit,
  ...(query.from === "" ? {} : { from: new Date(startOf(query.from)) }), ...(query.until === "" ? {} : { before: new Date(endOf(query.until)) }),
});

/** The search for documents that a query stands for. */
export function searchOf(query: ListQuery, list: NoticeList): NoticeSearch {
  const stages = isStage(query.stage) ? [query.stage] : STAGES_IN[list];
  const within = stages === null ? null : typesIn(stages);
  const types = query.type === "" ? within : [query.type].filter((type) => within === null || within.includes(type));
  return { ...commonOf(query), ...(types === null ? {} : { types }) };
}

/** The search for tenders that a query stands for. */
export function projectSearchOf(query: ListQuery): TenderSearch {
  const step = LIFE_FILTERS.find(({ code }) => code === query.stage);
  return { ...commonOf(query), ...(step === undefined ? {} : { stages: step.stages }) };
}

/** The search for sales that a query stands for. */
export function saleSearchOf(query: ListQuery): SaleSearch {
  const step = SALE_FILTERS.find(({ code }) => code === query.stage);
  return { ...commonOf(query), ...(step === undefined ? {} : { stages: step.stages }) };
}
