import type { Db, Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Fen } from "../../kernel/money.js";
import type { Instant } from "../../kernel/time.js";
import { freshMemory, type Memory } from "../batch.js";
import type { Contest } from "../contest-state.js";
import { CONTEST } from "./contest-engine.js";
import { outcomeOf as decided } from "../outcome.js";
import { auctionById, biddersOf, revealsOf } from "../queries.js";
import type { Reached } from "../reserve.js";
import { caughtUp } from "./held.js";

/** How an auction ended. `waits`: the reserve that was fixed is not opened yet; `stopped`: what was opened is another one. */
export type Outcome = { readonly how: "deal" | "no-deal" | "stopped" | "waits"; readonly paddle: string | null; readonly firm: string | null; readonly amount: Fen | null; readonly endedAt: Instant; readonly reserve: Reached | null };

/** What became of an auction, by its rows alone; null while it runs. */
export async function outcomeOf(db: Db | Tx, exchangeId: string, auction: string): Promise<Outcome | null> {
  const ended = await endedBy(db, exchangeId, auction);
  return ended === null ? null : said(ended.memory.contest, await biddersOf(db, { exchangeId, auctionId: auction }), ended.shown);
}

/** The result of an auction that is over, as its record says it: what follows from the happenings up to the last, and from the reserve that was shown. */
export async function resultOf(db: Db | Tx, { id: exchangeId, origin: exchange }: { readonly id: string; readonly origin: string }, auction: string): Promise<Json> {
  const ended = await endedBy(db, exchangeId, auction);
  if (ended === null) throw new RangeError(`${auction} is not over`);
  const { memory, shown } = ended;
  const outcome = decided(memory.contest, shown);
  if (outcome === null) throw new RangeError(`the reserve of ${auction} is not shown`);
  return { v: "auction-result/1", exchange, auction, seq: memory.seq, head: hex(memory.head), ...outcome };
}

/** An auction that is over, folded from its rows, with what was shown as its reserve; null while it runs. */
async function endedBy(db: Db | Tx, exchangeId: string, auction: string): Promise<{ readonly memory: Memory<Contest>; readonly shown: Uint8Array | null } | null> {
  const key = { exchangeId, auctionId: auction };
  const row = await auctionById(db, key);
  if (row?.ended_at == null) return null;
  const { memory } = await caughtUp({ db, exchangeId, engine: CONTEST }, auction, freshMemory(CONTEST, row.terms));
  return { memory, shown: shownOf(await revealsOf(db, key)) };
}

/** Of what was shown as the reserve what counts: the one that was fixed, else what came last. */
const shownOf = (reveals: readonly { readonly matches: boolean; readonly file: Uint8Array }[]): Uint8Array | null => (reveals.find(({ matches }) => matches) ?? reveals.at(-1))?.file ?? null;

function said(contest: Contest, bidders: readonly { readonly paddle: string; readonly firm: string }[], file: Uint8Array | null): Outcome | null {
  if (contest.ended === null) return null;
  const { at: endedAt, standing } = contest.ended;
  const outcome = decided(contest, file);
  const verdict = { how: outcome?.how ?? "waits", endedAt, reserve: outcome?.reserve ?? null } as const;
  if (standing === null) return { ...verdict, paddle: null, firm: null, amount: null };
  return { ...verdict, paddle: standing.paddle, firm: bidders.find(({ paddle }) => paddle === standing.paddle)?.firm ?? null, amount: standing.amount };
}
