import { ok, refuse, type Result } from "../../kernel/result.js";
import { DAY_MS, dayOf, plusMs, type Instant } from "../../kernel/time.js";
import { earliestDeadlineAfter, tooLate } from "../../procedure/notice-guards.js";
import { lawWhole } from "../../procedure/law.js";
import { dayKind } from "../../rules/calendar.js";
import type { World } from "../../world.js";
import { amended, bearsOnBids, changesBetween, type FieldChange } from "../amend.js";
import { readClarification, type Amend, type Clarification } from "../clarification.js";
import { tenderRound } from "../entry.js";
import { deadlineOf, lawOf } from "../facts.js";
import type { Tender } from "../queries.js";
import { lawfulAmendment } from "./clarify.js";

/** What an amendment would do if it were published now. */
export type AmendmentPreview = {
  readonly body: Pick<Clarification, "mayAffectBid" | "newDeadline" | "lots">;
  readonly fields: readonly FieldChange[];
  /** `days` of the law that must be left before the deadline; null where nothing bears on bids. `isProposed`: nobody asked for the new one, the law does. */
  readonly deadline: { readonly before: Instant; readonly after: Instant | null; readonly days: number | null; readonly isProposed: boolean };
};

const NUMBERS = { bid: "clarificationDays", prequalification: "applicationClarificationDays" } as const;

/**
 * Shows an amendment before it is drafted: its fields before and after, whether it bears on bids, and the deadline that the law then
 * asks for, with a day for the second officer. Writes nothing. Law: 招标投标法 23; 条例 21; 87号令 27.
 */
export async function previewAmendment(world: World, tender: Tender, given: { readonly amend: Amend; readonly newDeadline: Instant | null; readonly reconfirm: boolean }, now: Instant): Promise<Result<AmendmentPreview>> {
  const form = amended(tender.form, given.amend);
  if (!form.ok) return form;
  const fields = changesBetween(tender.form, form.value, tender.row.line);
  if (fields.length === 0) return refuse("clarification-empty");
  const lots = aboutLots(tender, fields);
  const mayAffectBid = bearsOnBids(fields);
  const deadline = movedDeadline(tender, { lot: lots[0] ?? tender.lots[0]?.lot ?? "", asked: given.newDeadline, mayAffectBid }, now);
  if (!deadline.ok) return deadline;
  const newDeadline = deadline.value.after;
  const body = readClarification({ changes: [], mayAffectBid, newDeadline, amend: given.amend, reconfirm: given.reconfirm, lots });
  const lawful = await lawfulAmendment(world.db, world, tender, { body, lots: lots.length === 0 ? tender.lots.map(({ lot }) => lot) : lots }, now);
  return lawful.ok ? ok({ body: { mayAffectBid, newDeadline, lots }, fields, deadline: deadline.value }) : lawful;
}

/** What becomes of the deadline: as asked for where that leaves the days of the law, else the first that does. */
function movedDeadline(tender: Tender, { lot, asked, mayAffectBid }: { readonly lot: string; readonly asked: Instant | null; readonly mayAffectBid: boolean }, now: Instant): Result<AmendmentPreview["deadline"]> {
  const before = deadlineOf(tender, lot);
  const number = NUMBERS[tenderRound(tender)];
  const facts = { now, ...lawOf(tender, now) };
  const days = mayAffectBid ? lawWhole(facts, number) : null;
  const late = mayAffectBid ? tooLate(number, asked ?? before, facts) : null;
  if (late === null) return ok({ before, after: asked, days, isProposed: false });
  return asked === null ? ok({ before, after: workingMoment(earliestDeadlineAfter(facts, before, number), before), days, isProposed: true }) : { ok: false, refusal: late };
}

/** The lots that alone are changed; empty where something of the whole tender is, or where it has one. */
function aboutLots(tender: Tender, fields: readonly FieldChange[]): string[] {
  const lots = [...new Set(fields.map(({ lot }) => lot))];
  return tender.lots.length === 1 || lots.includes(null) ? [] : lots.flatMap((lot) => (lot === null ? [] : [lot]));
}

/** The first working day that leaves a day for the second officer, at the hour the deadline had. */
function workingMoment(earliest: Instant, before: Instant): Instant {
  let at = before;
  while (at < plusMs(earliest, DAY_MS) || dayKind(dayOf(at)).class !== "WORK") at = plusMs(at, DAY_MS);
  return at;
}
