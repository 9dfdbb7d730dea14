import { z } from "zod";
import { MoneyBody } from "../tenders/form.js";

/** A file in a draft. */
export type DraftMaterial = { readonly material: string; readonly name: string; readonly sha256: string; readonly size: number };
const Kept = z.object({
  applicantName: z.string().nullable(), phone: z.string().nullable(), subject: z.string().nullable(), stake: MoneyBody.nullable(),
  materials: z.array(z.object({ material: z.string(), name: z.string(), sha256: z.string(), size: z.number() })),
});
/** A draft as it is kept. */
export type DraftBodyKept = z.infer<typeof Kept>;
export const EMPTY_DRAFT: DraftBodyKept = { applicantName: null, phone: null, subject: null, stake: null, materials: [] };

/** A draft from its row. @throws {Error} for one the exchange did not write */
export const readDraft = (body: unknown): DraftBodyKept => Kept.parse(body);
/** A draft with a file in the place of the one before it. */
export const withMaterial = (body: DraftBodyKept, file: DraftMaterial): DraftBodyKept => ({ ...body, materials: [...body.materials.filter(({ material }) => material !== file.material), file] });
/** A draft without a file. */
export const withoutMaterial = (body: DraftBodyKept, material: string): DraftBodyKept => ({ ...body, materials: body.materials.filter((each) => each.material !== material) });
