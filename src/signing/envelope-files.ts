import { base64, fromUtf8, fromHex, hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Primitives } from "./primitives.js";
import { parseStatement, type Statement } from "./statement.js";

/** The names of an envelope's files: one folder a part, on a disk or in a zip. A withdrawal has statement, signature and salt alone. */
export const ENVELOPE_NAMES = {
  statement: "statement.json", signature: "statement.p7s", content: "content.age", salt: "salt", key: "bidder.key", share: (place: number): string => `share-${String(place)}.age`,
} as const;
/** What blinds the statement's leaf of the log (trust.md §2.5). */
export const SALT_BYTES = 16;

/** The salt as its file holds it. */
export const saltLine = (salt: Uint8Array): string => `${hex(salt)}\n`;

/** An envelope as its files say, all but the content. `st` is the statement's hash. */
export type EnvelopeFiles = { readonly statement: Statement; readonly statementBytes: Uint8Array; readonly st: string; readonly shares: readonly Uint8Array[]; readonly salt: Uint8Array };

/** Reads one envelope, strictly. @param read a file by its name; refuses where there is none */
export async function readEnvelopeFiles({ sha256 }: Pick<Primitives, "sha256">, read: (name: string) => Promise<Result<Uint8Array>>): Promise<Result<EnvelopeFiles>> {
  const statementBytes = await read(ENVELOPE_NAMES.statement);
  if (!statementBytes.ok) return statementBytes;
  const statement = parseStatement(statementBytes.value);
  if (!statement.ok) return statement;
  const shares: Uint8Array[] = [];
  for (const [at] of (statement.value.v === "dse/1" ? statement.value.shares : []).entries()) {
    const share = await read(ENVELOPE_NAMES.share(at + 1));
    if (!share.ok) return share;
    shares.push(share.value);
  }
  const salt = await read(ENVELOPE_NAMES.salt);
  if (!salt.ok) return salt;
  const salted = saltIn(salt.value);
  return salted.ok ? ok({ statement: statement.value, statementBytes: statementBytes.value, st: hex(sha256(statementBytes.value)), shares, salt: salted.value }) : salted;
}

function saltIn(file: Uint8Array): Result<Uint8Array> {
  try {
    const salt = fromHex(fromUtf8(file).trim());
    return salt.length === SALT_BYTES ? ok(salt) : refuse("file-unreadable", { path: ENVELOPE_NAMES.salt, why: `${String(SALT_BYTES)} bytes` });
  } catch {
    return refuse("file-unreadable", { path: ENVELOPE_NAMES.salt, why: "hex" });
  }
}

/** One part of the body of a lodgement: POST …/lodgements takes these, all or none. */
export type LodgementPart = { readonly part: string; readonly statement: string; readonly signature: string; readonly salt: string; readonly shares: readonly string[] };

export const lodgementPart = ({ statement, statementBytes, salt, shares }: EnvelopeFiles, signature: Uint8Array): LodgementPart =>
  ({ part: statement.part, statement: base64(statementBytes), signature: base64(signature), salt: hex(salt), shares: shares.map(base64) });
