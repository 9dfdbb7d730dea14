import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant } from "../kernel/time.js";
import { addWorking } from "../rules/calendar.js";
import type { Alike } from "./name.js";
import type { OrganisationFacts } from "./organisation-file.js";
import type { RegistrationState } from "./tables.js";

/** The exchange's own promise to whoever waits, in working days; no law sets it. Registering is free (20号令 9, 44). */
export const REVIEW_DAYS = 3;

/** Until when staff decide what was handed in at an instant. */
export const reviewDue = (submittedAt: Instant): Instant => addWorking(dayOf(submittedAt), REVIEW_DAYS).endsAt;

/** What speaks for the organisation: its own certificate, with the name it bears, or a letter under its seal. */
export type Authority = { readonly by: "certificate"; readonly organisation: string | null; readonly name: string | null } | { readonly by: "letter" } | { readonly by: "nothing" };

/** How a registration goes on once it is handed in: decided at once, or by staff. */
export type Course = "accept" | "review";

/** Others whose name is this one or looks like it; whether the organisation that a branch belongs to is registered here. */
export type Around = { readonly alike: readonly Alike[]; readonly isParentKnown: boolean };

/**
 * A bidder whose own certificate signed and bears its name is in at once: the platform lets everybody register freely (20号令 9), and an
 * approval before it would be one the law does not know. Those who publish, whoever comes with a letter, and a name that is another
 * organisation's or looks like it, staff look at first; so they do at a branch whose parent is not registered here.
 */
export function courseOf(facts: OrganisationFacts, authority: Authority, { alike, isParentKnown }: Around = { alike: [], isParentKnown: true }): Result<Course> {
  if (authority.by === "nothing") return refuse("registration-needs-proof");
  if (authority.by === "letter") return ok("review");
  if (authority.organisation !== facts.uscc) return refuse("registration-other-certificate", { found: authority.organisation ?? "—", wanted: facts.uscc });
  return ok(alike.length === 0 && isParentKnown && authority.name === facts.name && facts.roles.every((role) => role === "bidder") ? "accept" : "review");
}

/** The operator and whoever is tied to it never bid on the platform. */
export const mayRegister = ({ name, roles }: OrganisationFacts, isOperator: boolean): Result<true> => (isOperator && roles.includes("bidder") ? refuse("organisation-operator", { name }) : ok(true));

export const STATE_NAMES: Readonly<Record<RegistrationState, { readonly zh: string; readonly en: string }>> = {
  draft: { zh: "填写中", en: "being written" }, submitted: { zh: "待核对", en: "waiting for review" }, returned: { zh: "已退回", en: "sent back" }, accepted: { zh: "已登记", en: "registered" }, refused: { zh: "不予登记", en: "refused" },
};

/** Whether something can be done to a registration as it stands. */
export const inState = (state: RegistrationState, wanted: readonly RegistrationState[]): Result<true> => (wanted.includes(state) ? ok(true) : refuse("registration-state", { state: STATE_NAMES[state].zh }));
