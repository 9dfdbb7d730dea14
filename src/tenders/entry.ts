import type { Instant } from "../kernel/time.js";
import { APPLICATION } from "../bidding/admitted.js";
import { ENDED_STAGES, type EntryWay } from "../procedure/procedure.js";
import type { EntryForm, LotForm, TenderForm } from "./form.js";
import type { LotRow, NoticeRow, PartRow, Tender } from "./queries.js";

/** Who reads a document that is for those admitted to bid alone: the firms that were invited or passed. */
export const ADMITTED_AUDIENCE = "admitted";
/** Who reads a document kept at the desk: nobody it would be sent to. */
export const DESK_AUDIENCE = "desk";

/** What a tender is doing with firms: deciding who may bid, or taking bids. */
export type Round = "prequalification" | "bid";
/** The move by which the committee of each sits. */
export const SEATING: Readonly<Record<Round, string>> = { prequalification: "seatPrequalCommittee", bid: "seatCommittee" };

export const wayOf = ({ entry }: Pick<TenderForm, "entry">): EntryWay => entry?.way ?? "open";

/** Whether only admitted firms read the tender documents and bid. */
export const isGated = (form: Pick<TenderForm, "entry">): boolean => wayOf(form) !== "open";

/** What the form says of the prequalification; null where there is none. */
export const prequalificationOf = ({ entry }: Pick<TenderForm, "entry">): Extract<EntryForm, { way: "prequalification" }> | null => (entry?.way === "prequalification" ? entry : null);

const isApplication = ({ part }: Pick<PartRow, "part">): boolean => part === APPLICATION;

const PREQUALIFYING: ReadonlySet<string> = new Set(["draft", "registered", "prequal_open", "prequal_review"]);

/** The round a lot is in. One that ended is in the round it ended in: its bids' boxes were never opened if that was the first. */
export function roundOf(form: TenderForm, { lot, stage, stage_before }: Pick<LotRow, "lot" | "stage" | "stage_before">, parts: readonly Pick<PartRow, "lot" | "part" | "state">[]): Round {
  if (wayOf(form) !== "prequalification") return "bid";
  const at = stage === "suspended" ? (stage_before ?? stage) : stage;
  const neverBid = ENDED_STAGES.has(at) && parts.every((part) => part.lot !== lot || isApplication(part) || part.state === "draft");
  return PREQUALIFYING.has(at) || neverBid ? "prequalification" : "bid";
}

/** The parts that lots take and open in the round they are in. */
export const partsOfRound = <Part extends Pick<PartRow, "lot" | "part" | "state">>(form: TenderForm, lots: readonly LotRow[], parts: readonly Part[]): Part[] =>
  parts.filter((part) => {
    const lot = lots.find((each) => each.lot === part.lot);
    return lot !== undefined && isApplication(part) === (roundOf(form, lot, parts) === "prequalification");
  });

/** The round of a tender: the first as long as some lot that is not over is in it. */
export function tenderRound({ form, lots, allParts }: Pick<Tender, "form" | "lots" | "allParts">): Round {
  if (prequalificationOf(form) === null) return "bid";
  const alive = lots.filter(({ stage }) => !ENDED_STAGES.has(stage));
  const shown = alive.length === 0 ? lots : alive;
  return shown.length === 0 || shown.some((lot) => roundOf(form, lot, allParts) === "prequalification") ? "prequalification" : "bid";
}

/** Everything that is sealed for a lot, application and bid, as the form describes it. */
export function sealedParts(form: TenderForm, lot: string): readonly LotForm["parts"][number][] {
  const entry = prequalificationOf(form);
  const bid = form.lots.find((each) => each.lot === lot)?.parts ?? [];
  return entry === null ? bid : [{ part: APPLICATION, title: "资格预审申请文件", after: null, form: false, requiredFiles: entry.requiredFiles }, ...bid];
}

/** What a sealed part is called. */
export const titleOfPart = (form: TenderForm, lot: string, part: string): string => sealedParts(form, lot).find((each) => each.part === part)?.title ?? part;

/** The times and the way of getting documents in a round. */
export function saleOf(form: TenderForm, round: Round): { readonly saleFrom: Instant; readonly saleUntil: Instant; readonly deadline: Instant; readonly documentsHow: string } {
  const first = round === "prequalification" ? prequalificationOf(form) : null;
  return first ?? form;
}

/** What calls firms: everybody to bid, everybody to apply, or those admitted to bid. */
export type Call = "tender-notice" | "prequal-notice" | "invitation";

/** The moves by which firms are called. */
export const CALL_MOVES = ["publishNotice", "publishPrequalNotice", "invitePassed", "sendInvitations"] as const;

/** What a tender publishes next, or published last. */
export function callFor(tender: Pick<Tender, "form" | "lots" | "allParts">): Call {
  if (tenderRound(tender) === "prequalification") return "prequal-notice";
  return isGated(tender.form) ? "invitation" : "tender-notice";
}

/** By which move that is done. */
export function callMove(tender: Pick<Tender, "form" | "lots" | "allParts">): (typeof CALL_MOVES)[number] {
  const call = callFor(tender);
  if (call !== "invitation") return call === "tender-notice" ? "publishNotice" : "publishPrequalNotice";
  return wayOf(tender.form) === "prequalification" ? "invitePassed" : "sendInvitations";
}

/** The form with the times of the round the tender is in, as the checks before publication read it. */
export const formOfRound = (tender: Pick<Tender, "form" | "lots" | "allParts">): TenderForm => {
  const { saleFrom, saleUntil, deadline, documentsHow } = saleOf(tender.form, tenderRound(tender));
  return { ...tender.form, saleFrom, saleUntil, deadline, documentsHow };
};

/** Documents that call firms, each the first of its round. */
const CALLS: Readonly<Record<Round, readonly string[]>> = { prequalification: ["prequal-notice"], bid: ["tender-notice", "invitation"] };

/** The document that began a round; undefined before it. */
export const callOf = <Row extends Pick<NoticeRow, "type">>(notices: readonly Row[], round: Round): Row | undefined => notices.find(({ type }) => CALLS[round].includes(type));

/** The call of a round and the clarifications since, oldest first: what its terms may rest on. */
export function noticesOfRound<Row extends Pick<NoticeRow, "type">>(notices: readonly Row[], round: Round): Row[] {
  const from = notices.findIndex(({ type }) => CALLS[round].includes(type));
  return from < 0 ? [] : notices.slice(from).filter(({ type }) => CALLS[round].includes(type) || type === "clarification");
}
