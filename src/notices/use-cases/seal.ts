import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import type { World } from "../../world.js";
import { signPdf } from "../pades.js";
import { noticeBytes, type NoticeRecord } from "../record.js";
import { renderPdf } from "../render-pdf.js";

/** A document as it is kept: the bytes of its record, both hashes, the size of its PDF. */
export type SealedRecord = { readonly json: Uint8Array; readonly json_sha256: string; readonly pdf_sha256: string; readonly pdf_size: string };

/** Prints a record, seals it, and stores the PDF. Where the caller's transaction rolls back it stays as a blob nobody names. */
export async function sealRecord(world: World, record: NoticeRecord<string>): Promise<SealedRecord> {
  const json = noticeBytes(record);
  const pdf = await printSealed(world, record);
  const stored = must(await world.blobs.put(once(pdf), {}));
  return { json, json_sha256: hex(sha256(json)), pdf_sha256: stored.sha256, pdf_size: String(stored.size) };
}

/** A record on paper, under the exchange's seal; kept nowhere. */
export const printSealed = async (world: Pick<World, "seal" | "timestamp">, record: NoticeRecord<string>): Promise<Uint8Array<ArrayBuffer>> =>
  signPdf(await renderPdf(record), world.seal, world.timestamp === null ? {} : { timestamp: world.timestamp });

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
