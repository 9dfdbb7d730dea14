import type { Db, Tx } from "../../db/database.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { listsInForce, snapshotBytes } from "../../revocation/queries.js";
import type { Papers } from "../../verify/bundle-layout.js";
import type { BundleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";

/** The newest revocation list of each authority, as this moment knows them; none where no authority is watched. */
export async function revocationIndex({ exchange }: World, db: Db | Tx): Promise<Pick<BundleIndex, "revocation">> {
  const lists = await listsInForce(db, exchange.id);
  return lists.length === 0 ? {} : { revocation: lists.map(({ sha256, issuer, this_update: at }) => ({ sha256, issuer, thisUpdate: rfc3339(at.getTime() as Instant) })) };
}

/** The lists that an index names, as they were published. */
export async function listPapers({ db, exchange }: World, { revocation = [] }: Pick<BundleIndex, "revocation">): Promise<NonNullable<Papers["lists"]>> {
  const lists = [];
  for (const { sha256 } of revocation) lists.push({ sha256, der: (await snapshotBytes(db, exchange.id, sha256, "crl")) ?? new Uint8Array() });
  return lists;
}
