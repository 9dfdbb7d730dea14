import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import type { SaleFacts } from "../../procedure/sale-facts.js";
import type { SaleLawful } from "../../procedure/sale-law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { isConfirmed, type Aside, type Deal, type DealStep, type Party } from "../deal.js";
import { lawfulOn, saleFacts } from "../facts.js";
import { readSale, type SaleForm } from "../form.js";
import { historyOf, outcomeOfLot, saleById, type Sale } from "../queries.js";
import { dealOfLot, dealRows } from "../queries/deals.js";
import { insertDealAct, lockSale } from "../store.js";
import { lotOfSale } from "./hold.js";

/** A lot of a sale. `round`: of a deal before the last; left out, the last round counts. */
export type Place = { readonly saleId: string; readonly lot: string; readonly round?: number | undefined };

/** A lot that was dealt, as the round in which it was was published; and the numbers of the law on that day. `isFormer`: it was announced anew since, and what is open of this deal are its deposits alone. */
export type DealtLot = { readonly sale: Sale; readonly lot: Sale["lots"][number]; readonly round: number; readonly isFormer: boolean; readonly form: SaleForm; readonly lawful: SaleLawful; readonly deal: Deal };

/** Reads a lot that was dealt; null where none was. */
export async function dealtLot(tx: Tx | World["db"], exchangeId: string, { saleId, lot: code, round }: Place): Promise<DealtLot | null> {
  const sale = await saleById(tx, exchangeId, saleId);
  const [lot, its] = [sale?.lots.find((each) => each.lot === code), sale?.rounds.find((each) => each.round === (round ?? sale.rounds.length))];
  const deal = sale === null ? null : await dealOfLot(tx, exchangeId, sale, code, round);
  if (sale === null || lot === undefined || its === undefined || deal === null) return null;
  const form = readSale(its.form);
  return { sale, lot, round: its.round, isFormer: its.round < sale.rounds.length, form, lawful: lawfulOn(sale.row.line, form.profile, dayOf(its.published_at.getTime() as Instant)), deal };
}

/** Whether a lot was dealt with one transferee alone, without a contest. */
export const isSingle = ({ sale, lot }: Pick<DealtLot, "sale" | "lot">): boolean => outcomeOfLot(sale, lot.lot)?.auction_id === null;

/** As which of the two parties somebody acts in a deal; null where as neither. */
export function partyOf({ role, organisation }: Pick<Actor, "role" | "organisation">, { sale, deal }: Pick<DealtLot, "sale" | "deal">): Party | null {
  if (role === "tenderer") return organisation?.uscc === sale.row.seller_uscc ? "seller" : null;
  return role === "bidder" && organisation?.uscc === deal.firm ? "winner" : null;
}

/** A deal under its sale's lock, for one of its two parties; to everybody else there is none. */
export async function heldDeal(tx: Tx, world: World, actor: Actor, action: Action, place: Place): Promise<Result<DealtLot & { readonly party: Party }>> {
  const locked = await lockSale(tx, world.exchange.id, place.saleId);
  const may = can(actor, action, locked === undefined ? {} : { tenderer: locked.seller_uscc });
  if (!may.ok) return may;
  const held = await dealtLot(tx, world.exchange.id, place);
  const party = held === null ? null : partyOf(actor, held);
  return held === null || party === null ? refuse("not-found", { what: `${place.saleId}/${place.lot}` }) : ok({ ...held, party });
}

/** What guards look at once a lot was dealt: by the law of the day its notice came out. */
export function dealFacts({ sale, lot, form, lawful, deal }: DealtLot, at: Instant, actor: string | null): SaleFacts {
  const { signatures, endedOn, published, contract, paid, price } = deal;
  const facts = saleFacts({ line: sale.row.line, form, lot: lotOfSale(form, lot.lot), preparedBy: deal.prepared?.by ?? sale.row.drafted_by }, historyOf(sale), { at, actor });
  return { ...facts, ...lawful, endedOn, signatures: { seller: signatures.seller !== null, winner: signatures.winner !== null }, ...(published === null ? {} : { publicSince: published.at }), ...(contract === null ? {} : { paid: { fen: paid, price } }) };
}

const SALT_BYTES = 16;

/** By whom and when; `once`: what can be so once alone; `aside`: what stands in no file. */
export type Kept = { readonly by: string; readonly at: Instant; readonly once?: string; readonly aside?: Aside };

/** Keeps an act of a deal: a salted file that tells nothing by its hash, which goes into the log. The sale is held. */
export async function keepAct(tx: Tx, world: World, { sale, lot, round }: Pick<DealtLot, "sale" | "lot" | "round">, act: DealStep, { by, at, once, aside }: Kept): Promise<{ readonly serial: number; readonly sha256: string }> {
  const key = { saleId: sale.id, lot: lot.lot, round };
  const serial = (await dealRows(tx, { exchangeId: world.exchange.id, ...key })).length + 1;
  const place = { sale: key.saleId, lot: key.lot, round: key.round, serial };
  const file = canonical({ v: "sale-deal/1", exchange: world.exchange.origin, ...place, at: rfc3339(at), salt: hex(world.random(SALT_BYTES)), ...act });
  const sha256 = sha256Hex(file);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "sale.deal", ...place, sha256 });
  await insertDealAct(tx, {
    exchange_id: world.exchange.id, sale_id: key.saleId, lot: key.lot, round: key.round, serial, step: act.step, once: once ?? String(serial), file, sha256, aside: aside ?? null, outbox_id: outboxId, made_by: by, made_at: new Date(at),
  });
  return { serial, sha256 };
}

/** Refuses what needs both signatures. */
export const confirmed = ({ deal }: Pick<DealtLot, "deal">): Result<true> => {
  if (isConfirmed(deal)) return ok(true as const);
  const seller = deal.signatures.seller !== null;
  return refuse("confirmation-unsigned", { party: seller ? "竞得人（受让方）" : "出让人（转让方）", partyEn: seller ? "the winner" : "the seller" });
};
