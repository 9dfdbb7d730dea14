import type { NoticeType } from "../notices/record.js";
import type { DueId } from "../procedure/reminders.js";
import type { Kind } from "./kinds.js";

/** Who is told about a lot, in the words of its procedure. */
export type Who = "tenderer" | "bidders" | "admitted" | "staff" | "openers" | "committee" | "cashiers";
export type Told = { readonly kind: Kind; readonly to: readonly Who[] };

const STOPS: readonly Told[] = [{ kind: "lot-suspended", to: ["bidders", "tenderer", "staff"] }];
const GOES_ON: readonly Told[] = [{ kind: "lot-resumed", to: ["bidders", "tenderer", "staff"] }];
const BUYERS_TURN: readonly Told[] = [{ kind: "your-turn", to: ["tenderer"] }];

/** What a move of a lot has to be told, by the move's name; a move that is not here tells nobody by itself. */
export const TOLD_BY_MOVE: Readonly<Record<string, readonly Told[]>> = {
  openingDone: BUYERS_TURN, submitReport: BUYERS_TURN, finishPrequalification: BUYERS_TURN, deemWinner: BUYERS_TURN,
  seatCommittee: [{ kind: "panel-seated", to: ["committee"] }], seatPrequalCommittee: [{ kind: "panel-seated", to: ["committee"] }],
  report: [{ kind: "your-turn", to: ["staff"] }],
  objectToDocuments: STOPS, objectToResult: STOPS, orderSuspension: STOPS, resumeAfterReply: GOES_ON, resume: GOES_ON, suspensionOver: GOES_ON,
};

/** What is told when a part begins to be opened; applications are opened for their committee alone. */
export const TOLD_BY_OPENING = {
  hall: { kind: "opening-begins", to: ["bidders", "tenderer", "staff"] }, shares: { kind: "shares-due", to: ["openers"] }, key: { kind: "key-needed", to: ["bidders"] },
} as const satisfies Readonly<Record<string, Told>>;

/** Who is reminded of a deadline. */
export const TOLD_BY_DUE: Readonly<Record<DueId, Told>> = {
  questions: { kind: "due-questions", to: ["tenderer"] }, lodging: { kind: "due-lodging", to: ["bidders", "admitted", "tenderer", "staff", "openers"] }, confirmation: { kind: "due-confirmation", to: ["bidders"] },
  documentObjections: { kind: "due-document-objections", to: ["bidders", "admitted"] }, resultObjections: { kind: "due-result-objections", to: ["bidders"] }, reply: { kind: "due-reply", to: ["tenderer"] },
  candidates: { kind: "due-candidates", to: ["tenderer"] }, determination: { kind: "due-determination", to: ["tenderer"] }, result: { kind: "due-result", to: ["tenderer"] }, contract: { kind: "due-contract", to: ["tenderer"] },
  contractNotice: { kind: "due-contract-notice", to: ["tenderer"] }, report: { kind: "due-report", to: ["tenderer"] }, refund: { kind: "due-refund", to: ["cashiers"] },
};

/** What a published document has to be told; letters to one firm are `letter-sent`, an invitation goes to those admitted. */
export const TOLD_BY_NOTICE: Readonly<Partial<Record<NoticeType, readonly Told[]>>> = {
  "clarification": [{ kind: "terms-changed", to: ["bidders"] }],
  "failure-notice": [{ kind: "lot-ended", to: ["bidders", "tenderer", "staff"] }],
  "candidates": [{ kind: "candidates-published", to: ["bidders"] }],
  "award-notice": [{ kind: "result-published", to: ["bidders"] }],
  "procurement-result": [{ kind: "result-published", to: ["bidders"] }],
};

/** The same where only admitted firms read the document. */
export const TOLD_TO_ADMITTED: Readonly<Partial<Record<NoticeType, Kind>>> = { "invitation": "invited", "clarification": "terms-changed" };
