import type { Fact, RefusalCode } from "../kernel/refusal.js";
import type { Instant } from "../kernel/time.js";
import type { Stage } from "../procedure/procedure.js";
import type { SaleStage } from "../procedure/sale-words.js";
import type { NoticeType } from "../notices/record.js";
import type { AskedDate } from "../rules/date-question.js";

/** Small records that the views of several pages share. */

export type LotStage = Stage;

/** A refusal as the page needs it: the words come from the refusal's own row. */
export type RefusalView = { readonly code: RefusalCode; readonly facts: Readonly<Record<string, Fact>> };

/** A date the law or the documents set, with the reasons behind it; `explanation` is null where nobody computed it. */
export type DateView = { readonly at: Instant; readonly explanation: DateExplanation | null };
export type DateExplanation = {
  /** Rule id as in the rule book, such as ENG-07. */
  readonly rule: string;
  /** 招标投标法实施条例 第十六条 */
  readonly article: string;
  /** What the period starts from, in words, and when. */
  readonly startsFrom: string;
  readonly startsAt: Instant;
  /** 20 日 | 3 个工作日 */
  readonly period: string;
  /** Days that do not count, each with its reason (国庆节, 星期六…), YYYY-MM-DD. */
  readonly skipped: readonly { readonly on: string; readonly reason: string }[];
  /** The state's holiday notice for the last of the days is not out yet. */
  readonly provisional: boolean;
  /** The question that the page with the calendar answers. */
  readonly asked: AskedDate;
};

export type NoticeLine = {
  readonly id: string;
  readonly type: NoticeType;
  readonly title: string;
  readonly version: number;
  /** The code of the tender or plan it is about. */
  readonly about: string;
  /** Title of the trading line, such as 工程建设. */
  readonly line: string;
  readonly area: string | null;
  readonly tenderer: string;
  readonly publishedAt: Instant;
  readonly due: DueLine | null;
  readonly ceilingFen: bigint | null;
  /** Of a plan: YYYY-MM in which it is expected, and its sum. */
  readonly plan: { readonly month: string; readonly fen: bigint } | null;
  readonly award: { readonly winner: string; readonly fen: bigint } | null;
};

/** A deadline in a list, and the question that counts it out; null where no law holds yet. */
export type DueLine = { readonly at: Instant; readonly asked: AskedDate | null };

/** A published tender in a list. */
export type TenderLineView = {
  readonly code: string; readonly title: string; readonly line: string; readonly area: string | null; readonly tenderer: string; readonly publishedAt: Instant; readonly due: DueLine;
  readonly lots: readonly { readonly name: string; readonly stage: LotStage; readonly stageName: string }[];
};

/** A published sale in a list. */
export type SaleLineView = {
  readonly code: string; readonly title: string; readonly line: string; readonly method: string; readonly area: string | null; readonly seller: string; readonly publishedAt: Instant; readonly applyUntil: Instant;
  readonly lots: readonly { readonly name: string; readonly stage: SaleStage; readonly stageName: string; readonly floorFen: bigint }[];
};

/** The lists of the exchange's documents, tenders and sales, each at its own address. */
export type ListKind = "notices" | "projects" | "sales" | "results" | "plans";

/** What is asked of a list; empty where a filter is not set. Days are YYYY-MM-DD, `until` included. */
export type ListFilters = { readonly q: string; readonly stage: string; readonly type: string; readonly line: string; readonly area: string; readonly from: string; readonly until: string };

type Choice = { readonly code: string; readonly name: string };

/** What every list shows around its lines. */
export type ListFrame = {
  readonly kind: ListKind;
  readonly filters: ListFilters;
  readonly stages: readonly Choice[];
  readonly lines: readonly Choice[];
  readonly areas: readonly Choice[];
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
  /** Opaque cursor of the following page. */
  readonly next: string | null;
  /** True where a cursor brought the reader here, so that a way back to the top is shown. */
  readonly paged: boolean;
};

/** An opening on the calendar of the halls; `hall` is the hall's id in its address. */
export type OpeningLine = { readonly hall: string; readonly title: string; readonly lot: string; readonly opensAt: Instant; readonly asked: AskedDate | null; readonly state: "planned" | "running" | "ended" };

export type DocumentLine = { readonly name: string; readonly href: string; readonly size: number; readonly sha256: string; readonly version: number; readonly publishedAt: Instant };

/** One step of a life line or an opening. */
export type Step = { readonly label: string; readonly state: "done" | "current" | "ahead" };

/** One field of a form, or a heading between fields; `name` is the name it is posted under. Money is typed in yuan: 38650000.00. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "textarea" | "money" | "number" | "date" | "time" | "select" | "radio" | "checkbox" | "checkboxes" | "file" | "hidden" | "password" | "heading";
  readonly hint?: string;
  readonly value?: string;
  /** Several for `checkboxes`. */
  readonly values?: readonly string[];
  readonly options?: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly required?: boolean;
  readonly error?: string;
  readonly unit?: string;
  readonly multiple?: boolean;
  readonly autocomplete?: string;
  /** A hidden field that stands for yes (any value) or no (empty). */
  readonly flag?: boolean;
  /** A field that makes no row of a list by itself, as one that only says whose row it is: a row with nothing else in it is left out. */
  readonly mute?: boolean;
  /** A textarea whose lines are a list. */
  readonly lines?: boolean;
  /** The SHA-256 of a file: the browser reckons it from the file, which is not sent. */
  readonly fingerprint?: boolean;
  /** Begins a row where fields stand beside each other. */
  readonly begins?: boolean;
  /** How high a textarea is. */
  readonly rows?: number;
  /** A heading whose fields stand folded below it; how far they are filled is said beside it, what stands in them below it. */
  readonly fold?: { readonly isOpen: boolean; readonly state?: string; readonly about?: string };
  /** What is read under a heading before its fields are filled. */
  readonly links?: readonly { readonly label: string; readonly href: string }[];
  /** A heading inside the section that another one began. */
  readonly sub?: boolean;
};

/**
 * A thing the reader may do, or may not and why: posted to `href` as a form. `refusal` is what the server would answer,
 * so that a button and the server cannot disagree; `warning` is shown above the button of an act that cannot be undone.
 */
export type ActionView = {
  /** Unique on its page: it is part of the ids of the fields. */
  readonly name: string;
  readonly label: string;
  readonly href: string;
  readonly fields: readonly Field[];
  readonly refusal: RefusalView | null;
  readonly warning: string | null;
  /** Posted as `idempotencyKey`: the same form sent twice counts once. */
  readonly idempotencyKey: string;
  /** Posted as `version` where the act must meet the state the reader saw. */
  readonly version: string | null;
};

/** What was wrong with a form just sent: shown first on the page; `field` is `<action name>-<field name>`, null where no single field is to blame. */
export type FormFaults = readonly { readonly field: string | null; readonly text: string }[];
