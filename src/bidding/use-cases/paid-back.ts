import type { Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Fen } from "../../kernel/money.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { cameBack, guaranteeByReference } from "../queries/guarantees.js";
import { THROUGH_BANK } from "../refunds.js";
import { insertRefund, insertReturn } from "../store.js";
import { chargeOf, guaranteeBehind } from "./refunds.js";

type PaidBack = { readonly reference: string; readonly attempt: number; readonly paidOn: PlainDate };
/** Why a refund that came back is late: the account it came from takes nothing any more. */
const OWN_FAULT = "原付款账户不能入账，退款被银行退回";

/** A guarantee went back through the bank, on its day; its firm is told. The delay counts until the first attempt: a later one is late by the firm's own fault. @returns what the delay costs @throws {RangeError} for a guarantee that is not there */
export async function recordPaidBack(tx: Tx, world: World, { reference, attempt, paidOn }: PaidBack, at: Instant): Promise<{ readonly guarantee: Row<"guarantees">; readonly charge: Fen }> {
  const { line, ...of } = await guaranteeBehind(tx, world, reference, at);
  const isAgain = await cameBack(tx, world.exchange.id, reference);
  // A firm that bids again while its refund is at the bank is owed nothing any more, and no delay.
  const charge = line.duty === null ? 0n : chargeOf(of, line.guarantee, line.duty, paidOn);
  await insertRefund(tx, { exchange_id: world.exchange.id, reference, attempt, paid_on: paidOn, own_fault: isAgain ? OWN_FAULT : null, charge_fen: charge.toString(), recorded_by: THROUGH_BANK, recorded_at: new Date(at) });
  await tellFirm(tx, world, reference, "refund-made", at);
  return { guarantee: line.guarantee, charge };
}

/** A refund came back from the bank: it is owed again, and the firm is asked for another account. */
export async function recordReturned(tx: Tx, world: World, { reference, attempt, reason }: Pick<PaidBack, "reference" | "attempt"> & { readonly reason: string }, returnedAt: Instant): Promise<void> {
  await insertReturn(tx, { exchange_id: world.exchange.id, reference, attempt, reason, returned_at: new Date(returnedAt) });
  await tellFirm(tx, world, reference, "refund-returned", returnedAt);
}

async function tellFirm(tx: Tx, world: World, reference: string, kind: "refund-made" | "refund-returned", at: Instant): Promise<void> {
  const guarantee = await guaranteeByReference(tx, world.exchange.id, reference);
  if (guarantee !== null) await tell(tx, world, { kind, to: [audience.firm(guarantee.bidder)], tender: guarantee.tender_id, lot: guarantee.lot }, at);
}
