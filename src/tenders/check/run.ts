import type { Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { rfc3339 } from "../../kernel/time.js";
import type { Procedure } from "../../procedure/procedure.js";
import { callMove } from "../entry.js";
import { checkOf } from "./checks.js";
import { lawfulOf, type Finding, type Severity, type Subject } from "./check.js";
import { checkGuard, guardChecks, guardInWords } from "./guard-checks.js";

/** A place where a check was not met, as reports keep it. */
export type Found = { readonly check: string; readonly severity: Severity; readonly law: string; readonly path: string; readonly placeZh: string; readonly placeEn: string; readonly fact: string; readonly saysZh: string; readonly saysEn: string };

/** What a pre-publication check found: plain JSON, kept, shown and published as it is. */
export type CheckReport = {
  readonly v: "check/1";
  /** The instant it holds for: periods are counted from it. */
  readonly at: string;
  /** Ids of the checks that were met, in the line's order. */
  readonly passed: readonly string[];
  /** The gravest first. */
  readonly found: readonly Found[];
  /** Ids of checks that need what is not known here. */
  readonly notRun: readonly string[];
};

/** What one check is, in words: for pages and the printed list. */
export type CheckWords = { readonly id: string; readonly severity: Severity; readonly zh: string; readonly en: string; readonly act: string; readonly article: string; readonly gist: string };

type Run = { readonly words: CheckWords; readonly findings: readonly Finding[] | null };

/** The checks of a line in words: first the guards of its publication, then those it names. */
export function checksOf(procedure: Procedure, subject: Subject): readonly CheckWords[] {
  return runsOf(procedure, subject, () => null).map(({ words }) => words);
}

function runsOf(procedure: Procedure, subject: Subject, run: (find: () => readonly Finding[]) => readonly Finding[] | null): readonly Run[] {
  const lawful = lawfulOf(subject);
  const guards = guardChecks(procedure.moves, callMove(subject.tender)).map((id): Run => ({ words: { id, severity: "stop", ...guardInWords(id, lawful) }, findings: run(() => checkGuard(id, subject)) }));
  const rows = procedure.checks.map((id): Run => {
    const { law: { act, article, gist }, severity, zh, en, needs, check } = checkOf(id);
    const isKnown = needs === undefined || subject[needs] !== null;
    return { words: { id, severity, zh, en, act, article, gist }, findings: isKnown ? run(() => check(subject)) : null };
  });
  return [...guards, ...rows];
}

const GRAVEST_FIRST: readonly Severity[] = ["stop", "warn", "hint"];

/** A check's outcome with what a guard would answer for it. */
export type Checked = { readonly report: CheckReport; /** The first reason that stops publication; null where nothing does. */ readonly stop: Refusal | null };

/** Holds a tender against all checks of its line. Pure: the same subject gives the same report. */
export function runChecks(procedure: Procedure, subject: Subject): Checked {
  const runs = runsOf(procedure, subject, (find) => find());
  const found = runs.flatMap(({ words, findings }) => (findings ?? []).map((finding) => foundOf(words, finding))).toSorted((left, right) => GRAVEST_FIRST.indexOf(left.severity) - GRAVEST_FIRST.indexOf(right.severity));
  const idsOf = (rows: readonly Run[]): readonly string[] => rows.map(({ words }) => words.id);
  const report: CheckReport = {
    v: "check/1", at: rfc3339(subject.at), passed: idsOf(runs.filter(({ findings }) => findings?.length === 0)), found,
    notRun: idsOf(runs.filter(({ findings }) => findings === null)),
  };
  return { report, stop: firstStop(runs) };
}

/** As canonical JSON can hold it: one line, no control characters, no half characters. */
const oneLine = (text: string): string => text.toWellFormed().replaceAll(/[\s\p{Cc}]+/gu, " ").trim();

const foundOf = ({ id, severity, act, article }: CheckWords, { place, fact, zh, en }: Finding): Found => ({
  check: id, severity, law: [act, article].filter((part) => part !== "").join(" "), path: place.path, placeZh: oneLine(place.zh), placeEn: oneLine(place.en), fact: oneLine(fact), saysZh: oneLine(zh), saysEn: oneLine(en),
});

/** A guard's own refusal where one stops; else which check does, and why. */
function firstStop(runs: readonly Run[]): Refusal | null {
  const stops = runs.filter(({ words, findings }) => words.severity === "stop" && (findings ?? []).length > 0);
  const [first] = stops;
  const finding = first?.findings?.[0];
  if (first === undefined || finding === undefined) return null;
  return finding.refusal ?? { code: "check-stops", facts: { check: first.words.id, count: stops.length, placeZh: finding.place.zh, placeEn: finding.place.en, why: finding.zh, whyEn: finding.en, law: `${first.words.act} ${first.words.article}`.trim() } };
}

/** How many checks were met, and how many findings of each kind there are. */
export type Tally = { readonly passed: number; readonly stops: number; readonly warnings: number; readonly hints: number };

export function tallyOf({ passed, found }: CheckReport): Tally {
  const count = (severity: Severity): number => found.filter((each) => each.severity === severity).length;
  return { passed: passed.length, stops: count("stop"), warnings: count("warn"), hints: count("hint") };
}

/** 本公告通过 42 项检查，2 项提示 */
export function tallyInChinese(report: CheckReport): string {
  const { passed, stops, warnings, hints } = tallyOf(report);
  const others = [[stops, "项违法"], [warnings, "项提醒"], [hints, "项提示"]] as const;
  const found = others.filter(([count]) => count > 0).map(([count, what]) => `${String(count)} ${what}`);
  return `本公告通过 ${String(passed)} 项检查，${found.length === 0 ? "没有提示" : found.join("，")}`;
}

/** The same in English. */
export function tallyInEnglish(report: CheckReport): string {
  const { passed, stops, warnings, hints } = tallyOf(report);
  return `${String(passed)} checks passed; ${String(stops)} findings that stop, ${String(warnings)} warnings, ${String(hints)} hints`;
}

/** The report as the notice carries it beside its words. */
export const reportJson = (report: CheckReport): Json => JSON.parse(JSON.stringify(report)) as Json;
