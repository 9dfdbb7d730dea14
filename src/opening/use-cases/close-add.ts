import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { PartKey } from "../../tenders/keys.js";
import type { PartRow } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { listJson, type Listed } from "../live.js";
import { additionsOf, closesOf } from "../queries.js";
import { approveAddition, insertAddition, insertCloseList } from "../store.js";
import { onTimeList } from "./close.js";
import { endMended } from "./dispute.js";
import type { Place } from "./release.js";

/** A closed list that leaves out bids the deadline checkpoint covers: what it should be, and the hash that both people sign for. */
type Amended = { readonly key: PartKey; readonly closeIdx: number; readonly version: number; readonly list: readonly Listed[]; readonly bids: string };

const hashOf = (list: readonly Listed[]): string => sha256Hex(canonical(listJson(list)));

/** The amended list of a part whose opening has not begun; refused where nothing is missing or it is too late. */
async function amended(tx: Tx, world: World, actor: Actor, place: Place, at: Instant): Promise<Result<Amended>> {
  const may = can(actor, "close.add");
  if (!may.ok) return may;
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const part = tender?.parts.find((each) => each.lot === place.lot && each.part === place.part);
  if (part === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/${place.part}` });
  if (!isObjectionTime(part, at)) return refuse("close-add-late", { part: part.part });
  const key: PartKey = { exchangeId: world.exchange.id, ...place };
  const closes = await closesOf(tx, key);
  const [first, last] = [closes[0], closes.at(-1)];
  if (first?.idx == null || last === undefined) return refuse("close-add-late", { part: part.part }); // the close is not in the log yet
  const list = await onTimeList(tx, key, Number(part.deadline_size));
  if (!isAddition(last.list as readonly Listed[], list)) return refuse("close-complete", { part: part.part });
  return ok({ key, closeIdx: Number(first.idx), version: last.version + 1, list, bids: hashOf(list) });
}

/** A dispute raised in the objection window keeps the lot shut beyond it, and may still be mended. */
const isObjectionTime = ({ state, objections_until, disputed }: PartRow, at: Instant): boolean => state === "closed" && objections_until !== null && (disputed || at < objections_until.getTime());

function isAddition(before: readonly Listed[], after: readonly Listed[]): boolean {
  const listed = new Set(after.map(({ st }) => st));
  return after.length > before.length && before.every(({ st }) => listed.has(st));
}

const additionObject = ({ tenderId, lot, part }: PartKey, serial: number): string => `${tenderId}/${lot}/${part}/${String(serial)}`;

/** What both people sign for: the whole amended list, by its hash, and why. */
const additionVersion = ({ tenderId: tender, lot, part, serial, bids, reason }: Omit<PartKey, "exchangeId"> & { readonly serial: number; readonly bids: string; readonly reason: string }): string =>
  versionOf({ tender, lot, part, serial, bids, reason });

/** The same by name, for whoever is asked to sign; null where nobody asked for it. */
export async function additionToApprove({ db, exchange }: Pick<World, "db" | "exchange">, place: Place, serial: number): Promise<string | null> {
  const request = (await additionsOf(db, { exchangeId: exchange.id, ...place })).find((each) => each.serial === serial);
  return request === undefined ? null : additionVersion({ ...place, ...request });
}

/** Asks for a bid that the closed list left out to be added: the first of two people (trust.md §1.5, step 2). */
export const requestAddition = (world: World, actor: Actor, place: Place, reason: string, at: Instant): Promise<Result<{ serial: number; count: number; bids: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await amended(tx, world, actor, place, at);
    if (!found.ok) return found;
    const { key, list, bids } = found.value;
    const serial = (await additionsOf(tx, key)).length + 1;
    await insertAddition(tx, {
      exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, part: key.part, serial, bids, reason, requested_by: actor.id, requested_at: new Date(at), approved_by: null, approved_at: null,
    });
    const kept = await keepRequest(tx, key.exchangeId, actor, { kind: "close-add", object: additionObject(key, serial), version: additionVersion({ ...key, serial, bids, reason }) }, at);
    return kept.ok ? ok({ serial, count: list.length, bids }) : kept;
  });

/** Another person approves, before any release: the whole amended list is logged and counts from then on. */
export const approveRequestedAddition = (world: World, actor: Actor, place: Place, serial: number, at: Instant): Promise<Result<{ count: number; bids: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await amended(tx, world, actor, place, at);
    if (!found.ok) return found;
    const { key, closeIdx, version, list, bids } = found.value;
    const request = (await additionsOf(tx, key)).find((each) => each.serial === serial);
    if (request?.bids !== bids) return refuse("not-found", { what: `${key.part} ${String(serial)}` });
    const approved = await keepApproval(tx, key.exchangeId, actor, { kind: "close-add", object: additionObject(key, serial), version: additionVersion({ ...key, ...request }), preparedBy: request.requested_by }, at);
    if (!approved.ok) return approved;
    const entry = { v: "dl/1", type: "lot.close.add", tender: key.tenderId, lot: key.lot, part: key.part, close: closeIdx, count: list.length, bids } as const satisfies Json;
    const outboxId = await appendToLog(tx, key.exchangeId, entry);
    await insertCloseList(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, part: key.part, version, list: JSON.stringify(list), entry: canonical(entry), outbox_id: outboxId });
    await approveAddition(tx, key, serial, actor.id, new Date(at));
    await endMended(tx, world, key, { id: actor.id, at });
    await oweNextStep(tx, world, key.tenderId);
    return ok({ count: list.length, bids });
  });
