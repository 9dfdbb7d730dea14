import type { MandatedAct } from "./mandate.js";
import type { Role } from "./actor.js";

/** An act as the table of acts says it: its words, who may, and how. */
export type ActionRow = {
  readonly zh: string;
  readonly en: string;
  readonly roles: readonly Role[];
  /** The object must belong to the organisation of an actor in this role: as its tenderer, or as its bidder. */
  readonly own?: "tenderer" | "bidder";
  /** What only an administrator of the organisation may do. */
  readonly rank?: "administrator";
  /** Each time it is done the person signs this very request (trust.md §6). */
  readonly signed?: true;
  /** The moves of a lot that the act makes, by their names in the lines' tables: it can be done where one of them starts. Absent: it moves no lot by itself. */
  readonly moves?: readonly string[];
  /** Under what of a mandate an agency may do it for its principal; absent: no mandate covers it, the principal decides itself. */
  readonly act?: MandatedAct;
};
