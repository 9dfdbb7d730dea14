import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { concat, fromBase64, fromHex, hex } from "../../kernel/bytes.js";
import { parseCanonical, type Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { parseMoney } from "../../kernel/money.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { Answered } from "../batch.js";
import { CONTEST } from "./contest-engine.js";
import type { Command, Happening } from "../happening.js";
import { paddleOf } from "../queries.js";
import { requestBytes } from "../request.js";
import { NotDecided } from "./writer.js";

/** What a bidder wants, as the API takes it. */
export type WishBody =
  | { readonly kind: "offer"; readonly amount: Json; readonly sure?: boolean | undefined }
  | { readonly kind: "maximum"; readonly amount: Json; readonly sure?: boolean | undefined };
export type RequestBody = { readonly stage: number | null; readonly key: string; readonly wish: WishBody; readonly signature: string };

/** A firm in one auction: its number, and the key that signs its requests; null where it gave none. */
export type Known = { readonly paddle: string; readonly key: KeyObject | null };

/** What stands before the 32 key bytes in a SubjectPublicKeyInfo of Ed25519. */
const SPKI = fromHex("302a300506032b6570032100");
/** Who bids is known for this long: a new key counts everywhere after it. In real ms. */
const KNOWN_MS = 1_000;
const KNOWN_MAX = 5_000;

/** Finds out which number a firm has in an auction; remembered for a second, since every offer asks. */
export function knownBidders({ db, exchange }: Pick<World, "db" | "exchange">): { readonly of: (auction: string, firm: string) => Promise<Known | null>; readonly forget: (auction: string, firm: string) => void } {
  const known = new Map<string, { readonly until: number; readonly found: Promise<Known | null> }>();
  const look = async (auction: string, firm: string): Promise<Known | null> => {
    const found = await paddleOf(db, { exchangeId: exchange.id, auctionId: auction }, firm);
    return found === null ? null : { paddle: found.paddle, key: found.key === null ? null : createPublicKey({ key: Buffer.from(concat(SPKI, found.key)), format: "der", type: "spki" }) };
  };
  return {
    of: (auction, firm) => {
      const name = `${auction}/${firm}`;
      const before = known.get(name);
      if (before !== undefined && before.until > performance.now()) return before.found;
      if (known.size > KNOWN_MAX) known.clear();
      const found = look(auction, firm);
      found.catch(() => { known.delete(name); });
      known.set(name, { until: performance.now() + KNOWN_MS, found });
      return found;
    },
    forget: (auction, firm) => { known.delete(`${auction}/${firm}`); },
  };
}

/** Who asks, of which auction. */
export type Asker = { readonly auction: string; readonly known: Known; readonly actorId: string; readonly address: string };

/** What a request was answered: the happening, with the head that fixes all before it. */
export type Receipt = { readonly seq: number; readonly head: string; readonly happening: Happening; readonly isAgain: boolean };

/** Checks a request's signature in the turn in which it was stamped, and hands it to the writer. Never waits before it is queued. */
export function askContest(world: World, { auction, known, actorId, address }: Asker, body: RequestBody, at: Instant): Promise<Result<Receipt>> {
  const { paddle, key } = known;
  if (key === null) return Promise.resolve(refuse("auction-key-missing", { paddle }));
  const wish = wishJson(body.wish);
  const bytes = requestBytes({ exchange: world.exchange.origin, auction, paddle, stage: body.stage, key: body.key, wish });
  if (!isSigned(bytes, key, body.signature)) return Promise.resolve(refuse("auction-signature-wrong", { paddle }));
  const request = { paddle, key: body.key, fingerprint: fromHex(sha256Hex(bytes)), actorId, address, signature: body.signature };
  return world.floor.ask(auction, at, (stamp) => commandOf(body, paddle, stamp), request).then((answer) => receiptOf(answer, body.key), (error: unknown) => notDecided(world, auction, error));
}

/** Why a request was not decided, as a refusal. @throws what is no such reason */
function notDecided(world: World, auction: string, error: unknown): Promise<Result<Receipt>> | Result<Receipt> {
  if (!(error instanceof NotDecided)) throw error;
  return error.why === "over" ? nobodyWrites(world, auction) : refuse("auction-undecided");
}

/** What somebody is told whose auction nobody writes: that it is over, and since when; or that its writer is being replaced. */
export async function nobodyWrites({ floor }: Pick<World, "floor">, auction: string): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const ended = (await floor.memory(auction))?.contest.ended ?? null;
  return ended === null ? refuse("auction-undecided") : refuse("auction-over", { endedAt: rfc3339(ended.at) });
}

function receiptOf(answer: Answered | null, key: string): Result<Receipt> {
  if (answer === null) return refuse("auction-undecided");
  if (answer.kind === "reused") return refuse("auction-key-reused", { key });
  const { row: { seq, head, bytes }, isAgain } = answer;
  return ok({ seq, head: hex(head), happening: CONTEST.readHappening(bytes), isAgain });
}

/** Only the keys that are there: what is signed and what is kept say the same. */
const wishJson = ({ kind, amount, sure }: WishBody): Json => ({ kind, amount, ...(sure === undefined ? {} : { sure }) });

function isSigned(bytes: Uint8Array, key: KeyObject, signature: string): boolean {
  const given = fromBase64(signature);
  return given.length === 64 && verify(null, bytes, key, given);
}

function commandOf({ wish, stage, key }: RequestBody, paddle: string, at: Instant): Command {
  const asked = { at, by: paddle, key, stage, ...(wish.sure === undefined ? {} : { sure: wish.sure }) };
  const amount = wish.amount === null ? null : must(parseMoney(wish.amount));
  return wish.kind === "offer" && amount !== null ? { ...asked, kind: "offer", amount } : { ...asked, kind: "maximum", amount };
}

/** The bytes of terms as JSON. */
export const termsJsonOf = (terms: Uint8Array): Json => parseCanonical(terms);
