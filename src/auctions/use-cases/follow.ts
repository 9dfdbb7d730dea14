import { freshMemory, type Memory } from "../batch.js";
import type { Told } from "../engine.js";
import { auctionById } from "../queries.js";
import { caughtUp, shownOf } from "./held.js";
import { roomOf, type Followed, type State } from "./state.js";

/** Contests that are followed at once; the one that was read longest ago is read anew when it is asked for. */
const FOLLOWED_MAX = 200;

/** Reads what was committed since the last look, and tells the room. */
export async function follow<Contest, Command, Happening extends Told>(state: State<Contest, Command, Happening>, auctionId: string): Promise<Followed<Contest> | null> {
  const before = state.followed.get(auctionId)?.memory ?? (await fromTerms(state, auctionId));
  if (before === null) return null;
  const { memory, rows } = await caughtUp(state, auctionId, before);
  remember(state.followed, auctionId, { memory });
  const room = roomOf(state, auctionId);
  const isFirst = room.shown() === null;
  if (isFirst || rows.length > 0) room.kept(isFirst ? [] : rows, shownOf(state, memory));
  return { memory };
}

async function fromTerms<Contest, Command, Happening extends Told>({ db, exchangeId, engine }: State<Contest, Command, Happening>, auctionId: string): Promise<Memory<Contest> | null> {
  const row = await auctionById(db, { exchangeId, auctionId });
  return row === null ? null : freshMemory(engine, row.terms);
}

function remember<Contest>(followed: Map<string, Followed<Contest>>, auctionId: string, found: Followed<Contest>): void {
  followed.delete(auctionId);
  followed.set(auctionId, found);
  const [oldest] = followed.keys();
  if (oldest !== undefined && followed.size > FOLLOWED_MAX) followed.delete(oldest);
}
