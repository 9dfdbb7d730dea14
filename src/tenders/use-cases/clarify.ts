import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { clarification as clarificationNotice } from "../../notices/clarification.js";
import type { World } from "../../world.js";
import { deadlineOf, isShutByOutage, lotFacts } from "../facts.js";
import { readClarification, type Clarification } from "../form.js";
import { issueNotice, type Issued } from "./issue.js";
import { moverOf } from "./move.js";
import { clarificationsOf, noticesOf, recordOf, returnsOf, type LotRow, type Tender } from "../queries.js";
import { insertClarification, lockParts, publishClarification, updatePart, updateTender } from "../store.js";
import { heldTender, moveLots } from "./publish.js";

/** Drafts a clarification or change of the documents; a second officer publishes it. */
export const draftClarification = (world: World, actor: Actor, tenderId: string, body: Clarification, at: Instant): Promise<Result<{ serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.clarify", tenderId);
    if (!held.ok) return held;
    if (held.value.row.published_at === null) return refuse("tender-not-published", { tender: tenderId });
    const unknown = body.lots.find((lot) => !held.value.lots.some((each) => each.lot === lot));
    if (unknown !== undefined) return refuse("not-found", { what: `${tenderId}/${unknown}` });
    const serial = (await clarificationsOf(tx, world.exchange.id, tenderId)).length + 1;
    await insertClarification(tx, { exchange_id: world.exchange.id, tender_id: tenderId, serial, body: JSON.stringify(body), drafted_by: actor.id, drafted_at: new Date(at), published_by: null, published_at: null });
    return ok({ serial });
  });

/**
 * Publishes a clarification to all (E3). Where it may affect bids and comes too late for the standing deadline, it must move
 * the deadline. Bids lodged under earlier terms stay good, unless it asks that they be confirmed or replaced. Boxes that an outage shut at their deadline open again, all lots it is
 * about in one act or none of them. Law: 招标投标法 23; 条例 21.
 */
export const publishClarificationOf = (world: World, actor: Actor, tenderId: string, serial: number, at: Instant): Promise<Result<Issued>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.clarify", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const row = (await clarificationsOf(tx, world.exchange.id, tenderId)).find((each) => each.serial === serial);
    if (row === undefined) return refuse("not-found", { what: `澄清 ${String(serial)}` });
    if (row.published_at !== null) return refuse("clarification-published", { serial });
    if ((await returnsOf(tx, world.exchange.id, tenderId)).some(({ clarification }) => clarification === serial)) return refuse("clarification-returned", { serial });
    const mover = moverOf(actor, "发布澄清");
    if (!mover.ok) return mover;
    await lockParts(tx, world.exchange.id, tenderId);
    const body = readClarification(row.body);
    const about = lotsOf(tender, body, at);
    if (!about.ok) return about;
    const { lots, isShut } = about.value;
    const facts = (lot: string) => ({ preparedBy: row.drafted_by, affectsBids: body.mayAffectBid, reconfirm: body.reconfirm, newDeadline: body.newDeadline ?? deadlineOf(tender, lot), shutByOutage: isLotShut(tender, lot, at) });
    const moved = await moveLots(tx, world, { ...tender, lots }, isShut ? "extendAfterOutage" : "clarify", mover.value, ({ lot }) => lotFacts(tender, lot, at, actor.id, { clarification: facts(lot) }));
    if (!moved.ok) return moved;
    await publishClarification(tx, world.exchange.id, tenderId, serial, actor.id, at);
    return issue(tx, world, tender, { body, serial, lots, isShut }, at);
  });

const isLotShut = (tender: Tender, lot: string, at: Instant): boolean => tender.parts.some((part) => part.lot === lot && isShutByOutage(part, at));

/** The lots a clarification is about, and whether it opens boxes that an outage shut. Lots whose deadline moves must have one to move from. */
function lotsOf(tender: Tender, { lots: named, newDeadline }: Clarification, at: Instant): Result<{ readonly lots: readonly LotRow[]; readonly isShut: boolean }> {
  const shut = tender.lots.filter(({ lot }) => isLotShut(tender, lot, at));
  const open = tender.lots.filter(({ stage }) => stage === "noticed" || stage === "bidding");
  const otherwise = shut.length > 0 ? shut : open.length > 0 ? open : tender.lots;
  const lots = named.length === 0 ? otherwise : tender.lots.filter(({ lot }) => named.includes(lot));
  const deadlines = new Set(lots.map(({ lot }) => deadlineOf(tender, lot)));
  if (newDeadline !== null && deadlines.size > 1) return refuse("lots-differ-in-deadline", { lots: lots.map(({ lot }) => lot).join("、") });
  return ok({ lots, isShut: lots.some((lot) => shut.includes(lot)) });
}

type Issue = { readonly body: Clarification; readonly serial: number; readonly lots: readonly LotRow[]; readonly isShut: boolean };

async function issue(tx: Tx, world: World, tender: Tender, { body, serial, lots, isShut }: Issue, at: Instant): Promise<Result<Issued>> {
  const exchangeId = world.exchange.id;
  const names = lots.map(({ lot }) => lot);
  const before = deadlineOf(tender, names[0] ?? "");
  const first = (await noticesOf(tx, exchangeId, tender.id)).find(({ type }) => type === "tender-notice");
  if (first === undefined) throw new RangeError(`tender ${tender.id} is published without a notice`);
  const issued = await issueNotice(world, tx, {
    tender, lots: names.length === tender.lots.length ? [] : names, at, build: (common) => clarificationNotice(common, {
      original: { number: (recordOf(first) as { number: string }).number, title: first.title }, lots: names, correction: serial, issuedAt: at, reason: null,
      changes: body.changes.map((change) => ({ item: change.what, before: change.before, after: change.after })), questions: [],
      deadline: { before, after: body.newDeadline }, mayAffectBids: body.mayAffectBid, reconfirm: body.reconfirm,
    }),
  });
  if (body.newDeadline !== null) {
    for (const { lot, part } of tender.parts.filter((each) => names.includes(each.lot))) await updatePart(tx, { exchangeId, tenderId: tender.id, lot, part }, { deadline: new Date(body.newDeadline), ...(isShut ? { state: "open" as const } : {}) });
  }
  await updateTender(tx, exchangeId, tender.id, { next_due_at: new Date(at), version: tender.row.version + 1 });
  return issued;
}
