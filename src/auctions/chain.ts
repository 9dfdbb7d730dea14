import { sha256 } from "@noble/hashes/sha2.js";
import { concat, hex, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import type { Happening } from "./happening.js";
import { termsBytes, type AuctionTerms } from "./terms.js";

/** The line of a happening in happenings.jsonl, without its end. */
export const happeningBytes = (happening: Happening): Uint8Array<ArrayBuffer> => canonical(happening);

/** Where the chain begins: the hash of terms.json. */
export const headOfTerms = (terms: AuctionTerms): string => hex(sha256(termsBytes(terms)));

/** The head after one happening more: the hash of the head before, as its 64 letters, and the line. `printf '%s' "$head$line" | sha256sum` gives the same. */
export const headAfter = (head: string, happening: Happening): string => hex(sha256(concat(utf8(head), happeningBytes(happening))));
