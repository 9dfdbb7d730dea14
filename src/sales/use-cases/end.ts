import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { saleEnd } from "../../notices/sale-end.js";
import type { World } from "../../world.js";
import { refundDue } from "../applicant.js";
import { lawfulOn } from "../facts.js";
import { readSale } from "../form.js";
import { refundWords } from "../issue.js";
import { currentApplications } from "../queries/applications.js";
import type { Sale } from "../queries.js";
import { emptyContests } from "./contest.js";
import { draftFacts, heldSale, moveAllLots } from "./hold.js";
import { issueDocument } from "./issue-document.js";
import { tellApplicants } from "./told.js";

/** Ends a sale before its contest, with the reason; where its notice is out the end is published with what becomes of the deposits. Law: 宁波条例 26, 濮阳条例 22 (examples of local law). */
export const endSale = (world: World, actor: Actor, saleId: string, reason: string, at: Instant): Promise<Result<{ readonly notice: string | null }>> =>
  allOrNothing(world.db, async (tx): Promise<Result<{ readonly notice: string | null }>> => {
    const held = await heldSale(tx, world, actor, "sale.end", saleId);
    if (!held.ok) return held;
    const sale = held.value;
    const moved = await moveAllLots(tx, world, sale, "terminate", { by: "seller", id: actor.id }, (lot) => ({ ...draftFacts(sale, lot, at, actor.id), reason }));
    if (!moved.ok) return moved;
    await emptyContests(tx, world, sale, "出让、转让终止", at);
    const issued = await issueEnd(tx, world, sale, { cause: reason, stage: "terminated" }, at);
    return issued.ok ? ok({ notice: issued.value }) : issued;
  });

type Ended = { readonly cause: string; /** Absent: by that of its notice. */ readonly law?: string; readonly stage: "terminated" | "no_deal" | "expired" };

/** Publishes how a sale ended and what becomes of the deposits; null where its notice was never out. The sale is held. */
export async function issueEnd(tx: Tx, world: World, sale: Sale, { cause, law, stage }: Ended, at: Instant): Promise<Result<string | null>> {
  const last = sale.rounds.at(-1);
  if (last === undefined) return ok(null);
  const form = readSale(last.form);
  const lawful = lawfulOn(sale.row.line, form.profile, dayOf(last.published_at.getTime() as Instant));
  const given = {
    notice: last.notice_id, ended: stage === "no_deal" ? "no-deal" as const : "terminated" as const, decidedAt: at, cause, law: law ?? saleLineOf(sale.row.line).documents.notice.law, applicants: (await currentApplications(tx, world.exchange.id, sale)).length,
    refunds: { words: refundWords(lawful, form), by: refundDue({ lawful, stage, stageAt: at, refusedAt: null, noticeDays: form.refundDays, contest: null }) }, next: "如重新出让（转让），另行公告。",
  };
  const issued = await issueDocument(tx, world, { sale, form }, (common) => saleEnd(common, given), at);
  if (!issued.ok) return issued;
  await tellApplicants(tx, world, sale, { kind: "sale-over", once: issued.value.id, andSeller: true }, at);
  return ok(issued.value.id);
}
