import type { Db, Tx } from "../../db/database.js";
import { acceptancesOf } from "../../judging/queries.js";
import type { Fen } from "../../kernel/money.js";
import type { PlainDate } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { movesOf, tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { ContractStanding } from "../payment.js";
import { dayIn, outsideAcceptances, payeeOf, takenOf, type ContractRow } from "../queries.js";

/** What was accepted of a contract: at its lot where it is one of the exchange, else by what the unit recorded. */
export type Accepted = { readonly serial: number; readonly on: PlainDate; readonly parts: string; readonly fen: Fen; readonly sha256: string };

export async function acceptedOf(db: Db | Tx, { exchange }: Pick<World, "exchange">, { contract, tender_id, lot }: ContractRow): Promise<Accepted[]> {
  if (tender_id !== null && lot !== null) return acceptancesOf(db, { exchangeId: exchange.id, tenderId: tender_id, lot });
  return (await outsideAcceptances(db, exchange.id, contract)).map(({ serial, accepted_on, parts, amount_fen, sha256 }) => ({ serial, on: dayIn(accepted_on), parts, fen: BigInt(amount_fen), sha256 }));
}

/** Whether a contract's line announces contracts, and whether this one was: by the moves its lot made (GP-41). */
export async function announcedOf(db: Db | Tx, { exchange }: Pick<World, "exchange">, { tender_id, lot }: Pick<ContractRow, "tender_id" | "lot">): Promise<Pick<ContractStanding, "mustAnnounce" | "isAnnounced">> {
  const tender = tender_id === null ? null : await tenderById(db, exchange.id, tender_id);
  if (tender === null) return { mustAnnounce: false, isAnnounced: false };
  const announcing = lineOf(tender.row.line).moves.filter(({ issues }) => issues.includes("contract-notice")).map(({ name }) => name);
  const made = await movesOf(db, exchange.id, tender.id);
  return { mustAnnounce: announcing.length > 0, isAnnounced: made.some((move) => move.lot === lot && announcing.includes(move.name)) };
}

/** A contract as it stands for one request: what the others take, what is accepted, its account. */
export async function contractStanding(db: Db | Tx, world: Pick<World, "exchange">, contract: ContractRow, but: string): Promise<ContractStanding> {
  const accepted = (await acceptedOf(db, world, contract)).reduce((sum, { fen }) => sum + fen, 0n);
  return {
    payee: await payeeOf(db, world.exchange.id, contract.contract), price: BigInt(contract.price_fen), accepted, taken: await takenOf(db, world.exchange.id, contract.contract, but), ...await announcedOf(db, world, contract),
  };
}
