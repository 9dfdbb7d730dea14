import { z } from "zod";
import { LotBody, TenderBody, text, TimeBody } from "./form.js";

/** What an amendment may put in the place of what the form says (招标投标法 23): what is left out stays. Times, parts and openers are not among it. */
export const AmendBody = z.strictObject({
  ...TenderBody.pick({ title: true, content: true, scale: true, fundSource: true, qualification: true, consortium: true, documentsHow: true, validityDays: true, place: true, contact: true, complaints: true }).partial().shape,
  lots: z.array(z.strictObject({
    ...LotBody.pick({ name: true, scope: true, ceiling: true, deposit: true, depositDays: true, location: true, termDays: true, quality: true, method: true }).partial().shape, lot: LotBody.shape.lot,
  })).max(50).default([]),
});
export type Amend = z.infer<typeof AmendBody>;

export const ClarificationBody = z.strictObject({
  changes: z.array(z.strictObject({ what: text(200), before: text(5_000), after: text(5_000) })).max(50),
  mayAffectBid: z.boolean(),
  newDeadline: TimeBody.nullable(),
  /** Fields of the notice form that change; null where none does. */
  amend: AmendBody.nullable().default(null),
  /** Whether it brings the answers in hand to everybody, as they stand when it is drafted. */
  withAnswers: z.boolean().default(false),
  /** Whether it brings the documents that wait to take others' place. */
  withDocuments: z.boolean().default(false),
  /** Whether bids lodged before must be confirmed or replaced; only of what may affect them. */
  reconfirm: z.boolean().default(false),
  /** The lots it is about, all or none; empty: those an outage shut, else every lot that still takes bids. */
  lots: z.array(LotBody.shape.lot).max(50).default([]),
});
export type Clarification = z.infer<typeof ClarificationBody>;

/** An answer as a draft fixes it for the second officer, by the question's hash. */
type DraftedAnswer = { readonly question: string; readonly answer: string };
/** A document's next version as a draft fixes it. */
export type DraftedDocument = { readonly name: string; readonly mediaType: string; readonly sha256: string; readonly size: number; readonly by: string; readonly at: string };
export type DraftedClarification = Clarification & { readonly answers: readonly DraftedAnswer[]; readonly documents: readonly DraftedDocument[] };

/** A clarification as it is stored; drafts of an earlier version name no lots, ask for nothing, amend no field, answer nobody and bring no document. */
export const readClarification = (stored: unknown): DraftedClarification =>
  ({ lots: [], reconfirm: false, amend: null, withAnswers: false, answers: [], withDocuments: false, documents: [], ...(stored as Omit<DraftedClarification, "lots" | "reconfirm" | "amend" | "withAnswers" | "answers" | "withDocuments" | "documents">) });
