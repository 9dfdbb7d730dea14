import { base64, fromBase64 } from "../kernel/bytes.js";

/** A C2SP tlog-proof: where a leaf stands, the way to the root, the checkpoint, and bytes of the application's own. */
export type TlogProof = { readonly index: number; readonly hashes: readonly Uint8Array[]; readonly checkpoint: string; readonly extra: Uint8Array | null };

const MAGIC = "c2sp.org/tlog-proof@v1";
const HASHES_MAX = 63;

/** The proof as text; a `.tlog-proof` file. */
export function makeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [MAGIC, ...(extra === null ? [] : [`extra ${base64(extra)}`]), `index ${String(index)}`, ...hashes.map(base64)];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** Reads a proof; the checkpoint in it is only cut out, not checked. @throws {RangeError} on any other form. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf("\n\n");
  const [magic, ...lines] = text.slice(0, Math.max(end, 0)).split("\n");
  if (magic !== MAGIC) throw new RangeError("not a tlog-proof");
  const extra = lines[0]?.startsWith("extra ") === true ? fromBase64(lines.shift()?.slice("extra ".length) ?? "") : null;
  const index = readIndex(lines.shift());
  const hashes = lines.map(fromBase64);
  if (hashes.length > HASHES_MAX || hashes.some((hash) => hash.length !== 32)) throw new RangeError("a tlog-proof with something other than hashes");
  return { index, hashes, checkpoint: text.slice(end + 2), extra };
}

function readIndex(line = ""): number {
  const index = Number(/^index (0|[1-9]\d{0,15})$/.exec(line)?.[1]);
  if (!Number.isSafeInteger(index)) throw new RangeError("a tlog-proof without an index");
  return index;
}
