import { CASE_STATES, CASE_STEPS } from "../../approvals/case.js";
import type { CaseRow } from "../../approvals/queries.js";
import type { LightDesk, ShownCase, Tracked } from "../../approvals/use-cases/show.js";
import { moneyJson } from "../../kernel/money.js";
import { rfc3339, type Instant } from "../../kernel/time.js";

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

/** Where a case stands, without a word about anybody. */
export function trackView({ row, version, steps, lights, pauses, clock }: Tracked) {
  return {
    code: row.code, item: row.item, itemName: version.zh, itemNameEn: version.en, version: row.item_version, type: row.case_type, state: row.state, stateName: CASE_STATES[row.state].zh, light: row.light, receivedAt: timeOf(row.received_at), acceptedOn: row.accepted_on, acceptedBySilence: steps.some(({ step }) => step === "deem"),
    limit: row.limit_days, extended: row.extended_days, dueOn: row.due_on, provisional: row.provisional, yellowAt: timeOf(row.yellow_at), redAt: timeOf(row.red_at), remaining: clock?.remaining ?? null, used: row.used_days ?? clock?.used ?? null, inTime: row.in_time, deliverBy: row.deliver_due, deliveredAt: timeOf(row.delivered_at),
    tellBy: timeOf(row.silence_at), ledger: clock?.ledger ?? [], lights: lights.map(({ light, at }) => ({ light, at: timeOf(at) })), pauses: pauses.map((each) => ({ procedure: each.procedure, expectedDays: each.expected_days, from: timeOf(each.from_at), until: timeOf(each.until_at) })),
    steps: steps.map(({ step, state, made_at }) => ({ step, name: CASE_STEPS[step].zh, nameEn: CASE_STEPS[step].en, state, at: timeOf(made_at) })),
  };
}

/** The same with what its applicant, its unit and supervision read besides. */
export function caseView(shown: ShownCase) {
  const { row, materials, papers, missing, route, sitting } = shown;
  return {
    ...trackView(shown), applicantName: row.applicant_name, uscc: row.applicant_uscc, phone: row.phone, subject: row.subject, stake: row.stake_fen === null ? null : moneyJson(BigInt(row.stake_fen)), source: row.source, imported: shown.imported, unit: row.unit, flags: row.flags, level: row.level, reasons: route.reasons, nextSitting: sitting,
    decidedAt: timeOf(row.decided_at), decidedLevel: row.decided_level, mandate: row.mandate, bill: row.fee_bill, trips: row.trips, tripsKept: shown.tripsKept, missing,
    materials: materials.map(({ material, serial, name, sha256, size, made_at }) => ({ material, serial, name, sha256, size: Number(size), at: timeOf(made_at) })), papers: papers.map(({ kind, serial, made_at }) => ({ kind, serial, at: timeOf(made_at), href: `/api/v1/cases/${row.code}/papers/${String(serial)}/${kind}.pdf` })),
    said: shown.steps.map(({ serial, words, made_by }) => ({ serial, words, by: made_by })),
  };
}

/** A case in a list of those it concerns. */
export const lineView = (row: CaseRow) => ({ code: row.code, item: row.item, unit: row.unit, type: row.case_type, subject: row.subject, applicantName: row.applicant_name, state: row.state, light: row.light, level: row.level, receivedAt: timeOf(row.received_at), acceptedOn: row.accepted_on, dueOn: row.due_on, tellBy: timeOf(row.silence_at), inTime: row.in_time });

export const lightDeskView = ({ counts, soon, history, supervisions, misconduct, share, sittings }: LightDesk) => ({
  counts, turnsRed: soon.map((row) => ({ ...lineView(row), redAt: timeOf(row.red_at) })), history: history.map(({ code, light, at, noticed_at, unit, notified }) => ({ code, light, at: timeOf(at), noticedAt: timeOf(noticed_at), unit, notified })),
  supervisions: supervisions.map((each) => ({ code: each.code, unit: each.unit, openedAt: timeOf(each.opened_at), answer: each.answer, answeredAt: timeOf(each.answered_at), dueAt: timeOf(each.due_at), toldAt: timeOf(each.told_at) })), misconduct: misconduct.map((each) => ({ code: each.code, kind: each.kind, facts: each.facts, by: each.made_by, at: timeOf(each.made_at) })), windowShare: share, sittings,
});
