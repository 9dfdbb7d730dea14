import { createHash } from "node:crypto";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex, sameBytes } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { makeChallenge, parseOpenerKey, type OpenerKey } from "../../signing/opener-key.js";
import type { World } from "../../world.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { prequalificationOf } from "../entry.js";
import { lotOf } from "../form.js";
import { openerKeysOf, openerOffices, type OpenerKeyRow, type Tender } from "../queries.js";
import type { PartKey } from "../keys.js";
import { insertOpenerKey, isRecipientTaken, lockTender, updateOpenerKey } from "../store.js";
import { holdTender } from "./hold.js";

type Place = { readonly tenderId: string; readonly lot: string; readonly part: string };
type Given = Place & { readonly statement: Uint8Array; readonly signature: Uint8Array };
const NONCE_BYTES = 32;

/**
 * Takes an opener's fresh key for one part, signed with the opener's certificate, and answers with a challenge that only
 * its identity can decrypt. Nothing is logged before the answer comes (trust.md §1.4).
 */
export const giveOpenerKey = (world: World, actor: Actor, given: Given, at: Instant): Promise<Result<{ challenge: Uint8Array }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "opener-key.give");
    if (!may.ok) return may;
    const exchangeId = world.exchange.id;
    const found = mayGiveKey(await holdTender(tx, exchangeId, given.tenderId), given, actor.opener);
    if (!found.ok) return found;
    const { tender, opener } = found.value;
    const office = (await openerOffices(tx, exchangeId)).find((each) => each.opener === opener);
    const checked = checkKey(world, opener, office?.org_uscc ?? "", given, at);
    if (!checked.ok) return checked;
    const key = checked.value;
    if (await isRecipientTaken(tx, exchangeId, key.recipient)) return refuse("recipient-repeated", { recipient: key.recipient });
    if ((await openerKeysOf(tx, exchangeId, tender.id)).some((each) => isKeyOf(each, given, key.opener))) return refuse("opener-key-given", { opener: key.opener });
    const nonce = world.random(NONCE_BYTES);
    await insertOpenerKey(tx, {
      exchange_id: exchangeId, tender_id: tender.id, lot: given.lot, part: given.part, opener, actor_id: actor.id, recipient: key.recipient, statement: given.statement,
      signature: key.reencoded, sha256: hex(sha256(given.statement)), challenge: sha256(nonce), proved_at: null, outbox_id: null, given_at: new Date(at),
    });
    return ok({ challenge: await makeChallenge(key.recipient, nonce) });
  });

function mayGiveKey(tender: Tender | null, { tenderId, lot, part }: Place, opener: string | null): Result<{ tender: Tender; opener: string }> {
  const isHere = tender?.allParts.some((each) => each.lot === lot && each.part === part) === true;
  if (!isHere || opener === null || !lotOf(tender.form, lot).openers.includes(opener)) return refuse("not-found", { what: `${tenderId}/${lot}/${part}` });
  return isCallAhead(tender, lot, part) ? ok({ tender, opener }) : refuse("opener-keys-fixed", { tender: tenderId });
}

/** Whether the notice that names the part's keys is still to come: of a bid after prequalification that is the invitation. */
const isCallAhead = ({ form, row, lots }: Tender, lot: string, part: string): boolean =>
  row.published_at === null || (prequalificationOf(form) !== null && part !== APPLICATION && lots.some((each) => each.lot === lot && BEFORE_INVITATION.has(each.stage)));
const BEFORE_INVITATION: ReadonlySet<string> = new Set(["prequal_open", "prequal_review", "prequal_done"]);

const isKeyOf = (key: OpenerKeyRow, { lot, part }: Place, opener: string | null): boolean => key.lot === lot && key.part === part && key.opener === opener;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

function checkKey(world: World, opener: string, office: string, given: Given, at: Instant): Result<OpenerKey & { reencoded: Uint8Array }> {
  const parsed = parseOpenerKey(given.statement);
  if (!parsed.ok) return parsed;
  const key = parsed.value;
  const wanted = { exchange: world.exchange.origin, tender: given.tenderId, lot: given.lot, part: given.part, opener, org: office };
  for (const [field, value] of Object.entries(wanted)) {
    const stated = key[field as keyof typeof wanted];
    if (stated !== value) return refuse("opener-key-other-place", { field, given: stated, wanted: value });
  }
  const signed = verifyDetached(given.signature, given.statement, world.trust, at);
  if (!signed.ok) return signed;
  const signer = checkSigner(signed.value.certificate, { organisation: key.org, cert: key.cert });
  return signer.ok ? ok({ ...key, reencoded: signed.value.reencoded }) : signer;
}

/** The opener shows that the key opens: the hash of the decrypted nonce must match. Then the key goes into the log. */
export const proveOpenerKey = (world: World, actor: Actor, place: Place, answer: Uint8Array, at: Instant): Promise<Result<{ outboxId: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "opener-key.give");
    if (!may.ok) return may;
    await lockTender(tx, world.exchange.id, place.tenderId);
    const key = (await openerKeysOf(tx, world.exchange.id, place.tenderId)).find((each) => isKeyOf(each, place, actor.opener));
    if (key === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
    if (key.proved_at !== null) return ok({ outboxId: key.outbox_id ?? "" });
    if (!sameBytes(sha256(answer), key.challenge)) return refuse("opener-challenge-failed", { opener: key.opener });
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "opener", tender: place.tenderId, lot: place.lot, part: place.part, opener: key.opener, sha256: key.sha256 });
    const where: PartKey & { opener: string } = { exchangeId: world.exchange.id, ...place, opener: key.opener };
    await updateOpenerKey(tx, where, { proved_at: new Date(at), outbox_id: outboxId });
    return ok({ outboxId });
  });
