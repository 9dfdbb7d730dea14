import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { CampaignStep, Moved } from "../campaign.js";

/** A campaign with the sub-centres it was issued to and all that was said of its steps. */
export type Campaign = { readonly row: Omit<Row<"campaigns">, "steps">; readonly steps: readonly CampaignStep[]; readonly parts: readonly string[]; readonly moved: readonly Moved[] };

/** Campaigns, the newest first; or one by its number. */
export async function campaignsOf(db: Db | Tx, exchangeId: string, asked: { readonly limit: number; readonly campaign?: string }): Promise<Campaign[]> {
  const rows = await db.selectFrom("campaigns").selectAll().where("exchange_id", "=", exchangeId).$if(asked.campaign !== undefined, (each) => each.where("campaign", "=", asked.campaign ?? "")).orderBy("made_at", "desc").orderBy("campaign", "desc").limit(asked.limit).execute();
  if (rows.length === 0) return [];
  const named = rows.map(({ campaign }) => campaign);
  const parts = await db.selectFrom("campaign_parts").select(["campaign", "sub_centre"]).where("exchange_id", "=", exchangeId).where("campaign", "in", named).orderBy("sub_centre").execute();
  const moves = await db.selectFrom("campaign_moves").selectAll().where("exchange_id", "=", exchangeId).where("campaign", "in", named).orderBy("made_at").execute();
  return rows.map(({ steps, ...row }) => ({
    row, steps: steps as readonly CampaignStep[], parts: parts.filter(({ campaign }) => campaign === row.campaign).map(({ sub_centre }) => sub_centre),
    moved: moves.filter(({ campaign }) => campaign === row.campaign).map(({ sub_centre: subCentre, step, serial, move, words, made_at }) => ({ subCentre, step, serial, move, words, on: dayOf(made_at.getTime() as Instant) })),
  }));
}
