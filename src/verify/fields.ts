import { z } from "zod";
import { at, day as dayIn } from "../kernel/time.js";

/** Ids that become a folder or file name in a bundle; `.` and `..` are no names. */
export const isName = (text: string): boolean => /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/.test(text);

export const name = z.string().refine(isName, "not a name of 1–64 letters, digits, dots, underscores or hyphens");
export const id = z.string().min(1).max(200);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const instant = z.string().refine((text) => reads(at, text), "not an RFC 3339 time with a zone");
export const day = z.string().refine((text) => reads(dayIn, text), "not a day");
/** An amount of 0 to 9,999,999,999,999,999.99 yuan. */
export const money = z.strictObject({ amount: z.string().regex(/^(0|[1-9]\d{0,15})\.\d{2}$/), currency: z.literal("CNY") });

function reads(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}
