import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { SignInWay } from "../tables.js";

type Alike = { readonly personId: string; readonly how: SignInWay; readonly proof: string | null; readonly device: string };

/** How often somebody signed in within what is kept, and how often by this proof from such a device. */
export async function signedInBefore(db: Db | Tx, exchangeId: string, { personId, how, proof, device }: Alike): Promise<{ readonly all: number; readonly alike: number }> {
  const row = await db.selectFrom("sign_ins").select(({ fn }) => [fn.countAll<string>().as("all"), sql<string>`count(*) filter (where how = ${how} and proof is not distinct from ${proof} and device = ${device})`.as("alike")])
    .where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirstOrThrow();
  return { all: Number(row.all), alike: Number(row.alike) };
}

/** The newest first. */
export const signInsOf = (db: Db, exchangeId: string, personId: string, limit: number): Promise<Row<"sign_ins">[]> =>
  db.selectFrom("sign_ins").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).orderBy("at", "desc").orderBy("sign_in_id", "desc").limit(limit).execute();
