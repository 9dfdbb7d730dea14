import type { ActionView, FormFaults } from "../views.js";
import type { Instant } from "../../kernel/time.js";

/** An expert's cases. */
export type PanelView = { readonly cases: readonly { readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly state: "open" | "signed" | "closed"; readonly href: string }[] };

/** A row of the method: what is scored, how much it can give; `max` as printed, such as 30. */
export type Criterion = { readonly id: string; readonly name: string; readonly max: string; readonly step: string; readonly guide: string };

/** The scoring sheet of one expert: bids side by side. Scores post as `score:<bid>:<criterion>`, reasons as `reason:<bid>:<criterion>`. */
export type SheetView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly expert: string;
  readonly criteria: readonly Criterion[];
  readonly bids: readonly { readonly id: string; readonly label: string; readonly files: readonly { readonly name: string; readonly href: string; readonly size: number }[]; readonly scores: Readonly<Record<string, { readonly score: string; readonly reason: string }>> }[];
  readonly save: ActionView;
  /** Signing closes the sheet. */
  readonly sign: ActionView;
  /** Propose to reject a bid on one of the seven grounds (条例 51) with the clause. */
  readonly reject: ActionView | null;
  readonly signedAt: Instant | null;
  readonly faults: FormFaults;
};
