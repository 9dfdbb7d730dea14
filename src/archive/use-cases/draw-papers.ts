import type { Db, Tx } from "../../db/database.js";
import { bundledDraw, type DrawExtent } from "../../experts/bundled.js";
import { drawFolderOf } from "../../experts/files.js";
import { drawOf, drawsOf } from "../../experts/queries/draws.js";
import type { Tender } from "../../tenders/queries.js";
import type { Papers } from "../../verify/bundle-layout.js";
import type { World } from "../../world.js";

/** The draws of a tender that have a result, and how far each has come. */
export async function drawExtents({ exchange }: Pick<World, "exchange">, db: Db | Tx, tender: Tender): Promise<DrawExtent[]> {
  const extents: DrawExtent[] = [];
  for (const { lot } of tender.lots) {
    const key = { exchangeId: exchange.id, tenderId: tender.id, lot };
    for (const number of await drawsOf(db, key)) {
      const draw = await drawOf(db, { ...key, number });
      if (draw !== null && draw.result !== null) extents.push({ lot, number, replaced: draw.replacements.length, opened: draw.opened.length > 0 });
    }
  }
  return extents;
}

/** Their files, as far as they had come. */
export async function drawPapers({ db, exchange }: Pick<World, "db" | "exchange">, tenderId: string, extents: readonly DrawExtent[]): Promise<Papers["draws"]> {
  const papers = [];
  for (const { lot, number, ...extent } of extents) {
    const draw = await drawOf(db, { exchangeId: exchange.id, tenderId, lot, number });
    const bundled = draw === null ? null : bundledDraw(draw, extent);
    if (bundled === null) throw new RangeError(`draw ${tenderId}/${lot}/D${String(number)} lost its result`);
    papers.push({ folder: drawFolderOf(lot, number), ...bundled });
  }
  return papers;
}
