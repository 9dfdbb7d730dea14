import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, plusDays, rfc3339, startOf, type Instant } from "../kernel/time.js";
import type { ForfeitGround } from "../procedure/procedure.js";
import { addWorking } from "../rules/calendar.js";

/** What happened to a firm's bid, as far as a ground asks: it stood at the deadline; it won and fell away, on which ground. */
export type ForfeitFacts = { readonly stood: boolean; readonly fell: string | null };

/** A ground with the clause of the documents that says so. */
export type CitedGround = { readonly ground: string; readonly clause: string };

const HOLDS: Readonly<Record<ForfeitGround["holds"], (facts: ForfeitFacts) => boolean>> = {
  "bid-stood": ({ stood }) => stood, "gave-up": ({ fell }) => fell === "gives-up", "no-performance-bond": ({ fell }) => fell === "no-performance-bond", "clause": ({ stood }) => stood,
};

/** Whether a deposit may be kept on these grounds: one at least, each of the line's law, each with its clause, and each with what it asks to have happened. */
export function decideGrounds(known: Readonly<Record<string, ForfeitGround>>, cited: readonly CitedGround[], facts: ForfeitFacts): Result<readonly CitedGround[]> {
  if (cited.length === 0 || new Set(cited.map(({ ground }) => ground)).size !== cited.length) return refuse("forfeit-ground", { known: namesOf(known, "zh"), knownEn: namesOf(known, "en") });
  for (const { ground, clause } of cited) {
    const row = Object.hasOwn(known, ground) ? known[ground] : undefined;
    if (row === undefined) return refuse("forfeit-ground", { known: namesOf(known, "zh"), knownEn: namesOf(known, "en") });
    if (clause.trim() === "") return refuse("rejection-clause");
    if (!HOLDS[row.holds](facts)) return refuse("forfeit-ground-not-here", { ground: row.zh, groundEn: row.en, law: row.law.zh, lawEn: row.law.en });
  }
  return ok(cited);
}

const namesOf = (known: Readonly<Record<string, ForfeitGround>>, language: "zh" | "en"): string => Object.values(known).map((row) => `${row[language]}（${row.law[language]}）`).join(language === "zh" ? "；" : "; ");

/** How many working days a firm has to answer before anybody decides; ours, for no law says. */
const HEARING_WORKDAYS = 3;
/** How many days a proposal holds a refund up: then it is over, and the law's day for the refund has run on. Ours. */
const OPEN_DAYS = 10;

/** Until when a firm may answer a proposal, and until when it may be decided. */
export const proposalEnds = (at: Instant): { readonly heardUntil: Instant; readonly openUntil: Instant } =>
  ({ heardUntil: addWorking(dayOf(at), HEARING_WORKDAYS).endsAt, openUntil: startOf(plusDays(dayOf(at), OPEN_DAYS + 1)) });

/** A proposal as it stands. */
export type Proposal = { readonly serial: number; readonly proposedBy: string; readonly heardUntil: Instant; readonly openUntil: Instant; readonly isAnswered: boolean; readonly outcome: "kept" | "dropped" | null };

/** Whether a proposal holds a refund up now. */
export const isOpen = (proposal: Proposal | null, now: Instant): proposal is Proposal => proposal !== null && proposal.outcome === null && now < proposal.openUntil;

/** Whether a proposal may be decided: open, and the firm has answered or its days are over. Whoever drops one need not wait. */
export function decideForfeit(proposal: Proposal | null, keep: boolean, now: Instant): Result<Proposal> {
  if (!isOpen(proposal, now)) return refuse("forfeit-not-open");
  return keep && !proposal.isAnswered && now < proposal.heardUntil ? refuse("forfeit-hearing", { until: rfc3339(proposal.heardUntil) }) : ok(proposal);
}
