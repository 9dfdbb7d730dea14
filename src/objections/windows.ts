import { refuse, ok, type Result } from "../kernel/result.js";
import { dayOf, endOf, plusDays, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import type { Stage } from "../procedure/procedure.js";
import { lawCited, lawDays, lawPeriod, lawSets, lawWhole, type Lawful, type LawfulNumber } from "../procedure/law.js";
import { periodFrom, type Period } from "../rules/calendar.js";

/** What an objection is about. */
export type About = "documents" | "result";

/** When objections to one thing are taken, and how they are called on the line. */
export type ObjectionWindow = { readonly opensAt: Instant; readonly closesAt: Instant };

/** What is known of a lot when somebody objects. */
export type ObjectionCase = {
  readonly now: Instant;
  readonly stage: Stage;
  /** Null before the notice. */
  readonly documents: ObjectionWindow | null;
  /** Null while no result is out. */
  readonly result: ObjectionWindow | null;
};

/** Which number of the law a reply keeps to. */
export const REPLY_DAYS: Readonly<Record<About, LawfulNumber>> = { documents: "documentReplyDays", result: "resultReplyDays" };

/**
 * Decides whether an objection comes in time: within its window, both ends counted in. Law: 招标投标法实施条例 22, 54; 政府采购法 52.
 */
export function decideObjection(about: About, { now, documents, result }: ObjectionCase): Result<true> {
  const window = about === "documents" ? documents : result;
  if (window === null || now < window.opensAt) return refuse("objection-too-early", { about: WORDS[about].zh, aboutEn: WORDS[about].en });
  return now > window.closesAt ? refuse("objection-too-late", { about: WORDS[about].zh, aboutEn: WORDS[about].en, until: rfc3339(window.closesAt), now: rfc3339(now) }) : ok(true);
}

export const WORDS: Readonly<Record<About, { readonly zh: string; readonly en: string }>> = {
  documents: { zh: "招标文件", en: "the documents" }, result: { zh: "评标（采购）结果", en: "the result" },
};

/** The period in which the buyer must reply, from the day the objection came; the start day is not counted. */
export const replyPeriod = (lawful: Lawful, about: About, filedAt: Instant): Period => lawPeriod(lawful, REPLY_DAYS[about], dayOf(filedAt));

/** An order over a lot as its suspensions are counted. `complaint`: the one during whose handling it stops; null where it names none. */
export type Ordered = { readonly kind: string; readonly complaint: string | null; readonly at: Instant };

/**
 * When the last suspension for a complaint is over, however the last day falls: all of them together last no longer than the law lets one. Every day on
 * which the lot stood still counts once, the first order's own not. Law: 政府采购法 57; 94号令 28 (GP-55).
 * @param orders all over the lot, oldest first @returns null where the days are used up, or nothing was suspended for it
 */
export function suspensionEnds(lawful: Lawful, orders: readonly Ordered[], complaint: string | null): Instant | null {
  const max = lawWhole(lawful, "suspensionDays");
  const counted = new Set<PlainDate>();
  const own = orders.flatMap((order, at) => (order.kind === "suspend" && isSame(order.complaint, complaint) ? [{ from: dayOf(order.at), until: lastDay(orders[at + 1]) }] : []));
  let end: Instant | null = null;
  for (const { from, until } of own) {
    end = null;
    for (let date = from; counted.size < max && (until === null || date <= until); date = plusDays(date, 1)) {
      if (date !== own[0]?.from) counted.add(date);
      end = endOf(date);
    }
  }
  return end;
}

/** A suspension that names no complaint may have been for any: it counts with each. */
const isSame = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;
const lastDay = (next: Ordered | undefined): PlainDate | null => (next === undefined ? null : dayOf(next.at));

/** Where that period stands in the law. */
export const replyLaw = (lawful: Lawful, about: About): { readonly law: string; readonly lawEn: string } => lawCited(lawful, REPLY_DAYS[about]);

/**
 * Until when a result can be objected to: works within the candidates' publicity (条例 54); procurement within its days after the end of
 * the announcement (政府采购法 52; 政府采购法实施条例 53). Null while nothing is published.
 */
export function resultWindow(lawful: Lawful, { publicity, announcedAt }: { readonly publicity: ObjectionWindow | null; readonly announcedAt: Instant | null }): ObjectionWindow | null {
  if (!lawSets(lawful, "resultAnnouncementDays")) return publicity;
  if (announcedAt === null) return null;
  const known = lawPeriod(lawful, "resultAnnouncementDays", dayOf(announcedAt)).rolledDate;
  return { opensAt: announcedAt, closesAt: lawPeriod(lawful, "documentObjectionDays", known).endsAt };
}

/** An objection to the result: whose, when it came, and when it was answered; null while it waits. */
export type Objected = { readonly filer: string; readonly filedAt: Instant; readonly repliedAt: Instant | null };

/** The days of an objection that do not count towards a complaint: from the day after it came to the day of its reply. */
export function daysOfReply({ filedAt, repliedAt }: Pick<Objected, "filedAt" | "repliedAt">): readonly PlainDate[] {
  const days: PlainDate[] = [];
  for (let date = plusDays(dayOf(filedAt), 1); repliedAt !== null && date <= dayOf(repliedAt); date = plusDays(date, 1)) days.push(date);
  return days;
}

/**
 * Until when those who objected to the result and were answered may complain to the authority: the last of their periods, from the day
 * the candidates were published, without the days of the replies; null where nobody objected or the line's law counts none. Who did
 * not object has no complaint about the result. Law: 招标投标法实施条例 60.
 */
export function complaintsEnd(lawful: Lawful, knownOn: PlainDate, objections: readonly Objected[]): Instant | null {
  if (!lawSets(lawful, "complaintDays")) return null;
  const answered = Map.groupBy(objections.filter(({ repliedAt }) => repliedAt !== null), ({ filer }) => filer);
  const ends = [...answered.values()].map((own) => periodFrom(knownOn, lawDays(lawful, "complaintDays"), new Set(own.flatMap(daysOfReply))).endsAt);
  return ends.length === 0 ? null : (Math.max(...ends) as Instant);
}

/** When a firm can complain to the authority about an own objection: from the reply, or the end of its period where none came; until when. */
export type ComplaintWindow = { readonly from: Instant; readonly until: Instant };

/**
 * The window of a complaint that follows an objection (challenge). Works: the days from the one on which the matter was known, without those of the
 * reply (条例 60). Procurement: days after the end of the period for the reply, however early it came (政府采购法 55). Null where the line's law counts
 * neither. @param knownOn the day the documents or the candidates were published @param now up to when days without a reply do not count
 */
export function complaintWindow(lawful: Lawful, about: About, { filedAt, repliedAt }: Pick<Objected, "filedAt" | "repliedAt">, knownOn: PlainDate, now: Instant): ComplaintWindow | null {
  const reply = replyPeriod(lawful, about, filedAt);
  const from = repliedAt ?? reply.endsAt;
  if (lawSets(lawful, "complaintAfterReplyDays")) return { from, until: lawPeriod(lawful, "complaintAfterReplyDays", reply.rolledDate).endsAt };
  if (!lawSets(lawful, "complaintDays")) return null;
  return { from, until: periodFrom(knownOn, lawDays(lawful, "complaintDays"), new Set(daysOfReply({ filedAt, repliedAt: repliedAt ?? now }))).endsAt };
}
