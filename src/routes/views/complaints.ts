import { nameOfActor } from "../../identity/queries.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { CLOCK_NAMES, type Clock } from "../../complaints/clocks.js";
import { kindOf } from "../../complaints/kinds.js";
import { INSIDE, OUTCOMES, STATES, STEPS } from "../../complaints/life.js";
import { maskedName } from "../../complaints/mask.js";
import { handlersOf, stepsOf, type ComplaintRow, type StepRow } from "../../complaints/queries.js";
import { clocksNow } from "../../complaints/use-cases/held.js";
import { proposalHash } from "../../complaints/use-cases/investigate.js";
import type { World } from "../../world.js";

const moment = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

/** A clock as data: its rule, from when, until when, when it was met, its light. */
export const clockView = ({ name, rule, period, metAt, light }: Clock) => ({ clock: name, zh: CLOCK_NAMES[name].zh, en: CLOCK_NAMES[name].en, rule, from: period.from, until: period.rolledDate, endsAt: rfc3339(period.endsAt), metAt: metAt === null ? null : rfc3339(metAt), light });

/** What every reader of a complaint may see of it: never what it says or whose it is. */
export const headView = (row: ComplaintRow, now: Instant) => ({
  complaint: row.complaint_no, kind: row.kind, kindZh: kindOf(row.kind).zh, kindEn: kindOf(row.kind).en, askedKind: row.asked_kind, state: row.state, stateZh: STATES[row.state].zh, stateEn: STATES[row.state].en, version: row.version, desk: row.desk,
  filedAt: moment(row.filed_at), receivedAt: moment(row.received_at), acceptedAt: moment(row.accepted_at), decidedAt: moment(row.decided_at), servedAt: moment(row.served_at), clocks: clocksNow(row, now).map(clockView),
});

/** A step as its complainant reads it: no office, no note of the desk, no light. */
const saidView = ({ step, state, said, made_at }: StepRow) => ({ step, zh: STEPS[step].zh, en: STEPS[step].en, state, said, at: moment(made_at) });

/** A complaint for whoever holds its code. */
export const trackedView = (row: ComplaintRow, steps: readonly StepRow[], now: Instant) => ({
  ...headView(row, now), subject: row.subject, points: row.points, elsewhere: kindOf(row.kind).elsewhere, remedies: kindOf(row.kind).remedies, outcome: row.outcome === null ? null : { outcome: row.outcome, ...OUTCOMES[row.outcome] }, steps: steps.filter(({ step }) => !INSIDE.has(step)).map(saidView),
});

/** A complaint in a list of its desk. */
export const lineView = (row: ComplaintRow, now: Instant) => ({ ...headView(row, now), subject: row.subject, unit: row.unit_code, tender: row.tender_id, lot: row.lot, anonymous: row.is_anonymous });

/** A complaint for an officer of its desk: all but who complains. */
export async function officerView(world: World, row: ComplaintRow, now: Instant) {
  const { db, exchange } = world;
  const [handlers, steps] = [await handlersOf(db, exchange.id, row.complaint_no), await stepsOf(db, exchange.id, row.complaint_no)];
  return {
    ...lineView(row, now), content: row.content, wanted: row.wanted, points: row.points, person: row.person, reference: row.reference, complex: row.is_complex, pauses: row.pauses,
    handlers: await Promise.all(handlers.map(async ({ actorId, workedUntil, joinedAt }) => ({ actor: actorId, name: await nameOfActor(db, exchange.id, actorId), workedUntil, joinedAt: moment(joinedAt) }))),
    proposal: row.proposal === null ? null : { ...row.proposal, sha256: proposalHash(row) }, decision: row.decision,
    steps: steps.map((each) => ({ ...saidView(each), note: each.note, facts: each.facts, by: each.made_by })),
  };
}

/** A copy as the organisation complained of reads it: points and facts, and nothing of whose they are. */
export const copyView = (row: ComplaintRow, now: Instant) => ({
  complaint: row.complaint_no, kind: row.kind, state: row.state, tender: row.tender_id, lot: row.lot, content: row.content, wanted: row.wanted, points: row.points, copiedAt: moment(row.copied_at), statedAt: moment(row.stated_at),
  clocks: clocksNow(row, now).filter(({ name }) => name === "statement").map(clockView),
});

/** A published decision in a list; its text is the sealed paper's, in which people are masked. */
export const decisionView = (row: ComplaintRow) => ({ complaint: row.complaint_no, kind: row.kind, kindZh: kindOf(row.kind).zh, kindEn: kindOf(row.kind).en, outcome: row.outcome, respondent: maskedName(row.person), unit: row.unit_code, tender: row.tender_id, lot: row.lot, filedAt: moment(row.filed_at), decidedAt: moment(row.decided_at), publishedAt: moment(row.served_at) });
