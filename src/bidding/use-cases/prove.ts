import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { AGE_HEADER_BYTES_MAX } from "../../signing/age.js";
import { checkSigner, type DetachedSignature } from "../../signing/cms-rules.js";
import { verifyDetached } from "../../signing/cms.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { BidStatement, Statement } from "../../signing/statement.js";
import { checkContent, checkShares } from "../../signing/terms.js";
import type { World } from "../../world.js";
import type { Proved } from "../lodge.js";

/** One statement as it came over the wire. `shares` are empty for a withdrawal. */
export type Sent = { readonly statement: Uint8Array; readonly signature: Uint8Array; readonly salt: Uint8Array; readonly shares: readonly Uint8Array[] };
export type SentStatement = { readonly sent: Sent; readonly statement: Statement };
/** A sent statement, read, with what it proves by itself. */
export type SentProved = Proved & SentStatement & { readonly sha256: string; readonly signature: Result<DetachedSignature> };

/**
 * What a statement proves by itself, without the box it goes into (trust.md §1.8): that the firm that is signed in
 * signed it, that its shares are as stated and its content is here. Nothing is decided: the box says which no comes first.
 */
export async function prove(world: World, actor: Actor, { sent, statement }: SentStatement, receivedAt: Instant): Promise<SentProved> {
  const signature = checkSignature(world, actor, statement, sent, receivedAt);
  const bid = statement.v === "dse/1" ? statement : null;
  const shares = bid === null || !signature.ok ? ok(null) : checkShares(bid, sent.shares, sha256Hex);
  // Where an earlier answer is no, nobody hears of the content: the store is not asked.
  const content = bid === null || !signature.ok || !shares.ok ? ok(null) : await contentOf(world, bid);
  return { statement, sent, sha256: sha256Hex(sent.statement), signature, shares, content };
}

function checkSignature(world: World, actor: Actor, { bidder }: Statement, sent: Sent, receivedAt: Instant): Result<DetachedSignature> {
  const firm = actor.organisation?.uscc;
  if (bidder.id !== firm) return refuse("bid-other-firm", { given: bidder.id, wanted: firm ?? "" });
  const signed = verifyDetached(sent.signature, sent.statement, world.trust, receivedAt);
  if (!signed.ok) return signed;
  const signer = checkSigner(signed.value.certificate, { organisation: bidder.id, cert: bidder.cert });
  return signer.ok ? signed : signer;
}

/** The whole ciphertext must be here, and be an age file of one reader, before its statement counts (20号令 27). */
async function contentOf(world: World, bid: BidStatement): Promise<Result<unknown>> {
  const { sha256 } = bid.content;
  const head = await world.blobs.head(sha256, AGE_HEADER_BYTES_MAX);
  return head === null ? refuse("content-missing", { part: bid.part, sha256 }) : checkContent(bid, { sha256, size: head.size }, head.bytes);
}
