import type { Instant } from "../../../kernel/time.js";
import type { CalendarLine } from "../../../tenders/queries/calendar-lines.js";
import type { Language } from "../../../web/context.js";
import type { CalendarEntry } from "../../../web/formats/icalendar.js";
import { messagesOf } from "../../../web/messages.js";
import { pathsOf } from "../../../web/paths.js";
import { hallId, instantOf } from "./lists.js";

/** Where a calendar's entries lead, and whose they are. */
export type CalendarPlace = { readonly base: string; readonly host: string; readonly language: Language };

/** The same thing keeps its name for ever, whatever moves. */
const uidOf = (host: string, ...parts: readonly string[]): string => `${parts.join("-")}@${host}`;

/** What became of an opening: one that was ended before it began does not take place, one that stands still may. */
function statusOf({ stage, startedAt }: CalendarLine): CalendarEntry["status"] {
  if (stage === "suspended") return "TENTATIVE";
  return (stage === "failed" || stage === "terminated") && startedAt === null ? "CANCELLED" : "CONFIRMED";
}

/** The close and opening of a lot. */
export function openingEntry(line: CalendarLine, { base, host, language }: CalendarPlace): CalendarEntry {
  const words = messagesOf(language).calendar;
  return {
    uid: uidOf(host, line.tender, line.lot, "opening"), revision: line.revision, changedAt: instantOf(line.changedAt), at: instantOf(line.deadline), summary: `${words.opening}：${line.title}（${line.name}）`,
    description: `${words.code} ${line.tender}\n${words.hall} ${base}${pathsOf({ language }).hall(hallId(line.tender, line.lot))}`, url: `${base}${pathsOf({ language }).project(line.tender)}`, status: statusOf(line),
  };
}

/** Another date of a tender that its documents or the law set, changed whenever its opening is. */
export function dateEntry(line: CalendarLine, { base, host, language }: CalendarPlace, { what, at, label }: { readonly what: string; readonly at: Instant; readonly label: string }): CalendarEntry {
  return {
    uid: uidOf(host, line.tender, line.lot, what), revision: line.revision, changedAt: instantOf(line.changedAt), at, summary: `${label}：${line.title}（${line.name}）`, description: `${messagesOf(language).calendar.code} ${line.tender}`,
    url: `${base}${pathsOf({ language }).project(line.tender)}`, status: statusOf(line),
  };
}
