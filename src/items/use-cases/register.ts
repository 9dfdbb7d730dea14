import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendAllToLog } from "../../journal/outbox.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { checkItem, draftBytes, versionBytes, type Item, type ItemDraft, type ItemVersion } from "../item.js";
import { draftOf, fileOf, itemByCode, takenIn, type Draft } from "../queries.js";
import { changeDraft, changeItem, dropDraft, dropItem, holdItem, insertItems, insertVersions, keepDraft } from "../store.js";
import { aroundOf, ofUnit, placeOf, type Place } from "./around.js";
import { tellConfirmed, tellDrafted, tellReturned } from "./tell.js";

export type Drafted = { readonly item: string; readonly sha256: string };
export type TakenIntoHall = { readonly item: string; readonly version: number; readonly sha256: string };

/** A unit's officer drafts an item, or its next version. Whoever confirmed an earlier draft did not confirm this one. @param known units and windows, where they are read once for many */
export const draftItem = (world: World, actor: Actor, given: ItemDraft, at: Instant, known: Place | null = null): Promise<Result<Drafted>> =>
  allOrNothing(world.db, async (tx) => draftItemIn(tx, world, actor, given, { place: known ?? (await placeOf(tx, world.exchange.id)), at }));

/** The same within a transaction. */
async function draftItemIn(tx: Tx, world: World, actor: Actor, given: ItemDraft, { place, at }: { readonly place: Place; readonly at: Instant }): Promise<Result<Drafted>> {
  const exchangeId = world.exchange.id;
  await holdItem(tx, exchangeId, given.code);
  const item = await itemByCode(tx, exchangeId, given.code);
  const may = mayDraft(actor, given, item, place);
  if (!may.ok) return may;
  const before = (await takenIn(tx, exchangeId, [given.code])).at(-1)?.version ?? null;
  const fit = checkItem(given, await aroundOf(tx, exchangeId, place, given, { before, today: dayOf(at) }));
  if (!fit.ok) return fit;
  const missing = await missingSample(tx, exchangeId, given);
  if (missing !== null) return refuse("item-file-missing", { sha256: missing });
  const sha256 = sha256Hex(draftBytes(given));
  if (item === null) await insertItems(tx, [{ exchange_id: exchangeId, code: given.code, unit_code: given.unit, state: "draft", made_by: actor.id, made_at: new Date(at) }]);
  else if (before === null) await changeItem(tx, exchangeId, given.code, { state: "draft", unit_code: given.unit });
  await keepDraft(tx, { exchange_id: exchangeId, code: given.code, body: given, sha256, drafted_by: actor.id, drafted_at: new Date(at) });
  const unit = place.units.get(given.unit);
  if (unit !== undefined) await tellDrafted(tx, world, unit, at);
  return ok({ item: given.code, sha256 });
}

/** The hash of a sample that is not kept of this item; null where all are. */
async function missingSample(tx: Tx, exchangeId: string, { code, materials }: ItemDraft): Promise<string | null> {
  for (const { sample } of materials) if (sample !== null && (await fileOf(tx, exchangeId, code, sample)) === null) return sample;
  return null;
}

/** An officer drafts for his own unit; another unit's item only after that unit has an end. What left the hall does not come back under its code. */
function mayDraft(actor: Actor, given: ItemDraft, item: Item | null, { units }: Place): Result<true> {
  const own = ofUnit(actor, units.get(given.unit), given.unit);
  if (!own.ok) return own;
  if (item === null) return ok(true);
  if (item.unit !== given.unit && units.get(item.unit)?.until === null) return refuse("not-found", { what: given.code });
  return item.lastOn === null ? ok(true) : refuse("item-gone", { item: given.code, on: item.lastOn });
}

/** Drops a draft; of an item that never was in the hall nothing is left. */
export const dropDrafted = (world: World, actor: Actor, code: string): Promise<Result<{ readonly item: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraft(tx, world, code);
    if (!held.ok) return held;
    const own = ofUnit(actor, (await placeOf(tx, world.exchange.id)).units.get(held.value.draft.body.unit), code);
    if (!own.ok) return own;
    await dropDraft(tx, world.exchange.id, code);
    if (held.value.before === null) await dropItem(tx, world.exchange.id, code);
    return ok({ item: code });
  });

type HeldDraft = { readonly item: Item; readonly draft: Draft; readonly before: ItemVersion | null };

/** A draft with its item, held until the transaction ends. */
async function heldDraft(tx: Tx, world: World, code: string): Promise<Result<HeldDraft>> {
  await holdItem(tx, world.exchange.id, code);
  const [item, draft] = [await itemByCode(tx, world.exchange.id, code), await draftOf(tx, world.exchange.id, code)];
  if (item === null || draft === null) return refuse("not-found", { what: code });
  return ok({ item, draft, before: (await takenIn(tx, world.exchange.id, [code])).at(-1)?.version ?? null });
}

/** The hash of the draft in hand, which a signature over its confirmation or entry names; null where there is none. */
export const draftInHand = async ({ db, exchange }: World, code: string): Promise<string | null> => (await draftOf(db, exchange.id, code))?.sha256 ?? null;

/** The deputy head confirms for his unit what its officer drafted: 三进中心确认书. Another person than who drafted it. */
export const confirmItem = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Drafted>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraft(tx, world, code);
    if (!held.ok) return held;
    const { item, draft, before } = held.value;
    const place = await placeOf(tx, world.exchange.id);
    const own = ofUnit(actor, place.units.get(draft.body.unit), code);
    if (!own.ok) return own;
    if (draft.drafted_by === actor.id) return refuse("item-own-draft");
    if (draft.confirmed_by !== null) return refuse("item-confirmed-already", { item: code });
    const fit = checkItem(draft.body, await aroundOf(tx, world.exchange.id, place, draft.body, { before, today: dayOf(at) }));
    if (!fit.ok) return fit;
    await changeDraft(tx, world.exchange.id, code, { confirmed_by: actor.id, confirmed_at: new Date(at), signed: actor.signed?.sha256 ?? null, returned: null });
    if (before === null) await changeItem(tx, world.exchange.id, code, { state: "confirmed" });
    await tellConfirmed(tx, world, at);
    return ok({ item: item.code, sha256: draft.sha256 });
  });

/** The centre sends a confirmed draft back to its unit, saying why. */
export const returnItem = (world: World, code: string, reason: string, at: Instant): Promise<Result<Drafted>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraft(tx, world, code);
    if (!held.ok) return held;
    const { draft, before } = held.value;
    if (draft.confirmed_by === null) return refuse("item-unconfirmed", { item: code });
    await changeDraft(tx, world.exchange.id, code, { confirmed_by: null, confirmed_at: null, signed: null, returned: reason });
    if (before === null) await changeItem(tx, world.exchange.id, code, { state: "draft" });
    await tellReturned(tx, world, draft.drafted_by, at);
    return ok({ item: code, sha256: draft.sha256 });
  });

/** The centre takes a confirmed item, or its next version, into the hall. It holds from its first day; its hash is logged. */
export const takeInItem = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<TakenIntoHall>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraft(tx, world, code);
    if (!held.ok) return held;
    const { item, draft, before } = held.value;
    if (draft.confirmed_by === null || draft.confirmed_at === null) return refuse("item-unconfirmed", { item: code });
    if (item.lastOn !== null) return refuse("item-gone", { item: code, on: item.lastOn });
    const fit = checkItem(draft.body, await aroundOf(tx, world.exchange.id, await placeOf(tx, world.exchange.id), draft.body, { before, today: dayOf(at) }));
    if (!fit.ok) return fit;
    const [kept] = await keepVersions(tx, world, [{ version: fit.value, draftSha256: draft.sha256, confirmedBy: draft.confirmed_by, confirmedAt: draft.confirmed_at, signed: draft.signed }], { by: actor.id, at });
    await changeItem(tx, world.exchange.id, code, { state: before === null ? "in-service" : item.state, unit_code: fit.value.unit });
    await dropDraft(tx, world.exchange.id, code);
    return ok({ item: code, version: fit.value.version, sha256: kept ?? "" });
  });

type Confirmed = { readonly version: ItemVersion; readonly draftSha256: string; readonly confirmedBy: string; readonly confirmedAt: Date; readonly signed: string | null };

/** Logs versions and keeps them for ever. @returns their hashes */
export async function keepVersions(tx: Tx, world: Pick<World, "exchange">, versions: readonly Confirmed[], { by, at }: { readonly by: string; readonly at: Instant }): Promise<string[]> {
  const files = versions.map(({ version }) => versionBytes(version));
  const hashes = files.map((file) => sha256Hex(file));
  const outbox = await appendAllToLog(tx, world.exchange.id, versions.map(({ version: { code, version } }, place) => ({ v: "dl/1" as const, type: "item.version" as const, code, version, sha256: hashes[place] ?? "" })));
  await insertVersions(tx, versions.map(({ version, draftSha256, confirmedBy, confirmedAt, signed }, place) => ({
    exchange_id: world.exchange.id, code: version.code, version: version.version, unit_code: version.unit, from_on: version.from, file: files[place] ?? new Uint8Array(), sha256: hashes[place] ?? "", draft_sha256: draftSha256,
    confirmed_by: confirmedBy, confirmed_at: confirmedAt, signed, outbox_id: outbox[place] ?? "", made_by: by, made_at: new Date(at),
  })));
  return hashes;
}

/** What stood in the hall before the registry was kept here: taken in at once, for their units. @param today the day before which none begins */
export async function foundItems(tx: Tx, world: Pick<World, "exchange">, by: { readonly id: string }, given: readonly ItemDraft[], { at, today }: { readonly at: Instant; readonly today: PlainDate }): Promise<void> {
  const place = await placeOf(tx, world.exchange.id);
  const versions: Confirmed[] = [];
  for (const draft of given) {
    const version = must(checkItem(draft, await aroundOf(tx, world.exchange.id, place, draft, { before: null, today })));
    versions.push({ version, draftSha256: sha256Hex(draftBytes(draft)), confirmedBy: by.id, confirmedAt: new Date(at), signed: null });
  }
  await insertItems(tx, versions.map(({ version }) => ({ exchange_id: world.exchange.id, code: version.code, unit_code: version.unit, state: "in-service", made_by: by.id, made_at: new Date(at) })));
  await keepVersions(tx, world, versions, { by: by.id, at });
}
