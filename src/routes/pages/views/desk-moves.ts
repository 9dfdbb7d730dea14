import { evaluationOf } from "../../../judging/queries.js";
import { readCandidates } from "../../../judging/candidates.js";
import { awardFacts, publicityFacts } from "../../../judging/use-cases/award.js";
import { resultObjections } from "../../../objections/queries.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { dayOf, type Instant } from "../../../kernel/time.js";
import { lineOf } from "../../../lines/lines.js";
import { movesFor, type OpenMove } from "../../../procedure/advance.js";
import type { LotFacts } from "../../../procedure/facts.js";
import { roleOf } from "../../../procedure/procedure.js";
import { lawPeriod, lawSets } from "../../../procedure/law.js";
import { lotFacts, noticeFacts, lawOf } from "../../../tenders/facts.js";
import { admissionsOf } from "../../../tenders/queries/admissions.js";
import { awaitsCall } from "../../../tenders/schedule.js";
import { standingOf } from "../../../tenders/use-cases/move.js";
import { openerKeysOf, type LotRow, type Tender } from "../../../tenders/queries.js";
import type { Actor } from "../../../identity/actor.js";
import type { World } from "../../../world.js";

type Asking = { readonly world: World; readonly tender: Tender; readonly actor: Actor; readonly now: Instant };

/** Why a move cannot be made now, and what it would be warned of. */
export type MoveAnswer = Pick<OpenMove, "refusal" | "warnings">;

/** The moves of a lot that are open to this person: the answers `advance` would give. */
export async function openMoves({ world, tender, actor, now }: Asking, lot: LotRow): Promise<ReadonlyMap<string, MoveAnswer>> {
  const role = roleOf(actor.role);
  if (role === null) return new Map();
  const facts = lotFacts(tender, lot.lot, now, actor.id, await moreFacts({ world, tender, actor, now }, lot));
  const moves = movesFor(lineOf(tender.row.line), standingOf(lot), role, facts);
  return new Map(moves.map((open) => [open.move.name, { refusal: reasonOf(open), warnings: open.warnings.filter(({ code }) => !ABOUT_FORM.has(code)) }]));
}

/** A form that is still to be filled is no reason against its button: the button is the form. */
const reasonOf = ({ refusal }: OpenMove): Refusal | null => (refusal !== null && ABOUT_FORM.has(refusal.code) ? null : refusal);
const ABOUT_FORM: ReadonlySet<Refusal["code"]> = new Set(["form-missing", "reason-empty"]);

async function moreFacts({ world, tender, now }: Asking, lot: LotRow): Promise<Partial<LotFacts>> {
  const exchangeId = world.exchange.id;
  const invited = (await admissionsOf(world.db, exchangeId, tender.id)).filter((each) => each.lot === lot.lot).length;
  const notice = awaitsCall(tender.lots) ? { notice: noticeFacts(tender, lot.lot, await openerKeysOf(world.db, exchangeId, tender.id), now), invited } : {};
  const evaluation = await evaluationOf(world.db, { exchangeId, tenderId: tender.id, lot: lot.lot });
  if (evaluation?.report_at == null) return notice;
  const candidates = readCandidates(evaluation.candidates);
  const lawful = lawOf(tender, now);
  const held = { evaluation, candidates, objections: await resultObjections(world.db, { exchangeId, tenderId: tender.id, lot: lot.lot }), lawful };
  const winner = candidates.find(({ bidder }) => bidder === evaluation.winner);
  return {
    ...notice, ...(lawSets(lawful, "publicityDays") ? { publicity: evaluation.publicity_from === null ? publicityFacts(held, { startsAt: now, endsAt: lawPeriod(lawful, "publicityDays", dayOf(now)).endsAt }) : publicityFacts(held) } : {}),
    // One letter a bidder is made in the act itself, so none is missing before it.
    award: awardFacts(held, winner?.rank ?? 1, (evaluation.decided_at?.getTime() ?? now) as Instant),
  };
}
