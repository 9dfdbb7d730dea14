import type { Tx } from "../../db/database.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { badRecordFrom } from "../hands.js";
import { kindOf } from "../kinds.js";
import { isBaseless, type Outcome } from "../life.js";
import type { ComplaintRow } from "../queries.js";
import { insertBadRecord } from "../store.js";
import { rulesOf } from "./held.js";
import { complainantOf, complaintsOfFirm } from "./identity.js";

/** Enters a supplier in the list of bad records where this is its third baseless complaint about procurements in twelve months (GP-56). */
export async function keepBadRecord(tx: Tx, world: Pick<World, "exchange" | "personalKeys">, row: ComplaintRow, outcome: Outcome, at: Instant): Promise<void> {
  if (!isBaseless(outcome) || kindOf(row.kind).follows !== "challenge") return;
  const from = await complainantOf(tx, world, row.complaint_no);
  if (from?.uscc == null) return;
  const before = (await complaintsOfFirm(tx, world, from.uscc)).filter((each) => each.kind === row.kind && each.outcome !== null && isBaseless(each.outcome) && each.complaint_no !== row.complaint_no);
  const decided = [...before.map(({ decided_at }) => dayOf((decided_at?.getTime() ?? 0) as Instant)), dayOf(at)];
  if (!badRecordFrom(rulesOf(row), decided)) return;
  await insertBadRecord(tx, { exchange_id: row.exchange_id, complaint_no: row.complaint_no, uscc: from.uscc, name: from.name ?? from.uscc, complaints: [...before.map(({ complaint_no }) => complaint_no), row.complaint_no], made_at: new Date(at) });
}
