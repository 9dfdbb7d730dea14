import { z } from "zod";

/** What became of signals between some bidders, in the order they are offered. */
export const DISPOSALS = {
  "looked-into": { zh: "正在了解", en: "being looked into" },
  "explained": { zh: "已有合理解释", en: "explained" },
  "referred": { zh: "已移送", en: "referred to whoever decides" },
} as const;
export type Disposal = keyof typeof DISPOSALS;

const NOTE_LENGTH_MAX = 2_000;

/** What a supervisor writes down about signals between two bidders or more. */
export const NoteBody = z.strictObject({
  bidders: z.array(z.string().regex(/^[0-9A-Z]{18}$/)).min(2).max(50),
  disposal: z.enum(Object.keys(DISPOSALS) as [Disposal, ...Disposal[]]),
  note: z.string().trim().min(1).max(NOTE_LENGTH_MAX),
});
export type SignalNote = z.infer<typeof NoteBody>;
