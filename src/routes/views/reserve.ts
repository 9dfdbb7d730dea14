import { base64 } from "../../kernel/bytes.js";
import { moneyJson } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { reserveOf, type ReserveRow } from "../../opening/queries.js";
import { reserveState } from "../../opening/reserve.js";
import { revealedAmount, type LotPlace } from "../../opening/use-cases/reserve.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** The reserve estimate of a lot as everybody may see it: before the opening that there is one, afterwards the whole file. */
export async function reserveView(world: World, { tenderId, lot }: LotPlace): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot)) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const reserve = await reserveOf(world.db, { exchangeId: world.exchange.id, tenderId, lot });
  const committed = reserve === null ? { commitment: null } : { commitment: reserve.commitment, index: reserve.idx, committedAt: rfc3339(reserve.committed_at.getTime() as Instant) };
  return ok({ body: { state: reserveState(tender, lot, reserve), exchange: world.exchange.origin, ...committed, ...(reserve === null ? {} : endOf(world, reserve)) } });
}

function endOf(world: World, reserve: ReserveRow): object {
  const { end } = reserve;
  if (end === null) return {};
  const amount = revealedAmount(world, reserve);
  const at = rfc3339(end.ended_at.getTime() as Instant);
  return amount === null || end.file === null ? { reason: end.lost_reason, lostAt: at, endIndex: end.idx } : { amount: moneyJson(amount), file: base64(end.file), revealedAt: at, endIndex: end.idx };
}
