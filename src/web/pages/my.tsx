import type { Instant } from "../../kernel/time.js";
import type { ActionView, DateView, FormFaults } from "../views.js";

/** A bidder's tenders: those followed or bid for, nearest deadline first. */
export type MyView = {
  readonly tenders: readonly {
    readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly stageName: string;
    readonly deadline: DateView | null; readonly lodged: "none" | "some" | "all" | "withdrawn"; readonly href: string;
  }[];
};

export type TaskState = "not-started" | "in-progress" | "done" | "blocked" | "fault";

/** The task list of one bid: what is to be done before it can be sealed, in order, and what came of it. */
export type MyBidView = {
  readonly tender: string;
  readonly lot: string;
  readonly title: string;
  readonly lotName: string;
  readonly deadline: DateView;
  readonly tasks: readonly { readonly name: string; readonly state: TaskState; readonly href: string | null; readonly hint: string | null }[];
  readonly parts: readonly {
    readonly part: string; readonly partName: string;
    readonly lodgement: { readonly seq: number; readonly acceptedAt: Instant; readonly statementSha256: string; readonly receiptHref: string; readonly proofHref: string | null } | null;
  }[];
  /** Withdraw, confirm changed terms. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
};

/** The price form (开标一览表): posts its fields to its own address; empty amounts are drafts. */
export type PriceFormView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly action: ActionView;
  readonly ceilingFen: bigint | null;
  readonly priceFen: bigint | null;
  readonly faults: FormFaults;
};

/** The sealing page: everything happens in the reader's browser; the island reads `data-sealing`. */
export type SealView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly deadline: DateView;
  /** /api/v1/tenders/{tender}/lots/{lot}/sealing and …/lodgements, /api/v1/uploads */
  readonly sealingHref: string; readonly lodgeHref: string; readonly uploadsHref: string;
  readonly parts: readonly { readonly part: string; readonly partName: string; readonly requiredFiles: readonly string[]; readonly form: boolean }[];
  /** The reader's certificate, base64 DER, where the exchange has it on file; null: the person chooses a file. */
  readonly certificate: string | null;
  readonly bidderUscc: string;
  readonly ceilingFen: bigint | null;
};

/** The confirmation: a page to bookmark. */
export type ReceiptView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly partName: string; readonly part: string;
  readonly seq: number; readonly kind: "bid" | "withdraw" | "confirm";
  readonly acceptedAt: Instant; readonly deadline: DateView;
  readonly statementSha256: string; readonly contentSha256: string | null; readonly contentSize: number | null;
  readonly receiptText: string;
  /** Set once the final receipt (log proof) exists. */
  readonly proofHref: string | null; readonly logIndex: number | null;
  readonly verifyUrl: string;
};
