import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { certificateOf } from "../../identity/queries.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { readOpinion } from "../opinion.js";
import { opinionsOf, type MemberRow } from "../queries.js";
import { insertOpinion } from "../store.js";
import { standingTotals } from "../totals.js";
import { judgedOf, type JudgedLot } from "./bids.js";
import { heldPanel, unsignedMembers, type Place } from "./panel.js";
import { settledNow } from "./recheck.js";

type Signed = { readonly opinion: Uint8Array; readonly signature: Uint8Array };

/**
 * A member signs the result as it stands, or writes its own opinion and the reasons, with its own certificate; it may say otherwise until the report is
 * submitted. Nobody says it for another. Law: 条例 53; 12号令 43; 87号令 61.
 */
export const signReport = (world: World, actor: Actor, place: Place, given: Signed, at: Instant): Promise<Result<{ opinion: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.score", place);
    if (!held.ok) return held;
    const { key, me, tender, lot, members } = held.value;
    const result = await standingResult(tx, world, held.value, members);
    if (!result.ok) return result;
    const read = readOpinion(given.opinion, { exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, expert: me.label, result: result.value });
    if (!read.ok) return read;
    const signed = verifyDetached(given.signature, given.opinion, world.trust, at);
    if (!signed.ok) return signed;
    const own = await certificateOf(tx, key.exchangeId, actor.id);
    if (own === null || sha256Hex(own) !== signed.value.certificate.sha256) return refuse("sheet-other-signer");
    const sha256 = sha256Hex(given.opinion);
    const kept = (await opinionsOf(tx, key)).filter(({ label }) => label === me.label);
    if (kept.at(-1)?.sha256 === sha256) return ok({ opinion: sha256 });
    const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "score.opinion", tender: tender.id, lot: lot.lot, expert: me.label, sha256 });
    await insertOpinion(tx, {
      exchange_id: key.exchangeId, tender_id: tender.id, lot: lot.lot, label: me.label, serial: kept.length + 1, file: given.opinion, signature: signed.value.reencoded, sha256, outbox_id: outboxId, signed_at: new Date(at),
    });
    return ok({ opinion: sha256 });
  });

/** The hash of the totals that the report would fix now; refused while somebody has a sheet to sign or something is still to be entered. */
export async function standingResult(tx: Db | Tx, world: World, judging: JudgedLot, members: readonly MemberRow[]): Promise<Result<string>> {
  const { lot, parts, tender, key } = judging;
  if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
  if (parts.some(({ finished_at }) => finished_at === null)) return refuse("price-not-opened");
  const missing = await unsignedMembers(tx, key, members);
  if (missing > 0) return refuse("sheets-missing", { missing });
  const judged = await judgedOf(tx, world, judging);
  const settled = await settledNow(tx, judging, judged);
  if (!settled.ok) return settled;
  const totals = standingTotals({ exchange: world.exchange.origin, tender: tender.id, lot: lot.lot }, judged);
  return totals.ok ? ok(sha256Hex(totals.value)) : totals;
}
