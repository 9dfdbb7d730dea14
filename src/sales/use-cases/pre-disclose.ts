import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { isSamePerson } from "../../identity/queries.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { salePreDisclosure } from "../../notices/sale-notice.js";
import { earliestAfter } from "../../procedure/sale-dates.js";
import type { Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { lawfulOn } from "../facts.js";
import { readSale } from "../form.js";
import { noticeGiven } from "../issue.js";
import { saleById, type Sale } from "../queries.js";
import { draftFacts, heldSale, moveAllLots } from "./hold.js";
import { issueDocument } from "./issue-document.js";

const preDisclosureVersion = ({ id, row }: Sale): string => versionOf({ sale: id, line: row.line, form: row.form as Json, preDisclosure: true });

/** What the second officer signs for; null where there is nothing of his own office. */
export async function preDisclosureToApprove({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, saleId: string): Promise<string | null> {
  const sale = await saleById(db, exchange.id, saleId);
  return sale !== null && sale.row.seller_uscc === actor.organisation?.uscc ? preDisclosureVersion(sale) : null;
}

/** A second officer publishes the pre-disclosure: what is to be transferred, before its price. Law: 32号令 13 (PR-05, PR-06). */
export const preDiscloseSale = (world: World, actor: Actor, saleId: string, at: Instant): Promise<Result<{ readonly notice: string; readonly warnings: readonly Refusal[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.publish", saleId);
    if (!held.ok) return held;
    const sale = held.value;
    if (await isSamePerson(tx, world.exchange.id, actor.id, sale.row.drafted_by)) return refuse("four-eyes");
    const moved = await moveAllLots(tx, world, sale, "preDisclose", { by: "seller", id: actor.id }, (lot) => draftFacts(sale, lot, at, actor.id));
    if (!moved.ok) return moved;
    const issued = await issue(tx, world, sale, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "sale", object: `${saleId}/pre-disclosure`, version: preDisclosureVersion(sale), preparedBy: sale.row.drafted_by }, at);
    return approved.ok ? ok({ notice: issued.value.id, warnings: moved.value }) : approved;
  });

async function issue(tx: Tx, world: World, sale: Sale, at: Instant): Promise<Result<Issued>> {
  const form = readSale(sale.row.form);
  const lawful = lawfulOn(sale.row.line, form.profile, dayOf(at));
  const given = { ...noticeGiven(sale.row.line, form, lawful, 0), line: sale.row.line, disclosedFrom: earliestAfter(lawful, "preNoticeDays", at) };
  return issueDocument(tx, world, { sale, form }, (common) => salePreDisclosure(common, given), at);
}
