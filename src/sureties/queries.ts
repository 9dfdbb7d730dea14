import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { readIssuer, type Issuer } from "./issuer.js";

/** A version of an issuer as it is kept; `approvedBy` null while one officer alone has signed for it. */
export type KeptIssuer = Issuer & { readonly sha256: string; readonly der: Uint8Array; readonly enteredBy: string; readonly enteredAt: Date; readonly approvedBy: string | null; readonly approvedAt: Date | null };

/** Every version of every issuer, or of one, in the order of their versions. */
export async function issuersOf(db: Db | Tx, exchangeId: string, uscc?: string): Promise<KeptIssuer[]> {
  const rows = await db.selectFrom("guarantee_issuers as entered").leftJoin("guarantee_issuer_approvals as agreed", (join) => join.onRef("agreed.exchange_id", "=", "entered.exchange_id").onRef("agreed.uscc", "=", "entered.uscc").onRef("agreed.version", "=", "entered.version"))
    .selectAll("entered").select(["agreed.approved_by", "agreed.approved_at"]).where("entered.exchange_id", "=", exchangeId).$if(uscc !== undefined, (query) => query.where("entered.uscc", "=", uscc ?? "")).orderBy("entered.uscc").orderBy("entered.version").execute();
  return rows.map(({ file, sha256, certificate: der, entered_by: enteredBy, entered_at: enteredAt, approved_by: approvedBy, approved_at: approvedAt }) => ({ ...readIssuer(file), sha256, der, enteredBy, enteredAt, approvedBy, approvedAt }));
}

/** The versions of an issuer that two officers agreed to. */
export const agreedIssuers = async (db: Db | Tx, exchangeId: string, uscc: string): Promise<KeptIssuer[]> => (await issuersOf(db, exchangeId, uscc)).filter(({ approvedBy }) => approvedBy !== null);

type LetterRow = Row<"guarantee_letters">;

/** The letter a guarantee stands for; null where it stands for none. */
export async function letterByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<LetterRow | null> {
  return (await db.selectFrom("guarantee_letters").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** A letter by the hash of its bytes. */
export async function letterBySha(db: Db | Tx, exchangeId: string, sha256: string): Promise<LetterRow | null> {
  return (await db.selectFrom("guarantee_letters").selectAll().where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).executeTakeFirst()) ?? null;
}

/** Whether an issuer's number was used by another letter. @param number without blanks */
export async function isNumberUsed(db: Db | Tx, exchangeId: string, issuer: string, number: string): Promise<boolean> {
  return (await db.selectFrom("guarantee_letters").select("sha256").where("exchange_id", "=", exchangeId).where("issuer", "=", issuer).where("number", "=", number).executeTakeFirst()) !== undefined;
}

/** What was demanded of the issuer of a letter; null where nothing was. */
export async function demandOf(db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"guarantee_demands"> | null> {
  return (await db.selectFrom("guarantee_demands").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}
