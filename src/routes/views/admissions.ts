import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { seatsOf } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { isGated } from "../../tenders/entry.js";
import { ownerOf } from "../../tenders/owner.js";
import { admissionListOf, admissionsOf, gatesOf } from "../../tenders/queries/admissions.js";
import { newestDocuments, tenderById, type DocumentRow, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";

/** The firms of a lot that may bid. Until the bids are opened nobody but the buyer and the supervisor reads it (招标投标法 22). */
export async function admissionsView(world: World, actor: Actor, { tenderId, lot }: { readonly tenderId: string; readonly lot: string }): Promise<Result<Answer>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  if (tender?.lots.some((each) => each.lot === lot) !== true) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const may = can(actor, "firms.read", ownerOf(tender));
  if (!may.ok) return may;
  const [rows, list] = [await admissionsOf(world.db, world.exchange.id, tenderId), await admissionListOf(world.db, { exchangeId: world.exchange.id, tenderId, lot })];
  return ok({ body: {
    list: list === null ? null : { sha256: list.sha256, index: list.idx === null ? null : Number(list.idx) },
    firms: rows.filter((row) => row.lot === lot).map(({ firm, name, basis, declined_at, declined_why }) => ({ uscc: firm, name, basis, declined: declined_at === null ? null : { at: rfc3339(declined_at.getTime() as Instant), reason: declined_why } })),
  } });
}

/** Whether a firm was invited or passed for some lot of a tender whose invitations are out. */
export async function isAdmittedFirm(world: World, tenderId: string, actor: Actor | null): Promise<boolean> {
  const firm = actor?.organisation?.uscc;
  return actor?.role === "bidder" && firm !== undefined && (await gatesOf(world.db, world.exchange.id, [tenderId], [firm])).some((each) => each.firm !== null);
}

/** Whether this reader may have the tender documents: everybody, or where firms are admitted these and the committee. */
export async function readsDocuments(world: World, tender: Tender, actor: Actor | null): Promise<boolean> {
  if (!isGated(tender.form) || (await isAdmittedFirm(world, tender.id, actor))) return true;
  return actor?.role === "committee-member" && (await seatsOf(world.db, world.exchange.id, actor.id)).some((seat) => seat.tender_id === tender.id);
}

/** Of each round that the reader may have, the versions `chosen`: those in force, unless another choice is given. Those of the prequalification are for everybody. */
export const shownRounds = (documents: readonly DocumentRow[], withBids: boolean, chosen: (rows: readonly DocumentRow[]) => DocumentRow[] = newestDocuments): DocumentRow[] =>
  (["prequalification", ...(withBids ? ["bid"] as const : [])] as const).flatMap((round) => chosen(documents.filter((each) => each.round === round)));
