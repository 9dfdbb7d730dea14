import { must } from "../../kernel/result.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { readUnsealed, type ContentVerdict } from "../../signing/open.js";
import type { BidStatement } from "../../signing/statement.js";
import type { Unsealing } from "../../signing/unseal.js";
import type { Blobs, Received } from "../../storage/blobs.js";

/** A file of an opened bid; its bytes are in the store. */
export type OpenedFile = { readonly name: string; readonly size: number; readonly sha256: string };
export type OpenedContent = { readonly verdict: ContentVerdict; readonly files: readonly OpenedFile[] };

/** The disk settles several files in the time of one. */
const KEPT_AT_ONCE = 8;

/** The store keeps no empty contents, and a bid may hold an empty file. */
const EMPTY_SHA256 = sha256Hex("");

/**
 * Reads what an unsealing shows and keeps its files: none before the last byte has shown that the content is the signed one, and none of a void bid.
 * @throws {RangeError} where the store does not take a file
 */
export async function openInto(blobs: Blobs, statement: BidStatement, unsealing: Unsealing): Promise<OpenedContent> {
  const files: OpenedFile[] = [];
  const received: Received[] = [];
  try {
    const verdict = await readUnsealed(statement, unsealing, async (name, size, bytes) => {
      const taken = size === 0 ? null : must(await blobs.receive(bytes));
      if (taken !== null) received.push(taken);
      const sha256 = taken?.sha256 ?? EMPTY_SHA256;
      files.push({ name, size, sha256 });
      return sha256;
    });
    if (verdict.outcome !== "opened") return { verdict, files: [] };
    for (let at = 0; at < received.length; at += KEPT_AT_ONCE) for (const kept of await Promise.all(received.slice(at, at + KEPT_AT_ONCE).map(({ keep }) => keep()))) must(kept);
    return { verdict, files };
  } finally {
    for (const { drop } of received) await drop();
  }
}
