import type { Db, Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { versionOf } from "../../identity/step-up.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { World } from "../../world.js";
import { clarificationsOf, documentsOf, newestDocuments, tenderById, type Tender } from "../queries.js";
import { admissionsOf } from "../queries/admissions.js";
import { planById, waitingCorrection, type PlanCorrectionRow, type PlanRow } from "../queries/plans.js";
import type { Row } from "../../db/schema.js";

/** What two officers agree on, as one hash: whoever changes it makes another. */
type Ground = Pick<World, "exchange">;

/** A notice before it is out: form, documents, plan, and who is invited. */
export async function noticeVersion(db: Db | Tx, { exchange }: Ground, { id, row }: Tender): Promise<string> {
  const documents = newestDocuments(await documentsOf(db, exchange.id, id)).map(({ name, sha256 }) => ({ name, sha256 }));
  const firms = (await admissionsOf(db, exchange.id, id)).map(({ lot, firm, name }) => ({ lot, firm, name }));
  return versionOf({ tender: id, line: row.line, form: row.form as Json, documents, plan: row.plan_id, exempt: row.plan_exempt, firms });
}

export const clarificationVersion = ({ tender_id: tender, serial, body }: Pick<Row<"clarifications">, "tender_id" | "serial" | "body">): string => versionOf({ tender, serial, body: body as Json });

export const planVersion = ({ plan_id: plan, line, form }: PlanRow): string => versionOf({ plan, line, form: form as Json });

export const correctionVersion = ({ plan_id: plan, edition, form, reason }: PlanCorrectionRow): string => versionOf({ plan, edition, form: form as Json, reason });

type Reading = Pick<World, "db" | "exchange">;

/** The same by name, for whoever is asked to sign; null where there is nothing of his own office to approve. */
export async function noticeToApprove(world: Reading, actor: Actor, tenderId: string): Promise<string | null> {
  const tender = await ownTender(world, actor, tenderId);
  return tender === null ? null : noticeVersion(world.db, world, tender);
}

async function ownTender({ db, exchange }: Reading, actor: Actor, tenderId: string): Promise<Tender | null> {
  const tender = await tenderById(db, exchange.id, tenderId);
  return tender !== null && tender.project.tenderer_uscc === actor.organisation?.uscc ? tender : null;
}

export async function clarificationToApprove(world: Reading, actor: Actor, tenderId: string, serial: number): Promise<string | null> {
  if ((await ownTender(world, actor, tenderId)) === null) return null;
  const row = (await clarificationsOf(world.db, world.exchange.id, tenderId)).find((each) => each.serial === serial);
  return row === undefined ? null : clarificationVersion(row);
}

export async function planToApprove({ db, exchange }: Reading, actor: Actor, planId: string): Promise<string | null> {
  const row = await planById(db, exchange.id, planId);
  return row?.tenderer_uscc === actor.organisation?.uscc && row !== null ? planVersion(row) : null;
}

export async function correctionToApprove({ db, exchange }: Reading, actor: Actor, planId: string): Promise<string | null> {
  if ((await planToApprove({ db, exchange }, actor, planId)) === null) return null;
  const row = await waitingCorrection(db, exchange.id, planId);
  return row === null ? null : correctionVersion(row);
}
