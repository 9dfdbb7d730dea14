import { MINUTE_MS } from "../kernel/time.js";
import type { LotteryPhase, Onward, Phase } from "./terms.js";

/**
 * What decides once the highest price a notice allows (最高限价) is reached. `lottery`: who takes it is asked, and one of them is drawn (摇号);
 * `quantity`: whoever promises most of something besides (竞配建、竞自持); `average`: one sealed price each above it, the one nearest the average of all (一次报价).
 */
export type AtCeiling =
  | ({ readonly kind: "lottery"; readonly answerMinutes: number; readonly showMinutes: number } & Pick<LotteryPhase, "contributors" | "head">)
  | { readonly kind: "quantity"; readonly unit: string; readonly start: number; readonly step: number; readonly most: number | null; readonly windowMinutes: number }
  | { readonly kind: "average"; readonly sealMinutes: number; readonly showMinutes: number };

type Way = { readonly to: readonly Onward[]; readonly phases: readonly Phase[] };
const NONE: Way = { to: [], phases: [] };
const reached = (go: string): readonly Onward[] => [{ when: [{ is: "ceiling-reached" }], go }];

/** The way to what decides at the ceiling, and its phases, which come after all others. Whoever reached it has it where nobody takes part. */
export function atCeilingPhases(at: AtCeiling | null): Way {
  if (at === null) return NONE;
  if (at.kind === "quantity") return { to: reached("quantity"), phases: [{ kind: "quantity", name: "quantity", unit: at.unit, start: at.start, step: at.step, most: at.most, windowMs: at.windowMinutes * MINUTE_MS, then: [] }] };
  if (at.kind === "average") return { to: reached("quotes"), phases: [{ kind: "quotes", name: "quotes", who: "everybody", sealMs: at.sealMinutes * MINUTE_MS, revealMs: at.showMinutes * MINUTE_MS, rule: "average", over: true, most: null, then: [] }] };
  const asked: Phase = { kind: "willing", name: "at-ceiling", lasts: { ms: at.answerMinutes * MINUTE_MS }, then: [{ when: [{ is: "willing", bidders: 1, present: 1 }], go: "lottery" }] };
  return { to: reached("at-ceiling"), phases: [asked, { kind: "lottery", name: "lottery", who: "willing", contributors: at.contributors, head: at.head, revealMs: at.showMinutes * MINUTE_MS, then: [] }] };
}
