import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { concat, fromBase64, fromHex, hex } from "../../kernel/bytes.js";
import { parseCanonical, type Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import type { Answered } from "../batch.js";
import { CONTEST } from "./contest-engine.js";
import type { Command, Happening, Wish } from "../happening.js";
import { seatsOf } from "../queries.js";
import { requestBytes } from "../request.js";
import { inside } from "../terms.js";
import { NotDecided } from "./writer.js";

/** What somebody wants, as the API takes it: its kind and the fields of that kind, money as the wire has it. */
export type WishBody = { readonly kind: Wish["kind"] } & Readonly<Record<string, Json | undefined>>;
export type AskedBody = { readonly stage: number | null; readonly key: string; readonly wish: WishBody };
export type RequestBody = AskedBody & { readonly signature: string };

/** A firm in one auction: its number, and the key that signs its requests; null where it gave none. */
export type Known = { readonly paddle: string; readonly key: KeyObject | null };

/** What stands before the 32 key bytes in a SubjectPublicKeyInfo of Ed25519. */
const SPKI = fromHex("302a300506032b6570032100");
/** Who bids is known for this long: a new key counts everywhere after it. In real ms. */
const KNOWN_MS = 1_000;
const AUCTIONS_MAX = 1_000;

type Seats = ReadonlyMap<string, Known>;

/** Finds out which number a firm has in an auction. Every offer asks: the seats of a whole auction are read at once, and remembered for a second. */
export function knownBidders({ db, exchange }: Pick<World, "db" | "exchange">): { readonly of: (auction: string, firm: string) => Promise<Known | null>; readonly forget: (auction: string) => void } {
  const known = new Map<string, { readonly until: number; readonly seats: Promise<Seats>; readonly keys: Map<string, KeyObject> }>();
  const read = async (auction: string, before: ReadonlyMap<string, KeyObject>, keys: Map<string, KeyObject>): Promise<Seats> =>
    new Map((await seatsOf(db, { exchangeId: exchange.id, auctionId: auction })).map(({ firm, paddle, public_key }) => [firm, { paddle, key: public_key === null ? null : keyOf(public_key, before, keys) }]));
  return {
    of: async (auction, firm) => {
      const before = known.get(auction);
      if (before !== undefined && before.until > performance.now()) return (await before.seats).get(firm) ?? null;
      if (known.size > AUCTIONS_MAX) known.clear();
      const keys = new Map<string, KeyObject>();
      const seats = read(auction, before?.keys ?? new Map<string, KeyObject>(), keys);
      seats.catch(() => { known.delete(auction); });
      known.set(auction, { until: performance.now() + KNOWN_MS, seats, keys });
      return (await seats).get(firm) ?? null;
    },
    forget: (auction) => { known.delete(auction); },
  };
}

/** A key as OpenSSL reads it, made once: parsing costs as much as a fifth of a verification. */
function keyOf(bytes: Uint8Array, before: ReadonlyMap<string, KeyObject>, keys: Map<string, KeyObject>): KeyObject {
  const name = hex(bytes);
  const key = before.get(name) ?? createPublicKey({ key: Buffer.from(concat(SPKI, bytes)), format: "der", type: "spki" });
  keys.set(name, key);
  return key;
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
  return world.floor.ask(auction, at, (stamp) => commandOf(body, paddle, stamp), request).then((answer) => told(world, auction, answer, body.key), (error: unknown) => notDecided(world, auction, error));
}

/** Who asks something of a contest that no bidder asks: in whose name, and the person's office. */
export type OfficeAsker = { readonly auction: string; readonly by: "host" | "supervisor"; readonly actorId: string; readonly address: string };

/** Hands an act of the host or of the supervisor to the writer as it came; the row of its happening keeps who did it. */
export function askForOffice(world: World, { auction, by, actorId, address }: OfficeAsker, body: AskedBody, at: Instant): Promise<Result<Receipt>> {
  const bytes = requestBytes({ exchange: world.exchange.origin, auction, paddle: by, stage: body.stage, key: body.key, wish: wishJson(body.wish) });
  const request = { paddle: by, key: body.key, fingerprint: fromHex(sha256Hex(bytes)), actorId, address, signature: null };
  return world.floor.ask(auction, at, (stamp) => commandOf(body, by, stamp), request).then((answer) => told(world, auction, answer, body.key), (error: unknown) => notDecided(world, auction, error));
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

const told = (world: World, auction: string, answer: Answered | null, key: string): Promise<Result<Receipt>> | Result<Receipt> => (answer?.kind === "early" ? notOpen(world, auction) : receiptOf(answer, key));

/** What somebody is told who asks before the opening: it leaves no line, by which others could count who waits. */
async function notOpen({ floor }: Pick<World, "floor">, auction: string): Promise<{ readonly ok: false; readonly refusal: Refusal }> {
  const contest = (await floor.memory(auction))?.contest;
  return contest === undefined ? refuse("auction-undecided") : refuse("auction-not-open", { opensAt: rfc3339(plusMs(contest.terms.opensAt, contest.movedMs)) });
}

function receiptOf(answer: Exclude<Answered, { readonly kind: "early" }> | null, key: string): Result<Receipt> {
  if (answer === null) return refuse("auction-undecided");
  if (answer.kind === "reused") return refuse("auction-key-reused", { key });
  const { row: { seq, head, bytes }, isAgain } = answer;
  return ok({ seq, head: hex(head), happening: CONTEST.readHappening(bytes), isAgain });
}

/** Only the keys that are there: what is signed and what is kept say the same. */
const wishJson = (wish: WishBody): Json => Object.fromEntries(Object.entries(wish).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function isSigned(bytes: Uint8Array, key: KeyObject, signature: string): boolean {
  const given = fromBase64(signature);
  return given.length === 64 && verify(null, bytes, key, given);
}

/** The route has read every field by its kind. */
const commandOf = ({ wish, stage, key }: AskedBody, by: string, at: Instant): Command => ({ ...(inside(wishJson(wish)) as object), at, by, key, stage }) as Command;

/** The bytes of terms as JSON. */
export const termsJsonOf = (terms: Uint8Array): Json => parseCanonical(terms);
