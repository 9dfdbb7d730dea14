import { createHash } from "node:crypto";
import { z } from "zod";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { leafHash, verifyInclusion } from "../journal/merkle.js";
import { parseVkey, type Vkey } from "../journal/note.js";
import { acceptCheckpoint, type Policy } from "../journal/policy.js";
import { parseTlogProof } from "../journal/proof.js";
import { openProvisionalReceipt, sealedEntry, type ProvisionalReceipt } from "../journal/receipts.js";
import { hex, sameBytes } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { fetchText, getJson, type Client } from "./client.js";

/** What a final receipt proves: the leaf of this statement stands at `index` in a tree the witnesses cosigned. */
export type FinalReceipt = { readonly index: number; readonly size: number; readonly origin: string };
export type ReceiptOf = { readonly statementBytes: Uint8Array; readonly salt: Uint8Array };

/** Runs a check whose parsers throw on what is malformed. */
function checked<Value>(work: () => Value | string): Result<Value> {
  try {
    const value = work();
    return typeof value === "string" ? refuse("receipt-wrong", { why: value }) : ok(value);
  } catch (error) {
    if (error instanceof RangeError) return refuse("receipt-wrong", { why: error.message });
    throw error;
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const leafOf = ({ statementBytes, salt }: ReceiptOf): Uint8Array => leafHash(canonical(sealedEntry(salt, sha256(statementBytes))));

/** Checks a provisional receipt offline: the exchange's signature, this statement, this salt. */
export const checkProvisional = (note: string, of: ReceiptOf, key: readonly Vkey[]): Result<ProvisionalReceipt> => checked(() => {
  const receipt = openProvisionalReceipt(note, key, verifyEd25519);
  if (receipt.statementSha256 !== hex(sha256(of.statementBytes))) return "another statement";
  return sameBytes(receipt.leafHash, leafOf(of)) ? receipt : "another salt";
});

/** Checks a `.tlog-proof` offline: salt commitment, inclusion, the log's signature, the witnesses' quorum. */
export const checkFinal = (proof: string, of: ReceiptOf, policy: Policy): Result<FinalReceipt> => checked(() => {
  const { index, hashes, checkpoint, extra } = parseTlogProof(proof);
  if (extra === null || !sameBytes(extra, of.salt)) return "another salt";
  const { size, root, origin } = acceptCheckpoint(checkpoint, policy, verifyEd25519);
  return verifyInclusion(index, size, leafOf(of), hashes, root) ? { index, size, origin } : "the leaf is not in the tree";
});

/** The keys of an exchange's receipts as it names them: the one in force, and those before it. */
export const receiptKeysOf = ({ receiptKey, receiptKeys = [] }: { readonly receiptKey: string; readonly receiptKeys?: readonly string[] | undefined }): Result<readonly Vkey[]> =>
  checked(() => [...new Set([receiptKey, ...receiptKeys])].map((text) => parseVkey(text)));

const STATE = z.object({ statement: z.string(), final: z.boolean() });
const POLL_MS = 500;

/** Waits for the final receipt. @param msMax how long; the provisional one is good meanwhile */
export async function awaitFinal(client: Client, st: string, msMax: number): Promise<Result<string>> {
  const until = Date.now() + msMax;
  for (;;) {
    const state = await getJson(client, `/api/v1/receipts/${st}`, STATE);
    if (!state.ok) return state;
    if (state.value.final) return fetchText(client, `/api/v1/receipts/${st}/proof`);
    if (Date.now() >= until) return refuse("receipt-not-final");
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

