import type { Role } from "../identity/actor.js";
import type { Round } from "../tenders/entry.js";

/** Who is told, by what they are and never by a list of them: `class:rest`. Who belongs is worked out when somebody reads. */
export type Audience = `${AudienceClass}:${string}`;
export type AudienceClass = "office" | "role" | "staff" | "opener" | "tenderer" | "firm" | "bidders" | "admitted" | "committee";

/** Each way to say who is meant. */
export const audience = {
  /** One office of one person. */
  office: (actorId: string): Audience => `office:${actorId}`,
  role: (role: Role): Audience => `role:${role}`,
  /** Those who hold an office of one organisation. */
  staff: (role: Role, uscc: string): Audience => `staff:${role}/${uscc}`,
  /** Everybody who holds keys for an opener's office. */
  opener: (name: string): Audience => `opener:${name}`,
  /** The buyer's officers. */
  tenderer: (uscc: string): Audience => `tenderer:${uscc}`,
  /** One firm's bidding offices. */
  firm: (uscc: string): Audience => `firm:${uscc}`,
  /** Firms that have lodged for a lot when it is told. */
  bidders: (tender: string, lot: string): Audience => `bidders:${tender}/${lot}`,
  /** Firms that were invited to a lot or passed its prequalification. */
  admitted: (tender: string, lot: string): Audience => `admitted:${tender}/${lot}`,
  committee: (tender: string, lot: string, round: Round): Audience => `committee:${tender}/${lot}/${round}`,
} as const;

export const classOf = (whom: string): AudienceClass => whom.slice(0, whom.indexOf(":")) as AudienceClass;

/** Audiences that nobody outside may learn the members of before names are read out or the result is known (招标投标法 22, 37). */
const SECRET: ReadonlySet<AudienceClass> = new Set<AudienceClass>(["firm", "bidders", "admitted", "committee"]);
export const isSecret = (whom: string): boolean => SECRET.has(classOf(whom));

/** An audience somebody belongs to, and from when on. */
export type Belonging = { readonly audience: Audience; readonly since: Date | null };
