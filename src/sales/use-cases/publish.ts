import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import { isSamePerson } from "../../identity/queries.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { saleNotice } from "../../notices/sale-notice.js";
import type { Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { tallyOf } from "../applicant.js";
import { lawfulOn } from "../facts.js";
import { readSale } from "../form.js";
import { noticeGiven } from "../issue.js";
import { saleById, type Sale } from "../queries.js";
import { applicantOf, currentApplications } from "../queries/applications.js";
import { insertRound, updateSale } from "../store.js";
import { planContests } from "./contest.js";
import { draftFacts, heldSale, moveAllLots } from "./hold.js";
import { issueDocument } from "./issue-document.js";
import { tellApplicants } from "./told.js";

/** The moves that bring a notice out. */
export type Announcing = "publishNotice" | "extend" | "redisclose" | "relist";
export type PublishedRound = { readonly notice: string; readonly number: string; readonly round: number; readonly warnings: readonly Refusal[] };

/** What two officers agree on, as one hash. */
const roundVersion = ({ id, row, rounds }: Sale): string => versionOf({ sale: id, line: row.line, form: row.form as Json, round: rounds.length + 1 });

/** The same by name, for whoever is asked to sign; null where there is nothing of his own office to approve. */
export async function saleToApprove({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, saleId: string): Promise<string | null> {
  const sale = await saleById(db, exchange.id, saleId);
  return sale !== null && sale.row.seller_uscc === actor.organisation?.uscc ? roundVersion(sale) : null;
}

/** A second officer publishes a notice, the first or of a further round: moves, rules of the day, record, PDF and log entry in one transaction. */
export const publishRound = (world: World, actor: Actor, saleId: string, move: Announcing, at: Instant): Promise<Result<PublishedRound>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.publish", saleId);
    if (!held.ok) return held;
    const sale = held.value;
    if (await isSamePerson(tx, world.exchange.id, actor.id, sale.row.drafted_by)) return refuse("four-eyes");
    const applications = await currentApplications(tx, world.exchange.id, sale);
    const moved = await moveAllLots(tx, world, sale, move, { by: "seller", id: actor.id }, (lot) => ({ ...draftFacts(sale, lot, at, actor.id), ...tallyOf(applications.filter(({ row }) => row.lot === lot).map(applicantOf)) }));
    if (!moved.ok) return moved;
    const issued = await issueRound(tx, world, sale, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "sale", object: `${saleId}/${String(sale.rounds.length + 1)}`, version: roundVersion(sale), preparedBy: sale.row.drafted_by }, at);
    if (!approved.ok) return approved;
    const form = readSale(sale.row.form);
    const { rules } = lawfulOn(sale.row.line, form.profile, dayOf(at));
    const planned = await planContests(tx, world, sale, { form, rules, round: sale.rounds.length + 1 }, at);
    if (!planned.ok) return planned;
    await insertRound(tx, {
      exchange_id: world.exchange.id, sale_id: saleId, round: sale.rounds.length + 1, move, form: JSON.stringify(form), rules: JSON.stringify(rules), notice_id: issued.value.id,
      drafted_by: sale.row.drafted_by, published_by: actor.id, published_at: new Date(at),
    });
    await updateSale(tx, world.exchange.id, saleId, { version: sale.row.version + 1, next_due_at: new Date(form.startsAt) });
    if (sale.rounds.length > 0) await tellApplicants(tx, world, sale, { kind: "sale-round", once: issued.value.id, andSeller: false }, at);
    return ok({ notice: issued.value.id, number: issued.value.number, round: sale.rounds.length + 1, warnings: moved.value });
  });

async function issueRound(tx: Tx, world: World, sale: Sale, at: Instant): Promise<Result<Issued>> {
  const form = readSale(sale.row.form);
  const given = noticeGiven(sale.row.line, form, lawfulOn(sale.row.line, form.profile, dayOf(at)), sale.rounds.length + 1);
  return issueDocument(tx, world, { sale, form }, (common) => saleNotice(common, given), at);
}
