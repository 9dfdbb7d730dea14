import type { Db, Tx } from "../../db/database.js";
import { canonical } from "../../kernel/canonical-json.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import type { World } from "../../world.js";
import type { Subject } from "../check/check.js";
import { reportJson, runChecks, type Checked } from "../check/run.js";
import type { DraftedDocument } from "../clarification.js";
import { formOfRound, tenderRound } from "../entry.js";
import { openerOffices, type Tender } from "../queries.js";
import { documentTextsOf, newestCheck, textsOf } from "../queries/checks.js";
import { earlierFaults } from "./earlier-faults.js";
import { insertCheck } from "../store.js";
import type { CheckOccasion } from "../tables.js";

/** All that a check of this tender looks at, for an instant, with the documents that are to take others' place. */
export async function subjectOf(db: Db | Tx, world: World, tender: Tender, at: Instant, replacing: readonly DraftedDocument[] = []): Promise<Subject> {
  const [offices, standing] = [await openerOffices(db, world.exchange.id), await documentTextsOf(db, world.exchange.id, tender.id, tenderRound(tender))];
  const documents = [...standing.filter(({ name }) => replacing.every((each) => each.name !== name)), ...await textsOf(db, world.exchange.id, replacing)];
  return { tender: { ...tender, form: formOfRound(tender) }, at, offices: offices.map(({ opener, org_name, org_uscc }) => ({ opener, name: org_name, uscc: org_uscc })), documents, faults: await earlierFaults(db, world.exchange.id, tender) };
}

/** Holds a tender against the checks of its line, keeping nothing: what a page shows. */
export const checkNow = async (db: Db | Tx, world: World, tender: Tender, at: Instant, replacing: readonly DraftedDocument[] = []): Promise<Checked> =>
  runChecks(lineOf(tender.row.line), await subjectOf(db, world, tender, at, replacing));

type Occasion = { readonly occasion: CheckOccasion; readonly by: string; readonly at: Instant };

/** Checks a held tender and keeps what was found, in the transaction of the act it belongs to. */
export async function keepCheck(tx: Tx, world: World, tender: Tender, { occasion, by, at }: Occasion): Promise<Checked> {
  const checked = await checkNow(tx, world, tender, at);
  const serial = ((await newestCheck(tx, world.exchange.id, tender.id))?.serial ?? 0) + 1;
  await insertCheck(tx, {
    exchange_id: world.exchange.id, tender_id: tender.id, serial, form_version: tender.row.version, occasion, report: canonical(reportJson(checked.report)), made_by: by, made_at: new Date(at),
  });
  return checked;
}
