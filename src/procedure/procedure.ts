import type { BidForms } from "./bid-form.js";
import type { MoveOf, StandingOf, TimesOf } from "./engine.js";
import type { LotFacts } from "./facts.js";
import type { GuardId } from "./guards.js";
import type { LineLaw } from "./law.js";
import type { ReminderRow } from "./reminders.js";
import type { LineWords } from "./words.js";

/** Where a lot stands. One list for all lines; a line uses those its moves name. */
export type Stage =
  | "draft" | "registered" | "prequal_open" | "prequal_review" | "prequal_done" | "noticed" | "bidding" | "closed" | "opening" | "opened" | "qualified" | "evaluating" | "evaluated" | "candidates"
  | "award_decided" | "notified" | "contracted" | "contract_announced" | "reported" | "archived" | "failed" | "terminated" | "suspended";

/** Who may move. An agency moves as the tenderer it acts for; `system` is the exchange itself, at the end of another act. */
export type Role = "tenderer" | "bidder" | "exchange-staff" | "committee-member" | "supervisor" | "system";

/** Instants of a lot at which the clock moves it. */
export type DeadlineId = "saleStarts" | "bidsClose" | "objectionEnds" | "determinationEnds";

/** The published documents a move brings out; what each must hold is rule book E. */
export type DocumentType =
  | "tender-notice" | "clarification" | "opening-record" | "evaluation-report" | "candidates" | "award-notice" | "award-letter" | "result-letter" | "failure-notice" | "procurement-result" | "contract-notice" | "objection-reply"
  | "prequal-notice" | "prequal-result" | "invitation";

export type Title = { readonly zh: string; readonly en: string };

/** How bidders come in: whoever bids (资格后审), whoever passed a review before (资格预审), or who was invited (邀请招标). */
export type EntryWay = "open" | "prequalification" | "invitation";

/** A ground on which bidders may be invited instead of called, and where the law says so. */
export type InvitationGround = Title & { readonly law: Title };

/** The ways to judge that the law knows, over all lines (src/bidding/method.ts). */
export type MethodKind = "comprehensive" | "lowest-evaluated" | "scoring" | "lowest-price" | "highest-price" | "highest-composite";

/** What a tender buys: the law sets other numbers for each. */
export type Bought = "construction" | "goods" | "services";

/** What a tender is about: something bought, or a right that is granted to a bidder (land, minerals). */
export type Traded = Bought | "right";

/** What a table of a line that buys may name, and what its guards look at. */
export type PurchaseTerms = { readonly stage: Stage; readonly role: Role; readonly guard: GuardId; readonly document: DocumentType; readonly deadline: DeadlineId; readonly facts: LotFacts };

/** One arrow of the diagram of a line that buys. */
export type Move = MoveOf<PurchaseTerms>;

/**
 * What follows when bids could not be decrypted. `left`: as many as the law asks at the deadline, some, or none;
 * an absent condition does not matter. Printed in the tender documents (电子招标投标办法 31).
 */
export type ShortfallRow = {
  readonly left: readonly ("enough" | "some" | "none")[];
  /** Whether some failure had a cause outside the bidder. */
  readonly outsideCause?: boolean;
  readonly remedyLeft?: boolean;
  readonly outcome: "continue" | "remedy" | "fail";
  readonly zh: string;
  readonly en: string;
};

/** What its law lets no amendment change once the notice is out: fields of the form, a lot's as `lots.name`; `law` says where. */
export type Amendable = { readonly fixed: readonly string[]; readonly law: Title };

/** A ground on which a deposit is not given back: where the law says so, whether it must be kept or may be, and what must have happened. */
export type ForfeitGround = Title & { readonly law: Title; readonly must: boolean; readonly holds: "bid-stood" | "gave-up" | "no-performance-bond" | "clause" };

/** A trading line, whole: read it top to bottom and you have read the procedure. */
export type Procedure = {
  readonly title: Title;
  /** What a lot is valued at before bidding, in this line's word, and whether its law has the notice say it. */
  readonly valuedAs: Title & { readonly inNotice: boolean };
  /** What is bought or granted by it: what its notice form offers, the first as a sample. */
  readonly kinds: readonly Traded[];
  /** What its bids answer and its openings read out, for each of these kinds. */
  readonly forms: BidForms;
  /** What its documents call things and cite. */
  readonly words: LineWords;
  /** Whether the minimum periods bind every tender of the line, or the compulsory ones alone. */
  readonly binds: "all" | "compulsory";
  /** Which row of the law sets each number the procedure asks for. */
  readonly law: LineLaw;
  /** By which methods its law lets bids be judged, and where it says so. */
  readonly methods: { readonly kinds: readonly MethodKind[]; readonly law: Title };
  /** By which article a bid that is in the box cannot be taken back, only replaced while bids are taken; null where its law lets it be taken back. */
  readonly bidsStay: Title | null;
  /** From what the refund of a losing bidder's guarantee counts: the decision on the winner, the award letters, or the contract. */
  readonly losersFrom: "decision" | "letters" | "contract";
  /** After which ends a deposit goes back with the bank's interest. */
  readonly interestAfter: readonly ("lost" | "won" | "terminated")[];
  /** On which grounds alone a deposit is not given back, and whose the money is then; and whether a winner's may become its performance bond. */
  readonly forfeits: { readonly grounds: Readonly<Record<string, ForfeitGround>>; readonly to: "tenderer" | "treasury" };
  readonly convertsDeposits: boolean;
  readonly amendable: Amendable;
  /** The ways in that its moves know, with the method each is printed as. */
  readonly ways: Readonly<Partial<Record<EntryWay, Title>>>;
  /** The only grounds on which a tender that must be open may invite; empty where nobody is invited. */
  readonly invitationGrounds: Readonly<Record<string, InvitationGround>>;
  /** The only grounds on which the buyer may give up once the notice is out; empty where its law asks for a reason alone. */
  readonly terminationGrounds: Readonly<Record<string, InvitationGround>>;
  /** On which grounds alone its buyer may appoint experts that would be drawn, where its law says so, and whether it asks for the budget authority's consent; `drawn`: whether its law has them drawn at all where it binds the tender. */
  readonly appointment: { readonly law: Title; readonly grounds: Readonly<Record<string, Title>>; readonly consent: boolean; readonly drawn: boolean };
  /** What its law lets the buyer turn to, with the finance department's leave, once too few suppliers came; empty where it knows nothing of the kind. */
  readonly otherWays: Readonly<Record<string, InvitationGround>>;
  readonly start: Stage;
  readonly moves: readonly Move[];
  readonly shortfall: readonly ShortfallRow[];
  /** What a notice is checked for before it is published, beside the guards of `publishNotice`: ids of src/tenders/check. */
  readonly checks: readonly string[];
  /** Of which deadlines people are reminded, and how long before. */
  readonly reminders: readonly ReminderRow[];
};

/** Where a lot stands, and where it stood before a suspension. */
export type Standing = StandingOf<PurchaseTerms>;

export type DeadlineTimes = TimesOf<PurchaseTerms>;

/** The stages in words. */
export const STAGE_TITLES: Readonly<Record<Stage, Title>> = {
  draft: { zh: "草稿", en: "draft" },
  registered: { zh: "已进场登记", en: "registered" },
  prequal_open: { zh: "资格预审公告已发布，接收申请", en: "prequalification: applications are taken" },
  prequal_review: { zh: "资格预审申请已截止，审查中", en: "prequalification: applications under review" },
  prequal_done: { zh: "资格预审已结束", en: "prequalification done" },
  noticed: { zh: "已发布公告", en: "notice published" },
  bidding: { zh: "投标中", en: "bidding" },
  closed: { zh: "投标截止", en: "closed" },
  opening: { zh: "开标中", en: "opening" },
  opened: { zh: "已开标", en: "opened" },
  qualified: { zh: "已资格审查", en: "qualification reviewed" },
  evaluating: { zh: "评标中", en: "evaluating" },
  evaluated: { zh: "已评标", en: "evaluated" },
  candidates: { zh: "候选人公示中", en: "candidates published" },
  award_decided: { zh: "已定标", en: "winner determined" },
  notified: { zh: "已发中标通知", en: "award notified" },
  contracted: { zh: "已签合同", en: "contracted" },
  contract_announced: { zh: "已公告合同", en: "contract announced" },
  reported: { zh: "已提交书面报告", en: "reported" },
  archived: { zh: "已归档", en: "archived" },
  failed: { zh: "流标", en: "failed" },
  terminated: { zh: "终止", en: "terminated" },
  suspended: { zh: "中止", en: "suspended" },
};

/** The roles in words. */
export const ROLE_TITLES: Readonly<Record<Role | "clock", Title>> = {
  "bidder": { zh: "投标人或其他利害关系人", en: "a bidder or another interested party" },
  "tenderer": { zh: "招标人或其代理机构", en: "tenderer or its agency" },
  "exchange-staff": { zh: "交易中心工作人员", en: "exchange staff" },
  "committee-member": { zh: "评标委员会", en: "evaluation committee" },
  "supervisor": { zh: "行政监督部门", en: "supervising authority" },
  "system": { zh: "系统", en: "the system" },
  "clock": { zh: "系统时钟", en: "the clock" },
};

/** The documents in words, with their row in rule book E. */
export const DOCUMENT_TITLES: Readonly<Record<DocumentType, Title & { readonly form: string }>> = {
  "tender-notice": { form: "E1", zh: "招标公告", en: "tender notice" },
  "clarification": { form: "E3", zh: "澄清或修改", en: "clarification" },
  "opening-record": { form: "E4", zh: "开标记录", en: "opening record" },
  "evaluation-report": { form: "E5", zh: "评标报告", en: "evaluation report" },
  "candidates": { form: "E7", zh: "中标候选人公示", en: "publicity of candidates" },
  "award-notice": { form: "E8", zh: "中标结果公告", en: "award notice" },
  "award-letter": { form: "E10", zh: "中标通知书", en: "award letter" },
  "result-letter": { form: "E11", zh: "中标结果通知书", en: "result letter" },
  "failure-notice": { form: "E20", zh: "流标或终止公告", en: "failure or termination notice" },
  "procurement-result": { form: "E9", zh: "中标结果公告（政府采购）", en: "procurement result" },
  "contract-notice": { form: "E12", zh: "采购合同公告", en: "contract announcement" },
  "objection-reply": { form: "E27", zh: "异议答复函", en: "reply to an objection" },
  "prequal-notice": { form: "E1", zh: "资格预审公告", en: "prequalification notice" },
  "prequal-result": { form: "E11", zh: "资格预审结果通知书", en: "result of the prequalification" },
  "invitation": { form: "E1", zh: "投标邀请书", en: "invitation to bid" },
};

const PERSON_ROLES: ReadonlyMap<string, Role> = new Map([
  ["tenderer", "tenderer"], ["agency", "tenderer"], ["exchange-staff", "exchange-staff"], ["committee-member", "committee-member"], ["expert", "committee-member"], ["supervisor", "supervisor"],
]);

/** The role a person of the exchange moves in, or null where the person moves nothing: an agency moves as the tenderer. */
export const roleOf = (personRole: string): Role | null => PERSON_ROLES.get(personRole) ?? null;

/** Stages in which a lot is over without an award. */
export const ENDED_STAGES: ReadonlySet<string> = new Set(["failed", "terminated"]);

/** Stages in which the documents are out and bids or applications are taken. */
export const TAKING_STAGES: ReadonlySet<string> = new Set(["prequal_open", "noticed", "bidding"] satisfies Stage[]);

/** The same, and a lot that stands still, which may take them again. */
export const OPEN_STAGES: ReadonlySet<string> = new Set([...TAKING_STAGES, "suspended" satisfies Stage]);
