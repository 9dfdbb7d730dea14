import type { Json } from "../../kernel/canonical-json.js";
import { rfc3339, type Clock } from "../../kernel/time.js";
import type { KeptRow } from "../batch.js";
import { publicLine } from "../public-line.js";

/** A room's frames come no closer than this, in ms: ten a second (docs/decisions/0085). */
const FRAME_MS = 100;
/** A frame shows this many happenings at most; of more it says the numbers alone, and they are read by these. */
const SHOWN_MAX = 20;

/** What is sent to everybody who watches: made once for all. `to`: the last happening it tells of. */
export type Frame = { readonly to: number; readonly bytes: Uint8Array };

/** What everybody may see of a contest, as committed. */
export type Shown = { readonly seq: number; readonly head: Uint8Array; readonly isOver: boolean; readonly view: () => Json };

/** Those who watch one contest. */
export type Room = {
  readonly shown: () => Shown | null;
  /** Tells of what was committed. */
  readonly kept: (rows: readonly KeptRow[], shown: Shown) => void;
  readonly watch: (send: (frame: Frame) => void) => () => void;
  /** What somebody is sent who comes in now; null while nothing is known. */
  readonly arrival: () => Frame | null;
  readonly watchers: () => number;
  readonly close: () => void;
};

/** A room in which nobody watches yet. */
export function openRoom({ clock, steady }: { readonly clock: Clock; readonly steady: () => number }): Room {
  const watching = new Set<(frame: Frame) => void>();
  let shown: Shown | null = null;
  let waiting: KeptRow[] = [];
  let lastAt = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  const send = (): void => {
    timer = null;
    if (shown === null || waiting.length === 0) return;
    const frame = frameOf(waiting, shown, clock);
    waiting = [];
    lastAt = steady();
    for (const each of watching) each(frame);
  };
  return {
    shown: () => shown,
    kept: (rows, now) => {
      shown = now;
      if (watching.size === 0) { waiting = []; return; }
      waiting.push(...rows);
      const due = lastAt + FRAME_MS - steady();
      if (due <= 0) send();
      else timer ??= setTimeout(send, due);
    },
    watch: (send) => {
      watching.add(send);
      return () => { watching.delete(send); };
    },
    arrival: () => (shown === null ? null : frameOf([], shown, clock)),
    watchers: () => watching.size,
    close: () => {
      if (timer !== null) clearTimeout(timer);
      watching.clear();
    },
  };
}

/** A frame of some happenings, the last of which is the newest that is shown. */
function frameOf(rows: readonly KeptRow[], shown: Shown, clock: Clock): Frame {
  const from = rows[0]?.seq ?? shown.seq + 1;
  const told = { from, to: shown.seq, head: Buffer.from(shown.head).toString("hex"), now: rfc3339(clock()), view: shown.view() };
  return eventOf(shown.seq, "happenings", `{"happenings":${rows.length > SHOWN_MAX ? "null" : happeningsText(rows, shown.isOver)},${JSON.stringify(told).slice(1)}`);
}

const happeningsText = (rows: readonly Pick<KeptRow, "bytes">[], isOver: boolean): string => `[${rows.map(({ bytes }) => publicLine(bytes, isOver)).join(",")}]`;

/** The same of what was kept before somebody came back: happenings alone, the view comes with the last frame. */
export const replayOf = (rows: readonly Pick<KeptRow, "bytes" | "seq" | "head">[], isOver: boolean): Frame => {
  const [first, last] = [rows[0], rows.at(-1)];
  return eventOf(last?.seq ?? 0, "happenings", `{"happenings":${happeningsText(rows, isOver)},"from":${String(first?.seq ?? 0)},"to":${String(last?.seq ?? 0)},"head":"${Buffer.from(last?.head ?? []).toString("hex")}"}`);
};

/** One event of a stream; its id is the number of the last happening it tells of. */
export const eventOf = (to: number, event: string, data: string): Frame => ({ to, bytes: Buffer.from(`id: ${String(to)}\nevent: ${event}\ndata: ${data}\n\n`) });
