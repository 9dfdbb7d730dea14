import { z } from "zod";
import { ItemCode } from "../items/item.js";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import { DayBody, MoneyBody, text } from "../tenders/form.js";
import { SPECIAL_PROCEDURES, type SpecialProcedure } from "./case.js";
import { POWERS, type Power } from "./mandate.js";
import { COMPLEXITY, type Complexity } from "./routing.js";

const MaterialId = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, "a short name in small letters");
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{4,19}$/, "a telephone number");
const Flags = z.array(z.enum(keysOf<Complexity>(COMPLEXITY))).max(Object.keys(COMPLEXITY).length).default([]);

/** What an applicant says of a case. `stake`: what it is about, in yuan, where it is about an amount. */
const Applied = { applicantName: Line(60), phone: Phone.nullable().default(null), subject: Line(120), stake: MoneyBody.nullable().default(null) };
/** A draft as far as it goes: nothing in it must be there yet. */
export const DraftBody = z.strictObject({ step: z.int().min(1).max(5).default(1), applicantName: Line(60).nullable().default(null), phone: Phone.nullable().default(null), subject: Line(120).nullable().default(null), stake: MoneyBody.nullable().default(null) });
export type DraftGiven = z.infer<typeof DraftBody>;
/** Filing a draft; `advance`: only to be looked at before one comes, which is no receipt (rule book D8). */
export const FilingBody = z.strictObject({ item: ItemCode, advance: z.boolean().default(false) });
/** What a clerk takes in over the counter: the papers handed over, by their ids. */
export const CounterBody = z.strictObject({ item: ItemCode, ...Applied, uscc: z.string().nullable().default(null), materials: z.array(MaterialId).max(60), flags: Flags });
export type CounterGiven = z.infer<typeof CounterBody>;
export const HandedBody = z.strictObject({ materials: z.array(MaterialId).min(1).max(60) });

export const NoticeBody = z.strictObject({ points: z.array(z.strictObject({ material: MaterialId, what: text(300), standard: text(300) })).min(1).max(60) });
export const AcceptBody = z.strictObject({ flags: Flags });
export const TurnAwayBody = z.strictObject({ reason: text(2_000), remedy: text(1_000) });
export const SuspendBody = z.strictObject({ procedure: z.enum(keysOf<SpecialProcedure>(SPECIAL_PROCEDURES)), reason: text(1_000), expectedDays: z.int().min(1).max(365) });
export const ExtendBody = z.strictObject({ days: z.int().min(1).max(60), reason: text(1_000), document: Line(60).nullable().default(null) });
/** A decision. A refusal has its reasons and remedies; a meeting's decision the number of its minutes. Law: 行政许可法 38. */
export const DecisionBody = z.strictObject({ outcome: z.enum(["grant", "refuse"]), facts: text(3_000), basis: text(1_000), reason: text(2_000).nullable().default(null), remedy: text(1_000).nullable().default(null), minutes: Line(60).nullable().default(null) });
export type DecisionGiven = z.infer<typeof DecisionBody>;
export const DeliveryBody = z.strictObject({ how: z.enum(["window", "post", "online"]), receivedBy: Line(60) });
export const ReasonBody = z.strictObject({ reason: text(1_000) });
export const AnswerBody = z.strictObject({ answer: text(1_000) });

export const MandateBody = z.strictObject({
  holder: z.string().min(1).max(60), items: z.array(ItemCode).min(1).max(200), powers: z.array(z.enum(keysOf<Power>(POWERS))).min(1).max(3), limit: MoneyBody.nullable().default(null), from: DayBody, until: DayBody, seal: Line(60), document: Line(60),
}).refine(({ from, until }) => from <= until, { path: ["until"], message: "not before its first day" });
export type MandateGiven = z.infer<typeof MandateBody>;
export const SittingBody = z.strictObject({ days: z.array(DayBody).min(1).max(60) });
