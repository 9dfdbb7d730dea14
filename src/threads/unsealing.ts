import { Broken, type BrokenWhy } from "../signing/broken.js";
import type { StoredAs, Unsealing } from "../signing/unseal.js";
import type { Thread } from "./thread.js";

/** A stored content and the key it is decrypted with. */
export type UnsealingJob = { readonly sha256: string; readonly identity: string };
/** What the decrypting thread says: plaintext, how it ended, and last of all what was stored. */
export type FromUnsealing =
  | { readonly kind: "plain"; readonly pieces: readonly Uint8Array[] }
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly why: BrokenWhy; readonly where: string }
  | { readonly kind: "stored"; readonly stored: StoredAs };
/** `taken`: one lot of plaintext is used up. `rest`: no more plaintext, only what was stored. */
export type ToUnsealing = "taken" | "rest";

/** `unseal` on another thread: the same code there, so the same bytes and faults here, in the same order. */
export function unsealOnThread(thread: Thread, job: UnsealingJob): Unsealing {
  const line = thread.call<ToUnsealing, FromUnsealing>(job);
  async function* plain(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const said = await line.next();
      if (said.kind === "broken") throw new Broken(said.why, said.where);
      if (said.kind !== "plain") return;
      yield* said.pieces;
      line.send("taken");
    }
  }
  const stored = async (): Promise<StoredAs> => {
    line.send("rest");
    for (;;) {
      const said = await line.next();
      if (said.kind === "stored") return said.stored;
    }
  };
  const close = (): Promise<void> => {
    line.hangUp();
    return Promise.resolve();
  };
  return { plain: plain(), stored, close };
}
