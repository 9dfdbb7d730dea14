import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, type Instant } from "../kernel/time.js";

/** The link between the host and the rooms of a guest venue: gone, or back. */
export const LINK_STATES = { lost: { zh: "中断", en: "lost" }, restored: { zh: "恢复", en: "restored" } } as const;
export type LinkState = keyof typeof LINK_STATES;
export type LinkEvent = { readonly room: string; readonly state: LinkState; readonly at: Instant };
/** A time in which the evaluation stood still; it goes on where `until` is null. */
export type Pause = { readonly from: Instant; readonly until: Instant | null };

/** The guest rooms that are cut off now. */
const cutOff = (events: readonly LinkEvent[]): string[] => [...new Set(events.map(({ room }) => room))].filter((room) => events.findLast((each) => each.room === room)?.state === "lost");

/** Whether a guest room is cut off now. */
export const isCutOff = (events: readonly LinkEvent[], room: string): boolean => cutOff(events).includes(room);

/** A link that is gone is not lost again, one that is there is not restored. */
export function checkLink(events: readonly LinkEvent[], { room, state }: Omit<LinkEvent, "at">, roomName: string): Result<true> {
  const isLost = isCutOff(events, room);
  if (state === "lost") return isLost ? refuse("link-lost-already", { room: roomName }) : ok(true);
  return isLost ? ok(true) : refuse("link-not-lost", { room: roomName });
}

/** When the evaluation stood still: from the first link lost until none is. @param events in the order of their times */
export function pausesOf(events: readonly LinkEvent[]): Pause[] {
  const pauses: Pause[] = [];
  for (const [at, event] of events.entries()) {
    const isCut = cutOff(events.slice(0, at + 1)).length > 0;
    const open = pauses.at(-1)?.until === null;
    if (isCut && !open) pauses.push({ from: event.at, until: null });
    if (!isCut && open) pauses.push({ from: pauses.pop()?.from ?? event.at, until: event.at });
  }
  return pauses;
}

/** Since when it stands still; null while it does not. */
export const pausedSince = (events: readonly LinkEvent[]): Instant | null => pausesOf(events).find(({ until }) => until === null)?.from ?? null;

/** The end that a pause moves: later by as long as the pause lasted within the booking's own time. @param from when the booking begins */
export const endAfter = (until: Instant, { from, pause }: { readonly from: Instant; readonly pause: { readonly from: Instant; readonly until: Instant } }): Instant => plusMs(until, Math.max(0, pause.until - Math.max(pause.from, from)));
