import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { checkOwnKey } from "../../signing/open.js";
import { nodePrimitives } from "../../signing/primitives-node.js";
import { checkRelease, parseRelease } from "../../signing/release.js";
import { parseStatement, type BidStatement } from "../../signing/statement.js";
import { howOf, type Cause } from "../../signing/blame.js";
import { lotOf } from "../../tenders/form.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { openerOffices, type PartRow } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { closeOf, releasesOf, statementsOf, type StatementRow } from "../queries.js";
import { insertBidderKey, insertCause, insertRelease } from "../store.js";

export type Place = { readonly tenderId: string; readonly lot: string; readonly part: string };

/** A part being opened, held for a change: its close, and the live bids of the closed list. */
type Opening = { readonly part: PartRow; readonly openers: readonly string[]; readonly key: PartKey; readonly close: string; readonly live: readonly LiveBid[] };
export type LiveBid = { readonly row: StatementRow; readonly statement: BidStatement };

/** The live bids of a closed part, in the order of the list. */
export async function liveOf(db: Db | Tx, key: PartKey): Promise<{ close: string; live: LiveBid[] } | null> {
  const close = await closeOf(db, key);
  if (close === null) return null;
  const rows = await statementsOf(db, key);
  const live = close.list.map(({ st }) => {
    const row = rows.find((each) => each.statement_sha256 === st);
    const parsed = row === undefined ? null : parseStatement(row.statement);
    if (row === undefined || parsed?.ok !== true || parsed.value.v !== "dse/1") throw new RangeError(`the closed list names ${st}, which is no bid`);
    return { row, statement: parsed.value };
  });
  return { close: sha256Hex(close.row.entry), live };
}

async function heldOpening(tx: Tx, world: World, place: Place): Promise<Result<Opening>> {
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const part = tender?.parts.find((each) => each.lot === place.lot && each.part === place.part);
  if (tender === null || part === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
  if (part.state !== "releasing") return refuse("part-not-releasing", { part: part.part, state: part.state });
  if (tender.lots.some(({ lot, stage }) => lot === place.lot && stage === "suspended")) return refuse("lot-stopped");
  const key = { exchangeId: world.exchange.id, ...place };
  const found = await liveOf(tx, key);
  if (found === null) return refuse("part-not-releasing", { part: part.part, state: part.state });
  return ok({ part, openers: lotOf(tender.form, place.lot).openers, key, ...found });
}

type Given = Place & { readonly release: Uint8Array; readonly signature: Uint8Array };

/**
 * Takes an opener's signed release for one part: for this very close, only live envelopes, each share against its commitment
 * (T76). One release an opener and part: the first, logged, decides by its place in the log.
 */
export const giveRelease = (world: World, actor: Actor, given: Given, at: Instant): Promise<Result<{ readonly wrong: readonly string[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "release.give");
    if (!may.ok) return may;
    const { tenderId, lot, part, release, signature } = given;
    const opening = await heldOpening(tx, world, { tenderId, lot, part });
    if (!opening.ok) return opening;
    const checked = await checkGiven(tx, world, actor, opening.value, { release, signature }, at);
    if (!checked.ok) return checked;
    const { opener, wrong, reencoded } = checked.value;
    if ((await releasesOf(tx, opening.value.key)).some((each) => each.opener === opener)) return refuse("release-given", { opener });
    const digest = sha256Hex(release);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "share.release", tender: tenderId, lot, part, opener, sha256: digest });
    await insertRelease(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, part, opener, release, signature: reencoded, sha256: digest, outbox_id: outboxId, given_at: new Date(at) });
    await oweNextStep(tx, world, tenderId);
    return ok({ wrong });
  });

type CheckedRelease = { readonly opener: string; readonly wrong: readonly string[]; readonly reencoded: Uint8Array };

async function checkGiven(tx: Tx, world: World, actor: Actor, opening: Opening, given: { release: Uint8Array; signature: Uint8Array }, at: Instant): Promise<Result<CheckedRelease>> {
  const parsed = parseRelease(given.release);
  if (!parsed.ok) return parsed;
  const { opener } = parsed.value;
  if (opener !== actor.opener) return refuse("release-other-opener", { given: opener });
  if (!opening.openers.includes(opener)) return refuse("opener-unknown", { opener });
  const signed = verifyDetached(given.signature, given.release, world.trust, at);
  if (!signed.ok) return signed;
  const office = (await openerOffices(tx, world.exchange.id)).find((each) => each.opener === opener);
  const signer = checkSigner(signed.value.certificate, { organisation: office?.org_uscc ?? "" });
  if (!signer.ok) return signer;
  const { tenderId, lot, part } = opening.key;
  const live = new Map(opening.live.map(({ statement }) => [statement.envelope, statement]));
  const shares = checkRelease(nodePrimitives, parsed.value, { place: { exchange: world.exchange.origin, tender: tenderId, lot, part }, close: opening.close, live });
  if (!shares.ok) return shares;
  return ok({ opener, wrong: shares.value.filter(({ share }) => !share.ok).map(({ envelope }) => envelope), reencoded: signed.value.reencoded });
}

/** The bidder opens by its own key inside the decryption window: the statutory way (电子招标投标办法 29–31). */
export const giveBidderKey = (world: World, actor: Actor, place: Place, identity: string, at: Instant): Promise<Result<{ statement: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "bidder-key.give");
    if (!may.ok) return may;
    const opening = await heldOpening(tx, world, place);
    if (!opening.ok) return opening;
    const { part, live } = opening.value;
    if (part.open_mode === "threshold") return refuse("bidder-may-not-open", { part: part.part });
    if (part.window_until !== null && at >= part.window_until.getTime()) return refuse("decryption-window-over", { part: part.part });
    const mine = live.find(({ row }) => row.bidder === actor.organisation?.uscc);
    if (mine === undefined) return refuse("not-found", { what: "投标文件" });
    const key = await checkOwnKey(mine.statement, identity);
    if (!key.ok) return key;
    const made = await insertBidderKey(tx, { exchange_id: world.exchange.id, statement_sha256: mine.row.statement_sha256, identity, given_by: actor.id, given_at: new Date(at) });
    await oweNextStep(tx, world, place.tenderId);
    return made ? ok({ statement: mine.row.statement_sha256 }) : refuse("bidder-key-given", { part: part.part });
  });

/** Says why a bid did not open, with the reason, before the opening is concluded (rule book B3, 9). */
export const decideCause = (world: World, actor: Actor, place: Place, decision: { bidder: string; cause: Cause; reason: string }, at: Instant): Promise<Result<{ statement: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "cause.decide");
    if (!may.ok) return may;
    const opening = await heldOpening(tx, world, place);
    if (!opening.ok) return opening;
    const bid = opening.value.live.find(({ row }) => row.bidder === decision.bidder);
    if (bid === undefined) return refuse("not-found", { what: decision.bidder });
    const { cause } = decision;
    if (howOf(cause) === "void" || (cause === "BIDDER_ABSENT" && opening.value.part.open_mode !== "bidder")) return refuse("cause-not-here", { cause });
    const made = await insertCause(tx, { exchange_id: world.exchange.id, statement_sha256: bid.row.statement_sha256, cause: decision.cause, reason: decision.reason, decided_by: actor.id, decided_at: new Date(at) });
    return made ? ok({ statement: bid.row.statement_sha256 }) : refuse("cause-decided", { bidder: decision.bidder });
  });
