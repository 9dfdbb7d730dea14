import { inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { base64, hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { biddersOf, isTold, keysOf, paddleOf } from "../queries.js";
import { paddleBytes } from "../request.js";
import { insertBidder, insertKey, insertOrder, takeOut } from "../store.js";
import { runningAuction } from "./plan.js";

type Ground = Pick<World, "exchange" | "random">;
type Firm = { readonly firm: string; readonly name: string; /** Its share, where it has a right of pre-emption. */ readonly preemption?: string | null };

const SALT_BYTES = 16;
/** Numbers are drawn from so many times those in use, so that none is long to find. */
const SPARE = 2;

/** Lets a firm into an auction: it gets a number drawn at random, and the contest is told of the number with a commitment to the firm, before its opening of all at once. */
export async function admitBidder(tx: Tx, world: Ground, auction: string, { firm, name, preemption = null }: Firm, at: Instant): Promise<Result<{ readonly paddle: string }>> {
  const held = await runningAuction(tx, world.exchange.id, auction);
  if (!held.ok) return held;
  const bidders = await biddersOf(tx, held.value);
  const known = bidders.find((each) => each.firm === firm);
  if (known !== undefined) return ok({ paddle: known.paddle });
  const paddle = drawPaddle(new Set(bidders.map((each) => each.paddle)), world.random);
  const salt = world.random(SALT_BYTES);
  const commitment = sha256Hex(paddleBytes({ exchange: world.exchange.origin, auction, paddle, firm, name, salt: hex(salt) }));
  await insertBidder(tx, { exchange_id: held.value.exchangeId, auction_id: auction, paddle, firm, name, salt, commitment, preemption, taken_out: null, admitted_at: new Date(at) });
  if (await isTold(tx, held.value)) await insertOrder(tx, held.value, { command: { kind: "admit", by: "officer", stage: null, paddle, commitment, preemption }, by: "exchange", at }, world.random);
  return ok({ paddle });
}

/** Takes a firm out of an auction: its deposit bounced, say. What it offered never counted; the contest says what stands then. */
export async function excludeBidder(tx: Tx, world: Ground, auction: string, { firm, reason }: { readonly firm: string; readonly reason: string }, at: Instant): Promise<Result<{ readonly paddle: string }>> {
  const held = await runningAuction(tx, world.exchange.id, auction);
  if (!held.ok) return held;
  const paddle = await paddleOf(tx, held.value, firm);
  if (paddle === null) return refuse("not-admitted", { lot: auction });
  if (await isTold(tx, held.value, paddle)) await insertOrder(tx, held.value, { command: { kind: "exclude", by: "officer", stage: null, paddle, reason }, by: "exchange", at }, world.random);
  else await takeOut(tx, held.value, { paddle, reason });
  return ok({ paddle });
}

function drawPaddle(taken: ReadonlySet<string>, random: World["random"]): string {
  const least = [100, 1_000, 10_000, 100_000].find((each) => taken.size * SPARE < each * 9) ?? 100_000;
  for (;;) {
    const number = Buffer.from(random(4)).readUInt32BE();
    const paddle = String(least + (number % (least * 9)));
    if (number < 2 ** 32 - (2 ** 32 % (least * 9)) && !taken.has(paddle)) return paddle;
  }
}

/** A bidder comes into the room: by an act that he signs he gives the key that signs his offers from here on (docs/decisions/0087). One given before the opening is told with the seats. */
export const enterRoom = (world: World, actor: Actor, auction: string, publicKey: Uint8Array, at: Instant): Promise<Result<{ readonly paddle: string; readonly serial: number }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "auction.enter");
    if (!may.ok) return may;
    const held = await runningAuction(tx, world.exchange.id, auction);
    if (!held.ok) return held;
    const paddle = await paddleOf(tx, held.value, actor.organisation?.uscc ?? "");
    if (paddle === null) return refuse("not-admitted", { lot: auction });
    if (actor.signed === undefined) throw new RangeError(`${actor.id} comes in without a signature`);
    const serial = (await keysOf(tx, held.value, paddle)).length + 1;
    await insertKey(tx, { exchange_id: held.value.exchangeId, auction_id: auction, paddle, serial, public_key: publicKey, act_sha256: actor.signed.sha256, given_by: actor.id, given_at: new Date(at) });
    if (await isTold(tx, held.value, paddle)) await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "auction.key", auction, paddle, key: base64(publicKey), act: actor.signed.sha256 });
    return ok({ paddle, serial });
  });
