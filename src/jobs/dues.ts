import { isOut } from "../bidding/refunds.js";
import { refundLines } from "../bidding/use-cases/refunds.js";
import type { Tx } from "../db/database.js";
import { evaluationOf, type EvaluationRow } from "../judging/queries.js";
import { signedOnOf } from "../judging/use-cases/announce.js";
import { must } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { lineOf } from "../lines/lines.js";
import type { Due } from "../messages/reminders.js";
import { caseOf } from "../objections/use-cases/file.js";
import { objectionsOf } from "../objections/queries.js";
import { lawPeriod, lawSets } from "../procedure/law.js";
import { OPEN_STAGES, type Stage } from "../procedure/procedure.js";
import type { DutyFrom, ReminderRow } from "../procedure/reminders.js";
import { questionsEnd } from "../questions/window.js";
import { parseTerms } from "../signing/terms.js";
import { deadlineOf, lawOf } from "../tenders/facts.js";
import { lotOf } from "../tenders/form.js";
import { termsOf, type LotRow, type Tender } from "../tenders/queries.js";
import type { World } from "../world.js";

type Of = { readonly world: World; readonly tender: Tender; readonly lot: LotRow; readonly now: Instant };
const instantOf = (date: Date): Instant => date.getTime() as Instant;

/** Every deadline of a published tender that somebody is reminded of, as it stands. A lot that is suspended has none: its periods do not run. */
export async function duesOf(tx: Tx, world: World, tender: Tender, now: Instant): Promise<Due[]> {
  if (tender.row.published_at === null) return [];
  const questions = questionsEnd(tender);
  const dues: Due[] = questions === null ? [] : [{ due: "questions", lot: null, at: questions }];
  for (const lot of tender.lots.filter(({ stage }) => stage !== "suspended" && stage !== "archived")) {
    const of = { world, tender, lot, now };
    dues.push(...await whileOpen(tx, of), ...await objectionDues(tx, of), ...await dutyDues(tx, of), ...await refundDues(tx, of));
  }
  return dues;
}

async function whileOpen(tx: Tx, { world, tender, lot }: Of): Promise<Due[]> {
  if (!OPEN_STAGES.has(lot.stage) || tender.parts.some((part) => part.lot === lot.lot && part.state !== "draft" && part.state !== "open")) return [];
  const at = deadlineOf(tender, lot.lot);
  const newest = (await termsOf(tx, world.exchange.id, tender.id, lot.lot)).findLast(({ part }) => tender.parts.some((each) => each.lot === lot.lot && each.part === part));
  const asks = newest !== undefined && newest.version > 1 && must(parseTerms(newest.entry)).accepts.length === 0;
  return [{ due: "lodging", lot: lot.lot, at }, ...(asks ? [{ due: "confirmation", lot: lot.lot, at } as const] : [])];
}

async function objectionDues(tx: Tx, { world, tender, lot, now }: Of): Promise<Due[]> {
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
  const { documents, result } = await caseOf(tx, key, tender, lot, now);
  const waiting = (await objectionsOf(tx, key)).filter(({ replied_at }) => replied_at === null);
  return [
    ...(documents === null || !OPEN_STAGES.has(lot.stage) ? [] : [{ due: "documentObjections", lot: lot.lot, at: documents.closesAt } as const]),
    ...(result === null ? [] : [{ due: "resultObjections", lot: lot.lot, at: result.closesAt } as const]),
    ...waiting.map(({ serial, reply_due }) => ({ due: "reply", lot: lot.lot, at: instantOf(reply_due), about: String(serial) }) as const),
  ];
}

/** The day a duty's days are counted from; null while it has not come. */
const FROM: Readonly<Record<DutyFrom, (evaluation: EvaluationRow) => PlainDate | null>> = {
  reported: ({ report_at: at }) => (at === null ? null : dayOf(instantOf(at))), decided: ({ decided_at: at }) => (at === null ? null : dayOf(instantOf(at))), notified: ({ notified_at: at }) => (at === null ? null : dayOf(instantOf(at))), signed: ({ contract }) => signedOnOf(contract),
};

async function dutyDues(tx: Tx, of: Of): Promise<Due[]> {
  const { world, tender, lot } = of;
  const rows = lineOf(tender.row.line).reminders.filter(({ duty }) => duty?.while.includes(lot.stage as Stage) === true);
  const evaluation = rows.length === 0 ? null : await evaluationOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot });
  return evaluation === null ? [] : rows.flatMap((row) => dutyDue(of, row, evaluation));
}

function dutyDue({ tender, lot, now }: Of, { due, duty }: ReminderRow, evaluation: EvaluationRow): Due[] {
  const from = duty === undefined ? null : FROM[duty.from](evaluation);
  const lawful = lawOf(tender, now);
  if (duty === undefined || from === null || !lawSets(lawful, duty.number)) return [];
  return [{ due, lot: lot.lot, at: lawPeriod(lawful, duty.number, from).endsAt, ...(due === "contract" && evaluation.winner !== null ? { firm: evaluation.winner } : {}) }];
}

/** The first day on which a guarantee of the lot is to have gone back. */
async function refundDues(tx: Tx, of: Of): Promise<Due[]> {
  if (OPEN_STAGES.has(of.lot.stage) || lotOf(of.tender.form, of.lot.lot).deposit === null) return [];
  const owed = (await refundLines(tx, of)).flatMap(({ guarantee, duty }) => (duty === null || !isOut(guarantee) ? [] : [duty.period.endsAt]));
  return owed.length === 0 ? [] : [{ due: "refund", lot: of.lot.lot, at: Math.min(...owed) as Instant }];
}
