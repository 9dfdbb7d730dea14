import type { Instant } from "../kernel/time.js";

export type Language = "zh" | "en";
/** normal; elder: large type in one column (适老化); wall: dark and large, for a screen in a hall. */
export type Display = "normal" | "elder" | "wall";
export type Mode = "rehearsal" | "live";

/** Who reads, as the session says; `role` is the code, `roleName` its word in the language of the page. */
export type Reader = { readonly id: string; readonly name: string; readonly role: string; readonly roleName: string; readonly organisation: string | null };

/** Hashed addresses of what the pages load, from `buildAssets`. */
export type AssetUrls = { readonly css: string; readonly hall: string; readonly auction: string; readonly verify: string; readonly score: string; readonly lodge: string; readonly key: string; readonly sign: string; readonly question: string; readonly people: string; readonly reserve: string; readonly keeper: string; readonly lottery: string; readonly confirm: string; readonly draw: string; readonly pool: string; readonly call: string; readonly draft: string; readonly recompute: string; readonly beside: string; readonly fingerprint: string; /** The PDF library, what it does its work with, and its tables. */ readonly pdf: string; readonly pdfEngine: string; readonly pdfMaps: string; readonly sealPage: { readonly path: string; readonly sha256: string } };

/** What every page needs besides its own view: everything a page knows about the outside comes in through these two. */
export type PageContext = {
  readonly language: Language;
  readonly display: Display;
  readonly mode: Mode;
  readonly exchangeName: string;
  /** The public address of the exchange, without a slash at its end; printed pages say where they came from. */
  readonly base: string;
  /** Path and query as asked for; the language and display switches lead back to it. */
  readonly url: string;
  /** The exchange clock, which in a rehearsal is not the wall clock. */
  readonly now: Instant;
  readonly reader: Reader | null;
  /** How many messages the reader has not read, counted up to one more than is shown; 0 for nobody. */
  readonly unread: number;
  /** How far the exchange's clock is off, in ms, for a reader of the staff while it is over its limit; null otherwise. */
  readonly driftMs: number | null;
  readonly assets: AssetUrls;
};
