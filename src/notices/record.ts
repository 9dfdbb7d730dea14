import { canonical, type Json } from "../kernel/canonical-json.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";

/** The documents that are published: rule book E1–E5, E7–E12, E20 and E21. */
export type NoticeType =
  | "tender-notice" | "clarification" | "opening-record" | "evaluation-report" | "candidates"
  | "award-notice" | "award-letter" | "result-letter" | "failure-notice" | "procurement-result" | "contract-notice" | "objection-reply" | "plan"
  | "prequal-notice" | "prequal-result" | "invitation" | "draw-record" | "site-record" | "sale-notice" | "sale-end" | "auction-record" | "sale-confirmation" | "sale-result";

/**
 * One printed value. `null` is a field without value: it prints 无/不适用, never blank. A time is RFC 3339 in Beijing time, a
 * day YYYY-MM-DD, an amount a decimal string beside its capital words; a code may be broken anywhere, its letters are exact.
 * `how` is the address that counts a date out, where the law sets it.
 */
export type Value =
  | null
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "money"; readonly amount: string; readonly currency: "CNY"; readonly words: string }
  | { readonly kind: "time"; readonly at: string; readonly how?: string }
  | { readonly kind: "day"; readonly on: string; readonly how?: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly url: string };

export type FactRow = { readonly zh: string; readonly en: string; readonly value: Value };

/** Width is a share of the line: the columns' shares are added up and divided by. */
export type Column = { readonly zh: string; readonly en: string; readonly align: "left" | "right" | "center"; readonly width: number };

export type Block =
  | { readonly block: "facts"; readonly rows: readonly FactRow[] }
  | { readonly block: "paragraph"; readonly text: string }
  | { readonly block: "table"; readonly caption: string | null; readonly columns: readonly Column[]; readonly rows: readonly (readonly Value[])[] }
  | { readonly block: "list"; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly block: "note"; readonly text: string };

export type Section = { readonly zh: string; readonly en: string; readonly blocks: readonly Block[] };

/** An office as documents name it; the credit code is null only where the body has none. */
export type Office = { readonly name: string; readonly uscc: string | null };

/** Whom to ask and where to complain. */
export type Contact = { readonly name: string; readonly person: string | null; readonly phone: string | null; readonly address: string | null };

/** A code and the name it stands for. */
export type Named = { readonly code: string; readonly name: string };

/**
 * One published document. Page, JSON and PDF are made from this value alone; every printed fact is in `sections`, which begin
 * with the common block and end with contact, complaint channel and how to verify. The other keys say the same to machines.
 */
export type NoticeRecord<Type extends string = NoticeType> = {
  readonly v: "notice/1";
  readonly type: Type;
  readonly exchange: string;
  /** Null of a plan, which comes before there is a tender. */
  readonly tender: string | null;
  /** The plan, of a document about one. */
  readonly plan?: string;
  /** The sale, of a document about one. */
  readonly sale?: string;
  readonly id: string;
  /** The document number (文号), as 晨交招告〔2026〕0001号. */
  readonly number: string;
  /** 1 for the first issue; version n is the (n−1)-th correction. */
  readonly version: number;
  readonly title: string;
  readonly subject: string;
  readonly publishedAt: string;
  readonly mode: "rehearsal" | "live";
  readonly issuer: Office;
  readonly codes: { readonly unified: string | null; readonly project: string | null; readonly tender: string | null; readonly lots: readonly Named[] };
  readonly media: readonly string[];
  readonly verifyUrl: string;
  readonly sections: readonly Section[];
  /** What a machine needs beside the words, as the lots' terms beside a tender notice; null where there is nothing more. */
  readonly terms: Json;
};

/** The bytes that are hashed, logged, embedded in the PDF and served as notice.json. @throws {RangeError} on hostile text. */
export const noticeBytes = (record: NoticeRecord<string>): Uint8Array<ArrayBuffer> => canonical(record);

/** sha256 of the record's bytes, lower-case hex: its name in the log and on every page of the PDF. */
export const noticeHash = (record: NoticeRecord<string>): string => hex(sha256(noticeBytes(record)));

/** Where a printed document is checked; the QR code holds this address. @param base without a slash at its end */
export const verifyUrl = (base: string, id: string, version: number): string => `${base}/verify?notice=${encodeURIComponent(id)}&v=${String(version)}`;
