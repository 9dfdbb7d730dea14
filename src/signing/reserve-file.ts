import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";
import { moneyJson, parseMoney, type Fen, type MoneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { faultIn, literal, origin, safeName, sha256Hex, type Check, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy } from "./statement.js";
import type { Place } from "./terms.js";

export type LotPlace = Omit<Place, "part">;

/** The reserve estimate (标底) of a lot, as the tenderer's own machine writes it. Before the opening nobody else has it; everybody has its hash. */
export type ReserveFile = { readonly v: "reserve-estimate/1" } & LotPlace & { readonly amount: MoneyJson; /** Hex; without it the hash would tell the amount to whoever tries them all. */ readonly salt: string };

export const RESERVE_SALT_BYTES = 32;
/** No honest file is half as long. */
export const RESERVE_FILE_BYTES_MAX = 1_024;

const moreThanNothing: Check = (value) => {
  const fen = parseMoney(value);
  return fen.ok && fen.value > 0n;
};
const SHAPE: Shape = { v: literal("reserve-estimate/1"), exchange: origin, tender: safeName, lot: safeName, amount: moreThanNothing, salt: sha256Hex };

/** The canonical bytes of a reserve estimate: what is kept, and what is hashed. @param salt RESERVE_SALT_BYTES of them */
export const makeReserveFile = ({ exchange, tender, lot }: LotPlace, amount: Fen, salt: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf({ v: "reserve-estimate/1", exchange, tender, lot, amount: moneyJson(amount), salt: hex(salt) } satisfies ReserveFile);

/** What fixes a file before anybody sees it: its SHA-256, so that `openssl dgst -sha256` gives the same. */
export const commitmentOf = (file: Uint8Array): string => hex(sha256(file));

/** Reads a file that is to be of this very lot: canonical, exactly its keys, an amount above nothing. */
export function readReserveFile(file: Uint8Array, place: LotPlace): Result<Fen> {
  if (file.length > RESERVE_FILE_BYTES_MAX) return refuse("too-large", { size: file.length, max: RESERVE_FILE_BYTES_MAX });
  const json = canonicalOrWhy(file);
  if (typeof json === "string") return refuse("reserve-file-malformed", { where: json });
  const where = faultIn(json.value, SHAPE);
  if (where !== null) return refuse("reserve-file-malformed", { where });
  const { exchange, tender, lot, amount } = json.value as unknown as ReserveFile;
  const isHere = exchange === place.exchange && tender === place.tender && lot === place.lot;
  return isHere ? parseMoney(amount) : refuse("reserve-file-elsewhere", { exchange, tender, lot });
}

/** The same where the file must be the one that was committed to. */
export function openReserveFile(file: Uint8Array, place: LotPlace, commitment: string): Result<Fen> {
  const read = readReserveFile(file, place);
  if (!read.ok) return read;
  const given = commitmentOf(file);
  return given === commitment ? ok(read.value) : refuse("reserve-file-differs", { given, committed: commitment });
}
