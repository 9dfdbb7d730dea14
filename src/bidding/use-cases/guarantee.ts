import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { holdStanding } from "../../identity/use-cases/offices.js";
import { hex } from "../../kernel/bytes.js";
import { yuan, type Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, plusDays, type Instant, type PlainDate } from "../../kernel/time.js";
import { moneyFen } from "../../tenders/amounts.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { guaranteedFirms } from "../queries/guarantees.js";
import { BY_ISSUER, THROUGH_BANK } from "../refunds.js";
import { insertEnd, insertGuarantee } from "../store.js";

type Guarantee = { readonly tenderId: string; readonly lot: string; readonly bidder: string; readonly kind: "letter" | "transfer" | "insurance"; readonly amount: Fen; readonly validUntil: PlainDate };
const REFERENCE_BYTES = 8;
const newReference = (world: World): string => `BH-${hex(world.random(REFERENCE_BYTES)).toUpperCase()}`;

/** The first day on which a guarantee may end: the last of the bids' validity. Law: 招标投标法实施条例 26; 政府采购货物和服务招标投标管理办法 23. */
export const guaranteeUntil = (tender: Tender, lot: string): PlainDate => plusDays(dayOf(deadlineOf(tender, lot)), tender.form.validityDays);

/**
 * The cashier records that a firm's guarantee is there; until the deadline nobody else sees it. It must be enough and last as
 * long as the bids. Law: 条例 26.
 */
export const enterGuarantee = (world: World, actor: Actor, given: Guarantee, at: Instant): Promise<Result<{ reference: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "guarantee.enter");
    if (!may.ok) return may;
    const tender = await tenderById(tx, world.exchange.id, given.tenderId);
    if (tender?.lots.some(({ lot }) => lot === given.lot) !== true) return refuse("not-found", { what: `${given.tenderId}/${given.lot}` });
    const standing = await holdStanding(tx, world.exchange.id, [given.bidder]);
    if (!standing.ok) return standing;
    const wanted = moneyFen(lotOf(tender.form, given.lot).deposit);
    if (wanted === null) return refuse("guarantee-not-required", { lot: given.lot });
    if (given.amount < wanted) return refuse("guarantee-too-small", { given: yuan(given.amount), wanted: yuan(wanted) });
    const until = guaranteeUntil(tender, given.lot);
    if (given.validUntil < until) return refuse("guarantee-too-short", { given: given.validUntil, wanted: until });
    const reference = newReference(world);
    const made = await insertGuarantee(tx, {
      exchange_id: world.exchange.id, reference, tender_id: given.tenderId, lot: given.lot, bidder: given.bidder, kind: given.kind, amount_fen: given.amount.toString(),
      valid_until: given.validUntil, entered_by: actor.id, entered_at: new Date(at),
    });
    return made ? ok({ reference }) : refuse("guarantee-exists");
  });

/** The guarantee of a firm whose deposit the bank has told of; its terms are held to the documents before. @returns false where a deposit of the firm stands for the lot already */
export const recordTransfer = (tx: Tx, world: World, { tenderId, lot, bidder, amount, validUntil, bank, transaction }: Omit<Guarantee, "kind"> & OfCredit, at: Instant): Promise<boolean> =>
  insertGuarantee(tx, { exchange_id: world.exchange.id, reference: newReference(world), tender_id: tenderId, lot, bidder, kind: "transfer", amount_fen: amount.toString(), valid_until: validUntil, entered_by: THROUGH_BANK, entered_at: new Date(at), bank, transaction });

/** The guarantee that an issuer's signed letter gives; its terms are held to the documents before. @returns its reference, null where a letter of the firm stands for the lot already */
export async function recordLetter(tx: Tx, world: World, { tenderId, lot, bidder, kind, amount, validUntil }: Guarantee, at: Instant): Promise<string | null> {
  const reference = newReference(world);
  const made = await insertGuarantee(tx, { exchange_id: world.exchange.id, reference, tender_id: tenderId, lot, bidder, kind, amount_fen: amount.toString(), valid_until: validUntil, entered_by: BY_ISSUER, entered_at: new Date(at) });
  return made ? reference : null;
}

type OfCredit = { readonly bank: string; readonly transaction: string };

/**
 * A bank took back the credit that stood as a guarantee: it ends, and its firm is told. Before the deadline the firm pays again; after it the bid stands without
 * a guarantee, which whoever ran the opening and judges the bids learns too. Law: 条例 26, 51(6); 87号令 63(1).
 */
export async function endReversed(tx: Tx, world: World, { reference, tender_id: tenderId, lot, bidder }: Row<"guarantees">, at: Instant): Promise<void> {
  if (await insertEnd(tx, { exchange_id: world.exchange.id, reference, cause: "reversed", ended_at: new Date(at) }) !== "reversed") return;
  const tender = await tenderById(tx, world.exchange.id, tenderId);
  const isOpen = tender !== null && at < deadlineOf(tender, lot);
  await tell(tx, world, { kind: isOpen ? "guarantee-wanted" : "guarantee-gone", to: [audience.firm(bidder), ...(isOpen || tender === null ? [] : [audience.tenderer(tender.project.tenderer_uscc), audience.committee(tenderId, lot, "bid")])], tender: tenderId, lot }, at);
}

/** The firms with a guarantee for a lot that stands; null where its documents ask none. */
export async function guaranteedIn(db: Db | Tx, world: World, tender: Tender, lot: string): Promise<ReadonlySet<string> | null> {
  const asked = moneyFen(lotOf(tender.form, lot).deposit);
  return asked === null || asked === 0n ? null : guaranteedFirms(db, { exchangeId: world.exchange.id, tenderId: tender.id, lot });
}
