/** What the exchange could read of one uploaded document. */
export type DocumentText = {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Its words, one paragraph a line; null where they could not be read. */
  readonly text: string | null;
  /** Why a reader with ordinary means, or with a screen reader, will not get at it; null where nothing was found. */
  readonly barrier: Barrier | null;
};

/** What stands between a reader and a document. */
export type Barrier = "encrypted" | "image-only" | "untagged" | "unusual-format" | "program" | "damaged";
