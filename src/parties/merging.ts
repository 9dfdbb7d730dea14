import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

/** An organisation as far as a merger asks. */
export type Merging = { readonly uscc: string; readonly name: string; readonly state: "active" | "frozen" | "left"; readonly parent: string | null };

/** That an organisation takes in another: by which paper of the register, and on which day. */
export type MergerSaid = { readonly notice: string; readonly on: PlainDate };

/**
 * Whether an organisation may say that it takes in another. A branch is no organisation of its own: it is taken in with the one it belongs
 * to. Law: 公司法 218 (one company takes in another, which is dissolved), 229; 民法典 67.
 * @param absorbed null: it is not registered here
 */
export function decideMerger(into: Merging, absorbed: Merging | null, { on }: MergerSaid, today: PlainDate): Result<true> {
  if (absorbed === null || absorbed.state === "left") return refuse("merger-unknown");
  if (absorbed.uscc === into.uscc) return refuse("merger-self");
  if (absorbed.parent !== null || into.parent !== null) return refuse("merger-branch", { name: absorbed.parent === null ? into.name : absorbed.name });
  return on > today ? refuse("merger-to-come", { on }) : ok(true);
}

/** Whether a leaving organisation may name its successor: that one has said so, and acts here. @param successor null: it is not registered, or said nothing */
export const decideSuccessor = (successor: Merging | null): Result<true> => (successor?.state === "active" ? ok(true) : refuse("merger-missing"));
