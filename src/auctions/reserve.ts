import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";
import { moneyJson, parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { faultIn, literal, origin, safeName, sha256Hex, text, type Check, type Shape } from "../signing/shapes.js";
import { bytesOf, canonicalOrWhy } from "../signing/statement.js";
import type { Contest } from "./contest-state.js";

/**
 * The reserve (底价) of an auction as it is fixed before the end, by a recorded decision (39号令 10): an amount or that there is none. Until the
 * last offer nobody but who decided has it; everybody has its hash.
 */
export type ReserveFile = {
  readonly v: "auction-reserve/1";
  readonly exchange: string;
  readonly auction: string;
  readonly reserve: MoneyJson | null;
  /** The collective decision: its number or date, as its keeper names it. */
  readonly decision: string;
  /** Hex; without it the hash would tell the amount to whoever tries them all. */
  readonly salt: string;
};

const DECISION_CHARACTERS_MAX = 200;

const moreThanNothing: Check = (value) => {
  const fen = parseMoney(value);
  return fen.ok && fen.value > 0n;
};
const decisionText: Check = (value) => text(DECISION_CHARACTERS_MAX)(value) && value !== "";
const SHAPE: Shape = { v: literal("auction-reserve/1"), exchange: origin, auction: safeName, reserve: (value) => value === null || moreThanNothing(value), decision: decisionText, salt: sha256Hex };

type Place = { readonly exchange: string; readonly auction: string };

/** The canonical bytes of a reserve: what its keeper keeps, and what is hashed. @param salt 32 bytes */
export const makeAuctionReserve = ({ exchange, auction }: Place, reserve: Fen | null, decision: string, salt: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf({ v: "auction-reserve/1", exchange, auction, reserve: reserve === null ? null : moneyJson(reserve), decision, salt: hex(salt) } satisfies ReserveFile);

/** What fixes a reserve before anybody sees it: its SHA-256, so that `sha256sum` gives the same. */
export const reserveCommitment = (file: Uint8Array): string => hex(sha256(file));

/** Reads a reserve that must be of this auction: canonical, exactly its keys. */
export function readAuctionReserve(file: Uint8Array, place: Place): Result<ReserveFile> {
  const json = canonicalOrWhy(file);
  if (typeof json === "string") return refuse("auction-reserve-malformed", { where: json });
  const where = faultIn(json.value, SHAPE);
  if (where !== null) return refuse("auction-reserve-malformed", { where });
  const read = json.value as unknown as ReserveFile;
  return read.exchange === place.exchange && read.auction === place.auction ? ok(read) : refuse("auction-reserve-malformed", { where: "auction" });
}

/** How the last price stands to the reserve. `mismatch`: what was shown is not what was fixed, and nothing is confirmed. */
export type Reached = "none" | "reached" | "not-reached" | "mismatch";

/** Compares after the last offer. Null: it is not over, or the fixed reserve has not been shown yet. @param file what its keeper showed; null: nothing */
export function reserveReached({ terms, ended, reserve }: Pick<Contest, "terms" | "ended" | "reserve">, file: Uint8Array | null): Reached | null {
  if (ended === null) return null;
  if (reserve === null) return "none";
  if (file === null) return null;
  const read = readAuctionReserve(file, terms);
  if (!read.ok || reserveCommitment(file) !== reserve) return "mismatch";
  if (read.value.reserve === null) return "none";
  const least = parseMoney(read.value.reserve);
  return least.ok && ended.standing !== null && ended.standing.amount >= least.value ? "reached" : "not-reached";
}
