import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { attemptsOf, creditBy, creditsTo, subAccountFor } from "../bank/queries.js";
import type { PaymentOrder } from "../bank/order.js";
import type { LotKey } from "../tenders/keys.js";
import { chargeFixed, guaranteesOf } from "../bidding/queries/guarantees.js";
import type { Fen } from "../kernel/money.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { Proposal } from "./forfeit.js";
import { bondCause, CHARGE_FLOW, chargeCause, DEPOSIT_FLOW, refundCause } from "./flows.js";
import type { DepositRate } from "./interest.js";

/** The number row of a firm for a lot; null where it never asked. */
export async function numberOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<Row<"deposit_numbers"> | null> {
  return (await db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("bidder", "=", bidder).executeTakeFirst()) ?? null;
}

/** Whose deposit, and for which lot, a reference stands for; null where it stands for none. */
export async function numberByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"deposit_numbers"> | null> {
  return (await db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** The numbers given out for a tender, by lot and firm. */
export const numbersFor = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"deposit_numbers">[]> =>
  db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("bidder").execute();

/** The accounts a firm has stated, the first first. */
export const accountsStatedBy = (db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"basic_accounts">[]> =>
  db.selectFrom("basic_accounts").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).orderBy("serial").execute();

/** The account a firm last stated as its basic account; null where it stated none. */
export async function basicAccountOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"basic_accounts"> | null> {
  return (await db.selectFrom("basic_accounts").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** What came to a firm's number for a lot: its sub-account, and every credit. */
export type Deposit = { readonly number: string; readonly account: string; readonly credits: readonly Row<"bank_credits">[] };

/** A firm's deposit for a lot; null where it never asked for a number. */
export async function depositOf(db: Db | Tx, key: LotKey, bidder: string): Promise<Deposit | null> {
  const row = await numberOf(db, key, bidder);
  const sub = row === null ? null : await subAccountFor(db, key.exchangeId, DEPOSIT_FLOW, row.reference);
  if (sub === null) return null;
  return { number: sub.number, account: sub.account, credits: await creditsTo(db, key.exchangeId, sub.number) };
}

/** The money of a guarantee that came by the bank: its number and the credit it is; null where its bank took it back. */
export async function heldFor(db: Db | Tx, key: LotKey, { bidder, bank, transaction }: Row<"guarantees">): Promise<{ readonly deposit: Deposit; readonly held: Row<"bank_credits"> } | null> {
  const deposit = await depositOf(db, key, bidder);
  const held = bank === null || transaction === null ? null : await creditBy(db, key.exchangeId, bank, transaction);
  return deposit === null || held === null ? null : { deposit, held };
}

/** The orders by which a guarantee is, was or was to be paid back, the first first. @param reference of the guarantee */
export const refundOrders = (db: Db | Tx, exchangeId: string, reference: string): Promise<PaymentOrder[]> => attemptsOf(db, exchangeId, (attempt) => refundCause(reference, attempt));

/** The same of what its delay cost. */
export const chargeOrders = (db: Db | Tx, exchangeId: string, reference: string): Promise<PaymentOrder[]> => attemptsOf(db, exchangeId, (attempt) => chargeCause(reference, attempt));

/** The same of a performance bond that was a deposit. */
export const bondOrders = (db: Db | Tx, exchangeId: string, reference: string): Promise<PaymentOrder[]> => attemptsOf(db, exchangeId, (attempt) => bondCause(reference, attempt));

/** What was stated of the interest on an account, the first first. */
export const ratesOf = async (db: Db | Tx, exchangeId: string, account: string): Promise<DepositRate[]> =>
  (await rateRows(db, exchangeId)).filter((row) => row.account === account).map(({ from_on, millionths, year_days }) => ({ from: from_on as PlainDate, millionths: BigInt(millionths), yearDays: year_days }));

/** The same of every account, with by whom and on what paper. */
export const rateRows = (db: Db | Tx, exchangeId: string): Promise<Row<"deposit_rates">[]> =>
  db.selectFrom("deposit_rates").selectAll().where("exchange_id", "=", exchangeId).orderBy("account").orderBy("serial").execute();

/** What the delay of a refund costs: to which number the tenderer pays it, and the newest order that pays it on; null while it has not come. */
export type LateCharge = { readonly reference: string; readonly bidder: string; readonly fen: Fen; readonly number: string; readonly account: string; readonly order: PaymentOrder | null };

/** The charges of a lot that are the tenderer's to pay, or were. @param bidder those due to one firm alone */
export async function chargesOf(db: Db | Tx, key: LotKey, bidder?: string): Promise<LateCharge[]> {
  const charges: LateCharge[] = [];
  for (const { reference, bidder: firm, way } of await guaranteesOf(db, key, bidder)) {
    const sub = way === "bank" ? await subAccountFor(db, key.exchangeId, CHARGE_FLOW, reference) : null;
    if (sub !== null) charges.push({ reference, bidder: firm, fen: await chargeFixed(db, key.exchangeId, reference), number: sub.number, account: sub.account, order: (await chargeOrders(db, key.exchangeId, reference)).at(-1) ?? null });
  }
  return charges;
}

/** All that was said of keeping a deposit, in the order it was. @param reference of the guarantee */
export const forfeitureSteps = async (db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"forfeitures">[]> =>
  (await db.selectFrom("forfeitures").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).execute()).toSorted((left, right) => left.serial - right.serial || STEPS.indexOf(left.step) - STEPS.indexOf(right.step));
const STEPS: readonly Row<"forfeitures">["step"][] = ["proposed", "answered", "kept", "dropped"];

/** One proposal's own row; null where there is none. */
export const proposedRow = async (db: Db | Tx, exchangeId: string, reference: string, serial: number): Promise<Row<"forfeitures"> | null> =>
  (await forfeitureSteps(db, exchangeId, reference)).find((row) => row.serial === serial && row.step === "proposed") ?? null;

/** The newest proposal to keep a deposit, as it stands; null where there was none. */
export async function proposalOf(db: Db | Tx, exchangeId: string, reference: string): Promise<Proposal | null> {
  const rows = await forfeitureSteps(db, exchangeId, reference);
  const proposed = rows.findLast(({ step }) => step === "proposed");
  if (proposed?.heard_until == null || proposed.open_until === null) return null;
  const steps = new Set(rows.filter(({ serial }) => serial === proposed.serial).map(({ step }) => step));
  return {
    serial: proposed.serial, proposedBy: proposed.made_by, heardUntil: proposed.heard_until.getTime() as Instant, openUntil: proposed.open_until.getTime() as Instant, isAnswered: steps.has("answered"), outcome: steps.has("kept") ? "kept" : steps.has("dropped") ? "dropped" : null,
  };
}
