import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";

export type SnapshotRow = Row<"revocation_snapshots">;
export type SnapshotLine = Omit<SnapshotRow, "der" | "kept_no">;
const LINE = ["exchange_id", "sha256", "kind", "issuer", "serial", "source", "this_update", "next_update", "kept_at"] as const;

/** The newest list of each issuer, without its bytes. */
export async function listsInForce(db: Db | Tx, exchangeId: string): Promise<SnapshotLine[]> {
  return db.selectFrom("revocation_snapshots").distinctOn("issuer").select(LINE).where("exchange_id", "=", exchangeId).where("kind", "=", "crl").orderBy("issuer").orderBy("this_update", "desc").orderBy("kept_no", "desc").execute();
}

export async function snapshotBytes(db: Db, exchangeId: string, sha256: string, kind: SnapshotRow["kind"]): Promise<Uint8Array | null> {
  return (await db.selectFrom("revocation_snapshots").select("der").where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).where("kind", "=", kind).executeTakeFirst())?.der ?? null;
}

/** The newest answer about one certificate. */
export async function newestAnswer(db: Db, exchangeId: string, issuer: string, serial: string): Promise<SnapshotRow | null> {
  return (await db.selectFrom("revocation_snapshots").selectAll().where("exchange_id", "=", exchangeId).where("kind", "=", "ocsp").where("issuer", "=", issuer).where("serial", "=", serial).orderBy("this_update", "desc").orderBy("kept_no", "desc").limit(1).executeTakeFirst()) ?? null;
}
