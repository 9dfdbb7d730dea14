import type { Instant } from "../../kernel/time.js";

/** The log in words: where it stands, who watches it, what was written last, how to check it without us. */
export type LogView = {
  readonly origin: string;
  readonly size: number;
  readonly rootBase64: string;
  /** The newest cosigned checkpoint as it is published. */
  readonly checkpoint: string;
  readonly checkpointAt: Instant | null;
  readonly vkeys: readonly string[];
  readonly quorum: number;
  readonly witnesses: readonly { readonly name: string; readonly cosignedAt: Instant | null; readonly size: number | null }[];
  /** Newest first. `text` is one sentence in the reader's language, `sha256` the leaf hash. */
  readonly entries: readonly { readonly index: number; readonly type: string; readonly text: string; readonly at: Instant; readonly sha256: string; readonly href: string | null }[];
  /** Index below which older entries go on; null at the beginning of the log. */
  readonly before: number | null;
};
