import type { Instant } from "../../kernel/time.js";
import type { ActionView, LotStage, RefusalView } from "../views.js";

/** The supervisor's wall: sees every room, changes nothing but by a recorded order. */
export type WatchView = {
  readonly lots: readonly {
    readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly stage: LotStage; readonly stageName: string;
    readonly nextDueAt: Instant | null; readonly nextDue: string | null; readonly href: string; readonly hall: string | null;
    /** Orders: stop, resume, remind. */
    readonly orders: readonly ActionView[];
  }[];
  readonly alarms: readonly { readonly at: Instant; readonly text: string; readonly href: string | null }[];
  readonly refusals: readonly { readonly at: Instant; readonly who: string; readonly refusal: RefusalView }[];
};
