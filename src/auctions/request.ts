import { canonical, type Json } from "../kernel/canonical-json.js";

/** What a bidder asks in one request, as his key signs it: everything that decides, and nothing that the exchange could add. */
export type SignedRequest = {
  /** The exchange's name, which is its log's origin. */
  readonly exchange: string; readonly auction: string; readonly paddle: string; readonly stage: number | null; readonly key: string; /** What is wanted, as the API takes it. */ readonly wish: Json;
};

/** The bytes that a bidder's key signs for one request (docs/decisions/0087). */
export const requestBytes = ({ exchange, auction, paddle, stage, key, wish }: SignedRequest): Uint8Array => canonical({ v: "auction-request/1", exchange, auction, paddle, stage, key, wish });

/** The bytes whose hash hides the firm behind a paddle until the end. */
export const paddleBytes = ({ exchange, auction, paddle, firm, name, salt }: { readonly exchange: string; readonly auction: string; readonly paddle: string; readonly firm: string; readonly name: string; readonly salt: string }): Uint8Array =>
  canonical({ v: "paddle/1", exchange, auction, paddle, firm, name, salt });
