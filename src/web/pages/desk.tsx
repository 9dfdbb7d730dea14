import type { Instant } from "../../kernel/time.js";
import type { ActionView, DateView, FormFaults, LotStage } from "../views.js";

/** The staff's worklist: what is due, earliest legal date first. */
export type DeskView = {
  readonly due: readonly { readonly tender: string; readonly lot: string | null; readonly title: string; readonly what: string; readonly due: DateView | null; readonly href: string; readonly overdue: boolean }[];
  readonly tenders: readonly { readonly tender: string; readonly title: string; readonly lots: readonly { readonly code: string; readonly name: string; readonly stage: LotStage; readonly stageName: string }[]; readonly href: string }[];
  /** Such as registering a project. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
};

/** One form on its own page: register a project or tender, write a notice, enter a guarantee, answer questions. */
export type DeskFormView = {
  readonly title: string;
  readonly back: { readonly label: string; readonly href: string };
  readonly lead: string | null;
  readonly action: ActionView;
  readonly faults: FormFaults;
};

/** One tender as the staff works on it: every move with its reason when it cannot be made. */
export type DeskTenderView = {
  readonly tender: string;
  readonly title: string;
  readonly lots: readonly {
    readonly code: string; readonly name: string; readonly stage: LotStage; readonly stageName: string;
    readonly dates: readonly { readonly label: string; readonly date: DateView }[];
    readonly hall: string | null;
    readonly actions: readonly ActionView[];
  }[];
  /** Drafts waiting for a second officer: read it, then publish or send it back. */
  readonly drafts: readonly { readonly id: string; readonly title: string; readonly by: string; readonly at: Instant; readonly href: string; readonly actions: readonly ActionView[] }[];
  readonly questions: readonly { readonly id: string; readonly text: string; readonly askedAt: Instant; readonly answer: string | null }[];
  /** Acts on the tender as a whole. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
};
