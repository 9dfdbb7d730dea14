import type { Db, Tx } from "../../db/database.js";
import { bundledDraw, type BundledDraw, type DrawExtent } from "../../experts/bundled.js";
import { codeName } from "../../experts/chain.js";
import { drawFolderOf } from "../../experts/files.js";
import { drawOf, drawsOf, escrowFilesOf, escrowReleasesOf, type DrawKey } from "../../experts/queries/draws.js";
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
      if (draw !== null && draw.result !== null) extents.push({ lot, number, replaced: draw.replacements.length, opened: draw.opened.length > 0, ...(draw.plan?.escrow === undefined ? {} : { released: (await escrowReleasesOf(db, { ...key, number })).length }) });
    }
  }
  return extents;
}

/** Their files, as far as they had come. */
export async function drawPapers({ db, exchange }: Pick<World, "db" | "exchange">, tenderId: string, extents: readonly DrawExtent[]): Promise<Papers["draws"]> {
  const papers = [];
  for (const { lot, number, ...extent } of extents) {
    const key = { exchangeId: exchange.id, tenderId, lot, number };
    const draw = await drawOf(db, key);
    const bundled = draw === null ? null : bundledDraw(draw, extent);
    if (bundled === null) throw new RangeError(`draw ${tenderId}/${lot}/D${String(number)} lost its result`);
    papers.push({ folder: drawFolderOf(lot, number), ...bundled, escrow: await escrowPapers(db, key, bundled, extent.released) });
  }
  return papers;
}

/** The escrows of all contributors and of the codes that were given or that openers spoke of; others stay shut. */
async function escrowPapers(db: Db | Tx, key: DrawKey, { files: { plan, codes } }: BundledDraw, released: number | undefined): Promise<NonNullable<BundledDraw["escrow"]> | null> {
  if (released === undefined) return null;
  const releases = (await escrowReleasesOf(db, key)).slice(0, released);
  const names = [...new Set([...plan.contributors, ...codes.map((_, used) => codeName(used)), ...releases.map(({ name }) => name)])];
  return { files: await escrowFilesOf(db, key, names), releases };
}
