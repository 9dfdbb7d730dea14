import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import type { LogEntry } from "../../src/journal/entries.js";
import { keyChangeText, type KeyChange, type KeyChangeFacts } from "../../src/journal/key-change.js";
import type { NoteSigner } from "../../src/journal/note.js";

export const freshKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;
/** The two administrators of every test here. */
const ADMINISTRATORS = [freshKey(), freshKey()];
/** The hash of the transcript that names them. */
export const CEREMONY = "ce".repeat(32);

const signature = (text: Uint8Array, key: KeyObject): string => sign(null, text, key).toString("base64");
const spki = (key: KeyObject): string => createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");

/** The administrators' signatures under a statement. */
export const signedByAdministrators = (facts: KeyChangeFacts, administrators: readonly KeyObject[] = ADMINISTRATORS): KeyChange["administrators"] =>
  administrators.map((key) => ({ key: spki(key), signature: signature(keyChangeText(facts), key) }));

/** An honest change of a log's key; `spoil` makes it another. */
export function logKeyChange(origin: string, keys: { readonly old: KeyObject; readonly next: KeyObject }, spoil: (change: KeyChange) => KeyChange = (change) => change): LogEntry {
  const vkey = (key: KeyObject): string => noteSigner(origin, 1, key).vkey.text;
  const facts: KeyChangeFacts = { exchange: origin, role: "log", old: vkey(keys.old), new: vkey(keys.next), ceremony: CEREMONY, at: "2026-12-18T09:00:00+08:00" };
  const change = spoil({ ...facts, signatures: { old: signature(keyChangeText(facts), keys.old), new: signature(keyChangeText(facts), keys.next) }, administrators: signedByAdministrators(facts) });
  return { v: "dl/1", type: "key.change", ...change };
}

/** An honest change of the key that signs a log's receipts. */
export function receiptKeyChange(origin: string, keys: { readonly old: NoteSigner; readonly next: NoteSigner }): KeyChange {
  const facts: KeyChangeFacts = { exchange: origin, role: "receipt", old: keys.old.vkey.text, new: keys.next.vkey.text, ceremony: CEREMONY, at: "2026-09-22T09:10:00+08:00" };
  const by = ({ sign: signs }: NoteSigner): string => Buffer.from(signs(keyChangeText(facts))).toString("base64");
  return { ...facts, signatures: { old: by(keys.old), new: by(keys.next) }, administrators: signedByAdministrators(facts) };
}
