import { verifyEd25519 } from "../journal/ed25519-node.js";
import { assertSignedByTwo, keyChangeIn, keyChangeText, receiptKeysFrom, type KeyChange } from "../journal/key-change.js";
import { parseVkey, type Vkey } from "../journal/note.js";
import { fromBase64 } from "../kernel/bytes.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { at as instantAt, type Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { verifyDetached } from "../signing/cms.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";

/** The certificate that signs notices from an index of the log on, and when another took its place; null while none has. */
export type SealRow = { readonly from: number; readonly sha256: string; readonly until: Instant | null };

/**
 * Who signs notices when: the certificate the log was founded with, then each that a signed change names. A change of any key rests on the ceremony the log names.
 * The log's own keys are followed in `readLog`.
 */
export function sealsIn(log: BundleLog, trust: TrustStore, findings: Findings): readonly SealRow[] {
  const seals: SealRow[] = log.all("key").flatMap(({ idx, body }) => (body.role === "seal" && typeof body["sha256"] === "string" ? [{ from: idx, sha256: body["sha256"], until: null }] : []));
  const ceremonies = log.all("key").flatMap(({ body }) => (body.role === "ceremony" ? [body["sha256"]] : []));
  receiptKeysIn(log, (idx, why) => { findings.fault("key-change-wrong", log.pathOf(idx), { idx, why }); });
  for (const entry of log.all("key.change")) {
    try {
      const change = changeOf(entry);
      if (!ceremonies.includes(change.ceremony)) throw new RangeError("a ceremony that the log does not name");
      if (change.role === "seal") follow(seals, { entry, change, origin: log.authority.origin, trust });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      findings.fault("key-change-wrong", log.pathOf(entry.idx), { idx: entry.idx, why: error.message });
    }
  }
  return seals;
}

/** Every key of receipts: the one the log was founded with, then each that a signed change names. */
export function receiptKeysIn(log: BundleLog, wrong: (idx: number, why: string) => void): readonly Vkey[] {
  const [founding] = log.all("key").flatMap(({ body }) => (body.role === "receipt" && typeof body["vkey"] === "string" ? [parseVkey(body["vkey"])] : []));
  const changes = log.all("key.change").flatMap((entry) => {
    const change = wellFormed(entry);
    return change === null ? [] : [{ idx: entry.idx, change }];
  });
  if (founding === undefined) return [];
  return receiptKeysFrom(founding, changes.map(({ change }) => change), verifyEd25519, (change, why) => { wrong(changes.find((each) => each.change === change)?.idx ?? 0, why); });
}

/** Null where it is none; `sealsIn` says so of every one. */
function wellFormed(entry: EntryOfType<"key.change">): KeyChange | null {
  try {
    return changeOf(entry);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The certificate in force where an entry stands; nothing where the log never named one. */
export const sealAt = (seals: readonly SealRow[], idx: number): SealRow | undefined => seals.findLast(({ from }) => from < idx);

function changeOf({ body }: EntryOfType<"key.change">): KeyChange {
  const change = keyChangeIn(canonical(body as unknown as Json));
  if (change === null) throw new RangeError("no key.change");
  return change;
}

type Following = { readonly entry: EntryOfType<"key.change">; readonly change: KeyChange; readonly origin: string; readonly trust: TrustStore };

function follow(seals: SealRow[], { entry, change, origin, trust }: Following): void {
  const before = seals.at(-1);
  if (change.exchange !== origin || change.old !== before?.sha256 || change.new === change.old) throw new RangeError("a key.change that does not replace the certificate in force");
  assertSignedByTwo(change, verifyEd25519);
  const at = instantAt(change.at);
  for (const [signature, sha256] of [[change.signatures.old, change.old], [change.signatures.new, change.new]] as const) {
    if (signature === null) continue;
    const signed = verifyDetached(fromBase64(signature), keyChangeText(change), trust, at);
    if (!signed.ok || signed.value.certificate.sha256 !== sha256) throw new RangeError(`a key.change that certificate ${sha256} did not sign`);
  }
  seals.splice(-1, 1, { ...before, until: at });
  seals.push({ from: entry.idx, sha256: change.new, until: null });
}
