import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { fromUtf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { checkSigner } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { checkEscrowRelease, combineEscrow, isEscrowOf, parseEscrowRelease, readEscrow, type EscrowFile, type EscrowOf, type EscrowRelease, type Unsealed } from "../../signing/escrow.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { openerOffices } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { codeName } from "../chain.js";
import { decideEscrowRelease, openableIn, type DrawState } from "../draw.js";
import { commitmentOf, upChain } from "../draw-order.js";
import { drawColumns, drawOf, escrowFileOf, escrowReleasesOf, type DrawKey } from "../queries/draws.js";
import { insertEscrow, insertEscrowRelease } from "../store.js";
import { heldDraw, type DrawPlace, type HeldDraw } from "./held-draw.js";

type Sealed = Pick<HeldDraw, "key" | "draw">;

/** What an escrow of this name is of: a contributor's number by its commitment, a code by the head of the chain. */
const escrowedAs = ({ id, plan, commits }: DrawState, name: string): EscrowOf => ({ draw: id, name, commitment: commits[name] ?? plan?.chain ?? "" });

/** Keeps an escrow that is one of this place, to the openers of the plan. @returns its hash; null where the plan has no escrow */
export async function keepEscrow(tx: Tx, { key, draw }: Sealed, actor: Actor, of: EscrowOf, given: string | null, at: Instant): Promise<Result<string | null>> {
  const openers = draw.plan?.escrow;
  if (openers === undefined) return given === null ? ok(null) : refuse("escrow-unexpected");
  if (given === null) return refuse("escrow-missing", { name: of.name });
  const file = Buffer.from(given, "utf8");
  const read = readEscrow(file, openers, of);
  if (!read.ok) return read;
  const sha256 = sha256Hex(file);
  await insertEscrow(tx, { ...drawColumns(key), name: of.name, sha256, file, made_by: actor.id, made_at: new Date(at) });
  return ok(sha256);
}

/** Whether what its holder shows is what its escrow was made from; where it is not, only what the openers find can follow. */
export async function checkShown(tx: Tx, { key, draw }: Sealed, name: string, secret: string): Promise<Result<true>> {
  const openers = draw.plan?.escrow;
  if (openers === undefined) return ok(true);
  const file = await escrowFileOf(tx, key, name);
  return file !== null && isEscrowOf(file, openers, escrowedAs(draw, name), secret) ? ok(true) : refuse("escrow-differs", { name });
}

/** What an opener may open of a draw, now or soon: the escrow files, and from when. */
export async function listEscrows(world: World, actor: Actor, place: DrawPlace, at: Instant): Promise<Result<{ readonly now: string; readonly escrows: readonly { readonly name: string; readonly from: string; readonly due: boolean; readonly file: string | null; readonly given: readonly string[] }[] }>> {
  const may = can(actor, "sealed.read");
  if (!may.ok) return may;
  const key: DrawKey = { exchangeId: world.exchange.id, ...place };
  const draw = await drawOf(world.db, key);
  if (draw === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}/D${String(place.number)}` });
  const releases = await escrowReleasesOf(world.db, key);
  const escrows = [];
  for (const { name, from } of openableIn(draw, at)) {
    const file = at < from ? null : await escrowFileOf(world.db, key, name);
    escrows.push({ name, from: rfc3339(from), due: at >= from, file: file === null ? null : fromUtf8(file), given: releases.filter((each) => each.name === name).map(({ opener }) => opener) });
  }
  return ok({ now: rfc3339(at), escrows });
}

export type GivenRelease = { readonly release: Uint8Array; readonly signature: Uint8Array };
type Taken = { readonly release: EscrowRelease; readonly reencoded: Uint8Array };

/** A release that its opener signed. */
async function signedRelease(tx: Tx, world: World, actor: Actor, { release, signature }: GivenRelease, at: Instant): Promise<Result<Taken>> {
  const parsed = parseEscrowRelease(release);
  if (!parsed.ok) return parsed;
  const { opener } = parsed.value;
  if (opener !== actor.opener) return refuse("release-other-opener", { given: opener });
  const signed = verifyDetached(signature, release, world.trust, at);
  if (!signed.ok) return signed;
  const office = (await openerOffices(tx, world.exchange.id)).find((each) => each.opener === opener);
  const signer = checkSigner(signed.value.certificate, { organisation: office?.org_uscc ?? "" });
  return signer.ok ? ok({ release: parsed.value, reencoded: signed.value.reencoded }) : signer;
}

/** What an escrow gives by all that the openers said of it so far. */
async function unsealed(tx: Tx, { key, draw }: Sealed, file: EscrowFile): Promise<Unsealed> {
  const openers = draw.plan?.escrow;
  if (openers === undefined) return { kind: "too-few", have: 0 };
  const said = (await escrowReleasesOf(tx, key)).filter(({ name }) => name === file.name).flatMap(({ release }) => {
    const parsed = parseEscrowRelease(release);
    return parsed.ok ? [parsed.value] : [];
  });
  const fits = file.name === codeName(draw.codes.length) && draw.commits[file.name] === undefined
    ? (secret: string): boolean => upChain(secret) === (draw.codes.at(-1) ?? file.commitment) : (secret: string): boolean => commitmentOf(file.draw, file.name, secret) === file.commitment;
  return combineEscrow(file, openers, said, fits);
}

/** What follows once an escrow has been opened, or was found bad. */
export type Follows = (tx: Tx, held: HeldDraw, opened: { readonly name: string; readonly unsealed: Unsealed }) => Promise<Result<unknown>>;

/**
 * An opener says what its share of an escrow is, signed, once its holder's time is over (trust.md §3.4). With the threshold reached the draw
 * goes on by it in the same transaction; under the tender's lock a holder who comes at the same moment is before it or after it.
 */
export const giveEscrowRelease = (world: World, actor: Actor, place: DrawPlace, given: GivenRelease, at: Instant, follows: Follows): Promise<Result<{ readonly name: string; readonly outcome: Unsealed["kind"] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "release.give", place);
    if (!held.ok) return held;
    if (held.value.lot.stage === "suspended") return refuse("lot-stopped");
    const taken = await signedRelease(tx, world, actor, given, at);
    if (!taken.ok) return taken;
    const { name, opener } = taken.value.release;
    const checked = await checkTaken(tx, held.value, taken.value.release, at);
    if (!checked.ok) return checked;
    const { key, draw } = held.value;
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.escrow", draw: draw.id, name, opener, sha256: sha256Hex(given.release) });
    await insertEscrowRelease(tx, { ...drawColumns(key), name, opener, release: given.release, signature: taken.value.reencoded, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
    const outcome = await unsealed(tx, held.value, checked.value);
    const followed = await follows(tx, held.value, { name, unsealed: outcome });
    return followed.ok ? ok({ name, outcome: outcome.kind }) : followed;
  });

/** Whether this may be said now, of this escrow, and by this opener for the first time. */
async function checkTaken(tx: Tx, { key, draw }: HeldDraw, release: EscrowRelease, at: Instant): Promise<Result<EscrowFile>> {
  const { name, opener } = release;
  const due = decideEscrowRelease(draw, name, at);
  if (!due.ok) return due;
  const [bytes, openers] = [await escrowFileOf(tx, key, name), draw.plan?.escrow];
  if (bytes === null || openers === undefined) return refuse("escrow-nothing-due");
  const file = readEscrow(bytes, openers, escrowedAs(draw, name));
  if (!file.ok) return file;
  const fits = checkEscrowRelease(release, file.value, sha256Hex(bytes));
  if (!fits.ok) return fits;
  const said = (await escrowReleasesOf(tx, key)).some((each) => each.name === name && each.opener === opener);
  return said ? refuse("escrow-given", { opener, name }) : file;
}
