import type { Instant } from "../../kernel/time.js";

/** What the exchange knows under a code or hash. */
export type Found = {
  readonly what: "notice" | "document" | "receipt" | "asset" | "statement";
  readonly title: string;
  readonly href: string | null;
  readonly sha256: string;
  readonly version: number | null;
  /** A later version replaced it. */
  readonly superseded: boolean;
  readonly publishedAt: Instant;
  readonly logIndex: number | null;
};

/** Asked by code or hash (`q`), or not asked yet. The island asks GET /api/v1/verify/{sha256} → {found: Found | null}. */
export type VerifyView = { readonly q: string; readonly answer: { readonly found: Found | null } | null };
