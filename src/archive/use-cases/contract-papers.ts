import type { Db, Tx } from "../../db/database.js";
import { evaluationOf } from "../../judging/queries.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Papers } from "../../verify/bundle-layout.js";
import type { BundleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";

/** The hash of what was recorded of a lot's contract. */
export async function contractIndex({ exchange }: Pick<World, "exchange">, db: Db | Tx, { tenderId, lot }: { readonly tenderId: string; readonly lot: string }): Promise<Pick<BundleIndex["lots"][number], "contract">> {
  const contract = (await evaluationOf(db, { exchangeId: exchange.id, tenderId, lot }))?.contract ?? null;
  return contract === null ? {} : { contract: sha256Hex(canonical(contract as Json)) };
}

/** The contracts that an index names, as they were recorded. */
export async function contractPapers({ db, exchange }: Pick<World, "db" | "exchange">, tenderId: string, { lots }: BundleIndex): Promise<NonNullable<Papers["contracts"]>> {
  const papers = [];
  for (const { lot } of lots.filter(({ contract }) => contract !== undefined)) papers.push({ lot, json: canonical((await evaluationOf(db, { exchangeId: exchange.id, tenderId, lot }))?.contract as Json) });
  return papers;
}
