import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { keepScanned } from "../../storage/antivirus.js";
import type { World } from "../../world.js";
import { EMPTY_DRAFT, readDraft, withMaterial, withoutMaterial, type DraftBodyKept, type DraftMaterial } from "../draft.js";
import type { DraftGiven } from "../forms.js";
import { dropDraft, holdDraft, saveDraft } from "../store.js";
import { openItem } from "./file.js";

const DRAFT_BYTES = 16;
/** Bytes of one material: drawings of a building. */
export const MATERIAL_BYTES_MAX = 64 * 1_048_576;

/** What an applicant is about to file, kept on the way: he goes on where he stopped, on any machine. */
export type KeptDraft = { readonly item: string; readonly step: number; readonly body: DraftBodyKept };

async function changed(tx: Tx, world: World, actor: Actor, { item, at, step }: { readonly item: string; readonly at: Instant; readonly step: number | null }, change: (body: DraftBodyKept) => DraftBodyKept): Promise<KeptDraft> {
  const before = await holdDraft(tx, world.exchange.id, actor.id, item);
  const body = change(before === null ? EMPTY_DRAFT : readDraft(before.body));
  const kept = { item, step: step ?? before?.step ?? 1, body };
  await saveDraft(tx, { exchange_id: world.exchange.id, draft: before?.draft ?? hex(world.random(DRAFT_BYTES)), owner: actor.id, item, step: kept.step, body: JSON.stringify(body), made_at: new Date(at), changed_at: new Date(at) });
  return kept;
}

/** Saves what was typed so far. */
export const keepDraft = (world: World, actor: Actor, item: string, { step, ...given }: DraftGiven, at: Instant): Promise<Result<KeptDraft>> =>
  allOrNothing(world.db, async (tx) => {
    const version = await openItem(tx, world, item, at);
    return version.ok ? ok(await changed(tx, world, actor, { item, at, step }, (body) => ({ ...body, ...given }))) : version;
  });

export type File = { readonly material: string; readonly name: string; readonly stream: AsyncIterable<Uint8Array> };

/** Stores a file of a material, scanned and by its hash. Refused before a byte is read where the item asks for no such material. */
export async function keepMaterial(world: World, wanted: readonly { readonly id: string }[], { material, name, stream }: File): Promise<Result<DraftMaterial>> {
  if (!wanted.some(({ id }) => id === material)) return refuse("material-unknown", { material });
  const stored = await keepScanned(world, { name, stream, sizeMax: MATERIAL_BYTES_MAX });
  return stored.ok ? ok({ material, name, sha256: stored.value.sha256, size: stored.value.size }) : stored;
}

/** Puts a file into a draft, in the place of the one before it. */
export async function addToDraft(world: World, actor: Actor, item: string, file: File, at: Instant): Promise<Result<KeptDraft>> {
  const version = await inTransaction(world.db, (tx) => openItem(tx, world, item, at));
  if (!version.ok) return version;
  const kept = await keepMaterial(world, version.value.materials, file);
  return kept.ok ? ok(await inTransaction(world.db, (tx) => changed(tx, world, actor, { item, at, step: null }, (body) => withMaterial(body, kept.value)))) : kept;
}

/** Takes a file out of a draft. */
export const takeFromDraft = (world: World, actor: Actor, item: string, material: string, at: Instant): Promise<KeptDraft> =>
  inTransaction(world.db, (tx) => changed(tx, world, actor, { item, at, step: null }, (body) => withoutMaterial(body, material)));

/** Gives a draft up. */
export const giveUpDraft = (world: World, actor: Actor, item: string): Promise<Result<{ readonly item: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const draft = await holdDraft(tx, world.exchange.id, actor.id, item);
    if (draft === null) return refuse("not-found", { what: item });
    await dropDraft(tx, draft);
    return ok({ item });
  });
