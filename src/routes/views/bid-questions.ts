import type { Actor } from "../../identity/actor.js";
import type { AskedBidder, BidQuestion } from "../../judging/bid-questions.js";
import { askedOf } from "../../judging/queries.js";
import type { Place } from "../../judging/use-cases/panel.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339 } from "../../kernel/time.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** A question as its bidder and the committee see it: nothing in it names a member. */
export type ShownQuestion = Pick<BidQuestion, "serial" | "bidder" | "kind" | "question" | "askedAt" | "until"> & { /** SHA-256 of the question's file. */ readonly sha256: string; readonly answer: string | null; readonly answeredAt: string | null };

export const shownQuestion = ({ question: { serial, bidder, kind, question, askedAt, until }, sha256, answer }: AskedBidder): ShownQuestion =>
  ({ serial, bidder, kind, question, askedAt, until, sha256, answer: answer?.answer ?? null, answeredAt: answer === null ? null : rfc3339(answer.answeredAt) });

/** What the committee of a lot asked this actor's firm; of other firms nothing, not even whether they were asked. */
export const questionsTo = async (world: World, actor: Actor, { tenderId, lot }: Place): Promise<ShownQuestion[]> =>
  (await askedOf(world.db, { exchangeId: world.exchange.id, tenderId, lot })).filter(({ question }) => question.bidder === actor.organisation?.uscc).map(shownQuestion);

/** The same as an answer of the API; a draft is nobody's but its own people's. */
export async function ownQuestions(world: World, actor: Actor, place: Place): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, place.tenderId);
  if (tender?.row.published_at == null || !tender.lots.some(({ lot }) => lot === place.lot)) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  return ok({ body: { clarifications: await questionsTo(world, actor, place) } });
}
