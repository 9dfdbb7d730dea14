import { ok, refuse, type Result } from "../kernel/result.js";
import { HOUR_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";

/** As what somebody comes to the door of an evaluation room. `other` is never let in, and his coming is kept. */
export const COMERS = {
  member: { zh: "评标委员会成员", en: "member of the committee" },
  supervisor: { zh: "行政监督人员", en: "supervisor" },
  witness: { zh: "现场见证人员", en: "on-site witness" },
  staff: { zh: "交易中心工作人员", en: "staff of the exchange" },
  other: { zh: "其他人员", en: "somebody else" },
} as const;
export type Comer = keyof typeof COMERS;
/** Who may be inside. */
export type Insider = Exclude<Comer, "other">;

/** Doors open this long before a booking begins. */
const EARLY_HOURS = 1;

/** Somebody at the door: a member names its label, everybody else his office. */
export type AskedEntry = { readonly room: string; readonly as: Comer; readonly who: string; readonly reason: string | null };
/** What the exchange knows of him and of the booking. */
export type DoorFacts = {
  readonly purpose: string; readonly from: Instant; readonly heldUntil: Instant; readonly siteWitness: string | null; readonly now: Instant;
  /** Where the label sits; null where no member of this committee has a seat by it. */
  readonly seat: { readonly room: string; readonly roomName: string } | null;
  /** The role of the office that was named; null where there is none. */
  readonly role: string | null;
};

/**
 * Whether somebody is let into an evaluation room: members of the lot's committee where they sit, supervisors, the witness of the booking, and
 * staff who say what for. A tenderer's representative comes as the member he is, or not at all. Law: 招标投标法 38 (nobody else takes part); 87号令 66.
 */
export function mayEnter({ as, who, reason, room }: AskedEntry, facts: DoorFacts): Result<Insider> {
  const { purpose, from, heldUntil, now } = facts;
  if (purpose !== "evaluation") return refuse("no-register");
  const earliest = plusMs(from, -EARLY_HOURS * HOUR_MS);
  if (now < earliest) return refuse("door-too-early", { earliest: rfc3339(earliest) });
  if (now >= heldUntil) return refuse("door-too-late", { until: rfc3339(heldUntil) });
  return as === "member" ? memberEnters(who, facts, room) : belongs({ as, who, reason }, facts);
}

function memberEnters(who: string, { seat }: DoorFacts, room: string): Result<Insider> {
  if (seat === null) return refuse("not-let-in", { who });
  return seat.room === room ? ok("member") : refuse("other-room", { room: seat.roomName });
}

function belongs({ as, who, reason }: Omit<AskedEntry, "room">, { role, siteWitness }: DoorFacts): Result<Insider> {
  if (as === "supervisor" && role === "supervisor") return ok(as);
  if (as === "witness" && who === siteWitness) return ok(as);
  if (as !== "staff" || role !== "exchange-staff") return refuse("not-let-in", { who });
  return reason === null ? refuse("staff-reason-missing") : ok(as);
}
