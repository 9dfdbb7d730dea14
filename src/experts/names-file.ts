import { z } from "zod";
import { keysOf } from "../kernel/table-keys.js";
import { EXCLUSIONS, type Exclusion } from "./files.js";

const Excluded = z.enum(keysOf<Exclusion>(EXCLUSIONS)).nullable();

/** The list of a draw as the exchange gives it to the pool keeper. */
export const CandidateList = z.object({ draw: z.string(), bidders: z.enum(["avoided", "unknown"]), candidates: z.array(z.object({ expert: z.string(), name: z.string(), stratum: z.string(), unit: z.string(), excluded: Excluded, phone: z.string() })) });

/** Who stands behind each label: the keeper's own file, shown to the supervisor in the room and to nobody else. */
export const NamesFile = z.strictObject({ v: z.literal("ddr-names/1"), draw: z.string(), names: z.array(z.strictObject({ expert: z.string(), name: z.string(), stratum: z.string(), unit: z.string(), excluded: Excluded, phone: z.string(), salt: z.string().regex(/^[0-9a-f]{32}$/), label: z.string().regex(/^[0-9a-f]{64}$/), orgTag: z.string().regex(/^[0-9a-f]{32}$/) })) });
export type NamesFile = z.infer<typeof NamesFile>;
