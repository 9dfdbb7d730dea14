import { zipOf } from "../../../archive/zip.js";
import { precheckRecord } from "../../../bidding/precheck.js";
import { hex, utf8 } from "../../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../../kernel/result.js";
import { Broken } from "../../../signing/broken.js";
import { signDetached } from "../../../signing/cms-sign.js";
import { sealPart, type ListedFile, type SealInput, type SealProgress } from "../../../signing/envelope.js";
import { ENVELOPE_NAMES, SALT_BYTES, saltLine } from "../../../signing/envelope-files.js";
import { wrapIdentity } from "../../../signing/opener-key.js";
import { noblePrimitives } from "../../../signing/primitives.js";
import { confirmationsOf, withdrawalsOf } from "../../../signing/sealing.js";
import { bytesOf, type ConfirmStatement, type WithdrawStatement } from "../../../signing/statement.js";
import { chunksOf } from "../../../signing/streams.js";
import type { BundleFile } from "../../../verify/bundle-file.js";
import { askedOfPart, filledOf } from "./files-step.js";
import type { Own, PartToSeal, Terms, Work } from "./work.js";

/** Ciphertext is handed to the browser's own store in pieces of this size, so that memory holds no more. */
const SPILL_BYTES = 16_777_216;
/** What a zip of the plain form can hold, with room for its directory. */
const ZIP_BYTES_MAX = 4_290_000_000;

/** Sealed and signed: the zip to hand in, and each statement's hash. */
export type Made = { readonly zip: Blob; readonly name: string; readonly statements: readonly { readonly title: string; readonly sha256: string }[] };

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const spilled: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    pending.push(Uint8Array.from(chunk));
    size += chunk.length;
    if (size < SPILL_BYTES) continue;
    spilled.push(new Blob(pending));
    [pending, size] = [[], 0];
  }
  return new Blob([...spilled, ...pending]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as a zip wants it; a browser has none of its own. */
function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

const fileOf = (bytes: Uint8Array): BundleFile => fromBlob(new Blob([Uint8Array.from(bytes)]));
const fromBlob = (blob: Blob): BundleFile => ({ size: blob.size, read: () => chunksOf(blob.stream()) });

/** Seals every part, signs its statement and wraps its key: all that leaves this page is made here. */
export async function makeBid(work: Work, passphrase: string, progress: SealProgress): Promise<Result<Made>> {
  const { terms, own } = ready(work);
  const files = new Map<string, BundleFile>();
  const statements: Made["statements"][number][] = [];
  for (const part of terms.parts) {
    const made = await sealOne(work, part, passphrase, progress);
    if (!made.ok) return made;
    const { content, statementBytes, shares, key } = made.value;
    files.set(`${part.part}/${ENVELOPE_NAMES.content}`, fromBlob(content));
    await addStatement(files, part.part, statementBytes, own);
    for (const [at, share] of shares.entries()) files.set(`${part.part}/${ENVELOPE_NAMES.share(at + 1)}`, fileOf(share));
    files.set(`${part.part}/${ENVELOPE_NAMES.key}`, fileOf(key));
    statements.push({ title: part.title, sha256: sha256Of(statementBytes) });
  }
  const size = [...files.values()].reduce((sum, file) => sum + file.size, 0);
  return size > ZIP_BYTES_MAX ? refuse("too-large", { size, max: ZIP_BYTES_MAX }) : ok(await zipped(files, terms, "bid", statements));
}

/** Signs the withdrawal of every standing part. */
export async function makeWithdrawal(work: Work): Promise<Result<Made>> {
  const { terms, own } = ready(work);
  const withdrawals = withdrawalsOf(terms.sealing, bidderOf(own));
  return withdrawals.ok ? ok(await signFollowing(work, withdrawals.value, "withdrawal")) : withdrawals;
}

/** Signs, of every standing part, that it stands under the terms as this page checked them. */
export async function makeConfirmation(work: Work): Promise<Result<Made>> {
  const { terms, own } = ready(work);
  const confirmations = confirmationsOf(terms.sealing, terms.parts, bidderOf(own));
  return confirmations.ok ? ok(await signFollowing(work, confirmations.value, "confirmation")) : confirmations;
}

async function signFollowing(work: Work, following: readonly (WithdrawStatement | ConfirmStatement)[], what: string): Promise<Made> {
  const { terms, own } = ready(work);
  const files = new Map<string, BundleFile>();
  const statements: Made["statements"][number][] = [];
  for (const statement of following) {
    const bytes = bytesOf(statement);
    await addStatement(files, statement.part, bytes, own);
    statements.push({ title: terms.parts.find(({ part }) => part === statement.part)?.title ?? statement.part, sha256: sha256Of(bytes) });
  }
  return zipped(files, terms, what, statements);
}

function ready({ terms, own }: Work): { readonly terms: Terms; readonly own: Own } {
  if (terms === null || own === null) throw new RangeError("sealing before terms and certificate");
  return { terms, own };
}

const bidderOf = ({ certificate }: Own): { readonly id: string; readonly cert: string } => ({ id: certificate.organisation ?? "", cert: certificate.sha256 });

type SealedOne = { readonly content: Blob; readonly statementBytes: Uint8Array; readonly shares: readonly Uint8Array[]; readonly key: Uint8Array };

async function sealOne(work: Work, part: PartToSeal, passphrase: string, progress: SealProgress): Promise<Result<SealedOne>> {
  const { terms: { sealing }, own } = ready(work);
  let content = new Blob();
  const { previous, termsSha256, terms } = part;
  const inputs = (work.files.get(part.part) ?? []).map(inputOf);
  const filled = await filledOf(work, part);
  const order = { precheck: (listed: readonly ListedFile[]) => precheckRecord(askedOfPart(work, part), filled, listed, sha256Of), exchange: sealing.exchange, terms, termsSha256, bidder: { ...bidderOf(own), ...(work.members.length === 0 ? {} : { members: work.members }) }, seq: (previous?.seq ?? 0) + 1, prev: previous?.sha256 ?? null, form: part.form ? work.form : null, files: inputs };
  const sealed = await sealPart(noblePrimitives, order, async (chunks) => { content = await gather(chunks); }, progress);
  if (!sealed.ok) return sealed;
  const key = await wrapIdentity(sealed.value.identity, passphrase);
  return key.ok ? ok({ content, statementBytes: sealed.value.statementBytes, shares: sealed.value.shares, key: key.value }) : key;
}

/** A file that was changed or taken away since it was chosen cannot be read any more, which browsers say in words of their own: here it is said of it, by name. */
const inputOf = (file: File): SealInput => ({
  name: file.name, size: file.size,
  stream: async function* () {
    try {
      yield* chunksOf(file.stream());
    } catch {
      throw new Broken("file-hash", file.name);
    }
  },
});

async function addStatement(files: Map<string, BundleFile>, part: string, bytes: Uint8Array, { signer }: Own): Promise<void> {
  files.set(`${part}/${ENVELOPE_NAMES.statement}`, fileOf(bytes));
  files.set(`${part}/${ENVELOPE_NAMES.signature}`, fileOf(await signDetached(bytes, signer)));
  files.set(`${part}/${ENVELOPE_NAMES.salt}`, fileOf(utf8(saltLine(crypto.getRandomValues(new Uint8Array(SALT_BYTES))))));
}

const sha256Of = (bytes: Uint8Array): string => hex(noblePrimitives.sha256(bytes));

async function zipped(files: ReadonlyMap<string, BundleFile>, { sealing: { tender, lot }, parts: [first] }: Terms, what: string, statements: Made["statements"]): Promise<Made> {
  const seq = (first?.previous?.seq ?? 0) + 1;
  return { zip: await gather(zipOf(files, crc32)), name: `${what}-${tender}-${lot}-${String(seq)}.zip`, statements };
}
