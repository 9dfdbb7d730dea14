import { noteSigner } from "../../src/journal/ed25519-node.js";
import { keyChangeText, type KeyChange, type KeyChangeFacts } from "../../src/journal/key-change.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { put, type Log } from "./bundle-log.js";
import { CEREMONY, freshKey, logKeyChange, signedByAdministrators } from "./key-changes.js";

/**
 * The log's key: changed rightly; by one person; rightly, but the old key signs on. The certificate of notices: changed rightly, also without the old key; the old one seals on;
 * the new one did not sign; a ceremony that the log does not name.
 */
export type Rekeyed = { readonly log?: "rightly" | "one-person" | "old-signs-on"; readonly seal?: "rightly" | "lost" | "old-seals-on" | "new-unsigned" | "other-ceremony" };
type Certified = Signer & { readonly cert: string };

/** What a founding logs of the certificate of notices and of the ceremony. */
export function foundKeys(log: Log, seal: Certified): void {
  put(log, "key", { role: "seal", sha256: seal.cert });
  put(log, "key", { role: "ceremony", sha256: CEREMONY });
}

/** Logs the changes; tells who seals from here on. */
export async function changeKeys(log: Log, { log: ofLog, seal }: Rekeyed, seals: { readonly old: Certified; readonly next: Certified }): Promise<string> {
  if (ofLog !== undefined) {
    const next = freshKey();
    const entry = logKeyChange(log.origin, { old: log.key, next }, (change) => (ofLog === "one-person" ? { ...change, administrators: change.administrators.slice(0, 1) } : change));
    const idx = put(log, entry.type, entry);
    if (ofLog !== "old-signs-on") log.later = { signer: noteSigner(log.origin, 1, next), from: idx + 2 };
  }
  if (seal !== undefined) put(log, "key.change", await sealChange(log.origin, seal, seals));
  return seal === undefined || seal === "old-seals-on" ? "exchange" : "exchange-2";
}

async function sealChange(origin: string, kind: NonNullable<Rekeyed["seal"]>, { old, next }: { readonly old: Certified; readonly next: Certified }): Promise<KeyChange> {
  const facts: KeyChangeFacts = { exchange: origin, role: "seal", old: old.cert, new: next.cert, ceremony: kind === "other-ceremony" ? "cf".repeat(32) : CEREMONY, at: "2026-03-02T09:00:00+08:00" };
  const signed = async (signer: Signer): Promise<string> => Buffer.from(await signDetached(keyChangeText(facts), signer)).toString("base64");
  return { ...facts, signatures: { old: kind === "lost" ? null : await signed(old), new: await signed(kind === "new-unsigned" ? old : next) }, administrators: signedByAdministrators(facts) };
}
