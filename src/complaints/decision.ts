import { z } from "zod";
import { keysOf } from "../kernel/table-keys.js";
import { Story } from "./filing.js";
import { OUTCOMES, type Outcome } from "./life.js";

/** What a decision says (E26): what was found, on what law, and what is decided. */
export const ProposalBody = z.strictObject({ outcome: z.enum(keysOf<Outcome>(OUTCOMES)), facts: Story(5_000), basis: Story(1_000), decision: Story(3_000) });
export type ProposalGiven = z.infer<typeof ProposalBody>;
/** A draft, with who wrote it and when; it is approved by another handler. */
export type Proposal = ProposalGiven & { readonly by: string; readonly at: string };
/** What was decided, by whom, on whose draft. */
export type Decision = Proposal & { readonly approvedBy: string };
