import { z } from "zod";
import type { Script } from "./script.js";
import type { Stage } from "./stage.js";

/** A tender being played. */
export type Play = { readonly stage: Stage; readonly script: Script; readonly tender: string };
export const lotOf = ({ script, tender }: Play): string => `/api/v1/tenders/${tender}/lots/${script.lot}`;

/** A name or a number of an answer, as text. */
export const text = (value: unknown): string => z.union([z.string(), z.int().transform(String)]).parse(value);
