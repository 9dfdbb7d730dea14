import type { Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { CAUSES, type Cause } from "./blame.js";
import { envelopeId, faultIn, integer, listOf, literal, organisation, origin, orNull, safeName, sha256Hex, shaped, text, type Shape } from "./shapes.js";
import { bytesOf, canonicalOrWhy } from "./statement.js";
import type { Place } from "./terms.js";

/** How a live bid came to its result. */
export type How = "threshold" | "bidder-key" | "void" | "not-opened";

/** One live bid of the closed list. `st` is its statement's hash, `idx` its log index, `salt` what its leaf was blinded with. */
export type OpeningResult = { readonly idx: number; readonly salt: string; readonly st: string; readonly bidder: string; readonly how: How; readonly cause: Cause | null; readonly form: Json };

/** The file opening/<openIdx>.json; the log entry `lot.open` carries its hash, for 400 bids would not fit in an entry (T80). */
export type OpeningFile = { readonly v: "opening/1" } & Place & {
  readonly results: readonly OpeningResult[]; readonly blame?: readonly { readonly st: string; readonly opener: string; readonly why: string }[];
};

const OPENING_BYTES_MAX = 256 * 1_048_576;
const RESULTS_MAX = 10_000;
const RESULT = shaped({
  idx: integer(0), salt: envelopeId, st: sha256Hex, bidder: organisation, how: literal("threshold", "bidder-key", "void", "not-opened"), cause: orNull(literal(...CAUSES)), form: () => true,
});
const BLAMED = shaped({ st: sha256Hex, opener: safeName, why: text(200) });
const OPENING: Shape = { v: literal("opening/1"), exchange: origin, tender: safeName, lot: safeName, part: safeName, results: listOf(RESULT, 0, RESULTS_MAX) };

/** The canonical bytes of an opening's results, in the order of the closed list. */
export function makeOpeningFile(place: Place, results: readonly OpeningResult[], blame: OpeningFile["blame"] = []): Uint8Array {
  const { exchange, tender, lot, part } = place;
  const file: OpeningFile = { v: "opening/1", exchange, tender, lot, part, results, ...(blame.length > 0 ? { blame } : {}) };
  return bytesOf(file);
}

/** Reads an opening file: canonical, exactly its keys; a cause stands exactly where a bid was not opened. */
export function parseOpeningFile(bytes: Uint8Array): Result<OpeningFile> {
  if (bytes.length > OPENING_BYTES_MAX) return refuse("too-large", { size: bytes.length, max: OPENING_BYTES_MAX });
  const json = canonicalOrWhy(bytes);
  if (typeof json === "string") return refuse("opening-malformed", { where: json });
  const where = faultIn(json.value, OPENING, { blame: listOf(BLAMED, 0, RESULTS_MAX) });
  if (where !== null) return refuse("opening-malformed", { where });
  const file = json.value as unknown as OpeningFile;
  const opened = (result: OpeningResult): boolean => result.how === "threshold" || result.how === "bidder-key";
  const wrong = file.results.find((result) => opened(result) ? result.cause !== null : result.cause === null || result.form !== null);
  return wrong === undefined ? ok(file) : refuse("opening-malformed", { where: "cause" });
}
