import type { Db, Tx } from "../../db/database.js";
import { wayActsOf } from "../../judging/queries.js";
import { readFinding } from "../../judging/way-change.js";
import { objectionsOf } from "../../objections/queries.js";
import type { EarlierFault } from "../check/check.js";
import { wholeOf, type Faulted } from "../faulted.js";
import { noticesOf, tenderById, type Tender } from "../queries.js";
import { comparedNow } from "./compared.js";

/** Attempts of one project that are looked back on. */
const ATTEMPTS_MAX = 20;

/** What the attempts before this one were found at fault for: upheld objections to their documents, and adverse findings after too few came. Law: 实施条例 23; 87号令 43. */
export async function earlierFaults(db: Db | Tx, exchangeId: string, { row }: Tender): Promise<EarlierFault[]> {
  const faults: EarlierFault[] = [];
  let before = row.retender_of;
  for (let attempt = 0; before !== null && attempt < ATTEMPTS_MAX; attempt++) {
    const tender: Tender | null = await tenderById(db, exchangeId, before);
    if (tender === null) break;
    for (const { lot } of tender.lots) faults.push(...await faultsOf(db, exchangeId, tender, lot));
    before = tender.row.retender_of;
  }
  return faults;
}

async function faultsOf(db: Db | Tx, exchangeId: string, tender: Tender, lot: string): Promise<EarlierFault[]> {
  const key = { exchangeId, tenderId: tender.id, lot };
  const whole = wholeOf(await comparedNow(db, exchangeId, tender, lot));
  const amendedAt = Math.max(0, ...(await noticesOf(db, exchangeId, tender.id)).filter(({ type }) => type === "clarification").map(({ published_at }) => published_at.getTime()));
  // Of an objection that named no clause, what was published after its reply is what was done about it.
  const upheld = (await objectionsOf(db, key)).filter(({ about, upheld: is, faulted, replied_at }) => about === "documents" && is === true && ((faulted as readonly Faulted[]).length > 0 || (replied_at?.getTime() ?? 0) > amendedAt));
  const finding = readFinding((await wayActsOf(db, key)).finding);
  return [
    ...upheld.map(({ serial, faulted }): EarlierFault => ({ lot, whole, fault: { by: { zh: `招标项目 ${tender.id} 标段 ${lot} 第 ${String(serial)} 号异议（质疑）的答复`, en: `The reply to objection ${String(serial)}, tender ${tender.id}, lot ${lot}` }, faulted: faulted as readonly Faulted[] } })),
    ...(finding === null || finding.documentsReasonable ? [] : [{ lot, whole, fault: { by: { zh: `招标项目 ${tender.id} 标段 ${lot} 的评审专家论证意见`, en: `The experts' finding on tender ${tender.id}, lot ${lot}` }, faulted: finding.faulted ?? [] } }]),
  ];
}
