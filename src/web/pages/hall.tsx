import type { Instant } from "../../kernel/time.js";
import type { ActionView, Step } from "../views.js";

/** What a bidder's row says in the hall; a price is present only after singing-out. */
export type HallBid = {
  readonly order: number;
  readonly bidder: string;
  readonly signedIn: boolean;
  readonly state: "waiting" | "opening" | "opened" | "failed" | "withdrawn";
  /** Why it could not be opened, in words; null otherwise. */
  readonly cause: string | null;
  readonly openedAt: Instant | null;
  /** Null for everybody until all are sung out at once. */
  readonly sung: { readonly priceFen: bigint; readonly days: number | null; readonly quality: string | null; readonly manager: string | null } | null;
  readonly confirmation: "none" | "confirmed" | "objected";
};

/** One announced line of the hall; `seq` is its log index and its SSE id. */
export type HallEvent = { readonly seq: number; readonly at: Instant; readonly text: string };

/** The part of a hall that its events redraw: also the body of GET /halls/{id}/state. */
export type HallState = {
  readonly steps: readonly Step[];
  readonly stepName: string;
  /** The clock of the present step: what it counts down to. */
  readonly counts: { readonly label: string; readonly until: Instant } | null;
  /** Null until the close: before that nobody learns who bids or how many. */
  readonly bids: readonly HallBid[] | null;
  readonly opened: number;
  /** Openers who have released, of how many, and how many suffice. */
  readonly releases: { readonly made: number; readonly needed: number; readonly openers: readonly { readonly name: string; readonly released: boolean }[] } | null;
};

/** The opening hall of one lot and part, live or after the event. */
export type HallView = HallState & {
  readonly tender: string;
  readonly lot: string;
  readonly title: string;
  readonly lotName: string;
  readonly partName: string;
  readonly state: "planned" | "running" | "ended";
  readonly opensAt: Instant;
  readonly host: string | null;
  readonly supervisors: readonly string[];
  /** Hash of the closed list, once closed. */
  readonly listSha256: string | null;
  readonly events: readonly HallEvent[];
  readonly lastSeq: number;
  /** What this reader can do here; for the host exactly one next step. */
  readonly next: ActionView | null;
  /** A bidder's tasks for the day. */
  readonly tasks: readonly { readonly label: string; readonly state: "done" | "current" | "ahead"; readonly at: Instant | null }[];
  /** Further acts: confirm, object, pause with a reason. */
  readonly actions: readonly ActionView[];
  readonly objections: readonly { readonly bidder: string; readonly text: string; readonly answer: string | null; readonly at: Instant }[];
  /** The text the host reads out at this step. */
  readonly script: string | null;
  /** The opening record's notice, when published. */
  readonly record: string | null;
  /** Where the events come from: /halls/{id}/events */
  readonly eventsHref: string;
};
