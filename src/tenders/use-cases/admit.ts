import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { admittedFile, commitmentOf, coversOf, type Basis } from "../../bidding/admitted.js";
import { wayOf } from "../entry.js";
import { admissionsOf, type AdmissionRow } from "../queries/admissions.js";
import type { Tender } from "../queries.js";
import { answerInvitation, dropAdmissions, insertAdmissionList, insertAdmissions } from "../store.js";
import { holdTender } from "./hold.js";
import { heldTender } from "./held.js";

export type LotPlace = { readonly tenderId: string; readonly lot: string };
export type Firm = { readonly uscc: string; readonly name: string };
const SALT_BYTES = 32;

/**
 * Names the firms a lot invites, all of them in one act, while the invitation is under the preparer's hand. Nobody but the buyer and
 * the supervisor learns of it. Law: 招标投标法 17, 22.
 */
export const nameInvited = (world: World, actor: Actor, { tenderId, lot }: LotPlace, firms: readonly Firm[], at: Instant): Promise<Result<{ invited: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "firms.invite", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const row = tender.lots.find((each) => each.lot === lot);
    if (row === undefined) return refuse("not-found", { what: `${tenderId}/${lot}` });
    if (wayOf(tender.form) !== "invitation") return refuse("nobody-invited", { tender: tenderId });
    if (row.stage !== "registered" || tender.row.submitted_by !== null) return refuse("tender-not-draft", { tender: tenderId });
    const odd = oddFirm(firms, [tender.project.tenderer_uscc, tender.form.agency?.uscc ?? ""]);
    if (odd !== null) return odd;
    await dropAdmissions(tx, { exchangeId: world.exchange.id, tenderId, lot });
    await nameFirms(tx, world, { tenderId, lot }, firms, { basis: "invited", by: actor.id, at });
    return ok({ invited: firms.length });
  });

/** A code that does not hold, a firm named twice, or one of those who buy. */
function oddFirm(firms: readonly Firm[], buyers: readonly string[]): Result<never> | null {
  for (const [place, { uscc }] of firms.entries()) {
    const code = checkUscc(uscc);
    if (!code.ok) return code;
    if (firms.findIndex((each) => each.uscc === uscc) !== place) return refuse("invited-twice", { firm: uscc });
    if (buyers.includes(uscc)) return refuse("invited-buyer", { firm: uscc });
  }
  return null;
}

type Naming = { readonly basis: Basis; readonly by: string; readonly at: Instant };

/** Writes down who may bid, each with the salt that hides it in the committed list. */
export const nameFirms = (tx: Tx, world: World, { tenderId, lot }: LotPlace, firms: readonly Firm[], { basis, by, at }: Naming): Promise<void> =>
  insertAdmissions(tx, firms.map(({ uscc, name }) => ({ exchange_id: world.exchange.id, tender_id: tenderId, lot, firm: uscc, name, basis, salt: world.random(SALT_BYTES), named_by: by, named_at: new Date(at) })));

/** Commits to who may bid for a lot, before anybody can: from here on its box takes bids of these firms alone. */
export async function admitFirms(tx: Tx, world: World, tender: Tender, lot: string, at: Instant): Promise<void> {
  const place = { exchange: world.exchange.origin, tender: tender.id, lot };
  const rows = (await admissionsOf(tx, world.exchange.id, tender.id)).filter((each) => each.lot === lot);
  const covers = Array.from({ length: coversOf(rows.length) }, () => hex(world.random(SALT_BYTES)));
  const file = admittedFile(place, rows[0]?.basis ?? "passed", [...rows.map(({ firm, salt }) => commitmentOf(place, firm, salt)), ...covers]);
  const sha256 = sha256Hex(file);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.admitted", tender: tender.id, lot, sha256 });
  await insertAdmissionList(tx, { exchange_id: world.exchange.id, tender_id: tender.id, lot, file, sha256, outbox_id: outboxId, made_at: new Date(at) });
}

/**
 * An admitted firm says once that it will not bid, with or without a reason. It binds nobody: no law takes the invitation back, so the
 * firm stays admitted and may still bid until the deadline (招标投标法 17, 28). What it said is not said again or changed.
 */
export const declineInvitation = (world: World, actor: Actor, { tenderId, lot }: LotPlace, reason: string, at: Instant): Promise<Result<{ declined: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "invitation.decline");
    if (!may.ok) return may;
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const stage = tender?.lots.find((each) => each.lot === lot)?.stage ?? "";
    if (stage !== "noticed" && stage !== "bidding") return refuse("not-admitted", { lot });
    const firm = actor.organisation?.uscc ?? "";
    const open = mayDecline(await admissionsOf(tx, world.exchange.id, tenderId), lot, firm);
    if (!open.ok) return open;
    await answerInvitation(tx, { exchangeId: world.exchange.id, tenderId, lot }, firm, { reason, at: new Date(at) });
    return ok({ declined: lot });
  });

/** A firm on the list that has not answered yet. */
function mayDecline(rows: readonly AdmissionRow[], lot: string, firm: string): Result<true> {
  const row = rows.find((each) => each.lot === lot && each.firm === firm);
  if (row === undefined) return refuse("not-admitted", { lot });
  return row.declined_at === null ? ok(true) : refuse("invitation-declined", { at: rfc3339(row.declined_at.getTime() as Instant) });
}
