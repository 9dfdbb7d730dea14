import { attemptsOf } from "../../bank/queries.js";
import type { PaymentOrder } from "../../bank/order.js";
import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Applicant } from "../applicant.js";
import { applicationRefundCause } from "../flows.js";
import { openingRound, type Sale } from "../queries.js";

/** An application with its review, and what came for it and did not end otherwise. */
export type Application = { readonly row: Row<"applications">; readonly review: Row<"application_reviews"> | null; readonly deposits: readonly (Row<"application_deposits"> & { readonly how: Row<"application_deposit_ends">["how"] | null; readonly ended_on: string | null; /** Of the end. */ readonly serial: number | null })[] };

/** The applications for a sale, or for one lot of it, in the order they came. */
export async function applicationsOf(db: Db | Tx, exchangeId: string, saleId: string, lot?: string): Promise<Application[]> {
  const rows = await db.selectFrom("applications").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).$if(lot !== undefined, (query) => query.where("lot", "=", lot ?? "")).orderBy("applied_at").orderBy("firm").execute();
  return Promise.all(rows.map((row) => filled(db, row)));
}

/** Those that answer the notice as it stands: whoever applied in a round before applies anew. */
export const currentApplications = async (db: Db | Tx, exchangeId: string, sale: Sale, lot?: string): Promise<Application[]> =>
  (await applicationsOf(db, exchangeId, sale.id, lot)).filter(({ row }) => row.round === openingRound(sale));

/** What a firm applied for, the newest first. */
export async function applicationsOfFirm(db: Db | Tx, exchangeId: string, firm: string): Promise<Application[]> {
  const rows = await db.selectFrom("applications").selectAll().where("exchange_id", "=", exchangeId).where("firm", "=", firm).orderBy("applied_at", "desc").orderBy("sale_id").orderBy("lot").execute();
  return Promise.all(rows.map((row) => filled(db, row)));
}

/** Ends of deposits that stand: a refund that came back ended nothing. */
const standingEnds = (db: Db | Tx) => db.selectFrom("application_deposit_ends as e").selectAll("e")
  .where((each) => each.not(each.exists(each.selectFrom("application_refund_returns as r").select("r.serial").whereRef("r.exchange_id", "=", "e.exchange_id").whereRef("r.reference", "=", "e.reference").whereRef("r.bank", "=", "e.bank").whereRef("r.transaction", "=", "e.transaction").whereRef("r.serial", "=", "e.serial"))));

/** The lots for which deposits of applicants are held. */
export const salesHoldingDeposits = (db: Db | Tx, exchangeId: string): Promise<{ readonly sale_id: string; readonly lot: string }[]> =>
  db.selectFrom("application_deposits").innerJoin("applications", (join) => join.onRef("applications.exchange_id", "=", "application_deposits.exchange_id").onRef("applications.reference", "=", "application_deposits.reference"))
    .leftJoin(standingEnds(db).as("ends"), (join) => join.onRef("ends.exchange_id", "=", "application_deposits.exchange_id").onRef("ends.reference", "=", "application_deposits.reference").onRef("ends.bank", "=", "application_deposits.bank").onRef("ends.transaction", "=", "application_deposits.transaction"))
    .select(["applications.sale_id", "applications.lot"]).distinct().where("application_deposits.exchange_id", "=", exchangeId).where("ends.how", "is", null).orderBy("applications.sale_id").orderBy("applications.lot").execute();

/** The application a reference stands for; null where it stands for none. */
export async function applicationByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<Application | null> {
  const row = await db.selectFrom("applications").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst();
  return row === undefined ? null : filled(db, row);
}

async function filled(db: Db | Tx, row: Row<"applications">): Promise<Application> {
  const review = await db.selectFrom("application_reviews").selectAll().where("exchange_id", "=", row.exchange_id).where("sale_id", "=", row.sale_id).where("lot", "=", row.lot).where("firm", "=", row.firm).where("round", "=", row.round).executeTakeFirst();
  const deposits = await db.selectFrom("application_deposits").leftJoin(standingEnds(db).as("ends"), (join) => join.onRef("ends.exchange_id", "=", "application_deposits.exchange_id").onRef("ends.reference", "=", "application_deposits.reference").onRef("ends.bank", "=", "application_deposits.bank").onRef("ends.transaction", "=", "application_deposits.transaction"))
    .selectAll("application_deposits").select(["ends.how", "ends.ended_on", "ends.serial"]).where("application_deposits.exchange_id", "=", row.exchange_id).where("application_deposits.reference", "=", row.reference).orderBy("taken_at").execute();
  return { row, review: review ?? null, deposits };
}

/** The deposit that is held for an application; null where none is. */
export const heldDeposit = ({ deposits }: Application): Application["deposits"][number] | null => deposits.find(({ how }) => how === null) ?? null;

/** An application as decisions look at it. */
export const applicantOf = (application: Application): Applicant => ({
  firm: application.row.firm, verdict: application.review?.verdict ?? null, deposit: heldDeposit(application) === null ? (application.deposits.at(-1)?.how ?? "none") : "held",
});

/** The orders by which a deposit is, was or was to be paid back, the first first. */
export const applicationRefunds = (db: Db | Tx, exchangeId: string, reference: string): Promise<PaymentOrder[]> => attemptsOf(db, exchangeId, (attempt) => applicationRefundCause(reference, attempt));
