/** What can be wrong with a sealed content, found while it streams by. */
export type BrokenWhy =
  | "header-malformed" | "key-does-not-fit" | "chunk-forged" | "cut-off"
  | "tar-malformed" | "member-type" | "too-many-members" | "data-after-the-end"
  | "no-manifest" | "manifest-malformed" | "file-missing" | "file-size" | "file-hash" | "form-malformed"
  | "head-differs";

/**
 * Ends a stream of hostile bytes: a generator cannot return a Refusal to the loop that reads it. Caught by `openContent` and
 * `sealPart`, and nowhere else.
 */
export class Broken extends RangeError {
  readonly why: BrokenWhy;
  /** The file or field it is about, where there is one. */
  readonly where: string;
  constructor(why: BrokenWhy, where = "") {
    super(where === "" ? why : `${why}: ${where}`);
    this.why = why;
    this.where = where;
  }
}
