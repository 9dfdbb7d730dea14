import { canonical } from "../kernel/canonical-json.js";

/** How a letter was read first: on its page, as data, or as its signed PDF. */
export type Reading = "page" | "json" | "pdf";

/** That somebody of a firm read a letter: what the blinded leaf hides. `sha256` is the letter's record, `at` the exchange's clock. */
export type LetterRead = {
  readonly exchange: string; readonly tender: string; readonly notice: string; readonly version: number; readonly sha256: string; readonly firm: string; readonly how: Reading; readonly at: string;
};

/** The bytes whose hash the leaf hides. */
export const letterReadBytes = ({ exchange, tender, notice, version, sha256, firm, how, at }: LetterRead): Uint8Array =>
  canonical({ v: "letter-read/1", exchange, tender, notice, version, sha256, firm, how, at });
