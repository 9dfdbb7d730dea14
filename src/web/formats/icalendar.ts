import type { Instant } from "../../kernel/time.js";

/**
 * An instant to be there. `uid` stays while the thing is the same; `revision` grows whenever anything of the entry changes, so that
 * a calendar that holds it moves it (RFC 5545 §3.8.7.4).
 */
export type CalendarEntry = {
  readonly uid: string; readonly revision: number; readonly changedAt: Instant; readonly at: Instant; readonly summary: string; readonly description: string; readonly url: string;
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
};

export type Calendar = { readonly name: string; readonly language: "zh-CN" | "en"; readonly source: string; readonly entries: readonly CalendarEntry[] };

/** Octets of a line without its line break (RFC 5545 §3.1). */
const LINE_OCTETS_MAX = 75;

/**
 * A calendar by RFC 5545. It has no METHOD, so DTSTAMP is when the entry was changed last and the same entries are the same bytes.
 * Times are UTC: no reader needs a table of zones.
 */
export function calendarOf({ name, language, source, entries }: Calendar): string {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Daylight//Exchange//EN", "CALSCALE:GREGORIAN", `NAME;LANGUAGE=${language}:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, `SOURCE;VALUE=URI:${source}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", ...entries.flatMap(eventLines), "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}

const eventLines = (entry: CalendarEntry): string[] => [
  "BEGIN:VEVENT", `UID:${escaped(entry.uid)}`, `SEQUENCE:${String(entry.revision)}`, `DTSTAMP:${utc(entry.changedAt)}`, `LAST-MODIFIED:${utc(entry.changedAt)}`, `DTSTART:${utc(entry.at)}`,
  `SUMMARY;LANGUAGE=zh-CN:${escaped(entry.summary)}`, `DESCRIPTION:${escaped(entry.description)}`, `URL:${entry.url}`, `STATUS:${entry.status}`, "TRANSP:TRANSPARENT", "END:VEVENT",
];

/** 20260922T013000Z */
const utc = (instant: Instant): string => new Date(instant).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r\n|\n|\r/g, "\\n");

const octets = (character: string): number => new TextEncoder().encode(character).length;

/** A content line in pieces of at most 75 octets, never cut inside a character; a piece that goes on begins with a space. */
export function foldLine(line: string): string {
  const pieces = [""];
  let length = 0;
  for (const character of line) {
    const size = octets(character);
    if (length + size > LINE_OCTETS_MAX) {
      pieces.push(" ");
      length = 1;
    }
    pieces.push((pieces.pop() ?? "") + character);
    length += size;
  }
  return pieces.join("\r\n");
}
