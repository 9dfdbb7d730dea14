import type { Logger } from "pino";
import type { Db } from "../../db/database.js";
import type { Clock, Instant } from "../../kernel/time.js";
import type { Memory } from "../batch.js";
import type { Engine, Told } from "../engine.js";
import type { Commit } from "../store.js";
import { openRoom, type Room } from "./room.js";
import type { Turns } from "./turns.js";
import type { Writer } from "./writer.js";

/** What a floor is made of. `steady` and `wall` are real clocks, in ms; the first is never set. */
export type FloorArgs<Contest, Command, Happening extends Told> = {
  readonly engine: Engine<Contest, Command, Happening>;
  readonly db: Db; readonly exchangeId: string; readonly clock: Clock; readonly steady: () => number; readonly wall: () => number; readonly random: (count: number) => Uint8Array;
  readonly log: Pick<Logger, "warn" | "error">;
};

/** A contest that this process writes, and which bidders are connected here. */
export type Held<Contest, Command> = { readonly writer: Writer<Contest, Command>; readonly people: Map<string, number>; readonly lately: { readonly steady: number; readonly count: number }[] };

/** A contest that another process writes, or nobody any more, as far as its rows were read here. */
export type Followed<Contest> = { readonly memory: Memory<Contest> };

/** What a floor remembers from one look to the next: when it last said that it lives, by both clocks, and how far the two are apart. */
export type Watch = { saidAt: Instant | null; saidSteady: number; apart: number; isOff: boolean; /** By the witnesses; null where nobody can say. */ driftMs: number | null; /** The last commit took so long. */ lagMs: number; sampledSteady: number };

/** What a floor keeps between looks. */
export type State<Contest, Command, Happening extends Told> = FloorArgs<Contest, Command, Happening> & {
  readonly me: string;
  readonly held: Map<string, Held<Contest, Command>>;
  readonly rooms: Map<string, Room>;
  readonly followed: Map<string, Followed<Contest>>;
  readonly commit: (commit: Commit) => Promise<undefined>;
  /** Whose rows are read next. */
  readonly reading: Turns;
  readonly watch: Watch;
  url: string | null;
};

/** The room of a contest, whether or not it is written here. */
export function roomOf<Contest, Command, Happening extends Told>({ rooms, clock, steady }: State<Contest, Command, Happening>, auctionId: string): Room {
  const room = rooms.get(auctionId) ?? openRoom({ clock, steady });
  rooms.set(auctionId, room);
  return room;
}
