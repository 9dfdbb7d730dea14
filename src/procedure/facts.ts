import type { Refusal } from "../kernel/refusal.js";
import type { Fen } from "../kernel/money.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { LineLaw } from "./law.js";
import type { EntryWay, Title, Traded } from "./procedure.js";
import type { FrozenRules } from "../rules/rules.js";

/** What a project is, as registered. */
export type ProjectFacts = {
  /** Number of the approval document, or null while there is none. */
  readonly approval: string | null;
  /** Where the money comes from, or null while that is open. */
  readonly funds: string | null;
  readonly kind: Traded;
  /** Within the kinds of projects of 16号令 2–4: state money, or infrastructure of public interest. */
  readonly inScope: boolean;
  /** The whole investment and the budget money in it; null where they are not stated. */
  readonly investment: { readonly total: Fen; readonly budget: Fen } | null;
  /** Treated as 依法必须招标. */
  readonly compulsory: boolean;
  /** State money holds control or the leading place (国有资金占控股或者主导地位). */
  readonly stateControlled: boolean;
  /** What the lot is valued at before bidding: 估算价 of works, 预算 of procurement. */
  readonly estimate: Fen;
  /** The published plan (采购意向) the tender follows, or why there was none; null where it names neither. */
  readonly intention: { readonly publishedAt: Instant } | { readonly exempt: string } | null;
  /** What the line calls that value. */
  readonly valuedAs: { readonly zh: string; readonly en: string };
  readonly entry: EntryFacts;
  /** Whether the highest price decides the lot alone, so that nobody judges. */
  readonly priceAlone: boolean;
};

/** How bidders come in. */
export type EntryFacts = {
  readonly way: EntryWay;
  /** Whether open tendering is the rule for this project, so that inviting needs a ground of the law. */
  readonly mustBeOpen: boolean;
  /** The ground of an invitation as given, and whether the line's law knows it; null where none is given. */
  readonly ground: { readonly given: string; readonly isOfLaw: boolean } | null;
  /** The decision that lets the tender invite; null where there is none. */
  readonly approval: string | null;
  /** The grounds the line's law knows, and where. */
  readonly known: Title & { readonly law: Title };
};

/** A buyer who gives up once the notice is out: on what ground, and whether it says how far things went (87号令 29). */
export type TerminationFacts = { readonly isNoticed: boolean; readonly ground: { readonly given: string; readonly isOfLaw: boolean }; readonly saysProgress: boolean; readonly known: Title & { readonly law: Title } };

/** Why a ground on which somebody declares a procurement void does not hold (src/bidding/void.ts); null where it does. */
export type VoidingFacts = { readonly fault: Refusal | null };

/** The notice and documents as prepared, about to be published. */
export type NoticeFacts = {
  /** The person who prepared it: somebody else must publish it. */
  readonly preparedBy: string;
  readonly saleStartsAt: Instant;
  readonly saleEndsAt: Instant;
  readonly deadline: Instant;
  /** 投标保证金; null where none is asked. */
  readonly bond: Fen | null;
  readonly bondValidityDays: number | null;
  readonly bidValidityDays: number;
  /** How many reserve estimates (标底) are named. */
  readonly reserveEstimates: number;
  /** A minimum price limit, which the law does not allow; null where none is set. */
  readonly minimumPrice: Fen | null;
  /** Whether the documents state how the price is scored or evaluated. */
  readonly priceFormula: boolean;
  /** Exact sum of the weights in points, as `100` or `99.95`; null where the method has none. */
  readonly weightsTotal: string | null;
  /** Whether the documents state the order between equal results, or the law does. */
  readonly tieRule: boolean;
  /** How bids are judged, in words, beside the methods that the line's law knows. */
  readonly method: { readonly isOfLine: boolean } & Readonly<Record<"given" | "known" | "law", { readonly zh: string; readonly en: string }>>;
  /** Why a number of the method leaves the bounds of the law (src/bidding/method-law.ts); null where none does. */
  readonly methodFault: Refusal | null;
  readonly decryptionWindowMinutes: number | null;
  readonly objectionWindowMinutes: number;
  /** Weight of the price in points; null where the price alone decides. */
  readonly priceWeight: string | null;
  /** Parts that open only after another is judged. */
  readonly partsThatWait: number;
  /** Openers whose key is not yet logged. */
  readonly openersMissing: number;
};

export type ClarificationFacts = {
  /** The person who prepared it: somebody else must publish it. */
  readonly preparedBy: string;
  /** May affect how bids are made (可能影响投标文件编制). */
  readonly affectsBids: boolean;
  /** Bids lodged before must be confirmed or replaced. */
  readonly reconfirm: boolean;
  /** The deadline after it; equal to the standing one where it does not move. */
  readonly newDeadline: Instant;
  /** The deadline passed without a deadline checkpoint: the outage rule (src/opening/use-cases/close.ts). */
  readonly shutByOutage: boolean;
};

/** The exchange's clock as the witnesses' clocks show it (trust.md §4). */
export type ClockFacts = {
  /** Measured distance, absolute; null where too few clocks were heard to say. */
  readonly driftMs: number | null;
  /** Two officers ordered the act by hand although the clock drifts. */
  readonly byHand: boolean;
};

export type OpeningFacts = {
  /** Bids neither decrypted nor ruled on. */
  readonly undecided: number;
  /** What `decryptShortfall` says of the bids that are left. */
  readonly shortfall: "continue" | "remedy" | "fail";
};

/** The purchaser's or agency's review of who qualifies (87号令 44). */
export type QualificationFacts = { /** Bidders whose bid opened and who are not ruled on. */ readonly undecided: number; readonly qualified: number };

export type CommitteeFacts = { readonly size: number; readonly experts: number; /** Names of members who must avoid this tender. */ readonly conflicts: readonly string[]; readonly chairIsRepresentative: boolean };

export type EvaluationFacts = {
  /** Signed technical sheets still missing. */
  readonly technicalSheetsMissing: number;
  /** Signed sheets of any kind still missing. */
  readonly sheetsMissing: number;
  /** Members who neither signed the report nor noted a dissent. */
  readonly unsigned: number;
  /** Bids not rejected. */
  readonly validBids: number;
  /** The committee's written reason that competition is plainly lacking, or null. */
  readonly competitionLacking: string | null;
  readonly candidates: number;
};

export type PublicityFacts = { readonly reportReceivedAt: Instant; readonly startsAt: Instant; readonly endsAt: Instant; readonly openObjections: number; /** Until when those who objected and were answered may complain; null where nobody can. */ readonly complaintsUntil: Instant | null };

export type AwardFacts = {
  /** Rank of the chosen candidate. */
  readonly rank: number;
  readonly candidates: number;
  readonly determinedAt: Instant;
  /** Bidders at the deadline, and letters ready to leave. */
  readonly bidders: number;
  readonly lettersReady: number;
};

export type ContractFacts = {
  readonly awardIssuedAt: Instant;
  readonly awardPrice: Fen;
  readonly contractPrice: Fen;
  readonly performanceBond: Fen | null;
  /** End of the bid validity. */
  readonly validUntil: Instant;
};

/** The review of applications for prequalification (实施条例 18). */
export type PrequalificationFacts = {
  /** Applicants whose application opened and who are not ruled on. */
  readonly undecided: number;
  /** Members of the committee whose signature under the review is missing. */
  readonly unsigned: number;
  readonly passed: number;
};

/** Why the winner cannot be contracted with, and whether somebody ranks behind (招标投标法实施条例 55; 政府采购法实施条例 49). */
export type WinnerFailureFacts = { readonly ground: string; readonly nextRanked: number };

/** The day a contract was signed: announcement and filing run from it. */
export type SignatureFacts = { readonly signedOn: PlainDate };

/**
 * What guards may look at, read once under the lot's lock. A group that is absent has no form yet: the guard that needs it
 * answers `form-missing`.
 */
export type LotFacts = {
  readonly now: Instant;
  /** The tender's own rules; before the first notice those of today. */
  readonly rules: FrozenRules;
  /** Which of them the line asks for. */
  readonly law: LineLaw;
  /** The person who moves; null for the clock and the system. */
  readonly actor: string | null;
  readonly project: ProjectFacts;
  readonly notice?: NoticeFacts;
  readonly clarification?: ClarificationFacts;
  /** The standing bid deadline. */
  readonly deadline?: Instant;
  /** Distinct bidders that count at the deadline. */
  readonly bidders?: number;
  readonly clock?: ClockFacts;
  /** Disputes over the closed list that nobody has decided. */
  readonly openDisputes?: number;
  readonly opening?: OpeningFacts;
  readonly committee?: CommitteeFacts;
  readonly evaluation?: EvaluationFacts;
  readonly qualification?: QualificationFacts;
  /** Firms named to be invited. */
  readonly invited?: number;
  readonly prequalification?: PrequalificationFacts;
  readonly publicity?: PublicityFacts;
  readonly award?: AwardFacts;
  readonly contract?: ContractFacts;
  readonly signature?: SignatureFacts;
  readonly winnerFailure?: WinnerFailureFacts;
  readonly voiding?: VoidingFacts;
  readonly termination?: TerminationFacts;
  /** The written reason of a termination, suspension or resumption. */
  readonly reason?: string;
};
