/** A line that differs, with its number in each version; null where one version has none there. */
export type LineChange = { readonly before: Line | null; readonly after: Line | null };
type Line = { readonly line: number; readonly text: string };

/** Lines taken out and put in, together, up to which two versions are compared line by line; what differs more is another text. */
const EDITS_MAX = 1_500;

/** What differs between two texts, line by line, by the shortest edit (Myers 1986); null where more differs than can be said so. A run of lines taken out stands beside the run put in for it. */
export function lineChanges(before: string, after: string): LineChange[] | null {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  const steps = editsBetween(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  return steps === null ? null : paired(steps, old, fresh, head);
}

/** Blanks at the end of a line and lines at the end of a text that hold nothing are no difference. */
function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

type Step = "keep" | "out" | "in";

/** How far along the older version the paths of some number of edits have come, by diagonal: line of the older version less line of the newer. */
type Reach = (diagonal: number) => number;

function editsBetween(old: readonly string[], fresh: readonly string[]): Step[] | null {
  const max = Math.min(old.length + fresh.length, EDITS_MAX);
  const trace: Reach[] = [];
  let reach: Reach = () => 0;
  for (let edits = 0; edits <= max; edits++) {
    trace.push(reach);
    const [before, next] = [reach, new Int32Array(2 * edits + 1)];
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const x = slide(old, fresh, startOn(before, diagonal, edits), diagonal);
      next[diagonal + edits] = x;
      if (x >= old.length && x - diagonal >= fresh.length) return walkedBack(trace, old.length, fresh.length);
    }
    reach = (diagonal) => next[diagonal + edits] ?? 0;
  }
  return null;
}

/** Along equal lines as far as they go. */
function slide(old: readonly string[], fresh: readonly string[], from: number, diagonal: number): number {
  let x = from;
  while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1;
  return x;
}

/** Whether a path comes to a diagonal by putting a line in, rather than by taking one out. */
const goesDown = (reach: Reach, diagonal: number, edits: number): boolean => diagonal === -edits || (diagonal !== edits && reach(diagonal - 1) < reach(diagonal + 1));

/** Where a path stands on a diagonal right after its latest edit. */
function startOn(reach: Reach, diagonal: number, edits: number): number {
  if (edits === 0) return 0;
  return goesDown(reach, diagonal, edits) ? reach(diagonal + 1) : reach(diagonal - 1) + 1;
}

/** The steps of the path found, from its end. */
function walkedBack(trace: readonly Reach[], oldLength: number, freshLength: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [oldLength, freshLength];
  for (const [edits, reach] of [...trace.entries()].reverse()) {
    const [diagonal, start] = [x - y, startOn(reach, x - y, edits)];
    for (; x > start; x -= 1) steps.push("keep");
    if (edits === 0) break;
    const down = goesDown(reach, diagonal, edits);
    steps.push(down ? "in" : "out");
    [x, y] = down ? [start, start - diagonal - 1] : [start - 1, start - diagonal];
  }
  return steps.reverse();
}

function paired(steps: readonly Step[], old: readonly string[], fresh: readonly string[], head: number): LineChange[] {
  const changes: LineChange[] = [];
  let [x, y] = [head, head];
  let [out, into]: [Line[], Line[]] = [[], []];
  const flush = (): void => {
    for (let row = 0; row < Math.max(out.length, into.length); row++) changes.push({ before: out[row] ?? null, after: into[row] ?? null });
    [out, into] = [[], []];
  };
  for (const step of steps) {
    if (step === "keep") flush();
    if (step === "out") out.push({ line: x + 1, text: old[x] ?? "" });
    if (step === "in") into.push({ line: y + 1, text: fresh[y] ?? "" });
    if (step !== "in") x += 1;
    if (step !== "out") y += 1;
  }
  flush();
  return changes;
}
