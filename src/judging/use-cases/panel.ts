import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { codesOf } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import { judgedBidders } from "../../bidding/qualified.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { certificateOf, signedActBy } from "../../identity/queries.js";
import { bodyHash, signedBody } from "../../identity/step-up.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { openingsOf } from "../../opening/queries.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { roundOf } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { LotRow, PartRow, Tender } from "../../tenders/queries.js";
import type { LotKey } from "../../tenders/keys.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { evaluationPausedSince } from "../../venues/queries.js";
import type { World } from "../../world.js";
import { changesOf, evaluationOf, everySheetOf, membersOf, sheetsOf, type MemberRow } from "../queries.js";
import { keptSheet, readSheet, type Criterion, type Sheet, sheetBody } from "../sheet.js";
import { reopenedItems, serialOf, strayIn, vacantIn, type PanelChange } from "../panel-changes.js";
import { deleteDrafts, insertSheet } from "../store.js";

export type Place = { readonly tenderId: string; readonly lot: string };
/** The part whose bids the members score. */
export const scoredPart = (parts: readonly PartRow[]): string => parts.find(({ after }) => after === null)?.part ?? "";

/** A lot under evaluation with the person's seat on it. */
export type Seated = { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[]; readonly members: readonly MemberRow[]; readonly me: MemberRow; readonly key: LotKey };

/** The lot, held, as its committee member sees it; `chair` asks for the chair. */
export async function heldPanel(tx: Tx, world: World, actor: Actor, action: "panel.read" | "panel.score" | "panel.reject" | "panel.recheck" | "panel.ask" | "panel.report" | "applications.review", place: Place, chair = false): Promise<Result<Seated>> {
  const may = can(actor, action);
  if (!may.ok) return may;
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const lot = tender?.lots.find((each) => each.lot === place.lot);
  if (tender === null || lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const key = { exchangeId: world.exchange.id, ...place };
  const members = await membersOf(tx, key, roundOf(tender.form, lot, tender.allParts));
  const me = members.find((each) => each.actor_id === actor.id);
  if (me === undefined) return refuse("not-on-panel");
  if (chair && !me.chair) return refuse("not-the-chair");
  return ok({ tender, lot, parts: tender.parts.filter((each) => each.lot === lot.lot), members, me, key });
}

/** The criteria members score: none where the lowest evaluated price decides. */
export function criteriaOf(tender: Tender, lot: string): readonly Criterion[] {
  const { method } = lotOf(tender.form, lot);
  return "criteria" in method ? method.criteria : [];
}

/** Bidders of whom every part that opens at once did open, in the order of their codes. */
export async function openedBidders(tx: Tx, { key, parts }: Pick<Seated, "key" | "parts">): Promise<string[]> {
  const opened: string[][] = [];
  for (const { part } of parts.filter(({ after }) => after === null)) {
    opened.push((await openingsOf(tx, { ...key, part })).filter(({ how }) => how === "threshold" || how === "bidder-key").map(({ bidder }) => bidder));
  }
  return (opened[0] ?? []).filter((bidder) => opened.every((part) => part.includes(bidder))).sort();
}

/** The opened bidders the committee judges: who was found unqualified before it sat is not among them. Law: 87号令 44. */
export async function biddersToJudge(tx: Tx, seated: Pick<Seated, "key" | "parts">): Promise<string[]> {
  return judgedBidders(await openedBidders(tx, seated), (await evaluationOf(tx, seated.key))?.qualification ?? null);
}

type Signed = { readonly sheet: Uint8Array; /** Detached CMS; undefined where the person signed the request itself. */ readonly signature?: Uint8Array | undefined };

/** Takes a member's signed scoring sheet: whole, within the documents' points, by the member's own certificate; it is fixed and logged. Law: 12号令 17, 43. */
export const signSheet = (world: World, actor: Actor, place: Place, given: Signed, at: Instant): Promise<Result<{ sheet: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.score", place);
    if (!held.ok) return held;
    const { tender, lot, parts, me } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const pausedSince = await evaluationPausedSince(tx, held.value.key);
    if (pausedSince !== null) return refuse("evaluation-paused", { since: rfc3339(pausedSince) });
    const part = scoredPart(parts);
    const changes = await changesOf(tx, held.value.key);
    const sheet = await readDue(tx, world, held.value, { part, bytes: given.sheet, changes });
    if (!sheet.ok) return sheet;
    const signature = await signatureOn(tx, world, actor, given, at);
    if (!signature.ok) return signature;
    const sha256 = sha256Hex(given.sheet);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "score.sheet", tender: tender.id, lot: lot.lot, expert: me.label, sha256 });
    const made = await insertSheet(tx, {
      exchange_id: world.exchange.id, tender_id: tender.id, lot: lot.lot, label: me.label, part, serial: serialOf(me.label, changes), sheet: given.sheet, signature: signature.value, sha256, outbox_id: outboxId, signed_at: new Date(at),
    });
    if (!made) return refuse("sheet-signed");
    await deleteDrafts(tx, held.value.key, me.label);
    await oweNextStep(tx, world, tender.id);
    return ok({ sheet: sha256 });
  });

/** What shows that the member signed: CMS of its own certificate over the sheet, or the signed act (`signed-act/1`) whose request brought it, by a passkey or a certificate of the person. */
async function signatureOn(tx: Tx, { exchange, trust }: World, actor: Actor, { sheet, signature }: Signed, at: Instant): Promise<Result<Uint8Array>> {
  if (signature === undefined) {
    const act = actor.signed == null ? null : await signedActBy(tx, exchange.id, actor.signed.sha256);
    if (act === null) return refuse("sheet-other-signer");
    return signedBody(act.file) === bodyHash(sheetBody(sheet)) ? ok(act.file) : refuse("sheet-body-other");
  }
  const signed = verifyDetached(signature, sheet, trust, at);
  if (!signed.ok) return signed;
  const own = await certificateOf(tx, exchange.id, actor.id);
  return own === null || sha256Hex(own) !== signed.value.certificate.sha256 ? refuse("sheet-other-signer") : ok(signed.value.reencoded);
}

type Given = { readonly part: string; readonly bytes: Uint8Array; readonly changes: readonly PanelChange[] };

/** The member's whole sheet; one that was opened again changes in the scores that were opened, and in nothing else. Law: 87号令 64. */
async function readDue(tx: Tx, world: World, seated: Seated, { part, bytes, changes }: Given): Promise<Result<Sheet>> {
  const { tender, lot, me, key } = seated;
  const sheet = readSheet(bytes, { exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, part, expert: me.label, bidders: codesOf(await biddersToJudge(tx, seated), await blindCodesOf(tx, key)), criteria: criteriaOf(tender, lot.lot) });
  const items = reopenedItems(me.label, changes);
  const before = (await everySheetOf(tx, key)).findLast(({ label }) => label === me.label);
  if (!sheet.ok || items === null || before === undefined || before.serial >= serialOf(me.label, changes)) return sheet;
  const stray = strayIn(keptSheet(before.sheet), sheet.value, items);
  return stray === null ? sheet : refuse("score-not-opened", { bidder: stray.bidder, criterion: stray.criterion });
}

/** How many sheets are still to be signed: those of members who sit, and those of seats that wait for another. */
export async function unsignedMembers(tx: Db | Tx, key: LotKey, members: readonly MemberRow[]): Promise<number> {
  const signed = new Set((await sheetsOf(tx, key)).map(({ label }) => label));
  return members.filter(({ label }) => !signed.has(label)).length + vacantIn(await changesOf(tx, key)).length;
}
