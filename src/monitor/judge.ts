import { z } from "zod";
import { closingWindow, deadlineWindow } from "../journal/close-times.js";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { acceptCheckpoint, type AcceptedCheckpoint, type Policy, type Window } from "../journal/policy.js";
import { utf8 } from "../kernel/bytes.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { at, MINUTE_MS, rfc3339, SECOND_MS, type Instant } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Report } from "../verify/bundle.js";
import { faultWords, type Fault } from "../verify/findings.js";
import { openingShape } from "../verify/shapes.js";
import { termsOf } from "./fold.js";
import type { MonitoredPart } from "./state.js";
import { found, type Found, type FoundCode } from "./words.js";

/** Witnesses that see one tree at one time say times within this of each other (trust.md §2.6, 12). */
const CLOCKS_MS_MAX = 5 * SECOND_MS;

/** What the newest checkpoint says of time. @param now of whoever watches; in a rehearsal the exchange's own @param freshMs how old the last cosignature may be */
export function judgeTimes({ seals }: AcceptedCheckpoint, now: Instant, freshMs: number): Found[] {
  const seen = seals.flatMap(({ vkey, at: time }) => (time === null ? [] : [{ name: vkey.name, time }]));
  if (seen.length === 0) return [];
  const times = seen.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const faults: Found[] = [];
  if (last - first > CLOCKS_MS_MAX) faults.push(found("witness-clocks", { seconds: Math.round((last - first) / SECOND_MS), who: seen.map(({ name, time }) => `${name} ${rfc3339(time)}`).join("，") }));
  if (now - last > freshMs) faults.push(found("checkpoint-stale", { at: rfc3339(last as Instant), minutes: Math.floor((now - last) / MINUTE_MS) }));
  return faults;
}

/** The opening of a part as everybody may see it. */
export const OPENING_VIEW = z.object({
  deadlineNote: z.string().nullish(), closingNote: z.string().nullish(), results: z.json().nullish(),
  close: z.object({ list: z.array(z.object({ idx: z.int().min(0), st: z.string() })) }).nullable(),
});
type View = z.infer<typeof OPENING_VIEW>;
type Row = NonNullable<View["close"]>["list"][number];
export type JudgedOpening = { readonly faults: readonly Found[]; /** Nothing more can come. */ readonly settled: boolean };

/** Holds what is shown of a closed part against what the log fixed: list, times, opening record, each bidder once. */
export function judgeOpening(place: string, part: MonitoredPart, view: View, policy: Policy): JudgedOpening {
  const faults: Found[] = [];
  const { close } = part;
  if (close === null) return { faults, settled: false };
  const list = view.close?.list ?? [];
  if (list.length !== close.count || hashOf(list.map(({ idx, st }) => ({ idx, st }))) !== close.bids) faults.push(found("opening-list-differs", { place, why: `${String(list.length)} ≠ ${String(close.count)} (${close.bids})` }));
  faults.push(...judgeClose(place, part, view, policy));
  if (view.results === null || view.results === undefined) return { faults, settled: false };
  faults.push(...judgeRecord(place, part, view.results, list));
  return { faults, settled: faults.length === 0 };
}

function hashOf(value: Json): string {
  try {
    return sha256Hex(canonical(value));
  } catch {
    return "";
  }
}

/** Both checkpoints of a close: the very ones, cosigned in their time, on their side of it; every bid of the list below the first. */
function judgeClose(place: string, part: MonitoredPart, view: View, policy: Policy): Found[] {
  const { close } = part;
  const deadline = termsOf(part)?.terms.deadline;
  if (close === null || deadline === undefined) return [];
  const before = deadlineSize(view, close, { deadline, policy });
  const after = whyLate(view, close, { deadline, policy });
  const untimely = (why: string): Found => found("close-untimely", { place, deadline, why });
  if (typeof before === "string") return [untimely(before)];
  const late = (view.close?.list ?? []).filter(({ idx }) => idx >= before).map(({ idx }) => found("bid-after-deadline", { place, idx, size: before }));
  return after === null ? late : [...late, untimely(after)];
}

type Close = NonNullable<MonitoredPart["close"]>;
type Due = { readonly deadline: string; readonly policy: Policy };

/** How many entries the log had at the deadline; a text says why nobody can tell. */
function deadlineSize({ deadlineNote }: View, { after, idx }: Close, { deadline, policy }: Due): number | string {
  if (typeof deadlineNote !== "string" || sha256Hex(utf8(deadlineNote)) !== after) return "deadline note";
  const note = timed(deadlineNote, policy, deadlineWindow(at(deadline)));
  if (typeof note === "string") return note;
  return note.size > idx ? `${String(note.size)} > ${String(idx)}` : note.size;
}

/** Why the checkpoint over the close does not hold; null where it does, or is not there before the witnesses have seen the close. */
function whyLate({ closingNote }: View, { idx }: Close, { deadline, policy }: Due): string | null {
  if (typeof closingNote !== "string") return null;
  const note = timed(closingNote, policy, closingWindow(at(deadline)));
  if (typeof note === "string") return note;
  return note.size > idx ? null : `${String(note.size)} ≤ ${String(idx)}`;
}

function timed(note: string, policy: Policy, window: Window): AcceptedCheckpoint | string {
  try {
    return acceptCheckpoint(note, policy, verifyEd25519, window);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function judgeRecord(place: string, { opened }: MonitoredPart, results: Json, list: readonly Row[]): Found[] {
  const read = openingShape.safeParse(results);
  if (opened === null || !read.success) return [found("opening-differs", { place, why: opened === null ? "lot.open —" : "opening/1" })];
  const rows = read.data.results;
  const faults = [...judgeRows(place, list, rows)];
  const twice = rows.find(({ bidder }, nth) => rows.findIndex((row) => row.bidder === bidder) !== nth);
  if (twice !== undefined) faults.push(found("bidder-twice", { place, bidder: twice.bidder }));
  const shown = hashOf(results);
  if (shown !== opened.sha256) faults.push(found("opening-differs", { place, why: `${shown} ≠ ${opened.sha256}` }));
  return faults;
}

/** The same bids in both, by the hash of each statement. */
function judgeRows(place: string, list: readonly Row[], rows: readonly Pick<Row, "st">[]): Found[] {
  const [closed, opened] = [new Set(list.map(({ st }) => st)), new Set(rows.map(({ st }) => st))];
  const differ = [...[...closed].filter((st) => !opened.has(st)).map((st) => `− ${st}`), ...[...opened].filter((st) => !closed.has(st)).map((st) => `+ ${st}`)];
  return differ.length === 0 ? [] : [found("opening-list-differs", { place, why: differ.slice(0, 5).join("，") })];
}

/** By a finding's code, or the folder it was found in. */
const KINDS: readonly (readonly [RegExp, RegExp, FoundCode])[] = [
  [/^(draw|beacon|tie)-/, /^draws?\//, "draw-differs"], [/^(total|sheet|score|review|change|unqualified|floor)-/, /^evaluation\//, "score-differs"], [/^opening-list$/, /^$/, "opening-list-differs"], [/^opening-/, /^opening\//, "opening-differs"],
];

/** What `daylight verify` says of a bundle, by the check it belongs to: one fault each, the first finding in its words. */
export function judgeReport(of: string, { faults }: Report): Found[] {
  const kinds = new Map<FoundCode, Fault[]>();
  for (const fault of faults) {
    const code = KINDS.find(([codes, paths]) => codes.test(fault.code) || paths.test(fault.path))?.[2] ?? "bundle-unsound";
    kinds.set(code, [...(kinds.get(code) ?? []), fault]);
  }
  return [...kinds].map(([code, [first, ...more]]) => found(code, { of, place: of, count: more.length + 1, ...(first === undefined ? {} : { why: `${first.path} ${faultWords(first, "zh")}`, whyEn: `${first.path} ${faultWords(first, "en")}` }) }));
}
