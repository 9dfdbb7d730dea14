import type { Db } from "../db/database.js";
import { logSigner, verifyEd25519, type LogKey } from "./ed25519-node.js";
import { followKeys } from "./key-change.js";
import type { LogSigner } from "./note.js";
import { logKeyAt, parsePolicy, type Policy } from "./policy.js";
import { keyChangeLeaves } from "./queries.js";
import type { Leaf } from "./queries.js";

/** The keys of our own log: which are at hand, and which of them signs what, by the leaves that are committed. */
export type LogKeys = {
  /** The policy with the keys that leaves have named. */
  readonly policy: () => Policy;
  readonly text: () => string;
  /** Who signs trees of that size. @throws {RangeError} where that key is not at hand */
  readonly signerFor: (size: number) => LogSigner;
  /** Whether an entry at an index would hand the log on to another key. */
  readonly changesAt: (index: number, entry: Uint8Array) => boolean;
  /** Takes a committed leaf. */
  readonly take: (leaf: Pick<Leaf, "index" | "entry">) => void;
  /** Takes every change the database holds: another sequencer may have committed one. */
  readonly reload: (db: Db) => Promise<void>;
  /** Where the keys changed: the size of the last tree each earlier key signed, and the entry at its end. */
  readonly changes: () => readonly { readonly size: number; readonly entry: Uint8Array }[];
};

type Args = { readonly exchangeId: string; readonly origin: string; readonly policy: string; readonly keys: readonly LogKey[]; readonly onWrong: (detail: string) => void };

/** The keys of a log. @param args.policy as it was founded: with the first key alone */
export function openLogKeys({ exchangeId, origin, policy: founding, keys, onWrong }: Args): LogKeys {
  const signers = keys.map((key) => logSigner(origin, key));
  let changes: { size: number; entry: Uint8Array }[] = [];
  let text = founding;
  let policy = parsePolicy(text);
  const followed = (from: string, leaves: readonly Pick<Leaf, "index" | "entry">[]): string => followKeys(from, leaves, verifyEd25519, (index, why) => { onWrong(`${why} (leaf ${String(index)})`); });
  const take: LogKeys["take"] = (leaf) => {
    const next = followed(text, [leaf]);
    if (next === text) return;
    [text, policy] = [next, parsePolicy(next)];
    changes.push({ size: leaf.index + 1, entry: leaf.entry });
  };
  return {
    take, policy: () => policy, text: () => text, changes: () => changes,
    signerFor: (size) => {
      const inForce = logKeyAt(policy, origin, size);
      const signer = signers.find(({ vkey }) => vkey.text === inForce?.text);
      if (signer === undefined) throw new RangeError(`the key that signs the log from here on, ${inForce?.text ?? origin}, is not in the keys folder: put the right keys folder back`);
      return signer;
    },
    changesAt: (index, entry) => followKeys(text, [{ index, entry }], verifyEd25519, () => undefined) !== text,
    reload: async (db) => {
      const leaves = await keyChangeLeaves(db, exchangeId);
      [text, policy, changes] = [founding, parsePolicy(founding), []];
      for (const leaf of leaves) take(leaf);
    },
  };
}
