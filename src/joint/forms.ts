import { z } from "zod";
import { SPECIAL_PROCEDURES, type SpecialProcedure } from "../approvals/case.js";
import { ItemCode } from "../items/item.js";
import { Line } from "../judging/inputs.js";
import { keysOf } from "../kernel/table-keys.js";
import { DayBody, text } from "../tenders/form.js";
import { FORM_FIELDS, type FormField, type TemplateName } from "./template.js";
import { JOINT_TEMPLATES } from "./templates.js";

const MaterialId = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, "a short name in small letters");
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{4,19}$/, "a telephone number");
export const TemplateId = z.enum(keysOf<TemplateName>(JOINT_TEMPLATES));
const Answer = Line(200).nullable().default(null);
const Form = z.strictObject(Object.fromEntries(keysOf<FormField>(FORM_FIELDS).map((field) => [field, Answer])) as Record<FormField, typeof Answer>);

/** The one form, as far as it is filled in: nothing in it must be there yet. */
export const JointDraftBody = z.strictObject({ applicantName: Line(60).nullable().default(null), phone: Phone.nullable().default(null), subject: Line(120).nullable().default(null), answers: Form.default(() => Form.parse({})) });
export type JointDraftGiven = z.infer<typeof JointDraftBody>;
export type FormAnswers = z.infer<typeof Form>;
export const JointFilingBody = z.strictObject({ template: TemplateId });

const Kept = JointDraftBody.extend({ materials: z.array(z.object({ material: z.string(), name: z.string(), sha256: z.string(), size: z.number() })) });
/** A draft as it is kept. */
export type JointDraftKept = z.infer<typeof Kept>;
export const EMPTY_JOINT_DRAFT: JointDraftKept = Kept.parse({ materials: [] });
/** A draft from its row. @throws {Error} for one the exchange did not write */
export const readJointDraft = (body: unknown): JointDraftKept => Kept.parse(body);
/** The answers of the one form as a joint case keeps them. @throws {Error} for ones the exchange did not write */
export const readForm = (form: unknown): FormAnswers => Form.parse(form);

/** What a clerk takes in over the counter: the one form, and which papers were handed over. */
export const JointCounterBody = z.strictObject({ template: TemplateId, applicantName: Line(60), phone: Phone.nullable().default(null), uscc: z.string().nullable().default(null), subject: Line(120), answers: Form, materials: z.array(MaterialId).max(60) });
export type JointCounterGiven = z.infer<typeof JointCounterBody>;
export const BroughtBody = z.strictObject({ materials: z.array(MaterialId).min(1).max(60) });

/** What one unit needs corrected, all at once. */
export const NeedsBody = z.strictObject({ item: ItemCode, points: z.array(z.strictObject({ material: MaterialId, what: text(300), standard: text(300) })).min(1).max(40) });
export type NeedsGiven = z.infer<typeof NeedsBody>;
export const RejectionBody = z.strictObject({ reason: text(2_000), remedy: text(1_000) });
/** A unit’s opinion. An objection is reasoned; `document`: the number of the licence or of the opinion. */
export const OpinionBody = z.strictObject({ item: ItemCode, opinion: z.enum(["agree", "object"]), words: text(2_000), document: Line(60).nullable().default(null) });
export type OpinionGiven = z.infer<typeof OpinionBody>;
export const PauseBody = z.strictObject({ procedure: z.enum(keysOf<SpecialProcedure>(SPECIAL_PROCEDURES)), items: z.array(ItemCode).min(1).max(20), reason: text(1_000), expectedDays: z.int().min(1).max(365) });
export type PauseGiven = z.infer<typeof PauseBody>;
/** An extension of the whole. `items`: the members that get the days too; `document`: by which the head of the government approved it. */
export const JointExtensionBody = z.strictObject({ days: z.int().min(1).max(60), items: z.array(ItemCode).max(20).default([]), reason: text(1_000), document: Line(60) });
export type JointExtensionGiven = z.infer<typeof JointExtensionBody>;
export const ConclusionBody = z.strictObject({ conclusion: text(1_000) });
const UnitCode = z.string().regex(/^\d{3,12}$/, "3 to 12 digits");
/** A joint meeting: who was there, its minutes, and what was decided with whose it is and by when. */
export const MeetingBody = z.strictObject({
  number: Line(60), heldOn: DayBody, place: Line(60), present: z.array(z.strictObject({ unit: UnitCode, person: Line(60) })).min(2).max(40), minutes: text(5_000),
  tasks: z.array(z.strictObject({ what: text(300), unit: UnitCode, dueOn: DayBody })).max(20).default([]),
});
export type MeetingGiven = z.infer<typeof MeetingBody>;
export const TaskDoneBody = z.strictObject({ words: text(500) });
/** The lead’s decision on what was merged; where a unit objected, with its reason and what can be done about it. Law: 行政许可法 38. */
export const JointDecisionBody = z.strictObject({ basis: text(1_000), reason: text(2_000).nullable().default(null), remedy: text(1_000).nullable().default(null) });
export type JointDecisionGiven = z.infer<typeof JointDecisionBody>;
export const JointDeliveryBody = z.strictObject({ how: z.enum(["window", "post", "online"]), receivedBy: Line(60) });
export type JointDelivering = z.infer<typeof JointDeliveryBody>;
export const HandOverBody = z.strictObject({ to: z.string().min(1).max(60), reason: text(500) });
