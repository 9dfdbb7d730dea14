import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { furtherOf, isAmong } from "../../rules/rules.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { rulesOf } from "../../tenders/facts.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { evaluationPausedSince } from "../../venues/queries.js";
import type { World } from "../../world.js";
import { askedBytes, decideAnswer, decideAsking, type AskedKind } from "../bid-questions.js";
import { askedOf } from "../queries.js";
import { insertAnswer, insertQuestion } from "../store.js";
import { biddersToJudge, heldPanel, type Place } from "./panel.js";
import { biddersKnown } from "./recheck.js";

const SALT_BYTES = 32;

type Asking = { readonly bidder: string; readonly kind: AskedKind; readonly question: string; readonly until: Instant };

/**
 * The chair asks a bidder in writing for the committee; the bidder alone is told, and of the committee no more than that it asks. Of a lot that is judged blind
 * only once names are out, since an answer says who gives it. Law: 条例 52; 87号令 51; 12号令 19, 21; 财库〔2026〕2号.
 */
export const askBidder = (world: World, actor: Actor, place: Place, asking: Asking, at: Instant): Promise<Result<{ serial: number; sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.ask", place, true);
    if (!held.ok) return held;
    const { tender, lot, key } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const pausedSince = await evaluationPausedSince(tx, key);
    if (pausedSince !== null) return refuse("evaluation-paused", { since: rfc3339(pausedSince) });
    const known = await biddersKnown(tx, world, held.value);
    if (!known.ok) return known;
    const [rules, asked] = [rulesOf(tender, at), await askedOf(tx, key)];
    const explanation = isAmong(rules, "GP-33") ? Number(furtherOf(rules, "GP-33", "explanation").n) : null;
    const decided = decideAsking(asking, { bidders: await biddersToJudge(tx, held.value), explanation, asked, at });
    if (!decided.ok) return decided;
    const { bidder, kind, question, until } = asking;
    const serial = asked.length + 1;
    const file = askedBytes({ v: "bid-question/1", exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, serial, bidder, kind, question, askedAt: rfc3339(at), until: rfc3339(until), salt: hex(world.random(SALT_BYTES)) });
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "clarification.asked", tender: tender.id, lot: lot.lot, sha256 });
    await insertQuestion(tx, { exchange_id: key.exchangeId, tender_id: tender.id, lot: lot.lot, serial, bidder, file, sha256, asked_by: actor.id, asked_at: new Date(at), outbox_id: outboxId });
    await tell(tx, world, { kind: "clarification-due", to: [audience.firm(bidder)], tender: tender.id, lot: lot.lot, facts: { at: until } }, at);
    return ok({ serial, sha256 });
  });

type Signed = { readonly serial: number; readonly answer: Uint8Array; readonly signature: Uint8Array };

/** The bidder that was asked answers in time, by its firm's certificate, once; of another's question it learns nothing. Law: 条例 52; 电子签名法 13, 14. */
export const answerPanel = (world: World, actor: Actor, place: Place, given: Signed, receivedAt: Instant): Promise<Result<{ answer: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "clarification.answer");
    if (!may.ok) return may;
    const tender = await holdTender(tx, world.exchange.id, place.tenderId);
    const lot = tender?.lots.find((each) => each.lot === place.lot);
    const key = { exchangeId: world.exchange.id, ...place };
    const asked = (await askedOf(tx, key)).find(({ question }) => question.serial === given.serial && question.bidder === actor.organisation?.uscc);
    if (lot === undefined || asked === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${String(given.serial)}` });
    const decided = decideAnswer(given.answer, asked, receivedAt);
    if (!decided.ok) return decided;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标已经结束" });
    const signed = verifyDetached(given.signature, given.answer, world.trust, receivedAt);
    if (!signed.ok) return signed;
    const signer = checkSigner(signed.value.certificate, { organisation: decided.value.bidder });
    if (!signer.ok) return signer;
    const sha256 = sha256Hex(given.answer);
    const outboxId = await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "clarification.answered", tender: place.tenderId, lot: place.lot, serial: given.serial, sha256 });
    await insertAnswer(tx, {
      exchange_id: key.exchangeId, tender_id: place.tenderId, lot: place.lot, serial: given.serial, file: given.answer, signature: signed.value.reencoded, sha256, answered_by: actor.id, answered_at: new Date(receivedAt), outbox_id: outboxId,
    });
    return ok({ answer: sha256 });
  });
